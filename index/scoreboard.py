"""Who has met what: localities against indicators, each cell with the fact that says so."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.answer_candidates import Weighing, aggregate
from index.answer_parts import quote_span
from index.answer_words import capital, period, quantity
from index.facttable import FactTable, Row
from index.scoreboard_cells import Cell, Key, cell_of, columns_of, key_of, label_of, state_of, told_as
from nlp.question import Question
from nlp.question_periods import AskedPeriod
from nlp.question_words import Reading, terms

STATES = ("met", "missed", "reported", "not stated")
LEVELS = {"tỉnh": "province", "huyện": "district", "xã": "commune", "thôn": "village"}
_NAMES = {"missed": "chưa đạt", "met": "đạt"}
_SIGNS = {"missed": "✗", "met": "✓", "reported": "·"}
"""In the order in which somebody has to look at them."""
CSV_COLUMNS = (
    "locality", "indicator", "state", "wording", "value", "unit", "comparator", "target_value", "period",
    "computed", "quote", "source", "title", "doc", "start", "end", "others",
)  # fmt: skip
_OF_FACT = ("value", "unit", "comparator", "period", "doc", "start", "end")


@dataclass(slots=True)
class Scoreboard:
    """Localities × indicators.

    Attributes:
        localities: chains of the units, as `xã A, huyện B, tỉnh C`.
        indicators: one wording for each indicator, those told of most places first.
        cells: by (locality, indicator); a pair that is not there is not stated.
        table: where the facts come from.
    """

    table: FactTable
    localities: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    _stated: dict[str, list[str]] = field(default_factory=dict)

    def put(self, locality: str, indicator: str, cell: Cell) -> None:
        """Take in a cell; those of a locality come in the order of the indicators."""
        self.cells[locality, indicator] = cell
        self._stated.setdefault(locality, []).append(indicator)

    def stated(self, locality: str) -> list[tuple[str, Cell]]:
        """The indicators that a locality tells, each with its cell."""
        return [(i, self.cells[locality, i]) for i in self._stated.get(locality, ())]

    def cell(self, locality: str, indicator: str) -> Cell:
        """The cell of a pair."""
        return self.cells.get((locality, indicator), Cell("not stated"))

    def counts(self, locality: str) -> dict[str, int]:
        """How many indicators of a locality are in each state."""
        found = Counter(cell.state for _, cell in self.stated(locality))
        return {s: found[s] for s in STATES} | {"not stated": len(self.indicators) - found.total()}

    def as_dict(self) -> dict[str, Any]:
        """The whole as one JSON-ready object; only cells about which something is stated."""
        return {
            "localities": self.localities,
            "indicators": self.indicators,
            "counts": {where: self.counts(where) for where in self.localities},
            "cells": [self._record(w, i, cell) for w in self.localities for i, cell in self.stated(w)],
        }

    def as_csv(self) -> str:
        """One line a cell (RFC 4180): the missed and the met first, then what is told without a target.

        What is not stated comes last, for indicators that at least two localities tell: where only one does,
        nobody misses the others.
        """
        out = io.StringIO()
        writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        lines = [(w, i, cell) for w in self.localities for i, cell in self.stated(w)]
        for where, indicator, cell in sorted(lines, key=lambda line: list(_SIGNS).index(line[2].state)):
            record = self._record(where, indicator, cell)
            record["computed"] = str(record["computed"]).lower()
            record["others"] = self._further(cell)
            writer.writerow({k: "" if record[k] is None else record[k] for k in CSV_COLUMNS})
        told = Counter(i for _, i, _ in lines)
        stated = {(w, i) for w, i, _ in lines}
        for where in self.localities:
            for indicator in self.indicators:
                if told[indicator] > 1 and (where, indicator) not in stated:
                    gap = dict.fromkeys(CSV_COLUMNS, "")
                    writer.writerow(gap | {"locality": where, "indicator": indicator, "state": "not stated"})
        return out.getvalue()

    def as_text(self) -> str:
        """For people: who missed and met what, most missed first; then what is told without a target."""
        judged = [b for w in self.by_need() if (b := self._block(w, ("missed", "met")))]
        told = [b for w in self.localities if (b := self._block(w, ("reported",)))]
        if judged and told:
            told.insert(0, "Có số liệu, không nêu chỉ tiêu:")
        return "\n\n".join(judged + told) + "\n" if self.cells else "Không có số liệu nào khớp điều kiện.\n"

    def by_need(self) -> list[str]:
        """The localities with most missed first, of equals those that met something."""
        counts = {where: self.counts(where) for where in self.localities}
        return sorted(self.localities, key=lambda w: (-counts[w]["missed"], -counts[w]["met"]))

    def further(self, cell: Cell) -> list[Row]:
        """The other results of a cell, each once, less those that only tell its own again."""
        seen = {_said(cell.fact)} if cell.fact else set()
        own = cell.fact and state_of(self.table, cell.fact)
        out = []
        for row in cell.others:
            told = state_of(self.table, row)
            if _said(row) not in seen or (told and own and told != own):
                seen.add(_said(row))
                out.append(row)
        return out

    def _further(self, cell: Cell) -> str:
        return "; ".join(
            _sign(self.table, row) + self.named(cell, row) + _figure(row, row.get("target_value"))
            for row in self.further(cell)
        )

    def named(self, cell: Cell, row: Row) -> str:
        """What another figure of a cell measures, where that isn't what the cell is about: a margin."""
        return f"{told_as(row)}: " if cell.fact and key_of(row) != key_of(cell.fact) else ""

    def _block(self, where: str, states: tuple[str, ...]) -> str:
        """A locality's cells in some states, one line each; empty when there is none."""
        lines = []
        counts = self.counts(where)
        for state in states:
            for _, cell in self.stated(where):
                if cell.state == state and cell.fact:
                    figure = _figure(cell.fact, cell.target, cell.computed)
                    lines.append(f"  {_SIGNS[state]} {told_as(cell.fact)}: {figure}")
                    if further := self._further(cell):
                        lines.append(f"      số liệu khác: {further}")
        head = ", ".join(f"{counts[s]} {_NAMES[s]}" for s in states if s in _NAMES and counts[s])
        return "\n".join([capital(where) + (f": {head}" if head else ""), *lines]) if lines else ""

    def _record(self, where: str, indicator: str, cell: Cell) -> dict[str, Any]:
        record: dict[str, Any] = dict.fromkeys(CSV_COLUMNS)
        record |= {"locality": where, "indicator": indicator, "state": cell.state, "computed": cell.computed}
        if cell.fact:
            record |= self._told(cell.fact) | {"target_value": cell.target}
        record["others"] = [
            {"state": state_of(self.table, row) or "reported"} | self._told(row) for row in cell.others
        ]
        return record

    def _told(self, fact: Row) -> dict[str, Any]:
        """A figure with the words it stands in."""
        source = self.table.sources[fact["doc"]]
        start, end = quote_span(self.table, fact)
        return {k: fact.get(k) for k in _OF_FACT} | {
            "target_value": fact.get("target_value"),
            "wording": fact.get("indicator"),
            "quote": " ".join(source.text[start:end].split()),
            "source": source.source,
            "title": source.title,
        }


