"""What is understood of a question, before anything is looked up."""

import pytest

from nlp.question import Question, numeral, parse
from nlp.question_directives import find_directive
from nlp.question_english import glossary
from nlp.question_periods import agreement, bounds, find_periods
from nlp.question_places import KnownPlace, PlaceNames
from nlp.question_slips import guess, mend, slip
from nlp.question_words import (
    WORD,
    Cue,
    Reading,
    StoreWords,
    expand,
    patterns,
    plain_words_of,
    words_of,
)
from nlp.shadow import bare

NAMES = PlaceNames(
    [
        KnownPlace("huyện Sơn Dương, tỉnh Tuyên Quang", "district"),
        KnownPlace("xã Tân Trào, huyện Sơn Dương, tỉnh Tuyên Quang", "commune"),
        KnownPlace("tỉnh Tuyên Quang", "province"),
        KnownPlace("tỉnh Hà Giang", "province"),
        KnownPlace("thành phố Hà Giang, tỉnh Hà Giang", "district"),
    ]
)


def q(text: str, today: str | None = None) -> Question:
    return parse(text, NAMES, today)


WANTED = [
    ("Sơn Dương có bao nhiêu hộ nghèo?", "value", "a lookup"),
    ("huyện nào chưa đạt chỉ tiêu nào?", "places", "a level asked for"),
    ("huyen nao chua dat chi tieu nao", "places", "the same without accents"),
    ("Những chỉ tiêu nào Sơn Dương chưa hoàn thành?", "list", "targets asked for"),
    ("Ai nói thiếu máy quét?", "statement", "a speaker asked for"),
    ("Kế hoạch nào của Sơn Dương về giảm nghèo?", "directive", "a document asked for"),
    ("Quyết định số 512 về việc gì?", "directive", "a document by its number"),
    ("So sánh Sơn Dương và Tân Trào về số hộ nghèo", "compare", "two places"),
    ("Nơi nào có nhiều hộ nghèo nhất?", "extreme", "the most, its words apart"),
    ("Hai bài báo có khớp nhau về số hộ nghèo không?", "conflict", "documents held against each other"),
    ("Số hộ nghèo thay đổi thế nào qua các năm?", "trend", "over time"),
    ("Vì sao Sơn Dương còn nhiều hộ nghèo?", "refuse", "figures give no reasons"),
    ("Có nên giao thêm chỉ tiêu cho Sơn Dương?", "refuse", "an opinion"),
    ("Which communes are named as pilots?", "mentioned", "places named, in English"),
    ("In which communes does Sơn Dương plan to plant tea?", "places", "to plan is no document"),
    ("Tiểu thương nào ở chợ đã kể chuyện đóng bảo hiểm?", "statement", "a speaker of any trade"),
    ("nam 2023 son duong co nhung chi tieu nao vuot ke hoach", "list", "a plan is no `kể`"),
    ("ai than xe rac lau moi vao thon", "statement", "no English word in it"),
    ("cong van 5920 cua son duong noi ve viec gi", "directive", "a document says, and nobody else"),
    ("son duong chua dat chi tieu chuyen doi so nao", "list", "no `sở nào` in `chuyển đổi số nào`"),
    ("Sơn Dương tăng mấy bậc, xếp thứ mấy?", "value", "places climbed are no gap"),
    ("How far below the target is Sơn Dương?", "gap", "a distance, in English"),
    ("How many poor households does Sơn Dương have?", "value", "a lookup in English"),
    ("Who said there were too few scanners?", "statement", "a speaker, in English"),
    ("Why did the district miss its target?", "refuse", "a reason, in English"),
]


PLACES = [
    ("T.Quang có bao nhiêu hộ nghèo?", ["tỉnh Tuyên Quang"], "the first word as its initial"),
    (
        "How many poor households in Hagiang?",
        ["thành phố Hà Giang", "tỉnh Hà Giang"],
        "a name written as one",
    ),
    ("Năm 2024 nghiêng về phía nào?", [], "a long word is no name"),
]


@pytest.mark.parametrize(("text", "places", "why"), PLACES, ids=[p[0] for p in PLACES])
def test_names_are_found_in_the_ways_that_people_shorten_them(text: str, places: list[str], why: str) -> None:
    assert sorted(c.split(",")[0] for p in q(text).places for c in p.canonicals) == places, why


