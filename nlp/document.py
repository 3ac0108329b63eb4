"""A document: its stored text, which never changes, and what is known about it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LONE = re.compile("[\ud800-\udfff]")


def stored_text(text: str) -> str:
    """Bring decoded text into its stored form: NFC, LF line ends, no BOM; nothing else changes.

    Lone surrogates, which no encoding can carry, become U+FFFD.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _LONE.sub("\ufffd", text))


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader gives and the store keeps.

    `published` is an ISO date (`2024-11-22`), a month or a year, as far as it is known.
    `number`, `symbol` and `issuer` are those of the document itself when it is a directive.
    """

    text: str
    source: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the stored text in UTF-8, in hexadecimal."""
        return _sha256(self.text)

    @property
    def id(self) -> str:
        """The document's id: the first 16 hexadecimal digits of its SHA-256."""
        return self.sha256[:16]


@lru_cache(maxsize=1)
def _sha256(text: str) -> str:
    # Each row of a document asks for it; more than one text is not worth its memory.
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
