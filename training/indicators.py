"""Train the choice of indicators: which of the candidate stretches names what a number measures.

Usage: python -m training.indicators [--folds N]

Candidates that agree with the gold indicator by the contract are positive, the rest negative. The
earlier indicators that a candidate may share are those the model itself chose, so training goes
round a few times. The cross-validated share of right choices (by document) is printed; the weights
go to nlp/data/indicator_model.json.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

import nlp.figures
import nlp.indicators
from nlp.candidates import Candidate, Indicator, Surroundings, candidates
from nlp.pipeline import facts_of
from nlp.stretches import Context
from nlp.wording import indicator_agrees
from training.texts import annotated, figure_at

MODEL = Path(__file__).parent.parent / "nlp" / "data" / "indicator_model.json"
ROUNDS = 3
STRENGTH = 0.5


def collect(texts: list[Any]) -> list[tuple[int, list[Candidate], list[bool]]]:
    """(document index, candidates, which of them are right) for every matched figure."""
    groups: list[tuple[int, list[Candidate], list[bool]]] = []
    original = nlp.indicators.indicator_of
    for number, (document, gold) in enumerate(texts):

        def watching(context: Context, around: Surroundings) -> Indicator | None:
            record = figure_at(gold, around.numeral.start, around.numeral.end)  # noqa: B023
            if record is not None:
                found = candidates(context, around)
                unit = around.numeral.unit or (context.text[slice(*around.unit)] if around.unit else None)
                right = [indicator_agrees(record, c.indicator.text, unit) for c in found]
                groups.append((number, found, right))  # noqa: B023
            return original(context, around)

        nlp.figures.indicator_of = watching  # type: ignore[assignment]
        facts_of(document)
    nlp.figures.indicator_of = original  # type: ignore[assignment]
    return groups


def fit(groups: list[tuple[int, list[Candidate], list[bool]]], strength: float) -> dict[str, Any]:
    """Weights of a conditional logit: of the candidates of one number, a right one should come first.

    The model is McFadden's choice model (1974) with several right choices, a Gaussian prior of
    variance `strength` on the weights, and marks that occur with fewer than four numbers left out.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    usable = [g for g in groups if any(g[2]) and not all(g[2])]
    counts: dict[str, int] = {}
    for _, found, _ in usable:
        for mark in {m for c in found for m in (*c.ground, *c.words, *c.marks)}:
            counts[mark] = counts.get(mark, 0) + 1
    index = {m: i for i, m in enumerate(sorted(m for m, n in counts.items() if n >= 4))}
    rows, columns, group_of, right_rows = [], [], [], []
    at = 0
    for g, (_, found, right) in enumerate(usable):
        for candidate, good in zip(found, right, strict=True):
            for mark in {*candidate.ground, *candidate.words, *candidate.marks}:
                if mark in index:
                    rows.append(at)
                    columns.append(index[mark])
            group_of.append(g)
            right_rows.append(good)
            at += 1
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(at, len(index)))
    group, good = np.array(group_of), np.array(right_rows)
    starts = np.searchsorted(group, np.arange(len(usable)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(scores, starts)
        hit = np.add.reduceat(np.where(good, scores, 0.0), starts)
        push = scores / total[group] - np.where(good, scores, 0.0) / hit[group]
        return float(-np.log(hit / total).sum() + (w @ w) / (2 * strength)), matrix.T @ push + w / strength

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {"weights": {m: round(float(best.x[i]), 4) for m, i in index.items() if abs(best.x[i]) >= 0.01}}


def chosen_right(model: dict[str, Any], groups: list[tuple[int, list[Candidate], list[bool]]]) -> list[bool]:
    """For each figure whether the model's choice is right."""
    out = []
    for _, found, right in groups:
        if found:
            scores = [
                sum(model["weights"].get(m, 0.0) for m in {*c.ground, *c.words, *c.marks}) for c in found
            ]
            out.append(right[int(np.argmax(scores))])
    return out


def main() -> None:
    """Train, print the cross-validated figures and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--strength", type=float, default=STRENGTH)
    args = parser.parse_args()
    texts = annotated()
    for round_number in range(ROUNDS):
        groups = collect(texts)
        model = fit(groups, args.strength)
        MODEL.write_text(
            json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
        )
        nlp.indicators._weights.cache_clear()
        nlp.indicators._weight.cache_clear()
        reachable = np.mean([any(right) for _, _, right in groups])
        fitted = np.mean(chosen_right(model, groups))
        print(
            f"round {round_number + 1}: {len(groups)} figures, reachable {reachable:.3f}, "
            f"chosen right {fitted:.3f}"
        )
    held: list[bool] = []
    for fold in range(args.folds):
        train = [g for g in groups if g[0] % args.folds != fold]
        held += chosen_right(fit(train, args.strength), [g for g in groups if g[0] % args.folds == fold])
    print(
        f"cross-validated by document ({args.folds} folds): chosen right {np.mean(held):.3f} of {len(held)}"
    )


if __name__ == "__main__":
    main()
