"""Whether results reached what was set, where the documents don't say so themselves."""

from typing import TYPE_CHECKING, Any

from nlp.question_periods import bounds
from nlp.question_words import WORD
from nlp.shadow import shadow
from nlp.status import is_limit

if TYPE_CHECKING:
    from index.facttable import FactTable

Row = dict[str, Any]
_BEHIND, _BEFORE = 140, 90  # how far a target may stand behind its result, and before it


def told_status(table: "FactTable", i: int) -> str | None:
    """The status of a figure: its own, that of its row, or what a target beside it says."""
    row = table.figures[i]
    return row.get("status") or _shared(table, row, i) or _held(table, row, i)


def _shared(table: "FactTable", row: Row, i: int) -> str | None:
    """The status of the figure right before, when both stand in one row (`A 98%, B 97% và C 96%`)."""
    before = table.figures[i - 1] if i else row
    same = all(before.get(k) == row.get(k) for k in ("doc", "indicator", "unit", "role", "kind"))
    if not same or not before.get("_status") or not 0 < row["start"] - before["end"] < 60:
        return None
    gap = shadow(table.sources[row["doc"]].text[before["end"] : row["start"]])
    for words in (row.get("locality"), row.get("unit")):
        gap = gap.replace(shadow(words or ""), " ")
    return str(before["_status"]) if set(WORD.findall(gap)) <= {"và", "với"} else None


def _held(table: "FactTable", row: Row, i: int) -> str | None:
    """Whether a result reaches the target beside it, when the document doesn't say so ittable."""
    if row.get("role") != "result" or row.get("value") is None:
        return None
    aim = row.get("target_value")
    if aim is None:
        beside = aim_beside(table, i)
        aim = beside["value"] if beside else None
    if aim is None:
        return None
    enough = row["value"] <= aim if limited(row) else row["value"] >= aim
    return "met" if enough else "missed"


def aim_beside(table: "FactTable", i: int) -> Row | None:
    """The target that stands right behind a result or right before it; None when there is none."""
    for j, gap in ((i + 1, _BEHIND), (i - 1, _BEFORE)):
        if 0 <= j < len(table.figures) and _is_aim(table, table.figures[i], table.figures[j], gap):
            return table.figures[j]
    return None


def _is_aim(table: "FactTable", row: Row, aim: Row, most: int) -> bool:
    if aim.get("role") != "target" or aim["doc"] != row["doc"] or _noun(aim) != _noun(row):
        return False
    first, second = sorted((row, aim), key=lambda r: r["start"])
    if second["start"] - first["end"] > most or aim.get("locality") not in (row.get("locality"), None):
        return False
    if "\n" in table.sources[row["doc"]].text[first["end"] : second["start"]]:
        return False
    mine, its = bounds(row.get("period")), bounds(aim.get("period"))
    return not (mine and its and its[0] > mine[1])


def limited(row: Row) -> bool:
    """Whether less is better of what a figure measures (`nhà cho hộ nghèo` counts houses, not the poor)."""
    unit = row.get("unit")
    counts = unit in (None, "%", "đồng", "điểm %") or is_limit(shadow(str(unit)))
    return counts and is_limit(shadow(row.get("indicator") or ""))


def _noun(row: Row) -> str:
    """What is counted, by its first word (`hộ nghèo`, `hộ`), or the sign of the unit."""
    return str(row.get("unit") or "").split(" ")[0]
