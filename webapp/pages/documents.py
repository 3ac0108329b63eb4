"""The documents: all of them, and one with the asked words highlighted."""

from flask import Blueprint, abort, render_template, request

from webapp import display, row_tables
from webapp.errors import Refused
from webapp.requested import library, turned
from webapp.wording import said

page = Blueprint("documents", __name__, url_prefix="/tai-lieu")
PER_PAGE = 100


@page.get("/")
def all_of_them() -> str:
    """The list of documents, a page at a time."""
    entries = list(library().columns().documents.values())
    number = turned(len(entries), PER_PAGE)
    return render_template(
        "documents.html",
        entries=entries[(number - 1) * PER_PAGE : number * PER_PAGE],
        total=len(entries),
        number=number,
        more=number * PER_PAGE < len(entries),
    )


@page.get("/<doc>")
def one(doc: str) -> str:
    """A document; `tu` and `den` (repeated for several stretches) say what to highlight."""
    found = library().document(doc)
    if found is None:
        abort(404)
    text = found.document.text
    spans = _spans(len(text))
    shown = [row for row in found.rows if row["kind"] != "locality"]
    return render_template(
        "document.html",
        entry=found.entry,
        pieces=display.pieces(text, 0, spans),
        marked=bool(spans),
        tables=row_tables.tables(shown, sources=False),
        facts=len(shown),
    )


def _spans(length: int) -> list[tuple[int, int]]:
    starts, ends = request.args.getlist("tu"), request.args.getlist("den")
    numbers = all(end.isascii() and end.isdigit() and len(end) < 10 for end in (*starts, *ends))
    if not numbers or len(starts) != len(ends):
        raise Refused(said("refused.offsets"), "tu")
    spans = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]
    if any(not 0 <= a < b <= length for a, b in spans):
        raise Refused(said("refused.offsets"), "tu")
    return spans
