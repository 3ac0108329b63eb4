"""The whole pipeline: what holds for every text, hostile ones too, and that time grows with length only."""

import re
import string
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from nlp import Document, Figure, Statement, analyse, row, scanning, steps, stored_text
from nlp.facts import fact
from nlp.pipeline import STEPS, facts_in, pipeline, read

CUES = [
    "đạt",
    "chiếm",
    "là",
    "so với",
    "cùng kỳ",
    "kế hoạch",
    "chỉ tiêu",
    "mục tiêu",
    "phấn đấu",
    "vượt",
    "tăng",
    "giảm",
    "khoảng",
    "gần",
    "trên",
    "dưới",
    "ít nhất",
    "trở lên",
    "năm 2024",
    "đến năm 2025",
    "tháng 11",
    "quý III",
    "11 tháng",
    "từ đầu năm đến nay",
    "ngày 3/4/2024",
    "giai đoạn 2021-2025",
    "năm học",
    "huyện",
    "xã",
    "tỉnh",
    "thành phố",
    "TP.",
    "thôn",
    "Lập Thạch",
    "tỉnh Hà Nam",
    "toàn tỉnh",
    "cả nước",
    "UBND",
    "UBND tỉnh",
    "Sở Y tế",
    "Quyết định",
    "Kế hoạch số",
    "Nghị quyết",
    "số 12/QĐ-UBND",
    "Đề án 06",
    "Điều 1.",
    "Căn cứ",
    "ban hành",
    "giao",
    "ông",
    "bà",
    "Ông Nguyễn Văn A",
    "đồng chí",
    "cho biết",
    "khẳng định",
    "nói",
    "chia sẻ",
    "tỷ lệ",
    "tổng số",
    "hộ nghèo",
    "hồ sơ",
    "người dân",
    "bác sĩ/vạn dân",
    "điểm %",
    "tỷ đồng",
    "triệu",
    "nghìn",
    "phần trăm",
    "lần lượt",
    "gồm",
    "như",
    "hai",
    "mười lăm",
    "một nửa",
    "thứ",
    "hạng",
    "top",
    "4G",
    "Covid-19",
    "Zalo 365",
    "0912 345 678",
    "https://a.vn",
    "a@b.vn",
]
SIGNS = [
    *".,;:!?%/-–—+*•|()[]\"'“”«»…\n\t #&@_",
    "\n\n",
    "\r\n",
    "\u00a0",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u0301",
    "\u0323",
    "\x00",
    "\x85",
    "\u2028",
    "\ud800",
    "\udfff",
]
NUMBERS = [
    "1",
    "84,6",
    "1.239",
    "13/15",
    "40,62/80",
    "0",
    "30 - 50",
    "2024",
    "21/63",
    "0,7/1.000",
    "1/0",
    "9" * 40,
    "٣",
    "²",
    "1.000.000,5",
    "00",
]
PIECES = (
    st.sampled_from(CUES)
    | st.sampled_from(SIGNS)
    | st.sampled_from(NUMBERS)
    | st.sampled_from(["Đ", "ạ", "a\u0301", "X", "HUYỆN BÌNH LỤC", "a"])
)
HOSTILE = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "\n"])), max_size=40).map(
    lambda parts: "".join(a + b for a, b in parts)
) | st.text(st.characters(exclude_categories=[]), max_size=60)
OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def document(text: str) -> Document:
    return Document(text=stored_text(text), source="a.txt")


@OFTEN
@given(HOSTILE)
def test_every_fact_is_quoted_verbatim(text: str) -> None:
    doc = document(text)
    for found in analyse(doc):
        assert doc.text[found.start : found.end] == found.text != ""
        if isinstance(found, Statement):
            assert found.quote == found.text
        if isinstance(found, Figure):
            assert all(doc.text[i.start : i.end] == i.text for i in found.items)
        if found.sentence is not None:
            assert found.sentence_start is not None
            assert doc.text.startswith(found.sentence, found.sentence_start)


