"""`OUT.datapackage.json`: what is in a table, as a Frictionless Data Package."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.table_columns import Column, table_columns
from corpus.tables import Form

SUFFIX = ".datapackage.json"
_MEDIATYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_REQUIRED = ("id", "doc", "source", "kind", "start", "end", "doc_sha256")


def describe(form: Form, table: Path, name: str, sheets: Sequence[str] = ()) -> bytes:
    """The descriptor of a table.

    Args:
        form: how it was written; a table, not JSONL.
        table: the finished file, wherever it lies now.
        name: the file name that it will have, beside the descriptor.
        sheets: names of a workbook's sheets.

    Returns:
        JSON in UTF-8. It has no date, so the same table has the same descriptor.
    """
    resource: dict[str, Any] = {
        "name": form.kind,
        "type": "table",
        "path": name,
        "format": form.format,
        "mediatype": _MEDIATYPES[form.format],
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, form.format) for column in table_columns(form.kind)],
            "missingValues": [""],
        },
    }
    if form.format != "parquet":  # whose size and hash Frictionless never looks at, and so calls wrong
        with table.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        resource |= {"bytes": table.stat().st_size, "hash": f"sha256:{digest}"}
    if form.format == "csv":
        resource["dialect"] = {"csv": {"delimiter": form.delimiter, "lineTerminator": "\r\n"}}
    resources = [resource]
    if form.format == "xlsx":
        resources = [
            resource | {"name": sheet.replace(" ", "-"), "dialect": {"excel": {"sheet": sheet}}}
            for sheet in sheets
        ]
    package = {"name": f"doichieu-{form.kind}", "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _field(column: Column, format: str) -> dict[str, Any]:
    # Frictionless reads Parquet by way of pandas, where whole numbers with gaps are floats.
    gaps = format == "parquet" and column.type == "integer" and column.name not in _REQUIRED
    field: dict[str, Any] = {
        "name": column.name,
        "type": "number" if gaps else column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    limits: dict[str, Any] = {}
    if column.name in _REQUIRED:
        limits["required"] = True
    if column.values:
        limits["enum"] = list(column.values)
    if limits:
        field["constraints"] = limits
    return field
