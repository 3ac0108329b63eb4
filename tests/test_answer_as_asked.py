"""Questions as people type them, over a made-up article that is read as any other would be."""

from functools import cache

import pytest

from index.answer import answer
from index.facttable import FactTable
from nlp import Document, analyse
from nlp.facts import row

# The figures are invented.
ARTICLE = (
    "Chuyển đổi số ở tỉnh Yên Bái năm 2024\n\n"
    "UBND tỉnh Yên Bái đã ban hành Quyết định số 214 ngày 5/2/2024 về giao chỉ tiêu chuyển đổi số "
    "năm 2024 cho các huyện và Kế hoạch số 61 ngày 4/3/2024 về chuyển đổi số trong trường học của "
    "tỉnh Yên Bái. UBND huyện Lục Yên ban hành Quyết định số 75 về giao chỉ tiêu chuyển đổi số cho "
    "các xã.\n\n"
    "Tính đến tháng 11/2024, huyện Lục Yên đã hoàn thành 12/14 chỉ tiêu chuyển đổi số được giao. 2 "
    "chỉ tiêu chưa đạt, gồm: tỷ lệ thanh toán trực tuyến đạt 61% (chỉ tiêu giao 70%); tỷ lệ hồ sơ số "
    "hóa đạt 82% (chỉ tiêu giao 90%). Huyện Văn Yên hoàn thành 14/14 chỉ tiêu. Tại huyện Văn Yên, "
    "100% trường học đã dùng học bạ số.\n\n"
    "Năm 2023, 100% doanh nghiệp của tỉnh Yên Bái sử dụng hợp đồng điện tử. Huyện Lục Yên có 41% "
    "người dân có tài khoản thanh toán, toàn tỉnh Yên Bái là 52%.\n\n"
    "Năm 2025, tỉnh Yên Bái phấn đấu tỷ trọng kinh tế số đạt trên 19%; tỷ lệ hộ gia đình có cáp "
    "quang đạt 85%; tỷ lệ dân số có chữ ký số đạt 35%.\n\n"
    "Ông Lê Văn Tâm, Chủ tịch UBND xã Mường Lai cho biết: “Chuyển đổi số giúp người dân xã tôi đỡ "
    "phải đi lại nhiều lần.”\n"
)


@cache
def table() -> FactTable:
    document = Document(text=ARTICLE, source="yen-bai.txt", published="2024-12-02")
    return FactTable([row(fact, document) for fact in analyse(document)], [document])


def test_a_target_has_more_words_than_are_asked_for() -> None:
    a = answer("Mục tiêu kinh tế số năm 2025 của Yên Bái là bao nhiêu", table())
    assert (a.kind, a.rows[0]["value"]) == ("value", 19), a.text


@pytest.mark.parametrize(
    "question",
    ["luc yen chua dat chi tieu nao va con thieu bao nhieu", "Lục Yên còn 2 chỉ tiêu nào chưa đạt?"],
)
def test_what_was_missed_is_told_with_what_it_had_to_reach(question: str) -> None:
    a = answer(question, table())
    assert a.kind == "list", a.text
    assert all(said in a.text for said in ("61%", "70%", "82%", "90%")), a.text
    assert "chỉ tiêu chưa (" not in a.text


def test_targets_beyond_a_bound_are_listed() -> None:
    a = answer("Những chỉ tiêu nào của Yên Bái năm 2025 từ 50% trở lên?", table())
    assert [r["value"] for r in a.rows] == [85], a.text


def test_who_reached_all_targets_is_nobody_with_one_of_them() -> None:
    a = answer("huyện nào hoàn thành 100% chỉ tiêu được giao?", table())
    assert [(r["locality"], r["value"]) for r in a.rows] == [("huyện Văn Yên", 14)], a.text


def test_shares_of_targets_are_compared_as_counts() -> None:
    a = answer("So sánh tỷ lệ hoàn thành chỉ tiêu của Lục Yên và Văn Yên", table())
    assert [(r["numerator"], r["denominator"]) for r in a.rows] == [(12, 14), (14, 14)], a.text


def test_a_district_is_held_against_the_whole_province() -> None:
    a = answer("Tỷ lệ người dân có tài khoản thanh toán ở Lục Yên so với toàn tỉnh?", table())
    assert [r["value"] for r in a.rows] == [41, 52], a.text


def test_several_documents_asked_for_are_those_of_their_issuer() -> None:
    a = answer("UBND tỉnh Yên Bái ban hành những văn bản nào về chuyển đổi số?", table())
    assert {r["number"] for r in a.rows} == {"214", "61"}, a.text


def test_a_chairman_of_another_level_did_not_say_it() -> None:
    assert answer("Chủ tịch UBND tỉnh Yên Bái nói gì về chuyển đổi số?", table()).kind == "none"
    assert (
        answer("Chủ tịch xã Mường Lai nói gì về chuyển đổi số?", table()).rows[0]["speaker"] == "Lê Văn Tâm"
    )


def test_a_director_who_is_not_quoted_said_nothing() -> None:
    assert answer("Giám đốc Sở Nội vụ nói gì về chuyển đổi số?", table()).kind == "none"


def test_two_things_counted_are_two_numbers() -> None:
    counts = "Năm 2024, huyện Lục Yên đề ra 11 mục tiêu, 16 giải pháp về cải cách hành chính."
    document = Document(text=counts, source="muc-tieu.txt")
    store = FactTable([row(fact, document) for fact in analyse(document)], [document])
    a = answer("Lục Yên đề ra bao nhiêu mục tiêu và giải pháp về cải cách hành chính?", store)
    assert [r["value"] for r in a.rows] == [11, 16], a.text


def test_the_same_at_another_time_is_nearer_than_another_thing() -> None:
    a = answer("Năm 2024 Yên Bái có bao nhiêu phần trăm doanh nghiệp dùng hợp đồng điện tử?", table())
    assert a.kind == "none", a.text
    assert (a.compared[0]["value"], a.compared[0]["period"]) == (100, "2023"), a.text


def test_targets_done_of_those_handed_out_are_worded_as_done() -> None:
    assert "hoàn thành 12/14 chỉ tiêu" in answer("lục yên xong mấy chỉ tiêu chuyển đổi số", table()).text
