"""Train the confidence of facts on the annotated tuning texts.

Usage: python -m training.confidence

A fact is right when the contract's scorer says that it is wholly right; facts that gold doesn't have are
wrong. Since the choice of indicators is trained on the same texts, every text is read with a model of
indicators that never saw it. The logistic regression is cross-validated by document, and the held-out
scores are brought to probabilities by isotonic regression. Rules that were made with the tuning texts in
view read those better than any others: where texts that nobody tuned on stand in
tests/annotated/calibration, the scores are brought to probabilities on them instead.

What is printed is measured on texts held out.
"""

import json
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
from training import indicators, places, roles
from training.choice import fit as fit_choice
from training.choice import held_out_groups
from training.texts import TUNING, annotated

CALIBRATION = TUNING.parent / "calibration"
MODEL = Path(__file__).parent.parent / "nlp" / "data" / "confidence.json"
FOLDS = 6
STRENGTH = 0.03
LEAST = 4
PRIOR = 8.0
BANDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Example:
    """A fact that the extractor found: its text's number, its marks (figures), its rule, right or not."""

    text: int
    kind: str
    rule: str
    marks: tuple[str, ...]
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
    out = []
    for fact, one in zip(facts, rows, strict=True):
        mine = tuple(next(own)) if isinstance(fact, Figure) else ()
        out.append(
            Example(number, one["kind"], fact.rule, mine, (one["kind"], fact.start, fact.end) in right)
        )
    return out


def _matrix(found: list[Example], index: dict[str, int]) -> Any:
    from scipy.sparse import csr_matrix

    at = [(i, index[m]) for i, e in enumerate(found) for m in set(e.marks) if m in index]
    rows, columns = zip(*at, strict=True)
    return csr_matrix((np.ones(len(at)), (rows, columns)), shape=(len(found), len(index)))


def fit(found: list[Example]) -> dict[str, float]:
    """The weights of the marks, the bias under the empty name."""
    from sklearn.linear_model import LogisticRegression

    texts: dict[str, set[int]] = defaultdict(set)
    for e in found:
        for m in e.marks:
            texts[m].add(e.text)
    index = {m: i for i, m in enumerate(sorted(m for m, seen in texts.items() if len(seen) >= LEAST))}
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(_matrix(found, index), [e.right for e in found])
    weights = {m: round(float(model.coef_[0][i]), 4) for m, i in index.items()}
    return {"": round(float(model.intercept_[0]), 4), **{m: w for m, w in weights.items() if abs(w) >= 0.005}}


def held_out(found: list[Example]) -> np.ndarray:
    """The score of each figure by a model that never saw its text."""
    scores = np.zeros(len(found))
    for fold in range(FOLDS):
        weights = fit([e for e in found if e.text % FOLDS != fold])
        for i, e in enumerate(found):
            if e.text % FOLDS == fold:
                scores[i] = weights[""] + sum(weights.get(m, 0.0) for m in e.marks)
    return scores


def calibrate(scores: np.ndarray, right: np.ndarray) -> tuple[list[float], list[float]]:
    """Steps of the score and the rate of right facts on each, rising (isotonic regression).

    The rate of a step is the measured one less its standard error, so that a handful never claims much.
    """
    from sklearn.isotonic import IsotonicRegression

    order = np.argsort(scores)
    fitted = IsotonicRegression().fit(scores[order], right[order]).predict(scores[order])
    steps: list[float] = []
    rates: list[float] = []
    for value in np.unique(fitted):
        inside = np.flatnonzero(fitted == value)
        share = float((right[order][inside].sum() + 0.5) / (len(inside) + 1))
        rate = max(0.01, share - (share * (1 - share) / (len(inside) + 1)) ** 0.5)
        if rates and rate < rates[-1]:
            rate = rates[-1]
        if rates:
            steps.append(round(float(scores[order][inside[0]]), 4))
        rates.append(rate)
    return steps, [round(r, 3) for r in rates]


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
    fold = np.array([e.text % FOLDS for e in figures])
    confidence = np.zeros(len(figures))
    for one in range(FOLDS):
        steps, rates = calibrate(scores[fold != one], right[fold != one])
        for i in np.flatnonzero(fold == one):
            confidence[i] = probability(steps, rates, scores[i])
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
    weights = fit(figures)
    steps, rates = calibrate(held_out(figures), right)
    if CALIBRATION.is_dir():
        fresh = [e for n, (d, g) in enumerate(annotated(CALIBRATION)) for e in judged(n, d, g)]
        fresh = [e for e in fresh if e.kind == "figure"]
        scores = np.array([weights[""] + sum(weights.get(m, 0.0) for m in e.marks) for e in fresh])
        steps, rates = calibrate(scores, np.array([e.right for e in fresh]))
        print(f"brought to probabilities on {len(fresh)} figures of texts that nobody tuned on")
    model = {"weights": weights, "steps": steps, "rates": rates, "rules": rules(found)}
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(figures)} figures, {right.mean():.3f} wholly right; held out:")
    for name, count, mean, share in table(confidence, right):
        print(f"  confidence {name}: {count:5d} figures, mean {mean:.3f}, wholly right {share:.3f}")
    sure = confidence >= 0.9
    share = right[sure].mean() if sure.any() else 0.0
    print(f"  at least 0.9: {sure.mean():.3f} of all, {share:.3f} wholly right")


if __name__ == "__main__":
    main()
