"""One sandboxed process that reads and analyses what may be hostile.

Whatever happens in it (a hang, a crash, too much memory) ends it, is told as a `ReadError`, and a
new one stands in for it at the next call.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from corpus.errors import ReadError, size
from corpus.limits import DEFAULT, Limits
from corpus.reading import ReadOptions, Source
from corpus.worker import LENGTH, dumps, extract_job, read_job
from nlp.document import Document

_START_SECONDS = 120.0
_LARGEST_ANSWER = 2**30
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); from corpus.worker import main; "
    "main(int(sys.argv[1]), json.loads(sys.argv[3]))"
)
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")
NO_OPTIONS = ReadOptions()


class Sandbox:
    """A worker process under limits, started at the first call; safe to share between threads.

    Calls wait for each other; for more at once make several.

    Example:
        >>> with Sandbox() as sandbox:                                  # doctest: +SKIP
        ...     document, rows = sandbox.extract("bao-cao.docx")
    """

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one; a later call would start another."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The process id of the worker, None before the first call and after an end."""
        return self._worker.process.pid if self._worker else None

    def read(self, source: Source | str | Path, options: ReadOptions = NO_OPTIONS) -> Document:
        """Read one file, URL or piece of data.

        Raises:
            ReadError: naming the source.
        """
        source = _source(source)
        return Document(**self._job(source, read_job, options))

    def extract(
        self, source: Source | str | Path, options: ReadOptions = NO_OPTIONS
    ) -> tuple[Document, list[dict[str, Any]]]:
        """Read one source and all facts in it, as the flat rows of `nlp.facts.row`.

        Raises:
            ReadError: naming the source.
        """
        source = _source(source)
        found = self._job(source, extract_job, options)
        return Document(**found["document"]), found["rows"]

    def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run `function(*args)` in the worker.

        Args:
            function: one at the top of an importable module.
            args: what pickle takes.

        Returns:
            What it returned, as JSON gives it back (tuples become lists).

        Raises:
            ReadError: the one it raised; `failed` for any other exception, `timeout`, `memory` or
                `crashed` when the worker had to be ended or ended itself.
        """
        with self._lock:
            worker = self._ready()
            used = worker.jobs > 0
            try:
                return self._ask(worker, function, args)
            except ReadError as error:
                # What earlier documents left behind must not fail this one.
                if error.kind != "memory" or not used:
                    raise
                self._end()
                return self._ask(self._ready(), function, args)

    def _job(self, source: Source, function: Callable[..., Any], options: ReadOptions) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self.call(function, source, options)
        except ReadError as error:
            raise error.of(source.name) from None
        return found

    def _ready(self) -> "_Worker":
        worker = self._worker
        if worker is not None and worker.owner == os.getpid() and worker.process.poll() is None:
            return worker
        self._end()
        self._worker = _Worker(self.limits)
        return self._worker

    def _ask(self, worker: "_Worker", function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        job = dumps(function, args)
        try:
            answer = worker.ask(job, self.limits)
        except BaseException:
            self._end()  # whatever it was, the worker is out of step now
            raise
        if answer.get("tired"):
            self._end()
        if "error" in answer:
            raise ReadError.from_json(answer["error"])
        return answer.get("value")

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


class _Worker:
    """One life of the process, its socket and its directory for temporary files."""

    def __init__(self, limits: Limits) -> None:
        self.owner = os.getpid()
        self.jobs = 0
        directory = tempfile.mkdtemp(prefix="doichieu-")
        self.channel, theirs = socket.socketpair()
        # One hash seed, so that no order of a set can make two workers' results differ.
        environment = os.environ | dict.fromkeys(_ONE_THREAD, "1")
        environment |= {"TMPDIR": directory, "PYTHONHASHSEED": "0"}
        try:
            with theirs:
                self.process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _BOOT, str(theirs.fileno()), json.dumps(_path()),
                     json.dumps(asdict(limits))],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                    env=environment,
                )  # fmt: skip
        except BaseException:
            self.channel.close()
            shutil.rmtree(directory, ignore_errors=True)
            raise
        self.end = weakref.finalize(self, _end, self.process, self.channel, directory, self.owner)
        try:
            self._receive(monotonic() + _START_SECONDS, "")
        except BaseException:
            self.end()
            raise

    def ask(self, job: bytes, limits: Limits) -> dict[str, Any]:
        """Send a job and wait for its answer, no longer than the limits allow."""
        self.jobs += 1
        start = monotonic()
        said = f"{limits.seconds:g}"
        deadline = start + limits.seconds
        self.channel.settimeout(limits.seconds)
        try:
            self.channel.sendall(LENGTH.pack(len(job)) + job)
        except TimeoutError:
            raise ReadError("timeout", limit=said) from None
        except OSError:
            raise ReadError("crashed") from None
        while True:
            answer = self._receive(deadline, said)
            if not answer.get("slow"):
                return answer
            deadline, said = start + limits.slow_seconds, f"{limits.slow_seconds:g}"

    def _receive(self, deadline: float, said: str) -> dict[str, Any]:
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size, deadline, said))
        if length > _LARGEST_ANSWER:
            raise ReadError("too-large", limit=size(_LARGEST_ANSWER))
        try:
            answer: dict[str, Any] = json.loads(self._exactly(length, deadline, said))
        except (ValueError, RecursionError):
            raise ReadError("crashed") from None
        if not isinstance(answer, dict):
            raise ReadError("crashed")
        return answer

    def _exactly(self, length: int, deadline: float, said: str) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            self.channel.settimeout(max(deadline - monotonic(), 0.001))
            try:
                part = self.channel.recv(min(length - len(parts), 2**20))
            except TimeoutError:
                raise ReadError("timeout", limit=said) from None
            except OSError:
                part = b""
            if not part:
                raise ReadError("crashed")
            parts += part
        return bytes(parts)


def _end(process: "subprocess.Popen[bytes]", channel: socket.socket, directory: str, owner: int) -> None:
    """Kill the worker with all that it started, reap it, clean up behind it."""
    channel.close()
    if os.getpid() != owner:  # a fork's copy: the process belongs to the parent
        process.returncode = 0
        return
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # what it may have left running
    shutil.rmtree(directory, ignore_errors=True)


def _path() -> list[str]:
    """Where modules are found, without the current directory, which may hold anything."""
    here = str(Path(__file__).resolve().parent.parent)
    found = [entry for entry in sys.path if entry and os.path.isabs(entry)]
    return found if here in found else [*found, here]


def _source(source: Source | str | Path) -> Source:
    return source if isinstance(source, Source) else Source(str(source))
