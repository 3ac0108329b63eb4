"""Patterns that look back from a number: whether the words before it can end what they look for.

A pattern that must end where a stretch does is tried by `re` at every character of the stretch. Most
stretches end in a word that ends nothing that is looked for, which one look at that word tells.
"""

import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable

_LOOKS_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")
_WORD = re.compile(r"[^\s()?:|]+")
_OPEN = frozenset("\\[.*+")
"""Signs of patterns that may end in anything."""
_PLAIN_END = re.compile(r"[\w ]+$")
_ANY_NUMBER = 1000


def last_words(*lists: Iterable[str]) -> frozenset[str]:
    r"""The last words of what rules list, where part of an entry may be missing all of its words.

    Raises:
        ValueError: what an entry ends in can't be told.

    Example:
        >>> sorted(last_words(["tối đa", "(?<!chưa )đạt"], [r"thấp hơn(?!\s+mức)", "lần(?: thứ)?"]))
        ['hơn', 'lần', 'thứ', 'đa', 'đạt']
    """
    found: set[str] = set()
    for entry in (entry for entries in lists for entry in entries):
        bare = _LOOKS_AROUND.sub("", entry)
        if not _OPEN.isdisjoint(bare):
            raise ValueError(f"nobody can tell what {entry!r} ends in")
        words = _WORD.findall(bare)
        found.update(words if "(" in bare else words[-1:])
    return frozenset(found)


def closing(entries: Iterable[str]) -> tuple[str, ...]:
    r"""The plain words that each entry of a rule ends in, for `str.endswith`.

    Example:
        >>> closing([r"(?:trên\s+)?địa bàn", "(?<!thu )hồi", "so với"])
        ('địa bàn', 'hồi', 'so với')
    """
    return tuple(_PLAIN_END.findall(entry)[0] for entry in entries)


def longest(*lists: Iterable[str]) -> int:
    r"""How many characters the longest of what rules list can have.

    Raises:
        ValueError: an entry may have any number of them.

    Example:
        >>> longest(["tối đa", "(?<!chưa )đạt"], [r"lần(?: thứ)?"])
        7
    """
    entries = [entry for entries in lists for entry in entries]
    most = max(parser.parse(entry).getwidth()[1] for entry in entries)
    if most > _ANY_NUMBER:
        raise ValueError(f"one of {entries!r} has no longest match")
    return int(most)


def ends_in(stretch: str, ends: frozenset[str]) -> bool:
    """Whether the last word of a stretch is one of some; a sign in it may begin the word anew."""
    last = stretch.rsplit(None, 1)[-1:]
    return bool(last) and (last[0] in ends or not last[0].isalpha())
