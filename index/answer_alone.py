"""The one figure of its kind at a place: the answer where a text names its subject once and then goes on.

`… xã Hoằng Lộc 98,2%, xã Hoằng Đạo 97,6%` says nowhere near the second number what it measures. When the
document is about what is asked, and has one single number of the kind asked for at the place, it is that.
"""

import re
from collections.abc import Sequence

import numpy as np

from index.answer_bounds import same_side
from index.answer_candidates import AGGREGATE, MARGIN, Candidate, Weighing, about
from index.answer_scope import Place
from index.answer_sure import turned
from index.facttable import Row
from index.matching import crossed
from nlp.question_words import expand, plain_words_of
from nlp.shadow import bare, shadow

_SUBJECT = 0.95  # share of the question's content that the figure's words or its document's subject must have
_HERE = 0.3  # how far a word must be found around a figure to count
_MOST = 40  # a place with more figures than that has no figure that goes without saying
_SCORE = 0.6
_SHARE = re.compile(
    r"(?<!\w)(?:ty le|ti le|ty trong|do (?:bao )?phu|muc do|share|rate|percentage|coverage)(?!\w)"
)


def alone(w: Weighing, where: Place | None = None, role: str | None = None) -> list[Candidate]:
    """The only figure of the kind asked for at a place, in a document about what is asked.

    Args:
        w: the question.
        where: the place; the question's own when None.
        role: the role it must have; None for any but a target.

    Returns:
        One candidate and its retellings, or nothing when there is none or more than one number.
    """
    places: Sequence[Place] = [where] if where else w.places
    if not places or any(p.whole for p in places) or not w.strong or w.organisation:
        return []
    at = [int(i) for i in np.flatnonzero(w.place_mask(places))]
    if len(at) > _MOST:
        return []
    found_in = w.table.matcher.found(w.strong)
    typed, loose = w.words_of()
    out = []
    for i in at:
        row = w.table.figures[i]
        fit = w.period_fit(row)
        if fit <= 0 or not _of_kind(w, row, role):
            continue
        share = _share(w, row, found_in[:, i])
        if share < _SUBJECT or _of_another(w, i, row) or crossed(typed, loose, w.table.matcher.indicator(i)):
            continue
        out.append(Candidate(i, row, _SCORE, share, fit))
    best = max((c.fit for c in out), default=0.0)
    out = [c for c in out if c.fit >= best - 0.1]
    return out if len({(c.row["value"], c.row.get("unit")) for c in out}) == 1 else []


_OWN = 0.8
"""Found that far, a word stands in what a figure measures or counts."""
_UNIT = 0.75
"""How well its unit must agree."""
_IN_TIME = 0.8
"""How well its period must agree with the one asked for."""


def only_one(w: Weighing) -> list[Candidate]:
    """The only target whose own words have all that a question asks for at its place and time.

    `mục tiêu kinh tế số năm 2024 của tỉnh A`, told as `tỷ trọng kinh tế số đạt trên 20%`: the words that it
    has beyond those asked for don't matter where nothing else is told of these.
    """
    q = w.q
    if q.role != "target" or q.yesno or q.threshold or q.status or q.numbers or q.wants != "value":
        return []
    if not w.places or any(p.whole for p in w.places) or not w.strong or w.organisation or not q.periods:
        return []
    typed, loose = w.words_of()
    hits = w.table.matcher.found(w.strong)
    out = []
    for i in map(int, np.flatnonzero(w.place_mask() & (hits >= _OWN).all(axis=0))):
        row = w.table.figures[i]
        fit = w.period_fit(row)
        if fit < _IN_TIME or row.get("organisation") or not w.role_fits(row, q.role):
            continue
        if w.unit_fits(row) < _UNIT or MARGIN.search(row.get("indicator") or "") or w.of_other_grade(row):
            continue
        if crossed(typed, loose, w.table.matcher.indicator(i)) or w.lacks_name(row) or turned(w, row):
            continue
        out.append(Candidate(i, row, _SCORE, 1.0, fit))
    return out if len({(c.row["value"], c.row.get("unit")) for c in out}) == 1 else []


def _of_kind(w: Weighing, row: Row, role: str | None) -> bool:
    """Whether a figure has the role and the unit asked for, and measures the place itself."""
    if (role is None and row.get("role") == "target") or not w.role_fits(row, role):
        return False
    if MARGIN.search(row.get("indicator") or "") or row.get("organisation") or w.of_other_grade(row):
        return False
    if w.q.wants == "value" and w.q.threshold and not w.q.yesno and same_side(w, row) is not True:
        return False
    told = w.q.wants == "value" and w.q.status is not None and not w.q.yesno
    if told and row.get("status") != w.q.status:
        return False
    unit = row.get("unit") or row.get("indicator") or ""
    if w.q.yesno and w.q.status and (row["_status"] or row.get("denominator")) and not AGGREGATE.match(unit):
        return True
    if AGGREGATE.match(unit) or (w.q.unit is None and w.unit_fits(row) < 0.75):
        return False
    if w.q.unit is not None:
        return w.unit_fits(row) >= 1.0
    if unit == "%":
        return _SHARE.search(bare(shadow(w.q.read))) is not None
    first = plain_words_of(unit)[:1]
    asked = {bare(x).lstrip("~") for t in w.terms for form in t.forms for x in form}
    asked |= set(re.findall(r"\w+", bare(expand(w.q.counted or ""))))
    return bool(first) and first[0] in asked


def _of_another(w: Weighing, i: int, row: Row) -> bool:
    """Whether a figure is told as the rate of something that the question has no word of."""
    words = bare(shadow(row.get("indicator") or ""))
    if not _SHARE.match(words):
        return False
    own = set(re.findall(r"\w+", _SHARE.sub(" ", words)))
    asked = {bare(x).lstrip("~") for t in w.strong for form in t.forms for x in form}
    return w.table.matcher.covered(i, w.strong) == 0.0 or (bool(own) and not own & asked)


def _share(w: Weighing, row: Row, found: np.ndarray) -> float:
    weights = np.array([w.table.matcher.weight(t) for t in w.strong])
    hits = [
        1.0 if hit >= _HERE or about(t, w.table, row["doc"]) >= 0.6 else 0.0
        for t, hit in zip(w.strong, found, strict=True)
    ]
    return float(weights @ np.array(hits) / weights.sum())
