"""Tables say the same in every form, and every program that people use reads them back."""

import csv
import errno
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from table_samples import ABOUT, DIRECTIVE, OTHER, ROWS, figure

from corpus import xlsx
from corpus.journal import Disk, RunFull
from corpus.table_columns import DOCUMENT_COLUMNS, cells, document_cells, object_columns, table_columns
from corpus.table_file import write_table
from corpus.tables import Form, TableError
from nlp.document import Document
from nlp.facts import KINDS

DOCS = Path(__file__).parent.parent / "docs" / "tables.md"
DOCUMENTS = [(ABOUT, [*ROWS, DIRECTIVE]), (OTHER, [])]
NAMES = [column.name for column in table_columns("figure")]
WANTED = [cells(row, document_cells(ABOUT), "figure") for row in ROWS]


def written(tmp_path: Path, form: Form, documents: Any = DOCUMENTS) -> Path:
    out = tmp_path / f"bảng.{form.format}"
    write_table(out, form, documents)
    return out


def table(out: Path, **how: Any) -> list[list[str]]:
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, **how))


# What stands in a table


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_a_title_a_description_and_an_ascii_name(kind: str) -> None:
    for column in table_columns(kind):
        assert column.title
        assert column.description.endswith(".")
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)


@pytest.mark.parametrize("kind", KINDS)
def test_columns_stand_in_the_documented_order(kind: str) -> None:
    part = DOCS.read_text(encoding="utf-8").partition(f"\n## {kind}\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| (\w+) \|", part, re.MULTILINE)
    assert told == [(column.name, column.type) for column in table_columns(kind)]


def test_a_row_can_be_traced_without_the_rest() -> None:
    assert NAMES[-len(DOCUMENT_COLUMNS) :] == list(DOCUMENT_COLUMNS)
    assert WANTED[0][-len(DOCUMENT_COLUMNS) :] == [
        ABOUT.title, "06", ABOUT.issuer, ABOUT.publisher, "2024-11-22", ABOUT.url, ABOUT.sha256,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (0, "value", "84.6"),  # plain, with a point
        (0, "value_max", ""),  # unknown is empty
        (0, "items", ""),  # so is a list of nothing
        (1, "text", "10/12"),  # as written
        (3, "value", "2000000000000"),  # no exponent
        (6, "value", "150000000000000000"),  # also beyond what floats count exactly
        (9, "value", "0.0000001"),  # also when small
        (6, "cues", "phấn đấu; đến năm"),  # a list is one cell
        (7, "items", 'xã A; xã "B", C'),  # of its words
        (8, "value", "1234567.8912345"),  # nothing rounded
        (9, "sentence", "  có khoảng trắng  "),  # nothing stripped
        (0, "doc_published", "2024-11-22"),  # dates ISO
        (0, "doc_number", "06"),
    ],
)
def test_csv_writes_cells_plainly(tmp_path: Path, row: int, column: str, cell: str) -> None:
    assert table(written(tmp_path, Form("csv")))[1 + row][NAMES.index(column)] == cell


def test_csv_keeps_to_rfc_4180(tmp_path: Path) -> None:
    data = written(tmp_path, Form("csv")).read_bytes()
    assert data.startswith(b"id,doc,source,kind,start,end,text,")
    assert data.endswith(b"\r\n")
    assert b'"Ket' not in data
    assert '"Kết quả ""số hóa""; đợt 1"'.encode() in data
    assert '"dòng 1\ndòng 2\n\tba"'.encode() in data
    assert len(set(map(len, table(tmp_path / "bảng.csv")))) == 1


def test_csv_for_excel_begins_with_a_bom_and_may_have_semicolons(tmp_path: Path) -> None:
    out = written(tmp_path, Form("csv", bom=True, delimiter=";"))
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid;doc;")
    assert table(out, delimiter=";")[1][1:] == table(written(tmp_path, Form("csv")))[1][1:]


