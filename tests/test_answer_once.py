"""Answers that tell a thing once, hold places side by side, and keep to the bound that was asked for."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

FIRST = (
    "Đến 31/12/2023, tỉnh Bến Tre có tỷ lệ bao phủ bảo hiểm y tế 86,25%, chưa đạt chỉ tiêu 91,5%. "
    "Toàn tỉnh còn 11 chủ đầu tư giải ngân dưới 30%, trong tổng số 52 chủ đầu tư. "
    "Huyện Ba Tri và huyện Bình Đại có tỷ lệ hồ sơ đúng hạn cao nhất tỉnh, lần lượt là 99,4% và 98,9%. "
    "Năm 2023 tỉnh hoàn thành 23/34 mục tiêu chuyển đổi số. "
    "Cuối năm 2022 tỷ lệ hộ nghèo là 4,2%; mục tiêu năm 2024 là 2,5%, đến nay là 3,1%."
)
SECOND = "Tỉnh Bến Tre: độ bao phủ bảo hiểm y tế năm 2023 thấp hơn 5,25% so với chỉ tiêu được giao."


def store() -> FactTable:
    tail = "tỉnh Bến Tre"
    here = {"locality": tail, "period": "2023"}
    s = Store().document(FIRST, "bao/ben-tre.txt", published="2024-01-10")
    s.fact("locality", "⟦tỉnh Bến Tre⟧", level="province", canonical=tail)
    s.fact("figure", "tế ⟦86,25⟧%", value=86.25, indicator="tỷ lệ bao phủ bảo hiểm y tế", status="missed",
           target_value=91.5, **here)  # fmt: skip
    s.fact(
        "figure",
        "còn ⟦11⟧ chủ",
        value=11,
        unit="chủ đầu tư",
        indicator="chủ đầu tư giải ngân dưới 30%",
        **here,
    )
    s.fact("figure", "số ⟦52⟧ chủ", value=52, unit="chủ đầu tư", indicator="chủ đầu tư", **here)
    for words, name, at, value in (("⟦Huyện Ba Tri⟧", "Ba Tri", "là ⟦99,4⟧%", 99.4),
                                   ("⟦huyện Bình Đại⟧", "Bình Đại", "và ⟦98,9⟧%", 98.9)):  # fmt: skip
        chain = f"huyện {name}, {tail}"
        s.fact("locality", words, level="district", canonical=chain)
        s.fact("figure", at, value=value, indicator="tỷ lệ hồ sơ đúng hạn", locality=f"huyện {name}",
               locality_canonical=chain, period="2023")  # fmt: skip
    s.fact("figure", "⟦23/34⟧ mục", value=23, numerator=23, denominator=34, unit="mục tiêu",
           indicator="mục tiêu chuyển đổi số hoàn thành", status="missed", **here)  # fmt: skip
    poor = {"indicator": "tỷ lệ hộ nghèo", "locality": tail}
    s.fact("figure", "là ⟦4,2⟧%", value=4.2, period="2022", **poor)
    s.fact("figure", "là ⟦2,5⟧%", value=2.5, period="2024", role="target", **poor)
    s.fact("figure", "là ⟦3,1⟧%", value=3.1, period="2024", **poor)
    s.document(SECOND, "bao/bao-hiem.txt", published="2024-01-12")
    s.fact("locality", "⟦Tỉnh Bến Tre⟧", level="province", canonical=tail)
    s.fact("figure", "hơn ⟦5,25⟧%", value=5.25, status="missed",
           indicator="độ bao phủ bảo hiểm y tế thấp hơn so với chỉ tiêu", **here)  # fmt: skip
    return s.table()


def test_a_list_tells_a_missed_target_once_and_quotes_the_margin_of_another_document() -> None:
    found = answer("Năm 2023 Bến Tre chưa đạt những chỉ tiêu bảo hiểm y tế nào?", store())
    assert [r["value"] for r in found.rows] == [86.25]
    assert "5,25" in " ".join(e["quote"] for e in found.evidence)


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2023 bao nhiêu chủ đầu tư ở Bến Tre giải ngân dưới 30%?",
        "Năm 2023 Bến Tre còn mấy chủ đầu tư giải ngân chưa được 30%?",
    ],
)
def test_a_count_with_the_bound_asked_for_goes_before_one_without(question: str) -> None:
    assert answer(question, store()).rows[0]["value"] == 11


def test_of_places_named_together_as_highest_the_one_with_the_highest_figure_is_told() -> None:
    found = answer("Năm 2023 huyện nào của Bến Tre có tỷ lệ hồ sơ đúng hạn cao nhất?", store())
    assert [r["locality"] for r in found.rows] == ["huyện Ba Tri"]


def test_whether_all_of_so_many_targets_were_met_is_told_from_how_many_were() -> None:
    found = answer("Bến Tre đã làm xong hết 34 mục tiêu chuyển đổi số năm 2023 chưa?", store())
    assert found.yes is False
    assert found.rows[0]["denominator"] == 34


def test_of_two_times_the_second_with_a_target_is_answered_by_the_target() -> None:
    found = answer("Tỷ lệ hộ nghèo Bến Tre năm 2022 là bao nhiêu và mục tiêu năm 2024 là bao nhiêu?", store())
    assert sorted(r["value"] for r in found.rows) == [2.5, 4.2]


def test_a_number_of_the_question_is_no_answer_to_it() -> None:
    found = answer("Trong 52 chủ đầu tư của Bến Tre năm 2023, bao nhiêu chủ đầu tư bị kiểm điểm?", store())
    assert found.kind in ("none", "passages")


def test_inhabitants_are_no_other_count_of_people() -> None:
    s = Store().document("Năm 2023, khảo sát ở tỉnh Bến Tre hỏi 36.200 người dân.", "bao/khao-sat.txt")
    s.fact("locality", "⟦tỉnh Bến Tre⟧", level="province", canonical="tỉnh Bến Tre")
    s.fact("figure", "hỏi ⟦36.200⟧ người", value=36200, unit="người dân", indicator="người dân được hỏi",
           locality="tỉnh Bến Tre", period="2023")  # fmt: skip
    assert answer("Dân số Bến Tre năm 2023 là bao nhiêu?", s.table()).kind in ("none", "passages")


def test_what_another_document_tells_again_is_quoted_too() -> None:
    s = Store().document("Năm 2023, huyện Ba Tri có 17/23 xã đạt chuẩn nông thôn mới.", "bao/mot.txt")
    s.fact("locality", "⟦huyện Ba Tri⟧", level="district", canonical="huyện Ba Tri, tỉnh Bến Tre")
    fact = {"value": 17, "numerator": 17, "denominator": 23, "unit": "xã", "locality": "huyện Ba Tri",
            "indicator": "xã đạt chuẩn nông thôn mới"}  # fmt: skip
    s.fact("figure", "có ⟦17/23⟧", period="2023", **fact)
    s.document("Ba Tri khép lại năm 2023 với 17/23 xã nông thôn mới.", "bao/hai.txt")
    s.fact("figure", "với ⟦17/23⟧", period="2023", **fact)
    s.document("Nhìn lại năm 2019, Ba Tri có 17/23 xã nông thôn mới.", "bao/ba.txt")
    s.fact("figure", "có ⟦17/23⟧", period="2019", **fact)
    found = answer("Năm 2023 tất cả các xã của huyện Ba Tri đã đạt chuẩn nông thôn mới chưa?", s.table())
    assert found.yes is False
    assert len(found.rows) == 1
    assert {e["source"] for e in found.evidence} == {"bao/mot.txt", "bao/hai.txt"}


def test_a_round_number_leaves_a_bound_within_its_rounding_open() -> None:
    s = Store().document("Năm 2023, huyện Ba Tri trả đúng hạn hơn 99% hồ sơ đất đai.", "bao/mot.txt")
    s.fact("locality", "⟦huyện Ba Tri⟧", level="district", canonical="huyện Ba Tri, tỉnh Bến Tre")
    s.fact("figure", "hơn ⟦99⟧%", value=99, comparator="over", locality="huyện Ba Tri", period="2023",
           indicator="hồ sơ đất đai trả đúng hạn")  # fmt: skip
    ask = "Năm 2023 hồ sơ đất đai trả đúng hạn ở Ba Tri có trên {}% không?"
    told = {bound: answer(ask.format(bound), s.table()).yes for bound in ("99,5", "98", "99")}
    assert told == {"99,5": None, "98": True, "99": True}
