"""Which places a question names: first those the documents know, then all others of the country."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.question_slips import slip
from nlp.question_words import Cue, Reading, Word, lexicon
from nlp.shadow import bare, shadow

TYPES = {
    "tỉnh": "province", "thành phố": "district", "tp": "district", "huyện": "district", "quận": "district",
    "thị xã": "district", "tx": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune", "thôn": "village", "buôn": "village", "bản": "village", "ấp": "village",
    "làng": "village", "xóm": "village", "tổ dân phố": "village", "khu phố": "village",
}  # fmt: skip
_LONGEST = max(map(len, TYPES)) + 2
TYPE = re.compile(
    r"(?:(?P<type>thanh pho|thi tran|thi xa|dac khu|to dan pho|khu pho|tinh|huyen|quan|phuong|xa"
    r"|(?<!nong )thon|buon|(?<!van )(?<!co )(?<!dia )(?<!can )(?<!nhat )ban|ap"
    r"|lang|xom|tp\.?|tx\.?|h\.|q\.|p\.|x\.|tt\.?)\s*)$"
)
AFTER = re.compile(r"\s+(?P<type>province|district|commune|ward|city|town|township)\b")
_ENGLISH = {
    "province": "province", "district": "district", "commune": "commune", "ward": "commune",
    "city": "district",
    "town": "district", "township": "commune",
}  # fmt: skip
_INITIAL = re.compile(
    r"(?<![\w.])(?P<first>(?![HQPX]\. )[^\W\d_a-zà-ỹđ])\. ?"
    r"(?P<rest>[^\W\d_a-zà-ỹđ][^\W\d_]+(?: [^\W\d_a-zà-ỹđ][^\W\d_]+)?)"
)
_ONE_WORD = re.compile(r"(?<![\w-])[^\W\d_]{5,}(?![\w-])")
# What nature or builders called after a place is none (`vịnh Hạ Long`).
_LANDSCAPE = re.compile(r"(?<!\w)(?:vịnh|vinh(?= ha long)|sông|đèo|núi|(?<!yêu )(?<!nhu )cầu|suối) $")
_COMPASS = re.compile(r"bac\W+nam$|dong\W+tay$")  # `cao tốc Bắc - Nam`
_SEVERAL = re.compile(r"(?<!\w)(?:cac|nhung|nhieu|mot so|moi|so|may|bao nhieu) $")
_ONE_SYLLABLE = frozenset({"thành phố Huế", "tỉnh Huế"})
_WHERE_TO = re.compile(r"(?:(?<!\w)(?:o|den|toi|tai|cua|tu|ve|tp|thanh pho|tinh) |^)(?P<name>hue)(?!\w)")
# A word that may be one Vietnamese syllable.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_WHOLE = Cue(
    r"(?<!\w)(?:toàn tỉnh|cả tỉnh|(?:của|(?<!ngay )trong|ở|tại|bởi|địa bàn|trên) tỉnh|^tỉnh|, tỉnh"
    r"|province-wide|provincewide"
    r"|(?:the|whole|entire) province(?: as a whole)?)(?!\w)(?! nào)"
)
_SEASONAL = frozenset({"vụ", "mùa", "kỳ", "quý", "tháng", "đợt"})  # `Vụ Hè` is no misspelt place
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


_BODIES = frozenset({"bo", "so", "ban", "cuc", "phong", "chi", "hoi", "doan", "cong", "vien"})
"""First words of bodies (`Bộ Công an`), in which no place's name is misspelt."""


def name_of(label: str) -> tuple[str | None, str]:
    """`huyện Lập Thạch` → (`huyện`, `Lập Thạch`)."""
    words = shadow(label[:_LONGEST]).split(" ", 3)
    for size in range(len(words) - 1, 0, -1):
        kind = " ".join(words[:size])
        if kind in TYPES:
            return kind, label[len(kind) + 1 :].strip()
    return None, label


# `den thang 9` is a time, not the commune of Dền Thàng.
_TIME = re.compile(r"(?<!\w)(?:thang|ngay) \d{1,2}$|(?<!\w)(?:thang|ngay) \d{1,2}\D$")


