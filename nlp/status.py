"""Status: whether a result met its target or missed it, or whether nothing tells.

What the statement says of a share of tasks, a margin over a plan or a share of it comes first, then
the target told beside it, then plain words (`vượt chỉ tiêu`, `chưa đạt`). The words stand in
`data/rules/status.json`.
"""

import re
from functools import lru_cache

from nlp.limits import is_limit
from nlp.numbers import Numeral
from nlp.rules import last_match, pattern
from nlp.running import called_short
from nlp.scanning import Scan

_TASKS = pattern("status", "tasks")
_COVERED = pattern("status", "covered")
_STANDARD = pattern("status", "standard")
_SHORT_SHARE = pattern("status", "short share before")
_PART_DONE = pattern("status", "part of the tasks")
_REST_UNDONE = pattern("status", "rest left undone")
_PAST_DUE = pattern("status", "past due")
_LISTED_VERDICT = pattern("status", "list of one verdict")
_AVERAGE = pattern("status", "level of an average")
_PLACES_OF_IT = pattern("status", "places of one verdict")
_FAILED_BEFORE = pattern("status", "failed before")
_FAILED_AFTER = pattern("roles", "failed after")
_ACHIEVED_BEFORE = pattern("roles", "achieved before")
_ACHIEVED_AFTER = pattern("roles", "achieved after")
_RELATIVE = pattern("roles", "relative")
_ONLY_DONE = pattern("status", "only done before")
_MARGIN_OVER = pattern("status", "margin over")
_MARGIN_UNDER = pattern("status", "margin under")
_PLAN_NOUN = pattern("status", "plan in a margin")
_AGAINST = pattern("status", "against")
_OF_THE_PLAN = pattern("status", "of the plan")
_PLAN_BEFORE = pattern("status", "share of a plan told before")
_SHORT_OF_PLAN = pattern("status", "short of a plan")
_STILL_OPEN = pattern("status", "still open")
_ALL_DONE = pattern("status", "all done")
_MISSED_WORDS = pattern("status", "missed")
_MET_WORDS = pattern("status", "met")
_VERDICT = pattern("status", "verdict after")
_CHANGE_SINCE = pattern("status", "change since a time")
_MARGINS = Scan(re.compile(f"{_MARGIN_OVER.pattern}|{_MARGIN_UNDER.pattern}"))
_WORDS = Scan(re.compile(f"{_MISSED_WORDS.pattern}|{_MET_WORDS.pattern}"))
_CHANGES, _DUE, _LISTS = Scan(_CHANGE_SINCE), Scan(_PAST_DUE), Scan(_LISTED_VERDICT)
"""Where words may begin that most numbers don't have."""


_OWN_PLAN = re.compile(r"[^,;.]{0,40}(?<!\w)(?:(?:\d+|[^\W\d_]+) tháng|quý|kịch bản|tiến độ)(?!\w)")
"""After a share of a plan: the plan is one of these months alone."""
_LIST_OPENERS = (" là ", "gồm", ":", " như ")
"""Without one of these no list of places is opened; far quicker to look for."""
_ASIDE = 25
"""Characters before a count of criteria in which it is said to be all of them."""


