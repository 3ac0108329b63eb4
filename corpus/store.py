"""The store: texts, their metadata and their facts. The source of truth; all else is made from it.

One SQLite file. Each method is one transaction, so a process that dies leaves either all of a call's
work or none of it.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.schema import HEAD, documents, facts, migrate, properties, removed, revision, sources
from nlp.document import Document

FILE = "store.sqlite"

_METADATA = tuple(f.name for f in fields(Document) if f.name not in ("text", "source"))
_FACT_COLUMNS = (
    "id",
    "kind",
    "value",
    "unit",
    "indicator",
    "role",
    "status",
    "period",
    "locality_canonical",
    "locality_code",
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read, with its facts (rows of `nlp.facts.row`) and who extracted them."""

    document: Document
    rows: Sequence[Row]
    extractor: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored document without its text.

    Attributes:
        length: of the text, in code points.
        sources: every name that the text was read under, the first one first.
        facts: how many facts of each kind were found.
    """

    id: str
    sha256: str
    sources: tuple[str, ...]
    length: int
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    extractor: str = ""
    facts: dict[str, int] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The first name that the text was read under."""
        return self.sources[0]


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a generation: ids gone (or changed) and ids there (new or changed), in order."""

    generation: int
    gone: tuple[str, ...]
    there: tuple[str, ...]


class Store:
    """The documents and facts under one data directory.

    Args:
        folder: the data directory; made with mode 0700 when it isn't there.

    Raises:
        StoreError: it can't be made or opened; the message says what to do.

    Example:
        >>> with Store(Path("/tmp/x")) as store:
        ...     store.add([Reading(document, rows, "v1")])
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = Database(folder / FILE)
        try:
            self._bring_up()
        except BaseException:
            self._database.close()
            raise

    def _bring_up(self) -> None:
        """Make the tables, or bring those of an older version to what we know."""
        with self._database.reading() as connection:
            current = revision(connection) == HEAD
        if not current:
            with self._database.writing() as connection:
                migrate(connection)
                if connection.scalar(sa.select(properties.c.value).limit(1)) is None:
                    made = {"identity": secrets.token_hex(8), "generation": "0"}
                    connection.execute(
                        properties.insert(), [{"name": n, "value": v} for n, v in made.items()]
                    )

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    @property
    def identity(self) -> str:
        """A random name given when the store was made, so that an index of another one is noticed."""
        return self._property("identity")

    @property
    def generation(self) -> int:
        """Goes up by one with every transaction that changed documents or facts."""
        return int(self._property("generation"))

    def known(self, sha256: str) -> Entry | None:
        """The document with this text, if it is here."""
        return next(self._entries(documents.c.sha256 == sha256), None)

    def entries(self) -> Iterator[Entry]:
        """All documents without their texts, in the order they came in."""
        return self._entries(sa.true())

    def find(self, name: str) -> list[Entry]:
        """The documents that `name` can mean: an id, the beginning of one (4 digits or more), or a source."""
        found = list(self._entries(documents.c.id == name))
        if not found and len(name) >= 4 and name.isalnum():
            found = list(self._entries(documents.c.id.startswith(name, autoescape=True)))
        if not found:
            has = sa.exists().where(sources.c.document == documents.c.seq, sources.c.source == name)
            found = list(self._entries(has))
        return found

    def named(self, name: str) -> list[str]:
        """The ids of the documents whose texts were read under this name."""
        query = sa.select(documents.c.id).join(sources, sources.c.document == documents.c.seq)
        with self._database.reading() as connection:
            return list(connection.scalars(query.where(sources.c.source == name).order_by(documents.c.seq)))

    def document(self, id: str) -> Document | None:
        """A document with its text, under the first name it was read by."""
        return next(self._documents(documents.c.id == id), None)

    def documents(self, ids: Sequence[str] | None = None) -> Iterator[Document]:
        """Documents with their texts, in the order they came in; all of them without `ids`."""
        if ids is None:
            yield from self._documents(sa.true())
            return
        for n in range(0, len(ids), 500):  # SQLite takes a limited number of parameters
            yield from self._documents(documents.c.id.in_(ids[n : n + 500]))

    def rows(self, doc: str | None = None) -> Iterator[Row]:
        """Facts as rows, in the order of documents and text; of one document when `doc` is its id."""
        for line in self.lines(doc):
            yield json.loads(line)

    def lines(self, doc: str | None = None) -> Iterator[str]:
        """As `rows`, as the JSON text that is stored."""
        query = sa.select(facts.c.row).order_by(facts.c.document, facts.c.n)
        if doc is not None:
            query = query.join(documents, documents.c.seq == facts.c.document).where(documents.c.id == doc)
        with self._database.reading() as connection:
            for (line,) in connection.execute(query.execution_options(yield_per=2000)):
                yield line

    def whole(self, ids: Sequence[str]) -> Iterator[tuple[Document, tuple[str, ...], list[Row]]]:
        """Documents with their texts, all their names and their facts, in the order they came in."""
        for n in range(0, len(ids), 100):
            chosen = documents.c.id.in_(ids[n : n + 100])
            seqs = sa.select(documents.c.seq).where(chosen)
            rows: dict[str, list[Row]] = {}
            query = sa.select(facts.c.row).where(facts.c.document.in_(seqs))
            with self._database.reading() as connection:
                for (line,) in connection.execute(query.order_by(facts.c.document, facts.c.n)):
                    row = json.loads(line)
                    rows.setdefault(row["doc"], []).append(row)
            names = {entry.id: entry.sources for entry in self._entries(chosen)}
            for document in self._documents(chosen):
                yield document, names.get(document.id, ()), rows.get(document.id, [])

    def rows_by_id(self, ids: Sequence[str]) -> dict[str, Row]:
        """The facts with these ids; unknown ids are left out."""
        out: dict[str, Row] = {}
        with self._database.reading() as connection:
            for n in range(0, len(ids), 500):
                query = sa.select(facts.c.id, facts.c.row).where(facts.c.id.in_(ids[n : n + 500]))
                out |= {id: json.loads(line) for id, line in connection.execute(query)}
        return out

    def changes(self, since: int) -> Changes:
        """What has to be taken out of and put into something that was made at generation `since`."""
        with self._database.reading() as connection:
            now = connection.scalar(sa.select(properties.c.value).where(properties.c.name == "generation"))
            gone = connection.scalars(
                sa.select(removed.c.id).distinct().where(removed.c.generation > since).order_by(removed.c.id)
            )
            there = connection.scalars(
                sa.select(documents.c.id).where(documents.c.generation > since).order_by(documents.c.seq)
            )
            return Changes(int(now or 0), tuple(gone), tuple(there))

    def stats(self) -> dict[str, int]:
        """Counts: `documents`, `sources`, `characters`, `facts` and one for each kind of fact."""
        with self._database.reading() as connection:
            n, length = connection.execute(
                sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.func.length(documents.c.text)), 0))
            ).one()
            named = connection.scalar(sa.select(sa.func.count()).select_from(sources)) or 0
            kinds = connection.execute(
                sa.select(facts.c.kind, sa.func.count()).group_by(facts.c.kind).order_by(facts.c.kind)
            ).all()
        counts: dict[str, int] = dict(kinds)  # type: ignore[arg-type]
        return {
            "documents": n,
            "sources": named,
            "characters": length,
            "facts": sum(counts.values()),
            **counts,
        }

    # Writing

    def add(self, readings: Iterable[Reading], names: Iterable[tuple[str, str]] = ()) -> int:
        """Put documents with their facts in, all or none; one that is there already is replaced.

        A replaced document keeps its place and its names. A text that is already here under another
        name gets that name as well.

        Args:
            readings: documents with their facts.
            names: pairs of a document's id and one more name that its text was read under.

        Returns:
            How many names were new.

        Raises:
            StoreError: the disk is full, or another process holds the store for too long.
        """
        readings = list(readings)
        new_names = 0
        with self._database.writing() as connection:
            if readings:
                generation = self._next(connection)
                for reading in readings:
                    self._put(connection, reading, generation)
                    new_names += self._name(connection, reading.document.id, reading.document.source)
            for id, name in names:
                new_names += self._name(connection, id, name)
        return new_names

    def remove(self, id: str) -> bool:
        """Take a document out, with its names and facts; False when it isn't here."""
        with self._database.writing() as connection:
            gone = connection.execute(documents.delete().where(documents.c.id == id)).rowcount
            if gone:
                connection.execute(removed.insert().values(generation=self._next(connection), id=id))
        return bool(gone)

    # Inside

    def _property(self, name: str) -> str:
        with self._database.reading() as connection:
            return connection.scalars(sa.select(properties.c.value).where(properties.c.name == name)).one()

    def _next(self, connection: sa.Connection) -> int:
        value = connection.scalars(sa.select(properties.c.value).where(properties.c.name == "generation"))
        generation = int(value.one()) + 1
        change = properties.update().where(properties.c.name == "generation")
        connection.execute(change.values(value=str(generation)))
        return generation

    def _put(self, connection: sa.Connection, reading: Reading, generation: int) -> None:
        document = reading.document
        values = {name: getattr(document, name) for name in _METADATA}
        values |= {"extractor": reading.extractor, "generation": generation}
        seq = connection.scalar(sa.select(documents.c.seq).where(documents.c.id == document.id))
        if seq is None:
            values |= {"id": document.id, "sha256": document.sha256, "text": document.text}
            result = connection.execute(documents.insert().values(values))
            seq = result.inserted_primary_key[0]  # type: ignore[index]
        else:
            connection.execute(documents.update().where(documents.c.seq == seq).values(values))
            connection.execute(facts.delete().where(facts.c.document == seq))
            connection.execute(removed.insert().values(generation=generation, id=document.id))
        if reading.rows:
            connection.execute(
                facts.insert(),
                [
                    {"document": seq, "n": n, "row": json.dumps(row, ensure_ascii=False)}
                    | {name: row.get(name) for name in _FACT_COLUMNS}
                    for n, row in enumerate(reading.rows)
                ],
            )

    def _name(self, connection: sa.Connection, id: str, name: str) -> int:
        seq = sa.select(documents.c.seq, sa.literal(name)).where(documents.c.id == id)
        put = sources.insert().prefix_with("OR IGNORE").from_select(["document", "source"], seq)
        return connection.execute(put).rowcount

    def _documents(self, where: sa.ColumnElement[bool]) -> Iterator[Document]:
        first = (
            sa.select(sources.c.source)
            .where(sources.c.document == documents.c.seq)
            .order_by(sources.c.n)
            .limit(1)
            .scalar_subquery()
        )
        wanted = [documents.c.text, first.label("source"), *[documents.c[name] for name in _METADATA]]
        query = sa.select(*wanted).where(where).order_by(documents.c.seq)
        with self._database.reading() as connection:
            for found in connection.execute(query.execution_options(yield_per=100)):
                yield Document(**found._mapping)

    def _entries(self, where: sa.ColumnElement[bool]) -> Iterator[Entry]:
        wanted = [documents.c[name] for name in ("seq", "id", "sha256", *_METADATA, "extractor")]
        query = sa.select(*wanted, sa.func.length(documents.c.text).label("length"))
        names = sa.select(sources.c.document, sources.c.source).order_by(sources.c.n)
        kinds = sa.select(facts.c.document, facts.c.kind, sa.func.count()).group_by(
            facts.c.document, facts.c.kind
        )
        chosen = sa.select(documents.c.seq).where(where)
        with self._database.reading() as connection:
            found = connection.execute(query.where(where).order_by(documents.c.seq)).mappings().all()
            named: dict[int, list[str]] = {}
            for seq, name in connection.execute(names.where(sources.c.document.in_(chosen))):
                named.setdefault(seq, []).append(name)
            counts: dict[int, dict[str, int]] = {}
            for seq, kind, n in connection.execute(kinds.where(facts.c.document.in_(chosen))):
                counts.setdefault(seq, {})[kind] = n
        for values in found:
            given = dict(values)
            seq = given.pop("seq")
            yield Entry(**given, sources=tuple(named.get(seq, ("",))), facts=counts.get(seq, {}))
