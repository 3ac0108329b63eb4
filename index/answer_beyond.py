"""Which results went beyond what was set, and by how much of it: `vượt kế hoạch`, `vượt trên 20% dự toán`."""

import re
from typing import TYPE_CHECKING

from index.plan_words import held_against, off_scale, plan_told
from index.reached import limited
from nlp.question import Question
from nlp.shadow import bare, shadow

if TYPE_CHECKING:
    from index.facttable import FactTable, Row

# Words that ask for what was just reached as well.
_REACHED_TOO = re.compile(
    r"(?<!\w)(?<!not just )(?<!not only )(?<!not merely )(?<!chu khong chi )"
    r"(?:dat|hoan thanh|met|meet|reach\w*|achiev\w*)(?!\w)"
)
_SHARE_OF_PLAN = re.compile(
    r"(?<!\w)so với (?:[^\W\d_]+ ){0,3}?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|mức giao|số giao"
    r"|yêu cầu)(?!\w)"
)
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|hụt|kém|thấp hơn|cao hơn)(?!\w)")
_OVER = re.compile(r"(?<!\w)(?:vượt|cao hơn|nhỉnh hơn)(?!\w)")
_EARLIER = re.compile(
    r"(?<!\w)(?:vượt|hụt|kém|thấp hơn|cao hơn|nhỉnh hơn|hơn) (?:(?:so )?với )?(?:cùng kỳ|năm trước"
    r"|năm ngoái|(?:cuối |đầu )?năm \d{4})(?!\w)"
    r"|(?<!\w)(?:tăng|giảm) so với (?:thời điểm|(?:cuối |đầu )?tháng)(?!\w)"
)
# `vượt từ 20% trở lên`: the bound is one of what lies over the plan, not of the result.
_BY = re.compile(
    r"(?<!\w)vuot (?:(?!va|dat|len|toi)[a-z]+ ){0,5}?"
    r"(?:tren|hon|tu|toi thieu|it nhat|qua|duoi|chua den|khong qua) \d"
    r"|(?<!\w)by (?:more than|over|at least|less than|under|as much as) \d"
)


def asks_beyond(q: Question) -> bool:
    """Whether a question is for what was passed, not for what was just reached.

    Example:
        >>> from nlp.question import parse
        >>> [asks_beyond(parse(f"chỉ tiêu nào {x} kế hoạch")) for x in ("vượt", "đạt và vượt")]
        [True, False]
    """
    return "exceed" in q.cues and not _REACHED_TOO.search(bare(shadow(q.read)))


def bounds_margin(q: Question) -> bool:
    """Whether the bound of a question is one of how far plans were passed (`vượt trên 20% kế hoạch`)."""
    asked = q.threshold is not None and q.threshold.unit == "%" and q.status == "met" and "exceed" in q.cues
    return asked and _BY.search(bare(shadow(q.read))) is not None


def against_last_year(row: "Row") -> bool:
    """Whether a figure tells how far something lies over or under an earlier time, not a plan."""
    return row.get("target_value") is None and _EARLIER.search(shadow(row.get("indicator") or "")) is not None


def went_beyond(table: "FactTable", row: "Row") -> bool | None:
    """Whether a result passed its plan; None when nothing says more than that it was reached."""
    told = held_against(table, row)
    if told is not None:
        return told.over
    words = shadow(row.get("indicator") or "")
    aim = row.get("target_value")
    if aim is not None and not off_scale(table, row, aim):
        return bool(row["value"] < aim if limited(row) or row.get("unit") == "hạng" else row["value"] > aim)
    if row.get("unit") == "%" and _SHARE_OF_PLAN.search(words) and not _CHANGE.search(words):
        return bool(row["value"] > 100 or (row["value"] < 100 and row.get("status") == "met"))
    if _OVER.search(words):
        return True
    if row.get("denominator") is not None and row["numerator"] >= row["denominator"]:
        return bool(row["numerator"] > row["denominator"])
    behind = plan_told(table, row["_at"])
    if behind is not None:
        return behind.over
    return True if _OVER.search(shadow(table.clause(row))) else None


def margin(table: "FactTable", row: "Row") -> float | None:
    """By how much of its plan a result passed it, in per cent; None when nothing tells."""
    told = held_against(table, row)
    if told is not None and row.get("unit") == "%":
        return row["value"] - 100 if told.share else row["value"] if told.over else -row["value"]
    words = shadow(row.get("indicator") or "")
    if row.get("unit") == "%" and _SHARE_OF_PLAN.search(words) and not _CHANGE.search(words):
        return float(row["value"] - (100 if row["value"] >= 100 or row.get("status") != "met" else 0))
    aim = row.get("target_value")
    if not aim or row.get("unit") in ("%", "hạng") or limited(row):
        return None
    return float(100 * (row["value"] / aim - 1))
