"""Curves of straight pieces, as columns that a linear model can weigh.

A number between two points counts for each by how near it is, so that the weights of the points are the
heights of the curve (a spline of degree one: Hastie & Tibshirani 1986).
"""

import numpy as np

POINTS = 4
Points = list[tuple[float, float]]
"""The points of a curve: numbers, rising, and the heights there in log odds."""


def knots(values: np.ndarray) -> np.ndarray:
    """Where a curve may bend: at even shares of its numbers, from the 1st percentile to the 99th."""
    shares = np.linspace(0.01, 0.99, POINTS)
    return np.unique(np.round(np.quantile(values[~np.isnan(values)], shares), 3))


def hats(values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """How much each number counts for each point: a row adds up to 1, or to 0 where the number is missing.

    Args:
        values: the numbers, n of them, NaN where there is none.
        at: the k points (`knots`).

    Returns:
        n rows of k columns.
    """
    known = ~np.isnan(values)
    columns = [np.interp(values[known], at, one) for one in np.eye(len(at))]
    out = np.zeros((len(values), len(at)))
    out[known] = np.column_stack(columns)
    return out
