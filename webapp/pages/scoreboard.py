"""The scoreboard: which locality met which target, each cell with the fact that says so."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template

from index.scoreboard import LEVELS, Scoreboard
from index.scoreboard_cells import Cell, state_of, told_as
from webapp import display, row_tables
from webapp.errors import Refused
from webapp.requested import checked, library, turned, typed, word
from webapp.wording import said

page = Blueprint("scoreboard", __name__, url_prefix="/bang-diem")
PER_PAGE = 20
CONDITIONS = ("level", "period", "indicator", "place")
WIDEST = 8
"""Localities beside each other at most."""
_SHOWN = ("missed", "met", "reported")
"""What comes first is what somebody has to do something about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a locality, as shown; `others` are its other figures, with their addresses."""

    indicator: str
    state: str
    value: str
    target: str
    period: str
    href: str | None
    computed: bool
    others: tuple[tuple[str, str | None], ...] = ()


@page.get("/")
def scoreboard() -> str | tuple[str, int]:
    """Localities with their indicators, and the indicators that several of them report."""
    try:
        asked = conditions()
        board = library().scoreboard(**asked)
        number = turned(len(board.localities), PER_PAGE)
    except Refused as refusal:
        given = {"level": "huyện"} | typed(CONDITIONS)
        told = refusal.description
        return render_template("scoreboard.html", given=given, levels=tuple(LEVELS), refused=told), 400
    here = board.by_need()[(number - 1) * PER_PAGE : number * PER_PAGE]
    return render_template(
        "scoreboard.html",
        given={name: value for name, value in asked.items() if value is not None},
        localities=[(where, board.counts(where), *lines(board, where)) for where in here],
        beside=beside(board, here[:WIDEST]),
        columns=here[:WIDEST],
        total=len(board.localities),
        number=number,
        more=number * PER_PAGE < len(board.localities),
        levels=tuple(LEVELS),
        states=_SHOWN,
    )


@page.get("/tai-ve.csv")
def download() -> Response:
    """The whole scoreboard, one line a cell."""
    table = "\ufeff" + library().scoreboard(**conditions()).as_csv()
    return Response(
        table.encode("utf-8"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="doi-chieu-bang-diem.csv"'},
    )


def conditions() -> dict[str, str | None]:
    """The scoreboard's conditions in the request; districts unless another level is asked for."""
    asked = {name: None if (value := word(name)) is None else checked(name, value) for name in CONDITIONS}
    return asked | {"level": asked["level"] or "huyện"}


def lines(board: Scoreboard, where: str) -> tuple[list[Line], list[Line]]:
    """What is stated about a locality: what it missed, then what it met; and what has no target."""
    found = [_line(told_as(cell.fact), cell, board) for _, cell in board.stated(where) if cell.fact]
    judged = [line for line in found if line.state in ("missed", "met")]
    return sorted(judged, key=lambda line: _SHOWN.index(line.state)), [x for x in found if x not in judged]


def beside(board: Scoreboard, places: list[str]) -> list[tuple[str, list[Line]]]:
    """The indicators that at least two of some localities report, with a line for each of these."""
    out = []
    for indicator in board.indicators:
        cells = [_line(indicator, board.cell(where, indicator), board) for where in places]
        if sum(bool(line.href) for line in cells) > 1:
            out.append((indicator, cells))
    return out


def _line(indicator: str, cell: Cell, board: Scoreboard) -> Line:
    fact: dict[str, Any] = cell.fact or {}
    return Line(
        indicator,
        cell.state,
        display.amount(fact),
        display.target({"target_value": cell.target, "unit": fact.get("unit")}),
        display.period(fact.get("period")),
        row_tables.where(fact),
        cell.computed,
        tuple((_other(board, cell, row), row_tables.where(row)) for row in board.further(cell)),
    )


def _other(board: Scoreboard, cell: Cell, row: dict[str, Any]) -> str:
    """Another figure in a few words, with what its document says of it."""
    told = state_of(board.table, row)
    figure, when = board.named(cell, row) + display.amount(row), display.period(row.get("period"))
    return ", ".join(filter(None, (figure, when, said(f"state.{told}").lower() if told else "")))
