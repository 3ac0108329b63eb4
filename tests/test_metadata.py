"""What is known about a document: dates, sheets, which source wins, and that nothing is made up."""

import os
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from corpus.datelines import published
from corpus.errors import ReadError
from corpus.headlines import headline
from corpus.metadata import Metadata, iso_date
from corpus.reading import ReadOptions, Source, extract_source, read_source
from corpus.reread import facts_job
from corpus.sheet import Sheet

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH HẢI DƯƠNG\nSố: 1914/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nHải Dương, ngày 05 tháng 6 năm 2023\nKẾ HOẠCH\nPhát triển kinh tế số\n\n"
    "Căn cứ tình hình, Ủy ban nhân dân tỉnh ban hành kế hoạch.\n"
)
PAGE = """<html><head><title>Huyện Lập Thạch chuyển đổi số | Báo Vĩnh Phúc</title>
<meta property="og:title" content="Huyện Lập Thạch chuyển đổi số">
<meta property="og:site_name" content="Báo Vĩnh Phúc">
<meta name="author" content="Nguyễn Văn An">
<meta property="article:published_time" content="2024-11-22T08:00:00+07:00">
<link rel="canonical" href="https://baovinhphuc.com.vn/lap-thach.html"></head><body><article>
<h1>Huyện Lập Thạch chuyển đổi số</h1><p>Năm 2024, huyện Lập Thạch đạt nhiều kết quả trong chuyển đổi số,
trong đó tỷ lệ hồ sơ trực tuyến đạt 84,6% so với chỉ tiêu được giao là 100%.</p></article></body></html>"""