def _inside_term(reading: Reading, words: list[Word]) -> bool:
    """Whether a name without accents begins inside a known term (`giao thong nhat`: giao thông)."""
    at = next(i for i, w in enumerate(reading.words) if w.start >= words[0].start)
    for back in range(1, min(4, at + 1)):
        hit = lexicon().find(reading.words, at - back, True)
        if hit and hit[0] > back and hit[1] == "term":
            return True
    return False


def _is_other(reading: Reading, words: list[Word]) -> bool:
    """Whether a name without accents is a known term (`muc hai long`: hài lòng) or begins inside one."""
    if reading.accented:
        return False
    at = next(i for i, w in enumerate(reading.words) if w.start >= words[0].start)
    hit = lexicon().find(reading.words, at, True)
    return (hit is not None and hit[:2] == (len(words), "term")) or _inside_term(reading, words)


def _off_by_a_vowel(typed: list[str], name: tuple[str, ...]) -> bool:
    """Whether a name is typed with other marks on its vowels (`Hoàng Hóa`, `Bình Phưóc`), `đ` kept."""
    return all(_consonants(t) == _consonants(n) for t, n in zip(typed, name, strict=True))


def _consonants(word: str) -> str:
    return "".join(char if char in "dđ" else bare(char) for char in word)


def _is_unit(name: str) -> bool:
    from nlp.gazetteer import gazetteer, name_key

    return gazetteer().has(name_key(name))


def _province(plain: str) -> str | None:
    """The province whose name, written as one word without accents, is this."""
    from nlp.gazetteer import gazetteer

    return next((u.label for u in gazetteer().alike(plain) if u.level == "province" and " " in u.name), None)


def _other_unit(kind: str, known: list[KnownPlace]) -> bool:
    """Whether the country has a unit of this kind and name far from the known ones (`thị xã Sơn Tây`)."""
    from nlp.gazetteer import gazetteer, name_key

    whole = gazetteer()
    units = [u for u in whole.named(name_key(name_of(known[0].label)[1])) if shadow(u.label).startswith(kind)]
    homes = {shadow(p.canonical.split(", ")[-1]) for p in known}
    return bool(units) and not any(shadow(whole.province(u).label) in homes for u in units)


def _is_own_city(kind: str, known: list[KnownPlace]) -> bool:
    """Whether a province is known where its city of the same name is meant (`TP Yên Bái`)."""
    from nlp.gazetteer import gazetteer, name_key

    named = gazetteer().named(name_key(name_of(known[0].label)[1])) if kind == "thành phố" else ()
    return any(u.level == "district" and shadow(u.label).startswith(kind) for u in named)


