"""Whether a result reached what was set: its own words, a share, the target beside it or told elsewhere."""

import re
from collections.abc import Sequence

from index.answer_candidates import AGGREGATE, Candidate, Weighing
from index.answer_parts import alike
from index.facttable import Row
from index.plan_words import other_giver, plan_told
from index.reached import aim_beside, limited
from nlp.question_periods import bounds
from nlp.shadow import bare, shadow

_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|(?:mức|số) giao|nghị quyết|yêu cầu)(?!\w)")
_MISSED = re.compile(
    r"(?<!\w)(?:chưa (?:đạt|bằng|theo kịp|hoàn thành|xong|được|đến)"
    r"|không (?:đạt|theo kịp|kịp|hoàn thành|giữ được)"
    r"|hụt|trượt|lỡ hẹn|lỡ|thấp hơn|kém|còn cách|cách"
    r"|(?:mới|chỉ) (?:được|đạt|bằng|có|xong|làm|hoàn thành|dừng)"
    r"|lẽ ra|đáng lẽ|dưới mức|vẫn nợ|nợ lại|thiếu|rơi xuống|chậm hơn|vậy mà"
    r"|trong khi (?:yêu cầu|tiến độ))(?!\w)"
)
# A place in a ranking as target.
_GROUP = re.compile(r"(?<!\w)(?:nhom|top|top|hang|vi tri|thu) (?:dau )?\d")
_MET = re.compile(
    r"(?<!\w)(?:vượt|cán đích|trước hẹn|về đích|hoàn thành|đạt và vượt|đúng hẹn|cao hơn|nhỉnh hơn|thừa sức"
    r"|về trước|sớm hơn|bảo đảm|giữ vững|lọt vào)(?!\w)"
)


def reached(w: Weighing, results: Sequence[Candidate]) -> tuple[bool, Row, Row | None] | None:
    """Whether the first of some results that says so reached its target.

    Args:
        w: the question.
        results: the results that may be asked about, best first.

    Returns:
        Whether it did, the figure that tells it, and the target it was held against (the result, where a
        share of the plan tells it; else None); None when nothing tells.
    """
    for found in results[:3]:
        plan = plan_told(w.table, found.at, w.q.read) if len(w.places) < 2 and not w.q.numbers else None
        if plan is not None and (found.row.get("denominator") is None or not plan.share):
            base = found.row if found.row is not plan.row and found.row.get("unit") != "%" else None
            return (plan.over if "exceed" in w.q.cues else plan.met), plan.row, base
        told = _of(w, found)
        if told is not None:
            own = found.row.get(
                "status"
            )  # what the text says itself goes before what is held against another
            elsewhere = told[1] is not None and own and found.row.get("target_value") is not None
            if elsewhere and len(w.places) < 2 and "exceed" not in w.q.cues and not w.q.numbers:
                return own == "met", found.row, None
            return told[0], found.row, told[1]
    return None


def _of(w: Weighing, found: Candidate) -> tuple[bool, Row | None] | None:
    row = found.row
    exceed = "exceed" in w.q.cues
    words = shadow(row.get("indicator") or "")
    if row.get("denominator") is not None and row.get("unit") not in ("hạng", "bậc", "điểm"):
        if len(w.places) < 2 and not _PLAN.search(words) and row.get("target_value") is not None:
            return _keeps(row, row["target_value"], exceed), None
        whole = row["numerator"] >= row["denominator"]
        return (
            row["numerator"] > row["denominator"] if exceed and not AGGREGATE.match(words) else whole
        ), None
    if len(w.places) < 2:
        if other_giver(w.table, row, w.q.read):
            return None
        if row.get("target_value") is not None:
            return _keeps(row, row["target_value"], exceed), None
        if (
            row.get("unit") == "%"
            and _PLAN.search(words)
            and not re.search(r"(?<!\w)(?:tăng|giảm|vượt)", words)
        ):
            return (row["value"] > 100 if exceed else row["value"] >= 100), None
        if row.get("status"):
            margin = "vượt" in words or row["value"] > 100 or row.get("denominator") is None
            return row["status"] == "met" and (margin or not exceed), None
        own = [n for n in w.q.numbers if n != row["value"]]
        ranked = _GROUP.search(bare(shadow(w.q.read))) is not None
        if ranked and row.get("unit") not in ("hạng", "bậc"):
            return None
        if own and len(own) == len(w.q.numbers) == 1:
            return _keeps(row, own[0], exceed), None
        aim = aim_beside(w.table, found.at)
        if aim is not None:
            return _keeps(row, aim["value"], exceed), aim
    aim = _told_elsewhere(w, row)
    if aim is not None:
        return _keeps(row, aim["value"], exceed), aim
    return (_by_words(w, row), None) if len(w.places) < 2 and _by_words(w, row) is not None else None  # type: ignore[return-value]


def _keeps(row: Row, aim: float, exceed: bool) -> bool:
    if limited(row) and not exceed:
        return bool(row["value"] <= aim)
    if row.get("unit") == "hạng":
        return bool(row["value"] <= aim)
    if row.get("comparator") == "over" and row["value"] == aim:
        return True
    return bool(row["value"] > aim if exceed else row["value"] >= aim)


def _told_elsewhere(w: Weighing, row: Row) -> Row | None:
    """The target of a result's indicator, told apart from it; the one for the time asked about first."""
    aims = [
        t.row
        for t in w.ranked(w.place_mask(), "target", periods=False)
        if t.row.get("unit") == row.get("unit") and t.row.get("role") == "target"
        and (alike(t.row, row) or t.words > 0.75)
    ]  # fmt: skip
    if len(w.places) > 1:
        aims = [t for t in aims if t["locality"] != row["locality"]] or aims
    timely = [t for t in aims if w.period_fit(t) > 0] or [t for t in aims if not _over_before(t, row)]
    return timely[0] if timely else None


def _over_before(aim: Row, row: Row) -> bool:
    """Whether the time of a target was over before that of a result began."""
    first, second = bounds(aim.get("period")), bounds(row.get("period"))
    return first is not None and second is not None and first[1] < second[0]


def _by_words(w: Weighing, row: Row) -> bool | None:
    """What the words around a result say; None when they say nothing or both."""
    words = shadow(w.table.clause(row)) + " " + shadow(row.get("indicator") or "")
    missed, met = _MISSED.search(words), _MET.search(words)
    if bool(missed) == bool(met):
        return None
    return bool(met)
