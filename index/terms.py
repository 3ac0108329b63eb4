"""Text to search terms, for every engine.

An index keeps each word twice: as its marks stand (`exact`) and without them (`folded`). No word is
dropped and none is too short. A number is one term in one way of writing (`1.250,5` and `1250,5`); a
sign such as `507/QĐ-UBND` is found as a whole and by each of its parts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.shadow import bare, shadow

_PIECE = re.compile(
    r"(?P<sign>[\w\u0300-\u036f]+(?:[/&_-][\w\u0300-\u036f]+)+)"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?:[^\S\n]?(?P<percent>%))?(?![\w\u0300-\u036f])"
    r"|(?P<word>[\w\u0300-\u036f]+)"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+|\d+")
_PART = re.compile(r"[^/&_-]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A search term and where it stands.

    Attributes:
        text: the term with its marks, in lower case.
        position: counts the terms of the text; a sign has the position of its first part.
        start, end: offsets into the text that was given.
    """

    text: str
    position: int
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The term without its marks."""
        return bare(self.text)


def terms(text: str) -> Iterator[Term]:
    """The terms of a text, in order.

    Example:
        >>> [t.text for t in terms("QĐ 507/QĐ-UBND: 99,5% (1.250)")]
        ['qđ', '507/qđ-ubnd', '507', 'qđ', 'ubnd', '99,5%', '99,5', '1250']
    """
    low = shadow(text)
    position = 0
    for piece in _PIECE.finditer(low):
        start, end = piece.span()
        if piece["sign"]:
            yield Term(_clean(piece["sign"]), position, start, end)
            for part in _PART.finditer(piece["sign"]):
                yield Term(_clean(part[0]), position, start + part.start(), start + part.end())
                position += 1
            continue
        if piece["number"]:
            number = plain_number(piece["number"])
            if piece["percent"]:
                yield Term(number + "%", position, start, end)
            yield Term(number, position, start, piece.end("number"))
        else:
            yield Term(_clean(piece["word"]), position, start, end)
        position += 1


def query_terms(text: str) -> list[Term]:
    """The terms to look for: as `terms`, but of a sign or a percentage only the whole.

    Example:
        >>> [t.text for t in query_terms("507⁄QĐ-UBND đạt 99,5 %")]
        ['507/qđ-ubnd', 'đạt', '99,5%']
    """
    found: list[Term] = []
    for term in terms(unicodedata.normalize("NFC", text)):
        if not found or term.start >= found[-1].end:
            found.append(term)
    return found


def plain_number(number: str) -> str:
    """One way of writing a number: without dots between thousands, with a comma before decimals."""
    if _THOUSANDS.fullmatch(number):
        return number.replace(".", "")
    return number.replace(".", ",") if number.count(".") == 1 and "," not in number else number


def _clean(word: str) -> str:
    """A word without marks that could not be composed with their letters."""
    return "".join(char for char in word if not unicodedata.combining(char))