def test_a_guard_stands_before_text_that_could_be_a_formula_and_never_before_numbers(tmp_path: Path) -> None:
    guarded = table(written(tmp_path, Form("csv", guard=True)))
    plain = table(written(tmp_path, Form("csv")))
    texts = {n for n, column in enumerate(table_columns("figure")) if column.type == "string"}
    for mine, theirs in zip(guarded[1:], plain[1:], strict=True):
        for n, (a, b) in enumerate(zip(mine, theirs, strict=True)):
            dangerous = n in texts and b.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert a == ("'" + b if dangerous else b)
    assert guarded[6][NAMES.index("text")] == "'-5"
    assert guarded[6][NAMES.index("value")] == "-5"


def test_jsonl_holds_all_kinds_as_flat_objects_in_their_order() -> None:
    out = io.BytesIO()
    write_table(out, Form("jsonl"), DOCUMENTS)
    assert [json.loads(line) for line in out.getvalue().decode().splitlines()] == [*ROWS, DIRECTIVE]


def test_jsonl_may_be_held_to_some_kinds() -> None:
    out = io.BytesIO()
    write_table(out, Form("jsonl", ("directive", "statement")), DOCUMENTS)
    assert [json.loads(line)["kind"] for line in out.getvalue().splitlines()] == ["directive"]


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_no_number_is_unknown(bad: float) -> None:
    row = figure(value=bad)
    assert json.loads(Form("jsonl").encode(ABOUT, [row]))["value"] is None
    assert cells(row, document_cells(ABOUT), "figure")[NAMES.index("value")] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "ods"},
        {"format": "csv", "kinds": ("figure", "directive")},  # one table, one kind
        {"format": "csv", "kinds": ("fact",)},
        {"format": "xlsx", "bom": True},
        {"format": "parquet", "guard": True},
        {"format": "jsonl", "delimiter": ";"},
        {"format": "csv", "delimiter": ";;"},
        {"format": "csv", "delimiter": '"'},
        {"format": "csv", "delimiter": "\n"},
        {"format": "csv", "delimiter": "1"},
    ],
)
def test_a_form_that_makes_no_sense_is_refused_with_a_way_out(wrong: dict[str, Any]) -> None:
    with pytest.raises(TableError, match=r"hãy|chỉ dùng|phải là"):
        Form(**wrong)


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet", "jsonl"])
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, format: str) -> None:
    first = written(tmp_path, Form(format)).read_bytes()
    assert written(tmp_path, Form(format)).read_bytes() == first


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet", "jsonl"])
def test_a_name_that_is_no_utf8_does_no_harm(tmp_path: Path, format: str) -> None:
    about = Document(text="Đạt 5%.", source="tin-\udce9.txt")
    out = written(tmp_path, Form(format), [(about, [figure() | {"source": about.source}])])
    assert out.stat().st_size > 0


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet", "jsonl"])
def test_a_full_disk_leaves_the_old_table_and_nothing_else(
    tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / f"bảng.{format}"
    out.write_text("cũ")

    def full(self: Disk, data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Disk, "write", full)
    with pytest.raises(RunFull, match="đã đầy; hãy giải phóng chỗ"):
        write_table(out, Form(format), DOCUMENTS)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text() == "cũ"


# XLSX


def sheet_xml(out: Path, n: int = 1) -> str:
    with zipfile.ZipFile(out) as file:
        return file.read(f"xl/worksheets/sheet{n}.xml").decode()


def test_xlsx_cells_have_types_so_that_no_locale_retypes_them(tmp_path: Path) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(written(tmp_path, Form("xlsx"))).active
    assert sheet is not None
    for n, wanted in enumerate(WANTED, 2):
        for m, (cell, column) in enumerate(zip(wanted, table_columns("figure"), strict=True), 1):
            found = sheet.cell(n, m)
            if cell is None:
                assert found.value is None
            else:
                assert found.data_type == ("s" if column.type == "string" else "n")
                assert found.value == cell


def test_xlsx_has_a_frozen_header_filters_and_links(tmp_path: Path) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(written(tmp_path, Form("xlsx"))).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(len(ROWS) + 1, len(NAMES)).coordinate}"
    source, url = (sheet.cell(2, NAMES.index(name) + 1).hyperlink for name in ("source", "doc_url"))
    assert source is not None
    assert url is not None
    assert url.target == ABOUT.url
    assert Path(source.target.replace("\\", "/")).name == "lập%20thạch.txt"


