"""Train the choice of periods: which of the times told around a number it holds for.

Usage: python -m training.periods [--folds N]

The period chosen last is a mark of the next choice, so training goes round a few times. The
cross-validated share of right choices (by document) is printed, beside that of the rules alone; the
weights go to nlp/data/period_model.json.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

import nlp.period_choice
from nlp.facts import Span
from nlp.period_choice import Period, PeriodChoice, Told
from nlp.pipeline import facts_of
from training.choice import Group, chosen_right, fit
from training.texts import annotated

MODEL = Path(__file__).parent.parent / "nlp" / "data" / "period_model.json"
ROUNDS = 2
STRENGTH = 0.1


def collect(texts: list[Any]) -> tuple[list[Group], list[bool]]:
    """The candidates for every matched figure, and for each whether the rules alone are right."""
    groups: list[Group] = []
    ruled: list[bool] = []
    original = PeriodChoice.choose
    for number, (document, gold) in enumerate(texts):

        def watching(self: PeriodChoice, sentence: Span, told: Told) -> Period:
            record = next(
                (r for r in gold if r["kind"] == "figure" and r["start"] <= told.start < r["end"]),  # noqa: B023
                None,
            )
            if record is not None:
                found = self.candidates(sentence, told)
                accepted = [record["period"], *record.get("period_also", [])]
                groups.append(
                    Group(number, list(found.values()), [value in accepted for value in found])  # noqa: B023
                )
                ruled.append(told.rule in accepted)
            return original(self, sentence, told)

        PeriodChoice.choose = watching  # type: ignore[method-assign]
        facts_of(document)
    PeriodChoice.choose = original  # type: ignore[method-assign]
    return groups, ruled


def main() -> None:
    """Train, print the cross-validated figures and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--strength", type=float, default=STRENGTH)
    args = parser.parse_args()
    texts = annotated()
    if not MODEL.exists():
        MODEL.write_text('{"weights": {"rule": 1.0}}\n', encoding="utf-8")
    for round_number in range(ROUNDS):
        groups, ruled = collect(texts)
        model = fit(groups, args.strength)
        MODEL.write_text(
            json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
        )
        nlp.period_choice._weights.cache_clear()
        nlp.period_choice._weight.cache_clear()
        print(
            f"round {round_number + 1}: {len(groups)} figures, reachable "
            f"{np.mean([any(g.right) for g in groups]):.3f}, rules alone {np.mean(ruled):.3f}, "
            f"chosen right {np.mean(chosen_right(model, groups)):.3f}"
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
