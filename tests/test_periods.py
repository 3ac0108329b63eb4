"""Periods: what a mention of time means in EDTF."""

import pytest

from nlp.document import Document
from nlp.home_year import home_year
from nlp.periods import find_periods, resolve
from nlp.shadow import shadow


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("năm 2024", ["2024"], "a year"),
        ("trong năm 2024 và năm 2025", ["2024", "2025"], "two years"),
        ("tháng 11/2024", ["2024-11"], "a month"),
        ("tháng 6 năm 2024", ["2024-06"], "a month in words"),
        ("tính đến hết tháng 9/2024", ["2024-09"], "a cut-off month"),
        ("11 tháng năm 2024", ["2024-01/2024-11"], "months from January"),
        ("sáu tháng đầu năm 2024", ["2024-01/2024-06"], "months in words"),
        ("6 tháng cuối năm 2024", ["2024-07/2024-12"], "the last months"),
        ("nửa đầu năm 2024", ["2024-01/2024-06"], "a half, never a season"),
        ("nửa cuối năm 2024", ["2024-07/2024-12"], "the other half"),
        ("quý I/2024", ["2024-01/2024-03"], "a quarter is its months"),
        ("đến hết quý III năm 2024", ["2024-07/2024-09"], "a quarter with words around"),
        ("quý 4/2024", ["2024-10/2024-12"], "a quarter in digits"),
        ("từ tháng 1 đến tháng 9 năm 2024", ["2024-01/2024-09"], "from month to month"),
        ("đến ngày 15/11/2024", ["2024-11-15"], "a cut-off day is that day"),
        ("tính đến ngày 31 tháng 10 năm 2024", ["2024-10-31"], "a day in words"),
        ("ngày 15-11-2024", ["2024-11-15"], "a day with hyphens"),
        ("ngày 5.9.2024", ["2024-09-05"], "a day with dots"),
        ("giai đoạn 2021-2025", ["2021/2025"], "a stretch of years"),
        ("giai đoạn 2021 – 2025", ["2021/2025"], "with an en dash"),
        ("nhiệm kỳ 2020 - 2025", ["2020/2025"], "a term"),
        ("năm học 2023-2024", ["2023/2024"], "a school year"),
        ("từ năm 2020 đến năm 2024", ["2020/2024"], "from year to year"),
        ("đến năm 2025", ["2025"], "a target's year"),
        ("hết năm 2024", ["2024"], "the end of a year"),
        ("cùng kỳ năm 2023", ["2023"], "the same stretch of another year"),
        ("Năm\u00a02024", ["2024"], "a blank that doesn't break"),
        ("NĂM 2024", ["2024"], "capitals"),
        ("hơn 2.024 hộ", [], "a count that looks like a year"),
        ("năm xã và sáu thôn", [], "five, not a year"),
        ("1/3 số hộ", [], "a fraction"),
        ("32/13/2024", [], "no such day"),
        ("năm 2024-2025", ["2024/2025"], "two years by a hyphen"),
    ],
)
def test_what_stands_in_the_text(text: str, expected: list[str], why: str) -> None:
    assert [resolve(m) for m in find_periods(shadow(text))] == expected, why


@pytest.mark.parametrize(
    ("text", "year", "expected", "why"),
    [
        ("9 tháng đầu năm", 2024, "2024-01/2024-09", "months of this year"),
        ("quý II", 2024, "2024-04/2024-06", "a quarter of this year"),
        ("năm nay", 2024, "2024", "this year"),
        ("năm ngoái", 2024, "2023", "last year"),
        ("năm tới", 2024, "2025", "next year"),
        ("cùng kỳ năm trước", 2024, "2023", "the same stretch last year"),
        ("tháng 8", 2024, "2024-08", "a month of this year"),
        ("đến nay", 2024, None, "by now: what the passage is about, not a mention's own"),
        ("hiện nay", 2024, None, "likewise"),
        ("từ đầu năm đến nay", 2024, "2024-01/2024-10", "up to the month that the document reports on"),
    ],
)
def test_what_stays_open_takes_the_year_it_is_told(
    text: str, year: int, expected: str | None, why: str
) -> None:
    (mention,) = find_periods(shadow(text))
    assert resolve(mention, year, (2024, 10)) == expected, why


def test_without_a_year_an_open_mention_stays_open() -> None:
    (mention,) = find_periods("9 tháng đầu năm")
    assert resolve(mention) is None


@pytest.mark.parametrize(
    ("text", "published", "expected", "why"),
    [
        ("Năm 2023 thu đạt 5 tỷ.", "2024-06-03", 2024, "the published date counts first"),
        ("Năm 2023 thu đạt 5 tỷ.", "2024-02-03", 2023, "early in a year texts report on the one before"),
        (
            "Năm 2024 thu đạt 5 tỷ. Năm 2024 chi 4 tỷ. Mục tiêu năm 2025 là 6 tỷ.",
            None,
            2024,
            "what is mentioned most",
        ),
        ("Thu đạt 5 tỷ, tăng so với cùng kỳ năm 2021.", None, 2022, "the year after the one compared with"),
        ("Đến năm 2030 phấn đấu phủ kín.", None, None, "what is only planned for"),
        ("Thu đạt 5 tỷ.", None, None, "no year at all, and none from outside"),
        (
            "Hộ nghèo từ 9% năm 2016 giảm còn 4% năm 2021. Rừng phủ 51%.",
            None,
            2021,
            "what it is now, not what it has changed from",
        ),
        (
            "Sáng 11/12, HĐND huyện họp kỳ cuối năm.\nNghị quyết cho năm 2022 được thông qua. Năm 2021 thu"
            " đạt 5 tỷ.\nNăm 2022, huyện thu 6 tỷ; năm 2022 trồng 40 ha rừng.",
            None,
            2021,
            "a session of December looks back on its year, much as it says of the next",
        ),
        (
            "Sáng 20/7/2020, đại hội khai mạc.\nCuối năm 2020 huyện còn 31 hộ nghèo.\nNhiệm kỳ 2020 - 2025,"
            " đảng bộ phấn đấu thu 9 tỷ.",
            None,
            2020,
            "the term that a congress plans for is not over",
        ),
    ],
)
def test_the_year_a_document_reports_on(
    text: str, published: str | None, expected: int | None, why: str
) -> None:
    low = shadow(text)
    assert (
        home_year(Document(text=text, source="", published=published), find_periods(low), low)[0] == expected
    ), why


@pytest.mark.parametrize(
    ("text", "reference", "why"),
    [
        ("tăng 5% so với năm 2023", True, "only compared with"),
        ("tăng 5% so với cùng kỳ năm 2023", True, "likewise"),
        ("đạt 5% trong năm 2023", False, "its own"),
    ],
)
def test_periods_only_compared_with(text: str, reference: bool, why: str) -> None:
    assert find_periods(text)[-1].reference is reference, why
