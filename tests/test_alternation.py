"""Alternatives that share their beginnings match what the plain list matches, in the same order."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.alternation import alternatives
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
