"""What a request asks for: filters, pages and offsets, the same for pages and API."""

import re
from dataclasses import fields
from datetime import date
from typing import Any

from flask import current_app, request

from index.filters import Filters
from index.library import Library
from webapp.errors import Refused
from webapp.wording import said

LONGEST = 2_000
"""Characters of a question or search at most."""
CHOICES = {
    "kind": ("figure", "directive", "statement", "locality"),
    "role": ("result", "target", "assigned"),
    "status": ("met", "missed", "none"),
    "level": ("huyện", "xã", "tỉnh", "thôn", "sở"),
}
FILTERS = tuple(field.name for field in fields(Filters))
PARTS = ("indicator", "locality", "period", "status", "role", "level", "unit")
"""Parts of how a question was read that a request may change; `-` takes one away."""
AWAY = "-"
_PERIOD = re.compile(r"\d{4}(-\d{2}){0,2}(/(\d{4}(-\d{2}){0,2}|\.\.)?)?|\.\./\d{4}(-\d{2}){0,2}")


def library() -> Library:
    """The library behind the application."""
    found: Library = current_app.extensions["library"]
    return found


def today() -> date:
    """The day `today` in the request names, else the application's.

    Raises:
        Refused: it is no ISO date.
    """
    given = word("today")
    if given is None:
        found: date = current_app.extensions["today"]()
        return found
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refused(said("refused.date"), "today") from None


def word(name: str) -> str | None:
    """A parameter, trimmed; None when it is missing or empty.

    Raises:
        Refused: it is too long.
    """
    given = request.args.get(name, "").strip()
    if len(given) > LONGEST:
        raise Refused(said("refused.long", most=LONGEST), name)
    return given or None


def parts() -> dict[str, str]:
    """The parts of the understanding that the request changes; an empty string takes one away.

    What is blank is left as the question says it, since a form sends all its fields.

    Raises:
        Refused: one has no such value.
    """
    given = {name: value for name in PARTS if (value := word(name)) is not None}
    if "locality" not in given and (place := word("place")) is not None:
        given["locality"] = place  # as the facts have it
    for name, value in given.items():
        if value != AWAY:
            check(name, value)
    return {name: "" if value == AWAY else value for name, value in given.items()}


def answered(question: str) -> dict[str, Any]:
    """The answer to a question under the request's conditions, in the form of the JSON interface."""
    given = parts()
    level = given.pop("level", None)
    place = given.pop("locality", None)
    narrowed = Filters(place=place, doc=word("doc"), **given)  # type: ignore[arg-type]
    return library().answer(question, today(), narrowed, level).as_dict()


def filters() -> Filters:
    """The filters in the request, under the names they have on the command line.

    Raises:
        Refused: one has no such value.
    """
    given = {name: word(name) for name in FILTERS}
    for name, value in given.items():
        if value is not None:
            check(name, value)
    least = given.pop("confidence", None)
    return Filters(**given, confidence=None if least is None else _share(least))


def count(name: str, otherwise: int, most: int) -> int:
    """A whole number of 0 or more.

    Raises:
        Refused: it is none, or more than `most`.
    """
    given = word(name)
    if given is None:
        return otherwise
    if not given.isascii() or not given.isdigit() or len(given) > 9 or int(given) > most:
        raise Refused(said("refused.count", name=name, most=most), name)
    return int(given)


def check(name: str, value: str) -> None:
    """Refuse a value that a parameter can't have.

    Raises:
        Refused: it is none of the parameter's choices, or no period.
    """
    choices = CHOICES.get(name)
    if choices and value not in choices:
        raise Refused(said("refused.choice", name=name, choices=", ".join(choices)), name)
    if name == "period" and not _PERIOD.fullmatch(value):
        raise Refused(said("refused.period"), name)


def _share(given: str) -> float:
    try:
        value = float(given.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise Refused(said("refused.share"), "confidence")
    return value
