"""The search page: passages by words."""

from flask import Blueprint, render_template

from webapp import display, row_tables
from webapp.errors import Refused
from webapp.requested import count, library, turned, typed, word

page = Blueprint("search", __name__)
PER_PAGE = 20


@page.get("/tim")
def search() -> str | tuple[str, int]:
    """Search, and see the passages with the found words highlighted."""
    try:
        words = word("q")
        number = max(1, count("trang", 1, 500))
    except Refused as refusal:
        return render_template("search.html", words=typed("q").get("q"), refused=refusal.description), 400
    found = library().search(words, PER_PAGE, (number - 1) * PER_PAGE) if words else None
    if words and found and not found.results and found.total:  # past the end, so the last page
        number = turned(found.total, PER_PAGE)
        found = library().search(words, PER_PAGE, (number - 1) * PER_PAGE)
    hits = [
        {
            "pieces": display.pieces(
                result.hit.text, result.hit.start, [(s.start, s.end) for s in result.hit.highlights]
            ),
            "name": result.entry.title or result.entry.source,
            "published": result.entry.published,
            "href": row_tables.passage(result.hit.doc, result.hit.start, result.hit.end),
        }
        for result in (found.results if found else ())
    ]
    return render_template(
        "search.html",
        words=words,
        found=found,
        hits=hits,
        number=number,
        first=(number - 1) * PER_PAGE + 1,
        more=bool(found and number * PER_PAGE < found.total),
    )
