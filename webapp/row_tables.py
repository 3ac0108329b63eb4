"""Rows of answers and facts as tables for people: one table a kind, each cell a few words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp import display
from webapp.wording import link, said, said_or

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell.

    Attributes:
        label: the heading of its column.
        text: its words.
        href: where a click on it leads.
        tone: `met`, `missed`, the name of a column with a width of its own, or empty: how it
            looks, always beside what its words say.
    """

    label: str
    text: str
    href: str | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind with the headings of the columns that hold something."""

    kind: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(
    rows: Iterable[Row], sources: bool = True, quotes: Sequence[Mapping[str, Any]] = ()
) -> list[Table]:
    """Sort rows into tables by kind, in the order in which the kinds come; empty columns are left out.

    Args:
        rows: rows of an answer, or facts.
        sources: whether a column says where each row stands.
        quotes: evidence that is shown on the same page as `#trich-1` and so on; a row that stands in
            one of them refers to it instead of to its document.
    """
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.get("kind", "figure"), []).append(row)
    return [_table(kind, found, sources, quotes) for kind, found in by_kind.items()]


def where(row: Row) -> str | None:
    """The address of the words a row stands for; None when it was computed."""
    if not row.get("doc"):
        return None
    return passage(row["doc"], row.get("start"), row.get("end"))


def passage(doc: str, start: int | None, end: int | None) -> str:
    """The address of a stretch of a document, highlighted there."""
    return link("documents.one", doc=doc, tu=start, den=end, _anchor="cho-nay" if start is not None else None)


def _table(kind: str, rows: list[Row], sources: bool, quotes: Sequence[Mapping[str, Any]]) -> Table:
    columns = _COLUMNS.get(kind, _COLUMNS["item"])
    made = [[Cell(said(f"column.{key}"), *cell(row)) for key, cell in columns] for row in rows]
    if sources:
        for cells, row in zip(made, rows, strict=True):
            cells.append(Cell(said("column.source"), *_source(row, quotes), "" if quotes else "source"))
    plain = ("", said("role.result"))  # a column that says only this says nothing
    filled = [n for n in range(len(made[0])) if any(cells[n].text not in plain for cells in made)]
    return Table(
        kind,
        tuple(made[0][n].label for n in filled),
        tuple(tuple(cells[n] for n in filled) for cells in made),
    )


def _source(row: Row, quotes: Sequence[Mapping[str, Any]]) -> tuple[str, str | None]:
    if not row.get("doc"):
        return "", None
    for n, quote in enumerate(quotes, 1):
        if quote["doc"] == row["doc"] and quote["start"] <= row["start"] < row["end"] <= quote["end"]:
            return f"[{n}]", f"#trich-{n}"
    name = row.get("doc_title") if row.get("kind") == "directive" else row.get("title")
    return name or (row.get("source") or row["doc"]).replace("\\", "/").rsplit("/", 1)[-1], where(row)


Made = tuple[str] | tuple[str, str | None] | tuple[str, str | None, str]


def _status(row: Row) -> Made:
    status = row.get("status")
    return (said(f"status.{status}"), None, status) if status in ("met", "missed") else ("",)


def _amount(row: Row) -> Made:
    return display.amount(row), where(row), "number"


def _plain(name: str) -> Callable[[Row], Made]:
    return lambda row: (str(row.get(name) or ""),)


def _type_and_number(row: Row) -> Made:
    sign = row.get("symbol") or row.get("number") or ""
    return f"{row.get('type', '')} {sign}".strip(), where(row)


_COLUMNS: dict[str, list[tuple[str, Callable[[Row], Made]]]] = {
    "figure": [
        ("place", lambda row: (display.place(row),)),
        ("indicator", _plain("indicator")),
        ("value", _amount),
        ("target", lambda row: (display.target(row), None, "number")),
        ("status", _status),
        ("role", lambda row: (said_or(f"role.{row.get('role')}", ""), None, "role")),
        ("period", lambda row: (display.period(row.get("period")), None, "period")),
    ],
    "directive": [
        ("directive", _type_and_number),
        ("issuer", _plain("issuer")),
        ("date", lambda row: (display.day(row.get("date")),)),
        ("about", lambda row: (str(row.get("directive_title", row.get("title")) or ""),)),
    ],
    "statement": [
        ("speaker", _plain("speaker")),
        ("position", _plain("position")),
        ("quote", lambda row: (str(row.get("text") or ""), where(row))),
    ],
    "locality": [
        ("place", lambda row: (str(row.get("text") or ""), where(row))),
        ("canonical", _plain("canonical")),
        ("today", _plain("locality_2025")),
    ],
    "computed": [
        ("value", lambda row: (display.amount(row), None, "number")),
        ("formula", _plain("formula")),
    ],
    "item": [("item", lambda row: (str(row.get("text") or ""), where(row)))],
}
