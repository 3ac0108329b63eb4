"""Comparators: `gần`, `trên`, `tối thiểu`, `… trở lên` and their like, and their traps."""

import re

from nlp.numbers import Numeral

_BEFORE: tuple[tuple[str, str], ...] = (
    ("at_most", r"không quá|không vượt quá|không vượt|tối đa|nhiều nhất|cao nhất|không cao hơn|không hơn|dưới hoặc bằng|chậm nhất"),
    ("at_least", r"tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|ít ra|từ"),
    ("nearly", r"gần|chưa đến|chưa tới|chưa đầy|chưa được|ngót|suýt soát|xấp xỉ gần|non"),
    ("about", r"khoảng|xấp xỉ|ước|ước đạt|ước tính|chừng|độ|tầm|khoảng chừng|ước khoảng|quãng|vào khoảng|quanh mức|dự kiến đạt khoảng|ước đến"),
    ("under", r"dưới|thấp hơn|nhỏ hơn|chưa quá|xuống dưới|kém hơn"),
    ("over", r"trên|hơn|vượt|quá|cao hơn|nhiều hơn|lớn hơn|vượt mức|vượt mốc|vượt ngưỡng|vượt con số"),
)
_COMPILED = tuple((name, re.compile(rf"(?:^|(?<=[\s(,:\"]))(?:{words})\s*(?:mức|mốc|con số)?\s*$")) for name, words in _BEFORE)
_AND_MORE = re.compile(r"(?:\s+[^\W\d_]+){0,3}?\s+trở lên(?!\w)")
_AND_LESS = re.compile(r"(?:\s+[^\W\d_]+){0,3}?\s+trở xuống(?!\w)")
_ESTIMATE = re.compile(r"(?<!\w)ước(?:\s+(?:tính|đạt|thực hiện|khoảng|năm|cả năm|đến|có|còn))?(?!\w)[^;.]*$")
_MARGIN = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|cao|thấp|nhiều|ít|kém|lớn|nhỉnh|sớm|chậm|ngắn|dài|nhanh|đắt|rẻ)\s+hơn$|(?<!\w)(?:vượt|hơn)$")
_NOT_WITHIN = re.compile(r"nằm trong\s+khoảng\s*$")


def comparator_of(shadow: str, left: int, numeral: Numeral, compared: bool) -> tuple[str, str]:
    """The comparator of a number and the words that say so.

    Args:
        shadow: the text's shadow.
        left: where the words that belong to the number begin.
        numeral: the number.
        compared: the words after it say what it is held against (`so với kế hoạch`), so that
            `vượt`, `cao hơn` and the like tell a margin, not a bound.

    Example:
        `gần 5.000` is nearly, `95% trở lên` at_least, `vượt 12% so với kế hoạch` exact.
    """
    before = shadow[left : numeral.start].rstrip()
    after = shadow[numeral.after : numeral.after + 40]
    if _AND_MORE.match(after):
        return "at_least", "trở lên"
    if _AND_LESS.match(after):
        return "at_most", "trở xuống"
    if numeral.kind == "rank" or _NOT_WITHIN.search(before):
        return "exact", ""
    for name, pattern in _COMPILED:
        match = pattern.search(before)
        if not match:
            continue
        words = match[0].strip()
        if words == "từ":
            return ("exact", "") if numeral.value_max is not None or not re.search(r"(?:đạt|phải|có|giữ|còn)\s+từ$", before) else ("at_least", words)
        if name in ("over", "under") and _MARGIN.search(before[: match.end()]) and (compared or words not in ("trên", "dưới", "hơn", "quá", "vượt")):
            if words in ("hơn", "vượt") and not re.search(r"(?:cao|thấp|nhiều|ít|kém|lớn|nhỉnh|sớm|chậm|ngắn|dài|nhanh)\s+hơn$", before) and words != "vượt":
                return name, words
            return "exact", ""
        if name in ("over", "under") and words in ("cao hơn", "thấp hơn", "nhiều hơn", "lớn hơn", "kém hơn", "nhỏ hơn") and compared:
            return "exact", ""
        if words == "vượt" and (compared or numeral.unit in ("điểm %",)):
            return "exact", ""
        return name, words
    estimate = _ESTIMATE.search(before)
    if estimate and not re.search(r"\d", re.sub(r"năm \d{4}", "", estimate[0])):
        return "about", "ước"
    return "exact", ""
