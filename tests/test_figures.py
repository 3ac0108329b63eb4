"""Figures as a whole: one sentence a row, with what every figure in it must be."""

import unicodedata

import pytest

from nlp import Document, Figure, analyse, stored_text
from nlp.facts import row
from nlp.wording import indicator_agrees


def read(text: str) -> list[Figure]:
    return [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Tỷ lệ người dân có tài khoản ngân hàng đạt 84,6%.",
            [("84,6", "%", "tỷ lệ người dân có tài khoản ngân hàng")],
            "before the number",
        ),
        (
            "Đến nay, 100% cửa hàng xăng dầu có hóa đơn điện tử.",
            [("100", "%", "cửa hàng xăng dầu có hóa đơn điện tử")],
            "after the number",
        ),
        (
            "Xã vận động được 120 triệu đồng ủng hộ quỹ khuyến học.",
            [("120", "đồng", "vận động ủng hộ quỹ khuyến học")],
            "around the number",
        ),
        (
            "Tổng thu ngân sách đạt 910 tỷ đồng, bằng 112% dự toán.",
            [("910", "đồng", "tổng thu ngân sách"), ("112", "%", "tổng thu ngân sách so với dự toán")],
            "one name for two numbers",
        ),
        (
            "Thu ngân sách đạt 910 tỷ đồng, tăng 12% so với cùng kỳ.",
            [("910", "đồng", "thu ngân sách"), ("12", "%", "thu ngân sách tăng so với cùng kỳ")],
            "a change keeps direction and base",
        ),
        (
            "Năm 2022, tỷ lệ hộ nghèo giảm 1,2%, đạt 100% kế hoạch.",
            [("1,2", "%", "tỷ lệ hộ nghèo giảm"), ("100", "%", "tỷ lệ hộ nghèo giảm so với kế hoạch")],
            "what was planned of poverty is how far it goes down",
        ),
        (
            "Sản lượng điện tăng 6,4%, không bằng mức 9,1% của cùng kỳ năm trước.",
            [("6,4", "%", "sản lượng điện tăng"), ("9,1", "%", "sản lượng điện tăng")],
            "the level compared with is of the same thing",
        ),
        (
            "Tỷ lệ hồ sơ trực tuyến đạt 84,6%; tỷ lệ hồ sơ đúng hạn đạt 97,2%.",
            [("84,6", "%", "tỷ lệ hồ sơ trực tuyến"), ("97,2", "%", "tỷ lệ hồ sơ đúng hạn")],
            "two names",
        ),
        (
            "Thu ngân sách là 12 tỷ đồng; so với dự toán tỉnh giao bằng 94%, so với cùng kỳ bằng 139%.",
            [
                ("12", "đồng", "thu ngân sách"),
                ("94", "%", "thu ngân sách so với dự toán tỉnh giao"),
                ("139", "%", "thu ngân sách so với cùng kỳ"),
            ],
            "each share has its own base before it",
        ),
        (
            "Nhân lực số 6/63 (tăng 25 bậc).",
            [("6/63", "hạng", "nhân lực số"), ("25", "bậc", "nhân lực số tăng")],
            "places gained say that the number before is a rank",
        ),
        (
            "Sản lượng thủy sản đạt 1.239 tấn (+9,5%).",
            [("1.239", "tấn", "sản lượng thủy sản"), ("9,5", "%", "sản lượng thủy sản tăng")],
            "a sign tells the direction",
        ),
        (
            "Có kết quả khảo sát hài lòng (DDCI). Năm 2024, PCI đạt 70,2 điểm. Với PAPI, tỉnh đạt 44,3 điểm.",
            [("70,2", "điểm", "PCI"), ("44,3", "điểm", "PAPI")],
            "points belong to the index named last by its letters",
        ),
        (
            "(7) Lao động qua đào tạo đạt 69%; (8) Người dân tham gia bảo hiểm y tế đạt 95%.",
            [("69", "%", "lao động qua đào tạo"), ("95", "%", "người dân tham gia bảo hiểm y tế")],
            "the place in a list that goes on in a line is no part",
        ),
        (
            "Toàn huyện có 45 nhà văn hóa thôn.",
            [("45", "nhà văn hóa", "nhà văn hóa thôn")],
            "what is counted",
        ),
        ("Huyện có 12 bác sĩ/vạn dân.", [("12", "bác sĩ/vạn dân", "bác sĩ/vạn dân")], "a rate"),
        (
            "Chỉ số cải cách hành chính tăng 5 bậc.",
            [("5", "bậc", "chỉ số cải cách hành chính tăng")],
            "a move in a ranking",
        ),
        (
            "Chỉ số cải cách hành chính xếp thứ 12/63 tỉnh, thành phố.",
            [("12/63", "hạng", "chỉ số cải cách hành chính")],
            "a rank",
        ),
    ],
)
def test_numbers_units_and_indicators(
    text: str, expected: list[tuple[str, str | None, str]], why: str
) -> None:
    figures = read(text)
    assert [(f.text, f.unit) for f in figures] == [(n, u) for n, u, _ in expected], why
    for figure, (_, unit, indicator) in zip(figures, expected, strict=True):
        assert indicator_agrees({"indicator": indicator, "unit": unit}, figure.indicator, figure.unit), (
            why,
            figure.indicator,
        )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Năm 2024, huyện đã phủ sóng 4G và 5G.", "a year and names of networks"),
        ("Dịch Covid-19 đã được kiểm soát từ ngày 15/3/2022.", "a disease and a date"),
        ("Người dân nhắn qua Zalo 365 hoặc gọi 0912 345 678.", "an account and a phone number"),
        ("Thực hiện Quyết định số 45/QĐ-UBND ngày 3/4/2024 và Đề án 06.", "documents"),
        ("Công dân từ đủ 18 tuổi trở lên được làm thẻ mức độ 2.", "ages and levels"),
        ("1. Về phát triển kinh tế\n2. Về văn hóa, xã hội", "list numbering"),
        ("Đây là một trong những xã đi đầu phong trào.", "an article"),
        ("Ngày 22/12, UBND huyện họp phiên thứ 15.", "a date and an order"),
        ("Du lịch bùng nổ dịp lễ 2/9, mừng Quốc khánh 2/9.", "feast days"),
        ("Trong 4 năm qua, xã giữ vững danh hiệu.", "a span of time used as when"),
        ("Tuyến đường đi qua quốc lộ 21 và thôn 4, xã Bồ Đề.", "a road and a village"),
    ],
)
def test_texts_without_figures(text: str, why: str) -> None:
    assert [f.text for f in read(text)] == [], why


