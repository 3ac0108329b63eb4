"""The table of facts as it is kept beside the index: nothing is made that an answer doesn't look at.

What is known of all facts at once (where their places, words and neighbours stand, what was reached) lies in
arrays; a fact's row, a document's text or a word's neighbours are read when they are asked for. The file can
be thrown away.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus.store import Store
from index.columns import Columns, origin
from index.fact_parts import KINDS, Row, Source, grouped
from index.facttable import FactTable
from index.kept import Arrays, Groups, from_json, json_array, keep, kept, string_arrays, strings_of
from index.loading import loading
from index.matching import Matcher
from nlp.question_words import StoreWords

_CODED = ("role", "status", "unit", "level", "status_above")


def kept_table(store: Store, held: Columns, path: Path) -> "KeptTable":
    """The table of all facts: from the file, else made (and then kept).

    Args:
        store: where the facts are from.
        held: its columns.
        path: the file; one of another store, another generation or other code is not taken.
    """
    made_from = origin(store, held.generation)
    arrays = kept(path, made_from)
    if arrays is None:
        with loading():
            arrays = arrays_of(FactTable(held.rows(np.arange(len(held))), store.documents()), held)
        if store.generation == held.generation:  # else some of it may be newer
            keep(path, made_from, arrays)
    return KeptTable(held, arrays)


class KeptTable(FactTable):
    """A table whose rows and texts are read when they are asked for; the same answers as `FactTable`'s.

    Args:
        held: the store's facts by column.
        arrays: what `arrays_of` gave for these.
    """

    def __init__(self, held: Columns, arrays: Arrays) -> None:
        self._held, self._arrays = held, arrays
        self.sources = _Sources(arrays)
        rows = {kind: KeptRows(held.row, arrays[f"{kind} places"].tolist(), _as_it_is) for kind in KINDS}
        rows["figure"] = KeptRows(held.row, arrays["figure places"].tolist(), self._finished)
        self._begin(rows)
        self._know_places(dict(from_json(arrays["levels"])))
        self.later = {label: set(chains) for label, chains in from_json(arrays["later"]).items()}
        self._places_of = Groups.kept("places of figures", arrays)
        self._figures_at = self._places_of.inverted(len(self.place_list))
        self._beside_places = Groups.kept("beside", arrays)
        self.value, self.first, self.last = arrays["value"], arrays["first"], arrays["last"]
        self.role, self.status, self.unit, self.level = (_decoded(name, arrays) for name in _CODED[:4])

    def _finished(self, i: int, row: Row) -> Row:
        """A figure's row with what answering adds to it."""
        row["_chains"] = tuple(self.place_list[place] for place in self._places_of[i].tolist())
        row["_at"] = i
        row["_said"] = self._said(row)
        row["_status"] = str(self.status[i])
        return row

    @cached_property
    def _chains(self) -> Mapping[tuple[str, str], str]:
        return {(doc, label): chain for doc, label, chain in from_json(self._arrays["chains"])}

    @cached_property
    def _mentions_in(self) -> dict[str, list[int]]:
        return grouped(self._docs_of("locality"))

    def named_in(self, doc: str) -> set[str]:
        """The places that a document names, each with its parents."""
        if doc not in self._named:
            names: list[Any] = self._held.values("canonical")
            inside = self._arrays["locality places"][self._mentions_in.get(doc, [])]
            self._named[doc] = {names[code] for code in self._held.codes("canonical")[inside].tolist()}
        return self._named[doc]

    @cached_property
    def _figures_in(self) -> dict[str, list[int]]:
        return grouped(self._docs_of("figure"))

    @cached_property
    def _counts(self) -> dict[str, int]:
        placed = np.diff(self._places_of.ends, prepend=0) > 0
        return {doc: int(placed[inside].sum()) for doc, inside in self._figures_in.items()}

    @cached_property
    def _in_sentence(self) -> dict[tuple[str, int], list[int]]:
        return grouped(zip(self._docs_of("figure"), self._arrays["sentences"].tolist(), strict=True))

    def _docs_of(self, kind: str) -> list[str]:
        """The documents of the facts of a kind."""
        docs: list[Any] = self._held.values("doc")
        codes = self._held.codes("doc")[self._arrays[f"{kind} places"]]
        return [docs[code] for code in codes.tolist()]

    def figure_called(self, id: str | None) -> Row | None:
        """The figure of this id, looked for in the document that a fact's id begins with."""
        inside = self._figures_in.get(id.split("-")[0], ()) if id else ()
        return next((self.figures[i] for i in reversed(inside) if self.figures[i].get("id") == id), None)

    @cached_property
    def _by_id(self) -> dict[str, int]:
        ids: list[Any] = self._held.values("id")
        codes = self._held.codes("id")[self._arrays["figure places"]]
        return {ids[code]: i for i, code in enumerate(codes.tolist()) if ids[code]}

    @cached_property
    def naming_sentences(self) -> list[tuple[str, list[int]]]:
        """The sentences that name places, and their mentions; see `FactTable.naming_sentences`."""
        mentions = Groups.kept("mentions named", self._arrays)
        words = strings_of("naming", self._arrays)
        return [(shadow, mentions[n].tolist()) for n, shadow in enumerate(words)]

    def strings(self, name: str) -> tuple[np.ndarray, list[str | None]]:
        """One of the figures' fields; see `FactTable.strings`."""
        if name not in self._strings:
            codes = self._held.codes(name)[self._arrays["figure places"]]
            there, first, places = np.unique(codes, return_index=True, return_inverse=True)
            order = np.argsort(first)
            values = self._held.values(name)
            self._strings[name] = (
                np.argsort(order).astype(np.int32)[places],
                [values[code] for code in there[order].tolist()],
            )
        return self._strings[name]

    def figures_at(self, chain: str) -> list[int]:
        """Which figures are about a unit, as indices into `figures`."""
        place = self.place_code.get(chain)
        return [] if place is None else self._figures_at[place].tolist()

    def beside(self, chain: str) -> list[int]:
        """Which figures stand in a sentence that names a unit, as indices into `figures`."""
        place = self.place_code.get(chain)
        return [] if place is None else self._beside_places[place].tolist()

    @cached_property
    def matcher(self) -> Matcher:
        """The words of all figures."""
        return self._matcher_made("figures")

    def _matcher_made(self, kind: str) -> Matcher:
        lead = f"{kind} matcher "
        names = [name for name in self._arrays if name.startswith(lead)]
        return Matcher.kept({name.removeprefix(lead): self._arrays[name] for name in names})

    @cached_property
    def words(self) -> StoreWords:
        """The words of figures, statements and directives, for correcting slips in questions."""
        words = list(strings_of("words", self._arrays))
        plain = {word: n for n, word in enumerate(strings_of("plain words", self._arrays))}
        counts = dict(zip(words, self._arrays["word counts"].tolist(), strict=True))
        after, before = (_Neighbours(words, plain, Groups.kept(n, self._arrays)) for n in ("after", "before"))
        return StoreWords(counts, after, before)

    @cached_property
    def status_above(self) -> np.ndarray:
        """The status of each figure, held against what the place above set where nothing else tells it."""
        return _decoded("status_above", self._arrays)


