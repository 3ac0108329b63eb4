"""Localities against indicators, each cell with its fact."""

import csv
import io
import json

from answer_store import made

from index.scoreboard import CSV_COLUMNS, scoreboard

TABLE = made().table()
SON, HAM = "huyện Sơn Dương, tỉnh Tuyên Quang", "huyện Hàm Yên, tỉnh Tuyên Quang"
LAND = "tỷ lệ hồ sơ đất đai đúng hạn"


def test_each_cell_says_met_missed_reported_or_not_stated() -> None:
    board = scoreboard(TABLE, "huyện", "2023")
    assert set(board.localities) == {SON, HAM}
    assert board.cell(SON, LAND).state == "missed"
    assert board.cell(HAM, LAND).state == "met"
    assert board.cell(HAM, "tỷ lệ phủ sóng 4G").state == "reported"
    assert board.cell(SON, "tỷ lệ phủ sóng 4G").state == "not stated"


def test_a_cell_keeps_its_fact_and_target() -> None:
    cell = scoreboard(TABLE, "district", "2023").cell(SON, LAND)
    assert cell.fact is not None
    assert (cell.fact["value"], cell.target, cell.computed) == (91.5, 98, False)


def test_poles_are_never_put_into_one_column() -> None:
    board = scoreboard(TABLE, "district")
    assert LAND in board.indicators
    assert "hồ sơ đất đai quá hạn" in board.indicators


def test_level_place_period_and_indicator_narrow_it() -> None:
    assert scoreboard(TABLE, "xã").localities == ["xã Tân Trào, huyện Sơn Dương, tỉnh Tuyên Quang"]
    assert scoreboard(TABLE, "huyện", within="ham yen").localities == [HAM]
    assert scoreboard(TABLE, "huyện", "2020").localities == []
    assert scoreboard(TABLE, "huyện", indicator="ho ngheo").indicators == ["hộ nghèo"]


def test_counts_of_targets_are_no_indicators() -> None:
    assert not any("chỉ tiêu" in i for i in scoreboard(TABLE, "huyện").indicators)


def test_csv_has_a_line_for_every_pair_and_json_holds_what_is_stated() -> None:
    board = scoreboard(TABLE, "huyện", "2023")
    lines = list(csv.DictReader(io.StringIO(board.as_csv())))
    assert len(lines) == len(board.localities) * len(board.indicators)
    assert list(lines[0]) == list(CSV_COLUMNS)
    record = json.loads(json.dumps(board.as_dict()))
    assert len(record["cells"]) == len(board.cells)
    assert record["counts"][SON]["missed"] == 2


def test_the_text_is_for_people() -> None:
    text = scoreboard(TABLE, "huyện", "2023").as_text()
    assert "✗ tỷ lệ hồ sơ hộ tịch nộp trực tuyến: gần 62% (chỉ tiêu 70%), năm 2023" in text
    assert scoreboard(TABLE, "huyện", "1999").as_text() == "Không có số liệu nào khớp điều kiện.\n"
