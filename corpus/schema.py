"""The store's tables, and bringing a file that an older version wrote up to them.

The tables' history stands in `corpus/migrations`; a test holds the two together.
"""

from importlib import resources

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
)

from corpus.store_errors import StoreTooNew

HEAD = "0001"
"""The revision of `corpus/migrations` that this code reads and writes."""

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("url", Text),
    Column("number", Text),
    Column("symbol", Text),
    Column("issuer", Text),
    Column("extractor", Text, nullable=False),
    Column("generation", Integer, nullable=False, index=True),
    sqlite_autoincrement=True,
)

sources = Table(
    "sources",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Index("ix_sources_document_source", "document", "source", unique=True),
    Index("ix_sources_source", "source"),
    sqlite_autoincrement=True,
)

facts = Table(
    "facts",
    metadata,
    Column("document", Integer, ForeignKey("documents.seq", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("value", Float),
    Column("unit", Text),
    Column("indicator", Text),
    Column("role", Text),
    Column("status", Text),
    Column("period", Text),
    Column("locality_canonical", Text),
    Column("locality_code", Text),
    Column("row", Text, nullable=False),
    sqlite_with_rowid=False,
)

removed = Table(
    "removed",
    metadata,
    Column("generation", Integer, primary_key=True),
    Column("id", Text, primary_key=True),
)
"""Ids of documents that were taken out or changed, so that what is derived can follow."""

properties = Table(
    "properties",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""`identity` (made once) and `generation` (counts the transactions that changed documents or facts)."""


def revision(connection: Connection) -> str | None:
    """The revision a store file is at; None for a new file."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def migrate(connection: Connection) -> None:
    """Bring the store behind `connection` to HEAD, within the transaction that is open on it.

    Raises:
        StoreTooNew: the file was written by a newer version.
    """
    if revision(connection) == HEAD:  # another process was quicker
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script.revision import ResolutionError
    from alembic.util import CommandError

    config = Config()
    config.set_main_option(
        "script_location", str(resources.files("corpus") / "migrations").replace("%", "%%")
    )
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except (CommandError, ResolutionError) as error:
        raise StoreTooNew(revision(connection)) from error
