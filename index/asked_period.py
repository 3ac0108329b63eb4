"""A period as a person gives it to a filter: in EDTF, or in words as in a question."""

import re
from datetime import date

from nlp.question_periods import bounds, find_periods
from nlp.question_words import Reading

_EDTF = re.compile(r"\d{4}(-\d{2}){0,2}(/(\d{4}(-\d{2}){0,2}|\.\.)?)?|\.\./\d{4}(-\d{2}){0,2}")


def read_period(given: str, today: date | None = None) -> str | None:
    """The period in EDTF; None when it is none, or one without its year.

    Args:
        given: `2024`, `2024-11`, `2024-01/2024-06`, `2024-01/..`, `tháng 11/2024`, `quý 1 năm 2024`…
        today: what `năm nay` refers to; without it such words are no period.

    Example:
        >>> read_period("quý 1/2024"), read_period("2024-13")
        ('2024-01/2024-03', None)
    """
    given = given.strip()
    if _EDTF.fullmatch(given):
        return given if _runs_forward(given) else None
    reading = Reading(given)
    found = find_periods(reading, today.isoformat() if today else None)
    if len(found) != 1 or reading.free_words() or "XXXX" in found[0].edtf:
        return None
    return found[0].edtf if _runs_forward(found[0].edtf) else None


def _runs_forward(edtf: str) -> bool:
    """Whether the calendar has both ends, and the first is not after the last."""
    ends = [end for end in edtf.split("/") if end not in ("", "..")]
    return all(bounds(end) for end in ends) and (len(ends) < 2 or bounds(edtf) is not None)
