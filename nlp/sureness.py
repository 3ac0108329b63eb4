"""How sure the choices were that a figure was made of, as numbers that its confidence is estimated from.

A number adds to the log odds by a curve of straight pieces, so that no step divides figures that are all
but alike (a generalized additive model: Hastie & Tibshirani 1986). The curves are made by `make models`.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

_SUREST = 1e-4
"""No choice counts as surer than this short of certain."""


class Sureness(NamedTuple):
    """What the choices say of one figure.

    Attributes:
        words: log odds that the words of its indicator are right, against the other candidates.
        fit: the score of these words alone, which tells words as they often are from such as never are.
        place, role: log odds that its place and its role are right.
    """

    words: float
    fit: float
    place: float
    role: float


OF_DOCUMENT = tuple(f"mean {name}" for name in Sureness._fields)
"""The numbers of a document: the means over its figures, since what is hard to read is so throughout.

How long a document is and how many figures it has told more, but of the texts learned from: with these
numbers, texts that are denser than any of them were said to be as sure as those that are.
"""


def log_odds(probability: float) -> float:
    """The natural logarithm of the odds, within those of 1 to 10,000."""
    p = min(max(probability, _SUREST), 1 - _SUREST)
    return math.log(p / (1 - p))


def of_document(told: Sequence[Sureness | None]) -> tuple[float, ...]:
    """The numbers of a text, in the order of `OF_DOCUMENT`, or none when no choice was made in it.

    Args:
        told: the sureness of each of its figures; those of tables have none.
    """
    known = [one for one in told if one is not None]
    return tuple([sum(values) / len(known) for values in zip(*known, strict=True)])


class Curve:
    """Straight pieces between points of rising numbers, level beyond the first and the last."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self._at = [x for x, _ in points]
        slopes = [0.0, *[(d - b) / (c - a) for (a, b), (c, d) in pairwise(points)], 0.0]
        through = [points[0], *points]
        self._pieces = [(y - slope * x, slope) for (x, y), slope in zip(through, slopes, strict=True)]

    def __call__(self, number: float) -> float:
        """What a number adds to the log odds."""
        base, slope = self._pieces[bisect_right(self._at, number)]
        return base + slope * number


class Curves:
    """The curves of all numbers.

    Args:
        points: of each curve, by the name of its number.
    """

    def __init__(self, points: Mapping[str, Sequence[tuple[float, float]]]) -> None:
        self._own = [Curve(points[name]) for name in Sureness._fields]
        self._document = [Curve(points[name]) for name in OF_DOCUMENT]

    def weigh(self, told: Sequence[Sureness | None]) -> list[float]:
        """What the numbers of each figure of a text and those of the text add to the log odds."""
        of_text = of_document(told)
        shared = sum([curve(n) for curve, n in zip(self._document, of_text, strict=True)]) if of_text else 0.0
        own = self._own
        return [
            shared + sum([curve(n) for curve, n in zip(own, one, strict=True)]) if one else shared
            for one in told
        ]
