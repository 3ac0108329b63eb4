"""The pages and the API: what they show, what they never let through, and how they refuse."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from corpus.store import Reading
from corpus.store_errors import StoreBusy
from index.answer_parts import Answer
from index.library import Library
from nlp import Document, Figure, LocalityMention, Statement, row
from nlp.facts import Directive, Fact
from webapp import display
from webapp.app import Config, create_app
from webapp.headers import HEADERS
from webapp.wording import words

TEXT = (
    "Kết quả năm 2024 của huyện Lập Thạch\n"
    "Tỷ lệ hồ sơ ký số đạt gần 84,6% (chỉ tiêu giao 100%).\n"
    "Theo Quyết định số 507 của UBND tỉnh Vĩnh Phúc, kinh phí là 2.000 tỷ đồng.\n"
    "Ông Nguyễn Văn An nói: “<script>alert('x')</script> Làm tốt”."
)
EVIL = '<img src=x onerror="alert(1)">'
LAP_THACH = "huyện Lập Thạch, tỉnh Vĩnh Phúc"
QUESTION = "huyện nào chưa đạt chỉ tiêu nào?"
MISSED = "/?q=huy%E1%BB%87n+n%C3%A0o+ch%C6%B0a+%C4%91%E1%BA%A1t+ch%E1%BB%89+ti%C3%AAu+n%C3%A0o%3F"


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    begin = TEXT.rfind("\n", 0, start) + 1
    end = TEXT.find("\n", start)
    sentence = TEXT[begin : end if end > 0 else len(TEXT)]
    return {
        "start": start,
        "end": start + len(words),
        "text": words,
        "sentence": sentence,
        "sentence_start": begin,
    }


def facts() -> list[Fact]:
    """Facts of every kind, written by hand, so that these tests need no extractor."""
    place = {"locality": "huyện Lập Thạch", "locality_canonical": LAP_THACH, "period": "2024"}
    return [
        LocalityMention(**at("huyện Lập Thạch"), level="district", canonical=LAP_THACH),
        Figure(
            **at("84,6"), value=84.6, comparator="nearly", unit="%", indicator=f"hồ sơ ký số {EVIL}",
            status="missed", target_value=100.0, **place,
        ),
        Figure(**at("100"), value=100.0, unit="%", indicator="hồ sơ ký số", role="target", **place),
        Directive(**at("Quyết định số 507"), type="Quyết định", number="507", issuer="UBND tỉnh Vĩnh Phúc"),
        Figure(**at("2.000"), value=2e12, unit="đồng", indicator="kinh phí", **place),
        Statement(**at("<script>alert('x')</script> Làm tốt"), speaker="Nguyễn Văn An", position="Ông"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    document = Document(
        TEXT, source=f"{EVIL}.txt", title=f"Báo cáo {EVIL}", published="2024-11-22", url="javascript:alert(1)"
    )
    plain = Document("Xã Hướng Đạo có 12 tổ công nghệ số.", source="b.txt", url="https://example.vn/b")
    with Library(tmp_path_factory.mktemp("web")) as library:
        library._store.add(
            [Reading(document, [row(f, document) for f in facts()], "hand"), Reading(plain, [], "hand")]
        )
        library.refresh()
        yield library


@pytest.fixture(scope="module")
def client(library: Library) -> FlaskClient:
    return create_app(library, Config(hosts=("may.example",), today=lambda: date(2025, 1, 2))).test_client()


@pytest.fixture(scope="module")
def doc(library: Library) -> str:
    return library.documents()[0].id


@pytest.fixture(scope="module")
def pages(doc: str) -> list[str]:
    """Every page there is, in the states it can be in."""
    return [
        "/",
        "/?lang=en",
        MISSED,
        f"{MISSED}&lang=en",
        f"{MISSED}&period=2023&locality=-&level=xã",
        "/?q=ai+nói+gì",
        "/?q=quyết+định+507+về+việc+gì",
        "/?q=tỷ+lệ+phủ+sóng+6G+ở+Tam+Đảo",
        "/tim",
        "/tim?q=ky+so",
        "/tim?q=khongcogi",
        "/so-lieu/",
        "/so-lieu/?kind=directive",
        "/so-lieu/?kind=statement&lang=en",
        "/so-lieu/?kind=locality",
        "/so-lieu/?place=tam+đảo",
        "/bang-diem/",
        "/bang-diem/?level=tỉnh&lang=en",
        "/tai-lieu/",
        f"/tai-lieu/{doc}",
        f"/tai-lieu/{doc}?tu=10&den=20&tu=15&den=30",
        "/khong-co-trang-nay",
        "/tai-lieu/khong-co",
        "/tro-giup",
        "/tro-giup?lang=en",
        "/?period=hôm+qua",
        "/?lang=en&q=" + "x" * 2001,
        "/tim?q=" + "x" * 2001,
        "/so-lieu/?period=hôm+qua&kind=gì",
        "/bang-diem/?period=hôm+qua",
    ]


# --- what every response says and never holds


def test_every_response_carries_the_headers(client: FlaskClient, pages: list[str]) -> None:
    others = ["/tinh/style.css", "/tinh/icon.svg", "/tinh/khong-co", "/so-lieu/tai-ve.csv"]
    apis = ["/api/v1/answer", "/api/v1/facts", "/api/v1/khong-co"]
    for url in [*pages, *others, *apis]:
        response = client.get(url, buffered=True)
        for name, value in HEADERS.items():
            assert response.headers[name] == value, (url, name)
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy  # so that `default-src` forbids all scripts
    assert "http" not in policy
    assert HEADERS["Referrer-Policy"] == "no-referrer"


def test_pages_hold_no_script_no_inline_style_and_load_nothing_from_elsewhere(
    client: FlaskClient, pages: list[str]
) -> None:
    for url in pages:
        seen = Page(client.get(url).text)
        assert "script" not in seen.tags, url
        assert "style" not in seen.tags, url
        for tag, attributes in seen.elements:
            assert not [a for a in attributes if a.startswith("on") or a == "style"], (url, tag)
            source = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
            assert source is None or source.startswith("/tinh/"), (url, source)


def test_what_documents_say_is_shown_as_words_and_never_as_markup(
    client: FlaskClient, pages: list[str], doc: str
) -> None:
    for url in pages:
        html = client.get(url).text
        assert EVIL not in html, url
        assert "<script" not in html, url
        assert 'href="javascript:' not in html, url
    assert "&lt;script&gt;alert" in client.get(f"/tai-lieu/{doc}").text
    assert "&lt;img src=x" in client.get("/so-lieu/").text


@pytest.mark.parametrize("words", ["<b>x</b>", '"><script>1</script>', "{{ 7*7 }}", "%00", "' OR 1=1 --"])
def test_what_is_typed_is_shown_as_words(client: FlaskClient, words: str) -> None:
    for path in ("/", "/tim"):
        response = client.get(path, query_string={"q": words})
        assert response.status_code == 200
        assert "<b>x" not in response.text
        assert "<script" not in response.text
        assert ">49<" not in response.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("may.example", 200),  # named when serving
        ("evil.example", 400),  # a name that somebody pointed at this machine
        ("127.0.0.1.evil.example", 400),
    ],
)
def test_only_the_hosts_of_this_machine_are_served(client: FlaskClient, host: str, status: int) -> None:
    for path in ("/", "/api/v1/documents", "/tinh/style.css"):
        assert client.get(path, headers={"Host": host}, buffered=True).status_code == status


def test_nothing_can_be_written(client: FlaskClient) -> None:
    for path in ("/", "/tai-lieu/", "/api/v1/answer", "/api/v1/facts"):
        for method in ("post", "put", "delete", "patch"):
            assert getattr(client, method)(path).status_code == 405


def test_no_page_sets_a_cookie_or_may_be_kept(client: FlaskClient, pages: list[str]) -> None:
    for url in pages:
        headers = client.get(url).headers
        assert "Set-Cookie" not in headers
        assert headers["Cache-Control"] == "no-store"


# --- for everybody


class Page(HTMLParser):
    """What the tests want to know of a page."""

    VOID = ("meta", "link", "input", "br", "img")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += self.open
        self.tags = {tag for tag, _ in self.elements}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_pages_are_well_formed_and_can_be_read_aloud(client: FlaskClient, pages: list[str]) -> None:
    for url in pages:
        html = client.get(url).text
        page = Page(html)
        assert page.wrong == [], url
        assert page.all("html")[0]["lang"] == ("en" if "lang=en" in url else "vi"), url
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
        assert levels.count(1) == 1, url
        assert levels[0] == 1, url
        assert all(b - a <= 1 for a, b in pairwise(levels)), url
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), url
        labelled = {label["for"] for label in page.all("label")}
        for field in [*page.all("input"), *page.all("select")]:
            assert field.get("type") == "hidden" or field["id"] in labelled, url
        for attributes in (a for _, a in page.elements if "aria-labelledby" in a):
            assert attributes["aria-labelledby"] in ids, url
        for link in page.all("a"):
            target = link["href"]
            assert not target.startswith("#") or target[1:] in ids, (url, target)
        assert re.search(r"<title>[^<]+ · Đối Chiếu</title>", html), url
        assert all(header["scope"] in ("col", "row") for header in page.all("th")), url


def colours(scheme: str) -> dict[str, str]:
    css = (files("webapp") / "static" / "style.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#\w{6})", light))
    return found | dict(re.findall(r"--([\w-]+): (#\w{6})", dark)) if scheme == "dark" else found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_that_reading_needs(scheme: str) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    found = colours(scheme)
    pairs = [
        (ink, ground)
        for ink in ("ink", "soft", "link", "accent")
        for ground in ("paper", "sheet", "tint", "warn")
    ]
    pairs += [("met", "met-bg"), ("missed", "missed-bg"), ("mark-ink", "mark"), ("on-accent", "accent")]
    for ink, ground in pairs:
        a, b = sorted((light(found[ink]), light(found[ground])))
        assert (b + 0.05) / (a + 0.05) >= 4.5, (ink, ground)


def test_the_interface_is_vietnamese_unless_english_is_asked_for(client: FlaskClient) -> None:
    assert ">Hỏi</button>" in client.get("/", headers={"Accept-Language": "en-US"}).text
    assert ">Ask</button>" in client.get("/?lang=en").text
    assert ">Hỏi</button>" in client.get("/?lang=de").text


def test_english_stays_from_page_to_page(client: FlaskClient, doc: str) -> None:
    for url in ("/?lang=en", f"{MISSED}&lang=en", "/so-lieu/?lang=en", "/tim?q=ky+so&lang=en"):
        page = Page(client.get(url).text)
        inside = [a["href"] for a in page.all("a") if a["href"].startswith("/") and "hreflang" not in a]
        shown = [h for h in inside if not h.startswith("/so-lieu/tai-ve")]
        assert shown
        assert all("lang=en" in h for h in shown), url


def test_the_other_language_is_the_same_page(client: FlaskClient, doc: str) -> None:
    page = Page(client.get(f"/tai-lieu/{doc}?tu=10&den=20").text)
    other = next(a["href"] for a in page.all("a") if "hreflang" in a)
    assert urlsplit(other).path == f"/tai-lieu/{doc}"
    assert parse_qs(urlsplit(other).query) == {"tu": ["10"], "den": ["20"], "lang": ["en"]}


def test_every_wording_exists_in_both_languages_and_is_used() -> None:
    sources = [p for p in Path(str(files("webapp"))).rglob("*") if p.suffix in (".py", ".html")]
    text = "\n".join(p.read_text(encoding="utf-8") for p in sources)
    asked = set(re.findall(r"""\b(?:t|said)\(["']([\w.]+)["'][,)]""", text))
    assert asked <= set(words())
    assert all(len(pair) == 2 and all(pair) for pair in words().values())
    made = (  # keys put together from a beginning and a value
        "filter", "kind", "role", "status", "level", "wants", "extreme", "column", "understood", "error",
        "documents", "example", "help", "nav", "state",
    )  # fmt: skip
    unused = {key for key in words() if key not in asked and key.split(".")[0] not in made}
    assert unused == set()


# --- answers


def test_an_answer_shows_sentence_table_quote_and_how_it_was_read(client: FlaskClient, doc: str) -> None:
    html = client.get(MISSED).text
    assert "gần 84,6%" in html
    assert 'class="tag">Chưa đạt' in html
    assert "năm 2024" in html
    assert "<mark>84,6</mark>" in html
    assert "Câu hỏi được hiểu là" in html
    start = TEXT.index("84,6")
    assert f"/tai-lieu/{doc}?tu={start}&amp;den={start + 4}#cho-nay" in html


def test_a_link_from_an_answer_leads_to_the_highlighted_words(client: FlaskClient) -> None:
    page = Page(client.get(MISSED).text)
    link = next(a["href"] for a in page.all("a") if "#cho-nay" in a["href"])
    assert '<mark id="cho-nay">84,6</mark>' in client.get(link).text


def test_the_address_of_an_answer_holds_the_question_and_the_changed_conditions(client: FlaskClient) -> None:
    page = Page(client.get("/?q=hồ+sơ+ký+số&period=2024&role=result&today=2025-03-01").text)
    fields = {f["name"]: f.get("value") for f in page.all("input")}
    assert fields["q"] == "hồ sơ ký số"
    assert fields["period"] == "2024"
    assert fields["today"] == "2025-03-01"
    chosen = [o["value"] for o in page.all("option") if "selected" in o]
    assert chosen == ["result"]


def test_a_part_of_the_understanding_can_be_taken_away(client: FlaskClient) -> None:
    page = Page(client.get(f"{MISSED}&period=2024").text)
    away = [parse_qs(urlsplit(a["href"]).query) for a in page.all("a") if a.get("class") == "away"]
    assert {"q": [QUESTION], "period": ["2024"], "status": ["-"]} in away
    assert {"q": [QUESTION], "period": ["-"]} in away
    given = client.get("/api/v1/answer", query_string={"q": QUESTION, "status": "-"}).json
    assert given["understood"]["status"] is None


def test_conditions_change_the_answer(client: FlaskClient) -> None:
    other = client.get("/api/v1/answer", query_string={"q": QUESTION, "period": "2019"}).json
    assert other["rows"] == []
    assert other["kind"] in ("none", "passages")


def test_when_the_documents_do_not_say_the_page_says_so(client: FlaskClient) -> None:
    html = client.get("/?q=huyện+nào+chưa+đạt+chỉ+tiêu+nào&period=2019").text
    assert re.search('class="answer (none|passages)"', html)
    assert "Tài liệu không nói" in html
    assert "<table" not in html


def test_conflicts_suggestions_and_what_was_compared_are_shown(library: Library, doc: str) -> None:
    found = [r for r in library.facts() if r["kind"] == "figure"]
    quote = {"doc": doc, "source": "a.txt", "title": "A", "start": 0, "end": 36, "quote": TEXT[:36]}

    class Answering:
        """A library whose answer has everything an answer can have."""

        def answer(self, question: str, *_: object) -> Answer:
            computed = {"kind": "computed", "value": 15.4, "unit": "điểm %", "formula": "100 - 84,6"}
            return Answer(
                question, "vi", "yesno", "Chưa, còn thiếu 15,4 điểm %.", {"wants": "gap", "threshold": {}},
                False, [found[0], computed], [quote], found[1:2], found[2:3], ["kinh phí 2.000 tỷ đồng"],
            )  # fmt: skip

        def __getattr__(self, name: str) -> Any:
            return getattr(library, name)

    html = create_app(Answering()).test_client().get("/?q=x").text  # type: ignore[arg-type]
    assert '<p class="verdict">Không</p>' in html
    assert "15,4 điểm %" in html
    assert "100 - 84,6" in html
    assert "Các tài liệu nói khác nhau" in html
    assert "Gần với câu hỏi" in html
    assert "Đã so với" in html
    assert 'href="#trich-1"' not in html  # no row stands in the quote


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        client = create_app(library).test_client()
        for path in ("/", "/tai-lieu/"):
            assert "doichieu ingest" in client.get(path).text
        assert client.get(MISSED).status_code == 200
        assert client.get("/tim?q=gì").status_code == 200
        assert client.get("/so-lieu/").status_code == 200
        assert client.get("/so-lieu/tai-ve.xlsx", buffered=True).status_code == 200


def test_the_sample_corpus_is_marked_on_every_page(library: Library) -> None:
    client = create_app(library, Config(sample=True)).test_client()
    for path in ("/", "/so-lieu/", "/tai-lieu/", "/tim"):
        assert words()["sample.note"][0] in client.get(path).text


# --- documents, search, facts


def test_highlights_are_the_words_at_the_offsets(client: FlaskClient, doc: str) -> None:
    start = TEXT.index("Quyết định số 507")
    html = client.get(f"/tai-lieu/{doc}?tu={start}&den={start + 17}&tu=0&den=7").text
    assert re.findall(r"<mark(?: id=\"cho-nay\")?>([^<]*)</mark>", html) == ["Kết quả", "Quyết định số 507"]
    assert html.count('id="cho-nay"') == 1


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Tỷ lệ đạt xấp xỉ 97%.", "xấp xỉ 97%"),  # the document's own word
        ("Tỷ lệ đạt ước chừng độ 97%.", "khoảng 97%"),  # another word for it: ours
        (None, "khoảng 97%"),
    ],
)
def test_a_value_keeps_the_documents_own_word_before_it(sentence: str | None, shown: str) -> None:
    start = 40 + (sentence or "97").index("97")
    row = {"value": 97, "unit": "%", "comparator": "about", "start": start}
    assert display.amount(row | {"sentence": sentence, "sentence_start": 40}) == shown


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([], ["abcdef"]),
        ([(10, 12)], ["*ab", "cdef"]),
        ([(12, 14), (10, 11)], ["*a", "b", "*cd", "ef"]),  # in any order
        ([(10, 14), (12, 15)], ["*abcde", "f"]),  # overlapping: nothing twice
        ([(0, 99)], ["*abcdef"]),  # reaching out of what is shown
        ([(10, 11), (11, 12)], ["*ab", "cdef"]),  # one right after the other
        ([(12, 12), (20, 30)], ["abcdef"]),  # empty, elsewhere
    ],
)
def test_a_text_is_cut_where_highlights_begin_and_end(
    spans: list[tuple[int, int]], pieces: list[str]
) -> None:
    cut = display.pieces("abcdef", 10, spans)
    assert [("*" if p.marked else "") + p.text for p in cut] == pieces
    assert sum(p.first for p in cut) == any(p.marked for p in cut)


