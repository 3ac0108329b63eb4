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
