"""The page that shows what was read out of a document stands alone and is safe."""

from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from nlp.document import Document
from webapp.commands.explain import explain
from webapp.explanation import drawings, page

REPORT = (
    "Huyện Lập Thạch chuyển đổi số\n\n"
    "Năm 2024, huyện Lập Thạch phấn đấu 100% hồ sơ được số hóa. Đến nay, tỷ lệ hồ sơ số hóa đạt 84,6%.\n"
    "Thực hiện Quyết định số 507/QĐ-UBND, huyện đã hoàn thành 13/15 chỉ tiêu được giao.\n"
)
HOSTILE = (
    "Huyện Lập Thạch <script>alert(1)</script> & “<b>” đạt 84,6% hồ sơ <img src=x onerror=y> {0} {text}.\n"
)


class Shown(HTMLParser):
    """What a reader sees and what the browser is told: words, tags, attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("meta", "img"):
            return
        self._open.append("label" if dict(attrs).get("class") == "label" else tag)
        if tag in ("dt", "dd", "p", "h3", "div"):
            self.words += " "

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() in (tag, "label")

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "label"} & set(self._open):
            self.words += data


def _page(text: str, **known: str) -> Shown:
    return Shown(page(Document(text=text, source="bao-cao.txt", **known)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_each_figure_has_a_card_with_its_fields() -> None:
    words = _plain(_page(REPORT).words)
    for told in ("Số 1. 100% Chỉ tiêu", "Loại Mục tiêu", "13/15", "Đánh giá Chưa đạt", "Kỳ năm 2024"):
        assert told in words


def test_a_card_says_why() -> None:
    words = _plain(_page(REPORT).words)
    for told in ("Quy tắc", "Từ báo hiệu “phấn đấu”", "Suy ra từ ngữ cảnh", "Độ tin cậy", "Vị trí ký tự"):
        assert told in words


def test_the_sentence_is_quoted_with_the_number_marked() -> None:
    html = page(Document(text=REPORT, source="bao-cao.txt"))
    assert "<blockquote>Đến nay, tỷ lệ hồ sơ số hóa đạt <mark>84,6</mark>%.</blockquote>" in html


def test_the_drawing_links_each_number_to_its_card() -> None:
    shown = _page(REPORT)
    wanted = {a["href"] for tag, a in shown.tags if tag == "a"}
    cards = {f"#{a['id']}" for tag, a in shown.tags if a.get("id")}
    assert wanted == cards
    assert len(cards) == 3


def test_the_page_needs_nothing_from_outside_and_no_script() -> None:
    shown = _page(REPORT)
    assert not {tag for tag, _ in shown.tags} & {"script", "link", "img", "iframe", "object", "form"}
    for _, attributes in shown.tags:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    html = page(Document(text=REPORT, source="bao-cao.txt"))
    assert "url(" not in html
    assert "default-src 'none'" in html


@pytest.mark.parametrize("where", ["text", "title", "source"])
def test_what_a_document_says_is_never_markup(where: str) -> None:
    known = {"text": REPORT, "source": "bao-cao.txt", "title": "Báo cáo"} | {where: HOSTILE}
    shown = Shown(page(Document(**known)))
    assert not {tag for tag, _ in shown.tags} & {"script", "b", "img"}
    assert "<script>alert(1)</script>" in shown.words


def test_the_text_is_drawn_whole_and_in_order() -> None:
    from nlp.pipeline import read

    text = "Ông Hà (huyện Lập Thạch) nói: “Xã đạt 84,6%, tức 13/15 tiêu chí.”\n\n" + HOSTILE + REPORT
    drawn = Shown("".join(drawings(read(Document(text=text, source="a.txt")))))
    assert _plain(drawn.words) == _plain(text)


@pytest.mark.parametrize(
    "text", ["Không có gì ở đây.", "a", "84,6%", "\n\n đạt 5 xã \n", "\u2060 x \u2060 12%"]
)
def test_any_text_makes_a_page(text: str) -> None:
    assert "</html>" in page(Document(text=text, source="a.txt"))


class TestCommand:
    def test_it_writes_the_file(self, tmp_path) -> None:
        source, target = tmp_path / "a.txt", tmp_path / "a.html"
        source.write_text(REPORT, encoding="utf-8")
        result = CliRunner().invoke(explain, [str(source), "-o", str(target), "--published", "22/11/2024"])
        assert result.exit_code == 0, result.output
        assert "22/11/2024" in target.read_text(encoding="utf-8")

    def test_it_reads_standard_input_and_writes_standard_output(self) -> None:
        result = CliRunner().invoke(explain, ["-"], input=REPORT.encode())
        assert result.exit_code == 0
        assert "84,6" in result.output

    def test_where_it_cannot_write_it_says_so(self, tmp_path) -> None:
        result = CliRunner().invoke(
            explain, ["-", "-o", str(tmp_path / "no" / "a.html")], input=REPORT.encode()
        )
        assert result.exit_code == 1
        assert "không ghi được" in result.output
