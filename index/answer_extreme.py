"""The highest or lowest of several places, or of several indicators of one place."""

import re
from dataclasses import replace

import numpy as np

from index.answer_alone import alone
from index.answer_asking import BESIDE
from index.answer_candidates import MARGIN, Candidate, Weighing, aggregate
from index.answer_changes import left_behind
from index.answer_enumerated import enumerated
from index.answer_fit import odds
from index.answer_kept import filtered
from index.answer_like import ALIKE
from index.answer_parts import MOST_ROWS, Answer, evidence_of, merge, plain_row, same_words
from index.answer_scope import Place
from index.answer_sure import lacks_subject, told_of
from index.answer_told import (
    CHANGED,
    asks_bodies,
    called_thing,
    of_kind_asked,
    subject_share,
    superlatives,
    told,
    told_answer,
)
from index.answer_words import capital, place, quantity, source, state, subject
from index.facttable import Row
from index.plan_words import held_against
from nlp.shadow import bare, shadow

_SUBJECT = 0.7  # share of the question's subject that a figure called first or last must have around it
_ONLY = 0.45  # the same where only one department is called so
_SPENT = ("giải", "ngân")
# A trade rather than a department.
_TRADE = re.compile(r"(?<!\w)(?<!so )(?<!so, )(?<!cap )nganh (?:kinh te |nghe |hang )?nao(?!\w)")
_POINTS = "điểm"  # what an index counts whose unit is not said
_LACKS = 0.8  # share of the question's subject that no figure held against others may lack
_EACH = 0.03  # how probable a figure must be that is one of several held against each other


def extreme(w: Weighing) -> Answer | None:
    """The highest or lowest of several places, or of several indicators of one place."""
    q = w.q
    if q.unit is None and (q.levels or len(w.places) > 1) and any(_SPENT in t.forms for t in w.strong):
        q = replace(q, unit="%")  # who disbursed least is told by shares: amounts differ as plans do
        w = Weighing(q, w.table)
    asks_place = bool(q.levels) or len(w.places) > 1 or (not q.indicators_asked and "items" in q.cues)
    if asks_bodies(w):
        bodies = _extreme_body(w)
        if bodies or not _TRADE.search(bare(shadow(q.read))):
            return bodies
        things = Weighing(replace(q, levels=frozenset()), w.table)
        return _extreme_indicator(things) or enumerated(things)
    if asks_place and not (q.indicators_asked and not q.levels):
        named = told(w, q.extreme or "max") if q.levels and len(w.places) < 2 else None
        held = _extreme_place(w) if q.levels or len(w.places) > 1 else None
        # what another text calls so is no rival of numbers that stand beside each other
        aside = (
            held is not None and "any" in q.levels and named and named.places[0]["doc"] != held.rows[0]["doc"]
        )
        if named and not aside:
            return told_answer(w, named, q.extreme or "max")
        if q.levels or len(w.places) > 1:
            return held
        return _extreme_place(w) or enumerated(w) or _called(w)
    return _extreme_indicator(w) or enumerated(w) or _called(w) or _of_its_parts(w)


def extreme_value(w: Weighing) -> Answer | None:
    """The highest or lowest number of the places inside one, where it is asked for as a number.

    `tỷ lệ bao phủ bảo hiểm y tế thấp nhất ở Quảng Ngãi là bao nhiêu` is not the province's own rate.
    """
    if w.q.extreme is None or w.q.levels or w.q.yesno:
        return None
    found = _of_its_parts(w)
    if found is not None:
        found.kind = "value"
    return found


def _of_its_parts(w: Weighing) -> Answer | None:
    """The first or last of the places inside one (`che phủ rừng thấp nhất Lai Châu`)."""
    if len(w.places) != 1 or w.q.indicators_asked or not w.strong:
        return None
    return _extreme_place(Weighing(replace(w.q, levels=frozenset(("any",))), w.table), surely=True)


def _called(w: Weighing) -> Answer | None:
    """What a text itself calls the highest or lowest of a place's things."""
    row = called_thing(w, w.q.extreme or "max")
    return _extreme_answer(w, [row], []) if row is not None else None


def _extreme_body(w: Weighing) -> Answer | None:
    """The first or last of departments: as a text calls it, else by their figures."""
    says = w.q.extreme or "max"
    near = [(f, subject_share(w, f, says)) for f in superlatives(w, says)]
    only = len({f["organisation"] for f, _ in near}) == 1
    called = [f for f, share in near if share >= (_ONLY if only else _SUBJECT)]
    if len({f["organisation"] for f in called}) == 1:
        return _body_answer(w, called[:1], [])
    found = [
        c
        for c in w.ranked(w.place_mask(inside=True), None, enough=_EACH)
        if c.row.get("organisation") and c.row.get("role") != "target" and of_kind_asked(w, c.row)
    ]
    found = [c for c in found if odds(c.score) >= odds(found[0].score) - ALIKE]
    each: dict[str, Row] = {}
    for c in found:
        if c.row.get("unit") == found[0].row.get("unit"):
            each.setdefault(str(c.row["organisation"]), c.row)
    if len(each) < 2 or called:
        return None
    lowest = (says == "min") != (found[0].row.get("unit") == "hạng")
    edge = (min if lowest else max)(map(_measure, each.values()))
    winners = [r for r in each.values() if _measure(r) == edge]
    return _body_answer(w, winners, [r for r in each.values() if _measure(r) != edge])


