"""Runs of `doichieu extract` as users start them, watched from outside."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psutil

from corpus.bulk_job import BATCH_DOCUMENTS

MB = 2**20


@dataclass(slots=True)
class Run:
    """One finished run.

    Attributes:
        seconds: wall time, start-up included.
        cpu: seconds of CPU of the command and its workers.
        peaks: MB by process, the command first: the most each had in memory.
        course: (documents done, MB of the command, MB of its largest worker) over time.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    peaks: list[float] = field(default_factory=list)
    course: list[tuple[int, float, float]] = field(default_factory=list)


def extract(folder: Path, out: Path, *args: str, every: float = 0.5) -> Run:
    """Run the command to its end, looking at it every so many seconds.

    Raises:
        RuntimeError: it broke off.
    """
    run = Run()
    before = os.times()
    began = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "extract", str(folder), "-o", str(out), "-q", *args],
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    most: dict[int, float] = {}
    while True:
        try:
            process.wait(every)
            break
        except subprocess.TimeoutExpired:
            _look(process.pid, out, most, run)
    run.seconds = monotonic() - began
    after = os.times()
    run.cpu = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    _, told = process.communicate()
    if process.returncode not in (0, 1):  # 1: something was refused, which the report tells
        raise RuntimeError(told)
    run.peaks = list(most.values())
    return run


def _look(pid: int, out: Path, most: dict[int, float], run: Run) -> None:
    with suppress(psutil.NoSuchProcess):
        command = psutil.Process(pid)
        found = [command, *command.children(recursive=True)]
        sizes = {p.pid: p.memory_info().rss / MB for p in found}
        for p in found:
            most[p.pid] = max(most.get(p.pid, 0.0), _peak(p.pid, sizes[p.pid]))
        done = sum(1 for _ in out.with_name(f".{out.name}.work").glob("*.batch")) * BATCH_DOCUMENTS
        workers = [size for p, size in sizes.items() if p != pid]
        run.course.append((done, sizes[pid], max(workers, default=0.0)))


def _peak(pid: int, otherwise: float) -> float:
    """The most a process ever had in memory, which looking now and then could miss."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return otherwise
