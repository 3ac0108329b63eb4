"""Long lists of words as patterns that are found fast: alternatives with the same beginning share it.

`tăng thêm|tăng|tổng` becomes `t(?:ăng(?: thêm|)|ổng)`: at each place the engine of `re` tries a few first
letters instead of every word of the list. What must not stand before a list is asked after the first letter
of each word, since the engine runs ahead only to where a letter stands that a pattern begins with. What is
matched, and which alternative comes first where several could, is the same.
"""

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"(?:[^\W_]|[ /:%&,'\"-]|\\ )")
"""A character that stands for itself, a blank as `re.escape` writes it included."""
_QUANTIFIER = "*+?{"
_SIGNS = re.compile(r"\\.|\[(?:[^\]\\]|\\.)+\]|(?P<sign>[()|])")
"""The signs that part a pattern, and what is passed over: escaped signs and sets."""
_AT_BEGINNING = re.compile(r"\(\?:\^\|\(\?<=\[((?:[^\]\\]|\\.)+)\]\)\)")
"""At the beginning of a text or after one of some signs, which is: not after any other."""
_LOOKS_BACK = re.compile(r"(?:\(\?<!(?:\\w|\[(?:[^\]\\]|\\.)+\]|[^()\\|\[]+)\))*")
_OPENS = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")


def alternatives(words: Iterable[str]) -> str:
    r"""The same as `"|".join(words)`, for use within a group.

    Args:
        words: each a word or a pattern; a pattern's plain beginning is shared as well.

    Example:
        >>> alternatives(["tăng thêm", "tăng", "giảm(?! nghèo)"])
        't(?:ăng(?: thêm|))|giảm(?! nghèo)'
    """
    return "|".join(_branches([word for entry in words for word in _parted(entry)]))


def sought(pattern: str) -> str:
    r"""The same pattern with what must not stand before its words asked after the first sign of each.

    Args:
        pattern: one without flags; it comes back as it is when it begins otherwise, or with a number.

    Example:
        >>> sought(r"(?<!\w)(?:giảm|(?<!gia )tăng)(?!\w)")
        '(?:g(?<!\\w.)iảm|t(?<!\\w.)(?<!gia .)ăng)(?!\\w)'
    """
    begins = _AT_BEGINNING.match(pattern)
    told = f"(?<![^{begins[1]}]){pattern[begins.end() :]}" if begins else pattern
    looks = _looks_back(told)
    told = told[len(looks) :]
    opens = _OPENS.match(told) if looks else None
    if opens is None:
        return (_begun(told, looks) if looks else None) or pattern
    close = _closing(told, opens.end())
    words, rest = told[opens.end() : close], told[close + 1 :]
    begun = _begun(words, looks) if rest[:1] not in tuple(_QUANTIFIER) else None
    return f"{opens[0]}{begun}){rest}" if begun else pattern


def _begun(words: str, looks: str) -> str | None:
    """Alternatives that each begin with a plain sign, then look back; None when one of them can't."""
    out: list[str | None] = []
    for word in _parted(words):
        own = _looks_back(word)
        told, before = word[len(own) :], looks + own
        if told.startswith("(?:"):  # (?:các|những) chỉ tiêu
            close = _closing(told, 3)
            rest = told[close + 1 :]
            plain = rest[:1] not in tuple(_QUANTIFIER) and "(?P<" not in rest
            parts = [f"{part}{rest}" for part in _parted(told[3:close])]
            out.append(_begun("|".join(parts), before) if plain else None)
        else:
            first = _first(told)
            plain = bool(first) and not first[-1].isdigit()
            out.append(f"{first}{before.replace(')', '.)')}{told[len(first) :]}" if plain else None)
    return None if None in out else "|".join(map(str, out))


def _looks_back(pattern: str) -> str:
    """What a pattern that begins so must not stand behind."""
    found = _LOOKS_BACK.match(pattern)
    return found[0] if found else ""


def _closing(pattern: str, start: int) -> int:
    """Where the bracket that opened right before a place of a pattern is closed."""
    depth = 0
    for match in _SIGNS.finditer(pattern, start):
        depth += (match["sign"] == "(") - (match["sign"] == ")")
        if depth < 0:
            return match.start()
    raise ValueError(f"a bracket of {pattern!r} isn't closed")


def _parted(entry: str) -> list[str]:
    """The alternatives of an entry that is itself a list of them, brackets and sets kept whole."""
    if "|" not in entry:
        return [entry]
    parts, depth, start = [], 0, 0
    for match in _SIGNS.finditer(entry):
        sign = match["sign"]
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append(entry[start : match.start()])
            start = match.end()
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
