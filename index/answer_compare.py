"""Answers that hold figures against each other: places, times, targets, and documents that disagree."""

import re
from itertools import pairwise

import numpy as np

from index.answer_alone import alone
from index.answer_candidates import MARGIN, Candidate, Weighing
from index.answer_fit import odds
from index.answer_lists import _filtered, aggregate
from index.answer_parts import (
    MOST_ROWS,
    Answer,
    alike,
    computed,
    evidence_of,
    merge,
    plain_row,
)
from index.answer_scope import Place
from index.answer_sure import SURE, certainty
from index.answer_told import told, told_answer
from index.answer_values import settled
from index.answer_values import value as _value
from index.answer_words import capital, place, quantity, source, state, subject, where_when
from index.facttable import Row
from nlp.question_periods import agreement, bounds
from nlp.shadow import bare, shadow

_ALIKE = 2.5  # how far the odds of figures may differ that are held against each other
_EACH = 0.03  # how probable a figure must be that is one of several held against each other
_LEVELS = {"province", "district", "commune", "village"}


def _best_at(w: Weighing, where: Place | None, period: str | None, role: str | None) -> list[Candidate]:
    mask = w.place_mask([where]) if where else w.place_mask()
    found = w.ranked(mask, role, periods=False)
    if period:
        scored = []
        for c in found:
            fit = (
                agreement(period, c.row.get("period"), c.row.get("role") == "target")
                if c.row.get("period")
                else w.undated(c.row, period)
            )
            if fit > 0:
                scored.append(Candidate(c.at, c.row, c.score * (0.6 + 0.4 * fit), c.words, fit))
        found = sorted(scored, key=lambda c: -c.score)
    if role is None:
        found = [c for c in found if c.row.get("role") != "target"] or found
    if not found and where and len(w.q.periods) < 2:
        return alone(w, where, role)
    return settled(w, found) if found and certainty(found) >= SURE * 0.6 else []


def compare(w: Weighing) -> Answer | None:
    """The same figure at several places, each with its own period when as many are named."""
    q = w.q
    if len(w.places) < 2:
        if len(q.periods) > 1:
            return trend(w)
        return _value(w)
    periods = [p.edtf for p in q.periods]
    paired = len(periods) == len(w.places)
    rows: list[Row] = []
    for i, where in enumerate(w.places):
        asked = periods[i] if paired else None
        found = (
            _best_at(w, where, asked, q.role)
            if paired or not periods
            else [c for p in periods for c in _best_at(w, where, p, q.role)[:1]]
        )
        if not found and {"target", "result"} <= q.cues | {q.role or ""}:
            found = _best_at(w, where, asked, None)
        found = _like_first(found, rows)
        if not found:
            return None if {"compare", "more", "less"} & q.cues or _joined(w) else _value(w)
        rows.append(found[0].row)
    if len({r["_at"] for r in rows}) < len(rows):  # one figure of both together
        return _value(w)
    a = Answer(q.text, q.language, "table", _sentences(w, rows))
    a.rows = [plain_row(w.table, r) for r in rows]
    a.evidence = evidence_of(w.table, rows)
    _add_difference(w, a, rows)
    return a


_JOINS = re.compile(r"(?<!\w)(?:va|voi|hay|hoac|and|or|with|than|,|/)(?!\w)|,")


def _joined(w: Weighing) -> bool:
    """Whether two places stand side by side (`A và B`), not the one inside the name of a thing."""
    named = sorted((p for p in w.q.places if not p.whole), key=lambda p: p.start)
    plain = bare(shadow(w.q.read))
    return any(_JOINS.search(plain[a.end : b.start]) for a, b in pairwise(named) if b.start - a.end < 30)


def _like_first(found: list[Candidate], rows: list[Row]) -> list[Candidate]:
    """Candidates measured like the rows so far come first."""
    if not rows:
        return found
    same = [c for c in found if c.row.get("unit") == rows[0].get("unit")]
    close = [c for c in same if odds(c.score) >= odds(found[0].score) - 1.2]
    return close + [c for c in found if c not in close]


def _in_one_unit(found: list[list[Candidate]]) -> list[Row]:
    """The best figure of each list, all of the unit that fits best together; each figure once."""
    best: list[Candidate] = []
    for unit in dict.fromkeys(_unit_of(c.row) for some in found for c in some):
        own = [next((c for c in some if _unit_of(c.row) == unit), None) for some in found]
        picked = [c for i, c in enumerate(own) if c and all(o is None or o.row is not c.row for o in own[:i])]
        if (len(picked), sum(c.score for c in picked)) > (len(best), sum(c.score for c in best)):
            best = picked
    return [c.row for c in best]


def _unit_of(row: Row) -> str:
    """What is counted, by its first word (`hộ nghèo`, `hộ`)."""
    return re.split(r"[ /]", row.get("unit") or "")[0]