def arrays_of(table: FactTable, held: Columns) -> dict[str, np.ndarray]:
    """All that a table knows, as arrays to keep.

    Args:
        table: made of all rows of `held`, in their order.
        held: the columns.
    """
    places_in: dict[str, list[int]] = {kind: [] for kind in KINDS}
    values: list[Any] = held.values("kind")
    docs: list[Any] = held.values("doc")
    for i, (kind, doc) in enumerate(
        zip(held.codes("kind").tolist(), held.codes("doc").tolist(), strict=True)
    ):
        if docs[doc] in table.sources and values[kind] in places_in:
            places_in[values[kind]].append(i)
    code = table.place_code
    arrays: dict[str, np.ndarray] = {}
    arrays |= {f"{kind} places": np.array(places, dtype=np.int32) for kind, places in places_in.items()}
    arrays["value"], arrays["first"], arrays["last"] = table.value, table.first, table.last
    for name in _CODED:
        arrays |= _coded(name, getattr(table, name))
    sentences = [table.sentence(row)[1] for row in table.figures]
    arrays |= {
        "levels": json_array(list(table.levels.items())),
        "later": json_array({label: sorted(chains) for label, chains in table.later.items()}),
        "chains": json_array([(*key, chain) for key, chain in table._chains.items()]),
        "sentences": np.array(sentences, dtype=np.int32),
    }
    arrays |= Groups.of([code[c] for c in row["_chains"]] for row in table.figures).arrays(
        "places of figures"
    )
    arrays |= Groups.of(map(table.beside, table.place_list)).arrays("beside")
    for kind in KINDS.values():
        matcher = table.matcher if kind == "figures" else table.matcher_of(kind)
        arrays |= {f"{kind} matcher {name}": array for name, array in matcher.arrays.items()}
    words, mentions = zip(*table.naming_sentences, strict=True) if table.naming_sentences else ((), ())
    arrays |= string_arrays("naming", words) | Groups.of(mentions).arrays("mentions named")
    arrays |= _words_arrays(table.words)
    about = (json.dumps({**asdict(s), "text": ""}, ensure_ascii=False) for s in table.sources.values())
    arrays |= string_arrays("documents", table.sources)
    arrays |= string_arrays("about documents", about)
    return arrays | string_arrays("texts", (s.text for s in table.sources.values()))


