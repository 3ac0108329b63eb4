"""The day on which a document was written, where it says so on a line of its own."""

import re
from collections.abc import Sequence

from nlp.document import Document
from nlp.facts import Directive
from nlp.periods import PeriodMention

Day = tuple[int, int, int]
"""Year, month, day."""

_HEAD = 1500
"""Characters in which such a line stands."""
_LINE = 60
"""Characters of the line besides the day: a place, a newspaper, a weekday."""
_JUST_SIGNED = re.compile(r"(?<!\w)(?:vừa|mới) (?:ký|ban hành|có|ra|phát đi|gửi)(?: ban hành)? $")
_JUST = 30
"""Characters before a directive that say so."""
_PUBLISHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def written_day(
    document: Document, shadow: str, mentions: Sequence[PeriodMention], directives: Sequence[Directive] = ()
) -> Day | None:
    """The day of publication if it is known, else that of a dateline (`Gia Lai, ngày 03 tháng 11 năm 2025`).

    Failing both, that of a directive which the head says has just been signed (`vừa ký Công điện số 5/CĐ-UBND
    ngày 19/7/2025`).

    Args:
        document: its published date is used.
        shadow: the text's shadow.
        mentions: of the text, in its order.
        directives: of the text.
    """
    if document.published and (told := _PUBLISHED.match(document.published)):
        return int(told[1]), int(told[2]), int(told[3])
    for mention in mentions:
        if mention.start > _HEAD:
            break
        if not (mention.year and mention.month and mention.day) or mention.until or mention.day_end:
            continue
        line = shadow.rfind("\n", 0, mention.start) + 1
        end = shadow.find("\n", mention.end)
        rest = shadow[line : mention.start] + shadow[mention.end : end if end >= 0 else len(shadow)]
        if len(rest) <= _LINE and not any(c.isdigit() for c in rest) and "." not in rest:
            return mention.year, mention.month, mention.day
    for directive in directives:
        dated = _PUBLISHED.match(directive.date or "")
        before = max(0, directive.start - _JUST)
        if dated and directive.start < _HEAD and _JUST_SIGNED.search(shadow, before, directive.start):
            return int(dated[1]), int(dated[2]), int(dated[3])
    return None


def lies_after(mention: PeriodMention, written: Day, year: int | None) -> bool:
    """Whether a time had not come when a document was written.

    A month named alone counts from its beginning, one that something is due by from its end.

    Args:
        mention: the time.
        written: when the document was written.
        year: that of a mention without one.
    """
    told = mention.year_end or mention.year or (year if mention.month else None)
    if told is None or mention.reference or mention.deixis in ("now", "ytd", "last", "same", "back"):
        return False
    if not mention.month:
        return told > written[0]
    month = mention.month_end or mention.month
    if mention.day:
        return (told, month, mention.day_end or mention.day) > written
    first = month if mention.until else mention.month
    return (told, first) > written[:2]
