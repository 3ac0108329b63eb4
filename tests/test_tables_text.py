"""Tables in running text: cells, their heads, and the figures in them."""

import pytest

from nlp import Document, Figure, analyse
from nlp.tables import find_cells, head_unit


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Xã | Số hộ\nAn Lạc | 12\nHòa Bình | 15",
            [("12", "An Lạc", "Số hộ"), ("15", "Hòa Bình", "Số hộ")],
            "bars and a head",
        ),
        ("Xã\tSố hộ\nAn Lạc\t12", [("12", "An Lạc", "Số hộ")], "tabs"),
        ("| Xã | Số hộ |\n| An Lạc | 12 |", [("12", "An Lạc", "Số hộ")], "bars around"),
        ("TT | Xã | Số hộ\n1 | An Lạc | 12", [("12", "An Lạc", "Số hộ")], "a running number comes first"),
        ("An Lạc | 12\nHòa Bình | 15", [("12", "An Lạc", None), ("15", "Hòa Bình", None)], "no heads"),
        (
            "Xã | 2023 | 2024\nAn Lạc | 9 | 12",
            [("9", "An Lạc", "2023"), ("12", "An Lạc", "2024")],
            "years head columns",
        ),
        ("An Lạc | 12", [], "one line is no table"),
        ("a | b\nc | d | e", [], "lines of unlike width are no table"),
        ("không có bảng\nnào ở đây", [], "prose"),
    ],
)
def test_cells(text: str, expected: list[tuple[str, str, str | None]], why: str) -> None:
    cells = find_cells(text)
    got = [
        (text[c.start : c.end], text[slice(*c.row)], text[slice(*c.column)] if c.column else None)
        for c in cells
    ]
    assert got == expected, why


@pytest.mark.parametrize(
    ("head", "unit", "why"),
    [
        ("Số hộ nghèo (hộ)", "hộ", "in brackets"),
        ("Tổng thu (tỷ đồng)", "tỷ đồng", "money"),
        ("Thực hiện (năm 2024)", None, "a time is no unit"),
        ("Kết quả", None, "none"),
        ("", None, "nothing"),
    ],
)
def test_the_unit_in_a_head(head: str, unit: str | None, why: str) -> None:
    assert head_unit(head) == unit, why


TABLE = """Thu ngân sách năm 2024 của tỉnh Hà Nam

Huyện | Kế hoạch (tỷ đồng) | Thực hiện (tỷ đồng)
Huyện Bình Lục | 120 | 138
Huyện Thanh Liêm | 200 | 176
"""


def test_figures_of_a_table_take_heads_rows_and_caption() -> None:
    figures = [f for f in analyse(Document(text=TABLE, source="")) if isinstance(f, Figure)]
    assert [(f.text, f.value, f.unit, f.role, f.locality, f.period) for f in figures] == [
        ("120", 120e9, "đồng", "target", "huyện Bình Lục", "2024"),
        ("138", 138e9, "đồng", "result", "huyện Bình Lục", "2024"),
        ("200", 200e9, "đồng", "target", "huyện Thanh Liêm", "2024"),
        ("176", 176e9, "đồng", "result", "huyện Thanh Liêm", "2024"),
    ]


def test_a_row_holds_result_and_target_together() -> None:
    figures = [
        f for f in analyse(Document(text=TABLE, source="")) if isinstance(f, Figure) and f.role == "result"
    ]
    assert [(f.status, f.target_value) for f in figures] == [("met", 120e9), ("missed", 200e9)]


def test_rows_told_by_their_year_alone_take_the_heads_words_and_that_year() -> None:
    heads = "Số liệu của huyện Chợ Gạo:\nNăm | Hộ nghèo | Thu ngân sách (tỷ đồng)"
    text = f"{heads}\n2016 | 815 | 12,5\n2017 | 620 | 23,5"
    figures = [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]
    assert [(f.text, f.indicator, f.period) for f in figures] == [
        ("815", "Hộ nghèo", "2016"),
        ("12,5", "Thu ngân sách", "2016"),
        ("620", "Hộ nghèo", "2017"),
        ("23,5", "Thu ngân sách", "2017"),
    ]


