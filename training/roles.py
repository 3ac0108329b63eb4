"""Train the choice between result and target.

Usage: python -m training.roles [--folds N]

The share of right roles (cross-validated by document) is printed beside that of the rules alone; the
weights go to nlp/data/role_model.json. Figures that are `assigned`, by gold or by the rules, are left out.
A choice of two, of which one bears no marks, is a logistic regression.

The rules were made with these texts in view and are right more often in them than they will be elsewhere. So
each figure is learned from once more, counting half, without what the rules made of it.
"""

from collections.abc import Iterable

from nlp.drafts import Draft
from nlp.facts import Span
from nlp.periods import PeriodMention
from nlp.pipeline import facts_of
from nlp.role_choice import MODEL, RoleChoice
from nlp.roles import Role
from training.choice import Group, Text, train
from training.texts import figure_from

STRENGTH = 0.1
_WITHOUT_RULES = 0.5
"""What a figure counts by when it is learned from without the rules' answer."""


def collect(texts: Iterable[Text]) -> tuple[list[Group], list[bool]]:
    """Target and result for every matched figure, and for each whether the rules alone are right."""
    groups: list[Group] = []
    ruled_right: list[bool] = []
    original = RoleChoice.choose
    for number, document, gold in texts:

        def watching(
            self: RoleChoice, sentence: Span, draft: Draft, ruled: Role, mention: PeriodMention | None
        ) -> tuple[Role, float]:
            record = figure_from(gold, draft.numeral.start)  # noqa: B023
            if record is not None and "assigned" not in (record["role"], ruled.name):
                marks = self.marks(sentence, draft, ruled, mention)
                right = [record["role"] == role for role in ("target", "result")]
                groups.append(Group(number, [marks, frozenset()], right))  # noqa: B023
                bare = frozenset(m for m in marks if not of_rules(m))
                groups.append(Group(number, [bare, frozenset()], right, _WITHOUT_RULES, False))  # noqa: B023
                ruled_right.append(record["role"] == ruled.name)
            return original(self, sentence, draft, ruled, mention)

        RoleChoice.choose = watching  # type: ignore[method-assign]
        facts_of(document)
    RoleChoice.choose = original  # type: ignore[method-assign]
    return groups, ruled_right


def of_rules(mark: str) -> bool:
    """Whether a mark tells what the rules made of a number."""
    return "rule=" in mark or mark.startswith("held target=")


def main() -> None:
    """Train, print the cross-validated figures and write the model."""
    train(MODEL, collect, STRENGTH)


if __name__ == "__main__":
    main()