@pytest.mark.parametrize("query", ["tu=5", "tu=a&den=9", "tu=-1&den=3", "tu=9&den=5", "tu=0&den=99999"])
def test_offsets_that_are_not_in_the_document_are_refused(client: FlaskClient, doc: str, query: str) -> None:
    response = client.get(f"/tai-lieu/{doc}?{query}")
    assert response.status_code == 400
    assert "tu và den" in response.text


def test_a_search_marks_the_found_words_and_offers_their_accents(client: FlaskClient) -> None:
    html = client.get("/tim?q=ky+so").text
    assert "ký số</mark>" in html  # words beside each other are one stretch
    assert "#cho-nay" in html


def test_facts_can_be_filtered_and_each_leads_to_its_words(client: FlaskClient, doc: str) -> None:
    html = client.get("/so-lieu/?status=missed").text
    assert "1 kết quả" in html
    start = TEXT.index("84,6")
    assert f"/tai-lieu/{doc}?tu={start}&amp;den={start + 4}#cho-nay" in html
    assert "2.000 tỷ đồng" in client.get("/so-lieu/?indicator=kinh+phi").text


def test_downloads_hold_what_the_page_shows(client: FlaskClient) -> None:
    response = client.get("/so-lieu/tai-ve.csv?role=result", buffered=True)
    assert response.data.startswith(b"\xef\xbb\xbf")  # Excel takes it for UTF-8
    assert response.headers["Content-Disposition"] == "attachment; filename=doi-chieu-figure.csv"
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert [r["value"] for r in rows] == ["84.6", "2000000000000"]
    assert rows[0]["doc_published"] == "2024-11-22"
    lines = client.get("/so-lieu/tai-ve.jsonl", buffered=True).text.splitlines()
    assert len(lines) == len(facts())
    assert client.get("/so-lieu/tai-ve.xlsx?kind=statement", buffered=True).data.startswith(b"PK")
    assert client.get("/so-lieu/tai-ve.exe", buffered=True).status_code == 404


