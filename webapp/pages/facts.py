"""The facts page: what was read out of the documents, with filters and downloads."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, render_template, send_file

from corpus.tables import Form
from index.filters import Filters
from index.library import Library
from webapp import row_tables
from webapp.errors import Refused
from webapp.requested import FILTERS, filters, library, turned, typed

page = Blueprint("facts", __name__, url_prefix="/so-lieu")
PER_PAGE = 50
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson; charset=utf-8",
}


@page.get("/")
def facts() -> str | tuple[str, int]:
    """Facts that fit the filters, a page at a time."""
    try:
        wanted = filters()
        shown = wanted if wanted.kind else replace(wanted, kind="figure")
        total = len(shown.choose(library().columns()))
        number = turned(total, PER_PAGE)
    except Refused as refusal:
        given = typed(FILTERS)
        kind = given.get("kind", "figure")
        return render_template("facts.html", given=given, kind=kind, refused=refusal.description), 400
    _, rows = chosen(library(), shown, (number - 1) * PER_PAGE, PER_PAGE)
    return render_template(
        "facts.html",
        tables=row_tables.tables(rows),
        total=total,
        number=number,
        first=(number - 1) * PER_PAGE + 1,
        more=number * PER_PAGE < total,
        given={name: value for name, value in asdict(wanted).items() if value is not None},
        kind=shown.kind,
        formats=tuple(TYPES),
    )


@page.get("/tai-ve.<format>")
def download(format: str) -> Response:
    """The facts that fit the filters as a file; a table holds one kind, figures unless asked."""
    if format not in TYPES:
        abort(404)
    wanted = filters()
    if format != "jsonl" and wanted.kind is None:
        wanted = replace(wanted, kind="figure")
    # Opened in a spreadsheet by a double click, hence the mark and the guard.
    form = (
        Form("csv", (wanted.kind or "figure",), bom=True, guard=True)
        if format == "csv"
        else Form(format, (wanted.kind,) if wanted.kind else ())
    )
    held = library()
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        with form.open(file) as writer:
            for entry, rows in by_document(held, wanted):
                writer.write(entry, rows)
        stack.pop_all()  # from here on it is closed with the response
    file.seek(0)
    name = f"doi-chieu-{wanted.kind or 'facts'}.{format}"
    return send_file(file, mimetype=TYPES[format], as_attachment=True, download_name=name)


def chosen(held: Library, wanted: Filters, offset: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
    """How many facts fit, and some of them as rows with the titles of their documents."""
    columns = held.columns()
    places = wanted.choose(columns)
    entries = columns.documents
    rows = []
    for row in columns.rows(places[offset : offset + limit]):
        entry = entries[row["doc"]]
        if row["kind"] == "directive":
            rows.append(row | {"doc_title": entry.title, "published": entry.published})
        else:
            rows.append(row | {"title": entry.title, "published": entry.published})
    return len(places), rows


def by_document(held: Library, wanted: Filters) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """The facts that fit, a document at a time."""
    entries = held.columns().documents
    for doc, rows in groupby(held.facts(wanted), key=lambda row: row["doc"]):
        if doc in entries:
            yield entries[doc], list(rows)
