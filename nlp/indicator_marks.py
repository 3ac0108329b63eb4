"""Marks of candidates for indicators: what speaks for and against a stretch of words, as the model knows it.

The weights are learned over these (`make models`); a mark that is written otherwise is another mark.
"""

from functools import lru_cache
from typing import NamedTuple

from nlp.marks import Joined, Marks
from nlp.rules import pattern
from nlp.stretches import FUNCTION_WORDS, HEADS, NO_SUBJECT, OWN_VERBS, PREDICATE, closing_verb

_PERSONAL = pattern("indicators", "personal")


class Ground(NamedTuple):
    """What all candidates of a number share.

    Attributes:
        kind: of the number.
        link, following: the sorts of what links it to the words before it and of what follows it.
        cue, follows: the link itself, and the word that follows.
        first, counted: no number of its sentence is told before it; it has a counted noun.
        opener: the sign that its words follow.
        score, indexed, headed: the unit of a score; an index is told of; a head begins its words.
    """

    kind: str
    link: str
    following: str
    cue: str
    follows: str
    first: bool
    counted: bool
    opener: str
    score: str
    indexed: bool
    headed: bool


@lru_cache(maxsize=2048)
def ground_marks(rule: str, ground: Ground) -> Joined:
    """The marks of a number and a rule."""
    kind, link, following, cue, follows, *rest = ground
    sorts = _sort_marks(rule, kind, link, following, *rest)
    return Joined(sorts, _word_marks(f"cue={cue}&{rule}"), _word_marks(f"next={follows}&{rule}"))


@lru_cache(maxsize=2048)
def _sort_marks(
    rule: str,
    kind: str,
    link: str,
    following: str,
    first: bool,
    counted: bool,
    opener: str,
    score: str,
    indexed: bool,
    headed: bool,
) -> Marks:
    shared = (
        f"kind={kind}",
        f"link={link}",
        f"next={following}",
        f"first={first}",
        f"unit={counted}",
        f"opener={opener}",
        f"opener={opener}&next={following}",
        f"counts={score}&index={indexed}",
        f"headed={headed}",
    )
    return Marks(
        (
            f"rule={rule}",
            *[f"rule={rule}&{m}" for m in shared],
            f"rule={rule}&kind={kind}&link={link}",
            f"rule={rule}&kind={kind}&next={following}",
        )
    )


@lru_cache(maxsize=2048)
def _word_marks(mark: str) -> Marks:
    return Marks((mark,))


@lru_cache(maxsize=4096)
def text_marks(text: str, rule: str, kind: str) -> Joined:
    """The marks of a candidate's words alone: of their shape and their first one by rule, of each of them."""
    shape, first, plain = _about(text)
    return Joined(_shape_marks(rule, kind, shape), _word_marks(f"start={first}&{rule}"), plain)


@lru_cache(maxsize=2048)
def _shape_marks(rule: str, kind: str, shape: "_Shape") -> Marks:
    size, commas, head, predicate, verbal, begins = shape
    return Marks(
        (
            f"rule={rule}&size={size}",
            f"head={head}&rule={rule}",
            f"head={head}&rule={rule}&{kind}&size={size}",
            f"commas={commas}&rule={rule}&size={size}",
            f"predicate={predicate}&{rule}&{kind}",
            f"verbal={verbal}&{rule}",
            f"begins verb={begins}&{rule}",
        )
    )


_Shape = tuple[str, int, bool, bool, bool, bool]
"""How long words are, their commas, whether a head begins them, a predicate or verbs stand in them."""


@lru_cache(maxsize=1024)
def _about(text: str) -> tuple[_Shape, str, Marks]:
    """What words are like, whatever rule gave them: their shape, the first of them, the marks of each."""
    low = text.lower()
    parts = low.split()
    first, last = (parts[0], parts[-1]) if parts else ("", "")
    begins = bool(parts) and _is_verb(first, " ".join(parts[:2]))
    plain = Marks(
        (
            f"generic={bool(NO_SUBJECT.match(low))}",
            f"last={last}",
            f"personal={bool(_PERSONAL.search(low))}",
            f"stop={first in FUNCTION_WORDS}&{last in FUNCTION_WORDS}",
            *[_holds(word) for word in dict.fromkeys(parts)],
        )
    )
    head, predicate = bool(HEADS.match(low)), bool(PREDICATE.search(low))
    shape = _size(len(parts)), min(text.count(","), 3), head, predicate, bool(closing_verb(low)), begins
    return shape, first, plain


@lru_cache(maxsize=4096)
def _holds(word: str) -> str:
    return f"in={word}"


@lru_cache(maxsize=1024)
def _is_verb(first: str, first_two: str) -> bool:
    return bool(OWN_VERBS.match(first_two) or OWN_VERBS.match(first))


@lru_cache(maxsize=4096)
def rule_marks(rule: str, marks: tuple[str, ...]) -> Marks:
    return Marks([f"{rule}:{m}" for m in marks])


def _size(n: int) -> str:
    for most, name in ((1, "1"), (3, "2-3"), (9, "4-9"), (20, "10-20")):
        if n <= most:
            return name
    return ">20"


@lru_cache(maxsize=256)
def end_marks(boundary: str) -> tuple[str, ...]:
    name, _, rest = boundary.partition(" ")
    return f"at={name}", rest, f"at={name}&{rest}", f"sort={rest.rstrip('0123456789')}"
