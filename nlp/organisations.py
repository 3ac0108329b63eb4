"""The body a figure is about, when that is not simply the unit: `Sở Xây dựng`, `ngành Y tế`.

Names of bodies capitalise only the first syllable of each word (`Giáo dục và Đào tạo`), so their
fields come from a list; what a body has in its name besides is read as capitalised words.
"""

import json
import re
from functools import cache
from importlib.resources import files

from nlp.alternation import alternatives
from nlp.facts import Span
from nlp.scanning import Scan

_LETTERS = (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
UPPER = "".join(c for c in map(chr, _LETTERS) if c.isupper())


@cache
def _scan() -> Scan:
    data = json.loads(files("nlp").joinpath("data/organisations.json").read_text(encoding="utf-8"))
    names = sorted((re.escape(f) for f in data["fields"]), key=len, reverse=True)
    fields = alternatives(name.replace(r"\ \-\ ", r"\s?[-–]\s?") for name in names)
    kinds = alternatives(sorted((re.escape(k) for k in data["kinds"]), key=len, reverse=True))
    places = r"(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn)"
    named = rf"(?:\s+[{UPPER}][^\W\d_]*){{1,4}}"
    whole = re.compile(
        rf"(?<!\w)(?:(?:{kinds})\s+(?:{fields})(?!\w)(?:\s+{places}{named}|\s+{places}(?!\s+[{UPPER}]))?"
        rf"|(?:Công an|Bảo hiểm xã hội)(?:\s+{places})?{named}"
        rf"|UBND\s+(?:cấp\s+(?:xã|huyện)|{places}{named}))"
    )
    return Scan(whole, by_shadow=True)


_AGENT = re.compile(
    r"(?:theo|do|của|được|tại|cho|với|trình)\s+$"
    r"|(?:báo cáo|số liệu|thống kê|giám đốc|lãnh đạo|chủ tịch|trưởng)[^,;.]{0,20}$"
)
_ABOUT = re.compile(r"(?:đối với|với|riêng|tại|ở)\s+$")
_ACTS = re.compile(r"\s*(?:giao|đề ra|cho biết|thông tin|tham mưu|hướng dẫn|yêu cầu)(?!\w)")


class Bodies:
    """The bodies of one document, asked figure by figure in text order."""

    def __init__(self, text: str, shadow: str) -> None:
        self.text = text
        self.shadow = shadow
        self._held: str | None = None
        self._since = 0
        self._paragraph = -1

    def enter(self, paragraph: int, sentence: Span, place_changes: bool) -> None:
        """Begin a sentence: a body at its head holds for the paragraph, another place lets go of it."""
        if paragraph != self._paragraph:
            self._paragraph, self._held = paragraph, None
        found = self._subject(sentence.start, min(sentence.start + 140, sentence.end))
        if found is not None and not found.startswith("UBND"):
            self._held, self._since = found, sentence.start
        elif place_changes:
            self._held = None

    def body(self, sentence: Span, at: int) -> str | None:
        """The body that a figure at an offset is about; None when that is simply the unit."""
        clause = (
            max(self.shadow.rfind(";", sentence.start, at), self.shadow.rfind(",", sentence.start, at)) + 1
        )
        own = self._subject(clause, at) if clause > sentence.start else None
        own = own or self._subject(sentence.start, at)
        return own or (self._held if self._since < sentence.start else None)

    def _subject(self, start: int, end: int) -> str | None:
        found = None
        for match in _scan().inside(self.text, start, end, self.shadow):
            before = self.shadow[max(start - 20, match.start() - 30, 0) : match.start()]
            if (_AGENT.search(before) and not _ABOUT.search(before)) or _ACTS.match(self.shadow, match.end()):
                continue
            found = match[0]
            break
        if found is None or found.startswith("UBND "):
            return found if found and found.startswith("UBND cấp") else None
        words = " ".join(found.split())
        return "ngành" + words[5:] if words.startswith("Ngành") else words


def leading_body(text: str, start: int, end: int) -> int:
    """Where the words go on after a body that they begin with as their subject.

    Returns:
        `start` when they begin with none, `end` when the body is all there is.
    """
    at = start
    while at < end and text[at].isspace():
        at += 1
    match = _scan().pattern.match(text, at, end)
    if not match:
        return start
    return match.end() if match.end() < end - 3 else end
