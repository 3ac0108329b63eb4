"""When a question asks about: its periods in EDTF, and how an asked period and a stated one agree."""

import calendar
import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.question_words import Cue, Reading, patterns

_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
    "mot": 1, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "nhất": 1, "nhat": 1,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_NOW = (
    (0, r"năm nay|this year"),
    (-1, r"năm ngoái|năm trước|năm vừa qua|last year"),
    (1, r"năm sau|năm tới|sang năm|next year"),
)


_QUARTER = re.compile(r"(?P<y>\d{4})-(?:04/(?P=y)-06|07/(?P=y)-09|10/(?P=y)-12)")
_REFERENCE = re.compile(
    r"(?:so voi|compared (?:with|to)|than in|than|from|against|(?:that|those) (?:of|in))(?: \w+){0,3} *$"
)
# Before a year that must have run to its end.
_UP_TO = re.compile(r"(?<!\w)(?:het|cuoi|(?:the )?end of(?: the)?|(?:by|until|up to)(?: the)?) ?$")
_WHOLE = re.compile(r"(?:ca nam|het nam|cuoi nam|end of|whole of|full year|all of)(?: nam)? ?$")


# Before a year whose plan is meant: what was done of it may be told before its end (`dự toán cả năm 2025`).
_PLAN_OF = re.compile(
    r"(?<!\w)(?:du toan|ke hoach|chi tieu|muc tieu|nhiem vu)(?: [a-z]+){0,3} (?:cua )?ca nam ?$"
)


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A period in a question: EDTF (the year `XXXX` when none is given) and where it stands.

    `until` when it is only an end (`đến năm 2025`), `reference` when it is only compared with
    (`so với năm 2022`), `whole` when it must have run to its end (`cả năm 2024`, `hết năm 2024`).
    """

    edtf: str
    start: int
    end: int
    until: bool = False
    reference: bool = False
    whole: bool = False


def since(periods: list[AskedPeriod]) -> list[AskedPeriod]:
    """The year after the only one named, when that is only compared with: `tăng mấy điểm so với năm 2022`."""
    if len(periods) != 1 or not periods[0].reference:
        return periods
    if is_quarter(periods[0].edtf) or periods[0].edtf[4:] == "-01/" + periods[0].edtf[:4] + "-03":
        return []  # `lên mấy bậc so với quý IV/2025`
    if not re.fullmatch(r"\d{4}", periods[0].edtf):
        return periods
    return [replace(periods[0], edtf=str(int(periods[0].edtf) + 1), reference=False)]


@cache
def _shapes() -> list[tuple[str, Cue]]:
    return [(name, Cue(rf"(?<!\w){pattern}(?!\w)")) for name, pattern, _ in patterns("periods")]


def find_periods(reading: Reading, today: str | None = None) -> list[AskedPeriod]:
    """The periods a question names, in order; the stretches are taken.

    Args:
        reading: the question.
        today: ISO date, for words like `năm nay`; without it they say nothing.
    """
    out: list[AskedPeriod] = []
    for name, cue in _shapes():
        for match in cue.finditer(reading):
            if any(reading.used[match.start() : match.end()]):
                continue
            edtf = _edtf(name, match)
            if edtf is None:
                continue
            before = reading.bare[max(0, match.start() - 9) : match.start()]
            until = "den" in before.split()[-2:] or match[0].startswith("den ") or before.endswith("by ")
            reference = _REFERENCE.search(reading.bare[: match.start()]) is not None
            if name == "quarter" and (until or _UP_TO.search(reading.bare[: match.start()])):
                edtf = edtf.partition("/")[2]  # `đến hết quý III`: the year up to its end
            led = reading.bare[: match.start("y")] if name == "year" else ""
            whole = _WHOLE.search(led) is not None and not _PLAN_OF.search(led)
            out.append(AskedPeriod(edtf, match.start(), match.end(), until, reference, whole))
            reading.take(match.start(), match.end())
            _take_lead(reading, match.start())
    named = next((p.edtf[:4] for p in out if p.edtf[:4].isdigit()), None)  # `năm 2022 … so với năm trước`
    for shift, words in _NOW:
        now = named if shift else None
        for match in Cue(rf"(?<!\w)(?:{words})(?!\w)").finditer(reading):
            year = now or (today or "")[:4]
            if year and not any(reading.used[match.start() : match.end()]):
                reference = _REFERENCE.search(reading.bare[: match.start()]) is not None
                edtf = str(int(year) + shift)
                out.append(AskedPeriod(edtf, match.start(), match.end(), reference=reference))
            reading.take(match.start(), match.end())
    return sorted(out, key=lambda p: p.start)


# What leads to a time and says nothing of its own (`hồi tháng 4`, `tính tới giữa tháng 10`).
_LEAD = Cue(
    r"(?<!\w)(?:(?:hồi|vào|trong|kể từ|từ|tính tới|tính đến|tính|tới|giữa|đầu|cuối|hết|đến|bước sang"
    r"|bước vào|sang|khoảng|as of|by|in|during|late|early|mid|the end of|end of|autumn|spring|summer) )+$"
)


def _take_lead(reading: Reading, start: int) -> None:
    """Mark the words that lead to a time as understood."""
    before = Reading(reading.text[:start])
    for match in _LEAD.finditer(before):
        reading.take(match.start(), match.end())


_PLANS_YEAR = re.compile(r"(?<!\w)(?:ke hoach|von|du toan)(?: [a-z]+){0,3} $")
_YEARS_PLAN = re.compile(r" (?:[a-z]+ ){0,3}(?:plan|budget|estimate)(?!\w)")


def dated(periods: list[AskedPeriod], plain: str = "") -> list[AskedPeriod]:
    """Days and months without a year in the one year that is named beside them (`năm 2024, đến 22/11`).

    Args:
        periods: of one question, in order.
        plain: the question without accents.

    Returns:
        The periods as they were when none lacks its year, or no single year is named. A plan's year beside a
        day or months of it is left out.
    """
    whole = [p for p in periods if len(p.edtf) == 4 and p.edtf.isdigit() and not p.reference]
    parts = [p for p in periods if p.edtf.count("-") and p.edtf[:4].isdigit()]
    if len(whole) == 1 == len(parts) == len(periods) - 1 and parts[0].edtf[:4] == whole[0].edtf:
        of_a_plan = _PLANS_YEAR.search(plain, 0, whole[0].start) or _YEARS_PLAN.match(plain, whole[0].end)
        if of_a_plan:  # `what share of its 2024 plan must A have disbursed by 30 November 2024`
            return parts
    years = [p for p in periods if len(p.edtf) == 4 and p.edtf.isdigit()]
    open_ = [p for p in periods if p.edtf.startswith("XXXX-")]
    if len(years) != 1 or not open_ or len(years) + len(open_) < len(periods) or years[0].reference:
        return periods
    return [replace(p, edtf=p.edtf.replace("XXXX", years[0].edtf)) for p in open_]


def _edtf(name: str, match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups.get("y") or "XXXX"
    word = groups.get("n")
    n = _count(word) if word else 0
    if name == "year":
        return year
    if name == "span":
        return f"{year}/{groups['y2']}" if int(year) < int(groups["y2"]) else None
    if name == "tospan":  # from a day to some time in a later month
        m, end = _count(groups["n2"]), groups["y2"]
        first = f"{end}-{n:02d}-{int(groups['d']):02d}"
        return f"{first}/{end}-{m:02d}" if 1 <= n < m <= 12 and 1 <= int(groups["d"]) <= 31 else None
    if name == "monthspan":
        m = _count(groups["n2"])
        return f"{year}-{n:02d}/{year}-{m:02d}" if 1 <= n < m <= 12 else None
    if name == "half1":
        return f"{year}-01/{year}-06"
    if name == "half2":
        return f"{year}-07/{year}-12"
    if name == "quarter" and 1 <= n <= 4:
        return f"{year}-{3 * n - 2:02d}/{year}-{3 * n:02d}"
    if name == "months" and 1 <= n <= 12:
        return f"{year}-01/{year}-{n:02d}"
    if name == "month" and 1 <= n <= 12:
        return f"{year}-{n:02d}"
    if name == "dayspan":
        return _stretch(int(groups["d"]), n, year, int(groups["d2"]), _count(groups["n2"]), groups["y2"])
    if name in ("day", "daym") and 1 <= n <= 12 and 1 <= int(groups["d"]) <= 31:
        return f"{year}-{n:02d}-{int(groups['d']):02d}"
    return None


def _stretch(d: int, n: int, year: str, d2: int, n2: int, year2: str) -> str | None:
    """A stretch of days, its first day in the year of its last one when it has none of its own."""
    first, last = (year if year != "XXXX" else year2, n, d), (year2, n2, d2)
    if not all(1 <= m <= 12 and 1 <= day <= 31 for _, m, day in (first, last)) or first >= last:
        return None
    return "/".join(f"{y}-{m:02d}-{day:02d}" for y, m, day in (first, last))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


@cache
def bounds(edtf: str | None) -> tuple[int, int] | None:
    """First and last day of a period as numbers (20241130); None when it isn't known.

    Example:
        >>> bounds("2024-01/2024-06")
        (20240101, 20240630)
    """
    if not edtf:
        return None
    edtf = edtf.replace("?", "").replace("~", "").replace("%", "")
    first, _, last = edtf.partition("/")
    try:
        low = _day(first or last, False)
        high = _day((last if last and last != ".." else first) if "/" in edtf else first, True)
    except ValueError:
        return None
    return (low, high) if low <= high else None


def _day(date: str, last: bool) -> int:
    parts = [int(p) for p in date.split("-")[:3]]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    if not 1 <= month <= 12:
        raise ValueError(date)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return year * 10000 + month * 100 + day


def _days(day: int) -> float:
    return day // 10000 * 365.25 + day // 100 % 100 * 30.44 + day % 100


def is_quarter(edtf: str) -> bool:
    """Whether a period is a later quarter of a year, told by its months."""
    return _QUARTER.fullmatch(edtf) is not None


def agreement(asked: str, stated: str | None, target: bool = False) -> float:
    """How well a stated period answers an asked one: 1 the same, 0 another.

    A part of the asked year answers it; a whole year never answers a half, nor one half the other.
    What is told cumulatively (ten months) and at its end (October, 31 October) agree. A target set
    for a stretch of years answers for its last year.
    """
    if stated is None:
        return 0.5
    if asked.startswith("XXXX"):
        known = bounds(stated)
        if known is None:
            return 0.0
        asked = asked.replace("XXXX", str(known[1] // 10000))
    a, s = bounds(asked), bounds(stated)
    if a is None or s is None:
        return 0.0
    if a == s:
        return 1.0
    if is_quarter(asked) and s[0] < a[0] and s[1] // 10000 == a[1] // 10000 and s[0] != s[1]:
        return 0.0  # a quarter alone is not the year up to its end
    same_end = a[1] // 100 == s[1] // 100
    starts_year = s[0] % 10000 == 101 and s[0] // 10000 == s[1] // 10000
    if a[0] <= s[0] and s[1] <= a[1]:
        whole_year = a[1] - a[0] >= 1000
        if s[0] == s[1] and a[1] // 100 - s[0] // 100 == 1 and a[1] - a[0] >= 200:
            return 0.5  # a day of the month before the last, up to which is counted
        return 0.95 if same_end else (0.85 if whole_year else 0.0)
    if same_end and (a[1] - a[0] < 1100) and (starts_year or s[1] - s[0] < 200) and s[1] % 10000 != 1231:
        return 0.9
    if same_end and s[0] // 10000 < s[1] // 10000:
        return 0.85 if target else 0.6
    if same_end and a[1] - a[0] < 100 and s[1] % 10000 != 1231:  # a stretch that ends in the month asked for
        return 0.7
    common = _days(min(a[1], s[1])) - _days(max(a[0], s[0]))
    if common >= 0.9 * (_days(max(a[1], s[1])) - _days(min(a[0], s[0]))):
        return 0.8
    if s[0] <= a[0] and a[1] <= s[1] and s[1] // 10000 > s[0] // 10000 and a[1] - a[0] >= 1000:
        return 0.55
    if same_end and asked.count("-") == 2:
        return 0.7
    if target and a[1] == s[1] and s[0] <= a[0]:  # what is to be reached by the end of both
        return 0.6
    if a[0] <= s[0] <= a[1] and s[1] - s[0] < 200 and a[1] - a[0] < 200:
        return 0.8
    return 0.0
