"""Comparators: `gần`, `trên`, `tối thiểu`, `… trở lên` and their like, and their traps.

The words stand in `data/rules/comparators.json`.
"""

import re

from nlp.alternation import alternatives, sought
from nlp.endings import ends_in, last_words
from nlp.numbers import Numeral
from nlp.rules import pattern, words

_BEFORE = tuple(
    (name, pattern("comparators", name))
    for name in ("at_most", "at_least", "nearly", "about", "under", "over")
)
"""The comparators told before a number, negated and longer ones first."""
_WORDS = alternatives(word for name, _ in _BEFORE for word in words("comparators", name))
_ANY_BEFORE = re.compile(sought(rf'(?:^|(?<=[\s(,:"]))(?:{_WORDS})\s*(?:mức|mốc|con số)?\s*$'))
"""Most numbers have none, which one look tells."""
_LEVELS = ("mức", "mốc", "con số")
"""What may stand between the comparator and its number."""
_ENDS = last_words(*(words("comparators", name) for name, _ in _BEFORE))
_LONGEST = 60
"""Characters before a number in which its comparator stands."""
_AND_MORE = pattern("comparators", "and more")
_AND_LESS = pattern("comparators", "and less")
_ESTIMATE = pattern("comparators", "estimate")
_MARGIN = pattern("comparators", "margin")
_COMPARED_MARGIN = pattern("comparators", "compared margin")
_MARGINS = frozenset(words("comparators", "margins"))
_REACHED_FROM = pattern("comparators", "reached from")
_WITHIN_RANGE = pattern("comparators", "within a range")
_OTHER_LEVEL = re.compile(r"(?:cao|thấp|nhiều|ít|kém) hơn (?:so với )?(?:mức|con số)$")
_YEAR = re.compile(r"năm \d{4}")
_DIGIT = re.compile(r"\d")
_BOUNDS = ("trên", "dưới", "hơn", "quá", "vượt")


def comparator_of(shadow: str, left: int, numeral: Numeral, compared: bool) -> tuple[str, str]:
    """The comparator of a number and the words that say so.

    Args:
        shadow: the text's shadow.
        left: where the words that belong to the number begin.
        numeral: the number.
        compared: the words after it say what it is held against (`so với kế hoạch`), so that
            `vượt`, `cao hơn` and the like tell a margin, not a bound.

    Returns:
        (`exact`, `about`, `nearly`, `over`, `at_least`, `under` or `at_most`, the words that say so).

    Example:
        `gần 5.000` is nearly, `95% trở lên` at_least, `vượt 12% so với kế hoạch` exact.
    """
    before = shadow[left : numeral.start].rstrip()
    after = shadow[numeral.after : numeral.after + 60]
    if "trở" in after:
        if _AND_MORE.match(after):
            return "at_least", "trở lên"
        if _AND_LESS.match(after):
            return "at_most", "trở xuống"
    if numeral.unit == "hạng" or (before.endswith("khoảng") and _WITHIN_RANGE.search(before)):
        return "exact", ""
    tail = max(len(before) - _LONGEST, 0)
    may = ends_in(before, _ENDS) or before.endswith(_LEVELS)
    for name, told in _BEFORE if may and _ANY_BEFORE.search(before, tail) else ():
        match = told.search(before, tail)
        if match:
            cue = match[0].strip()
            bounds = _bounds(name, cue, before, before[: match.end()], numeral, compared)
            return (name, cue) if bounds else ("exact", "")
    estimate = _ESTIMATE.search(before) if "ước" in before else None
    if estimate and not _DIGIT.search(_YEAR.sub("", estimate[0])):
        return "about", "ước"
    return "exact", ""


def _bounds(name: str, cue: str, before: str, upto: str, numeral: Numeral, compared: bool) -> bool:
    """Whether a cue bounds the number; as a margin (`cao hơn 5% so với kế hoạch`) it does not."""
    if cue.startswith("từ"):
        return numeral.value_max is None and bool(_REACHED_FROM.search(before))
    if cue.startswith("vượt") and numeral.denominator:
        return False  # `đạt và vượt 28/30 chỉ tiêu`
    if name in ("over", "under"):
        if _OTHER_LEVEL.search(before):
            return False  # `cao hơn mức 3,5% của năm trước`
        if cue == "hơn" and "so với" in before and _COMPARED_MARGIN.search(before):
            return False
        if _MARGIN.search(upto) and (compared or cue not in _BOUNDS):
            return cue == "hơn" and not _COMPARED_MARGIN.search(before)
        if cue in _MARGINS and compared:
            return False
    return not (cue == "vượt" and (compared or numeral.unit in ("điểm %", "bậc")))
