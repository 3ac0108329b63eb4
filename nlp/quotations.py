"""Quotation marks: the stretches they hold."""

import re
from collections.abc import Iterator

_MARK = re.compile(r"[“”\"«»\n]")
MOST = 4000  # characters in the longest quote


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Quoted stretches in text order: (after the opening mark, the closing mark).

    Example:
        >>> list(quotations("Ông nói: “Xã đã xong.”"))
        [(10, 21)]
    """
    opened: int | None = None
    mark = ""
    for match in _MARK.finditer(text):
        char = match[0]
        if char == "\n":
            if mark == '"' or (opened is not None and match.start() - opened > MOST):
                opened = None
        elif opened is None or (char in "“«"):
            if char not in "”»":
                opened, mark = match.end(), char
        elif opened is not None:
            yield opened, match.start()
            opened = None


def closing(text: str, at: int) -> int | None:
    """The mark that closes the one at `at`, or the line's end where it is left out."""
    mark = text[at]
    wanted = {"“": "”", "«": "»"}.get(mark, '"')
    close = text.find(wanted, at + 1, at + MOST)
    if close < 0 and mark == "“":
        close = text.find('"', at + 1, at + MOST)
    newline = text.find("\n", at + 1, at + MOST)
    if close < 0:
        return newline if newline > 0 else None
    return newline if mark == '"' and 0 < newline < close else close
