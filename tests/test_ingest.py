"""Ingesting: each source is told of, twice is as once, and what was given wins."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from corpus import ingest as ingesting
from corpus.errors import ReadError
from corpus.extractor import version
from corpus.ingest import Event, ingest
from corpus.metadata import Metadata, document
from corpus.reading import ReadOptions, Source
from corpus.reread import facts_job, reread
from corpus.store import Reading, Row, Store
from nlp import analyse, row
from nlp.document import Document


class Plain:
    """Reads UTF-8 data; one fact a word, dated by the document's date. Notes what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def extract(self, source: Source, options: ReadOptions) -> tuple[Document, list[Row]]:
        self.read.append(source.name)
        text = (source.data or b"").decode()
        if text == "bad":
            raise ReadError("empty", source.name)
        found = document(text, source.name, options.metadata.over(Metadata(title=text.split()[0])))
        rows: list[dict[str, Any]] = [
            {"id": f"{found.id}-{n}", "doc": found.id, "source": source.name, "kind": "figure"}
            | {"start": n, "end": n + 1, "text": word, "period": found.published}
            for n, word in enumerate(text.split())
        ]
        return found, rows


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data") as store:
        yield store


def run(
    store: Store, *given: tuple[str, str] | ReadError, extractor: str = "v1", **fields: str
) -> list[Event]:
    """Ingest pairs of name and text."""
    options = ReadOptions(metadata=Metadata.given(fields))
    sources: Iterable[tuple[Source, ReadOptions] | ReadError] = (
        one if isinstance(one, ReadError) else (Source(one[0], one[1].encode()), options) for one in given
    )
    return list(ingest(store, sources, Plain(), extractor))


def outcomes(events: list[Event]) -> list[str]:
    return [event.outcome for event in events]


def snapshot(store: Store) -> tuple[Any, ...]:
    return list(store.entries()), list(store.rows()), list(store.documents()), store.generation


def test_each_source_is_told_of_in_order(store: Store) -> None:
    missing = ReadError("missing", "c")
    events = run(store, ("a", "một hai"), ("b", "bad"), missing, ("d", "ba"))
    assert [(e.source, e.outcome) for e in events] == [
        ("a", "added"),
        ("b", "refused"),
        ("c", "refused"),
        ("d", "added"),
    ]
    assert events[0].facts == {"figure": 2}
    assert events[2].error is missing
    assert store.stats()["documents"] == 2


def test_twice_is_as_once(store: Store) -> None:
    given = [("a", "một hai"), ("b", "ba"), ("c", "một hai")]
    assert outcomes(run(store, *given)) == ["added", "added", "renamed"]
    once = snapshot(store)
    assert outcomes(run(store, *given)) == ["known", "known", "known"]
    assert snapshot(store) == once


def test_a_known_text_under_a_new_name_is_no_new_document(store: Store) -> None:
    run(store, ("a", "một"))
    (event,) = run(store, ("b", "một"))
    (entry,) = store.entries()
    assert (event.outcome, event.id, entry.sources) == ("renamed", entry.id, ("a", "b"))


def test_a_name_whose_text_has_changed_keeps_both_and_says_so(store: Store) -> None:
    (old,) = run(store, ("a", "một"))
    (new,) = run(store, ("a", "hai"))
    assert (new.outcome, new.earlier) == ("added", (old.id,))
    assert [entry.sources for entry in store.entries()] == [("a",), ("a",)]


def test_what_a_person_gives_wins_and_facts_are_read_again(store: Store) -> None:
    run(store, ("a", "một hai"))
    (event,) = run(store, ("a", "một hai"), published="22/11/2024")
    (entry,) = store.entries()
    assert event.outcome == "updated"
    assert (entry.title, entry.published) == ("một", "2024-11-22")
    assert [row["period"] for row in store.rows()] == ["2024-11-22"] * 2


