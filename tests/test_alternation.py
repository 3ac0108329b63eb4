"""Alternatives that share their beginnings match what the plain list matches, in the same order."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.alternation import alternatives, sought
from nlp.rules import book, words

WORDS = st.lists(
    st.text("ab ", min_size=1, max_size=5)
    | st.sampled_from(
        ["a(?!b)", "a?b", "b{2}", "(?:a|b)b", "ab|b", "[ab|]a", r"\ba", r"a\ b", "^a", "b*", "a$"]
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=500, deadline=None)
@given(WORDS, st.text("ab ", max_size=12))
def test_the_same_is_found_as_with_the_plain_list(listed: list[str], text: str) -> None:
    plain = re.compile(f"(?<!a)(?:{'|'.join(listed)})(?=[ab]|$)")
    shared = re.compile(f"(?<!a)(?:{alternatives(listed)})(?=[ab]|$)")
    assert [m.span() for m in plain.finditer(text)] == [m.span() for m in shared.finditer(text)]


LED = st.lists(
    st.builds(
        str.__add__,
        st.sampled_from(["", "(?<!b )", "(?<!a)(?<!ab)", "(?<![^a])"]),
        st.text("ab ", min_size=1, max_size=4)
        | st.sampled_from(["(?:a|bb)a", "(?:a|(?<!b)b)(?:a|b)", "(?:ab|a)?b", "a?b", "[ab]", "(?:ba|b)"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=800, deadline=None)
@given(
    st.sampled_from([r"(?<!\w)", r"(?:^|(?<=[\s,]))", r"(?<!\w)(?<!a )", "(?<!a)"]),
    st.sampled_from(["(?:{})", "({})", "(?P<one>{})"]),
    LED,
    st.sampled_from(["", r"(?!\w)", r"\s*$", "?", " b"]),
    st.text("ab ,", max_size=14),
    st.integers(0, 4),
)
def test_the_same_is_found_when_what_stands_before_is_asked_later(
    lead: str, group: str, listed: list[str], rest: str, text: str, start: int
) -> None:
    plain = lead + group.format("|".join(listed)) + rest
    asked, moved = re.compile(plain), re.compile(sought(plain))
    found = [(m.span(), m.groups()) for m in asked.finditer(text, start)]
    assert [(m.span(), m.groups()) for m in moved.finditer(text, start)] == found


@pytest.mark.parametrize(
    ("plain", "moved", "why"),
    [
        (r"(?<!\w)(?:tăng|giảm)", r"(?:t(?<!\w.)ăng|g(?<!\w.)iảm)", "each word asks after its first letter"),
        (r"(?<!\w)ước", r"ư(?<!\w.)ớc", "so does a word alone"),
        (r"(?:^|(?<=[ (]))(là)", r"(l(?<![^ (].)à)", "the beginning is no sign that may not precede"),
        (r"(?<!\w)(?:(?:các|những) xã)", r"(?:c(?<!\w.)ác xã|n(?<!\w.)hững xã)", "a list may begin a word"),
        (r"(?<!\w)(?:\d+|tăng)", r"(?<!\w)(?:\d+|tăng)", "what begins with no letter stays as it is"),
        (r"(?<!\w)(?:5|tăng)", r"(?<!\w)(?:5|tăng)", "so does what begins with a number"),
        (r"(?:tăng|giảm)(?!\w)", r"(?:tăng|giảm)(?!\w)", "and what looks back for nothing"),
    ],
)
def test_what_stands_before_is_asked_after_the_first_letter(plain: str, moved: str, why: str) -> None:
    assert sought(plain) == moved, why


@pytest.mark.parametrize(
    ("listed", "pattern", "why"),
    [
        (["tăng thêm", "tăng", "tổng"], "t(?:ăng(?: thêm|)|ổng)", "beginnings are shared"),
        (["tăng", "tăng thêm"], "tăng(?:| thêm)", "the shorter word stays first where it was first"),
        (["tăng", r"\d", "tổng"], r"tăng|\d|tổng", "nothing passes what begins with no plain character"),
        (["kh?", "kế"], "k(?:h?|ế)", "a quantifier stays with its character"),
        (["gồm: một", "gồm: hai"], "gồm: (?:một|hai)", "signs that mean themselves are shared"),
        (["a|b", "ac"], "a(?:|c)|b", "an entry may be a list itself"),
    ],
)
def test_words_with_the_same_beginning_are_one_branch(listed: list[str], pattern: str, why: str) -> None:
    assert alternatives(listed) == pattern, why


def test_the_lists_of_the_rules_match_their_own_words() -> None:
    for name in ("roles", "indicators", "numerals", "comparators", "units", "places", "tables"):
        for rule in book(name):
            listed = [w for w in words(name, rule) if re.fullmatch(r"[\w ]+", w)]
            if listed:
                assert all(re.fullmatch(alternatives(listed), w) for w in listed), (name, rule)
