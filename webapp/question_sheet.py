"""A list of questions in, a filled table out: what `doichieu ask --batch` reads and writes."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from corpus.encodings import decode
from corpus.reading import load
from corpus.tables import Form, csv_bytes

QUESTION = "question"
EMPTY = "câu hỏi đang trống; hãy viết điều cần biết, ví dụ: huyện nào chưa đạt chỉ tiêu nào?"
ANSWER_COLUMNS = ("answer_kind", "answer_text", "value", "unit", "locality", "period", "quote", "source")
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Questions:
    """A list of questions: its records, and what stands between the cells where it is a CSV."""

    records: list[Record]
    delimiter: str = ","


@dataclass(slots=True)
class Counts:
    """How many questions were asked; how many of them the documents don't answer, and how many are none."""

    asked: int = 0
    gaps: int = 0
    empty: int = 0


def is_empty(question: str) -> bool:
    """Whether nothing is asked: no letter and no digit."""
    return not any(sign.isalnum() for sign in question)


def read_questions(path: str) -> Questions:
    """The records of a CSV (`,`, `;` or tab) or JSONL file, told apart by content; `-` is standard input.

    Raises:
        click.ClickException: a line that can't be read, or no `question` column.
        corpus.errors.ReadError: the file can't be read.
    """
    data = sys.stdin.buffer.read() if path == "-" else load(path)
    text = decode(data).text.removeprefix("\ufeff")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    if text.lstrip().startswith("{"):
        found = Questions(list(_jsonl(text)))
    else:
        found = Questions(list(_csv(text, delimiter)), delimiter)
    for line, record in enumerate(found.records, 1):
        if not isinstance(record.get(QUESTION), str):
            raise click.ClickException(f"{Path(path).name}: dòng dữ liệu {line} không có cột question.")
    return found


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


def _csv(text: str, delimiter: str) -> Iterator[Record]:
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {k: v for k, v in row.items() if k is not None}


def write_answers(
    records: Iterable[Record], ask: Callable[[str], Record], form: Form, out: IO[bytes]
) -> Counts:
    """Answer every question and write one line each, in the order given.

    Args:
        records: what was read; their columns are kept.
        ask: a question to an answer as the JSON interface has it.
        form: JSONL or CSV.
        out: where to write.
    """
    counts = Counts()
    names: list[str] = []
    for record in records:
        answer = _refused(record) if is_empty(record[QUESTION]) else ask(record[QUESTION])
        counts.asked += 1
        counts.empty += answer["kind"] == "error"
        counts.gaps += answer["kind"] in ("none", "passages")
        if form.format == "jsonl":
            out.write((json.dumps(record | answer, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
            continue
        if not names:
            names = [*(c for c in record if c not in ANSWER_COLUMNS), *ANSWER_COLUMNS]
            out.write((b"\xef\xbb\xbf" if form.bom else b"") + csv_bytes([names], form))
        filled = record | _cells(answer)
        out.write(csv_bytes([[filled.get(name) for name in names]], form))
    return counts


def _refused(record: Record) -> Record:
    """What stands in the place of an answer where nothing is asked."""
    return {"question": record[QUESTION], "kind": "error", "text": EMPTY, "rows": [], "evidence": []}


def _cells(answer: Record) -> Record:
    """An answer as cells: its first row's figure; more rows are joined with `; `."""
    rows = answer["rows"]
    cells: Record = {"answer_kind": answer["kind"], "answer_text": answer["text"]}
    for name in ("value", "unit", "locality", "period"):
        told = [row.get(name) for row in rows if row.get(name) is not None]
        same = list(dict.fromkeys(map(str, told)))
        if name == "value":
            cells[name] = told[0] if len(told) == 1 else "; ".join(map(str, told))
        else:
            cells[name] = "; ".join(same)
    first = answer["evidence"][0] if answer["evidence"] and answer["kind"] != "passages" else {}
    cells["quote"] = " ".join(str(first.get("quote") or "").split())
    cells["source"] = first.get("source") or ""
    return cells
