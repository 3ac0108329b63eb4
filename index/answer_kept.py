"""Which figures a list keeps: by what they reached or missed, by bounds and numbers, by period."""

import re

import numpy as np

from index.answer_asking import BESIDE
from index.answer_beyond import against_last_year, asks_beyond, bounds_margin, margin, went_beyond
from index.answer_candidates import MARGIN, Weighing, aggregate
from index.facttable import Row
from index.matching import crossed
from index.reached import limited
from nlp.question_words import Cue, Reading
from nlp.shadow import bare, shadow

LEVELS = {"province", "district", "commune", "village"}


def _kept(w: Weighing, row: Row) -> bool:
    """Whether a figure has the status, bound, value and role that a list asks for."""
    q = w.q
    role = row.get("role")
    aim = _aim_named(w)
    if aim is not None:  # `xã nào chưa đạt mức 80%` names what results are held against
        kept = (
            row.get("unit") == "%" and role not in ("target", "assigned") and not MARGIN.search(_words(row))
        )
        enough = row["value"] <= aim if limited(row) else row["value"] >= aim
        told = row["_status"] == q.status == "missed" and row["value"] < aim
        return kept and (told or enough == (q.status == "met"))
    if q.threshold and bounds_margin(q):
        over = margin(w.table, row)
        return over is not None and _beyond(over, row, q.threshold.comparator, q.threshold.value)
    if q.threshold and not _within(row, q.threshold.comparator, q.threshold.value, q.threshold.unit):
        return False
    if q.threshold and not {"gap", "exceed", "change"} & q.cues and MARGIN.search(_words(row)):
        return False  # `số hóa hồ sơ vượt chỉ tiêu 4%` is no rate below 70%
    values = [n for n in q.numbers if n >= 1]
    if values and not q.threshold:
        return row["value"] in values
    whole = (row.get("unit") == "%" and row["value"] == 100 and not _CHANGE.search(_words(row))) or (
        row.get("denominator") is not None and row["denominator"] == row["numerator"]
    )
    if q.status and against_last_year(row):
        return False
    if q.status == "met" and _ALL_TARGETS.search(bare(shadow(q.read))):
        return whole and role == "result" and aggregate(row)
    if q.status == "missed":
        return _status(w, row) == "missed"
    if (
        q.threshold is None
        and _EVERY.search(bare(shadow(q.read)))
        and q.indicators_asked
        and role != "target"
    ):
        return whole  # `tiêu chí nào được tất cả các xã hoàn thành`
    if q.status == "met" and (q.role != "target" or q.levels) and not q.threshold:
        if asks_beyond(q) and went_beyond(w.table, row) is False:
            return False
        return role != "target" and (
            _status(w, row) == "met" or (whole and row.get("status") is None and "all" in q.cues)
        )
    return True


_ALL_TARGETS = re.compile(
    r"(?<!\w)(?:tat ca|toan bo|het|tron|day du|all)(?: the| cac| so| its| of its| their)?"
    r" (?:\d+ )?(?:chi tieu|muc tieu|nhiem vu|tieu chi|targets|goals|tasks|criteria)(?!\w)"
)
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)")
_EVERY = re.compile(r"(?<!\w)(?:tat ca|toan bo|moi|100 ?%|by all|by every|in every|in all)(?!\w)")


def _words(row: Row) -> str:
    return shadow(row.get("indicator") or "")


def _status(w: Weighing, row: Row) -> str:
    """Whether a result reached its target; a list of places also holds it against that of the place above."""
    return str(w.table.status_above[row["_at"]] if w.q.levels & LEVELS else row["_status"])


_AIM_WORDS = Cue(
    r"(?<!\w)(?:mức|mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|giao|targets?|plan|required|requirement)(?!\w)"
)


def _aim_named(w: Weighing) -> float | None:
    """The percentage that a question says should have been reached, when it asks who did or didn't."""
    q = w.q
    if q.status is None:
        return None
    if q.threshold:
        under = q.status == "missed" and q.threshold.comparator == "under"
        return q.threshold.value if under and q.threshold.unit == "%" else None
    held = [n for n in q.percents if n == q.percents[0]]
    if (
        len(held) != 1
        or len(q.numbers) != 1
        or (q.status == "met" and not _AIM_WORDS.search(Reading(q.read)))
    ):
        return None
    return held[0]


def _within(row: Row, comparator: str, bound: float, unit: str | None) -> bool:
    if unit and row.get("unit") != unit:
        return False
    return _beyond(row["value"], row, comparator, bound)


def _beyond(number: float, row: Row, comparator: str, bound: float) -> bool:
    """Whether a number of a figure keeps a bound."""
    if comparator in ("over", "at_least"):
        return number > bound or (
            number == bound and (comparator == "at_least" or row.get("comparator") in ("over", "at_least"))
        )
    return number < bound or (
        number == bound and (comparator == "at_most" or row.get("comparator") in ("under", "nearly"))
    )


def filtered(w: Weighing, mask: np.ndarray, role: str | None) -> list[Row]:
    """The figures under `mask` (one flag a figure of the table) that a list in this role keeps, in order."""
    if w.q.status == "missed" and not w.q.numbers and not w.q.threshold:
        levels = bool(w.q.levels & LEVELS)
        mask = mask & ((w.table.status_above if levels else w.table.status) == "missed")
    if w.q.unit in ("%", "đồng"):
        mask = mask & (w.table.unit == w.q.unit)
    typed, loose = w.words_of()
    held = _aim_named(w) is not None
    out = []
    for i in map(int, np.flatnonzero(mask)):
        row = w.table.figures[i]
        if not w.role_fits(row, role) or w.period_fit(row) <= 0 or not _kept(w, row):
            continue
        if w.organisation and not w.of_organisation(row):
            continue
        if held and row["_status"] != "missed" and crossed(typed, loose, w.table.matcher.indicator(i)):
            continue
        out.append(row)
    if asks_beyond(w.q) and not w.q.threshold:  # `đạt` alone is too little where others are told to be beyond
        out = [r for r in out if went_beyond(w.table, r)] or out
    # a year that only stands beside a guessed period is too little where others have it
    return [r for r in out if w.period_fit(r) > BESIDE] or out
