"""Whether a time beside a number is the number's own, or that of another told before or after it."""

import re

from nlp.facts import Span
from nlp.periods import PeriodMention
from nlp.rules import pattern
from nlp.scanning import Scan

_DUE = re.compile(r"[\s,]*(?:phải|cần)(?!\w)")  # `đến hết quý III phải xong 30 tỷ đồng`
_TO_THE_NEXT = pattern("times", "goes on to the next")
_SET_FOR_IT = pattern("times", "set for a time after it")
_GOES_ON = re.compile(r"\s*(?:,|và(?!\w)|đồng thời)")
_DONE_BY = pattern("times", "done by")
_WAS_DUE = pattern("times", "was due")
_TURNED = pattern("times", "turns from what was due")
_TURNS = re.compile(r"(?<!\w)(?:trong khi|song|nhưng|tuy|còn|so với)(?!\w)")
_LED = re.compile(r"(?:trong|đến|tới|trước|hết|cuối|vào)(?!\w)")
_CLAUSE_ENDS = re.compile(r"\s*(?:[.;)\n]|$)")
_NUMBER_NEAR = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d[^.;,]{0,40}$")  # no year
_NEXT_ONE = re.compile(r"(?<!\w)và (?:ước |dự kiến |đến |tới |hết |cuối )*$")
"""Before a time that is told with a number of its own: `năm 2023 còn 5,2% và ước năm 2024 còn 4,1%`."""
_DIGIT = re.compile(r"\d")
_UP_TO = re.compile(
    r"(?<!\w)(?:nay|giờ|thời điểm(?: này)?|hiện tại|hết ngày|hôm qua|hôm nay|\d[^\w]*\w*)\s*$"
)
_COLON_NUMBER = re.compile(r"\s*(?::|là|đạt)\s*[^\d();]{0,25}\d")
_EVENT = pattern("times", "event that is dated")
_EVENTS, _DUES = Scan(_EVENT), Scan(_WAS_DUE)
"""Where may begin what few times have before them."""
_NUMBER = re.compile(r"\d[\d.,/]*(?:\s?[-–]\s?\d[\d.,]*)?")
_LEADS_AFTER = re.compile(r"(?:trong|đến|tới|trước|hết|cuối|vào|năm|quý|tháng|ngày)(?!\w)")
_SIGN = re.compile("[,;:]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS_IN_TURN = re.compile(
    r"(?<!\w)năm ((?:(?:19|20)\d\d(?:,\s*|\s+và\s+(?:năm\s+)?)){1,9}(?:19|20)\d\d)(?!\d)[^;\d]{0,60}?"
    r"(?:lần lượt|tương ứng)(?!\w)[^;.\d]{0,30}$"
)
_TOUCHING = 12
"""Characters between a time and a number after it that belong together."""
_NEAR = 60
_FAR = 300
"""Characters between a time and a number beyond which neither tells of the other."""


def closes(mention: PeriodMention, shadow: str) -> bool:
    """Whether a time closes its clause, so that it holds for the number told in it.

    `bàn giao 100% mặt bằng dự án trước ngày 30/6/2024`
    """
    return bool(_LED.match(shadow, mention.start) and _CLAUSE_ENDS.match(shadow, mention.end))


def shut_in(mention: PeriodMention, sentence: Span, start: int, shadow: str) -> bool:
    """Whether a time stands with a number of its own in brackets that are closed before another number.

    `tăng 9,5% (cùng kỳ năm 2017 tăng 19,6%), đóng góp 1,2 điểm %`
    """
    shuts = shadow.find(")", mention.end, start)
    opens = shadow.rfind("(", sentence.start, mention.start) if shuts >= 0 else -1
    if opens < 0 or shadow.find(")", opens, mention.start) >= 0:
        return False
    return bool(_DIGIT.search(shadow, opens, mention.start) or _DIGIT.search(shadow, mention.end, shuts))


def day_of_an_event(mention: PeriodMention, shadow: str) -> bool:
    """Whether a time is the day of an event, alone in brackets: `Tại xã A (26/12), kết quả năm qua gồm …`."""
    if not mention.day or mention.day_end or mention.until:
        return False
    if not _shut(mention, shadow):
        return False
    return not _UP_TO.search(shadow, max(0, mention.start - 24), mention.start - 1)


def of_an_event(mention: PeriodMention, shadow: str) -> bool:
    """Whether a time says when something befell, not what the figures hold for: `sau đợt mưa lũ tháng 11`."""
    low = max(0, mention.start - _NEAR)
    return _EVENTS.may_begin(shadow, low, mention.start) and bool(_EVENT.search(shadow, low, mention.start))


def in_turn(mentions: list[PeriodMention], sentence: Span, start: int, shadow: str) -> PeriodMention | None:
    """The time after the number at `start`, where each number of a sentence is told with the time after it.

    `giải ngân 80% trước ngày 30/11/2024 và 95% vào ngày 31/01/2025`
    """
    if len(mentions) < 2:
        return None
    at, found = sentence.start, None
    for mention in mentions:
        numbers = list(_NUMBER.finditer(shadow, at, mention.start))
        alone = len(numbers) == 1 and not _SIGN.search(shadow, numbers[0].end(), mention.start)
        if not alone or not _LEADS_AFTER.match(shadow, mention.start):
            return None
        found = mention if numbers[0].start() == start else found
        at = mention.end
    return None if _NUMBER.search(shadow, at, sentence.end) else found


