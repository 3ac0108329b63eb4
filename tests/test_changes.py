"""Numbers between which something changed: what they measure, when the first held."""

import pytest

from nlp import Document, analyse
from nlp.facts import Figure


def figures(text: str) -> list[Figure]:
    return [f for f in analyse(Document(text=text, source="x")) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Năm 2024, tỷ lệ hộ nghèo giảm từ 12,5% năm 2021 xuống còn 4,3%.", "tỷ lệ hộ nghèo"),
        ("Năm 2024, tỷ lệ hộ nghèo từ 12,5% (2021) đã giảm còn 4,3%.", "tỷ lệ hộ nghèo"),
        ("Năm 2024, thời gian giải quyết hồ sơ được rút ngắn từ 15 ngày xuống còn 7 ngày.",
         "thời gian giải quyết hồ sơ"),
        ("Năm 2024, độ che phủ rừng nâng từ 57,5% năm 2010 lên 72,1%.", "độ che phủ rừng"),
    ],
)  # fmt: skip
def test_both_numbers_measure_what_stands_before_the_change(text: str, indicator: str) -> None:
    assert [f.indicator for f in figures(text)] == [indicator, indicator]


def test_the_year_of_the_first_number_is_not_that_of_the_second() -> None:
    text = "Năm 2024, tỷ lệ hộ nghèo giảm từ 12,5% năm 2021 xuống còn 4,3%."
    assert [f.period for f in figures(text)] == ["2021", "2024"]


def test_nobody_knows_when_a_first_number_without_a_time_held() -> None:
    text = "Năm 2024, chỉ số cải cách hành chính của tỉnh Cao Bằng tụt từ vị trí 31 xuống 47."
    assert [(f.period, f.unit) for f in figures(text)] == [(None, "hạng"), ("2024", "hạng")]


def test_at_least_so_much_is_no_change() -> None:
    first, _ = figures("Năm 2024, tỷ lệ hộ nghèo giảm từ 1,5% trở lên, cuối năm còn 6,7%.")
    assert first.period == "2024"


def test_numbers_whose_unit_is_a_sign_alone_are_read() -> None:
    assert [f.text for f in figures("1²so với 1\nHUYỆN BÌNH LỤC")] == ["1", "1"]
    assert all(f.unit != "" for f in figures("1²so với 1\nHUYỆN BÌNH LỤC"))
