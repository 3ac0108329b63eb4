"""Bulk runs: in order, nothing lost and nothing twice however the run goes."""

import csv
import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from made_files import docx, locked, old_word, page, pdf, tarred, zipped

from benchmarks.documents import document as made_up
from corpus import bulk_job
from corpus.bulk import LocalEngine, Summary, Watch, extract
from corpus.bulk_job import Batch
from corpus.errors import ReadError
from corpus.journal import Disk, Result, RunBusy, RunFull, RunUnwritable
from corpus.limits import Limits
from corpus.metadata import Metadata
from corpus.reading import ReadOptions
from corpus.sources import sources
from corpus.tables import Form
from nlp.document import Document
from nlp.facts import Figure, row

PLAIN = ReadOptions()
CSV = Form("csv")


class PlainEngine:
    """Reads batches in this process: one figure for each number in a text; `bad` is refused."""

    width = 3

    def __init__(self) -> None:
        self.read: list[str] = []
        self.break_before: str | None = None

    def run(self, batch: Batch, form: Form) -> list[Result]:
        return [self._one(item.name, item.data, item.error, form) for item in batch.items]

    def _one(self, name: str, data: bytes | None, error: ReadError | None, form: Form) -> Result:
        if self.break_before is not None and name >= self.break_before:
            raise RuntimeError("killed")
        self.read.append(name)
        if error is not None or data == b"bad":
            return Result(name, error=error or ReadError("binary", name))
        document = Document(text=(data or b"").decode(), source=name)
        rows = [
            row(Figure(start=n, end=n + 1, text=word, value=float(word)), document)
            for n, word in enumerate(document.text.split())
        ]
        return Result(name, zlib.compress(form.encode(document, rows)), len(rows), len(data or b""))

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_job, "BATCH_DOCUMENTS", 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    given = tmp_path / "vào"
    given.mkdir()
    for n in range(9):
        (given / f"{n}.txt").write_text("bad" if n in (3, 7) else f"{n} {n + 100}")
    return given


def run(
    given: Iterable[Any], out: Any, engine: Any = None, form: Form = CSV, options: ReadOptions = PLAIN
) -> Summary:
    found = sources([str(one) for one in given])
    return extract(((source, options) for source in found), out, form, engine or PlainEngine())


