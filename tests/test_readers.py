"""Documents of each format: what comes out, in which order, and what is left out."""

import socket
import unicodedata
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_files import docx, page, pdf, saved, with_part
from test_encodings import written

from corpus.errors import ReadError
from corpus.reading import ReadOptions, Source, read_source
from nlp.document import Document

SENTENCE = "Năm 2024, huyện Lập Thạch đạt 84,6% so với chỉ tiêu được giao."


def read(data: bytes, name: str = "a.txt") -> Document:
    return read_source(Source(name, data), ReadOptions())


# --- plain text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("\ufeffMột\r\nHai\rBa\n".encode(), "Một\nHai\nBa\n"),  # line ends and the byte order mark
        (unicodedata.normalize("NFD", "Đường Hoà Bình").encode(), "Đường Hoà Bình"),  # NFC, old tone kept
        ("  \xa0Một – hai  \n\n\n ba\u200b ".encode(), "  \xa0Một – hai  \n\n\n ba\u200b "),  # nothing else
        ("Một\tHai\f\x0bBa".encode(), "Một\tHai\f\x0bBa"),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (written(SENTENCE, "tcvn3"), SENTENCE),
        (written(SENTENCE, "vni"), SENTENCE),
        (written(SENTENCE, "windows-1258"), SENTENCE),
    ],
)
def test_plain_text_is_stored_as_it_is(data: bytes, text: str) -> None:
    assert read(data).text == text


def test_a_text_that_mentions_tags_is_no_page() -> None:
    assert read(b"Use <b>bold</b> and a < b.").text == "Use <b>bold</b> and a < b."


