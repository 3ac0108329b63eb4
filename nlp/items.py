"""The things that a figure counts, where the text lists them."""

import re

from nlp.alternation import alternatives
from nlp.facts import Span
from nlp.numerals import Numeral
from nlp.rules import pattern, words
from nlp.scanning import Scan

_CUE = pattern("tables", "opens a list")
_CUES = Scan(re.compile(f"{alternatives(words('tables', 'opens a list'))}|:"))
"""Without one of these no list is opened."""
_DATED = pattern("tables", "dates before a list")
_GOES_ON = pattern("tables", "list is over")
_BOUND = re.compile(r"[.…](?=\s|$)|\n\n")
_DIGIT = re.compile(r"\d")
_LIST_LIMIT = 25


def items_after(
    text: str, shadow: str, sentence: Span, numeral: Numeral, tail: int, right: int
) -> list[tuple[int, int]]:
    """The spans of the things listed after a count (`gồm: …`, `như: …`), empty when none are.

    Members are told apart by semicolons, else by commas and the last `và`. A list is taken when it
    has as many members as the number says; one told by semicolons, or one of examples (`như`), also
    when it has another number of them.

    Args:
        text, shadow: of the document.
        sentence: the sentence of the number.
        numeral: the number; its words after it begin at `tail`.
        right: where the next number begins.
    """
    if numeral.kind not in ("count", "fraction", "percent"):
        return []
    if not _CUES.may_begin(shadow, tail, min(right, sentence.end)):
        return []
    cue = _CUE.match(shadow, tail)
    if not cue or cue.end() >= sentence.end or cue.end() > right:
        return []
    if _DIGIT.search(_DATED.sub("", shadow[tail : cue.end()])):
        return []
    bound = _BOUND.search(shadow, cue.end(), sentence.end)
    end = bound.start() if bound else sentence.end
    first = text.find(";", cue.end(), end)
    readings = [_members(text, cue.end(), first if first >= 0 else end, ",", both) for both in (False, True)]
    if first >= 0:
        readings.append(_members(text, cue.end(), end, ";", False))
    for spans in readings:
        if len(spans) == numeral.value and len(spans) > 1 and numeral.kind != "percent":
            return spans
    last = readings[-1]
    told = first >= 0 or (numeral.kind == "percent" and "như" in cue[0])
    over = any(_GOES_ON.match(shadow, a) or text[a].isdigit() for a, _ in last)
    return last if told and 2 <= len(last) <= _LIST_LIMIT and not over else []


def _members(text: str, start: int, end: int, sign: str, both: bool) -> list[tuple[int, int]]:
    """The spans between signs, brackets kept whole; `both` also parts the last one at its `và`."""
    pattern = r"[^;]+" if sign == ";" else r"(?:[^,;()]|,(?=\d)|\([^)]*\))+"
    parts = [m.span() for m in re.finditer(pattern, text[start:end])]
    if both and parts:
        a, b = parts[-1]
        joint = re.search(r"\s+và\s+", text[start + a : start + b])
        if joint:
            parts[-1:] = [(a, a + joint.start()), (a + joint.end(), b)]
    spans = []
    for a, b in parts:
        piece = text[start + a : start + b]
        lead = len(piece) - len(piece.lstrip(" \n-+:*"))
        joined = re.match(r"và\s+", piece[lead:])
        lead += joined.end() if joined else 0
        stop = len(piece.rstrip(" \n,;"))
        if stop > lead:
            spans.append((start + a + lead, start + a + stop))
    return spans
