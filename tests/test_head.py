"""The head of a directive."""

import pytest

from nlp.head import read_head

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN LẬP THẠCH
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lập Thạch, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Phòng, chống hạn vụ xuân
năm 2024

Căn cứ Luật Thủy lợi;
"""


def test_a_plan_tells_number_issuer_date_and_title() -> None:
    head = read_head(PLAN)
    assert head is not None
    assert (head.type, head.number, head.symbol) == ("Kế hoạch", "45", "45/KH-UBND")
    assert (head.issuer, head.date, head.place) == ("UBND huyện Lập Thạch", "2024-03-05", "Lập Thạch")
    assert head.title == "Phòng, chống hạn vụ xuân năm 2024"
    assert PLAN[head.start : head.end] == "KẾ HOẠCH"


@pytest.mark.parametrize(
    ("top", "issuer", "why"),
    [
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\nSố: 3/NQ-HĐND\n", "HĐND tỉnh Hà Nam", "a council"),
        ("UBND TỈNH LÀO CAI\nSỞ Y TẾ\nSố: 12/BC-SYT\n", "Sở Y tế tỉnh Lào Cai", "a department of a province"),
        (
            "CÔNG AN TỈNH HÀ NAM\nTỔ CÔNG TÁC CHUYỂN ĐỔI SỐ\nSố: 6/BC-TCT\n",
            "Tổ công tác chuyển đổi số tỉnh Hà Nam",
            "the body below the one it belongs to",
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nSố: 7/TB-VP\n",
            "Văn phòng UBND tỉnh Hà Nam",
            "the office, by the sign",
        ),
        (
            "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH HÀ NAM\nSố: 3/BC-BHXH\n",
            "Bảo hiểm xã hội tỉnh Hà Nam",
            "the province's branch",
        ),
        (
            "ĐẢNG BỘ TỈNH AN GIANG\nHUYỆN ỦY THOẠI SƠN\nSố 2-CT/HU\n",
            "Huyện ủy Thoại Sơn",
            "a party committee",
        ),
        ("THỦ TƯỚNG CHÍNH PHỦ\nSố: 9/CT-TTg\n", "Thủ tướng Chính phủ", "the prime minister"),
        ("BỘ Y TẾ\nSố: 01/2024/TT-BYT\n", "Bộ Y tế", "a ministry, by its sign"),
        (
            "UBND XÃ HƯỚNG ĐẠO | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 4/TB-UBND\n",
            "UBND xã Hướng Đạo",
            "two columns",
        ),
    ],
)
def test_the_issuer_stands_above_the_number(top: str, issuer: str, why: str) -> None:
    head = read_head(top + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n")
    assert head is not None
    assert head.issuer == issuer, why


def test_a_letter_without_type_line_is_a_cong_van_about_its_subject() -> None:
    head = read_head(
        "UBND TỈNH HÀ NAM\nSố: 88/UBND-KT\nV/v trồng cây đầu xuân\n\nHà Nam, ngày 2 tháng 1 năm 2024\n\nKính gửi: các sở\n"  # noqa: E501
    )
    assert head is not None
    assert (head.type, head.number, head.title, head.date) == (
        "Công văn",
        "88",
        "trồng cây đầu xuân",
        "2024-01-02",
    )


@pytest.mark.parametrize(
    "text",
    ["", "Ngày 5/3, UBND huyện ban hành Kế hoạch số 45/KH-UBND về chống hạn.", "Số: 12 Trần Phú\nHà Nội"],
)
def test_news_has_no_head(text: str) -> None:
    assert read_head(text) is None
