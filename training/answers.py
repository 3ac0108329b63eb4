"""Measure answers, question by question, and write their tables into docs/accuracy.md (`make accuracy`).

Each split's texts are read into a store of their own, as a user would, and its questions are asked of it.
An answer counts with the right content and evidence over the right words, as the scorer beside the project
says (`../shared/score/answers.py`); without that scorer nothing is measured and the tables stay.
"""

import contextlib
import io
import json
import re
import runpy
import sys
import tempfile
from datetime import date
from pathlib import Path

from index.library import Library
from training.accuracy import ANNOTATED, PAGE, SHARED, SPLITS

SCORER = SHARED / "score" / "answers.py"
BEGIN, END = "<!-- answers: written by `make accuracy` -->", "<!-- /answers -->"
UNREAD = "calibration"
"""A split that is no part of the extractor's measures, with questions that nobody looks at."""
TODAY = date(2026, 1, 1)
"""What `năm nay` refers to, so that a later day changes no score."""
_TOTALS = re.compile(r"answers right (\d+)/(\d+) = \S+\s+wrong answers given (\d+)\s+not answered (\d+)")
_PART = re.compile(r"^  (style|type):(\S.*?)\s+(\d+)/(\d+)$", re.MULTILINE)


def measured(texts: Path, questions: Path) -> str:
    """What the scorer prints for the answers to the questions over the texts.

    Args:
        texts: a folder of plain texts.
        questions: JSONL with `id`, `question` and what the scorer needs.
    """
    asked = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "store") as library:
        for _ in library.ingest([str(path) for path in sorted(texts.glob("*.txt"))]):
            pass
        given = Path(folder) / "answers.jsonl"
        with given.open("w", encoding="utf-8") as out:
            for question in asked:
                row = {**library.answer(question["question"], TODAY).as_dict(), "id": question["id"]}
                out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        return _scored(questions, given, texts)


def _scored(questions: Path, answers: Path, texts: Path) -> str:
    told, before = io.StringIO(), (sys.argv, sys.path)
    sys.argv = [str(SCORER), str(questions), str(answers), "--texts", str(texts)]
    sys.path = [str(SCORER.parent), *sys.path]
    try:
        with contextlib.redirect_stdout(told):
            runpy.run_path(str(SCORER), run_name="__main__")
    finally:
        sys.argv, sys.path = before
    return told.getvalue()


def table(told: dict[str, str]) -> str:
    """Markdown tables of what the scorer printed, one column a split: totals, then by style and type."""
    lines = ["| split | questions | right | wrong given | not answered |", "| --- | --- | --- | --- | --- |"]
    parts: dict[tuple[str, str], dict[str, str]] = {}
    for split, words in told.items():
        totals = _TOTALS.search(words)
        if totals is None:
            raise ValueError(f"the scorer prints otherwise: {words[:200]}")
        right, asked, wrong, silent = map(int, totals.groups())
        of_all = [f"{n} ({n / asked:.0%})" for n in (right, wrong)]
        lines.append(f"| {split} | {asked} | {of_all[0]} | {of_all[1]} | {silent} |")
        for kind, name, good, of in _PART.findall(words):
            parts.setdefault((kind, name), {})[split] = f"{good}/{of}"
    lines += ["", f"| | {' | '.join(told)} |", f"| --- |{' --- |' * len(told)}"]
    lines += [
        f"| {kind}: {name} | {' | '.join(found.get(split, '–') for split in told)} |"
        for (kind, name), found in sorted(parts.items())
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure all splits at hand and write the tables."""
    if not SCORER.is_file():
        print(f"no scorer at {SCORER}: the answers stay as they were measured")
        return
    splits = {name: (ANNOTATED / name, ANNOTATED / name / "questions.jsonl") for name in (*SPLITS, UNREAD)}
    seeds = SHARED / "questions" / "seeds.jsonl"
    told = {name: measured(*where) for name, where in ({"seeds": (SHARED / "seeds", seeds)} | splits).items()}
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(told)}\n\n{END}{after}", encoding="utf-8")
    print(f"{PAGE.name}: answers written")


if __name__ == "__main__":
    main()
