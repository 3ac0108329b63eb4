"""Choosing one of several readings by learned weights of their marks.

The weights are those of a conditional logit (McFadden 1974), made by `make models` and stored as
JSON; they are applied here without the libraries that made them.
"""

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from nlp.marks import MarkSet

T = TypeVar("T")
_MOST_SCORES = 4000
"""Scores remembered; the same marks come together again and again."""


class Readings(defaultdict[T, list[MarkSet]]):
    """Each reading that may be right, with the sets of marks that speak for it."""

    def __init__(self) -> None:
        super().__init__(list)

    def marks(self) -> list[frozenset[str]]:
        """All marks of each reading, in the order of the readings."""
        return [frozenset().union(*sets) for sets in self.values()]


class Choice:
    """The weights of one model, named as its file in `nlp/data`."""

    def __init__(self, name: str) -> None:
        data = json.loads(files("nlp").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
        self.weights: Mapping[str, float] = data["weights"]
        self._scores: dict[tuple[MarkSet, ...], float] = {}
        self._scored: object = None
        self._families: dict[str, Mapping[str, float]] = {}
        self._two: dict[str, Mapping[tuple[str, str], float]] = {}
        self._parted: object = None

    def pairs(self, prefix: str) -> Mapping[tuple[str, str], float]:
        """The weights of the marks that begin so and have two words behind it, by these."""
        found = self.beginning(prefix)
        if prefix not in self._two:
            self._two[prefix] = {(a, b): w for told, w in found.items() for a, _, b in [told.partition(" ")]}
        return self._two[prefix]

    def beginning(self, prefix: str) -> Mapping[str, float]:
        """The weights of the marks that begin so, by what follows in them."""
        if self._parted is not self.weights:
            self._families, self._two, self._parted = {}, {}, self.weights
        if prefix not in self._families:
            n = len(prefix)
            self._families[prefix] = {m[n:]: w for m, w in self.weights.items() if m.startswith(prefix)}
        return self._families[prefix]

    def best(self, found: Readings[T]) -> tuple[T, float]:
        """The likeliest reading, the first of equals, and the estimated probability that it is right."""
        if self._scored is not self.weights or len(self._scores) > _MOST_SCORES:
            self._scores, self._scored = {}, self.weights
        known, scores = self._scores, []
        for sets in found.values():
            told = tuple(sets)
            if told not in known:
                known[told] = self._score(told)
            scores.append(known[told])
        best = max(scores)
        reading = list(found)[scores.index(best)]
        return reading, 1 / sum([math.exp(s - best) for s in scores])

    def _score(self, sets: tuple[MarkSet, ...]) -> float:
        """What the marks weigh together, one that stands in several of the sets once."""
        joined: dict[str, float] = {}
        for marks in sets:
            joined |= marks.weigh(self.weights)
        return math.fsum(joined.values())  # exact whatever the order: a set's differs from process to process


@cache
def choice(name: str) -> Choice:
    """The model of that name, read once."""
    return Choice(name)
