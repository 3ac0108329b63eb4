"""The store: what goes in stays, once, whatever happens on the way."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from corpus import schema
from corpus.store import FILE, Reading, Store
from corpus.store_errors import StoreFull, StoreTooNew, StoreUnreadable
from nlp.document import Document


def reading(text: str, source: str = "a.txt", extractor: str = "v1", **fields: Any) -> Reading:
    """A document with one fact for each of its words."""
    document = Document(text=text, source=source, **fields)
    rows = [
        {"id": f"{document.id}-figure-{n}-{n + 1}", "doc": document.id, "source": source, "kind": "figure"}
        | {"start": n, "end": n + 1, "text": text[n], "value": float(n), "role": "result"}
        for n, _ in enumerate(text.split())
    ]
    return Reading(document, rows, extractor)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data") as store:
        yield store


def test_a_document_comes_back_as_it_went_in(store: Store) -> None:
    given = reading("Uỷ ban\n\xa0– 84,6%", title="T", published="2024-11", number="5", issuer="UBND")
    store.add([given])
    assert store.document(given.document.id) == given.document
    assert list(store.documents()) == [given.document]
    assert list(store.rows(given.document.id)) == list(given.rows) == list(store.rows())


def test_the_same_text_under_another_name_is_one_document_with_two_names(store: Store) -> None:
    given = reading("một hai", "a.txt")
    assert store.add([given]) == 1
    assert store.add([], [(given.document.id, "b.txt"), (given.document.id, "a.txt")]) == 1
    (entry,) = store.entries()
    assert entry.sources == ("a.txt", "b.txt")
    assert entry.source == "a.txt"
    assert store.stats() == {"documents": 1, "sources": 2, "characters": 7, "facts": 2, "figure": 2}


def test_replacing_a_document_keeps_its_place_and_names(store: Store) -> None:
    first, second = reading("một", "1"), reading("hai", "2")
    store.add([first, second], [(first.document.id, "1b")])
    again = Reading(Document(text="một", source="1", title="Mới"), [], "v2")
    store.add([again])
    one, two = store.entries()
    assert (one.id, one.sources, one.title, one.facts, one.extractor) == (
        first.document.id,
        ("1", "1b"),
        "Mới",
        {},
        "v2",
    )
    assert two.id == second.document.id


def test_removing_takes_names_and_facts_along(store: Store) -> None:
    first, second = reading("một hai", "1"), reading("ba", "2")
    store.add([first, second])
    assert store.remove(first.document.id)
    assert not store.remove(first.document.id)
    assert [entry.id for entry in store.entries()] == [second.document.id]
    assert [row["doc"] for row in store.rows()] == [second.document.id]
    with store._database.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.sources)) == 1


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    broken = Reading(Document(text="hai", source="2"), [{"kind": None, "id": "x"}], "v1")
    with pytest.raises(sa.exc.IntegrityError):
        store.add([reading("một"), broken])
    assert store.stats()["documents"] == 0
    assert store.generation == 0


@pytest.mark.parametrize(
    ("name", "found", "why"),
    [
        ("{id}", 1, "the whole id"),
        ("{id:.6}", 1, "the beginning of it"),
        ("{id:.3}", 0, "too little of it"),
        ("thư mục/một_%.txt", 1, "a source, taken literally"),
        ("thư mục/một_x.txt", 0, "no pattern"),
        ("", 0, "nothing"),
    ],
)
def test_find(store: Store, name: str, found: int, why: str) -> None:
    given = reading("một", "thư mục/một_%.txt")
    store.add([given, reading("hai", "khác")])
    assert len(store.find(name.format(id=given.document.id))) == found, why


class TestGenerations:
    """What is derived from the store learns what has changed."""

    def test_each_change_counts_one_and_no_change_counts_none(self, store: Store) -> None:
        given = reading("một")
        steps = [
            lambda: store.add([given, reading("hai")]),
            lambda: store.add([], [(given.document.id, "b")]),
            lambda: store.remove(given.document.id),
            lambda: store.remove(given.document.id),
        ]
        after = []
        for step in steps:
            step()
            after.append(store.generation)
        assert after == [1, 1, 2, 2]

    def test_changes_since(self, store: Store) -> None:
        one, two = reading("một", "1"), reading("hai", "2")
        store.add([one])
        store.add([two])
        store.add([Reading(one.document, [], "v2")])
        store.remove(two.document.id)
        assert store.changes(0).there == (one.document.id,)
        assert store.changes(2).gone == tuple(sorted((one.document.id, two.document.id)))
        assert store.changes(3).there == ()
        assert store.changes(4) == type(store.changes(4))(4, (), ())

    def test_two_stores_are_told_apart(self, tmp_path: Path) -> None:
        with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
            assert a.identity != b.identity
        with Store(tmp_path / "a") as again:
            assert again.identity == a_identity(tmp_path / "a")


def a_identity(folder: Path) -> str:
    connection = sqlite3.connect(folder / FILE)
    try:
        return connection.execute("SELECT value FROM properties WHERE name = 'identity'").fetchone()[0]
    finally:
        connection.close()


class TestFile:
    """The file itself."""

    def test_only_its_owner_may_read_it(self, store: Store) -> None:
        store.add([reading("một")])
        assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
        for path in store.folder.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name

    def test_journal_and_checks(self, store: Store) -> None:
        with store._database.engine.connect() as connection:
            assert [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ] == ["wal", 2, 1]

    def test_tables_are_those_of_the_migrations(self, store: Store) -> None:
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        with store._database.engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, schema.metadata) == []

    def test_head_is_the_last_migration(self) -> None:
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
        assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD

    def test_a_file_of_a_newer_version_is_left_alone(self, tmp_path: Path) -> None:
        Store(tmp_path).close()
        connection = sqlite3.connect(tmp_path / FILE)
        with connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
        with pytest.raises(StoreTooNew, match="cập nhật doichieu"):
            Store(tmp_path)

    def test_a_file_that_is_no_store_is_told(self, tmp_path: Path) -> None:
        (tmp_path / FILE).write_bytes(b"not a database, but long enough to be read as one" * 50)
        with pytest.raises(StoreUnreadable, match="Không mở được"):
            Store(tmp_path)

    def test_a_data_directory_that_is_a_file_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("x")
        with pytest.raises(StoreUnreadable):
            Store(tmp_path / "x")

    def test_a_full_disk_is_told_and_keeps_what_is_in(self, store: Store) -> None:
        first = reading("một")
        store.add([first])

        @sa.event.listens_for(store._database.engine, "checkout")
        def small(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
            connection.execute("PRAGMA max_page_count=40")

        with pytest.raises(StoreFull, match="đã đầy"):
            store.add([reading("x" * 1_000_000, "2")])
        assert [entry.id for entry in store.entries()] == [first.document.id]
        assert store.generation == 1

    def test_writers_wait_for_each_other(self, store: Store) -> None:
        def write(name: str) -> None:
            with Store(store.folder) as own:
                for n in range(10):
                    own.add([reading(f"{name} {n}", f"{name}{n}")])

        threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.stats()["documents"] == 30
        assert store.generation == 30
