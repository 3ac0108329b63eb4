"""Long lists of words as patterns that are found fast: alternatives with the same beginning share it.

`tăng thêm|tăng|tổng` becomes `t(?:ăng(?: thêm|)|ổng)`: at each place the engine of `re` tries a few first
letters instead of every word of the list. What is matched, and which alternative comes first where several
could, is the same.
"""

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"(?:[^\W_]|[ /:%&,'\"-]|\\ )")
"""A character that stands for itself, a blank as `re.escape` writes it included."""
_QUANTIFIER = "*+?{"


def alternatives(words: Iterable[str]) -> str:
    r"""The same as `"|".join(words)`, for use within a group.

    Args:
        words: each a word or a pattern; a pattern's plain beginning is shared as well.

    Example:
        >>> alternatives(["tăng thêm", "tăng", "giảm(?! nghèo)"])
        't(?:ăng(?: thêm|))|giảm(?! nghèo)'
    """
    return "|".join(_branches([word for entry in words for word in _parted(entry)]))


def _parted(entry: str) -> list[str]:
    """The alternatives of an entry that is itself a list of them, brackets and sets kept whole."""
    parts, depth, inside, start, at = [], 0, False, 0, 0
    while at < len(entry):
        sign = entry[at]
        if sign == "\\":
            at += 1
        elif inside:
            inside = sign != "]"
        elif sign == "[":
            inside = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            parts.append(entry[start:at])
            start = at + 1
        at += 1
    return [*parts, entry[start:]]


def _first(word: str) -> str:
    """The plain character that a pattern begins with, as written; empty when it begins otherwise."""
    plain = _PLAIN.match(word)
    if not plain or word[plain.end() : plain.end() + 1] in tuple(_QUANTIFIER):
        return ""
    return plain[0]


def _branches(words: list[str]) -> list[str]:
    """The alternatives as branches, those with the same first character in one.

    Words with other first characters can't match at the same place, so they may change places; nothing
    may pass a word that is used up or begins with something else than a plain character.
    """
    out: list[str] = []
    run: dict[str, list[str]] = {}
    for word in words:
        first = _first(word)
        if first:
            run.setdefault(first, []).append(word[len(first) :])
        else:
            out += _written(run)
            run = {}
            out.append(word)
    return out + _written(run)


def _written(run: dict[str, list[str]]) -> list[str]:
    out = []
    for first, rests in run.items():
        inner = _branches(list(dict.fromkeys(rests)))
        out.append(first + (inner[0] if len(inner) == 1 else f"(?:{'|'.join(inner)})"))
    return out
