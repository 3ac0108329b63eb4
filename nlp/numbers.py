"""Numbers: how Vietnamese writes quantities, from `1.239` to `hai mươi lăm`.

Everything here works on the shadow of a text (`nlp.shadow`), so that offsets are those of the text.
"""

import re

from nlp.nouns import known_noun
from nlp.number_names import checked, masks
from nlp.numerals import SCALES, Numeral, number, word_number
from nlp.rules import pattern, words
from nlp.scanning import Scan

__all__ = ["SCALES", "Numeral", "find_numerals", "masks", "number", "word_number"]

_NUM = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?)"
_BILLION = r"t[ỷỉ](?! (?:lệ|trọng|suất|số|giá)(?!\w))"
_SCALE = rf"(?:(?:nghìn|ngàn|triệu) {_BILLION}|{_BILLION}|triệu|nghìn|ngàn|vạn(?! dân))(?!\w)"
_MONEY = r"(?:đồng|vnđ|vnd|usd|đô la(?: mỹ)?|euro|đ(?=[\s,.;:)/]|$))"
_COMP_WORD = r"(?:khoảng|gần|hơn|trên|xấp xỉ|ước)\s+"
_HEDGE = rf"(?:{_COMP_WORD})?"
_GLUED = r"(?:km2?|m[23²³]?|ha|kg|tấn|tạ|kv|mw|mm|cm|đ|đồng|vnđ|tỷ|triệu|con|hộ|người|lượt|cây)(?!\w)"
_FRACTION = re.compile(rf"(?<![\w/.,-])({_NUM})\s?/\s?({_NUM})(?![\d/]|[.,]\d|-\w|(?!{_GLUED})\w)")
_RANGE = re.compile(
    rf"(?<![\w/.,-])({_NUM})(\s*%|\s+{_SCALE})?\s*(?:-|(?<=\s)đến(?=\s)|(?<=\s)tới(?=\s))\s*{_HEDGE}({_NUM})(?![\w/-]|[.,]\d)"
)
_STEPWISE = re.compile(
    rf"(?<![\w/.,-]){_NUM}\s+(?:{_BILLION}|triệu)(?:\s+\d{{1,3}}\s+(?:triệu|nghìn|ngàn)(?!\w))+(?:\s+\d{{1,3}}(?=\s+đồng))?"
)
_STEP = re.compile(rf"({_NUM})(?:\s+(t[ỷỉ]|triệu|nghìn|ngàn))?")
_PLAIN = re.compile(
    rf"(?<![\w/.,-])({_NUM})(?![\d/]|[.,]\d|(?!{_GLUED})[a-zđà-ỹ])|(?<=[\s(]-)({_NUM})(?=\s?%)|(?<=%/)({_NUM})(?=\s?%)"
    r"|(?<=[a-zđà-ỹ&]/)(\d{1,3}(?:\.\d{3})+|[1-9]\d{1,4})(?=\s?[a-zđà-ỹ]{2})"
    r"(?!\s?(?:dân|người|trẻ|phụ nữ)(?!\w))"
)
_WORD_NUMBER = (
    r"(?:(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s+(?:mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|nhăm|sáu|bảy|bẩy|tám|chín))?"
    r"|trăm)|mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|bẩy|tám|chín))?|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
)
_WORDS = re.compile(rf"(?<!\w)({_WORD_NUMBER})(?=\s+[a-zđà-ỹ])")
_ONE = pattern("numerals", "one counts")
_RANK_IN_WORDS = re.compile(
    r"(?<!\w)(?:xếp|đứng|vị trí|hạng|cao|lớn)\s+(?:ở\s+|vị trí\s+)*thứ\s+"
    r"(nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)
_SCALE_AFTER = re.compile(rf"\s?({_SCALE})")
_PERCENT = re.compile(r"\s?(?:%|phần trăm(?!\w)|(?P<thousand>‰|phần nghìn(?!\w)))")
_POINTS = re.compile(r"\s?(?:điểm\s?(?:%|phần trăm)|%\s?điểm)")
_MONEY_AFTER = re.compile(rf"\s?({_MONEY})(?!\w)")
_CHANGE = pattern("numerals", "change before a range")
_MEASURED_IN = pattern("numerals", "measured in parts")
_WORD_STOP = pattern("numerals", "word stops")
_NO_NUMBER = words("numerals", "no number in words")
_IS_YEAR = pattern("numerals", "năm is a year")
_LIST_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5})[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|\d{1,2}/\s|\(\d{1,2}\)\s"
)
_PARTS = re.compile(r"(?<!\w)(một nửa|(một|hai|ba|bốn|chín) phần (hai|ba|tư|bốn|năm|mười))(?!\w)")
_RANGES, _FRACTIONS, _PLAINS, _STEPS = Scan(_RANGE), Scan(_FRACTION), Scan(_PLAIN), Scan(_STEPWISE)
_IN_PARTS, _ONES, _IN_WORDS, _RANKED = Scan(_PARTS), Scan(_ONE), Scan(_WORDS), Scan(_RANK_IN_WORDS)
_ANYTHING = Scan(re.compile("|".join(r.pattern for r in (_PLAIN, _PARTS, _ONE, _WORDS, _RANK_IN_WORDS))))
"""What any numeral begins with; most sentences have nothing of it."""
_PLACES = {"nhất": 1, "nhì": 2, "tư": 4}
_LISTED = re.compile(r"\s*,?\s*(?:và|,)\s*(?:(?:gần|hơn|trên|khoảng)\s+)?")
_FROM_TO = Scan(re.compile("-|đến|tới"))
"""Without one of these there is no range; far quicker to look for."""
_LARGE = Scan(re.compile("tỷ|tỉ|triệu"))
"""Without one of these no amount is told in steps."""
_PARTED = Scan(re.compile("phần|nửa"))
"""Without one of these no parts are told in words."""
_LETTER = re.compile(r"[^\W\d_]")
_SIGNED = re.compile(r"\d\s?%")
_MOST_WORDLESS = 20
"""So many percentages in a stretch without a word are columns that lost their table; nobody tells them."""


