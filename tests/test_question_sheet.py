"""Lists of questions in, filled tables out."""

import csv
import io
import json
from pathlib import Path

import click
import pytest
from answer_store import made

from corpus.tables import Form
from index.answer import answer
from webapp.question_sheet import ANSWER_COLUMNS, EMPTY, Counts, read_questions, write_answers

TABLE = made().table()
MATRIX = """id;question
A;Sơn Dương: tỷ lệ hồ sơ đất đai đúng hạn?
B;Hàm Yên: tỷ lệ hồ sơ đất đai đúng hạn?
C;Hàm Yên: tỷ lệ hồ sơ hộ tịch nộp trực tuyến?
"""


def filled(path: Path, form: Form) -> tuple[str, Counts]:
    out = io.BytesIO()
    records = read_questions(str(path)).records
    counts = write_answers(records, lambda text: answer(text, TABLE).as_dict(), form, out)
    return out.getvalue().decode(), counts


def test_a_matrix_of_questions_comes_back_filled_with_its_gaps_marked(tmp_path: Path) -> None:
    sheet = tmp_path / "hoi.csv"
    sheet.write_text(MATRIX, encoding="utf-8-sig")
    text, counts = filled(sheet, Form("csv"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["id", "question", *ANSWER_COLUMNS]
    assert [(r["id"], r["answer_kind"], r["value"]) for r in rows] == [
        ("A", "value", "91.5"),
        ("B", "value", "97.4"),
        ("C", "none", ""),
    ]
    assert rows[2]["quote"] == ""
    assert counts == Counts(asked=3, gaps=1)


def test_jsonl_keeps_the_columns_and_adds_the_whole_answer(tmp_path: Path) -> None:
    sheet = tmp_path / "hoi.jsonl"
    sheet.write_text(
        json.dumps({"id": "q1", "question": "Hàm Yên có bao nhiêu hộ nghèo?"}) + "\n", encoding="utf-8"
    )
    text, _ = filled(sheet, Form("jsonl"))
    record = json.loads(text)
    assert record["id"] == "q1"
    assert (record["kind"], record["rows"][0]["value"]) == ("value", 998)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id,hoi\n1,gì\n", "không có cột question"),
        ('{"question": \n', "không phải JSON"),
    ],
)
def test_what_is_no_list_of_questions_is_told_in_one_line(tmp_path: Path, content: str, told: str) -> None:
    sheet = tmp_path / "hoi.txt"
    sheet.write_text(content, encoding="utf-8")
    with pytest.raises(click.ClickException, match=told):
        read_questions(str(sheet))


def test_cells_stand_apart_as_in_the_list_and_hide_no_formula(tmp_path: Path) -> None:
    sheet = tmp_path / "hoi.csv"
    sheet.write_text("id;question\n=1+1;Sơn Dương: tỷ lệ hồ sơ đất đai đúng hạn?\n", encoding="utf-8")
    assert read_questions(str(sheet)).delimiter == ";"
    text, _ = filled(sheet, Form("csv", bom=True, delimiter=";", guard=True))
    assert text.startswith("\ufeffid;question;answer_kind;")
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert (row["id"], row["value"]) == ("'=1+1", "91.5")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_line_that_asks_nothing_is_told_as_an_error_of_its_own(tmp_path: Path, form: str) -> None:
    sheet = tmp_path / "hoi.csv"
    sheet.write_text("id,question\n1,\n2,?\n3,Hàm Yên có bao nhiêu hộ nghèo?\n", encoding="utf-8")
    text, counts = filled(sheet, Form(form))
    rows = (
        list(csv.DictReader(io.StringIO(text))) if form == "csv" else list(map(json.loads, text.splitlines()))
    )
    kind, said = ("answer_kind", "answer_text") if form == "csv" else ("kind", "text")
    assert [row[kind] for row in rows] == ["error", "error", "value"]
    assert rows[0][said] == EMPTY
    assert counts == Counts(asked=3, gaps=0, empty=2)
