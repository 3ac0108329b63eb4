"""`OUT.datapackage.json`: what is in a file of facts, as a Frictionless Data Package."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.table_columns import Column, object_columns, table_columns
from corpus.tables import Form
from nlp.facts import KINDS

SUFFIX = ".datapackage.json"
_MEDIATYPES = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_REQUIRED = ("id", "doc", "source", "kind", "start", "end", "doc_sha256")


def describe(form: Form, table: Path, name: str, sheets: Sequence[str] = ()) -> bytes:
    """The descriptor of a finished file of facts.

    A file of one kind is described as a table. Facts of several kinds are no table: such a file has the
    fields of each kind under `kinds`.

    Args:
        form: how it was written.
        table: the finished file, wherever it lies now.
        name: the file name that it will have, beside the descriptor.
        sheets: names of a workbook's sheets.

    Returns:
        JSON in UTF-8. It has no date, so the same table has the same descriptor.
    """
    kinds = (form.kinds or tuple(KINDS)) if form.format == "jsonl" else (form.kind,)
    called = kinds[0] if len(kinds) == 1 else "facts"
    resource: dict[str, Any] = {
        "name": called,
        "type": "table" if len(kinds) == 1 else "file",
        "path": name,
        "format": form.format,
        "mediatype": _MEDIATYPES[form.format],
        "encoding": "utf-8",
    }
    if len(kinds) == 1:
        resource["schema"] = {"fields": _fields(kinds[0], form.format), "missingValues": [""]}
    else:
        resource["kinds"] = {kind: {"fields": _fields(kind, form.format)} for kind in kinds}
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
    package = {"name": f"doichieu-{called}", "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _fields(kind: str, format: str) -> list[dict[str, Any]]:
    columns = object_columns(kind) if format == "jsonl" else table_columns(kind)
    return [_field(column, format) for column in columns]


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
