"""Turns of phrase with which people ask: what kind of question they make, or that they say nothing.

The cues of `nlp.question_wants` are patterns; people have many more ways of saying the same, listed here as
they are typed. The longest phrase wins where several overlap (`chưa về đích` is no `về đích`).
"""

import re
from dataclasses import dataclass
from functools import cache

from nlp.question_words import WORD, Cue, Reading, lexicon, patterns
from nlp.shadow import bare, shadow

# The cues that a kind of phrase stands for; a filler is none.
_CUES = {
    "filler": (),
    "extreme_max": ("extreme_max",),
    "extreme_min": ("extreme_min",),
    "gap": ("gap", "howmany"),
    "exceed": ("exceed", "gap", "howmany"),
    "missed": ("missed",),
    "met": ("met",),
    "target": ("target", "target_strong"),
    "change_up": ("change",),
    "change_down": ("change",),
    "trend": ("trend",),
    "compare": ("compare",),
    "conflict": ("conflict", "sources"),
    "statement": ("statement",),
    "directive": ("directive_which", "directive_number"),
    "total": ("howmany",),
}
# Kinds whose phrases may hold words of the thing asked about (`đang tính trồng`), which are left as content.
_KEEPS_CONTENT = frozenset({"gap", "exceed", "missed", "met", "target", "change_up", "change_down", "total"})
_GAP = r"[^?.;]{1,40}?"


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    words: tuple[str, ...]
    cue: Cue


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """The kinds and words of the phrases, by their first word without accents."""
    out: dict[str, list[tuple[str, str]]] = {}
    for kind, phrase, _ in patterns("phrases"):
        first = WORD.search(bare(shadow(phrase)))
        out.setdefault(first[0] if first else "", []).append((kind.removeprefix("en_"), phrase))
    return out


@cache
def _beginning(first: str) -> tuple[_Phrase, ...]:
    """The phrases that begin with a word."""
    out = []
    for kind, phrase in _phrases().get(first, ()):
        body = _GAP.join(re.escape(part.strip()).replace("\\ ", " ") for part in phrase.split("…"))
        words = tuple(WORD.findall(bare(shadow(phrase))))
        out.append(_Phrase(kind, words, Cue(rf"(?<!\w){body}(?!\w)")))
    return tuple(out)


def phrase_cues(reading: Reading, places: bytes = b"") -> set[str]:
    """The cues that phrases of a question stand for; the words that only ask are taken from its content.

    Args:
        reading: the question.
        places: a byte a character, not 0 in the names of places, inside which no phrase stands.

    Example:
        >>> phrase_cues(Reading("huyện nào đội sổ về giải ngân"))
        {'extreme_min'}
    """
    firsts = dict.fromkeys(bare(word.text) for word in reading.words)
    terms = _known_terms(reading)
    known = [phrase for first in firsts if first in _phrases() for phrase in _beginning(first)]
    found: set[str] = set()
    covered = bytearray(len(reading.text))
    for phrase in sorted(known, key=lambda p: -len(p.words)):
        for match in phrase.cue.finditer(reading):
            start, end = match.span()
            unsure = reading.low[start:end] == reading.bare[start:end]
            named = bool(places) and all(places[start:end])
            if (
                named
                or any(covered[start:end])
                or (unsure and any(a < start < b or a < end < b for a, b in terms))
            ):
                continue
            covered[start:end] = b"\1" * (end - start)
            found.update(_CUES[phrase.kind])
            _take(reading, phrase, match)
    return found


def _known_terms(reading: Reading) -> list[tuple[int, int]]:
    """Where known terms of several words stand: typed without accents a phrase may be found inside one.

    `chuyển đổi số` typed so holds `đội sổ`.
    """
    out, words, i = [], reading.words, 0
    while i < len(words):
        hit = lexicon().find(words, i, loose=True)
        size = hit[0] if hit else 1
        if hit and size > 1 and hit[1] == "term":
            out.append((words[i].start, words[i + size - 1].end))
        i += size
    return out


def _take(reading: Reading, phrase: _Phrase, match: re.Match[str]) -> None:
    """Mark the phrase's words as understood, but for those that may be content."""
    if phrase.kind not in _KEEPS_CONTENT:
        phrase.cue.take(reading, match)
        return
    known, own = lexicon().entries, frozenset(phrase.words)
    for word in WORD.finditer(reading.bare, match.start(), match.end()):
        if word[0] in own and (word[0],) not in known:
            reading.take(word.start(), word.end())
