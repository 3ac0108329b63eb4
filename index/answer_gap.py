"""How far a result lies from its target: told by the document, or worked out and marked as such."""

import re

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.answer_parts import Answer, alike, computed, evidence_of, plain_row, same_words
from index.answer_sure import SURE, sure
from index.answer_values import settled
from index.answer_words import number, quantity, source, state, subject, where_when
from index.facttable import Row
from index.reached import aim_beside
from nlp.shadow import shadow

_GAP_TOLD = 0.3  # how sure a figure must be that is told as what is missing
_NEAR = 2.5  # how far its odds may lie from those of the best


def gap(w: Weighing) -> Answer | None:
    """How far a result lies from its target, worked out and marked as such."""
    q = w.q
    stated = (
        [c for c in w.ranked(w.place_mask(), None) if c.row.get("unit") == "điểm %"]
        if q.unit == "điểm %"
        else []
    )
    if stated and sure(w, stated):
        top = stated[0].row
        a = Answer(q.text, q.language, "value", state(w.table, top, q))
        a.rows, a.evidence = [plain_row(w.table, top)], evidence_of(w.table, [top])
        return a
    if q.unit != "điểm %":
        found = _told_as_gap(w)
        if found:
            a = Answer(q.text, q.language, "value", state(w.table, found.row, q))
            a.rows, a.evidence = [plain_row(w.table, found.row)], evidence_of(w.table, [found.row])
            return a
    told = _result_and_target(w)
    if told is None:
        return None
    row, aim, aim_row = told
    difference = abs(row["value"] - aim)
    unit = "điểm %" if row.get("unit") == "%" else row.get("unit")
    formula = f"{max(aim, row['value']):g} - {min(aim, row['value']):g}"
    line = computed(
        difference,
        unit,
        formula,
        locality=row.get("locality"),
        period=row.get("period"),
        indicator=row.get("indicator"),
    )
    shown = quantity({"value": line["value"], "unit": unit}, q.english)
    short = row["value"] < aim
    where = where_when(row, q.english)
    words = subject(row, q.english)
    words = words if len(words) < 200 else words[:198].rsplit(" ", 1)[0] + "…"
    if q.english:
        text = (
            f"{where}: {words} is {quantity(row, True)} against a target of {number(aim, True)}, "
            f"{shown} {'short' if short else 'over'} (computed: {formula}; {source(w.table, row, True)})."
        )
    else:
        text = (
            f"{where}: {words} {quantity(row)} so với mức {number(aim)}, "
            f"{'còn thiếu' if short else 'vượt'} {shown} (tính: {formula}; {source(w.table, row)})."
        )
    a = Answer(q.text, q.language, "value", text)
    a.rows = [line]
    a.compared = [plain_row(w.table, r) for r in (row, aim_row) if r]
    a.evidence = evidence_of(w.table, [r for r in (row, aim_row) if r])
    return a


_SHORT_OF = re.compile(
    r"(?<!\w)(?:thiếu|hụt|kém|chênh(?: lệch)?|còn cách|vượt|hơn|thấp hơn|cao hơn|cần thêm|thừa|dôi dư"
    r"|nợ lại|còn phải|chậm)(?!\w)[^.;]{0,30}$"
)


def _told_as_gap(w: Weighing) -> Candidate | None:
    """A figure that is told as what is missing or over (`thiếu 88 người so với kế hoạch`)."""
    found = w.ranked(w.place_mask(), None)
    told = [c for c in found if _SHORT_OF.search(_before(w, c.row))]
    if not told or not sure(w, told, _GAP_TOLD) or odds(told[0].score) < odds(found[0].score) - _NEAR:
        return None
    return told[0]


def _before(w: Weighing, row: Row) -> str:
    """The words of a figure's clause before its numeral."""
    text = w.table.sources[row["doc"]].text
    return shadow(text[max(0, row["start"] - 60) : row["start"]])


def _result_and_target(w: Weighing) -> tuple[Row, float, Row | None] | None:
    mask = w.place_mask()
    results = [c for c in w.ranked(mask, None, units=False) if c.row.get("role") == "result"]
    results = [c for c in results if c.row.get("unit") in ("%", None) or w.q.unit != "điểm %"]
    q_numbers = w.q.numbers
    for c in settled(w, results)[:4] if results else []:
        if c.score < SURE * 0.8:
            continue
        if c.row.get("target_value") is not None:
            return c.row, c.row["target_value"], None
        after = aim_beside(w.table, c.at)
        if after:
            return c.row, after["value"], after
        targets = [
            t.row
            for t in w.ranked(mask, "target", units=False, periods=False)
            if t.row.get("unit") == c.row.get("unit") and (alike(t.row, c.row) or t.words > 0.75)
        ]
        targets.sort(key=lambda t: (t["value"] not in q_numbers, not same_words(t, c.row)))
        if targets and q_numbers and targets[0]["value"] in q_numbers and not same_words(targets[0], c.row):
            continue
        if targets:
            return c.row, targets[0]["value"], targets[0]
    return None
