"""Answers beside which others stand: stretches of years, margins of another side, years not asked for."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Năm 2015, lao động nông nghiệp của tỉnh Lạng Sơn chiếm 68% tổng số lao động, năm 2019 còn 60,8%, "
    "năm 2020 còn 59%. "
    "Thi hành án dân sự về tiền năm 2020 của tỉnh đạt 41%, vượt 3% so với chỉ tiêu. "
    "Huyện Chi Lăng có hồ sơ trễ hạn từ 10,55% giảm xuống còn 2,27%; huyện Bình Gia có hồ sơ trễ hạn 9,98%. "
    "Năm 2020, tỉnh trồng được 12.700 ha rừng, bằng 82,1% kế hoạch."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/lang-son.txt")
    here = {"locality": "tỉnh Lạng Sơn"}
    farm = {"indicator": "lao động nông nghiệp so với tổng số lao động", **here}
    s.fact("figure", "chiếm ⟦68⟧%", value=68, period="2015", **farm)
    s.fact("figure", "còn ⟦60,8⟧%", value=60.8, period="2019", indicator="tổng số lao động", **here)
    s.fact("figure", "còn ⟦59⟧%", value=59, period="2020", indicator="tổng số lao động", **here)
    s.fact("figure", "vượt ⟦3⟧%", value=3, period="2020", status="met",
           indicator="thi hành án dân sự về tiền vượt so với chỉ tiêu", **here)  # fmt: skip
    late = {"indicator": "hồ sơ trễ hạn", "period": "2020"}
    s.fact("figure", "từ ⟦10,55⟧%", value=10.55, locality="huyện Chi Lăng", **late)
    s.fact("figure", "còn ⟦2,27⟧%", value=2.27, locality="huyện Chi Lăng", **late)
    s.fact("figure", "hạn ⟦9,98⟧%", value=9.98, locality="huyện Bình Gia", **late)
    s.fact(
        "figure", "bằng ⟦82,1⟧%", value=82.1, period="2020", indicator="trồng rừng so với kế hoạch", **here
    )
    return s.table()


def test_a_stretch_of_years_gets_all_that_a_sentence_tells_of_it() -> None:
    a = answer("Tỷ lệ lao động nông nghiệp của Lạng Sơn biến động ra sao từ năm 2015 đến năm 2020?", store())
    assert [r["value"] for r in a.rows] == [68, 60.8, 59], a.text


def test_what_is_over_is_no_answer_to_what_is_missing() -> None:
    a = answer("Năm 2020 thi hành án dân sự ở Lạng Sơn còn thiếu bao nhiêu % so với chỉ tiêu?", store())
    assert not any(r["value"] == 3 for r in a.rows), a.text


def test_where_a_figure_came_from_is_not_where_it_stands() -> None:
    a = answer("Huyện nào của Lạng Sơn có tỷ lệ hồ sơ trễ hạn cao nhất?", store())
    assert not a.rows or [r["locality"] for r in a.rows] == ["huyện Bình Gia"], a.text


def test_a_figure_of_another_year_is_never_given() -> None:
    a = answer("Năm 2018 Lạng Sơn trồng rừng đạt bao nhiêu % kế hoạch?", store())
    assert a.kind == "none", a.text


FORESTS = (
    "Tỉnh Lai Châu năm 2024 trồng mới 1.870 ha rừng. Bản Hon là nơi đông khách nhất. "
    "Tỷ lệ che phủ rừng của huyện Tam Đường là 53,1%, của huyện Sìn Hồ 43,2%, của huyện Than Uyên 38,7%. "
    "Huyện Sìn Hồ có 41 sản phẩm OCOP từ 3 sao trở lên."
)


def forests() -> FactTable:
    s = Store().document(FORESTS, "bao/lai-chau.txt")
    covered = {"indicator": "tỷ lệ che phủ rừng", "period": "2024"}
    for name, told, value in (
        ("huyện Tam Đường", "là ⟦53,1⟧%", 53.1),
        ("huyện Sìn Hồ", "Hồ ⟦43,2⟧%", 43.2),
        ("huyện Than Uyên", "Uyên ⟦38,7⟧%", 38.7),
    ):
        chain = f"{name}, tỉnh Lai Châu"
        s.fact("figure", told, value=value, locality=name, locality_canonical=chain, **covered)
    stars = {"unit": "sản phẩm OCOP", "indicator": "sản phẩm OCOP từ 3 sao trở lên"}
    s.fact("figure", "có ⟦41⟧ sản", value=41, locality="huyện Sìn Hồ", period="2024", **stars)
    return s.table()


@pytest.mark.parametrize(
    "question",
    ["nơi nào ở Lai Châu có tỷ lệ che phủ rừng thấp nhất năm 2024", "che phủ rừng thấp nhất Lai Châu 2024"],
)
def test_places_told_beside_each_other_are_held_against_each_other(question: str) -> None:
    a = answer(question, forests())
    assert [(r["locality"], r["value"]) for r in a.rows] == [("huyện Than Uyên", 38.7)], a.text


def test_what_no_figure_tells_has_no_first_place() -> None:
    a = answer("nơi nào ở Lai Châu có tỷ lệ hộ nghèo cao nhất", forests())
    assert a.kind == "none", a.text


@pytest.mark.parametrize(("stars", "told"), [(3, [41]), (5, [])])
def test_products_of_other_stars_are_not_counted(stars: int, told: list[float]) -> None:
    a = answer(f"Sìn Hồ có bao nhiêu sản phẩm OCOP {stars} sao?", forests())
    assert [r["value"] for r in a.rows] == told, a.text


def test_what_is_near_is_of_the_place_asked_about_and_leads_to_its_words() -> None:
    a = answer("Năm 2018 Lạng Sơn trồng rừng đạt bao nhiêu % kế hoạch?", store())
    assert a.kind == "none"
    assert [r["value"] for r in a.compared] == [82.1], "of another year, so no answer, but near"
    assert "82,1%" in a.suggestions[0]
    elsewhere = answer("Năm 2020 huyện Chi Lăng trồng rừng đạt bao nhiêu % kế hoạch?", store())
    assert {r["locality"] for r in elsewhere.compared} <= {"huyện Chi Lăng"}, elsewhere.suggestions


def test_what_a_share_of_a_plan_leaves_is_worked_out() -> None:
    a = answer("Năm 2020 Lạng Sơn trồng rừng còn thiếu bao nhiêu % nữa mới đủ kế hoạch?", store())
    assert [(r["value"], r["unit"], r["formula"]) for r in a.rows] == [(17.9, "điểm %", "100 - 82,1")], a.text
