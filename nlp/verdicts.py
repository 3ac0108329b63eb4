"""Targets and verdicts told after their results: in the next clause or sentence, or once for several.

`Toàn huyện trồng 1.270 ha. Kế hoạch là 1.800 ha.`, `8,9 bác sĩ, 30,2 giường (chỉ tiêu lần lượt là 8,8 và
31,5)`, `đạt 61%, … đạt 58%, cả hai đều chưa đạt chỉ tiêu`.
"""

from dataclasses import replace

from nlp.drafts import Draft
from nlp.facts import Figure, Span
from nlp.rules import pattern
from nlp.targets import pair_up, same_unit
from nlp.timing import Timing

_TOLD_AFTER = pattern("status", "target told after")
_ALL_OF_THEM = pattern("status", "all of them")
_IN_TURN = pattern("status", "targets in turn")
_PARTS = pattern("status", "parts of a number")
_AMONG_THE_FIRST = pattern("status", "among the first")
_MOST_IN_TURN = 4
_HOW_MANY = {"hai": 2, "ba": 3, "bốn": 4}


def pair_back(earlier: list[Draft], drafts: list[Draft], calm: str, sentence: Span, timing: Timing) -> None:
    """Give a result the target that the next clause or the next sentence tells of it.

    Args:
        earlier: of the sentence before, in the same paragraph; changed in place.
        drafts: of this sentence, with their figures; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
        sentence: this one.
        timing: of the document.
    """
    for nth, target in enumerate(drafts):
        t = target.figure
        if t is None or t.role != "target":
            continue
        start = max(calm.rfind(";", sentence.start, target.numeral.start) + 1, sentence.start)
        clause = start + (calm[start : start + 1] == " ")
        told_after = _TOLD_AFTER.match(calm, clause, target.numeral.start)
        if (start == sentence.start and nth) or told_after is None:
            continue
        before = [d for d in drafts[:nth] if d.numeral.start < start] if start > sentence.start else earlier
        if start > sentence.start and len(before) < nth:
            continue
        told = (d.figure for d in (*before, *drafts))
        if any(f.target_value == t.value for f in told if f is not None):
            continue
        own = (d.figure for d in drafts[nth + 1 :])
        if any(f.role == "result" and f.unit == t.unit for f in own if f is not None):
            continue
        result = _last_whole(before, target, calm)
        if result is None or result.figure is None:
            continue
        if "so với" in told_after[0] or _of_one_time(result.figure, t):
            pair_up(result, target, False, calm, sentence, timing)


def _of_one_time(result: Figure, target: Figure) -> bool:
    """Whether a result is told for all of the time that its target is set for."""
    return result.period is None or len(result.period) == len("2024") or result.period == target.period


def _last_whole(before: list[Draft], target: Draft, calm: str) -> Draft | None:
    """The last result that a target can be of: of its unit and year, no part of another number."""
    t = target.figure
    found: Draft | None = None
    for draft in before:
        r = draft.figure
        if r is None or t is None or r.role != "result" or r.unit is None or not same_unit(r.unit, t.unit):
            continue
        if _AMONG_THE_FIRST.search(calm, draft.left, draft.numeral.start):
            continue
        if r.period and t.period and r.period[:4] != t.period[:4]:
            continue
        if found is not None and _PARTS.search(calm, found.tail, draft.numeral.start):
            return found if found.figure and found.figure.target_value is None else None
        found = draft
    if found is None or found.figure is None or found.figure.target_value is not None:
        return None
    return None if found.figure.unit == "điểm %" or found.figure.status == "met" else found


def pair_in_turn(drafts: list[Draft], calm: str, sentence: Span, timing: Timing) -> None:
    """Give results the targets that are told for them in turn, in the same order.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
        sentence: where they stand.
        timing: of the document.
    """
    for nth in range(1, len(drafts)):
        opening = _IN_TURN.search(calm, drafts[nth - 1].tail, drafts[nth].numeral.start)
        if opening is None:
            continue
        for many in range(min(_MOST_IN_TURN, nth, len(drafts) - nth), 1, -1):
            results, targets = drafts[nth - many : nth], drafts[nth : nth + many]
            pairs = list(zip(results, targets, strict=True))
            figures = [(r.figure, t.figure) for r, t in pairs]
            if all(r and t and r.role == "result" and same_unit(r.unit, t.unit) for r, t in figures):
                for result, target in pairs:
                    pair_up(result, target, False, calm, sentence, timing)
                break


def spread_verdicts(drafts: list[Draft], calm: str) -> None:
    """Give the verdict told of all of them to each: `đạt 61%, … đạt 58%, cả hai đều chưa đạt chỉ tiêu`.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
    """
    for nth, last in enumerate(drafts):
        told = last.figure
        if told is None or told.role != "result" or not told.status or not nth:
            continue
        all_of_them = _ALL_OF_THEM.match(calm, last.tail)
        if all_of_them is None:
            continue
        many = _HOW_MANY.get(all_of_them["many"] or "", nth + 1)
        for draft in reversed(drafts[max(0, nth + 1 - many) : nth]):
            other = draft.figure
            if other is None or other.role != "result" or other.unit != told.unit:
                break
            if other.status:
                continue
            target = told.target_value
            if target is not None and (other.value >= target) != (told.value >= target):
                break
            cues = (*other.cues, *told.cues[-1:])
            draft.figure = replace(other, status=told.status, target_value=target, cues=cues)
