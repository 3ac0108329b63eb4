"""Fields of work (`giáo dục`, `kinh tế`): which figures belong to one, by the words of what they measure."""

from functools import cache, lru_cache
from importlib.resources import files

from nlp.question_words import Term, split, words_of
from nlp.shadow import bare, shadow


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    """The words of each field, by its names without accents."""
    text = (files("index") / "data" / "fields.tsv").read_text(encoding="utf-8")
    out: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            names, words = line.split("\t")
            measured = tuple(f" {' '.join(split(w))} " for w in words.split("|"))
            out |= {" ".join(split(bare(shadow(name)))): measured for name in names.split("|")}
    return out


def field_of(term: Term) -> tuple[str, ...]:
    """The words of the field that a term names, a blank on both sides of each; none when it names none.

    Example:
        >>> " giường bệnh " in field_of(Term("y te", (("~y", "~te"),), 1.0, 0, 4))
        True
    """
    for form in term.forms[:3]:
        found = _fields().get(" ".join(bare(x).lstrip("~") for x in form))
        if found:
            return found
    return ()


def in_field(field: tuple[str, ...], indicator: str) -> bool:
    """Whether what a figure measures belongs to a field."""
    words = _words(indicator)
    return any(word in words for word in field)


def of_another(field: tuple[str, ...], indicator: str) -> bool:
    """Whether what a figure measures belongs to other fields only."""
    return not in_field(field, indicator) and any(word in _words(indicator) for word in _all())


@lru_cache(maxsize=4096)
def _words(indicator: str) -> str:
    return f" {' '.join(words_of(indicator))} "


@cache
def _all() -> tuple[str, ...]:
    """The words of all fields."""
    return tuple(dict.fromkeys(word for words in _fields().values() for word in words))