def _body_answer(w: Weighing, winners: list[Row], others: list[Row]) -> Answer:
    english = w.q.english
    names = ", ".join(str(r["organisation"]) for r in winners)
    first = winners[0]
    told = f"{subject(first, english)[:110]} {quantity(first, english)}"
    a = Answer(
        w.q.text, w.q.language, "list", f"{capital(names)} ({told}; {source(w.table, first, english)})."
    )
    a.rows = [plain_row(w.table, r) for r in winners][:MOST_ROWS]
    a.compared = [plain_row(w.table, r) for r in others]
    a.evidence = evidence_of(w.table, [*winners, *others])
    return a


def _measure(row: Row) -> float:
    if row.get("denominator"):
        return 100 * row["numerator"] / row["denominator"]
    return float(row["value"])


def _extreme_place(w: Weighing, surely: bool = False) -> Answer | None:
    """The first or last of several places; `surely` when the question's words must all be told there."""
    q = w.q
    if len(w.places) > 1:
        mask = w.place_mask()
    else:
        mask = w.place_mask(inside=True) & w.level_mask()
        if w.places:
            mask &= ~w.place_mask()
    found = [
        c
        for c in w.ranked(mask, q.role if "target_strong" in q.cues else None, enough=_EACH)
        if (c.row.get("role") != "target" or q.role == "target")
        and w.period_fit(c.row) > (BESIDE if q.periods else 0.0)
    ]
    if len(w.places) > 1 and not found:
        return None
    if not w.strong:  # how much of the assigned targets or tasks was done
        found = [
            Candidate(i, r, 1.0, 1.0, 1.0)
            for i in map(int, np.flatnonzero(mask))
            if (r := w.table.figures[i]).get("denominator") and aggregate(r) and w.period_fit(r) > 0
        ]
    found = [c for c in found if not left_behind(w, c.row)]
    whole = [c for c in found if not MARGIN.search(c.row.get("indicator") or "")]
    found = whole if len({c.row.get("locality") for c in whole}) > 1 else found
    if len({c.row.get("locality") for c in found}) < max(2, len(w.places)):
        found = _alone_each(w, mask) or found
    per_place: dict[str, Candidate] = {}
    if not found:
        return None
    top = found[0]
    if lacks_subject(w, top) > _LACKS or (surely and not told_of(w, top)):
        return None
    unit = "ratio" if top.row.get("denominator") else top.row.get("unit") or _POINTS
    for c in found:
        own = "ratio" if c.row.get("denominator") else c.row.get("unit") or _POINTS
        if own != unit or odds(c.score) < odds(top.score) - ALIKE:
            continue
        where = c.row.get("locality") or ""
        if where and where not in per_place:
            per_place[where] = c
    if len(w.places) > 1 and len(per_place) < len(w.places):
        return None
    if len(per_place) < 2:
        return None
    _add_beside(w, per_place, mask)
    pick = max if q.extreme == "max" else min
    if unit == "hạng":
        pick = min if q.extreme == "max" else max
    edge = pick(_measure(c.row) for c in per_place.values())
    winners = [c.row for c in per_place.values() if _measure(c.row) == edge]
    others = [c.row for c in per_place.values() if _measure(c.row) != edge]
    return _extreme_answer(w, winners, others)


def _add_beside(w: Weighing, per_place: dict[str, Candidate], mask: np.ndarray) -> None:
    """Add the places of which a sentence tells the same thing as of those found: none is left out."""
    for held in list(per_place.values()):
        sentence = w.table.sentence(held.row)[1]
        for row in w.table.in_document(held.row["doc"]):
            where = row.get("locality") or ""
            if (
                where
                and where not in per_place
                and mask[row["_at"]]
                and w.table.sentence(row)[1] == sentence
                and all(row.get(k) == held.row.get(k) for k in ("indicator", "unit", "role"))
            ):
                per_place[where] = Candidate(row["_at"], row, held.score, held.words, held.fit)


def _alone_each(w: Weighing, mask: np.ndarray) -> list[Candidate]:
    """The one figure of the kind asked for at each of several places of one document."""
    at = {c: None for i in np.flatnonzero(mask) for c in w.table.figures[int(i)]["_chains"]}
    found = [c for chain in list(at)[:60] for c in alone(w, Place(chain.split(",")[0], (chain,)))[:1]]
    docs = [c.row["doc"] for c in found]
    return [c for c in found if docs.count(c.row["doc"]) == len(docs)]


