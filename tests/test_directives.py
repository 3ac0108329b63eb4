"""Directives: numbers, lists, titles, issuers; our own sentences."""

import pytest

from nlp.directive_numbers import directive_key, parse_symbol
from nlp.directives import find_directives
from nlp.document import Document
from nlp.facts import Directive
from nlp.localities import find_localities
from nlp.sentences import sentences
from nlp.shadow import shadow


def directives(text: str, published: str | None = None) -> list[Directive]:
    document = Document(text=text, source="", published=published)
    low, cut = shadow(text), sentences(text)
    return find_directives(document, low, cut, find_localities(document, low, cut))


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Theo Nghị định số 12/2021/NĐ-CP ngày 3/2/2021 của Chính phủ.", ("Nghị định", "12", "2021-02-03", "Chính phủ"),  # noqa: E501
         "number, sign, day, issuer"),
        ("Theo Quyết định số 9/QĐ-TTg ngày 05 tháng 6 năm 2023.", ("Quyết định", "9", "2023-06-05", "Thủ tướng Chính phủ"),  # noqa: E501
         "the sign tells the issuer"),
        ("Tỉnh Vĩnh Phúc họp. UBND tỉnh ban hành Kế hoạch số 31 về trồng rừng.",
         ("Kế hoạch", "31", None, "UBND tỉnh Vĩnh Phúc"), "the issuer before it, resolved"),
        ("Huyện Lập Thạch họp. Theo Kế hoạch số 8/KH-UBND của UBND huyện.",
         ("Kế hoạch", "8", None, "UBND huyện Lập Thạch"), "UBND huyện is the one last named"),
        ("Tỉnh An Giang thực hiện Chỉ thị số 4 của Tỉnh ủy.", ("Chỉ thị", "4", None, "Tỉnh ủy An Giang"), "the party"),  # noqa: E501
        ("Đẩy mạnh Đề án 06 trong quý.", ("Đề án", "06", None, None), "a number without số"),
        ("Theo Nghị quyết số 7 năm 2022 về thủy lợi.", ("Nghị quyết", "7", "2022", None), "a year alone"),
        ("Căn cứ Luật Đất đai;", ("Luật", None, None, None), "a law by name"),
        ("Ngày 8/7/2022, UBND tỉnh Lào Cai ban hành Công văn số 61 về phòng rét.",
         ("Công văn", "61", "2022-07-08", "UBND tỉnh Lào Cai"), "the day before it"),
        ("Căn cứ Luật Thủy lợi ngày 19/6/2017;", ("Luật", None, "2017-06-19", None), "the day of a law"),
        ("Căn cứ Luật Giao thông đường bộ;", ("Luật", None, None, None), "a law whose name begins with giao"),
        ("Căn cứ Luật Bảo vệ và phát triển rừng số 16/2017/QH14 ngày 15/11/2017;",
         ("Luật", "16", "2017-11-15", "Quốc hội"), "the number of a law after its name"),
        ("Theo Luật Nhà ở 2023, xã làm.", ("Luật", None, "2023", None), "a law and its year"),
        ("Tỉnh An Giang họp. Đạt 9 chỉ tiêu nghị quyết HĐND tỉnh giao.",
         ("Nghị quyết", None, None, "HĐND tỉnh An Giang"), "a resolution named by its body"),
        ("Tỉnh An Giang họp. Thực hiện Chỉ thị của Tỉnh ủy về thủy lợi, dân đào kênh.",
         ("Chỉ thị", None, None, "Tỉnh ủy An Giang"), "an order named by its body"),
        ("Huyện Lập Thạch họp. Nghị quyết Đại hội Đảng bộ huyện lần thứ XXII đã đạt.",
         ("Nghị quyết", None, None, "Đại hội Đảng bộ huyện Lập Thạch lần thứ XXII"), "a congress and which one"),  # noqa: E501
        ("Tỉnh An Giang họp. Sáng nay, HĐND tỉnh biểu quyết thông qua nghị quyết về dự toán năm sau.",
         ("Nghị quyết", None, None, "HĐND tỉnh An Giang"), "a resolution that a council adopts"),
        ("Ngày 4/3/2023, Văn phòng UBND tỉnh Lào Cai phát hành Công văn số 61 về phòng rét.",
         ("Công văn", "61", "2023-03-04", "Văn phòng UBND tỉnh Lào Cai"), "sent out on a day"),
        ("Tỉnh Sơn La họp. Ban Chỉ đạo 35 tỉnh Sơn La đã ban hành Kế hoạch số 7/KH-BCĐ.",
         ("Kế hoạch", "7", None, "Ban Chỉ đạo 35 tỉnh Sơn La"), "a committee with a number in its name"),
        ("Tỉnh An Giang năm 2024 họp. Kế hoạch số 15/KH-UBND ngày 5/6 của UBND tỉnh đã xong.",
         ("Kế hoạch", "15", "2024-06-05", "UBND tỉnh An Giang"), "a day whose year stands elsewhere"),
        ("An Giang họp. Ngày 12 tháng 4 năm 2024, Chủ tịch UBND tỉnh ký ban hành Quyết định số 15/QĐ-UBND.",
         ("Quyết định", "15", "2024-04-12", "Chủ tịch UBND tỉnh An Giang"), "the day before it, in words"),
        ("Tỉnh An Giang họp. Quyết định số 15/QĐ-UBND được UBND tỉnh ban hành ngày 5/6/2024 đã xong.",
         ("Quyết định", "15", "2024-06-05", "UBND tỉnh An Giang"), "the body and its day after the number"),
        ("Tỉnh Cà Mau họp. Sở Y tế vừa có Kế hoạch số 45/KH-SYT về tiêm chủng.",
         ("Kế hoạch", "45", None, "Sở Y tế"), "a department as it is written"),
        ("Tỉnh Cà Mau họp. Theo Kế hoạch số 45/KH-SYT, dân tiêm xong.",
         ("Kế hoạch", "45", None, "Sở Y tế tỉnh Cà Mau"), "a department that only the sign tells"),
        ("Tỉnh An Giang. UBND xã Vĩnh Hưng xong trước. Theo Công văn số 8/UBND-TH, tỉnh còn 3 xã.",
         ("Công văn", "8", None, "UBND tỉnh An Giang"), "the unit that acts in the sentence"),
        ("Tỉnh An Giang họp. Nghị quyết số 5-NQ/TU của Ban Chấp hành Đảng bộ tỉnh đã xong.",
         ("Nghị quyết", "5", None, "Ban Chấp hành Đảng bộ tỉnh An Giang"), "the party's committee"),
        ("Theo Công văn số 77/TCDT-KH của Tổng cục Dự trữ Nhà nước, gạo đã cấp đủ.",
         ("Công văn", "77", None, "Tổng cục Dự trữ Nhà nước"), "a body that no list holds"),
        ("Xã Vĩnh Hưng, tỉnh Tây Ninh. Ngô vượt nghị quyết Đảng ủy, dân mừng.",
         ("Nghị quyết", None, None, "Đảng ủy xã Vĩnh Hưng"), "the party cell of the commune"),
        ("UBND tỉnh Hà Nam đã có Công văn số 61 gửi các huyện.", ("Công văn", "61", None, "UBND tỉnh Hà Nam"),
         "the body that has it"),
        ("Tỉnh Sơn La họp. Phó Chủ tịch UBND tỉnh vừa ký ban hành Kế hoạch số 45/KH-UBND.",
         ("Kế hoạch", "45", None, "UBND tỉnh Sơn La"), "a deputy signs for the committee"),
        ("Tỉnh Sơn La họp. Kế hoạch số 45 của tỉnh còn 3 việc.", ("Kế hoạch", "45", None, None),
         "the province is no body"),
        ("Bộ Tài chính vừa có Công điện số 5 gửi các tỉnh.", ("Công điện", "5", None, "Bộ Tài chính"),
         "a ministry"),
        ("Tỉnh Sơn La họp. Theo Nghị quyết 15/2023 của HĐND tỉnh, học phí giảm.",
         ("Nghị quyết", "15", "2023", "HĐND tỉnh Sơn La"), "number and year"),
        ("Bảo hiểm xã hội tỉnh Hà Nam có Công văn số 812/BHXH-QLT ngày 4/5/2024.",
         ("Công văn", "812", "2024-05-04", "Bảo hiểm xã hội tỉnh Hà Nam"), "an agency, not its ministry"),
        ("Thực hiện Nghị định số 178/2024/NĐ-CP, xã làm xong.", ("Nghị định", "178", "2024", "Chính phủ"),
         "the year in the sign"),
    ],
)  # fmt: skip
def test_one_directive(text: str, expected: tuple[str | None, ...], why: str) -> None:
    (found,) = directives(text)
    assert (found.type, found.number, found.date, found.issuer) == expected, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ban hành 9 Quyết định và 11 Kế hoạch.", "counted"),
        ("Sở đã xây dựng kế hoạch, giao nhiệm vụ.", "a mere word"),
        ("Ban Chỉ đạo 1287 họp phiên đầu.", "a body"),
        ("Quyết định này có hiệu lực ngay.", "a back-reference"),
        ("Phòng Tài chính - Kế hoạch bố trí vốn cho xã nghèo vùng cao.", "an office"),
        ("Kế hoạch 2024 đã xong.", "a year"),
        ("Làm theo Kế hoạch 10/2024 cho kịp.", "a month"),
        ("Luật sư bào chữa.", "luật sư"),
        ("Các nghị quyết của HĐND tỉnh An Giang đã xong.", "several"),
        ("Đạt 39% kế hoạch HĐND tỉnh An Giang giao.", "a share of what a council set"),
        ("Đạt 95% kế hoạch năm.", "a share of a plan"),
    ],
)
def test_what_is_no_directive(text: str, why: str) -> None:
    assert directives(text) == [], why


