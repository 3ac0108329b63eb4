"""When something holds: mentions of time, and what they mean in EDTF (ISO 8601-2:2019, level 0).

Quarters, halves and `11 tháng` are month ranges, a cut-off day is that day, and what the text
leaves open (the year of `9 tháng đầu năm`) stays open until `resolve` is told the passage's year.
"""

import re
from typing import NamedTuple

from nlp.rules import book, pattern, words
from nlp.scanning import Scan


class PeriodMention(NamedTuple):
    """A stretch of text that says when.

    Attributes:
        start, end: its place in the text.
        year, year_end: the years, as far as written here.
        month, month_end, day, day_end: likewise; ranges are inclusive.
        until: it is a cut-off (`đến hết tháng 9`), not a stretch of its own.
        deixis: what an open mention points at: `now` (đến nay), `ytd` (từ đầu năm đến nay),
            `this` (năm nay), `last` (năm ngoái), `next` (năm tới), `same` (cùng kỳ),
            `back` (cùng thời điểm), or empty.
        reference: it is only compared with (`so với cùng kỳ năm 2023`).
    """

    start: int
    end: int
    year: int | None = None
    year_end: int | None = None
    month: int | None = None
    month_end: int | None = None
    day: int | None = None
    day_end: int | None = None
    until: bool = False
    deixis: str = ""
    reference: bool = False


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "giêng": 1, "chạp": 12,
}  # fmt: skip
_SHAPES = tuple(
    (name.partition(":")[0], Scan(pattern("times", name))) for name in book("times") if ":" in name
)
"""The shapes of mentions, the longest reading first."""
# Every mention holds one of these words, or a date in figures; only their surroundings are searched.
_TRIGGERS = Scan(
    re.compile(
        r"(?<!\w)(?:năm|tháng|quý|ngày|nay|kỳ|kì|vụ|hiện|thời điểm|thời gian|giai đoạn|mốc"
        r"|(?:đến|tới|hết|cuối|tầm nhìn) (?:19|20)\d\d|(?:19|20)\d\d(?= là năm))(?!\w)"
        r"|(?<!\d)\d+\s?[/.-]\s?\d"
    )
)
_REACH = 64
_LONGEST = 5
"""Years between two days that nobody reports on as one stretch."""
_CLOSED = pattern("times", "closed at")
_COMPARED = pattern("times", "only compared")
_COMPARING = Scan(_COMPARED)
_SHARE_OF = pattern("times", "share of a time before")
_SET_FOR = pattern("times", "set for")
_SINCE = pattern("times", "since then")
_AGAINST = pattern("times", "against before")
_TELLS = pattern("times", "tells its own")
_AGAIN = Scan(pattern("times", "months told again"))
_NO_STRETCH = re.compile(rf"(?<!\w)(?:{'|'.join(words('times', 'months told again'))})\s+$")
_OPENS = re.compile(r"(?:^|[.\n]\s?)$")
_FROM = re.compile(r"(?<!\w)từ\s+$")
_CARRIED = re.compile(r"\s+(?:sang|chuyển(?: sang| qua)?)(?!\w)")


def find_periods(shadow: str) -> list[PeriodMention]:
    """Every mention of time in a text's shadow, in text order, none overlapping another.

    Example:
        >>> [resolve(m) for m in find_periods("đến hết quý iii/2024 và năm 2025")]
        ['2024-07/2024-09', '2025']
    """
    windows: list[tuple[int, int]] = []
    for trigger in _TRIGGERS.finditer(shadow):
        low, high = max(trigger.start() - _REACH, 0), min(trigger.end() + _REACH, len(shadow))
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    if not windows:
        return []
    taken = bytearray(len(shadow))
    found: list[PeriodMention] = []
    for shape, scan in _SHAPES:
        for match in scan.between(shadow, windows):
            start = match.start()
            while start < match.end() and shadow[start] in "( ":
                start += 1
            if taken.find(1, start, match.end()) >= 0:
                continue
            mention = _read(shape, match, start, shadow)
            if mention is not None:
                taken[start : match.end()] = b"\1" * (match.end() - start)
                found.append(mention)
    first = {m.month_end for m in found if m.month == 1 and m.month_end != 1 and not m.day}
    for match in _AGAIN.between(shadow, windows) if first else ():
        again = _count(match["n"]) in first and taken.find(1, match.start(), match.end()) < 0
        if again and not _NO_STRETCH.search(shadow, max(0, match.start() - 12), match.start()):
            mention = _read("first", match, match.start(), shadow)
            if mention is not None:
                found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else (_WORDS.get(word) or _ROMAN.get(word))