def test_the_scoreboard_shows_who_missed_what_with_the_words_that_say_so(
    client: FlaskClient, doc: str
) -> None:
    html = client.get("/bang-diem/").text
    assert LAP_THACH in html
    assert '<span class="tag">1 chưa đạt</span>' in html
    start = TEXT.index("84,6")
    assert f"/tai-lieu/{doc}?tu={start}&amp;den={start + 4}#cho-nay" in html
    assert "Không có số liệu nào" in client.get("/bang-diem/?level=xã").text
    rows = list(csv.DictReader(io.StringIO(client.get("/bang-diem/tai-ve.csv").data.decode("utf-8-sig"))))
    assert ("missed", "84.6") in [(r["state"], r["value"]) for r in rows]


def test_the_scoreboard_sets_localities_beside_each_other(tmp_path: Path) -> None:
    text = "Huyện A đạt 90%. Huyện B đạt 70%. Huyện C đạt 5 xã."
    document = Document(text, source="a.txt")
    found = [
        row(
            Figure(
                start=text.index(number),
                end=text.index(number) + len(number),
                text=number,
                value=float(number),
                unit=unit,
                indicator=indicator,
                status=status,
                locality=f"huyện {name}",
                locality_canonical=f"huyện {name}, tỉnh Vĩnh Phúc",
                period="2024",
            ),
            document,
        )
        for name, number, unit, indicator, status in (
            ("A", "90", "%", "hồ sơ số hóa", "met"),
            ("B", "70", "%", "hồ sơ số hóa", "missed"),
            ("C", "5", "xã", "xã có nhà văn hóa", None),
        )
    ]
    with Library(tmp_path) as library:
        library._store.add([Reading(document, found, "hand")])
        html = create_app(library).test_client().get("/bang-diem/").text
    assert re.findall(r"<strong>huyện (\w)", html) == ["B", "A", "C"]  # the missed first
    beside = html.split("Chỉ tiêu có ở nhiều nơi")[1]
    assert re.findall(r'<th scope="row">([^<]*)', beside) == ["hồ sơ số hóa"]
    assert re.findall(r">(\d+%)<", beside) == ["70%", "90%"]
    assert re.findall(r"open>\s*<summary><strong>huyện (\w)", html) == ["B", "A"]  # without targets: folded


