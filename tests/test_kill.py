"""Killed at any moment, an ingest is simply run again: nothing lost, nothing twice, the same answers."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from index.filters import Filters
from index.library import Library

FILES = 500
QUESTIONS = ("lap thach", '"hoàn thành 7/10"', "nộp -xã", "1250 chữ ký số", "ke hoach 12")


def doichieu(data: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "webapp.cli", "--data", str(data), *args]


def run(data: Path, *args: str) -> str:
    done = subprocess.run(doichieu(data, *args), capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def kill(data: Path, given: Path, seconds: float) -> bool:
    """Start an ingest and kill it after some time; False when it was done before."""
    process = subprocess.Popen(
        doichieu(data, "ingest", str(given)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def seen(data: Path) -> list[object]:
    """All that a user sees of a store, but for which extractor was at work."""
    connection = sqlite3.connect(data / "store.sqlite")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()
    with Library(data) as library:
        return [
            replace(library.stats(), stale=0),
            [replace(entry, extractor="") for entry in library.documents()],
            list(library.facts()),
            list(library.facts(Filters(kind="figure"))),
            *[[result.hit for result in library.search(words, 30).results] for words in QUESTIONS],
        ]


def counts(data: Path) -> tuple[int, int]:
    """Documents and sources."""
    told = json.loads(run(data, "stats", "-f", "json"))
    return told["documents"], told["sources"]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("given")
    for n in range(FILES):
        text = (
            f"Năm 2024, huyện Lập Thạch đạt {n % 100},5% hồ sơ nộp trực tuyến, đợt {n}.\n"
            f"Xã Sơn Lôi hoàn thành {n}/{n + 3} chỉ tiêu về chữ ký số theo Kế hoạch số {n}/KH-UBND."
        )
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    (folder / "500.txt").write_bytes((folder / "007.txt").read_bytes())  # a second name for a text
    return folder


@pytest.fixture(scope="module")
def undisturbed(given: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[object], float]:
    """What is seen after a run that nobody killed, and how long that took."""
    data = tmp_path_factory.mktemp("undisturbed") / "data"
    begin = monotonic()
    run(data, "ingest", str(given))
    took = monotonic() - begin
    what = seen(data)
    assert counts(data) == (FILES, FILES + 1)
    return what, took


def test_killed_three_times(given: Path, undisturbed: tuple[list[object], float], tmp_path: Path) -> None:
    expected, took = undisturbed
    moments = random.Random()
    data = tmp_path / "data"
    told = []
    for _ in range(3):
        told.append(moments.uniform(0.3, took))
        kill(data, given, told[-1])
    run(data, "ingest", str(given))
    assert seen(data) == expected, f"killed after {told} seconds"
    assert counts(data) == (FILES, FILES + 1)


@pytest.mark.long
@pytest.mark.parametrize("moment", range(20))
def test_killed_at_any_moment(
    given: Path, undisturbed: tuple[list[object], float], tmp_path: Path, moment: int
) -> None:
    expected, took = undisturbed
    data = tmp_path / "data"
    seconds = took * (moment + random.Random().random()) / 20
    kill(data, given, seconds)
    run(data, "ingest", str(given))
    assert seen(data) == expected, f"killed after {seconds} seconds"


@pytest.mark.long
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk"
)
@pytest.mark.parametrize("megabytes", [1, 2, 3, 5])
def test_a_disk_that_fills_up(
    given: Path, undisturbed: tuple[list[object], float], tmp_path: Path, megabytes: int
) -> None:
    expected, _ = undisturbed
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        done = subprocess.run(
            doichieu(disk / "data", "ingest", str(given)), capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 1
        assert "đã đầy" in done.stderr
        assert "Traceback" not in done.stderr
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        run(disk / "data", "ingest", str(given))
        assert seen(disk / "data") == expected
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("damage", ["deleted", "flipped"])
def test_a_damaged_index_is_made_anew(
    given: Path, undisturbed: tuple[list[object], float], tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    for path in sorted(given.iterdir())[:5]:
        shutil.copy(path, folder)
    data = tmp_path / "data"
    run(data, "ingest", str(folder))
    before = seen(data)
    if damage == "deleted":
        shutil.rmtree(data / "index")
    else:
        for path in (data / "index").rglob("*.seg"):
            content = bytearray(path.read_bytes())
            content[len(content) // 3] ^= 16
            path.write_bytes(content)
    repaired = subprocess.run(
        doichieu(data, "search", "lap thach"), capture_output=True, encoding="utf-8", check=True
    )
    assert "đang dựng" in repaired.stderr
    assert seen(data) == before
