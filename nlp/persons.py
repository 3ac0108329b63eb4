"""Persons named in a text: by surname, or by a title before the name."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from nlp.alternation import alternatives
from nlp.place_names import WORD
from nlp.place_names import data as places_data
from nlp.shadow import shadow

_NAME = re.compile(rf"{WORD}(?:[ \u00a0]{WORD}){{0,5}}")

_WORDS = re.compile(r"\S+")
_OFFICE = re.compile(
    r"(?:(?:tổng |phó )?giám đốc|(?:phó )?chủ tịch|(?:phó )?bí thư|phó |trưởng |chánh |quyền |nguyên |ủy viên"
    r"|đại biểu|(?:thứ|bộ|cục|viện|hiệu|đội|tổ|hạt|trạm) trưởng)"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name.

    Attributes:
        start, end: the name, title left out.
        name: the words.
        titled: where the title before it begins; None without one.
        full: whether it begins with a surname and has two words or more.
    """

    start: int
    end: int
    name: str
    titled: int | None
    full: bool


@cache
def data() -> dict[str, Any]:
    """The language data of statements: titles, verbs of speech."""
    return json.loads((files("nlp") / "data" / "statements.json").read_text(encoding="utf-8"))


@cache
def _title() -> re.Pattern[str]:
    words = alternatives(re.escape(t) for t in sorted(data()["titles"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\.?[ \u00a0]+$")


def persons_in(text: str, start: int, end: int) -> list[Person]:
    """Persons named between two places, in text order.

    Example:
        >>> [p.name for p in persons_in("Theo ông Trần Văn Nam và chị Mai", 0, 32)]
        ['Trần Văn Nam', 'Mai']
    """
    out = []
    for match in _NAME.finditer(text, start, end):
        person = _in_run(text, match.start(), match.end())
        if person is not None:
            out.append(person)
    return out


@lru_cache(maxsize=1024)
def _in_run(text: str, start: int, end: int) -> Person | None:
    """The person in a run of capitalised words, looked for once though many cues ask for it."""
    words = [(m.start(), m.end()) for m in _WORDS.finditer(text, start, end)]
    return _person(text, words, [_small(text[a:b]) for a, b in words])


@lru_cache(maxsize=2048)
def _small(word: str) -> str:
    return shadow(word).replace("’", "'")


@cache
def _title_ends() -> tuple[str, ...]:
    """How a word may end that is the last of a title."""
    return tuple({_small(title.split()[-1]).rstrip(".") for title in data()["titles"]})


def _title_before(text: str, start: int) -> re.Match[str] | None:
    """The title right before a name."""
    before = text[max(0, start - 24) : start]
    last = before.rsplit(None, 1)[-1:]
    if not last or not before[-1].isspace() or not _small(last[0]).rstrip(".").endswith(_title_ends()):
        return None  # as for most names, which one look at the last word tells
    return _title().search(shadow(before))


def _person(text: str, words: list[tuple[int, int]], low: list[str]) -> Person | None:
    """The person in a run of capitalised words: `Ông Trần Nam`, `Sở Y tế Trần Nam`."""
    surnames = places_data()["surnames"]
    first = 0
    titled = None
    behind = _title_before(text, words[0][0])
    if behind:
        titled = words[0][0] - len(behind[0])
    elif low[0] in data()["titles"] and len(words) > 1:
        titled, first = words[0][0], 1
    if titled is not None and _OFFICE.match(shadow(text[words[first][0] : words[first][0] + 20])):
        titled = None  # `đồng chí Giám đốc Sở …`: the name comes later
    for i in range(first, len(words)):
        highland = low[i][:2] in ("k'", "h'")
        full = highland or (low[i] in surnames and i + 1 < len(words))
        if not full and not (titled is not None and i == first):
            continue
        last = i
        while last + 1 < len(words) and not _acronym(text, words[last + 1], text[words[i][0] : words[i][1]]):
            last += 1
        if _acronym(text, words[i], ""):
            if titled is not None and i == first and i + 1 < len(words):
                continue  # `bác sĩ CKII Trần Lan Anh`
            return None
        start, end = words[i][0], words[last][1]
        name = " ".join(text[start:end].split())
        # `ông Đàng Năng Tuấn`: not every people's surnames are listed
        sure = (full and (last > i or highland)) or (titled is not None and i == first and last - i >= 2)
        return Person(start, end, name, titled if i == first else None, sure)
    return None


def _acronym(text: str, word: tuple[int, int], before: str) -> bool:
    """Whether a word is `UBND` and the like, and no name in capitals (`MINH LUÂN`)."""
    written = text[word[0] : word[1]]
    return len(written) > 2 and written.isupper() and not (len(before) > 1 and before.isupper())
