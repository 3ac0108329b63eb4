"""The kinds of facts. Fields, meanings and units are those of docs/facts.md."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from nlp.document import Document
from nlp.sureness import Sureness


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
    """A quantity the document states about something.

    Attributes:
        sureness: how sure the choices were that it was made of, from which its confidence is estimated;
            tables don't hold it.
    """

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
    sureness: Sureness | None = field(default=None, compare=False, repr=False)


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
    own = [f.name for f in fields(KINDS[kind]) if f.name != "sureness"]
    shared = [f.name for f in fields(Fact)]
    return (*_LEAD, *[n for n in own if n not in shared], *[n for n in shared if n not in _LEAD])


def row(fact: Fact, document: Document) -> dict[str, Any]:
    """A fact as one flat, JSON-ready object, as docs/facts.md describes it.

    Returns:
        Keys in the order of `columns`; tuples become lists, items objects with start, end, text.
    """
    kind = kind_of(fact)
    names, values_of, numbers = _shape(kind)
    doc = document.id
    lead = (f"{doc}-{kind}-{fact.start}-{fact.end}", doc, document.source, kind)
    out: dict[str, Any] = dict(zip(names, (*lead, *values_of(fact)), strict=True))
    out["cues"], out["inferred"] = list(fact.cues), list(fact.inferred)
    if isinstance(fact, Figure):
        out["items"] = [{"start": i.start, "end": i.end, "text": i.text} for i in fact.items]
        for name in numbers:
            value = out[name]
            if value is not None and value.is_integer() and abs(value) < 2**53:
                out[name] = int(value)
    return out


@cache
def _shape(kind: str) -> tuple[tuple[str, ...], Callable[[Fact], tuple[Any, ...]], tuple[str, ...]]:
    """The columns of a kind, what takes those of its facts out of one, and those that are numbers."""
    names = columns(kind)
    numbers = [f.name for f in fields(KINDS[kind]) if f.name not in ("start", "end", "confidence")]
    numbers = [name for name in numbers if "float" in str(KINDS[kind].__annotations__.get(name))]
    return names, attrgetter(*names[4:]), tuple(numbers)


F = TypeVar("F", bound=Fact)


def changed(fact: F, **changes: object) -> F:
    """A copy of a fact with other values in some fields: `dataclasses.replace`, in half the time."""
    cls: Any = type(fact)
    new = object.__new__(cls)
    read, writers = _slots(cls)
    for write, value in zip(writers, read(fact), strict=True):
        write(new, value)
    for name, value in changes.items():
        object.__setattr__(new, name, value)
    return new


settle: Callable[[Fact, str, object], None] = object.__setattr__
"""Set a field of a fact that is still being made, so that nobody else has seen it without."""


@cache
def _slots(cls: Any) -> tuple[Callable[[Fact], tuple[Any, ...]], list[Callable[[Fact, Any], None]]]:
    """What reads all fields of a kind at once, and what writes each of them."""
    names = [f.name for f in fields(cls)]
    return attrgetter(*names), [getattr(cls, name).__set__ for name in names]


def fact(row: dict[str, Any]) -> Fact:
    """The inverse of `row`."""
    cls = KINDS[row["kind"]]
    given = {f.name: row[f.name] for f in fields(cls) if f.name in row}
    for name in ("cues", "inferred"):
        given[name] = tuple(given.get(name) or ())
    if cls is Figure:
        given["items"] = tuple(Item(**i) for i in given.get("items") or ())
    return cls(**given)
