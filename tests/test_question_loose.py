"""Questions as people type them: other words, short forms, years told once, targets that are counted."""

import pytest

from index.asked import refined, respelt
from nlp.question import parse
from nlp.question_places import KnownPlace, PlaceNames
from nlp.question_slips import mend
from nlp.question_words import Reading

KINDS = [
    ("năm 2024 huyện A đạt và vượt bao nhiêu chỉ tiêu?", "value", "targets that are counted lie no way off"),
    ("Huyện A còn thiếu bao nhiêu % so với chỉ tiêu?", "gap", "a share that is missing does"),
    ("Xã A giảm hộ nghèo như thế nào trong giai đoạn 2015 - 2020?", "trend", "a change over a stretch"),
    ("Những khoản thu, khoản chi ngân sách nào chưa đạt dự toán?", "list", "kinds joined by a comma"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wants", "why"), KINDS, ids=[c[0] for c in KINDS])
def test_what_is_wanted_is_told_from_the_words(text: str, wants: str, why: str) -> None:
    assert parse(text).wants == wants, why


ROLES = [
    ("Which targets did A district meet in 2025?", "result", "those that were reached"),
    ("How many of its 25 targets for 2024 did A district meet or exceed?", "result", "the same, counted"),
    ("Năm 2024 huyện A phấn đấu giải ngân 90%, đến 22/11 đã được bao nhiêu %?", "result", "done so far"),
    ("Năm 2024 huyện A phấn đấu giải ngân bao nhiêu %?", "target", "nothing is said to be done"),
    (
        "By what percentage does A commune want income in 2030 to exceed that of 2025?",
        "target",
        "it wants to",
    ),
]


@pytest.mark.parametrize(("text", "role", "why"), ROLES, ids=[c[0] for c in ROLES])
def test_what_was_done_is_told_from_what_is_to_be(text: str, role: str, why: str) -> None:
    assert parse(text).role == role, why


PERIODS = [
    ("Năm 2024 phấn đấu 90%, đến 22/11 đã giải ngân bao nhiêu %?", ["2024-11-22"], "a day of the year"),
    ("Tháng 1/2019 xuất khẩu giảm bao nhiêu % so với năm trước?", ["2019-01"], "only compared with"),
    ("By what percentage is income in 2030 to exceed that of 2025?", ["2030"], "only compared with"),
    ("Hộ nghèo năm 2022 và đến 30/6 thế nào so với năm 2021?", ["2022", "XXXX-06-30", "2021"], "two years"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "periods", "why"), PERIODS, ids=[c[0] for c in PERIODS])
def test_a_day_takes_the_year_beside_it(text: str, periods: list[str], why: str) -> None:
    assert [p.edtf for p in parse(text).periods] == periods, why


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("còn thấp hơn CT Thủ tướng giao", "còn thấp hơn chỉ tiêu Thủ tướng giao"),
        ("mấy khoản không đạt DT", "mấy khoản không đạt dự toán"),
        ("tăng trên 8% đúng hông", "tăng trên 8% đúng không"),
        ("hộ ngèo giãm nhìu", "hộ nghèo giảm nhiều"),
        ("ngày hội sông Hồng", "ngày hội sông Hồng"),
    ],
)
def test_short_forms_and_slips_are_read_by_what_stands_beside(typed: str, meant: str) -> None:
    assert mend(typed) == meant


def test_a_season_is_no_misspelt_place_and_inside_the_province_no_place_at_all() -> None:
    names = PlaceNames([KnownPlace("xã Vũ Lễ, tỉnh Thái Bình", "commune")])
    assert names.find(Reading("Vụ Hè thu 2017 có bao nhiêu ha?")) == []
    assert not parse("Bao nhiêu người có việc làm ngay trong tỉnh?", names).places