def test_what_was_given_once_is_kept_when_nothing_is_given_later(store: Store) -> None:
    run(store, ("a", "một"), published="2024", title="Tên")
    once = snapshot(store)
    assert outcomes(run(store, ("a", "một"))) == ["known"]
    assert snapshot(store) == once
    run(store, ("a", "một"), publisher="Báo")
    (entry,) = store.entries()
    assert (entry.published, entry.title, entry.publisher) == ("2024", "Tên", "Báo")
    assert [row["period"] for row in store.rows()] == ["2024"]


def test_a_title_that_an_earlier_reader_did_not_see_is_filled_in(store: Store) -> None:
    store.add([Reading(Document("một hai", "a"), [], "v1")])
    assert outcomes(run(store, ("a", "một hai"))) == ["updated"]
    assert next(iter(store.entries())).title == "một"
    assert outcomes(run(store, ("a", "một hai"))) == ["known"]


def test_facts_of_another_extractor_are_read_again_under_the_first_name(store: Store) -> None:
    run(store, ("a", "một"), published="2024")
    assert outcomes(run(store, ("b", "một"), extractor="v2")) == ["updated"]
    (entry,) = store.entries()
    assert (entry.extractor, entry.sources, entry.published) == ("v2", ("a", "b"), "2024")
    assert [(row["source"], row["period"]) for row in store.rows()] == [("a", "2024")]


def test_many_sources_share_a_transaction_and_events_come_when_it_is_safe(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 4)
    sources = [(Source(str(n), f"số {n}".encode()), ReadOptions()) for n in range(10)]
    counts = []
    for event in ingest(store, sources, Plain(), "v1"):
        assert event.id is not None
        assert store.document(event.id) is not None
        counts.append(store.stats()["documents"])
    assert counts == [4, 4, 4, 4, 8, 8, 8, 8, 10, 10]
    assert store.generation == 3


def test_progress_tells_each_source_in_turn(store: Store) -> None:
    told: list[str] = []
    list(ingest(store, [(Source(n, b"x"), ReadOptions()) for n in "abc"], Plain(), "v1", told.append))
    assert told == ["a", "b", "c"]


def test_sources_are_read_only_a_little_ahead(store: Store) -> None:
    unfolded: list[int] = []

    def sources() -> Iterator[tuple[Source, ReadOptions]]:
        for n in range(200):
            unfolded.append(n)
            yield Source(str(n), str(n).encode()), ReadOptions()

    events = ingest(store, sources(), Plain(), "v1")
    next(events)
    assert len(unfolded) <= ingesting.BATCH + ingesting.AHEAD + 1
    events.close()  # type: ignore[attr-defined]
    assert store.stats()["documents"] == ingesting.BATCH


def test_a_mistake_in_a_reader_is_not_taken_for_a_bad_file(store: Store) -> None:
    class Broken(Plain):
        def extract(self, source: Source, options: ReadOptions) -> tuple[Document, list[Row]]:
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        list(ingest(store, [(Source("a", b"x"), ReadOptions())], Broken(), "v1"))


def test_stored_texts_are_extracted_again_without_their_sources(store: Store) -> None:
    run(store, ("a", "một"), ("b", "hai"), ("c", "ba"), published="2024")
    run(store, ("b", "hai"), extractor="v2")

    def call(function: Any, fields: dict[str, Any]) -> list[Row]:
        assert function is facts_job
        if fields["text"] == "ba":
            raise ReadError("timeout", limit="60")
        found = Document(**fields)
        return [{"id": "x", "doc": found.id, "kind": "figure", "period": found.published}]

    events = list(reread(store, call, "v2"))
    assert [(e.source, e.outcome) for e in events] == [("a", "updated"), ("c", "refused")]
    assert [entry.extractor for entry in store.entries()] == ["v2", "v2", "v1"]
    assert [row["id"] for row in store.rows(events[0].id)] == ["x"]


def test_facts_are_those_of_the_pipeline() -> None:
    found = Document(text="Huyện Lập Thạch đạt 84,6%.", source="a")
    assert facts_job(asdict(found)) == [row(fact, found) for fact in analyse(found)] != []


def test_the_extractor_has_a_fingerprint() -> None:
    assert version() == version()
    assert len(version()) == 12
