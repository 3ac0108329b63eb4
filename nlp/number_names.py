"""Numbers that are no figures: names, dates, levels, clocks, addresses; and numbers that are ranks.

The words that decide stand in `data/rules/numerals.json`.
"""

import re

from nlp.endings import ends_in, last_words
from nlp.nouns import known_noun
from nlp.numerals import Numeral
from nlp.rules import pattern, words
from nlp.scanning import Scan

_NAMING = pattern("numerals", "naming")
_WEAK_NAMING = pattern("numerals", "weak naming")
_NAMING_ENDS = last_words(words("numerals", "naming"))
_WEAK_ENDS = last_words(words("numerals", "weak naming"))
_OWN_PLAN = pattern("numerals", "plan in brackets")
_NAME_LIST = pattern("numerals", "name list")
_NAMED_PLACE = pattern("numerals", "named place")
_LARGER_PLACE = pattern("numerals", "larger place")
_STARS = pattern("numerals", "stars")
_BASE_OF_RATE = pattern("numerals", "base of a rate")
_BASE_AFTER = pattern("numerals", "base after")
_NOT_COUNTED = pattern("numerals", "not counted")
_HOUR_BEFORE = pattern("numerals", "hour before")
_HOURS = ("giờ", "h")
_TIME_UNIT = pattern("numerals", "time unit")
_MEASURED_TIME = pattern("numerals", "measured time")
_AVERAGED = pattern("numerals", "averaged over")
_CLASS_BEFORE = pattern("numerals", "class before")
_CLASSED_BY = pattern("numerals", "criteria or points")
_LONG_TIME = re.compile(r"\s*(?:năm|tháng|quý)(?!\w)")
_PASSING_TIME = pattern("numerals", "passing time")
_COMPOUND_AFTER = pattern("numerals", "compound after")
_RANK_BEFORE = pattern("numerals", "rank before")
_RANK_TOLD = re.compile(
    r"\s*\(\s*(?:tăng|giảm|lên|xuống|tụt) \d+ (?:bậc|hạng|vị trí)"
)  # `1/63 (tăng 31 bậc)`
_RANK_ENDS = ("trí", "hạng", "thứ", "top", "tốp", "đầu", "nhóm")
"""What words before a rank end in; far quicker to look for."""
_ORDINAL = pattern("numerals", "ordinal")
_RANK_VERB = pattern("numerals", "rank verb")
_MEMBERS = re.compile(r"\s+(?:tỉnh|thành phố|địa phương|huyện|quận|xã|phường|đơn vị|sở|nước|quốc gia)(?!\w)")
_LEADING_GROUP = pattern("numerals", "leading group")
_GROUP_BEFORE = pattern("numerals", "group before")
_PLACES = pattern("numerals", "places up or down")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|\.(?:vn|com|org|net|gov)(?!\w)\S*"
)
_ADDRESS_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_+")
_PHONE = re.compile(
    r"(?<![\d.,/])(?:\+84\s?|0)\d{2,4}(?:[.\s-]?(?:\d{2,4}|x{2,4})){1,4}(?!\d)|(?<![\d.,/])1[89]00[\s.]?\d{4}(?!\d)"
    r"|(?:điện thoại|sđt|fax|số máy|máy lẻ)\s?(?:số\s?)?:?\s?\d(?:[\s.-]?\d){2,14}(?!\d)"
    r"|(?:hotline|đường dây nóng|tổng đài)[^.;\n\d]{0,60}(?::|số|là)\s?\d(?:[\s.-]?\d){2,14}(?!\d)"
)
_ROUND_THE_CLOCK = re.compile(r"(?<![\d.,/])(?:24/24|24/7|7/7(?= ngày))(?![\d/]|[.,]\d)")
_CLOCK = re.compile(
    r"(?<![\d:.,/])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])|(?<!\w)(?:gmt|utc)\s?[+-]\d\d?(?!\d)"
)
_SYMBOL = re.compile(
    r"(?<!\d)\d{1,6}(?:/\d{4})?/(?:[a-zđ]{1,6}\d{0,2}-[a-zđ0-9&-]+|(?:qđ|nq|tt|nđ|ct|kh|bc|tb|cv|ubnd|hđnd)[\w-]*)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER_YEARS = re.compile(r"(?<!\w)năm (?:(?:19|20)\d\d(?:,\s*|\s+và\s+))+$")
_OF_PEOPLE = re.compile(r"\s*(?:vạn\s+)?dân(?!\w)")
_TODAY = re.compile(
    r"(?:(?:hôm|sáng|chiều|tối) nay|hôm qua|thời điểm)\s*\(?(?:ngày )?\d{1,2}[/.-]\d{1,2}(?![\d/]|[.,-]\d)"
)
_ENUMERATES, _CLOSED_ON = re.compile(r"(?:^|[.;:,]\s*)\($"), re.compile(r"\)[\s.,:;]*[^\W\d_]")
"""Around the place in a list that goes on in a line: `; (8) Người dân …`."""
_LEADING_ZERO = re.compile(r"0\d\d")
_HYPHENED = re.compile(r"[-–][a-zđ\d]")
_MOST_DIGITS = 15
"""A numeral of more digits is a code; and no float holds more of them."""
_CODE = re.compile(rf"(?:\d[.,]?){{{_MOST_DIGITS + 1}}}")


_MASKS = tuple(map(Scan, (_PHONE, _SYMBOL, _CLOCK, _TODAY)))
_ADDRESSES, _CLOCKS = Scan(_ADDRESS), Scan(_ROUND_THE_CLOCK)


def masks(shadow: str) -> bytearray:
    """A byte a character, 1 where a number can be no figure: addresses, phones, document signs."""
    taken = bytearray(len(shadow))
    for match in _ADDRESSES.finditer(shadow):
        start = match.start()
        while start and shadow[start - 1] in _ADDRESS_SIGNS and not taken[start - 1]:
            start -= 1
        taken[start : match.end()] = b"\1" * (match.end() - start)
    for named in _MASKS:
        for match in named.finditer(shadow):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _CLOCKS.finditer(shadow):
        noun = known_noun(shadow, match.end() + 1)
        if noun == match.end() + 1 or shadow[match.end() + 1 : noun] in ("giờ", "ngày"):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return taken


def checked(shadow: str, start: int, numeral: Numeral | None, stop: int | None = None) -> Numeral | None:
    """None for a number that names, dates or orders; ranks get their unit.

    Args:
        shadow: the text's shadow.
        start: of the sentence.
        numeral: a number as written, or None, which stays None.
        stop: of the table's cell in which it stands, whose neighbours say nothing of it.
    """
    if numeral is None or _is_code(shadow, numeral):
        return None
    before = shadow[max(start, numeral.start - 60) : numeral.start]
    far = numeral.after + 80
    after = shadow[numeral.after : far if stop is None else min(stop, far)]
    if numeral.kind not in ("count", "fraction"):
        return numeral
    rank = _RANK_BEFORE.search(before) if before.rstrip().endswith(_RANK_ENDS) else None
    if rank and _ORDINAL.search(before):
        return None
    if rank and rank["top"] and rank["top"].startswith("nhóm") and _MEMBERS.match(after):
        rank = None  # `rơi vào nhóm 16 tỉnh` counts them
    ranked = (rank or numeral.denominator) and _RANK_VERB.search(before)
    if (rank and (rank["top"] or rank["rank"].strip() not in ("thứ", "hạng") or ranked)) or (
        numeral.denominator and ranked
    ):
        return numeral._replace(kind="rank", unit="hạng")
    if numeral.denominator and _RANK_TOLD.match(shadow, numeral.after):
        return numeral._replace(kind="rank", unit="hạng")
    if numeral.kind == "count" and _GROUP_BEFORE.search(before) and _LEADING_GROUP.match(after):
        return numeral._replace(kind="rank", unit="hạng")
    if places := _PLACES.match(after):
        return numeral._replace(kind="rank", unit="bậc", after=numeral.after + places.end())
    classed = numeral.denominator is None and _CLASSED_BY.match(after)
    if classed and (numeral.value_max or classed["more"]) and _CLASS_BEFORE.search(before):
        return None
    if numeral.kind == "count" and not numeral.scaled:
        written = shadow[numeral.start : numeral.end]
        if _names(shadow, before, after, numeral, written) or _dates(shadow, before, after, numeral, written):
            return None
    return numeral


def _is_code(shadow: str, numeral: Numeral) -> bool:
    long = numeral.end - numeral.start > _MOST_DIGITS
    return long and bool(_CODE.search(shadow, numeral.start, numeral.end))


def _names(shadow: str, before: str, after: str, numeral: Numeral, written: str) -> bool:
    """Whether a count is a name, a level, the base of a rate or part of a set phrase."""
    grouped = "." in written and before.endswith("năm ")  # `kế hoạch năm 21.000 lao động`: no year
    if (
        (not grouped and ends_in(before, _NAMING_ENDS) and _NAMING.search(before))
        or _NAME_LIST.search(before)
        or _STARS.match(after)
    ):
        return True
    if before.endswith("(") and _ENUMERATES.search(before) and _CLOSED_ON.match(after):
        return True
    if written.startswith("000") or _LEADING_ZERO.match(written):
        return True
    weak = ends_in(before, _WEAK_ENDS) and _WEAK_NAMING.search(before)
    if (
        weak
        and not (after.startswith(")") and _OWN_PLAN.search(before))
        and _is_name(shadow, before, after, numeral)
    ):
        return True
    if _BASE_OF_RATE.search(before) and (
        (numeral.value in (1000, 10000, 100000) and _BASE_AFTER.match(after))
        or (numeral.value in (1, 100) and _OF_PEOPLE.match(after))
    ):
        return True
    return bool(_COMPOUND_AFTER.match(after) or _HYPHENED.match(after))


def _dates(shadow: str, before: str, after: str, numeral: Numeral, written: str) -> bool:
    """Whether a count is an age, a clock time, a time that passes or a year."""
    timed = _TIME_UNIT.match(after)
    at_an_hour = before.rstrip().endswith(_HOURS) and _HOUR_BEFORE.search(before)
    if _NOT_COUNTED.match(after) or (at_an_hour and not timed):
        return True
    if timed and _AVERAGED.search(before) and _LONG_TIME.match(after):
        return True
    if timed and (not _MEASURED_TIME.search(before) or _PASSING_TIME.match(after)):
        return True
    # a year, written together with the word before it
    if not _YEAR.fullmatch(written):
        return False
    return bool(_AFTER_YEARS.search(before)) or not _counts(shadow, numeral, after)


def _is_name(shadow: str, before: str, after: str, numeral: Numeral) -> bool:
    """`tổ 5` and `kế hoạch 53 về` are names; `các tổ 12 người` and `vượt kế hoạch 17 ha` count."""
    if _NAMED_PLACE.search(before) and _LARGER_PLACE.match(after):
        return True
    return not _counts(shadow, numeral, after)


def _counts(shadow: str, numeral: Numeral, after: str) -> bool:
    """Whether a noun that is counted follows."""
    at = numeral.after + (len(after) - len(after.lstrip()))
    return known_noun(shadow, at) > at
