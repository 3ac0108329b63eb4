"""Train the choice of periods: which of the times told around a number it holds for.

Usage: python -m training.periods [--folds N]

The cross-validated share of right choices (by document) is printed, beside that of the rules alone;
the weights go to nlp/data/period_model.json.
"""

from collections.abc import Iterable

from nlp.facts import Span
from nlp.period_choice import MODEL, Period, PeriodChoice, Told
from nlp.pipeline import facts_of
from training.choice import Group, Text, train
from training.texts import figure_from

STRENGTH = 0.03


def collect(texts: Iterable[Text]) -> tuple[list[Group], list[bool]]:
    """The candidates for every matched figure, and for each whether the rules alone are right."""
    groups: list[Group] = []
    ruled: list[bool] = []
    original = PeriodChoice.choose
    for number, document, gold in texts:

        def watching(self: PeriodChoice, sentence: Span, told: Told) -> Period:
            record = figure_from(gold, told.start)  # noqa: B023
            if record is not None:
                found = self.candidates(sentence, told)
                accepted = [record["period"], *record.get("period_also", [])]
                right = [value in accepted for value in found]
                groups.append(Group(number, list(found.values()), right))  # noqa: B023
                ruled.append(told.rule in accepted)
            return original(self, sentence, told)

        PeriodChoice.choose = watching  # type: ignore[method-assign]
        facts_of(document)
    PeriodChoice.choose = original  # type: ignore[method-assign]
    return groups, ruled


def main() -> None:
    """Train, print the cross-validated figures and write the model."""
    train(MODEL, collect, STRENGTH)


if __name__ == "__main__":
    main()
