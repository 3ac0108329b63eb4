"""Answers that set figures side by side: places, times, what was set and what was done."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np

from index.answer_alone import alone
from index.answer_candidates import Candidate, Weighing
from index.answer_changes import changed
from index.answer_fit import odds
from index.answer_order import best as best_figures
from index.answer_order import exact_first, settled
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
from index.answer_sure import SURE, certainty, sure
from index.answer_values import value as _value
from index.answer_words import capital, place, quantity, sources, subject, where_when
from index.facttable import Row
from nlp.question_periods import agreement, bounds
from nlp.shadow import bare, shadow

_SAID = 0.5  # share of the question's content that figures have which are told in unlike words
_FITS = 0.45  # how probable figures must be that are held against each other whatever their words
_COVERED = 0.25  # share of their indicators that the question's words must make up
_BESIDE = 150  # how far figures stand apart that a sentence tells in one row
ALIKE = 2.5  # how far the odds of figures may differ that are held against each other


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
    return exact_first(settled(w, found)) if found and certainty(found) >= SURE * 0.6 else []


# How far two places lie apart, asked without a word for more or less.
_APART = re.compile(
    r"(?<!\w)(?:(?:chenh|cach)(?: lech)?(?: nhau)? (?:bao nhieu|may)|hon kem(?: nhau)? (?:bao nhieu|may)"
    r"|(?:hon|kem|cao hon|thap hon|it hon|nhieu hon) [^?]{3,50}? (?:bao nhieu|may)(?! (?:nam|thang|ngay))"
    r"|how (?:many|much|far|big)[^?]{0,40}(?:separat|apart|difference|gap|differ)"
    r"|what (?:is|was) the (?:difference|gap))"
)


def difference(w: Weighing) -> Answer | None:
    """By how much one place has more than another, worked out."""
    table = compare(w, differing=True)
    if table is None or len(table.rows) != 2 or not table.compared:
        return None
    worked_out = [r for r in table.compared if "formula" in r]
    table.kind, table.compared, table.rows = "value", table.rows, worked_out
    return table if table.rows else None


def compare(w: Weighing, differing: bool = False) -> Answer | None:
    """The same figure at several places, each with its own period when as many are named.

    Args:
        w: the question.
        differing: whether both are wanted for their difference.
    """
    q = w.q
    if len(w.places) == 2 and not differing and _APART.search(bare(shadow(q.read))):
        return difference(w)
    if len(w.places) < 2:
        if len(q.periods) > 1:
            return trend(w)
        return _value(w)
    periods = [p.edtf for p in q.periods]
    paired = len(periods) == len(w.places)
    each: list[list[Candidate]] = []
    for i, where in enumerate(w.places):
        asked = periods[i] if paired else None
        found = (
            _best_at(w, where, asked, q.role)
            if paired or not periods
            else [c for p in periods for c in _best_at(w, where, p, q.role)]
        )
        if not found and {"target", "result"} <= q.cues | {q.role or ""}:
            found = _best_at(w, where, asked, None)
        if not found:
            return None if {"compare", "more", "less"} & q.cues or _joined(w) else _value(w)
        each.append(found)
    rows = _like_with_like(w, each)
    if rows is None:
        return _each_alone(w) or _unlike(w, [found[0].row for found in each])
    if len({r["_at"] for r in rows}) < len(rows):  # one figure of both together
        return _value(w)
    a = Answer(q.text, q.language, "table", _sentences(w, rows))
    a.rows = [plain_row(w.table, r) for r in rows]
    a.evidence = evidence_of(w.table, rows)
    _add_difference(w, a, rows)
    return a


def _like_with_like(w: Weighing, each: list[list[Candidate]]) -> list[Row] | None:
    """One figure of each place, all of them measures of one thing; None when no such figures are told.

    Args:
        w: the question.
        each: the figures that fit at each place, best first, at least one.
    """
    best: tuple[float, list[Row]] | None = None
    for first in [c for c in each[0] if odds(c.score) >= odds(each[0][0].score) - ALIKE][:8]:
        picked, score = [first.row], odds(first.score)
        for found in each[1:]:
            like = next((c for c in found if _like(w, first, c)), None)
            if like is None or odds(like.score) < odds(found[0].score) - ALIKE:
                break
            picked.append(like.row)
            score += odds(like.score)
        if len(picked) == len(each) and _one_subject(w, picked) and (best is None or score > best[0]):
            best = score, picked
    tops = [found[0] for found in each]
    if best is not None:
        return best[1]
    held = {"compare", "more", "less", "gap"} & w.q.cues
    if held or len({_unit_of(c.row) for c in tops}) > 1:
        return None
    return [c.row for c in tops]


_COMPARING = frozenset({"compare", "more", "less", "gap", "either", "respectively"})


def _each_alone(w: Weighing) -> Answer | None:
    """What answers for each place by itself, side by side; None unless all of it is told in one unit."""
    rows: list[Row] = []
    for named in w.q.places:
        own = Weighing(replace(w.q, places=(named,), wants="value", cues=w.q.cues - _COMPARING), w.table)
        found = best_figures(own)
        if not found or not sure(own, found):
            return None
        rows.append(exact_first(found)[0].row)
    if len({_unit_of(r) for r in rows}) > 1 or len({r["locality"] for r in rows}) < len(rows):
        return None
    return _table(w, rows)


_OWN, _NOWHERE = 0.55, 0.25  # found that far, a word stands in a figure's own words, or not at all


def _one_subject(w: Weighing, rows: list[Row]) -> bool:
    """Whether no strong word asked for is told of one figure itself and not at all of another."""
    if not w.strong:
        return True
    hits = w.table.matcher.found(w.strong)[:, [r["_at"] for r in rows]]
    return not ((hits.max(axis=1) >= _OWN) & (hits.min(axis=1) < _NOWHERE)).any()


def _like(w: Weighing, a: Candidate, b: Candidate) -> bool:
    """Whether two figures measure one thing: in one unit, and in like words or both in the question's."""
    if _unit_of(a.row) != _unit_of(b.row):
        return False
    if (a.row.get("unit") == "đồng") != (b.row.get("unit") == "đồng") and not alike(a.row, b.row):
        return False
    beside = a.row["doc"] == b.row["doc"] and abs(a.row["start"] - b.row["start"]) < _BESIDE
    if alike(a.row, b.row) or (beside and not w.q.periods[1:]):
        return True
    covered = min(w.table.matcher.covered(c.at, w.terms) for c in (a, b))
    if min(a.score, b.score) >= _FITS:
        return True
    return bool(w.strong) and min(a.words, b.words) >= _SAID and covered >= _COVERED


