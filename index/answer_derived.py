"""What no document tells but follows from two figures told together, worked out and marked as such.

`còn 36,5%, giảm 5,8 điểm % so với năm 2023` says what it was in 2023; `đạt 71,6%, vượt 11,6 điểm % so với
chỉ tiêu` says what was asked for.
"""

import re
from dataclasses import replace

from index.answer_candidates import Weighing
from index.answer_like import best_at, in_one_unit
from index.answer_parts import Answer, alike, computed, evidence_of, plain_row
from index.answer_sure import SURE, sure
from index.answer_words import number, quantity, source, subject, where_when
from index.facttable import Row
from nlp.shadow import bare, shadow

_BESIDE = 60
"""Characters between a figure and the change told with it."""
_BASE = 60
"""Characters behind a change that say since when, or over what."""
_MOST = 3
_YEAR = re.compile(r"\d{4}")
_SINCE = re.compile(r"\s*(?:[^\s\d,.;]+ ){0,4}?so với (?P<same>cùng kỳ )?(?:cuối )?năm (?P<year>\d{4})")
_OVER_PLAN = re.compile(r"[^.;\n]{0,24}?(?:chỉ tiêu|kế hoạch|mục tiêu|mức (?:\w+ )?giao)")
_MORE = re.compile(r"(?<!\w)(?:tăng|cao hơn|vượt|nhiều hơn|hơn)(?: thêm)?(?: khoảng| gần| hơn)?\s*$")
_LESS = re.compile(r"(?<!\w)(?:giảm|thấp hơn|hụt|kém|ít hơn|thiếu)(?: thêm)?(?: khoảng| gần| hơn)?\s*$")


def derived(w: Weighing) -> Answer | None:
    """The value of an earlier year or of a target, from a result and how far it lies from that.

    None unless one of both is asked for, the result is sure, and its document tells the distance right
    behind it in the same unit; a percentage of an amount is no distance.
    """
    q = w.q
    if q.yesno or q.threshold or q.status or len(w.places) != 1:
        return None
    if q.role == "target":
        return _target(w)
    if {"change", "howmany"} <= q.cues and (told := _changed(w)) is not None:
        return told
    if "change" in q.cues or any(p.reference for p in q.periods):
        return None  # `tăng mấy điểm so với năm 2022` asks for the distance itself
    years = [p for p in q.periods if _YEAR.fullmatch(p.edtf or "")]
    if len(q.periods) != 1 or len(years) != 1 or q.role not in (None, "result"):
        return None
    asked = years[0].edtf
    free = Weighing(replace(q, periods=()), w.table)
    for c in free.ranked(free.place_mask(), "result", units=False)[:_MOST]:
        if c.score < SURE or str(c.row.get("period") or "")[:4] <= asked:
            continue
        apart = _distance(w, c.at)
        behind = _behind(w, apart) if apart else ""
        since = _SINCE.match(behind)
        whole = _YEAR.fullmatch(c.row.get("period") or "")  # nine months' `cùng kỳ` is no year
        if apart and since and since["year"] == asked and (whole or not since["same"]):
            return _answer(w, c.row, apart, asked, "result")
    return None


_CHANGES = re.compile(
    r"tang|giam|rise|rose|fall|fell|grow|grew|increase[ds]?|decrease[ds]?|drop(?:ped)?|change[ds]?"
)
_SINCE_YEAR = re.compile(
    r"(?<!\w)(?:so voi(?: nam)?|than in|from|since|compared (?:to|with)) (?P<year>20\d\d)(?!\d)"
)