def test_a_year_that_must_have_ended_is_told_from_one_that_is_only_named() -> None:
    assert [p.whole for p in q("Thu ngân sách cả năm 2024 và trong năm 2025").periods] == [True, False]


def test_the_share_of_a_plan_is_asked_of_a_result() -> None:
    assert q("Sơn Dương thu được bao nhiêu phần trăm kế hoạch tỉnh giao?").role == "result"
    assert q("Sơn Dương đặt kế hoạch bao nhiêu phần trăm?").role == "target"


def test_what_has_to_be_done_is_a_target() -> None:
    assert q("het thang 6/2023 quang nam phai kich hoat bao nhieu tai khoan").role == "target"
    assert q("bao nhiêu hộ phải di dời").role is None


@pytest.mark.parametrize(("text", "wants", "why"), WANTED, ids=[w[0] for w in WANTED])
def test_the_kind_of_a_question_is_told_from_its_cues(text: str, wants: str, why: str) -> None:
    assert q(text).wants == wants, why


PERIODS = [
    ("năm 2024", ["2024"], "a year"),
    ("nam 2024", ["2024"], "without accents"),
    ("Sơn Dương phấn đấu năm 2025 giảm nghèo", ["2025"], "`đấu năm` is not `đầu năm`, and hides no year"),
    ("sau ba tháng vận hành", [], "a stretch of no calendar"),
    ("6 tháng đầu năm 2024", ["2024-01/2024-06"], "a half as months"),
    ("nửa cuối năm 2023", ["2023-07/2023-12"], "the other half"),
    ("quý III/2025", ["2025-07/2025-09"], "a quarter in Roman numbers"),
    ("quy 1 nam 2025", ["2025-01/2025-03"], "a quarter in digits, without accents"),
    ("11 tháng năm 2024", ["2024-01/2024-11"], "cumulative months"),
    ("tháng 11/2024", ["2024-11"], "a month"),
    ("từ tháng 7 đến tháng 9/2025", ["2025-07/2025-09"], "from month to month"),
    ("tháng 8, 9, 10 năm 2025", ["2025-08/2025-10"], "several months, from the first to the last"),
    ("thang 8 va 9/2025", ["2025-08/2025-09"], "two months, without accents"),
    ("PCI tăng mấy điểm so với năm 2022", ["2023"], "how much more than a year is told of the next one"),
    ("tỷ lệ hộ nghèo năm 2024 so với năm 2022", ["2024", "2022"], "both years are held side by side"),
    ("ngày 31/10/2024", ["2024-10-31"], "a day"),
    ("giai đoạn 2021-2025", ["2021/2025"], "years"),
    ("9 tháng đầu năm", ["XXXX-01/XXXX-09"], "a year that is not said"),
    ("in the first half of 2024", ["2024-01/2024-06"], "English half"),
    ("the third quarter of 2024", ["2024-07/2024-09"], "English quarter"),
    ("by the end of March 2025", ["2025-03"], "English month"),
    ("năm 2022 và năm 2023", ["2022", "2023"], "two years"),
    ("Quyết định 512/2023/QĐ-UBND", [], "a year inside a sign is none"),
]


@pytest.mark.parametrize(("text", "periods", "why"), PERIODS, ids=[p[0] for p in PERIODS])
def test_periods_become_edtf(text: str, periods: list[str], why: str) -> None:
    assert [p.edtf for p in q(text).periods] == periods, why


def test_words_like_this_year_need_a_day_to_mean_anything() -> None:
    assert q("năm nay có bao nhiêu hộ nghèo").periods == ()
    assert [p.edtf for p in q("năm nay có bao nhiêu hộ nghèo", today="2024-06-01").periods] == ["2024"]
    assert [p.edtf for p in q("năm ngoái", today="2024-06-01").periods] == ["2023"]


AGREE = [
    ("2024", "2024", 1.0, "the same"),
    ("2024", "2024-11", 0.5, "a part of the year asked for"),
    ("2024-01/2024-06", "2024", 0.0, "a year is no answer for a half"),
    ("2024-01/2024-06", "2024-07/2024-12", 0.0, "nor the other half"),
    ("2024", "2023", 0.0, "another year"),
    ("2024-10-31", "2024-01/2024-10", 0.5, "told cumulatively up to the day"),
    ("2025", "2021/2025", 0.5, "a plan's last year"),
    ("2024", "2023-12-15/2024-12-14", 0.5, "a year of reports that ends before its last days"),
]


