"""Units: what a number counts, and in what it measures."""

import re

from nlp.nouns import SYLLABLE, known_noun
from nlp.numerals import Numeral
from nlp.rules import book, pattern, words

_LEAD = pattern("units", "lead")
_BASE = pattern("units", "base of a rate")
_STOPS = frozenset(words("units", "ends a noun"))
_SORTS = tuple(frozenset(rule.words) for name, rule in book("units").items() if name.startswith("sort: "))
_AND = re.compile(r"\s*,\s*|\s+và\s+|/")


def unit_of(shadow_text: str, numeral: Numeral, stop: int) -> tuple[int, int] | None:
    """The span of the counted noun after a numeral, coordinated nouns and the base of a rate included.

    Args:
        shadow_text: the text's shadow.
        numeral: a numeral that carries no sign of its own.
        stop: where the sentence, or the stretch that belongs to the numeral, ends.

    Returns:
        (start, end), or None when no noun follows.
    """
    lead = _LEAD.match(shadow_text, numeral.after)
    at = lead.end() if lead else numeral.after
    if shadow_text.startswith("lần lượt", at):
        return None
    end = known_noun(shadow_text, at)
    if end == at:
        end = _guess(shadow_text, at, stop)
        if end == at:
            return None
    else:
        while True:  # xã, phường, thị trấn; chỉ tiêu, nhiệm vụ
            join = _AND.match(shadow_text, end)
            if not join or join.end() >= stop:
                break
            more = known_noun(shadow_text, join.end())
            if more == join.end() or not _same_sort(shadow_text[at:end], shadow_text[join.end() : more]):
                break
            end = more
    base = _BASE.match(shadow_text, end)
    while base:
        end = base.end()
        base = _BASE.match(shadow_text, end)
    return (at, min(end, stop)) if end > at else None


def rate_base(shadow_text: str, at: int) -> int:
    """Where a rate's base that begins at `at` ends (`/người/năm`); `at` when there is none."""
    base = _BASE.match(shadow_text, at)
    while base:
        at = base.end()
        base = _BASE.match(shadow_text, at)
    return at


def _same_sort(left: str, right: str) -> bool:
    """Whether two counted nouns are of one sort, so that `7 xã, phường` counts both."""
    last = _AND.split(left)[-1].strip()
    return any(last in sort and right.strip() in sort for sort in _SORTS)


def _guess(shadow_text: str, at: int, stop: int) -> int:
    """Up to three syllables of a noun that the lexicon doesn't know."""
    end, count = at, 0
    cursor = at
    while count < 3 and cursor < stop:
        match = SYLLABLE.match(shadow_text, cursor)
        if not match or match[0] in _STOPS:
            break
        end = match.end()
        count += 1
        if shadow_text[end : end + 1] != " ":
            break
        cursor = end + 1
    return end