@OFTEN
@given(HOSTILE)
def test_facts_are_in_text_order_and_each_has_its_own_id(text: str) -> None:
    doc = document(text)
    facts = analyse(doc)
    assert [(f.start, f.end) for f in facts] == sorted((f.start, f.end) for f in facts)
    ids = [row(f, doc)["id"] for f in facts]
    assert len(ids) == len(set(ids))


@OFTEN
@given(HOSTILE)
def test_a_fact_comes_back_whole_from_its_row(text: str) -> None:
    doc = document(text)
    for found in analyse(doc):
        assert fact(row(found, doc)) == found


@OFTEN
@given(HOSTILE)
def test_values_are_numbers_that_json_can_hold(text: str) -> None:
    for found in analyse(document(text)):
        if isinstance(found, Figure):
            for value in (found.value, found.value_max, found.numerator, found.denominator):
                assert value is None or abs(value) < float("inf")
            assert found.period is None or re.fullmatch(
                r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", found.period
            )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        (" \n\t", "only blanks"),
        ("100% " * 30, "numbers without a word"),
        ("| |\n| |\n", "an empty table"),
        ("%", "a sign alone"),
        ("đạt", "a cue alone"),
        ("(:", "open signs"),
        ("1/0 xã", "a division by nothing"),
        ("9" * 5000 + " hộ", "more digits than a float holds"),
        ("\u0301 84\u0301,6%", "marks that stand alone"),
        ("\ud800 đạt 5%", "a lone surrogate"),
    ],
)
def test_odd_texts_are_read_without_complaint(text: str, why: str) -> None:
    assert isinstance(analyse(document(text)), list), why


def test_the_layers_of_a_doc_are_those_of_its_facts() -> None:
    doc = read(
        document("Ngày 3/4/2024, UBND huyện Bình Lục ban hành Kế hoạch số 12/KH-UBND. Đến nay đạt 84,6%.")
    )
    assert set(STEPS) <= set(doc.spans)
    assert [s.text for s in doc.spans["figures"]] == ["84,6"]
    texts = [f.text for f in facts_in(doc)]
    assert {"84,6", "huyện Bình Lục"} <= set(texts)
    assert any(t.startswith("Kế hoạch số 12") for t in texts)
    assert pipeline() is pipeline()


def test_facts_are_the_same_with_and_without_tokens() -> None:
    doc = document("Ngày 3/4/2024, UBND huyện Bình Lục ban hành Kế hoạch số 12/KH-UBND. Đến nay đạt 84,6%.")
    assert analyse(doc) == facts_in(read(doc)) != []


def test_a_component_that_somebody_added_gets_its_tokens() -> None:
    met: list[int] = []

    @Language.component("somebodys_counter")
    def count(doc: Doc) -> Doc:
        met.append(len(doc))
        return doc

    doc = document("Huyện Bình Lục có 12 trường.")
    pipeline().add_pipe("somebodys_counter")
    try:
        analyse(doc)
    finally:
        pipeline().remove_pipe("somebodys_counter")
    assert met == [7]


def test_reading_twice_gives_the_same() -> None:
    doc = document("Huyện Bình Lục có 12 trường; tỉnh Hà Nam có 200 trường.")
    assert analyse(doc) == analyse(doc)


def seconds(work: Callable[[], Any]) -> float:
    """The least CPU time of three runs."""
    least = float("inf")
    for _ in range(3):
        begin = time.process_time()
        work()
        least = min(least, time.process_time() - begin)
    return least