def test_long_lists_turn_pages(tmp_path: Path) -> None:
    text = " ".join(f"Xã có {n} tổ." for n in range(120))
    document = Document(text, source="a.txt")
    found = [
        row(Figure(start=m.start(), end=m.end(), text=m[0], value=float(m[0]), unit="tổ"), document)
        for m in re.finditer(r"\d+", text)
    ]
    with Library(tmp_path) as library:
        library._store.add([Reading(document, found, "hand")])
        client = create_app(library).test_client()
        first, last = client.get("/so-lieu/?unit=tổ"), client.get("/so-lieu/?unit=tổ&trang=3")
        assert "trang=2" in first.text
        assert "unit=t" in re.search(r'rel="next" href="([^"]*)"', first.text)[1]  # type: ignore[index]
        assert last.text.count("<tr>") == 1 + 20
        assert 'rel="next"' not in last.text


def test_many_documents_turn_pages_too(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library._store.add([Reading(Document(f"Văn bản {n}.", f"{n}.txt"), [], "hand") for n in range(120)])
        client = create_app(library).test_client()
        assert client.get("/tai-lieu/").text.count("<h2>") == 100
        assert client.get("/tai-lieu/?trang=2").text.count("<h2>") == 20
        given = client.get("/api/v1/documents?offset=110").json
        assert (given["total"], len(given["documents"])) == (120, 10)


# --- the API


def test_the_api_gives_the_same_object_as_the_library(client: FlaskClient, library: Library) -> None:
    given = client.get("/api/v1/answer", query_string={"q": QUESTION}).json
    assert given == library.answer(QUESTION, date(2025, 1, 2)).as_dict()
    assert [r["value"] for r in given["rows"]] == [84.6]
    quote = given["evidence"][0]
    assert TEXT[quote["start"] : quote["end"]] == quote["quote"]


def test_offsets_of_the_api_count_in_the_text_it_gives(client: FlaskClient, doc: str) -> None:
    given = client.get(f"/api/v1/documents/{doc}").json
    assert given["text"] == TEXT
    assert all(TEXT[r["start"] : r["end"]] == r["text"] for r in given["rows"])
    assert client.get("/api/v1/documents").json["documents"][0]["id"] == doc


def test_facts_come_by_pages(client: FlaskClient) -> None:
    given = client.get("/api/v1/facts?kind=figure&offset=1&limit=1").json
    assert (given["total"], given["offset"]) == (3, 1)
    assert [f["value"] for f in given["facts"]] == [100]


def test_the_api_lists_its_addresses_with_what_they_take(client: FlaskClient) -> None:
    listed = client.get("/api/v1").json["addresses"]
    paths = {entry["path"] for entry in listed}
    rules = {
        rule.rule.replace("<", "{").replace(">", "}") for rule in client.application.url_map.iter_rules()
    }
    assert paths == {rule for rule in rules if rule.startswith("/api/v1/")} - {"/api/v1/"}
    facts = next(entry for entry in listed if entry["path"] == "/api/v1/facts")
    assert {"place", "period", "limit"} <= set(facts["parameters"])


@pytest.mark.parametrize("path", ["/tim", "/so-lieu", "/bang-diem", "/tai-lieu", "/api/v1/documents"])
def test_a_slash_at_the_end_changes_nothing(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == client.get(path + "/").status_code == 200


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2024", 1),
        ("tháng 11/2024", 1),
        ("quy 4 nam 2024", 1),
        ("quý 1/2024", 0),
        ("năm ngoái", 1),  # the request's day is in 2025
        ("2025/..", 0),
    ],
)
def test_a_period_may_be_given_in_words(tmp_path: Path, given: str, found: int) -> None:
    document = Document("Xã có 5 tổ.", source="a.txt")
    fact = row(Figure(start=6, end=7, text="5", value=5.0, unit="tổ", period="2024-11"), document)
    with Library(tmp_path) as library:
        library._store.add([Reading(document, [fact], "hand")])
        client = create_app(library, Config(today=lambda: date(2025, 1, 2))).test_client()
        assert client.get("/api/v1/facts", query_string={"period": given}).json["total"] == found
        assert ("5 tổ" in client.get("/so-lieu/", query_string={"period": given}).text) == bool(found)