def _unlike(w: Weighing, rows: list[Row]) -> Answer:
    """What is told of each place, when nothing of it can be held against each other."""
    english = w.q.english
    said = "; ".join(
        f"{place(r.get('locality'), english)}: {subject(r, english)[:120]} {quantity(r, english)}"
        for r in rows
    )
    text = (
        "The documents have no like figures to compare; what they tell of each is near."
        if english
        else "Tài liệu không có số liệu cùng loại để so sánh, chỉ có số liệu gần với từng nơi."
    )
    return Answer(w.q.text, w.q.language, "none", text, suggestions=said.split("; "))


_JOINS = re.compile(r"(?<!\w)(?:va|voi|hay|hoac|and|or|with|than|,|/)(?!\w)|,")


def _joined(w: Weighing) -> bool:
    """Whether two places stand side by side (`A và B`), not the one inside the name of a thing."""
    named = sorted((p for p in w.q.places if not p.whole), key=lambda p: p.start)
    plain = bare(shadow(w.q.read))
    return any(_JOINS.search(plain[a.end : b.start]) for a, b in pairwise(named) if b.start - a.end < 30)


_OTHER = 0.5  # what a figure counts by that is told in other words than the one it is set beside


def _in_one_unit(found: list[list[Candidate]]) -> list[Row]:
    """The best figure of each list, all of the unit and, if they can be, of the words that fit best together.

    Args:
        found: for each time the figures that fit, best first. Each figure is taken once.
    """
    best: tuple[int, float, list[Row]] = (0, 0.0, [])
    for n, some in enumerate(found):
        for first in some[:8]:
            picked = {n: first}
            score = first.score
            for m, others in enumerate(found):
                like = [(c.score * (1.0 if alike(c.row, first.row) else _OTHER), -i) for i, c in
                        enumerate(others) if m != n and _unit_of(c.row) == _unit_of(first.row)
                        and all(c.row is not o.row for o in picked.values())]  # fmt: skip
                if like:
                    share, at = max(like)
                    picked[m] = others[-at]
                    score += share
            if (len(picked), score) > best[:2]:
                best = len(picked), score, [picked[k].row for k in sorted(picked)]
    return best[2]


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
    return capital("; ".join(parts)) + f" ({sources(w.table, rows, english)})."


