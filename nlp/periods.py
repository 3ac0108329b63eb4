"""When something holds: mentions of time, and what they mean in EDTF (ISO 8601-2:2019, level 0).

Quarters, halves and `11 tháng` are month ranges, a cut-off day is that day, and what the text
leaves open (the year of `9 tháng đầu năm`) stays open until `resolve` is told the passage's year.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.document import Document


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A stretch of text that says when.

    Attributes:
        start, end: its place in the text.
        year, year_end: the years, as far as written here.
        month, month_end, day, day_end: likewise; ranges are inclusive.
        until: it is a cut-off (`đến hết tháng 9`), not a stretch of its own.
        deixis: what an open mention points at: `now` (đến nay), `ytd` (từ đầu năm đến nay),
            `this` (năm nay), `last` (năm ngoái), `next` (năm tới), `same` (cùng kỳ), or empty.
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


_Y = r"(?P<y>(?:19|20)\d\d)"
_Y2 = r"(?P<y2>(?:19|20)?\d\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "giêng": 1, "chạp": 12,
}  # fmt: skip
_N = r"(?:mười (?:một|hai)|mười|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|1[0-2]|0?[1-9](?!\d))"
_OF_YEAR = rf"(?:\s*(?:/|-|,?\s+(?:của\s+)?(?:đầu\s+)?năm)\s*{_Y})?"
_UNTIL = r"(?P<until>(?:(?:tính|lũy kế|luỹ kế|cập nhật)\s+)?(?:đến|tới)\s+(?:hết|cuối|thời điểm|thời điểm cuối)?\s*|(?:hết|cuối|trước)\s+)?"
# One alternative a shape: its name, a word without which it cannot be there, its pattern; the longest reading
# first. Names of groups are shared through `_read`.
_SHAPES: tuple[tuple[str, str, str], ...] = (
    # từ ngày 1/7 đến (hết) ngày 30/9/2025
    ("days", "từ", rf"từ\s+(?:ngày\s+)?(?P<d1>[0-3]?\d)/(?P<m>[01]?\d)(?:/(?P<y1>(?:19|20)\d\d))?\s+(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?(?P<d>[0-3]?\d)/(?P<m2>[01]?\d)(?:/{_Y})?(?![\d/])"),
    # ngày 15 tháng 11 năm 2024
    ("day", "ngày", rf"{_UNTIL}(?:ngày\s+)(?P<d>[0-3]?\d)\s+tháng\s+(?P<m>{_N})(?:\s*(?:,\s*)?năm\s+{_Y}|\s*/\s*{_Y})?"),
    # 15/11/2024, ngày 15-11-2024, ngày 30.9.2024
    ("day", "", rf"{_UNTIL}(?:(?:ngày|hôm|sáng|chiều|tối)\s+){{0,3}}(?<![\d/,.])(?P<d>[0-3]?\d)\s?[/.-]\s?(?P<m>[01]?\d)\s?[/.-]\s?{_Y}(?!\d)"),
    # 30/4 - 1/5/2025
    ("days", "/", rf"(?<![\d/,.])(?P<d1>[0-3]?\d)/(?P<m>[01]?\d)\s*(?:-|đến)\s*(?P<d>[0-3]?\d)/(?P<m2>[01]?\d)(?:/{_Y})?(?![\d/])"),
    # ngày 15/11, sáng 22/11, (22/11)
    ("day", "", rf"{_UNTIL}(?:(?:ngày|sáng|chiều|tối|trưa|đêm|hôm)\s+){{1,3}}(?:ngày\s+)?(?P<d>[0-3]?\d)\s?[/-]\s?(?P<m>[01]?\d)(?![\d/]|,\d)"),
    ("day", "", r"(?:(?P<until>(?:tính\s+)?đến(?:\s+hết)?|hết|trước)|từ|dịp)\s+(?P<d>[0-3]?\d)/(?P<m>0?[1-9]|1[0-2])(?![\d/%]|,\d|\s*(?:xã|phường|huyện|chỉ|nhiệm|thủ))"),
    ("day", "(", r"\((?P<d>[0-3]?\d)/(?P<m>0?[1-9]|1[0-2])\)"),
    # giai đoạn 2021-2025, nhiệm kỳ 2020 - 2025, năm học 2023-2024, từ năm 2020 đến (hết) năm 2024
    ("years", "", rf"(?:(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|niên khóa|trong các năm|các năm|những năm)\s+(?:từ\s+)?(?:năm\s+)?){_Y}\s*(?:-|đến|và|,)\s*(?:hết\s+)?(?:năm\s+)?{_Y2}(?!\d)"),
    ("years", "từ", rf"từ\s+(?:đầu\s+)?năm\s+{_Y}\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?{_Y2}(?!\d)"),
    ("years", "-", rf"(?:trong\s+)?năm\s+{_Y}\s*-\s*{_Y2}(?!\d)"),
    # từ tháng 1 đến tháng 9 năm 2024
    ("months", "tháng", rf"từ\s+(?:đầu\s+)?tháng\s+(?P<m>{_N})\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?tháng\s+(?P<m2>{_N}){_OF_YEAR}"),
    # 11 tháng (đầu) năm 2024, sáu tháng đầu năm
    ("first", "tháng", rf"(?P<n>{_N})\s+tháng\s*(?:đầu|của|trong)?\s*(?:năm)?(?:\s*(?:/|năm)?\s*{_Y})"),
    ("first", "tháng", rf"(?P<n>{_N})\s+tháng\s+đầu(?:\s+năm(?:\s+(?P<this>nay))?|(?=\s*[,.;:)]|\s+(?:toàn|tỉnh|cả|đã|đạt|có|ước|của)\s))"),
    ("lasts", "cuối", rf"(?P<n>{_N})\s+tháng\s+cuối(?:\s+năm)?(?:\s*{_Y})?"),
    ("first", "tháng", rf"(?:(?:trong|qua|hết|lũy kế|kết quả|đánh giá|ước)\s+(?P<n>0?[2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: một)?)|sau\s+(?P<n>0?[5-9]|1[01]|sáu|bảy|tám|chín|mười(?: một)?))\s+tháng(?!\s+(?:qua|gần|tới|liên|trước|tuổi|nữa|kể|sau|thực|triển|vận|hoạt|nghỉ|làm))(?=[\s,.;:])"),
    # sáu tháng qua, kế hoạch nửa năm
    ("first", "tháng", r"(?P<n>sáu|6)\s+tháng\s+qua(?=\s*[,.;:?])"),
    ("half", "nửa", r"(?<=kế hoạch )(?P<half>nửa) năm(?=\s*(?:là|:|,))"),
    # nửa đầu năm 2024
    ("half", "nửa", rf"(?:trong\s+)?nửa\s+(?P<half>đầu|cuối)\s+năm(?:\s+{_Y})?"),
    # quý III/2024, quý I và quý II, hết quý III
    ("quarter", "quý", rf"{_UNTIL}(?:trong\s+)?quý\s+(?P<q>iv|i{{1,3}}|[1-4]|một|hai|ba|tư|bốn)(?!\w)(?:\s*(?:/|-|,?\s+năm)\s*{_Y})?"),
    # tháng 11/2024, hết tháng 9, tháng 6 năm 2024
    ("month", "tháng", rf"{_UNTIL}(?:trong\s+|từ\s+)?(?<!cách mạng )tháng\s+(?P<m>{_N})(?!\w|[.,]\d)(?:\s*(?:/|-|,?\s+năm)\s*{_Y})?"),
    ("month", "/", rf"(?<![\d/,.])(?P<m>0?[1-9]|1[0-2])/{_Y}(?![\d/])"),
    # từ đầu năm (2024) đến nay
    ("ytd", "từ", rf"(?:tính\s+)?từ\s+(?:đầu|ngày đầu)\s+năm(?:\s+{_Y})?(?:\s+nay)?\s+(?:đến|tới)\s+(?:nay|thời điểm này|thời điểm hiện tại|thời điểm báo cáo)"),
    ("ytd", "", r"(?:lũy kế|luỹ kế|tính|cộng dồn)\s+(?:từ\s+)?(?:đầu\s+)?(?:năm|năm nay)(?=[\s,])(?!\s+(?:19|20)\d\d)|từ\s+đầu\s+năm(?:\s+nay)?(?!\s+(?:19|20)\d\d)(?=[\s,.])"),
    ("since", "từ", rf"từ\s+(?:đầu\s+)?năm\s+{_Y}\s+(?:đến|tới)\s+nay"),
    # cùng kỳ năm 2023, cùng kỳ năm trước, cùng kỳ
    ("same", "cùng", rf"cùng\s+(?:kỳ|thời điểm|thời gian)(?:\s+(?:của\s+)?(?:năm\s+(?:{_Y}|(?P<last>trước|ngoái))|{_Y}))?"),
    # đến năm 2025, hết năm 2024, năm 2024, cả năm 2024, vào 2030
    ("year", "năm", rf"{_UNTIL}(?:trong\s+|cả\s+|vào\s+|của\s+)?năm\s+(?:học\s+|ngân sách\s+)?{_Y}(?!\d|/qđ|/nq)"),
    ("end", "năm", r"(?:đến|tới)\s+(?:hết|cuối)\s+năm(?:\s+nay)?(?=\s*[,.;)]|\s+(?:đạt|có|phải|mới|tỷ|toàn|hoàn|100))"),
    ("year", "", rf"(?:đến|tới|hết|cuối|tầm nhìn)\s+{_Y}(?!\d|[/.,]\d)"),
    # năm ngoái, năm nay, năm tới
    ("deixis", "năm", r"(?:trong\s+|cả\s+|so với\s+)?năm\s+(?P<dx>nay|ngoái|trước|sau|tới)(?!\w)"),
    # đến nay, hiện nay
    ("now", "", r"(?:tính\s+)?(?:đến|tới)\s+(?:thời điểm\s+)?(?:nay|này|hiện tại|hiện nay)(?!\w)|hiện\s+(?:nay|tại)(?!\w)|(?<!thực )(?<!thể )(?<!xuất )(?<!phát )(?<!biểu )(?<!tái )hiện(?=\s+(?:toàn|có|cả|trên|đã|mới|còn|vẫn|,)|,)|(?:đến|tới)\s+thời điểm\s+(?:này|hiện tại|báo cáo)"),
)  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a shape; a group that stands twice in it gets a numbered name."""
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return f"(?P<{match[1]}{'_' * 2 + str(seen[match[1]]) if seen[match[1]] > 1 else ''}>"

    return re.compile(r"(?<!\w)(?:" + re.sub(r"\(\?P<(\w+)>", rename, pattern) + ")")


