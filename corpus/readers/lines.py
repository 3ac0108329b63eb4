"""Lines with their places on pages to paragraphs; shared by PDF text layers and OCR."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.readers.tables import LAYOUT, table_text

_NUMBER = re.compile(
    r"[-–—\s|]*(?:trang|page)?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s|.]*", re.IGNORECASE
)
_ITEM = re.compile(
    r"(?:[-+*•●▪◦–—]\s|\(?(?:\d{1,2}|[a-zđ]|[ivxIVX]{1,5})[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s"
    r"|(?:Điều|Khoản|Mục|Chương|Phần)\s+(?:\d+|[IVX]+)\b)"
)
_DIGITS = re.compile(r"\d+")
_COLUMN_ROWS = 6
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
    blocks: list[str] = []
    previous: Line | None = None
    before = (0.0, 0.0)
    table: list[list[Line]] = []
    for page in _without_running_heads([_rows(page) for page in pages]):
        for flow in columns(page):
            edges = _edges(flow)
            for row in flow:
                line = _joined(row)
                if _is_table(row):
                    table.append(row)
                    continue
                if table:
                    blocks.append(_table(table))
                    table, previous = [], None
                if previous is not None and _goes_on(previous, before, line, edges, blocks[-1]):
                    blocks[-1] += " " + line.text
                else:
                    blocks.append(line.text)
                previous, before = line, edges
    if table:
        blocks.append(_table(table))
    return "\n\n".join(blocks)


def _table(rows: list[list[Line]]) -> str:
    """Rows of a table; the two columns in the head and the foot of a letter one after the other."""
    words = " ".join(cell.text for row in rows for cell in row).upper()
    if not any(sign in words for sign in LAYOUT):
        return table_text([[cell.text for cell in row] for row in rows])
    middle = max(row[-1].left for row in rows if len(row) > 1) - 1
    left = [cell.text for row in rows for cell in row if cell.left < min(middle, cell.page_width * 0.45)]
    right = [cell.text for row in rows for cell in row if cell.left >= min(middle, cell.page_width * 0.45)]
    return "\n".join(left) + "\n\n" + "\n".join(right)


def _rows(page: Sequence[Line]) -> list[list[Line]]:
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


def columns(rows: list[list[Line]]) -> list[list[list[Line]]]:
    """Cut the rows of a page into flows to be read one after the other: two columns, or just one.

    A page has columns where some rows in a sequence leave the same gap in the middle and running
    text fills both sides of it; cells of a table are shorter.
    """
    gaps = [
        (a.right + b.left) / 2
        for row in rows
        for a, b in pairwise(row)
        if 0.35 * a.page_width < (a.right + b.left) / 2 < 0.65 * a.page_width
    ]
    if len(gaps) < _COLUMN_ROWS:
        return [rows]
    gutter = sorted(gaps)[len(gaps) // 2]
    free = [all(piece.right < gutter or piece.left > gutter for piece in row) for row in rows]
    start, end = max(_stretches(free), key=lambda stretch: stretch[1] - stretch[0], default=(0, 0))
    sides = (
        [[piece for piece in row if (piece.left > gutter) is side] for row in rows[start:end]]
        for side in (False, True)
    )
    left, right = ([row for row in side if row] for side in sides)
    if not (_runs_on(left) and _runs_on(right)):
        return [rows]
    return [flow for flow in (rows[:start], left, right, rows[end:]) if flow]


def _stretches(free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    at = 0
    for value, group in groupby(free):
        count = len(list(group))
        if value:
            yield at, at + count
        at += count


def _runs_on(side: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines of a side are those of running text: most as wide as the widest, and long."""
    if len(side) < _COLUMN_ROWS:
        return False
    lines = [_joined(row) for row in side]
    widths = sorted(line.right - line.left for line in lines)
    letters = sorted(len(line.text) for line in lines)
    return widths[len(widths) // 2] > 0.85 * widths[-1] and letters[len(letters) // 2] > 20


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


def _goes_on(
    previous: Line, before: tuple[float, float], line: Line, edges: tuple[float, float], block: str
) -> bool:
    """Whether `line` belongs to the paragraph that `previous` is in; both with their columns' edges."""
    if _ITEM.match(line.text):
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
    full = previous.right + (len(word) + 1) * width > before[1] - 0.5 * width
    small = line.text[0].islower() or line.text[0] in ",.;)%"
    if block.endswith(_CLOSED):
        # Within a paragraph the next line begins at the margin, a new one is mostly indented.
        return (
            full
            and not new_page
            and line.left - edges[0] < 1.2 * width
            and line.left - edges[0] <= previous.left - before[0] + width
        )
    if block.isupper() != line.text.isupper() and not small:
        return False
    return small or (full and line.left - edges[0] <= previous.left - before[0] + 2 * width)


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
