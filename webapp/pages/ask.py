"""The question page: a question, its answer, the words it rests on, and how it was understood."""

from typing import Any

from flask import Blueprint, current_app, render_template

from webapp import display, row_tables
from webapp.errors import Refused
from webapp.examples import examples
from webapp.requested import AWAY, PARTS, answered, library, parts, today, typed, word
from webapp.wording import link, said, said_or
from webapp.wording import words as wording

page = Blueprint("ask", __name__)

_KEPT = (*PARTS, "doc", "today")
OFFERED = ("locality", "indicator", "period", "level", "status", "role")
"""The conditions that the form shows; others are kept when the address has them."""


_PARTS_OF = {"localities": "locality"}


@page.get("/")
def ask() -> str | tuple[str, int]:
    """Ask, and see the answer; what was typed wrongly is shown with the reason."""
    try:
        question = word("q")
        parts(), today()  # told of even when there is no question yet
    except Refused as refusal:
        given = typed(_KEPT)
        return _page(typed("q").get("q"), given, refused=refusal.description), 400
    answer = answered(question) if question else None
    given = {name: value for name in _KEPT if (value := word(name)) is not None}
    if answer is None:
        held, day = library(), current_app.extensions["today"]()
        return _page(None, given, examples=examples(held, day, current_app.extensions["examples"]))
    told = [row for row in answer["conflicts"] if row not in answer["rows"]]
    return _page(
        question,
        given,
        answer=answer,
        rows=row_tables.tables(answer["rows"], quotes=answer["evidence"]),
        compared=row_tables.tables(answer["compared"], quotes=answer["evidence"]),
        # Asked how documents differ, the answer's own rows are the conflict.
        conflicts=row_tables.tables(answer["conflicts"] if told else (), quotes=answer["evidence"]),
        quotes=quotes(answer),
        understood=understood(answer["understood"], question, given),
    )


def _page(question: str | None, given: dict[str, str], **shown: Any) -> str:
    return render_template(
        "ask.html",
        question=question,
        given=given,
        kept={name: value for name, value in given.items() if name not in OFFERED},
        documents=len(library().columns().documents),
        **shown,
    )


def quotes(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The answer's evidence, with the words of its rows highlighted."""
    rows = [row for name in ("rows", "conflicts", "compared") for row in answer[name] if row.get("doc")]
    out = []
    for proof in answer["evidence"]:
        start, end = proof["start"], proof["end"]
        inside = [
            (row["start"], row["end"])
            for row in rows
            if row["doc"] == proof["doc"] and start <= row["start"] < row["end"] <= end
        ]
        lit = inside or [(start, end)]
        out.append(
            {
                "pieces": display.pieces(proof["quote"], start, [s for s in lit if s != (start, end)]),
                "name": proof.get("title") or proof["source"].replace("\\", "/").rsplit("/", 1)[-1],
                "href": row_tables.passage(proof["doc"], min(s for s, _ in lit), max(e for _, e in lit)),
            }
        )
    return out


def understood(
    parts: dict[str, Any], question: str | None, given: dict[str, str]
) -> list[tuple[str, str, str | None]]:
    """How the question was read: label, words and the address of the same question without that part.

    What was left open is left out.
    """
    out = []
    for name, value in parts.items():
        words = _words(name, value)
        if words and f"understood.{name}" in wording():
            part = _PARTS_OF.get(name, name)
            away = link("ask.ask", q=question, **given | {part: AWAY}) if part in PARTS else None
            out.append((said(f"understood.{name}"), words, away))
    return out


def _words(name: str, value: Any) -> str:
    """One part of the understanding as words; the values of a level are worded by `level.…` and so on."""
    if value in (None, False, [], {}):
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_words(name, one) for one in value)))
    if isinstance(value, dict) and "comparator" in value:
        return display.amount(value)
    if isinstance(value, dict):
        return " ".join(filter(None, (_words(part, one) for part, one in value.items())))
    if value is True:
        return said("yes")
    if isinstance(value, int | float):
        return display.number(value)
    return display.period(value) if name == "period" else said_or(f"{name}.{value}", str(value))
