"""Marks that come together, for many facts or readings of them, with what they weigh.

What a model weighs is written as words (`rule=before&kind=percent`); which of them come together is asked
far more often than it differs, so that each such group is made once and its weight kept with it.
"""

from collections.abc import Mapping


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
            self.weight, self.model = sum([weights.get(m, 0.0) for m in self]), weights
        return self.weight


class Joined(Marks):
    """Groups of marks as one, which weigh together what each of them does.

    Attributes:
        parts: the groups.
    """

    parts: tuple[Marks, ...]

    def __new__(cls, *parts: Marks) -> "Joined":
        """Join groups in their order."""
        joined = super().__new__(cls, [m for part in parts for m in part])
        joined.parts = parts
        return joined

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
