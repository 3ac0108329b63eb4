"""The words of the interface in two languages: Vietnamese unless `lang=en` is asked for.

They stand in `data/interface.json`, a key with its Vietnamese and its English wording.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from flask import Flask, has_request_context, request, url_for

LANGUAGES = ("vi", "en")
_NAV = (
    ("ask.ask", "nav.ask"),
    ("search.search", "nav.search"),
    ("facts.facts", "nav.facts"),
    ("scoreboard.scoreboard", "nav.scoreboard"),
    ("documents.all_of_them", "nav.documents"),
)


@cache
def words() -> dict[str, list[str]]:
    """All wordings by key: `[Vietnamese, English]`."""
    table: dict[str, list[str]] = json.loads(
        (files("webapp") / "data" / "interface.json").read_text(encoding="utf-8")
    )
    return table


def language() -> str:
    """The language of the page that is being made."""
    wanted = request.args.get("lang") if has_request_context() else None
    return "en" if wanted == "en" else "vi"


def said(key: str, **values: Any) -> str:
    """The wording of a key in the page's language, `{…}` filled in.

    Example:
        >>> said("ask.button")
        'Hỏi'
    """
    return words()[key][LANGUAGES.index(language())].format(**values)


def said_or(key: str, otherwise: str) -> str:
    """As `said`, but `otherwise` when there is no such key."""
    return said(key) if key in words() else otherwise


def link(endpoint: str, **values: Any) -> str:
    """`url_for` that keeps the language."""
    if language() != "vi":
        values.setdefault("lang", language())
    return url_for(endpoint, **{name: value for name, value in values.items() if value not in (None, "")})


def in_other_language() -> str:
    """The address of this page in the other language."""
    given: dict[str, Any] = {name: request.args.getlist(name) for name in request.args if name != "lang"}
    given |= request.view_args or {}
    if language() == "vi":
        given["lang"] = "en"
    return url_for(request.endpoint, **given) if request.endpoint else "/"


def add_to(app: Flask) -> None:
    """Let the templates speak."""
    from webapp import display

    app.jinja_env.globals.update(
        pages=lambda: _NAV,
        t=said,
        link=link,
        language=language,
        in_other_language=in_other_language,
        sample=bool(app.extensions["sample"]),
    )
    app.jinja_env.filters.update(
        number=display.number, date=display.day, period=display.period, amount=display.amount
    )
