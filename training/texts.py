"""The annotated texts that models are made from."""

import json
from pathlib import Path
from typing import Any

from nlp import Document, stored_text

TUNING = Path(__file__).parent.parent / "tests" / "annotated" / "tuning"


def annotated(folder: Path = TUNING) -> list[tuple[Document, list[dict[str, Any]]]]:
    """Each text of a folder with its gold facts, in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        text = stored_text(path.read_bytes().decode("utf-8-sig"))
        lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        found.append(
            (Document(text=text, source=path.name), [json.loads(line) for line in lines if line.strip()])
        )
    return found


def figure_at(gold: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """The gold figure whose numeral overlaps a span by at least 0.3 (intersection over union)."""
    for record in gold:
        if record["kind"] == "figure":
            shared = min(end, record["end"]) - max(start, record["start"])
            if shared > 0 and shared / (max(end, record["end"]) - min(start, record["start"])) >= 0.3:
                return record
    return None


def figure_from(gold: list[dict[str, Any]], start: int) -> dict[str, Any] | None:
    """The gold figure whose numeral holds an offset."""
    return next((r for r in gold if r["kind"] == "figure" and r["start"] <= start < r["end"]), None)