def find_numerals(shadow: str, start: int, end: int, taken: bytearray, prose: bool = True) -> list[Numeral]:
    """The quantities between `start` and `end`, in text order; stretches marked in `taken` are passed over.

    Args:
        shadow: the text's shadow.
        start, end: of a sentence, or of a table's cell.
        taken: from `masks`.
        prose: it is a sentence, in which bare numbers without a word measure nothing.
    """
    if not _ANYTHING.inside(shadow, start, end):
        return []
    wordless = prose and not _LETTER.search(shadow, start, end)
    if wordless and not _SIGNED.search(shadow, start, end):
        return []
    found: list[Numeral] = []
    used = bytearray(end - start)

    def free(a: int, b: int) -> bool:
        return taken.find(1, a, b) < 0 and used.find(1, a - start, b - start) < 0

    def keep(numeral: Numeral | None, a: int, b: int) -> None:
        used[a - start : b - start] = b"\1" * (b - a)
        if numeral is not None:
            found.append(numeral)

    stop = None if prose else end
    marker = _LIST_NUMBER.match(shadow, start, end)
    if marker:
        keep(None, start, marker.end())
    for match in _STEPS.inside(shadow, start, end) if _LARGE.may_begin(shadow, start, end) else ():
        if free(match.start(), match.end()):
            keep(_stepwise(shadow, match), match.start(), match.end())
    for match in _RANGES.inside(shadow, start, end) if _FROM_TO.may_begin(shadow, start, end) else ():
        if free(match.start(), match.end()):
            numeral = _range(shadow, match)
            if numeral is not None:
                keep(checked(shadow, start, numeral, stop), match.start(), match.end())
    for match in _FRACTIONS.inside(shadow, start, end) if shadow.find("/", start, end) >= 0 else ():
        if free(match.start(), match.end()):
            keep(checked(shadow, start, _fraction(shadow, match), stop), match.start(), match.end())
    for match in _PLAINS.inside(shadow, start, end):
        group = match.lastindex or 1
        if free(*match.span(group)):
            plain = _plain(shadow, match.start(group), match[group])
            keep(checked(shadow, start, plain, stop), *match.span(group))
    for match in _IN_PARTS.inside(shadow, start, end) if _PARTED.may_begin(shadow, start, end) else ():
        if free(*match.span(1)):
            keep(_parts(match), *match.span(1))
    for match in _ONES.inside(shadow, start, end):
        if free(*match.span(1)) and known_noun(shadow, match.end(1) + 1) > match.end(1) + 1:
            keep(Numeral(match.start(1), match.end(1), 1.0, match.end(1), words=True), *match.span(1))
    for match in _RANKED.inside(shadow, start, end) if shadow.find("thứ", start, end) >= 0 else ():
        if free(*match.span(1)):
            a, b = match.span(1)
            place = _PLACES.get(match[1]) or word_number(match[1])
            keep(Numeral(a, b, float(place), b, "rank", unit="hạng", words=True), a, b)
    for match in _IN_WORDS.inside(shadow, start, end):
        if free(*match.span(1)):
            keep(_in_words(shadow, start, match), *match.span(1))
    if wordless and len(found) > _MOST_WORDLESS:
        return []
    return _shared_sign(shadow, sorted(found, key=lambda n: n.start))


