"""Marks that come together, for many facts or readings of them, with what they weigh.

What a model weighs is written as words (`rule=before&kind=percent`); which of them come together is asked
far more often than it differs, so that each such group is made once and its weight kept with it.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, repeat


class Marks(tuple[str, ...]):
    """Marks in their order, with what they weigh together.

    Attributes:
        weight: their sum by the weights `model`.
    """

    weight = 0.0
    model: object = None

    def weigh(self, weights: Mapping[str, float]) -> float:
        """What they weigh together by these weights."""
        if self.model is not weights:
            self.weight, self.model = sum(map(weights.get, self, repeat(0.0))), weights
        return self.weight


class Joined:
    """Groups of marks as one, which weigh together what each of them does.

    Attributes:
        parts: the groups.
        weight: what they weigh together by the weights `model`.
    """

    __slots__ = ("model", "parts", "weight")

    def __init__(self, *parts: Marks) -> None:
        self.parts = parts
        self.weight = 0.0
        self.model: object = None

    def __iter__(self) -> Iterator[str]:
        """The marks of all groups, in their order."""
        return chain.from_iterable(self.parts)

    def weigh(self, weights: Mapping[str, float]) -> float:
        """What they weigh together by these weights."""
        if self.model is not weights:
            self.weight, self.model = sum([part.weigh(weights) for part in self.parts]), weights
        return self.weight


class MarkSet(frozenset[str]):
    """Marks of which others may hold some too, so that they can't be weighed together but once joined.

    Attributes:
        weighed: those of them that the weights `model` know, with what they weigh.
    """

    weighed: Mapping[str, float]
    model: object = None

    def weigh(self, weights: Mapping[str, float]) -> Mapping[str, float]:
        """What each of the marks weighs by these weights, those left out that weigh nothing."""
        if self.model is not weights:
            self.weighed = {m: weights[m] for m in self if weights.get(m)}
            self.model = weights
        return self.weighed
