"""Sources into the store, in batches, going on after what can't be read.

Doing it twice changes nothing, so a run that was killed is simply started again.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Protocol

from corpus.errors import ReadError
from corpus.metadata import FIELDS, Metadata
from corpus.reading import ReadOptions, Source
from corpus.store import Entry, Reading, Row, Store
from nlp.document import Document

BATCH = 64
"""Documents in one transaction at most; each costs one fsync, shared by all of them."""
AHEAD = 4
"""Sources that are read before the store asks for them; each may hold the bytes of an archive's member."""
BATCH_SECONDS = 2.0
"""What is lost at most when the process is killed, in seconds of work."""


class Reader(Protocol):
    """What turns sources into documents and facts; in the program always the sandbox.

    It is called from several threads.
    """

    def extract(self, source: Source, options: ReadOptions) -> tuple[Document, list[Row]]:
        """Read one source and its facts; raises ReadError."""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one source.

    Attributes:
        source: its name, as given.
        outcome: `added` (a new document), `updated` (known, but its metadata or its extractor were
            others), `renamed` (a known text under a new name), `known` (nothing to do) or `refused`.
        id: the document's id; None when refused.
        facts: how many facts of each kind it has, for `added` and `updated`.
        error: why it was refused.
        earlier: ids of other documents that came from the same name before: its text has changed.
    """

    source: str
    outcome: str
    id: str | None = None
    facts: dict[str, int] = field(default_factory=dict)
    error: ReadError | None = None
    earlier: tuple[str, ...] = ()


@dataclass(slots=True)
class _Batch:
    """What waits for the next transaction."""

    readings: dict[str, Reading] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    since: float = field(default_factory=monotonic)

    def full(self) -> bool:
        return len(self.events) >= BATCH or monotonic() - self.since > BATCH_SECONDS


def ingest(
    store: Store,
    sources: Iterable[tuple[Source, ReadOptions] | ReadError],
    reader: Reader,
    extractor: str,
    progress: Callable[[str], None] = lambda _source: None,
) -> Iterator[Event]:
    """Read sources into the store.

    Args:
        store: where to.
        sources: what to read and how, `options.metadata` being what a person gave; or why it can't be.
        reader: turns a source into a document with facts.
        extractor: the fingerprint of the extractor that `reader` runs.
        progress: called with each source's name when its turn comes.

    Yields:
        One event a source, in order, once it is safe on the disk.

    Raises:
        StoreError: the disk is full or the store is held; what was yielded stays.
    """
    batch = _Batch()
    for given, reading in _ahead(sources, reader):
        if isinstance(given, ReadError):
            batch.events.append(Event(given.source, "refused", error=given))
        else:
            source, options = given
            progress(source.name)
            try:
                found = reading.result()
                batch.events.append(_take(store, batch, source, options, found, reader, extractor))
            except ReadError as error:
                batch.events.append(Event(source.name, "refused", error=error))
        if batch.full():
            yield from _flush(store, batch)
            batch = _Batch()
    yield from _flush(store, batch)


_Given = tuple[Source, ReadOptions] | ReadError
_Found = tuple[Document, list[Row]]


def _ahead(sources: Iterable[_Given], reader: Reader) -> "Iterator[tuple[_Given, Future[_Found]]]":
    """Have the next sources read while the last ones are stored: two processes work at once."""
    with ThreadPoolExecutor(1, thread_name_prefix="ingest") as pool:
        waiting: deque[tuple[_Given, Future[_Found]]] = deque()
        try:
            for given in sources:
                reading: Future[_Found] = Future()
                if not isinstance(given, ReadError):
                    reading = pool.submit(reader.extract, *given)
                waiting.append((given, reading))
                if len(waiting) > AHEAD:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            for _, reading in waiting:
                reading.cancel()


def _flush(store: Store, batch: _Batch) -> Iterator[Event]:
    if batch.readings or batch.names:
        store.add(batch.readings.values(), batch.names)
    yield from batch.events


def _take(
    store: Store,
    batch: _Batch,
    source: Source,
    options: ReadOptions,
    found: _Found,
    reader: Reader,
    extractor: str,
) -> Event:
    document, rows = found
    entry: Entry | None
    if document.id in batch.readings:  # the same text twice within a batch
        entry = _entry(batch.readings[document.id])
    else:
        entry = store.known(document.sha256)
    earlier = tuple(id for id in store.named(source.name) if id != document.id)
    if entry is None:
        batch.readings[document.id] = Reading(document, rows, extractor)
        return Event(source.name, "added", document.id, count(rows), earlier=earlier)
    batch.names.append((document.id, source.name))
    known = Metadata(**{name: getattr(entry, name) for name in FIELDS})
    # What is read anew fills gaps only: an earlier reader may have seen no headline or date.
    wanted = options.metadata.over(known).over(Metadata(title=document.title, published=document.published))
    if wanted == known and entry.extractor == extractor:
        outcome = "known" if source.name in entry.sources else "renamed"
        return Event(source.name, outcome, document.id, earlier=earlier)
    if any(getattr(document, name) != getattr(wanted, name) for name in FIELDS):
        # Facts depend on the document's date, so what the store knows has to be there when they are read.
        document, rows = reader.extract(source, replace(options, metadata=wanted))
    document = replace(document, source=entry.source)
    rows = [row | {"source": entry.source} for row in rows]
    batch.readings[document.id] = Reading(document, rows, extractor)
    return Event(source.name, "updated", document.id, count(rows), earlier=earlier)


def _entry(reading: Reading) -> Entry:
    document = reading.document
    known = {name: getattr(document, name) for name in FIELDS}
    return Entry(
        document.id,
        document.sha256,
        (document.source,),
        len(document.text),
        extractor=reading.extractor,
        **known,
    )


def count(rows: list[Row]) -> dict[str, int]:
    """How many facts of each kind there are."""
    return dict(Counter(row["kind"] for row in rows))