def _stepwise(shadow: str, match: re.Match[str]) -> Numeral | None:
    """`33 tỷ 250 triệu đồng` is one amount of money."""
    value, end, least = 0.0, match.end(), float("inf")
    for step in _STEP.finditer(match[0]):
        scale = SCALES[step[2]] if step[2] else 1.0
        if scale >= least:
            return None
        value, end, least = value + number(step[1]) * scale, match.start() + step.end(1), scale
    money = _MONEY_AFTER.match(shadow, match.end())
    after = money.end() if money else match.end()
    return Numeral(match.start(), end, round(value, 9), after, "money", unit="đồng", scaled=True)


def _parts(match: re.Match[str]) -> Numeral:
    """`chín phần mười` is 9 of 10; `một nửa` is one half."""
    if match[2] is None:
        return Numeral(match.start(1), match.end(1), 50.0, match.end(1), "percent", unit="%", words=True)
    top, bottom = word_number(match[2]), word_number(match[3])
    return Numeral(match.start(1), match.end(1), top, match.end(1), "fraction", None, top, bottom, words=True)


def _shared_sign(shadow: str, numerals: list[Numeral]) -> list[Numeral]:
    """`lần lượt 61 và 118 tỷ đồng`: the first takes scale and unit of the last."""
    out = list(numerals)
    for i in range(len(out) - 2, -1, -1):
        one, two = out[i], out[i + 1]
        if one.kind != "count" or one.scaled or two.kind not in ("money", "percent", "points"):
            continue
        if not _LISTED.fullmatch(shadow, one.after, two.start):
            continue
        if two.kind == "money" and one.value >= two.value:
            continue
        factor = (
            two.value / number(shadow[two.start : two.end])
            if two.kind == "money" and not two.words and two.denominator is None
            else 1.0
        )
        out[i] = one._replace(
            value=round(one.value * factor, 9), unit=two.unit, kind=two.kind, scaled=factor != 1.0
        )
    return out


