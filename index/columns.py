"""The facts of the store as columns in memory, for filters and groupings that score nothing.

They are kept in one file under the index directory, dated by the store's generation, so that a question
doesn't wait for tens of thousands of JSON rows. The file can be thrown away.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from corpus.extractor import fingerprint
from corpus.store import Entry, Store
from index.kept import Arrays, Strings, from_json, json_array, keep, kept, string_arrays, strings_of

_EXACT = 2**53
_LISTS = ("cues", "inferred", "items")

Row = dict[str, Any]


class Columns:
    """Facts by column; fact i is the same in all of them.

    Attributes:
        generation: the store's, when they were made.
        documents: the documents by id, without texts.
    """

    def __init__(self, arrays: Arrays) -> None:
        header = from_json(arrays["header"])
        self.generation: int = header["generation"]
        self._n: int = header["facts"]
        self._kinds: dict[str, str] = header["columns"]
        self._arrays = arrays
        self._values: dict[str, list[str | None]] = {}
        self._codes, self._numbers = arrays["codes"], arrays["numbers"]
        kinds = list(self._kinds.items())
        self._at = {name: [n for n, k in kinds if k == kind].index(name) for name, kind in kinds}
        self._known: dict[str, tuple[Strings, dict[int, str]]] = {}
        self._shapes: dict[str, _Shape] = {}
        self._read_documents: dict[str, Entry] | None = None

    def __len__(self) -> int:
        return self._n

    @property
    def names(self) -> tuple[str, ...]:
        """The columns there are."""
        return tuple(self._kinds)

    @property
    def documents(self) -> dict[str, Entry]:
        """The documents by id, in the order they came in."""
        if self._read_documents is None:
            entries = from_json(self._arrays["documents"])
            self._read_documents = {e["id"]: Entry(**e | {"sources": tuple(e["sources"])}) for e in entries}
        return self._read_documents

    def numbers(self, name: str) -> np.ndarray:
        """A column of numbers, float64, NaN where there is none."""
        if self._kinds.get(name) != "number":
            return np.full(self._n, np.nan)
        return self._numbers[:, self._at[name]]

    def codes(self, name: str) -> np.ndarray:
        """A column of strings as places in `values(name)`, int32; place 0 is None."""
        if self._kinds.get(name) != "string":
            return np.zeros(self._n, dtype=np.int32)
        return self._codes[:, self._at[name]]

    def values(self, name: str) -> list[str | None]:
        """The different strings of a column, in the order of their first facts; the first is None."""
        if name not in self._values:
            there = self._kinds.get(name) == "string"
            self._values[name] = [None, *(strings_of(name, self._arrays) if there else ())]
        return self._values[name]

    def where(self, name: str, wanted: Iterable[str | None]) -> np.ndarray:
        """Which facts have one of these strings in a column, as booleans."""
        values = self.values(name)
        chosen = set(wanted)
        match = np.fromiter((v in chosen for v in values), dtype=bool, count=len(values))
        return match[self.codes(name)]

    def rows(self, chosen: np.ndarray) -> list[Row]:
        """Facts as `nlp.facts.row` writes them.

        Args:
            chosen: places of facts, in the order wanted.
        """
        read: dict[str, list[Any]] = {}
        for name, kind in self._kinds.items():
            if kind == "number":
                read[name] = _numbers(self.numbers(name)[chosen], whole=name != "confidence")
            else:
                values: list[Any] = self.values(name)
                read[name] = [values[place] for place in self.codes(name)[chosen].tolist()]
                if name in _LISTS:
                    read[name] = [json.loads(value or "[]") for value in read[name]]
        kinds = read.get("kind", [])
        names = {kind: [name for name in _of_kind(kind) if name in read] for kind in set(kinds)}
        return [{name: read[name][i] for name in names[kind]} for i, kind in enumerate(kinds)]

    def row(self, i: int) -> Row:
        """One fact as `nlp.facts.row` writes it, without reading the others."""
        codes, numbers = self._codes[i].tolist(), self._numbers[i].tolist()
        kind = self._string("kind", codes[self._at["kind"]])
        if kind not in self._shapes:
            self._shapes[kind] = self._shape(kind)
        row, strings, lists, others = self._shapes[kind]
        row = row.copy()
        for name, at in strings:
            if place := codes[at]:
                row[name] = self._string(name, place)
        for name, at in lists:
            row[name] = json.loads(self._string(name, codes[at])) if codes[at] else []
        for name, at in others:
            number = numbers[at]
            if number == number:  # not NaN
                whole = name != "confidence" and number.is_integer() and abs(number) < _EXACT
                row[name] = int(number) if whole else number
        return row

    def _string(self, name: str, place: int) -> str:
        """A string of a column by its place, remembered, since facts share their strings."""
        if name not in self._known:
            self._known[name] = strings_of(name, self._arrays), {}
        strings, known = self._known[name]
        if place not in known:
            known[place] = strings[place - 1]
        return known[place]

    def _shape(self, kind: str) -> "_Shape":
        """The row of a kind of fact, empty, and where its strings, lists and numbers stand."""
        names = [name for name in _of_kind(kind) if name in self._at]
        strings = [name for name in names if self._kinds[name] == "string" and name not in _LISTS]
        lists = [name for name in names if self._kinds[name] == "string" and name in _LISTS]
        numbers = [name for name in names if self._kinds[name] == "number"]
        places = ([(name, self._at[name]) for name in some] for some in (strings, lists, numbers))
        return dict.fromkeys(names), *places  # type: ignore[return-value]


_Shape = tuple[Row, list[tuple[str, int]], list[tuple[str, int]], list[tuple[str, int]]]


def origin(store: Store, generation: int) -> str:
    """What something derived is made from: a store at a generation, and the code that makes it."""
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{store.identity}/{generation}/{fingerprint('nlp', 'index')}/{python}"


def columns(store: Store, path: Path) -> Columns:
    """The columns of what the store holds now: from the file, else from the store (and then kept).

    A disk that is full only means that they are made again next time.
    """
    generation = store.generation
    made_from = origin(store, generation)
    arrays = kept(path, made_from)
    if arrays is None:
        arrays = _make(store, generation)
        if store.generation == generation:  # else some of it may be newer
            keep(path, made_from, arrays)
    return Columns(arrays)


def _make(store: Store, generation: int) -> dict[str, np.ndarray]:
    numbers: dict[str, list[float]] = {}
    codes: dict[str, list[int]] = {}
    values: dict[str, dict[str | None, int]] = {}
    n = 0
    for row in store.rows():
        for name, value in row.items():
            if isinstance(value, int | float):
                column = numbers.setdefault(name, [])
                column += [float("nan")] * (n - len(column))
                column.append(float(value))
            elif value is not None and value != []:
                written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                places = codes.setdefault(name, [])
                places += [0] * (n - len(places))
                known = values.setdefault(name, {None: 0})
                places.append(known.setdefault(written, len(known)))
            elif name not in numbers and name not in codes:
                codes.setdefault(name, [])
                values.setdefault(name, {None: 0})
        n += 1
    arrays: dict[str, np.ndarray] = {}
    kinds = {
        name: "number" if name in numbers else "string" for name in sorted(numbers.keys() | codes.keys())
    }
    floats = [np.array(_long(numbers[name], n, float("nan"))) for name in kinds if name in numbers]
    placed = [np.array(_long(codes[name], n, 0), np.int32) for name in kinds if name not in numbers]
    for name in kinds:
        if name not in numbers:
            arrays |= string_arrays(name, (value for value in values[name] if value is not None))
    # A fact's numbers and codes stand side by side, so that a row is read in one piece.
    arrays["numbers"] = np.stack(floats, axis=1) if floats else np.zeros((n, 0))
    arrays["codes"] = np.stack(placed, axis=1) if placed else np.zeros((n, 0), dtype=np.int32)
    entries = [{f: getattr(e, f) for f in Entry.__slots__} for e in store.entries()]
    header = {"generation": generation, "facts": n, "columns": kinds}
    return {"header": json_array(header), "documents": json_array(entries), **arrays}


def _long(column: list[Any], n: int, filler: float) -> list[Any]:
    """A column with what is missing at its end."""
    return column + [filler] * (n - len(column))


def _numbers(column: np.ndarray, whole: bool) -> list[float | int | None]:
    """The numbers as Python's: None for NaN, whole ones as int when `whole`."""
    out: list[float | int | None] = column.tolist()
    if whole:
        known = ~np.isnan(column)
        wholes = known & (np.abs(column, where=known, out=np.zeros_like(column)) < _EXACT) & (column % 1 == 0)
        for i in np.flatnonzero(wholes).tolist():
            out[i] = int(column[i])
    for i in np.flatnonzero(np.isnan(column)).tolist():
        out[i] = None
    return out


def _of_kind(kind: str) -> tuple[str, ...]:
    from nlp.facts import columns as names

    return names(kind)