def column(out: Path, name: str) -> list[str]:
    with out.open(encoding="utf-8", newline="") as file:
        return [line[name] for line in csv.DictReader(file)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Order, keys, what lies beside


class Backwards(PlainEngine):
    """Lets the first batch wait until the second is through."""

    def __init__(self) -> None:
        super().__init__()
        self.second = threading.Event()

    def run(self, batch: Batch, form: Form) -> list[Result]:
        if batch.items[0].name.endswith("0.txt"):
            assert self.second.wait(30)
        found = super().run(batch, form)
        self.second.set()
        return found


def test_rows_come_in_the_order_of_input_whoever_is_done_first(tmp_path: Path, folder: Path) -> None:
    engine = Backwards()
    run([folder], tmp_path / "a.csv", engine)
    assert not engine.read[0].endswith("0.txt")
    wanted = [value for n in range(9) if n not in (3, 7) for value in (str(n), str(n + 100))]
    assert column(tmp_path / "a.csv", "text") == wanted


def test_what_is_refused_is_told_in_its_own_table_and_stops_nothing(tmp_path: Path, folder: Path) -> None:
    refused: list[str] = []
    found = sources([str(folder), "không-có.txt"])
    watch = Watch(refused=lambda error: refused.append(error.source))
    summary = extract(((s, PLAIN) for s in found), tmp_path / "a.csv", Form("csv"), PlainEngine(), watch)
    assert (summary.documents, summary.refused, summary.rows) == (7, 3, 14)
    assert summary.errors == tmp_path / "a.csv.errors.csv"
    bad = [f"{folder}/3.txt", f"{folder}/7.txt", "không-có.txt"]
    assert refused == column(summary.errors, "source") == bad
    assert column(summary.errors, "error") == ["binary", "binary", "missing"]
    assert column(summary.errors, "message")[2] == "không tìm thấy tệp"
    assert column(summary.errors, "what_to_do")[2] == "hãy kiểm tra lại đường dẫn"


def test_the_same_text_under_two_names_gives_rows_for_both(tmp_path: Path, folder: Path) -> None:
    (folder / "9.txt").write_text("0 100")
    run([folder], tmp_path / "a.csv")
    docs, given = column(tmp_path / "a.csv", "doc"), column(tmp_path / "a.csv", "source")
    assert docs[0] == docs[-1]
    assert (given[0], given[-1]) == (f"{folder}/0.txt", f"{folder}/9.txt")


def test_only_the_table_and_what_describes_it_are_left(tmp_path: Path, folder: Path) -> None:
    run([folder], tmp_path / "a.csv")
    assert names(tmp_path) == {"vào", "a.csv", "a.csv.datapackage.json", "a.csv.errors.csv"}


def test_files_of_an_earlier_run_do_not_outlive_it(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "a"
    run([folder], out)
    summary = run([folder / "0.txt"], out, form=Form("jsonl"))
    assert summary.errors is None
    assert names(tmp_path) == {"vào", "a", "a.datapackage.json"}
    assert '"format": "jsonl"' in (tmp_path / "a.datapackage.json").read_text()


def test_standard_output_gets_the_table_alone(tmp_path: Path, folder: Path) -> None:
    out = io.BytesIO()
    run([folder], out)
    run([folder], tmp_path / "a.csv")
    assert out.getvalue() == (tmp_path / "a.csv").read_bytes()


def test_no_source_at_all_gives_a_table_of_nothing(tmp_path: Path) -> None:
    summary = extract((), tmp_path / "a.csv", Form("csv"), PlainEngine())
    assert (summary.rows, summary.refused) == (0, 0)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"id,")


# Broken off and taken up again


@pytest.mark.parametrize("format", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_run_that_broke_off_goes_on_where_it_was(tmp_path: Path, folder: Path, format: str) -> None:
    whole, out = tmp_path / f"whole.{format}", tmp_path / f"out.{format}"
    run([folder], whole, form=Form(format))
    engine = PlainEngine()
    engine.width = 1
    engine.break_before = f"{folder}/6.txt"
    with pytest.raises(RuntimeError, match="killed"):
        run([folder], out, engine, Form(format))
    assert not out.exists()
    again = PlainEngine()
    summary = run([folder], out, again, Form(format))
    assert sorted(again.read) == [f"{folder}/{n}.txt" for n in (6, 7, 8)]
    assert summary.resumed == 6
    assert out.read_bytes() == whole.read_bytes()
    assert column(tmp_path / f"out.{format}.errors.csv", "source") == [f"{folder}/{n}.txt" for n in (3, 7)]
    assert f".out.{format}.work" not in names(tmp_path)


def broken_off(folder: Path, out: Path) -> None:
    engine = PlainEngine()
    engine.width = 1
    engine.break_before = f"{folder}/6.txt"
    with pytest.raises(RuntimeError, match="killed"):
        run([folder], out, engine)


def test_a_changed_file_is_read_anew_with_its_batch(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "a.csv"
    broken_off(folder, out)
    (folder / "2.txt").write_text("5")
    engine = PlainEngine()
    run([folder], out, engine)
    assert sorted(engine.read) == [f"{folder}/{n}.txt" for n in (2, 3, 6, 7, 8)]
    assert column(out, "text")[4:6] == ["5", "4"]


@pytest.mark.parametrize(
    "change",
    [
        {"options": ReadOptions(metadata=Metadata(published="2024"))},  # facts depend on the date
        {"form": Form("csv", guard=True)},  # the bytes depend on the form
        {"form": Form("csv", ("directive",))},
    ],
    ids=["metadata", "guard", "kind"],
)
def test_results_made_under_other_conditions_are_not_taken(
    tmp_path: Path, folder: Path, change: dict[str, Any]
) -> None:
    out = tmp_path / "a.csv"
    broken_off(folder, out)
    engine = PlainEngine()
    assert run([folder], out, engine, **change).resumed == 0
    assert len(engine.read) == 9


def test_results_of_another_extractor_are_not_taken(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(folder, tmp_path / "a.csv")
    monkeypatch.setattr("corpus.bulk.version", lambda: "later")
    assert run([folder], tmp_path / "a.csv").resumed == 0


@pytest.mark.parametrize("keep", [0, 10, -1], ids=["empty", "head", "all but a byte"])
def test_a_torn_batch_is_read_anew(tmp_path: Path, folder: Path, keep: int) -> None:
    out = tmp_path / "a.csv"
    broken_off(folder, out)
    torn = min((tmp_path / ".a.csv.work").glob("*.batch"))
    torn.write_bytes(torn.read_bytes()[:keep])
    assert run([folder], out).resumed == 4
    assert len(column(out, "text")) == 14


def test_two_runs_never_write_one_table(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "a.csv"

    class Meanwhile(PlainEngine):
        def run(self, batch: Batch, form: Form) -> list[Result]:
            with pytest.raises(RunBusy, match="một lệnh khác đang ghi"):
                run([folder], out)
            return super().run(batch, form)

    run([folder], out, Meanwhile())
    assert len(column(out, "text")) == 14


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(RunUnwritable, match="hãy kiểm tra đường dẫn"):
        run([folder], tmp_path / "nope" / "a.csv")


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_a_disk_that_fills_up_at_any_write_loses_nothing(
    tmp_path: Path, folder: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / f"whole.{format}", tmp_path / f"out.{format}"
    run([folder], whole, form=Form(format))
    real = Disk.write
    room = 0
    lock = threading.Lock()

    def write(self: Disk, data: Any) -> int:
        nonlocal room
        with lock:
            room -= 1
            if room < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, data) or 0

    monkeypatch.setattr(Disk, "write", write)
    for start in range(100):
        room = start
        with suppress(RunFull):
            run([folder], out, form=Form(format))
            break
        # What was half-written makes room again at once.
        left = names(tmp_path / f".out.{format}.work")
        assert all(name == "lock" or name.endswith(".batch") for name in left)
    assert start > 3
    assert out.read_bytes() == whole.read_bytes()
    assert f".out.{format}.work" not in names(tmp_path)


_READ = """
from benchmarks.documents import document
from nlp import Document, analyse, row
for n in range(20):
    text = Document(text=document(n), source=str(n))
    print([row(fact, text) for fact in analyse(text)])
"""


def test_no_order_of_a_set_decides_what_is_read() -> None:
    """Workers hash differently; what wins a tie must not depend on it."""
    root = Path(__file__).parent.parent
    found = [
        subprocess.run(
            [sys.executable, "-c", _READ], cwd=root, env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert found[0] == found[1]


# The command


def doichieu(*args: object, given: str = "", status: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "webapp.cli", *map(str, args)],
        input=given, capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bài viết")
    for n in range(70):
        text = (
            f"Năm 2024, huyện Lập Thạch đạt {n % 100},5% hồ sơ nộp trực tuyến.\nXã Sơn Lôi có {n} hộ nghèo.\n"
        )
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("nguyên")
    made = {}
    for format in ("csv", "xlsx", "jsonl"):
        doichieu("extract", texts, "-o", folder / f"a.{format}", "--jobs", 1)
        made[format] = (folder / f"a.{format}").read_bytes()
    return made


def test_the_number_of_jobs_changes_nothing(
    texts: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    doichieu("extract", texts, "-o", tmp_path / "a.csv", "--jobs", 3)
    assert (tmp_path / "a.csv").read_bytes() == undisturbed["csv"]
    assert len(set(column(tmp_path / "a.csv", "source"))) == 70


def test_lists_globs_and_standard_output(texts: Path, undisturbed: dict[str, bytes]) -> None:
    listed = "".join(f"{path}\n" for path in sorted(texts.iterdir()))
    done = doichieu("extract", "--list", "-", "-f", "csv", given=listed)
    assert done.stdout.encode() == undisturbed["csv"].replace(b"\r\n", b"\n")
    done = doichieu("extract", f"{texts}/*.txt", "-f", "jsonl", "-q")
    assert done.stdout.encode() == undisturbed["jsonl"]
    assert done.stderr == ""


def test_standard_input_is_a_document(texts: Path) -> None:
    done = doichieu(
        "extract", "-", "--published", "22/11/2024", given="Huyện Lập Thạch đạt 84,6% chỉ tiêu.\n"
    )
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert {fact["kind"] for fact in facts} == {"locality", "figure"}
    assert {fact["source"] for fact in facts} == {"-"}
    assert "Xong: 1 văn bản" in done.stderr


def test_archives_are_read_member_by_member(texts: Path, tmp_path: Path) -> None:
    inside = {f"năm/{path.name}": path.read_bytes() for path in sorted(texts.iterdir())[:3]}
    (tmp_path / "a.zip").write_bytes(zipped({**inside, "năm/ảnh.xyz": b"x"}))
    (tmp_path / "b.tar.gz").write_bytes(tarred(inside))
    out = tmp_path / "a.csv"
    done = doichieu("extract", tmp_path / "a.zip", tmp_path / "b.tar.gz", "-o", out, status=1)
    given = list(dict.fromkeys(column(out, "source")))
    assert given == [f"{tmp_path}/{a}!/{name}" for a in ("a.zip", "b.tar.gz") for name in inside]
    assert column(tmp_path / "a.csv.errors.csv", "source") == [f"{tmp_path}/a.zip!/năm/ảnh.xyz"]
    assert "1 nguồn bị bỏ qua, xem" in done.stderr
    one = doichieu("extract", f"{tmp_path}/a.zip!/năm/01.txt", "-f", "csv")
    assert one.stdout.count("a.zip!/năm/01.txt") > 0


def test_metadata_is_written_beside_each_fact(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "source,title,published\n00.txt,Tiêu đề một,2024-11-22\n", encoding="utf-8"
    )
    out = tmp_path / "a.csv"
    doichieu("extract", texts / "00.txt", texts / "01.txt", "--metadata", tmp_path / "m.csv", "-o", out)
    found = set(zip(column(out, "doc_title"), column(out, "doc_published"), strict=True))
    assert found == {("Tiêu đề một", "2024-11-22"), ("", "")}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "thiếu tham số NGUỒN"),
        (["-", "--list", "-"], "chỉ đọc được một lần"),
        (["a.txt", "--engine", "dask"], "cần --scheduler"),
        (["a.txt", "--scheduler", "tcp://x:1"], "cần --scheduler"),
        (["a.txt", "-f", "csv", "--kind", "figure", "--kind", "directive"], "mỗi bảng chỉ chứa một loại"),
        (["a.txt", "-f", "xlsx", "--bom"], "chỉ dùng với -f csv"),
        (["a.txt", "-o", "/"], "là thư mục"),
        (["a.txt", "--jobs", "0"], "--jobs"),
        (["a.txt", "-f", "ods"], "phải là một trong"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_status_2(args: list[str], told: str) -> None:
    done = doichieu("extract", *args, status=2)
    assert told in done.stderr.splitlines()[0]
    assert done.stdout == ""


def test_facts_of_the_store_are_the_table_that_extract_writes(texts: Path, tmp_path: Path) -> None:
    given = [texts / "00.txt", texts / "01.txt"]
    doichieu("--data", tmp_path / "kho", "ingest", *given)
    for name in ("a.csv", "a.jsonl", "a.parquet", "a.xlsx"):
        doichieu("extract", *given, "-o", tmp_path / name)
        doichieu("--data", tmp_path / "kho", "facts", "-o", tmp_path / f"kho-{name}")
        assert (tmp_path / f"kho-{name}").read_bytes() == (tmp_path / name).read_bytes()
    met = doichieu("--data", tmp_path / "kho", "facts", "--role", "target", "-f", "csv", "--delimiter", ";")
    assert met.stdout.startswith("id;doc;")


def test_a_document_that_takes_too_long_is_ended_and_told(texts: Path, tmp_path: Path) -> None:
    engine = LocalEngine(1, Limits(seconds=0.01))
    try:
        run([texts / "00.txt", "nope"], tmp_path / "a.csv", engine)
    finally:
        engine.close()
    assert column(tmp_path / "a.csv.errors.csv", "error") == ["timeout", "missing"]


# Killed, filled up, fed with rubbish


def killed(texts: Path, out: Path, seconds: float) -> bool:
    """Start a run and kill it after some time; False when it was through before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "extract", str(texts), "-o", str(out), "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def kills(texts: Path, wanted: dict[str, bytes], folder: Path, number: int, longest: float) -> None:
    rng = random.Random(5)
    for turn in range(number):
        format = ("csv", "xlsx", "jsonl")[turn % 3]
        out = folder / f"{turn}.{format}"
        while not killed(texts, out, rng.uniform(0.2, longest)):
            longest *= 0.8
        if turn % 2:
            killed(texts, out, rng.uniform(0.2, longest))  # a second time, on what the first had left
        doichieu("extract", texts, "-o", out, "--jobs", 2)
        assert out.read_bytes() == wanted[format]
    assert not [name for name in names(folder) if name.startswith(".")]


def test_killed_runs_end_with_the_same_bytes(
    texts: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    kills(texts, undisturbed, tmp_path, 3, 2.5)


def test_an_interrupted_run_says_so_and_can_be_taken_up(
    texts: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "a.csv"
    listed = [f"{path}\n" for path in sorted(texts.iterdir())]
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "extract", "--list", "-", "-o", str(out)],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write("".join(listed[:50]))  # its list is not at an end, so neither is the run
    process.stdin.flush()
    while not list((tmp_path / ".a.csv.work").glob("*.batch")):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, out.exists()) == (130, False)
    assert told.splitlines()[-1] == "Đã dừng; phần đã ghi vẫn còn nguyên."
    doichieu("extract", "--list", "-", "-o", out, given="".join(listed))
    assert out.read_bytes() == undisturbed["csv"]


def rubbish(folder: Path, number: int) -> set[str]:
    """Put files that can't be read into a folder: cut off, misnamed, noise, locked, bombs, empty."""
    rng = random.Random(7)
    good = docx("Huyện Lập Thạch đạt 84,6% chỉ tiêu.", *[f"Đoạn {n}" for n in range(200)])
    bomb = zipped({"word/document.xml": b" " * 40_000_000, "[Content_Types].xml": b"<x/>"})
    kinds = (
        lambda: (".docx", good[: rng.randint(100, len(good) - 100)]),  # cut off
        lambda: (".pdf", pdf(page("Lập Thạch"))[:-200].replace(b"endobj", b"")[:300]),
        lambda: (".txt", b"\x89PNG\r\n\x1a\n" + rng.randbytes(2000)),  # a wrong suffix
        lambda: (".txt", rng.randbytes(3000)),  # noise
        lambda: (".html", b"\x1f\x8b" + rng.randbytes(500)),
        lambda: (".doc", old_word(encrypted=True)),  # a password
        lambda: (".pdf", pdf(page("Lập Thạch"), encrypt=True)),
        lambda: (".docx", bomb),
        lambda: (".txt", b""),
        lambda: (".docx", zipped({"a.txt": b"x"})),  # a ZIP by another name
    )
    made = set()
    for n in range(number):
        suffix, data = kinds[n % len(kinds)]()
        path = folder / f"hỏng-{n:03}{suffix}"
        path.write_bytes(data)
        made.add(str(path))
    (folder / "khóa.zip").write_bytes(locked(zipped({"a.txt": b"Huyen Lap Thach"})))
    return made | {f"{folder}/khóa.zip!/a.txt"}


def among_rubbish(tmp_path: Path, good: int, bad: int, text: Any) -> None:
    folder = tmp_path / "lẫn lộn"
    folder.mkdir()
    for n in range(good):
        (folder / f"bài-{n:04}.txt").write_text(text(n), encoding="utf-8")
    doichieu("extract", folder, "-o", tmp_path / "good.csv")
    broken = rubbish(folder, bad)
    doichieu("extract", folder, "-o", tmp_path / "all.csv", status=1)
    assert set(column(tmp_path / "all.csv.errors.csv", "source")) == broken
    assert (tmp_path / "all.csv").read_bytes() == (tmp_path / "good.csv").read_bytes()


def test_broken_files_among_good_ones_change_nothing_for_these(tmp_path: Path) -> None:
    among_rubbish(tmp_path, 40, 20, lambda n: f"Năm 2024, xã Sơn Lôi đạt {n},5% kế hoạch.\n")


@pytest.mark.long
def test_two_hundred_broken_files_among_two_thousand(tmp_path: Path) -> None:
    among_rubbish(tmp_path, 1800, 200, lambda n: f"Năm 2024, xã Sơn Lôi đạt {n % 100},5% kế hoạch số {n}.\n")


@pytest.mark.long
def test_twenty_kills(tmp_path: Path) -> None:
    texts = tmp_path / "vào"
    texts.mkdir()
    for n in range(300):
        (texts / f"{n:03}.txt").write_text(made_up(n), encoding="utf-8")
    whole, out = tmp_path / "nguyên", tmp_path / "ra"  # equally deep, since links are relative
    whole.mkdir()
    out.mkdir()
    wanted = {}
    for format in ("csv", "xlsx", "jsonl"):
        doichieu("extract", texts, "-o", whole / f"a.{format}", "--jobs", 2)
        wanted[format] = (whole / f"a.{format}").read_bytes()
    kills(texts, wanted, out, 20, 12.0)


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="needs root to mount a small disk")
def test_a_real_disk_that_is_full(texts: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    disk = tmp_path / "đĩa"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        done = doichieu("extract", texts, "-o", disk / "a.csv", status=1)
        assert "đã đầy; hãy giải phóng chỗ" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        doichieu("extract", texts, "-o", disk / "a.csv")
        assert (disk / "a.csv").read_bytes() == undisturbed["csv"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)
