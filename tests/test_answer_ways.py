"""Answers told by the words beside a number: ways it went, its plan, means, things told one after another."""

import pytest
from answer_store import Store

from index.answer import answer
from index.asked import refined, respelt
from index.facttable import FactTable
from index.plan_words import givers
from nlp.question import parse
from nlp.shadow import bare, shadow

TEXT = (
    "Năm 2022, khách quốc tế đến tỉnh Cao Bằng đạt 72.860 lượt, tăng 12%; chỉ số PAPI của tỉnh tụt 3 bậc. "
    "Tăng trưởng GRDP của tỉnh đạt 5,03%, không bằng mức 7,8% của cùng kỳ năm 2021. "
    "Thu ngân sách của tỉnh được 856 tỷ đồng, bằng 104% dự toán Trung ương giao, nhưng chỉ bằng 86% dự toán "
    "tỉnh giao. "
    "Tỷ lệ dịch vụ công toàn trình của tỉnh là 41,11%, thấp hơn trung bình cả nước là 43,67%. "
    "Hồ sơ nộp trực tuyến chênh nhau giữa các cấp: cấp tỉnh 19,73%, cấp huyện 71,84%, cấp xã 98,49%. "
    "Doanh thu du lịch của tỉnh đạt 20.864 tỷ đồng, vượt mục tiêu 19.000 tỷ đồng. "
    "Toàn tỉnh có 320/411 xã đạt chuẩn nông thôn mới. "
    "Chỉ số hài lòng đứng thứ 24/63."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/cao-bang.txt")
    s.fact("locality", "đến ⟦tỉnh Cao Bằng⟧", level="province", canonical="tỉnh Cao Bằng")
    here = {"locality": "tỉnh Cao Bằng", "period": "2022"}
    guests, growth, revenue = "khách quốc tế", "tăng trưởng GRDP", "thu ngân sách"
    online, whole = "hồ sơ nộp trực tuyến", "tỷ lệ dịch vụ công toàn trình"
    s.fact("figure", "đạt ⟦72.860⟧", value=72860, unit="lượt", indicator=guests, **here)
    s.fact("figure", "tăng ⟦12⟧%", value=12, indicator=f"{guests} tăng", **here)
    s.fact("figure", "tụt ⟦3⟧ bậc", value=3, unit="bậc", indicator="chỉ số PAPI", **here)
    s.fact("figure", "đạt ⟦5,03⟧%", value=5.03, indicator=growth, **here)
    s.fact("figure", "mức ⟦7,8⟧%", value=7.8, indicator=growth, locality=here["locality"], period="2021")
    s.fact("figure", "được ⟦856⟧ tỷ", value=856e9, unit="đồng", indicator=revenue, **here)
    s.fact("figure", "bằng ⟦104⟧%", value=104, indicator=f"{revenue} so với dự toán", **here)
    s.fact("figure", "bằng ⟦86⟧%", value=86, indicator=f"{revenue} so với dự toán", **here)
    s.fact("figure", "là ⟦41,11⟧%", value=41.11, indicator=whole, **here)
    s.fact("figure", "là ⟦43,67⟧%", value=43.67, indicator=whole, **here)
    for anchor, value in (("tỉnh ⟦19,73⟧", 19.73), ("huyện ⟦71,84⟧", 71.84), ("xã ⟦98,49⟧", 98.49)):
        s.fact("figure", anchor, value=value, indicator=online, **here)
    s.fact("figure", "đạt ⟦20.864⟧", value=20864e9, unit="đồng", indicator="doanh thu du lịch", **here)
    s.fact("figure", "tiêu ⟦19.000⟧", value=19000e9, unit="đồng", indicator="doanh thu du lịch", **here)
    s.fact("figure", "có ⟦320/411⟧", value=320, numerator=320, denominator=411, unit="xã",
           indicator="xã đạt chuẩn nông thôn mới", **here)  # fmt: skip
    s.fact("figure", "thứ ⟦24/63⟧", value=24, numerator=24, denominator=63, unit="hạng",
           indicator="chỉ số hài lòng", **here)  # fmt: skip
    return s.table()


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        # the number behind a number tells which way it went
        ("Khách quốc tế đến Cao Bằng năm 2022 có giảm không?", False),
        ("khach quoc te den cao bang nam 2022 co tang khong", True),
        # a rank falls when places are lost
        ("Cao Bằng năm 2022 có tăng hạng PAPI không?", False),
        ("PAPI năm 2022 của Cao Bằng có tụt hạng không?", True),
        # a growth is held against a growth, not against nothing
        ("GRDP Cao Bằng năm 2022 có tăng nhanh hơn cùng kỳ năm 2021 không?", False),
        # a plan by who gave it, told before the number or behind it
        ("Thu ngân sách năm 2022 của Cao Bằng có đạt dự toán tỉnh giao không?", False),
        ("Thu ngân sách năm 2022 của Cao Bằng có vượt dự toán trung ương giao không?", True),
        # a mean told beside a figure
        ("Tỷ lệ dịch vụ công toàn trình năm 2022 của Cao Bằng có cao hơn trung bình cả nước không?", False),
        # a place among the first is a bound of ranks
        ("Năm 2022 Cao Bằng có nằm trong 20 tỉnh dẫn đầu về chỉ số hài lòng không?", False),
        ("Năm 2022 Cao Bằng có nằm trong 30 tỉnh dẫn đầu về chỉ số hài lòng không?", True),
        # `đã tới 40% chưa` asks whether that much was reached
        ("Tỷ lệ dịch vụ công toàn trình năm 2022 của Cao Bằng đã lên tới 41% chưa?", True),
    ],
)
def test_yes_or_no_is_told_by_the_words_beside_a_number(question: str, yes: bool) -> None:
    a = answer(question, store())
    assert (a.kind, a.yes) == ("yesno", yes), a.text


