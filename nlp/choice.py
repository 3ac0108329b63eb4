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

    def best(self, found: Readings[T]) -> tuple[T, float]:
        """The likeliest reading, the first of equals, and the estimated probability that it is right."""
        weights = self.weights
        scores: dict[T, float] = {}
        for reading, sets in found.items():
            told: dict[str, float] = {}  # a mark that stands in two of the sets counts once
            for marks in sets:
                told |= marks.weighed if marks.model is weights else marks.weigh(weights)
            # exact whatever the order: that of a set differs from process to process
            scores[reading] = math.fsum(told.values())
        reading = max(scores, key=scores.__getitem__)
        best = scores[reading]
        return reading, 1 / sum([math.exp(s - best) for s in scores.values()])


@cache
def choice(name: str) -> Choice:
    """The model of that name, read once."""
    return Choice(name)
