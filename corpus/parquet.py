"""Parquet files whose schema says what the columns mean."""

import json
from contextlib import suppress
from typing import IO, Any

from corpus.table_columns import Column, table_columns
from corpus.tables import Form, Writer

GROUP_ROWS = 16_384
"""Rows in one row group: what is held in memory at once."""


class ParquetWriter(Writer):
    """Writes row groups of `GROUP_ROWS` rows, compressed with Zstandard."""

    def __init__(self, form: Form, file: IO[bytes]) -> None:
        import pyarrow.parquet as pq

        self.form = form
        self.file = file
        self.notes = []
        self.sheets = ()
        self._schema = schema(form.kind)
        self._names = [column.name for column in table_columns(form.kind)]
        self._floats = [n for n, column in enumerate(table_columns(form.kind)) if column.type == "number"]
        self._rows: list[list[Any]] = []
        self._out = pq.ParquetWriter(file, self._schema, compression="zstd")

    def add(self, encoded: bytes) -> None:
        """Append what `Form.encode` gave."""
        for line in encoded.splitlines():
            row = json.loads(line)
            for n in self._floats:
                if row[n] is not None:
                    row[n] = float(row[n])
            self._rows.append(row)
            if len(self._rows) == GROUP_ROWS:
                self._flush()

    def close(self) -> None:
        """Write the last row group and the footer."""
        self._flush()
        self._out.close()

    def abort(self) -> None:
        """Let go of an unfinished file; what would be its footer goes nowhere."""
        with suppress(Exception):
            self._out.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if not self._rows:
            return
        columns = [
            pa.array(values, type=field.type)
            for values, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
        ]
        self._rows = []
        self._out.write_table(pa.Table.from_arrays(columns, schema=self._schema))


def schema(kind: str) -> Any:
    """The Arrow schema of one kind's table, with title, description, unit and values in its metadata."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields = [pa.field(c.name, types[c.type], metadata=_metadata(c)) for c in table_columns(kind)]
    return pa.schema(fields, metadata={"doichieu.kind": kind, "doichieu.format": "1"})


def _metadata(column: Column) -> dict[str, str]:
    said = {"title": column.title, "description": column.description, "unit": column.unit}
    if column.values:
        said["values"] = ";".join(column.values)
    return {name: text for name, text in said.items() if text}
