"""Localities against indicators, each cell with its fact."""

import csv
import io
import json
from typing import Any

import pytest
from answer_store import Store, made

from index.scoreboard import CSV_COLUMNS, Scoreboard, scoreboard
from index.scoreboard_cells import reached

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


def test_csv_has_a_line_for_every_cell_and_json_holds_what_is_stated() -> None:
    board = scoreboard(TABLE, "huyện", "2023")
    lines = list(csv.DictReader(io.StringIO(board.as_csv())))
    assert len(lines) == len(board.cells)
    assert [x["state"] for x in lines][:4] == ["missed", "missed", "met", "reported"]
    assert list(lines[0]) == list(CSV_COLUMNS)
    record = json.loads(json.dumps(board.as_dict()))
    assert len(record["cells"]) == len(board.cells)
    assert record["counts"][SON]["missed"] == 2


def test_the_text_is_for_people() -> None:
    text = scoreboard(TABLE, "huyện", "2023").as_text()
    assert "✗ tỷ lệ hồ sơ hộ tịch nộp trực tuyến: gần 62% (chỉ tiêu 70%), năm 2023" in text
    assert scoreboard(TABLE, "huyện", "1999").as_text() == "Không có số liệu nào khớp điều kiện.\n"


# Texts of one sentence or two about a made-up province, a figure for each number in ⟦ ⟧.

P = "tỉnh Đông Sơn"
FILED, PAID = "tỷ lệ hồ sơ nộp trực tuyến", "tỷ lệ hồ sơ thanh toán trực tuyến"


def board(*texts: tuple[str, list[dict[str, Any]]], level: str = "tỉnh") -> Scoreboard:
    """The scoreboard of some texts, each with the fields of its figures in their order."""
    store = Store()
    for n, (marked, figures) in enumerate(texts):
        pieces = marked.replace("⟧", "⟦").split("⟦")
        store.document("".join(pieces), f"{n}.txt", published=f"2024-0{n + 1}-01")
        for at, fields in zip(range(1, len(pieces), 2), figures, strict=True):
            anchor = f"{pieces[at - 1]}⟦{pieces[at]}⟧{pieces[at + 1]}"
            value = float(pieces[at].replace(",", "."))
            given = {"value": value, "period": "2023", "locality": P, "locality_canonical": P} | fields
            store.fact("figure", anchor, **given)
    return scoreboard(store.table(), level)


def state(of: Scoreboard, indicator: str, where: str = P) -> tuple[str, float | None, float | None, bool]:
    cell = of.cell(where, indicator)
    return cell.state, cell.fact and cell.fact["value"], cell.target, cell.computed


FILING = (
    "Hồ sơ nộp trực tuyến đạt ⟦64⟧%.",
    [{"indicator": FILED, "indicator_id": "ho-so-truc-tuyen"}],
)
PAYING = (
    "Thanh toán trực tuyến đạt ⟦22⟧%, chưa đạt chỉ tiêu ⟦40⟧%.",
    [
        {"indicator": PAID, "indicator_id": "thanh-toan", "status": "missed", "target_value": 40},
        {"indicator": PAID, "indicator_id": "thanh-toan", "role": "target"},
    ],
)


def test_indicators_that_resemble_each_other_keep_their_columns_targets_and_misses() -> None:
    for of in (board(FILING, PAYING), board(PAYING, FILING)):
        assert state(of, PAID) == ("missed", 22, 40, False)
        assert state(of, FILED) == ("reported", 64, None, False)


def test_a_place_is_told_of_in_its_own_documents_words_whatever_else_is_there() -> None:
    elsewhere = (
        "Tỷ lệ DVC trực tuyến ở tỉnh Tây Hồ đạt ⟦70⟧%.",
        [{"indicator": "tỷ lệ DVC", "indicator_id": "ho-so-truc-tuyen", "locality": "tỉnh Tây Hồ",
          "locality_canonical": "tỉnh Tây Hồ"}],
    )  # fmt: skip
    both = board(elsewhere, FILING)
    assert len(both.indicators) == 1  # one indicator, whatever it is called
    assert f"· {FILED}: 64%" in both.as_text()
    assert "· tỷ lệ DVC: 70%" in both.as_text()


def test_a_share_of_communes_is_no_target_of_the_rate_they_must_have() -> None:
    of = board((
        "Hồ sơ nộp trực tuyến đạt ⟦64⟧%. Phải có ⟦100⟧% xã có tỷ lệ hồ sơ nộp trực tuyến trên ngưỡng.",
        [
            {"indicator": FILED, "indicator_id": "ho-so-truc-tuyen"},
            {"indicator": f"xã có {FILED}", "indicator_id": "ho-so-truc-tuyen", "role": "target"},
        ],
    ))  # fmt: skip
    assert state(of, FILED) == ("reported", 64, None, False)