@pytest.mark.parametrize("path", ["/so-lieu/?", "/bang-diem/?", "/tai-lieu/?", "/tim?q=ký+số&"])
def test_a_page_past_the_end_is_the_last_one(client: FlaskClient, path: str) -> None:
    strip = lambda html: re.sub(r"trang=\d+", "", html)  # noqa: E731
    assert strip(client.get(f"{path}trang=400").text) == strip(client.get(f"{path}trang=1").text)


@pytest.mark.parametrize(
    ("body", "unit", "shown"),
    [
        ("ngành Giáo dục huyện Bình Xuyên", "huyện Bình Xuyên", "ngành Giáo dục huyện Bình Xuyên"),
        ("Sở Xây dựng", "tỉnh Vĩnh Phúc", "Sở Xây dựng, tỉnh Vĩnh Phúc"),
        ("", "huyện Bình Xuyên", "huyện Bình Xuyên"),
        ("Công an tỉnh", "", "Công an tỉnh"),
        ("", "", ""),
    ],
)
def test_a_body_that_names_its_place_is_not_followed_by_it(body: str, unit: str, shown: str) -> None:
    assert display.place({"organisation": body, "locality": unit}) == shown


def test_json_is_not_escaped_to_ascii(client: FlaskClient) -> None:
    assert "Lập Thạch" in client.get("/api/v1/facts").text