def years_in_turn(shadow: str, start: int, at: int, nth: int, many: int) -> int | None:
    """The year of the nth of several numbers, of years told before them: `các năm 2019, 2020 lần lượt là …`.

    Args:
        shadow: the text's shadow.
        start, at: where the sentence and the first of the numbers begin.
        nth, many: the number's place among those told together (from 0), and how many they are.
    """
    told = _YEARS_IN_TURN.search(shadow, start, at) if many > 1 else None
    years = _YEAR.findall(told[1]) if told else []
    return int(years[nth]) if len(years) == many else None


def behind_it(mention: PeriodMention, end: int, shadow: str) -> bool:
    """Whether a time in brackets stands right behind a number that ends at an offset: `16.117 ca (2015)`."""
    return _shut(mention, shadow) and not _NUMBER.search(shadow, end, mention.start)


def _shut(mention: PeriodMention, shadow: str) -> bool:
    """Whether a time is all that brackets hold."""
    if mention.start == 0 or shadow[mention.start - 1] != "(":
        return False
    return ")" in (shadow[mention.end - 1], shadow[mention.end : mention.end + 1])


def told_in_brackets(mention: PeriodMention, sentence: Span, end: int, shadow: str) -> bool:
    """Whether a time stands with a number of its own in brackets behind a number that ends at an offset.

    `bằng 115,7% kế hoạch, tăng 25,3% so với cùng kỳ (9 tháng năm 2017: 90,4%)`
    """
    opens = shadow.rfind("(", end, mention.start)
    if opens < 0 or shadow.find(")", opens, mention.start) >= 0:
        return False
    shuts = shadow.find(")", mention.end, sentence.end)
    return shuts >= 0 and bool(_COLON_NUMBER.match(shadow, mention.end, shuts))


def heads_brackets(mention: PeriodMention, shadow: str) -> bool:
    """Whether a time opens brackets to tell a number of its own in them: `(năm 2017: 190,5%)`."""
    if shadow[mention.start - 1 : mention.start] != "(":
        return False
    shuts = shadow.find(")", mention.end, mention.end + _NEAR)
    return shuts >= 0 and bool(_COLON_NUMBER.match(shadow, mention.end, shuts))


def of_number_before(mention: PeriodMention, sentence: Span, shadow: str) -> bool:
    """Whether a time is that of the number before it, what follows having changed since."""
    if not _shut(mention, shadow) and not _TO_THE_NEXT.match(shadow, mention.end, mention.end + 24):
        return False
    near = _NUMBER_NEAR.search(shadow[max(sentence.start, mention.start - 60) : mention.start])
    return near is not None and not _NEXT_ONE.search(near[0])


def ends_a_clause(mention: PeriodMention, first: PeriodMention, shadow: str) -> bool:
    """Whether a deadline belongs to what stands before it: `xóa hết nhà tạm trước tháng 6 và cấp thêm …`."""
    if mention is first or not shadow.startswith("trước", mention.start):
        return False
    return bool(_GOES_ON.match(shadow, mention.end))


def done_by(last: PeriodMention, end: int, shadow: str) -> bool:
    """Whether the last time of a sentence is by when what a number before it tells is to be done.

    `kiểm tra 100% quán karaoke, hoàn thành trước ngày 20/01/2025`
    """
    if not 0 <= last.start - end < _FAR or (last.day and not last.until) or not closes(last, shadow):
        return False
    return shadow.find(";", end, last.start) < 0 and bool(_DONE_BY.search(shadow, end, last.start))


def was_due(mention: PeriodMention, sentence: Span, start: int, shadow: str) -> bool:
    """Whether a time is when something was due of which a number tells what has become.

    `phải xong trong tháng 6, song khối lượng mới đạt 65%`
    """
    low = max(sentence.start, mention.start - _NEAR)
    due = _WAS_DUE.search(shadow, low, mention.start) if _DUES.may_begin(shadow, low, mention.start) else None
    due = due or _DUE.match(shadow, mention.end)
    return bool(due and _TURNED.search(shadow, mention.end, min(start, mention.end + _FAR)))


def set_for(between: str) -> bool:
    """Whether a number was set for the time after it, by the words between: `55% tỉnh giao quý II`."""
    return bool(_SET_FOR_IT.search(between)) and not _TURNS.search(between)


def told_with(after: PeriodMention, before: PeriodMention, start: int, end: int, shadow: str) -> bool:
    """Whether a year right after a number is the number's, for all that another stands before it.

    `Năm 2023, … tăng từ 3,8% năm 2018`
    """
    if not after.year or after.day or shadow[end : after.start].strip():
        return False
    return start - before.end > _TOUCHING