def read(text: str, name: str = "a.txt", **given: str) -> Metadata:
    """The metadata of the document that comes out."""
    options = ReadOptions(metadata=Metadata.given(given))
    document = read_source(Source(name, text.encode()), options)
    return Metadata(**{field: getattr(document, field) for field in Metadata.__dataclass_fields__})


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-11-22", "2024-11-22"),
        ("22/11/2024", "2024-11-22"),
        ("2/1/2024", "2024-01-02"),  # the day first, as in Vietnam
        ("22-11-2024", "2024-11-22"),
        ("22.11.2024", "2024-11-22"),
        ("2024/11/22", "2024-11-22"),
        ("2024-11", "2024-11"),  # no more exact than it was given
        ("11/2024", "2024-11"),
        ("2024", "2024"),
        ("2024-11-22T08:00:00+07:00", "2024-11-22"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates_as_people_write_them(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written", ["", "hôm qua", "2024-13", "2023-02-29", "31/02/2024", "24", "20241122", "0000"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ReadError) as caught:
        iso_date(written)
    assert caught.value.kind == "bad-date"


def test_a_plain_text_has_no_date_however_old_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "22-11-2024.txt"
    path.write_text("Năm 2024, huyện đạt 84,6%.", encoding="utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    document = read_source(Source(str(path)), ReadOptions())
    assert document.published is None
    assert document.title is document.publisher is document.author is document.url is document.number is None


def test_the_head_of_a_directive_is_read() -> None:
    found = read(HEAD)
    assert (found.number, found.symbol, found.published) == ("1914", "1914/KH-UBND", "2023-06-05")
    assert found.issuer == "UBND tỉnh Hải Dương"
    assert found.title is not None
    assert "Phát triển kinh tế số" in found.title


def test_a_page_tells_about_itself() -> None:
    assert read(PAGE, "a.html") == Metadata(
        title="Huyện Lập Thạch chuyển đổi số",
        published="2024-11-22",
        publisher="Báo Vĩnh Phúc",
        author="Nguyễn Văn An",
        url="https://baovinhphuc.com.vn/lap-thach.html",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Năm 2024, h", "Ngày 20/10/2023, h"),  # a day the text speaks of
        ("chuyển đổi số</h1>", "ngày 20/10/2023</h1>"),  # a day the headline speaks of
        ("</article>", "</article><footer>© 2023 Báo Vĩnh Phúc</footer>"),
    ],
)
def test_a_page_without_a_date_gets_none(old: str, new: str) -> None:
    dated = '<meta property="article:published_time" content="2024-11-22T08:00:00+07:00">'
    page = PAGE.replace(dated, "").replace(old, new)
    assert page.count(dated) == 0
    assert read(page, "a.html").published is None


def test_what_is_given_wins_over_what_is_read() -> None:
    found = read(PAGE, "a.html", published="23/11/2024", publisher="Khác")
    assert (found.published, found.publisher, found.author) == ("2024-11-23", "Khác", "Nguyễn Văn An")


def test_options_win_over_the_sheet_and_the_sheet_over_the_text() -> None:
    options, sheet, text = Metadata(title="A"), Metadata(title="B", author="C"), Metadata(author="D", url="E")
    assert options.over(sheet).over(text) == Metadata(title="A", author="C", url="E")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Huyện Lập Thạch đẩy mạnh chuyển đổi số\n\nNăm 2024, huyện Lập Thạch đã đạt nhiều kết quả.",
         "Huyện Lập Thạch đẩy mạnh chuyển đổi số"),
        ("Năm 2024, huyện đạt 84,6%.\nNăm 2025 sẽ cao hơn.", None),  # a sentence
        ("Một dòng duy nhất không có gì sau nó", None),
        ("| a | b |\n| 1 | 2 |", None),
        ("tiếp theo của một câu nào đó\nvà phần còn lại của câu ấy ở dòng dưới", None),  # a wrapped line
        ("", None),
        ("Sơn Hà: Kết quả trồng rừng năm 2022\nBáo Sơn Hà, 28/12/2022\n\nĐến tháng 11, huyện trồng 12 ha.",
         "Sơn Hà: Kết quả trồng rừng năm 2022"),  # a date between it and the prose
        ("25/9/2024\nSông Lô: 9 tháng thu ngân sách khá\nSau 9 tháng, huyện Sông Lô thu được 12 tỷ đồng.",
         "Sông Lô: 9 tháng thu ngân sách khá"),  # a date above it
        ("Báo Sơn Hà\nKinh tế\nSông Lô thu ngân sách khá\nSau 9 tháng, huyện Sông Lô thu được 12 tỷ đồng.",
         "Sông Lô thu ngân sách khá"),  # newspaper and section above it
        ("6 tháng đầu năm, Sơn Hà trồng 12 ha rừng\nTheo báo cáo của huyện, đến nay 12 ha đã được trồng.",
         "6 tháng đầu năm, Sơn Hà trồng 12 ha rừng"),
        ("KINH TẾ TỈNH SƠN HÀ NĂM 2022\n1. Nông nghiệp\nNăm 2022, nông nghiệp của tỉnh tăng 5%.",
         "KINH TẾ TỈNH SƠN HÀ NĂM 2022"),  # a heading below it
        ("(SHO) Sông Lô vượt thu ngân sách!\n\nSau 9 tháng, huyện Sông Lô thu được 12 tỷ đồng.",
         "Sông Lô vượt thu ngân sách!"),
        ("UBND HUYỆN SÔNG LÔ\n\nBáo cáo kết quả thu ngân sách của huyện trong 9 tháng đầu năm.", None),
        ("UBND HUYỆN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN SÔNG LÔ\nSố: 12/KH-UBND\n\nKế hoạch", None),
        ("Kính gửi các đồng chí trưởng thôn\n\nHuyện đề nghị các thôn báo cáo kết quả trồng rừng.", None),
        ("Huyện Sông Lô trong chín tháng qua đã trồng\nĐược 12 ha rừng và thu về 12 tỷ đồng cho\n"
         "Ngân sách, trong đó 5 tỷ đồng là từ đất và\nCòn lại từ các nguồn khác.", None),  # broken lines
        ("(Ảnh minh họa của phóng viên)\n\nSau 9 tháng, huyện Sông Lô thu được 12 tỷ đồng.", None),
    ],
)  # fmt: skip
def test_a_headline_is_a_short_first_line_without_a_full_stop(text: str, title: str | None) -> None:
    assert headline(text) == title