def test_a_list_shares_type_and_issuer() -> None:
    found = directives("UBND tỉnh Lào Cai ban hành các Quyết định số 12, 15 và 20/QĐ-UBND về khuyến nông.")
    assert [(d.type, d.number, d.text) for d in found] == [
        ("Quyết định", "12", "Quyết định số 12"),
        ("Quyết định", "15", "15"),
        ("Quyết định", "20", "20/QĐ-UBND"),
    ]
    assert {d.issuer for d in found} == {"UBND tỉnh Lào Cai"}


def test_a_titled_plan_inside_a_decision_is_a_directive_of_its_own() -> None:
    found = directives("Theo Quyết định số 21/QĐ-TTg phê duyệt Đề án trồng một tỷ cây xanh cho đô thị.")
    assert [(d.type, d.number, d.issuer) for d in found] == [
        ("Quyết định", "21", "Thủ tướng Chính phủ"),
        ("Đề án", None, None),
    ]
    assert found[1].title == "trồng một tỷ cây xanh cho đô thị"


def test_the_title_is_what_follows_ve_viec() -> None:
    (found,) = directives("Theo Quyết định số 5/QĐ-UBND về việc giao chỉ tiêu trồng rừng, các xã làm ngay.")
    assert found.title is not None
    assert found.title.startswith("giao chỉ tiêu trồng rừng")


