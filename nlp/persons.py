"""Persons named in a text: by surname, or by a title before the name."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.place_names import WORD
from nlp.place_names import data as places_data
from nlp.shadow import shadow

_NAME = re.compile(rf"{WORD}(?:[ \u00a0]{WORD}){{0,5}}")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name.

    Attributes:
        start, end: the name, title left out.
        name: the words.
        titled: where the title before it begins; None without one.
        full: whether it begins with a surname and has two words or more.
    """

    start: int
    end: int
    name: str
    titled: int | None
    full: bool


@cache
def data() -> dict[str, Any]:
    """The language data of statements: titles, verbs of speech."""
    return json.loads((files("nlp") / "data" / "statements.json").read_text(encoding="utf-8"))


@cache
def _title() -> re.Pattern[str]:
    words = "|".join(re.escape(t) for t in sorted(data()["titles"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\.?[ \u00a0]+$")


def persons_in(text: str, start: int, end: int) -> list[Person]:
    """Persons named between two places, in text order.

    Example:
        >>> [p.name for p in persons_in("Theo ông Trần Văn Nam và chị Mai", 0, 32)]
        ['Trần Văn Nam', 'Mai']
    """
    surnames = places_data()["surnames"]
    out = []
    for match in _NAME.finditer(text, start, end):
        words = match[0].split()
        at = match.start()
        skipped = 0
        while skipped < len(words):
            low = shadow(words[skipped]).replace("’", "'")
            title = _title().search(shadow(text[max(0, at - 24) : at]))
            surname = low in surnames or low[:2] in ("k'", "h'")
            rest = words[skipped:]
            if (surname and (len(rest) >= 2 or "'" in low)) or (title and skipped == 0):
                rest = _without_acronyms(rest)
                if rest and not (
                    rest[0].isupper()
                    and len(rest[0]) > 1
                    and len(rest) > 1
                    and not all(w.isupper() for w in rest)
                ):
                    name = " ".join(rest)
                    stop = at + len(text[at : match.end()]) if rest == words[skipped:] else at + len(name)
                    titled = at - (len(title[0])) if title else None
                    out.append(Person(at, stop, name, titled, surname and (len(rest) >= 2 or "'" in low)))
                break
            at += len(words[skipped]) + 1
            skipped += 1
    return out


def _without_acronyms(words: list[str]) -> list[str]:
    """The words up to the first one that is no name (`UBND`)."""
    for i, word in enumerate(words):
        if len(word) > 2 and word.isupper() and not all(w.isupper() for w in words):
            return words[:i]
    return words
