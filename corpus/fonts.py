"""Legacy Vietnamese fonts: their names tell which encoding the letters under them are in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from corpus.encodings import from_tcvn3, from_vni
from corpus.syllables import vietnamese

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_TCVN3_FONT = re.compile(r"^\.?Vn[A-Z0-9]")
_VNI_FONT = re.compile(r"^VNI[-_ ]", re.IGNORECASE)
_CAPITAL = re.compile(r"H(?:[,\-_ ]?(?:Bold|Italic|Regular|BoldItalic))*$")
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_SYMBOLS = {code: chr(code - 0xF000) for code in range(0xF020, 0xF100)}


@dataclass(frozen=True, slots=True)
class Legacy:
    """What a legacy font means: its encoding, and whether it draws small letters as capitals."""

    encoding: str
    capital: bool = False


def legacy(font: str | None) -> Legacy | None:
    """What the name of a font says; None for an ordinary one.

    Example:
        >>> legacy(".VnTimeH"), legacy("VNI-Times"), legacy("Times New Roman")
        (Legacy(encoding='tcvn3', capital=True), Legacy(encoding='vni', capital=False), None)
    """
    name = _SUBSET.sub("", font or "").strip()
    if _TCVN3_FONT.match(name):
        return Legacy("tcvn3", bool(_CAPITAL.search(name)))
    return Legacy("vni") if _VNI_FONT.match(name) else None


def convert_runs(runs: Iterable[tuple[str, str | None]]) -> str:
    """Join the runs of a paragraph, those under legacy fonts converted.

    Runs that hold Unicode letters already, or read better as they are, are left: people type
    Unicode under old fonts, too.

    Args:
        runs: text and font name of each.
    """
    parts = []
    # Neighbours are joined first: a VNI letter may be split between two runs.
    for meaning, group in groupby(((text, legacy(font)) for text, font in runs), key=lambda run: run[1]):
        text = "".join(part for part, _ in group)
        parts.append(text if meaning is None else _convert(text, meaning))
    return "".join(parts)


def _convert(text: str, meaning: Legacy) -> str:
    if _UNICODE.search(text):
        return text
    letters = text.translate(_SYMBOLS)
    new = from_tcvn3(letters) if meaning.encoding == "tcvn3" else from_vni(letters)
    if not letters.isascii() and vietnamese(letters)[0] > vietnamese(new)[0]:
        return text
    return new.upper() if meaning.capital else new