class PlaceNames:
    """The names of known places, looked up by their words without accents.

    Attributes:
        places: each once, in the order given.
        labelled: the same by their labels' shadows.
    """

    def __init__(self, places: Iterable[KnownPlace]) -> None:
        self.places = list(dict.fromkeys(places))
        self.labelled: dict[str, list[KnownPlace]] = {}
        self._names: dict[tuple[str, ...], list[tuple[tuple[str, ...], KnownPlace]]] = {}
        self._longest = 1
        for place in self.places:
            self.labelled.setdefault(shadow(place.label), []).append(place)
            _, name = name_of(place.label)
            words = tuple(re.findall(r"\w+", shadow(name)))
            if words:
                self._names.setdefault(tuple(bare(w) for w in words), []).append((words, place))
                self._longest = max(self._longest, len(words))
        self._as_one: dict[str, list[KnownPlace]] = {}
        for key, entries in self._names.items():
            if len(key) == 2:
                self._as_one.setdefault("".join(key), []).extend(place for _, place in entries)

    def find(self, reading: Reading) -> list[AskedPlace]:
        """The known places in a question, longest names first; their stretches are taken."""
        words = [Word(m[0], m.start(), m.end()) for m in re.finditer(r"\w+", reading.low)]
        out = [*self._shortened(reading), *self._joined(reading), *self._one_syllable(reading)]
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

    def _shortened(self, reading: Reading) -> list[AskedPlace]:
        """Names whose first word is only its initial (`Q.Ngãi`, `T. Nguyên`), when one known place fits."""
        out = []
        for match in _INITIAL.finditer(reading.text):
            rest = tuple(shadow(match["rest"]).split())
            for size in range(len(rest), 0, -1):
                fitting = [
                    place
                    for key, entries in self._names.items()
                    if len(key) == size + 1 and key[0][0] == bare(shadow(match["first"]))
                    for name, place in entries
                    if all(t in (e, bare(e)) for t, e in zip(rest[:size], name[1:], strict=True))
                ]
                top = [p for p in fitting if p.level == "province"] or fitting
                if len({p.canonical for p in top}) == 1:
                    end = match.start("rest") + len(" ".join(rest[:size]))
                    typed = reading.text[match.start() : end]
                    out.append(AskedPlace(typed, match.start(), end, (top[0].canonical,), None, top[0].label))
                    reading.take(match.start(), end)
                    break
        return out

    def _one_syllable(self, reading: Reading) -> list[AskedPlace]:
        """A province of one syllable typed small and without accents where a place is told (`den hue`)."""
        out = []
        for match in _WHERE_TO.finditer(reading.bare) if not reading.accented else ():
            entries = self._names.get((match["name"],), ())
            found = [p for _, p in entries if p.label in _ONE_SYLLABLE]
            if found:
                start, end = match.span("name")
                known = tuple(dict.fromkeys(p.canonical for p in found))
                out.append(AskedPlace(reading.text[start:end], start, end, known, None, found[0].label))
                reading.take(start, end)
        return out

    def _joined(self, reading: Reading) -> list[AskedPlace]:
        """Names of two words written as one, as English does (`Hanoi`, `Haiphong`)."""
        out = []
        for match in _ONE_WORD.finditer(reading.text):
            plain = bare(shadow(match[0]))
            if _SYLLABLE.fullmatch(plain) or any(reading.used[match.start() : match.end()]):
                continue
            if (plain,) in self._names:
                continue
            fitting = [p for p in self._as_one.get(plain, ()) if p.level in ("province", "district")]
            known = tuple(dict.fromkeys(p.canonical for p in fitting))
            label = fitting[0].label if fitting else _province(plain) if match[0].istitle() else None
            if label:
                out.append(AskedPlace(match[0], match.start(), match.end(), known, None, label))
                reading.take(match.start(), match.end())
        return out

    def _is_where(self, reading: Reading, words: list[Word]) -> bool:
        """Whether a name that begins with `o` is the word for where, before another name (`o lam dong`)."""
        if reading.accented or words[0].text != "o" or len(words) < 2:
            return False
        follow = re.match(r" (\w+)", reading.bare[words[-1].end :])
        rest = [w.text for w in words[1:]]
        return any(key in self._names for key in (tuple(rest), (*rest, *(follow.groups() if follow else ()))))

    def _nearly(self, reading: Reading, words: list[Word]) -> AskedPlace | None:
        """A name with one slip in it (`Mường Kương`, `Quãng Điền`), when no unit is called so."""
        if (
            len(words) < 2
            or words[0].text in TYPES
            or not all(reading.text[w.start].isupper() for w in words)
            or words[0].text in _SEASONAL
        ):
            return None
        typed = [w.text for w in words]
        plain = tuple(bare(t) for t in typed)
        same = self._names.get(plain)
        if same and _off_by_a_vowel(typed, same[0][0]):
            return self._meant(reading, words, [p for _, p in same])
        for key, entries in self._names.items():
            if len(key) != len(plain) or plain[0] in _BODIES:
                continue
            wrong = [i for i in range(len(key)) if key[i] != plain[i]]
            if len(wrong) == 1 and slip(plain[wrong[0]], key[wrong[0]]):
                return self._meant(reading, words, [p for _, p in entries])
        return None

    def _meant(self, reading: Reading, words: list[Word], found: list[KnownPlace]) -> AskedPlace | None:
        """The place that a misspelt name means, when no unit is called as it is typed."""
        if _is_unit(" ".join(w.text for w in words)):
            return None
        if any(reading.used[words[0].start : words[-1].end]):
            return None
        return self._at(reading, words, found)

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
        if not found or any(reading.used[start:end]) or self._is_where(reading, words):
            return None
        if _LANDSCAPE.search(reading.low, max(0, start - 6), start):
            return None
        if typed[0] == "tran" and reading.bare.endswith("thi ", 0, start):
            return None  # `xa thi tran lam diem`: towns, not Trần Lãm
        before = TYPE.search(reading.bare[max(0, start - 12) : start])
        after = AFTER.match(reading.bare[end:])
        level = None
        if before and _typed_as(reading, start - len(before[0]), before["type"]):
            level = TYPES[_accented(before["type"])]
            start -= len(before[0])
        elif after:
            level = _ENGLISH[after["type"]]
            end += len(after[0])
        elif not reading.accented and _TIME.search(f"{reading.bare[start:end]}{reading.bare[end : end + 3]}"):
            return None
        elif len(words) == 1:
            if not _stands_alone(reading, words[0], found):
                return None
        elif _is_other(reading, words) or _COMPASS.match(reading.bare, start, end):
            return None
        fitting = [
            p
            for p in found
            if level is None or p.level == level or {p.level, level} == {"province", "district"}
        ]
        if level and not fitting:
            if not (before and len(words) > 1 and _SEVERAL.search(reading.bare, 0, start)):
                return None
            level, fitting, start = None, found, words[0].start  # `các xã Tuyên Quang`: those of the province
        kind = _accented(before["type"]) if before and level else ""
        if kind:  # `thành phố Hòa Bình` is no province where both are known
            kind = "thành phố" if kind == "tp" else kind
            own = [p for p in fitting if name_of(p.label)[0] == kind]
            if not own and (_other_unit(kind, fitting) or _is_own_city(kind, fitting)):
                return None
            fitting = own or fitting
        return AskedPlace(
            reading.text[start:end],
            start,
            end,
            tuple(dict.fromkeys(p.canonical for p in fitting)),
            level,
            fitting[0].label,
        )