_COMPILED = tuple((name, needed, _compile(pattern)) for name, needed, pattern in _SHAPES)
# Every mention holds one of these words, or a date in figures; only their surroundings are searched.
_TRIGGER = re.compile(r"(?<!\w)(?:năm|tháng|quý|ngày|nay|kỳ|hiện|thời điểm|thời gian|(?:đến|tới|hết|cuối|tầm nhìn) (?:19|20)\d\d)(?!\w)|\d\s?[/.-]\s?\d")
_REACH = 64
_COMPARED = re.compile(
    r"(?:so (?:với|cùng)|bằng \S{1,8} (?:của|so)|tăng so với|giảm so với|của|như)\s+(?:mức\s+)?"
    r"(?:(?:bình quân|trung bình|kết quả|số liệu|thực hiện|mức|con số|thời điểm|ngày)\s+(?:của\s+)?)*(?:trong\s+)?$"
)


def find_periods(shadow: str) -> list[PeriodMention]:
    """Every mention of time in a text's shadow, in text order, none overlapping another.

    Example:
        >>> [resolve(m) for m in find_periods("đến hết quý iii/2024 và năm 2025")]
        ['2024-07/2024-09', '2025']
    """
    windows: list[list[int]] = []
    for trigger in _TRIGGER.finditer(shadow):
        low, high = max(trigger.start() - _REACH, 0), min(trigger.end() + _REACH, len(shadow))
        if windows and low <= windows[-1][1]:
            windows[-1][1] = high
        else:
            windows.append([low, high])
    taken = bytearray(len(shadow))
    found: list[PeriodMention] = []
    for low, high in windows:
        window = shadow[low:high]
        for shape, needed, pattern in _COMPILED:
            if needed not in window:
                continue
            for match in pattern.finditer(shadow, low, high):
                start = match.start()
                while start < match.end() and shadow[start] in "( ":
                    start += 1
                if any(taken[start : match.end()]):
                    continue
                mention = _read(shape, match, start, shadow)
                if mention is not None:
                    taken[start : match.end()] = b"\1" * (match.end() - start)
                    found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else (_WORDS.get(word) or _ROMAN.get(word))


