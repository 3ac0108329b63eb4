"""Places in a question that the documents don't know: units of the country, and names behind a type word."""

import re
from itertools import pairwise

from nlp.question_places import AFTER, TYPE, TYPES, AskedPlace, KnownPlace, PlaceNames, name_of
from nlp.question_words import Reading, StoreWords, abbreviation_table
from nlp.shadow import bare, shadow


def unknown_places(
    reading: Reading, names: PlaceNames | None = None, words: StoreWords | None = None
) -> list[AskedPlace]:
    """Places of the country that the first look did not find; their stretches are taken.

    A name that the gazetteer leads to a known place (`TPHCM`) is that place; all others are unknown.
    """
    from nlp.gazetteer import gazetteer

    masked = "".join("|" if used else c for c, used in zip(reading.text, reading.used, strict=True))
    labels = names.labelled if names else {}
    out = []
    for start, end, units in gazetteer().places_in(masked):
        if cut := re.search(
            r"\s*[,|]", masked[start:end]
        ):  # `huyen anh son, nghe an`: a parent is no part of it
            end = start + cut.start()
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
        if initials and shadow(typed) in abbreviation_table():  # `huyện NTM`
            continue
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
        TYPE.fullmatch(" ".join(bare(shadow(w)) for w in words[:n]) + " ") for n in range(1, len(words))
    )
    if _is_english_name(typed) and AFTER.match(reading.bare[end:]):
        return True  # `Tam Duong commune`
    if not has_type and _NAMED_AFTER.search(reading.bare[:start]):
        return False
    if has_type and _NO_TYPE_BEFORE.search(reading.bare[:start]):
        return False  # `binh quan 1 van dan`, `cap xa vinh phuc`
    if not reading.accented and _TWO_TYPES.match(reading.bare, start):
        return False  # `cac xa phuong lam xong` names no `xã Phương Lâm`
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
        used = all(store.together(bare(a), bare(b)) for a, b in pairwise(words))
        # `gia lai giai ngan`: a province's name where a place stands, though a text says `tham gia lại`
        if joined or (used and not (level == "province" and _placed(reading, start, end))):
            return False
    return bool(has_type) or level == "province" or (level != "commune" and _placed(reading, start, end))


_NO_TYPE_BEFORE = re.compile(r"(?<!\w)(?:binh|cap|co|lien|bao) $")
_TWO_TYPES = re.compile(
    r"(?:xa,? phuong|phuong,? xa|xa,? thi tran|huyen,? thi|quan,? huyen|huyen,? thanh|tinh,? thanh"
    r"|thon,? ban)(?!\w)"
)
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
