"""The sandboxed worker: what runs in it can't hurt the caller, and a new one stands in for it."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sandbox_jobs as jobs
from made_files import docx

from corpus.errors import ReadError
from corpus.limits import MB, Limits
from corpus.reading import ReadOptions, Source, read_source
from corpus.sandbox import Sandbox

TESTS = Path(__file__).parent
QUICK = Limits(seconds=1.0, file_bytes=MB, open_files=64)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(QUICK) as found:
        yield found


def ended(pid: int, seconds: float = 20.0) -> bool:
    """Whether a process that is no child of ours ends in time."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)


def test_a_job_gives_its_result_back(sandbox: Sandbox) -> None:
    assert sandbox.call(jobs.add, 2, 3) == 5


def test_one_process_does_many_jobs(sandbox: Sandbox) -> None:
    assert sandbox.call(jobs.pid) == sandbox.call(jobs.pid) != os.getpid()


@pytest.mark.parametrize(
    ("job", "kind"),
    [
        (jobs.hang, "timeout"),  # a loop that holds the interpreter lock
        (jobs.eat_memory, "memory"),
        (jobs.kill_itself, "crashed"),
        (jobs.leave, "crashed"),
        (jobs.refuse, "empty"),  # errors of reading come through as they are
        (jobs.fail, "failed"),
        (jobs.unspeakable, "failed"),  # a result that JSON can't carry
    ],
)
def test_whatever_happens_is_one_error_and_the_next_job_runs(
    sandbox: Sandbox, job: object, kind: str
) -> None:
    with pytest.raises(ReadError) as caught:
        sandbox.call(job)
    assert caught.value.kind == kind
    assert "\n" not in str(caught.value)
    assert sandbox.call(jobs.add, 1, 1) == 2


def test_a_worker_killed_between_jobs_is_replaced_without_a_word(sandbox: Sandbox) -> None:
    before = sandbox.call(jobs.pid)
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert sandbox.call(jobs.pid) != before


def test_what_a_job_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with Sandbox(QUICK) as sandbox:
        with pytest.raises(ReadError, match="quá 1 giây"):
            sandbox.call(jobs.leave_a_child_and_hang, str(note))
        assert ended(int(note.read_text(encoding="ascii")))


def test_the_worker_has_no_standard_input_and_no_files_of_ours(sandbox: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="ascii")
    with secret.open(encoding="ascii") as file:
        os.set_inheritable(file.fileno(), True)
        with Sandbox(QUICK) as fresh:
            assert fresh.call(jobs.standard_input) == ""
            assert str(secret) not in fresh.call(jobs.open_files)


def test_the_worker_may_not_write_large_files_nor_open_many(sandbox: Sandbox, tmp_path: Path) -> None:
    assert sandbox.call(jobs.write, str(tmp_path / "small"), 1000) == 1000
    with pytest.raises(ReadError) as caught:
        sandbox.call(jobs.write, str(tmp_path / "large"), 2 * MB)
    assert caught.value.kind == "failed"
    assert sandbox.call(jobs.open_many, 200) < 64


def test_large_jobs_and_answers_pass(sandbox: Sandbox) -> None:
    text = "ế" * 3_000_000
    assert sandbox.call(jobs.echo, text) == text


def test_threads_share_one_worker(sandbox: Sandbox) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(sandbox.call(jobs.add, n, 0))) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(12))


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(os.listdir("/proc/self/fd"))
    pids = []
    for _ in range(3):
        with Sandbox(QUICK) as sandbox:
            pids.append(sandbox.call(jobs.pid))
            with suppress(ReadError):
                sandbox.call(jobs.kill_itself)
            pids.append(sandbox.call(jobs.pid))
    assert set(os.listdir("/proc/self/fd")) == before
    assert list(tmp_path.iterdir()) == []
    for pid in pids:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_a_forgotten_sandbox_ends_its_worker() -> None:
    sandbox = Sandbox(QUICK)
    pid = sandbox.call(jobs.pid)
    del sandbox
    assert ended(pid)


@pytest.mark.parametrize("job", ["add, 1, 2", "hang"])
def test_the_worker_ends_when_its_owner_is_killed(job: str) -> None:
    """Also in the middle of a job that never ends."""
    code = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r}); import threading, sandbox_jobs as jobs\n"
        "from corpus.sandbox import Sandbox\n"
        "from corpus.limits import Limits\n"
        "s = Sandbox(Limits(seconds=1000)); print(s.call(jobs.pid), flush=True)\n"
        f"s.call(jobs.{job}); sys.stdin.read()\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    assert ended(pid)


def test_reading_and_extracting_give_what_they_give_here(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Năm 2024, huyện Lập Thạch đạt 84,6% so với chỉ tiêu giao.\r\n", encoding="utf-8-sig")
    here = read_source(Source(str(path)), ReadOptions())
    assert sandbox.read(path) == here
    with Sandbox() as patient:  # the first analysis loads spaCy
        document, rows = patient.extract(path)
    assert document == here
    assert document.text == "Năm 2024, huyện Lập Thạch đạt 84,6% so với chỉ tiêu giao.\n"
    assert all(document.text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert {row["source"] for row in rows} <= {str(path)}


def test_data_at_hand_needs_no_file(sandbox: Sandbox) -> None:
    document = sandbox.read(Source("báo cáo.docx", docx("Huyện Tam Dương")))
    assert (document.source, document.text) == ("báo cáo.docx", "Huyện Tam Dương")


def test_errors_name_their_source(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        sandbox.read(tmp_path / "không có.txt")
    assert caught.value.source == str(tmp_path / "không có.txt")
    assert str(caught.value).startswith(str(tmp_path))
