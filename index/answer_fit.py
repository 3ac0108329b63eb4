"""How well a figure fits a question, as a probability learned from questions with known answers.

What speaks for a figure and against it is measured (`FEATURES`): how many of the question's words stand in
its indicator, its clause, its sentence; how many of the indicator's words were asked for; whether unit, time,
place and role agree. Their weights are learned by `python -m training.fit` and kept beside this module.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

FEATURES = (
    "words",  # share of the question's content found around the figure, by where it stands
    "own",  # share of it in the indicator, the unit or the body
    "near",  # share of it in the figure's own clause
    "said",  # share of it in its sentence
    "elsewhere",  # share of it only elsewhere in the document
    "absent",  # share of it nowhere in the document, in single words
    "absent_term",  # the same in terms of the field and signs (`bệnh viện`, `PAPI`)
    "covered",  # share of the indicator that the question's words make up
    "few",  # how little the question says: 1 for one word, less for more
    "unit",  # how well the unit agrees, 0 to 1
    "counted",  # the unit is the noun that the question counts
    "unit_named",  # the unit is a noun, and the question has it
    "unit_foreign",  # the unit is a noun that the question lacks
    "sign",  # the unit is a percentage, money or a rank, and nothing says that one is asked for
    "time",  # how well the period agrees, 0 to 1
    "undated",  # the figure has no period and one is asked for
    "beside",  # its period is another, but the year asked for stands beside it
    "nearby",  # the place asked for stands in its sentence, but is not its own
    "aim",  # a target, and nothing says that one is asked for
    "other_role",  # a result where a target is asked for, or a target where a result is
    "status",  # its status is the one asked for (1) or the opposite (-1)
    "numbers",  # share of the question's own numbers that stand in its sentence
    "margin",  # it only says by how much another one missed or passed its target
    "part",  # it is about a body inside the place
    "own_covered",  # `own` and `covered` together
    "whole",  # all of the question's strong words stand in the indicator, the unit or the body
    "missing",  # share of the question's strong words that stand nowhere in its sentence
    "turned",  # its indicator has a word that turns the meaning (`quá hạn`), and the question lacks it
    "unturned",  # the question has such a word, and the figure lacks it
)

ALONE = -6.0  # the odds of a rival where there is none


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned.

    Attributes:
        weights: of the features, in their order.
        bias: what is added to them.
        sure: weights of the best figure's odds and of how far it leads, and what is added to them.
    """

    weights: tuple[float, ...]
    bias: float
    sure: tuple[float, float, float]

    def probability(self, features: np.ndarray) -> np.ndarray:
        """The probability that each figure is the answer.

        Args:
            features: an array (figures, features).
        """
        return 1.0 / (1.0 + np.exp(-(features @ np.array(self.weights) + self.bias)))

    def certainty(self, best: float, rival: float | None) -> float:
        """The probability that the best figure is the answer, by how far it leads.

        Args:
            best: its own probability.
            rival: that of the best figure with another value; None when there is none.
        """
        lead = odds(best) - (odds(rival) if rival is not None else ALONE)
        own, ahead, bias = self.sure
        return 1.0 / (1.0 + math.exp(-(own * odds(best) + ahead * lead + bias)))


@cache
def model() -> Model:
    """The learned weights."""
    told = json.loads((files("index") / "data" / "answer_fit.json").read_text(encoding="utf-8"))
    sure = told["sure"]
    weights = tuple(told["weights"][name] for name in FEATURES)
    return Model(weights, told["bias"], (sure["odds"], sure["lead"], sure["bias"]))


def odds(probability: float) -> float:
    """The logarithm of the odds, in which differences between probabilities compare.

    Example:
        >>> odds(0.5)
        0.0
    """
    kept = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(kept / (1 - kept))