def _words_arrays(words: StoreWords) -> dict[str, np.ndarray]:
    number = {word: n for n, word in enumerate(words.words)}
    plain = sorted({*words.after, *words.before})
    arrays = string_arrays("words", words.words) | string_arrays("plain words", plain)
    arrays["word counts"] = np.array(list(words.words.values()), dtype=np.int64)
    for name, beside in (("after", words.after), ("before", words.before)):
        arrays |= Groups.of(sorted(number[w] for w in beside.get(p, ())) for p in plain).arrays(name)
    return arrays


def _coded(name: str, strings: np.ndarray) -> dict[str, np.ndarray]:
    """An array of strings as numbers and the strings that they mean."""
    values, codes = np.unique(strings, return_inverse=True)
    meant = json_array([str(strings.dtype), *values.tolist()])
    return {f"{name} codes": codes.astype(np.int32), f"{name} values": meant}


def _decoded(name: str, arrays: Arrays) -> np.ndarray:
    dtype, *values = from_json(arrays[f"{name} values"])
    return np.array(values, dtype=dtype)[arrays[f"{name} codes"]]


def _as_it_is(_: int, row: Row) -> Row:
    return row


class KeptRows(Sequence[Row]):
    """Facts of one kind, each read when it is first asked for, and the same object from then on.

    Args:
        read: gives a fact by its place in the columns.
        places: of each fact.
        finish: given a fact's number here and its row, completes the row.
    """

    def __init__(
        self, read: Callable[[int], Row], places: list[int], finish: Callable[[int, Row], Row]
    ) -> None:
        self._read, self._places, self._finish = read, places, finish
        self._known: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self._row(j) for j in range(*i.indices(len(self._places)))]
        if not -len(self._places) <= i < len(self._places):
            raise IndexError(i)
        return self._row(i % len(self._places))

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self._places)))

    def _row(self, i: int) -> Row:
        row = self._known.get(i)
        # Of two threads that read it at once, one gets the other's.
        return self._known.setdefault(i, self._finish(i, self._read(self._places[i]))) if row is None else row


class _Sources(Mapping[str, Source]):
    """The documents by id, each read when it is first asked for."""

    def __init__(self, arrays: Arrays) -> None:
        self._numbers = {id: n for n, id in enumerate(strings_of("documents", arrays))}
        self._about, self._texts = strings_of("about documents", arrays), strings_of("texts", arrays)
        self._known: dict[str, Source] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __getitem__(self, id: str) -> Source:
        if id not in self._known:
            n = self._numbers[id]
            self._known[id] = Source(**json.loads(self._about[n]) | {"text": self._texts[n]})
        return self._known[id]


class _Neighbours(Mapping[str, set[str]]):
    """The words beside a word, by its letters without accents."""

    def __init__(self, words: list[str], plain: dict[str, int], beside: Groups) -> None:
        self._words, self._plain, self._beside = words, plain, beside

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        return (word for word, n in self._plain.items() if len(self._beside[n]))

    def __getitem__(self, word: str) -> set[str]:
        beside = self._beside[self._plain[word]]
        if not len(beside):
            raise KeyError(word)
        return {self._words[n] for n in beside.tolist()}