def _add_difference(w: Weighing, a: Answer, rows: list[Row]) -> None:
    if len(rows) != 2 or rows[0].get("unit") != rows[1].get("unit") or rows[0].get("unit") in (None, "hạng"):
        return
    if not alike(rows[0], rows[1]):  # both are told, but two things that differ have no difference
        return
    shares = w.q.unit == "%" and all(r.get("denominator") for r in rows)  # `7/14` against `16/30` schools
    first, second = (
        round(100 * r["numerator"] / r["denominator"], 2) if shares else r["value"] for r in rows
    )
    gap = round(abs(first - second), 2) if shares else abs(first - second)
    unit = "điểm %" if shares or rows[0]["unit"] == "%" else rows[0]["unit"]
    high, low = sorted((first, second), reverse=True)
    a.compared.append(computed(gap, unit, f"{high:g} - {low:g}"))
    shown = quantity({"value": gap, "unit": unit}, w.q.english)
    more = f" Difference: {shown} (computed)." if w.q.english else f" Chênh lệch: {shown} (tính)."
    if len(a.text) + len(more) < 590:
        a.text += more


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
        pair = changed(w)
        if pair:
            return _table(w, pair)
        roles = _roles_of(w) if len(q.periods) == 2 else (None, None)
        if roles[1] == "target":
            each = [_best_at(w, None, p, role) for p, role in zip(periods, roles, strict=True)]
            told = _in_one_unit(each) if all(each) else []
            if len(told) == 2:
                return _table(w, told)
        rows = _in_one_unit([_best_at(w, None, p, None) for p in periods])
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
            return _table(w, both)
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
        if len(rows) < 2:
            return None
    rows.sort(
        key=lambda r: (
            str(r.get("unit")),
            (bounds(r.get("period")) or (99999999, 0))[0],
            r.get("role") == "result",
        )
    )
    return _table(w, rows)


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


def _table(w: Weighing, rows: list[Row]) -> Answer:
    a = Answer(w.q.text, w.q.language, "table", _sentences(w, rows))
    a.rows = [plain_row(w.table, r) for r in rows][:MOST_ROWS]
    a.evidence = evidence_of(w.table, rows)
    _add_difference(w, a, rows)
    return a


def _now_and_aim(w: Weighing) -> list[Row]:
    """What was reached and what is to be reached, of one thing; the period asked for is that of either."""
    mask = w.place_mask()
    results = [c for c in w.ranked(mask, "result", periods=False) if c.row.get("role") == "result"]
    aims = [c for c in w.ranked(mask, "target", periods=False) if c.row.get("role") == "target"]
    pairs = [
        (odds(r.score) + odds(a.score), r.row, a.row)
        for r in results[:8]
        for a in aims[:8]
        if _unit_of(r.row) == _unit_of(a.row) and _like(w, r, a) and not _before(a.row, r.row)
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
    a = Answer(w.q.text, w.q.language, "table", _sentences(w, rows))
    a.rows, a.evidence = [plain_row(w.table, r) for r in rows][:MOST_ROWS], evidence_of(w.table, rows)
    return a


def _pair(a: Row, b: Row) -> bool:
    """What was set and what came of it, counted in the same unit."""
    return a is not b and a.get("unit") == b.get("unit") not in (None, "%") and a.get("role") != b.get("role")
