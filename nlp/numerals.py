"""Numerals: what a quantity is made of, and what digits and number words are worth."""

import re
from typing import NamedTuple

SCALES = {
    "nghìn tỷ": 1e12, "ngàn tỷ": 1e12, "nghìn tỉ": 1e12, "ngàn tỉ": 1e12, "triệu tỷ": 1e15, "triệu tỉ": 1e15,
    "tỷ": 1e9, "tỉ": 1e9, "triệu": 1e6, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4,
}  # fmt: skip
_DIGIT_WORDS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3},\d{3}")


class Numeral(NamedTuple):
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
    if commas >= 2 or (thousands and _ENGLISH.fullmatch(text)):
        return float(text.replace(",", ""))
    if dots and _GROUPED.fullmatch(text) and not text.startswith("0."):
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