def _tail(shadow: str, at: int, value: float) -> tuple[float, int, str | None, str, bool]:
    """Scale and unit sign after a numeral: (factor, after, unit, kind, scaled)."""
    factor, scaled = 1.0, False
    scale = _SCALE_AFTER.match(shadow, at)
    if scale:
        factor, at, scaled = SCALES[scale[1]], scale.end(), True
    if points := _POINTS.match(shadow, at):
        return factor, points.end(), "điểm %", "points", scaled
    if percent := _PERCENT.match(shadow, at):
        return factor, percent.end(), "‰" if percent["thousand"] else "%", "percent", scaled
    if money := _MONEY_AFTER.match(shadow, at):
        word = money[1]
        unit = (
            "đồng"
            if word in ("đồng", "vnđ", "vnd", "đ")
            else word.upper()
            if word in ("usd", "euro")
            else "USD"
        )
        return factor, money.end(), unit, "money", scaled
    if (
        scale
        and scale[1][-2:] in ("tỷ", "tỉ")
        and (_ends(shadow, at) or known_noun(shadow, at + 1) == at + 1)
    ):
        return factor, at, "đồng", "money", scaled
    return factor, at, None, "count", scaled


def _ends(shadow: str, at: int) -> bool:
    return not shadow[at : at + 2].strip() or not shadow[at : at + 2].strip()[0].isalpha()


def _plain(shadow: str, start: int, text: str) -> Numeral:
    end = start + len(text)
    factor, after, unit, kind, scaled = _tail(shadow, end, 0)
    thousands = kind == "count" and not scaled and "," in text and shadow[after : after + 1] == " "
    thousands = thousands and not text.startswith("0")
    thousands = thousands and not _MEASURED_IN.match(shadow, after)
    value = number(text, thousands) * factor
    return Numeral(start, end, round(value, 9), after, kind, unit=unit, scaled=scaled)


def _fraction(shadow: str, match: re.Match[str]) -> Numeral | None:
    factor, after, unit, kind, scaled = _tail(shadow, match.end(), 0)
    top, bottom = round(number(match[1]) * factor, 9), round(number(match[2]) * factor, 9)
    rate = kind == "count" and bottom in (1000.0, 10000.0, 100000.0, 1e6) and top < bottom and not scaled
    if rate and not shadow.startswith("điểm", after + 1):  # 512,4/1.000 điểm is a score
        # a rate (0,7/1.000 dân): the base belongs to the unit
        return Numeral(match.start(1), match.end(1), number(match[1]), match.end(1), "rate")
    if bottom == 0:
        return None
    kind = kind if kind in ("money", "percent") else "fraction"
    return Numeral(match.start(1), match.end(2), top, after, kind, None, top, bottom, unit, scaled)


def _range(shadow: str, match: re.Match[str]) -> Numeral | None:
    low, high = number(match[1]), number(match[3])
    factor, after, unit, kind, scaled = _tail(shadow, match.end(3), 0)
    before = shadow[max(0, match.start() - 30) : match.start()]
    joint = shadow[match.end(1) : match.start(3)]
    if "-" not in joint and (" lên" in before[-12:] or _CHANGE.search(before)):
        return None
    own_scale = (match[2] or "").strip()
    if own_scale and own_scale != "%":
        low *= SCALES[own_scale]
    else:
        low *= factor
    high *= factor
    if low >= high or (match[1].startswith("0") and "," not in match[1]):
        return None
    if kind == "count" and 1900 <= low <= 2100 and 1900 <= high <= 2100:
        return None
    return Numeral(
        match.start(1), match.end(3), round(low, 9), after, kind, round(high, 9), unit=unit, scaled=scaled
    )


def _in_words(shadow: str, start: int, match: re.Match[str]) -> Numeral | None:
    at = match.end(1)
    before = shadow[max(0, match.start() - 14) : match.start()]
    if _WORD_STOP.match(shadow, at) or before.rstrip().endswith(_NO_NUMBER):
        return None
    word = match[1]
    if word in ("năm", "ba", "sáu", "chín", "bảy") and known_noun(shadow, at + 1) == at + 1:
        return None
    if word == "năm" and _IS_YEAR.search(before):
        return None
    factor, after, unit, kind, scaled = _tail(shadow, at, 0)
    value = word_number(word) * factor
    numeral = Numeral(match.start(1), at, value, after, kind, unit=unit, scaled=scaled, words=True)
    return checked(shadow, start, numeral)
