"""Facts to tables: JSONL, CSV, XLSX or Parquet, written row by row whatever their number.

Two halves, so that worker processes can do the first: `Form.encode` turns a document's rows into
bytes, and the writer of `Form.open` puts such bytes into a file in order.

Example:
    >>> with open("figures.csv", "wb") as file:                         # doctest: +SKIP
    ...     with Form("csv").open(file) as writer:
    ...         writer.write(document, rows)
"""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import IO, Any

from corpus.table_columns import About, Cell, cells, document_cells, table_columns
from nlp.facts import KINDS

FORMATS = ("jsonl", "csv", "xlsx", "parquet")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text cell may begin that a spreadsheet could take for a formula (or hide one behind)."""


class TableError(ValueError):
    """A table that cannot be asked for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is written and how.

    Attributes:
        format: one of `FORMATS`.
        kinds: the kinds of facts, in any order; empty for what the format has by itself: all of them
            in JSONL, figures in a table. A table holds one kind.
        bom: begin a CSV with the mark by which Excel knows UTF-8.
        delimiter: between the cells of a CSV.
        guard: put `'` before text cells of a CSV that a spreadsheet could take for formulas.
    """

    format: str
    kinds: tuple[str, ...] = ()
    bom: bool = False
    delimiter: str = ","
    guard: bool = False

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise TableError(f"không có dạng {self.format!r}; hãy chọn một trong: {', '.join(FORMATS)}")
        unknown = [kind for kind in self.kinds if kind not in KINDS]
        if unknown:
            raise TableError(f"không có loại {unknown[0]!r}; hãy chọn một trong: {', '.join(KINDS)}")
        if self.format != "jsonl" and len(set(self.kinds)) > 1:
            raise TableError("mỗi bảng chỉ chứa một loại; hãy chạy mỗi loại một lần, hoặc dùng -f jsonl")
        if self.format != "csv" and (self.bom or self.guard or self.delimiter != ","):
            raise TableError("--bom, --delimiter và --guard chỉ dùng với -f csv")
        if len(self.delimiter) != 1 or self.delimiter in "\"\r\n'" or self.delimiter.isalnum():
            raise TableError("dấu ngăn cột phải là một dấu, ví dụ ',' ';' hoặc '|'")

    @property
    def kind(self) -> str:
        """The kind that a table holds."""
        return self.kinds[0] if self.kinds else "figure"

    @property
    def kept(self) -> tuple[str, ...]:
        """The kinds that are written."""
        return (self.kinds or tuple(KINDS)) if self.format == "jsonl" else (self.kind,)

    def wanted(self, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The rows that belong into it, in their order."""
        kept = self.kept
        return [row for row in rows if row["kind"] in kept]

    def encode(self, about: About, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """A document's rows as bytes for `Writer.add`; those of other kinds are left out.

        For JSONL and CSV these are the file's own bytes.
        """
        chosen = self.wanted(rows)
        if self.format == "jsonl":
            return "".join(_json(_finite(row)) + "\n" for row in chosen).encode("utf-8", "replace")
        document = document_cells(about)
        table = [cells(row, document, self.kind) for row in chosen]
        if self.format == "csv":
            return csv_bytes(table, self)
        return "".join(_json(line) + "\n" for line in table).encode("utf-8", "replace")

    def open(self, file: IO[bytes], *, base: str = "", folder: str | None = None) -> "Writer":
        """Begin a file.

        Args:
            file: where to; it need not be seekable, and stays open.
            base: the folder from which links to sources start; empty for no links to files.
            folder: where XLSX may keep what doesn't fit into memory; the system's place unless given.
        """
        if self.format == "xlsx":
            from corpus.xlsx import XlsxWriter

            return XlsxWriter(self, file, base=base, folder=folder)
        if self.format == "parquet":
            from corpus.parquet import ParquetWriter

            return ParquetWriter(self, file)
        return Writer(self, file)


class Writer:
    """Puts encoded rows into a file; this one for the forms that are plain bytes.

    Attributes:
        notes: what the reader of the table should know, in Vietnamese, once it is closed.
        sheets: for each sheet of a workbook its name; empty for other forms.
    """

    def __init__(self, form: Form, file: IO[bytes]) -> None:
        self.form = form
        self.file = file
        self.notes: list[str] = []
        self.sheets: tuple[str, ...] = ()
        if form.format == "csv":
            names = [[column.name for column in table_columns(form.kind)]]
            file.write((b"\xef\xbb\xbf" if form.bom else b"") + csv_bytes(names, form))

    def add(self, encoded: bytes) -> None:
        """Append what `Form.encode` gave."""
        self.file.write(encoded)

    def write(self, about: About, rows: Iterable[Mapping[str, Any]]) -> None:
        """Append a document's rows."""
        self.add(self.form.encode(about, rows))

    def close(self) -> None:
        """Write what is left; the file stays open."""

    def abort(self) -> None:
        """Let go of what was opened for it; the file is not whole."""

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.abort()
            return
        try:
            self.close()
        except BaseException:
            self.abort()
            raise


def csv_bytes(table: Iterable[Iterable[Cell]], form: Form) -> bytes:
    """Rows as RFC 4180 has them: CRLF, quotes where needed, UTF-8; numbers plain, unknown empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=form.delimiter, lineterminator="\r\n")
    for line in table:
        cells = [_plain(cell) if type(cell) is float else cell for cell in line]
        writer.writerow([_guarded(c) if isinstance(c, str) else c for c in cells] if form.guard else cells)
    return out.getvalue().encode("utf-8", "replace")


def _guarded(text: str) -> str:
    return "'" + text if text.startswith(GUARDED) else text


def _plain(value: float) -> str | float:
    """A number without exponent, as people and all programs read it."""
    said = repr(value)
    return format(Decimal(said), "f") if "e" in said else value


def _finite(row: Mapping[str, Any]) -> Mapping[str, Any]:
    bad = [name for name, v in row.items() if isinstance(v, float) and not math.isfinite(v)]
    return {**row, **dict.fromkeys(bad)} if bad else row


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
