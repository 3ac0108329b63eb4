"""What a scan finds is what the pattern finds alone, wherever its matches may begin."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp import (
    directives,
    issuers,
    number_names,
    numbers,
    organisations,
    place_names,
    place_setting,
    places_told,
    role_choice,
    scanning,
    topics,
)
from nlp.periods import _SHAPES
from nlp.rules import book, pattern
from nlp.scanning import Scan, beginnings
from nlp.shadow import shadow
from nlp.speech_words import scans


@pytest.fixture(scope="module", autouse=True)
def however_short() -> Iterator[None]:
    """Short texts are otherwise left to the pattern alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "_SHORT", 0)
        yield


PATTERNS = [
    r"(?<!\w)(?:đến |tới )?năm (?:19|20)\d\d",
    r"(?<!\w)(?:ab|a)?b*(?:c|d)",
    r"(?<![\w/.,-])\d+(?:,\d+)?(?!\d)|(?<=[\s(]-)\d+|b a",
    r"\d\d|a",
    r"(?:a|\s)b",
    r"[ab][ c]?d|(?<!\d)\d{1,2}/",
    r"(?i)ab|b",
    r"a{2}b|c+|(?:d ?){2}",
    r"(?<=a)b|(?<!a)c",
    r"(?:a|b|)c",
]


@settings(max_examples=100, deadline=None)
@given(st.text("abcd 12/,-(", max_size=25), st.integers(0, 10), st.integers(0, 25))
@pytest.mark.parametrize("written", PATTERNS)
def test_a_scan_finds_what_its_pattern_finds(written: str, text: str, start: int, end: int) -> None:
    regex = re.compile(written)
    scan = Scan(regex)
    assert [m.span() for m in scan.finditer(text)] == [m.span() for m in regex.finditer(text)]
    inside = list(regex.finditer(text, start, end)) if start <= end else []
    assert [m.span() for m in scan.between(text, [(start, end)])] == [m.span() for m in inside]
    assert scan.may_begin(text, start, end) or not inside


@cache
def ours() -> list[Scan]:
    """The scans of whole texts, and those of all patterns of rules that are not fixed to a place.

    Made by the first test that asks: each scan made is looked for in every text from then on.
    """
    found = [issuers._scan(), directives._scan(), *place_names._patterns().values(), *scans().values()]
    found += [places_told._GENERIC, places_told._OFFICE, places_told._NATION, *number_names._MASKS]
    found += [places_told._UNNAMED, role_choice._LEANS]
    found += [number_names._ADDRESSES, number_names._CLOCKS, place_setting._FULL_DATES, place_setting._YEARS]
    found += [scan for _, scan in _SHAPES]
    found += [numbers._RANGES, numbers._FRACTIONS, numbers._PLAINS, numbers._IN_PARTS, numbers._IN_WORDS]
    for name in ("roles", "status", "indicators", "times", "numerals", "comparators"):
        found += [Scan(pattern(name, rule)) for rule in book(name)]
    return found


@pytest.mark.parametrize(
    ("word", "certain", "why"),
    [
        ("Sở", "sở", "small letters"),
        ("PCI", "pci", "of capitals too"),
        ("Toà", "t", "the tone moves at a word's end alone"),
        ("Ngành To", "ngành t", "a tone may follow"),
        ("toàn ngành", "toàn ngành", "a tone inside a word stays"),
        ("A – B", "a ", "dashes become one"),
    ],
)
def test_what_is_looked_for_in_the_shadow_is_certain_to_stand_there(
    word: str, certain: str, why: str
) -> None:
    assert scanning._certain(word) == certain


BY_SHADOW = [organisations._scan(), topics._ACRONYM]
NAMES = ["Sở Y tế", "Phòng Nông nghiệp", "PCI", "PAR Index", "PAPI", "ngành Toà án", "Hoà", "Công an", "xã"]
WRITTEN = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Sở Y tế",
                "Phòng Nông nghiệp và Môi trường",
                "PCI",
                "PAR Index",
                "PAPI",
                "ngành Toà án",
                "toàn ngành",
                "Quận uỷ",
                "Hoà",
                "Công an",
                "xã",
            ]
        ),
        st.sampled_from(["", " ", " – ", "\n", "à", "TH", " "]),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_scans_by_the_shadow_find_what_their_patterns_find(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + blank for word, blank in pieces)
    for scan in BY_SHADOW:
        found = scan.inside(text, 0, len(text), shadow(text))
        assert [m.span() for m in found] == [m.span() for m in scan.pattern.finditer(text)]


WORDS = """ủy ban nhân dân|ubnd|huyện|tỉnh|toàn|cả nước|kế hoạch|quyết định|số|12|/|qđ|-|ngày|tháng|năm|2024|3
đến|hết|tính|từ|quý|iii|giai đoạn|cho biết|:|"|khẳng định|.|theo|ông|thôn|phường|5|%|0912|345|678|điện thoại
hai|mười|lăm|trong|cùng kỳ|so với|đạt|phấn đấu|sở|y tế|(|)|,|24|@|vn|http://a|nay|hiện|đầu|nửa|tiếp tục
mục tiêu"""
TEXTS = st.lists(
    st.tuples(st.sampled_from(re.split(r"[|\n]", WORDS)), st.sampled_from(["", " ", " ", " ", "\n", "  "])),
    max_size=14,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_our_own_scans_find_what_their_patterns_find(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + blank for word, blank in pieces)
    for scan in ours():
        assert [m.span() for m in scan.finditer(text)] == [m.span() for m in scan.pattern.finditer(text)], (
            scan.pattern.pattern
        )


@pytest.mark.parametrize(
    ("written", "words", "why"),
    [
        (r"(?<!\w)(?:một|hai) hộ", {"một hộ", "hai hộ"}, "words with what follows them"),
        (r"(?:đến )?nay", {"đến nay", "nay"}, "what may be left out"),
        (r"nay|năm nay|nay đã", {"nay", "năm nay"}, "none begins with another"),
        (r"(?<!\d)\d+ hộ", {"\uffff"}, "a number"),
        (r"(?:huyện|\s+)x", None, "anything may come first"),
        (r"\d+ hộ", None, "it may begin inside a number"),
        (r"(?i)nay", None, "in any case"),
    ],
)
def test_beginnings(written: str, words: set[str] | None, why: str) -> None:
    assert beginnings(re.compile(written)) == (None if words is None else frozenset(words)), why


def test_most_of_our_own_patterns_begin_with_something_known() -> None:
    whole = [
        s for s in ours()[: -sum(len(book(n)) for n in ("roles", "status", "indicators"))] if s.words is None
    ]
    assert len(whole) < len(ours()) / 2
    assert issuers._scan().words
    assert directives._scan().words
