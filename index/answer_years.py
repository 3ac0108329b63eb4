"""Years asked for by what was measured in them: `năm nào xếp hạng cao nhất`, `năm nào trên 15 nghìn`."""

import re
from dataclasses import replace

from index.answer_candidates import Candidate, Weighing
from index.answer_like import like
from index.answer_parts import MOST_ROWS, Answer, evidence_of, plain_row
from index.answer_sure import SURE, sure
from index.answer_words import capital, quantity, source, subject
from index.facttable import Row
from nlp.question_periods import bounds
from nlp.shadow import bare, shadow

_ASKED = re.compile(r"(?<!\w)(?:nam nao|nam may|(?:which|what) years?)(?!\w)")
_YEAR = re.compile(r"\d{4}(?:-12(?:-31)?)?")
_RANK = "hạng"


def years(w: Weighing) -> Answer | None:
    """The years in which something was highest, lowest, or beyond a bound; None when none are asked for."""
    q = w.q
    if not _ASKED.search(bare(shadow(q.read))) or (q.extreme is None and q.threshold is None) or q.levels:
        return None
    terms = tuple(t for t in q.terms if bare(t.text) not in ("nam", "year", "years"))
    asked = replace(q, wants="value", extreme=None, threshold=None, terms=terms, role=None)
    own = Weighing(asked, w.table)
    found = [c for c in own.ranked(own.place_mask(), None, periods=False) if c.row.get("role") != "target"]
    if q.unit == _RANK or _RANKS.search(bare(shadow(q.read))):
        found = [c for c in found if c.row.get("unit") == _RANK]
    if not found or not sure(own, found[:1], SURE):
        return None
    told = _by_year(own, found)
    if len(told) < 2:
        return None
    if q.threshold is not None:
        picked = [r for r in told if _beyond(r["value"], q.threshold.comparator, q.threshold.value)]
    else:
        lowest = (q.extreme == "min") != (told[0].get("unit") == _RANK)
        edge = (min if lowest else max)(r["value"] for r in told)
        picked = [r for r in told if r["value"] == edge]
    return _answer(own, picked, [r for r in told if r not in picked]) if picked else None


_RANKS = re.compile(r"(?<!\w)(?:thu hang|xep hang|hang|xep thu|vi tri|rank\w*)(?!\w)")


def _by_year(w: Weighing, found: list[Candidate]) -> list[Row]:
    """One figure a year, of what the best one measures and in its document, in the order of years."""
    best = found[0]
    spans = [b for p in w.q.periods if (b := bounds(p.edtf)) is not None]
    first, last = min((a for a, _ in spans), default=0), max((b for _, b in spans), default=99999999)
    each: dict[str, Row] = {}
    for c in found:
        period, row = c.row.get("period") or "", c.row
        same = all(row.get(k) == best.row.get(k) for k in ("doc", "unit", "locality"))
        told = same and _YEAR.fullmatch(period) and first // 10000 <= int(period[:4]) <= last // 10000
        if told and (c is best or like(w, best, c)):
            each.setdefault(period[:4], row)
    return [each[year] for year in sorted(each)]


def _beyond(value: float, comparator: str, bound: float) -> bool:
    return {
        "over": value > bound,
        "at_least": value >= bound,
        "under": value < bound,
        "at_most": value <= bound,
    }.get(comparator, value == bound)


def _answer(w: Weighing, picked: list[Row], others: list[Row]) -> Answer:
    english = w.q.english
    row = picked[0]

    def each(rows: list[Row]) -> str:
        return ", ".join(f"{(r['period'] or '')[:4]} ({quantity(r, english)})" for r in rows[:8])

    a = Answer(w.q.text, w.q.language, "list")
    lead, rest = ("", " Others: ") if english else ("năm ", " Còn lại: ")
    said = f"{subject(row, english)[:120]} ({source(w.table, row, english)})"
    a.text = f"{capital(lead + each(picked))}: {said}."
    a.text += f"{rest}{each(others)}." if others else ""
    a.rows = [
        plain_row(w.table, r, text=f"{'' if english else 'năm '}{(r['period'] or '')[:4]}") for r in picked
    ][:MOST_ROWS]
    a.compared = [plain_row(w.table, r) for r in others][:MOST_ROWS]
    a.evidence = evidence_of(w.table, [*picked, *others])
    return a