def test_links_beyond_what_excel_takes_become_formulas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    monkeypatch.setattr(xlsx, "NATIVE_LINKS", 3)
    out = written(tmp_path, Form("xlsx"))
    column = NAMES.index("doc_url") + 1
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.cell(5, column).value == f'=HYPERLINK("{ABOUT.url}","{ABOUT.url}")'
    computed = openpyxl.load_workbook(out, data_only=True).active
    assert computed is not None
    assert computed.cell(5, column).value == ABOUT.url


def test_rows_that_one_sheet_cannot_hold_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pandas

    monkeypatch.setattr(xlsx, "SHEET_ROWS", 5)
    out = written(tmp_path, Form("xlsx"))
    sheets = pandas.read_excel(out, sheet_name=None)
    assert {name: len(sheet) for name, sheet in sheets.items()} == {"figure": 4, "figure 2": 4, "figure 3": 2}
    assert [s for sheet in sheets.values() for s in sheet["start"]] == [row["start"] for row in ROWS]
    assert valid(out)


def test_a_cell_longer_than_excel_takes_is_cut_and_told(tmp_path: Path) -> None:
    import openpyxl

    out = tmp_path / "a.xlsx"
    long = [figure(sentence="ư" * 40_000), figure(sentence="😀" * 20_000)]
    assert write_table(out, Form("xlsx"), [(ABOUT, long)]) == [
        "2 ô dài hơn 32767 ký tự nên bị cắt, vì Excel không nhận hơn"
    ]
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    for n in (2, 3):
        value = str(sheet.cell(n, NAMES.index("sentence") + 1).value)
        assert value.endswith("…")
        assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_a_workbook_can_go_to_a_stream() -> None:
    out = io.BytesIO()
    write_table(out, Form("xlsx"), DOCUMENTS)
    assert zipfile.ZipFile(io.BytesIO(out.getvalue())).testzip() is None


# Reading it back


def valid(out: Path) -> bool:
    import frictionless

    report = frictionless.validate(str(out) + ".datapackage.json")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    return True


