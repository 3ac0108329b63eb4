"""Questions over whole news texts of our own, from text to answer; all figures and persons are invented."""

from functools import cache

import pytest

from index.answer import Answer, answer
from index.facttable import FactTable
from nlp import Document, analyse
from nlp.facts import row

TEXTS = {
    "giam-ngheo.txt": (
        "2024-12-20",
        "Nghệ An: Giảm nghèo nhìn lại bốn năm\n\n"
        "Tỷ lệ hộ nghèo của tỉnh Nghệ An năm 2023 còn 6,1% và ước năm 2024 còn 4,9%, vượt mục "
        "tiêu Nghị quyết "
        "Đại hội Đảng bộ tỉnh đề ra là giảm còn 5,2%.\n\n"
        "Ba huyện có tỷ lệ hộ nghèo cao nhất là Kỳ Sơn 36,2%, Tương Dương 24,8% và Quế Phong 21,5%.\n\n"
        "Huyện Kỳ Sơn đề ra mục tiêu giảm 6%, năm 2024 thực giảm 7,3%; huyện Tương Dương đề ra giảm 5% nhưng "
        "chỉ giảm được 3,9%; huyện Quế Phong giảm 5,4%, đạt kế hoạch.\n\n"
        "Bà Lê Thị Thoa, Phó Chủ tịch UBND tỉnh, cho biết: “Tỉnh dồn vốn cho các huyện vùng cao.”\n",
    ),
    "giai-ngan.txt": (
        "2024-01-15",
        "Hà Tĩnh: Giải ngân đầu tư công về đích muộn\n\n"
        "Kết thúc năm 2023, toàn tỉnh Hà Tĩnh giải ngân được 8.640 tỷ đồng vốn đầu tư công, "
        "đạt 92% kế hoạch, "
        "thấp hơn 3 điểm phần trăm so với mục tiêu 95% đề ra.\n\n"
        "Thị xã Hồng Lĩnh dẫn đầu với 98,3%, huyện Kỳ Anh đạt 87%.\n\n"
        "Trong khi đó, báo cáo của Sở Tài chính cho biết tỷ lệ giải ngân vốn đầu tư công năm "
        "2023 của tỉnh Hà "
        "Tĩnh đạt 90,4% do không tính vốn kéo dài.\n",
    ),
    "chi-thi.txt": (
        "2024-04-05",
        "ỦY BAN NHÂN DÂN TỈNH THANH HÓA\nSố: 09/CT-UBND\nThanh Hóa, ngày 05 tháng 4 năm 2024\n\nCHỈ THỊ\n"
        "Về việc tăng cường chuyển đổi số\n\n"
        "Năm 2023, tỷ lệ hồ sơ trực tuyến toàn trình của tỉnh đạt 66,4%. Tuy nhiên, vẫn còn 3 "
        "huyện không hoàn "
        "thành chỉ tiêu được giao: Mường Lát, Quan Sơn và Bá Thước.\n\n"
        "Tỷ lệ thanh toán trực tuyến của huyện Nông Cống đạt 31%, chưa đạt chỉ tiêu 45%; tỷ "
        "lệ hồ sơ nộp trực "
        "tuyến của huyện Nông Cống đạt 82%, vượt chỉ tiêu 80%. Tỷ lệ hồ sơ nộp trực tuyến của huyện Thọ Xuân "
        "đạt 61%, chưa đạt chỉ tiêu 80%.\n\n"
        "Chỉ thị này thay thế Chỉ thị số 21/CT-UBND ngày 18/8/2022 của Chủ tịch UBND tỉnh.\n",
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
    return answer(question, table(), today="2026-01-01")


VALUES = [
    ("ty le ho ngheo nghe an 2024", 4.9, "the indicator that is asked for, not another one of the place"),
    ("Huyện Tương Dương giảm nghèo được bao nhiêu năm 2024?", 3.9, "what came of an aim is a result"),
    ("Tỷ lệ giải ngân năm 2023 của Hà Tĩnh còn thiếu bao nhiêu so với mục tiêu 95%?", 3, "points, no money"),
    ("Tỷ lệ giải ngân vốn đầu tư công của huyện Kỳ Anh năm 2023", 87, "a rate told once for a list"),
]


@pytest.mark.parametrize(("question", "value", "why"), VALUES, ids=[v[2] for v in VALUES])
def test_a_number_is_that_of_what_was_asked(question: str, value: float, why: str) -> None:
    found = ask(question)
    assert found.kind == "value", found.text
    assert found.rows[0]["value"] == value


LISTS = [
    ("Huyện nào ở Nghệ An không đạt kế hoạch giảm nghèo?", {"huyện Tương Dương"}),
    (
        "Which districts in Nghe An met the poverty reduction plan in 2024?",
        {"huyện Kỳ Sơn", "huyện Quế Phong"},
    ),
    ("Huyện nào ở Thanh Hóa chưa đạt chỉ tiêu hồ sơ nộp trực tuyến?", {"huyện Thọ Xuân"}),
    ("Huyện nào ở Thanh Hóa có tỷ lệ hồ sơ nộp trực tuyến dưới 70%?", {"huyện Thọ Xuân"}),
]


@pytest.mark.parametrize(("question", "places"), LISTS, ids=[x[0] for x in LISTS])
def test_a_list_names_no_place_for_something_else(question: str, places: set[str]) -> None:
    found = ask(question)
    assert {r["locality"] for r in found.rows} == places, found.text


def test_a_place_that_a_count_names_among_those_that_missed_is_no() -> None:
    no = ask("Huyện Mường Lát có hoàn thành chỉ tiêu không?")
    assert (no.kind, no.yes) == ("yesno", False)


def test_both_ends_of_a_ranking_are_told_when_both_are_asked_for() -> None:
    found = ask("Ở Nghệ An huyện nào tỷ lệ hộ nghèo cao nhất, huyện nào thấp nhất?")
    assert [r["locality"] for r in found.rows] == ["huyện Kỳ Sơn", "huyện Quế Phong"]


def test_two_counts_of_one_thing_disagree_and_an_aim_is_none_of_them() -> None:
    found = ask("Các tài liệu nói khác nhau thế nào về tỷ lệ giải ngân vốn đầu tư công năm 2023 của Hà Tĩnh?")
    assert {r["value"] for r in found.conflicts} == {92, 90.4}


def test_who_holds_an_office_is_told_as_documents_introduce_people() -> None:
    found = ask("Phó Chủ tịch UBND tỉnh Nghệ An là ai?")
    assert found.rows[0]["speaker"] == "Lê Thị Thoa"
    assert ask("Bà Lê Thị Thoa là ai?").rows[0]["position"] == "Phó Chủ tịch UBND tỉnh"
    assert ask("Chủ tịch UBND tỉnh Nghệ An là ai?").kind in ("none", "passages"), "a deputy is another one"


def test_a_directive_is_asked_for_what_it_replaced_and_not_answered_with_its_number() -> None:
    assert ask("Chỉ thị 09 thay thế văn bản nào?").rows[0]["number"] == "21"
    assert ask("chi thi 21 thay the boi gi").rows[0]["number"] == "09"
    assert ask("Ai ký Chỉ thị 09?").kind in ("none", "passages")


def test_an_answer_from_several_documents_names_them() -> None:
    found = ask("Huyện nào chưa đạt chỉ tiêu nào?")
    assert "Giảm nghèo" in found.text
    assert len({e["doc"] for e in found.evidence}) > 1


def test_a_list_of_what_was_missed_holds_no_change_since_some_day() -> None:
    text = (
        "Hà Tĩnh: Giải ngân cuối năm\n\nNăm 2023, huyện Kỳ Anh giải ngân đạt 88%, chưa đạt mục tiêu đề ra "
        "nhưng tăng 31,5 điểm phần trăm so với thời điểm cuối tháng 9.\n"
    )
    document = Document(text=text, source="ky-anh.txt", published="2024-01-15")
    own = FactTable([row(f, document) for f in analyse(document)], [document])
    found = answer("Huyện nào chưa đạt chỉ tiêu nào?", own, today="2026-01-01")
    assert [r["value"] for r in found.rows] == [88]


def test_heads_and_feet_of_letters_are_no_passages_to_read_on() -> None:
    quotes = (
        "TRẠM Y TẾ XÃ TỈNH THANH HÓA",
        "TRẠM Y TẾ XÃ  Độc lập - Tự do - Hạnh phúc",
        "Trạm y tế xã ở Thanh Hóa thiếu bác sĩ.",
    )

    def search(_words: str, _most: int) -> list[dict[str, object]]:
        doc = next(f["doc"] for f in table().figures if f["locality"] == "tỉnh Thanh Hóa")
        told = {"doc": doc, "source": "a.txt", "title": None, "start": 0, "end": 1}
        return [told | {"quote": quote} for quote in quotes]

    found = answer("Thanh Hóa có bao nhiêu trạm y tế xã?", table(), search, today="2026-01-01")
    assert [e["quote"] for e in found.evidence] == list(quotes[2:])
