"""One SQLite file: opened for its owner only, its transactions, and its errors in our words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from corpus.errors import reason
from corpus.store_errors import StoreBusy, StoreFull, StoreUnreadable

WAIT = 30.0
"""Seconds that a writer waits for another one."""


class Database:
    """The file at `path`, made with its folder when it isn't there (modes 0600 and 0700).

    Raises:
        StoreUnreadable: it can't be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # The journal files take over this file's mode.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise StoreUnreadable(path, reason(error)) from error
        url = sa.URL.create("sqlite", database=str(path))  # a name may hold `?` and `%`
        self.engine = sa.create_engine(url, connect_args={"timeout": WAIT})
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads, and sees one state throughout."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: committed at the end, or undone when anything is raised.

        Raises:
            StoreError: the disk is full, another process holds the file too long, or it is damaged.
        """
        with self._told(), self.engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = str(error.orig)
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_FULL or "No space left" in told:
                raise StoreFull(self.path) from error
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreBusy(self.path) from error
            damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
            if damaged or isinstance(error.orig, sqlite3.OperationalError):
                raise StoreUnreadable(self.path, told) from error
            raise


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        connection.close()  # the pool doesn't know it yet, so nobody else will
        raise


def _begin(connection: sa.Connection) -> None:
    # A writer takes its lock at once: two that read first and write later would both fail.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
