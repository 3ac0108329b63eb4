"""Sentences: where one ends in running Vietnamese prose, lists, tables and wrapped lines."""

import re
from collections.abc import Iterator

from nlp.facts import Span

_BULLET = (
    r"(?:[-+*•●▪◦–—]\s|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]\s"
    r"|\d{1,2}(?:\.\d{1,2})+\.?\s|[IVX]{1,5}\.\s)"
)
_BREAK = re.compile(
    r"\n[^\S\n]*\n\s*"  # a blank line
    rf"|\n(?=[^\S\n]*{_BULLET})"  # a list marker begins the next line
    r"|(?<=[.!?…;:|\"”»)])[^\S\n]*\n\s*"  # a line that ended with closing punctuation
    r"|\n(?=[^\S\n]*[A-ZĐÀ-ỸÝ0-9\"“])"  # the next line begins like a sentence
    r"|(?:(?<=[!?…])|(?<=[.]))[\"”»)]?\s+(?=[\"“«(]?(?:[A-ZĐÀ-ỸÝ]|\d))"
)
# Each break begins with a new line or right after a sign; signs are looked for, which is far quicker.
_SIGN = re.compile(r"[\n.!?…;:|\"”»)]")
_CLOSING = frozenset('"”»)')
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:TP|Tp|tp|TX|TT|Q|P|H|X|ThS|TS|PGS|GS|BS|CN|KS|Mr|Mrs|Ms|St|No|vs|v\.v|đ/c|tr|[A-ZĐ])\.$"
)
_NUMBERED = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[IVX]{1,5}|[a-zđ])\.$")
_BLANK = re.compile(r"\s+")
LONGEST = 2000
"""Characters of a sentence at most. The longest that people write have half of it; what goes on without an
end (a flattened table, a file that is no prose) is cut, so that no later step works on more at a time."""


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences.

    A newline ends one before a blank line, a list marker or a heading, or after closing
    punctuation; a wrapped line goes on. Blank stretches belong to no sentence. None is longer
    than `LONGEST`.

    Example:
        >>> [(s.start, s.end) for s in sentences("Một. Hai\\nba.")]
        [(0, 4), (5, 12)]
    """
    spans: list[Span] = []
    start = 0
    for match in _breaks(text):
        cut = match.start()
        if text[cut : cut + 1] in '"”»)':
            cut += 1
        if match[0].find("\n") < 0 and (
            _ABBREVIATION.search(text, max(start, cut - 8), cut)
            or _NUMBERED.search(text, max(start - 1, cut - 8, 0), cut)
        ):
            continue
        _add(spans, text, start, cut)
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _breaks(text: str) -> Iterator[re.Match[str]]:
    """What `_BREAK.finditer` finds."""
    done, match = 0, _BREAK.match
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if text[at] != "\n":
            at += 1
            if not (text[at : at + 1].isspace() or text[at : at + 1] in _CLOSING):
                continue
        if at >= done and (found := match(text, at)):
            done = found.end()
            yield found


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        _trimmed(spans, text, start, cut)
        start = cut
    _trimmed(spans, text, start, end)


def _cut(text: str, start: int, end: int) -> int:
    """Where a stretch that is too long for a sentence is cut: after a semicolon, else before a blank."""
    cut = text.rfind(";", start + LONGEST // 2, end) + 1
    if not cut:
        blank = None
        for match in _BLANK.finditer(text, start + LONGEST // 2, end):
            blank = match
        cut = blank.start() if blank else end
    return cut


def _trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end))
