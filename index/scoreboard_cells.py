"""What belongs into one column and one cell of the scoreboard, and whether its target was reached.

Two figures are of one column when they have the same `indicator_id`, unit and subject. Wordings that only
resemble each other never meet: `hồ sơ nộp trực tuyến` and `hồ sơ thanh toán trực tuyến` share most words.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.facttable import FactTable, Row
from index.plan_words import held_against
from index.reached import limited
from nlp.linking import slug, wording
from nlp.question_periods import bounds
from nlp.question_places import name_of
from nlp.shadow import shadow

Key = tuple[str, str, str, str]
"""Indicator, unit, whose rate it is, and the body it is about."""

# `xã, phường có tỷ lệ hồ sơ trực tuyến trên 70%` counts communes; the rate is only what tells them apart.
_UNITS_WITH_RATE = re.compile(r"^(?P<units>\S.*?) (?:có|đạt) (?:tỷ|tỉ) lệ(?!\w)")
_OWN_BODY = frozenset({"", "ubnd", "ủy ban nhân dân", "uỷ ban nhân dân"})
_ROUGH = 0.01  # how far `khoảng 85%` may lie from 85 %


@dataclass(frozen=True, slots=True)
class Cell:
    """What the documents say of one indicator at one place.

    Attributes:
        state: `met`, `missed`, `reported` or `not stated`.
        fact: the figure that says so; None when nothing is stated.
        target: the value it had to reach, where known.
        computed: whether met or missed was worked out from result and target instead of told.
        others: the other results of the same indicator and place, the newest first.
    """

    state: str
    fact: Row | None = None
    target: float | None = None
    computed: bool = False
    others: tuple[Row, ...] = ()


def columns_of(table: FactTable, rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """Figures by what they measure, whatever else is among them; a margin goes with what it is one of."""
    out: dict[Key, list[Row]] = {}
    for row in rows:
        out.setdefault(key_of(margin_of(table, row) or row), []).append(row)
    return out


def margin_of(table: FactTable, row: Row) -> Row | None:
    """The result by which a target was missed or passed, when a figure only says by how much.

    `đạt 94%, vượt 4% so với chỉ tiêu` is one target met, not two.
    """
    if not row.get("_status"):
        return None
    held = held_against(table, row)
    if held is None or held.share:
        return None
    for base in table.figures[max(0, row["_at"] - 2) : row["_at"]][::-1]:
        if base.get("role") != "target":
            units = (row.get("unit"), "%" if row.get("unit") == "điểm %" else row.get("unit"))
            same = all(base.get(k) == row.get(k) for k in ("doc", "role", "locality", "organisation"))
            beside = same and table.sentence(base)[1] == table.sentence(row)[1] and base.get("indicator")
            fits = base.get("unit") in units and state_of(table, base) == state_of(table, row)
            return base if beside and fits else None
    return None


def key_of(row: Row) -> Key:
    """What a figure measures, in which unit, and of whom."""
    words = str(row["indicator"])
    return (
        row.get("indicator_id") or _worded(words),
        shadow(row.get("unit") or ""),
        _units_with_rate(words),
        foreign_body(row.get("organisation") or "", row.get("locality") or ""),
    )


@lru_cache(maxsize=4096)
def _worded(words: str) -> str:
    """The id of an indicator that got none: the same only for the same words that say something."""
    return slug(wording(words).key)


@lru_cache(maxsize=4096)
def _units_with_rate(words: str) -> str:
    match = _UNITS_WITH_RATE.match(shadow(words))
    return match["units"] if match else ""


@lru_cache(maxsize=4096)
def foreign_body(organisation: str, locality: str) -> str:
    """The body that a figure is about, without its unit's name; empty when that is the unit itself.

    Example:
        >>> foreign_body("UBND huyện Lập Thạch", "huyện Lập Thạch"), foreign_body("Sở Y tế", "tỉnh A")
        ('', 'sở y tế')
    """
    left = shadow(organisation)
    for place in filter(None, (p.strip() for p in locality.split(";"))):
        for name in (place, name_of(place)[1]):
            left = re.sub(rf"(?<!\w){re.escape(shadow(name))}(?!\w)", " ", left)
    left = " ".join(left.split())
    return "" if left in _OWN_BODY else left


def told_as(row: Row) -> str:
    """A figure's indicator in its document's words, and whose it is when not the unit's alone.

    That is a body inside the unit, or several units of which a count is told together.
    """
    words, body, places = str(row["indicator"]), row.get("organisation") or "", row.get("locality") or ""
    if foreign_body(body, places) and shadow(body) not in shadow(words):
        words = f"{words} ({body})"
    if len(row["_chains"]) > 1 and row.get("unit") != "%":
        words = f"{words} (nêu chung cho {places.replace(';', ',')})"
    return words


def label_of(results: Sequence[Row]) -> str:
    """One wording for a column: the one that most of its results have, of these the shortest."""
    said = [told_as(r) for r in results]
    often = Counter(map(shadow, said))
    return min(said, key=lambda w: (-often[shadow(w)], len(w), w[:1].isupper(), w))


def state_of(table: FactTable, row: Row) -> str | None:
    """`met` or `missed` where the document itself says it, in a word or in what lies over the plan."""
    if row.get("status") in ("met", "missed"):
        return str(row["status"])
    if row.get("_status") in ("met", "missed") and held_against(table, row) is not None:
        return str(row["_status"])
    return None


def cell_of(table: FactTable, where: str, rows: Sequence[Row]) -> Cell | None:
    """The newest result of one indicator at one place, beside what it had to reach.

    Of results of one time the one whose document says whether the target was met comes first. What a
    document says is never turned by a target found elsewhere.

    Args:
        table: the facts.
        where: the place.
        rows: figures of one column that are about it, results and targets.
    """

    def age(row: Row) -> tuple[int, bool, bool, str, int]:
        span, told = bounds(row.get("period")), state_of(table, row) is not None
        published = table.sources[row["doc"]].published or ""
        alone = margin_of(table, row) is None
        return span[1] if span else 0, told, alone, published, -len(row["_chains"])

    results = sorted((r for r in rows if r.get("role") == "result"), key=age, reverse=True)
    if not results:
        return None
    fact, others = results[0], tuple(results[1:])
    aims = [r for r in rows if r.get("role") == "target" and _for(fact, r, where)]
    told, target = state_of(table, fact), fact.get("target_value")
    if told:
        if target is None:
            target = _only([a["value"] for a in aims if reached(fact, a) == told])
        return Cell(told, fact, target, others=others)
    if target is not None:
        aims = [{"value": target}]
    aims = [a for a in aims if a["doc"] == fact["doc"]] or aims if target is None else aims
    target = _only([a["value"] for a in aims])
    verdicts = {reached(fact, a) for a in aims}
    verdict = verdicts.pop() if target is not None and len(verdicts) == 1 else None
    if verdict is None:
        return Cell("reported", fact, others=others)
    return Cell(verdict, fact, target, computed=True, others=others)


def _only(values: Sequence[float]) -> float | None:
    """The value that all have; None when they differ, since then nobody knows which one counts."""
    return values[0] if len(set(values)) == 1 else None


def _for(result: Row, aim: Row, where: str) -> bool:
    """Whether a target of the same column was set for a result: same place and time.

    A count set for several places together is none of a single one's; a rate holds for each.
    """
    if where not in aim["_chains"] or not _same_time(result, aim):
        return False
    return result["_chains"] == aim["_chains"] or result.get("unit") == "%"


def _same_time(result: Row, aim: Row) -> bool:
    """Whether a target was due when a result was taken, neither before nor after.

    What is to be reached by December is not missed in September. What stands at the end of December (a
    day's count, a month's rate) is held against the year's target; a month's harvest is not.
    """
    mine, due = bounds(result.get("period")), bounds(aim.get("period"))
    if mine is None or due is None:
        return mine is due and result["doc"] == aim["doc"]
    if mine == due:
        return True
    a_day = mine[0] == mine[1]
    a_month_s_rate = mine[0] // 100 == mine[1] // 100 and result.get("unit") == "%"
    return mine[1] == due[1] and due[0] // 10000 == due[1] // 10000 and (a_day or a_month_s_rate)


def reached(result: Row, aim: Row) -> str | None:
    """`met` or `missed`; None when how the numbers are told leaves it open (`gần 90%` and 85 %)."""
    less = _less_is_better(result, aim)
    if less is None or aim.get("value_max") is not None:
        return None
    low, high = _between(result)
    goal = float(aim["value"])
    if aim.get("comparator") in ("over", "under") and low == high == goal:
        return None
    enough = {end <= goal if less else end >= goal for end in (low, high)}
    return None if len(enough) > 1 else ("met" if enough.pop() else "missed")


def _less_is_better(result: Row, aim: Row) -> bool | None:
    """Whether a target is an upper limit; None when its own word and the indicator disagree."""
    less, said = limited(result), aim.get("comparator")
    if said in ("at_least", "over"):
        return None if less else False
    if said == "at_most":
        return True
    return None if said == "under" and not less else less


def _between(row: Row) -> tuple[float, float]:
    """Where a result lies at least and at most, by the word before its number."""
    value, said = float(row["value"]), row.get("comparator")
    if row.get("value_max") is not None:
        return value, float(row["value_max"])
    if said in ("nearly", "under"):
        return -math.inf, math.nextafter(value, -math.inf)
    if said == "over":
        return math.nextafter(value, math.inf), math.inf
    if said == "at_least":
        return value, math.inf
    if said == "at_most":
        return -math.inf, value
    rough = _ROUGH * abs(value) if said == "about" else 0.0
    return value - rough, value + rough
