"""The day a plain text came out, where a line of its own says so: `Báo Nam Định, 28/12/2022`.

Periods of facts depend on this day, so a line counts only when it holds nothing but a date and what stands
beside one in a newspaper: a weekday, an hour, `Ngày đăng`, who printed or wrote it, a place. Days that prose
tells of, that directives bear or that numbers are counted up to are none of it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from nlp.document import Document

HEAD = 6
"""Lines at the beginning that may hold the date, as far as they are no prose."""
FOOT = 3
"""Lines at the end that may hold it."""
_LONG = 160
"""Characters of a line that is prose whatever it ends with."""
_EARLIEST = 1945

_D = r"(?P<d>\d{1,2})"
_M = r"(?P<m>\d{1,2})"
_Y = r"(?P<y>(?:19|20)\d\d)"
_DAY = re.compile(
    rf"(?<![\d/.-]){_D} ?(?P<s>[-/.]) ?{_M} ?(?P=s) ?{_Y}(?![\d/-])"
    rf"|(?<![\d/.-])(?P<d2>\d{{1,2}}) tháng (?P<m2>\d{{1,2}}),?(?: năm)? (?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d/.-])(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?!\d)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_HOUR = r"\d{1,2}(?::\d\d(?::\d\d)?|h\d\d|h| giờ(?: \d\d(?: phút)?)?)(?: ?[ap]m)?(?: ?\(?gmt ?\+? ?7\)?)?"
_HOURS = re.compile(rf"\b(?:{_WEEKDAY}|{_HOUR}|gmt ?\+ ?7)(?!\w)", re.IGNORECASE)
"""Weekday and hour, which say nothing beside a date."""
_DAY_WORD = re.compile(r"(?:^|(?<=\W))ngày ?:?[ ,]*$", re.IGNORECASE)
_APART = (",", "-", "–", "—", "|", ")", "")
_TRIMMING = " \t,;:.|-–—()[]•*_"
_OUT = re.compile(
    r"\b(?:(?:(?:tin|bài|bài viết|được) )?(?:đăng(?: tải)?|xuất bản)|số ra"
    r"|(?:ngày|thời gian) (?:đăng(?: tải| bài| tin)?|xuất bản|phát hành))(?: (?:vào|lúc|vào lúc))?[ :,]*$",
    re.IGNORECASE,
)
_RENEWED = re.compile(
    r"\b(?:(?:ngày|thời gian) )?cập nhật(?: (?:lần cuối|mới nhất))?(?: (?:vào|lúc|vào lúc))?[ :,]*$",
    re.IGNORECASE,
)
_PUT_ON = re.compile(r"(?:(?:tin|bài|bài viết) )?đăng (?:trên|tại) (?P<where>.+)", re.IGNORECASE)
_PRINTED_BY = re.compile(
    r"(?:(?:theo|nguồn)(?: ?:)? )?"
    r"(?P<kind>báo(?! cáo| hiệu| động)|tạp chí|thời báo|cổng(?: thông tin| ttđt| tin)|bản tin(?! từ)|vov|vtv"
    r"|trang (?:thông tin|tin|ttđt)|đài (?:phát thanh|pt|truyền|ttth)|thông tấn xã|ttxvn)\b"
    r"(?P<name>(?:[ \-–.,&()]{1,3}[^\W\d_]+){0,14})",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"\(?[a-z][\w-]*(?:\.[a-z][\w-]+)+\)?|\([A-ZĐ]{2,8}\)", re.IGNORECASE)
_NAMES = re.compile(
    r"(?:(?:bài|tin|ảnh|bài, ảnh|tin, ảnh|tác giả|thực hiện|theo) ?:? )?"
    r"(?P<words>[^\W\d_][\w.]*(?:[ \-–&,]{1,3}[^\W\d_][\w.]*){0,6})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_THIS_YEAR = re.compile(r"(?<!\w)(?:năm nay|từ đầu năm đến nay)(?!\w)", re.IGNORECASE)
_IN_BRACKETS = r"\([^()\n]{0,40}?(?:19|20)\d\d\)"
_OPENING = re.compile(
    rf"(?:(?P<date>\(?[^()\n]{{0,40}}?{_Y}\)?) ?[-–—] ?|(?P<brackets>{_IN_BRACKETS}) )(?P<next>[^\W\d_])"
)
_LISTED = re.compile(
    r"^[ \t]*(?:ngày )?(\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{4})[ \t]*(:?$|[-–—:])",
    re.IGNORECASE | re.MULTILINE,
)


SAID, BESIDE, RENEWED = 2, 1, 0
"""How surely a day is that of publication: a line says so, stands as such lines do, tells of a change."""


@dataclass(frozen=True, slots=True)
class _Told:
    day: str
    sure: int


def published(text: str, today: date) -> str | None:
    """The ISO date on which a text says it came out; None when it doesn't, or names several days.

    Args:
        text: stored text.
        today: no later day is believed.

    Example:
        >>> published("Xã A về đích\\nBáo Nam Định, 28/12/2022\\n\\nĐến ngày 1/12/2022, …", date(2024, 1, 1))
        '2022-12-28'
    """
    lines = [line for line in text[:6000].split("\n", 60) if line.strip()]
    told: list[_Told] = []
    for line in lines[:HEAD]:
        whole = date_of(line, today)
        if whole is not None:
            told.append(whole)
        elif (opening := _opening(line, today)) is not None:
            told.append(opening)
            break
        elif is_prose(line):
            break
    if not told:
        last = [line for line in text[-2000:].split("\n") if line.strip()][-FOOT:]
        told = [t for line in last if (t := date_of(line, today, bare=False)) is not None]
    surest = {t for t in told if t.sure == max(t.sure for t in told)}
    if len({t.day for t in surest}) != 1:
        return None
    found = surest.pop()
    return None if found.sure == BESIDE and _tells_of_days(text) else found.day


def left_to_text(document: Document) -> Document:
    """A document as its facts are read: a day that its text tells by itself is left to the text.

    A date from outside says of which year a document reports, whatever the text tells most. A day below the
    headline says less: what comes out in January reports on the year before. The reader of facts weighs it
    with the other times, since it stands in the text.
    """
    day = document.published
    if day is None or len(day) < len("2024-11-22"):
        return document
    told = published(document.text, date.fromisoformat(day))
    this_year = _THIS_YEAR.search(document.text)  # of which it speaks is the year in which it came out
    return replace(document, published=None) if told == day and not this_year else document


def _tells_of_days(text: str) -> bool:
    """Whether lines begin with one day after the other, as in a chronicle or a schedule."""
    days: dict[bool, set[str]] = {True: set(), False: set()}
    for match in _LISTED.finditer(text):
        days[not match[2]].add(match[1])
    return any(len(found) > 1 for found in days.values())


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph rather than a title, a name or a date."""
    line = line.strip().rstrip('”"»)')
    return len(line) > _LONG or (line.endswith(".") and len(line.split()) > 12) or line.endswith((";", ":"))


