"""Numbers told one after the other, of which only the first says in full what it tells."""

import pytest

from nlp import Document, analyse
from nlp.facts import Figure


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return [fact for fact in analyse(Document(text=text, source="")) if isinstance(fact, Figure)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Quý I/2024, công nghiệp chế biến tăng 12%; khai khoáng 8%; phân phối điện 5,2%.",
            ["công nghiệp chế biến tăng", "khai khoáng tăng", "phân phối điện tăng"],
        ),
        (
            "Năm 2024, một số ngành tăng rất mạnh: sản xuất đồ uống 9,1%, sản xuất trang phục 7%.",
            ["sản xuất đồ uống tăng", "sản xuất trang phục tăng"],
        ),
        (
            "Công nghiệp tăng 12%, tỷ lệ lấp đầy khu công nghiệp đạt 65%.",
            ["Công nghiệp tăng", "tỷ lệ lấp đầy khu công nghiệp"],
        ),
    ],
)
def test_a_direction_holds_for_the_names_after_it(text: str, told: list[str]) -> None:
    assert [figure.indicator for figure in figures(text)] == told


def test_the_label_of_a_list_holds_for_all_it_counts() -> None:
    told = figures(
        "Lũy kế đến hết tháng 6/2021:\n- Đạt chuẩn nông thôn mới: 8 đơn vị cấp huyện, 330 xã, 69 thôn."
    )
    assert told[1].indicator == "xã đạt chuẩn nông thôn mới"


def test_each_year_has_its_number() -> None:
    told = figures("Tỷ lệ hộ nghèo các năm 2019, 2020 và 2021 lần lượt là 5,1%, 4,2% và 3,6%.")
    assert [(figure.value, figure.period) for figure in told] == [(5.1, "2019"), (4.2, "2020"), (3.6, "2021")]
    told = figures("Số ca mắc: 16.117 (2015), 5.627 (2017), 19.243 (2019).")
    assert [figure.period for figure in told] == ["2015", "2017", "2019"]


def test_each_deadline_has_its_number() -> None:
    told = figures(
        "Báo cáo ngày 30/9/2024. Các chủ đầu tư phải giải ngân ít nhất 80% kế hoạch trước ngày 30/11/2024 "
        "và từ 95% trở lên vào ngày 31/01/2025."
    )
    assert [(figure.value, figure.period) for figure in told] == [(80, "2024-11-30"), (95, "2025-01-31")]


def test_a_place_that_leads_has_the_rate_told_before() -> None:
    told = figures(
        "Tháng 8/2021, tỷ lệ hồ sơ quá hạn của tỉnh Vĩnh Phúc là 2,5%. Huyện Lập Thạch lần đầu vươn lên dẫn "
        "đầu với 0,33%. Huyện Sông Lô kéo tỷ lệ này từ 10,85% xuống còn 1,31%."
    )
    assert {figure.indicator for figure in told} == {"tỷ lệ hồ sơ quá hạn"}


def test_what_is_to_be_reached_by_the_end_of_the_year_is_not_missed_in_october() -> None:
    told = figures(
        "Lũy kế hết ngày 15/10/2025, tỉnh Phú Thọ giải ngân được 42,6% kế hoạch, trong khi tỉnh phấn đấu "
        "cả năm đạt 100%."
    )
    assert [(figure.value, figure.role, figure.status) for figure in told] == [
        (42.6, "result", None),
        (100, "target", None),
    ]
    told = figures("Năm 2024, tỉnh Phú Thọ giải ngân được 92% kế hoạch, trong khi cả năm phải đạt 100%.")
    assert told[0].status == "missed"
