"""What follows from two figures told together, goods that no document names, and gaps to a later target."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Năm 2024, tỷ lệ hộ nghèo của tỉnh Hà Giang còn 36,5%, giảm 5,8 điểm % so với năm 2023. "
    "Cùng năm, tỷ lệ hồ sơ nộp trực tuyến đạt 71,6%, vượt 11,6 điểm % so với chỉ tiêu được giao. "
    "Chín tháng, tỷ lệ giải ngân đạt 61%, tăng 3 điểm % so với cùng kỳ năm 2023. "
    "Sản lượng chè búp tươi đạt 9.300 tấn, tăng 4% so với năm 2023. "
    "Toàn tỉnh có 342 sản phẩm OCOP của 161 chủ thể, tăng 58 sản phẩm so với năm 2023. "
    "Đến nay có 52 xã đạt chuẩn nông thôn mới. Năm 2025, tỉnh phấn đấu có 60 xã đạt chuẩn nông thôn mới."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/ha-giang.txt")
    s.fact("locality", "của ⟦tỉnh Hà Giang⟧", level="province", canonical="tỉnh Hà Giang")
    now = {"locality": "tỉnh Hà Giang", "period": "2024"}
    poor, online = "tỷ lệ hộ nghèo", "tỷ lệ hồ sơ nộp trực tuyến"
    s.fact("figure", "còn ⟦36,5⟧%", value=36.5, indicator=poor, **now)
    less = f"{poor} giảm so với năm 2023"
    s.fact("figure", "giảm ⟦5,8⟧ điểm", value=5.8, unit="điểm %", indicator=less, **now)
    s.fact("figure", "đạt ⟦71,6⟧%", value=71.6, indicator=online, status="met", **now)
    over = f"{online} vượt so với chỉ tiêu"
    s.fact("figure", "vượt ⟦11,6⟧ điểm", value=11.6, unit="điểm %", indicator=over, status="met", **now)
    spent = {"locality": "tỉnh Hà Giang", "period": "2024-01/2024-09"}
    s.fact("figure", "đạt ⟦61⟧%", value=61, indicator="tỷ lệ giải ngân", **spent)
    more = "tỷ lệ giải ngân tăng so với cùng kỳ năm 2023"
    s.fact("figure", "tăng ⟦3⟧ điểm", value=3, unit="điểm %", indicator=more, **spent)
    tea = "sản lượng chè búp tươi"
    s.fact("figure", "đạt ⟦9.300⟧ tấn", value=9300, unit="tấn", indicator=tea, **now)
    s.fact("figure", "tăng ⟦4⟧%", value=4, indicator=f"{tea} tăng so với năm 2023", **now)
    ocop = "sản phẩm OCOP"
    s.fact("figure", "có ⟦342⟧ sản phẩm", value=342, unit=ocop, indicator=ocop, **now)
    s.fact("figure", "của ⟦161⟧ chủ thể", value=161, unit="chủ thể", indicator="chủ thể OCOP", **now)
    more = f"{ocop} tăng so với năm 2023"
    s.fact("figure", "tăng ⟦58⟧ sản phẩm", value=58, unit="sản phẩm", indicator=more, **now)
    new = {"unit": "xã", "indicator": "xã đạt chuẩn nông thôn mới", "locality": "tỉnh Hà Giang"}
    s.fact("figure", "có ⟦52⟧ xã", value=52, period="2024", **new)
    s.fact("figure", "có ⟦60⟧ xã", value=60, period="2025", role="target", **new)
    return s.table()


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("Năm 2023, tỷ lệ hộ nghèo của Hà Giang là bao nhiêu?", 42.3, "36,5 + 5,8"),
        ("Năm 2023 Hà Giang có bao nhiêu sản phẩm OCOP?", 284, "342 - 58"),
        ("What was the poverty rate of Hà Giang in 2023?", 42.3, "36.5 + 5.8"),
        ("UBND tỉnh yêu cầu Hà Giang phải đạt bao nhiêu phần trăm hồ sơ nộp trực tuyến?", 60, "71,6 - 11,6"),
        ("Hà Giang cần có thêm mấy xã nông thôn mới nữa thì đủ mục tiêu 2025?", 8, "60 - 52"),
    ],
)
def test_what_follows_from_two_figures_is_worked_out(question: str, value: float, formula: str) -> None:
    found = answer(question, store())
    assert found.rows[0]["value"] == pytest.approx(value)
    assert found.rows[0]["formula"] == formula
    assert formula in found.text
    assert len(found.compared) == 2


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Tỷ lệ hộ nghèo của Hà Giang năm 2022 là bao nhiêu?", "the distance is told from another year"),
        ("Tỷ lệ giải ngân của Hà Giang năm 2023 là bao nhiêu?", "nine months say nothing of the year"),
        ("Sản lượng chè búp tươi của Hà Giang năm 2023?", "a percentage of an amount gives no exact amount"),
        ("Năm 2024 Hà Giang thu bao nhiêu tấn cà phê?", "no document names the goods asked about"),
        ("san luong ca phe ha giang nam 2024", "nor without accents"),
    ],
)
def test_what_does_not_follow_is_not_said(question: str, why: str) -> None:
    assert answer(question, store()).kind == "none", why


def test_how_much_more_than_a_year_asks_for_the_change_not_for_that_year() -> None:
    found = answer("Sản phẩm OCOP của Hà Giang tăng bao nhiêu so với năm 2023?", store())
    assert [row["value"] for row in found.rows] == [58]
