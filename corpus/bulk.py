"""Thousands of documents into one table, in order, resumable, whatever happens meanwhile."""

import os
import signal
import tempfile
import threading
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import IO, Protocol

from corpus import bulk_job
from corpus.bulk_job import Batch, batches
from corpus.errors import ReadError
from corpus.extractor import version
from corpus.journal import Journal, Result, settle, told, writable
from corpus.limits import DEFAULT, Limits
from corpus.reading import ReadOptions, Source
from corpus.sandbox import Sandbox
from corpus.table_file import destination, publish
from corpus.tables import Form, Writer, csv_bytes

ERRORS_SUFFIX = ".errors.csv"
ERROR_COLUMNS = ("source", "error", "message", "what_to_do")


class Engine(Protocol):
    """Where batches are read."""

    width: int
    """How many batches it can have in hand at once."""

    def run(self, batch: Batch, form: Form) -> list[Result]:
        """Read a batch; called from several threads. Raises RunError when no more can be read."""

    def stop(self) -> None:
        """End what is running; calls of `run` that are under way raise."""

    def close(self) -> None:
        """Let go of everything."""


class Stopped(Exception):
    """The run is ending; this batch's results don't count."""


class LocalEngine:
    """Sandboxed processes on this machine."""

    def __init__(self, jobs: int, limits: Limits = DEFAULT) -> None:
        self.width = jobs
        self._limits = limits
        self._mine = threading.local()
        self._all: list[Sandbox] = []
        self._stopping = False

    def run(self, batch: Batch, form: Form) -> list[Result]:
        """Read a batch in this thread's process.

        Raises:
            Stopped: after `stop`.
        """
        if self._stopping:
            raise Stopped
        sandbox: Sandbox | None = getattr(self._mine, "sandbox", None)
        if sandbox is None:
            sandbox = self._mine.sandbox = Sandbox(self._limits)
            self._all.append(sandbox)
        results = bulk_job.run(sandbox, batch.items, form)
        if self._stopping:  # what `stop` ended would look like a crash of the reader
            raise Stopped
        return results

    def stop(self) -> None:
        """End the processes, whatever they are at."""
        self._stopping = True
        for pid in self.pids:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)

    def close(self) -> None:
        """End the processes once they have nothing to do."""
        for sandbox in self._all:
            sandbox.close()

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers that are there now."""
        return [pid for sandbox in self._all if (pid := sandbox.pid) is not None]


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        documents: sources that were read.
        refused: sources that weren't.
        rows: facts written.
        size: the documents' texts, in bytes of UTF-8.
        resumed: sources whose results an earlier run had left.
        seconds: how long it took.
        errors: the file that tells why sources were refused, when there are such.
        notes: what the reader of the table should know, in Vietnamese.
    """

    documents: int = 0
    refused: int = 0
    rows: int = 0
    size: int = 0
    resumed: int = 0
    seconds: float = 0.0
    errors: Path | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a caller wants to be told.

    Attributes:
        done: called with a number of sources that are through, from any thread, one call at a time.
        refused: called with each refused source, in the order of input.
    """

    done: Callable[[int], None] = lambda _count: None
    refused: Callable[[ReadError], None] = lambda _error: None


def extract(
    sources: Iterable[tuple[Source | ReadError, ReadOptions]],
    out: Path | IO[bytes],
    form: Form,
    engine: Engine,
    watch: Watch = Watch(),
) -> Summary:
    """Read sources and write the table of their facts.

    With a path, results are kept per batch in `.NAME.work` beside it until the table is whole; the same
    call again after a kill goes on from there and ends with the same bytes. `NAME.errors.csv` tells what
    was refused, and `NAME.datapackage.json` describes a table.

    Args:
        sources: what to read and how, in the order of the output; or why it can't be.
        out: the table's path, or a stream, which gets the table alone.
        form: what is written.
        engine: where it is read; the caller closes it.
        watch: who wants to be told.

    Raises:
        RunError: the disk is full, another run writes the same table, …; what was done stays.
    """
    began = monotonic()
    if isinstance(out, Path):
        out = destination(out)
        with Journal(out.parent / f".{out.name}.work", out) as journal:
            summary = _to_file(_Run(sources, form, engine, journal, watch), out)
            journal.remove()
    else:
        with (
            tempfile.TemporaryDirectory(prefix="doichieu-") as folder,
            Journal(Path(folder) / "work", Path("-"), durable=False) as journal,
        ):
            run = _Run(sources, form, engine, journal, watch)
            with (
                form.open(out, folder=str(journal.scratch)) as writer,
                closing(run.results()) as batches_done,
            ):
                for results in batches_done:
                    run.emit(results, writer)
                    out.flush()
            run.summary.notes += writer.notes
            summary = run.summary
    summary.seconds = monotonic() - began
    return summary


def _to_file(run: "_Run", out: Path) -> Summary:
    form, summary = run.form, run.summary
    table, errors = (run.journal.folder / f"{name}.part" for name in ("table", "errors"))
    with told(out.parent):
        with writable(table) as file, writable(errors) as refusals:
            refusals.write((b"\xef\xbb\xbf" if form.bom else b"") + csv_bytes([ERROR_COLUMNS], form))
            base = os.path.abspath(out.parent)
            with (
                form.open(file, base=base, folder=str(run.journal.scratch)) as writer,
                closing(run.results()) as batches_done,
            ):
                for results in batches_done:
                    run.emit(results, writer, refusals)
            summary.notes += writer.notes
            settle(file)
            settle(refusals)
        told_there = out.with_name(out.name + ERRORS_SUFFIX)
        if summary.refused:
            os.replace(errors, told_there)
            summary.errors = told_there
        else:  # one of an earlier run would tell of other results
            told_there.unlink(missing_ok=True)
        publish(form, table, out, writer.sheets)
    return summary


class _Run:
    """One run: batches go to the engine as they come, results come back in order."""

    def __init__(
        self,
        sources: Iterable[tuple[Source | ReadError, ReadOptions]],
        form: Form,
        engine: Engine,
        journal: Journal,
        watch: Watch,
    ) -> None:
        self.sources = sources
        self.form = form
        self.engine = engine
        self.journal = journal
        self.watch = watch
        self.summary = Summary()
        self._telling = threading.Lock()
        # What waits for a worker holds its documents' bytes, so only few may wait.
        self._room = threading.Semaphore(2 * engine.width)

    def results(self) -> Generator[list[Result], None, None]:
        """The results of all batches, in the order of input; they are on the disk before they come."""
        pending: deque[Future[str]] = deque()
        pool = ThreadPoolExecutor(self.engine.width, thread_name_prefix="bulk")
        try:
            for batch in batches(self.sources, self.form, version()):
                pending.append(self._begin(batch, pool))
                while pending and pending[0].done():
                    yield self._finished(pending.popleft())
            while pending:
                yield self._finished(pending.popleft())
        except BaseException:
            self.engine.stop()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, batch: Batch, pool: ThreadPoolExecutor) -> "Future[str]":
        if self.journal.has(batch.key):
            self.summary.resumed += len(batch.items)
            there: Future[str] = Future()
            there.set_result(batch.key)
            self._tell(len(batch.items))
            return there
        self._room.acquire()
        future = pool.submit(self._work, batch)
        future.add_done_callback(lambda _: self._room.release())
        return future

    def _work(self, batch: Batch) -> str:
        self.journal.save(batch.key, self.engine.run(batch, self.form))
        self._tell(len(batch.items))
        return batch.key

    def _tell(self, count: int) -> None:
        with self._telling:
            self.watch.done(count)

    def _finished(self, future: "Future[str]") -> list[Result]:
        return self.journal.load(future.result())

    def emit(self, results: Iterable[Result], writer: Writer, refusals: IO[bytes] | None = None) -> None:
        """Write a batch's results: rows into the table, refusals beside it."""
        for result in results:
            if result.error is None:
                self.summary.documents += 1
                self.summary.rows += result.rows
                self.summary.size += result.size
                writer.add(zlib.decompress(result.body))
                continue
            self.summary.refused += 1
            self.watch.refused(result.error)
            if refusals is not None:
                message, _, way_out = result.error.message.rpartition("; ")
                line = (result.source, result.error.kind, message, way_out)
                refusals.write(csv_bytes([line], self.form))
