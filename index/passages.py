"""A document and its facts as passages to search."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from index.search import Passage
from index.words import facet, number_facet
from nlp.document import Document
from nlp.sentences import sentences

_LEVELS = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
_TYPE = re.compile(rf"({'|'.join(_LEVELS)}|thành phố|thủ đô)\s+", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_LONGEST = 2_000
"""A longer stretch without a sentence's end is cut, so that a hit is something to read."""


def passages(document: Document, rows: Iterable[dict[str, Any]], sources: Iterable[str]) -> Iterator[Passage]:
    """The sentences of a document, each with what filters may ask about it.

    Its places and years are those of the facts in it; without any, those of the whole document.

    Args:
        document: with its text.
        rows: its facts.
        sources: the names it was read under.
    """
    rows = list(rows)
    all_over = {facet("doc", document.id), *_source_facets(document, sources)}
    everywhere = _places(rows) | _years(rows, document.published)
    first = True
    if document.symbol or document.number:  # the document itself is found by its number, at its beginning
        own = {number_facet(document.symbol or document.number or "")}
        own |= {facet("number", (document.number or "").lstrip("0"))} if document.number else set()
    else:
        own = set()
    facts = sorted(rows, key=lambda row: row["start"])
    n = 0
    for start, end in _pieces(document.text):
        here = []
        while n < len(facts) and facts[n]["start"] < end:
            if facts[n]["start"] >= start:
                here.append(facts[n])
            n += 1
        facets = all_over | _numbers(here)
        facets |= _places(here) or {f for f in everywhere if not f.startswith("year:")}
        facets |= _years(here, document.published) or {f for f in everywhere if f.startswith("year:")}
        facets |= own if first else set()
        text = document.text[start:end]
        yield Passage(document.id, start, end, text, document.title or "", frozenset(facets), first)
        first = False


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for sentence in sentences(text):
        start = sentence.start
        while sentence.end - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            cut = blank if blank > start else start + _LONGEST
            yield start, cut
            start = cut
        yield start, sentence.end


def _places(rows: Iterable[dict[str, Any]]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        for chain in (row.get("canonical") or row.get("locality_canonical") or "").split("; "):
            units = [unit for unit in chain.split(", ") if unit]
            for unit in units:
                kind = _TYPE.match(unit)
                name = unit[kind.end() :] if kind else unit
                level = _LEVELS.get(kind[1].lower()) if kind else None
                if level is None:  # a city is a province when nothing is above it
                    level = "province" if unit is units[-1] else "district"
                for value in (name, *name.split()):
                    found |= {facet(level, value), facet("place", value)}
    return found


def _years(rows: Iterable[dict[str, Any]], published: str | None) -> set[str]:
    said = [row.get("period") or row.get("date") or "" for row in rows]
    return {facet("year", year) for words in (*said, (published or "")[:4]) for year in _YEAR.findall(words)}


def _numbers(rows: Iterable[dict[str, Any]]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        if row["kind"] == "directive":
            named = row.get("symbol") or f"{row.get('type') or ''} {row.get('number') or ''}"
            if row.get("number"):
                found |= {number_facet(named), facet("number", row["number"].lstrip("0"))}
    return found


def _source_facets(document: Document, sources: Iterable[str]) -> set[str]:
    names = [*sources, document.url or "", document.publisher or ""]
    values = {name for name in names if name}
    values |= {word for name in values for word in re.findall(r"\w+", name)}
    return {facet("source", value) for value in values}
