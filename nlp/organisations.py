"""The body a figure is about, when that is not simply the unit."""

import re

from nlp.facts import Span

_NAME = r"(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*|và|,|-|–|&)"
_BODY = re.compile(
    r"(?<!\w)(?:(?:[Nn]gành|Sở|Cục(?: Thuế| Thống kê| Hải quan)?|Chi cục|Phòng|Công an(?: tỉnh| huyện| thành phố| xã| phường)?|Ban Quản lý|Bệnh viện|Trung tâm|Hội|Liên đoàn|Bảo hiểm xã hội|Kho bạc|Ngân hàng|Bưu điện|Viettel|VNPT)"
    r"(?:\s+[A-ZĐÀ-Ỹ][^\s,.;:()]*(?:\s*(?:,|và|-|–)\s*(?=[A-ZĐÀ-Ỹ]))?){1,9}|UBND (?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn)(?:\s+[A-ZĐÀ-Ỹ][^\s,.;:()]*){1,4}|UBND cấp (?:xã|huyện))"
)
_AGENT = re.compile(r"(?:theo|do|của|được|tại|cho|với)\s+$|(?:báo cáo|số liệu|thống kê)[^,;.]{0,20}$", re.IGNORECASE)
_ACTS = re.compile(r"\s*(?:giao|ban hành quyết định|cho biết|thông tin)")


def organisation_of(text: str, shadow: str, sentence: Span, at: int) -> str | None:
    """The body named as the subject before a number in its sentence; None when there is none."""
    found = None
    for match in _BODY.finditer(text, sentence.start, at):
        if not _AGENT.search(shadow, max(sentence.start, match.start() - 30), match.start()) and not _ACTS.match(shadow, match.end()):
            found = match[0].rstrip(" ,–-")
    return found


def leading_body(text: str, start: int, end: int) -> int:
    """Where the words go on after a body that they begin with as their subject.

    Returns:
        `start` when they begin with none, `end` when the body is all there is.
    """
    at = start
    while at < end and text[at].isspace():
        at += 1
    match = _BODY.match(text, at, end)
    if not match:
        return start
    return match.end() if match.end() < end - 3 else end
