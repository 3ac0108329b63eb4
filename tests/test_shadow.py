"""The shadow: one way of writing, character for character."""

import unicodedata

import pytest

from nlp.shadow import bare, shadow


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("TỔNG HỢP Ở XÃ ĐÔNG", "tổng hợp ở xã đông", "capitals with accents and đ"),
        (
            "Hoà, hoè, thuỷ; hòa, hòe, thủy",
            "hòa, hòe, thủy; hòa, hòe, thủy",
            "new tone placement becomes old",
        ),
        ("quỹ, quý, quỳ", "quỹ, quý, quỳ", "after q the u belongs to the consonant and the mark stays"),
        (
            "hoàn, toàn, thuyền, khoét",
            "hoàn, toàn, thuyền, khoét",
            "a closed syllable has one placement only",
        ),
        ("TOẢ, XOÁ, LOẠ, HOẸ", "tỏa, xóa, lọa, họe", "every tone, in capitals too"),
        ("10–15 — 20 − 5 ‑ 3", "10-15 - 20 - 5 - 3", "en dash, em dash, minus, unbreakable hyphen"),
        ("746\u00a0nghìn\u202fngười\u2009có", "746 nghìn người có", "blanks that don't break"),
        ("“a” ‘b’ «c» „d", '"a" \'b\' "c" "d', "quotation marks of any shape"),
        ("5⁄7 và 3∕4 và 1／2", "5/7 và 3/4 và 1/2", "slashes that aren't"),
        ("dòng một\ndòng hai\t|", "dòng một\ndòng hai\t|", "line ends, tabs and bars stay"),
        ("İ ẞ ﬁ 😀 中", None, "letters whose small form is longer keep their length"),
    ],
)
def test_one_way_of_writing(text: str, expected: str | None, why: str) -> None:
    low = shadow(text)
    assert len(low) == len(text), why
    if expected is not None:
        assert low == expected, why


def test_a_shadow_has_no_shadow_of_its_own() -> None:
    text = "UỶ BAN — Hoà Bình\u00a0“Thuỷ”"
    assert shadow(shadow(text)) == shadow(text)


@pytest.mark.parametrize(
    "word", ["hoà", "hoá", "hoả", "hoã", "hoạ", "khoẻ", "xoè", "quý", "uỷ", "tuỳ", "luỹ", "huý", "thuỵ"]
)
def test_both_placements_have_one_shadow(word: str) -> None:
    apart = unicodedata.normalize("NFD", word)
    tone = next(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
    letters = apart.replace(tone, "")
    old = unicodedata.normalize("NFC", letters[:-1] + tone + letters[-1])
    if word != "quý":  # `qúy` is no placement but a slip
        assert shadow(old) == shadow(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường số", "Duong so"),
        ("ở, ữ, ặ, ỹ", "o, u, a, y"),
        ("Lập Thạch 84,6%", "Lap Thach 84,6%"),
        ("中 ß", "中 ß"),
    ],
)
def test_bare_takes_the_accents_off(text: str, expected: str) -> None:
    assert bare(text) == expected
    assert len(bare(text)) == len(text)
