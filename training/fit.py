"""Train how well a figure fits a question, and how sure the best one is (`index.answer_fit`).

Usage: python -m training.fit

Questions with known answers are asked of the tuning texts: those that people wrote
(tests/annotated/tuning/questions.jsonl) and others made from annotated figures (`training.asked`). Rules made
with these texts in view read them better than any others; so for fifty texts the facts are those that were
read at first contact. A figure that may be meant is right when it stands where the answer does.

What is printed is measured on questions held out.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.answer_candidates import Weighing
from index.answer_fit import ALONE, FEATURES
from index.facttable import FactTable, Row
from nlp import analyse
from nlp.document import Document
from nlp.facts import row
from nlp.question import parse
from training.asked import asked
from training.texts import TUNING, annotated

MODEL = Path(__file__).parent.parent / "index" / "data" / "answer_fit.json"
TODAY = "2026-01-01"
TYPES = frozenset(
    {"unanswerable", "value_lookup", "target_lookup", "completed_count", "vague_wording", "count", "yesno",
     "target_vs_result"}
)  # fmt: skip
WROTE, MADE = 8.0, 1.0  # what a question that somebody wrote counts by, and one that was made
TAKEN_AWAY = 0.15  # share of made questions whose answer is taken away
FOLDS, SEED = 6, 0
# Facts of texts as they were read before anything was learned from them, so that they are as wrong as those
# of unseen texts; one object a line, `source` the text's name.
FIRST_CONTACT = Path(__file__).parent / "data" / "first_contact.jsonl"


@dataclass(frozen=True, slots=True)
class Asking:
    """What one question found: the features of each figure that may be meant, and which are right."""

    features: np.ndarray
    right: np.ndarray
    weight: float


def first_contact() -> dict[str, list[Row]]:
    """The facts of texts as they were first read, by the text's name."""
    out: dict[str, list[Row]] = {}
    for line in FIRST_CONTACT.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        out.setdefault(fact["source"], []).append(fact)
    return out


def questions(
    texts: list[tuple[Document, list[Row]]],
) -> Iterator[tuple[str, list[tuple[str, int, int]], float, bool]]:
    """Questions, where their answers stand (document, start, end), their weight, and whether to hide them."""
    ids = {Path(d.source).stem: d.id for d, _ in texts}
    for line in (TUNING / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        q = json.loads(line)
        here = all(e["doc"] in ids for e in q["evidence"])
        if here and q["type"] in TYPES and q["answer_type"] in ("value", "yesno", "none"):
            spans = [(ids[e["doc"]], e["start"], e["end"]) for e in q["evidence"]]
            yield q["question"], spans, WROTE, False
    figures = [g | {"doc": d.id} for d, gold in texts for g in gold if g["kind"] == "figure"]
    chance = random.Random(SEED)
    for a in asked(figures, SEED, each=1):
        where = [] if a.answer is None else [(a.answer["doc"], a.answer["start"], a.answer["end"])]
        yield a.text, where, MADE, a.answer is not None and chance.random() < TAKEN_AWAY


def askings() -> list[Asking]:
    """What all questions find: those on texts with facts of the first contact, and those on the others."""
    texts, first = annotated(), first_contact()
    old = [t for t in texts if t[0].source in first]
    new = [t for t in texts if t[0].source not in first]
    facts: list[Row] = [
        {"status": None, "items": []} | fact | {"doc": d.id, "id": f"{d.id}-{fact['kind']}-{fact['start']}"}
        for d, _ in old
        for fact in first[d.source]
        if d.text[fact["start"] : fact["end"]] == fact["text"]
    ]
    read = [row(fact, d) for d, _ in new for fact in analyse(d)]
    return [*_asked_of(old, facts), *_asked_of(new, read)]


def _asked_of(texts: list[tuple[Document, list[Row]]], rows: list[Row]) -> Iterator[Asking]:
    table = FactTable(rows, [d for d, _ in texts])
    for text, where, weight, hidden in questions(texts):
        w = Weighing(parse(text, table.places, TODAY, table.words), table)
        if w.q.wants == "refuse" or (w.unknown and not w.places):
            continue
        kept, features = w.measured(w.place_mask())
        found = [table.figures[i] for i in kept]
        right = np.array([_at(f, where) for f in found], dtype=bool)
        told = {(f["value"], f.get("unit")) for f, r in zip(found, right, strict=True) if r}
        again = np.array([(f["value"], f.get("unit")) in told for f in found], dtype=bool)
        use = (
            ~again if hidden else right | ~again
        )  # the same number told elsewhere is neither right nor wrong
        if use.any():
            yield Asking(features[use], right[use] & (not hidden), weight)


def _at(figure: Row, where: list[tuple[str, int, int]]) -> bool:
    return any(figure["doc"] == d and figure["start"] < e and s < figure["end"] for d, s, e in where)


def fit(seen: list[Asking]) -> Any:
    """The logistic regression over all figures that may be meant; each question counts alike."""
    from sklearn.linear_model import LogisticRegression

    weights = np.concatenate([np.full(len(a.right), a.weight / len(a.right) ** 0.5) for a in seen])
    return LogisticRegression(max_iter=3000).fit(
        np.vstack([a.features for a in seen]),
        np.concatenate([a.right for a in seen]),
        sample_weight=weights,
    )


def best(fitted: Any, a: Asking) -> tuple[float, float, bool]:
    """The odds of the figure that fits best, how far it leads, and whether it is right."""
    odds = fitted.decision_function(a.features)
    order = np.argsort(-odds)
    rival = odds[order[1]] if len(order) > 1 else ALONE
    return float(odds[order[0]]), float(odds[order[0]] - rival), bool(a.right[order[0]])


def main() -> None:
    """Train, measure on questions held out, and write the model."""
    from sklearn.linear_model import LogisticRegression

    found = askings()
    folds = np.random.RandomState(SEED).randint(0, FOLDS, len(found))
    held = [
        (best(fitted, a), a)
        for f in range(FOLDS)
        for fitted in [fit([a for a, k in zip(found, folds, strict=True) if k != f])]
        for a, k in zip(found, folds, strict=True)
        if k == f
    ]
    sure = LogisticRegression().fit(
        [b[:2] for b, _ in held], [b[2] for b, _ in held], sample_weight=[a.weight for _, a in held]
    )
    given = sure.predict_proba([b[:2] for b, _ in held])[:, 1]
    print(f"{len(found)} questions, {sum(a.right.any() for a in found)} with an answer; held out:")
    for name, weight in (("written", WROTE), ("made", MADE)):
        own = [
            (p, b[2], bool(a.right.any()))
            for p, (b, a) in zip(given, held, strict=True)
            if a.weight == weight
        ]
        right = sum(r for _, r, _ in own)
        print(
            f"  {name}: {len(own)} questions, {sum(x for *_, x in own)} with an answer, best right {right}",
            end="",
        )
        for least in (0.3, 0.4, 0.5, 0.6):
            told = [r for p, r, _ in own if p >= least]
            print(f"; from {least}: {sum(told)} right, {len(told) - sum(told)} wrong", end="")
        print()
    fitted = fit(found)
    learned = {
        "bias": round(float(fitted.intercept_[0]), 4),
        "weights": {n: round(float(c), 4) for n, c in zip(FEATURES, fitted.coef_[0], strict=True)},
        "sure": {
            "odds": round(float(sure.coef_[0][0]), 4),
            "lead": round(float(sure.coef_[0][1]), 4),
            "bias": round(float(sure.intercept_[0]), 4),
        },
    }
    MODEL.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
