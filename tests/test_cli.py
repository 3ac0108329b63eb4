"""The command line: what it prints, where, and with which exit status."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import COMMANDS, OK, REFUSED, USAGE, cli, run

TEXT = "Tính đến tháng 11/2024, huyện Lập Thạch hoàn thành 13/15 chỉ tiêu. Tỷ lệ hồ sơ trực tuyến đạt 84,6%."


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has its own data directory."""
    monkeypatch.setenv("DOICHIEU_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "bài viết"
    folder.mkdir()
    (folder / "một.txt").write_text(TEXT, encoding="utf-8")
    (folder / "hai.txt").write_text("Xã Sơn Lôi có 12 trường đạt chuẩn, bằng 100%.", encoding="utf-8")
    return folder


@pytest.fixture
def filled(given: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["ingest", str(given)]) == OK
    capsys.readouterr()
    return given


def shell(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "webapp.cli", *args],
        capture_output=True,
        env=os.environ | env,
        check=False,
    )


class TestIngest:
    """Reading into the store."""

    def test_reports_each_file_and_the_whole(self, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["ingest", str(given)]) == OK
        told = capsys.readouterr()
        assert re.search(r"đã đọc .*hai\.txt \[[0-9a-f]{16}\]", told.out)
        assert told.out.endswith("Xong: 2 văn bản mới, 0 cập nhật, 0 đã có, 0 bị bỏ qua.\n")
        assert told.err == ""

    def test_again_changes_nothing(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["ingest", str(filled)]) == OK
        assert "Xong: 0 văn bản mới, 0 cập nhật, 2 đã có" in capsys.readouterr().out

    def test_what_is_refused_is_told_and_the_rest_done(
        self, given: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (given / "rỗng.txt").write_bytes(b"")
        assert run(["ingest", str(given), str(given / "không có.txt")]) == REFUSED
        told = capsys.readouterr()
        assert [line.split(":")[0].rsplit("/")[-1] for line in told.err.splitlines()] == [
            "rỗng.txt",
            "không có.txt",
        ]
        assert "2 văn bản mới" in told.out
        assert "2 bị bỏ qua" in told.out

    def test_options_win_over_the_sheet(self, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
        sheet = given / "sheet.csv"
        sheet.write_text("source,title,published\nmột.txt,Theo bảng,2024-11-22\n", encoding="utf-8")
        assert run(["ingest", str(given), "--metadata", str(sheet), "--title", "Theo lệnh"]) == OK
        capsys.readouterr()
        assert run(["docs", "-f", "jsonl"]) == OK
        documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(d["title"], d["published"]) for d in documents] == [
            ("Theo lệnh", None),
            ("Theo lệnh", "2024-11-22"),
        ]

    def test_standard_input(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "webapp.cli", "ingest", "-"],
            input=TEXT.encode(),
            capture_output=True,
            check=True,
        )
        assert "đã đọc - [" in done.stdout.decode()

    @pytest.mark.parametrize(
        ("args", "line"),
        [
            (["--published", "hôm qua"], "Lỗi: ngày 'hôm qua' không hợp lệ"),
            (["--metadata", "không có.csv"], "không tìm thấy tệp"),
        ],
    )
    def test_wrong_metadata_reads_nothing(
        self, given: Path, args: list[str], line: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["ingest", str(given), *args]) == REFUSED
        told = capsys.readouterr()
        assert line in told.err
        assert told.out == ""


