"""Train the linking of indicator wordings and let the catalogue grow.

Usage: python -m training.linking [--grow FACTS.jsonl]

Trains a logistic regression on the hand-judged pairs of training/data/indicator_pairs.tsv and prints
its cross-validated precision and recall; the threshold is the lowest at which the cross-validated
precision is at least 0.95. The model goes to nlp/data/linking/model.json. Then every wording that the
catalogue (nlp/data/indicators.json) doesn't know yet is added: those of the annotated tuning texts and
judged pairs, and with --grow those of a store's figures (`doichieu facts -f jsonl`) that at least two
documents have. New wordings are grouped by complete linkage, so that no two in a group are kept apart.
Ids in the catalogue never change.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from nlp.linking import FEATURES, Linker, Wording, features, slug, wording
from training.texts import annotated

HERE = Path(__file__).parent
PAIRS = HERE / "data" / "indicator_pairs.tsv"
DATA = HERE.parent / "nlp" / "data"
MODEL = DATA / "linking" / "model.json"
CATALOGUE = DATA / "indicators.json"
FOLDS = 10
PRECISION = 0.95


def pairs() -> list[tuple[bool, str, str, str]]:
    """The judged pairs: same or not, one wording, the other, where they are from."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(same == "1", one, two, source) for same, one, two, source in rows]


def frequencies(wordings: Iterable[str]) -> tuple[dict[str, float], float]:
    """How much each word says, from how many wordings have it; and the weight of a word never seen."""
    keys = {wording(w).words for w in wordings}
    counts = Counter(word for words in keys for word in words)
    return {w: round(math.log((1 + len(keys)) / (1 + n)) + 1, 3) for w, n in sorted(counts.items())}, round(
        math.log(1 + len(keys)) + 1, 3
    )


def train(wordings: list[str]) -> tuple[dict[str, Any], dict[str, float]]:
    """The model and its cross-validated scores (precision, recall, pairs, same)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    judged = pairs()
    idf, rare = frequencies(wordings)
    both = [(wording(one), wording(two)) for _, one, two, _ in judged]
    apart = np.array([one.signature != two.signature for one, two in both])
    x = np.array([features(one, two, idf, rare) for one, two in both])
    y = np.array([same for same, *_ in judged])
    groups = _groups([(one, two) for _, one, two, _ in judged])
    estimator = LogisticRegression(C=10.0, max_iter=1000)
    held = np.zeros(len(y))
    open_ = ~apart
    held[open_] = cross_val_predict(
        estimator, x[open_], y[open_], groups=groups[open_], cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    threshold = next((t for t in np.arange(0.3, 0.99, 0.01) if _precision(held >= t, y) >= PRECISION), 0.99)
    linked = held >= threshold
    estimator.fit(x[open_], y[open_])
    model = {
        "weights": dict(zip(FEATURES, estimator.coef_[0].round(3).tolist(), strict=True)),
        "bias": round(float(estimator.intercept_[0]), 3),
        "threshold": round(float(threshold), 2),
        "rare": rare,
        "idf": idf,
    }
    scores = {
        "pairs": len(y),
        "same": int(y.sum()),
        "precision": _precision(linked, y),
        "recall": float((linked & y).sum() / y.sum()),
        "kept_apart": int((apart & ~y).sum()),
        "wrongly_kept_apart": int((apart & y).sum()),
    }
    return model, scores


def _precision(linked: np.ndarray, same: np.ndarray) -> float:
    return float((linked & same).sum() / linked.sum()) if linked.any() else 0.0


def _groups(found: list[tuple[str, str]]) -> np.ndarray:
    """The same number for pairs that share a wording, so that no wording is in two folds."""
    parent: dict[str, str] = {}

    def root(word: str) -> str:
        while parent.setdefault(word, word) != word:
            word = parent[word]
        return word

    for one, two in found:
        parent[root(wording(one).key)] = root(wording(two).key)
    number = {r: i for i, r in enumerate(sorted({root(wording(one).key) for one, _ in found}))}
    return np.array([number[root(wording(one).key)] for one, _ in found])


def grow(
    catalogue: list[dict[str, Any]], wordings: Iterable[str], model: dict[str, Any]
) -> list[dict[str, Any]]:
    """The catalogue with the wordings it didn't know, grouped into indicators; ids stay."""
    from sklearn.cluster import AgglomerativeClustering

    links = Linker(catalogue, model)
    by_id = {entry["id"]: {**entry, "wordings": list(entry["wordings"])} for entry in catalogue}
    fresh: dict[tuple[Any, frozenset[str]], str] = {}
    for text in sorted(set(wordings), key=lambda w: (len(w), w)):
        one = wording(text)
        known = links.known(one)
        if known is None:
            fresh.setdefault((one.signature, one.words), text)
        elif not any(wording(w).words == one.words for w in by_id[known]["wordings"]):
            by_id[known]["wordings"].append(text)
    texts = list(fresh.values())
    if len(texts) > 1:
        made: list[Wording] = [wording(t) for t in texts]
        least = math.log(model["threshold"] / (1 - model["threshold"]))
        away = np.array([[_distance(links.odds(a, b)) for b in made] for a in made])
        np.fill_diagonal(away, 0.0)
        clusters = AgglomerativeClustering(
            n_clusters=None, metric="precomputed", linkage="complete", distance_threshold=_distance(least)
        ).fit_predict(away)
    else:
        clusters = np.zeros(len(texts), dtype=int)
    members: dict[int, list[str]] = {}
    for cluster, text in zip(clusters.tolist(), texts, strict=True):
        members.setdefault(cluster, []).append(text)
    for group in members.values():
        id = slug(wording(group[0]).key)
        while id in by_id and not _fits(by_id[id], group[0]):
            id += "-2"
        by_id.setdefault(id, {"id": id, "name": group[0], "wordings": []})["wordings"] += group
    return sorted(by_id.values(), key=lambda entry: entry["id"])


