"""Whether numbers agree: parts with their total, a share with what it is a share of."""

import re
from itertools import product

from index.answer_candidates import AGGREGATE, Candidate, Weighing
from index.answer_parts import Answer, computed, evidence_of, plain_row
from index.answer_words import number, quantity, source
from index.facttable import Row
from nlp.question_words import Reading
from nlp.shadow import bare, shadow

ADDED = re.compile(
    r"(?<!\w)(?:cong (?:lai|vao|voi nhau)|tong cong|add(?:s|ed)? up|sum"
    r"|(?P<between>cong|plus)(?= [^?]{2,70}(?:khop|bang|equal|match)))(?!\w)"
)
_TOTAL = re.compile(r"(?<!\w)(?:khop(?: voi)?|(?:dung )?bang|dung voi|ra(?: dung)?|thanh|to)(?!\w)")
_PARTED = re.compile(r"(?<!\w)(?:va|voi|cong|cung|and|plus)(?!\w)|,")
_LOOKED_AT = 4  # figures of each part that are tried
_SURE = 0.3  # how probable each part's best figure must be, to say that they don't add up
_EXACT, _ROUNDED = 1e-6, 0.005


def sum_check(w: Weighing) -> Answer | None:
    """Whether parts add up to their total; None when a part isn't told."""
    counts = _counts(w)
    if counts is not None:
        return counts
    plain = Reading(w.q.read).bare
    added = ADDED.search(plain)
    total = _TOTAL.search(plain, added.end()) if added else None
    if added is None or total is None:
        return None
    parts_end = total.start() if added["between"] else added.start()
    pieces, start = [], 0
    for cut in [*_PARTED.finditer(plain[:parts_end]), None]:
        end = cut.start() if cut else parts_end
        pieces.append((start, end))
        start = cut.end() if cut else end
    found = [_found(w, a, b) for a, b in pieces]
    found = [f for f in found if f is not None]
    whole = _found(w, total.end(), len(plain))
    if len(found) < 2 or not whole or not all(found):
        return None
    best: tuple[bool, float, tuple[Candidate, ...]] | None = None
    for picked in product(whole, *(f for f in found if f)):
        rows = [c.row for c in picked]
        units = {_unit(r) for r in rows}
        exact = _equal(sum(r["value"] for r in rows[1:]), rows[0]["value"], _EXACT)
        if len({r["_at"] for r in rows}) < len(rows) or (len(units) > 1 and (not exact or "dong" in units)):
            continue
        key = exact, sum(c.score for c in picked), picked
        if best is None or key[:2] > best[:2]:
            best = key
    if best is None or (not best[0] and min(c.score for c in best[2]) < _SURE):
        return None
    rows = [c.row for c in best[2]]
    return _told(w, rows[0], rows[1:])


def _found(w: Weighing, start: int, end: int) -> list[Candidate] | None:
    """The figures that a stretch of the question may mean; None when it has no content."""
    own = [t for t in w.terms if start <= t.start < end and bare(shadow(t.text)) not in ("cong", "lai")]
    if not own:
        return None
    asking = w.q.read[start:end]
    found = w.ranked(w.place_mask(), None, terms=own, units=False, asking=asking)
    found = [c for c in found if c.row.get("unit") not in ("%", "điểm %", "hạng", "bậc")]
    found.sort(key=lambda c: -(c.score + 0.3 * w.table.matcher.covered(c.at, own)))
    return found[:_LOOKED_AT]


def _unit(row: Row) -> str:
    return bare(shadow(row.get("unit") or "")).split(" ")[0]


def _equal(a: float, b: float, within: float) -> bool:
    return abs(a - b) <= within * max(1.0, abs(b))


def _told(w: Weighing, total: Row, parts: list[Row]) -> Answer:
    english = w.q.english
    added = sum(r["value"] for r in parts)
    verdict = _equal(added, total["value"], _EXACT)
    formula = " + ".join(quantity(r, english) for r in parts)
    head = ("Yes" if verdict else "No") if english else ("Có" if verdict else "Không")
    a = Answer(w.q.text, w.q.language, "yesno", yes=verdict)
    told = source(w.table, total, english)
    a.text = f"{head}: {formula} {'=' if verdict else '≠'} {quantity(total, english)} ({told})."
    a.rows = [plain_row(w.table, total)]
    line = computed(added, total.get("unit"), " + ".join(f"{r['value']:g}" for r in parts))
    a.compared = [*(plain_row(w.table, r) for r in parts), line]
    a.evidence = evidence_of(w.table, [total, *parts])
    return a


def _counts(w: Weighing) -> Answer | None:
    """Whether the targets that were met and those that were not are as many as were set."""
    plain = bare(shadow(w.q.read))
    if (
        not re.search(r"(?<!\w)(?:chi tieu|nhiem vu|muc tieu|tieu chi)(?!\w)", plain)
        or "missed" not in w.q.cues
    ):
        return None
    rows = [
        f
        for f in (w.table.figures[i] for i in map(int, w.place_mask().nonzero()[0]))
        if AGGREGATE.match(shadow(f.get("unit") or "")) and w.period_fit(f) > 0
    ]
    for done in (r for r in rows if r.get("denominator") is not None):
        beside = [r for r in rows if r["doc"] == done["doc"] and r.get("denominator") is None]
        missed = [r for r in beside if r["_status"] == "missed" and r["value"] < done["denominator"]]
        if missed and len({r["value"] for r in missed}) == 1:
            total = done | {"value": done["denominator"], "numerator": None, "denominator": None}
            met = done | {"numerator": None, "denominator": None}
            given = [r for r in beside if r.get("role") == "assigned"]
            return _told(w, given[0] if given else total, [met, missed[0]])
    return None


def ratio_check(w: Weighing) -> Answer | None:
    """Whether a share that a question states agrees with the two amounts that it states beside it."""
    q = w.q
    amounts = [n for n in q.numbers if n not in q.percents]
    if len(q.percents) != 1 or len(amounts) != 2:
        return None
    stated = {n: _stating(w, n) for n in (*amounts, q.percents[0])}
    if not all(stated.values()):
        return None
    low, high = sorted(amounts)
    share = 100 * low / high
    verdict = abs(share - q.percents[0]) <= max(0.06, _ROUNDED * share)
    rows = [r for r in stated.values() if r is not None]
    english = q.english
    shown = number(round(share, 2), english)
    words = " / ".join(quantity(stated[n] or {}, english, bare=True) for n in (low, high))
    head = ("Yes" if verdict else "No") if english else ("Có" if verdict else "Không")
    a = Answer(q.text, q.language, "yesno", yes=verdict)
    told = "computed" if english else "tính"
    a.text = f"{head}: {words} = {shown}% ({told}; {source(w.table, rows[0], english)})."
    a.rows = [computed(round(share, 4), "%", f"{low:g} / {high:g} * 100")]
    a.compared = [plain_row(w.table, r) for r in rows]
    a.evidence = evidence_of(w.table, rows)
    return a


def _stating(w: Weighing, value: float) -> Row | None:
    """The figure at the place asked about that has a value."""
    here = w.place_mask() & (abs(w.table.value - value) <= _EXACT * max(1.0, abs(value)))
    return w.table.figures[int(here.nonzero()[0][0])] if here.any() else None
