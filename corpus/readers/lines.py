"""Lines with their places on pages to paragraphs; shared by PDF text layers and OCR."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NUMBER = re.compile(
    r"[-–—\s|]*(?:trang|page)?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s|.]*", re.IGNORECASE
)
_ITEM = re.compile(
    r"(?:[-+*•●▪◦–—]\s|\(?(?:\d{1,2}|[a-zđ]|[ivxIVX]{1,5})[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s"
    r"|(?:Điều|Khoản|Mục|Chương|Phần)\s+(?:\d+|[IVX]+)\b)"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.12  # the part of a page, above and below, where running heads and page numbers stand
_CLOSED = tuple('.!?…:;”"')


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places in points, `top` and `bottom` measured from the page's upper edge."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page_height: float
    page_width: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """Write pages of lines as paragraphs with a blank line between; running heads are dropped."""
    kept = _without_running_heads([_reading_order(page) for page in pages])
    blocks: list[str] = []
    previous: Line | None = None
    for page in kept:
        edges = _edges(page)
        for row in page:
            line = _joined(row)
            table = len(row) > 1
            if table and _is_table(row):
                text = "| " + " | ".join(cell.text for cell in row) + " |"
                if blocks and blocks[-1].endswith(" |") and previous is not None:
                    blocks[-1] += "\n" + text
                else:
                    blocks.append(text)
            elif blocks and previous is not None and _goes_on(previous, line, edges, blocks[-1]):
                blocks[-1] += " " + line.text
            else:
                blocks.append(line.text)
            previous = line
    return "\n\n".join(blocks)


def _reading_order(page: Sequence[Line]) -> list[list[Line]]:
    """Rows from top to bottom; pieces at one height stand side by side in one row."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: (line.top, line.left)):
        last = rows[-1] if rows else None
        if last is not None and line.top < last[0].top + 0.5 * (last[0].bottom - last[0].top):
            last.append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
    return rows


def _joined(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    first = row[0]
    return Line(
        " ".join(line.text for line in row), first.left, row[-1].right, min(line.top for line in row),
        max(line.bottom for line in row), first.size, first.page_height, first.page_width,
    )  # fmt: skip


def _is_table(row: Sequence[Line]) -> bool:
    return any(b.left - a.right > 1.5 * a.size for a, b in pairwise(row))


def _edges(page: Sequence[Sequence[Line]]) -> tuple[float, float]:
    """Where text begins and ends on a page: its left margin and its right one."""
    lines = [_joined(row) for row in page]
    if not lines:
        return 0.0, 0.0
    return min(line.left for line in lines), max(line.right for line in lines)


def _goes_on(previous: Line, line: Line, edges: tuple[float, float], block: str) -> bool:
    """Whether `line` belongs to the paragraph that `previous` is in."""
    if _ITEM.match(line.text) or block.endswith(" |"):
        return False
    height = max(previous.bottom - previous.top, line.bottom - line.top, 1.0)
    new_page = line.top < previous.top
    if not new_page and line.top - previous.bottom > 0.9 * height:
        return False
    if abs(previous.size - line.size) > 0.12 * max(previous.size, line.size):
        return False
    # A line was full when the next word would not have fitted into it.
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) / max(len(line.text), 1)
    full = previous.right + (len(word) + 1) * width > edges[1] - 0.5 * width
    small = line.text[0].islower() or line.text[0] in ",.;)%"
    if block.endswith(_CLOSED):
        # Within a paragraph the next line begins at the margin, a new one is mostly indented.
        return (
            full
            and not new_page
            and line.left - edges[0] < 1.2 * width
            and line.left <= previous.left + width
        )
    if block.isupper() != line.text.isupper() and not small:
        return False
    return small or (full and line.left <= previous.left + 2 * width)


def _without_running_heads(pages: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """Drop rows at the upper and lower edge that come again on other pages, and page numbers."""
    edges = [[(row, _joined(row)) for row in page if _at_edge(_joined(row))] for page in pages]
    wordings = Counter(key for page in edges for key in {_wording(line) for _row, line in page})
    often = max(2, min(3, len(pages) // 2))
    offsets = Counter(
        int(number[1]) - at
        for at, page in enumerate(edges)
        for _row, line in page
        if (number := _number(line))
    )
    kept = []
    for at, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        dropped = set()
        for row, line in edge:
            number = _number(line)
            numbered = number is not None and (
                offsets[int(number[1]) - at] > 1 or (len(pages) == 1 and int(number[1]) == 1)
            )
            repeated = len(pages) > 1 and wordings[_wording(line)] >= often and number is None
            if numbered or repeated:
                dropped.add(id(row))
        kept.append([row for row in page if id(row) not in dropped])
    return kept


def _at_edge(line: Line) -> bool:
    return line.bottom < _EDGE * line.page_height or line.top > (1 - _EDGE) * line.page_height


def _number(line: Line) -> re.Match[str] | None:
    return _NUMBER.fullmatch(line.text)


def _wording(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold()) + ("^" if line.top < line.page_height / 2 else "_")