ON_THEIR_OWN = [
    ("Ngày đăng: 15/01/2024", "2024-01-15"),
    ("Báo Sơn Hà, 28/12/2022", "2022-12-28"),
    ("Báo Sơn Hà ngày 20/12/2024", "2024-12-20"),
    ("Thứ sáu, 14/6/2024", "2024-06-14"),
    ("25/9/2024", "2024-09-25"),
    ("Ngày 1/11/2025", "2025-11-01"),
    ("(Cập nhật: 08:30, 12/03/2024)", "2024-03-12"),
    ("Bài đăng lúc 10 giờ 30 phút, ngày 12-3-2024 (GMT+7)", "2024-03-12"),
    ("Cổng TTĐT huyện Sông Lô - 10/5/2024", "2024-05-10"),
    ("(baosonha.vn) Thứ Ba, 7/10/2025 | 16:05", "2025-10-07"),
    ("Lan Anh (Báo Sơn Hà) - 7.10.2025", "2025-10-07"),
    ("Sông Lô, ngày 15 tháng 3 năm 2024", "2024-03-15"),
    ("Đăng trên Trang thông tin điện tử của Sở ngày 09/01/2026", "2026-01-09"),
    ("07:45 2024-03-12", "2024-03-12"),
]
NO_DAY_OF_PUBLICATION = [
    "Quyết định số 12/QĐ-UBND ngày 18/3/2024",
    "Nguồn: Báo cáo số 12/BC-UBND ngày 18/3/2024",
    "Tiến độ trồng rừng đến ngày 30/9/2024",
    "TÍNH ĐẾN 30/9/2024",
    "(Số liệu chốt lúc 17 giờ ngày 13/9/2024)",
    "(30/9/2024)",
    "Ngày họp: 10/5/2024",
    "Hạn: 10/5/2024",
    "Báo cáo, ngày 10/5/2024",
    "Từ 1/5/2024 đến 10/5/2024",
    "Cổng dịch vụ công khai trương ngày 10/5/2024",
    "Ngày 10/5/2024:",
    "Ngày đăng: 31/02/2024",  # no such day
    "Ngày đăng: 15/01/2031",  # still to come
]
BODY = "Đến hết tháng 11, huyện Sông Lô trồng được 12 ha rừng, bằng 80% kế hoạch mà tỉnh giao cho huyện."
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(("line", "day"), ON_THEIR_OWN)
def test_a_line_of_its_own_below_the_headline_dates_a_text(line: str, day: str) -> None:
    assert published(f"Sông Lô trồng rừng\n{line}\n\n{BODY}\n", TODAY) == day
    assert published(f"Sông Lô trồng rừng.\n{BODY}\n{BODY}\n{line} {BODY}", TODAY) is None  # within prose


@pytest.mark.parametrize("line", NO_DAY_OF_PUBLICATION)
def test_other_days_in_a_line_of_their_own_do_not(line: str) -> None:
    assert published(f"Sông Lô trồng rừng\n{line}\n\n{BODY}\n", TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{BODY}\n{BODY}\nLan Anh (Báo Sơn Hà, 28/12/2022)\n", "2022-12-28"),  # the signature at the foot
        (f"{BODY}\n{BODY}\n28/12/2022\n", None),  # as the last cell of a table might be
        (f"Tiêu đề bài\n08/11/2022 - {BODY}", "2022-11-08"),
        (f"Tiêu đề bài\n(Sông Lô, 28/7/2015) - {BODY}", "2015-07-28"),
        (f"Tiêu đề bài\n(28/7/2015) {BODY}", "2015-07-28"),
        (f"Tiêu đề bài\nNgày 12/10/2023, {BODY}", None),
        (f"Tiêu đề bài\n(SHO) - Chiều 12/10/2023, {BODY}", None),
        (f"Tiêu đề bài\nNgày đăng: 15/01/2024\nCập nhật: 16/01/2024\n\n{BODY}", "2024-01-15"),
        (f"23/8/2019\nTiêu đề bài\nLan Anh - 28/11/2024\n\n{BODY}", None),  # which of the two?
        (f"Lịch làm việc\n25/9/2024\nHọp giao ban.\n26/9/2024\nĐi xã.\n{BODY}", None),  # a schedule
        (f"{BODY}\nSông Lô, 28/7/2015\n{BODY}\n{BODY}\n{BODY}\n{BODY}", None),  # in the middle
    ],
)
def test_the_day_of_publication_stands_in_the_head_or_at_the_foot(text: str, day: str | None) -> None:
    assert published(text, TODAY) == day