def date_of(line: str, today: date, *, bare: bool = True) -> _Told | None:
    """The day that a line of its own tells; None when it holds anything else.

    Args:
        line: one line of a text.
        today: no later day is believed.
        bare: whether a date alone is enough, as it is below a title but not among the last lines.
    """
    line = " ".join(line.split())
    found = list(_DAY.finditer(line[:200]))
    if len(found) != 1 or len(line) > 160:
        return None
    match = found[0]
    day = _iso(match, today)
    if day is None:
        return None
    before, after = line[: match.start()], line[match.end() :]
    if after.rstrip().endswith(":"):
        return None
    bracketed = before.startswith("(") and after.endswith(")") and "(" not in after
    shorter = [_HOURS.sub("", part) for part in (before, after)]
    timed = shorter != [before, after]
    before, after = _DAY_WORD.sub("", shorter[0]).rstrip(), shorter[1].strip(_TRIMMING)
    apart = before[-1:] in _APART
    label, before = _labelled(before.strip(_TRIMMING))
    if label is None and not before and not after:
        return _Told(day, BESIDE) if timed or (bare and not bracketed) else None
    if not (_beside(before, apart or label is not None) and _beside(after)):
        return None
    return _Told(day, BESIDE if label is None else label)


def _labelled(before: str) -> tuple[int | None, str]:
    """What the last words before a date say of it, and the words before these."""
    placed = _PUT_ON.fullmatch(before)
    if placed is not None:
        return SAID, placed["where"]
    for label, sure in ((_OUT, SAID), (_RENEWED, RENEWED)):
        match = label.search(before)
        if match is not None:
            return sure, before[: match.start()].strip(_TRIMMING)
    return None, before


def _beside(words: str, apart: bool = True) -> bool:
    """Whether words are those of a printer, a writer or a place, or none at all.

    Args:
        words: what stands before or after a date.
        apart: whether a comma or the like is between; without one, only names of printers do.
    """
    if not words or _DOMAIN.fullmatch(words):
        return True
    writer, mark, printer = words.partition("(")
    if mark:
        return _named(writer.strip(_TRIMMING)) and bool(_PRINTED_BY.fullmatch(printer.strip(_TRIMMING)))
    printed = _PRINTED_BY.fullmatch(words)
    if printed is not None:
        return apart or _capital(printed["name"])
    return apart and _named(words)


def of_a_printer(line: str) -> bool:
    """Whether a line holds nothing but the name of a newspaper or a site: `Báo Nam Định`, `baohatinh.vn`."""
    words = " ".join(line.split()).strip(_TRIMMING)
    printed = _PRINTED_BY.fullmatch(words)
    if printed is None or printed["kind"].lower() == "bản tin":  # one issue's name rather than who printed it
        return bool(_DOMAIN.fullmatch(words))
    return _capital(printed["name"])


def _named(words: str) -> bool:
    """Whether words are a name or two, as of a place or of who wrote it: `Lạng Sơn`, `H.Lâm - T.Vinh`."""
    match = _NAMES.fullmatch(words)
    if match is None or (len(match["words"].split()) > 2 and match["words"].isupper()):
        return False
    return _capital(match["words"])


def _capital(words: str) -> bool:
    return all(word[0].isupper() for word in _WORD.findall(words))


def _opening(line: str, today: date) -> _Told | None:
    """The day before the first paragraph: `08/11/2022 - Với tỷ lệ …`, `(Hải Dương, 28/7/2015) Sáng …`."""
    match = _OPENING.match(line.strip())
    if match is None or not match["next"].isupper():
        return None
    return date_of((match["date"] or match["brackets"]).strip("() "), today)


def _iso(match: re.Match[str], today: date) -> str | None:
    year, month, day = (next(g for g in match.group(n, f"{n}2", f"{n}3") if g) for n in "ymd")
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _EARLIEST and found <= today else None