PASSAGE = (
    "Uỷ ban nhân dân huyện Thuỷ Nguyên cho biết, năm 2024 tỷ lệ hồ sơ trực tuyến đạt 84,6%, "
    "vượt 12% so với kế hoạch. "
    "Toàn huyện hoà mạng 15/15 chỉ tiêu, giảm 30 - 50% thời gian."
)


def meaning(text: str) -> list[tuple[object, ...]]:
    figures = read(stored_text(text))
    fields = (
        "value",
        "value_max",
        "comparator",
        "unit",
        "numerator",
        "role",
        "status",
        "locality_canonical",
        "period",
    )
    return [tuple(getattr(f, name) for name in fields) for f in figures]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (unicodedata.normalize("NFD", PASSAGE), "decomposed"),
        (PASSAGE.replace("Uỷ", "Ủy").replace("Thuỷ", "Thủy").replace("hoà", "hòa"), "old tone placement"),
        (PASSAGE.replace(" ", "\u00a0"), "blanks that don't break"),
        (PASSAGE.replace("30 - 50", "30 – 50"), "an en dash"),
        (PASSAGE.replace("30 - 50", "30 — 50"), "an em dash"),
        (PASSAGE.replace(". ", ".\r\n"), "Windows line ends"),
        ("\ufeff" + PASSAGE, "a byte order mark"),
    ],
)
def test_the_same_facts_from_any_way_of_writing(other: str, why: str) -> None:
    assert len(meaning(PASSAGE)) == 4
    assert meaning(other) == meaning(PASSAGE), why


def test_sentences_are_quoted_verbatim() -> None:
    text = "Mở đầu.  Huyện\u00a0Bình Lục – đạt “84,6%”.\nHết."
    (figure,) = read(text)
    assert figure.sentence is not None
    assert figure.sentence_start is not None
    assert text[figure.sentence_start :].startswith(figure.sentence)
    assert "\u00a0" in figure.sentence


def test_a_figure_as_a_row() -> None:
    document = Document(text="Huyện Bình Lục đạt 84,6%.", source="a.txt")
    figure = next(f for f in analyse(document) if isinstance(f, Figure))
    made = row(figure, document)
    assert (made["kind"], made["text"], made["value"], made["unit"], made["source"]) == (
        "figure",
        "84,6",
        84.6,
        "%",
        "a.txt",
    )
