"""Times that point back at one told before them: `cùng thời điểm`, `cùng năm`, `cả năm`, `năm học này`."""

import re
from collections.abc import Callable

from nlp.periods import PeriodMention
from nlp.rules import pattern

_TASKS_OF = pattern("times", "tasks of a time")
_TERM_OF = pattern("times", "term of a body")
_REACH = 90
_NEAR = 60
_NEXT_SENTENCE = re.compile(r"[.;]\s|\n")
_THIS = re.compile(r"(?<!\w)(?:tháng|quý)(?: vừa qua| qua| này| báo cáo)?$")


def pointed_back(
    mentions: list[PeriodMention], shadow: str, counts: Callable[[PeriodMention], bool]
) -> list[PeriodMention]:
    """The mentions, each that points back (`cùng thời điểm`) telling what the last one before it told.

    A moment points back at a month, a day or a cut-off; `cả năm` at the year told in its paragraph.
    """
    found: list[PeriodMention] = []
    last: PeriodMention | None = None
    moment: PeriodMention | None = None
    month: PeriodMention | None = None
    quarter: PeriodMention | None = None
    for mention in mentions:
        if mention.deixis == "back":
            told = shadow[mention.start : mention.end]
            if "nhiệm kỳ" in told:
                meant = _term_gone(mentions, shadow)
            elif _THIS.search(told):
                meant = quarter if "quý" in told else month
            elif "học" in told:
                meant = _school_year(mentions, shadow, mention, "mới" in told)
            else:
                meant = moment if "điểm" in told or "mốc" in told else last
            if meant is None:
                continue
            mention = meant._replace(start=mention.start, end=mention.end)
        elif mention.deixis == "this" and shadow.startswith("cả năm", mention.start) and not mention.month:
            told_here = last is not None and "\n" not in shadow[last.end : mention.start]
            if told_here and last is not None and last.year and not last.until:
                mention = mention._replace(year=last.year_end or last.year)
        elif not (mention.reference or mention.deixis == "now" or is_day(mention)) and counts(mention):
            if not _TASKS_OF.search(shadow, max(0, mention.start - 60), mention.start):
                last = mention
            moment = mention if mention.until or mention.month else moment
            if mention.month and not (mention.day or mention.year_end):
                if mention.month_end == mention.month + 2 and mention.month % 3 == 1:
                    quarter = mention
                if mention.month in (1, mention.month_end):
                    month = mention._replace(month=mention.month_end, until=False)
        found.append(mention)
    return found


def _school_year(
    mentions: list[PeriodMention], shadow: str, here: PeriodMention, new: bool
) -> PeriodMention | None:
    """The school year that `năm học này`, `năm học mới` mean: the one told before, or the first behind."""
    told = [m for m in mentions if m.year_end and not m.month and shadow.startswith("năm học", m.start)]
    if new and told:
        return max(told, key=lambda m: m.year_end or 0)
    before = [m for m in told if m.start < here.start]
    return before[-1] if before else next(iter(told), None)


def _term_gone(mentions: list[PeriodMention], shadow: str) -> PeriodMention | None:
    """The term of office that `nhiệm kỳ qua` means: the first told, or the one before that of a congress."""
    told = [m for m in mentions if m.year_end and not m.month and shadow.startswith("nhiệm kỳ", m.start)]
    first = min(told, key=lambda m: m.year or 0, default=None)
    if first is None or first.year is None or first.year_end is None:
        return None
    if any(m.year != first.year for m in told) or not _TERM_OF.search(
        shadow, max(0, first.start - _REACH), first.start
    ):
        return first
    return first._replace(year=2 * first.year - first.year_end, year_end=first.year)


def is_day(mention: PeriodMention) -> bool:
    """Whether a mention is the day of an event, no cut-off."""
    return bool(mention.day) and not mention.until and not mention.day_end


def going_on(mentions: list[PeriodMention], shadow: str) -> list[PeriodMention]:
    """The mentions, months in the year of those before: `hết quý I/2024 15%, hết 6 tháng đầu năm 50%`."""
    found: list[PeriodMention] = []
    for mention in mentions:
        last = found[-1] if found else None
        months = last is not None and last.month_end and mention.month_end and mention.year is None
        if months and last is not None and _follows(last, mention, shadow):
            mention = mention._replace(year=last.year)
        found.append(mention)
    return found


def _follows(last: PeriodMention, mention: PeriodMention, shadow: str) -> bool:
    """Whether months are told in one breath with months and their year before them."""
    if not last.year or not shadow.endswith("hết ", 0, mention.start):
        return False
    between = shadow[last.end : mention.start]
    return len(between) < _NEAR and not _NEXT_SENTENCE.search(between)
