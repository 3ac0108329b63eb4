"""Who has met what: localities against indicators, each cell with the fact that says so."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.answer_candidates import Weighing, aggregate
from index.answer_parts import alike, quote_span
from index.answer_words import capital, period, quantity
from index.facttable import FactTable, Row
from index.matching import crossed
from nlp.question import Question
from nlp.question_periods import AskedPeriod, agreement, bounds
from nlp.question_words import Reading, terms, words_of

STATES = ("met", "missed", "reported", "not stated")
LEVELS = {"tỉnh": "province", "huyện": "district", "xã": "commune", "thôn": "village"}
_NAMES = {
    "met": "đạt",
    "missed": "chưa đạt",
    "reported": "có số liệu, không nêu chỉ tiêu",
    "not stated": "không nêu",
}
CSV_COLUMNS = (
    "locality", "indicator", "state", "wording", "value", "unit", "comparator", "target_value", "period",
    "computed", "quote", "source", "title", "doc", "start", "end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """What the documents say of one indicator at one place.

    Attributes:
        state: one of `STATES`.
        fact: the figure that says so; None when nothing is stated.
        target: the value it had to reach, where known.
        computed: whether met or missed was worked out from result and target instead of told.
    """

    state: str
    fact: Row | None = None
    target: float | None = None
    computed: bool = False


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

    def cell(self, locality: str, indicator: str) -> Cell:
        """The cell of a pair."""
        return self.cells.get((locality, indicator), Cell("not stated"))

    def counts(self, locality: str) -> dict[str, int]:
        """How many indicators of a locality are in each state."""
        states = [self.cell(locality, i).state for i in self.indicators]
        return {s: states.count(s) for s in STATES}

    def as_dict(self) -> dict[str, Any]:
        """The whole as one JSON-ready object; only cells about which something is stated."""
        return {
            "localities": self.localities,
            "indicators": self.indicators,
            "counts": {where: self.counts(where) for where in self.localities},
            "cells": [
                self._record(w, i) for w in self.localities for i in self.indicators if (w, i) in self.cells
            ],
        }

    def as_csv(self) -> str:
        """One line a cell (RFC 4180), pairs about which nothing is stated included."""
        out = io.StringIO()
        writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for where in self.localities:
            for indicator in self.indicators:
                record = self._record(where, indicator)
                record["computed"] = (
                    "" if record["state"] == "not stated" else str(record["computed"]).lower()
                )
                writer.writerow({k: "" if record[k] is None else record[k] for k in CSV_COLUMNS})
        return out.getvalue()

    def as_text(self) -> str:
        """For people: for each locality how many indicators are in each state, and which."""
        blocks = []
        for where in self.localities:
            counts = self.counts(where)
            head = ", ".join(f"{counts[s]} {_NAMES[s]}" for s in STATES if counts[s])
            lines = [f"{capital(where)}: {head}"]
            for state, sign in (("missed", "✗"), ("met", "✓"), ("reported", "·")):
                for indicator in self.indicators:
                    cell = self.cell(where, indicator)
                    if cell.state == state and cell.fact:
                        lines.append(f"  {sign} {indicator}: {_figure(cell)}")
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + "\n" if blocks else "Không có số liệu nào khớp điều kiện.\n"

    def _record(self, where: str, indicator: str) -> dict[str, Any]:
        cell = self.cell(where, indicator)
        fact = cell.fact
        record: dict[str, Any] = dict.fromkeys(CSV_COLUMNS)
        record |= {"locality": where, "indicator": indicator, "state": cell.state, "computed": cell.computed}
        if fact:
            source = self.table.sources[fact["doc"]]
            start, end = quote_span(self.table, fact)
            record |= {
                k: fact.get(k) for k in ("value", "unit", "comparator", "period", "doc", "start", "end")
            }
            record |= {
                "target_value": cell.target,
                "wording": fact.get("indicator"),
                "quote": " ".join(source.text[start:end].split()),
                "source": source.source,
                "title": source.title,
            }
        return record


def _figure(cell: Cell) -> str:
    fact = cell.fact or {}
    text = quantity(fact)
    if cell.target is not None:
        aim = {"value": cell.target, "unit": fact.get("unit")}
        text += f" (chỉ tiêu {quantity(aim)}{', tính' if cell.computed else ''})"
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
    rows = [r for r in _chosen(table, level, asked, indicator, within) if not aggregate(r)]
    groups = _groups(rows)
    board = Scoreboard(table)
    named: list[tuple[int, str, list[Row]]] = []
    for group in groups:
        results = [r for r in group if r.get("role") == "result"]
        if results:
            wording = min((str(r["indicator"]) for r in results), key=lambda w: (len(w), w))
            named.append((len({c for r in results for c in r["_chains"]}), wording, group))
    named.sort(key=lambda n: (-n[0], n[1]))
    seen: dict[str, int] = {}
    for _, wording, group in named:
        seen[wording] = seen.get(wording, 0) + 1
        label = wording if seen[wording] == 1 else f"{wording} ({seen[wording]})"
        board.indicators.append(label)
        for where in sorted({c for r in group for c in r["_chains"]}):
            cell = _cell(table, [r for r in group if where in r["_chains"]])
            if cell:
                board.cells[where, label] = cell
    board.localities = sorted({w for w, _ in board.cells})
    return board


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
        if row.get("indicator") and row["_chains"] and weighing.period_fit(row) > 0:
            yield row


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Figures that measure the same thing in the same unit, whatever the wording."""
    groups: list[list[Row]] = []
    by_word: dict[str, list[int]] = {}
    by_id: dict[tuple[str, str | None], int] = {}
    for row in rows:
        words = words_of(str(row["indicator"]))
        known = row.get("indicator_id")
        near = {g for w in set(words) for g in by_word.get(w, ())}
        home = by_id.get((known, row.get("unit"))) if known else None
        if home is None:
            for g in sorted(near):
                first = groups[g][0]
                if first.get("unit") != row.get("unit") or not alike(first, row):
                    continue
                if not crossed(words, False, words_of(str(first["indicator"]))):
                    home = g
                    break
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(row)
        if known:
            by_id.setdefault((known, row.get("unit")), home)
        for w in set(words):
            by_word.setdefault(w, [])
            if home not in by_word[w]:
                by_word[w].append(home)
    return groups