@pytest.mark.parametrize(("asked", "stated", "least", "why"), AGREE, ids=[f"{a[0]} {a[1]}" for a in AGREE])
def test_periods_agree_only_when_one_answers_for_the_other(
    asked: str, stated: str, least: float, why: str
) -> None:
    fit = agreement(asked, stated, target=True)
    assert fit >= least if least else fit == 0.0, why


def test_bounds_of_what_is_no_period_are_none() -> None:
    assert bounds("2024-13") is None
    assert bounds("XXXX-05") is None
    assert bounds(None) is None


PLACES = [
    ("son duong", ["huyện Sơn Dương"], "without accents"),
    ("huyện Sơn Dương", ["huyện Sơn Dương"], "with its type"),
    ("Son Duong district", ["huyện Sơn Dương"], "with an English type word"),
    (
        "xã Tân Trào của huyện Sơn Dương",
        ["xã Tân Trào", "huyện Sơn Dương"],
        "both are found; the outer one is dropped later",
    ),
    ("huyện Sơn Đường", [], "typed accents count"),
    ("huyện Sơn Dươngg", ["huyện Sơn Dương"], "one slip in a name that no unit has"),
    ("tỉnh TQ", ["tỉnh Tuyên Quang"], "the only known province with these initials"),
]


@pytest.mark.parametrize(("text", "labels", "why"), PLACES, ids=[p[0] for p in PLACES])
def test_known_places_are_found_however_they_are_typed(text: str, labels: list[str], why: str) -> None:
    assert [p.label for p in q(f"{text} có bao nhiêu hộ nghèo").places if p.canonicals] == labels, why


def test_a_place_that_the_documents_do_not_know_is_kept_as_unknown() -> None:
    place = q("Huyện Mường Khương có bao nhiêu hộ nghèo?").places[0]
    assert place.label == "huyện Mường Khương"
    assert place.canonicals == ()


def test_the_whole_province_may_be_any_known_province() -> None:
    place = q("Toàn tỉnh có bao nhiêu hộ nghèo?").places[0]
    assert place.whole
    assert set(place.canonicals) == {"tỉnh Tuyên Quang", "tỉnh Hà Giang"}


SIGNS = [
    "507/qd-ubnd",
    "507 QĐ UBND",
    "qd 507",
    "QĐ số 507",
    "507⁄QĐ-UBND",
    "Quyết định 507",
    "quyet dinh so 507",
    "Decision No. 507",
]


@pytest.mark.parametrize("typed", SIGNS)
def test_a_sign_in_any_spelling_is_one_directive(typed: str) -> None:
    found, by_number = find_directive(Reading(typed))
    assert by_number
    assert found is not None
    assert (found.type, found.number) == ("quyết định", "507")


@pytest.mark.parametrize("text", ["kế hoạch 85% số hộ", "kế hoạch 20 tỷ đồng", "nghị quyết 3 năm"])
def test_a_number_of_something_else_is_no_sign(text: str) -> None:
    assert not find_directive(Reading(text))[1]


RULES = [(name, *rule) for name in ("cues", "periods", "bounds") for rule in patterns(name)]


@pytest.mark.parametrize(
    ("file", "kind", "pattern", "example"), RULES, ids=[f"{r[0]} {r[1]} {r[3]}" for r in RULES]
)
def test_every_rule_of_the_data_finds_its_example(file: str, kind: str, pattern: str, example: str) -> None:
    assert Cue(pattern).search(Reading(example))


def test_typed_accents_count_in_cues() -> None:
    cue = Cue("chưa đạt")
    assert cue.search(Reading("chua dat"))
    assert cue.search(Reading("chưa dat"))
    assert not cue.search(Reading("chữa đạt"))


SLIPS = [
    ("đã cập nhập phần mền", "đã cập nhật phần mềm"),
    ("sếp thứ mấy", "xếp thứ mấy"),
    ("có bao nhêu hộ", "có bao nhiêu hộ"),
    ("xã giử đất", "xã giữ đất"),
    ("đường làng", "đường làng"),
    ("được khôi phục điện", "được khôi phục điện"),
    ("giải quyết đựoc", "giải quyết được"),
    ("Sở XD Nghệ An", "Sở Xây dựng Nghệ An"),
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS, ids=[s[0] for s in SLIPS])
def test_slips_are_mended(typed: str, meant: str) -> None:
    store = StoreWords({"giữ": 2, "đất": 3, "dương": 9}, {"xa": {"giữ"}, "giu": {"đất"}}, {"dat": {"giữ"}})
    assert guess(mend(typed), store) == meant