def test_kinds_of_units_in_a_row_are_one_part_of_a_title() -> None:
    (found,) = directives(
        "Theo Quyết định số 42 về giao việc cho Chủ tịch UBND các huyện, thành phố trong tỉnh."
    )
    assert found.title == "giao việc cho Chủ tịch UBND các huyện, thành phố trong tỉnh"


def test_what_a_directive_demands_is_no_part_of_its_title() -> None:
    (found,) = directives(
        "UBND tỉnh Ninh Bình ban hành Chỉ thị số 18/CT-UBND về tăng thu ngân sách cuối năm, yêu cầu các sở "
        "rà soát."
    )
    assert found.title == "tăng thu ngân sách cuối năm"


def test_the_head_of_a_document_counts_once() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN LẬP THẠCH\nSố: 45/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Lập Thạch, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nPhòng hạn vụ xuân\n\nCăn cứ Luật Thủy lợi;\n"
    )
    found = directives(text)
    assert [(d.type, d.number, d.issuer, d.date) for d in found] == [
        ("Kế hoạch", "45", "UBND huyện Lập Thạch", "2024-03-05"),
        ("Luật", None, None, None),
    ]


def test_the_type_line_of_a_head_may_hold_its_number() -> None:
    text = (
        "TỈNH KON TUM\nBAN CHỈ ĐẠO GIẢM NGHÈO\nKon Tum, ngày 09 tháng 6 năm 2024\n\nTHÔNG BÁO SỐ 41/TB-BCĐ\n"
        "Kết luận tại phiên họp tháng 5\n\nBan Chỉ đạo yêu cầu các huyện làm xong trong quý."
    )
    head = directives(text)[0]
    assert (head.text, head.type, head.number) == ("THÔNG BÁO SỐ 41/TB-BCĐ", "Thông báo", "41")
    assert (head.date, head.issuer) == ("2024-06-09", "Ban chỉ đạo giảm nghèo tỉnh Kon Tum")
    assert head.title == "Kết luận tại phiên họp tháng 5"


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh An Giang họp. HĐND tỉnh họp bàn để ra nghị quyết về dự toán năm sau.",
        "Tỉnh An Giang họp. Sáng nay, các đại biểu thông qua nghị quyết về dự toán năm sau.",
    ],
)
def test_a_resolution_without_who_adopts_it_or_not_yet_adopted_is_none(text: str) -> None:
    assert directives(text) == []


