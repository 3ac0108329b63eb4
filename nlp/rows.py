"""Numbers told in a row after `lần lượt` or `tương ứng`, which share what one of them says.

A row may tell again, of another time, what the row before it measured: `nông nghiệp 21,6%, dịch vụ 32%
(năm 2023 lần lượt là 23,1% và 30,2%)`. Each number then measures what the one in its place did.
"""

import re
from dataclasses import replace

from nlp.drafts import Draft
from nlp.facts import Figure, Span
from nlp.limits import is_limit
from nlp.rules import pattern

_TELLS_AGAIN = pattern("figures", "tells a row again")
_IN_TURN = pattern("figures", "in turn")
_HELD_AGAINST = re.compile(r"(?<!\w)so (?:với|cùng) .*", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\w)(?:cùng kỳ|năm (?:trước|ngoái))(?!\w)")
_TURN = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)")
_LONGEST = 90
"""Characters before a row in which what it tells again is said."""


def settle_rows(drafts: list[Draft], before: list[Draft], shadow: str, sentence: Span) -> None:
    """Give each number of a row that tells an earlier row again what the one in its place measures.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        before: of the sentence before, in the same paragraph.
        shadow: the text's shadow.
        sentence: where they stand.
    """
    for nth, draft in enumerate(drafts):
        many = draft.many
        if many < 2 or draft.order or nth + many > len(drafts):
            continue
        low = max(sentence.start, draft.left, draft.numeral.start - _LONGEST)
        told = shadow[low : draft.numeral.start]
        if not (_IN_TURN.search(told) and _TELLS_AGAIN.fullmatch(told)):
            continue
        earlier = drafts[nth - many : nth] if nth >= many else before[-many:] if not nth else []
        row = drafts[nth : nth + many]
        if len(earlier) == many and _may_pair(earlier, row):
            for one, two in zip(earlier, row, strict=True):
                _tell_again(one, two, told)


def _may_pair(earlier: list[Draft], row: list[Draft]) -> bool:
    """Whether two rows are of the same units, the numbers of the first measuring different things."""
    measured = set()
    for one, two in zip(earlier, row, strict=True):
        a, b = one.figure, two.figure
        if a is None or b is None or not (b.unit is None or (a.unit or "").startswith(b.unit)):
            return False
        measured.add(a.indicator)
    return len(measured) == len(row)


def _tell_again(one: Draft, two: Draft, told: str) -> None:
    a, b = one.figure, two.figure
    if a is None or b is None:
        return
    against, turn = _HELD_AGAINST.search(b.indicator or ""), _TURN.search(told)
    period = b.period
    if not against and a.period:
        year = _YEAR.search(told)
        if year and not (b.period or "").startswith(year[0]):
            period = _YEAR.sub(year[0], a.period)
        elif not year and _YEAR_BEFORE.search(told):
            period = _YEAR.sub(lambda m: str(int(m[0]) - 1), a.period)
    words = one.indicator.base if one.indicator is not None else a.indicator
    if turn and words:
        words = f"{words} {turn[0]}"
    if against and words:
        words = f"{words} {against[0]}"
    two.figure = replace(b, indicator=words, unit=b.unit or a.unit, period=period)
    if two.indicator is not None and one.indicator is not None and words:
        two.indicator = two.indicator._replace(text=words, base=one.indicator.base)


def share_status(drafts: list[Draft], shadow: str, sentence: Span) -> None:
    """Give all numbers of a row the status told of one of them, or weigh them by the target told of it.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        shadow: the text's shadow.
        sentence: where they stand.
    """
    for nth, draft in enumerate(drafts):
        row = drafts[nth : nth + draft.many]
        if draft.many < 2 or draft.order or len(row) < draft.many:
            continue
        low = max(sentence.start, draft.left, draft.numeral.start - _LONGEST)
        if not _IN_TURN.search(shadow, low, draft.numeral.start):
            continue
        told = [d.figure for d in row if d.figure is not None and d.figure.status]
        if not told or len({f.status for f in told}) > 1:
            continue
        for other in row:
            if other.figure is not None and other.figure.role == "result" and not other.figure.status:
                other.figure = _with_status(other.figure, told[0])


def _with_status(figure: Figure, told: Figure) -> Figure:
    """A figure with the status that another of its row has, weighed by the other's target if it has one."""
    target = told.target_value
    if target is None:
        return replace(figure, status=told.status, cues=(*figure.cues, *told.cues[-1:]))
    if figure.unit != told.unit:
        return figure
    less = is_limit((figure.indicator or "").lower())
    met = figure.value <= target if less else figure.value >= target
    return replace(figure, status="met" if met else "missed", target_value=target)
