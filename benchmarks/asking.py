"""How long answers take over a large store: the first of a process, and those after it."""

import json
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time

QUESTIONS = Path(__file__).parent.parent / "tests/annotated/tuning/questions.jsonl"
TODAY = date(2026, 1, 1)
COLD = 9
"""Questions that are each asked in a process of their own."""


def asking(folder: Path, count: int) -> dict[str, float]:
    """Read all texts of a folder into a store and ask it questions.

    Args:
        folder: of the texts.
        count: how many of the questions asked of the tuning texts; as many others are asked first, so that
            what a store makes when it is first needed is there.

    Returns:
        `figures`, `facts` (all in the store), `questions`, `cold` (seconds of `doichieu ask` on the command
        line, its start included; the median of some), `kept` (MB kept beside the search index) and `p50`,
        `p95`, `most` (milliseconds of CPU an answer, warm).
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
        cold = statistics.median(_cold(library.folder, question) for question in questions[:COLD])
        kept = sum((library.folder / "index" / name).stat().st_size for name in ("columns", "table"))
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
        "cold": cold,
        "kept": kept / 1e6,
        "p50": statistics.median(spent),
        "p95": spent[int(0.95 * len(spent))],
        "most": spent[-1],
    }


def _cold(folder: Path, question: str) -> float:
    """Seconds that a question takes on the command line."""
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "--data", str(folder), "ask"]
    began = monotonic()
    subprocess.run([*command, question, "--today", TODAY.isoformat()], check=True, stdout=subprocess.DEVNULL)
    return monotonic() - began
