"""Answers as a text tells them itself: what it calls first, names as missed, holds to a bound, adds up."""

from typing import Any

import pytest
from answer_store import Store

from index.answer import answer
from index.answer_parts import Answer
from index.facttable import FactTable
from nlp.question import parse

_P = ", tỉnh Lạng Sơn"
DISTRICTS = (
    "Năm 2024, tỷ lệ hộ nghèo của tỉnh Lạng Sơn giảm còn 5%. Huyện Chi Lăng còn 4,1% hộ nghèo; "
    "riêng huyện Bình Gia tỷ lệ hộ nghèo là 21,6%, cao nhất tỉnh. "
    "Hồ sơ nộp trực tuyến của huyện Chi Lăng đạt 71,8%, huyện Bình Gia đạt 68,4%, chưa đạt mức 80% "
    "tỉnh giao. "
    "Huyện Cao Lộc dẫn đầu với 96,2% hồ sơ nộp trực tuyến. "
    "Sở Tư pháp đứng đầu khối sở với 95,3 điểm cải cách hành chính; Sở Y tế được 88,1 điểm."
)


def districts() -> FactTable:
    s = Store().document(DISTRICTS, "bao/lang-son.txt")
    for name in ("Chi Lăng còn", "Bình Gia tỷ", "Cao Lộc dẫn"):
        place = f"huyện {' '.join(name.split()[:2])}"
        s.fact("locality", f"{'H' if 'Bình' not in name else 'h'}uyện ⟦{' '.join(name.split()[:2])}⟧ "
               + name.split()[2], level="district", canonical=place + _P)  # fmt: skip
    s.fact("locality", "của ⟦tỉnh Lạng Sơn⟧", level="province", canonical="tỉnh Lạng Sơn")
    poor = {"indicator": "tỷ lệ hộ nghèo", "period": "2024"}
    online = {"indicator": "hồ sơ nộp trực tuyến", "period": "2024"}
    s.fact("figure", "còn ⟦5⟧%", value=5, locality="tỉnh Lạng Sơn", **poor)
    s.fact("figure", "còn ⟦4,1⟧%", value=4.1, locality="huyện Chi Lăng", **poor)
    s.fact("figure", "là ⟦21,6⟧%", value=21.6, locality="huyện Bình Gia", **poor)
    s.fact("figure", "đạt ⟦71,8⟧%", value=71.8, locality="huyện Chi Lăng", **online)
    s.fact(
        "figure",
        "đạt ⟦68,4⟧%",
        value=68.4,
        locality="huyện Bình Gia",
        status="missed",
        target_value=80,
        **online,
    )
    s.fact("figure", "mức ⟦80⟧%", value=80, locality="tỉnh Lạng Sơn", role="target", **online)
    s.fact("figure", "với ⟦96,2⟧%", value=96.2, locality="huyện Cao Lộc", **online)
    score = {"indicator": "điểm cải cách hành chính", "unit": "điểm", "period": "2024"}
    province = {"locality": "tỉnh Lạng Sơn"}
    s.fact("figure", "với ⟦95,3⟧ điểm", value=95.3, organisation="Sở Tư pháp", **province, **score)
    s.fact("figure", "được ⟦88,1⟧ điểm", value=88.1, organisation="Sở Y tế", **province, **score)
    return s.table()


PLACES = [
    ("Huyện nào của Lạng Sơn có tỷ lệ hộ nghèo cao nhất?", ["huyện Bình Gia"], "called so behind its number"),
    ("huyen nao cua lang son ngheo nhat", ["huyện Bình Gia"], "any adjective, without accents"),
    ("Which district in Lạng Sơn led in files submitted online?", ["huyện Cao Lộc"], "called so before it"),
    ("Huyện nào của Lạng Sơn chưa đạt mức 80% hồ sơ nộp trực tuyến?", ["huyện Chi Lăng", "huyện Bình Gia"],
     "a bound in the question, and one shortfall told for a whole row"),
    ("Những huyện nào ở Lạng Sơn chưa đạt chỉ tiêu hồ sơ nộp trực tuyến?",
     ["huyện Chi Lăng", "huyện Bình Gia"], "the target of the last of a row holds for all of it"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "names", "why"), PLACES, ids=[c[0] for c in PLACES])
