"""The year that a document reports on, and the month up to which it does."""

import re
from collections.abc import Sequence

from nlp.document import Document
from nlp.periods import PeriodMention
from nlp.rules import pattern
from nlp.time_of_number import heads_brackets

_PLANNED = pattern("times", "planned for")
_LOOKS_BACK = pattern("times", "looks back on")
_YEARS_END = pattern("times", "a year's end")
_TASKS_OF = pattern("times", "tasks of a time")
_AIMED_AT = pattern("times", "aimed at before")
_MADE_KNOWN = pattern("times", "made known")
_CHANGED_SINCE = pattern("times", "changed since")
_LAST_YEAR = 2100
_LEAD = 900
"""Characters in which a document says what it is about."""
_HEAD = 300
_SHORT = 60
_REACH = 160
_DATE_ALONE = 24
"""Characters of a line that holds nothing but a date."""

_LOOKING_BACK = 3
"""The last month of a year in which texts that tell most of the year before report on it."""
_YEARS_BEFORE = re.compile(r"(?<!\w)(?:những|các|mấy|nhiều) năm (?:trước|trước đó|trước đây)(?!\w)[^.\n]*$")


def home_year(
    document: Document,
    mentions: list[PeriodMention],
    shadow: str = "",
    titled: Sequence[PeriodMention] = (),
    issued: Sequence[int] = (),
) -> tuple[int | None, tuple[int, int] | None]:
    """The year that a document reports on, and the month up to which it does, if it says so.

    The published date counts first; without one, the year that is mentioned most and is not only
    compared with nor only planned for. Nothing is taken from outside the document.

    Args:
        document: its published date is used.
        mentions: of its text, those in titles of directives left out.
        shadow: the text's shadow, to tell plans from reports.
        titled: mentions in titles of directives that name their year.
        issued: the years in which the directives it mentions were issued.

    Returns:
        (year, (year, month)), either of them None when unknown.
    """
    month: tuple[int, int] | None = None
    if document.published and re.match(r"\d{4}", document.published):
        year: int | None = int(document.published[:4])
        if len(document.published) >= 7:
            month = (int(document.published[:4]), int(document.published[5:7]))
        if (
            year
            and month
            and month[1] <= _LOOKING_BACK
            and _voted(mentions, shadow, titled, issued) == year - 1
        ):
            year, month = year - 1, (year - 1, 12)  # what comes out in January tells of the year before
    else:
        year = _voted(mentions, shadow, titled, issued)
    ranked = _made_known(mentions, shadow, year)
    if ranked is not None:
        return ranked, (ranked, 12)
    if month is None:
        told = [m for m in mentions if m.month_end and (m.year_end or m.year) == year and not m.reference]
        told = [m for m in told if not _lies_ahead(m, shadow)]
        month = max(((year, m.month_end) for m in told if year and m.month_end), default=None)
    return year, month


def _lies_ahead(mention: PeriodMention, shadow: str) -> bool:
    """Whether a time is told as one for which something is planned: `dự kiến bàn giao trong tháng 12`."""
    if _TASKS_OF.search(shadow, max(0, mention.start - 60), mention.start):
        return True
    rest = mention.month_end == 12 and "tháng cuối" in shadow[mention.start : mention.end]
    return rest or bool(_AIMED_AT.search(shadow, max(0, mention.start - 60), mention.start))


def _made_known(mentions: Sequence[PeriodMention], shadow: str, year: int | None) -> int | None:
    """The year before, when the beginning says that its index or ranking has been made known."""
    for m in mentions:
        if m.start > _LEAD:
            break
        bare_year = m.year and not (m.month or m.year_end or m.until or m.reference or m.deixis)
        if not bare_year or year is None or m.year != year - 1:
            continue
        low = max(shadow.rfind("\n", 0, m.start), shadow.rfind(". ", 0, m.start)) + 1
        high = min(x for x in (shadow.find("\n", m.end), shadow.find(". ", m.end), len(shadow)) if x >= 0)
        if "công bố" in shadow[low:high] and _MADE_KNOWN.search(shadow, low, m.start):
            return m.year
    return None


