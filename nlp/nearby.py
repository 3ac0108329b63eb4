"""The localities around a place in the text: which unit a bare `huyện` or `tỉnh` means there."""

import bisect
from collections import Counter

from nlp.facts import LocalityMention


class Nearby:
    """A text's localities, asked by position."""

    def __init__(self, localities: list[LocalityMention]) -> None:
        """`localities` in text order."""
        self.all = localities
        self._starts = [m.start for m in localities]
        self._counts: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._kinds: dict[str, list[tuple[int, str]]] = {}
        for mention in localities:
            label, *above = mention.canonical.split(", ")
            self._counts[label] += 1
            self._first.setdefault(label, mention.start)
            for part in (label, *above):
                self._kinds.setdefault(_kind(part), []).append((mention.start, part))

    def beginning(self, least: int, most: int) -> LocalityMention | None:
        """The locality whose words begin between two places, both included."""
        at = bisect.bisect_left(self._starts, least)
        return self.all[at] if at < len(self.all) and self._starts[at] <= most else None

    def within(self, start: int, end: int) -> list[LocalityMention]:
        """The localities that begin in a stretch of text."""
        return self.all[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def last(self, before: int) -> LocalityMention | None:
        """The last locality that begins before a place."""
        at = bisect.bisect_left(self._starts, before)
        return self.all[at - 1] if at else None

    def unit(self, kind: str, before: int) -> str | None:
        """The unit that a bare type word (`huyện`) means at a place.

        The last one named before, unless one of that type leads the document: named at its
        beginning and as often as all others.
        """
        named = self._kinds.get(kind)
        if not named:
            return None
        ranked = [(n, label) for label, n in self._counts.items() if _kind(label) == kind]
        if ranked:
            n, label = max(ranked)
            if n > 1 and self._first[label] < 600 and n * 2 >= sum(c for c, _ in ranked):
                return label
        at = bisect.bisect_left(named, (before, ""))
        return named[at - 1][1] if at else named[0][1]

    def province(self) -> str | None:
        """The province that most of the text's places lie in."""
        counts = Counter(m.canonical.rsplit(", ", 1)[-1] for m in self.all)
        ranked = [(n, p) for p, n in counts.items() if _kind(p) in ("tỉnh", "thành phố")]
        return max(ranked)[1] if ranked else None


def _kind(label: str) -> str:
    """`thành phố Vĩnh Yên` → `thành phố`."""
    two = label.startswith(("thành phố ", "thị xã ", "thị trấn ", "đặc khu "))
    return " ".join(label.split(" ", 2)[:2]) if two else label.split(" ", 1)[0]
