"""An answer and its parts: rows, quotes with offsets, and facts told more than once made one."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from index.facttable import FactTable, Row
from index.matching import crossed
from nlp.question_periods import bounds
from nlp.question_words import words_of
from nlp.shadow import shadow

KINDS = ("value", "list", "table", "directive", "statement", "yesno", "passages", "none")
LONGEST_QUOTE = 900
MOST_ROWS, MOST_EVIDENCE, LONGEST_TEXT = 20, 30, 600


@dataclass(slots=True)
class Answer:
    """An answer in the form of the JSON interface.

    Attributes:
        question: as asked.
        language: `vi` or `en`.
        kind: one of `KINDS`; `none` when the documents don't say, `passages` for mere search hits.
        text: one or two sentences in the question's language.
        understood: how the question was read; every part can be given as a filter.
        yes: for a yes-or-no question; None when it is none.
        rows: the answer and nothing else.
        evidence: quotes that give the stored text back exactly.
        compared: what was weighed on the way.
        conflicts: other values that documents give for the same thing.
        suggestions: what is near, when the documents don't say.
    """

    question: str
    language: str
    kind: str
    text: str = ""
    understood: dict[str, Any] = field(default_factory=dict)
    yes: bool | None = None
    rows: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    compared: list[Row] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The answer as one JSON-ready object."""
        return asdict(self)


def plain_row(table: FactTable, fact: Row, **more: Any) -> Row:
    """A fact as a row of an answer: its fields, its document's title and date, its quote."""
    source = table.sources[fact["doc"]]
    start, end = quote_span(table, fact)
    out = {k: v for k, v in fact.items() if not k.startswith("_") and not k.endswith("_also")}
    out |= {"title": source.title, "published": source.published, "quote": source.text[start:end]}
    if fact["kind"] == "directive":
        out["directive_title"], out["title"] = fact.get("title"), fact.get("title") or source.title
        out["doc_title"] = source.title
    return out | more


def quote_span(table: FactTable, fact: Row) -> tuple[int, int]:
    """The stretch to quote for a fact: its sentence, or a window around its anchor when that is long."""
    if fact["kind"] == "statement":
        return fact["start"], min(fact["end"], fact["start"] + LONGEST_QUOTE)
    sentence, start = table.sentence(fact)
    end = start + len(sentence)
    if end - start <= LONGEST_QUOTE and start <= fact["start"] and fact["end"] <= end:
        return start, end
    text = table.sources[fact["doc"]].text
    room = LONGEST_QUOTE // 2 - 40
    first, last = max(0, start if start <= fact["start"] else 0, fact["start"] - room), fact["end"] + room
    last = min(len(text), max(end, fact["end"]), last)
    while first > 0 and first < fact["start"] and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > fact["end"] and not text[last].isspace():
        last -= 1
    return first, last


def evidence_of(table: FactTable, facts: Sequence[Row]) -> list[Row]:
    """Quotes for facts, each stretch once, in the order given."""
    out: list[Row] = []
    seen: set[tuple[str, int, int]] = set()
    for fact in facts:
        start, end = quote_span(table, fact)
        if (fact["doc"], start, end) in seen or len(out) >= MOST_EVIDENCE:
            continue
        seen.add((fact["doc"], start, end))
        source = table.sources[fact["doc"]]
        out.append(
            {
                "doc": fact["doc"],
                "source": source.source,
                "title": source.title,
                "start": start,
                "end": end,
                "quote": source.text[start:end],
                "fact": fact.get("id"),
            }
        )
    return out


def item_rows(table: FactTable, fact: Row) -> list[Row]:
    """The things that a figure counts, as rows."""
    source = table.sources[fact["doc"]]
    return [
        {
            "kind": "item",
            "text": item["text"],
            "locality": table.place_named(fact["doc"], item, fact),
            "start": item["start"],
            "end": item["end"],
            "doc": fact["doc"],
            "source": source.source,
            "title": source.title,
            "published": source.published,
            "quote": item["text"],
            "of": fact.get("id"),
        }
        for item in fact.get("items") or ()
    ]


def item_evidence(table: FactTable, fact: Row) -> list[Row]:
    """A quote for each thing that a figure counts."""
    source = table.sources[fact["doc"]]
    return [
        {
            "doc": fact["doc"],
            "source": source.source,
            "title": source.title,
            "start": item["start"],
            "end": item["end"],
            "quote": source.text[item["start"] : item["end"]],
            "fact": fact.get("id"),
        }
        for item in (fact.get("items") or ())[: MOST_EVIDENCE - 1]
    ]


