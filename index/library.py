"""The library: what the command line and the web both use, and nothing else of the lower rooms.

It brings the store (the source of truth), the search index and the fact columns (both made from it)
together and keeps them in step, also when another process changes the store.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from corpus.store import Entry, Row, Store
from index.columns import Columns, columns
from index.filters import Filters
from index.search import Hit
from nlp.document import Document

if TYPE_CHECKING:
    from corpus.ingest import Event, Reader
    from corpus.metadata import Metadata
    from corpus.sheet import Sheet
    from index.answer_parts import Answer
    from index.facttable import FactTable
    from index.scoreboard import Scoreboard
    from index.upkeep import Upkeep

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Whole:
    """A document with its text, what is known about it, and its facts in text order."""

    document: Document
    entry: Entry
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A search hit with the document it stands in."""

    hit: Hit
    entry: Entry


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search gave, best first; see `index.search.Found`."""

    results: tuple[Result, ...] = ()
    total: int = 0
    loose: bool = False
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what the store holds, the same for the same documents whatever happened on the way."""

    documents: int
    sources: int
    characters: int
    facts: int
    kinds: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    stale: int = 0


class Library:
    """Documents, facts and answers under one data directory. Safe to share between threads.

    Args:
        folder: the data directory, made when it isn't there.
        notice: told one line when something had to be repaired.

    Raises:
        StoreError: the store can't be opened.

    Example:
        >>> with Library(Path("kho")) as library:                            # doctest: +SKIP
        ...     events = list(library.ingest(["bai-viet/"]))
        ...     library.search("chữ ký số").total
        12
    """

    def __init__(self, folder: Path, notice: Callable[[str], None] = lambda _line: None) -> None:
        self.folder = folder
        self._notice = notice
        self._store = Store(folder)
        self._lock = threading.RLock()
        self._upkeep: Upkeep | None = None
        self._columns: Columns | None = None
        self._table: tuple[tuple[int, str | None], FactTable] | None = None

    def close(self) -> None:
        """Let go of all files."""
        with self._lock:
            if self._upkeep is not None:
                self._upkeep.close()
            self._store.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """Goes up with every change of documents or facts; good as a cache key."""
        return self._store.generation

    # What comes in and goes out

    def ingest(
        self,
        given: Iterable[str],
        *,
        metadata: "Metadata | None" = None,
        sheet: "Sheet | None" = None,
        skip: Sequence[str] = (),
        stdin: IO[bytes] | None = None,
        allow_hosts: tuple[str, ...] = (),
        reader: "Reader | None" = None,
        progress: Callable[[str], None] = lambda _source: None,
    ) -> "Iterator[Event]":
        """Read files, folders, globs, URLs, archives or `-` into the store, then bring the index up.

        Args:
            given: what to read.
            metadata: what a person says about all of it; wins over the sheet, which wins over the text.
            sheet: what a person says about each source.
            skip: files that are no documents, such as the sheet.
            stdin: what `-` reads, instead of the process's own.
            allow_hosts: hosts that may be fetched from although their addresses are private.
            reader: reads and extracts, instead of a sandbox made for this call.
            progress: called with each source's name before it is read.

        Yields:
            One event a source, once it is safe on the disk.

        Raises:
            StoreError, IndexFull, IndexBusy: what is in stays; the message says what to do.
        """
        from corpus.errors import ReadError
        from corpus.extractor import version
        from corpus.ingest import ingest
        from corpus.metadata import Metadata
        from corpus.reading import ReadOptions, Source
        from corpus.sandbox import Sandbox
        from corpus.sources import sources

        said = metadata or Metadata()

        def stream() -> Iterator[tuple[Source, ReadOptions] | ReadError]:
            for source in sources(given, stdin=stdin, skip=skip):
                if isinstance(source, ReadError):
                    yield source
                else:
                    known = said.over(sheet.find(source.name)) if sheet is not None else said
                    yield source, ReadOptions(metadata=known, allow_hosts=allow_hosts)

        own = Sandbox() if reader is None else None
        try:
            yield from ingest(self._store, stream(), reader or own, version(), progress)  # type: ignore[arg-type]
        finally:
            if own is not None:
                own.close()
        self.refresh()

    def reread(self) -> "Iterator[Event]":
        """Extract facts again, from the stored texts, where an older extractor made them.

        Yields:
            One event a document that had to be read again.

        Raises:
            StoreError, IndexFull, IndexBusy: what is in stays; the message says what to do.
        """
        from corpus.extractor import version
        from corpus.reread import reread
        from corpus.sandbox import Sandbox

        with Sandbox() as sandbox:
            yield from reread(self._store, sandbox.call, version())
        self.refresh()

    def remove(self, id: str) -> bool:
        """Take a document out with all that came from it; False when it isn't here."""
        gone = self._store.remove(id)
        if gone:
            self.refresh()
        return gone

    def refresh(self) -> None:
        """Bring the index and the columns to what the store holds."""
        with self._lock:
            self._fact_table(None)
            self._searching().room(quiet=True)

    def reindex(self, progress: Callable[[int], None] = lambda _n: None) -> None:
        """Make all that is derived anew from the store.

        Args:
            progress: called with the number of documents done.
        """
        with self._lock:
            for path in (p for name in ("columns", "table") for p in (self.folder / INDEX).glob(f"{name}*")):
                path.unlink(missing_ok=True)  # also what a process that was killed left of them
            self._columns = self._table = None
            self._fact_table(None)
            self._searching().rebuild(progress)

    # What is there

    def documents(self) -> list[Entry]:
        """All documents without their texts, in the order they came in."""
        return list(self._store.entries())

    def find(self, name: str) -> list[Entry]:
        """The documents that an id, its beginning or a source can mean."""
        return self._store.find(name)

    def document(self, id: str) -> Whole | None:
        """A document with its text and facts, by its whole id."""
        document = self._store.document(id)
        entries = self._store.find(id) if document is not None else []
        if document is None or not entries:
            return None
        return Whole(document, entries[0], tuple(self._store.rows(id)))

    def columns(self) -> Columns:
        """All facts by column, as of now."""
        with self._lock:
            return self._facts()

    def facts(self, filters: Filters | None = None) -> Iterator[Row]:
        """The facts that fit, as rows of `nlp.facts.row`, in the order of documents and text."""
        if filters is None or filters == Filters():
            return self._store.rows()
        held = self.columns()
        return iter(held.rows(filters.choose(held)))

    def stats(self) -> Stats:
        """Counts of what the store holds."""
        from corpus.extractor import version

        counts = self._store.stats()
        held = self.columns()
        kinds = {k: n for k, n in counts.items() if k not in ("documents", "sources", "characters", "facts")}
        now = version()
        return Stats(
            counts["documents"],
            counts["sources"],
            counts["characters"],
            counts["facts"],
            kinds,
            _count(held, "role"),
            _count(held, "status"),
            sum(entry.extractor != now for entry in held.documents.values()),
        )

    # Questions

    def search(self, words: str, limit: int = 10, offset: int = 0, suggesting: bool = True) -> SearchPage:
        """Find passages by words; nothing that can be typed is an error.

        Args:
            words: as typed.
            limit, offset: how many passages, and how many before them.
            suggesting: see `index.search.SearchRoom`.

        Raises:
            IndexFull, IndexBusy: the index had to be made and couldn't.
        """
        from index.words import read_words

        with self._lock:
            found = self._searching().room().search(read_words(words), limit, offset, suggesting)
            entries = self._facts().documents
        results = tuple(Result(hit, entries[hit.doc]) for hit in found.hits if hit.doc in entries)
        return SearchPage(results, found.total, found.loose, found.suggestion)

    def answer(
        self, question: str, today: date, filters: Filters | None = None, level: str | None = None
    ) -> "Answer":
        """Answer a question; see `index.answer`.

        Args:
            question: in Vietnamese or English, with or without accents.
            today: what `năm nay` in the question refers to.
            filters: take the place of what the question says, an empty string takes a part of it away;
                `doc` leaves only that document.
            level: in place of the administrative level asked for: huyện, xã, tỉnh, thôn or sở.

        Raises:
            IndexFull, IndexBusy: passages were to be searched, the index had to be made and couldn't.
        """
        from index.answer import answer

        given = filters or Filters()
        narrowed = {
            "indicator": given.indicator,
            "locality": given.place,
            "period": given.period,
            "status": "" if given.status == "none" else given.status,
            "role": given.role,
            "unit": given.unit,
            "level": level,
        }
        with self._lock:
            table = self._fact_table(given.doc)
        scope = f' doc:"{given.doc}"' if given.doc else ""

        def search(words: str, most: int) -> list[dict[str, Any]]:
            page = self.search(words + scope, most, suggesting=False)
            return [
                {
                    "doc": r.hit.doc,
                    "source": r.entry.source,
                    "title": r.entry.title,
                    "start": r.hit.start,
                    "end": r.hit.end,
                    "quote": r.hit.text,
                }
                for r in page.results
            ]

        return answer(question, table, search, today.isoformat(), **narrowed)

    def scoreboard(
        self,
        level: str | None = "huyện",
        period: str | None = None,
        indicator: str | None = None,
        place: str | None = None,
    ) -> "Scoreboard":
        """Who has met what; see `index.scoreboard`.

        Args:
            level: tỉnh, huyện, xã or thôn; None for all.
            period: in EDTF; only figures that hold in it count.
            indicator: words that an indicator must have.
            place: only it and units inside it count.
        """
        from index.scoreboard import scoreboard

        with self._lock:
            table = self._fact_table(None)
        return scoreboard(table, level, period, indicator, place)

    # Inside

    def _fact_table(self, doc: str | None) -> "FactTable":
        held = self._facts()
        key = (held.generation, doc)
        if self._table is None or self._table[0] != key:
            self._table = None  # so that two of them are never in memory
            self._table = (key, self._whole_table(held) if doc is None else self._narrow_table(held, doc))
        return self._table[1]

    def _whole_table(self, held: Columns) -> "FactTable":
        from index.kept_table import kept_table

        return kept_table(self._store, held, self.folder / INDEX / "table")

    def _narrow_table(self, held: Columns, doc: str) -> "FactTable":
        from index.facttable import FactTable

        ids = [id for id in held.documents if id.startswith(doc)]
        return FactTable(held.rows(Filters(doc=doc).choose(held)), self._store.documents(ids))

    def _facts(self) -> Columns:
        if self._columns is None or self._columns.generation != self._store.generation:
            self._columns = columns(self._store, self.folder / INDEX / "columns")
        return self._columns

    def _searching(self) -> "Upkeep":
        if self._upkeep is None:
            from index.upkeep import Upkeep
            from index.whoosh_room import WhooshRoom

            self._upkeep = Upkeep(self._store, self.folder / INDEX, WhooshRoom, self._notice)
        return self._upkeep


def _count(held: Columns, name: str) -> dict[str, int]:
    figures = held.codes(name)[held.where("kind", ["figure"])]
    values = held.values(name)
    counted = Counter(
        {
            values[int(code)] or "none": int(n)
            for code, n in zip(*np.unique(figures, return_counts=True), strict=True)
        }
    )
    return dict(sorted(counted.items()))
