"""Tables in running text: rows of cells between bars or tabs, under a line of column heads."""

import re
from dataclasses import dataclass

_CELL = re.compile(r"[|\t]")
_PERIOD_WORD = re.compile(r"năm|quý|tháng|kỳ|20\d\d", re.IGNORECASE)
_TIME_IN_HEAD = re.compile(
    r"20\d\d|\d{1,2}\s?(?:tháng|quý|năm|T(?!\w))|\d{1,2}[/.]\d{1,2}[/.]20\d\d|\d{1,2}[/-]20\d\d"
)
"""How a column's head may begin with a number."""
_HEADS_TOLD = re.compile(r"\(([^()|]+(?:\|[^()|]+)+)\)\s*[:.]?\s*$")
_LONGEST_SECTION = 60
_UNIT_IN_HEAD = re.compile(r"\(([^()]{1,25})\)\s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: its span, its row's first cell and its column's head (spans too).

    Attributes:
        number: the running number before the row's first cell, when rows are numbered.
    """

    start: int
    end: int
    row: tuple[int, int]
    column: tuple[int, int] | None
    caption: tuple[int, int] | None
    number: tuple[int, int] | None = None


def find_cells(text: str) -> list[Cell]:
    """The cells beyond the first of each row of each table, in text order.

    A table is two or more lines in a row with the same number of cells; its first line holds the
    column heads when none of its cells begins with a digit. Failing that, the line before may tell
    them in brackets (`như sau (địa phương | kết quả | chỉ tiêu giao):`), the first one left out or
    not. The last sentence before the table is its caption.
    """
    cells: list[Cell] = []
    if "|" not in text and "\t" not in text:
        return cells
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    i = 0
    while i < len(lines):
        run = i
        width = len(_split(text, *lines[i]))
        while run < len(lines) and width > 1 and _goes_on(text, lines, run, width):
            run += 1
        if run - i >= 2:
            cells += _rows(text, lines, i, run)
            i = run
        else:
            i += 1
    return cells


def _goes_on(text: str, lines: list[tuple[int, int]], at: int, width: int) -> bool:
    """Whether a line goes on with a table of that width: a row, or a section's name between two rows."""
    if _row(text, *lines[at], width):
        return True
    start, end = lines[at]
    named = 0 < end - start <= _LONGEST_SECTION and not _CELL.search(text, start, end)
    return (
        named
        and bool(text[start:end].strip())
        and at + 1 < len(lines)
        and bool(_row(text, *lines[at + 1], width))
    )


def _row(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The cells of a line of a table of that many; a first one left empty counts. Empty for other lines."""
    every = _cells(text, start, end)
    left = every[1:] if every and every[0][0] == every[0][1] else every
    right = every[:-1] if every and every[-1][0] == every[-1][1] else every
    found = next((r for r in (_split(text, start, end), every, left, right) if len(r) == width), [])
    return found if any(b > a for a, b in found) else []


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line, bars at its ends left out."""
    spans = _cells(text, start, end)
    if spans and spans[0][0] == spans[0][1]:
        spans = spans[1:]
    if spans and spans[-1][0] == spans[-1][1] and text[start:end].rstrip().endswith("|"):
        spans = spans[:-1]
    return spans


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What stands between the bars and tabs of a line, also where it is nothing."""
    line = text[start:end]
    if "|" not in line and "\t" not in line:
        return []
    spans, at = [], start
    for match in _CELL.finditer(line):
        spans.append((at, start + match.start()))
        at = start + match.end()
    spans.append((at, end))
    return [_trim(text, *s) for s in spans]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _rows(text: str, lines: list[tuple[int, int]], first: int, last: int) -> list[Cell]:
    told = _HEADS_TOLD.search(text, *lines[first]) or (
        _HEADS_TOLD.search(text, *lines[first - 1]) if first else None
    )
    begin = first
    top = _split(text, *lines[first])
    heads: list[tuple[int, int] | None] = [None] * len(top)
    if told:
        begin += told.start() >= lines[first][0]
        width = len(_split(text, *lines[begin]))
        named: list[tuple[int, int] | None] = [*_split(text, *told.span(1))]
        heads = [*([None] * (width - len(named))), *named]
        if len(heads) != width:
            return []
    elif not any(text[a : a + 1].isdigit() and not _TIME_IN_HEAD.match(text, a, b) for a, b in top[1:]):
        heads = [*top]
        begin += 1
    caption = None
    for j in range(begin - 1 if told else first - 1, max(first - 3, -1), -1):
        if text[slice(*lines[j])].strip():
            start, end = lines[j]
            end = told.start() if told else end
            signs = [at + 2 for sign in (". ", "; ") if (at := text.rfind(sign, start, end - 1)) >= 0]
            cut = max(start, *signs) if signs else start
            caption = (cut, end)
            break
    out = []
    for start, end in lines[begin:last]:
        row = _row(text, start, end, len(heads))
        label = 0
        if len(row) > 2 and re.fullmatch(r"\d{0,3}\.?|[IVX]+", text[slice(*row[0])]):
            label = 1  # a running number comes first
        for column, (a, b) in enumerate(row):
            if column > label:
                out.append(Cell(a, b, row[label], heads[column], caption, row[0] if label else None))
    return out


def head_unit(head: str) -> str | None:
    """The unit that a column head gives in brackets: `Số hộ nghèo (hộ)` → hộ."""
    match = _UNIT_IN_HEAD.search(head)
    if not match or _PERIOD_WORD.search(match[1]):
        return None
    return match[1].strip().removeprefix("ĐVT:").strip() or None