def test_places_are_those_that_the_text_calls_so(question: str, names: list[str], why: str) -> None:
    a = answer(question, districts())
    assert sorted(r["locality"] for r in a.rows) == sorted(names), f"{why}: {a.text}"


def test_departments_are_ranked_and_no_district_is_given_for_one() -> None:
    a = answer("Sở nào của Lạng Sơn dẫn đầu về cải cách hành chính?", districts())
    assert [r.get("organisation") for r in a.rows] == ["Sở Tư pháp"]


BODIES = (
    "Năm 2024, tỷ lệ giải ngân của tỉnh Phú Thọ đạt 71%. Sở Y tế đạt 35%, Ban Quản lý dự án đạt 21%. "
    "Công suất giường bệnh của Bệnh viện Phụ sản đạt 82%, của Trung tâm Y tế Yên Lập đạt 64%, "
    "của Bệnh viện Nhi đạt 97%."
)


def bodies() -> FactTable:
    s = Store().document(BODIES, "bao/phu-tho.txt")
    s.fact("locality", "của ⟦tỉnh Phú Thọ⟧", level="province", canonical="tỉnh Phú Thọ")
    spent = {"indicator": "tỷ lệ giải ngân", "period": "2024", "locality": "tỉnh Phú Thọ"}
    beds = {"indicator": "công suất giường bệnh", "period": "2024", "locality": "tỉnh Phú Thọ"}
    s.fact("figure", "tế đạt ⟦35⟧%", value=35, organisation="Sở Y tế", **spent)
    s.fact("figure", "án đạt ⟦21⟧%", value=21, organisation="Ban Quản lý dự án", **spent)
    s.fact("figure", "Thọ đạt ⟦71⟧%", value=71, **spent)
    s.fact("figure", "sản đạt ⟦82⟧%", value=82, organisation="Bệnh viện Phụ sản", status="missed", **beds)
    s.fact(
        "figure", "Lập đạt ⟦64⟧%", value=64, organisation="Trung tâm Y tế Yên Lập", status="missed", **beds
    )
    s.fact("figure", "Nhi đạt ⟦97⟧%", value=97, organisation="Bệnh viện Nhi", status="met", **beds)
    return s.table()


OF_A_KIND = [
    ("Bệnh viện nào ở Phú Thọ có công suất giường bệnh thấp nhất?", ["Bệnh viện Phụ sản"]),
    ("Bệnh viện nào ở Phú Thọ chưa đạt chỉ tiêu công suất giường bệnh?", ["Bệnh viện Phụ sản"]),
    ("benh vien nao o phu tho co cong suat giuong benh cao nhat", ["Bệnh viện Nhi"]),
]


@pytest.mark.parametrize(("question", "names"), OF_A_KIND, ids=[c[0] for c in OF_A_KIND])
def test_bodies_are_of_the_kind_asked_for(question: str, names: list[str]) -> None:
    a = answer(question, bodies())
    assert [r.get("organisation") for r in a.rows] == names, a.text


def test_the_unit_itself_goes_before_one_of_its_bodies() -> None:
    a = answer("Tỷ lệ giải ngân của tỉnh Phú Thọ đạt bao nhiêu?", bodies())
    assert a.rows[0]["value"] == 71, a.text
    a = answer("Tỷ lệ giải ngân của Sở Y tế tỉnh Phú Thọ đạt bao nhiêu?", bodies())
    assert a.rows[0]["value"] == 35, a.text


REPORT = (
    "Huyện Chi Lăng hoàn thành 14/17 chỉ tiêu được giao năm 2024. Ba chỉ tiêu chưa đạt gồm: tỷ lệ thanh toán "
    "trực tuyến, tỷ lệ dân dùng sổ sức khỏe điện tử và số hộ có mã địa chỉ số. Hồ sơ trực tuyến cấp huyện "
    "đạt 65%, cấp xã đạt 55%. Thu nội địa 120 tỷ đồng, thu hải quan 30 tỷ đồng, "
    "tổng thu ngân sách 150 tỷ đồng. "
    "Số hộ nghèo là 800 hộ; năm 2025 phấn đấu còn 650 hộ nghèo. Huyện trồng 310 ha rừng, kế hoạch 400 ha."
)


