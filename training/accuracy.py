"""Measure the reading of facts, keep the runs and write the tables of docs/accuracy.md (`make accuracy`).

Of the test texts and the hard ones nothing but totals is written: no words, no errors. The runs in
tests/annotated hold which facts were right, by their offsets, so that tests/test_accuracy.py sees when
a change loses some.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from corpus.evaluation import evaluate, outcomes, save_run
from nlp.document import stored_text
from nlp.scoring import Judged, KindScores, Ratio, judge, mean, scores
from training.__main__ import MEASURED
from training.confidence import SURE, table

HERE = Path(__file__).parent.parent
ANNOTATED = HERE / "tests" / "annotated"
SHARED = HERE.parent / "shared"
PAGE = HERE / "docs" / "accuracy.md"
BEGIN, END = "<!-- measured: written by `make accuracy` -->", "<!-- /measured -->"
SPLITS = ("tuning", "test", "hard")
UNSEEN = ("test", "hard")
"""The splits that nobody looks at while tuning."""
DRAWS = 1000
NAMES = {"figure": "figures", "directive": "directives", "locality": "localities", "statement": "statements"}


def run_file(split: str) -> Path:
    """Where the run of a split (`tuning`, `test`, `hard`) is kept."""
    return ANNOTATED / f"run_{split}.jsonl"


def splits() -> dict[str, tuple[Path, Path]]:
    """The texts that are measured: name → folders of gold and of texts; the seeds where they are."""
    found = {name: (ANNOTATED / name, ANNOTATED / name) for name in SPLITS}
    seeds = {"seeds": (SHARED / "gold", SHARED / "seeds")} if (SHARED / "gold").is_dir() else {}
    return seeds | found


def agreement() -> list[Judged]:
    """The second annotator's facts judged against the first one's, over the texts that both annotated."""
    out: list[Judged] = []
    for path in sorted((ANNOTATED / "second").glob("*.jsonl")):
        first, second = (
            [json.loads(x) for x in p.read_text(encoding="utf-8").splitlines() if x.strip()]
            for p in (ANNOTATED / "hard" / path.name, path)
        )
        out += judge(path.stem, first, second)
    return out


def _turned(judged: Iterable[Judged]) -> list[Judged]:
    """The same pairs with the roles of gold and found exchanged."""
    by_doc: dict[str, tuple[list, list]] = {}
    for j in judged:
        gold, found = by_doc.setdefault(j.doc, ([], []))
        if j.gold is not None:
            gold.append(j.gold)
        if j.found is not None:
            found.append(j.found)
    return [one for doc, (gold, found) in by_doc.items() for one in judge(doc, found, gold)]


def _share(ratio: Ratio | None) -> str:
    if ratio is None:
        return "–"
    if ratio.low is None or ratio.high is None:
        return f"{ratio.value:.3f}"
    return f"{ratio.value:.3f} [{ratio.low:.2f}, {ratio.high:.2f}]"


def _rows(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _kinds(told: dict[str, dict[str, KindScores]]) -> str:
    head = ["", "", "gold", "found", "precision", "recall", "detection F1", "strict F1"]
    rows = [
        [
            split,
            NAMES[kind],
            str(s.gold),
            str(s.found),
            *map(_share, (s.precision, s.recall, s.detection, s.strict)),
        ]
        for split, kinds in told.items()
        for kind, s in kinds.items()
    ]
    return _rows(head, rows)


def _fields(told: dict[str, KindScores]) -> str:
    names = dict.fromkeys(f for s in told.values() for f in s.fields)
    rows = [
        [
            f"`{f}`",
            *(
                f"{_share(s.fields[f])} ({s.fields[f].count})" if f in s.fields else "–"
                for s in told.values()
            ),
        ]
        for f in names
    ]
    return _rows(["field", *told], rows)


def _classes(told: dict[str, KindScores]) -> str:
    rows = []
    for field in ("status", "role", "comparator"):
        labels = sorted({label for s in told.values() for label in s.classes.get(field, {})})
        for label in labels:
            here = [s.classes.get(field, {}).get(label) for s in told.values()]
            rows.append([f"`{field}` = {label}", *(f"{_share(r)} ({r.count})" if r else "–" for r in here)])
        rows.append([f"`{field}`, mean", *(f"{mean(s.classes.get(field, {})):.3f}" for s in told.values())])
    return _rows(["class", *told], rows)


def _agreement() -> str:
    there = scores(agreement())
    back = scores(_turned(agreement()))
    rows = [
        [
            NAMES[k],
            str(s.gold),
            str(s.found),
            _share(s.detection),
            f"{s.strict.value:.3f} / {back[k].strict.value:.3f}",
        ]
        for k, s in there.items()
    ]
    head = ["", "first", "second", "detection F1", "strict F1, first / second as gold"]
    both = (there["figure"], back["figure"])
    fields = [
        [
            f"`{f}`",
            *(f"{s.fields[f].value:.3f} ({s.fields[f].count})" if f in s.fields else "–" for s in both),
        ]
        for f in both[0].fields
    ]
    return _rows(head, rows) + "\n\n" + _rows(["field of figures", "first as gold", "second as gold"], fields)


def _confidence(judged: dict[str, list[Judged]]) -> str:
    rows, sure_rows = [], []
    for split, all_ in judged.items():
        found = [(j, j.found["confidence"]) for j in all_ if j.found is not None]
        confidence = np.array([c for j, c in found if j.kind == "figure"])
        right = np.array([j.right for j, _ in found if j.kind == "figure"])
        rows += [[split, n, str(c), f"{m:.3f}", f"{r:.3f}"] for n, c, m, r in table(confidence, right)]
        kinds = {"facts of all kinds": "", "figures": "figure", "directives": "directive"}
        kinds |= {"localities": "locality", "statements": "statement"}
        for name, kind in kinds.items():
            own = [(j.right, c >= SURE) for j, c in found if j.kind == kind or not kind]
            sure = [good for good, high in own if high]
            share = f"{sum(sure) / len(sure):.3f}" if sure else "–"
            sure_rows.append([split, name, str(len(own)), f"{len(sure) / max(len(own), 1):.0%}", share])
    head = ["", "confidence", "figures", "mean confidence", "wholly right"]
    sure_head = ["", "", "found", f"of them at least {SURE}", "of those wholly right"]
    return _rows(sure_head, sure_rows) + "\n\n" + _rows(head, rows)


def _hashes() -> str:
    rows = []
    for path in [p for split in UNSEEN for p in sorted((ANNOTATED / split).glob("*.txt"))]:
        text = stored_text(path.read_bytes().decode("utf-8-sig"))
        rows.append([path.name, f"`{hashlib.sha256(text.encode('utf-8')).hexdigest()}`"])
    return _rows(["text", "SHA-256 of the stored text"], rows)


def measured() -> str:
    """Everything between the markers of docs/accuracy.md; keeps the runs on the way."""
    judged = {name: evaluate(gold, texts) for name, (gold, texts) in splits().items()}
    for split in SPLITS:
        save_run(outcomes(judged[split]), run_file(split))
    told = {name: scores(all_, draws=DRAWS) for name, all_ in judged.items()}
    figures = {name: s["figure"] for name, s in told.items()}
    parts = [
        "## By kind",
        _kinds(told),
        "## Figures, by field",
        "Accuracy over matched figures where gold or the extractor has a value; how many in parentheses.",
        _fields(figures),
        "## Figures, F1 by class",
        _classes(figures),
        "## Confidence",
        "On the tuning texts the models saw what they are asked here; the others they never saw.",
        _confidence({name: judged[name] for name in SPLITS}),
        "## Agreement of two annotators",
        f"{len({j.doc for j in agreement()})} of the hard texts, annotated independently by two people.",
        _agreement(),
        "## Models, cross-validated",
        "What `make models` printed when the committed models were trained.",
        f"```\n{MEASURED.read_text(encoding='utf-8').strip()}\n```"
        if MEASURED.exists()
        else "Not trained yet.",
        "## The texts that nobody looks at",
        _hashes(),
    ]
    return "\n\n".join(parts)


def main() -> None:
    """Measure and write."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{measured()}\n\n{END}{after}", encoding="utf-8")
    print(f"{PAGE.relative_to(HERE)} written; runs kept in {ANNOTATED.relative_to(HERE)}")


if __name__ == "__main__":
    main()
