"""How sure a fact is: the estimated probability that it is wholly right.

For figures a logistic regression weighs marks of the figure, of its sentence and of its document, and
how sure the choices were that it was made of (`nlp.sureness`); its score is brought to a probability by
the two numbers that texts held out gave (Platt 1999; `make models`). For the other kinds it is the
measured rate of their rule. Applied without the library that trained it.
"""

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from nlp.facts import Fact, Figure, LocalityMention, changed, kind_of
from nlp.marks import Marks
from nlp.shadow import shadow
from nlp.sureness import Curves

_BULLET = re.compile(r"\s*(?:[-+*•●▪–]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)])\s", re.IGNORECASE)
_NEXT = re.compile(r"\s*(\w+|[^\w\s])?\s*(\w+|[^\w\s])?")
"""The next two words or signs."""
_ZEROS = str.maketrans(dict.fromkeys("123456789", "0"))
_YEAR = re.compile(r"20(?<!\d20)\d\d(?!\d)")  # begins with what is told, so that it is looked for
_LEAST, _MOST = 0.01, 0.99
"""No figure is said to be surely wrong or surely right."""


def _size(count: int, *steps: int) -> int:
    """The largest of rising steps that a count reaches, so that near counts are one mark."""
    at = bisect_right(steps, count)
    return steps[at - 1] if at else 0


@dataclass(frozen=True, slots=True)
class _About:
    """What a figure is compared with: its document's usual place and period, and what is mentioned where."""

    marks: Marks
    period: str | None
    locality: str | None
    places: list[int]
    years: list[int]
    year_values: list[str]
    place_values: list[str | None]
    latest: str | None


def marks(facts: Sequence[Fact], text: str, published: str | None) -> list[list[str]]:
    """The marks of each figure among the facts of one text, in their order.

    Args:
        facts: all facts of the text, in text order.
        text: the stored text.
        published: the document's date, when it is known.
    """
    return [
        [m for group in groups for m in group] for groups in _groups(facts, text, shadow(text), published)
    ]


def _groups(facts: Sequence[Fact], text: str, low: str, published: str | None) -> list[tuple[Marks, ...]]:
    """The same in groups, each the same object for all figures that share it."""
    figures = [f for f in facts if isinstance(f, Figure)]
    mentions = [f for f in facts if isinstance(f, LocalityMention)]
    periods = Counter(f.period for f in figures)
    localities = Counter(f.locality for f in figures)
    years = [(m.start(), m[0]) for m in _YEAR.finditer(text)]
    about = _About(
        Marks(
            (
                f"doc places={_size(len({m.canonical for m in mentions}), 1, 2, 4, 8)}",
                f"doc years={_size(len({y for _, y in years}), 1, 2, 3, 5)}",
                f"doc dated={published is not None}",
                f"doc periods={_size(len(periods), 1, 2, 4, 6)}",
                f"doc period unknown={_size(10 * periods[None] // max(1, len(figures)), 1, 3, 6, 9)}",
                f"doc place unknown={_size(10 * localities[None] // max(1, len(figures)), 1, 3, 6, 9)}",
            )
        ),
        max(periods, key=lambda p: periods[p], default=None),
        max(localities, key=lambda p: localities[p], default=None),
        [m.start for m in mentions],
        [at for at, _ in years],
        [y for _, y in years],
        [m.locality_canonical for m in mentions],
        max([y for _, y in years], default=None),
    )
    per_sentence = Counter(f.sentence_start for f in figures)
    nth: Counter[int | None] = Counter()
    out = []
    before: Figure | None = None
    for figure in figures:
        order = nth[figure.sentence_start]
        nth[figure.sentence_start] += 1
        same = per_sentence[figure.sentence_start]
        beside = _beside(figure, before, order, same)
        out.append((about.marks, *_own(figure), beside, _stands(figure, text, low), *_scope(figure, about)))
        before = figure
    return out


def _own(f: Figure) -> Iterator[Marks]:
    sentence = f.sentence or ""
    unit = "none" if f.unit is None else f.unit if f.unit in ("%", "đồng", "điểm %", "hạng") else "noun"
    yield _sort(f.rule, f.role, f.status, f.comparator, unit, "role" in f.inferred)
    yield _words(f.indicator or "")
    yield _carried(
        _size(len((f.unit or "").split()), 1, 2, 3),
        f.organisation is not None,
        f.target_value is not None,
        bool(_BULLET.match(sentence)),
        _size(len(sentence), 60, 120, 200, 300, 450),
    )
    yield _told(f.inferred, f.cues)


# Groups of marks are made once for all figures of which the same is true: there are few such sorts.


@lru_cache(maxsize=2048)
def _sort(rule: str, role: str, status: str | None, comparator: str, unit: str, inferred: bool) -> Marks:
    number, _, place = rule.partition("-")
    return Marks(
        (
            f"rule={rule}",
            f"number={number}",
            f"place={place}",
            f"role={role}",
            f"status={status}",
            f"comparator={comparator}",
            f"unit={unit}",
            f"role={role}&inferred={inferred}",
            f"place={place}&role={role}",
            f"place={place}&unit={unit}",
            f"status={status}&role={role}&number={number}",
        )
    )


