"""The headline of a plain text: its first short line, when that stands there alone."""

import re
from datetime import date

from corpus.datelines import date_of, of_a_printer

_LINES = 12
"""Lines in which it is decided what the text begins with."""
_WORDS, _LONGEST = (3, 40), 200
_BROKEN = 120
"""Characters of a line that a program may have broken there."""
_CLOSED = (".", ",", ";", ":", "|")
_AGENCY = re.compile(r"^\((?:[A-ZĐ]{2,8}|[\w-]+(?:\.[\w-]+)+)\)[ \t]*[-–—]?[ \t]*(?=\w)")
_NUMBERED = re.compile(
    r"(?:[IVX]{1,5}|\d{1,2}|[a-zđ])[.)][ \t]|[-–—+*•#|=_]|\[?(?:ảnh|hình|bảng|biểu)\b", re.IGNORECASE
)
_BRACKETED = re.compile(r"\([^()]*\)")
_LETTER = re.compile(
    r"(?i:cộng hòa xã hội|độc lập ?[-–] ?tự do|đảng cộng sản việt nam|kính gửi)"
    r"|(?i:số ?:)[ \t]*[\d./…-]|(?i:số)[ \t]+\d+[\w/]*/[A-ZĐ]"
)
"""Lines that only letters and directives begin with."""
_BODY = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI|SỞ|BAN|BỘ|TỔNG CỤC|CỤC|CHI CỤC|CÔNG AN|BẢO HIỂM|ĐẢNG BỘ|CHÍNH PHỦ"
    r"|(?:TỈNH|HUYỆN|THÀNH|THỊ) ỦY|THỦ TƯỚNG|VĂN PHÒNG|PHÒNG|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|VIỆN|KHO BẠC"
    r"|NGÂN HÀNG|LIÊN ĐOÀN|MẶT TRẬN|CỔNG|TRANG|ĐÀI|BÁO|TẠP CHÍ"
    r"|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|PHƯỜNG|XÃ)\b"
)
"""How a letterhead begins in capitals."""


def headline(text: str) -> str | None:
    """The first line, when it stands there as a headline: short, without a full stop, prose after it.

    Lines of dates, of who printed it, and of one or two words (`Kinh tế`) may come before. The head of a
    letter has no headline, nor has a paragraph whose lines were broken.

    Example:
        >>> headline("Nam Định: Kết quả năm 2022\\nBáo Nam Định, 28/12/2022\\n\\nĐến hết tháng 11/2022, …")
        'Nam Định: Kết quả năm 2022'
    """
    lines = [line.strip() for line in text[:6000].split("\n")]
    filled = [at for at, line in enumerate(lines) if line][:_LINES]
    if any(_LETTER.match(lines[at]) for at in filled[:6]):
        return None
    section = False
    for order, at in enumerate(filled[:-1]):
        line = lines[at]
        if _is_about(line):
            continue
        if (
            not section
            and len(line.split()) < _WORDS[0]
            and line[-1] not in _CLOSED
            and not _BODY.match(line)
        ):
            section = True
            continue
        below = filled[order + 1]
        following = [lines[n] for n in filled[order + 1 :] if not _is_about(lines[n])]
        return _titled(line, following, apart=below > at + 1 or _is_about(lines[below]))
    return None


def _is_about(line: str) -> bool:
    """Whether a line tells when or where the text came out."""
    return date_of(line, date.max) is not None or of_a_printer(line)


def _titled(line: str, following: list[str], apart: bool) -> str | None:
    """A line as a headline, given the lines below it; None when it is none.

    Args:
        line: not empty.
        following: the lines below that are no dates, without empty ones.
        apart: whether an empty line or one with a date is between.
    """
    named = _AGENCY.sub("", line)
    words = len(named.split())
    if not following or not _WORDS[0] <= words <= _WORDS[1] or len(named) > _LONGEST:
        return None
    first = named.lstrip("“\"'‘«(")[:1]
    if named.endswith(_CLOSED) or not (first.isupper() or first.isdigit()) or _NUMBERED.match(named):
        return None
    if "|" in named or "\t" in named or _BRACKETED.fullmatch(named) or _heads_a_letter(named):
        return None
    return " ".join(named.split()) if apart or _leads(named, following) else None


def _heads_a_letter(line: str) -> bool:
    """Whether a line is a body in capitals, as above a letter; one that tells something of a time is none."""
    told = ":" in line or any(char.isdigit() for char in line)
    return line.isupper() and _BODY.match(line) is not None and not told


def _leads(line: str, following: list[str]) -> bool:
    """Whether a line right above others is a headline of theirs rather than the first line of a paragraph."""
    below = next((one for one in following if not _BRACKETED.fullmatch(one)), following[0])
    if _NUMBERED.match(below) and "|" not in below:
        return True
    if below[0].islower() or len(below) < len(line) / 2:
        return False
    paragraph = [line, *following[:2]]
    lengths = [len(one) for one in paragraph]
    broken = len(paragraph) == 3 and max(lengths) <= _BROKEN and min(lengths) > 0.75 * max(lengths)
    return not broken or paragraph[1].endswith(".")
