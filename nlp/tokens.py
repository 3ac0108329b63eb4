"""Our own tokenizer: syllables, numerals and signs, with every character kept."""

import re
from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"https?://[^\s<>\"]+"
    r"|\d+(?:[.,/]\d+)*"
    r"|[^\W\d_]+(?:\d+)?"
    r"|\s+"
    r"|."
)


@spacy.registry.tokenizers("doichieu.tokenizer.v1")
def make_tokenizer() -> Callable[[Language], "Tokenizer"]:
    """The registered constructor, for a spaCy config."""
    return lambda nlp: Tokenizer(nlp.vocab)


class Tokenizer:
    """Cuts a text into tokens such that `doc.text == text` for every string."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            token = match[0]
            if token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                token = token[1:]
            if token:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_kw: object) -> "Tokenizer":
        return self

    def to_disk(self, _path: str, **_kw: object) -> None:
        return None

    def from_disk(self, _path: str, **_kw: object) -> "Tokenizer":
        return self
