"""DOCX: paragraphs, lists and tables in the order of the document."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from corpus.errors import ReadError
from corpus.fonts import convert_runs
from corpus.limits import Limits
from corpus.metadata import Metadata
from corpus.readers import Context, Raw
from corpus.readers.docx_styles import Labels, Styles
from corpus.readers.tables import LAYOUT, table_text

_THROUGH = {
    qn(tag)
    for tag in (
        "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:dir",
        "w:bdo", "w:customXml",
    )
}  # fmt: skip
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad"}
_P, _TBL, _R, _T = qn("w:p"), qn("w:tbl"), qn("w:r"), qn("w:t")
_FREE = 10 * 2**20


def read(data: bytes, context: Context) -> Raw:
    """Read the body, then the footnotes; headers and footers are left out.

    Raises:
        ReadError: `bomb`, `xml-bomb` or `password`.
    """
    check_package(data, context.limits)
    document = open_docx(io.BytesIO(data))
    walk = _Walk(document)
    blocks = [*walk.blocks(document.element.body), *_footnotes(document, walk)]
    title = walk.title or _property_title(document)
    return Raw("\n\n".join(block for block in blocks if block.strip()), Metadata(title=title))


def check_package(data: bytes, limits: Limits) -> None:
    """Refuse a package that would unpack to too much or declares XML entities, before it is opened."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            total += entry.file_size
            if total > limits.unpacked or total > max(_FREE, limits.ratio * len(data)):
                raise ReadError("bomb")
            if entry.flag_bits & 1:
                raise ReadError("password")
            if entry.filename.endswith((".xml", ".rels")):
                with package.open(entry) as part:
                    head = part.read(4096).replace(b"\0", b"")
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise ReadError("xml-bomb")


class _Walk:
    """One pass over a document; counts list items and notes the title on the way."""

    def __init__(self, document: Any) -> None:
        self._styles = Styles(document)
        self._labels = Labels(document, self._styles)
        self.title: str | None = None

    def blocks(self, parent: Any) -> Iterator[str]:
        """The paragraphs and tables below an element, each as text."""
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag in _THROUGH:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes: list[Any] = []
        style = self._styles.of_paragraph(paragraph)
        text = convert_runs(self._runs(paragraph, style, boxes)).strip("\n")
        label = self._labels.next(paragraph, style)
        if text.strip():
            if self.title is None and self._styles.name(style).lower() in ("title", "tiêu đề"):
                self.title = " ".join(text.split())
            yield f"{label} {text}" if label else text
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, parent: Any, style: str | None, boxes: list[Any]) -> Iterator[tuple[str, str | None]]:
        for child in parent:
            if child.tag == _R:
                if not self._styles.hidden(child):
                    text = "".join(self._pieces(child, boxes))
                    yield text, self._styles.font(child, style)
            elif child.tag in _THROUGH:
                yield from self._runs(child, style, boxes)

    def _pieces(self, run: Any, boxes: list[Any]) -> Iterator[str]:
        for piece in run:
            if piece.tag == _T:
                yield piece.text or ""
            elif piece.tag == qn("w:br"):
                yield "" if piece.get(qn("w:type")) in ("page", "column") else "\n"
            elif piece.tag in _MARKS:
                yield _MARKS[piece.tag]
            elif len(piece):
                boxes.extend(_boxes(piece))

    def _table(self, table: Any) -> Iterator[str]:
        rows = [
            [[block for block in self.blocks(cell) if block.strip()] for cell in _below(row, qn("w:tc"))]
            for row in _below(table, qn("w:tr"))
        ]
        width = max((len(row) for row in rows), default=0)
        words = " ".join(block for row in rows for cell in row for block in cell).upper()
        # A frame for the head or the foot of a letter, or a box around text, is no table.
        if width < 2 or any(sign in words for sign in LAYOUT):
            for row in rows:
                for cell in row:
                    yield from cell
            return
        yield table_text([[" ".join(cell) for cell in row] for row in rows])


def _below(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _below(child, tag)


def _boxes(element: Any) -> Iterator[Any]:
    """Text boxes in a drawing, of each pair of alternatives the first."""
    for child in element:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _footnotes(document: Any, walk: _Walk) -> Iterator[str]:
    for kind in (REL.FOOTNOTES, REL.ENDNOTES):
        try:
            part = document.part.part_related_by(kind)
        except KeyError:
            continue
        for note in parse_xml(part.blob):
            if note.get(qn("w:type")) is None:
                yield from walk.blocks(note)


def _property_title(document: Any) -> str | None:
    """The title among the properties, unless it is what a program put there."""
    title = " ".join((document.core_properties.title or "").split())
    machine = title.lower().startswith(("microsoft word", "word document", "untitled", "document"))
    return title if len(title.split()) >= 3 and not machine else None
