"""Types, numbers and symbols of directives, in any spelling, and the key that makes spellings one."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.shadow import bare, shadow

# 318/QĐ-UBND · 75/2023/NĐ-CP · 29-NQ/TW · 77/2015/QH13 · 1234/UBND-VX; matched on the shadow.
SYMBOL = (
    r"\d{1,5}[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?\s?[/-]\s?[a-zđ][a-zđ&]{0,9}\d{0,2}"
    r"(?:\s?[-/]\s?[a-zđ](?:[a-zđ&]|\.(?=[a-zđ])){0,11}\d{0,2}){0,3}"
)
_NUMBER = re.compile(
    r"(?P<number>\d{1,5}[a-zđ]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?:\s?[/-]\s?(?P<code>[a-zđ][\wđ&]*(?:\s?[-/]\s?[a-zđ](?:[\wđ&]|\.(?=\w))*)*))?"
)


@cache
def data() -> dict[str, Any]:
    """The language data of directives: types, codes, issuers."""
    return json.loads((files("nlp") / "data" / "directives.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class DirectiveNumber:
    """What a written number says.

    Attributes:
        number: digits as written (`06`), without the year.
        year: the year inside the symbol (`75/2023/NĐ-CP`), else None.
        type: the type that the words or the symbol name, else None.
        symbol: the full sign as written, blanks taken out; None for a bare number.
        codes: the parts of the sign after the number, in small letters (`qđ`, `ubnd`).
    """

    number: str
    year: str | None
    type: str | None
    symbol: str | None
    codes: tuple[str, ...]


def parse_symbol(written: str) -> DirectiveNumber | None:
    """Read a number or full sign; None when there is none.

    Example:
        >>> parse_symbol("75/2023/NĐ-CP").codes
        ('nđ', 'cp')
    """
    match = _NUMBER.search(shadow(written))
    if match is None:
        return None
    codes = tuple(c for c in re.split(r"[-/\s]+", (match["code"] or "").rstrip(".")) if c)
    symbol = re.sub(r"\s+", "", written[match.start() : match.end()]).rstrip(".") if codes else None
    known = next((data()["codes"][c] for c in codes if c in data()["codes"]), None)
    if known is None and codes:
        if codes[0].startswith("qh"):
            known = None  # a law and a resolution of the National Assembly share this form
        elif match["year"] is None:
            known = "Công văn"  # 1234/UBND-VX: no type in the sign
    return DirectiveNumber(match["number"], match["year"], known, symbol, codes)


_TYPE_KEYS: dict[str, str] = {}


def _types() -> dict[str, str]:
    """Every spelling of a type without accents → its code without accents."""
    if not _TYPE_KEYS:
        for words, (_, code) in data()["types"].items():
            key = bare(code).lower() or bare(words).replace(" ", "")
            _TYPE_KEYS[bare(words)] = key
        for code, full in data()["codes"].items():
            _TYPE_KEYS[bare(code)] = _TYPE_KEYS[bare(full.lower())]
    return _TYPE_KEYS


def directive_key(written: str) -> str:
    """One key for all spellings of a directive's number; issuer and year do not take part.

    Args:
        written: `507/QĐ-UBND`, `QĐ 507 ubnd`, `Quyết định số 507`, `quyet dinh 507`.

    Returns:
        `qd:507`; without a known type `:507`, without a number `qd:`; empty when neither is there.

    Example:
        >>> directive_key("Quyết định số 507") == directive_key("507/QĐ-UBND") == "qd:507"
        True
    """
    low = re.sub(r"[^a-z0-9]+", " ", bare(shadow(written))).strip()
    number = re.search(r"(?<![a-z0-9])0*(\d{1,5})([a-d]?)(?![a-z0-9])", low)
    found = ""
    for words in re.finditer(r"[a-z]+(?: [a-z]+){0,3}", low):
        parts = words[0].split()
        for i in range(len(parts)):
            for j in range(len(parts), i, -1):
                code = _types().get(" ".join(parts[i:j]))
                if code and not found:
                    found = code
        if found:
            break
    return f"{found}:{number[1] + number[2] if number else ''}" if found or number else ""