def _fits(entry: dict[str, Any], text: str) -> bool:
    return wording(entry["wordings"][0]).signature == wording(text).signature


def _distance(odds: float) -> float:
    return 1e3 if odds == -math.inf else 1 / (1 + math.exp(odds))


def own_wordings() -> list[str]:
    """The gold indicators of the tuning texts and the wordings of the judged pairs."""
    gold = [r["indicator"].strip() for _, facts in annotated() for r in facts if r.get("indicator")]
    return gold + [w for _, one, two, _ in pairs() for w in (one, two)]


def stored_wordings(lines: Iterable[str], documents: int = 2) -> list[str]:
    """The indicators of a store's figures that at least so many documents have."""
    seen: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    for line in lines:
        fact = json.loads(line)
        if fact.get("kind") == "figure" and fact.get("indicator"):
            key = wording(fact["indicator"]).key
            seen.setdefault(key, set()).add(fact["doc"])
            words[key] = min(words.get(key, fact["indicator"]), fact["indicator"])
    return [words[key] for key, docs in seen.items() if len(docs) >= documents]


def main() -> None:
    """Train, print the cross-validated figures, write model and catalogue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grow", metavar="FACTS.jsonl", help="facts of a store; - is standard input")
    args = parser.parse_args()
    wordings = own_wordings()
    model, scores = train(wordings)
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{scores['pairs']} judged pairs, {scores['same']} the same; cross-validated by wording:")
    print(f"  precision {scores['precision']:.3f}, recall {scores['recall']:.3f} at {model['threshold']}")
    print(f"  kept apart by a turning word: {scores['kept_apart']}, wrongly {scores['wrongly_kept_apart']}")
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8")) if CATALOGUE.exists() else []
    if args.grow:
        text = sys.stdin.read() if args.grow == "-" else Path(args.grow).read_text(encoding="utf-8")
        wordings += stored_wordings(text.splitlines())
    grown = grow(catalogue, wordings, model)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in grown)
    CATALOGUE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"catalogue: {len(catalogue)} indicators before, {len(grown)} now")


if __name__ == "__main__":
    main()