REFUSED = [
    ("/api/v1/answer", 400, "q"),
    ("/api/v1/answer?q=", 400, "q"),
    ("/api/v1/answer?q=" + "x" * 2001, 400, "q"),
    ("/api/v1/answer?q=x&period=hôm+qua", 400, "period"),
    ("/api/v1/answer?q=x&status=tốt", 400, "status"),
    ("/api/v1/answer?q=x&role=none", 400, "role"),
    ("/api/v1/answer?q=x&level=khu", 400, "level"),
    ("/api/v1/answer?q=x&today=mai", 400, "today"),
    ("/api/v1/scoreboard?level=khu", 400, "level"),
    ("/api/v1/scoreboard?period=nay", 400, "period"),
    ("/api/v1/facts?kind=gì", 400, "kind"),
    ("/api/v1/facts?confidence=2", 400, "confidence"),
    ("/api/v1/facts?confidence=nan", 400, "confidence"),
    ("/api/v1/facts?limit=1001", 400, "limit"),
    ("/api/v1/facts?offset=-1", 400, "offset"),
    ("/api/v1/search", 400, "q"),
    ("/api/v1/search?q=x&limit=²", 400, "limit"),
    ("/api/v1/facts?statuss=missed", 400, "statuss"),  # a slip would give all facts
    ("/api/v1/documents?q=x", 400, "q"),
    ("/api/v1/facts?period=2024-13", 400, "period"),
    ("/api/v1/documents/khong-co", 404, None),
    ("/api/v1/khong-co", 404, None),
    ("/api/v2/answer", 404, None),
]


