"""What a passage is about: its heading, and the index that its points and ranks belong to.

A number whose own sentence does not say what it measures takes it from there: `3. Số hóa hồ sơ hộ
tịch … Xã A được 64%`, `Chỉ số chuyển đổi số (DTI) … Huyện B đứng đầu với 0,81, huyện C xếp thứ 2`.
The words stand in `data/rules/topics.json`.
"""

import re
from bisect import bisect_left

from nlp.facts import Span
from nlp.rules import pattern
from nlp.scanning import Scan

_INDEX = Scan(pattern("topics", "index"))
_ACRONYM = Scan(pattern("topics", "index by its letters"), by_shadow=True)
_SECTION = pattern("topics", "heading")
_NO_TOPIC = pattern("topics", "no topic")
_MEASURED = Scan(pattern("topics", "measured"))
_MARKER = re.compile(r"\W*(?:(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s*)?")
_BRACKETS = re.compile(r"\(([^()]{8,})\)")
_DIGIT = re.compile(r"\d")
_TELLS = re.compile(r"(?!tỷ lệ|tỉ lệ|chỉ số|độ bao phủ|mức).*(?<!\w)(?:tăng|giảm|vượt)(?!\w)[^%]*\d ?%")
"""A heading that tells of something, and names nothing that the numbers below could measure."""
_LONGEST = 140
_REACH = 900
"""Characters after which points and ranks are no longer those of an index named before."""


class Topics:
    """What the passages of a text are about; asked sentence by sentence, in text order."""

    def __init__(self, text: str, shadow: str) -> None:
        self._text = text
        self._shadow = shadow
        self._heading: tuple[str, ...] = ()
        named = [(m.start(), m.end()) for m in _INDEX.finditer(shadow)]
        ends = [end for _, end in named]
        for m in _ACRONYM.inside(text, 0, len(text), shadow):
            at = bisect_left(ends, m.end())
            if at >= len(ends) or not named[at][0] <= m.start():  # not inside a name written out
                named.append((m.start(), m.end()))
        self._theme = ""
        self._indices = sorted(named)
        self._starts = [start for start, _ in self._indices]

    def enter(self, sentence: Span) -> None:
        """Begin a sentence; a heading, or what opens a list, says what the sentences after it are about."""
        shadow, start, end = self._shadow, sentence.start, sentence.end
        if end - start >= _LONGEST:
            return
        told = shadow[start:end]
        alone = shadow[end : end + 1] in ("\n", "") and (start == 0 or shadow[start - 1] == "\n")
        heading = alone and told[-1:] not in ".;,…"
        if not (heading or _SECTION.match(self._text, start, end)):
            return
        begin = _MARKER.match(shadow, start, end)
        words = self._text[begin.end() if begin else start : end].strip(" .:-–")
        inside = _BRACKETS.search(words) if "(" in words else None
        bare = _BRACKETS.sub("", words).strip() if inside else words
        self._heading = tuple(
            w
            for w in ((inside[1] if inside else ""), bare)
            if w and not _NO_TOPIC.match(w.lower()) and not _TELLS.match(w.lower())
        )

    def tells_none(self, sentence: Span) -> None:
        """A sentence without a number is over: what it says is measured, the numbers after it may measure."""
        self._theme = ""
        for named in _MEASURED.inside(self._shadow, sentence.start, sentence.end):
            self._theme = " ".join(self._text[named.start() : named.end()].split())

    def leave(self) -> None:
        """A paragraph is over, and what it was about."""
        self._theme = ""

    @property
    def theme(self) -> str:
        """What the last sentence without a number said is measured."""
        return self._theme

    @property
    def heading(self) -> tuple[str, ...]:
        """The words of the heading above, what it says in brackets first."""
        return self._heading

    def index(self, before: int) -> str:
        """The name of the index told last before an offset; empty when none is near."""
        at = bisect_left(self._starts, before)
        if not at:
            return ""
        start, end = self._indices[at - 1]
        if end > before or before - end > _REACH:
            return ""
        return " ".join(self._text[start:end].split())