def test_an_order_that_speaks_of_itself_has_the_issuer_of_its_head() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN GIANG\nSố: 4/CT-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "An Giang, ngày 05 tháng 3 năm 2024\n\nCHỈ THỊ\nVề phòng hạn\n\nCác sở trồng rừng.\n"
        "Sở Nội vụ theo dõi việc thực hiện Chỉ thị này.\nChỉ thị này có hiệu lực ngay.\n"
    )
    assert [(d.type, d.number, d.issuer) for d in directives(text)] == [
        ("Chỉ thị", "4", "UBND tỉnh An Giang"),
        ("Chỉ thị", None, "UBND tỉnh An Giang"),
    ]


def test_a_short_mention_takes_over_what_the_full_one_tells() -> None:
    found = directives("Nghị định 12 tăng phạt. Nghị định số 12/2021/NĐ-CP ngày 3/2/2021 nêu rõ mức.")
    assert [(d.number, d.issuer, d.date) for d in found] == [("12", "Chính phủ", "2021-02-03")] * 2


def test_a_programme_that_is_not_told_is_none() -> None:
    assert directives("Vốn Chương trình mục tiêu quốc gia bố trí 38 tỷ đồng cho các xã nghèo.") == []


def test_a_resolution_named_once_more_has_the_issuer_told_before() -> None:
    found = directives("Tỉnh An Giang làm Nghị quyết số 7 của Tỉnh ủy. Mức 50% mà nghị quyết đặt ra còn xa.")
    assert [(d.number, d.issuer) for d in found] == [("7", "Tỉnh ủy An Giang"), (None, "Tỉnh ủy An Giang")]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("507/QĐ-UBND", "qd:507"),
        ("QĐ 507 ubnd", "qd:507"),
        ("507 qd ubnd", "qd:507"),
        ("quyet dinh so 507", "qd:507"),
        ("Đề án 06", "da:6"),
        ("de an 6", "da:6"),
        ("75/2023/NĐ-CP", "nd:75"),
        ("số 12", ":12"),
        ("xin chào", ""),
    ],
)
def test_all_spellings_of_a_number_have_one_key(written: str, key: str) -> None:
    assert directive_key(written) == key


def test_a_sign_is_read_into_its_parts() -> None:
    sign = parse_symbol("75/2023/NĐ-CP")
    assert sign is not None
    assert (sign.number, sign.year, sign.type, sign.codes) == ("75", "2023", "Nghị định", ("nđ", "cp"))


@pytest.mark.parametrize(
    "piece", ["Quyết định ", "Quyết định số 1, ", "số 1/QĐ-UBND, ", "1/", "kế hoạch ", "về ", "của UBND "]
)
def test_repeated_cues_give_exact_offsets(piece: str) -> None:
    text = piece * (15_000 // len(piece))
    assert all(text[d.start : d.end] == d.text for d in directives(text))
