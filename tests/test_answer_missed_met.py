"""Which targets and places were met or missed: told once, of the field asked for, passed or just reached."""

import pytest
from answer_store import Store

from index.answer import answer
from index.answer_beyond import bounds_margin
from index.asked import refined
from index.facttable import FactTable
from nlp.limits import is_limit
from nlp.question import parse
from nlp.question_places import KnownPlace, PlaceNames

TEXT = (
    "Năm 2024, tỉnh Lạng Giang có nhiều chuyển biến. "
    "Thu ngân sách đạt 4.200 tỷ đồng, bằng 125% dự toán. "
    "Kim ngạch xuất khẩu bằng 100% kế hoạch. "
    "Diện tích ngô gieo trồng bằng 104% kế hoạch, diện tích lạc bằng 96% kế hoạch. "
    "Tỷ lệ bao phủ bảo hiểm y tế đạt 92%, trong khi chỉ tiêu là 94%. "
    "Số người tham gia bảo hiểm xã hội tự nguyện đạt 17.400 người, vượt 6,3% kế hoạch được giao. "
    "Tỷ lệ trường đạt chuẩn quốc gia là 61%, chỉ tiêu là 65%. "
    "Vốn đầu tư toàn xã hội ước 22.600 tỷ đồng. Riêng đường ven hồ, kế hoạch bố trí 3.500 tỷ đồng. "
    "Lượng khách du lịch vượt 12% kế hoạch, vượt 30% so với cùng kỳ. "
    "Việc làm mát mẻ; huyện Bảo Hà và huyện Sơn Lộ hoàn thành hồ sơ nông thôn mới; "
    "huyện Yên Phụ chưa đạt tiêu chí nước sạch; huyện Đông Cát còn vướng tiêu chí đường sá."
)


@pytest.fixture(scope="module")
def table() -> FactTable:
    s = Store().document(TEXT, "bao/lang-giang.txt")
    s.fact("locality", "2024, ⟦tỉnh Lạng Giang⟧", level="province", canonical="tỉnh Lạng Giang")
    for name in ("Bảo Hà", "Sơn Lộ", "Yên Phụ", "Đông Cát"):
        label = f"huyện {name}"
        s.fact("locality", f"⟦{label}⟧", level="district", canonical=f"{label}, tỉnh Lạng Giang")
    here = {"locality": "tỉnh Lạng Giang", "period": "2024"}
    met, missed = {"status": "met", **here}, {"status": "missed", **here}
    s.fact("figure", "đạt ⟦4.200⟧ tỷ", value=4200e9, unit="đồng", indicator="thu ngân sách", **met)
    s.fact("figure", "bằng ⟦125⟧%", value=125, indicator="thu ngân sách so với dự toán", **met)
    s.fact("figure", "bằng ⟦100⟧%", value=100, indicator="kim ngạch xuất khẩu so với kế hoạch", **met)
    s.fact("figure", "bằng ⟦104⟧%", value=104, indicator="diện tích ngô so với kế hoạch", **met)
    s.fact("figure", "bằng ⟦96⟧%", value=96, indicator="diện tích lạc so với kế hoạch", **missed)
    insured, schools = "tỷ lệ bao phủ bảo hiểm y tế", "tỷ lệ trường đạt chuẩn quốc gia"
    s.fact("figure", "đạt ⟦92⟧%", value=92, target_value=94, indicator=insured, **missed)
    s.fact("figure", "đạt ⟦17.400⟧", value=17400, unit="người",
           indicator="người tham gia bảo hiểm xã hội tự nguyện", **here)  # fmt: skip
    s.fact("figure", "vượt ⟦6,3⟧%", value=6.3,
           indicator="người tham gia bảo hiểm xã hội tự nguyện vượt kế hoạch", **met)  # fmt: skip
    s.fact("figure", "là ⟦61⟧%", value=61, target_value=65, indicator=schools, **missed)
    s.fact("figure", "ước ⟦22.600⟧", value=22600e9, unit="đồng", indicator="vốn đầu tư toàn xã hội", **here)
    s.fact("figure", "trí ⟦3.500⟧", value=3500e9, unit="đồng", indicator="vốn bố trí đường ven hồ",
           role="target", **here)  # fmt: skip
    s.fact("figure", "vượt ⟦12⟧%", value=12, indicator="lượng khách du lịch vượt kế hoạch", **met)
    s.fact("figure", "vượt ⟦30⟧%", value=30, indicator="lượng khách du lịch vượt so với cùng kỳ", **met)
    return s.table()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # a field takes in what is measured in it, whatever its own words
        ("Năm 2024 Lạng Giang còn hụt chỉ tiêu giáo dục nào?", [61]),
        ("Which education targets did Lạng Giang province miss in 2024?", [61]),
        # what was just reached was not passed; an amount and its share are one thing
        ("Năm 2024 những chỉ tiêu kinh tế nào của Lạng Giang vượt kế hoạch?", [4200e9, 104, 12]),
        ("Năm 2024 những chỉ tiêu kinh tế nào của Lạng Giang đạt và vượt kế hoạch?", [4200e9, 100, 104, 12]),
        # a bound may be one of how far a plan was passed
        ("Chỉ tiêu kinh tế nào của Lạng Giang năm 2024 vượt kế hoạch trên 20%?", [125]),
        # things asked for by what they are
        ("Năm 2024 ở Lạng Giang cây nào không đạt kế hoạch diện tích?", [96]),
        ("nam 2024 lang giang cay trong nao vuot ke hoach dien tich", [104]),
        # a sector says what the targets are of
        ("Năm 2024 ngành du lịch Lạng Giang vượt những chỉ tiêu nào?", [12]),
        # a margin behind an amount is the amount's, not that of a percentage before
        ("Năm 2024 Lạng Giang vượt kế hoạch những chỉ tiêu bảo hiểm nào?", [6.3]),
        # what it is held against is no subject
        ("nam 2024 lang giang bi hut nhung chi tieu nao so voi ke hoach", [96, 92, 61]),
        ("Which 2024 education targets has Lạng Giang province already missed?", [61]),
    ],
)
def test_targets_met_and_missed(table: FactTable, question: str, values: list[float]) -> None:
    found = answer(question, table)
    assert [row["value"] for row in found.rows] == values, found.text