def _read(shape: str, match: re.Match[str], start: int, shadow: str) -> PeriodMention | None:
    got: dict[str, str] = {}
    for name, text in match.groupdict().items():
        if text is not None:
            got.setdefault(name.split("__")[0], text)
    year = int(got["y"]) if got.get("y") else None
    until = bool(got.get("until"))
    base = PeriodMention(start, match.end(), year=year, until=until)
    if shape in ("since", "years", "months", "first", "quarter", "month", "day", "year", "same", "deixis"):
        window = shadow[max(0, start - 64) : start]
        of_it = shape != "same" and window.rstrip().endswith("của")
        if of_it:
            held = _SHARE_OF.search(window)
        else:
            held = _COMPARED.search(window) if _COMPARING.may_begin(shadow, start - 64, start) else None
        # `so với kế hoạch giao năm 2025:` heads what is told of that year
        if held or (_SET_FOR.search(window) and not shadow.startswith(":", match.end())):
            base = base._replace(reference=True)
    month = _count(got.get("m"))
    match shape:
        case "day":
            day = int(got["d"])
            if not (month and 1 <= day <= 31 and 1 <= month <= 12):
                return None
            before = shadow[max(0, start - 12) : start]
            since = shadow[start : start + 3] == "từ " or _SINCE.search(before)
            closed = bool(_CLOSED.search(shadow[max(0, start - 30) : start]))
            return base._replace(
                day=day,
                month=month,
                month_end=month,
                until=until or closed,
                reference=base.reference or bool(since),
            )
        case "days":
            last_day, last_month = int(got["d"] or 0), _count(got.get("m2") or got.get("m"))
            first_year = int(got["y1"]) if got.get("y1") else year
            across = bool(first_year and year and first_year < year)
            if not (
                month and last_month and 1 <= month <= 12 and 1 <= last_month <= 12 and 1 <= last_day <= 31
            ):
                return None
            if month > last_month and not across:
                return None
            if across and first_year and year:
                # `(26/3/1931 - 26/3/2026)` is an anniversary
                base = base._replace(year=first_year, year_end=year, reference=year - first_year > _LONGEST)
            first_day = int(got["d1"] or 0)
            whole = first_day == 1 and last_day >= 28
            return base._replace(
                month=month,
                month_end=last_month,
                day=None if whole else first_day,
                day_end=None if whole else last_day,
            )
        case "years":
            last = got["y2"]
            end = int(last) if len(last) == 4 else (year or 2000) // 100 * 100 + int(last)
            return base._replace(year_end=end) if year and year < end < year + 60 else None
        case "months":
            last_month = _count(got.get("m2"))
            told = month and last_month and (month < last_month or "-" not in match[0])
            return base._replace(month=month, month_end=last_month) if told else None
        case "first":
            return base._replace(month=1, month_end=_count(got["n"]), deixis="" if year else "this")
        case "lasts":
            return base._replace(
                month=13 - (_count(got["n"]) or 6), month_end=12, deixis="" if year else "this"
            )
        case "half":
            first = got["half"] != "cuối"
            return base._replace(month=1 if first else 7, month_end=6 if first else 12)
        case "quarter":
            quarter = _ROMAN.get(got["q"]) or int(got["q"])
            return base._replace(month=3 * quarter - 2, month_end=3 * quarter)
        case "back":
            return base._replace(deixis="back")
        case "month":
            month = 1 if "opening" in got else month
            return base._replace(month=month, month_end=month)
        case "ytd":
            return base._replace(deixis="ytd")
        case "end":
            return base._replace(deixis="this", until=True)
        case "since":
            return base._replace(deixis="since")
        case "same":
            against = _AGAINST.search(shadow[max(0, start - 20) : start])
            tells = _TELLS.match(shadow[match.end() : match.end() + 12]) and not against
            opens = _OPENS.search(shadow[max(0, start - 2) : start])
            aside = shadow[start - 1 : start] == "(" and shadow.startswith(":", match.end())
            told = bool(tells or aside or (opens and shadow.startswith(",", match.end())))
            return base._replace(deixis="same", reference=base.reference or not told)
        case "deixis":
            kind = {"nay": "this", "năm": "this", "sau": "next", "tới": "next"}.get(got["dx"], "last")
            began = _FROM.search(shadow[max(0, start - 6) : start])
            moved = _CARRIED.match(shadow[match.end() : match.end() + 12])
            carried = moved and (began or moved[0].endswith(("chuyển sang", "chuyển qua")))
            compared = bool(match[0].startswith("so với") or carried or (began and kind == "last"))
            return base._replace(deixis=kind, reference=base.reference or compared)
        case "now":
            return base._replace(deixis="now")
        case "year":
            # `vốn kéo dài từ năm 2024 sang`: of which year funds are, not when they were spent
            moved = _CARRIED.match(shadow, match.end(), match.end() + 12)
            since = _FROM.search(shadow[max(0, start - 6) : start])
            return base._replace(reference=base.reference or bool(moved and since))
    return base


def resolve(
    mention: PeriodMention, year: int | None = None, cutoff: tuple[int, int] | None = None
) -> str | None:
    """The mention in EDTF, or None when its year stays unknown.

    Args:
        mention: what was found.
        year: the year that the passage is about, for mentions that name none.
        cutoff: (year, month) up to which the document reports, for `từ đầu năm đến nay`.
    """
    if mention.deixis in ("now", "back"):
        return None
    own = mention.year
    if own is None:
        if year is None:
            return None
        own = year + {"last": -1, "same": -1, "next": 1}.get(mention.deixis, 0)
    if mention.deixis == "ytd" and not (year and own < year):  # `từ đầu năm 2021 đến nay` told in 2023
        return f"{own}-01/{own}-{cutoff[1]:02d}" if cutoff and cutoff[0] == own else f"{own}"
    if mention.deixis in ("since", "ytd"):
        last = max(year or own, cutoff[0] if cutoff else own)
        return f"{own}/{last}" if last > own else f"{own}"
    if mention.month and mention.month_end:
        last = mention.year_end or own
        if mention.day and mention.day_end:
            begin = f"{own}-{mention.month:02d}-{mention.day:02d}"
            return f"{begin}/{last}-{mention.month_end:02d}-{mention.day_end:02d}"
        if last != own:
            return f"{own}-{mention.month:02d}/{last}-{mention.month_end:02d}"
        if mention.day:
            return f"{own}-{mention.month:02d}-{mention.day:02d}"
        if mention.month == mention.month_end:
            return f"{own}-{mention.month:02d}"
        return f"{own}-{mention.month:02d}/{own}-{mention.month_end:02d}"
    if mention.year_end:
        return f"{own}/{mention.year_end}"
    return f"{own}"
