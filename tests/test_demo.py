"""`doichieu demo`: the sample corpus in, one question answered, the page served."""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.library import Library
from webapp.cli import run
from webapp.commands.demo import QUESTION


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the demo ran once."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(["--data", str(folder), "demo", "--no-serve"]) == 0
    return folder


@pytest.fixture
def library(data: Path) -> Iterator[Library]:
    with Library(data / "demo") as library:
        yield library


def test_it_answers_with_both_missed_indicators_and_their_sentences(
    data: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(data), "demo", "--no-serve"]) == 0  # a second time
    told = capsys.readouterr()
    assert told.err == ""
    assert f"Hỏi: {QUESTION}" in told.out
    assert "Lập Thạch" in told.out
    for value in ("97%", "84,6%"):
        answer, quotes = told.out.split("Đáp: ")[1].split("\n", 1)
        assert value in answer
        assert re.search(rf"“[^”]*{value}[^”]*100%[^”]*”", quotes)


def test_both_rows_are_missed_against_a_hundred_percent(library: Library) -> None:
    answer = library.answer(QUESTION, date(2025, 1, 1))
    assert [(r["value"], r["target_value"], r["status"]) for r in answer.rows] == [
        (97, 100, "missed"),
        (84.6, 100, "missed"),
    ]
    for quote in answer.evidence:
        whole = library.document(quote["doc"])
        assert whole is not None
        assert whole.document.text[quote["start"] : quote["end"]] == quote["quote"]


def test_without_accents_the_answer_is_the_same(library: Library) -> None:
    with_accents = library.answer(QUESTION, date(2025, 1, 1))
    without = library.answer("huyen nao chua dat chi tieu nao", date(2025, 1, 1))
    assert without.rows == with_accents.rows


def test_the_scoreboard_tells_the_same(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board = ["--data", str(data / "demo"), "scoreboard"]
    assert run([*board, "-f", "json", "--period", "2024"]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    missed = [c["value"] for c in cells if "Lập Thạch" in c["locality"] and c["state"] == "missed"]
    assert sorted(missed) == [84.6, 97]
    assert run([*board, "--place", "Lập Thạch"]) == 0
    assert "2 chưa đạt" in capsys.readouterr().out
    assert run([*board, "--level", "thôn"]) == 0
    assert "Không có số liệu nào" in capsys.readouterr().out


def test_it_holds_the_sample_corpus_once_and_nothing_else(data: Path, library: Library) -> None:
    assert library.stats().documents == 10
    assert library.stats().sources == 10
    assert not (data / "store.sqlite").exists()  # the user's own store


def test_what_is_no_longer_in_the_sample_goes(data: Path, tmp_path: Path) -> None:
    old = tmp_path / "cu.txt"
    old.write_text("Huyện Lập Thạch chưa đạt 3 chỉ tiêu.", encoding="utf-8")
    assert run(["--data", str(data / "demo"), "ingest", str(old)]) == 0
    assert run(["--data", str(data), "demo", "--no-serve"]) == 0
    with Library(data / "demo") as library:
        assert library.find(str(old)) == []


def test_a_port_that_is_taken_is_told_with_the_way_out(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["--data", str(data), "demo", "--port", str(port)]) == 1
    told = capsys.readouterr()
    assert "Đáp:" in told.out  # the question is answered all the same
    assert told.err.count("\n") == 1
    assert f"127.0.0.1:{port}" in told.err
    assert "cổng đang có chương trình khác dùng" in told.err
    assert "--port" in told.err


def test_the_page_is_served_after_the_answer(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "--data", str(data)]
    with subprocess.Popen(
        [*command, "demo", "--port", str(port)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            told = next(line for line in process.stdout if "đang chạy" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+", told)
            assert address is not None
            asked = "/api/v1/answer?q=huyen+nao+chua+dat+chi+tieu+nao"
            with urllib.request.urlopen(address[0] + asked, timeout=30) as response:
                assert [row["value"] for row in json.load(response)["rows"]] == [97, 84.6]
        finally:
            process.terminate()
