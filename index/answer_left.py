"""What is left of a whole: what was planned less what was done, worked out and marked as such."""

import re
from dataclasses import replace

from index.answer_candidates import Weighing
from index.answer_order import best
from index.answer_parts import Answer, computed, evidence_of, plain_row
from index.answer_sure import sure
from index.answer_words import money, number, quantity, source, subject, where_when
from index.facttable import Row
from nlp.question_words import Cue, Reading
from nlp.shadow import shadow

_ASKED = Cue(
    r"(?<!\w)còn (?:lại |khoảng |những )?(?:bao nhiêu|mấy) [^?]{0,60}(?:chưa|không)(?: được| thể| kịp)? "
    r"(?:giải ngân|thu|chi|cấp|xong|làm|thực hiện|hoàn thành|sửa|xây|giải quyết|tiêu)"
    r"|(?<!\w)how (?:much|many)[^?]{2,80}(?:(?:is|are|was|were|remains?|had) (?:still |yet )?"
    r"(?:un\w+|not (?:yet )?\w+ed|to be \w+ed|left)|unspent|undisbursed|still to)"
)
_WHOLE = re.compile(
    r"(?<!\w)(?:kế hoạch|dự toán|được giao|vốn giao|tổng vốn|tổng nguồn|phân bổ|bố trí|tổng số|phải)"
    r"(?:[ (]+[^\W\d_]+){0,6}[ (]*$"
)
_DENIAL = re.compile(r"(?<!\w)(?:chưa|chua)(?!\w)", re.IGNORECASE)
_SIGNS = frozenset({"%", "điểm %", "hạng", "bậc", "điểm", None})
_NEAR = 3  # how many figures away the whole may be told


def asks_left(w: Weighing) -> bool:
    """Whether a question is for what is not yet done (`còn bao nhiêu vốn chưa giải ngân`)."""
    return _ASKED.search(Reading(w.q.read)) is not None


def left(w: Weighing) -> Answer | None:
    """What is not yet done of a whole that is told beside what was done; None when no whole is told."""
    plain = _DENIAL.sub(lambda m: " " * len(m[0]), w.q.read)  # what was done is told without `chưa`
    done = Weighing(replace(w.q, read=plain, role="result", status=None), w.table)
    found = best(done)
    if not found or not sure(done, found):
        return None
    top = found[0].row
    if top.get("unit") in _SIGNS or top.get("role") == "target":
        return None
    keys = ("value", "unit", "locality")
    same = [c.row for c in found[:8] if all(c.row.get(k) == top.get(k) for k in keys)]
    tellings = [(row, *whole) for row in same if (whole := _whole(w, row)) is not None]
    return _worked_out(w, [t for t in tellings if t[1] == tellings[0][1]]) if tellings else None


def _worked_out(w: Weighing, tellings: list[tuple[Row, float, Row | None]]) -> Answer:
    """The answer from what was done and its whole, once for each telling of both."""
    row, whole, _ = tellings[0]
    english = w.q.english
    sign = money if row["unit"] == "đồng" else number
    formula = f"{sign(whole, english)} - {sign(row['value'], english)}"
    same = {k: row.get(k) for k in ("locality", "period", "indicator")}
    line = computed(whole - row["value"], row["unit"], formula, **same)
    of = quantity({"value": whole, "unit": row["unit"]}, english)
    done = f"{subject(row, english)} {quantity({'value': row['value'], 'unit': row['unit']}, english)}"
    rest, cited = quantity(line, english), source(w.table, row, english)
    head = where_when(row, english)
    if english:
        text = f"{head}: {done} of {of}, {rest} left (computed: {formula}; {cited})."
    else:
        text = f"{head}: {done} trong tổng số {of}, còn lại {rest} (tính: {formula}; {cited})."
    rows = [r for part, _, told in tellings for r in (part, told) if r]
    a = Answer(w.q.text, w.q.language, "value", text, rows=[line])
    a.compared, a.evidence = [plain_row(w.table, r) for r in rows[:2]], evidence_of(w.table, rows)
    return a


def _whole(w: Weighing, row: Row) -> tuple[float, Row | None] | None:
    """The whole that a figure is a part of, its own or told near it in the same unit."""
    if row.get("denominator"):
        return (float(row["denominator"]), None) if row["denominator"] > row["value"] else None
    at, figures = row["_at"], w.table.figures
    text = w.table.sources[row["doc"]].text
    near = [*range(at + 1, at + 1 + _NEAR), *range(at - 1, at - 1 - _NEAR, -1)]
    for other in (figures[i] for i in near if 0 <= i < len(figures)):
        same = all(other.get(k) == row.get(k) for k in ("doc", "unit", "locality"))
        before = shadow(text[max(0, other["start"] - 50) : other["start"]])
        if same and other["value"] > row["value"] and _WHOLE.search(before):
            return float(other["value"]), other
    return None
