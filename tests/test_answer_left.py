"""Answers worked out from two figures, told as a change, or told of the one that a text calls first."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Đến ngày 24/8/2023, tỉnh Kiên Giang giải ngân được 2.355 tỷ đồng vốn đầu tư công, đạt 35% tổng kế hoạch "
    "vốn (6.641 tỷ đồng). "
    "Tỷ lệ hộ nghèo của tỉnh giảm từ 4,2% năm 2022 xuống còn 2,9%. "
    "Tỷ lệ bao phủ bảo hiểm y tế của tỉnh đạt 92,8%, trong khi chỉ tiêu là 94%. "
    "Huyện Giồng Riềng dẫn đầu với chỉ số chuyển đổi số 0,62 điểm, chưa đạt mức 0,65 điểm tỉnh giao. "
    "Huyện An Biên có tỷ lệ hồ sơ quá hạn 4,6%, cao nhất tỉnh. "
    "Theo kế hoạch, tỉnh hoàn thành 1.106/1.240 căn nhà cho hộ nghèo."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/kien-giang.txt", published="2023-09-01")
    tail = "tỉnh Kiên Giang"
    s.fact("locality", "⟦tỉnh Kiên Giang⟧", level="province", canonical=tail)
    here = {"locality": tail, "period": "2023"}
    poor, covered, index = "tỷ lệ hộ nghèo", "tỷ lệ bao phủ bảo hiểm y tế", "chỉ số chuyển đổi số"
    paid = "giải ngân vốn đầu tư công"
    day = {"locality": tail, "period": "2023-08-24"}
    s.fact("figure", "được ⟦2.355⟧ tỷ", value=2355e9, unit="đồng", indicator=paid, **day)
    s.fact("figure", "đạt ⟦35⟧%", value=35, indicator=f"{paid} so với kế hoạch", **day)
    s.fact(
        "figure", "(⟦6.641⟧ tỷ", value=6641e9, unit="đồng", indicator="kế hoạch vốn", role="target", **here
    )
    s.fact("figure", "từ ⟦4,2⟧%", value=4.2, indicator=poor, locality=tail, period="2022")
    s.fact("figure", "còn ⟦2,9⟧%", value=2.9, indicator=poor, **here)
    s.fact("figure", "đạt ⟦92,8⟧%", value=92.8, indicator=covered, status="missed", target_value=94.0, **here)
    s.fact("figure", "là ⟦94⟧%", value=94, indicator=covered, role="target", **here)
    for words, name, level in (("⟦Huyện Giồng Riềng⟧", "Giồng Riềng", "district"),
                               ("⟦Huyện An Biên⟧", "An Biên", "district")):  # fmt: skip
        s.fact("locality", words, level=level, canonical=f"huyện {name}, {tail}")
    first = {"locality": "huyện Giồng Riềng", "locality_canonical": f"huyện Giồng Riềng, {tail}"}
    late = {"locality": "huyện An Biên", "locality_canonical": f"huyện An Biên, {tail}"}
    s.fact("figure", "số ⟦0,62⟧ điểm", value=0.62, unit="điểm", indicator=index, period="2023",
           status="missed", target_value=0.65, **first)  # fmt: skip
    s.fact("figure", "hạn ⟦4,6⟧%", value=4.6, indicator="tỷ lệ hồ sơ quá hạn", period="2023", **late)
    s.fact("figure", "⟦1.106/1.240⟧ căn", value=1106, numerator=1106, denominator=1240, unit="căn nhà",
           indicator="căn nhà cho hộ nghèo hoàn thành", **here)  # fmt: skip
    return s.table()


@pytest.mark.parametrize(
    "question",
    [
        "Kiên Giang còn bao nhiêu tỷ đồng vốn đầu tư công chưa giải ngân tính đến 24/8/2023?",
        "kien giang con bao nhieu ty dong von dau tu cong chua giai ngan den 24/8/2023",
        "How much public investment was still undisbursed in Kiên Giang on 24 August 2023?",
    ],
)
def test_what_is_left_of_a_whole_is_worked_out(question: str) -> None:
    found = answer(question, store())
    assert found.kind == "value"
    assert found.rows[0]["value"] == pytest.approx(4286e9)
    assert "formula" in found.rows[0]
    assert all(told in " ".join(e["quote"] for e in found.evidence) for told in ("2.355", "6.641"))


def test_what_is_left_of_a_count_told_with_its_whole_is_worked_out() -> None:
    found = answer("Năm 2023 Kiên Giang còn nợ bao nhiêu căn nhà cho hộ nghèo?", store())
    assert found.rows[0]["value"] == 134


def test_what_was_done_is_no_answer_to_what_is_left() -> None:
    text = "Năm 2023, tỉnh Kiên Giang giải ngân được 2.355 tỷ đồng vốn đầu tư công."
    s = Store().document(text, "bao/kien-giang.txt")
    s.fact("locality", "⟦tỉnh Kiên Giang⟧", level="province", canonical="tỉnh Kiên Giang")
    s.fact("figure", "được ⟦2.355⟧ tỷ", value=2355e9, unit="đồng", indicator="giải ngân vốn đầu tư công",
           locality="tỉnh Kiên Giang", period="2023")  # fmt: skip
    found = answer("Năm 2023 Kiên Giang còn bao nhiêu tỷ đồng vốn đầu tư công chưa giải ngân?", s.table())
    assert found.kind == "none"


def test_a_change_is_told_from_one_sentence() -> None:
    found = answer("Tỷ lệ hộ nghèo của Kiên Giang năm 2023 thay đổi thế nào so với năm 2022?", store())
    assert found.kind == "table"
    assert [r["value"] for r in found.rows] == [4.2, 2.9]


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2023 BHYT ở Kiên Giang còn thiếu mấy điểm phần trăm so với mức được giao?",
        "By how many percentage points did Kiên Giang fall short of the provincial council's health "
        "insurance coverage target in 2023?",
    ],
)
def test_a_gap_is_taken_from_the_one_result_told_with_its_target(question: str) -> None:
    found = answer(question, store())
    assert found.rows[0]["value"] == pytest.approx(1.2)


def test_nobody_reached_what_even_the_first_missed() -> None:
    found = answer("Năm 2023 có huyện nào của Kiên Giang đạt chỉ số chuyển đổi số tỉnh giao không?", store())
    assert (found.kind, found.yes) == ("yesno", False)
    assert found.rows[0]["value"] == 0.62


def test_whether_a_place_is_the_first_is_told_by_the_text() -> None:
    found = answer("Năm 2023 có phải An Biên là huyện có tỷ lệ hồ sơ quá hạn cao nhất không?", store())
    assert (found.kind, found.yes) == ("yesno", True)
