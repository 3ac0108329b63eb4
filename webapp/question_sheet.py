"""A list of questions in, a filled table out: what `doichieu ask --batch` reads and writes."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from corpus.encodings import decode
from corpus.reading import load

QUESTION = "question"
ANSWER_COLUMNS = ("answer_kind", "answer_text", "value", "unit", "locality", "period", "quote", "source")
Record = dict[str, Any]


def read_questions(path: str) -> list[Record]:
    """The records of a CSV (`,`, `;` or tab) or JSONL file, told apart by content; `-` is standard input.

    Raises:
        click.ClickException: a line that can't be read, or no `question` column.
        corpus.errors.ReadError: the file can't be read.
    """
    data = sys.stdin.buffer.read() if path == "-" else load(path)
    text = decode(data).text.removeprefix("\ufeff")
    records = list(_jsonl(text) if text.lstrip().startswith("{") else _csv(text))
    for line, record in enumerate(records, 1):
        if not isinstance(record.get(QUESTION), str):
            raise click.ClickException(f"{Path(path).name}: dòng dữ liệu {line} không có cột question.")
    return records


def _jsonl(text: str) -> Iterator[Record]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError:
                raise click.ClickException(f"dòng {number} không phải JSON hợp lệ.") from None
            if not isinstance(record, dict):
                raise click.ClickException(f"dòng {number} phải là một đối tượng JSON.")
            yield record


def _csv(text: str) -> Iterator[Record]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {k: v for k, v in row.items() if k is not None}


def write_answers(
    records: Iterable[Record], ask: Callable[[str], Record], form: str, out: TextIO
) -> tuple[int, int]:
    """Answer every question and write one line each, in the order given.

    Args:
        records: what was read; their columns are kept.
        ask: a question to an answer as the JSON interface has it.
        form: `jsonl` or `csv`.
        out: where to write.

    Returns:
        How many questions there were, and how many the documents don't answer.
    """
    asked = gaps = 0
    writer = None
    for record in records:
        answer = ask(record[QUESTION])
        asked += 1
        gaps += answer["kind"] in ("none", "passages")
        if form == "jsonl":
            out.write(json.dumps(record | answer, ensure_ascii=False) + "\n")
            continue
        if writer is None:
            kept = [c for c in record if c not in ANSWER_COLUMNS]
            writer = csv.DictWriter(
                out, [*kept, *ANSWER_COLUMNS], extrasaction="ignore", lineterminator="\r\n"
            )
            writer.writeheader()
        writer.writerow(record | _cells(answer))
    return asked, gaps


def _cells(answer: Record) -> Record:
    """An answer as cells: its first row's figure; more rows are joined with `; `."""
    rows = answer["rows"]
    cells: Record = {"answer_kind": answer["kind"], "answer_text": answer["text"]}
    for name in ("value", "unit", "locality", "period"):
        told = [row.get(name) for row in rows if row.get(name) is not None]
        same = list(dict.fromkeys(map(str, told)))
        cells[name] = "; ".join(map(str, told)) if name == "value" else "; ".join(same)
    first = answer["evidence"][0] if answer["evidence"] and answer["kind"] != "passages" else {}
    cells["quote"] = " ".join(str(first.get("quote") or "").split())
    cells["source"] = first.get("source") or ""
    return cells
