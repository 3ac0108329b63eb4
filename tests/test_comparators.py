"""Comparators, and the words that only look like one."""

import re

import pytest

from nlp.comparators import comparator_of
from nlp.numbers import find_numerals, masks
from nlp.shadow import shadow


def comparator(text: str) -> str:
    low = shadow(text)
    numeral = find_numerals(low, 0, len(low), masks(low))[0]
    compared = bool(re.match(r"\s*(?:so với|kế hoạch|dự toán|chỉ tiêu|cùng kỳ)", low[numeral.after :]))
    return comparator_of(low, 0, numeral, compared)[0]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("đạt 84,6%", "exact", "nothing said"),
        ("khoảng 5.000 người", "about", "khoảng"),
        ("xấp xỉ 92%", "about", "xấp xỉ"),
        ("ước đạt 3.200 tỷ đồng", "about", "ước"),
        ("thu ngân sách năm 2024 ước thực hiện 910 tỷ đồng", "about", "ước with a verb and a year between"),
        ("gần 5.000 người", "nearly", "gần"),
        ("chưa đến 40% số hộ", "nearly", "chưa đến"),
        ("trên 97% hồ sơ", "over", "trên"),
        ("hơn 1.200 hộ", "over", "hơn"),
        ("dưới 3% số hộ", "under", "dưới"),
        ("ít nhất 80% hồ sơ", "at_least", "ít nhất"),
        ("tối thiểu 5 lớp", "at_least", "tối thiểu"),
        ("không dưới 60%", "at_least", "a negated under"),
        ("đạt 95% trở lên", "at_least", "trở lên after the number"),
        ("có 50 hộ trở lên", "at_least", "trở lên after the unit"),
        ("thời gian chờ tối đa 15 phút", "at_most", "tối đa"),
        ("thời gian chờ không quá 15 phút", "at_most", "a negated over"),
        ("còn 3% trở xuống", "at_most", "trở xuống"),
        ("xếp thứ 3", "exact", "a rank"),
        ("lọt top 10", "exact", "a top-N"),
        ("vượt 12% so với kế hoạch", "exact", "a margin over a plan"),
        ("cao hơn 2,5% so với cùng kỳ", "exact", "a margin over last year"),
        ("vượt 2,1 điểm %", "exact", "points are always a margin"),
        ("vượt mốc 5.000 lượt", "over", "a mark that was passed"),
        ("nằm trong khoảng 30 - 50%", "exact", "a range, not a guess"),
        ("từ 30 đến 50%", "exact", "the word of a range"),
        ("đạt từ 90% hồ sơ", "at_least", "từ alone"),
        ("trên địa bàn có 45 xã", "exact", "trên of a place"),
        ("Gần 5.000 người", "nearly", "at the beginning of a sentence"),
    ],
)
def test_comparators(text: str, expected: str, why: str) -> None:
    assert comparator(text) == expected, why