def status_of(
    calm: str,
    shadow: str | None,
    sentence: tuple[int, int],
    numeral: Numeral,
    unit: str,
    left: int,
    right: int,
    indicator: str,
    target: float | None,
    target_limit: bool,
    over: bool,
    running: bool = False,
) -> tuple[str | None, str]:
    """`met`, `missed` or None for a result, with the words that say so.

    Args:
        calm: the text's shadow after `quiet`.
        shadow: the shadow itself, in which it is told where words may begin; None when it isn't at hand.
        sentence: its start and end.
        numeral, unit: the number and its counted noun.
        left, right: the stretch that belongs to the number.
        indicator: what it measures.
        target: the value it had to reach, if the same statement tells it.
        target_limit: that target is an upper limit (`không quá 15 phút`).
        over: the plan's period is over, so that a share below 100 % is a shortfall.
        running: the number tells a part of a year, so that a year's plan runs on (`nlp.running.runs_on`).
    """
    before = calm[left : numeral.start]
    after = calm[numeral.after : right]
    verdict = _VERDICT.match(calm, numeral.after)
    if verdict:
        return ("missed" if verdict["missed"] else "met"), "đánh giá"
    if numeral.kind == "fraction" and numeral.denominator:
        tasks = _TASKS.search(unit)
        done = (numeral.numerator or 0) >= numeral.denominator
        beside = calm.count(f"/{numeral.denominator:g}", *sentence) > 1
        if tasks and not done and beside and _PART_DONE.match(after) and not _FAILED_AFTER.match(after):
            return "met", unit  # `13/26 chỉ tiêu vượt, 10/26 chỉ tiêu đạt`
        if tasks or (done and (_STANDARD.search(after[:60]) or _STANDARD.search(before[-25:]))):
            return ("met" if done else "missed"), unit
        if not done and (short := _SHORT_SHARE.search(before)) and not _COVERED.match(unit):
            return "missed", short[0].strip()
        if not done and _REST_UNDONE.match(calm, numeral.after, sentence[1]):
            return "missed", "còn lại"
    whole = numeral.kind == "count" and numeral.value == int(numeral.value)
    if whole and _TASKS.search(unit) and not _RELATIVE.search(before):
        if _FAILED_AFTER.match(after) or _FAILED_BEFORE.search(before):
            return "missed", "chưa đạt"
        if _STILL_OPEN.match(after):
            return None, ""
        if only := _ONLY_DONE.search(before):
            return "missed", only[0].strip()
        if _ACHIEVED_AFTER.match(after) or _ACHIEVED_BEFORE.search(before):
            # `xã đã đạt 15 tiêu chí` doesn't say whether that is all of them
            some = unit.startswith("tiêu chí") and "đủ" not in before[-_ASIDE:]
            return (None, "") if some else ("met", "hoàn thành")
    margin = margin_of(before, after) if _may_tell(_MARGINS, shadow, left, numeral.start) else None
    if margin:
        return margin
    against_plan = _OF_THE_PLAN.match(after) or (
        "so với" in before and _PLAN_BEFORE.search(before) and not _RELATIVE.search(before)
    )
    if numeral.kind == "percent" and against_plan:
        if numeral.value >= 100:
            return "met", "kế hoạch"
        if over or _SHORT_OF_PLAN.search(before):
            if (
                running
                and not _OWN_PLAN.match(after)
                and not called_short(calm, sentence[0], numeral.after, sentence[1])
            ):
                return None, ""
            return "missed", "kế hoạch"
    if unit.startswith("lần") and _OF_THE_PLAN.match(calm, numeral.after + 1 + len(unit)):
        return ("met" if numeral.value >= 1 else "missed"), "kế hoạch"  # `gấp 2,4 lần kế hoạch`
    complete = numeral.kind == "percent" and numeral.value == 100 and _ALL_DONE.search(before)
    if complete and (_TASKS.search(after[:40]) or _TASKS.search(before)):
        return "met", "hoàn thành"
    if judged := one_verdict(calm, sentence[0], numeral.start):
        return ("missed" if judged["missed"] else "met"), judged["missed"] or "đạt"
    if target is not None:
        limit = target_limit or numeral.kind == "rank" or is_limit(indicator.lower())
        reached = numeral.value <= target if limit else numeral.value >= target
        # what the text calls a miss is none met, whatever the indicator's words let expect
        failing = limit and numeral.value < target and _MISSED_WORDS.search(calm, *sentence)
        if failing and not failing[0].startswith(("thấp hơn", "dưới")):
            reached = False
        return ("met" if reached else "missed"), "chỉ tiêu"
    changed = _may_tell(_CHANGES, shadow, left, numeral.start) and passed_since(before, after)
    if changed or _AVERAGE.search(before):
        return None, ""
    status, cue = None, ""
    for words, start, end in ((after, numeral.after, right), (before, left, numeral.start)):
        if status is None and _may_tell(_WORDS, shadow, start, end):
            status, cue = told_status(words)
    if status is not None:
        return status, cue
    first, last = sentence[0], numeral.start
    if _may_tell(_DUE, shadow, first, last) and _PAST_DUE.search(calm, first, last):
        return "missed", "phải"
    listed = last_match(_LISTED_VERDICT, calm[first:last]) if _may_tell(_LISTS, shadow, first, last) else None
    if listed:
        return ("missed" if listed["missed"] else "met"), listed[0].strip()
    return None, ""


def _may_tell(words: Scan, shadow: str | None, start: int, end: int) -> bool:
    """Whether words may begin in a stretch of a text, as far as that can be told."""
    return shadow is None or words.may_begin(shadow, start, end)


@lru_cache(maxsize=64)
def one_verdict(calm: str, start: int, at: int) -> re.Match[str] | None:
    """Finds the words that open a list of places or bodies of one verdict in which an offset stands.

    Args:
        calm: the text's shadow after `quiet`.
        start: of the sentence.
        at: where a number begins.

    Returns:
        A match with the group `missed`, None unless they failed.
    """
    if not any(calm.find(opener, start, at) >= 0 for opener in _LIST_OPENERS):
        return None
    return _PLACES_OF_IT.search(calm, start, at)


def margin_of(before: str, after: str) -> tuple[str, str] | None:
    """`met` or `missed` if a number between these words is a margin over a plan or under it, and the cue."""
    for margins, told in ((_MARGIN_UNDER, "missed"), (_MARGIN_OVER, "met")):
        margin = margins.search(before)
        if margin and (_AGAINST.match(after) or _PLAN_NOUN.search(margin[0])):
            return told, margin[0].strip()
    return None


def passed_since(before: str, after: str) -> bool:
    """Whether a number between these words only tells the change of what passed a plan or fell short of it.

    `đạt 46,8 triệu đồng, tăng 3,6 so với năm 2020 và vượt kế hoạch`
    """
    return _CHANGE_SINCE.search(f"{before}#{after}") is not None


def told_status(words: str) -> tuple[str | None, str]:
    """`met`, `missed` or None as plain words tell it (`chưa đạt`, `vượt kế hoạch`), and these words."""
    failing = _MISSED_WORDS.search(words)
    if failing:
        return "missed", failing[0]
    meeting = _MET_WORDS.search(words)
    return ("met", meeting[0]) if meeting else (None, "")
