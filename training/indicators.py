"""Train the choice of indicators: which of the candidate stretches names what a number measures.

Usage: python -m training.indicators [--folds N]

Candidates that agree with the gold indicator by the contract are right, the rest wrong. The
cross-validated share of right choices (by document) is printed, beside that of the likeliest shape
alone; the weights go to nlp/data/indicator_model.json.
"""

from collections.abc import Iterable

import nlp.figures
from nlp.candidates import Indicator, Surroundings, candidates
from nlp.indicators import MODEL
from nlp.pipeline import facts_of
from nlp.stretches import Context
from nlp.wording import indicator_agrees
from training.choice import Group, Text, train
from training.texts import figure_at

STRENGTH = 0.1
NOT_FROM = frozenset(("r9", "r10", "r13", "r14", "r16", "r17", "r18", "r19", "r20", "w15", "w20"))
"""Lots that the choice is not fitted to.

Those that begin with r retell excerpts of pages whose beginnings are missing, so that gold often names what
is measured in words that the text doesn't have. Fitted to them too, the choice had 8 errors fewer in the
1,559 figures of the calibration texts, half of which retell pages as well, and 5 more in the 114 of five
whole articles. Fitted to w15 and w20 too, which were read last, it had 5 more in the 431 of w19 and w22 and
2 more in the 114.
"""


def collect(texts: Iterable[Text]) -> tuple[list[Group], list[bool]]:
    """The candidates for every matched figure, and for each whether the first of them is right."""
    groups: list[Group] = []
    first: list[bool] = []
    original = nlp.figures.indicator_of
    for number, document, gold in texts:
        if document.source.partition("-")[0] in NOT_FROM:
            continue

        def watching(context: Context, around: Surroundings) -> Indicator | None:
            record = figure_at(gold, around.numeral.start, around.numeral.end)  # noqa: B023
            found = candidates(context, around) if record is not None else []
            if record is not None and found:
                unit = around.numeral.unit or (context.text[slice(*around.unit)] if around.unit else None)
                right = [indicator_agrees(record, c.indicator.text, unit) for c in found]
                marks = [tuple(mark for marks in c.marks for mark in marks) for c in found]
                groups.append(Group(number, marks, right))  # noqa: B023
                first.append(right[0])
            return original(context, around)

        nlp.figures.indicator_of = watching
        facts_of(document)
    nlp.figures.indicator_of = original
    return groups, first


def main() -> None:
    """Train, print the cross-validated figures and write the model."""
    train(MODEL, collect, STRENGTH)


if __name__ == "__main__":
    main()
