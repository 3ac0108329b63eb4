"""Bodies: their names in a text, and which figures are about them."""

import pytest

from nlp import Document, Figure, analyse
from nlp.organisations import bodies_in
from nlp.shadow import shadow


def names(text: str) -> list[str]:
    return [body.name for body in bodies_in(text, 0, len(text), shadow(text)) if body.sort != "again"]


def read(text: str) -> list[tuple[str, str | None]]:
    facts = analyse(Document(text=text, source=""))
    return [(f.text, f.organisation) for f in facts if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Sở Y tế Phú Thọ đã họp.", ["Sở Y tế"], "a department of the province"),
        ("Ngành Giáo dục và Đào tạo huyện dạy tốt.", ["ngành Giáo dục và Đào tạo"], "a sector"),
        ("Ngành thuế thu đủ.", ["ngành thuế"], "a sector in small letters"),
        ("ngành nông nghiệp tăng 3%", [], "a sector of the economy"),
        ("phòng y tế của trường", [], "a room"),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"], "commas in a name"),
        ("Công an huyện Yên Lập", ["Công an huyện Yên Lập"], "with its unit"),
        ("Cục Hải quan Lạng Sơn", ["Cục Hải quan Lạng Sơn"], "with its province's name alone"),
        ("người tham gia BHXH tự nguyện; BHXH tỉnh", ["BHXH tỉnh"], "insurance is no body"),
        ("NHCSXH, VNPT Phú Thọ đã", ["NHCSXH", "VNPT Phú Thọ"], "abbreviations"),
        (
            "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông đạt 35%",
            ["Ban Quản lý dự án đầu tư xây dựng các công trình giao thông"],
            "small words of a board's name",
        ),
        (
            "Bộ phận Tiếp nhận và Trả kết quả cấp huyện, cấp xã",
            ["Bộ phận Tiếp nhận và Trả kết quả cấp huyện, cấp xã"],
            "the levels of a counter",
        ),
        (
            "Trường Tiểu học Sơn Lương có 12 lớp",
            ["Trường Tiểu học Sơn Lương"],
            "a school's own name",
        ),
        (
            "Sở Văn hoá và Thể thao, Tỉnh uỷ",
            ["Sở Văn hoá và Thể thao", "Tỉnh uỷ"],
            "the other spelling of tones",
        ),
        ("Sở Y tế\nPhú Thọ", ["Sở Y tế"], "a name ends with its line"),
        ("Kế hoạch số 37/KH-UBND", [], "no body in the number of a document"),
    ],
)
def test_names_of_bodies(text: str, expected: list[str], why: str) -> None:
    assert names(text) == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Sở Y tế Phú Thọ cho biết, toàn tỉnh có 320 bác sĩ.",
            [("320", None)],
            "who tells it",
        ),
        (
            "Dẫn đầu là Sở Tư pháp với 95 điểm, tiếp theo là Sở Nội vụ 94 điểm; cuối bảng là Ban Quản lý"
            " khu công nghiệp tỉnh, đạt 79 điểm.",
            [("95", "Sở Tư pháp"), ("94", "Sở Nội vụ"), ("79", "Ban Quản lý khu công nghiệp tỉnh")],
            "each in a row has its own",
        ),
        (
            "Công an huyện Yên Lập đã thu nhận 3.400 hồ sơ, cấp 3.250 thẻ.",
            [("3.400", "Công an huyện Yên Lập"), ("3.250", "Công an huyện Yên Lập")],
            "the subject holds for its sentence",
        ),
        (
            "Công an tỉnh Phú Thọ thu nhận 8.400 hồ sơ, trong đó huyện Yên Lập 900 hồ sơ.",
            [("8.400", "Công an tỉnh Phú Thọ"), ("900", None)],
            "a place takes over",
        ),
        (
            "1. Bộ Công Thương\n- Xuất khẩu tăng 8%.\n- Nhập siêu dưới 3%.\n2. Bộ Y tế\n- 26 giường bệnh.\n"
            "Cả nước có 9 nhiệm vụ chung.",
            [("8", "Bộ Công Thương"), ("3", "Bộ Công Thương"), ("26", "Bộ Y tế"), ("9", None)],
            "headings of lists",
        ),
        (
            "Ông An, Giám đốc Sở Du lịch cho biết: Sở đã phối hợp tổ chức 14 chương trình.",
            [("14", "Sở Du lịch")],
            "words for a body named before",
        ),
        (
            "Theo Sở Y tế, năm qua toàn ngành đã tiếp nhận 9.120 lượt khám.",
            [("9.120", "ngành Y tế")],
            "the sector of a department",
        ),
        (
            "Công an huyện Yên Lập vừa họp. Đến nay, Công an huyện đã cấp 3.400 thẻ.",
            [("3.400", "Công an huyện Yên Lập")],
            "its full name stands elsewhere",
        ),
        (
            "UBND huyện Yên Lập được UBND tỉnh giao 20 chỉ tiêu. UBND huyện ban hành Kế hoạch số 12"
            " với 32 nhiệm vụ.",
            [("20", "UBND huyện Yên Lập"), ("32", None)],
            "a committee's own acts only",
        ),
        (
            "Trạm Y tế xã Thu Cúc khám cho 50 người. Riêng năm nay đã tiêm chủng 30 trẻ.",
            [("50", "Trạm Y tế xã Thu Cúc"), ("30", None)],
            "told once, it holds for its sentence only",
        ),
        (
            "Đơn vị | Điểm\nSở Nội vụ | 95,3\nSở Y tế | 88,1",
            [("95,3", "Sở Nội vụ"), ("88,1", "Sở Y tế")],
            "rows of a table",
        ),
    ],
)
def test_figures_are_about_bodies(text: str, expected: list[tuple[str, str | None]], why: str) -> None:
    assert read(text) == expected, why


def test_what_a_row_is_about_is_no_part_of_its_indicator() -> None:
    facts = analyse(Document(text="Đơn vị | Chỉ số hài lòng\nSở Nội vụ | 95,3%\nSở Y tế | 88,1%", source=""))
    assert {f.indicator for f in facts if isinstance(f, Figure)} == {"Chỉ số hài lòng"}


def test_no_indicator_begins_inside_the_name_of_a_body() -> None:
    text = "Theo kế hoạch, Phòng Tài nguyên và Môi trường huyện cấp 410 giấy chứng nhận."
    (figure,) = [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]
    assert "Môi trường" not in (figure.indicator or "")
    assert figure.organisation == "Phòng Tài nguyên và Môi trường"
