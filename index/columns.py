"""The facts of the store as columns in memory, for filters and groupings that score nothing.

They are kept in one file under the index directory, checked and dated by the store's generation, so
that a question doesn't wait for tens of thousands of JSON rows. The file can be thrown away.
"""

import json
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from corpus.store import Entry, Store
from index.durable import write_safely

FORM = "1"
"""Counts up when the file is written in another way."""
_EXACT = 2**53
_LISTS = ("cues", "inferred", "items")

Row = dict[str, Any]


class Columns:
    """Facts by column; fact i is the same in all of them.

    Attributes:
        generation: the store's, when they were made.
        documents: the documents by id, without texts.
    """

    def __init__(self, header: dict[str, Any], data: memoryview) -> None:
        self.generation: int = header["generation"]
        self._n: int = header["facts"]
        self._columns: dict[str, list[Any]] = header["columns"]
        self._data = data
        self._values: dict[str, list[str | None]] = {}
        self._read_documents: dict[str, Entry] | None = None

    def __len__(self) -> int:
        return self._n

    @property
    def names(self) -> tuple[str, ...]:
        """The columns there are."""
        return tuple(self._columns)

    @property
    def documents(self) -> dict[str, Entry]:
        """The documents by id, in the order they came in."""
        if self._read_documents is None:
            entries = json.loads(bytes(self._part("documents", "values")))
            self._read_documents = {e["id"]: Entry(**e | {"sources": tuple(e["sources"])}) for e in entries}
        return self._read_documents

    def numbers(self, name: str) -> np.ndarray:
        """A column of numbers, float64, NaN where there is none."""
        kind, *_ = self._columns.get(name, ("none",))
        if kind != "number":
            return np.full(self._n, np.nan)
        return np.frombuffer(self._part(name, "codes"), dtype=np.float64)

    def codes(self, name: str) -> np.ndarray:
        """A column of strings as places in `values(name)`, int32; place 0 is None."""
        kind, *_ = self._columns.get(name, ("none",))
        if kind != "string":
            return np.zeros(self._n, dtype=np.int32)
        return np.frombuffer(self._part(name, "codes"), dtype=np.int32)

    def values(self, name: str) -> list[str | None]:
        """The different strings of a column; the first is None."""
        if name not in self._values:
            kind, *_ = self._columns.get(name, ("none",))
            self._values[name] = json.loads(bytes(self._part(name, "values"))) if kind == "string" else [None]
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
        for name, (kind, *_) in self._columns.items():
            if kind == "number":
                read[name] = _numbers(self.numbers(name)[chosen], whole=name != "confidence")
            elif kind == "string":
                values: list[Any] = self.values(name)
                read[name] = [values[place] for place in self.codes(name)[chosen].tolist()]
                if name in _LISTS:
                    read[name] = [json.loads(value or "[]") for value in read[name]]
        kinds = read.get("kind", [])
        names = {kind: [name for name in _of_kind(kind) if name in read] for kind in set(kinds)}
        return [{name: read[name][i] for name in names[kind]} for i, kind in enumerate(kinds)]

    def _part(self, name: str, which: str) -> memoryview:
        _, codes_at, codes_size, values_at, values_size = self._columns[name]
        at, size = (codes_at, codes_size) if which == "codes" else (values_at, values_size)
        return self._data[at : at + size]


def columns(store: Store, path: Path) -> Columns:
    """The columns of what the store holds now: from the file, else from the store (and then kept).

    A disk that is full only means that they are made again next time.
    """
    generation = store.generation
    found = _load(path, f"{store.identity}/{FORM}", generation)
    if found is not None:
        return found
    data = _make(store, generation)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_safely(path, data)
    made = _read(data, f"{store.identity}/{FORM}", generation)
    assert made is not None
    return made


def _load(path: Path, made_from: str, generation: int) -> Columns | None:
    try:
        return _read(path.read_bytes(), made_from, generation)
    except (OSError, ValueError, KeyError):
        return None


def _read(data: bytes, made_from: str, generation: int) -> Columns | None:
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    body = memoryview(data)[8 + size :]
    if (
        header["from"] != made_from
        or header["generation"] != generation
        or header["check"] != zlib.crc32(body)
    ):
        return None
    return Columns(header, body)


def _make(store: Store, generation: int) -> bytes:
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
    body = bytearray()
    layout: dict[str, list[Any]] = {}

    def lay(data: bytes) -> list[int]:
        body.extend(b"\0" * (-len(body) % 8))  # numpy wants its arrays aligned
        at = len(body)
        body.extend(data)
        return [at, len(data)]

    for name in sorted(numbers.keys() | codes.keys()):
        if name in numbers:
            column = numbers[name] + [float("nan")] * (n - len(numbers[name]))
            layout[name] = ["number", *lay(np.array(column, dtype=np.float64).tobytes()), 0, 0]
        else:
            places = codes[name] + [0] * (n - len(codes[name]))
            array = lay(np.array(places, dtype=np.int32).tobytes())
            layout[name] = ["string", *array, *lay(_json(list(values[name])))]
    entries = [{f: getattr(e, f) for f in Entry.__slots__} for e in store.entries()]
    layout["documents"] = ["documents", 0, 0, *lay(_json(entries))]
    header = {
        "from": f"{store.identity}/{FORM}",
        "generation": generation,
        "facts": n,
        "columns": layout,
        "check": zlib.crc32(body),
    }
    head = _json(header)
    head += b" " * (-len(head) % 8)
    return len(head).to_bytes(8, "little") + head + bytes(body)


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


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _of_kind(kind: str) -> tuple[str, ...]:
    from nlp.facts import columns as names

    return names(kind)
