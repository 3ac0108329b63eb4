"""What a governing document requires, and what came of a target that a question names by its number.

`Chỉ thị 09 yêu cầu gì`, `QĐ 1288 giao chỉ tiêu … bao nhiêu`, `xã A đạt bao nhiêu so với mục tiêu 70%`.
"""

import re

import numpy as np

from index.answer_candidates import Weighing
from index.answer_documents import same_number
from index.answer_lists import listed
from index.answer_parts import Answer, evidence_of, merge, plain_row
from index.answer_words import state
from index.facttable import Row
from nlp.shadow import bare, shadow

_REQUIRES = re.compile(
    r"(?<!\w)(?:(?:yeu cau|quy dinh|giao|dat ra|de ra)(?: nhung| cac)? (?:gi|chi tieu gi|muc tieu gi)"
    r"|requires?|required)(?!\w)"
)
_AIM_NAMED = re.compile(
    r"(?<!\w)(?:muc tieu|chi tieu|ke hoach|yeu cau|muc|targets?|goal)"
    r"(?: [a-z]+){0,4} (?P<aim>\d+(?:[.,]\d+)?)"
)
_MOST = 20


def required(w: Weighing) -> Answer | None:
    """The targets that the document asked for sets, where its requirements are asked for; else None."""
    if not _REQUIRES.search(bare(shadow(w.q.read))) or w.q.directive is None:
        return None
    rows = _set_by(w)
    if not rows:
        return None
    if len(merge(rows)) == 1:
        return _told(w, rows)
    return listed(w, rows[:_MOST], [])


def set_by(w: Weighing) -> Answer | None:
    """The one target of a subject that the document named by its number sets; else None."""
    if w.q.role != "target" or w.q.yesno:
        return None
    rows = w.topical(_set_by(w))
    if w.q.unit:
        rows = [r for r in rows if r.get("unit") == w.q.unit]
    return _told(w, rows) if rows and len(merge(rows)) == 1 else None


def _set_by(w: Weighing) -> list[Row]:
    """Targets told in the document asked for itself, or in sentences that name it, in text order."""
    asked, table = w.q.directive, w.table
    if asked is None or not asked.number:
        return []
    own = {
        d
        for d, s in table.sources.items()
        if s.number and same_number(asked.number, asked.symbol, {"number": s.number, "symbol": s.symbol})
    }
    named = {
        (r["doc"], table.sentence(r)[1])
        for r in table.directives
        if same_number(asked.number, asked.symbol, r)
        and (not asked.type or shadow(r.get("type") or "") == asked.type)
    }
    others = {(r["doc"], table.sentence(r)[1]) for r in table.directives if r.get("number")} - named
    inside = w.place_mask(inside=True) if w.places else np.ones(len(table.figures), bool)
    rows = [table.figures[i] for i in map(int, np.flatnonzero(inside)) if w.period_fit(table.figures[i]) > 0]
    told = [(r, (r["doc"], table.sentence(r)[1])) for r in rows if r.get("role") == "target"]
    return [r for r, at in told if at in named or (r["doc"] in own and at not in others)]


def held_against(w: Weighing) -> Answer | None:
    """What a place reached of the target whose number the question tells; None unless one figure fits."""
    named = _AIM_NAMED.search(bare(shadow(w.q.read)))
    if named is None or w.q.yesno or not w.places or w.q.threshold:
        return None
    aim = float(named["aim"].replace(",", "."))
    rows = [w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask()))]
    rows = [r for r in rows if r.get("target_value") == aim and w.period_fit(r) > 0]
    rows = w.topical(rows)
    return _told(w, rows) if rows and len(merge(rows)) == 1 else None


def _told(w: Weighing, rows: list[Row]) -> Answer:
    a = Answer(w.q.text, w.q.language, "value", state(w.table, rows[0], w.q))
    a.rows, a.evidence = [plain_row(w.table, rows[0])], evidence_of(w.table, rows)
    return a