@pytest.mark.parametrize(("url", "status", "parameter"), REFUSED)
def test_errors_of_the_api_have_one_shape(
    client: FlaskClient, url: str, status: int, parameter: str | None
) -> None:
    response = client.get(url)
    assert response.status_code == status
    assert response.content_type == "application/json"
    assert set(response.json) == {"error"}
    error = response.json["error"]
    assert set(error) == {"status", "code", "message", "parameter"}
    assert (error["status"], error["parameter"]) == (status, parameter)
    assert error["code"] == {400: "bad_request", 404: "not_found"}[status]
    assert error["message"]


def test_errors_of_pages_are_pages(client: FlaskClient) -> None:
    for url, status in (("/khong-co", 404), ("/tai-lieu/khong-co", 404), ("/tai-lieu/?trang=x", 400)):
        response = client.get(url)
        assert response.status_code == status
        assert f"<h1>Lỗi {status}</h1>" in response.text
        assert "Về trang hỏi" in response.text


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("/?q=huyện+nào+chưa+đạt%3F&locality=Lập+Thạch&period=hôm+qua", "Không rõ kỳ nào"),
        ("/?q=" + "x" * 2001, "nhiều nhất 2000 ký tự"),
        ("/?q=huyện+nào&level=khu", "Tham số level"),
        ("/tim?q=" + "x" * 2001, "nhiều nhất 2000 ký tự"),
        ("/so-lieu/?place=Lập+Thạch&period=hôm+qua&kind=directive", "Không rõ kỳ nào"),
        ("/bang-diem/?place=Lập+Thạch&period=hôm+qua&level=xã", "Không rõ kỳ nào"),
    ],
)
def test_what_was_typed_wrongly_stays_in_the_form_with_the_reason(
    client: FlaskClient, url: str, message: str
) -> None:
    response = client.get(url)
    assert response.status_code == 400
    page = Page(response.text)
    assert message in response.text
    shown = {field["name"]: field.get("value") for field in page.all("input")}
    chosen = {option["value"] for option in page.all("option") if "selected" in option}
    for name, (value,) in parse_qs(urlsplit(url).query).items():
        if name in ("kind", "level"):
            assert (value in chosen) == (value != "khu")
        else:
            assert shown[name] == value


