"""Numerals: quantities as Vietnamese writes them, and the numbers that are none."""

import pytest

from nlp.numbers import Numeral, find_numerals, masks, number, word_number
from nlp.shadow import shadow


def numerals(text: str) -> list[Numeral]:
    low = shadow(text)
    return find_numerals(low, 0, len(low), masks(low))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.239", 1239),
        ("84,6", 84.6),
        ("84.6", 84.6),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("0,05", 0.05),
        ("0.123", 0.123),
        ("007", 7),
        ("12.5", 12.5),
        ("100.000", 100000),
    ],
)
def test_digits(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai", 2),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("ba mươi tư", 34),
        ("năm mươi nhăm", 55),
        ("chín mươi chín", 99),
        ("ba trăm", 300),
    ],
)
def test_words(text: str, value: float) -> None:
    assert word_number(text) == value


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("xếp thứ nhất cả nước về thu", [("nhất", 1, "hạng")], "a rank in words"),
        ("sản lượng lớn thứ ba vùng", [("ba", 3, "hạng")], "a rank in words after a measure"),
        ("họp vào thứ ba hằng tuần", [], "a day of the week"),
        ("tính bình quân 5 năm, thu tăng 9%", [("9", 9, "%")], "the years over which something is told"),
        ("gồm rau các loại 120 tấn", [("120", 120, None)], "`các loại` names no grade"),
        ("sáng nay 9.12, tỉnh họp", [], "today's date"),
        ("12 bác sĩ trên 1 vạn dân", [("12", 12, None)], "the base of a rate"),
        ("có 62 xã đạt 5 - 9 tiêu chí", [("62", 62, None)], "what the units counted are sorted by"),
        ("có 746 nghìn lượt xem", [("746", 746e3, None)], "a scale belongs to the value, not to the anchor"),
        ("thu 2.000 tỷ đồng", [("2.000", 2e12, "đồng")], "money in đồng"),
        ("chi 1,488 triệu USD", [("1,488", 1.488e6, "USD")], "foreign money keeps its name"),
        ("hỗ trợ 8 tỷ cho xã", [("8", 8e9, "đồng")], "tỷ alone is money"),
        ("trồng 3 triệu cây xanh", [("3", 3e6, None)], "triệu alone is not"),
        ("quy mô 5,2 nghìn tỷ đồng", [("5,2", 5.2e12, "đồng")], "two scale words"),
        ("đạt 84,6%", [("84,6", 84.6, "%")], "percent"),
        ("đạt 84,6 phần trăm", [("84,6", 84.6, "%")], "percent in words"),
        ("tăng 3,5 điểm phần trăm", [("3,5", 3.5, "điểm %")], "percentage points are no percent"),
        ("tăng 3,5 điểm %", [("3,5", 3.5, "điểm %")], "points with the sign"),
        ("xếp thứ 12", [("12", 12, "hạng")], "a rank"),
        ("nằm trong top 10", [("10", 10, "hạng")], "a top-N"),
        ("tăng 7 bậc", [("7", 7, "bậc")], "a move in a ranking"),
        ("có 1.250 hộ và 8.000 người", [("1.250", 1250, None), ("8.000", 8000, None)], "counts"),
        ("bốn xã và mười lăm thôn", [("bốn", 4, None), ("mười lăm", 15, None)], "numbers in words"),
        ("Hai mươi mốt đơn vị", [("Hai mươi mốt", 21, None)], "in words at the beginning"),
        (
            "giải ngân 61 và 118 tỷ đồng",
            [("61", 61e9, "đồng"), ("118", 118e9, "đồng")],
            "the sign behind the last counts for both",
        ),
        ("có 45\u00a0triệu\u00a0đồng", [("45", 45e6, "đồng")], "blanks that don't break"),
        ("lắp 120km cáp", [("120", 120, None)], "a measure glued to its number"),
        ("một nửa số hộ", [("một nửa", 50, "%")], "half is 50 %"),
        ("cứu 24/24 xã bị lũ", [("24/24", 24, None)], "a fraction that looks like round the clock"),
        ("tổng đài tiếp nhận 350 cuộc gọi", [("350", 350, None)], "a hotline counts calls"),
        ("nhập 25 máy bơm và 3 máy phát", [("25", 25, None), ("3", 3, None)], "machines are counted"),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, float, str | None]], why: str) -> None:
    assert [(text[n.start : n.end], n.value, n.unit) for n in numerals(text)] == expected, why


