"""Names of administrative units in a text: where they may stand, before anyone asks which unit."""

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from nlp.alternation import alternatives
from nlp.gazetteer import TYPE_LEVELS, Unit, gazetteer
from nlp.scanning import Scan

_UPPER = "".join(chr(c) for c in range(0x1F00) if chr(c).isupper() and chr(c).isalpha())
WORD = rf"[{re.escape(_UPPER)}][\w'’]*"
# What precedes is looked at last, so that the engine may skip from one capital to the next.
_RUN = re.compile(
    rf"[{re.escape(_UPPER)}](?<![\w'’@/].)[\w'’]*(?:(?:[ \u00a0]+|[ \u00a0]?[-–][ \u00a0]?){WORD})*"
)
_TOKEN = re.compile(r"[\w'’]+")
_TYPE_TOKENS = frozenset(
    [
        "tỉnh",
        "huyện",
        "quận",
        "xã",
        "phường",
        "tp",
        "tx",
        "tt",
        "thị",
        "trấn",
        "thành",
        "phố",
        "đặc",
        "khu",
        "đảo",
    ]
)
_LEADING = frozenset(("tỉnh", "huyện", "quận", "xã", "phường", "tp", "tx", "thị", "ubnd", "hđnd"))
"""Words of a run that may stand before a name in it."""
_SHORT_FORMS = frozenset(("hcm", "tphcm"))
_LONGEST = 6  # words in the longest name
_DIGIT = re.compile(r"[ \u00a0](\d{1,2})(?![\w/%]|[.,]\d)")
_GAP = re.compile(r"\s*[-–]\s*")


@cache
def data() -> dict[str, Any]:
    """The language data of places: type words, traps, surnames."""
    raw = json.loads((files("nlp") / "data" / "places.json").read_text(encoding="utf-8"))
    for name in (
        "person_titles",
        "feature_words",
        "organisation_words",
        "before_bare",
        "after_bare",
        "ordinary",
        "surnames",
    ):
        raw[name] = frozenset(raw[name])
    return raw


@cache
def _traps() -> frozenset[str]:
    d = data()
    return d["person_titles"] | d["feature_words"] | d["organisation_words"]


