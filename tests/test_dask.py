"""The same table from a Dask cluster, also when a worker dies in the middle."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import bulk_job
from corpus.bulk import LocalEngine, Summary, Watch, extract
from corpus.bulk_dask import ClusterError, DaskEngine
from corpus.reading import ReadOptions
from corpus.sources import sources
from corpus.tables import Form

# Dask's own threads and sockets, which it leaves to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning:distributed")
FORM = Form("csv")


def started(command: str, *args: str, until: str) -> subprocess.Popen[str]:
    """Start `dask COMMAND` and wait until it says so."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", command, *args, "--no-dashboard"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if re.search(until, line):
            return process
    raise AssertionError(f"dask {command} ended with {process.wait()}")


def ended(process: "subprocess.Popen[str]") -> None:
    """Kill it with all that it started."""
    with contextlib.suppress(ProcessLookupError):  # it may have gone by itself
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stderr is not None
    process.stderr.close()


def worker(scheduler: str, folder: Path) -> "subprocess.Popen[str]":
    args = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", str(folder))
    return started("worker", scheduler, *args, until="Registered to|Starting established")


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = started("scheduler", "--host", "127.0.0.1", "--port", str(port), until="Scheduler at")
    yield f"tcp://127.0.0.1:{port}"
    ended(process)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    given = tmp_path / "vào"
    given.mkdir()
    for n in range(60):
        text = f"Năm 2024, huyện Lập Thạch đạt {n},5% hồ sơ nộp trực tuyến.\nXã Sơn Lôi có {n} hộ nghèo.\n"
        (given / f"{n:02}.txt").write_text(text, encoding="utf-8")
    (given / "hỏng.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    return given


@pytest.fixture
def wanted(folder: Path, tmp_path: Path) -> bytes:
    engine = LocalEngine(1)
    run(folder, tmp_path / "wanted.csv", engine)
    engine.close()
    return (tmp_path / "wanted.csv").read_bytes()


def run(folder: Path, out: Path, engine: DaskEngine | LocalEngine, watch: Watch = Watch()) -> Summary:  # noqa: B008
    return extract(((source, ReadOptions()) for source in sources([folder])), out, FORM, engine, watch)


def test_a_worker_that_is_killed_costs_nothing(
    scheduler: str, folder: Path, wanted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_job, "BATCH_DOCUMENTS", 3)
    workers = [worker(scheduler, tmp_path) for _ in range(2)]
    engine = DaskEngine(scheduler)
    done: list[int] = []

    def kill_one(count: int) -> None:
        if not done:
            workers[0].kill()
        done.append(count)

    try:
        summary = run(folder, tmp_path / "a.csv", engine, Watch(done=kill_one))
    finally:
        engine.close()
        for process in workers:
            ended(process)
    assert (summary.documents, summary.refused, sum(done)) == (60, 1, 61)
    assert (tmp_path / "a.csv").read_bytes() == wanted
    assert (tmp_path / "a.csv.errors.csv").read_bytes() == (tmp_path / "wanted.csv.errors.csv").read_bytes()


def test_a_cluster_that_is_gone_ends_the_run_and_another_engine_goes_on(
    scheduler: str, folder: Path, wanted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_job, "BATCH_DOCUMENTS", 3)
    only = worker(scheduler, tmp_path)
    engine = DaskEngine(scheduler, patience=30)
    engine._patience = 0.1
    try:
        with pytest.raises(ClusterError, match="hãy khởi động `dask worker` rồi chạy lại"):
            run(folder, tmp_path / "a.csv", engine, Watch(done=lambda _: only.kill()))
    finally:
        engine.close()
        ended(only)
    local = LocalEngine(1)
    summary = run(folder, tmp_path / "a.csv", local)
    local.close()
    assert 3 <= summary.resumed < 61
    assert (tmp_path / "a.csv").read_bytes() == wanted


def test_workers_are_warmed_once_and_stay_warm(scheduler: str, tmp_path: Path) -> None:
    import psutil

    only = worker(scheduler, tmp_path)
    try:
        sandboxes = []
        for _ in range(2):
            DaskEngine(scheduler).close()
            sandboxes.append({child.pid for child in psutil.Process(only.pid).children()})
        assert len(sandboxes[0]) == 1
        assert sandboxes[0] == sandboxes[1]
    finally:
        ended(only)


def test_no_scheduler_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="không kết nối được bộ điều phối Dask"):
        DaskEngine("tcp://127.0.0.1:1", patience=0.5)


def test_the_command_runs_on_a_cluster(scheduler: str, folder: Path, wanted: bytes, tmp_path: Path) -> None:
    only = worker(scheduler, tmp_path)
    out = tmp_path / "a.csv"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "webapp.cli", "extract", str(folder), "-o", str(out),
             "--engine", "dask", "--scheduler", scheduler],
            capture_output=True, encoding="utf-8", timeout=120,
        )  # fmt: skip
    finally:
        ended(only)
    assert done.returncode == 1
    assert "Xong: 60 văn bản" in done.stderr.splitlines()[-1]
    assert out.read_bytes() == wanted
