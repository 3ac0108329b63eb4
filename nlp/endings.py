"""Patterns that look back from a number: whether the words before it can end what they look for.

A pattern that must end where a stretch does is tried by `re` at every character of the stretch. Most
stretches end in a word that ends nothing that is looked for, which one look at that word tells.
"""

import re
from collections.abc import Iterable

_LOOKS_ON = re.compile(r"\(\?[!=][^()]*\)$")


def last_words(*lists: Iterable[str]) -> frozenset[str]:
    r"""The last words of what rules list; a look behind or on within an entry is no word of it.

    Example:
        >>> sorted(last_words(["tối đa", "(?<!chưa )đạt"], [r"thấp hơn(?!\s+mức)"]))
        ['hơn', 'đa', 'đạt']
    """
    entries = [_LOOKS_ON.sub("", entry) for entries in lists for entry in entries]
    return frozenset(entry.split()[-1].split(")")[-1] for entry in entries)


def ends_in(stretch: str, ends: frozenset[str]) -> bool:
    """Whether the last word of a stretch is one of some; a sign in it may begin the word anew."""
    last = stretch.rsplit(None, 1)[-1:]
    return bool(last) and (last[0] in ends or not last[0].isalpha())
