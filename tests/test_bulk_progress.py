"""How far a bulk run is: a bar on a terminal, plain lines elsewhere, and a summary that can be read aloud."""

import io
from pathlib import Path

import pytest
from made_files import zipped

from corpus.bulk import Summary
from corpus.errors import ReadError
from corpus.sources import sources
from webapp import bulk_progress
from webapp.bulk_progress import Progress, count, summed_up


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_elsewhere_a_plain_line_comes_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 4.0, 11.0, 11.0, 15.0])
    monkeypatch.setattr(bulk_progress, "monotonic", lambda: next(clock))
    progress = Progress(12_345)
    for _ in range(3):
        progress.done(600)
    progress.close()
    assert capsys.readouterr().err == "… 1.200/12.345 văn bản\n"


def test_a_terminal_gets_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    progress = Progress(40)
    progress.done(10)
    progress.refused(ReadError("empty", "a.txt"), "x.errors.csv")
    progress.close()
    assert "/40" in screen.getvalue()
    assert "bỏ qua a.txt: tệp rỗng; hãy kiểm tra lại bản gốc\n" in screen.getvalue()
    assert screen.getvalue().endswith("\r")


@pytest.mark.parametrize(("where", "lines"), [("x.errors.csv", 21), (None, 30)])
def test_after_twenty_refusals_only_the_file_tells_the_rest(
    where: str | None, lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress(None, quiet=True)
    for n in range(30):
        progress.refused(ReadError("empty", f"{n}.txt"), where)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == lines
    assert ("còn nữa, xem tất cả trong x.errors.csv" in told[-1]) == (where is not None)


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_progress, "EVERY", 0.0)
    Progress(3, quiet=True).done(3)
    assert capsys.readouterr().err == ""


def test_the_total_is_told_only_where_it_is_known_without_reading(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text("Lập Thạch")
    assert count(sources([tmp_path, "không-có"])) == 4
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"x"}))
    assert count(sources([tmp_path])) is None


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (
            Summary(documents=1000, rows=12_345, size=9_000_000, seconds=20.2),
            "Xong: 1.000 văn bản, 12.345 sự kiện vào a.csv, 20 giây (446 KB/giây).",
        ),
        (
            Summary(documents=1, refused=2, rows=3, resumed=1, errors=Path("a.csv.errors.csv"), seconds=1.0),
            "Xong: 1 văn bản, 3 sự kiện vào a.csv, 1 giây (0 KB/giây); 1 nguồn lấy lại từ lần chạy trước; "
            "2 nguồn bị bỏ qua, xem a.csv.errors.csv.",
        ),
    ],
)
def test_the_summary_says_what_became_of_everything(summary: Summary, line: str) -> None:
    assert summed_up(summary, "a.csv") == line
