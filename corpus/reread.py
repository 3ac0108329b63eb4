"""Facts of stored texts extracted again, when the extractor has changed and the sources may be gone."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from corpus.datelines import left_to_text
from corpus.errors import ReadError
from corpus.ingest import BATCH, Event, count
from corpus.store import Reading, Row, Store
from nlp.document import Document

Call = Callable[..., Any]
"""`call(function, *args)`: in the program that of the sandbox."""


def facts_job(fields: dict[str, Any]) -> list[Row]:
    """The facts of a document given by its fields, as rows."""
    from nlp import analyse, row

    document = Document(**fields)
    return [row(fact, document) for fact in analyse(left_to_text(document))]


def reread(store: Store, call: Call, extractor: str) -> Iterator[Event]:
    """Extract the facts of all documents again whose facts come from another extractor.

    Args:
        store: where they are.
        call: runs `facts_job`.
        extractor: the fingerprint of the extractor that `call` runs.

    Yields:
        One event a document, `updated` or `refused`, once it is safe on the disk.

    Raises:
        StoreError: the disk is full or the store is held; what was yielded stays.
    """
    stale = [entry.id for entry in store.entries() if entry.extractor != extractor]
    for n in range(0, len(stale), BATCH):
        readings: list[Reading] = []
        events: list[Event] = []
        for document in store.documents(stale[n : n + BATCH]):
            try:
                rows = call(facts_job, asdict(document))
            except ReadError as error:
                events.append(Event(document.source, "refused", document.id, error=error.of(document.source)))
                continue
            readings.append(Reading(document, rows, extractor))
            events.append(Event(document.source, "updated", document.id, count(rows)))
        store.add(readings)
        yield from events