def _extreme_indicator(w: Weighing) -> Answer | None:
    q = w.q
    mask = w.place_mask()
    told = filtered(w, mask, q.role if q.role == "target" else None)
    rows = w.topical(told)
    if len(rows) < 2:
        rows = _of_class(w, told)
    if "change" in q.cues:
        rows = [r for r in rows if re.search(r"(?<!\w)(?:tăng|giảm)", r.get("indicator") or "")]
    elif q.unit is None:  # by how much something rose is no rival of where it stands, nor is a bound
        levels = [
            r for r in rows if not CHANGED.search(shadow(r.get("indicator") or "")) and not _is_bound(r)
        ]
        rows = levels if len(levels) < len(rows) else rows
    rows = [r for r in rows if not aggregate(r) and (q.role == "target" or r.get("role") != "target")]
    parts = [r for r in rows if not re.match(r"tổng(?!\w)", shadow(r.get("indicator") or ""))]
    rows = parts if len(parts) > 1 else rows  # a total is none of the fields that it adds up
    if not w.places:  # what several documents tell of several places is held against nothing
        rows = [r for r in rows if r["doc"] == rows[0]["doc"] and r["locality"] == rows[0]["locality"]]
    if not rows:
        return None
    held = ((r, held_against(w.table, r)) for r in rows)
    margins = [r for r, h in held if h is not None and h.over and not h.share]
    if "exceed" in q.cues and len(margins) > 1:
        rows = margins
    units = [r.get("unit") for r in rows]
    unit = q.unit if q.unit in units else max(dict.fromkeys(units), key=units.count)
    rows = [r for r in rows if r.get("unit") == unit]
    shares = [r for r in rows if r.get("denominator")]
    rows = shares if len(shares) > 1 else rows  # a bare count is no rival of `54/85 xã`
    if len(rows) < 2:
        return None
    edge = (max if q.extreme == "max" else min)(_measure(r) for r in rows)
    winners = [r for r in rows if _measure(r) == edge]
    others = [r for r in rows if r not in winners]
    if any(same_words(x, o) for x in winners for o in others):  # their indicators don't tell them apart
        return enumerated(w)
    row_by_row = enumerated(w)
    if row_by_row is not None and any(
        (c["doc"], c["start"]) == (x["doc"], x["start"]) for c in row_by_row.compared for x in winners
    ):
        return row_by_row  # what the paragraph tells beside it goes further
    return _extreme_answer(w, winners, others)


# What is asked which of it is (`khu vực kinh tế nào`), which its parts don't say themselves.
_CLASS = re.compile(r"(?:^|[,:;] |(?<!\w)(?:nhung|cac|co|thi) )(?P<what>(?:[a-z]+ ){1,4})(?:nao|gi)(?!\w)")
_GROWS = re.compile(r"(?:tang|giam)(?: truong| them)?$")
_ROW = 500  # how far the parts of one enumeration stand apart


def _is_bound(row: Row) -> bool:
    """Whether a share only bounds what is counted beside it: `8 đơn vị dưới 85%`."""
    return row.get("unit") == "%" and row.get("comparator") in ("under", "at_least", "at_most")


def _of_class(w: Weighing, told: list[Row]) -> list[Row]:
    """The figures of one enumeration that fit the question but for the word for their kind."""
    match = _CLASS.search(bare(shadow(w.q.read)))
    if match is None:
        return []
    left = tuple(t for t in w.q.terms if not match.start("what") <= t.start < match.end("what"))
    left = tuple(t for t in left if not _GROWS.match(bare(shadow(t.text))))
    if not any(t.weight >= 0.5 for t in left) and "change" not in w.q.cues:
        return []
    rows = Weighing(replace(w.q, terms=left), w.table).topical(told)
    if "change" in w.q.cues:
        rows = [r for r in rows if CHANGED.search(shadow(r.get("indicator") or "")) and r.get("unit") == "%"]
    first = {r["doc"]: r["start"] for r in reversed(rows)}
    one = len(first) == 1 and all(r["start"] - first[r["doc"]] <= _ROW for r in rows)
    return rows if one else []


def _extreme_answer(w: Weighing, winners: list[Row], others: list[Row]) -> Answer:
    q = w.q
    merged = merge(winners)
    text = state(w.table, merged[0][0], q)
    if len(merged) > 1:
        text = (
            "; ".join(
                f"{place(r['locality'], q.english)} {subject(r, q.english)[:120]} {quantity(r, q.english)}"
                for r, _ in merged[:4]
            )
            + f" ({source(w.table, merged[0][0], q.english)})."
        )
    rest = sorted(others, key=_measure, reverse=q.extreme == "max")[:4]
    several = len({r["locality"] for r in rest}) > 1
    if rest:
        said = ", ".join(
            f"{place(r['locality'], q.english) if several else subject(r, q.english)[:60]} "
            f"{quantity(r, q.english)}"
            for r in rest[:3]
        )
        more = f" Others: {said}." if q.english else f" Còn lại: {said}."
        if len(text) + len(more) < 580:
            text += more
    a = Answer(q.text, q.language, "list", capital(text))
    a.rows = [plain_row(w.table, r) for r, _ in merged][:MOST_ROWS]
    a.compared = [plain_row(w.table, r) for r in others]
    a.evidence = evidence_of(w.table, [t for _, ts in merged for t in ts] + others)
    return a