@pytest.mark.parametrize(
    "form",
    [
        Form("csv"),
        Form("csv", bom=True, delimiter=";", guard=True),
        Form("csv", ("directive",)),
        Form("xlsx"),
        Form("parquet"),
        Form("parquet", ("locality",)),  # no row at all
        Form("jsonl", ("figure",)),
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # inside frictionless
def test_the_data_package_is_valid_and_tells_what_columns_mean(tmp_path: Path, form: Form) -> None:
    out = written(tmp_path, form)
    assert valid(out)
    package = json.loads(Path(str(out) + ".datapackage.json").read_text(encoding="utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    columns = object_columns(form.kind) if form.format == "jsonl" else table_columns(form.kind)
    assert [field["name"] for field in fields] == [column.name for column in columns]
    assert all(field["description"] and field["title"] for field in fields)
    assert next(field["unit"] for field in fields if field["name"] == "start") == "ký tự (điểm mã Unicode)"


@pytest.mark.parametrize("kinds", [(), ("figure", "directive")])
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # inside frictionless
def test_facts_of_several_kinds_have_the_fields_of_each(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    out = written(tmp_path, Form("jsonl", kinds))
    assert valid(out)
    (resource,) = json.loads(Path(str(out) + ".datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert tuple(resource["kinds"]) == (kinds or tuple(KINDS))
    for line in out.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        types = {field["name"]: field["type"] for field in resource["kinds"][fact["kind"]]["fields"]}
        assert list(fact) == list(types)
        for name, value in fact.items():
            means = {"array": list, "string": str, "integer": int, "number": (int, float)}[types[name]]
            assert value is None or isinstance(value, means), name
    assert resource["bytes"] == out.stat().st_size


def test_a_data_package_notices_a_changed_table(tmp_path: Path) -> None:
    import frictionless

    out = written(tmp_path, Form("csv"))
    out.write_bytes(out.read_bytes().replace(b"84.6", b"84,7"))
    assert not frictionless.validate(str(out) + ".datapackage.json").valid


def as_pandas(out: Path) -> Any:
    import pandas

    types = {c.name: str for c in table_columns("figure") if c.type == "string"}
    if out.suffix == ".csv":
        return pandas.read_csv(out, dtype=types)  # type: ignore[arg-type]
    if out.suffix == ".xlsx":
        return pandas.read_excel(out, dtype=types)  # type: ignore[arg-type]
    return pandas.read_parquet(out)


def as_polars(out: Path) -> Any:
    import polars

    kinds = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64}
    if out.suffix == ".csv":
        return polars.read_csv(out, schema={c.name: kinds[c.type] for c in table_columns("figure")})
    return polars.read_parquet(out)


def as_duckdb(out: Path) -> Any:
    import duckdb

    kinds = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
    types = {c.name: kinds[c.type] for c in table_columns("figure")}
    with duckdb.connect() as connection:
        if out.suffix == ".csv":
            return connection.read_csv(str(out), columns=types, header=True).fetchall()
        return connection.read_parquet(str(out)).fetchall()


def rows_of(frame: Any) -> list[list[Any]]:
    if isinstance(frame, list):
        return [list(row) for row in frame]
    if hasattr(frame, "rows"):
        return [list(row) for row in frame.rows()]
    return [[None if cell != cell else cell for cell in row] for row in frame.astype(object).values.tolist()]


@pytest.mark.parametrize(
    ("read", "format"),
    [
        (as_pandas, "csv"), (as_pandas, "xlsx"), (as_pandas, "parquet"),
        (as_polars, "csv"), (as_polars, "parquet"),
        (as_duckdb, "csv"), (as_duckdb, "parquet"),
    ],
)  # fmt: skip
def test_pandas_polars_and_duckdb_read_the_same_rows(tmp_path: Path, read: Any, format: str) -> None:
    found = rows_of(read(written(tmp_path, Form(format))))
    assert found == WANTED


def test_jsonl_is_read_by_polars_and_duckdb(tmp_path: Path) -> None:
    import duckdb
    import polars

    out = written(tmp_path, Form("jsonl", ("figure",)))
    assert polars.read_ndjson(out)["indicator"].to_list() == [row["indicator"] for row in ROWS]
    with duckdb.connect() as connection:
        found = connection.read_json(str(out), format="newline_delimited").project("value").fetchall()
    assert [value for (value,) in found] == [row["value"] for row in ROWS]


def test_parquet_says_what_its_columns_mean(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    schema = pq.read_schema(written(tmp_path, Form("parquet")))
    assert schema.metadata[b"doichieu.kind"] == b"figure"
    assert schema.field("value").metadata[b"unit"].decode() == "theo cột unit"
    assert schema.field("status").metadata[b"values"] == b"met;missed"
    assert str(schema.field("start").type) == "int64"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_libreoffice_shows_the_same_rows(tmp_path: Path, format: str) -> None:
    out = written(tmp_path, Form(format))
    back = tmp_path / "lại"
    texts = [n for n, column in enumerate(table_columns("figure")) if column.type == "string"]
    # What a person chooses in the import dialogue: UTF-8, English numbers, text columns as text.
    columns = "/".join(f"{n + 1}/{2 if n in texts else 1}" for n in range(len(NAMES)))
    take_in = [f"--infilter=CSV:44,34,76,1,{columns},1033,false,false"] if format == "csv" else []
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/hồ-sơ", "--headless", *take_in,
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false",
         "--outdir", str(back), str(out)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = table(next(back.glob("*.csv")))
    assert found[0] == NAMES
    for mine, wanted in zip(found[1:], WANTED, strict=True):
        for n, (got, cell) in enumerate(zip(mine, wanted, strict=True)):
            if n in texts:
                assert got.splitlines() == str(cell or "").splitlines()
            else:
                assert (float(got) if got else None) == (pytest.approx(cell) if cell is not None else None)
