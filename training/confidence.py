"""Train the confidence of facts on the annotated tuning texts.

Usage: python -m training.confidence

A fact is right when the contract's scorer says that it is wholly right; facts that gold doesn't have are
wrong. Since the choice of indicators is trained on the same texts, every text is read with a model of
indicators that never saw it. The logistic regression over marks and over curves of numbers
(`training.curves`) is cross-validated by document. The held-out scores are brought to probabilities
together with those of the texts that nobody tuned on, where such stand in tests/annotated/calibration.

What is printed is measured on texts held out.
"""

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from nlp.choice import choice
from nlp.confidence import marks, probability
from nlp.document import Document
from nlp.facts import Fact, Figure, row
from nlp.pipeline import raw_facts
from nlp.scoring import judge
from nlp.sureness import OF_DOCUMENT, Curve, Sureness, of_document
from training import indicators, places, roles
from training.choice import fit as fit_choice
from training.choice import held_out_groups
from training.curves import Points, hats, knots
from training.texts import TUNING, annotated

CALIBRATION = TUNING.parent / "calibration"
MODEL = Path(__file__).parent.parent / "nlp" / "data" / "confidence.json"
FOLDS = 6
NUMBERS = (*Sureness._fields, *OF_DOCUMENT)
STRENGTH = 0.1
"""The prior's variance of the height of a curve's points, in log odds."""
MARK = 0.4
"""How much a mark counts beside a point: by its square the variance of its weight is less."""
LEAST = 4
PRIOR = 8.0
SURE = 0.9
DRAWS = 100
BANDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Example:
    """A fact that the extractor found.

    Attributes:
        text: the number of its text.
        kind, rule: of the fact.
        marks, numbers: of a figure; the numbers by their names, those that it has.
        right: whether it is wholly right.
    """

    text: int
    kind: str
    rule: str
    marks: tuple[str, ...]
    numbers: dict[str, float]
    right: bool


def examples() -> list[Example]:
    """All facts found in the tuning texts, each text read by models that never saw it."""
    texts = annotated()
    made = [
        (model.MODEL, held_out_groups(model.MODEL, model.collect, model.STRENGTH, FOLDS)[0], model.STRENGTH)
        for model in (indicators, places, roles)
    ]
    out: list[Example] = []
    try:
        for fold in range(FOLDS):
            for name, groups, strength in made:
                rest = [g for g in groups if g.text % FOLDS != fold]
                choice(name).weights = fit_choice(rest, strength)["weights"]
            for number, (document, gold) in enumerate(texts):
                if number % FOLDS == fold:
                    out += judged(number, document, gold)
    finally:
        choice.cache_clear()
    return out


def judged(number: int, document: Document, gold: list[dict[str, Any]]) -> list[Example]:
    """The facts of one text with their marks and whether they are right."""
    facts: list[Fact] = raw_facts(document)
    rows = [row(fact, document) for fact in facts]
    right = {(j.kind, j.found["start"], j.found["end"]) for j in judge("", gold, rows) if j.right and j.found}
    own = iter(marks(facts, document.text, document.published))
    of_text = of_document([f.sureness for f in facts if isinstance(f, Figure)])
    shared = dict(zip(OF_DOCUMENT, of_text, strict=False))
    out = []
    for fact, one in zip(facts, rows, strict=True):
        mine, numbers = (), {}
        if isinstance(fact, Figure):
            mine = tuple(next(own))
            numbers = shared | (fact.sureness._asdict() if fact.sureness else {})
        fits = (one["kind"], fact.start, fact.end) in right
        out.append(Example(number, one["kind"], fact.rule, mine, numbers, fits))
    return out


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic regression: the weights of the marks, the bias under the empty name; the numbers' points."""

    weights: dict[str, float]
    points: dict[str, Points]

    def scores(self, found: list[Example]) -> np.ndarray:
        """The log odds of figures that they are right, as the extractor computes them."""
        curves = {name: Curve(points) for name, points in self.points.items()}
        return np.array(
            [
                self.weights[""]
                + sum(self.weights.get(m, 0.0) for m in e.marks)
                + sum(curves[name](n) for name, n in e.numbers.items())
                for e in found
            ]
        )


def _marked(found: list[Example], index: dict[str, int]) -> Any:
    from scipy.sparse import csr_matrix

    at = [(i, index[m]) for i, e in enumerate(found) for m in set(e.marks) if m in index]
    rows, columns = zip(*at, strict=True)
    return csr_matrix((np.ones(len(at)), (rows, columns)), shape=(len(found), len(index)))


