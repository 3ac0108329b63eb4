"""Train the choice of places: which of the places told around a number it is about.

Usage: python -m training.places [--folds N]

The cross-validated share of right choices (by document) is printed, beside that of the rules alone;
the weights go to nlp/data/place_model.json.
"""

from collections.abc import Iterable

from nlp.facts import Span
from nlp.pipeline import facts_of
from nlp.place_choice import MODEL, About, PlaceChoice
from nlp.places_told import Place
from nlp.scoring import field_right
from training.choice import Group, Text, train
from training.texts import figure_from

STRENGTH = 0.1


def collect(texts: Iterable[Text]) -> tuple[list[Group], list[bool]]:
    """The candidates for every matched figure, and for each whether the rules alone are right."""
    groups: list[Group] = []
    ruled: list[bool] = []
    original = PlaceChoice.choose
    for number, document, gold in texts:

        def watching(self: PlaceChoice, sentence: Span, about: About) -> tuple[Place | None, bool, float]:
            record = figure_from(gold, about.start)  # noqa: B023
            if record is not None:
                found, by_rule, _ = self.candidates(sentence, about)
                right = [field_right("locality", record, {"locality": place.label}) for place in found]
                groups.append(Group(number, found.marks(), right))  # noqa: B023
                label = by_rule.label if by_rule else None
                ruled.append(field_right("locality", record, {"locality": label}))
            return original(self, sentence, about)

        PlaceChoice.choose = watching  # type: ignore[method-assign]
        facts_of(document)
    PlaceChoice.choose = original  # type: ignore[method-assign]
    return groups, ruled


def main() -> None:
    """Train, print the cross-validated figures and write the model."""
    train(MODEL, collect, STRENGTH)


if __name__ == "__main__":
    main()
