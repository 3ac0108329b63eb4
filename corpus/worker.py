"""The process behind `corpus.sandbox`: takes jobs from a socket, one after the other, under limits.

It only ever answers in JSON, so that what a hostile document makes of this process can't reach
the caller as more than data.
"""

import contextlib
import gc
import json
import os
import pickle
import queue
import resource
import signal
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.errors import ReadError, size
from corpus.limits import Limits
from corpus.reading import ReadOptions, Source, extract_source, read_source

LENGTH = struct.Struct(">Q")
_channel: socket.socket | None = None
_limits = Limits()


def read_job(source: Source, options: ReadOptions) -> dict[str, Any]:
    """Read a source; the document's fields."""
    return asdict(read_source(source, options, slow))


def extract_job(source: Source, options: ReadOptions) -> dict[str, Any]:
    """Read a source and its facts: the document's fields and the rows."""
    document, rows = extract_source(source, options, slow)
    return {"document": asdict(document), "rows": rows}


def slow() -> None:
    """Tell the caller that this job takes long by nature (another program, OCR)."""
    signal.setitimer(signal.ITIMER_REAL, _limits.slow_seconds + 10)
    if _channel is not None:
        _send(_channel, {"slow": True})


def main(descriptor: int, limits: dict[str, Any]) -> None:
    """Serve jobs until the caller closes its end."""
    global _channel, _limits
    _limits = Limits(**limits)
    _channel = socket.socket(fileno=descriptor)
    _channel.set_inheritable(False)
    _confine(_limits)
    # Rules and units are made once and stay: the collector would look through them again and again.
    gc.set_threshold(20_000, 20, 50)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(_channel, jobs), daemon=True).start()
    _send(_channel, {"ready": True})
    while True:
        job = jobs.get()
        # Should the caller be gone and this job hold the interpreter lock for ever, the alarm,
        # left to its default action, still ends the process.
        signal.setitimer(signal.ITIMER_REAL, _limits.seconds + 10)
        answer = _run(job)
        signal.setitimer(signal.ITIMER_REAL, 0)
        del job
        answer["tired"] = "memory" in answer or _address_space() > 0.6 * _limits.memory
        _send(_channel, answer)


def _run(job: bytes) -> dict[str, Any]:
    try:
        function, args = pickle.loads(job)
        return {"value": function(*args)}
    except ReadError as error:
        return {"error": error.as_json()}
    except MemoryError:
        return {"error": ReadError("memory", limit=size(_limits.memory)).as_json(), "memory": True}
    except Exception as error:
        return {"error": ReadError("failed", detail=f"{type(error).__name__}: {error}").as_json()}


def _send(channel: socket.socket, message: dict[str, Any]) -> None:
    try:
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    except (TypeError, ValueError) as error:
        body = json.dumps({"error": ReadError("failed", detail=str(error)).as_json()}).encode()
    except MemoryError:
        told = ReadError("memory", limit=size(_limits.memory)).as_json()
        body = json.dumps({"error": told, "memory": True, "tired": True}).encode()
    channel.sendall(LENGTH.pack(len(body)) + body)


def _listen(channel: socket.socket, jobs: "queue.SimpleQueue[bytes]") -> None:
    """Queue jobs; end this process and all it started as soon as the caller is gone."""
    with contextlib.suppress(OSError), channel.makefile("rb") as stream:
        while len(head := stream.read(LENGTH.size)) == LENGTH.size:
            (length,) = LENGTH.unpack(head)
            jobs.put(stream.read(length))
    os.killpg(os.getpgid(0), signal.SIGKILL)


def _confine(limits: Limits) -> None:
    """Take away what a reader has no need of; children inherit it."""
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_DATA: limits.memory,
        resource.RLIMIT_AS: limits.memory,
    }
    for kind, value in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            new = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (new, new))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.umask(0o077)


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def dumps(function: Callable[..., Any], args: tuple[Any, ...]) -> bytes:
    """A job as bytes; the function goes by name, so it must stand at the top of a module."""
    return pickle.dumps((function, args))
