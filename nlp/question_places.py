"""Which places a question names: first those the documents know, then all others of the country."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from nlp.question_slips import slip
from nlp.question_words import Cue, Reading, StoreWords, Word, lexicon
from nlp.shadow import bare, shadow

TYPES = {
    "tỉnh": "province", "thành phố": "district", "tp": "district", "huyện": "district", "quận": "district",
    "thị xã": "district", "tx": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune", "thôn": "village", "buôn": "village", "bản": "village", "ấp": "village",
    "làng": "village", "xóm": "village", "tổ dân phố": "village", "khu phố": "village",
}  # fmt: skip
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TYPE = re.compile(
    r"(?:(?P<type>thanh pho|thi tran|thi xa|dac khu|to dan pho|khu pho|tinh|huyen|quan|phuong|xa"
    r"|thon|buon|ban|ap"
    r"|lang|xom|tp\.?|tx\.?|h\.|q\.|p\.|x\.|tt\.?)\s*)$"
)
_AFTER = re.compile(r"\s+(?P<type>province|district|commune|ward|city|town|township)\b")
_ENGLISH = {
    "province": "province", "district": "district", "commune": "commune", "ward": "commune",
    "city": "district",
    "town": "district", "township": "commune",
}  # fmt: skip
_WHOLE = Cue(
    r"(?<!\w)(?:toàn tỉnh|cả tỉnh|(?:của|trong|ở|tại|bởi|địa bàn|trên) tỉnh|^tỉnh|, tỉnh"
    r"|province-wide|provincewide"
    r"|(?:the|whole|entire) province(?: as a whole)?)(?!\w)(?! nào)"
)
_WHOLE_DISTRICT = Cue(r"(?<!\w)(?:toàn huyện|cả huyện|của huyện|trên địa bàn huyện|huyện này)(?!\w)(?! nào)")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place that the documents name: its chain (`xã A, huyện B, tỉnh C`) and level."""

    canonical: str
    level: str

    @property
    def label(self) -> str:
        """Type and name, without its parents."""
        return self.canonical.split(",")[0].strip()


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A place in a question.

    Attributes:
        text: as typed.
        start, end: its place in the question.
        canonicals: chains of the known places it may mean; empty for one the documents don't know.
        level: the level that its type word says, or None.
        label: how to name it in an answer.
        whole: it is only `toàn tỉnh`, without a name.
    """

    text: str
    start: int
    end: int
    canonicals: tuple[str, ...]
    level: str | None
    label: str
    whole: bool = False


def name_of(label: str) -> tuple[str | None, str]:
    """`huyện Lập Thạch` → (`huyện`, `Lập Thạch`)."""
    low = shadow(label)
    for kind in sorted(TYPES, key=len, reverse=True):
        if low.startswith(kind + " "):
            return kind, label[len(kind) + 1 :].strip()
    return None, label


def _inside_term(reading: Reading, words: list[Word]) -> bool:
    """Whether a name without accents begins inside a known term (`giao thong nhat`: giao thông)."""
    at = next(i for i, w in enumerate(reading.words) if w.start >= words[0].start)
    for back in range(1, min(4, at + 1)):
        hit = lexicon().find(reading.words, at - back, True)
        if hit and hit[0] > back and hit[1] == "term":
            return True
    return False


def _toneless(word: str) -> str:
    """A word without its tone but with its letters (`đường` → `đương`)."""
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))


def _is_unit(name: str) -> bool:
    from nlp.gazetteer import gazetteer, name_key

    return gazetteer().has(name_key(name))


class PlaceNames:
    """The names of known places, looked up by their words without accents."""

    def __init__(self, places: Iterable[KnownPlace]) -> None:
        self.places = list(dict.fromkeys(places))
        self._names: dict[tuple[str, ...], list[tuple[tuple[str, ...], KnownPlace]]] = {}
        self._longest = 1
        for place in self.places:
            _, name = name_of(place.label)
            words = tuple(re.findall(r"\w+", shadow(name)))
            if words:
                self._names.setdefault(tuple(bare(w) for w in words), []).append((words, place))
                self._longest = max(self._longest, len(words))

    def find(self, reading: Reading) -> list[AskedPlace]:
        """The known places in a question, longest names first; their stretches are taken."""
        words = [Word(m[0], m.start(), m.end()) for m in re.finditer(r"\w+", reading.low)]
        out: list[AskedPlace] = []
        for look in (self._at, self._nearly):
            i = 0
            while i < len(words):
                for size in range(min(self._longest, len(words) - i), 0, -1):
                    place = look(reading, words[i : i + size])
                    if place:
                        out.append(place)
                        reading.take(place.start, place.end)
                        i += size - 1
                        break
                i += 1
        return out

    def _nearly(self, reading: Reading, words: list[Word]) -> AskedPlace | None:
        """A name with one slip in it (`Mường Kương`, `Quãng Điền`), when no unit is called so."""
        start = words[0].start
        if (
            len(words) < 2
            or words[0].text in TYPES
            or not all(reading.text[w.start].isupper() for w in words)
        ):
            return None
        typed = [w.text for w in words]
        plain = [bare(t) for t in typed]
        for key, entries in self._names.items():
            if len(key) != len(plain):
                continue
            wrong = [i for i in range(len(key)) if key[i] != plain[i]]
            if len(wrong) > 1 or (wrong and not slip(plain[wrong[0]], key[wrong[0]])):
                continue
            if not wrong and [_toneless(t) for t in typed] != [_toneless(e) for e in entries[0][0]]:
                continue
            if _is_unit(" ".join(typed)) or any(reading.used[start : words[-1].end]):
                return None
            return self._at(reading, words, [p for _, p in entries])
        return None

    def _at(
        self, reading: Reading, words: list[Word], found: list[KnownPlace] | None = None
    ) -> AskedPlace | None:
        typed = [w.text for w in words]
        if found is None:
            found = [
                place
                for name, place in self._names.get(tuple(bare(t) for t in typed), ())
                if all(t in (e, bare(e)) for t, e in zip(typed, name, strict=True))
            ]
        start, end = words[0].start, words[-1].end
        if not found or any(reading.used[start:end]):
            return None
        before = _TYPE.search(reading.bare[max(0, start - 12) : start])
        after = _AFTER.match(reading.bare[end:])
        level = None
        if before and _typed_as(reading, start - len(before[0]), before["type"]):
            level = TYPES[_accented(before["type"])]
            start -= len(before[0])
        elif after:
            level = _ENGLISH[after["type"]]
            end += len(after[0])
        elif len(words) == 1 or (not reading.accented and _inside_term(reading, words)):
            return None
        fitting = [
            p
            for p in found
            if level is None or p.level == level or {p.level, level} == {"province", "district"}
        ]
        if level and not fitting:
            return None
        if before and level:  # `thành phố Hòa Bình` is no province where both are known
            kind = _accented(before["type"])
            fitting = [p for p in fitting if name_of(p.label)[0] == kind] or fitting
        return AskedPlace(
            reading.text[start:end],
            start,
            end,
            tuple(dict.fromkeys(p.canonical for p in fitting)),
            level,
            fitting[0].label,
        )


def _typed_as(reading: Reading, start: int, kind: str) -> bool:
    """Whether a type word stands there by itself, and not another word without its accents (`Lăng`, làng)."""
    if start and reading.bare[start - 1].isalpha():
        return False
    typed = reading.low[start : start + len(kind)]
    return typed == bare(typed) or typed == _accented(kind)


_SHORT = {"h": "huyện", "q": "quận", "p": "phường", "x": "xã", "tt": "thị trấn"}


def _accented(kind: str) -> str:
    kind = kind.rstrip(".")
    if kind in _SHORT:
        return _SHORT[kind]
    return next(t for t in TYPES if bare(t) == kind)


def whole_places(reading: Reading, places: list[KnownPlace]) -> list[AskedPlace]:
    """`toàn tỉnh`, `the province`: all known provinces may be meant."""
    out = []
    for match in _WHOLE.finditer(reading):
        if any(reading.used[match.start() : match.end()]):
            continue
        if re.match(r"\s*(?:nao|khac|,? thanh)", reading.bare[match.end() :]) or re.match(
            r" [^\W\d_a-zà-ỹđ]", reading.text[match.end() :]
        ):
            continue
        provinces = tuple(p.canonical for p in places if p.level == "province")
        out.append(
            AskedPlace(match[0], match.start(), match.end(), provinces, "province", "tỉnh", whole=True)
        )
        reading.take(match.start(), match.end())
    return out


def unknown_places(
    reading: Reading, places: list[KnownPlace] | None = None, words: StoreWords | None = None
) -> list[AskedPlace]:
    """Places of the country that the first look did not find; their stretches are taken.

    A name that the gazetteer leads to a known place (`TPHCM`) is that place; all others are unknown.
    """
    from nlp.gazetteer import gazetteer

    masked = "".join("|" if used else c for c, used in zip(reading.text, reading.used, strict=True))
    labels: dict[str, list[KnownPlace]] = {}
    for place in places or ():
        labels.setdefault(shadow(place.label), []).append(place)
    out = []
    for start, end, units in gazetteer().places_in(masked):
        typed = reading.text[start:end]
        if not re.search(r"[^\W\d_]", typed) or re.search(r"[^\w\s'.-]", typed):
            continue
        if not _sure(reading, start, end, units[0].level, words):
            continue
        known = [p for u in units for p in labels.get(shadow(u.label), ())]
        chains = tuple(dict.fromkeys(p.canonical for p in known))
        label = known[0].label if known else units[0].label
        out.append(AskedPlace(typed, start, end, chains, units[0].level, label))
        reading.take(start, end)
    return out


_NAMED = re.compile(
    r"(?:tinh|huyen|quan|thi xa|thanh pho|tp|xa|phuong|thi tran|dac khu)\.? "
    r"(?=(?P<name>[\w'-]+(?: [\w'-]+){0,3}))"
)


def unresolved_places(reading: Reading, places: list[KnownPlace]) -> list[AskedPlace]:
    """Names behind a type word that nothing has explained: initials of a known place, else unknown.

    `tỉnh HT` is the one known province with these initials; `huyện Abc` is a place nobody knows.
    """
    out = []
    for match in _NAMED.finditer(reading.bare):
        start, end = match.start("name"), match.start("name")
        for word in re.finditer(r"[\w'-]+", reading.text[start : match.end("name")]):
            if not word[0][0].isupper() or (start + word.start() > end + 1 and end > start):
                break
            end = start + word.end()
        if (
            end <= start
            or any(reading.used[start:end])
            or (match.start() and reading.bare[match.start() - 1].isalnum())
        ):
            continue
        typed = reading.text[start:end]
        kind = reading.bare[match.start() : start].strip(" .")
        level = TYPES.get(next((t for t in TYPES if bare(t) == kind), ""))
        initials = typed.isupper() and len(typed) <= 4
        if not initials and not ((len(typed) > 1 and typed[1:2].islower()) or "-" in typed):
            continue
        known = [
            p
            for p in places
            if initials and (level is None or p.level == level) and _initials(p) == bare(typed).upper()
        ]
        chains = tuple(p.canonical for p in known) if len({p.canonical for p in known}) == 1 else ()
        out.append(
            AskedPlace(
                typed,
                match.start(),
                end,
                chains,
                level,
                known[0].label if chains else reading.text[match.start() : end],
            )
        )
        reading.take(match.start(), end)
    return out


def _initials(place: KnownPlace) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", bare(name_of(place.label)[1]))).upper()


def _sure(reading: Reading, start: int, end: int, level: str, store: StoreWords | None) -> bool:
    """Whether a stretch that could be a place is meant as one."""
    typed = reading.text[start:end]
    words = typed.split()
    has_type = len(words) > 1 and any(
        _TYPE.fullmatch(" ".join(bare(shadow(w)) for w in words[:n]) + " ") for n in range(1, len(words))
    )
    if _is_english_name(typed) and _AFTER.match(reading.bare[end:]):
        return True  # `Tam Duong commune`
    if not has_type and _NAMED_AFTER.search(reading.bare[:start]):
        return False
    if reading.accented or _is_english_name(typed):
        proper = (
            reading.accented
            and all(w[:1].isupper() for w in words[-2:] if w[:1].isalpha())
            and len(words) > 1
        )
        if level == "commune" and not has_type and store and len(words) > 1 and _in_order(words, store):
            return False  # the documents use the words, and not as a unit
        return bool(proper or (len(words) == 1 and typed.isupper()) or (has_type and words[-1][:1].isupper()))
    around = (
        [m[0] for m in re.finditer(r"\w+", reading.bare[:start])][-1:],
        [m[0] for m in re.finditer(r"\w+", reading.bare[end:])][:1],
    )
    first, last = bare(shadow(words[0])), bare(shadow(words[-1]))
    if store and not has_type:
        joined = (around[0] and store.together(around[0][0], first)) or (
            around[1] and store.together(last, around[1][0])
        )
        if joined or all(store.together(bare(a), bare(b)) for a, b in pairwise(words)):
            return False
    return bool(has_type) or (level != "commune" and _placed(reading, start, end))


# What is named after a place without being it: `Trường Tiểu học Tân Xuân`, `chợ Bình Điền`.
_NAMED_AFTER = re.compile(
    r"(?:truong|tieu hoc|mam non|trung hoc(?: co so| pho thong)?|thcs|thpt|dai hoc|cao dang|benh vien"
    r"|phong kham"
    r"|cho|cau|ho|song|suoi|dap|kenh|den|chua|dinh|cang|nha may|cong ty|khu cong nghiep|kcn|cum cong nghiep"
    r"|khu du lich|khu di tich|khu do thi|san bay|ga|bai rac|cua khau|hop tac xa|htx|le hoi|nghia trang"
    r"|du an|tuyen duong|quoc lo|thuy dien|nong truong|vuon quoc gia)\s+$"
)


def _in_order(words: list[str], store: StoreWords) -> bool:
    low = [shadow(w) for w in words]
    return all(b in store.after.get(bare(a), ()) for a, b in pairwise(low))


def _is_english_name(typed: str) -> bool:
    return all(w[:1].isupper() for w in typed.split())


def _placed(reading: Reading, start: int, end: int) -> bool:
    """In a question without accents: at its ends, after a place word, or before one of achievement."""
    before = reading.bare[:start].split()
    after = reading.bare[end:].split()
    if not before or not after:
        return True
    return before[-1] in {
        "o", "tai", "cua", "huyen", "tinh", "xa", "phuong", "quan", "tp", "pho", "tran", "va", "hay", "in",
        "of", "nam", "cho",
    } or after[0] in {"dat", "co", "da", "duoc", "nam", "ban"} or before[-1].isdigit()  # fmt: skip