def test_a_bare_number_tells_no_way() -> None:
    s = Store().document("Năm 2022, huyện Hà Quảng có 120 hộ nghèo.", "bao/ha-quang.txt")
    s.fact("figure", "có ⟦120⟧", value=120, unit="hộ nghèo", indicator="hộ nghèo", period="2022",
           locality="huyện Hà Quảng")  # fmt: skip
    a = answer("Số hộ nghèo của huyện Hà Quảng năm 2022 có giảm không?", s.table())
    assert a.kind == "none", a.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # below a mean, in points
        ("Tỷ lệ dịch vụ công toàn trình năm 2022 của Cao Bằng thấp hơn trung bình cả nước bao nhiêu điểm %?",
         2.56),
        # a target that only the words beside it call one
        ("Doanh thu du lịch năm 2022 của Cao Bằng vượt mục tiêu cả năm bao nhiêu tỷ đồng?", 1864e9),
        # what is left of a whole
        ("Cao Bằng còn bao nhiêu xã chưa đạt chuẩn nông thôn mới?", 91),
    ],
)  # fmt: skip
def test_what_lies_between_two_numbers_is_worked_out(question: str, value: float) -> None:
    a = answer(question, store())
    assert [(r["kind"], r["value"]) for r in a.rows] == [("computed", pytest.approx(value))], a.text


def test_things_told_one_after_another_are_named_by_the_words_before_their_numbers() -> None:
    a = answer("Năm 2022 ở Cao Bằng cấp nào có tỷ lệ hồ sơ nộp trực tuyến thấp nhất?", store())
    assert [r["text"] for r in a.rows] == ["cấp tỉnh"], a.text
    text = TEXT[a.rows[0]["start"] : a.rows[0]["end"]]
    assert text == "cấp tỉnh"


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        ("GRDP 6 tháng năm 2018 và năm 2019", ["2018-01/2018-06", "2019-01/2019-06"]),
        # the date of a report is not that of a figure
        ("Theo báo cáo tại phiên họp tháng 12/2025, chỉ tiêu nào của năm 2025 vượt kế hoạch?", ["2025"]),
    ],
)
def test_times_are_those_of_the_figures(question: str, periods: list[str]) -> None:
    assert [p.edtf for p in refined(parse(question)).periods] == periods


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("từ 1/7 đến 30/9/2025", "từ 1/7/2025 đến 30/9/2025"),
        ("Quí III/2021", "Quý III/2021"),
        ("ngày 1/7/2024 đến 30/9/2025", "ngày 1/7/2024 đến 30/9/2025"),
    ],
)
def test_words_for_times_are_mended(typed: str, read: str) -> None:
    assert respelt(typed) == read


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("Dân kiếm được bao nhiêu tiền một năm?", ("thu", "nhập", "bình", "quân")),
        ("co bao nhieu giay to cua dan bi tre hen", ("hồ", "sơ")),
        ("Có bao nhiêu người tham gia BHXH TN?", ("tự", "nguyện")),
    ],
)
def test_peoples_words_stand_for_those_of_offices(question: str, wording: tuple[str, ...]) -> None:
    forms = [f for t in refined(parse(question)).terms for f in t.forms]
    assert wording in forms, forms


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("dự toán huyện giao", {"huyen"}),
        ("chỉ tiêu Thủ tướng Chính phủ giao", {"thu tuong"}),
        ("chỉ tiêu nghị quyết Tỉnh ủy", {"dang"}),
        ("kế hoạch cả năm", set()),
    ],
)
def test_who_gave_a_plan_is_read(words: str, names: set[str]) -> None:
    assert givers(bare(shadow(words))) == names


GIVEN = (
    "Đến ngày 30/9/2023, tỷ lệ bao phủ bảo hiểm y tế của tỉnh Cao Bằng đạt 86,2%, thấp hơn mức 91% HĐND tỉnh "
    "giao; Sở Y tế đã kiểm tra 12 cơ sở khám chữa bệnh. "
    "Trong năm, tỉnh giải quyết việc làm cho 2.346 lao động, bằng 106,6% kế hoạch; thu hút 300 triệu USD. "
    "Hộ nghèo toàn tỉnh năm 2022 là 5.120 hộ, năm 2023 còn 4.310 hộ; cận nghèo năm 2023 là 4.900 hộ."
)


