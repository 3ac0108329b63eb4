"""The kinds of facts. Fields, meanings and units are those of docs/facts.md."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from nlp.document import Document


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the stored text, in code points: `start` inclusive, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a figure counts and the text lists."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share: where they stand, how they were found and how sure that is.

    Attributes:
        rule: the name of the rule that made the fact.
        cues: the words that decided its role, status or scope.
        inferred: names of the fields that come from scope instead of the statement itself.
        confidence: estimated probability that the fact is wholly right, 0 to 1.
        locality_canonical: the unit with its parents, as named when the document was written.
        locality_code: its code by the General Statistics Office.
        locality_2025: the unit of July 2025 that it belongs to now, where it is one.
    """

    start: int
    end: int
    text: str
    locality: str | None = None
    sentence: str | None = None
    sentence_start: int | None = None
    rule: str = ""
    cues: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    confidence: float = 0.5
    locality_canonical: str | None = None
    locality_code: str | None = None
    locality_2025: str | None = None
    locality_2025_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A quantity the document states about something."""

    value: float
    value_max: float | None = None
    comparator: str = "exact"
    unit: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    indicator: str | None = None
    indicator_id: str | None = None
    role: str = "result"
    status: str | None = None
    target_value: float | None = None
    organisation: str | None = None
    period: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive(Fact):
    """A mention of a governing document."""

    type: str
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A quoted or reported utterance with a named speaker; `text` is the quote, verbatim."""

    speaker: str
    position: str | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityMention(Fact):
    """A mention of an administrative unit; `level` is province, district, commune or village."""

    level: str
    canonical: str


KINDS: dict[str, type[Fact]] = {
    "figure": Figure,
    "directive": Directive,
    "statement": Statement,
    "locality": LocalityMention,
}
_NAMES = {cls: kind for kind, cls in KINDS.items()}
_LEAD = ("id", "doc", "source", "kind", "start", "end", "text")


def kind_of(fact: Fact) -> str:
    """The fact's kind, as written in tables: figure, directive, statement or locality."""
    return _NAMES[type(fact)]


@cache
def columns(kind: str) -> tuple[str, ...]:
    """The columns of one kind, in their stable order (facts first, how they were found last)."""
    own = [f.name for f in fields(KINDS[kind])]
    shared = [f.name for f in fields(Fact)]
    return (*_LEAD, *[n for n in own if n not in shared], *[n for n in shared if n not in _LEAD])


def row(fact: Fact, document: Document) -> dict[str, Any]:
    """A fact as one flat, JSON-ready object, as docs/facts.md describes it.

    Returns:
        Keys in the order of `columns`; tuples become lists, items objects with start, end, text.
    """
    kind = kind_of(fact)
    out: dict[str, Any] = {
        "id": f"{document.id}-{kind}-{fact.start}-{fact.end}",
        "doc": document.id,
        "source": document.source,
        "kind": kind,
    }
    for name in columns(kind)[4:]:
        value = getattr(fact, name)
        if name == "items":
            value = [{"start": i.start, "end": i.end, "text": i.text} for i in value]
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, float) and value.is_integer() and name != "confidence" and abs(value) < 2**53:
            value = int(value)
        out[name] = value
    return out


def fact(row: dict[str, Any]) -> Fact:
    """The inverse of `row`."""
    cls = KINDS[row["kind"]]
    given = {f.name: row[f.name] for f in fields(cls) if f.name in row}
    for name in ("cues", "inferred"):
        given[name] = tuple(given.get(name) or ())
    if cls is Figure:
        given["items"] = tuple(Item(**i) for i in given.get("items") or ())
    return cls(**given)