def _read(shape: str, match: re.Match[str], start: int, shadow: str) -> PeriodMention | None:
    got: dict[str, str | None] = {}
    for name, text in match.groupdict().items():
        if text is not None:
            got.setdefault(name.split("__")[0], text)
    year = int(got["y"]) if got.get("y") else None
    until = bool(got.get("until"))
    base = PeriodMention(start, match.end(), year=year, until=until)
    if shape in ("since", "years", "months", "first", "quarter", "month", "day", "year", "same", "deixis"):
        window = shadow[max(0, start - 40) : start]
        if _COMPARED.search(window) and not (shape != "same" and window.rstrip().endswith("của")):
            base = replace(base, reference=True)
    month = _count(got.get("m"))
    match shape:
        case "day":
            day = int(got["d"])
            if not (month and 1 <= day <= 31 and 1 <= month <= 12):
                return None
            since = shadow[start : start + 3] == "từ " or re.search(r"(?:từ|kể từ|sinh|ký|ban hành|hiệu lực)\s+$", shadow[max(0, start - 12) : start])
            return replace(base, day=day, month=month, month_end=month, reference=base.reference or bool(since))
        case "days":
            last_day, last_month = int(got["d"] or 0), _count(got.get("m2"))
            first_year = int(got["y1"]) if got.get("y1") else year
            across = bool(first_year and year and first_year < year)
            if not (month and last_month and 1 <= month <= 12 and 1 <= last_month <= 12 and 1 <= last_day <= 31):
                return None
            if month > last_month and not across:
                return None
            if across:
                base = replace(base, year=first_year, year_end=year)
            first_day = int(got["d1"] or 0)
            whole = first_day == 1 and last_day >= 28
            return replace(base, month=month, month_end=last_month, day=None if whole else first_day, day_end=None if whole else last_day)
        case "years":
            last = got["y2"]
            end = int(last) if len(last) == 4 else (year or 2000) // 100 * 100 + int(last)
            return replace(base, year_end=end) if year and year < end < year + 60 else None
        case "months":
            last_month = _count(got.get("m2"))
            return replace(base, month=month, month_end=last_month) if month and last_month else None
        case "first":
            return replace(base, month=1, month_end=_count(got["n"]), deixis="" if year else "this")
        case "lasts":
            return replace(base, month=13 - (_count(got["n"]) or 6), month_end=12, deixis="" if year else "this")
        case "half":
            first = got["half"] != "cuối"
            return replace(base, month=1 if first else 7, month_end=6 if first else 12)
        case "quarter":
            quarter = _ROMAN.get(got["q"]) or int(got["q"])
            return replace(base, month=3 * quarter - 2, month_end=3 * quarter)
        case "month":
            return replace(base, month=month, month_end=month)
        case "ytd":
            return replace(base, deixis="ytd")
        case "end":
            return replace(base, deixis="this", until=True)
        case "since":
            return replace(base, deixis="since")
        case "same":
            against = re.search(r"(?<!\w)(?:kém|hơn|tăng|giảm|vượt|bằng|gấp|so với|so)\s+(?:\S+\s+)?$", shadow[max(0, start - 20) : start])
            tells = not against and re.match(r"\s*(?:,\s*)?(?:là|đạt|chỉ|có|mới|giải ngân|\d|ở mức)(?!\w)", shadow[match.end() : match.end() + 12])
            tells = tells or bool(re.search(r"(?:^|[.\n]\s?)$", shadow[max(0, start - 2) : start]) and shadow.startswith(",", match.end()))
            return replace(base, deixis="same", reference=base.reference or not tells)
        case "deixis":
            kind = {"nay": "this", "sau": "next", "tới": "next"}.get(got["dx"], "last")
            carried = re.search(r"(?<!\w)từ\s+$", shadow[max(0, start - 6) : start]) and re.match(r"\s+(?:sang|chuyển)(?!\w)", shadow[match.end() : match.end() + 10])
            return replace(base, deixis=kind, reference=base.reference or match[0].startswith("so với") or bool(carried))
        case "now":
            return replace(base, deixis="now")
    return base


