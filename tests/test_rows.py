"""Numbers told in a row: `lần lượt 61, 48 và 12 xã`."""

import pytest

from nlp import Document, analyse
from nlp.facts import Figure


def figures(text: str) -> list[Figure]:
    return [f for f in analyse(Document(text=text, source="x")) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    "again",
    [
        "(năm 2021 lần lượt là 23,1% và 30,2%)",
        "(cùng kỳ năm 2021 lần lượt là: 23,1%; 30,2%)",
        "; các tỷ trọng tương ứng năm 2021 là 23,1% và 30,2%",
    ],
)
def test_a_row_that_tells_another_again_measures_the_same_of_another_year(again: str) -> None:
    told = figures(f"Năm 2024, nông nghiệp chiếm 21,6%, dịch vụ chiếm 32,4% {again}.")
    assert [(f.indicator, f.period) for f in told] == [
        ("nông nghiệp", "2024"),
        ("dịch vụ", "2024"),
        ("nông nghiệp", "2021"),
        ("dịch vụ", "2021"),
    ]


def test_a_row_goes_back_to_the_sentence_before() -> None:
    told = figures(
        "Năm 2024, nông nghiệp chiếm 21,6%, dịch vụ chiếm 32,4%. "
        "Năm 2021, các tỷ trọng này lần lượt là 23,1% và 30,2%."
    )
    assert [(f.indicator, f.period) for f in told[2:]] == [("nông nghiệp", "2021"), ("dịch vụ", "2021")]


def test_changes_in_a_row_keep_their_direction_and_their_year() -> None:
    told = figures(
        "Năm 2024, huyện có 40 hộ nghèo, 60 hộ cận nghèo; so với năm 2023 giảm lần lượt 4 hộ và 6 hộ."
    )
    assert [(f.indicator, f.period) for f in told[2:]] == [
        ("hộ nghèo giảm so với năm 2023", "2024"),
        ("hộ cận nghèo giảm so với năm 2023", "2024"),
    ]


def test_a_row_with_names_of_its_own_tells_nothing_again() -> None:
    told = figures(
        "Nông nghiệp chiếm 21,6%, dịch vụ chiếm 32,4%. "
        "Huyện Yên Lập và huyện Thanh Sơn lần lượt đạt 40% và 50%."
    )
    assert told[2].indicator != "Nông nghiệp"


def test_a_status_told_of_a_row_holds_for_all_of_it() -> None:
    told = figures(
        "Huyện Yên Lập và huyện Thanh Sơn có tỷ lệ bao phủ lần lượt là 90,2% và 91,7%, chưa đạt chỉ tiêu."
    )
    assert [f.status for f in told] == ["missed", "missed"]


def test_each_of_a_row_is_weighed_by_the_target_told_of_it() -> None:
    told = figures("Xã An Hải và xã Phước Hải đạt lần lượt 78% và 49,6%, so với kế hoạch 70%.")
    assert [(f.value, f.status) for f in told if f.role == "result"] == [(78, "met"), (49.6, "missed")]


def test_the_last_of_a_row_tells_what_all_count() -> None:
    told = figures("Huyện Yên Lập, huyện Thanh Sơn và huyện Tân Sơn lần lượt có 61, 48 và 12 xã đạt chuẩn.")
    assert [f.unit for f in told] == ["xã", "xã", "xã"]


def test_a_decimal_below_one_is_no_thousand() -> None:
    told = figures("Hai huyện đạt lần lượt 0,774 và 0,769 điểm.")
    assert [f.value for f in told[1:]] == [0.774, 0.769]