KNOWN = PlaceNames([
    KnownPlace("tỉnh Ninh Thuận", "province"), KnownPlace("huyện Bác Ái, tỉnh Ninh Thuận", "district"),
    KnownPlace("tỉnh Cà Mau", "province"), KnownPlace("xã Đầm Dơi, tỉnh Cà Mau", "commune"),
    KnownPlace("tỉnh Bình Phước", "province"), KnownPlace("huyện Ninh Phước, tỉnh Ninh Thuận", "district"),
    KnownPlace("huyện Hoằng Hóa, tỉnh Thanh Hóa", "district"),
    KnownPlace("xã Hồng Hóa, huyện Minh Hóa, tỉnh Quảng Bình", "commune"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tỉnh Bình Phưóc có bao nhiêu hộ nghèo?", "tỉnh Bình Phước"),
        ("Hoàng Hóa có bao nhiêu hộ nghèo?", "huyện Hoằng Hóa"),
    ],
)
def test_other_marks_are_a_smaller_slip_than_another_letter(text: str, label: str) -> None:
    assert [p.label for p in parse(text, KNOWN).places] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Bác Ái (Ninh Thuận) còn bao nhiêu hộ nghèo?",
        "Tỷ lệ thanh toán trực tuyến của xã Đầm Dơi còn kém mấy phần so với mức tỉnh Cà Mau giao?",
        "Did Bác Ái district in Ninh Thuận send 20 workers abroad?",
    ],
)
def test_a_place_that_only_says_where_or_who_set_the_target_is_not_compared_with(text: str) -> None:
    assert parse(text, KNOWN).wants != "compare"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Từ 1/7 đến 30/9/2025 xã tiếp nhận bao nhiêu hồ sơ?", "2025-07-01/2025-09-30"),
        ("Sau ba tháng (7 - 9/2025) xã tiếp nhận bao nhiêu hồ sơ?", "2025-07/2025-09"),
        ("9T/2024 tỉnh thu hút được bao nhiêu vốn?", "2024-01/2024-09"),
    ],
)
def test_stretches_are_read_however_they_are_typed(text: str, period: str) -> None:
    assert [p.edtf for p in parse(text).periods] == [period]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("den 30/11/2025 cac du an moi khoi cong phai giai ngan duoc it nhat may phan tram", "target"),
        ("What online application rate was A district told to reach in 2022?", "target"),
        ("Năm 2024 có phải huyện A giải ngân được ít nhất 70% không?", None),
    ],
)
def test_what_had_to_be_done_is_a_target(text: str, role: str | None) -> None:
    assert refined(parse(respelt(text))).role == role


def test_the_time_to_which_something_was_put_off_is_not_asked_about() -> None:
    asked = parse("Năm 2024 huyện A còn nợ bao nhiêu căn phải để sang năm sau?", today="2024-12-01")
    assert [p.edtf for p in asked.periods] == ["2024"]


def test_a_school_year_may_be_typed_with_a_blank() -> None:
    asked = refined(parse(respelt("nam hoc 2023 2024 tinh con thieu bao nhieu thay co giao")))
    assert [p.edtf for p in asked.periods] == ["2023/2024"]


def test_months_are_no_number_to_be_found() -> None:
    assert parse("Trong kế hoạch năm 2025, sau 9 tháng đã làm xong mấy nhiệm vụ?").numbers == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("BHXH tự nguyện của huyện A có bao nhiêu người?", "bảo hiểm xã hội tự nguyện"),
        ("How much were they disbursing in A province?", "giải ngân"),
        ("How many makeshift homes did A district do away with?", "nhà tạm"),
    ],
)
def test_terms_are_known_in_other_forms(text: str, form: str) -> None:
    assert tuple(form.split()) in {f for t in parse(text).terms for f in t.forms}


def test_a_place_between_two_words_parts_them() -> None:
    terms = parse("By then, had Kiên Giang's health insurance coverage passed the level set?").terms
    assert all(not t.text.startswith("had ") for t in terms)


@pytest.mark.parametrize(
    "text",
    [
        "Cán bộ nông nghiệp nào ở huyện A khuyên bà con thôi cấy lúa trên ruộng cao?",
        "Ai bên phòng giáo dục nhận rằng việc đăng ký trường chuẩn chưa sát?",
        "Vị lãnh đạo nào của Bộ Nội vụ cảnh báo rằng mục tiêu khó đạt?",
    ],
)
def test_who_said_it_is_asked_in_many_ways(text: str) -> None:
    assert parse(text).wants == "statement"


