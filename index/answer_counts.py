"""How many targets or tasks: set, done, or still open."""

import re
from dataclasses import replace

import numpy as np

from index.answer_candidates import AGGREGATE, Candidate, Weighing
from index.answer_parts import Answer, computed, evidence_of, plain_row
from index.answer_sure import sure
from index.answer_words import money, number, quantity, source, state, where_when
from index.facttable import Row
from index.matching import crossed
from nlp.question_periods import bounds
from nlp.question_words import Cue, Reading, expand
from nlp.shadow import bare, shadow

_DONE = re.compile(r"(?<!chưa )(?<!không )(?<!\w)(?:làm xong|hoàn thành|đạt|thực hiện được|xong|vượt)(?!\w)")
_OPEN = re.compile(r"(?<!\w)(?:chưa|không (?:đạt|hoàn thành)|chậm|hụt|dang dở|khó)(?!\w)")
_EITHER = re.compile(r"(?<!\w)dat (?:bao nhieu|may) ")
_SET = re.compile(r"(?<!\w)(?:giao|đề ra|đặt ra|xây dựng)(?!\w)")
_NOUNS = ("chỉ tiêu", "nhiệm vụ", "mục tiêu", "tiêu chí")
_ENGLISH = {"target": "chỉ tiêu", "indicator": "chỉ tiêu", "task": "nhiệm vụ", "goal": "mục tiêu",
            "objective": "mục tiêu", "criteria": "tiêu chí", "criterion": "tiêu chí"}  # fmt: skip
_OUT_OF = re.compile(r"^(?:tren|trong)(?: tong)?(?: so)? ")  # `bao nhiêu trên tổng số chỉ tiêu`
_BESIDE = 400  # how far what was set stands from what was done
_TOPIC = 0.45  # share of the subject's words that a count must have around it


def counted_noun(w: Weighing) -> str | None:
    """The noun for targets whose number is asked for (`mấy chỉ tiêu`), or None."""
    counted = _OUT_OF.sub("", bare(shadow(expand(w.q.counted or ""))))
    for noun in _NOUNS:
        if counted.startswith(bare(noun)):
            return noun
    if w.q.english:
        words = counted.split()[:6]
        return next((vi for en, vi in _ENGLISH.items() if any(x.startswith(en) for x in words)), None)
    return None


def targets(w: Weighing) -> Answer | None:
    """How many targets or tasks were set or done, by the figure that counts them."""
    noun = counted_noun(w)
    if noun is None or not w.places:
        return None
    assigned = w.q.role == "assigned" and "completed" not in w.q.cues
    counts = _counts(w, noun)
    found = [r for r in counts if _fits(r, assigned, shadow(w.table.clause(r)))]
    if w.q.threshold:
        found = [r for r in counts if w.has_bound(r) and r.get("role") not in ("assigned", "target")]
    if not found and _EITHER.search(w.q.read.lower()):  # `dat may chi tieu`: reached, or set
        found = [r for r in counts if _fits(r, True, shadow(w.table.clause(r)))]
        assigned = bool(found)
    if not found:
        return _of_which(w, counts) if assigned else None
    best = max(w.period_fit(r) for r in found)
    found = [r for r in found if w.period_fit(r) >= best - 0.1]
    found = found if w.q.periods else _told_last(found)
    if not assigned and len({r["value"] for r in found}) > 1:
        found = [r for r in found if _only_over(_words(r)) == _only_over(shadow(w.q.read))] or found
    found.sort(key=lambda r: (not assigned and r.get("denominator") is None, r["_at"]))
    top = found[0]
    if len({(r["value"], r.get("denominator")) for r in found if _rank(r) == _rank(top)}) > 1:
        return None
    a = Answer(w.q.text, w.q.language, "value", state(w.table, top, w.q))
    same = [r for r in found if r["value"] == top["value"]]
    of = None if assigned or top.get("denominator") is not None else _set_beside(w, noun, top)
    if of is not None:
        all_told = quantity(of, w.q.english)
        a.text += f" {all_told} were set." if w.q.english else f" Tổng số được giao là {all_told}."
        a.compared = [plain_row(w.table, of)]
    a.rows, a.evidence = [plain_row(w.table, top)], evidence_of(w.table, [*same, *([of] if of else ())])
    return a