def report() -> FactTable:
    s = Store().document(REPORT, "bao-cao/chi-lang.txt")
    s.fact("locality", "Huyện ⟦Chi Lăng⟧", level="district", canonical="huyện Chi Lăng" + _P)
    here: dict[str, Any] = {"locality": "huyện Chi Lăng", "period": "2024"}
    s.fact("figure", "thành ⟦14/17⟧", value=14, numerator=14, denominator=17, unit="chỉ tiêu",
           status="missed", indicator="chỉ tiêu được giao hoàn thành", **here)  # fmt: skip
    s.fact("figure", "giao năm 2024. ⟦Ba⟧ chỉ", value=3, unit="chỉ tiêu", status="missed",
           indicator="chỉ tiêu chưa đạt", **here)  # fmt: skip
    s.fact("figure", "đạt ⟦65⟧%", value=65, indicator="hồ sơ trực tuyến cấp huyện", **here)
    s.fact("figure", "đạt ⟦55⟧%", value=55, indicator="hồ sơ trực tuyến cấp xã", **here)
    for words, amount, name in (("địa ⟦120⟧ tỷ", 120e9, "thu nội địa"),
                                ("quan ⟦30⟧ tỷ", 30e9, "thu hải quan"),
                                ("sách ⟦150⟧ tỷ", 150e9, "tổng thu ngân sách")):  # fmt: skip
        s.fact("figure", words, value=amount, unit="đồng", indicator=name, **here)
    s.fact("figure", "là ⟦800⟧ hộ", value=800, unit="hộ", indicator="hộ nghèo", **here)
    s.fact("figure", "còn ⟦650⟧ hộ", value=650, unit="hộ", indicator="hộ nghèo", role="target",
           locality="huyện Chi Lăng", period="2025")  # fmt: skip
    s.fact("figure", "trồng ⟦310⟧ ha", value=310, unit="ha", indicator="rừng trồng", status="missed",
           target_value=400, **here)  # fmt: skip
    return s.table()


def ask(question: str) -> Answer:
    return answer(question, report())


def test_targets_that_the_text_names_without_numbers_are_listed() -> None:
    a = ask("Chi Lăng chưa đạt những chỉ tiêu nào?")
    texts = [r.get("text") for r in a.rows if r["kind"] == "item"]
    assert texts == [
        "tỷ lệ thanh toán trực tuyến",
        "tỷ lệ dân dùng sổ sức khỏe điện tử",
        "số hộ có mã địa chỉ số",
    ]
    source = report().sources[a.rows[-1]["doc"]].text
    assert all(source[r["start"] : r["end"]] == r["text"] for r in a.rows if r["kind"] == "item")


def test_how_many_were_set_is_told_by_a_share_of_them() -> None:
    a = ask("Chi Lăng được giao bao nhiêu chỉ tiêu?")
    assert [(r["kind"], r["value"]) for r in a.rows] == [("computed", 17)], (
        "17 of 14/17, marked as worked out"
    )


def test_two_sides_of_one_thing_are_two_rows() -> None:
    for question in (
        "Hồ sơ trực tuyến cấp huyện và cấp xã ở Chi Lăng đạt bao nhiêu phần trăm?",
        "chi lang ho so truc tuyen cap huyen va cap xa bao nhieu",
    ):
        assert [r["value"] for r in ask(question).rows] == [65, 55], question


SUMS = [
    ("Thu nội địa và thu hải quan của Chi Lăng cộng lại có bằng tổng thu ngân sách không?", True),
    ("thu noi dia voi thu hai quan o chi lang cong lai co khop tong thu ngan sach khong", True),
    ("Chi Lăng: số chỉ tiêu hoàn thành và chưa hoàn thành cộng lại có đúng bằng số được giao không?", True),
]


@pytest.mark.parametrize(("question", "yes"), SUMS)
def test_parts_are_added_up(question: str, yes: bool) -> None:
    a = ask(question)
    assert (a.kind, a.yes) == ("yesno", yes), a.text