def _cell(table: FactTable, rows: list[Row]) -> Cell | None:
    """The newest result of one indicator at one place, held against its target."""
    results = [r for r in rows if r.get("role") == "result"]
    if not results:
        return None

    def age(row: Row) -> tuple[int, str]:
        span = bounds(row.get("period"))
        return span[1] if span else 0, table.sources[row["doc"]].published or ""

    fact = max(results, key=age)
    if fact.get("status") is None:
        told = [
            r
            for r in results
            if r.get("status") and r["value"] == fact["value"] and r.get("period") == fact.get("period")
        ]
        fact = told[0] if told else fact
    target = fact.get("target_value")
    if target is None:
        targets = [r for r in rows if r.get("role") == "target" and _same_time(fact, r)]
        target = targets[0]["value"] if targets else None
    if fact.get("status") in ("met", "missed"):
        return Cell(fact["status"], fact, target)
    if target is None:
        return Cell("reported", fact)
    lower_is_better = any(
        w in (fact.get("indicator") or "")
        for w in ("nghèo", "nợ", "quá hạn", "thất nghiệp", "suy dinh dưỡng")
    )
    met = fact["value"] <= target if lower_is_better else fact["value"] >= target
    return Cell("met" if met else "missed", fact, target, computed=True)


def _same_time(result: Row, target: Row) -> bool:
    if result.get("period") is None or target.get("period") is None:
        return result["doc"] == target["doc"]
    return agreement(target["period"], result["period"]) >= 0.5