@lru_cache(maxsize=2048)
def _words(indicator: str) -> Marks:
    words = shadow(indicator).split()
    return Marks(
        (
            f"words={_size(len(words), 1, 2, 3, 4, 6, 8, 11, 15)}",
            f"first={words[0] if words else ''}",
            f"last={words[-1] if words else ''}",
            *[f"in words={w}" for w in sorted(_TELLING.intersection(words))],
        )
    )


@lru_cache(maxsize=1024)
def _carried(unit_words: int, organisation: bool, target: bool, listed: bool, length: int) -> Marks:
    return Marks(
        (
            f"unit words={unit_words}",
            f"organisation={organisation}",
            f"target={target}",
            f"listed={listed}",
            f"length={length}",
        )
    )


@lru_cache(maxsize=1024)
def _told(inferred: tuple[str, ...], cues: tuple[str, ...]) -> Marks:
    return Marks(
        (
            f"cues={_size(len(cues), 1, 2, 3)}",
            *[f"inferred={name}" for name in inferred],
            *[f"cue={shadow(cue)}" for cue in cues],
        )
    )


_TELLING = frozenset(
    ("và", "của", "cho", "so", "với", "tăng", "giảm", "là", "có", "được", "đã", "trong", "từ", "đến", "tại",
     "thì", "mà", "để", "theo", "về", "cả", "mỗi")
)  # fmt: skip
"""Words inside an indicator that tell something of whether it was cut where it ends."""


_HEAD = 300
_NEAR = 600
"""How far from its number an indicator is looked for, in characters; a sentence may be the whole text."""


@lru_cache(maxsize=512)
def _low(words: str) -> str:
    return shadow(words)


def _stands(f: Figure, text: str, low: str) -> Marks:
    """The words next to the number, and where its indicator's words stand."""
    start = f.sentence_start if f.sentence_start is not None else f.start
    end = start + len(f.sentence or "")
    before = low[max(start, f.start - 40) : f.start].split()
    after = low[f.end : min(end, f.end + 50)]
    after = after.removeprefix("%").removeprefix(f" {_low(f.unit or '')}")
    next_words = _next_words(after)
    found = [
        f"previous={' '.join(before[-1:])}",
        f"previous two={' '.join(before[-2:])}",
        f"next={' '.join(next_words[:1])}",
        f"next two={' '.join(next_words)}",
    ]
    if f.indicator and f.sentence:
        near, far = max(start, f.start - _NEAR), min(end, f.end + _NEAR)
        at = text.find(f.indicator, near, far)
        if at < 0:
            found.append("words stand=elsewhere")
        elif at < f.start:
            gap = low[at + len(f.indicator) : f.start].split()
            found += ["words stand=before", f"gap={_size(len(gap), 1, 2, 3, 5, 8)}"]
            found += [f"gap word={w}" for w in gap[:6]]
            found.append(f"words begin sentence={at - start < 4}")
            found.append(f"behind={low[max(start, at - 12) : at].split()[-1:]}")
        else:
            tail = low[at + len(f.indicator) : min(end, at + len(f.indicator) + 15)]
            found += ["words stand=after", f"tail={(_next_words(tail) or ['end'])[0]}"]
    return Marks(found)


def _next_words(after: str) -> list[str]:
    """The first two words or signs of a stretch, as far as it has so many."""
    found = _NEXT.match(after)
    return [word for word in found.groups() if word] if found else []


