"""What a document as a whole reports on: the stretch, cut-off or school year that its beginning tells."""

from nlp.periods import PeriodMention, resolve
from nlp.rules import pattern, words

_LOOKS_BACK = pattern("times", "looks back on")
_TASKS_OF = pattern("times", "tasks of a time")
_LATER_MONTHS = words("times", "later months")
_ENDS_AHEAD = words("times", "ends ahead")
_IN_A_TITLE = pattern("times", "title of an order before")
_TITLES = 150
"""Characters in which the titles of a text begin."""
_ORDER = 160
"""Characters before a time in which an order begins whose title names it."""
_LEAD = 900
"""Characters in which a document says what it reports on."""
_HEAD = 600
"""What the head of an official document takes besides."""
_REACH = 400
"""Characters around a time in which its sentence is looked for."""
_MOST_NEAR = 30
"""More mentions than stand in the 60 characters before one."""


def reported(
    shadow: str, every: list[PeriodMention], year: int | None, cutoff: tuple[int, int] | None
) -> tuple[str | None, str | None]:
    """The period that a document as a whole reports on, and the year that its heading plans for.

    A stretch of months, a cut-off or a school year counts; a bare year is the home year anyway.

    Args:
        shadow: the text's shadow.
        every: its times, in text order.
        year, cutoff: from `nlp.home_year`.

    Returns:
        Both in EDTF, None when the heading or the first sentences do not tell.
    """
    planned: str | None = None
    lead = _LEAD + (_HEAD if "cộng hòa xã hội" in shadow[:1200] else 0)
    for nth, mention in enumerate(every):
        if mention.start > lead:
            break
        low = shadow.rfind("\n", 0, mention.start) + 1
        high = shadow.find("\n", mention.end)
        line = shadow[low : high if high >= 0 else len(shadow)]
        heading = len(line) < 200 and line.rstrip()[-1:] not in ".;,:"
        stretch = bool(
            mention.month and mention.month_end and (mention.month_end > mention.month or mention.year_end)
        ) and not any(w in shadow[mention.start : mention.end] for w in _LATER_MONTHS)
        cut_off = (
            mention.until
            and bool(mention.month)
            and mention.month != 12
            and not shadow.startswith(_ENDS_AHEAD, mention.start)
        )
        school = bool(mention.year_end) and not mention.month and shadow.startswith("năm học", mention.start)
        if (
            heading
            and mention.year
            and not mention.month
            and not mention.year_end
            and not mention.reference
            and planned is None
        ):
            planned = str(mention.year)
        elif (
            low < _TITLES
            and heading
            and mention.year
            and mention.year_end
            and not mention.month
            and not mention.reference
            and planned is None
            and not _LOOKS_BACK.search(shadow, 0, mention.start)
        ):
            planned = f"{mention.year}/{mention.year_end}"
        if _TASKS_OF.search(shadow, max(low, mention.start - 90), mention.start):
            continue
        if not heading and _IN_A_TITLE.search(shadow, max(low, mention.start - _ORDER), mention.start):
            continue  # `ký Công văn số 12 về đẩy mạnh giải ngân trong quý IV/2024`
        if mention.reference or mention.deixis in ("same", "last", "next") or is_future(mention, year):
            continue
        if heading:
            mention = counted_up(mention, every[nth + 1 : nth + 4], low + len(line))
        # `phải giao từ tháng 6, đến tháng 12 còn chưa xong` tells of one thing
        clause = max(low, shadow.rfind(". ", low, mention.start), mention.start - 60)
        near = every[max(nth - _MOST_NEAR, 0) : nth]
        # the day of a meeting (`tại phiên họp sáng 17/11, tính đến 15/11`) is no other time told of
        alone = not any(m.month and clause <= m.start and not (m.day and not m.until) for m in near)
        titled = (
            low == 0
            and heading
            and bool(mention.month and (mention.year or mention.month == mention.month_end))
            and not (mention.day or mention.until)
        )
        aside = stretch and not heading
        aside = aside and (
            (planned is not None and not mention.year)  # `Thời tiết quý IV xấu` in a report on the year
            or _not_over(mention, year, cutoff)  # `Quý IV là thời điểm nước rút`, in October
            or _counted_up_later(nth, every, lead)
        )
        if aside and _nothing_told(shadow, mention, low, high):
            continue
        closed = mention.day and mention.year and mention.until
        reviewed = bool(mention.year_end or mention.month) and _LOOKS_BACK.search(
            shadow, max(low, mention.start - 160), mention.start
        )
        later = shadow.startswith(_LATER_MONTHS, mention.start) or (mention.month, mention.month_end) == (
            10,
            12,
        )
        whole = reviewed and not mention.day and not mention.until and not later
        if stretch or school or whole or titled or (cut_off and alone and (not heading or closed)):
            value = resolve(mention, year, cutoff)
            if value is not None and (mention.year_end or mention.year or year) == (mention.year_end or year):
                return value, planned
    return None, planned


def counted_up(mention: PeriodMention, after: list[PeriodMention], end: int) -> PeriodMention:
    """The stretch up to a month that a heading names beside it: `tháng 9 và 9 tháng năm 2024`."""
    if not mention.month or mention.month_end is None or mention.day or mention.until:
        return mention
    for other in after:
        whole = other.month == 1 and other.month_end == mention.month_end and other.month < mention.month
        if whole and other.start < end and not other.reference:
            return other
    return mention


def _not_over(mention: PeriodMention, year: int | None, cutoff: tuple[int, int] | None) -> bool:
    """Whether a stretch of months ends after the month up to which a document reports."""
    if cutoff is None or mention.month_end is None:
        return False
    return ((mention.year_end or mention.year or year or 0), mention.month_end) > cutoff


def _counted_up_later(nth: int, every: list[PeriodMention], lead: int) -> bool:
    """Whether the year up to a stretch's last month is told soon after it: `quý III … 9 tháng năm 2025`."""
    end = every[nth].month_end
    after = [m for m in every[nth + 1 : nth + 6] if m.start < lead and not m.reference]
    return every[nth].month != 1 and any(m.month == 1 and m.month_end == end for m in after)


def _nothing_told(shadow: str, mention: PeriodMention, low: int, high: int) -> bool:
    """Whether the sentence of a time has no number besides it."""
    low = max(low, mention.start - _REACH)
    high = min(high if high >= 0 else len(shadow), mention.end + _REACH)
    start = max(low, shadow.rfind(". ", low, mention.start))
    end = shadow.find(". ", mention.end, high)
    end = end if end >= 0 else high
    return not any(c.isdigit() for c in shadow[start : mention.start] + shadow[mention.end : end])


def is_future(mention: PeriodMention, year: int | None) -> bool:
    """Whether a mention lies after the year that a document reports on."""
    if year is None or (mention.day and not mention.day_end):
        return False
    if mention.deixis == "next":
        return True
    last = mention.year_end or mention.year
    return last is not None and last > year
