"""The JSON API, version 1. Every answer is an object; every error has the shape of `webapp.errors`."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from webapp.errors import Refused
from webapp.pages.facts import chosen
from webapp.pages.scoreboard import conditions
from webapp.requested import FILTERS, PARTS, answered, count, filters, library, word
from webapp.wording import said

page = Blueprint("api", __name__, url_prefix="/api/v1")
MOST = 1_000
"""Facts or hits in one response at most."""
_PAGED = ("offset", "limit")
TAKES = {
    "answer": ("q", *PARTS, "place", "doc", "today"),
    "documents": _PAGED,
    "document": (),
    "facts": (*FILTERS, *_PAGED),
    "scoreboard": ("level", "period", "indicator", "place"),
    "search": ("q", *_PAGED),
}
"""The parameters of each address; `lang` goes with all of them."""


@page.before_request
def _known() -> None:
    """Refuse parameters that nothing reads: a filter with a slip in its name would let everything pass."""
    names = ("lang", *TAKES.get((request.endpoint or "").removeprefix("api."), ()))
    for name in request.args:
        if name not in names:
            raise Refused(said("refused.name", name=name[:40], names=", ".join(sorted(names))), name[:40])


@page.get("/")
def contents() -> Response:
    """The addresses and what each takes."""
    base = "/api/v1"
    return jsonify(
        {
            "version": 1,
            "addresses": [
                {
                    "path": f"{base}/{name if name != 'document' else 'documents/{doc}'}",
                    "parameters": [*takes, "lang"],
                }
                for name, takes in TAKES.items()
            ],
        }
    )


@page.get("/answer")
def answer() -> Response:
    """A question answered; the same object as `doichieu ask -f json`."""
    return jsonify(answered(_needed("q")))


@page.get("/documents")
def documents() -> Response:
    """Documents without their texts, `limit` of them from `offset`."""
    offset, limit = count("offset", 0, 10**9), count("limit", 100, MOST)
    entries = list(library().columns().documents.values())
    shown = [asdict(entry) for entry in entries[offset : offset + limit]]
    return jsonify({"total": len(entries), "offset": offset, "documents": shown})


@page.get("/documents/<doc>")
def document(doc: str) -> Response:
    """A document with its text, which all offsets count in, and its facts."""
    found = library().document(doc)
    if found is None:
        abort(404)
    return jsonify(asdict(found.entry) | {"text": found.document.text, "rows": list(found.rows)})


@page.get("/facts")
def facts() -> Response:
    """Facts that fit the filters, `limit` of them from `offset`."""
    offset, limit = count("offset", 0, 10**9), count("limit", 100, MOST)
    total, rows = chosen(library(), filters(), offset, limit)
    return jsonify({"total": total, "offset": offset, "facts": rows})


@page.get("/scoreboard")
def scoreboard() -> Response:
    """Localities against indicators; the same object as `doichieu scoreboard -f json`."""
    return jsonify(library().scoreboard(**conditions()).as_dict())


@page.get("/search")
def search() -> Response:
    """Passages by words, best first."""
    offset, limit = count("offset", 0, 10**5), count("limit", 10, MOST)
    found = library().search(_needed("q"), limit, offset)
    hits: list[dict[str, Any]] = [
        {
            "doc": result.hit.doc,
            "source": result.entry.source,
            "title": result.entry.title,
            "published": result.entry.published,
            "start": result.hit.start,
            "end": result.hit.end,
            "text": result.hit.text,
            "score": result.hit.score,
            "highlights": [{"start": s.start, "end": s.end} for s in result.hit.highlights],
        }
        for result in found.results
    ]
    return jsonify({"total": found.total, "loose": found.loose, "suggestion": found.suggestion, "hits": hits})


def _needed(name: str) -> str:
    given = word(name)
    if given is None:
        raise Refused(said("refused.missing", name=name), name)
    return given