@pytest.mark.parametrize(
    ("text", "anchor", "numerator", "denominator", "why"),
    [
        ("có 13/15 xã", "13/15", 13, 15, "a share of the whole"),
        ("đạt 331/331 trường", "331/331", 331, 331, "all"),
        ("đạt 40,62/80 điểm", "40,62/80", 40.62, 80, "a score"),
        ("giải ngân 152/450 tỷ đồng", "152/450", 152e9, 450e9, "money scaled on both sides"),
        ("xếp thứ 21/63 tỉnh", "21/63", 21, 63, "a rank among all"),
        ("đạt 5⁄7 tiêu chí", "5⁄7", 5, 7, "a typographic slash"),
        ("chín phần mười số hộ", "chín phần mười", 9, 10, "a fraction in words"),
    ],
)
def test_fractions(text: str, anchor: str, numerator: float, denominator: float, why: str) -> None:
    (found,) = numerals(text)
    assert (text[found.start : found.end], found.value) == (anchor, numerator), why
    assert (found.numerator, found.denominator) == (numerator, denominator), why


def test_a_rate_is_no_fraction() -> None:
    (found,) = numerals("tỷ suất 0,7/1.000 dân")
    assert (found.end - found.start, found.value, found.numerator, found.denominator) == (3, 0.7, None, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "why"),
    [
        ("giảm 30 - 50% thời gian", 30, 50, "with blanks"),
        ("giảm 30-50% thời gian", 30, 50, "without"),
        ("giảm 30–50% thời gian", 30, 50, "with an en dash"),
        ("từ 5 đến 7 triệu đồng", 5e6, 7e6, "in words; the scale counts for both ends"),
        ("từ 0,5 đến gần 0,6 điểm", 0.5, 0.6, "a hedge before the upper end"),
        ("khoảng 800 triệu - 1,2 tỷ đồng", 8e8, 1.2e9, "each end with its scale"),
    ],
)
def test_ranges(text: str, low: float, high: float, why: str) -> None:
    (found,) = numerals(text)
    assert (found.value, found.value_max) == (low, high), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("phủ sóng 4G và 5G", "names of networks"),
        ("phòng, chống dịch Covid-19", "a name with a number"),
        ("qua nhóm Zalo 365", "a name with a number behind"),
        ("theo Đề án 06", "a scheme's number"),
        ("Quyết định số 507 của tỉnh", "a document's number"),
        ("văn bản 1914/KH-UBND", "a document's sign"),
        ("gọi 0911 234 567 để hỏi", "a phone number"),
        ("gọi 0211.3861.234", "a phone number with dots"),
        ("đường dây nóng: 1800 6789", "a free number"),
        ("trực 24/24 giờ", "round the clock"),
        ("làm việc 24/7", "all the week"),
        ("người từ 15 tuổi trở lên", "an age"),
        ("trẻ dưới 5 tuổi", "an age below"),
        ("dịch vụ công mức độ 4", "a level"),
        ("dịch vụ mức 2", "a level, short"),
        ("xem https://a.gov.vn/2024/15 và mail b12@c34.vn", "addresses"),
        ("ở tổ 5, phường Đông", "a part of a town"),
        ("tại thôn 7, xã An Lạc", "a village with a number"),
        ("đi Quốc lộ 18", "a road"),
        ("lúc 7 giờ 30 sáng", "a time of day"),
        ("Hội nghị lần thứ 9", "the how-many-th"),
        ("học sinh lớp 12", "a class"),
        ("khách sạn 5 sao", "stars are a level"),
        ("đạt chuẩn OCOP 3 sao", "stars of a product are a level"),
        ("một trong những xã đi đầu", "an article"),
        ("ba mẹ đi làm xa", "parents, not three"),
        ("khu vực tư nhân", "private, not four"),
        ("12. Củng cố tổ chức", "list numbering"),
        ("1.2. Về giáo dục", "nested list numbering"),
        ("theo mẫu số 3", "a form's number"),
        ("QCVN 01:2021", "a standard"),
        ("mã 8934567890123456789", "a code too long for a count"),
        ("1 2 3 4 5", "numbers without a word"),
        ("5% " * 40, "columns that lost their table"),
    ],
)
def test_numbers_that_are_no_figures(text: str, why: str) -> None:
    assert [text[n.start : n.end] for n in numerals(text)] == [], why


def test_addresses_phones_and_signs_are_masked_whole() -> None:
    low = "a b.c-d@e.vn f 0912 345 678 g 12/qđ-ubnd h"
    shown = "".join("#" if t else c for c, t in zip(low, masks(low), strict=True))
    assert shown == "a ########## f ############ g ########## h"