def computed(value: float, unit: str | None, formula: str, **more: Any) -> Row:
    """A row that was worked out from others."""
    return {"kind": "computed", "value": tidy(value), "unit": unit, "formula": formula} | more


def tidy(value: float) -> float | int:
    """A number without the dust of binary fractions: `15.400000000000006` → 15.4."""
    rounded = round(value, 6)
    return int(rounded) if float(rounded).is_integer() else rounded


def alike(a: Row, b: Row) -> bool:
    """Whether two figures measure the same thing, by the words of their indicators."""
    first = set(words_of(a.get("indicator") or ""))
    second = set(words_of(b.get("indicator") or ""))
    return _shared(first, second) >= 0.6 if first and second else first == second


def same_words(a: Row, b: Row) -> bool:
    """Whether two figures have the same indicator, word for word."""
    return shadow(a.get("indicator") or "") == shadow(b.get("indicator") or "")


def merge(facts: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """Facts told more than once made one.

    Returns:
        `(the fact, all its tellings)` in the order of first telling.
    """
    out: list[tuple[Row, list[Row]]] = []
    by_key: dict[tuple[Any, ...], list[tuple[Row, list[Row]]]] = {}
    for fact in facts:
        key = tuple(fact.get(k) for k in ("kind", "value", "value_max", "unit", "locality", "role"))
        for first, tellings in by_key.setdefault(key, [])[:50]:
            if fact["kind"] == "figure" and _retold(fact, first):
                tellings.append(fact)
                break
        else:
            out.append((fact, [fact]))
            by_key[key].append(out[-1])
    return out


def _retold(fact: Row, first: Row) -> bool:
    """Whether a figure of the same value, place and role tells the same fact again."""
    words = [words_of(r.get("indicator") or "") for r in (fact, first)]
    fraction = not float(fact["value"]).is_integer()  # two things seldom come to the same 86,25 %
    if fact["doc"] == first["doc"]:
        if fact["start"] == first["start"]:
            return False
        same_time = fact.get("period") == first.get("period") or (fraction and overlap(fact, first))
        return same_time and (same_words(fact, first) or (fraction and alike(fact, first)))
    aims = {fact.get("target_value"), first.get("target_value")}
    if fraction and len(aims) == 1 and None not in aims and overlap(fact, first):
        return True  # 35,1 % against 35,5 %, whatever words a reprint has for it
    like = alike(fact, first) or (
        fraction and overlap(fact, first) and _shared(set(words[0]), set(words[1])) >= _SOME
    )
    return like and not crossed(words[0], False, words[1])


def retold(table: FactTable, evidence: Sequence[Row]) -> list[Row]:
    """Quotes in which other documents tell the figures that some quotes are given for.

    Args:
        table: the facts.
        evidence: what `evidence_of` gave.

    Returns:
        As many as an answer has room for, those of the first figures first.
    """
    quoted = [row for e in evidence if (row := table.figure_called(e["fact"])) is not None]
    same: list[Row] = []
    for fact in quoted:
        for i in np.flatnonzero((table.value == fact["value"]) & table.alike(fact, _SAME)).tolist():
            row = table.figures[i]
            if row["doc"] == fact["doc"] or row.get("value_max") != fact.get("value_max"):
                continue
            if overlap(row, fact) and _retold(row, fact):
                same.append(row)
    told = {(e["doc"], e["start"], e["end"]) for e in evidence}
    more = [e for e in evidence_of(table, same) if (e["doc"], e["start"], e["end"]) not in told]
    return more[: MOST_EVIDENCE - len(evidence)] if len(evidence) < MOST_EVIDENCE else []


_SAME = ("unit", "locality", "role", "organisation")
_SOME = 0.3  # share of words that tellings of one fraction have in common at least


def overlap(a: Row, b: Row) -> bool:
    """Whether the periods of two figures overlap, or one of them is unknown."""
    first, second = bounds(a.get("period")), bounds(b.get("period"))
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def same_elsewhere(a: Row, b: Row) -> bool:
    """Whether two documents tell of one thing at one place and time, in whatever values."""
    if a["doc"] == b["doc"] or any(
        a.get(k) != b.get(k) for k in ("unit", "locality", "role", "organisation")
    ):
        return False
    words = [words_of(r.get("indicator") or "") for r in (a, b)]
    return overlap(a, b) and alike(a, b) and not crossed(words[0], False, words[1])


def _shared(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def shortened(text: str, most: int = LONGEST_TEXT) -> str:
    """A text cut at a word, with an ellipsis, when it is too long."""
    if len(text) <= most:
        return text
    return re.sub(r"[\s,;:(“\"]+\S*$", "", text[: most - 1]) + "…"
