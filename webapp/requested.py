"""What a request asks for: filters, pages and offsets, the same for pages and API."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from flask import current_app, request

from index.asked_period import read_period
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


def typed(names: Iterable[str]) -> dict[str, str]:
    """What was typed into a form's fields, right or wrong, to be shown again."""
    given = {name: request.args.get(name, "").strip() for name in names}
    return {name: value for name, value in given.items() if value}


def parts() -> dict[str, str]:
    """The parts of the understanding that the request changes; an empty string takes one away.

    What is blank is left as the question says it, since a form sends all its fields.

    Raises:
        Refused: one has no such value.
    """
    given = {name: value for name in PARTS if (value := word(name)) is not None}
    if "locality" not in given and (place := word("place")) is not None:
        given["locality"] = place  # as the facts have it
    return {name: "" if value == AWAY else checked(name, value) for name, value in given.items()}


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
    given = {name: None if (value := word(name)) is None else checked(name, value) for name in FILTERS}
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


def checked(name: str, value: str) -> str:
    """A value as the filters take it: a period in words becomes EDTF, others stay as they are.

    Raises:
        Refused: it is none of the parameter's choices, or no period.
    """
    choices = CHOICES.get(name)
    if choices and value not in choices:
        raise Refused(said("refused.choice", name=name, choices=", ".join(choices)), name)
    if name != "period":
        return value
    period = read_period(value, today())
    if period is None:
        raise Refused(said("refused.period"), name)
    return period


def turned(total: int, size: int) -> int:
    """The page of a list that `trang` asks for, from 1; the last one when there are not so many.

    Args:
        total: entries of the list.
        size: entries of a page.

    Raises:
        Refused: it is no number.
    """
    return max(1, min(count("trang", 1, 100_000), -(-total // size)))


def _share(given: str) -> float:
    try:
        value = float(given.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise Refused(said("refused.share"), "confidence")
    return value