AIMED = "Đường nhựa đạt ⟦64⟧%. Mục tiêu là ⟦80⟧%."


def aimed(result: dict[str, Any], aim: dict[str, Any]) -> tuple[str, float | None, float | None, bool]:
    road = {"indicator": "tỷ lệ đường nhựa"}
    of = board((AIMED, [road | result, road | {"role": "target"} | aim]))
    return state(of, "tỷ lệ đường nhựa")


@pytest.mark.parametrize(
    ("result", "aim"),
    [
        ({}, {}),
        ({"period": "2023-12-31"}, {}),
        ({"period": "2023-12"}, {}),
        ({"period": None}, {"period": None}),
        ({"comparator": "nearly"}, {"comparator": "at_least"}),
    ],
)
def test_a_target_of_the_same_thing_place_and_time_is_held_against_the_result(
    result: dict[str, Any], aim: dict[str, Any]
) -> None:
    assert aimed(result, aim) == ("missed", 64, 80, True)


@pytest.mark.parametrize(
    ("result", "aim"),
    [
        ({"period": "2023-01/2023-09"}, {}),  # due in December
        ({}, {"period": "2024"}),
        ({}, {"period": "2021/2025"}),
        ({}, {"period": None}),
        ({"comparator": "over"}, {}),
        ({}, {"comparator": "at_most", "value": 80, "unit": "km"}),
        ({}, {"indicator": "tỷ lệ đường bê tông"}),
        ({}, {"locality_canonical": "tỉnh Tây Hồ"}),
        ({}, {"organisation": "Sở Giao thông"}),
        ({"unit": "km"}, {"unit": "km", "locality_canonical": f"{P}; tỉnh Tây Hồ"}),
        ({"unit": "km", "period": "2023-12"}, {"unit": "km"}),
    ],
)
def test_where_it_may_be_another_target_nothing_is_worked_out(
    result: dict[str, Any], aim: dict[str, Any]
) -> None:
    assert aimed(result, aim) == ("reported", 64, None, False)


@pytest.mark.parametrize(
    ("indicator", "told", "aim", "verdict"),
    [
        ("tỷ lệ hộ nghèo", {"value": 3}, {"value": 4}, "met"),
        ("tỷ lệ hộ nghèo", {"value": 3}, {"value": 4, "comparator": "at_least"}, None),
        ("tỷ lệ mất nước", {"value": 3}, {"value": 4, "comparator": "at_most"}, "met"),
        ("tỷ lệ đường nhựa", {"value": 3}, {"value": 4, "comparator": "under"}, None),
        ("tỷ lệ đường nhựa", {"value": 85, "comparator": "nearly"}, {"value": 85}, "missed"),
        ("tỷ lệ đường nhựa", {"value": 90, "comparator": "nearly"}, {"value": 85}, None),
        ("tỷ lệ đường nhựa", {"value": 90, "comparator": "over"}, {"value": 85}, "met"),
        ("tỷ lệ đường nhựa", {"value": 85, "comparator": "about"}, {"value": 85}, None),
        ("tỷ lệ đường nhựa", {"value": 80, "value_max": 90}, {"value": 85}, None),
        ("tỷ lệ đường nhựa", {"value": 85}, {"value": 85, "comparator": "over"}, None),
    ],
)
def test_how_the_numbers_are_told_may_leave_open_whether_a_target_was_reached(
    indicator: str, told: dict[str, Any], aim: dict[str, Any], verdict: str | None
) -> None:
    assert reached({"indicator": indicator, "unit": "%"} | told, {"unit": "%"} | aim) == verdict


def test_what_the_document_says_comes_before_what_could_be_worked_out() -> None:
    poor = {"indicator": "tỷ lệ hộ nghèo"}
    of = board((
        "Hộ nghèo còn ⟦5,3⟧% rồi ⟦3,9⟧%, vượt mục tiêu ⟦4,2⟧%.",
        [poor, poor | {"status": "met"}, poor | {"role": "target"}],
    ))  # fmt: skip
    assert state(of, "tỷ lệ hộ nghèo") == ("met", 3.9, 4.2, False)


def test_two_targets_that_differ_decide_nothing() -> None:
    road = {"indicator": "tỷ lệ đường nhựa"}
    aims = [road | {"role": "target"}] * 2
    of = board(("Đạt ⟦64⟧%, bộ giao ⟦60⟧%, tỉnh giao ⟦70⟧%.", [road, *aims]))
    assert state(of, "tỷ lệ đường nhựa") == ("reported", 64, None, False)


