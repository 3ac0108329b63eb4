"""Numbers whose words are told with another number, or before the sentence."""

import pytest

from nlp import Document, analyse
from nlp.facts import Figure


def figures(text: str) -> list[Figure]:
    return [f for f in analyse(Document(text=text, source="x")) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("PCI của tỉnh đạt 66,2 điểm, lùi 4 bậc so với năm 2022.", "PCI lùi so với năm 2022"),
        ("PCI của tỉnh đạt 66,2 điểm, tụt liền 4 bậc.", "PCI tụt"),
        ("PCI của tỉnh đạt 66,2 điểm, tăng 4 bậc so với năm 2022.", "PCI tăng so với năm 2022"),
    ],
)
def test_a_move_in_a_ranking_is_told_of_what_is_ranked(text: str, indicator: str) -> None:
    assert [(f.value, f.unit, f.indicator) for f in figures(text)][1] == (4, "bậc", indicator)


def test_the_rank_after_a_move_is_no_move() -> None:
    _, rank = figures("PCI của tỉnh leo 5 bậc so với năm trước, xếp thứ 17.")
    assert (rank.unit, rank.indicator) == ("hạng", "PCI")


def test_a_move_alone_is_named_by_its_verb() -> None:
    (move,) = figures("Huyện Yên Lập tăng 3 bậc so với năm trước.")
    assert move.indicator == "tăng so với năm trước"


def test_a_move_may_be_bounded_and_a_rank_may_not() -> None:
    move, rank = figures("Phấn đấu PCI tăng ít nhất 5 bậc, xếp trên hạng 20.")
    assert (move.comparator, rank.comparator) == ("at_least", "exact")


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hộ nghèo toàn tỉnh còn 2,1%; riêng vùng cao con số này là 7,4%.",
        "Tỷ lệ hộ nghèo toàn tỉnh còn 2,1%. Ở vùng cao, tỷ lệ này lên tới 7,4%.",
    ],
)
def test_what_points_back_measures_the_same(text: str) -> None:
    one, two = figures(text)
    assert two.indicator == one.indicator == "Tỷ lệ hộ nghèo"


def test_what_points_back_keeps_what_it_is_held_against() -> None:
    _, share = figures(
        "Thu ngân sách của huyện đạt 24 tỷ đồng. So với dự toán tỉnh giao, con số này đạt 43%."
    )
    assert share.indicator == "Thu ngân sách so với dự toán tỉnh giao"


def test_money_pointed_back_at_is_not_what_it_paid_for() -> None:
    money, houses = figures("Huyện vận động 24 tỷ đồng. Số tiền này giúp xây 40 căn nhà.")
    assert houses.indicator != money.indicator


def test_a_contribution_is_that_of_what_was_measured_before() -> None:
    told = figures(
        "Nông, lâm nghiệp tăng 3%, đóng góp 0,4 điểm phần trăm; dịch vụ tăng 7%, đóng góp 2 điểm phần trăm."
    )
    assert [f.indicator for f in told if f.unit == "điểm %"] == [
        "Nông, lâm nghiệp đóng góp",
        "dịch vụ đóng góp",
    ]


def test_a_number_is_not_held_against_what_the_next_one_is() -> None:
    share, change = figures("Hộ nghèo chiếm 5,9%, so với năm trước giảm 1,2%.")
    assert share.indicator == "Hộ nghèo"
    assert change.indicator == "Hộ nghèo giảm so với năm trước"


@pytest.mark.parametrize(
    "text",
    [
        "Đàn bò tăng 2,4% so với năm trước, tương ứng 1.200 con.",
        "Đàn bò tăng 2,4% so với năm trước (tức gần 1.200 con).",
        "Đàn bò tăng 2,4% so với năm trước (1.200 con).",
    ],
)
def test_a_change_told_again_in_another_unit_is_the_same_change(text: str) -> None:
    assert [f.indicator for f in figures(text)] == ["Đàn bò tăng so với năm trước"] * 2


def test_a_share_of_a_plan_is_no_change_told_again() -> None:
    _, share = figures("Đàn bò tăng 1.200 con, bằng 85% kế hoạch.")
    assert share.indicator == "Đàn bò so với kế hoạch"


def test_words_go_on_after_brackets_with_another_number() -> None:
    share, count = figures("Có 50% số thôn (12 thôn) đạt chuẩn văn hóa.")
    assert (share.indicator, count.indicator) == ("thôn đạt chuẩn văn hóa", "thôn đạt chuẩn văn hóa")
    late, rate = figures("Còn 16 hồ sơ (tỷ lệ 0,08%) do cơ quan thuế rà soát.")
    assert late.indicator == rate.indicator == "hồ sơ do cơ quan thuế rà soát"


def test_what_is_new_in_the_countryside_is_a_name() -> None:
    (communes,) = figures("Huyện có 8 xã đạt chuẩn nông thôn mới.")
    assert communes.indicator == "xã đạt chuẩn nông thôn mới"
