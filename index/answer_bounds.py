"""The bound of what a figure counts (`8 đơn vị dưới 85%`), held against the one a question asks for."""

import re

from index.answer_asking import Asking
from index.facttable import Row
from nlp.shadow import bare, shadow

_BETWEEN = 100
"""Characters between a count and the bound of what it counts."""
_DENIED = re.compile(r"(?<!\w)(?:chua|khong|not) (?!(?:qua|duoi|den|toi|day) \d)")
_LOWER = ("under", "at_most", "nearly")
_UPPER = ("over", "at_least")


def bound_of(w: Asking, row: Row) -> Row | None:
    """The figure right behind a count in its clause, which says what it counts by."""
    behind = w.table.figures[row["_at"] + 1 : row["_at"] + 2]
    if not behind or behind[0]["doc"] != row["doc"] or behind[0]["start"] - row["end"] > _BETWEEN:
        return None
    between = w.table.sources[row["doc"]].text[row["end"] : behind[0]["start"]]
    return None if re.search(r"[;.\n]", between) else behind[0]


def same_side(w: Asking, row: Row) -> bool | None:
    """Whether a count is of what lies on the side asked for of the bound asked for; None when unsaid."""
    asked, told = w.q.threshold, bound_of(w, row)
    if asked is None or told is None or told["value"] != asked.value:
        return None
    between = bare(shadow(w.table.sources[row["doc"]].text[row["end"] : told["start"]]))
    plain = bare(shadow(w.q.read))
    at = plain.find(f"{asked.value:g}".replace(".", ","))
    here, there = _below(told.get("comparator"), between), _below(asked.comparator, plain[:at])
    return None if here is None or there is None else here is there


def _below(comparator: str | None, before: str) -> bool | None:
    """Whether a bound is one from above (`dưới 30%`, `chưa quá 10%`); None when it is none."""
    if comparator in _LOWER:
        return True
    if comparator in _UPPER:
        return _DENIED.search(before) is not None
    return True if _DENIED.search(before) else None
