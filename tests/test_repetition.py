"""What repeats itself for pages is read at its beginning and its end, and costs no more for going on."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import Document, Fact, Figure, analyse
from nlp.repetition import repetitions, without

BEFORE = "Huyện Lập Thạch, tỉnh Vĩnh Phúc năm 2024 có 84,6% hộ dùng nước sạch.\n"
AFTER = (
    "\nHuyện Tam Dương đạt 70% hộ có nhà, gồm 2 xã: Hướng Đạo, An Hòa. Quyết định số 12/QĐ-UBND nêu rõ.\n"
    "Ông Trần Văn A, Chủ tịch UBND huyện cho biết: “Huyện đã hoàn thành 13/15 chỉ tiêu được giao”.\n"
)
UNITS = [
    "A\n",
    ")\n",
    "Luật ",
    "1. ",
    "quý I ",
    "12/2024 ",
    "xã đạt 5% hộ. ",
    "trong 1 ",
    "Chỉ số\n",
    "x",
    "“a ",
]


def read(text: str) -> list[Fact]:
    return analyse(Document(text=text, source="a.txt", published="2024-11-22"))


def after(text: str, facts: list[Fact]) -> list[tuple[str, int]]:
    """What was read of the last lines, with its place counted from their beginning."""
    begin = len(text) - len(AFTER)
    return [(f.text, f.start - begin) for f in facts if f.start >= begin]


@pytest.mark.parametrize("unit", UNITS)
def test_what_follows_a_repetition_is_read_at_its_place(unit: str) -> None:
    short, long = (BEFORE + unit * n + AFTER for n in (30_000 // len(unit), 300_000 // len(unit)))
    few, many = read(short), read(long)
    assert after(long, many) == after(short, few) != []
    assert [f.text for f in many[:3]] == [f.text for f in few[:3]]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(UNITS), st.integers(0, 90), st.integers(30_000, 60_000), st.sampled_from(["", AFTER]))
def test_all_places_are_exact(unit: str, cut: int, size: int, end: str) -> None:
    text = BEFORE[:cut] + unit * (size // len(unit)) + end + unit * (size // len(unit)) + AFTER
    facts = read(text)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.text
        if fact.sentence is not None and fact.sentence_start is not None:
            assert text.startswith(fact.sentence, fact.sentence_start)
        for item in fact.items if isinstance(fact, Figure) else ():
            assert text[item.start : item.end] == item.text
    assert [(f.start, f.end) for f in facts] == sorted((f.start, f.end) for f in facts)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("đạt 5% hộ. " * 1_000, "a few pages are read whole"),
        ("".join(f"{n}. Xã đạt.\n" for n in range(9_000)), "a number that counts up repeats nothing"),
        (
            "Một câu dài hơn, mà ai đó viết đi viết lại từ đầu đến cuối cả một tài liệu. " * 2_000,
            "a sentence",
        ),
        (BEFORE * 3_000, "a sentence with its figures"),
        ("", "nothing"),
    ],
)
def test_nothing_else_is_passed_over(text: str, why: str) -> None:
    assert repetitions(text) == [], why


def test_what_is_passed_over_leaves_the_same_text_with_less_of_it() -> None:
    text = BEFORE + "đạt 5% " * 20_000 + AFTER
    found = repetitions(text)
    assert len(found) == 1
    shorter = without(text, found)
    many = shorter.count("đạt 5% ")
    assert shorter == BEFORE + "đạt 5% " * many + AFTER
    assert len(shorter) < 40_000


def _calls(text: str) -> int:
    """Calls of functions, which no busy machine changes."""
    calls = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", ["A\n", "Luật ", "quý I ", "1. "])
def test_ten_times_as_much_of_one_cue_costs_hardly_more(unit: str) -> None:
    read(unit * 100)
    little, much = (_calls(unit * (size // len(unit))) for size in (60_000, 600_000))
    assert much < 2 * little
