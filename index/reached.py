"""Whether results reached what was set, where the documents don't say so themselves."""

import re
from typing import TYPE_CHECKING, Any

from index.plan_words import held_against
from nlp.limits import is_limit
from nlp.question_periods import bounds
from nlp.question_words import WORD
from nlp.shadow import shadow

if TYPE_CHECKING:
    from index.facttable import FactTable

Row = dict[str, Any]
_BEHIND, _BEFORE = 140, 90  # how far a target may stand behind its result, and before it
_BESIDE, _ROW = 60, 4  # how far figures of a row stand apart, and how many are looked at
_FAR = 500  # how far before its results the target of the place above may stand
# A sentence between a result and an aim that begins with a subject of its own.
_OF_ANOTHER = re.compile(
    r"[.;!?] (?!(?:so với|so|trong khi|mức|con số|kết quả|kế hoạch|chỉ tiêu|mục tiêu|dự toán|yêu cầu"
    r"|nghị quyết|nếu|đối chiếu|như vậy|tỷ lệ này|số này)(?!\w))"
)
_VERBS = {"và", "với", "còn", "đạt", "mới", "chỉ", "được", "là", "có", "ở", "mức", "cũng", "vẫn"}


def told_status(table: "FactTable", i: int) -> str | None:
    """The status of a figure: its own, that of its row, or what a target beside it says."""
    row = table.figures[i]
    said = _in_words(table, row)
    return said or row.get("status") or _shared(table, row, i) or _held(table, row, i)


def _in_words(table: "FactTable", row: Row) -> str | None:
    """What the words beside a number say of its plan: `vượt 12% dự toán`, `bằng 103% kế hoạch`."""
    told = held_against(table, row)
    if told is None or (
        told.share and not told.met
    ):  # a share below the whole says nothing while its time runs
        return None
    return "met" if told.met else "missed"


def _shared(table: "FactTable", row: Row, i: int) -> str | None:
    """What a figure beside says, when both stand in one row (`A 98%, B đạt 97% và C 96%, chưa đạt mức 99%`).

    Its target holds for the whole row; its mere status only for those that `và` joins to it.
    """
    for step in (-1, 1):
        j, last = i + step, row
        while 0 <= j < len(table.figures) and abs(j - i) <= _ROW and _in_row(table, last, table.figures[j]):
            last = table.figures[j]
            if last.get("target_value") is not None:
                return keeps(row, last["target_value"])
            told = last.get("_status") or last.get("status")
            if told and abs(j - i) == 1 and _joined(table, row, last):
                return str(told)
            j += step
    return None


def _in_row(table: "FactTable", row: Row, other: Row) -> bool:
    """Whether two results of one kind at two places stand side by side."""
    if any(row.get(k) != other.get(k) for k in ("doc", "unit", "role")) or row.get("role") != "result":
        return False
    if row.get("locality") == other.get("locality") or not _alike(row, other):
        return False
    return _words_between(table, row, other) <= _VERBS


def _joined(table: "FactTable", row: Row, other: Row) -> bool:
    return _words_between(table, row, other) <= {"và", "với"}


def _words_between(table: "FactTable", row: Row, other: Row) -> set[str]:
    """The words between two figures, less their places and units; `{"…"}` when they stand far apart."""
    first, second = sorted((row, other), key=lambda r: int(r["start"]))
    if not 0 <= second["start"] - first["end"] < _BESIDE:
        return {"…"}
    gap = shadow(table.sources[row["doc"]].text[first["end"] : second["start"]])
    if "\n" in gap:
        return {"…"}
    for words in (first.get("locality"), second.get("locality"), row.get("unit")):
        for one in (words or "").split("; "):
            gap = gap.replace(shadow(one), " ")
    return set(WORD.findall(gap))


def _alike(a: Row, b: Row) -> bool:
    """Whether two figures measure the same thing, by most of their indicators' words."""
    first, second = (set(WORD.findall(shadow(r.get("indicator") or ""))) for r in (a, b))
    return first == second or 2 * len(first & second) >= 0.6 * (len(first) + len(second)) > 0


def aim_above(table: "FactTable", i: int) -> Row | None:
    """The target that the place above gave, told shortly before a result or right behind it."""
    row = table.figures[i]
    if row.get("role") != "result" or not row["_chains"]:
        return None
    for j in (*range(i - 1, max(-1, i - 10), -1), i + 1, i + 2):
        if not 0 <= j < len(table.figures) or table.figures[j]["doc"] != row["doc"]:
            continue
        aim = table.figures[j]
        near = (
            -_BEFORE < aim["start"] - row["start"] < _BEFORE if j > i else row["start"] - aim["start"] < _FAR
        )
        if (
            not near
            or aim.get("role") != "target"
            or aim.get("unit") != row.get("unit")
            or not _alike(aim, row)
        ):
            continue
        above = not aim["_chains"] or any(
            c.endswith(", " + a) for c in row["_chains"] for a in aim["_chains"]
        )
        mine, its = bounds(row.get("period")), bounds(aim.get("period"))
        if above and not (mine and its and its[0] > mine[1]) and not _for_itself(table, j):
            return aim
    return None


_GIVEN = re.compile(
    r"(?<!\w)(?:giao|mỗi|từng|yêu cầu|tối thiểu|các (?:huyện|xã|phường|sở|đơn vị|địa phương))(?!\w)"
)


def _for_itself(table: "FactTable", j: int) -> bool:
    """Whether a place set a target for itself, told with its own result, and gave it to none below it."""
    aim = table.figures[j]
    told = (table.figures[k] for k in range(max(0, j - 3), min(len(table.figures), j + 2)) if k != j)
    same = ("doc", "unit", "sentence_start")
    own = any(
        r.get("role") == "result"
        and r["_chains"] == aim["_chains"]
        and all(r.get(k) == aim.get(k) for k in same)
        for r in told
    )
    return own and not _GIVEN.search(shadow(table.sentence(aim)[0]))


def _held(table: "FactTable", row: Row, i: int) -> str | None:
    """Whether a result reaches the target beside it, when the document doesn't say so ittable."""
    if row.get("role") != "result" or row.get("value") is None:
        return None
    aim, beside = row.get("target_value"), None
    if aim is None:
        beside = aim_beside(table, i)
        aim = beside["value"] if beside else None
    if aim is None:
        return None
    told = keeps(row, aim)
    return None if told == "missed" and beside is not None and _still_runs(beside, row) else told


def _still_runs(aim: Row, row: Row) -> bool:
    """Whether the time of a plan goes on after that of a result (a year's plan, nine months' result)."""
    own, its = bounds(row.get("period")), bounds(aim.get("period"))
    return own is not None and its is not None and its[1] > own[1] and its[0] <= own[0]


def keeps(row: Row, aim: float) -> str:
    """`met` or `missed`: whether a result reaches a target (or stays below it, where less is better)."""
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
    gap = table.sources[row["doc"]].text[first["end"] : second["start"]]
    if "\n" in gap or (aim is second and _OF_ANOTHER.search(shadow(gap)) and not _alike(row, aim)):
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
