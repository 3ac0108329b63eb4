"""Wordings that mean the same: the comparison of indicators, places and names of the data contract.

Two indicators agree when the F1 of their word multisets is at least 0.6 and no word that turns the
meaning stands in one alone (docs/facts.md, "Scores"). Tone placement, dashes, case and the usual
abbreviations are made one before anything is compared.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONG = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tp": "thành phố", "tx": "thị xã",
    "tt": "thị trấn", "hcm": "hồ chí minh", "tphcm": "thành phố hồ chí minh", "gd&đt": "giáo dục và đào tạo",
    "tt&tt": "thông tin và truyền thông",
}  # fmt: skip
TURNING = (
    "chưa", "không", "tăng", "giảm", "đúng hạn", "quá hạn", "trước hạn", "nâng cao", "kiểu mẫu",
    "tổng thu", "tổng chi", "thu ngân sách", "chi ngân sách",
)  # fmt: skip
_DASH = re.compile("[–—−]")
_DECIMAL = re.compile(r"\d\.\d")
_WORD = re.compile(r"[\w\u0300-\u0323]+")


def _tone_last(word: str) -> str:
    """`hoà` and `hòa` alike: the letters first, the tone mark at the end."""
    apart = unicodedata.normalize("NFD", word)
    letters = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    return letters + "".join(c for c in apart if c in _TONES)


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A wording in the one form in which wordings are compared; no form for people's eyes.

    Example:
        >>> plain("UBND  Hoà Bình") == plain("Uỷ ban nhân dân hòa bình")
        True
    """
    text = _DASH.sub("-", unicodedata.normalize("NFC", text).lower())
    if not _DECIMAL.search(text):
        text = text.replace(".", " ")
    long = " ".join(_LONG.get(word, word) for word in text.split())
    return " ".join(_tone_last(word) for word in long.split())


_TURNING = tuple(plain(w) for w in TURNING)


@lru_cache(maxsize=50_000)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(plain(text)))


def wording_f1(one: str, two: str) -> float:
    """The F1 of the word multisets of two wordings, 0 to 1.

    Example:
        >>> wording_f1("tỷ lệ hồ sơ trực tuyến", "hồ sơ trực tuyến")
        0.8
    """
    a, b = _words(one), _words(two)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def turned(one: str, two: str) -> bool:
    """Whether a word that turns the meaning stands in only one of the wordings."""
    a, b = f" {plain(one)} ", f" {plain(two)} "
    return any((f" {w} " in a) != (f" {w} " in b) for w in _TURNING)


def same_indicator(one: str, two: str) -> bool:
    """Whether two wordings of an indicator agree by the contract."""
    return not turned(one, two) and wording_f1(one, two) >= 0.6


def indicator_agrees(gold: dict[str, object], indicator: str | None, unit: str | None) -> bool:
    """Whether an indicator agrees with a gold figure's, with its other readings and its unit's words."""
    if not indicator:
        return False
    others = gold.get("indicator_also") or []
    assert isinstance(others, list)
    for want in [gold.get("indicator"), *others]:
        bare, wide = str(want or ""), f"{want or ''} {gold.get('unit') or ''}"
        mine = f"{indicator} {unit or ''}"
        if any(
            same_indicator(a, b)
            for a, b in ((bare, indicator), (wide, mine), (bare, mine), (wide, indicator))
        ):
            return True
    return False


def same_places(one: str | None, two: str | None) -> bool:
    """Whether two fields name the same units or bodies: their own names as a set, parents left out.

    Example:
        >>> same_places("xã A, huyện B; xã C", "xã C; xã A")
        True
    """
    return _own_names(one) == _own_names(two)


def _own_names(places: str | None) -> frozenset[str]:
    return frozenset(plain(place.split(",")[0]) for place in (places or "").split(";") if place.strip())


def same_chain(one: str | None, two: str | None) -> bool:
    """Whether two canonical localities are the same, every parent included."""
    return _chain(one) == _chain(two)


def _chain(canonical: str | None) -> tuple[str, ...]:
    return tuple(plain(part) for part in (canonical or "").split(",") if part.strip())