def test_a_text_with_a_headline_and_a_date_is_listed_by_them() -> None:
    text = f"Sông Lô trồng rừng\nNgày đăng: 15/01/2024\n\n{BODY}\n"
    found = read(text)
    assert (found.title, found.published) == ("Sông Lô trồng rừng", "2024-01-15")
    assert read(text, published="2023").published == "2023"


def test_a_text_of_january_still_reports_on_the_year_it_tells() -> None:
    told = "Kết thúc năm 2023, huyện Sông Lô trồng 12 ha rừng. Tỷ lệ che phủ rừng của huyện đạt 45%."
    text = f"Sông Lô: Một năm trồng rừng\nNgày đăng: 15/01/2024\n\n{told}\n"
    source = Source("a.txt", text.encode())
    document, rows = extract_source(source, ReadOptions())
    assert document.published == "2024-01-15"
    for read_out in (rows, facts_job(asdict(document))):
        assert [row["period"] for row in read_out if row["kind"] == "figure"] == ["2023", "2023"]


SHEETS = [
    ("comma", "source,title,published\na.txt,Tin A,22/11/2024\n"),
    ("semicolon and byte order mark", "\ufeffsource;title;published\r\na.txt;Tin A;22/11/2024\r\n"),
    ("tab", "source\ttitle\tpublished\na.txt\tTin A\t2024-11-22\n"),
    (
        "other order, capitals, blanks, empty lines",
        "\nTitle, Published ,SOURCE\n\nTin A,2024-11-22, a.txt \n,,\n",
    ),
    ("quotes", 'source,title,published\n"a.txt","Tin A",2024-11-22\n'),
    (
        "one object a line",
        '{"source": "a.txt", "title": "Tin A", "published": "2024-11-22", "url": null}\n\n',
    ),
]


@pytest.mark.parametrize(("name", "text"), SHEETS, ids=[name for name, _ in SHEETS])
def test_sheets_in_all_their_shapes(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "sheet"
    path.write_text(text, encoding="utf-8", newline="")
    assert Sheet.load(path).find("a.txt") == Metadata(title="Tin A", published="2024-11-22")


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("a.txt", "name"),
        ("./a.txt", "name"),
        ("x/a.txt", "path"),  # the longest ending that fits
        ("/data/x/a.txt", "path"),
        ("/data/y/a.txt", "name"),
        ("z.zip!/m.txt", "member"),
        ("/data/z.zip!/m.txt", "member"),
        ("https://example.com/b?c=1", "page"),
        ("aa.txt", None),
        ("-", None),
    ],
)
def test_rows_are_found_by_name_path_or_address(tmp_path: Path, source: str, title: str | None) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "source,title\na.txt,name\nx/a.txt,path\nz.zip!/m.txt,member\nhttps://example.com/b?c=1,page\n",
        encoding="utf-8",
    )
    assert Sheet.load(path).find(source).title == title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source,titel\na.txt,x\n", "cột lạ 'titel'"),
        ("title\nx\n", "thiếu cột source"),
        ("source,published\na.txt,2024-11-22\nb.txt,hôm qua\n", "dòng 3: ngày 'hôm qua' không hợp lệ"),
        ("source,title\n,x\n", "dòng 2 thiếu cột source"),
        ("source,title\na.txt,x,y\n", "dòng 2 có nhiều ô hơn số cột"),
        ("source,title\na.txt,x\na.txt,y\n", "dòng 3 lặp lại nguồn a.txt"),
        ('{"source": "a.txt"}\n{"source": \n', "dòng 2 không phải JSON"),
        ('{"source": "a.txt", "x": 1}\n', "cột lạ 'x'"),
    ],
)
def test_mistakes_in_a_sheet_are_told_with_their_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        Sheet.load(path)
    assert caught.value.kind == "bad-sheet"
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_sheet_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        Sheet.load(tmp_path / "none.csv")
    assert caught.value.kind == "missing"
