"""Numerals: how Vietnamese writes quantities, and which numbers are none.

Everything here works on the shadow of a text (`nlp.shadow`), so that offsets are those of the text.
"""

import re
from dataclasses import dataclass, replace

from nlp.nouns import known_noun

SCALES = {
    "nghìn tỷ": 1e12, "ngàn tỷ": 1e12, "nghìn tỉ": 1e12, "ngàn tỉ": 1e12, "triệu tỷ": 1e15, "triệu tỉ": 1e15,
    "tỷ": 1e9, "tỉ": 1e9, "triệu": 1e6, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4,
}  # fmt: skip
_DIGIT_WORDS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip

_NUM = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?)"
_BILLION = r"t[ỷỉ](?! (?:lệ|trọng|suất|số|giá)(?!\w))"
_SCALE = rf"(?:(?:nghìn|ngàn|triệu) {_BILLION}|{_BILLION}|triệu|nghìn|ngàn|vạn(?! dân))(?!\w)"
_MONEY = r"(?:đồng|vnđ|vnd|usd|đô la(?: mỹ)?|euro|đ(?=[\s,.;:)/]|$))"
_COMP_WORD = r"(?:khoảng|gần|hơn|trên|xấp xỉ|ước)\s+"
_HEDGE = rf"(?:{_COMP_WORD})?"
_FRACTION = re.compile(rf"(?<![\w/.,-])({_NUM})\s?/\s?({_NUM})(?![\w/]|[.,]\d|-\w)")
_RANGE = re.compile(
    rf"(?<![\w/.,-])({_NUM})(\s*%|\s+{_SCALE})?\s*(?:-|(?<=\s)đến(?=\s)|(?<=\s)tới(?=\s))\s*{_HEDGE}({_NUM})(?![\w/-]|[.,]\d)"
)
_GLUED = r"(?:km2?|m[23²³]?|ha|kg|tấn|kv|mw|mm|cm)(?!\w)"
_PLAIN = re.compile(
    rf"(?<![\w/.,-])({_NUM})(?![\d/]|[.,]\d|(?!{_GLUED})[a-zđà-ỹ])|(?<=[\s(]-)({_NUM})(?=\s?%)|(?<=%/)({_NUM})(?=\s?%)"
)
_WORD_NUMBER = (
    r"(?:(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s+(?:mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|nhăm|sáu|bảy|bẩy|tám|chín))?"
    r"|trăm)|mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|bẩy|tám|chín))?|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
)
_WORDS = re.compile(rf"(?<!\w)({_WORD_NUMBER})(?=\s+[a-zđà-ỹ])")
# `một` is mostly an article; after these words it counts.
_ONE = re.compile(r"(?<!\w)(?:ít nhất|tối thiểu|chỉ có|chỉ còn|mới có|vỏn vẹn)\s+(một)(?=\s)")
_SCALE_AFTER = re.compile(rf"\s?({_SCALE})")
_PERCENT = re.compile(r"\s?(?:%|phần trăm(?!\w))")
_POINTS = re.compile(r"\s?(?:điểm\s?(?:%|phần trăm)|%\s?điểm)")
_MONEY_AFTER = re.compile(rf"\s?({_MONEY})(?!\w)")