def test_what_is_and_what_is_aimed_for_stand_side_by_side() -> None:
    a = ask("Số hộ nghèo của Chi Lăng hiện nay là bao nhiêu và mục tiêu năm 2025?")
    assert [(r["value"], r["role"]) for r in a.rows] == [(800, "result"), (650, "target")]


def test_a_target_is_worded_like_a_figure() -> None:
    s = Store().document("Năm 2023, thành phố Tuy Hòa thu được 903 tỷ đồng.", "bao/tuy-hoa.txt")
    s.fact(
        "locality", "2023, ⟦thành phố Tuy Hòa⟧", level="district", canonical="thành phố Tuy Hòa, tỉnh Phú Yên"
    )
    s.fact("figure", "được ⟦903⟧", value=903e9, target_value=1310e9, unit="đồng", status="missed",
           indicator="thu ngân sách", locality="thành phố Tuy Hòa", period="2023")  # fmt: skip
    a = answer("Thu ngân sách của Tuy Hòa năm 2023 là bao nhiêu?", s.table())
    assert "chỉ tiêu 1.310 tỷ đồng" in a.text


def test_unlike_figures_are_not_set_side_by_side() -> None:
    text = (
        "Huyện Cao Lộc có 85% người dân có định danh điện tử. "
        "Huyện Chi Lăng kích hoạt 72.000 tài khoản định danh điện tử."
    )
    s = Store().document(text, "bao/dinh-danh.txt")
    s.fact("locality", "Huyện ⟦Cao Lộc⟧", level="district", canonical="huyện Cao Lộc" + _P)
    s.fact("locality", "Huyện ⟦Chi Lăng⟧", level="district", canonical="huyện Chi Lăng" + _P)
    s.fact("figure", "có ⟦85⟧%", value=85, indicator="người dân có định danh điện tử",
           locality="huyện Cao Lộc", period="2024")  # fmt: skip
    s.fact("figure", "hoạt ⟦72.000⟧", value=72000, unit="tài khoản", period="2024",
           indicator="tài khoản định danh điện tử kích hoạt", locality="huyện Chi Lăng")  # fmt: skip
    a = answer("So sánh Cao Lộc và Chi Lăng về định danh điện tử", s.table())
    assert a.kind == "none"
    assert "cùng loại" in a.text
    assert len(a.suggestions) == 2, "what is told of each is near"


READ = [
    (
        "Chỉ số cải cách hành chính của Sở Tư pháp đạt bao nhiêu phần trăm?",
        "value",
        "cải cách is no distance",
    ),
    (
        "Giải ngân vốn chương trình mục tiêu quốc gia được bao nhiêu tỷ?",
        "value",
        "the programme's name is no target",
    ),
    ("TP Hà Giang hơn huyện Bắc Quang bao nhiêu điểm?", "gap", "how far two are apart"),
    ("How far is Kỳ Anh from its target for online payments?", "gap", "the same in English"),
    ("QĐ 507 nói gì?", "directive", "a directive says something, no person"),
    ("Which district came last in the ranking?", "extreme", "the last of a ranking"),
    ("Có đúng là tất cả các xã đều đạt chuẩn nông thôn mới?", "value", "yes or no without không"),
]


@pytest.mark.parametrize(("question", "wants", "why"), READ, ids=[c[0] for c in READ])
def test_questions_are_read_as_meant(question: str, wants: str, why: str) -> None:
    q = parse(question, today="2026-01-01")
    assert q.wants == wants, why
    assert q.role is None or "mục tiêu quốc gia" not in question, "a programme's name asks for no target"


def test_last_year_is_the_one_before_the_year_named() -> None:
    q = parse("Chỉ số hài lòng năm 2022 tăng bao nhiêu so với năm trước?", today="2026-01-01")
    assert [p.edtf for p in q.periods if not p.reference] == ["2022"]


def test_months_are_read_in_short_forms() -> None:
    assert [p.edtf for p in parse("Tính đến hết T10/2023 có bao nhiêu xã?").periods] == ["2023-10"]
