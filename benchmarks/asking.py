"""How long answers take over a large store, its index and columns in memory."""

import json
import statistics
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time

QUESTIONS = Path(__file__).parent.parent / "tests/annotated/tuning/questions.jsonl"
TODAY = date(2026, 1, 1)


def asking(folder: Path, count: int) -> dict[str, float]:
    """Read all texts of a folder into a store and ask it questions.

    Args:
        folder: of the texts.
        count: how many of the questions asked of the tuning texts; as many others are asked first, so that
            what a store makes when it is first needed is there.

    Returns:
        `figures`, `facts` (all in the store), `questions`, `first` (seconds until the first answer) and
        `p50`, `p95`, `most` (milliseconds of CPU an answer, warm).
    """
    from index.library import Library

    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    step = max(2, len(lines) // count)
    questions, others = (
        [json.loads(line)["question"] for line in lines[begin::step]] for begin in (0, step // 2)
    )
    with TemporaryDirectory() as work, Library(Path(work) / "store") as library:
        for _ in library.ingest([str(folder)]):
            pass
        stats = library.stats()
        began = monotonic()
        library.answer(questions[0], today=TODAY)
        first = monotonic() - began
        for question in others:
            library.answer(question, today=TODAY)
        spent = []
        for question in questions:
            start = process_time()
            library.answer(question, today=TODAY)
            spent.append(1000 * (process_time() - start))
    spent.sort()
    return {
        "figures": stats.kinds["figure"],
        "facts": stats.facts,
        "questions": len(questions),
        "first": first,
        "p50": statistics.median(spent),
        "p95": spent[int(0.95 * len(spent))],
        "most": spent[-1],
    }