def _told_last(rows: list[Row]) -> list[Row]:
    """The counts without those of which a later one is told of as many (11 of 15 after 9 months, then 13)."""

    def ends(row: Row) -> int:
        span = bounds(row.get("period"))
        return span[1] if span else 0

    def later(row: Row) -> bool:
        same = (r for r in rows if r.get("denominator") == row.get("denominator") and ends(row))
        return any(ends(r) > ends(row) and r.get("locality") == row.get("locality") for r in same)

    return [r for r in rows if r.get("denominator") is None or not later(r)]


def _of_which(w: Weighing, counts: list[Row]) -> Answer | None:
    """How many were set, where only `13/15 chỉ tiêu được giao` tells it: what was done, of what was set."""
    told = [r for r in counts if r.get("denominator") is not None]
    best = max((w.period_fit(r) for r in told), default=0.0)
    told = [r for r in told if w.period_fit(r) >= best - 0.1]
    if len({r["denominator"] for r in told}) != 1:
        return None
    row, english = told[0], w.q.english
    of = row["denominator"]
    unit, where = row.get("unit") or "", where_when(row, english)
    amount = quantity({"value": of, "unit": unit}, english)
    part = quantity(row, english)
    text = (
        f"{where}: {amount} were set ({part} met; {source(w.table, row, True)})."
        if english
        else f"{where} được giao {amount} (đã đạt {part}; {source(w.table, row)})."
    )
    a = Answer(w.q.text, w.q.language, "value", text)
    a.rows = [
        computed(
            of, unit, f"{row['numerator']:g}/{of:g}", locality=row.get("locality"), period=row.get("period")
        )
    ]
    a.evidence, a.compared = evidence_of(w.table, told), [plain_row(w.table, row)]
    return a


def _set_beside(w: Weighing, noun: str, done: Row) -> Row | None:
    """The one number of targets that were set, in the document that tells how many were met."""
    told = [
        r
        for i in map(int, np.flatnonzero(w.place_mask()))
        if (r := w.table.figures[i])["doc"] == done["doc"]
        and shadow(r.get("unit") or "").startswith(noun)
        and r["value"] > done["value"]
        and _fits(r, True, shadow(w.table.clause(r)))
        and abs(r["start"] - done["start"]) < _BESIDE
    ]
    return told[0] if len({r["value"] for r in told}) == 1 else None


_OVER = re.compile(r"(?<!\w)(?:vượt|vuot|exceed\w*|surpass\w*)(?!\w)")
_MET = re.compile(r"(?<!\w)(?:đạt|dat|hoàn thành|hoan thanh|meet|met|achieved?|completed?)(?!\w)")


def _only_over(words: str) -> bool:
    """Whether words are about those that were passed, not all that were reached."""
    return _OVER.search(words) is not None and _MET.search(words) is None


def _rank(row: Row) -> bool:
    return row.get("denominator") is None


def _fits(row: Row, assigned: bool, clause: str) -> bool:
    """Whether a count is one of what was set, or of what was done."""
    if assigned:
        if row.get("denominator") is not None or row.get("status") is not None:
            return False
        return row.get("role") in ("assigned", "target") or bool(_SET.search(clause))
    words = f"{shadow(row.get('indicator') or '')} {shadow(row.get('unit') or '')}"
    if row.get("role") in ("assigned", "target") or _OPEN.search(words):
        return False
    if row.get("denominator") is not None:
        return True
    return row.get("status") == "met" or bool(_DONE.search(words))


