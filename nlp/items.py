"""The things that a figure counts, where the text lists them."""

import re

from nlp.facts import Span
from nlp.numbers import Numeral

_CUE = re.compile(r"[^.;:]{0,140}?(?:(?:bao gồm|gồm có|gồm|đó là|cụ thể là|như)\s*[,:]?\s+|:\s+)")
_DATED = re.compile(r"(?:ngày|tháng|năm|quý)\s[\d/]+(?:\s(?:tháng|năm)\s\d+)*")
_BOUND = re.compile(r"[.…](?=\s|$)|\n\n")


def items_after(text: str, shadow: str, sentence: Span, numeral: Numeral, tail: int, right: int) -> list[tuple[int, int]]:
    """The spans of the things listed after a count (`gồm: …`, `như: …`), empty when none are.

    The list is taken only when it has at least two members, or as many as the number says.
    """
    if numeral.kind not in ("count", "fraction", "percent"):
        return []
    cue = _CUE.match(shadow, tail)
    if not cue or cue.end() >= sentence.end or re.search(r"\d", _DATED.sub("", shadow[tail : cue.end()])):
        return []
    end = sentence.end
    bound = _BOUND.search(shadow, cue.end(), end)
    if bound:
        end = bound.start()
    body = text[cue.end() : end]
    parts = [m.span() for m in re.finditer(r"[^;]+", body)] if ";" in body else [m.span() for m in re.finditer(r"(?:[^,()]|\([^)]*\))+", body)]
    spans: list[tuple[int, int]] = []
    for a, b in parts:
        last = (a, b) == parts[-1]
        pieces = [(a, b)]
        if last and (joint := re.search(r"\s+và\s+", body[a:b])) and ";" not in body and len(parts) + 1 == numeral.value:
            pieces = [(a, a + joint.start()), (a + joint.end(), b)]
        for start, stop in pieces:
            piece = body[start:stop]
            lead = len(piece) - len(piece.lstrip(" \n-+:*"))
            joint = re.match(r"và\s+", piece[lead:])
            lead += joint.end() if joint else 0
            piece_end = start + len(piece.rstrip(" \n,;"))
            if piece_end > start + lead:
                spans.append((cue.end() + start + lead, cue.end() + piece_end))
    if numeral.kind == "percent":
        return spans if len(spans) > 1 and "như" in cue[0] else []
    return spans if len(spans) == numeral.value or (len(spans) >= 2 and ";" in body) else []
