"""The tokenizer: nothing is lost, and numerals and syllables stay whole."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp.tokens import Tokenizer

TOKENIZER = Tokenizer(
    spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "doichieu.tokenizer.v1"}}}).vocab
)


@pytest.mark.parametrize(
    ("text", "tokens", "why"),
    [
        ("Đạt 84,6%.", ["Đạt", "84,6", "%", "."], "a decimal comma belongs to its number, the sign does not"),
        ("thu 1.239 tỷ", ["thu", "1.239", "tỷ"], "dots between groups"),
        ("13/15 xã", ["13/15", "xã"], "both sides of a fraction"),
        ("30 - 50%", ["30", "-", "50", "%"], "a range has two numbers"),
        ("mạng 4G, Covid-19", ["mạng", "4", "G", ",", "Covid", "-", "19"], "letters end a number"),
        ("số 12/QĐ-UBND", ["số", "12", "/", "QĐ", "-", "UBND"], "a sign in its parts"),
        ("xem https://a.vn/b?c=1 nhé", ["xem", "https://a.vn/b?c=1", "nhé"], "an address is one token"),
        ("a  b", ["a", " ", "b"], "a second blank is a token"),
        ("a\n\nb", ["a", "\n\n", "b"], "line ends are tokens"),
        ("\u00a0a", ["\u00a0", "a"], "a blank that doesn't break is a token of its own"),
        ("", [], "nothing"),
    ],
)
def test_tokens(text: str, tokens: list[str], why: str) -> None:
    doc = TOKENIZER(text)
    assert [t.text for t in doc] == tokens, why
    assert doc.text == text


@given(
    st.text(
        st.characters(exclude_categories=[]) | st.sampled_from(" \n\t\u00a0,.%/5ạ\u0301\u200b"), max_size=80
    )
)
def test_the_text_comes_back_whole(text: str) -> None:
    # no encoding carries lone surrogates; the stored text has none
    text = text.encode("utf-8", "replace").decode()
    doc = TOKENIZER(text)
    assert doc.text == text
    assert "".join(t.text_with_ws for t in doc) == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