def fit(found: list[Example]) -> Fitted:
    """Weights by which figures that are right score above those that are not."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    texts: dict[str, set[int]] = defaultdict(set)
    for e in found:
        for m in e.marks:
            texts[m].add(e.text)
    index = {m: i for i, m in enumerate(sorted(m for m, seen in texts.items() if len(seen) >= LEAST))}
    numbers = {n: np.array([e.numbers.get(n, np.nan) for e in found]) for n in NUMBERS}
    places = {name: knots(values) for name, values in numbers.items()}
    shares = np.hstack([hats(values, places[name]) for name, values in numbers.items()])
    # one strength for all: marks, of which there are many, are drawn nearer to nothing by counting less
    matrix = hstack([MARK * _marked(found, index), csr_matrix(shares)]).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, [e.right for e in found])
    weights = {m: round(MARK * float(model.coef_[0][i]), 4) for m, i in index.items()}
    heights = iter(model.coef_[0][len(index) :])
    points = {
        name: [(float(x), round(float(y), 4)) for x, y in zip(at, heights, strict=False)]
        for name, at in places.items()
    }
    bias = round(float(model.intercept_[0]), 4)
    return Fitted({"": bias, **{m: w for m, w in weights.items() if abs(w) >= 0.005}}, points)


def held_out(found: list[Example]) -> np.ndarray:
    """The score of each figure by a model that never saw its text."""
    scores = np.zeros(len(found))
    fold = np.array([e.text % FOLDS for e in found])
    for one in range(FOLDS):
        model = fit([e for e in found if e.text % FOLDS != one])
        scores[fold == one] = model.scores([e for e in found if e.text % FOLDS == one])
    return scores


def calibrate(scores: np.ndarray, right: np.ndarray, texts: np.ndarray) -> tuple[float, float]:
    """The slope and the offset that make scores the log odds that were measured (Platt 1999).

    Figures of one text are right or wrong together, so that chance does more than their number tells: the
    offset is less the standard error at `SURE`, over texts drawn again (bootstrap: Efron 1979).

    Args:
        scores, right, texts: of each figure its score, whether it is right, and the number of its text.
    """
    slope, offset = _platt(scores, right)
    at = (math.log(SURE / (1 - SURE)) - offset) / slope
    of = [np.flatnonzero(texts == one) for one in np.unique(texts)]
    chance = np.random.default_rng(1)
    drawn = [np.concatenate([of[i] for i in chance.integers(len(of), size=len(of))]) for _ in range(DRAWS)]
    again = [_platt(scores[one], right[one]) for one in drawn]
    error = float(np.std([a * at + b for a, b in again]))
    return round(slope, 4), round(offset - error, 4)


def _platt(scores: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(scores[:, None], right)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def table(confidence: np.ndarray, right: np.ndarray) -> list[tuple[str, int, float, float]]:
    """For each band of confidence: its name, how many facts, mean confidence, share wholly right."""
    out = []
    for low, high in pairwise(BANDS):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            name = f"{low:.1f}–{min(high, 1.0):.1f}"
            out.append(
                (name, int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean()))
            )
    return out


def cross_validated(found: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """(confidence, right) of the figures, weights and steps both from other texts."""
    figures = [e for e in found if e.kind == "figure"]
    right = np.array([e.right for e in figures])
    scores = held_out(figures)
    texts = np.array([e.text for e in figures])
    confidence = np.zeros(len(figures))
    for one in range(FOLDS):
        here = texts % FOLDS == one
        scale = calibrate(scores[~here], right[~here], texts[~here])
        confidence[here] = [probability(scale, s) for s in scores[here]]
    return confidence, right


def rules(found: list[Example]) -> dict[str, dict[str, float]]:
    """The rate of right facts by kind and rule, drawn towards that of the kind; "" is the kind's."""
    out: dict[str, dict[str, float]] = {}
    for kind in ("directive", "locality", "statement"):
        here = [e for e in found if e.kind == kind]
        rate = (sum(e.right for e in here) + 1) / (len(here) + 2)
        of_rule = Counter(e.rule for e in here)
        out[kind] = {"": round(rate, 3)} | {
            rule: round((sum(e.right for e in here if e.rule == rule) + PRIOR * rate) / (n + PRIOR), 3)
            for rule, n in sorted(of_rule.items())
        }
    return out


def main() -> None:
    """Train, print the calibration on held-out texts and write the model."""
    found = examples()
    figures = [e for e in found if e.kind == "figure"]
    confidence, right = cross_validated(found)
    fitted = fit(figures)
    scores, known = held_out(figures), figures
    if CALIBRATION.is_dir():
        last = 1 + max(e.text for e in figures)
        fresh = [e for n, (d, g) in enumerate(annotated(CALIBRATION), last) for e in judged(n, d, g)]
        fresh = [e for e in fresh if e.kind == "figure"]
        scores, known = np.concatenate([scores, fitted.scores(fresh)]), known + fresh
        print(f"brought to probabilities with {len(fresh)} figures of texts that nobody tuned on")
    model = {
        "weights": fitted.weights,
        "curves": fitted.points,
        "scale": calibrate(scores, np.array([e.right for e in known]), np.array([e.text for e in known])),
        "rules": rules(found),
    }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(figures)} figures, {right.mean():.3f} wholly right; held out:")
    for name, count, mean, share in table(confidence, right):
        print(f"  confidence {name}: {count:5d} figures, mean {mean:.3f}, wholly right {share:.3f}")
    sure = confidence >= SURE
    share = right[sure].mean() if sure.any() else 0.0
    print(f"  at least {SURE}: {sure.mean():.3f} of all, {share:.3f} wholly right")


if __name__ == "__main__":
    main()