def _stands_alone(reading: Reading, word: Word, found: list[KnownPlace]) -> bool:
    """Whether a name of one word is meant without its type: typed in full, with a capital, by itself."""
    typed = reading.text[word.start : word.end]
    if not reading.accented and len(typed) > 3 and not _SYLLABLE.fullmatch(word.text):
        return any(word.text == shadow(name_of(p.label)[1]) for p in found)  # `kbang` is no other word
    if not typed[:1].isupper() or typed.isupper() or len(typed) < 3:
        return False
    if not reading.accented and word.start and any(p.label in _ONE_SYLLABLE for p in found):
        return True  # `Hue's index`
    if not any(
        p.level in ("province", "district") and word.text == shadow(name_of(p.label)[1]) for p in found
    ):
        return False
    before = re.search(r"(\w+)[ .-]+$", reading.text[: word.start])
    after = re.match(r"[ -]+(\w+)", reading.text[word.end :])
    return not any(m and m[1][:1].isupper() and not m[1].isupper() for m in (before, after)) or (
        before is not None and before.start() == 0 and not (after and after[1][:1].isupper())
    )


_NO_TYPE = re.compile(r"(?<!\w)(?:hai|co|lien|chu|bao|khach|tham|nhan|binh) $")  # `Hải quan Lạng Sơn`
_LEVEL_ONLY = re.compile(r"(?<!\w)cap $")  # `cap xa vinh phuc`: of all communes there


def _typed_as(reading: Reading, start: int, kind: str) -> bool:
    """Whether a type word stands there by itself, and not another word without its accents (`Lăng`, làng)."""
    if start and reading.bare[start - 1].isalpha():
        return False
    if kind == "quan" and _NO_TYPE.search(reading.bare, 0, start):
        return False
    if _LEVEL_ONLY.search(reading.bare, 0, start):
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


_SIDE_BY_SIDE = re.compile(r"(?<!\w)(?:va|voi|so|hay|hoac|and|with|against|vs|than)(?!\w)")
GIVES = re.compile(
    r"(?:'s)? (?:da |moi |lai )?(?:giao|dat ra|de ra|yeu cau|an dinh|phan bo|phan cho|doi hoi"
    r"|(?:had |has )?(?:assigned|allotted|handed|set|gave|given|required|demanded))(?!\w)"
)


def only_says_where(outer: AskedPlace, inner: AskedPlace, plain: str) -> bool:
    """Whether one place only says where another lies (`xã A của huyện B`) or who set its target.

    Args:
        outer, inner: two places of a question.
        plain: the question without accents.
    """
    if not any(i.endswith(", " + o) for i in inner.canonicals for o in outer.canonicals):
        return False
    if GIVES.match(plain, outer.end):
        return True
    return not _SIDE_BY_SIDE.search(plain[min(inner.end, outer.end) : max(inner.start, outer.start)])
