"""The metadata sheet: what a person knows about documents, one row a source."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.encodings import decode
from corpus.errors import ReadError
from corpus.metadata import FIELDS, Metadata
from corpus.reading import load

_KNOWN = ("source", *FIELDS)


class Sheet:
    """Metadata by source, found by the whole path or URL, its ending, or the file's name."""

    def __init__(self, rows: dict[str, Metadata]) -> None:
        self._rows = rows

    @classmethod
    def load(cls, path: str | Path) -> "Sheet":
        """Read a sheet: CSV (`,`, `;` or tab) or JSONL, told apart by content.

        Raises:
            ReadError: `bad-sheet` with the line, `bad-date`, or why the file can't be read.
        """
        name = str(path)
        text = decode(load(name)).text.removeprefix("\ufeff")
        records = _jsonl(text, name) if text.lstrip().startswith("{") else _csv(text, name)
        rows: dict[str, Metadata] = {}
        for line, record in records:
            source = str(record.get("source") or "").strip()
            if not source:
                raise _bad(name, f"dòng {line} thiếu cột source")
            try:
                metadata = Metadata.given(record, name)
            except ReadError as error:
                raise _bad(name, f"dòng {line}: {error.message.split(';')[0]}") from None
            if rows.setdefault(_key(source), metadata) != metadata:
                raise _bad(name, f"dòng {line} lặp lại nguồn {source} với nội dung khác")
        return cls(rows)

    def find(self, source: str) -> Metadata:
        """What the sheet says about a source; empty when nothing.

        A path in the sheet that is only the end of the source's path counts, the longest first.
        """
        key = _key(source)
        if key in self._rows:
            return self._rows[key]
        parts = [] if "://" in key else key.split("/")
        for start in range(len(parts)):
            found = self._rows.get("/".join(parts[start:]))
            if found is not None:
                return found
        return Metadata()


def _key(source: str) -> str:
    """One way of writing a source; a member of an archive is as in a folder."""
    if "://" in source:
        return source
    return str(PurePosixPath(source.replace("\\", "/").replace("!/", "/")))


def _bad(name: str, detail: str) -> ReadError:
    return ReadError("bad-sheet", name, detail=detail)


def _check(columns: list[str], name: str, line: int) -> None:
    unknown = [column for column in columns if column not in _KNOWN]
    if unknown:
        known = ", ".join(_KNOWN)
        raise _bad(name, f"dòng {line} có cột lạ {unknown[0]!r}, chỉ dùng {known}")


def _csv(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = [cell.strip().lower() for cell in cells]
                while columns and not columns[-1]:
                    columns.pop()
                _check(columns, name, reader.line_num)
                if "source" not in columns:
                    raise _bad(name, "thiếu cột source ở dòng đầu")
                continue
            if any(cell.strip() for cell in cells[len(columns) :]):
                raise _bad(name, f"dòng {reader.line_num} có nhiều ô hơn số cột")
            yield reader.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise _bad(name, f"dòng {reader.line_num} không đọc được ({error})") from None


def _jsonl(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, body in enumerate(text.split("\n"), 1):
        if not body.strip():
            continue
        try:
            record = json.loads(body)
        except (ValueError, RecursionError):
            raise _bad(name, f"dòng {line} không phải JSON") from None
        if not isinstance(record, dict):
            raise _bad(name, f"dòng {line} không phải một đối tượng JSON")
        _check(list(record), name, line)
        yield line, record
