"""Choosing one of several readings by learned weights of their marks.

The weights are those of a conditional logit (McFadden 1974), made by `make models` and stored as
JSON; they are applied here without the libraries that made them.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")


class Marks(dict[T, frozenset[str]]):
    """Each reading that may be right, with the marks of all that speaks for it."""

    def add(self, reading: T, marks: frozenset[str]) -> None:
        """Let `marks` speak for a reading, besides those that do already."""
        known = self.setdefault(reading, marks)
        if known is not marks:
            self[reading] = known | marks


class Choice:
    """The weights of one model, named as its file in `nlp/data`."""

    def __init__(self, name: str) -> None:
        data = json.loads(files("nlp").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
        self.weights: Mapping[str, float] = data["weights"]
        self._names: frozenset[str] = frozenset()
        self._named: object = None

    def best(self, found: Mapping[T, frozenset[str]]) -> tuple[T, float]:
        """The likeliest reading, the first of equals, and the estimated probability that it is right."""
        weights, names = self.weights, self._names
        if self._named is not weights:
            self._named, self._names = weights, frozenset(weights)
            names = self._names
        # exact whatever the order: that of a set differs from process to process
        scores = {reading: math.fsum([weights[m] for m in names & marks]) for reading, marks in found.items()}
        reading = max(scores, key=scores.__getitem__)
        best = scores[reading]
        return reading, 1 / sum([math.exp(s - best) for s in scores.values()])


@cache
def choice(name: str) -> Choice:
    """The model of that name, read once."""
    return Choice(name)
