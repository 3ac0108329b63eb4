"""Sentences: where one ends, and where it only looks so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Thu đạt 5 tỷ. Chi 4 tỷ.", ["Thu đạt 5 tỷ.", "Chi 4 tỷ."], "a full stop before a capital"),
        ("Thu đạt 5 tỷ. 12 xã xong.", ["Thu đạt 5 tỷ.", "12 xã xong."], "a full stop before a number"),
        ("Thu 1.239 tỷ, đạt 84.6%.", ["Thu 1.239 tỷ, đạt 84.6%."], "dots inside numbers"),
        ("Ở TP. Cẩm Phả có mưa.", ["Ở TP. Cẩm Phả có mưa."], "an abbreviated type of unit"),
        ("ThS. Lê Văn Nam báo cáo.", ["ThS. Lê Văn Nam báo cáo."], "an academic title"),
        ("Gặp ông Trần V. Nam ở đó.", ["Gặp ông Trần V. Nam ở đó."], "an initial"),
        (
            "1. Thu ngân sách\n2. Chi ngân sách",
            ["1. Thu ngân sách", "2. Chi ngân sách"],
            "numbering isn't an end",
        ),
        (
            "Gồm:\n- năm xã;\n- sáu thôn.",
            ["Gồm:", "- năm xã;", "- sáu thôn."],
            "a list marker begins a sentence",
        ),
        (
            "Gồm:\na) năm xã;\nb) sáu thôn.",
            ["Gồm:", "a) năm xã;", "b) sáu thôn."],
            "letters number a list too",
        ),
        (
            "tỷ lệ hồ sơ nộp\ntrực tuyến tăng.",
            ["tỷ lệ hồ sơ nộp\ntrực tuyến tăng."],
            "a wrapped line goes on",
        ),
        ("Kết quả năm nay\n\nthu tăng.", ["Kết quả năm nay", "thu tăng."], "a blank line ends one"),
        ("KẾT QUẢ\nThu tăng.", ["KẾT QUẢ", "Thu tăng."], "a heading, then a sentence"),
        (
            "Ông nói: “Xong rồi.” Rồi đi.",
            ["Ông nói: “Xong rồi.”", "Rồi đi."],
            "a closing mark stays with its sentence",
        ),
        ("Xong chưa? Rồi! Tốt… Vâng.", ["Xong chưa?", "Rồi!", "Tốt…", "Vâng."], "other ends"),
        ("  \n \n", [], "blanks are no sentence"),
        ("Ngày 5.9. khai giảng", ["Ngày 5.9. khai giảng"], "a small letter goes on"),
    ],
)
def test_where_sentences_end(text: str, expected: list[str], why: str) -> None:
    assert cut(text) == expected, why


def test_what_never_ends_is_cut_between_words() -> None:
    text = "đạt 84,6% " * 1000
    parts = cut(text)
    assert max(map(len, parts)) <= LONGEST
    assert " ".join(parts).split() == text.split()


def test_what_never_ends_is_cut_after_a_semicolon_if_there_is_one() -> None:
    assert all(p.endswith(";") for p in cut("xã này 5 hộ nghèo và cận nghèo; " * 200))


@given(st.text(st.sampled_from('aĐạ1 .,;:!?\n\t\u00a0"”)(-%TPV'), max_size=200))
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
