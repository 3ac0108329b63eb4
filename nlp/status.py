"""Status: whether a result met its target or missed it, or whether nothing tells.

What the statement says of a share of tasks, a margin over a plan or a share of it comes first, then
the target told beside it, then plain words (`vượt chỉ tiêu`, `chưa đạt`). The words stand in
`data/rules/status.json`.
"""

from nlp.numbers import Numeral
from nlp.rules import last_match, pattern

_TASKS = pattern("status", "tasks")
_COVERED = pattern("status", "covered")
_STANDARD = pattern("status", "standard")
_SHORT_SHARE = pattern("status", "short share before")
_PART_DONE = pattern("status", "part of the tasks")
_REST_UNDONE = pattern("status", "rest left undone")
_PAST_DUE = pattern("status", "past due")
_LISTED_VERDICT = pattern("status", "list of one verdict")
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
_LOWER_IS_BETTER = pattern("status", "less is better")
_MORE_IS_BETTER = pattern("status", "more is better after all")


_ASIDE = 25
"""Characters before a count of criteria in which it is said to be all of them."""


def status_of(
    shadow: str,
    sentence: tuple[int, int],
    numeral: Numeral,
    unit: str,
    left: int,
    right: int,
    indicator: str,
    target: float | None,
    target_limit: bool,
    over: bool,
) -> tuple[str | None, str]:
    """`met`, `missed` or None for a result, with the words that say so.

    Args:
        shadow: after `quiet`.
        sentence: its start and end.
        numeral, unit: the number and its counted noun.
        left, right: the stretch that belongs to the number.
        indicator: what it measures.
        target: the value it had to reach, if the same statement tells it.
        target_limit: that target is an upper limit (`không quá 15 phút`).
        over: the plan's period is over, so that a share below 100 % is a shortfall.
    """
    before = shadow[left : numeral.start]
    after = shadow[numeral.after : right]
    verdict = _VERDICT.match(shadow, numeral.after)
    if verdict:
        return ("missed" if verdict["missed"] else "met"), "đánh giá"
    if numeral.kind == "fraction" and numeral.denominator:
        tasks = _TASKS.search(unit)
        done = (numeral.numerator or 0) >= numeral.denominator
        beside = shadow.count(f"/{numeral.denominator:g}", *sentence) > 1
        if tasks and not done and beside and _PART_DONE.match(after) and not _FAILED_AFTER.match(after):
            return "met", unit  # `13/26 chỉ tiêu vượt, 10/26 chỉ tiêu đạt`
        if tasks or (done and (_STANDARD.search(after[:60]) or _STANDARD.search(before[-25:]))):
            return ("met" if done else "missed"), unit
        if not done and (short := _SHORT_SHARE.search(before)) and not _COVERED.match(unit):
            return "missed", short[0].strip()
        if not done and _REST_UNDONE.match(shadow, numeral.after, sentence[1]):
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
    margin = margin_of(before, after)
    if margin:
        return margin
    against_plan = _OF_THE_PLAN.match(after) or (
        "so với" in before and _PLAN_BEFORE.search(before) and not _RELATIVE.search(before)
    )
    if numeral.kind == "percent" and against_plan:
        if numeral.value >= 100:
            return "met", "kế hoạch"
        if over or _SHORT_OF_PLAN.search(before):
            return "missed", "kế hoạch"
    if unit.startswith("lần") and _OF_THE_PLAN.match(shadow, numeral.after + 1 + len(unit)):
        return ("met" if numeral.value >= 1 else "missed"), "kế hoạch"  # `gấp 2,4 lần kế hoạch`
    complete = numeral.kind == "percent" and numeral.value == 100 and _ALL_DONE.search(before)
    if complete and (_TASKS.search(after[:40]) or _TASKS.search(before)):
        return "met", "hoàn thành"
    if target is not None:
        limit = target_limit or numeral.kind == "rank" or is_limit(indicator.lower())
        reached = numeral.value <= target if limit else numeral.value >= target
        # what the text calls a miss is none met, whatever the indicator's words let expect
        failing = limit and numeral.value < target and _MISSED_WORDS.search(shadow, *sentence)
        if failing and not failing[0].startswith(("thấp hơn", "dưới")):
            reached = False
        return ("met" if reached else "missed"), "chỉ tiêu"
    if passed_since(before, after):
        return None, ""
    status, cue = told_status(after)
    if status is None:
        status, cue = told_status(before)
    if status is None and _PAST_DUE.search(shadow, sentence[0], numeral.start):
        return "missed", "phải"
    if status is None and (listed := last_match(_LISTED_VERDICT, shadow[sentence[0] : numeral.start])):
        return ("missed" if listed["missed"] else "met"), listed[0].strip()
    return status, cue


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


def is_limit(indicator: str) -> bool:
    """Whether the less of an indicator the better, so that its target is an upper limit."""
    return bool(_LOWER_IS_BETTER.search(indicator)) and not _MORE_IS_BETTER.search(indicator)
