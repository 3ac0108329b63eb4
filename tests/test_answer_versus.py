"""Yes or no to whether one has more than another needs both numbers."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Năm 2023, tỷ lệ hộ dùng nước sạch của huyện Sơn Dương đạt 81,5%, huyện Hàm Yên đạt 77,2%. "
    "Cùng năm, tỉnh Tuyên Quang thu được năng suất lúa 58,1 tạ/ha và năng suất ngô 44,3 tạ/ha. "
    "Huyện Hàm Yên trồng mới 320 ha rừng."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/tuyen-quang.txt")
    tail = ", tỉnh Tuyên Quang"
    s.fact("locality", "của ⟦huyện Sơn Dương⟧", level="district", canonical="huyện Sơn Dương" + tail)
    s.fact("locality", "%, ⟦huyện Hàm Yên⟧", level="district", canonical="huyện Hàm Yên" + tail)
    s.fact("locality", "năm, ⟦tỉnh Tuyên Quang⟧", level="province", canonical="tỉnh Tuyên Quang")
    water, then = "tỷ lệ hộ dùng nước sạch", {"period": "2023"}
    s.fact("figure", "đạt ⟦81,5⟧%", value=81.5, indicator=water, locality="huyện Sơn Dương", **then)
    s.fact("figure", "đạt ⟦77,2⟧%", value=77.2, indicator=water, locality="huyện Hàm Yên", **then)
    here = {"locality": "tỉnh Tuyên Quang", "unit": "tạ/ha", **then}
    s.fact("figure", "lúa ⟦58,1⟧", value=58.1, indicator="năng suất lúa", **here)
    s.fact("figure", "ngô ⟦44,3⟧", value=44.3, indicator="năng suất ngô", **here)
    s.fact("figure", "mới ⟦320⟧", value=320, unit="ha", indicator="trồng mới rừng", locality="huyện Hàm Yên",
           **then)  # fmt: skip
    return s.table()


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Tỷ lệ hộ dùng nước sạch năm 2023 của Sơn Dương có cao hơn Hàm Yên không?", True),
        ("Tỷ lệ hộ dùng nước sạch năm 2023 của Hàm Yên có cao hơn Sơn Dương không?", False),
        ("ty le ho dung nuoc sach ham yen co thap hon son duong khong", True),
        # the other side may be named first
        ("So với Hàm Yên, tỷ lệ hộ dùng nước sạch của Sơn Dương có thấp hơn không?", False),
        # two things of one place
        ("Năng suất lúa năm 2023 của Tuyên Quang có cao hơn ngô không?", True),
        ("nang suat ngo cua tuyen quang co cao hon lua khong", False),
    ],
)
def test_two_numbers_are_held_against_each_other(question: str, yes: bool) -> None:
    found = answer(question, store())
    assert (found.kind, found.yes) == ("yesno", yes)
    assert len(found.rows) == len(found.compared) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Sơn Dương có trồng mới nhiều rừng hơn Hàm Yên không?",
        "Năng suất lúa của Tuyên Quang có cao hơn lạc không?",
        "Tỷ lệ hộ dùng nước sạch của Hàm Yên có cao hơn mức chung của tỉnh Tuyên Quang không?",
    ],
)
def test_one_number_alone_says_nothing_of_who_has_more(question: str) -> None:
    assert answer(question, store()).kind == "none"
