"""The quick look at a stretch's last word: it may let too much through, never too little."""

import pytest

from nlp.endings import ends_in, last_words, longest

ENDS = last_words(["tối đa", "(?<!chưa )đạt"], [r"thấp hơn(?!\s+mức)", "lần(?: thứ)?", "covid-"])


@pytest.mark.parametrize(
    ("stretch", "may"),
    [
        ("giải quyết tối đa", True),
        ("giải quyết tối đa ", True),  # blanks after the word
        ("chưa đạt", True),  # what stands before is the pattern's matter
        ("thấp hơn", True),
        ("diễn tập lần", True),  # the part that may be missing is
        ("diễn tập lần thứ", True),  # and is not
        ("phòng dịch covid-", True),  # signs are left to the pattern
        ("(đạt", True),
        ("đạt:", True),
        ("đa số", False),  # ends in another word
        ("tối", False),
        ("", False),
    ],
)
def test_a_last_word_that_ends_nothing_is_turned_away(stretch: str, may: bool) -> None:
    assert ends_in(stretch, ENDS) is may


@pytest.mark.parametrize("entry", [r"so với \w+", "mức [abc]", "tăng.*"])
def test_an_entry_that_may_end_in_anything_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="ends in"):
        last_words([entry])


def test_the_longest_of_a_list_counts_what_may_be_missing_and_not_what_stands_around() -> None:
    assert longest(["tối đa", "(?<!chưa )đạt(?! chuẩn)"], ["lần(?: thứ)?"]) == len("lần thứ")


def test_a_list_without_a_longest_is_refused() -> None:
    with pytest.raises(ValueError, match="no longest"):
        longest(["tăng", r"so với \w+"])