def resolve(mention: PeriodMention, year: int | None = None, cutoff: tuple[int, int] | None = None) -> str | None:
    """The mention in EDTF, or None when its year stays unknown.

    Args:
        mention: what was found.
        year: the year that the passage is about, for mentions that name none.
        cutoff: (year, month) up to which the document reports, for `từ đầu năm đến nay`.
    """
    if mention.deixis == "now":
        return None
    own = mention.year
    if own is None:
        if year is None:
            return None
        own = year + {"last": -1, "same": -1, "next": 1}.get(mention.deixis, 0)
    if mention.deixis == "ytd":
        return f"{own}-01/{own}-{cutoff[1]:02d}" if cutoff and cutoff[0] == own else f"{own}"
    if mention.deixis == "since":
        return f"{own}/{cutoff[0]}" if cutoff and cutoff[0] > own else f"{own}"
    if mention.month and mention.month_end:
        last = mention.year_end or own
        if mention.day and mention.day_end:
            return f"{own}-{mention.month:02d}-{mention.day:02d}/{last}-{mention.month_end:02d}-{mention.day_end:02d}"
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


_PLANNED = re.compile(r"[^.;]{0,50}?(?<!\w)(?:mục tiêu|phấn đấu|sẽ|chỉ tiêu|đặt|dự kiến|kế hoạch)(?!\w)")


