"""Questions to begin with, made from what the store holds, each of them one that the documents answer."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from index.filters import Filters
from index.library import Library
from webapp.wording import language, said

_LOOKED_AT = 400
"""Facts of a kind from which an example is made."""
_TRIED = 3
"""Questions of a kind that are asked until one is answered."""
_WORDS = 12
"""Words of an indicator that still make a question."""
_YEAR = re.compile(r"\d{4}(?=$|-)")

Row = dict[str, Any]
_KINDS = (
    ("example.value", Filters(kind="figure", role="result", confidence=0.5)),
    ("example.missed", Filters(kind="figure", status="missed", confidence=0.5)),
    ("example.target", Filters(kind="figure", role="target", confidence=0.5)),
    ("example.directive", Filters(kind="directive")),
)


def examples(library: Library, day: date, kept: dict[Any, tuple[str, ...]]) -> tuple[str, ...]:
    """One question of each kind that the documents answer; none when there is nothing to ask for.

    Args:
        library: the documents and facts.
        day: what `năm nay` refers to.
        kept: examples made before, by generation of the store, language and day; renewed with each of them.
    """
    key = (library.generation, language(), day)
    if key not in kept:
        kept.clear()
        found = (_answered(library, day, kind, filters) for kind, filters in _KINDS)
        kept[key] = tuple(question for question in found if question is not None)
    return kept[key]


def _answered(library: Library, day: date, kind: str, filters: Filters) -> str | None:
    """The first of a few questions of a kind that has an answer."""
    tried: set[str] = set()
    for question in _questions(library, kind, filters):
        if question in tried:
            continue
        if library.answer(question, day).rows:
            return question
        tried.add(question)
        if len(tried) == _TRIED:
            break
    return None


def _questions(library: Library, kind: str, filters: Filters) -> Iterator[str]:
    columns = library.columns()
    rows = columns.rows(filters.choose(columns)[:_LOOKED_AT])
    for row in sorted(rows, key=lambda row: -row["confidence"]):
        words = _directive(row) if kind == "example.directive" else _figure(row)
        if kind == "example.value" and words is not None and not words["indicator"]:
            continue
        if words is not None:
            question = said(kind, **words)
            yield question[0].upper() + question[1:]


def _figure(row: Row) -> dict[str, str] | None:
    """Place, year and indicator of a figure; None when one of the first two isn't told."""
    place, year = row.get("locality"), _YEAR.match(row.get("period") or "")
    if not place or ";" in place or year is None:
        return None
    return {"place": place, "year": year[0], "indicator": _indicator(row.get("indicator") or "")}


def _indicator(said: str) -> str:
    """An indicator as it stands within a question; empty when it is too short, too long or no mere words."""
    words = said.split()
    if not 2 <= len(words) <= _WORDS or not all(word.strip("(),–-/").isalpha() for word in words):
        return ""
    first = words[0] if words[0].isupper() else words[0][:1].lower() + words[0][1:]
    return " ".join([first, *words[1:]])


def _directive(row: Row) -> dict[str, str] | None:
    if not row.get("number") or not row.get("title") or not row.get("type"):
        return None
    return {"type": row["type"], "number": row.get("symbol") or row["number"]}