ASKED = [
    ("Trường học đã đạt chuẩn chưa (năm học 2022-2023)?", "yesno", True, "a bracket behind the question"),
    ("Thu ngân sách xã A năm 2019 có vượt kế hoạch không, hay hụt?", "yesno", True, "the other way is said"),
    ("ha giang xa nao cung co to cong nghe so roi a", "yesno", True, "`xã nào cũng` asks about all of them"),
    ("Chị rà giúp: huyện A giải ngân được bao nhiêu %?", "indicator", "giải ngân", "a lead-in is no content"),
    ("dai hoi dang bo xa A 22/7 co bao nhieu dai bieu", "periods", ["XXXX-07-22"], "a day without its word"),
    ("Từ 1/7 tới giữa tháng 10/2025 nhận bao nhiêu hồ sơ?", "periods", ["2025-07-01/2025-10"], "from a day"),
    ("Which decision of July 2025 fixed how many files go online?", "wants", "directive", "which decision"),
    ("Who from A district asked to move the money?", "wants", "statement", "who asked"),
    ("Which lending programme grew the most?", "wants", "extreme", "a programme that grew is no document"),
    ("Which of A province's requirements had not been met?", "status", "missed", "not been met"),
    ("Which districts collected more revenue than planned?", "status", "met", "more than planned"),
    ("Huyện A vẫn chưa thu đủ dự toán phải không?", "status", "missed", "not enough was collected"),
    ("Tỉnh A bàn giao được bao nhiêu công trình?", "role", None, "handed over, not assigned"),
    ("GRDP bình quân đầu người là bao nhiêu triệu?", "unit", "đồng", "millions are money"),
    ("Còn mấy chủ đầu tư giải ngân chưa được 30%?", "threshold", "under", "a bound"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "part", "expected", "why"), ASKED, ids=[c[0] for c in ASKED])
def test_turns_of_phrase_are_read(text: str, part: str, expected: object, why: str) -> None:
    q = refined(parse(respelt(text)))
    read = getattr(q, part)
    if part == "periods":
        read = [p.edtf for p in read]
    elif part == "threshold":
        read = read.comparator
    assert read == expected, why


def test_hue_is_a_place_where_a_place_is_told_without_accents() -> None:
    names = PlaceNames([KnownPlace("thành phố Huế", "province")])
    assert [p.label for p in names.find(Reading("khach quoc te den hue nam 2025"))] == ["thành phố Huế"]
    assert names.find(Reading("ba hue noi gi ve du lich")) == []


@pytest.mark.parametrize(
    ("text", "wants", "why"),
    [
        ("nam 2024 dien bien dong vuot nhung chi tieu nao", "list", "`dien bien` is a name, not how it went"),
        ("dien bien giai ngan cua dien bien dong", "trend", "the word itself, beside the name"),
        ("Bình Thuận năm 2022 đã thu đủ dự toán kông?", "value", "a slip of the asking word"),
        ("Phan Thiết, La Gi và Tánh Linh mỗi nơi mấy điểm?", "compare", "`La Gi` is a town, not `là gì`"),
    ],
)
def test_names_and_slips_make_no_other_question(text: str, wants: str, why: str) -> None:
    known = ("huyện Điện Biên Đông, tỉnh Điện Biên", "thị xã La Gi, tỉnh Bình Thuận")
    names = PlaceNames([KnownPlace(place, "district") for place in known])
    assert refined(parse(respelt(text), names)).wants == wants, why


def test_short_forms_inside_a_term_are_read_as_in_documents() -> None:
    typed = refined(parse("Bắc Giang thu hút bao nhiêu vốn FDI?")).terms
    forms = {" ".join(form) for term in typed for form in term.forms}
    assert "vốn đầu tư trực tiếp nước ngoài" in forms


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Nine months into 2022, had Bình Thuận already collected its domestic revenue estimate?", True),
        ("binh thuan 9 thang nam 2022 thu noi dia dat bao nhieu", False),
        ("thu ngân sách on track chưa", False),
    ],
)
def test_the_language_is_told_from_small_words(text: str, english: bool) -> None:
    assert (parse(text).language == "en") is english


@pytest.mark.parametrize(
    ("text", "places", "why"),
    [
        ("nam 2024 ty le dan hai long o quan hong bang la bao nhieu", ["quận Hồng Bàng"], "hài lòng"),
        ("diem cua xa thi tran lam viec tot nhat", [], "communes and towns, not Trần Lãm"),
        ("giai ngan cao tốc Bắc - Nam được bao nhiêu", [], "a road between two compass points"),
        ("xã Hải Long đạt bao nhiêu điểm", ["xã Hải Long"], "typed with its accents it is the commune"),
    ],
)
def test_known_terms_and_roads_name_no_place(text: str, places: list[str], why: str) -> None:
    known = [
        KnownPlace("quận Hồng Bàng, thành phố Hải Phòng", "district"),
        KnownPlace("xã Hải Long, tỉnh Nam Định", "commune"),
        KnownPlace("phường Trần Lãm, tỉnh Thái Bình", "commune"),
        KnownPlace("xã Bắc Nam, tỉnh Lạng Sơn", "commune"),
    ]
    found = PlaceNames(known).find(Reading(text))
    assert [p.label.split(",")[0] for p in found] == places, why
