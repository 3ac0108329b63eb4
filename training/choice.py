"""Models that choose one of several candidates by their marks, for indicators and periods.

The model is McFadden's conditional logit (1974) with several right choices and a Gaussian prior on
the weights.
"""

import argparse
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import nlp.choice
from training.texts import annotated

DATA = Path(__file__).parent.parent / "nlp" / "data"
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
        for marks, fits in zip(group.marks, group.right, strict=True):
            for mark in set(marks):
                if mark in index:
                    rows.append(at)
                    columns.append(index[mark])
            group_of.append(g)
            right_rows.append(fits)
            at += 1
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(at, len(index)))
    of, good = np.array(group_of), np.array(right_rows)
    starts = np.searchsorted(of, np.arange(len(usable)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total = np.add.reduceat(raised, starts)
        hit = np.add.reduceat(np.where(good, raised, 0.0), starts)
        push = raised / total[of] - np.where(good, raised, 0.0) / hit[of]
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


def train(
    name: str, collect: Callable[[list[Any]], tuple[list[Group], list[bool]]], strength: float, rounds: int
) -> None:
    """Train the model `name` on the tuning texts, print its cross-validated figures and write its weights.

    Args:
        name: of the file in nlp/data.
        collect: gives the groups of texts read with the weights so far, and for each whether the rules
            alone are right; what was chosen for one figure is a mark of the next, hence the rounds.
        strength: variance of the prior.
        rounds: how often to go round.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--strength", type=float, default=strength)
    args = parser.parse_args()
    path = DATA / f"{name}.json"
    if not path.exists():
        path.write_text('{"weights": {"rule": 1.0}}\n', encoding="utf-8")
    texts = annotated()
    for round_number in range(rounds):
        groups, ruled = collect(texts)
        model = fit(groups, args.strength)
        words = json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        path.write_text(words, encoding="utf-8")
        nlp.choice.choice.cache_clear()
        print(
            f"round {round_number + 1}: {len(groups)} figures, reachable "
            f"{np.mean([any(g.right) for g in groups]):.3f}, rules alone {np.mean(ruled):.3f}, "
            f"chosen right {np.mean(chosen_right(model, groups)):.3f}"
        )
    held: list[bool] = []
    for fold in range(args.folds):
        rest = [g for g in groups if g.text % args.folds != fold]
        held += chosen_right(fit(rest, args.strength), [g for g in groups if g.text % args.folds == fold])
    print(
        f"cross-validated by document ({args.folds} folds): chosen right {np.mean(held):.3f} of {len(held)}"
    )