# The repetitions that once took, or come nearest to taking, more time than their length accounts for.
HEAVY = [
    "(",
    '"',
    "1/",
    "1.",
    "a.",
    "@a",
    "đạt ",
    "ngày ",
    "so với ",
    "tổng đài 1 a",
    "xã, ",
    "Kế hoạch ",
    "Bộ Thông tin và Truyền thông ",
    "thời gian ",
    "gồm a, ",
    "| a ",
    "- a\n",
    "hai ",
    "100% ",
    "TP. ",
    "quý I ",
    "năm 2024 ",
    "12/2024 ",
    "ngày 3/4 ",
    "1. ",
    "TT\n",
    "A\n",
    ")\n",
    "kể ",
    "Luật ",
    "Bộ luật ",
    "Văn hóa thông tin ",
    "ông A nói: ",
    "xã Lập Thạch ",
    "Kế hoạch xã Lập Thạch ",
    "theo ông Nguyễn Văn A, ",
    "1. Chỉ số\n",
    "Số hóa\n",
    "trong 1 ",
    "đến nay ",
    "trong năm, ",
    "tháng 9, ",
    "lần lượt 5 và 6 ",
    "tổ 5 ",
    "| 5 | 6 |\n",
]


# Calls of functions a character, which no busy machine changes: what repetitions cost, and may.
COSTS = [
    ("ẑ", 1, "no cue at all"),
    ("đạt ", 1, "a cue without a number"),
    ("so với ", 1, "one of two words"),
    ("(", 2, "signs without an end"),
    ("xã ", 9, "a type without a name"),
    ("100% ", 10, "columns that lost their table"),
    ("kể ", 14, "speech without a speaker"),
    ("năm 2024 ", 13, "times without numbers"),
    ("quý I ", 22, "times that could be names"),
    ("Luật ", 26, "a directive each"),
    ("1. ", 32, "a sentence every three characters"),
    ("TT\n", 60, "a sentence and an unknown name every three characters"),
]


@pytest.mark.parametrize(("unit", "most", "why"), COSTS)
def test_a_cue_told_again_and_again_costs_little(
    unit: str, most: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = document(unit * (20_000 // len(unit)))
    monkeypatch.setattr(steps, "repetitions", lambda _text: [])
    analyse(document(unit * 200))  # what is loaded and compiled once is no cost of the text
    calls = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        analyse(text)
    finally:
        sys.setprofile(None)
    assert calls < most * len(text.text), why


@pytest.mark.parametrize("unit", HEAVY)
def test_time_grows_with_length_only(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        steps, "repetitions", lambda _text: []
    )  # what others repeat with changes is read whole
    size = 12_000
    short, long = (document((unit * n)[:n]) for n in (size, 4 * size))
    analyse(document("a"))
    assert seconds(lambda: analyse(long)) < 8 * seconds(lambda: analyse(short)) + 0.05


def _any_cues() -> list[str]:
    """Some of the words that patterns begin with, and signs, in the ways that they may be repeated."""
    analyse(document("Huyện Lập Thạch đạt 84,6%."))
    some = Random(0)
    cues = some.sample(sorted(frozenset().union(*scanning._keys)), 24) + some.sample(
        string.printable[:94] + "đƯẬ“”…–•\u00a0", 12
    )
    return [cue.strip() + some.choice([" ", "\n", ", ", " 5 ", " 5%. "]) for cue in cues]


def test_time_grows_with_length_only_whatever_the_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "repetitions", lambda _text: [])
    for unit in _any_cues():
        short, long = (document((unit * n)[:n]) for n in (4_000, 16_000))
        assert seconds(lambda: analyse(long)) < 8 * seconds(lambda: analyse(short)) + 0.05, repr(unit)  # noqa: B023


@pytest.mark.parametrize(
    "text",
    [
        "1²so với 1\nHUYỆN BÌNH LỤC",
        "21/63 — Ông Nguyễn Văn A phần trăm 00 , 13/15 đồng chí giảm từ\r\n ",
        "hồ sơ\n\u2028 21/63 - 1/0 , \x85\nmười lăm 13/15 00 ”\n",
        "1/0 nói•\n²1.000.000,5\n, 0,7/1.000 0\nSở Giáo dục và Đào tạo ",
    ],
)
def test_text_that_once_broke_the_reading_is_read(text: str) -> None:
    assert all(f.unit != "" for f in analyse(document(text)) if isinstance(f, Figure))