def test_an_aim_in_a_sentence_of_another_subject_is_not_held_against_a_result(table: FactTable) -> None:
    capital = next(f for f in table.figures if f["indicator"] == "vốn đầu tư toàn xã hội")
    assert not capital["_status"]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Huyện nào của Lạng Giang năm 2024 còn vướng tiêu chí đường sá?", ["huyện Đông Cát"]),
        ("Huyện nào của Lạng Giang năm 2024 chưa đạt tiêu chí nước sạch?", ["huyện Yên Phụ"]),
    ],
)
def test_places_answer_by_their_own_part_of_a_sentence(
    table: FactTable, question: str, places: list[str]
) -> None:
    assert [row["locality"] for row in answer(question, table).rows] == places


@pytest.mark.parametrize(
    ("question", "wants", "status"),
    [
        ("khoản nào vượt dự toán", "list", "met"),
        ("Kim ngạch nào của tỉnh không đạt kế hoạch?", "list", "missed"),
        ("những dự án nào chậm so với tiến độ", "list", "missed"),
        ("Which crops went beyond their plan?", "list", "met"),
        ("Sáu tháng đầu năm ngành y tế chưa kịp tiến độ ở chỉ tiêu nào?", "list", "missed"),
        ("bao nhiêu dự án chậm tiến độ", "value", "missed"),
        ("xã nào chưa được công nhận đạt chuẩn", "places", "missed"),
    ],
)
def test_what_is_asked_for_by_its_kind_is_a_list(question: str, wants: str, status: str) -> None:
    q = refined(parse(question))
    assert (q.wants, q.status) == (wants, status)


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Which 2024 health targets has the province already met?", "result"),
        ("Which 2024 health targets must the province meet?", "target"),
    ],
)
def test_targets_that_were_met_are_results(question: str, role: str) -> None:
    assert refined(parse(question)).role == role


def test_a_bound_of_what_was_passed_is_no_bound_of_the_result() -> None:
    assert bounds_margin(parse("chỉ tiêu nào vượt kế hoạch trên 20%"))
    assert not bounds_margin(parse("chỉ tiêu nào vượt kế hoạch và đạt trên 90%"))


def _names(*canonicals: tuple[str, str]) -> PlaceNames:
    return PlaceNames([KnownPlace(c, level) for c, level in canonicals])


def test_a_time_typed_without_accents_is_no_place() -> None:
    names = _names(("xã Dền Thàng, tỉnh Lào Cai", "commune"))
    assert not parse("den thang 9/2024 chi tieu nao chua dat", names).places
    assert parse("xa den thang 9/2024 chi tieu nao chua dat", names).places


def test_the_name_of_a_place_says_nothing_of_who_said_what() -> None:
    names = _names(("huyện Ba Chẽ, tỉnh Quảng Ninh", "district"))
    assert parse("xa nao cua ba che da ban giao cong trinh", names).wants == "places"
    assert parse("ba nao o ba che noi gi ve cong trinh", names).wants == "statement"


@pytest.mark.parametrize(
    ("indicator", "limit"),
    [
        ("tỷ lệ thất nghiệp", True),
        ("tỷ lệ lao động tham gia bảo hiểm thất nghiệp", False),
        ("nợ bảo hiểm thất nghiệp", True),
        ("thu hồi nợ thuế", False),
    ],
)
def test_less_of_what_fails_is_better_but_not_of_what_insures(indicator: str, limit: bool) -> None:
    assert is_limit(indicator) == limit
