"""Questions that tell what is looked for, and what documents set; all figures and persons are invented."""

from functools import cache

import pytest

from index.answer import Answer, answer
from index.facttable import FactTable
from nlp import Document, analyse
from nlp.facts import row

TEXTS = {
    "xa-moi.txt": (
        "2025-10-08",
        "Phú Thọ: Ba tháng đầu của chính quyền hai cấp\n\n"
        "Quý III/2025, phường Việt Trì có tỷ lệ hồ sơ trực tuyến 97,2%, xã Lập Thạch đạt 91,6%. Một số xã "
        "đạt thấp "
        "như xã Mai Châu 51,4%, xã Đà Bắc 48,3%, đều không đạt mục tiêu 70% mà UBND tỉnh giao tại Quyết "
        "định số "
        "1288/QĐ-UBND ngày 15/8/2025.\n\n"
        "Bà Lê Thị Thoa, Phó Chủ tịch UBND tỉnh, cho biết: “Đường truyền ở vùng cao còn yếu.”\n\n"
        "Ông Hà Văn Sự, Giám đốc Sở Khoa học và Công nghệ, cho biết: “Đường truyền sẽ được nâng cấp trong "
        "năm "
        "tới.”\n",
    ),
    "chi-so.txt": (
        "2024-03-20",
        "Bắc Giang công bố chỉ số cải cách hành chính năm 2023\n\n"
        "Chỉ số hài lòng của người dân (SIPAS) năm 2023 của tỉnh Bắc Giang đạt 88,4%, năm 2022 là 86,1%.\n\n"
        "Kinh phí chuyển đổi số năm 2023 của tỉnh là 12,4 tỷ đồng, tăng gần 2 lần so với năm 2022 (6,5 tỷ "
        "đồng).\n",
    ),
    "cao-toc.txt": (
        "2024-06-14",
        "Thái Bình giải phóng mặt bằng đường cao tốc\n\n"
        "Dự án đường cao tốc Ninh Bình - Hải Phòng đoạn qua tỉnh Thái Bình phải thu hồi 318,6 ha đất.\n\n"
        "Tính đến ngày 10/6/2024, huyện Kiến Xương chi trả cho 210 hộ; huyện Thái Thụy chi trả cho 190 hộ. "
        "Tổng số "
        "tiền đã chi trả là 428,7 tỷ đồng.\n",
    ),
}


@cache
def table() -> FactTable:
    documents = [
        Document(text=t, source=name, published=day, title=t.split("\n")[0])
        for name, (day, t) in TEXTS.items()
    ]
    return FactTable([row(f, d) for d in documents for f in analyse(d)], documents)


def ask(question: str) -> Answer:
    return answer(question, table(), today="2026-01-10")


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("các xã chưa đạt chỉ tiêu Phú Thọ", {"xã Mai Châu", "xã Đà Bắc"}),
        ("cac xa chua dat chi tieu phu tho", {"xã Mai Châu", "xã Đà Bắc"}),
        ("Các xã trên 90% hồ sơ trực tuyến", {"phường Việt Trì", "xã Lập Thạch"}),
        ("Những xã dưới 50% hồ sơ trực tuyến ở Phú Thọ", {"xã Đà Bắc"}),
    ],
)
def test_units_are_listed_without_being_asked_which(question: str, places: set[str]) -> None:
    found = ask(question)
    assert found.kind == "list", found.text
    assert {r["locality"] for r in found.rows} == places


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("QĐ 1288 của UBND tỉnh Phú Thọ giao chỉ tiêu hồ sơ trực tuyến là bao nhiêu?", 70),
        ("Quyết định 1288 yêu cầu gì?", 70),
        ("what does Decision 1288 require", 70),
        ("Xã Mai Châu đạt bao nhiêu so với mục tiêu 70%?", 51.4),
        ("SIPAS Bắc Giang tăng bao nhiêu so với năm 2022?", 2.3),
        ("Kinh phí chuyển đổi số của Bắc Giang năm 2022 là bao nhiêu?", 6.5e9),
        ("Thái Bình đã chi trả bao nhiêu tiền?", 428.7e9),
    ],
)
def test_a_number_is_found_by_what_is_told_around_it(question: str, value: float) -> None:
    found = ask(question)
    assert found.kind == "value", found.text
    assert found.rows[0]["value"] == pytest.approx(value)
    assert all(e["quote"] == TEXTS[e["source"]][1][e["start"] : e["end"]] for e in found.evidence)


def test_what_is_worked_out_says_so() -> None:
    found = ask("SIPAS Bắc Giang tăng bao nhiêu so với năm 2022?")
    assert found.rows[0]["kind"] == "computed"
    assert found.rows[0]["formula"] == "88,4 - 86,1"
    assert found.rows[0]["unit"] == "điểm %"
    assert "tính" in found.text


def test_a_sum_over_districts_is_none_of_the_last_one_told() -> None:
    assert ask("Huyện Thái Thụy đã chi trả bao nhiêu tiền?").kind in ("none", "passages")


def test_a_road_s_name_asks_for_no_place() -> None:
    found = ask("Cao tốc Ninh Bình - Hải Phòng qua Thái Bình phải thu hồi bao nhiêu ha đất?")
    assert found.understood["localities"] == ["tỉnh Thái Bình"]


def test_several_who_spoke_of_one_thing_are_all_named() -> None:
    found = ask("Ai nói về đường truyền?")
    assert found.kind == "statement"
    assert {r["speaker"] for r in found.rows} == {"Lê Thị Thoa", "Hà Văn Sự"}


def test_who_somebody_is_quotes_where_the_text_says_so() -> None:
    found = ask("Bà Lê Thị Thoa là ai?")
    assert found.kind == "statement"
    assert "Lê Thị Thoa, Phó Chủ tịch UBND tỉnh" in found.evidence[0]["quote"]


def test_before_the_mergers_is_another_time() -> None:
    assert ask("Tỷ lệ hồ sơ trực tuyến của phường Việt Trì trước sáp nhập?").kind in ("none", "passages")