def test_what_sounds_alike_is_meant_before_what_a_keystroke_makes() -> None:
    store = StoreWords({"xuân": 2, "sản": 9}, {"vu": {"xuân", "sản"}}, {})
    assert guess("lúa vụ suân", store) == "lúa vụ xuân"


def test_one_keystroke_is_a_slip_and_two_are_not() -> None:
    assert slip("nhap", "nhat")
    assert slip("hoc", "hco")
    assert not slip("nhap", "mat")


def test_abbreviations_are_written_out_for_matching() -> None:
    assert expand("DVC của UBND xã") == "dịch vụ công của ủy ban nhân dân xã"
    assert expand("CA huyện") == "công an huyện"
    assert expand("ca mắc sởi") == "ca mắc sởi", "in small letters it is a word"


@pytest.mark.parametrize(
    "text",
    [
        "UBND/HĐND xã; KT-XH và KT&XH:\u00a0DVC, 5G",
        "Hoà\u2028Bình – UỶ BAN\t(NTM)…",
        "tăng 1.250,5 ha/hộ,giảm 3,2%",
        "x" * 50 + " UBND " + "TP-HCM" * 9,
        "İstanbul ΟΔΟΣ UBND",
        "",
    ],
)
def test_words_are_the_same_whether_read_run_by_run_or_as_a_whole(text: str) -> None:
    assert words_of(text) == WORD.findall(expand(text))
    assert plain_words_of(text) == WORD.findall(bare(expand(text)))


def test_numbers_are_read_as_the_language_writes_them() -> None:
    assert numeral("1.239") == 1239
    assert numeral("84,6") == 84.6
    assert numeral("84.6") == 84.6, "a point before one digit is none of thousands"
    assert numeral("1,239", english=True) == 1239


THRESHOLDS = [
    ("Xã nào có trên 90% hộ dùng nước sạch?", ("over", 90.0, "%")),
    ("Xã nào dưới 50 hộ nghèo?", ("under", 50.0, None)),
    ("Địa phương nào từ 95% trở lên?", ("at_least", 95.0, "%")),
    ("người từ 15 tuổi trở lên có tài khoản", None),
]


@pytest.mark.parametrize(("text", "bound"), THRESHOLDS, ids=[t[0] for t in THRESHOLDS])
def test_bounds_are_read_and_ages_are_none(text: str, bound: tuple[str, float, str | None] | None) -> None:
    found = q(text).threshold
    assert (found and (found.comparator, found.value, found.unit)) == bound


def test_the_role_asked_for_is_told_from_the_words() -> None:
    assert q("Năm 2025 Sơn Dương phấn đấu bao nhiêu phần trăm?").role == "target"
    assert q("Sơn Dương đã có bao nhiêu trường?").role == "result"
    assert q("Sơn Dương được giao bao nhiêu chỉ tiêu?").role == "assigned"
    assert q("Sơn Dương hoàn thành bao nhiêu chỉ tiêu được giao?").role == "result"


def test_english_terms_go_through_the_glossary() -> None:
    forms = {form for t in q("What share of poor households in Son Duong?").terms for form in t.forms}
    assert ("hộ", "nghèo") in forms


def test_the_glossary_has_at_least_300_terms() -> None:
    assert len(glossary()) >= 300


@pytest.mark.parametrize(
    "text", ["", "?", "   ", "%%%", "a" * 5000, "\x00\u200b", "(((", "12/", "nào " * 400]
)
def test_no_question_is_too_odd(text: str) -> None:
    assert q(text).text == text


def test_a_quarter_alone_is_not_the_year_up_to_its_end() -> None:
    assert agreement("2022-04/2022-06", "2022-01/2022-06") == 0.0
    assert agreement("2022-04/2022-06", "2022-04/2022-06") == 1.0
    assert agreement("2022-06", "2022-01/2022-06") > 0.5
    assert [p.edtf for p in find_periods(Reading("đến hết quý II/2022"))] == ["2022-06"]
    assert [p.edtf for p in find_periods(Reading("quý II/2022"))] == ["2022-04/2022-06"]
