"""A change may not lose facts that were wholly right: the committed runs hold what was."""

import hashlib
from pathlib import Path

import pytest

from corpus.evaluation import compare, evaluate, load_run, outcomes
from nlp.document import stored_text
from nlp.scoring import scores

HERE = Path(__file__).parent
ANNOTATED = HERE / "annotated"
SHARED = HERE.parent.parent / "shared"
MAY_BE_LOST = 3


@pytest.mark.parametrize("split", ["tuning", "test", "hard"])
def test_no_more_than_three_facts_are_lost(split: str) -> None:
    change = compare(load_run(ANNOTATED / f"run_{split}.jsonl"), outcomes(evaluate(ANNOTATED / split)))
    # Totals only: of the texts that are not tuned on nobody is to see which fact it was.
    told = f"{len(change.lost)} wholly right facts lost, {len(change.gained)} gained; see docs/accuracy.md"
    assert change.net >= -MAY_BE_LOST, told
    assert not change.unknown, "gold has changed: run `make accuracy`"


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared")
def test_the_seeds_are_read_as_well_as_promised() -> None:
    told = scores(evaluate(SHARED / "gold", SHARED / "seeds"))
    least = {"figure": 0.85, "directive": 0.92, "locality": 0.97, "statement": 0.8}
    assert {kind: s.strict.value >= least[kind] for kind, s in told.items()} == dict.fromkeys(told, True)
    assert told["figure"].detection.value >= 0.98


def test_the_test_texts_are_those_whose_hashes_are_published() -> None:
    page = (HERE.parent / "docs" / "accuracy.md").read_text(encoding="utf-8")
    for path in sorted([*(ANNOTATED / "test").glob("*.txt"), *(ANNOTATED / "hard").glob("*.txt")]):
        text = stored_text(path.read_bytes().decode("utf-8-sig"))
        assert f"| {path.name} | `{hashlib.sha256(text.encode('utf-8')).hexdigest()}` |" in page
