"""Plans whose time still runs: a part of them is no shortfall yet, unless the text calls it one."""

import re

from nlp.rules import pattern

_TO_A_MONTH = re.compile(r"(?:.*/)?\d{4}-(?P<month>\d\d)(?:-\d\d)?")
_YEAR_OUT = 12
_CALLED_SHORT = pattern("status", "called a shortfall")


def runs_on(period: str | None) -> bool:
    """Whether a time in EDTF ends before its year does, so that a plan of the year runs on behind it.

    Example:
        >>> [runs_on(p) for p in ("2024-01/2024-09", "2024-10-15", "2024-12-28", "2024", None)]
        [True, True, False, False, False]
    """
    ends = _TO_A_MONTH.fullmatch(period or "")
    return ends is not None and int(ends["month"]) < _YEAR_OUT


def called_short(calm: str, start: int, at: int, end: int) -> bool:
    """Whether what stands around a number calls it a shortfall.

    Args:
        calm: the text's shadow after `nlp.roles.quiet`.
        start: of the sentence.
        at: where the number stands.
        end: of the sentence; what stands behind the next semicolon is about other numbers.
    """
    clause = calm.find(";", at, end)
    return _CALLED_SHORT.search(calm, start, clause if clause >= 0 else end) is not None