def _counts(w: Weighing, noun: str) -> list[Row]:
    """The figures that count such targets, at the places, at the time and on the subject asked about."""
    subject = [t for t in w.strong if not AGGREGATE.match(" ".join(t.forms[0]))]
    found = w.table.matcher.found(subject)
    weights = np.array([w.table.matcher.weight(t) for t in subject])
    typed, loose = w.words_of()
    out = []
    for i in map(int, np.flatnonzero(w.place_mask())):
        row = w.table.figures[i]
        if not shadow(row.get("unit") or "").startswith(noun) or w.period_fit(row) <= 0:
            continue
        if crossed(typed, loose, w.table.matcher.indicator(i), w.table.clause(row)):
            continue
        if subject and float(weights @ np.minimum(found[:, i] * 2, 1.0)) / weights.sum() < _TOPIC:
            continue
        out.append(row)
    return out


# A share of what was set that tells those that were missed (`3/26 chỉ tiêu không đạt`).
_MISSED = re.compile(r"(?<!\w)(?:chưa|không) (?:đạt|hoàn thành|thực hiện)(?!\w)")


def _words(row: Row) -> str:
    return f"{shadow(row.get('indicator') or '')} {shadow(row.get('unit') or '')}"


_NOT_YET = Cue(r"(?<!\w)(?:vẫn |còn )?(?:chưa|không|not yet|not|without)(?: (?:được|có thể|hề))?(?!\w)")


def _parts(w: Weighing) -> list[Candidate]:
    """What was done of a whole (`giải ngân 3.268/4.821 tỷ đồng`), where what was not done is asked."""
    reading = Reading(w.q.read)
    denied = [m.span() for m in _NOT_YET.finditer(reading)]
    if not denied or not w.strong:
        return []
    text = "".join(" " if any(a <= i < b for a, b in denied) else c for i, c in enumerate(w.q.read))
    terms = tuple(t for t in w.q.terms if not any(a <= t.start < b for a, b in denied))
    cues = w.q.cues - {"remaining", "negated", "missed"}
    own = Weighing(replace(w.q, read=text, terms=terms, cues=cues, status=None), w.table)
    found = own.ranked(own.place_mask(), "result")
    if not found or not sure(own, found):
        return []
    top = found[0].row
    whole = top.get("denominator") is not None and top.get("unit") not in ("hạng", "bậc", "điểm", "%")
    return found[:1] if whole else []


def remaining(w: Weighing) -> Answer | None:
    """How many of the assigned targets are not yet met: stated, or denominator less numerator."""
    mask = w.place_mask()
    found = [
        c
        for c in w.ranked(mask, None, units=False)
        if AGGREGATE.match(c.row.get("unit") or "") and w.unit_fits(c.row) >= 0.9
    ]
    stated = [
        c
        for c in found
        if c.row.get("status") == "missed"
        and c.row.get("denominator") is None
        and not _DONE.search(c.row.get("indicator") or "")
    ]
    stated = stated or [c for c in found if c.row.get("denominator") and _MISSED.search(_words(c.row))]
    if stated:
        top = stated[0].row
        a = Answer(w.q.text, w.q.language, "value", state(w.table, top, w.q))
        a.rows, a.evidence = [plain_row(w.table, top)], evidence_of(w.table, [top])
        return a
    halves = [c for c in found if c.row.get("denominator") is not None] or _parts(w)
    if not halves:
        return None
    top = halves[0].row
    left = top["denominator"] - top["numerator"]
    unit = top.get("unit") or ""
    where, sign = where_when(top, w.q.english), money if unit == "đồng" else number
    formula = f"{sign(top['denominator'], w.q.english)} - {sign(top['numerator'], w.q.english)}"
    rest = quantity({"value": left, "unit": unit}, w.q.english)
    if w.q.english:
        done = f"{quantity(top, True)} done; computed: {formula}"
        text = f"{where}: {rest} not yet done ({done}), {source(w.table, top, True)}."
    else:
        done = f"đã xong {quantity(top)}; tính: {formula}"
        text = f"{where}: còn {rest} chưa xong ({done}), {source(w.table, top)}."
    a = Answer(w.q.text, w.q.language, "value", text)
    a.rows = [computed(left, unit, formula, locality=top.get("locality"), period=top.get("period"))]
    a.evidence, a.compared = evidence_of(w.table, [top]), [plain_row(w.table, top)]
    return a
