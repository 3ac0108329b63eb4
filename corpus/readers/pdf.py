"""PDF with a text layer: lines rejoined into paragraphs, page numbers and running heads dropped."""

import io
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from corpus.encodings import unmask
from corpus.errors import ReadError
from corpus.fonts import convert_runs
from corpus.metadata import Metadata
from corpus.readers import Context, Raw
from corpus.readers.lines import Line, paragraphs

_TAIL = 8192  # where the end of a PDF must be found; some servers append to it


def read(data: bytes, context: Context) -> Raw:
    """Read the text layer; a document of pictures goes to OCR where that is installed.

    Raises:
        ReadError: `password`, `broken`, `no-text` or what `corpus.readers.scan` raises.
    """
    if b"startxref" not in data[-_TAIL:] and b"%%EOF" not in data[-_TAIL:]:
        raise ReadError("broken", format="PDF", detail="cut off")  # pdfminer would read what is left
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages, pictures = _lines(document, context)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise ReadError("password") from None
    if not pages:
        raise ReadError("broken", format="PDF", detail="no pages")
    letters = sum(char.isalpha() for page in pages for line in page for char in line.text)
    if letters < 10 * len(pages) and pictures:
        from corpus.readers.scan import read_pdf

        return Raw(read_pdf(data, len(pages), context))
    return Raw(unmask(paragraphs(pages)), Metadata(title=_title(document)))


def _lines(document: PDFDocument, context: Context) -> tuple[list[list[Line]], bool]:
    """The lines of every page in reading order, and whether any page shows a picture."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None))
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[list[Line]] = []
    pictures = False
    length = 0
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        layout = device.get_result()
        pictures = pictures or bool(_resources(page.resources))
        pages.append(_page_lines(layout))
        length += sum(len(line.text) for line in pages[-1])
        if length > context.limits.text:
            raise ReadError("too-long", limit=f"{context.limits.text // 1_000_000} triệu ký tự")
    return pages, pictures


def _resources(resources: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1((resources or {}).get("XObject"))


def _page_lines(layout: LTPage) -> list[Line]:
    found: list[Line] = []
    for box in layout:
        if not isinstance(box, LTTextContainer):
            continue
        for line in box:
            if isinstance(line, LTTextLine) and line.get_text().strip():
                found.append(_line(line, layout))
    return found


def _line(line: LTTextLine, page: LTPage) -> Line:
    runs: list[tuple[str, str | None]] = []
    sizes: list[float] = []
    font: str | None = None
    for piece in line:
        if isinstance(piece, LTChar):
            font = piece.fontname
            sizes.append(piece.size)
        runs.append((piece.get_text() if hasattr(piece, "get_text") else "", font))
    return Line(
        text=" ".join(convert_runs(runs).split()),
        left=line.x0,
        right=line.x1,
        top=page.y1 - line.y1,
        bottom=page.y1 - line.y0,
        size=sorted(sizes)[len(sizes) // 2] if sizes else line.height,
        page_height=page.height or 1.0,
        page_width=page.width or 1.0,
    )


def _title(document: PDFDocument) -> str | None:
    """The title among the properties, unless it is what a program put there."""
    for info in document.info:
        value = info.get("Title")
        if isinstance(value, bytes):
            title = " ".join(unmask(decode_text(value)).replace("\0", "").split())
            if len(title.split()) >= 3 and not title.lower().startswith(("microsoft word", "untitled")):
                return title
    return None