class TestReading:
    """What the store holds."""

    def test_docs(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["docs"]) == OK
        lines = capsys.readouterr().out.splitlines()
        assert [line.rsplit("/")[-1] for line in lines] == ["hai.txt)", "một.txt)"]

    def test_facts_quote_the_text(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["facts", "--kind", "figure", "--unit", "%"]) == OK
        facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {fact["value"] for fact in facts} == {84.6, 100}
        for fact in facts:
            text = Path(fact["source"]).read_text(encoding="utf-8")
            assert text[fact["start"] : fact["end"]] == fact["text"]

    def test_facts_into_a_file(
        self, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["facts"]) == OK
        assert run(["facts", "-o", str(tmp_path / "out.jsonl")]) == OK
        assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == capsys.readouterr().out

    def test_search(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["search", "lap", "thach"]) == OK
        told = capsys.readouterr().out
        assert told.startswith("Có phải bạn muốn tìm: lập thạch\n1. Tính đến")
        assert run(["search", "-f", "json", "84,6%"]) == OK
        found = json.loads(capsys.readouterr().out)
        (hit,) = found["hits"]
        assert [TEXT[s["start"] : s["end"]] for s in hit["highlights"]] == ["84,6%"]
        assert run(["search", "hoàn toàn", "không"]) == OK

    def test_search_leaves_words_out_after_two_dashes(
        self, filled: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["search", "--", "đạt", "-trường"]) == OK
        assert "Sơn Lôi" not in capsys.readouterr().out

    def test_stats(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["stats", "-f", "json"]) == OK
        stats = json.loads(capsys.readouterr().out)
        assert (stats["documents"], stats["sources"], stats["characters"]) == (2, 2, len(TEXT) + 45)
        assert run(["stats"]) == OK
        assert re.search(r"^Văn bản +2$", capsys.readouterr().out, re.MULTILINE)

    def test_ask(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert (
            run(["ask", "Lập Thạch hoàn thành bao nhiêu chỉ tiêu?", "-f", "json", "--today", "2024-12-31"])
            == OK
        )
        answer = json.loads(capsys.readouterr().out)
        assert answer["question"] == "Lập Thạch hoàn thành bao nhiêu chỉ tiêu?"
        for evidence in answer["evidence"]:
            text = Path(evidence["source"]).read_text(encoding="utf-8")
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert run(["ask", "Lập Thạch hoàn thành bao nhiêu chỉ tiêu?"]) == OK

    def test_ask_a_list(self, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        sheet, out = tmp_path / "hoi.csv", tmp_path / "ra.csv"
        sheet.write_text("id;question\n=1+1;Lập Thạch hoàn thành bao nhiêu chỉ tiêu?\n2;\n", encoding="utf-8")
        assert run(["ask", "--batch", str(sheet), "-o", str(out), "--guard"]) == REFUSED
        lines = out.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("id;question;answer_kind;")  # a CSV by its name, apart as the list is
        assert lines[1].startswith("'=1+1;")
        assert lines[2].startswith('2;;error;"câu hỏi đang trống;')
        assert "1 dòng không có câu hỏi" in capsys.readouterr().err
        assert run(["ask", "--batch", str(sheet), "-f", "csv", "--delimiter", "|"]) == REFUSED
        assert capsys.readouterr().out.startswith("id|question|")

    def test_remove(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["remove", str(filled / "hai.txt"), "khong-co"]) == REFUSED
        told = capsys.readouterr()
        assert told.out.startswith("đã bỏ ")
        assert "khong-co: không có trong kho" in told.err
        assert run(["docs"]) == OK
        assert "hai.txt" not in capsys.readouterr().out
        assert run(["search", "Sơn Lôi"]) == OK
        assert "Không tìm thấy câu nào." in capsys.readouterr().out

    def test_reindex(self, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["reindex"]) == OK
        assert capsys.readouterr().out == "Đã dựng lại chỉ mục cho 2 văn bản.\n"

    def test_facts_of_an_older_extractor(
        self, filled: Path, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["facts"]) == OK
        before = capsys.readouterr().out
        connection = sqlite3.connect(data / "store.sqlite")
        with connection:
            connection.execute("UPDATE documents SET extractor = 'older'")
            connection.execute("DELETE FROM facts")
            connection.execute("UPDATE properties SET value = value + 1 WHERE name = 'generation'")
        connection.close()
        assert run(["stats"]) == OK
        assert re.search(r"cần trích lại .* 2$", capsys.readouterr().out, re.MULTILINE)
        assert run(["reindex", "--facts"]) == OK
        assert capsys.readouterr().out.startswith("Đã trích lại 2 văn bản.\n")
        assert run(["facts"]) == OK
        assert capsys.readouterr().out == before


class TestUsage:
    """Wrong usage is told in one Vietnamese line, with exit status 2."""

    @pytest.mark.parametrize(
        ("args", "line"),
        [
            (["ingets"], "không có lệnh “ingets”. Có phải ý bạn là “ingest”?"),
            (["ingest"], "thiếu tham số NGUỒN.\n"),
            (["docs", "--nope"], "không có tùy chọn --nope"),
            (["docs", "-f", "xml"], "tùy chọn --format phải là một trong: text, jsonl."),
            (["search", "a", "-n", "0"], "tùy chọn --limit phải là số nguyên từ 1 đến 1000."),
            (["facts", "--confidence", "2"], "tùy chọn --confidence phải là số từ 0 đến 1."),
            (["facts", "--data", "kho"], "--data đặt trước tên lệnh"),
            (["facts", "--period", "hôm qua"], "kỳ phải có dạng"),
            (["ask", "gì", "--period", "tháng 11"], "kỳ phải có dạng"),  # of which year?
            (["scoreboard", "--period", "2024-13"], "kỳ phải có dạng"),
            (["facts", "-o", "bảng.pdf"], "không rõ dạng của tệp “.pdf”"),  # was JSONL under a wrong name
            (["extract", "a.txt", "-o", "bảng.xls"], "không rõ dạng của tệp “.xls”"),
            (["facts", "-f", "csv", "-o", os.sep], "là thư mục"),
            (["docs", "extra"], "thừa tham số extra"),
            (["ask", "gì", "--today", "mai"], "ngày phải có dạng 2024-12-31"),
            (["ask", " ? "], "câu hỏi đang trống"),
            (["ask", "gì", "--guard"], "chỉ dùng với --batch"),
            (["ask", "--batch", "hoi.csv", "-o", "ra.xlsx"], "chỉ có dạng jsonl hoặc csv"),
            (["ask", "--batch", "hoi.csv", "-f", "jsonl", "--bom"], "chỉ dùng với -f csv"),
            (["facts", "--kind"], "tùy chọn --kind cần một giá trị"),
        ],
    )
    def test_wrong(self, args: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(args) == USAGE
        told = capsys.readouterr()
        assert line in told.err
        assert told.out == ""
        assert re.search(r"[A-Za-z]+ --help", told.err)

    def test_no_command_gives_the_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run([]) == USAGE
        assert "Cách dùng: doichieu" in capsys.readouterr().err

    def test_a_data_directory_that_cannot_be(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "file").write_text("")
        assert run(["--data", str(tmp_path / "file" / "sub"), "docs"]) == REFUSED
        assert "Không mở được kho dữ liệu" in capsys.readouterr().err


class TestOutput:
    """Where output goes, and what is told when it can't."""

    def test_a_period_in_words_is_the_same_as_in_edtf(
        self, filled: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        said = []
        for period in ("2024-11", "tháng 11/2024", "thang 11 nam 2024"):
            assert run(["facts", "--kind", "figure", "--period", period]) == OK
            said.append(capsys.readouterr().out)
        assert said[0].count("\n") > 0
        assert said[0] == said[1] == said[2]

    @pytest.mark.parametrize("command", ["ask gì", "search gì", "facts", "scoreboard", "docs", "stats"])
    def test_an_empty_store_is_told(self, command: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(command.split()) == OK
        assert "chưa có văn bản nào; hãy nạp bằng: doichieu ingest" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["facts -f csv -o", "extract {given} -f csv -o"])
    def test_what_is_no_file_is_not_replaced(
        self, filled: Path, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        # A table is renamed to its place, which would take a pipe or /dev/null away.
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        args = [filled.as_posix() if arg == "{given}" else arg for arg in command.split()]
        assert run([*args, str(pipe)]) == REFUSED
        assert "không phải tệp thông thường" in capsys.readouterr().err
        assert pipe.is_fifo()

    def test_a_link_stays_and_its_target_gets_the_table(self, filled: Path, tmp_path: Path) -> None:
        (tmp_path / "real.csv").write_text("old")
        (tmp_path / "link.csv").symlink_to("real.csv")
        assert run(["facts", "-o", str(tmp_path / "link.csv")]) == OK
        assert (tmp_path / "link.csv").is_symlink()
        assert (tmp_path / "real.csv").read_text().startswith("id,")

    @pytest.mark.parametrize("args", [["ask", "--batch", "{sheet}", "-o"], ["explain", "{sheet}", "-o"]])
    def test_where_nothing_can_be_written_is_told_in_vietnamese(
        self, args: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sheet = tmp_path / "q.csv"
        sheet.write_text("question\nhuyện nào chưa đạt?\n")
        out = str(tmp_path / "nowhere" / "x.csv")
        assert run([str(sheet) if a == "{sheet}" else a for a in args] + [out]) == REFUSED
        assert f"{out}: không ghi được (không có đường dẫn này)" in capsys.readouterr().err

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
    @pytest.mark.parametrize("command", ["--help", "facts", "ask gì"])
    def test_a_full_disk_is_one_line(self, filled: Path, command: str) -> None:
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "webapp.cli", *command.split()],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == REFUSED
        assert done.stderr.decode().count("\n") == 1
        assert "ổ đĩa đã đầy" in done.stderr.decode()


class TestHelp:
    """Every command has help in Vietnamese; the table costs no imports."""

    @pytest.mark.parametrize("name", [name for name in COMMANDS if name != "demo"])
    def test_each_command_has_help(self, name: str) -> None:
        told = CliRunner().invoke(cli, [name, "--help"]).output
        assert told.startswith("Cách dùng: ")
        assert "Hiện hướng dẫn này rồi thoát." in told
        listed = told.split("Tùy chọn:\n")[1]
        assert all(line.startswith(("  -", "     ")) for line in listed.splitlines())  # no arguments
        assert not re.search(r"\b(Usage|Options|Show this|required|default)\b", told)

    def test_help_lists_all_commands_and_imports_none(self) -> None:
        done = shell("--help")
        told = done.stdout.decode()
        assert all(re.search(rf"^  {name} ", told, re.MULTILINE) for name in COMMANDS)
        heavy = "import sys, webapp.cli; print([m for m in sys.modules if m.split('.')[0] in " + repr(
            ["sqlalchemy", "numpy", "spacy", "whoosh", "flask", "corpus", "index", "nlp"]
        )
        checked = subprocess.run(
            [sys.executable, "-c", heavy + "]); webapp.cli.run(['--help'])"], capture_output=True, check=True
        )
        assert checked.stdout.decode().startswith("[]\n")

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--version"]) == OK
        assert re.fullmatch(r"doichieu \d+\.\d+\.\d+\n", capsys.readouterr().out)


class TestStreams:
    """Output is UTF-8 whatever the locale, and a reader that goes away is no error."""

    @pytest.mark.parametrize(
        "locale", [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}]
    )
    def test_utf_8_in_any_locale(self, filled: Path, locale: dict[str, str]) -> None:
        done = shell("search", "lập thạch", **locale)
        assert done.returncode == OK
        assert "huyện Lập Thạch" in done.stdout.decode("utf-8")

    def test_help_survives_an_ascii_terminal(self) -> None:
        done = shell("--help", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
        assert "Đối Chiếu" in done.stdout.decode("utf-8")

    def test_a_broken_pipe_is_quiet(self, filled: Path) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "webapp.cli", "facts"],
                stdout=writer,
                stderr=subprocess.PIPE,
                check=False,
            )
        finally:
            os.close(writer)
        assert done.stderr == b""
        assert done.returncode == OK
