"""Models that choose one of several candidates by their marks, for indicators and places.

The model is McFadden's conditional logit (1974) with several right choices and a Gaussian prior on
the weights.
"""

import argparse
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import nlp.choice
from nlp.document import Document
from training.texts import annotated

ROUNDS = 2
FOLDS = 12
Text = tuple[int, Document, list[dict[str, Any]]]
"""A text's number, the text, and its gold facts."""
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
        weight: what it counts by when weights are fitted.
        told_whole: whether nothing was taken away from the marks; others are only learned from.
    """

    text: int
    marks: Sequence[Collection[str]]
    right: Sequence[bool]
    weight: float = 1.0
    told_whole: bool = True


Collect = Callable[[Iterable[Text]], tuple[list[Group], list[bool]]]


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
    counted = np.array([g.weight for g in usable])
    starts = np.searchsorted(of, np.arange(len(usable)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total = np.add.reduceat(raised, starts)
        hit = np.add.reduceat(np.where(good, raised, 0.0), starts)
        push = (raised / total[of] - np.where(good, raised, 0.0) / hit[of]) * counted[of]
        cost = -(np.log(hit / total) * counted).sum()
        return float(cost + (w @ w) / (2 * strength)), matrix.T @ push + w / strength

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {"weights": {m: round(float(best.x[i]), 4) for m, i in index.items() if abs(best.x[i]) >= 0.01}}


def chosen_right(model: dict[str, Any], groups: list[Group]) -> list[bool]:
    """For each figure told whole whether the model's choice is right."""
    weights = model["weights"]
    out = []
    for group in groups:
        if group.marks and group.told_whole:
            scores = [sum(weights.get(m, 0.0) for m in set(marks)) for marks in group.marks]
            out.append(bool(group.right[int(np.argmax(scores))]))
    return out


def train(name: str, collect: Collect, strength: float) -> None:
    """Train the model `name` on the tuning texts, print its cross-validated figures and write its weights.

    What was chosen for one figure is a mark of the next. So that a model learns from choices as good
    as it will make them, each text is read by a model that never saw it.

    Args:
        name: of the file in nlp/data.
        collect: gives the groups of texts read with the weights so far, and for each whether the rules
            alone are right.
        strength: variance of the prior.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--strength", type=float, default=strength)
    args = parser.parse_args()
    groups, ruled = held_out_groups(name, collect, args.strength, args.folds)
    model = fit(groups, args.strength)
    words = json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    (DATA / f"{name}.json").write_text(words, encoding="utf-8")
    nlp.choice.choice.cache_clear()
    held: list[bool] = []
    for fold in range(args.folds):
        rest = [g for g in groups if g.text % args.folds != fold]
        held += chosen_right(fit(rest, args.strength), [g for g in groups if g.text % args.folds == fold])
    whole = [g for g in groups if g.told_whole]
    print(
        f"{len(whole)} figures, reachable {np.mean([any(g.right) for g in whole]):.3f}, "
        f"rules alone {np.mean(ruled):.3f}, fitted {np.mean(chosen_right(model, groups)):.3f}, "
        f"cross-validated by document ({args.folds} folds) {np.mean(held):.3f}"
    )


def held_out_groups(
    name: str, collect: Collect, strength: float, folds: int
) -> tuple[list[Group], list[bool]]:
    """The groups of all tuning texts, each text read by a model fitted to the others."""
    texts = [(number, document, gold) for number, (document, gold) in enumerate(annotated())]
    path = DATA / f"{name}.json"
    if not path.exists():
        path.write_text('{"weights": {}}\n', encoding="utf-8")
    nlp.choice.choice.cache_clear()
    groups, ruled = collect(texts)
    for _ in range(ROUNDS):
        models = [fit([g for g in groups if g.text % folds != fold], strength) for fold in range(folds)]
        groups, ruled = [], []
        for fold, model in enumerate(models):
            nlp.choice.choice(name).weights = model["weights"]
            more, by_rule = collect([t for t in texts if t[0] % folds == fold])
            groups += more
            ruled += by_rule
    nlp.choice.choice.cache_clear()
    return groups, ruled