def _voted(
    mentions: Sequence[PeriodMention], shadow: str, titled: Sequence[PeriodMention], issued: Sequence[int]
) -> int | None:
    """The year mentioned most, what is compared with, planned for or told late counting less."""
    votes: dict[int, float] = {}
    first, looks_back = True, "năm trước" in shadow
    for m in (*mentions, *titled):
        if m.year is None or m.year > _LAST_YEAR:
            continue
        if m.year_end and not m.month:
            opens = shadow.startswith("nhiệm kỳ", m.start) and shadow[m.start - 1 : m.start] in ("", "\n")
            opens = opens and not _PLANNED.match(shadow, m.end)
            if opens or (m.end < _HEAD and _LOOKS_BACK.search(shadow, max(0, m.start - 40), m.start)):
                votes[m.year_end] = votes.get(m.year_end, 0.0) + 1.8
            continue
        weight = 0.2 if m.reference or heads_brackets(m, shadow) else 1.0
        if m.day and not m.until and not m.day_end and not _in_head(shadow, m):
            weight *= 0.25  # the day of an event, not what is reported on
        ahead = bool(_PLANNED.match(shadow, m.end)) or shadow.endswith(
            ("sang ", "cho ", "bước vào "), 0, m.start
        )
        if not ahead and not m.month:
            ahead = bool(_TASKS_OF.search(shadow, max(0, m.start - 60), m.start))
        if not m.month and ahead and m not in titled:
            weight = 0.3
        weight *= 2.0 if m.month else 1.0
        aimed = m.until and bool(_AIMED_AT.search(shadow, max(0, m.start - 70), m.start))
        if aimed:
            weight *= 0.15
        if m.until and not m.month:
            if not _YEARS_END.match(shadow, m.start):
                continue
            weight *= 0.6  # `rà soát cuối năm 2022`: what a plan sets is told as `đến năm 2025`
        target = m.year + 1 if m.deixis == "same" else m.year_end or m.year
        weight *= 1.2 - 0.6 * m.start / max(len(shadow), 1)  # plans stand at the end
        if shadow.startswith("từ ", m.start) and m.month_end == m.month:
            weight *= 0.3  # since when something is so
        if looks_back and _YEARS_BEFORE.search(shadow, max(0, m.start - 2 * _REACH), m.start):
            weight *= 0.2  # `những năm trước cũng chậm: 6 tháng năm 2021 …, hết tháng 8/2021 …`
        if _CHANGED_SINCE.match(shadow, m.end, m.end + _REACH):
            weight *= 0.3  # `từ 5,7% năm 2015 giảm còn 2,7% năm 2020`
        if first and not aimed and m not in titled and not m.reference and not (m.day and not m.day_end):
            weight, first = weight + 0.5, False
        votes[target] = votes.get(target, 0.0) + (1.0 if m.deixis == "same" else weight)
        if m.reference and m.deixis != "same" and not m.month:
            votes[m.year + 1] = votes.get(m.year + 1, 0.0) + 0.3  # compared with the year before
    for issue in issued:
        votes[issue] = votes.get(issue, 0.0) + 0.4
    if not votes:
        return None
    year = max(votes, key=lambda y: (votes[y], y))
    return year - 1 if _told_in_december(mentions, year) else year


def _told_in_december(mentions: Sequence[PeriodMention], year: int) -> bool:
    """Whether a document told in December plans for a year and reports on the one before, which it tells too.

    `Sáng 9/12, HĐND tỉnh khai mạc kỳ họp. Năm 2024, …; năm 2025, tỉnh phấn đấu …`
    """
    lead = [m for m in mentions if m.day and not m.until and not m.day_end and m.start < _HEAD]
    told = next((m for m in lead if m.month == 12), None)
    if told is None or (told.year is not None and told.year != year - 1):
        return False
    return any(m.year == year - 1 and not (m.month or m.reference or m.year_end or m.until) for m in mentions)


def _in_head(shadow: str, mention: PeriodMention) -> bool:
    """Whether a day stands in a short line at the head of a document, which says when it came out.

    The head of an official document writes its day in words; a report of January tells of the year
    before, a plan of December of the next.
    """
    if mention.end > _HEAD or "tháng" in shadow[mention.start : mention.end]:
        return False
    low, high = shadow.rfind("\n", 0, mention.start) + 1, shadow.find("\n", mention.end)
    return 0 <= high - low < _SHORT and (low > 0 or high - low < _DATE_ALONE)