def _said(row: Row) -> tuple[Any, ...]:
    return tuple(row.get(k) for k in ("value", "value_max", "unit", "period"))


def _sign(table: FactTable, row: Row) -> str:
    state = state_of(table, row)
    return f"{_SIGNS[state]} " if state else ""


def _figure(fact: Row, target: float | None, computed: bool = False) -> str:
    text = quantity(fact)
    if target is not None:
        aim = {"value": target, "unit": fact.get("unit")}
        text += f" (chỉ tiêu {quantity(aim)}{', tính' if computed else ''})"
    when = period(fact.get("period"))
    return f"{text}, {when}" if when else text


def scoreboard(
    table: FactTable,
    level: str | None = "district",
    asked: str | None = None,
    indicator: str | None = None,
    within: str | None = None,
) -> Scoreboard:
    """Set localities against indicators.

    Args:
        table: the facts.
        level: `province`, `district`, `commune`, `village` or its Vietnamese word; None for all.
        asked: a period in EDTF; only figures that hold in it count.
        indicator: words that an indicator must have, typed in any way.
        within: a place; only it and units inside it count.

    Returns:
        Localities in the order of their names, indicators told of most places first.
    """
    level = LEVELS.get(level or "", level)
    board = Scoreboard(table)
    chosen = _chosen(table, level, asked, indicator, within)
    named: list[tuple[int, str, Key, dict[str, list[Row]]]] = []
    for key, rows in columns_of(table, chosen).items():
        results = [r for r in rows if r.get("role") == "result"]
        if results:
            places: dict[str, list[Row]] = {c: [] for r in results for c in r["_chains"]}
            for row in rows:
                for where in row["_chains"]:
                    if where in places:
                        places[where].append(row)
            named.append((len(places), label_of(results), key, places))
    named.sort(key=lambda n: (-n[0], n[1], n[2]))
    for label, (_, _, _, places) in zip(_apart(named), named, strict=True):
        board.indicators.append(label)
        for where, rows in places.items():
            if cell := cell_of(table, where, rows):
                board.put(where, label, cell)
    board.localities = sorted({w for w, _ in board.cells})
    return board


def _apart(named: list[tuple[int, str, Key, dict[str, list[Row]]]]) -> Iterator[str]:
    """The columns' wordings; those of several columns with their unit, then a number."""
    often = Counter(label for _, label, _, _ in named)
    seen: Counter[str] = Counter()
    for _, label, _, places in named:
        unit = next(iter(places.values()))[0].get("unit")
        if often[label] > 1 and unit:
            label = f"{label} ({unit})"
        seen[label] += 1
        yield label if seen[label] == 1 else f"{label} ({seen[label]})"


def _chosen(
    table: FactTable, level: str | None, asked: str | None, indicator: str | None, within: str | None
) -> Iterable[Row]:
    mask = np.ones(len(table.figures), dtype=bool)
    if level:
        mask &= table.at_level([level])
    if within:
        found = table.places.find(Reading(within))
        mask &= table.at([c for p in found for c in p.canonicals], inside=True)
    if indicator:
        words = tuple(terms(Reading(indicator)))
        named = [table.matcher.named(i, words) for i in map(int, np.flatnonzero(mask))]
        mask[np.flatnonzero(mask)[~np.array(named, dtype=bool)]] = False
    period_asked = (AskedPeriod(asked, 0, 0),) if asked else ()
    weighing = Weighing(Question("", "", "vi", "list", periods=period_asked), table)
    for i in map(int, np.flatnonzero(mask)):
        row = table.figures[i]
        if not row.get("indicator") or not row["_chains"] or aggregate(row) or weighing.only_bounds(row):
            continue
        if not asked or weighing.period_fit(row) > 0:
            yield row
