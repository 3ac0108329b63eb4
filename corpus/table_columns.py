"""The columns of a table of facts: names, order, types, meanings and units; one place for all forms."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Protocol, get_type_hints

from nlp.facts import KINDS, columns

DOCUMENT_COLUMNS = (
    "doc_title",
    "doc_number",
    "doc_issuer",
    "doc_publisher",
    "doc_published",
    "doc_url",
    "doc_sha256",
)
LIST_MARK = "; "

Cell = str | int | float | None
_AS_IT_IS = frozenset((str, int))
"""What most cells are, unless empty."""


class About(Protocol):
    """What a table tells about a fact's document; `Document` and the store's `Entry` have it."""

    @property
    def title(self) -> str | None: ...
    @property
    def number(self) -> str | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: its header, ASCII.
        type: `string`, `integer` or `number`.
        title: a Vietnamese name of a few words.
        description: what it means, in Vietnamese.
        unit: what it counts, empty when nothing or when it says so itself.
        values: all values it can have, empty when there is no list of them.
    """

    name: str
    type: str
    title: str
    description: str
    unit: str = ""
    values: tuple[str, ...] = ()


@cache
def table_columns(kind: str) -> tuple[Column, ...]:
    """The columns of the table of one kind, in their stable order.

    Raises:
        KeyError: there is no such kind, or a column that `corpus/data/columns.tsv` doesn't explain.
    """
    said = _said()
    return tuple(Column(name, _type(kind, name), *said[name]) for name in (*columns(kind), *DOCUMENT_COLUMNS))


@cache
def object_columns(kind: str) -> tuple[Column, ...]:
    """The fields of a fact as a JSON object: a table's first columns, but a list is an `array`.

    Raises:
        KeyError: as for `table_columns`.
    """
    hints = get_type_hints(KINDS[kind])
    listed = {name for name, hint in hints.items() if str(hint).startswith("tuple")}
    first = table_columns(kind)[: -len(DOCUMENT_COLUMNS)]
    return tuple(replace(column, type="array") if column.name in listed else column for column in first)


@cache
def _said() -> Mapping[str, tuple[str, str, str, tuple[str, ...]]]:
    text = (resources.files("corpus") / "data" / "columns.tsv").read_text(encoding="utf-8")
    out = {}
    for line in text.splitlines()[1:]:
        name, title, description, unit, values = line.split("\t")
        out[name] = (title, description, unit, tuple(filter(None, values.split(";"))))
    return out


@cache
def _type(kind: str, name: str) -> str:
    hint = str(get_type_hints(KINDS[kind]).get(name, str))
    # `tuple[int, …]` would be a list, and a list is one cell of text.
    if hint.startswith("tuple"):
        return "string"
    return "number" if "float" in hint else "integer" if "int" in hint else "string"


def cells(row: Mapping[str, Any], about: Sequence[Cell], kind: str) -> list[Cell]:
    """One fact as the cells of its table's row.

    Args:
        row: as `nlp.facts.row` gives it.
        about: its document's cells, by `document_cells`.
        kind: the table's kind.

    Returns:
        Text, whole numbers, other numbers, or None for unknown; lists joined with `; `.
    """
    values = map(row.get, columns(kind))
    return [*[v if v is None or (v and type(v) in _AS_IT_IS) else _cell(v) for v in values], *about]


def document_cells(about: About) -> list[Cell]:
    """What the last cells of each row tell about its document."""
    said = (about.title, about.number, about.issuer, about.publisher, about.published, about.url)
    return [*map(_cell, said), about.sha256]


def _cell(value: Any) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Sequence):
        # An empty list is an empty cell, like everything that isn't there.
        return LIST_MARK.join(_item(v) for v in value) or None
    return str(value)


def _item(value: Any) -> str:
    return str(value["text"]) if isinstance(value, Mapping) else str(value)
