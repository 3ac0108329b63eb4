"""Answers that set figures of several times side by side, and what was set beside what was done."""

import re

import numpy as np

from index.answer_candidates import Weighing
from index.answer_changes import changed
from index.answer_fit import odds
from index.answer_like import ALIKE, best_at, in_one_unit, like, sentences, table_of, unit_of
from index.answer_parts import MOST_ROWS, Answer, alike, evidence_of, merge, plain_row
from index.facttable import Row
from nlp.question_periods import bounds
from nlp.shadow import bare, shadow


def _ends(periods: list[str]) -> list[str]:
    """The two years of a stretch (`từ năm 2020 đến năm 2021`), between which something changed."""
    years = periods[0].split("/") if len(periods) == 1 else []
    return years if len(years) == 2 and all(len(y) == 4 and y.isdigit() for y in years) else periods


def _series(w: Weighing, rows: list[Row], ends: list[str]) -> list[Row]:
    """All that sentences tell of a stretch of years, where they tell one of the figures at its ends.

    `Năm 2015 chiếm 68%, đến năm 2019 còn 60,8%, năm 2020 còn 59%`: one figure a year, in one unit.
    """
    best: list[Row] = []
    for row in rows:
        start = w.table.sentence(row)[1]
        beside = w.table.figures[max(0, row["_at"] - 12) : row["_at"] + 12]
        told: dict[str, list[Row]] = {}
        for f in beside:
            year = (f.get("period") or "")[:4]
            same = all(f.get(k) == row.get(k) for k in ("doc", "locality", "unit"))
            if same and ends[0] <= year <= ends[-1] and w.table.sentence(f)[1] == start:
                told.setdefault(year, []).append(f)
        if len(told) > 1 and all(len(some) == 1 for some in told.values()):
            own = [some[0] for some in told.values()]
            others = [r for r in rows if (r.get("period") or "")[:4] not in told]
            if own[0]["_at"] != own[-1]["_at"] and len(own) + len(others) > len(best):
                best = [*own, *others]
    return best or rows


def trend(w: Weighing) -> Answer | None:
    """The same figure over time; what was set and what came of it."""
    q = w.q
    periods = _ends([p.edtf for p in q.periods])
    rows: list[Row] = []
    if len(periods) > 1:
        pair = changed(w) if len(periods) == 2 else None
        if pair:
            return table_of(w, pair)
        roles = _roles_of(w) if len(q.periods) == 2 else (None, None)
        if roles[1] == "target":
            each = [best_at(w, None, p, role) for p, role in zip(periods, roles, strict=True)]
            told = in_one_unit(each) if all(each) else []
            if len(told) == 2:
                return table_of(w, told)
        rows = in_one_unit([best_at(w, None, p, None) for p in periods])
        if len(q.periods) == 1:
            rows = _series(w, rows, periods)
        if len(rows) < 2:
            return None
    else:
        set_and_done = _set_and_done(w)
        if set_and_done:
            return set_and_done
        both = _now_and_aim(w) if "and_target" in q.cues else []
        if both:
            return table_of(w, both)
        found = w.ranked(w.place_mask(), None)
        if not found:
            return None
        top = [c for c in found if odds(c.score) >= odds(found[0].score) - ALIKE]
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
        rows = _without_aims(w, rows)
        if len(rows) < 2:
            return None
    rows.sort(
        key=lambda r: (
            str(r.get("unit")),
            (bounds(r.get("period")) or (99999999, 0))[0],
            r.get("role") == "result",
        )
    )
    return table_of(w, rows)


def _without_aims(w: Weighing, rows: list[Row]) -> list[Row]:
    """Figures of several times without what was aimed at, where nobody asks for that and results are told."""
    if w.q.role == "target" or {"target", "target_strong", "and_target"} & w.q.cues:
        return rows
    results = [r for r in rows if r.get("role") != "target"]
    return results if len(results) > 1 else rows


_AIMED = re.compile(
    r"(?<!\w)(?:muc tieu|chi tieu|phan dau|ke hoach|dat ra|de ra|giao|du kien|should|targets?|goal|aim\w*"
    r"|plan\w*)(?!\w)"
)


def _roles_of(w: Weighing) -> tuple[str | None, str | None]:
    """What is asked of two times: a result, then what is aimed at (`năm 2022 … và mục tiêu năm 2023`)."""
    plain = bare(shadow(w.q.read))
    aims = [m.start() for m in _AIMED.finditer(plain)]
    first = w.q.periods[0].end
    return ("result", "target") if aims and all(a > first for a in aims) else (None, None)


def _now_and_aim(w: Weighing) -> list[Row]:
    """What was reached and what is to be reached, of one thing; the period asked for is that of either."""
    mask = w.place_mask()
    results = [c for c in w.ranked(mask, "result", periods=False) if c.row.get("role") == "result"]
    aims = [c for c in w.ranked(mask, "target", periods=False) if c.row.get("role") == "target"]
    pairs = [
        (odds(r.score) + odds(a.score), r.row, a.row)
        for r in results[:8]
        for a in aims[:8]
        if unit_of(r.row) == unit_of(a.row) and like(w, r, a) and not _before(a.row, r.row)
        if not w.q.periods or w.period_fit(a.row) > 0 or w.period_fit(r.row) > 0
    ]
    if not pairs:
        return []
    _, row, aim = max(pairs, key=lambda p: p[0])
    return [row, aim]


def _before(a: Row, b: Row) -> bool:
    first, second = bounds(a.get("period")), bounds(b.get("period"))
    return bool(first and second and first[1] < second[0])


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
    a = Answer(w.q.text, w.q.language, "table", sentences(w, rows))
    a.rows, a.evidence = [plain_row(w.table, r) for r in rows][:MOST_ROWS], evidence_of(w.table, rows)
    return a


def _pair(a: Row, b: Row) -> bool:
    """What was set and what came of it, counted in the same unit."""
    return a is not b and a.get("unit") == b.get("unit") not in (None, "%") and a.get("role") != b.get("role")
