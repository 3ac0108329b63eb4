"""Figures that are like enough to be set side by side: of one thing and in one unit."""

import re

from index.answer_alone import alone
from index.answer_candidates import Candidate, Weighing, aggregate
from index.answer_fit import odds
from index.answer_order import exact_first, settled
from index.answer_parts import MOST_ROWS, Answer, alike, computed, evidence_of, plain_row
from index.answer_scope import Place
from index.answer_sure import SURE, certainty
from index.answer_words import capital, money, number, quantity, sources, subject, where_when
from index.facttable import Row
from nlp.question_periods import agreement
from nlp.shadow import bare, shadow

_SAID = 0.5  # share of the question's content that figures have which are told in unlike words
_FITS = 0.45  # how probable figures must be that are held against each other whatever their words
_COVERED = 0.25  # share of their indicators that the question's words must make up
_BESIDE = 150  # how far figures stand apart that a sentence tells in one row
TARGETS_ASKED = re.compile(r"(?<!\w)(?:chi tieu|nhiem vu|muc tieu|targets|tasks)(?!\w)")
ALIKE = 2.5  # how far the odds of figures may differ that are held against each other


def best_at(w: Weighing, where: Place | None, period: str | None, role: str | None) -> list[Candidate]:
    """The figures that fit at one place and time, best first; none when they are too unsure.

    Args:
        w: the question.
        where: the place; the question's own when None.
        period: the time in EDTF; any when None.
        role: the role they must have; a target only goes without one when there is nothing else.
    """
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
    if where and not w.strong and TARGETS_ASKED.search(bare(shadow(w.q.read))):
        return [c for c in found if aggregate(c.row)]  # how many of its targets, not one of them
    if where and not w.organisation:  # a place is held against another as a whole, not by one of its bodies
        found = [c for c in found if not c.row.get("organisation")] or found
    if not found and where and len(w.q.periods) < 2:
        return alone(w, where, role)
    return exact_first(settled(w, found)) if found and certainty(found) >= SURE * 0.6 else []


def like_with_like(w: Weighing, each: list[list[Candidate]]) -> list[Row] | None:
    """One figure of each place, all of them measures of one thing; None when no such figures are told.

    Args:
        w: the question.
        each: the figures that fit at each place, best first, at least one.
    """
    best: tuple[float, list[Row]] | None = None
    for first in [c for c in each[0] if odds(c.score) >= odds(each[0][0].score) - ALIKE][:8]:
        picked, score = [first.row], odds(first.score)
        for found in each[1:]:
            same = next((c for c in found if like(w, first, c)), None)
            if same is None or odds(same.score) < odds(found[0].score) - ALIKE:
                break
            picked.append(same.row)
            score += odds(same.score)
        if len(picked) == len(each) and _one_subject(w, picked) and (best is None or score > best[0]):
            best = score, picked
    tops = [found[0] for found in each]
    if best is not None:
        return best[1]
    held = {"compare", "more", "less", "gap"} & w.q.cues
    if held or len({unit_of(c.row) for c in tops}) > 1:
        return None
    return [c.row for c in tops]


_OWN, _NOWHERE = 0.55, 0.25  # found that far, a word stands in a figure's own words, or not at all


def _one_subject(w: Weighing, rows: list[Row]) -> bool:
    """Whether no strong word asked for is told of one figure itself and not at all of another."""
    if not w.strong:
        return True
    hits = w.table.matcher.found(w.strong)[:, [r["_at"] for r in rows]]
    return not ((hits.max(axis=1) >= _OWN) & (hits.min(axis=1) < _NOWHERE)).any()


def like(w: Weighing, a: Candidate, b: Candidate) -> bool:
    """Whether two figures measure one thing: in one unit, and in like words or both in the question's."""
    if unit_of(a.row) != unit_of(b.row):
        return False
    if not w.strong and all(aggregate(c.row) and c.row.get("denominator") for c in (a, b)):
        return True  # `13/15 chỉ tiêu, nhiệm vụ được giao` beside `15/15 chỉ tiêu`
    if (a.row.get("unit") == "đồng") != (b.row.get("unit") == "đồng") and not alike(a.row, b.row):
        return False
    beside = a.row["doc"] == b.row["doc"] and abs(a.row["start"] - b.row["start"]) < _BESIDE
    if alike(a.row, b.row) or (beside and not w.q.periods[1:]):
        return True
    covered = min(w.table.matcher.covered(c.at, w.terms) for c in (a, b))
    if min(a.score, b.score) >= _FITS:
        return True
    return bool(w.strong) and min(a.words, b.words) >= _SAID and covered >= _COVERED


_OTHER = 0.5  # what a figure counts by that is told in other words than the one it is set beside
_ELSEWHERE = 0.8  # and one that another document tells


def in_one_unit(found: list[list[Candidate]]) -> list[Row]:
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
                same = [
                    (c.score * _kin(c.row, first.row), -i)
                    for i, c in enumerate(others)
                    if m != n and unit_of(c.row) == unit_of(first.row)
                    if all(c.row is not o.row for o in picked.values())
                ]
                if same:
                    share, at = max(same)
                    picked[m] = others[-at]
                    score += share
            if (len(picked), score) > best[:2]:
                best = len(picked), score, [picked[k].row for k in sorted(picked)]
    return best[2]


def _kin(row: Row, first: Row) -> float:
    """What a figure counts by beside another, by their words and their documents."""
    return (1.0 if alike(row, first) else _OTHER) * (1.0 if row["doc"] == first["doc"] else _ELSEWHERE)


def unit_of(row: Row) -> str:
    """What is counted, by its first word (`hộ nghèo`, `hộ`); an index counts points, said or not."""
    return re.split(r"[ /]", row.get("unit") or "điểm")[0]


def sentences(w: Weighing, rows: list[Row]) -> str:
    """What figures tell, one after the other, with their documents."""
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


def add_difference(w: Weighing, a: Answer, rows: list[Row]) -> None:
    """Add to an answer by how much two figures of one thing differ."""
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
    sign = money if unit == "đồng" else number
    a.compared.append(computed(gap, unit, f"{sign(high, w.q.english)} - {sign(low, w.q.english)}"))
    shown = quantity({"value": gap, "unit": unit}, w.q.english)
    more = f" Difference: {shown} (computed)." if w.q.english else f" Chênh lệch: {shown} (tính)."
    if len(a.text) + len(more) < 590:
        a.text += more


def table_of(w: Weighing, rows: list[Row]) -> Answer:
    """The answer that is some figures side by side."""
    a = Answer(w.q.text, w.q.language, "table", sentences(w, rows))
    a.rows = [plain_row(w.table, r) for r in rows][:MOST_ROWS]
    a.evidence = evidence_of(w.table, rows)
    add_difference(w, a, rows)
    return a