def _sentences(w: Weighing, rows: list[Row]) -> str:
    english = w.q.english
    parts = []
    for i, row in enumerate(rows[:8]):
        words = subject(row, english)
        words = words if len(words) < 110 else words[:108].rsplit(" ", 1)[0] + "…"
        head = where_when(row, english)
        role = ("target, " if english else "mục tiêu ") if row.get("role") == "target" else ""
        show = words if i == 0 or not alike(row, rows[0]) else ""
        parts.append(f"{head}: {role}{show + ' ' if show else ''}{quantity(row, english)}")
    docs = list(dict.fromkeys(source(w.table, r, english) for r in rows))
    return capital("; ".join(parts)) + f" ({docs[0]})."


def _add_difference(w: Weighing, a: Answer, rows: list[Row]) -> None:
    if len(rows) != 2 or rows[0].get("unit") != rows[1].get("unit") or rows[0].get("unit") in (None, "hạng"):
        return
    if not alike(rows[0], rows[1]):  # both are told, but two things that differ have no difference
        return
    gap = abs(rows[0]["value"] - rows[1]["value"])
    unit = "điểm %" if rows[0]["unit"] == "%" else rows[0]["unit"]
    high, low = sorted((rows[0]["value"], rows[1]["value"]), reverse=True)
    a.compared.append(computed(gap, unit, f"{high:g} - {low:g}"))
    shown = quantity({"value": gap, "unit": unit}, w.q.english)
    more = f" Difference: {shown} (computed)." if w.q.english else f" Chênh lệch: {shown} (tính)."
    if len(a.text) + len(more) < 590:
        a.text += more


def extreme(w: Weighing) -> Answer | None:
    """The highest or lowest of several places, or of several indicators of one place."""
    q = w.q
    asks_place = bool(q.levels) or len(w.places) > 1 or (not q.indicators_asked and "items" in q.cues)
    if asks_place and not (q.indicators_asked and not q.levels):
        named = told(w, q.extreme or "max") if q.levels and len(w.places) < 2 else None
        return told_answer(w, named) if named else _extreme_place(w)
    return _extreme_indicator(w)


def _measure(row: Row) -> float:
    if row.get("denominator"):
        return 100 * row["numerator"] / row["denominator"]
    return float(row["value"])


def _extreme_place(w: Weighing) -> Answer | None:
    q = w.q
    if len(w.places) > 1:
        mask = w.place_mask()
    else:
        mask = w.place_mask(inside=True) & w.level_mask()
        if w.places:
            mask &= ~w.place_mask()
    found = [
        c
        for c in w.ranked(mask, q.role if "target_strong" in q.cues else None, enough=_EACH)
        if c.row.get("role") != "target" or q.role == "target"
    ]
    if len(w.places) > 1 and not found:
        return None
    if not w.strong:  # how much of the assigned targets or tasks was done
        found = [
            Candidate(i, r, 1.0, 1.0, 1.0)
            for i in map(int, np.flatnonzero(mask))
            if (r := w.table.figures[i]).get("denominator") and aggregate(r) and w.period_fit(r) > 0
        ]
    whole = [c for c in found if not MARGIN.search(c.row.get("indicator") or "")]
    found = whole if len({c.row.get("locality") for c in whole}) > 1 else found
    if len({c.row.get("locality") for c in found}) < max(2, len(w.places)):
        found = _alone_each(w, mask) or found
    per_place: dict[str, Candidate] = {}
    if not found:
        return None
    top = found[0]
    unit = "ratio" if top.row.get("denominator") else top.row.get("unit")
    for c in found:
        own = "ratio" if c.row.get("denominator") else c.row.get("unit")
        if own != unit or odds(c.score) < odds(top.score) - _ALIKE:
            continue
        where = c.row.get("locality") or ""
        if where and where not in per_place:
            per_place[where] = c
    if len(w.places) > 1 and len(per_place) < len(w.places):
        return None
    if len(per_place) < 2:
        return None
    pick = max if q.extreme == "max" else min
    if unit == "hạng":
        pick = min if q.extreme == "max" else max
    edge = pick(_measure(c.row) for c in per_place.values())
    winners = [c.row for c in per_place.values() if _measure(c.row) == edge]
    others = [c.row for c in per_place.values() if _measure(c.row) != edge]
    return _extreme_answer(w, winners, others)


def _alone_each(w: Weighing, mask: np.ndarray) -> list[Candidate]:
    """The one figure of the kind asked for at each of several places of one document."""
    at = {c: None for i in np.flatnonzero(mask) for c in w.table.figures[int(i)]["_chains"]}
    found = [c for chain in list(at)[:60] for c in alone(w, Place(chain.split(",")[0], (chain,)))[:1]]
    docs = [c.row["doc"] for c in found]
    return [c for c in found if docs.count(c.row["doc"]) == len(docs)]


