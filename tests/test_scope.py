"""Scope: the place and the time that a figure is about, told in its sentence or set before it."""

import pytest

from nlp import Document, Figure, analyse


def read(text: str, published: str | None = None) -> list[Figure]:
    return [f for f in analyse(Document(text=text, source="", published=published)) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Huyện Bình Lục, tỉnh Hà Nam đạt 84,6% hồ sơ trực tuyến.",
            [("84,6", "huyện Bình Lục")],
            "the subject, not its province",
        ),
        (
            "Huyện Bình Lục trồng 12 ha ngô; huyện Thanh Liêm trồng 15 ha.",
            [("12", "huyện Bình Lục"), ("15", "huyện Thanh Liêm")],
            "each part of a sentence has its own place",
        ),
        (
            "Huyện Bình Lục và huyện Thanh Liêm lần lượt giải ngân 61 tỷ đồng và 118 tỷ đồng.",
            [("61", "huyện Bình Lục"), ("118", "huyện Thanh Liêm")],
            "lần lượt",
        ),
        (
            "Huyện Bình Lục họp sáng nay. Đến nay, 45 hộ đã thoát nghèo.",
            [("45", "huyện Bình Lục")],
            "set in the sentence before",
        ),
        (
            "HUYỆN BÌNH LỤC\nĐến nay, 45 hộ đã thoát nghèo.",
            [("45", "huyện Bình Lục")],
            "a heading in capitals",
        ),
        (
            "Tỉnh Hà Nam họp báo. Huyện Bình Lục có 12 trường chuẩn. Toàn tỉnh có 200 trường chuẩn.",
            [("12", "huyện Bình Lục"), ("200", "tỉnh Hà Nam")],
            "toàn tỉnh goes back up",
        ),
        (
            "Tỉnh Hà Nam giảm nghèo nhanh. Cả nước còn 2,9% hộ nghèo.",
            [("2,9", None)],
            "the nation is no locality",
        ),
        (
            "Huyện Bình Lục báo cáo:\n- 12 trường chuẩn;\n- 15 trạm y tế chuẩn.",
            [("12", "huyện Bình Lục"), ("15", "huyện Bình Lục")],
            "a place set before a list holds for its items",
        ),
        (
            "Hiện có 45 nhà văn hóa trên địa bàn huyện Bình Lục.",
            [("45", "huyện Bình Lục")],
            "a place that follows",
        ),
        ("Thu ngân sách đạt 84,6% dự toán.", [("84,6", None)], "no place at all"),
        (
            "Huyện Thanh Liêm họp sáng nay.\n"
            "- Khu tái định cư số 2 (huyện Bình Lục): bàn giao 12 lô đất; còn 97 hộ chưa nhận tiền.",
            [("12", "huyện Bình Lục"), ("97", "huyện Bình Lục")],
            "a place in brackets before a colon holds for what follows",
        ),
        (
            "Các xã Bồ Đề (12 hộ) và xã An Ninh (15 hộ) của huyện Bình Lục đã làm xong.",
            [("12", "xã Bồ Đề"), ("15", "xã An Ninh")],
            "a figure in brackets behind each place",
        ),
    ],
)
def test_places(text: str, expected: list[tuple[str, str | None]], why: str) -> None:
    assert [(f.text, f.locality) for f in read(text)] == expected, why


def test_a_place_told_in_the_sentence_is_not_inferred() -> None:
    own, later = read("Huyện Bình Lục có 12 trường chuẩn. Hiện nay, 45 hộ đã thoát nghèo.")
    assert "locality" not in own.inferred
    assert "locality" in later.inferred


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Năm 2024, tỉnh trồng 45 ha rừng.", [("45", "2024")], "told in the sentence"),
        (
            "Năm 2024, tỉnh trồng 45 ha rừng. Diện tích chè đạt 30 ha.",
            [("45", "2024"), ("30", "2024")],
            "it holds on",
        ),
        ("Trong 11 tháng năm 2024, tỉnh đón 45.000 lượt khách.", [("45.000", "2024-01/2024-11")], "months"),
        ("Quý I/2024, tỉnh đón 45.000 lượt khách.", [("45.000", "2024-01/2024-03")], "a quarter"),
        (
            "Tính đến ngày 15/11/2024, tỉnh giải ngân 61% kế hoạch vốn.",
            [("61", "2024-11-15")],
            "a cut-off day",
        ),
        ("Năm học 2023-2024, tỉnh có 45 trường chuẩn.", [("45", "2023/2024")], "a school year"),
        (
            "Năm 2024 tỉnh có 45 trường chuẩn. Phấn đấu đến năm 2025 có 60 trường chuẩn.",
            [("45", "2024"), ("60", "2025")],
            "a target's own year",
        ),
        (
            "Năm 2024 thu 45 tỷ đồng, năm 2023 thu 40 tỷ đồng.",
            [("45", "2024"), ("40", "2023")],
            "two years in a sentence",
        ),
        (
            "Năm 2024 thu 45 tỷ đồng, tăng 5% so với năm 2023.",
            [("45", "2024"), ("5", "2024")],
            "a year only compared with",
        ),
        (
            "Thu 45 tỷ đồng, tăng 5% so với cùng kỳ năm 2021.",
            [("45", "2022"), ("5", "2022")],
            "cùng kỳ tells this one",
        ),
        ("Thu ngân sách đạt 45 tỷ đồng.", [("45", None)], "never today's year"),
        (
            "Năm 2024:\n- Thu đạt 45 tỷ đồng;\n- Chi đạt 40 tỷ đồng.",
            [("45", "2024"), ("40", "2024")],
            "it holds for a list",
        ),
    ],
)
def test_periods(text: str, expected: list[tuple[str, str | None]], why: str) -> None:
    assert [(f.text, f.period) for f in read(text)] == expected, why


def test_open_periods_take_the_year_of_the_document() -> None:
    (figure,) = read("9 tháng đầu năm, tỉnh đón 45.000 lượt khách.", "2024-10-05")
    assert figure.period == "2024-01/2024-09"
