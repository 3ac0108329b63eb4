"""Text that repeats itself for pages: it is read where it begins and where it ends, and passed over between.

No writer tells the same few words a thousand times on end; a file that is damaged, or made to keep its reader
busy, does. What costs is every sentence and every cue, so that a megabyte of either would take many seconds.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from nlp.facts import Fact, Figure

_BLOCK = 4096
"""Characters that are looked at together; a repetition that is shorter than a few of these is read whole."""
_KEPT = 2 * _BLOCK
"""Characters of a repetition that are read at its beginning, and at its end: more than any fact has."""
_LONGEST_UNIT = 64
"""What repeats itself has no more characters; a longer one is a sentence, and read as often as it is told."""

Stretch = tuple[int, int]


def repetitions(text: str) -> list[Stretch]:
    """The stretches that can be passed over, in text order: the insides of long repetitions of a few words.

    Each is as long as what repeats itself, or a multiple of that, so that text without it goes on the same.

    Example:
        >>> repetitions("Một câu. " + "đạt " * 10_000)
        [(12288, 31808)]
    """
    found: list[Stretch] = []
    at, length = 0, len(text)
    while at + _BLOCK <= length:
        unit = _unit(text[at : at + _BLOCK])
        if not unit:
            at += _BLOCK
            continue
        end = at + _BLOCK
        while end + _BLOCK <= length and text[end : end + _BLOCK] == text[end - unit : end - unit + _BLOCK]:
            end += _BLOCK
        many = (end - at - 2 * _KEPT) // unit
        if many * unit >= _BLOCK:
            found.append((at + _KEPT, at + _KEPT + many * unit))
        at = end
    return found


def _unit(block: str) -> int:
    """How many characters repeat themselves all through a block; 0 when none do."""
    head = block[:8]
    for unit in range(1, _LONGEST_UNIT + 1):
        if block.startswith(head, unit) and block.endswith(block[:-unit]):
            return unit
    return 0


def without(text: str, stretches: Iterable[Stretch]) -> str:
    """The text without some stretches."""
    pieces, at = [], 0
    for start, end in stretches:
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]])


def put_back(facts: Iterable[Fact], text: str, stretches: list[Stretch]) -> list[Fact]:
    """Facts that were read without some stretches, at their places in the whole text, in text order.

    Args:
        facts: of the text without the stretches.
        text: the whole text.
        stretches: from `repetitions`.
    """
    out = []
    for fact in facts:
        # a sentence that goes on where a stretch is left out goes on the same with it
        at = fact.start if fact.sentence_start is None else min(fact.start, fact.sentence_start)
        moved = 0
        for start, end in stretches:
            if at + moved < start:
                break
            moved += end - start
        found = _moved(fact, moved) if moved else fact
        if text.startswith(found.text, found.start):
            out.append(found)
    return sorted(out, key=lambda f: (f.start, f.end))


def _moved(fact: Fact, by: int) -> Fact:
    changes: dict[str, Any] = {"start": fact.start + by, "end": fact.end + by}
    if fact.sentence_start is not None:
        changes["sentence_start"] = fact.sentence_start + by
    if isinstance(fact, Figure):
        changes["items"] = tuple(replace(i, start=i.start + by, end=i.end + by) for i in fact.items)
    return replace(fact, **changes)
