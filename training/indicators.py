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
from nlp.candidates import Indicator, Surroundings, candidates
from nlp.pipeline import facts_of
from nlp.stretches import Context
from nlp.wording import indicator_agrees
from training.choice import Group, chosen_right, fit
from training.texts import annotated, figure_at

MODEL = Path(__file__).parent.parent / "nlp" / "data" / "indicator_model.json"
ROUNDS = 3
STRENGTH = 0.5


def collect(texts: list[Any]) -> list[Group]:
    """The candidates for every matched figure, and which of them are right."""
    groups: list[Group] = []
    original = nlp.indicators.indicator_of
    for number, (document, gold) in enumerate(texts):

        def watching(context: Context, around: Surroundings) -> Indicator | None:
            record = figure_at(gold, around.numeral.start, around.numeral.end)  # noqa: B023
            if record is not None:
                found = candidates(context, around)
                unit = around.numeral.unit or (context.text[slice(*around.unit)] if around.unit else None)
                right = [indicator_agrees(record, c.indicator.text, unit) for c in found]
                marks = [(*c.ground, *c.words, *c.marks) for c in found]
                groups.append(Group(number, marks, right))  # noqa: B023
            return original(context, around)

        nlp.figures.indicator_of = watching  # type: ignore[assignment]
        facts_of(document)
    nlp.figures.indicator_of = original  # type: ignore[assignment]
    return groups


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
        reachable = np.mean([any(g.right) for g in groups])
        fitted = np.mean(chosen_right(model, groups))
        print(
            f"round {round_number + 1}: {len(groups)} figures, reachable {reachable:.3f}, "
            f"chosen right {fitted:.3f}"
        )
    held: list[bool] = []
    for fold in range(args.folds):
        train = [g for g in groups if g.text % args.folds != fold]
        held += chosen_right(fit(train, args.strength), [g for g in groups if g.text % args.folds == fold])
    print(
        f"cross-validated by document ({args.folds} folds): chosen right {np.mean(held):.3f} of {len(held)}"
    )


if __name__ == "__main__":
    main()
