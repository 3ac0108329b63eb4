"""What in a list is told more than once: margins of what missed or passed its target, other values for it."""

import re

from index.answer_asking import BESIDE
from index.answer_candidates import Weighing
from index.answer_parts import overlap, same_elsewhere
from index.facttable import Row
from index.plan_words import held_against
from nlp.question_words import WORD
from nlp.shadow import shadow

_MARGIN = re.compile(
    r"(?<!\w)(?:hụt|thiếu|kém|thấp hơn|vượt|cao hơn|nhỉnh hơn|còn lại|chậm"
    r"|so với (?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|số giao|mức|yêu cầu))(?!\w)"
)


_BACK = 200  # how far before a margin stands what it is a margin of


def measured_first(w: Weighing, rows: list[Row]) -> list[Row]:
    """Rows with those that only tell a margin in points replaced by what fell short or went beyond by it.

    `đạt 86,25% dân số. Mức này thấp hơn 5,25% so với chỉ tiêu`: 86,25% is what did not reach its target.
    """
    out: list[Row] = []
    for row in rows:
        told = held_against(w.table, row) if row.get("unit") in ("%", "điểm %") else None
        base = None
        if told is not None and not told.share and row.get("role") != "target":
            before = (b for b in _before(w, row) if held_against(w.table, b) is None)
            base = next((b for b in before if w.period_fit(b) > BESIDE), None)
        pick = base if base is not None and _in_points(row, base) else row
        if not any(o is pick for o in out):
            out.append(pick)
    return out


def _before(w: Weighing, row: Row) -> list[Row]:
    """The results in per cent at the same place right before a figure, nearest first."""
    back = w.table.figures[max(0, row["_at"] - 4) : row["_at"]][::-1]
    near = [b for b in back if b["doc"] == row["doc"] and row["start"] - b["end"] < _BACK]
    same = ("locality", "role")
    return [b for b in near if b.get("unit") == "%" and all(b.get(k) == row.get(k) for k in same)]


def _in_points(row: Row, base: Row) -> bool:
    """Whether a margin is one between percentages: much smaller than what it belongs to."""
    return bool(row["value"] < 0.5 * base["value"])


def without_margins(rows: list[Row]) -> list[Row]:
    """Rows less those that only say by how much a row beside them missed or passed its target."""
    out = []
    for row in rows:
        words = row.get("indicator") or ""
        if _MARGIN.search(words):
            plain = set(WORD.findall(shadow(words)))
            others = [o for o in rows if o is not row]
            beside = (o for o in others if o["doc"] == row["doc"] and abs(o["start"] - row["start"]) < 400)
            told = any(_measured(plain, o) for o in beside)
            if told or any(_comes_to(o, row) or _same_thing(plain, row, o) for o in others):
                continue
        out.append(row)
    return out


def _comes_to(result: Row, margin: Row) -> bool:
    """Whether a result lies just as far from its target as a margin says, at the same place."""
    aim = result.get("target_value")
    if aim is None or margin.get("unit") not in ("%", "điểm %") or result.get("unit") != "%":
        return False
    same = result.get("locality") == margin.get("locality")
    return same and abs(abs(result["value"] - aim) - margin["value"]) < 1e-6


def _same_thing(margin: set[str], row: Row, other: Row) -> bool:
    """Whether another document's figure measures what a margin is about, at the same place and time."""
    same = other["doc"] != row["doc"] and other.get("locality") == row.get("locality")
    own = set(WORD.findall(shadow(other.get("indicator") or "")))
    return same and overlap(row, other) and len(own - margin) <= 1 < len(own) and _measured(margin, other)


# Words that say what a margin is held against, not what it measures.
_REFERENCE = frozenset(
    WORD.findall("so với chỉ tiêu mục tiêu kế hoạch mức giao được đề ra dự toán năm cả vẫn còn")
)


def _measured(margin: set[str], row: Row) -> bool:
    """Whether a figure measures what a margin with these words is about."""
    words = row.get("indicator") or ""
    own = set(WORD.findall(shadow(words)))
    left = {x for x in margin - own - _REFERENCE if not _MARGIN.search(x)}
    return not _MARGIN.search(words) and bool(own) and (len(own - margin) <= 1 or not left)


Told = list[tuple[Row, list[Row]]]


def of_one_document(merged: Told) -> tuple[Told, list[Row]]:
    """A list with each thing once, and the other values that other documents give for it."""
    kept: Told = []
    others: list[Row] = []
    for row, tellings in merged:
        if any(same_elsewhere(row, k) for k, _ in kept):
            others.append(row)
        else:
            kept.append((row, tellings))
    return kept, others
