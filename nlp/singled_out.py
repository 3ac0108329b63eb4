"""Places that are singled out with their rates: `29 xã đã về đích, dẫn đầu là xã A (98%)`.

The words before such a number only say that the place is an example, the best or the worst. What is measured
was told before the units were counted: the rate that the passage is about, the first one under its heading.
"""

import re

from nlp.candidates import Indicator
from nlp.rules import pattern, words
from nlp.stretches import NO_SUBJECT

_OPENS = pattern("indicators", "singles out")
_BETWEEN = pattern("indicators", "between a place and its rate")
_SINGLES_OUT = re.compile(rf"(?<!\w)(?:{'|'.join(words('indicators', 'singles out'))})(?!\w)")
_FAR = 80
_CHANGES = (" tăng", " giảm", " so với cùng kỳ", " hơn")


class SingledOut:
    """The rate that a passage is about; told of the sentences in text order."""

    def __init__(self, shadow: str, cuts: list[tuple[int, int]]) -> None:
        """Take the shadow of a text and the stretches of its times and places, sorted."""
        self._shadow = shadow
        self._begins = {end: start for start, end in cuts}
        self._first: Indicator | None = None
        self._counted = ""
        self._heading: tuple[str, ...] = ()

    def enter(self, heading: tuple[str, ...]) -> None:
        """Begin a sentence under a heading; another heading begins another matter."""
        if heading != self._heading:
            self._heading, self._first = heading, None

    def told(self, rate: Indicator) -> None:
        """A percentage was read; the first one that is no change is what the passage is about."""
        if self._first is None and not any(sign in rate.text for sign in _CHANGES):
            self._first = rate

    def counted(self, units: Indicator) -> None:
        """Units were counted last in a sentence; percentages after it share nothing with that."""
        self._counted = units.text

    def instead_of(self, found: Indicator, start: int, since: int) -> Indicator:
        """What a percentage measures whose words only single a place out.

        Args:
            found: what it was taken for.
            start: where it begins.
            since: where its sentence begins.

        Returns:
            The rate that the passage is about; `found` when nothing is singled out.
        """
        of_units = found.rule == "shared" and found.text == self._counted
        if self._first is None or not (of_units or _only_singles_out(found.text.lower())):
            return found
        between = _BETWEEN.search(self._shadow, max(since, start - _FAR), start)
        begin = self._begins.get(between.start()) if between else None
        if begin is None or not _OPENS.search(self._shadow, max(since, begin - _FAR), begin):
            return found
        return self._first._replace(rule="shared")


def _only_singles_out(words: str) -> bool:
    """Whether words, or the last of them after a comma, only single something out: `các xã đạt thấp`."""
    last = words.rpartition(", ")[2]
    rest = _SINGLES_OUT.sub(" ", last)
    return rest != last and (not rest.strip() or bool(NO_SUBJECT.match(" ".join(rest.split()))))