def test_every_page_leads_to_the_help(client: FlaskClient) -> None:
    for language, words_of in (
        ("", ("Cách hỏi", "Cách tìm", "-xã")),
        ("?lang=en", ("How to ask", "How to search")),
    ):
        foot = [a["href"] for a in Page(client.get(f"/tim{language}").text).all("a")]
        assert f"/tro-giup{language}" in foot
        told = client.get(f"/tro-giup{language}").text
        assert all(words in told for words in words_of)


def test_examples_are_made_from_what_is_in_the_store(client: FlaskClient, tmp_path: Path) -> None:
    def offered(page: str) -> list[str]:
        return [
            parse_qs(urlsplit(a["href"]).query)["q"][0] for a in Page(page).all("a") if "?q=" in a["href"]
        ]

    shown = offered(client.get("/").text)
    assert "Huyện Lập Thạch chưa đạt chỉ tiêu nào năm 2024?" in shown
    assert all("Vĩnh Yên" not in question for question in shown)
    for question in shown:
        assert client.get("/api/v1/answer", query_string={"q": question}).json["rows"]
    with Library(tmp_path / "khác") as other:  # nothing to ask for
        other._store.add([Reading(Document("Trời hôm nay đẹp.", "a.txt"), [], "hand")])
        other.refresh()
        page = create_app(other).test_client().get("/").text
        assert offered(page) == []
        assert "Thử hỏi" not in page


class Broken:
    """A library that fails, by a mistake of ours or because the store is held."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        raise self.error


@pytest.mark.parametrize(
    ("error", "status"),
    [(RuntimeError("bí mật"), 500), (StoreBusy(Path("/a")), 503)],
    ids=["mistake", "held"],
)
def test_failures_tell_what_to_do_and_nothing_else(
    error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Broken(error)).test_client()  # type: ignore[arg-type]
    page, api = client.get("/?q=x"), client.get("/api/v1/answer?q=x")
    assert page.status_code == api.status_code == status
    assert f"Lỗi {status}" in page.text
    assert api.json["error"]["status"] == status
    for response in (page, api):
        assert "bí mật" not in response.text
        assert "Traceback" not in response.text
    assert ("bí mật" in caplog.text) == (status == 500)  # our mistakes are logged