def test_reading_twice_gives_equal_documents(tmp_path: Path) -> None:
    for name, data in (
        ("a.txt", SENTENCE.encode()),
        ("a.html", HTML.encode()),
        ("a.docx", docx(SENTENCE)),
        ("a.pdf", pdf(page(SENTENCE))),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        first, second = (read_source(Source(str(path)), ReadOptions()) for _ in range(2))
        assert first == second
        assert first.source == str(path)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a.xyz", "a"])
@pytest.mark.parametrize("make", [docx, lambda text: pdf(page(text))], ids=["docx", "pdf"])
def test_the_content_decides_where_it_tells_the_format(name: str, make: object) -> None:
    assert read(make(SENTENCE), name).text == SENTENCE  # type: ignore[operator]


def test_a_page_under_another_suffix_is_read_as_a_page() -> None:
    assert "<p>" not in read(HTML.encode(), "a.txt").text
    assert "<p>" not in read(HTML.encode(), "a.docx").text


# --- pages

HTML = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Lập Thạch đạt 84,6% - Báo A</title>
<script>var x = "không phải bài";</script></head><body>
<header><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/ct">Chính trị</a></li></ul></nav></header>
<article><h1>Lập Thạch đạt 84,6%</h1>
<p>Năm 2024, huyện Lập Thạch đạt <b>84,6%</b> so với chỉ tiêu
được giao&nbsp;là 100%.</p>
<h2>Kết quả</h2>
<ul><li>Hồ sơ trực tuyến: 97%</li><li>Thanh toán: <i>45%</i></li></ul>
<table><tr><th>Chỉ tiêu</th><th>Kết quả</th></tr><tr><td>DVC</td><td>84,6%</td></tr></table>
<p>Năm 2025, huyện phấn đấu đạt 100% chỉ tiêu.</p></article>
<aside><h3>Tin liên quan</h3><a href="/x">Bài khác</a></aside>
<footer>Bản quyền của Báo A</footer></body></html>"""


def test_a_page_gives_the_article_in_order_without_menus() -> None:
    assert read(HTML.encode(), "a.html").text == (
        "Lập Thạch đạt 84,6%\n\nNăm 2024, huyện Lập Thạch đạt 84,6% so với chỉ tiêu được giao là 100%.\n\n"
        "Kết quả\n\n- Hồ sơ trực tuyến: 97%\n- Thanh toán: 45%\n\n"
        "| Chỉ tiêu | Kết quả |\n| DVC | 84,6% |\n\nNăm 2025, huyện phấn đấu đạt 100% chỉ tiêu."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258", "tcvn3"])
def test_pages_in_old_encodings(encoding: str) -> None:
    head = f"<html><head><meta charset={encoding}></head>"
    html = f"{head}<body><article><p>{SENTENCE}</p></article></body></html>"
    assert read(written(html, encoding), "a.html").text == SENTENCE


def test_a_page_written_under_an_old_font_is_unmasked() -> None:
    looks = written(SENTENCE, "tcvn3").decode("latin-1")
    html = f'<html><body><article><p><font face=".VnTime">{looks}</font></p></article></body></html>'
    assert read(html.encode(), "a.html").text == SENTENCE


def test_a_scrap_of_a_page_is_read_whole() -> None:
    assert read("<p>Xã Đạo Tú</p><p>Xã Hướng Đạo</p>".encode(), "a.html").text == "Xã Đạo Tú\n\nXã Hướng Đạo"


def test_reading_a_page_asks_nothing_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **options: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr(socket.socket, "connect", never)
    linked = HTML.replace(
        "<article>", '<article><img src="http://x.example/a.png"><iframe src="//y"></iframe>'
    )
    assert read(linked.encode(), "a.html").title == "Lập Thạch đạt 84,6%"


# --- DOCX


def test_paragraphs_lists_and_tables_come_in_order() -> None:
    document = python_docx.Document()
    document.add_paragraph("Báo cáo chuyển đổi số", style="Title")
    document.add_paragraph("Mở đầu.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Chỉ tiêu", "Kết quả", "DVC", "84,6%"), strict=True):
        cell.text = text
    for text in ("Một", "Hai"):
        document.add_paragraph(text, style="List Number")
    for text in ("Ba", "Bốn"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("Kết thúc.")
    found = read(saved(document), "a.docx")
    assert found.text == (
        "Báo cáo chuyển đổi số\n\nMở đầu.\n\n| Chỉ tiêu | Kết quả |\n| DVC | 84,6% |\n\n"
        "1. Một\n\n2. Hai\n\n- Ba\n\n- Bốn\n\nKết thúc."
    )
    assert found.title == "Báo cáo chuyển đổi số"


def test_a_table_that_frames_the_head_of_a_directive_is_no_table() -> None:
    document = python_docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "UBND TỈNH VĨNH PHÚC\nSố: 507/QĐ-UBND"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVĩnh Phúc, ngày 01 tháng 3 năm 2024"
    document.add_paragraph("QUYẾT ĐỊNH")
    document.add_paragraph("Về việc giao chỉ tiêu")
    found = read(saved(document), "a.docx")
    assert "|" not in found.text
    assert (found.number, found.symbol, found.published) == ("507", "507/QĐ-UBND", "2024-03-01")


def xml(body: str) -> str:
    """The text of a document with this WordprocessingML in its body."""
    document = python_docx.Document()
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        document.element.body.append(element)
    return read(saved(document), "a.docx").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>Một</w:t></w:r><w:del><w:r><w:delText>hai</w:delText></w:r></w:del>"
         "<w:ins><w:r><w:t>ba</w:t></w:r></w:ins></w:p>", "Mộtba"),  # tracked changes as accepted
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>", "hiện"),
        ("<w:p><w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>", "liên kết"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>ô nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>", "ô nhập"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>",
         "a\tb\nc-d"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>chữ</w:t></w:r></w:p>", "chữ"),
        ("<w:p><w:r><w:t>trước</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p>"
         "</w:txbxContent></w:pict></w:r></w:p>", "trước\n\ntrong khung"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>một cột</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "một cột"),
    ],
)  # fmt: skip
def test_what_word_keeps_in_odd_places(body: str, text: str) -> None:
    assert xml(body) == text


def test_old_encodings_behind_fonts_are_converted_run_by_run() -> None:
    document = python_docx.Document()
    paragraph = document.add_paragraph()
    for text, font in (
        (written("Huyện Lập Thạch ", "tcvn3").decode("latin-1"), ".VnTime"),
        (written("đạt chỉ tiêu", "tcvn3").decode("latin-1"), ".VnTimeH"),
        (" năm 2024, ", "Times New Roman"),
        (written("đường tốt", "vni").decode("latin-1"), "VNI-Times"),
    ):
        paragraph.add_run(text).font.name = font
    assert read(saved(document), "a.docx").text == "Huyện Lập Thạch ĐẠT CHỈ TIÊU năm 2024, đường tốt"


def test_a_font_may_come_from_the_style_of_the_document() -> None:
    document = python_docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(written(SENTENCE, "tcvn3").decode("latin-1"))
    assert read(saved(document), "a.docx").text == SENTENCE


def test_numbering_of_several_levels_is_written_out() -> None:
    document = python_docx.Document()
    numbering = document.part.numbering_part.element
    levels = (("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%3"))
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">'
        + "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for text, level in (("x", 0), ("y", 1), ("z", 1), ("u", 2), ("v", 0), ("w", 1)):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 99
    assert read(saved(document), "a.docx").text.split("\n\n") == [
        "1. x", "a) y", "b) z", "1.I u", "2. v", "a) w",
    ]  # fmt: skip


# --- PDF


def test_wrapped_lines_are_rejoined_and_paragraphs_kept_apart() -> None:
    found = read(pdf(page(
        "Năm 2024, huyện Lập Thạch đã hoàn thành nhiều chỉ tiêu được giao, trong đó tỷ",
        "lệ hồ sơ trực tuyến đạt xấp xỉ 97%, thấp hơn chỉ tiêu của tỉnh là 100% và tỷ lệ",
        "thanh toán đạt 45%.",
        "Năm 2025, huyện phấn đấu đạt 100%.",
        "a) Hồ sơ trực tuyến;",
        "b) Thanh toán.",
    )), "a.pdf")  # fmt: skip
    assert found.text.split("\n\n") == [
        "Năm 2024, huyện Lập Thạch đã hoàn thành nhiều chỉ tiêu được giao, trong đó tỷ lệ hồ sơ trực "
        "tuyến đạt xấp xỉ 97%, thấp hơn chỉ tiêu của tỉnh là 100% và tỷ lệ thanh toán đạt 45%.",
        "Năm 2025, huyện phấn đấu đạt 100%.",
        "a) Hồ sơ trực tuyến;",
        "b) Thanh toán.",
    ]


def test_page_numbers_and_running_heads_are_dropped_and_paragraphs_go_on_over_pages() -> None:
    places = ["xã Đạo Tú", "xã Hợp Lý", "xã An Hòa", "xã Kim Xá"]
    full = [
        f"Ở {place} đã đạt nhiều kết quả trong chuyển đổi số và phát triển các dịch vụ" for place in places
    ]
    pages = [
        [(72, 815, 9, f"Báo cáo số 12 - trang {n}"), *page(*[line] * 3), (290, 30, 9, f"- {n} -")]
        for n, line in enumerate(full, 1)
    ]
    assert read(pdf(*pages), "a.pdf").text == " ".join(line for line in full for _ in range(3))


def test_a_number_of_the_text_at_the_edge_of_a_page_is_kept() -> None:
    pages = ([*page(SENTENCE), (72, 40, 12, number)] for number in ("1239", "97"))
    found = read(pdf(*pages), "a.pdf").text
    assert "1239" in found
    assert "97" in found


def test_rows_of_a_table_stay_rows() -> None:
    rows = [("Chỉ tiêu", "Kết quả"), ("Hồ sơ trực tuyến", "84,6%"), ("Thanh toán", "45%")]
    cells = [
        (x, 700 - 20 * n, 12, text)
        for n, row in enumerate(rows)
        for x, text in zip((72, 400), row, strict=True)
    ]
    assert read(pdf([(72, 760, 12, SENTENCE), *cells]), "a.pdf").text == (
        f"{SENTENCE}\n\n| Chỉ tiêu | Kết quả |\n| Hồ sơ trực tuyến | 84,6% |\n| Thanh toán | 45% |"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        f"Cột trái dòng {word} của bài viết về," for word in ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy")
    ]
    right = [line.replace("trái", "phải") for line in left]
    cells = [*page(*left, top=600, size=11), *page(*right, top=600, left=320, size=11)]
    found = read(pdf([(72, 760, 16, "Tên bài viết"), *cells]), "a.pdf").text
    assert found.split("\n\n") == ["Tên bài viết", " ".join(left + right)]


def test_the_head_of_a_directive_in_a_pdf_is_read() -> None:
    rows = (
        ("UBND TỈNH VĨNH PHÚC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 507/QĐ-UBND", "Vĩnh Phúc, ngày 01 tháng 3 năm 2024"),
    )
    cells = [
        (x, 780 - 20 * n, 11, text)
        for n, row in enumerate(rows)
        for x, text in zip((60, 330), row, strict=True)
    ]
    found = read(pdf([*cells, *page("QUYẾT ĐỊNH", "Về việc giao chỉ tiêu chuyển đổi số", top=700)]), "a.pdf")
    assert (found.number, found.symbol, found.published) == ("507", "507/QĐ-UBND", "2024-03-01")
    assert "|" not in found.text


def test_old_encodings_in_a_pdf_are_converted() -> None:
    looks = written(SENTENCE, "tcvn3").decode("latin-1")
    assert read(pdf(page(looks)), "a.pdf").text == SENTENCE
    assert read(pdf(page(looks[:20])).replace(b"/Made", b"/.VnTime"), "a.pdf").text == SENTENCE[:20].rstrip()


def test_a_broken_part_of_a_docx_is_told() -> None:
    with pytest.raises(ReadError) as caught:
        read(with_part(docx(SENTENCE), "word/document.xml", b"<w:document"), "a.docx")
    assert caught.value.kind == "broken"
