"""What somebody typed into a search box, understood. Nothing that can be typed is an error.

`lập thạch`: words · `"chữ ký số"`: next to each other · `-xã`: without · `huyện:"Lập Thạch"`,
`năm:2024`, `nguồn:baovinhphuc`: only there.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.terms import Term, query_terms, terms
from nlp.directive_numbers import directive_key
from nlp.shadow import bare, shadow

FIELDS = {
    "tinh": "province",
    "tp": "province",
    "province": "province",
    "huyen": "district",
    "quan": "district",
    "thixa": "district",
    "district": "district",
    "xa": "commune",
    "phuong": "commune",
    "thitran": "commune",
    "commune": "commune",
    "noi": "place",
    "place": "place",
    "nam": "year",
    "year": "year",
    "nguon": "source",
    "bao": "source",
    "source": "source",
    "so": "number",
    "vanban": "number",
    "number": "number",
    "id": "doc",
    "doc": "doc",
}
"""The names of filters, without accents, blanks and `_`, and what they filter."""

_DOCUMENT_NUMBER = re.compile(r"\d{1,5}[a-d]?")
_CHUNK = re.compile(r'(?P<no>-)?(?:(?P<field>[^\W\d]\w*):)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that was asked for.

    Attributes:
        terms: one term for a word, several for a phrase (in their order).
        phrase: whether they have to stand next to each other.
    """

    terms: tuple[Term, ...]
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A search, understood.

    Attributes:
        given: as it was typed.
        wanted: what should be there.
        unwanted: what must not be there.
        facets: what must be among a passage's facets, see `facet`.
        keys: facets of the directives that were named; passages with them fit whatever their words.
    """

    given: str
    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    facets: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether accents were typed anywhere."""
        return any(term.text != term.folded for wish in self.wanted for term in wish.terms)


@lru_cache(maxsize=20_000)
def facet(name: str, value: str) -> str:
    """One way of writing a filter: `district:lap thach`, without accents."""
    return f"{name}:{' '.join(bare(shadow(value)).split())}"


@lru_cache(maxsize=20_000)
def number_facet(written: str) -> str:
    """The facet of a directive's number, in whatever spelling: `number:qd:507`, `number:507`.

    Example:
        >>> number_facet("507/QĐ-UBND") == number_facet("Quyết định số 507")
        True
    """
    kind, _, number = directive_key(unicodedata.normalize("NFC", written)).partition(":")
    return facet("number", f"{kind}:{number}" if kind else number or written)


def read_words(given: str) -> Words:
    """Understand what was typed.

    Example:
        >>> words = read_words('chữ ký số -xã huyện:"Lập Thạch"')
        >>> [w.terms[0].text for w in words.wanted], words.facets
        (['chữ', 'ký', 'số'], ('district:lap thach',))
    """
    wanted: list[Wish] = []
    unwanted: list[Wish] = []
    facets: list[str] = []
    text = _plain_quotes(unicodedata.normalize("NFC", given))
    for chunk in _CHUNK.finditer(text):
        said = chunk["plain"] if chunk["phrase"] is None else chunk["phrase"]
        field = FIELDS.get(bare((chunk["field"] or "").lower()).replace("_", ""))
        if field is not None and said.strip():
            facets.append(number_facet(said) if field == "number" else facet(field, said))
            continue
        if chunk["field"]:  # `http://…`, `Chú ý:…`: no filter of ours, so words
            said = f"{chunk['field']} {said}"
        wishes = unwanted if chunk["no"] and not chunk["field"] else wanted
        if chunk["phrase"] is not None:
            found = _in_a_row(said)
            if found:
                wishes.append(Wish(found, phrase=len(found) > 1))
        else:
            wishes += [Wish((term,)) for term in query_terms(said)]
    return Words(given, _once(wanted), _once(unwanted), tuple(dict.fromkeys(facets)), _directives(wanted))


def _once(wishes: list[Wish]) -> tuple[Wish, ...]:
    """What was asked for several times, asked once: engines take much longer for what says nothing new."""
    found: dict[tuple[str, ...], Wish] = {}
    for wish in wishes:
        found.setdefault(tuple(term.text for term in wish.terms), wish)
    return tuple(found.values())


def parts(term: Term) -> tuple[Term, ...]:
    """The parts of a sign (`507/qđ-ubnd` → 507, qđ, ubnd); a plain term is its own only part."""
    found = _in_a_row(term.text)
    return found if len(found) > 1 else (term,)


def _in_a_row(text: str) -> tuple[Term, ...]:
    """One term for each position: the parts of a sign, but a percentage as a whole."""
    row: dict[int, Term] = {}
    for term in terms(text):
        before = row.get(term.position)
        if before is None or not before.text.endswith("%"):
            row[term.position] = term
    return tuple(row[position] for position in sorted(row))


def _directives(wanted: list[Wish]) -> tuple[str, ...]:
    """The directives that the words name: a number with its type right before or after it."""
    row = [part.folded for wish in wanted for term in wish.terms for part in parts(term)]
    keys: list[str] = []
    for i, number in enumerate(row):
        if not _DOCUMENT_NUMBER.fullmatch(number):
            continue
        before = row[max(0, i - 3) : i]
        if before and before[-1] == "so":
            before = before[:-1]
        # The type of one, two or three words that ends right before the number, else begins after it.
        tries = [" ".join(before[-n:]) for n in range(1, len(before) + 1)]
        tries += [" ".join(row[i + 1 : i + 1 + n]) for n in (1, 2)]
        for kind in tries:
            key = directive_key(f"{kind} {number}") if not any(c.isdigit() for c in kind) else ""
            if key and not key.startswith(":") and not key.endswith(":"):
                keys.append(facet("number", key))
                break
    return tuple(dict.fromkeys(keys))


def _plain_quotes(text: str) -> str:
    return "".join('"' if shadow(char) == '"' else char for char in text)