def test_the_newest_stands_in_the_cell_and_the_others_are_told_beside_it() -> None:
    road = {"indicator": "tỷ lệ đường nhựa"}
    of = board((
        "Năm 2022 đạt ⟦58⟧%, chưa đạt; năm 2023 đạt ⟦64⟧%; nhắc lại, ⟦64⟧% là kết quả năm 2023.",
        [road | {"period": "2022", "status": "missed"}, road, road],
    ))  # fmt: skip
    assert state(of, "tỷ lệ đường nhựa") == ("reported", 64, None, False)
    (cell,) = of.as_dict()["cells"]
    assert [(o["value"], o["state"], o["period"]) for o in cell["others"]] == [
        (64, "reported", "2023"),
        (58, "missed", "2022"),
    ]
    assert all("quote" in o and "doc" in o for o in cell["others"])
    assert "      số liệu khác: ✗ 58%, năm 2022\n" in of.as_text()
    (line,) = csv.DictReader(io.StringIO(of.as_csv()))
    assert line["others"] == "✗ 58%, năm 2022"


def test_a_margin_is_told_with_the_target_that_it_passed() -> None:
    road = "tỷ lệ đường nhựa"
    of = board((
        "Đường nhựa đạt ⟦64⟧%, vượt ⟦4⟧% so với chỉ tiêu giao.",
        [{"indicator": w, "status": "met"} for w in (road, f"{road} vượt so với chỉ tiêu")],
    ))  # fmt: skip
    assert of.indicators == [road]
    assert of.counts(P)["met"] == 1
    assert "số liệu khác: ✓ tỷ lệ đường nhựa vượt so với chỉ tiêu: 4%" in of.as_text()


def test_a_bound_that_only_says_which_places_are_counted_is_no_result() -> None:
    of = board((
        "Có ⟦4⟧ huyện giải ngân trên ⟦70⟧%.",
        [
            {"indicator": "huyện giải ngân", "unit": "huyện"},
            {"indicator": "tỷ lệ giải ngân", "comparator": "over"},
        ],
    ))  # fmt: skip
    assert of.indicators == ["huyện giải ngân"]


def test_a_body_and_several_places_together_are_told_as_such() -> None:
    together = f"{P}; tỉnh Tây Hồ"
    of = board((
        "Sở đạt ⟦91⟧%, UBND tỉnh đạt ⟦88⟧%; hai tỉnh có ⟦12⟧ cầu.",
        [
            {"indicator": "tỷ lệ ký số", "organisation": "Sở Nội vụ"},
            {"indicator": "tỷ lệ ký số", "organisation": f"UBND {P}"},
            {"indicator": "cầu", "unit": "cầu", "locality": together, "locality_canonical": together},
        ],
    ))  # fmt: skip
    text = of.as_text()
    assert "· tỷ lệ ký số (Sở Nội vụ): 91%" in text
    assert "· tỷ lệ ký số: 88%" in text
    assert text.count(f"· cầu (nêu chung cho {P}, tỉnh Tây Hồ): 12 cầu") == 2


def test_who_missed_something_comes_first_and_what_has_no_target_last() -> None:
    fields = {"indicator": "tỷ lệ đường nhựa"}
    places = [{"locality": f"tỉnh {n}", "locality_canonical": f"tỉnh {n}"} for n in "ABC"]
    of = board((
        "A ⟦90⟧%, B ⟦80⟧%, C ⟦60⟧%.",
        [fields | at | {"status": s} for at, s in zip(places, (None, "met", "missed"), strict=True)],
    ))  # fmt: skip
    text = of.as_text()
    order = ["Tỉnh C: 1 chưa đạt", "Tỉnh B: 1 đạt", "Có số liệu, không nêu chỉ tiêu:", "Tỉnh A"]
    assert sorted(order, key=text.index) == order
    assert of.localities == ["tỉnh A", "tỉnh B", "tỉnh C"]


def test_the_csv_says_last_who_does_not_state_what_others_do() -> None:
    q = "tỉnh Tây Sơn"
    of = board(
        (
            "Tỉnh Đông Sơn: hồ sơ trực tuyến ⟦80⟧%, thanh toán ⟦40⟧%; tỉnh Tây Sơn: hồ sơ trực tuyến ⟦70⟧%.",
            [
                {"indicator": FILED, "unit": "%", "indicator_id": "filed"},
                {"indicator": PAID, "unit": "%", "indicator_id": "paid"},
                {"indicator": FILED, "unit": "%", "indicator_id": "filed"}
                | {"locality": q, "locality_canonical": q},
            ],
        ),
        (
            "Tỉnh Bắc Sơn: thanh toán trực tuyến ⟦50⟧%.",
            [
                {"indicator": PAID, "unit": "%", "indicator_id": "paid"}
                | {"locality": "tỉnh Bắc Sơn", "locality_canonical": "tỉnh Bắc Sơn"}
            ],
        ),
    )
    lines = list(csv.DictReader(io.StringIO(of.as_csv())))
    told = [(x["locality"], x["indicator"]) for x in lines if x["state"] == "not stated"]
    assert sorted(told) == [("tỉnh Bắc Sơn", FILED), (q, PAID)]
    assert [x["state"] for x in lines[-2:]] == ["not stated", "not stated"]
