"""Which figures have a word, and what it counts there."""

import gc

import numpy as np
import pytest

from index.loading import MANY, loading
from index.matching import WEIGHTS, Matcher, Texts
from nlp.question_words import Term

NONE = ("", "", "", "", "", "")


def texts(**places: str) -> Texts:
    """The words of a figure by the place where they stand."""
    names = ("indicator", "unit", "clause", "sentence", "before", "title")
    return tuple(places.get(name, "") for name in names)  # type: ignore[return-value]


def counted(matcher: Matcher, *form: str) -> list[float]:
    """How far a wording is found in each figure."""
    return matcher.found([Term(" ".join(form), (form,), 1.0, 0, 0)])[0].tolist()


def test_a_word_counts_by_the_heaviest_place_where_it_stands() -> None:
    matcher = Matcher([
        texts(indicator="hộ nghèo", sentence="xã còn 5 hộ nghèo"),
        texts(title="hộ nghèo hộ nghèo"),
        NONE,
        texts(clause="còn 5 hộ", before="hộ"),
    ])  # fmt: skip
    assert counted(matcher, "hộ") == pytest.approx([WEIGHTS[0], WEIGHTS[5], 0, WEIGHTS[2]])
    assert counted(matcher, "xã") == pytest.approx([WEIGHTS[3], 0, 0, 0])


def test_a_wording_counts_by_its_rarest_words() -> None:
    matcher = Matcher([texts(indicator="hộ nghèo"), *[texts(indicator="hộ")] * 9])
    whole, common = counted(matcher, "hộ", "nghèo")[:2]
    assert whole == pytest.approx(1.0)
    assert 0 < common < 0.3


def test_a_word_without_accents_counts_by_the_best_of_those_it_may_be() -> None:
    matcher = Matcher([
        texts(title="đường", sentence="dương"), texts(indicator="đường"), texts(unit="dương"), NONE
    ])  # fmt: skip
    assert counted(matcher, "~duong") == pytest.approx([WEIGHTS[3], WEIGHTS[0], WEIGHTS[1], 0])
    assert counted(matcher, "~nowhere") == [0, 0, 0, 0]


def test_words_are_known_by_how_many_figures_have_them_and_by_their_neighbours() -> None:
    words = Matcher([texts(indicator="hộ nghèo", title="hộ nghèo"), texts(unit="hộ cận nghèo")]).store_words()
    assert words.words == {"hộ": 2, "nghèo": 2, "cận": 1}
    assert words.after["ho"] == {"nghèo", "cận"}
    assert words.before["ngheo"] == {"hộ", "cận"}
    assert words.spelt["ngheo"] == ["nghèo"]


def test_without_words_nothing_is_found() -> None:
    for figures in ([], [NONE]):
        matcher = Matcher(figures)
        assert counted(matcher, "hộ") == [0.0] * len(figures)
        assert np.array_equal(matcher.scores([]), np.ones(len(figures), dtype=np.float32))


def test_the_collector_waits_while_much_is_loaded_and_passes_over_it_afterwards() -> None:
    before = gc.get_freeze_count()
    with loading():
        assert not gc.isenabled()
        much = [[n] for n in range(MANY + 1)]
    try:
        assert gc.isenabled()
        assert gc.get_freeze_count() >= before + len(much)
        with loading():
            assert gc.get_freeze_count() < MANY, "what was loaded before may be gone"
    finally:
        gc.unfreeze()


def test_after_a_failed_loading_the_collector_works_again() -> None:
    with pytest.raises(ValueError, match="broken"), loading():
        raise ValueError("broken")
    assert gc.isenabled()
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled(), "somebody else switched it off"
    finally:
        gc.enable()