def _extreme_indicator(w: Weighing) -> Answer | None:
    q = w.q
    mask = w.place_mask()
    rows = w.topical(_filtered(w, mask, q.role if q.role == "target" else None))
    if "change" in q.cues:
        rows = [r for r in rows if re.search(r"(?<!\w)(?:tăng|giảm)", r.get("indicator") or "")]
    rows = [r for r in rows if not aggregate(r) and (q.role == "target" or r.get("role") != "target")]
    if not rows:
        return None
    units = [r.get("unit") for r in rows]
    unit = q.unit if q.unit in units else max(dict.fromkeys(units), key=units.count)
    rows = [r for r in rows if r.get("unit") == unit]
    if len(rows) < 2:
        return None
    edge = (max if q.extreme == "max" else min)(_measure(r) for r in rows)
    winners = [r for r in rows if _measure(r) == edge]
    return _extreme_answer(w, winners, [r for r in rows if r not in winners])


def _extreme_answer(w: Weighing, winners: list[Row], others: list[Row]) -> Answer:
    q = w.q
    merged = merge(winners)
    text = state(w.table, merged[0][0], q)
    if len(merged) > 1:
        text = (
            "; ".join(
                f"{place(r['locality'], q.english)} {subject(r, q.english)[:120]} {quantity(r, q.english)}"
                for r, _ in merged[:4]
            )
            + f" ({source(w.table, merged[0][0], q.english)})."
        )
    rest = sorted(others, key=_measure, reverse=q.extreme == "max")[:4]
    several = len({r["locality"] for r in rest}) > 1
    if rest:
        said = ", ".join(
            f"{place(r['locality'], q.english) if several else subject(r, q.english)[:60]} "
            f"{quantity(r, q.english)}"
            for r in rest[:3]
        )
        more = f" Others: {said}." if q.english else f" Còn lại: {said}."
        if len(text) + len(more) < 580:
            text += more
    a = Answer(q.text, q.language, "list", capital(text))
    a.rows = [plain_row(w.table, r) for r, _ in merged][:MOST_ROWS]
    a.compared = [plain_row(w.table, r) for r in others]
    a.evidence = evidence_of(w.table, [t for _, ts in merged for t in ts] + others)
    return a


def trend(w: Weighing) -> Answer | None:
    """The same figure over time; what was set and what came of it."""
    q = w.q
    periods = [p.edtf for p in q.periods]
    rows: list[Row] = []
    if len(periods) > 1:
        rows = _in_one_unit([_best_at(w, None, p, None) for p in periods])
        if len(rows) < 2:
            return None
    else:
        set_and_done = _set_and_done(w)
        if set_and_done:
            return set_and_done
        found = w.ranked(w.place_mask(), None)
        if not found:
            return None
        top = [c for c in found if odds(c.score) >= odds(found[0].score) - _ALIKE]
        rows = [
            first
            for first, _ in merge(
                [
                    c.row
                    for c in top
                    if any((c is not o and alike(c.row, o.row)) or _pair(c.row, o.row) for o in top)
                ]
            )
        ]
        if len(rows) < 2:
            return None
    rows.sort(
        key=lambda r: (
            str(r.get("unit")),
            (bounds(r.get("period")) or (99999999, 0))[0],
            r.get("role") == "result",
        )
    )
    a = Answer(q.text, q.language, "table", _sentences(w, rows))
    a.rows = [plain_row(w.table, r) for r in rows][:MOST_ROWS]
    a.evidence = evidence_of(w.table, rows)
    _add_difference(w, a, rows)
    return a


_COUNTS = ("chỉ tiêu", "mục tiêu", "nhiệm vụ", "tiêu chí")


def _set_and_done(w: Weighing) -> Answer | None:
    """How many targets or tasks were set and how many of them were done, for each kind asked about."""
    asked = [n for n in _COUNTS if re.search(rf"\b{bare(n)}\b", bare(shadow(w.q.read)))]
    if not asked or not w.places or "assigned" not in w.q.cues:
        return None
    rows = [w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask()))]
    rows = [r for r in rows if any((r.get("unit") or "").startswith(n) for n in asked)]
    rows = [r for r in rows if r.get("role") == "assigned" or r.get("denominator")]
    if {r.get("role") for r in rows} < {"assigned", "result"}:
        return None
    rows = [first for first, _ in merge(rows)]
    rows.sort(key=lambda r: (str(r.get("unit")), r.get("role") == "result"))
    a = Answer(w.q.text, w.q.language, "table", _sentences(w, rows))
    a.rows, a.evidence = [plain_row(w.table, r) for r in rows][:MOST_ROWS], evidence_of(w.table, rows)
    return a


def _pair(a: Row, b: Row) -> bool:
    """What was set and what came of it, counted in the same unit."""
    return a is not b and a.get("unit") == b.get("unit") not in (None, "%") and a.get("role") != b.get("role")