def _changed(w: Weighing) -> Answer | None:
    """By how much a thing changed since a year that is named, from what is told of that year and the next."""
    since = _SINCE_YEAR.search(bare(shadow(w.q.read)))
    now = [p.edtf for p in w.q.periods if p.edtf.isdigit()]
    if since is None or len(now) != 1 or int(now[0]) <= int(since["year"]):
        return None
    level = [t for t in w.q.terms if not _CHANGES.fullmatch(bare(shadow(t.text)))]
    if len(level) == len(w.q.terms) or not level:
        return None
    cues = w.q.cues - {"change", "gap", "exceed"}
    free = Weighing(replace(w.q, terms=tuple(level), cues=cues), w.table)
    found = [best_at(free, None, year, "result") for year in (since["year"], now[0])]
    rows = in_one_unit(found) if all(found) else []
    if len(rows) != 2 or not alike(*rows) or any(r.get("value_max") is not None for r in rows):
        return None
    if [r["period"] for r in rows] != [since["year"], now[0]] or rows[0]["locality"] != rows[1]["locality"]:
        return None
    before, after = rows
    apart, english = after["value"] - before["value"], w.q.english
    unit = "điểm %" if after.get("unit") == "%" else after.get("unit")
    high, low = max(after["value"], before["value"]), min(after["value"], before["value"])
    formula = f"{number(high, english)} - {number(low, english)}"
    line = computed(
        abs(apart), unit, formula, **{k: after.get(k) for k in ("locality", "period", "indicator")}
    )
    shown = quantity({"value": line["value"], "unit": unit}, english)
    where, words = where_when(after, english), subject(after, english)
    told = ("rose" if apart > 0 else "fell") if english else ("tăng" if apart > 0 else "giảm")
    cited = source(w.table, after, english)
    if english:
        text = f"{where}: {words} {told} by {shown} since {since['year']} (computed: {formula}; {cited})."
    else:
        text = f"{where}: {words} {told} {shown} so với năm {since['year']} (tính: {formula}; {cited})."
    a = Answer(w.q.text, w.q.language, "value", text)
    a.rows, a.compared = [line], [plain_row(w.table, r) for r in rows]
    a.evidence = evidence_of(w.table, rows)
    return a


def _target(w: Weighing) -> Answer | None:
    free = Weighing(replace(w.q, role=None), w.table)
    found = free.ranked(free.place_mask(), "result", units=False)
    for c in found[:_MOST] if found and sure(free, found) else ():
        apart = _distance(w, c.at)
        if apart and _OVER_PLAN.match(_behind(w, apart)):
            return _answer(w, c.row, apart, c.row.get("period"), "target")
    return None


def _distance(w: Weighing, at: int) -> Row | None:
    """The next figure behind another in its unit, if it says by how much that lies higher or lower."""
    level, behind = w.table.figures[at], w.table.figures[at + 1 : at + 3]
    unit = "điểm %" if level.get("unit") == "%" else level.get("unit")
    # `342 sản phẩm OCOP của 161 chủ thể, tăng 58 sản phẩm` are the same things
    alike = [
        f
        for f in behind
        if f.get("unit") == unit or (unit or "").startswith((f"{f.get('unit')} ", f"{f.get('unit')}/"))
    ]
    if not alike:
        return None
    apart = alike[0]
    if level["doc"] != apart["doc"] or apart["start"] - level["end"] > _BESIDE:
        return None
    if any(
        f.get("value_max") is not None or f.get("comparator") not in (None, "exact") for f in (level, apart)
    ):
        return None
    before = _before(w, apart)
    return apart if _MORE.search(before) or _LESS.search(before) else None


def _before(w: Weighing, row: Row) -> str:
    return shadow(w.table.sources[row["doc"]].text[max(0, row["start"] - 30) : row["start"]])


def _behind(w: Weighing, row: Row) -> str:
    return shadow(w.table.sources[row["doc"]].text[row["end"] : row["end"] + _BASE])


def _answer(w: Weighing, level: Row, apart: Row, period: str | None, role: str) -> Answer:
    q, english = w.q, w.q.english
    less = bool(_LESS.search(_before(w, apart)))
    value = level["value"] + (apart["value"] if less else -apart["value"])
    formula = f"{number(level['value'], english)} {'+' if less else '-'} {number(apart['value'], english)}"
    line = computed(
        value,
        level.get("unit"),
        formula,
        locality=level.get("locality"),
        period=period,
        indicator=level.get("indicator"),
        role=role,
    )
    shown = quantity({"value": line["value"], "unit": level.get("unit")}, english)
    where = where_when({"locality": None, "organisation": None, "period": None} | line, english)
    words = subject(level, english)
    told = source(w.table, level, english)
    if english:
        what = "the target for " if role == "target" else ""
        text = f"{where}: {what}{words} was {shown} (computed: {formula}; {told})."
    else:
        what = "chỉ tiêu về " if role == "target" else ""
        text = f"{where}: {what}{words} là {shown} (tính: {formula}; {told})."
    a = Answer(q.text, q.language, "value", text)
    a.rows = [line]
    a.compared = [plain_row(w.table, r) for r in (level, apart)]
    a.evidence = evidence_of(w.table, [level, apart])
    return a
