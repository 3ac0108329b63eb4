"""What in a list is told more than once: margins of what missed or passed its target, other values for it."""

import re

from index.answer_asking import BESIDE
from index.answer_candidates import Weighing
from index.answer_parts import overlap, same_elsewhere
from index.facttable import Row
from index.plan_words import held_against
from nlp.question_words import WORD, words_of
from nlp.shadow import shadow

_MARGIN = re.compile(
    r"(?<!\w)(?:hụt|thiếu|kém|thấp hơn|vượt|cao hơn|nhỉnh hơn|còn lại|chậm"
    r"|so với (?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|số giao|mức|yêu cầu))(?!\w)"
)


_NEXT = 60  # how far behind an amount its margin may stand
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
            before = [] if _of_amount(w, row) else _before(w, row)
            fitting = (b for b in before if held_against(w.table, b) is None and w.period_fit(b) > BESIDE)
            base = next((b for b in fitting if _may_measure(w, row, b)), None)
        pick = base if base is not None and _in_points(row, base) else row
        if not any(o is pick for o in out):
            out.append(pick)
    return out


def _of_amount(w: Weighing, row: Row) -> bool:
    """Whether a margin stands right behind an amount, whose it is (`17.420 người, vượt 6,3% kế hoạch`)."""
    before = w.table.figures[max(0, row["_at"] - 1) : row["_at"]]
    if not before or before[0]["doc"] != row["doc"] or before[0].get("unit") in ("%", "điểm %"):
        return False
    gap = w.table.sources[row["doc"]].text[before[0]["end"] : row["start"]]
    return len(gap) < _NEXT and not re.search(r"[.;\n]", gap)


def _may_measure(w: Weighing, row: Row, base: Row) -> bool:
    """Whether a percentage may be what a margin is one of: beside it in one sentence, or by its words."""
    if w.table.sentence(row)[1] == w.table.sentence(base)[1]:
        return True
    own, its = (set(WORD.findall(shadow(r.get("indicator") or ""))) for r in (row, base))
    left = {x for x in own - _REFERENCE - _PLAIN if not _MARGIN.search(x)}
    return not left or bool(left & its)


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


def told_once(rows: list[Row]) -> list[Row]:
    """Rows less the shares of a plan whose amount is another row (`5.785 tỷ đồng, bằng 101% dự toán`).

    Where the share is what has a target (`191 người, chiếm 32%, chỉ tiêu 31%`), the amount is left out.
    """
    pairs = [(a, b) for a in rows for b in rows if _share_of(a, b)]
    out = [a if b.get("target_value") is not None else b for a, b in pairs]
    return [r for r in rows if not any(r is o for o in out)]


def _share_of(row: Row, other: Row) -> bool:
    """Whether another row tells in per cent what a row tells as an amount, of the same thing beside it."""
    if other.get("unit") != "%" or row.get("unit") == "%" or other["doc"] != row["doc"]:
        return False
    if not 0 < other["start"] - row["end"] < _NEXT or row.get("locality") != other.get("locality"):
        return False
    own, its = (set(WORD.findall(shadow(r.get("indicator") or ""))) for r in (row, other))
    return len(own - its - _REFERENCE) <= 1


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
_PLAIN = frozenset(WORD.findall("tỷ lệ số mức này đó con hơn thấp cao vượt hụt kém thiếu nhỉnh còn lại chậm"))


def _measured(margin: set[str], row: Row) -> bool:
    """Whether a figure measures what a margin with these words is about."""
    words = row.get("indicator") or ""
    own = set(WORD.findall(shadow(words)))
    left = {x for x in margin - own - _REFERENCE if not _MARGIN.search(x)}
    return not _MARGIN.search(words) and bool(own) and (len(own - margin) <= 1 or not left)


_SEVERAL = 3  # tellings from which on the names that they give can be held against each other
Told = list[tuple[Row, list[Row]]]


def of_one_document(merged: Told) -> tuple[Told, list[Row]]:
    """A list with each thing once, and the other values that other documents give for it."""
    kept: Told = []
    others: list[Row] = []
    for row, tellings in merged:
        if any(same_elsewhere(row, k) for k, _ in kept):
            others.append(row)
        else:
            kept.append((_best_named(tellings), tellings))
    return kept, others


def _best_named(tellings: list[Row]) -> Row:
    """The telling whose indicator has most in common with those of the others; the first of equals."""
    if len(tellings) < _SEVERAL:
        return tellings[0]
    words = [set(words_of(r.get("indicator") or "")) for r in tellings]
    common = [sum(2 * len(a & b) / (len(a) + len(b) or 1) for b in words) for a in words]
    return tellings[common.index(max(common))]