def _alternatives(words: list[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return alternatives(re.escape(w).replace(r"\ ", r"[ \u00a0]+") for w in longest)


@cache
def _patterns() -> dict[str, Scan]:
    d = data()
    patterns = {
        "numbered": re.compile(r"(?<![\w.])(quận|phường|q\.|p\.)[ \u00a0]?(0?\d{1,2})(?![\w/%]|[.,]\d)"),
        "village": re.compile(
            rf"(?<!\w)(?:({_alternatives(d['village_words'])})[ \u00a0]+(?=[^\W\d_])"
            rf"|({_alternatives(d['numbered_village_words'])})[ \u00a0]+(?:số[ \u00a0]+)?(\d{{1,2}}[a-d]?|[ivx]{{1,4}})(?![\w/%]|[.,]\d))"  # noqa: E501
        ),
    }
    return {name: Scan(pattern) for name, pattern in patterns.items()}


_BY_LINES = frozenset(("p.v", "p. v"))
"""`Bài, ảnh: P.V` names the reporters, not phường V."""


class PlaceName(NamedTuple):
    """A stretch of text that may name a unit.

    Attributes:
        start, end: the whole mention, type word included when written.
        name_start: where the name itself begins.
        key: the name as the gazetteer's key.
        kind: the type word, spelt out (`thành phố` for `TP`); None for a bare name.
        units: all units of that name; empty for a village or a name nobody knows.
        village: whether the type word is that of a village, hamlet or quarter.
        before: small-letter words right before it in the same run of capitals.
        after: the word right after it in the same run, small letters; empty at the run's end.
        blocked: the word before a bare name that makes it a person, a street or a company.
        caps: whether it stands in all capitals.
    """

    start: int
    end: int
    name_start: int
    key: str
    kind: str | None
    units: tuple[Unit, ...]
    village: bool = False
    before: tuple[str, ...] = ()
    after: str = ""
    blocked: str | None = None
    caps: bool = False


def place_names(text: str, low: str) -> list[PlaceName]:
    """Everything in a text that may name a unit, in text order, without overlaps.

    Args:
        text: stored text.
        low: its shadow.
    """
    found = [*_villages(text, low), *_numbered(text, low)]
    found += _in_runs(text, low)
    found = [p for p in found if low[p.start : p.end] not in _BY_LINES]
    typed = {p.key for p in found if p.kind}
    # A bare name of one syllable is a word like any other, unless a typed mention introduces it.
    found = [p for p in found if p.kind or " " in p.key or p.key in typed or p.key == "huế"]
    found = [p if p.kind else p._replace(blocked=_blocking(low, p.start)) for p in found]
    found.sort(key=lambda p: (p.start, -p.end, not p.village))
    out: list[PlaceName] = []
    for place in found:
        if out and place.start < out[-1].end:
            if place.name_start >= out[-1].name_start and not (place.kind and not out[-1].kind):
                continue
            out.pop()
        out.append(place)
    return out


def _in_runs(text: str, low: str) -> Iterator[PlaceName]:
    names = gazetteer()
    types = data()["type_words"]
    firsts = names.first_words
    for run in _RUN.finditer(text):
        whole = low[run.start() : run.end()]
        single = whole.isalpha() and whole not in firsts and whole not in _SHORT_FORMS
        if single and not _type_behind(low, run.start()):
            continue
        words = [(m.start(), m.end()) for m in _TOKEN.finditer(low, run.start(), run.end())]
        if not words:
            continue
        keys = [sys.intern(low[s:e].replace("'", "").replace("’", "")) for s, e in words]
        i = 0
        prefix = 0  # the first word of the run that is no part of an earlier name
        while i < len(words):
            if keys[i] in _LEADING and i + 1 < len(words):
                i += 2 if keys[i] == "thị" and keys[i + 1] in ("xã", "trấn") else 1
                continue
            if keys[i] == "thành" and i + 1 < len(words) and keys[i + 1] == "phố":
                i += 2
                continue
            size, kind, type_start = 0, None, words[i][0]
            behind = _type_behind(low, words[i][0])
            first, short = keys[i] in firsts, keys[i] in _SHORT_FORMS
            if not (behind or first or short):
                i += 1
                continue
            for n in range(min(_LONGEST, len(words) - i), 0, -1) if first else ():
                key = " ".join(keys[i : i + n])
                if names.has(key):
                    if behind:
                        levels = TYPE_LEVELS[types[behind[1]]]
                        if (
                            n > 1
                            or size
                            or len(words) - i == n
                            or any(u.level in levels for u in names.named(key))
                        ):
                            if any(u.level in levels for u in names.named(key)):
                                size, kind, type_start = n, types[behind[1]], behind[0]
                                break
                            size = size or n
                    else:
                        size = n
                        break
            if short:
                size, kind = 1, "thành phố"
                type_start = behind[0] if behind else words[i][0]
            digit = _DIGIT.match(low, words[-1][1]) if behind and not size else None
            if behind and digit and names.has(f"{' '.join(keys[i:])} {digit[1]}"):
                # xã Sơn Kim 1, where there is no xã Sơn Kim
                size, kind, type_start = len(words) - i, types[behind[1]], behind[0]
            if behind and size and kind is None:
                # huyện Mù Cang Chải: the gazetteer has the district under another spelling
                spelt = " ".join(keys[i : i + size])
                digit = _DIGIT.match(low, words[i + size - 1][1])
                numbered = names.has(f"{spelt} {digit[1]}") if digit else False  # xã Đam Rông 1
                spelling = [] if numbered else names.alike(spelt)
                alike = tuple(u for u in spelling if u.type == types[behind[1]])
                if alike:
                    end, start = words[i + size - 1][1], words[i][0]
                    yield PlaceName(behind[0], end, start, spelt, types[behind[1]], alike)
                    i += size
                    prefix = i
                    continue
            if not size:
                if behind and (unknown := _unknown(text, low, words, keys, i, types[behind[1]], behind[0])):
                    yield unknown
                    i += max(1, len(unknown.key.split()))
                    prefix = i
                    continue
                i += 1
                continue
            start, end = words[i][0], words[i + size - 1][1]
            key = "hồ chí minh" if short else " ".join(keys[i : i + size])
            digit = _DIGIT.match(low, end)
            if digit and names.has(f"{key} {digit[1]}"):  # xã Sơn Kim 1
                key, end = f"{key} {digit[1]}", digit.end()
                if behind and kind is None:
                    kind, type_start = types[behind[1]], behind[0]
            adjacent = i + size < len(words) and _GAP.fullmatch(text[end : words[i + size][0]]) is None
            before: tuple[str, ...] = ()
            if i > prefix and _GAP.fullmatch(text[words[i - 1][1] : start]) is None:
                before = tuple(k for k in keys[prefix:i] if k not in _TYPE_TOKENS)
            yield PlaceName(
                start=type_start if kind else start,
                end=end,
                name_start=start,
                key=key,
                kind=kind,
                units=tuple(names.named(key)),
                before=before,
                after=keys[i + size] if adjacent else "",
                caps=text[start:end].isupper() and end - start > 3,
            )
            i += size
            prefix = i


_OPENING = '("“«[,;:/|-'


@cache
def _type_ends() -> frozenset[str]:
    """The last words of the type words."""
    return frozenset(word.split()[-1] for word in data()["type_words"])


def _type_behind(low: str, start: int) -> tuple[int, str] | None:
    """The type word right before a name: where it begins and how it is written."""
    if start == 0 or low[start - 1] not in " \u00a0\n.":
        return None
    tail = low[max(0, start - 14) : start]
    words = tail.split()
    if not words:
        return None
    if words[-1].lstrip(_OPENING) not in _type_ends():
        return None
    types = data()["type_words"]
    for n in (2, 1):
        word = " ".join(words[-n:]).lstrip(_OPENING)
        if len(words) >= n and word in types and (not word.endswith(".") or tail[-1] != "\n"):
            at = low.rfind(word.split()[0], 0, start)
            if at and (low[at - 1].isalnum() or low[at - 1] in "_."):
                continue
            if low[max(0, at - 4) : at] == "tác ":  # hợp tác xã
                return None
            if tail[-1] != "." or word.endswith("."):
                return at, word
    return None


def _blocking(low: str, start: int) -> str | None:
    """The word before a bare name that makes it a person, a street, a company: `đường`, `ông`."""
    if start == 0 or low[start - 1] not in " \u00a0":
        return None
    words = low[max(0, start - 30) : start].replace(":", "").split()
    traps = _traps()
    for n in (3, 2, 1):
        if len(words) >= n:
            word = " ".join(words[-n:]).rstrip(".").lstrip('("“«[,;:/|-')
            if word in traps and not (word == "núi" and words[-2:-1] == ["miền"]):
                return word
    return None


def _unknown(
    text: str, low: str, words: list[tuple[int, int]], keys: list[str], i: int, kind: str, start: int
) -> PlaceName | None:
    """A name misspelt, or a commune that the gazetteer lacks: `xã` and two or three capitalised words."""
    for n in range(min(4, len(words) - i), 0, -1):
        end = words[i + n - 1][1]
        alike = [u for u in gazetteer().alike(text[words[i][0] : end]) if u.type == kind]
        if not alike and gazetteer().absorbed(kind, text[words[i][0] : end]):
            return PlaceName(start, end, words[i][0], " ".join(keys[i : i + n]), kind, ())
        if alike:
            return PlaceName(start, end, words[i][0], " ".join(keys[i : i + n]), kind, tuple(alike))
    if TYPE_LEVELS[kind] != ("commune",) or low[start : start + 2] in ("tt", "p."):
        return None
    n = 0
    while n < 3 and i + n < len(words) and (n == 0 or text[words[i + n - 1][1] : words[i + n][0]].isspace()):
        if keys[i + n] in data()["surnames"] and n >= 2:
            break
        n += 1
    name = text[words[i][0] : words[i + n - 1][1]]
    if n < 2 or keys[i] in ("hội", "viên") or keys[i] in data()["surnames"] or name.isupper():
        return None
    return PlaceName(
        start=start,
        end=words[i + n - 1][1],
        name_start=words[i][0],
        key=" ".join(keys[i : i + n]),
        kind=kind,
        units=(),
    )


_GOES_ON = re.compile(
    r"\s*(?:[,.;:)(\n|-]|$|(?:có|đã|đạt|là|với|tại|thuộc|cho|trên|và|cùng|về|được|từ|đang|sẽ|còn|của|nay|cũ|\()(?!\w))"
)


def _numbered(text: str, low: str) -> Iterator[PlaceName]:
    for match in _patterns()["numbered"].finditer(low):
        key = match[2].lstrip("0")
        units = gazetteer().named(key)
        kind = data()["type_words"][match[1]]
        if (
            units
            and any(u.type == kind for u in units)
            and (text[match.start()].isupper() or _GOES_ON.match(low, match.end(), match.end() + 12))
        ):
            yield PlaceName(match.start(), match.end(), match.start(2), key, kind, tuple(units))


_EXAMINED = re.compile(r"[A-H]\d{0,2}")
_HAMLET_NAME = re.compile(rf"{WORD}(?:[ \u00a0]{WORD}){{0,3}}(?:[ \u00a0]\d{{1,2}}(?![\w/%]|[.,]\d))?")


def _villages(text: str, low: str) -> Iterator[PlaceName]:
    for match in _patterns()["village"].finditer(low):
        previous = low[max(0, match.start() - 12) : match.start()].rstrip()
        if any(previous.endswith(w) for w in data()["not_a_village_after"]) and low[match.start() - 1] == " ":
            continue
        if match[1]:
            name = _HAMLET_NAME.match(text, match.end())
            if name is None or (name[0].isupper() and len(name[0]) > 2):
                continue
            if match[1] == "khối" and _EXAMINED.fullmatch(name[0]):  # `khối A, khối D` of an examination
                continue
            yield PlaceName(
                match.start(), name.end(), match.end(), low[match.end() : name.end()], match[1], (), True
            )
            continue
        if not _GOES_ON.match(low, match.end(), match.end() + 12):
            continue
        if match[2] in ("khu vực", "khu", "tổ") and not re.match(
            r"\s?(?:,|\()\s?(?:(?:ấp|thôn|khu phố|khóm)\s[^,\n]{1,20},\s?)?(?:phường|xã|thị trấn)\s",
            low[match.end() : match.end() + 50],
        ):
            continue
        yield PlaceName(match.start(), match.end(), match.start(3), match[3], match[2], (), True)
