"""Slips in questions: common misspellings, and words a keystroke away from those of the documents."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from nlp.question_words import WORD, StoreWords, known_words, lexicon, lines_of, plain_known_words
from nlp.shadow import bare, shadow

# Slips that are other words without their accents (`tan hong` is a place, Tân Hồng).
_NAMES_TOO = frozenset({"hong"})


@cache
def _slips() -> list[tuple[re.Pattern[str], str]]:
    out = []
    for line in lines_of("question/misspellings.tsv"):
        wrong, right = line.split("\t")
        out.append((re.compile(rf"(?<!\w){re.escape(shadow(wrong))}(?!\w)"), shadow(right)))
        if bare(wrong) != bare(right) and bare(wrong) not in _NAMES_TOO:
            out.append((re.compile(rf"(?<!\w){re.escape(bare(shadow(wrong)))}(?!\w)"), bare(shadow(right))))
    return out


# Capitals that ask for a plan, no number or name of a document beside them (`58/KH-UBND`, `KH&CN`).
_PLAN = re.compile(r"(?<![\w/&-])KH(?![\w/&-]|\s+(?:số\s+)?\d)")


# A tone on the first of two letters that bear it on the second (`trựơt`, `Phưóc`).
_TONE_TO = {a + b: c + d for a, b, c, d in (
    *((x, "ơ", "ư", y) for x, y in zip("ừứửữự", "ờớởỡợ", strict=True)),
    *(("ư", x, "ư", y) for x, y in zip("òóỏõọ", "ờớởỡợ", strict=True)),
    *((x, "ê", "i", y) for x, y in zip("ìíỉĩị", "ềếểễệ", strict=True)),
    *((x, "ô", "u", y) for x, y in zip("ùúủũụ", "ồốổỗộ", strict=True)),
)}  # fmt: skip
_MISPLACED = re.compile("|".join(_TONE_TO))


# Letters that Vietnamese lacks, as people type them in chats (`fường`, `zậy`); names in capitals stay.
_FOR_LETTER = {"f": "ph", "z": "d", "dz": "d"}
_NO_LETTER = re.compile(r"(?<!\w)(?:dz|f|z)(?=[^\W\d_a-z]|[a-z]{1,2}[^\W\d_a-z])")


# Who chairs a body (`CT UBND tỉnh`), no directive.
_CHAIR = re.compile(
    r"(?<!\w)(?P<vice>P)?CT(?= (?:UBND|HĐND|UBMTTQ|huyện|tỉnh|xã|phường|thị trấn|thành phố)(?!\w))"
)


def _chair(match: re.Match[str]) -> str:
    return "Phó Chủ tịch" if match["vice"] else "Chủ tịch"


# Departments by the letters of their names (`Sở XD`); `sở y tế` and the like are written out.
_DEPARTMENTS = {"xd": "Xây dựng", "nv": "Nội vụ", "tc": "Tài chính", "ct": "Công Thương", "tp": "Tư pháp",
                "yt": "Y tế", "dl": "Du lịch", "dttg": "Dân tộc và Tôn giáo"}  # fmt: skip
_DEPARTMENT = re.compile(
    rf"(?<!\w)(?P<of>sở |so (?=xd|yt|dttg))(?P<letters>{'|'.join(_DEPARTMENTS)})(?!\w)", re.I
)


# Capitals that count targets (`mấy CT`), no directive.
_TARGETS = re.compile(r"(?<!\w)(bao nhiêu|bao nhieu|bn|mấy|may|những|các|cac|số|\d+/?\d*) CT(?!\w)")


_SMALL = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"(?<![\w/&-])kh(?![\w/&-]|\s+(?:so\s+)?\d)", "ke hoach"),
        (r"(?<!\w)(bao nhieu|bn|may|nhung|cac|\d+/?\d*) ct(?!\w)", r"\1 chi tieu"),
        (r"(?<!\w)ct (?=so may|so bao nhieu)", "chi thi "),
        (r"(?<!\w)tp\.? ?hcm(?!\w)", "TPHCM"),
        (r"(?<!\w)br-? ?vt(?!\w)", "BR-VT"),
    )
)


def mend(text: str) -> str:
    """Correct common slips (`cập nhập`, `phần mền`), keeping the rest as typed.

    Example:
        >>> mend("KH của tỉnh đến cuối năm là bao nhiêu?")
        'kế hoạch của tỉnh đến cuối năm là bao nhiêu?'
    """
    text = _DEPARTMENT.sub(lambda match: match["of"] + _DEPARTMENTS[match["letters"].lower()], text)
    text = _TARGETS.sub(r"\1 chỉ tiêu", _PLAN.sub("kế hoạch", _CHAIR.sub(_chair, text)))
    if text == bare(text):  # without accents short forms are typed small, too
        for pattern, meant in _SMALL:
            text = pattern.sub(meant, text)
    text = _MISPLACED.sub(lambda match: _TONE_TO[match[0]], text)
    text = _NO_LETTER.sub(lambda match: _FOR_LETTER[match[0].lower()], text)
    low = shadow(text)
    for pattern, right in _slips():
        while match := pattern.search(low):
            if low[match.start() : match.end()] == right:
                break
            text = text[: match.start()] + right + text[match.end() :]
            low = shadow(text)
    return text


_ASKING = frozenset(
    [
        "bao",
        "nhiêu",
        "những",
        "nào",
        "mấy",
        "tỷ",
        "lệ",
        "phần",
        "trăm",
        "chỉ",
        "tiêu",
        "huyện",
        "xã",
        "tỉnh",
        "đến",
        "năm",
        "tháng",
        "được",
        "vượt",
        "chưa",
        "không",
    ]
)


def guess(text: str, store: StoreWords) -> str:
    """Correct words that neither the language data nor the documents know, a slip away from one that is.

    Names (capital letters inside a sentence), signs and words with digits stay as typed.
    """
    low = shadow(text)
    known, table = known_words(), store.words
    loose = low == bare(low)
    out: list[str] = []
    last = 0
    found = list(WORD.finditer(low))
    for i, match in enumerate(found):
        word = match[0]
        swapped = _swap_hook_and_tilde(word)
        if swapped and i and _swap_fits(word, swapped, found, i, known, store):
            out.append(text[last : match.start()] + swapped)
            last = match.end()
            continue
        if len(word) < 3 or not word.isalpha() or word in _ASKING:
            continue
        if word in known or word in table:
            other = None if loose or _is_name(text, match, i) else _accents_meant(word, found, i, store)
            if other:
                out.append(text[last : match.start()] + other)
                last = match.end()
            continue
        if _is_name(text, match, i):
            continue
        if (loose or word == bare(word)) and (word in plain_known_words() or word in store.spelt):
            continue
        before = bare(found[i - 1][0]) if i else ""
        after = bare(found[i + 1][0]) if i + 1 < len(found) else ""
        best = _meant(word, before, after, store, loose)
        if best is None or bare(best) != bare(word):  # `điẻm` is `điểm` rather than `điện`
            best = _misplaced(word, store) or best
        if best and before != "bao" and _exists(word, loose) and not _fits_both(best, before, after, store):
            best = best if _sounds_alike(word, best) else None
            # a word that exists is no slip, unless both neighbours say otherwise, or it sounds the same
        if best:
            out.append(text[last : match.start()] + best)
            last = match.end()
    return "".join([*out, text[last:]])


def _is_name(text: str, match: re.Match[str], nth: int) -> bool:
    """Whether a word is written as a name: with a capital inside the question, or in capitals."""
    return text[match.start()].isupper() and (nth > 0 or text[match.start() : match.end()].isupper())


def _accents_meant(word: str, found: list[re.Match[str]], i: int, store: StoreWords) -> str | None:
    """The word with other accents that the documents have between the same words, where they never have it.

    Example:
        `kéo nợ thuê xuống`: documents have `nợ thuế`, and never `nợ thuê` or `thuê xuống`.
    """
    if word == bare(word) or i == 0:
        return None
    before = found[i - 1][0]
    after = found[i + 1][0] if i + 1 < len(found) else ""
    told = store.after.get(bare(before), set()), store.before.get(bare(after), set())
    if any(word in words for words in told):
        return None
    others = [w for w in store.spelt.get(bare(word), ()) if w != word]
    fits = {w: (w in told[0]) + (w in told[1]) for w in others}
    best = max(others, key=lambda w: (fits[w], store.words[w]), default=None)
    if best is None or not fits[best] or best in _ASKING_WORDS:
        return None
    return best if fits[best] == 2 or (best in told[0] and _pair_is_known(before, best)) else None


_ASKING_WORDS = frozenset(("đâu", "nào", "gì", "ai", "sao", "mấy"))


def _pair_is_known(first: str, second: str) -> bool:
    """Whether two words, with their accents, are a wording of the field or stand together in one."""
    return (first, second) in _known_pairs()


@cache
def _known_pairs() -> frozenset[tuple[str, str]]:
    entries = (entry for found in lexicon().entries.values() for _, entry in found)
    return frozenset(pair for entry in entries for pair in pairwise(entry))


_SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(?:tr|ch)", "ch"),
        (r"^[xs]", "x"),
        (r"^(?:gi|d|r|z)(?=[aeiouy])", "d"),
        (r"^(?:ph|f)", "ph"),
        (r"^ng?h(?=[ei])|^ng", "ng"),
        (r"^gh", "g"),
        (r"^(?:k|q)", "c"),
        (r"y", "i"),
        (r"ng$", "n"),
        (r"[ct]$", "c"),
    )
)


def _sound(word: str) -> str:
    """How a word sounds, its accents aside, where people confuse letters (`suân`, `xuân`; `đạc`, `đạt`)."""
    plain = bare(word)
    for pattern, letter in _SOUNDS:
        plain = pattern.sub(letter, plain)
    return plain


def _sounds_alike(word: str, other: str) -> bool:
    """Whether two words differ by letters that sound the same, with the same vowels."""
    return word != bare(word) and _sound(word) == _sound(other) and _vowels(word) == _vowels(other)


def _vowels(word: str) -> str:
    """The vowels of a word with their hats and hooks, without its tone."""
    letters = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return "".join(c for c in letters if bare(c) in "aeiou")


def _swap_hook_and_tilde(word: str) -> str | None:
    """The word with hỏi for ngã or ngã for hỏi, the commonest slip in Vietnamese; None without either."""
    letters = unicodedata.normalize("NFD", word)
    if "\u0309" not in letters and "\u0303" not in letters:
        return None
    return unicodedata.normalize("NFC", letters.translate({0x309: "\u0303", 0x303: "\u0309"}))


def _swap_fits(
    word: str, swapped: str, found: list[re.Match[str]], i: int, known: frozenset[str], store: StoreWords
) -> bool:
    before = bare(found[i - 1][0])
    after = bare(found[i + 1][0]) if i + 1 < len(found) else ""
    beside = (store.after.get(before, set()), store.before.get(after, set()))
    if any(word in b for b in beside):
        return False
    if word in known or word in store.words:
        return any(swapped in b for b in beside)
    return swapped in known or swapped in store.words


def _misplaced(word: str, store: StoreWords) -> str | None:
    """The commonest word with the same letters, for one whose marks make no syllable (`đựoc`, `phừơng`)."""
    if word == bare(word) or word in _syllables():
        return None
    plain = bare(word)
    asking = next((w for w in _ASKING if bare(w) == plain), None)
    return asking or max(store.spelt.get(plain, ()), key=lambda w: store.words[w], default=None)


@cache
def _syllables() -> frozenset[str]:
    """Syllables that exist: those of all names of places."""
    names = (line.split("\t")[3] for line in lines_of("gazetteer.tsv"))
    return frozenset(word for name in names for word in WORD.findall(shadow(name)))


_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONE_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:oa|oă|oe|uâ|uê|uơ|uô|ươ|iê|yê|uy|uyê|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|oai|oay|oeo|uây|uôi"
    r"|ươi|ươu|iêu|yêu|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])?"
)


_PLAIN_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?(?:[aeiouy]|[aeiouy]{2}|uye|uoi|uou|ieu|yeu|oai|uay)"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def _exists(word: str, loose: bool) -> bool:
    """Whether a word as typed may be one: a syllable of a name, or one that is built like a syllable."""
    if loose:
        return word in _plain_syllables() or _PLAIN_SYLLABLE.fullmatch(word) is not None
    letters = unicodedata.normalize("NFD", word)
    tones = sum(letters.count(chr(tone)) for tone in _TONES)
    plain = unicodedata.normalize("NFC", letters.translate(_TONES))
    return word in _syllables() or (
        tones < 2 and word != bare(word) and _ONE_SYLLABLE.fullmatch(plain) is not None
    )


@cache
def _plain_syllables() -> frozenset[str]:
    return frozenset(bare(word) for word in _syllables())


def _fits_both(word: str, before: str, after: str, store: StoreWords) -> bool:
    return word in store.after.get(before, ()) and word in store.before.get(after, ())


def _meant(word: str, before: str, after: str, store: StoreWords, loose: bool) -> str | None:
    if before == "bao" and slip(bare(word), "nhieu"):
        return "nhiêu"
    plain = bare(word)
    candidates = []
    for other in {
        *store.after.get(before, ()),
        *store.before.get(after, ()),
        *(_ASKING if not before else ()),
    }:
        key = bare(other)
        distance: float
        if key == plain and not loose:
            distance = 0
        elif not loose and _sounds_alike(word, other):
            distance = 0.5  # people write what they hear (`suân`: `xuân` rather than `sản`)
        elif slip(plain, key) or (not loose and _sound(word) == _sound(other)):
            distance = 1
        else:
            continue
        fits = (other in store.after.get(before, ())) + (other in store.before.get(after, ()))
        candidates.append((distance - fits, -store.words.get(other, 0), other if not loose else key))
    return min(candidates)[2] if candidates else None


def slip(a: str, b: str) -> bool:
    """Whether two words are one keystroke apart (one letter more, less, other, or two swapped).

    Example:
        >>> slip("nhap", "nhat"), slip("mua", "nua mua")
        (True, False)
    """
    if abs(len(a) - len(b)) > 1 or a == b or min(len(a), len(b)) < 2:
        return False
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        return len(wrong) == 1 or (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and a[wrong[0]] == b[wrong[1]]
            and a[wrong[1]] == b[wrong[0]]
        )
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
