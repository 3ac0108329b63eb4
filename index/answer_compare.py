"""Answers that set figures of several places side by side."""

import re
from dataclasses import replace
from itertools import pairwise

from index.answer_candidates import Candidate, Weighing
from index.answer_like import add_difference, best_at, like_with_like, sentences, table_of, unit_of
from index.answer_order import best, exact_first
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_sure import sure
from index.answer_trend import trend
from index.answer_values import value as _value
from index.answer_words import place, quantity, subject
from index.facttable import Row
from nlp.shadow import bare, shadow

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
            best_at(w, where, asked, q.role)
            if paired or not periods
            else [c for p in periods for c in best_at(w, where, p, q.role)]
        )
        if not found and {"target", "result"} <= q.cues | {q.role or ""}:
            found = best_at(w, where, asked, None)
        if not found:
            return None if {"compare", "more", "less"} & q.cues or _joined(w) else _value(w)
        each.append(found)
    rows = like_with_like(w, each)
    if rows is None:
        return _each_alone(w) or _unlike(w, [found[0].row for found in each])
    if len({r["_at"] for r in rows}) < len(rows):  # one figure of both together
        return _value(w)
    a = Answer(q.text, q.language, "table", sentences(w, rows))
    a.rows = [plain_row(w.table, r) for r in rows]
    a.evidence = evidence_of(w.table, rows)
    add_difference(w, a, rows)
    return a


_COMPARING = frozenset({"compare", "more", "less", "gap", "either", "respectively"})


def _each_alone(w: Weighing) -> Answer | None:
    """What answers for each place by itself, side by side; None unless all of it is told in one unit."""
    rows: list[Row] = []
    for named in w.q.places:
        own = Weighing(replace(w.q, places=(named,), wants="value", cues=w.q.cues - _COMPARING), w.table)
        found = best(own)
        if not found or not sure(own, found):
            return None
        rows.append(exact_first(found)[0].row)
    if len({unit_of(r) for r in rows}) > 1 or len({r["locality"] for r in rows}) < len(rows):
        return None
    return table_of(w, rows)


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
