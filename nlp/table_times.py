"""When the figures of a table hold: what the column's head, the caption and the paragraph before it tell."""

import re
from functools import lru_cache

from nlp.periods import PeriodMention, find_periods
from nlp.tables import Cell
from nlp.timing import Timing

_SHORTLY = 300
"""Characters before a table in which a time is still told of it."""
_MONTHS_SO_FAR = re.compile(r"(?<!\S)(\d{1,2}) tháng(?=$|[^\w]*$)")
_BARE_YEAR = re.compile(r"(?<!năm )(?<![\d/])((?:19|20)\d\d)(?![\d/])")
"""`Thực hiện 2018`, as heads of columns have it."""
_OF_THE_YEAR = re.compile(r"(?<!\w)năm\s*$")
_YEAR_TO_YEAR = re.compile(r"(?<![\d/])((?:19|20)\d\d)\s?/\s?(?:19|20)\d\d(?![\d/])")
_TWO_YEARS = re.compile(r"^\D*?(?<!giai đoạn )(?<!năm học )((?:19|20)\d\d)\s?-\s?((?:19|20)\d\d)\s*$")
_SHORT_TIMES = (
    (_YEAR_TO_YEAR, r"năm \1"),
    (re.compile(r"(?<!\w)(\d{1,2})t\s?[/.-]?\s?((?:19|20)\d\d)"), r"\1 tháng \2"),
    (re.compile(r"(?<!\w)t(\d{1,2})([/.-](?:19|20)\d\d)"), r"tháng \1\2"),
    (re.compile(r"(?<!\w)q([1-4]|iv|i{1,3})([/.-](?:19|20)\d\d)"), r"quý \1\2"),
)
_PLAN_IN_BRACKETS = re.compile(r"\((?:kế hoạch|chỉ tiêu|mục tiêu|dự toán)[^()]*\)")
_SAME_TIME = re.compile(
    r"(?:thực hiện |kết quả )?cùng k[ỳì](?: năm (?:trước|ngoái|(?:19|20)\d\d)| (?:19|20)\d\d)?"
)


def time_of_cell(
    timing: Timing, text: str, cell: Cell, words: tuple[str, str, str | None], role: str
) -> tuple[str | None, bool]:
    """The period (EDTF or None) of a cell's figure, and whether it comes from elsewhere in the document.

    Args:
        timing, text: of the document.
        cell: the cell.
        words: the shadows of its column's head and of its caption, and of its row's first cell where
            that tells nothing but the row's time.
        role: of the figure.
    """
    head, caption, row = words
    if role == "target" and _OF_THE_YEAR.search(head):  # a column headed `Kế hoạch năm`
        return timing.period(None, role, goes_on=False)[0], False
    mentions = next(
        (
            found
            for told in (row or "", _MONTHS_SO_FAR.sub(r"trong \1 tháng,", head), written_out(head))
            if (found := [m for m in times_in(told) if not m.reference or _SAME_TIME.fullmatch(told)])
        ),
        [
            m
            for m in times_in(_PLAN_IN_BRACKETS.sub("", caption))
            # what a plan sets does not hold as of the day on which results are told
            if not m.reference and not (role == "target" and (m.until or m.day) and m.month)
        ],
    )
    if not mentions and "ước" not in head:
        mentions = _told_before(timing, text, cell, role)
    return timing.period(mentions[-1] if mentions else None, role, goes_on=False)


def _told_before(timing: Timing, text: str, cell: Cell, role: str) -> list[PeriodMention]:
    """The times of the paragraph before a table, for results also those shortly before it."""
    at = (cell.caption or cell.row)[0]
    line = max(text.rfind("\n", 0, at) + 1, at - 2 * _SHORTLY)
    paragraph = [m for m in timing.within(line, at) if role == "result" or not m.month]
    return paragraph or (timing.within(max(0, at - _SHORTLY), at) if role == "result" else [])


@lru_cache(maxsize=128)
def written_out(words: str) -> str:
    """A head with its short times and bare years written out: `T9/2024`, `6T/2024`, `2021-2022`."""
    for short, full in _SHORT_TIMES:
        words = short.sub(full, words)
    return _BARE_YEAR.sub(r"năm \1", _TWO_YEARS.sub(r"giai đoạn \1-\2", words))


@lru_cache(maxsize=128)
def times_in(words: str) -> tuple[PeriodMention, ...]:
    """The times in a head or a caption, which each row of a table asks for."""
    return tuple(find_periods(words))


def without_times(words: str, low: str) -> tuple[str, str]:
    """A head or caption and its shadow without the times they tell."""
    for mention in reversed(times_in(low)):
        words = words[: mention.start] + " " + words[mention.end :]
        low = low[: mention.start] + " " + low[mention.end :]
    for short, _ in _SHORT_TIMES:
        for match in reversed([*short.finditer(low)]):
            words = words[: match.start()] + " " + words[match.end() :]
            low = low[: match.start()] + " " + low[match.end() :]
    return words, low
