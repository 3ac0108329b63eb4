"""The shadow of a text: the same length, so that offsets stay true, but one way of writing.

Matching happens on the shadow, quoting on the text. Every character of the shadow stands at the
place of the character it stands for: capitals become small, the tone mark of an open `oa`, `oe`,
`uy` moves to its first vowel (`hoà` → `hòa`, `uỷ` → `ủy`), dashes and blanks become plain ones.
"""

import re
import unicodedata
from functools import cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_QUOTES = {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‛": "'", "′": "'"}
_SLASHES = {"\u2044": "/", "\u2215": "/", "\uff0f": "/"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOVED = {
    new: unicodedata.normalize("NFC", first + tone) + second
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in _TONES
    for new in (first + unicodedata.normalize("NFC", second + tone),)
}
# What precedes is looked at last, so that the engine may skip from one `o` or `u` to the next.
_OPEN = re.compile(r"(?:o[àáãảạèéẽẻẹ]|u[ỳýỹỷỵ])(?<!q..)(?!\w)")
_PLAIN = dict.fromkeys(_DASHES, "-") | dict.fromkeys(_BLANKS, " ") | _QUOTES | _SLASHES
_SIGN = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
_ODD = ("İ", "Σ")
"""Capitals whose small form `str.lower` writes with two characters, or by what follows."""
_LAST_CASED = 0x1E943
"""No letter beyond has a small form; looking further took a third of a second at every start."""


@cache
def _lower_table() -> dict[int, str]:
    """Small forms of one character; slower than `str.lower`, and for texts with odd capitals alone."""
    return {
        code: chr(code).lower()
        for code in range(_LAST_CASED + 1)
        if chr(code).lower() != chr(code) and len(chr(code).lower()) == 1
    }


@cache
def _bare_table() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "D"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            table[code] = base
    return table


def shadow(text: str) -> str:
    """Give `text` in one way of writing; character i stands for character i of `text`.

    Args:
        text: any string, best in NFC (a tone mark that stands alone is left alone).

    Returns:
        A string of the same length.

    Example:
        >>> shadow("UỶ BAN – Hoà Bình")
        'ủy ban - hòa bình'
    """
    odd = _ODD[0] in text or _ODD[1] in text
    low = text.translate(_lower_table()) if odd else text.lower()
    low = _SIGN.sub(lambda m: _PLAIN[m[0]], low)
    return _OPEN.sub(lambda m: _MOVED[m[0]], low)


def bare(text: str) -> str:
    """Give `text` without its accents, character for character (`đường` → `duong`).

    Example:
        >>> bare("Huyện Lập Thạch")
        'Huyen Lap Thach'
    """
    return text.translate(_bare_table())