def given() -> FactTable:
    s = Store().document(GIVEN, "bao/cao-bang-2023.txt")
    s.fact("locality", "của ⟦tỉnh Cao Bằng⟧", level="province", canonical="tỉnh Cao Bằng")
    here = {"locality": "tỉnh Cao Bằng", "period": "2023"}
    covered = "tỷ lệ bao phủ bảo hiểm y tế"
    s.fact("figure", "đạt ⟦86,2⟧%", value=86.2, indicator=covered, status="missed", target_value=91,
           locality="tỉnh Cao Bằng", period="2023-09-30")  # fmt: skip
    s.fact("figure", "mức ⟦91⟧%", value=91, indicator=covered, role="target", **here)
    s.fact("figure", "tra ⟦12⟧ cơ", value=12, unit="cơ sở", organisation="Sở Y tế",
           indicator="cơ sở khám chữa bệnh kiểm tra", **here)  # fmt: skip
    jobs = "giải quyết việc làm cho lao động"
    s.fact("figure", "cho ⟦2.346⟧", value=2346, unit="lao động", indicator=jobs, status="met", **here)
    s.fact("figure", "bằng ⟦106,6⟧%", value=106.6, indicator=f"{jobs} so với kế hoạch", status="met", **here)
    s.fact("figure", "hút ⟦300⟧", value=300e6, unit="USD", indicator="vốn đầu tư thu hút", **here)
    before = here | {"period": "2022"}
    s.fact("figure", "là ⟦5.120⟧", value=5120, unit="hộ", indicator="hộ nghèo", **before)
    s.fact("figure", "còn ⟦4.310⟧", value=4310, unit="hộ", indicator="hộ nghèo", **here)
    s.fact("figure", "là ⟦4.900⟧", value=4900, unit="hộ", indicator="hộ cận nghèo", **here)
    return s.table()


@pytest.mark.parametrize(
    ("question", "kind", "told", "why"),
    [
        ("Bao phủ bảo hiểm y tế của Cao Bằng đến 30/9/2023 đã đạt mức HĐND tỉnh giao chưa?", "yesno", [86.2],
         "the body that set the target did not do it"),
        ("Năm 2023 Cao Bằng vượt kế hoạch chỉ tiêu việc làm nào?", "list", [2346],
         "a share of the plan belongs to what was counted"),
        ("Năm 2023 Cao Bằng thu hút được bao nhiêu vốn đầu tư?", "value", [300e6], "money may be foreign"),
        ("Hộ nghèo Cao Bằng năm 2022 và năm 2023 là bao nhiêu?", "table", [5120, 4310],
         "the same thing at both times"),
    ],
    ids=["giver", "margin", "currency", "times"],
)  # fmt: skip
def test_what_belongs_together_is_told_together(
    question: str, kind: str, told: list[float], why: str
) -> None:
    a = answer(question, given())
    assert (a.kind, [r["value"] for r in a.rows]) == (kind, told), f"{why}: {a.text}"


def test_what_a_text_counts_among_the_missed_targets_is_all_that_was_missed() -> None:
    text = (
        "Năm 2024, huyện Na Rì còn 3 chỉ tiêu không đạt, gồm: tỷ lệ lao động qua đào tạo có bằng cấp, "
        "chứng chỉ; tỷ lệ rác thải nông thôn được thu gom; số xã đạt chuẩn nông thôn mới. "
        "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ đạt 27,8% (kế hoạch 30%). "
        "Tỷ lệ rác thải nông thôn được thu gom đạt 74% (kế hoạch 80%). "
        "Giải ngân vốn đầu tư công đạt 71,9% kế hoạch, chưa đạt tiến độ 85%."
    )
    s = Store().document(text, "bao/na-ri.txt")
    s.fact("locality", "2024, ⟦huyện Na Rì⟧", level="district", canonical="huyện Na Rì, tỉnh Bắc Kạn")
    here = {"locality": "huyện Na Rì", "period": "2024", "status": "missed"}
    trained, waste = (
        "tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ",
        "tỷ lệ rác thải nông thôn được thu gom",
    )
    s.fact("figure", "đạt ⟦27,8⟧%", value=27.8, indicator=trained, target_value=30, **here)
    s.fact("figure", "đạt ⟦74⟧%", value=74, indicator=waste, target_value=80, **here)
    s.fact(
        "figure", "đạt ⟦71,9⟧%", value=71.9, indicator="giải ngân vốn đầu tư công", target_value=85, **here
    )
    a = answer("Năm 2024 huyện Na Rì không đạt những chỉ tiêu nào?", s.table())
    told = [r.get("indicator") or r["text"] for r in a.rows]
    assert told == [trained, waste, "số xã đạt chuẩn nông thôn mới"], a.text
