"""Models that choose one of several candidates by their marks, for indicators and periods.

The model is McFadden's conditional logit (1974) with several right choices and a Gaussian prior on
the weights.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_LEAST = 4
"""Marks that occur with fewer numbers are left out."""


@dataclass(frozen=True, slots=True)
class Group:
    """What could be chosen for one figure.

    Attributes:
        text: the number of its text.
        marks: of each candidate.
        right: which candidates are right.
    """

    text: int
    marks: Sequence[Collection[str]]
    right: Sequence[bool]


def fit(groups: list[Group], strength: float) -> dict[str, Any]:
    """Weights by which a right candidate of each figure comes first; `strength` is the prior's variance."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    usable = [g for g in groups if any(g.right) and not all(g.right)]
    counts: dict[str, int] = {}
    for group in usable:
        for mark in {m for marks in group.marks for m in marks}:
            counts[mark] = counts.get(mark, 0) + 1
    index = {m: i for i, m in enumerate(sorted(m for m, n in counts.items() if n >= _LEAST))}
    rows, columns, group_of, right_rows = [], [], [], []
    at = 0
    for g, group in enumerate(usable):
        for marks, good in zip(group.marks, group.right, strict=True):
            for mark in set(marks):
                if mark in index:
                    rows.append(at)
                    columns.append(index[mark])
            group_of.append(g)
            right_rows.append(good)
            at += 1
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(at, len(index)))
    of, good = np.array(group_of), np.array(right_rows)
    starts = np.searchsorted(of, np.arange(len(usable)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total = np.add.reduceat(scores, starts)
        hit = np.add.reduceat(np.where(good, scores, 0.0), starts)
        push = scores / total[of] - np.where(good, scores, 0.0) / hit[of]
        return float(-np.log(hit / total).sum() + (w @ w) / (2 * strength)), matrix.T @ push + w / strength

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {"weights": {m: round(float(best.x[i]), 4) for m, i in index.items() if abs(best.x[i]) >= 0.01}}


def chosen_right(model: dict[str, Any], groups: list[Group]) -> list[bool]:
    """For each figure whether the model's choice is right."""
    weights = model["weights"]
    out = []
    for group in groups:
        if group.marks:
            scores = [sum(weights.get(m, 0.0) for m in set(marks)) for marks in group.marks]
            out.append(bool(group.right[int(np.argmax(scores))]))
    return out