def test_running_numbers_are_no_figures_and_two_numbers_of_a_cell_are_two() -> None:
    text = "TT | Tên chỉ tiêu | Thực hiện\n1 | Tỷ lệ hộ nghèo | 1,9% (KH 2,5%)\n2 | Tỷ lệ che phủ rừng | 51%"
    figures = [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]
    assert [(f.text, f.role) for f in figures] == [("1,9", "result"), ("2,5", "target"), ("51", "result")]


def test_a_label_is_read_without_its_place_in_a_list_and_the_less_of_poverty_is_the_better() -> None:
    rows = "a) Tỷ lệ hộ nghèo giảm còn | 0,8% | 0,62%\nb) Tỷ lệ hộ có nước máy | 96% | 94%"
    text = f"Chỉ tiêu | Kế hoạch | Ước thực hiện\n{rows}"
    figures = [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]
    assert [(f.indicator, f.status) for f in figures if f.role == "result"] == [
        ("Tỷ lệ hộ nghèo", "met"),
        ("Tỷ lệ hộ có nước máy", "missed"),
    ]


def test_a_column_is_of_the_time_that_its_head_tells() -> None:
    text = """Kết quả 9 tháng đầu năm 2024 của huyện Lạc Sơn

Chỉ tiêu | Kế hoạch năm | 9 tháng | Cùng kỳ | 31/12/2023
Thu ngân sách (tỷ đồng) | 500 | 412 | 388 | 497

Huyện còn 31 hộ nghèo.
"""
    facts = analyse(Document(text=text, source="a.txt"))
    told = [f.period for f in facts if isinstance(f, Figure)]
    assert told == [
        "2024",
        "2024-01/2024-09",
        "2023-01/2023-09",
        "2023-12-31",
        "2024-01/2024-09",
    ]


def test_what_a_plan_sets_is_of_its_year_and_heads_of_columns_date_nothing_below() -> None:
    text = """Kế hoạch năm 2025 của huyện Lạc Sơn
Đến ngày 30/11/2024, kết quả như sau (kế hoạch cả năm tỉnh giao là 85%):

Xã | Thực hiện | Chỉ tiêu giao
Xã Bình Lộc | 81% | 90%

Xã | Thực hiện năm 2024 | Chỉ tiêu năm 2025
Xã Bình Lộc | 71% | 80%
Các xã phấn đấu trồng 12 ha rừng.
"""
    facts = analyse(Document(text=text, source="a.txt"))
    told = {f.text: f.period for f in facts if isinstance(f, Figure)}
    assert told["81"] == "2024-11-30"
    assert told["90"] == "2025"
    assert (told["71"], told["80"]) == ("2024", "2025")
    assert told["12"] == "2025"


def test_a_table_is_of_the_time_that_the_paragraph_before_it_tells() -> None:
    text = """Xã Bình Lộc báo cáo năm 2024
Đến hết tháng 8/2024, xã đã khảo sát 12 thôn. Kết quả dùng nước sạch như sau:

Thôn | Số hộ
Thôn Đông | 81
Thôn Tây | 94
"""
    facts = analyse(Document(text=text, source="a.txt"))
    told = {f.text: f.period for f in facts if isinstance(f, Figure)}
    assert (told["81"], told["94"]) == ("2024-08", "2024-08")


def test_heads_that_say_points_or_a_rank_give_the_unit() -> None:
    text = "Kết quả của tỉnh Hưng Yên:\nChỉ số | Điểm 2023 | Hạng 2023\nPAPI | 42,86 | 20\nSIPAS | 86,9 | 29"
    found = [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]
    assert [(f.text, f.unit, f.indicator, f.period) for f in found[:2]] == [
        ("42,86", "điểm", "PAPI Điểm", "2023"),
        ("20", "hạng", "PAPI Hạng", "2023"),
    ]
