"""Jobs that the tests of the sandbox run in the worker."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from corpus.errors import ReadError


def add(a: int, b: int) -> int:
    return a + b


def hang() -> None:
    while True:
        pass


def leave_a_child_and_hang(note: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    Path(note).write_text(str(child.pid), encoding="ascii")
    hang()


def eat_memory() -> int:
    return len(bytearray(2**32))


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(3)


def refuse() -> None:
    raise ReadError("empty", "a.txt")


def fail() -> None:
    raise ZeroDivisionError("oops")


def unspeakable() -> object:
    return object()


def standard_input() -> str:
    return os.read(0, 10).decode()


def open_files() -> list[str]:
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            continue
    return found


def write(path: str, count: int) -> int:
    with open(path, "wb") as file:
        return file.write(bytes(count))


def open_many(count: int) -> int:
    files = []
    try:
        for _ in range(count):
            files.append(open(os.devnull, "rb"))  # noqa: SIM115
    except OSError:
        return len(files)
    finally:
        for file in files:
            file.close()
    return count


def pid() -> int:
    return os.getpid()


def echo(text: str) -> str:
    return text