# What a number counts as a name, a level, a date or a place in a list, by the words before it.
_NAMING = re.compile(
    r"(?:(?<!\w)(?:mức độ|cấp độ|loại|khóa|khoá|hạng(?= [ivx])|mẫu số|phụ lục|điều|khoản(?! thu)|chương|mục số|tiết|"
    r"phiên(?: họp)?(?: thứ)?|lần(?: thứ)?|năm thứ|thế kỷ(?: thứ)?|quốc lộ|tỉnh lộ|đường tỉnh|đường huyện|vành đai|đt|ql|tl|cao tốc|"
    r"số hiệu|mã(?: số)?|luật số|đề án|ban chỉ đạo|zalo|covid|covid-|sars-cov-|vnpt|office|windows|phiên bản|version|"
    r"điện thoại|đt:|hotline|tổng đài|đường dây nóng|fax|sđt|tcvn|iso|qcvn|số thứ tự|stt|nhóm máu|chủ nhật|thứ|ngày|tháng|năm|quý|"
    r"lúc|hồi|nghị định|thông tư|chỉ thị số|văn bản số|(?<!con )(?<!tổng )(?<!đa )(?<!trong )(?<!một )số)|[#№])\s*(?:(?<!năm)(?<!tháng)(?<!quý):\s*)?$"
)
_WEAK_NAMING = re.compile(
    r"(?<!\w)(?:mức|(?<!nâng )(?<!được )(?<!đã )(?<!đã được )cấp|kỳ|đợt|lớp|khối|hạng mục|hạng|mẫu|mục|km|lô|ô|thửa|tờ|phòng|tầng|khu phố|khu vực|"
    r"tổ dân phố|tổ|ấp|thôn|bản|làng|khóm|khu|phường|quận|dự án|chương trình|nghị quyết|quyết định|chỉ thị|kế hoạch|"
    r"công văn|công điện|thông báo|tờ trình|hướng dẫn|kết luận|quy định|tổ công tác|bước|vòng|trang|hình|bảng|biểu|câu|"
    r"bài|tập|giai đoạn|nhánh|điểm|tiêu chí|chỉ tiêu|nhiệm vụ|vùng|(?<!trong )(?<!tổng )số|khóa)\s*:?\s*$"
)
# lớp 3, 4, 5; mức độ 3 và 4
_NAME_LIST = re.compile(
    r"(?<!\w)(?:lớp|mức độ|mức|hạng|khối|điều|khoản|quận|tiêu chí số|mục|thôn|bản|tổ)\s+\d+(?:\s*,\s*\d+)*\s*(?:,|và|-)\s*$"
)
_PLACE_AFTER = re.compile(r"\s*,?\s*(?:phường|xã|thị trấn|huyện|quận|thành phố|tp)(?!\w)")
_NAMED_PLACE = re.compile(
    r"(?<!\w)(?:tổ|khu|ấp|thôn|khóm|bản|làng|khu phố|tổ dân phố|phường|quận|phòng|tầng|lô)\s*$"
)
_STARS = re.compile(r"\s*sao(?!\w)")
_BASE_OF_RATE = re.compile(r"(?:trên|/|tính trên|cứ)\s*$")
_BASE_AFTER = re.compile(r"\s*(?:dân|người|trẻ|trẻ đẻ sống|phụ nữ|lao động|hộ)(?!\w)")
_AGE_BEFORE = re.compile(
    r"(?<!\w)(?:từ|đủ|trên|dưới|tuổi|độ tuổi|lứa tuổi)\s+(?:đủ\s+)?(?:\d+\s*(?:-|đến)\s*)?$"
)
_NOT_COUNTED = re.compile(
    r"\s*(?:-\s*\d+\s*)?(?:tuổi(?!\s+(?:thọ|bình))|giờ\s+\d|h\d|giờ(?:\s+(?:sáng|chiều|tối|đêm|trưa)|\s*,)|(?!m\b)[a-z]\b(?!\w)|g(?!\w)|buổi\s?/\s?ngày)"
)
_HOUR_BEFORE = re.compile(r"(?<!\d)\d{1,2}\s?(?:giờ|h)\s*$")
_TIME_UNIT = re.compile(r"\s*(?:năm|tháng|tuần|ngày|giờ|phút|giây|quý|thập kỷ|thế kỷ|nhiệm kỳ)(?!\w)")
_DURATION_CUE = re.compile(
    r"(?:đạt|chậm nhất|chừng|mục tiêu|rút|rút từ|chậm tới|hơn kế hoạch|ngắn hơn|ít nhất|tối thiểu|góp|hơn thời hạn|so với quy định|giảm|rút ngắn|cắt giảm|kế hoạch|xuống|còn|bình quân|trung bình|chỉ mất|mất|sớm hơn|sớm|chậm|vượt|tối đa|kéo dài|tiết kiệm|"
    r"(?:thời gian|thời hạn)[^,;.]{0,60}?(?:là|đạt|mất|khoảng|không quá|trong))\s+(?:được\s+|khoảng\s+|hơn\s+|gần\s+|trên\s+|dưới\s+|từ\s+|chỉ\s+)*"
    r"(?:\d+(?:,\d+)?\s*(?:ngày|giờ|phút|tháng)?\s*(?:làm việc\s+)?(?:xuống|còn|-|đến)\s*(?:còn\s+)?)*$"
)
_RANK_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<rank>(?:xếp|đứng|ở|giữ|thuộc|vào|vươn lên|lên|đạt|xuống|từ|với|tăng lên)?\s*(?:ở\s+)?(?:vị trí|thứ hạng|thứ|hạng)(?:\s+thứ)?)|(?P<top>(?:top|tốp)(?:\s+đầu)?))\s*$"
)
_ORDINAL = re.compile(r"(?<!\w)(?:lần|năm|tuần|phiên|phiên họp|kỳ họp|kỳ|khóa|đợt|thế kỷ|đại hội) thứ\s*$")
_RANK_VERB = re.compile(
    r"(?<!\w)(?:xếp|đứng|xếp hạng|hạng|thứ|vị trí|thứ hạng)\s+(?:thứ\s+|hạng\s+|vị trí\s+)?$"
)
_LEADING_GROUP = re.compile(
    r"\s*(?:tỉnh|thành phố|địa phương|huyện|đơn vị|quận|xã|sở|bộ|quốc gia|nước)[^.;]{0,40}?\s(?:dẫn đầu|đứng đầu|hàng đầu|tốt nhất|cao nhất|đầu)"
)
_GROUP_BEFORE = re.compile(r"(?<!\w)(?:nhóm|trong số|trong)\s*$")
# A number in words counts only what can be counted; these go on otherwise (`ba mẹ`, `tư nhân`, `hai bên`).
_WORD_STOP = re.compile(
    r"\s+(?:mẹ|má|nhân|tháng|năm|ngày|tuần|giờ|phút|bên|mặt|chiều|lưỡi|tay|chân|đầu|sau|trước|qua|nay|tới|cấp|miền|mươi|"
    r"hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười|nhất|nhì|học|lê|vì|không|một|và|là|của|có|thì|mà|đó|này|kia|lần(?: đầu)?|thứ|tính|vụ lúa|buổi|trong một|đình|công khai|kế hoạch|ngân sách|tài chính)(?!\w)"
)
_LIST_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5})[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|\d{1,2}/\s|\(\d{1,2}\)\s"
)
_PARTS = re.compile(rf"(?<!\w)(một nửa|(một|hai|ba|bốn|chín) phần (hai|ba|tư|bốn|năm|mười))(?!\w)")
_LISTED = re.compile(r"\s*,?\s*(?:và|,)\s*(?:(?:gần|hơn|trên|khoảng)\s+)?")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|\.(?:vn|com|org|net|gov)(?!\w)\S*"
)
_ADDRESS_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_+")
_PHONE = re.compile(
    r"(?<![\d.,/])(?:\+84\s?|0)\d{2,4}(?:[.\s-]?(?:\d{2,4}|x{2,4})){1,4}(?!\d)|(?<![\d.,/])1[89]00[\s.]?\d{4}(?!\d)"
    r"|(?:điện thoại|sđt|fax|số máy|máy lẻ)\s?(?:số\s?)?:?\s?\d(?:[\s.-]?\d){2,14}(?!\d)"
    r"|(?:hotline|đường dây nóng|tổng đài)[^.;\n\d]{0,60}(?::|số|là)\s?\d(?:[\s.-]?\d){2,14}(?!\d)"
)
_ROUND_THE_CLOCK = re.compile(r"(?<![\d.,/])(?:24/24|24/7|7/7(?= ngày))(?![\d/]|[.,]\d)")
_SYMBOL = re.compile(
    r"(?<!\d)\d{1,6}(?:/\d{4})?/(?:[a-zđ]{1,6}\d{0,2}-[a-zđ0-9&-]+|(?:qđ|nq|tt|nđ|ct|kh|bc|tb|cv|ubnd|hđnd)[\w-]*)"
)
_LETTER = re.compile(r"[^\W\d_]")
_SIGNED = re.compile(r"\d\s?%")
_MOST_WORDLESS = 20
"""So many percentages in a stretch without a word are columns that lost their table; nobody tells them."""
_MOST_DIGITS = 15
"""A numeral of more digits is a code; and no float holds more of them."""
_CODE = re.compile(rf"(?:\d[.,]?){{{_MOST_DIGITS + 1}}}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A quantity as written.

    Attributes:
        start, end: the anchor: the numeral without unit and scale.
        value, value_max, numerator, denominator: in base units (scale applied).
        unit: `%`, `điểm %`, `đồng`, `hạng`, `bậc` when the writing says so, else None.
        after: where the words after the numeral begin (after its scale, percent sign, currency).
        kind: percent, points, money, fraction, rank, count.
        scaled: a scale word (nghìn, triệu, tỷ) followed.
        words: it is written in words.
    """

    start: int
    end: int
    value: float
    after: int
    kind: str = "count"
    value_max: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str | None = None
    scaled: bool = False
    words: bool = False


def number(text: str, thousands: bool = False) -> float:
    """Read a Vietnamese numeral: `1.239` → 1239, `84,6` → 84.6, also `84.6` and `1,234,567`.

    Args:
        text: digits, dots and commas.
        thousands: read `1,239` as 1239 (before a counted noun), not as 1.239.
    """
    dots, commas = text.count("."), text.count(",")
    if commas >= 2 or (thousands and re.fullmatch(r"\d{1,3},\d{3}", text)):
        return float(text.replace(",", ""))
    if dots and re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text) and not text.startswith("0."):
        return float(text.replace(".", "").replace(",", "."))
    if commas:
        return float(text.replace(".", "").replace(",", "."))
    return float(text) if dots <= 1 else float(text.replace(".", ""))


def word_number(text: str) -> float:
    """Read a number in words up to 999: `hai mươi lăm` → 25."""
    total = part = 0
    for word in text.split():
        if word == "mười":
            part = 10
        elif word == "mươi":
            part *= 10
        elif word == "trăm":
            total, part = part * 100, 0
        elif part >= 10:
            part += _DIGIT_WORDS[word]
        else:
            part = _DIGIT_WORDS[word]
    return float(total + part)


def masks(shadow: str) -> bytearray:
    """A byte a character, 1 where a number can be no figure: addresses, phones, document signs."""
    taken = bytearray(len(shadow))
    for match in _ADDRESS.finditer(shadow):
        start = match.start()
        while start and shadow[start - 1] in _ADDRESS_SIGNS and not taken[start - 1]:
            start -= 1
        taken[start : match.end()] = b"\1" * (match.end() - start)
    for pattern in (_PHONE, _SYMBOL):
        for match in pattern.finditer(shadow):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _ROUND_THE_CLOCK.finditer(shadow):
        noun = known_noun(shadow, match.end() + 1)
        if noun == match.end() + 1 or shadow[match.end() + 1 : noun] in ("giờ", "ngày"):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return taken


def find_numerals(shadow: str, start: int, end: int, taken: bytearray, prose: bool = True) -> list[Numeral]:
    """The quantities between `start` and `end`, in text order; stretches marked in `taken` are passed over.

    Args:
        shadow: the text's shadow.
        start, end: of a sentence, or of a table's cell.
        taken: from `masks`.
        prose: it is a sentence, in which bare numbers without a word measure nothing.
    """
    wordless = prose and not _LETTER.search(shadow, start, end)
    if wordless and not _SIGNED.search(shadow, start, end):
        return []
    found: list[Numeral] = []
    used = bytearray(end - start)

    def free(a: int, b: int) -> bool:
        return not any(taken[a:b]) and not any(used[a - start : b - start])

    def keep(numeral: Numeral | None, a: int, b: int) -> None:
        used[a - start : b - start] = b"\1" * (b - a)
        if numeral is not None:
            found.append(numeral)

    marker = _LIST_NUMBER.match(shadow, start, end)
    if marker:
        keep(None, start, marker.end())
    for match in _RANGE.finditer(shadow, start, end):
        if free(match.start(), match.end()):
            numeral = _range(shadow, match)
            if numeral is not None:
                keep(_checked(shadow, start, numeral), match.start(), match.end())
    for match in _FRACTION.finditer(shadow, start, end):
        if free(match.start(), match.end()):
            keep(_checked(shadow, start, _fraction(shadow, match)), match.start(), match.end())
    for match in _PLAIN.finditer(shadow, start, end):
        group = match.lastindex or 1
        if free(*match.span(group)):
            keep(
                _checked(shadow, start, _plain(shadow, match.start(group), match[group])), *match.span(group)
            )
    for match in _PARTS.finditer(shadow, start, end):
        if free(*match.span(1)):
            keep(_parts(match), *match.span(1))
    for match in _ONE.finditer(shadow, start, end):
        if free(*match.span(1)) and known_noun(shadow, match.end(1) + 1) > match.end(1) + 1:
            keep(Numeral(match.start(1), match.end(1), 1.0, match.end(1), words=True), *match.span(1))
    for match in _WORDS.finditer(shadow, start, end):
        if free(*match.span(1)):
            keep(_in_words(shadow, start, match), *match.span(1))
    if wordless and len(found) > _MOST_WORDLESS:
        return []
    return _shared_sign(shadow, sorted(found, key=lambda n: n.start))


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
            two.value / number(shadow[two.start : two.end]) if two.kind == "money" and not two.words else 1.0
        )
        out[i] = replace(
            one, value=round(one.value * factor, 9), unit=two.unit, kind=two.kind, scaled=factor != 1.0
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
        return factor, percent.end(), "%", "percent", scaled
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
    thousands = kind == "count" and not scaled and after < len(shadow) and shadow[after : after + 1] == " "
    value = number(text, thousands) * factor
    return Numeral(start, end, round(value, 9), after, kind, unit=unit, scaled=scaled)


def _fraction(shadow: str, match: re.Match[str]) -> Numeral | None:
    factor, after, unit, kind, scaled = _tail(shadow, match.end(), 0)
    top, bottom = round(number(match[1]) * factor, 9), round(number(match[2]) * factor, 9)
    if kind == "count" and bottom in (1000.0, 10000.0, 100000.0, 1e6) and top < bottom and not scaled:
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
    if "-" not in joint and (
        " lên" in before[-12:] or re.search(r"(?:tăng|giảm|nâng)\s+từ\s+(?:\S+\s+)?$", before)
    ):
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
    if _WORD_STOP.match(shadow, at) or shadow[max(0, match.start() - 12) : match.start()].rstrip().endswith(
        (
            "thứ",
            "hàng",
            "tháng",
            "ngày",
            "quý",
            "kỳ",
            "đợt",
            "cấp",
            "trong năm",
            "đầu năm",
            "cả năm",
            "cuối năm",
            "hằng",
        )
    ):
        return None
    word = match[1]
    if word in ("năm", "ba", "sáu", "chín", "bảy") and known_noun(shadow, at + 1) == at + 1:
        return None
    if word == "năm" and re.search(
        r"(?:đầu|cuối|trong|cả|mỗi|hằng|hàng|một|của|các|những|nhiều|từng|sang|so với|giữa|theo)\s+$",
        shadow[max(0, match.start() - 10) : match.start()],
    ):
        return None
    factor, after, unit, kind, scaled = _tail(shadow, at, 0)
    value = word_number(word) * factor
    numeral = Numeral(match.start(1), at, value, after, kind, unit=unit, scaled=scaled, words=True)
    return _checked(shadow, start, numeral)


def _checked(shadow: str, start: int, numeral: Numeral | None) -> Numeral | None:
    """None for a number that names, dates or orders; ranks get their unit."""
    if (
        numeral is None
        or numeral.end - numeral.start > _MOST_DIGITS
        and _CODE.search(shadow, numeral.start, numeral.end)
    ):
        return None
    before = shadow[max(start, numeral.start - 60) : numeral.start]
    after = shadow[numeral.after : numeral.after + 80]
    if numeral.kind in ("count", "fraction"):
        rank = _RANK_BEFORE.search(before)
        if rank and _ORDINAL.search(before):
            return None
        if rank and (rank["top"] or rank["rank"].strip() not in ("thứ", "hạng") or _RANK_VERB.search(before)):
            return replace(numeral, kind="rank", unit="hạng")
        if numeral.denominator and _RANK_VERB.search(before):
            return replace(numeral, kind="rank", unit="hạng")
        if numeral.kind == "count" and _GROUP_BEFORE.search(before) and _LEADING_GROUP.match(after):
            return replace(numeral, kind="rank", unit="hạng")
        if re.match(r"\s*bậc(?!\w)", after):
            return replace(numeral, kind="rank", unit="bậc")
        if numeral.kind == "count" and not numeral.scaled:
            if (
                _NAMING.search(before)
                or _STARS.match(after)
                or shadow[numeral.start : numeral.start + 3] == "000"
            ):
                return None
            if re.match(r"0\d\d", shadow[numeral.start : numeral.end]):
                return None
            if _NAME_LIST.search(before):
                return None
            if _WEAK_NAMING.search(before) and _is_name(shadow, before, after, numeral):
                return None
            if (
                numeral.value in (1000, 10000, 100000)
                and _BASE_OF_RATE.search(before)
                and _BASE_AFTER.match(after)
            ):
                return None
            if _NOT_COUNTED.match(after) or (_HOUR_BEFORE.search(before) and not _TIME_UNIT.match(after)):
                return None
            if _TIME_UNIT.match(after) and (
                not _DURATION_CUE.search(before)
                or re.match(r"\s*\w+\s+(?:nữa|qua|tới|gần|liên|nay)(?!\w)", after)
            ):
                return None
            if re.match(
                r"\s*(?:-\s?)?(?:cấp(?!\w)|chiều(?!\w)|trong 1(?!\w)|nhất(?!\w)|bên(?!\w)|mặt(?!\w))", after
            ):
                return None
            if re.fullmatch(r"(?:19|20)\d\d", shadow[numeral.start : numeral.end]):
                at = numeral.after + (len(after) - len(after.lstrip()))
                if known_noun(shadow, at) == at:
                    return None  # a year, written together with the word before it
            if re.match(r"[-–][a-zđ\d]", after):
                return None
    return numeral


def _is_name(shadow: str, before: str, after: str, numeral: Numeral) -> bool:
    """`tổ 5` and `kế hoạch 53 về` are names; `các tổ 12 người` and `vượt kế hoạch 17 ha` count."""
    if _NAMED_PLACE.search(before) and _PLACE_AFTER.match(after):
        return True
    at = numeral.after + (len(after) - len(after.lstrip()))
    return known_noun(shadow, at) == at
