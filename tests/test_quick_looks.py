"""What is looked for first, because it is quick, never hides what a rule would find."""

import random
import re

import pytest

from nlp import stretches
from nlp.rules import book
from nlp.shadow import _lower_table, shadow

PIECES = """trên|tại|ở|trong|thuộc|của|địa bàn|phạm vi|toàn|cả|tỉnh|huyện|thành phố|xã|nước|quốc|vùng
địa phương|đơn vị|có|đạt|là|,|.|(|)|5|năm""".replace("\n", "|").split("|")


def test_no_place_phrase_without_one_of_its_words() -> None:
    rng = random.Random(0)
    for _ in range(20_000):
        text = " ".join(rng.choices(PIECES, k=rng.randint(1, 6)))
        if stretches._PLACE_PHRASE.search(text):
            assert any(stretches._VAGUE_PLACE.finditer(text)), text


@pytest.mark.parametrize("name", ["links", "auxiliaries", "trailing", "own verbs"])
def test_words_that_close_a_stretch_are_short_enough_to_be_looked_for_at_its_end(name: str) -> None:
    said = [re.sub(r"\(\?<![\w ]+ \)", "", word) for word in book("indicators")[name].words]
    assert all(len(word) * 2 < stretches._TAIL for word in said)


@pytest.mark.parametrize("name", ["links", "auxiliaries", "trailing"])
def test_words_whose_last_one_is_looked_at_first_end_in_a_plain_word(name: str) -> None:
    plain = re.compile(r"(?:\(\?<![\w ]+ \))*[^\W\d_]+(?: [^\W\d_]+)*")
    assert [word for word in book("indicators")[name].words if not plain.fullmatch(word)] == []


def test_small_forms_are_those_of_each_character_alone() -> None:
    table = _lower_table()
    odd = [c for c in map(chr, range(0x10FFFF)) if not c.isspace() and len(shadow(c)) != 1]
    assert odd == []
    assert shadow("ΑΣ İ") == "ΑΣ İ".translate(table)