def home_year(
    document: Document,
    mentions: list[PeriodMention],
    shadow: str = "",
    titled: Sequence[PeriodMention] = (),
    issued: Sequence[int] = (),
) -> tuple[int | None, tuple[int, int] | None]:
    """The year that a document reports on, and the month up to which it does, if it says so.

    The published date counts first; without one, the year that is mentioned most and is not only
    compared with nor only planned for. Nothing is taken from outside the document.

    Args:
        document: its published date is used.
        mentions: of its text, those in titles of directives left out.
        shadow: the text's shadow, to tell plans from reports.
        titled: mentions in titles of directives that name their year.
        issued: the years in which the directives it mentions were issued.

    Returns:
        (year, (year, month)), either of them None when unknown.
    """
    month: tuple[int, int] | None = None
    if document.published and re.match(r"\d{4}", document.published):
        year: int | None = int(document.published[:4])
        if len(document.published) >= 7:
            month = (int(document.published[:4]), int(document.published[5:7]))
    else:
        votes: dict[int, float] = {}
        first = True
        for m in (*mentions, *titled):
            if m.year is None or (m.year_end and not m.month) or m.year > 2100:
                continue
            weight = 0.2 if m.reference else 1.0
            if m.day and not m.until and not m.day_end:
                weight *= 0.25  # the day of an event, not what is reported on
            ahead = _PLANNED.match(shadow, m.end) or shadow.endswith("sang ", 0, m.start)
            if not m.month and ahead and m not in titled:
                weight = 0.3
            weight *= 2.0 if m.month else 1.0
            if m.until and not m.month:
                continue
            target = m.year + 1 if m.deixis == "same" else m.year_end or m.year
            weight *= 1.2 - 0.6 * m.start / max(len(shadow), 1)  # plans stand at the end
            if first and m not in titled and not m.reference and not (m.day and not m.day_end):
                weight, first = weight + 0.5, False
            votes[target] = votes.get(target, 0.0) + (1.0 if m.deixis == "same" else weight)
            if m.reference and m.deixis != "same" and not m.month:
                votes[m.year + 1] = votes.get(m.year + 1, 0.0) + 0.3  # compared with the year before
        for issue in issued:
            votes[issue] = votes.get(issue, 0.0) + 0.4
        year = max(votes, key=lambda y: (votes[y], y)) if votes else None
    if month is None:
        seen = [(m.year_end or m.year, m.month_end) for m in mentions if (m.year_end or m.year) == year and m.month_end and not m.reference]
        month = max(((y, e) for y, e in seen if y and e), default=None)
    return year, month
