"""Answers that are one figure."""

import re

from index.answer_alone import alone, only_one
from index.answer_candidates import Candidate, Weighing
from index.answer_counts import remaining, targets
from index.answer_left import asks_left, left
from index.answer_order import best, exact_first, exact_time_first, with_whole
from index.answer_parts import Answer, evidence_of, item_evidence, merge, plain_row, same_elsewhere
from index.answer_sure import sure
from index.answer_words import quantity, state
from index.answer_yes import yes_or_no
from index.facttable import Row
from nlp.question_words import Cue, Reading
from nlp.shadow import shadow


def value(w: Weighing) -> Answer | None:
    """The one figure a question asks for, or yes or no."""
    if w.q.yesno:
        return yes_or_no(w)
    told = remaining(w) if "remaining" in w.q.cues else targets(w)
    if told:
        return told
    if "respectively" in w.q.cues:
        return None
    found = best(w)
    if asks_left(w) and not (found and sure(w, found) and _open(w, found[0].row)):
        return left(w)
    if not found or not sure(w, found):
        found = alone(w, role=w.q.role) or only_one(w)
    if not found:
        return None
    if "remaining" in w.q.cues and _NOT_DONE.search(Reading(w.q.read)) and not _open(w, found[0].row):
        return None  # what was done is no answer to what was not
    found = with_whole(w, exact_first(exact_time_first(found)))
    top = found[0].row
    tellings = next(t for first, t in merge([c.row for c in found]) if top in t)
    a = Answer(w.q.text, w.q.language, "value", state(w.table, top, w.q))
    a.rows = [plain_row(w.table, top)]
    a.evidence = evidence_of(w.table, tellings)
    a.conflicts = conflicts_of(w, top, found)
    if a.conflicts:
        other = ", ".join(quantity(c, w.q.english) for c in a.conflicts[:3])
        a.text += f" Another document says {other}." if w.q.english else f" Tài liệu khác ghi {other}."
    if top.get("items") and len(top["items"]) <= 6:
        listed = "; ".join(i["text"] for i in top["items"])
        more = f" They are: {listed}." if w.q.english else f" Gồm: {listed}."
        if len(a.text) + len(more) < 560:
            a.text += more
            a.evidence += item_evidence(w.table, top)
    return a


_NOT_DONE = Cue(
    r"(?<!\w)(?:chưa|không)(?: được| thể)? (?=giải ngân|đạt|hoàn thành|xong|có|cấp|giải quyết|thực hiện"
    r"|nộp|làm)"
)
_OPEN = re.compile(r"(?<!\w)(?:chưa|không|còn lại|thiếu|nợ|tồn|hụt|dang dở)(?!\w)")


def _open(w: Weighing, row: Row) -> bool:
    """Whether a figure counts what was not done."""
    words = f"{w.table.clause(row)} {row.get('indicator') or ''}"
    return row.get("status") == "missed" or _OPEN.search(shadow(words)) is not None


def conflicts_of(w: Weighing, top: Row, found: list[Candidate]) -> list[Row]:
    """Other values that other documents give for the same thing, place, time and role."""
    rows = (c.row for c in found[1:])
    return [
        plain_row(w.table, row)
        for row in rows
        if row.get("value") != top.get("value") and same_elsewhere(row, top)
    ]
