"""Wordings that mean the same: the comparison of indicators, places and names of the data contract.

Two indicators agree when the F1 of their word multisets is at least 0.6 and no word that turns the
meaning stands in one alone (docs/facts.md, "Scores").
"""

import re
from collections import Counter
from functools import lru_cache

from nlp.shadow import shadow

_LONG = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn",
    "tphcm": "thành phố hồ chí minh", "gd&đt": "giáo dục và đào tạo", "tt&tt": "thông tin và truyền thông",
}  # fmt: skip
TURNING = (
    "chưa", "không", "tăng", "giảm", "đúng hạn", "quá hạn", "trước hạn", "nâng cao", "kiểu mẫu",
    "tổng thu", "tổng chi", "thu ngân sách", "chi ngân sách",
)  # fmt: skip
_TURNING = tuple(shadow(w) for w in TURNING)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    low = shadow(text).replace(".", " ") if not re.search(r"\d\.\d", text) else shadow(text)
    return tuple(w for part in low.split() for w in _WORD.findall(_LONG.get(part, part)))


def wording_f1(one: str, two: str) -> float:
    """The F1 of the word multisets of two wordings, 0 to 1.

    Example:
        >>> wording_f1("tỷ lệ hồ sơ trực tuyến", "hồ sơ trực tuyến")
        0.8
    """
    a, b = Counter(_words(one)), Counter(_words(two))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def turned(one: str, two: str) -> bool:
    """Whether a word that turns the meaning stands in only one of the wordings."""
    a, b = f" {' '.join(_words(one))} ", f" {' '.join(_words(two))} "
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
        plain, wide = str(want or ""), f"{want or ''} {gold.get('unit') or ''}"
        mine = f"{indicator} {unit or ''}"
        if any(same_indicator(a, b) for a, b in ((plain, indicator), (wide, mine), (plain, mine), (wide, indicator))):
            return True
    return False