def _where(
    told: str | None, values: Sequence[str | None], at: Sequence[int], low: int, high: int
) -> tuple[str, int]:
    """Where what a figure was given is told, as near to it as can be, and its share of all that is told."""
    if not told:
        return "nothing", 0
    count = values.count(told)
    if not count:
        return "nowhere", 0
    share = _size(10 * count // len(values), 1, 3, 5, 7, 9)
    if told in values[low:high]:
        return ("alone" if len(set(values[low:high])) == 1 else "beside"), share
    if low and values[low - 1] == told:
        return "last", share
    if at[values.index(told)] < _HEAD:
        return "head", share
    return "elsewhere", share


@lru_cache(maxsize=2048)
def _told_where(
    year: str, year_share: int, place: str, place_share: int, latest: bool, timed: bool, placed: bool
) -> Marks:
    """`timed`, `placed`: the period and the place come from scope."""
    return Marks(
        (
            f"year told={year}&inferred={timed}",
            f"year share={year_share}&{year}",
            f"year latest={latest}&{year}",
            f"place told={place}&inferred={placed}",
            f"place share={place_share}&{place}",
            f"told={year}&{place}",
        )
    )


def _scope(f: Figure, about: _About) -> tuple[Marks, Marks, Marks]:
    """How period and place are told: in the sentence, near before it, or as usual in the document."""
    start = f.sentence_start if f.sentence_start is not None else f.start
    end = start + len(f.sentence or "")
    first, last = bisect_left(about.years, start), bisect_left(about.years, end)
    years = len(set(about.year_values[first:last]))
    places = bisect_left(about.places, end) - bisect_left(about.places, start)
    nearest = bisect_left(about.places, f.start)
    away = f.start - about.places[nearest - 1] if nearest else 10_000
    locality, form = f.locality or "", _form(f.period)
    usual, inferred = f.period == about.period, "period" in f.inferred
    year = (f.period or "")[:4]
    year_told = _where(year, about.year_values, about.years, first, last)
    own_places = bisect_left(about.places, start), bisect_left(about.places, end)
    place_told = _where(f.locality_canonical, about.place_values, about.places, *own_places)
    latest = bool(year) and year == about.latest
    return (
        _told_where(*year_told, *place_told, latest, inferred, "locality" in f.inferred),
        _period(form, usual, min(years, 3), inferred, f.role),
        _place(
            (f.locality or "none").split()[0],
            locality.count(";"),
            f.locality == about.locality,
            min(places, 3),
            _size(away, 30, 100, 300, 1000, 10_000),
            "locality" in f.inferred,
        ),
    )


@lru_cache(maxsize=1024)
def _period(form: str, usual: bool, years: int, inferred: bool, role: str) -> Marks:
    return Marks(
        (
            f"period={form}",
            f"period={form}&inferred={inferred}&role={role}",
            f"period usual={usual}&inferred={inferred}",
            f"years here={years}&inferred={inferred}",
            f"period usual={usual}&years={years}&role={role}",
        )
    )


@lru_cache(maxsize=1024)
def _place(sort: str, several: int, usual: bool, here: int, away: int, inferred: bool) -> Marks:
    return Marks(
        (
            f"locality={sort}",
            f"localities={several}",
            f"locality usual={usual}&inferred={inferred}",
            f"places here={here}&inferred={inferred}",
            f"place away={away}&inferred={inferred}",
        )
    )


def _beside(f: Figure, before: Figure | None, order: int, same: int) -> Marks:
    told = None
    if before is not None:
        told = (
            before.indicator == f.indicator,
            before.period == f.period,
            before.locality == f.locality,
            before.role == f.role,
        )
    place, place_before = f.rule.partition("-")[2], before.rule.partition("-")[2] if before else ""
    return _after(_size(same, 1, 2, 3, 4, 6, 9), _size(order, 1, 2, 3, 5), told, place_before, place)


@lru_cache(maxsize=1024)
def _after(
    same: int, order: int, told: tuple[bool, bool, bool, bool] | None, place_before: str, place: str
) -> Marks:
    """`told`: whether the figure before has the same indicator, period, locality, role, if there is one."""
    found = [f"same={same}", f"order={order}"]
    if told is not None:
        indicator, period, locality, role = told
        found += [
            f"before indicator same={indicator}",
            f"before period same={period}",
            f"before locality same={locality}",
            f"before role same={role}",
            f"before place={place_before}&place={place}",
        ]
    return Marks(found)


def _form(period: str | None) -> str:
    """The form of a period without its numbers: `0000`, `0000-00/0000-00`, `none`."""
    return period.translate(_ZEROS) if period else "none"


def score(weights: Mapping[str, float], groups: Sequence[Marks]) -> float:
    """What the marks of a figure add to its score: log odds before they are brought to a probability."""
    return sum([m.weight if m.model is weights else m.weigh(weights) for m in groups])


@dataclass(frozen=True, slots=True)
class _Model:
    """What was learned: of figures the marks, the numbers and the scale, of other kinds the rates."""

    weights: dict[str, float]
    curves: Curves
    scale: tuple[float, float]
    rules: dict[str, dict[str, float]]


@cache
def _model() -> _Model:
    model = json.loads(files("nlp").joinpath("data", "confidence.json").read_text(encoding="utf-8"))
    return _Model(model["weights"], Curves(model["curves"]), tuple(model["scale"]), model["rules"])


def probability(scale: tuple[float, float], score: float) -> float:
    """The probability of a score in three digits; `scale` is what its log odds are by: slope and offset."""
    slope, offset = scale
    return min(max(round(1 / (1 + math.exp(-slope * score - offset)), 3), _LEAST), _MOST)


def with_confidence(facts: Sequence[Fact], text: str, published: str | None) -> list[Fact]:
    """The facts of one text with their confidence."""
    sure = confidences(facts, text, shadow(text), published)
    return [changed(fact, confidence=much) for fact, much in zip(facts, sure, strict=True)]


def confidences(facts: Sequence[Fact], text: str, low: str, published: str | None) -> list[float]:
    """How sure each of the facts of one text is; `low` is the text's shadow."""
    model = _model()
    groups = iter(_groups(facts, text, low, published))
    numbers = iter(model.curves.weigh([f.sureness for f in facts if isinstance(f, Figure)]))
    weights, bias = model.weights, model.weights.get("", 0.0)
    out: list[float] = []
    for fact in facts:
        if isinstance(fact, Figure):
            out.append(probability(model.scale, bias + score(weights, next(groups)) + next(numbers)))
        else:
            of_kind = model.rules[kind_of(fact)]
            out.append(of_kind.get(fact.rule, of_kind[""]))
    return out
