"""Which period a figure holds for: the likeliest of those that the text tells around it.

A time may stand before its number or after it, in a sentence before, or in the heading; others are only
compared with. What could hold is gathered here with its marks; which of them does, weights learned from
annotated texts decide.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from nlp.choice import Marks, choice
from nlp.facts import Span
from nlp.periods import PeriodMention, resolve
from nlp.timing import Timing

_LAST_WORD = re.compile(r"(\w+|[^\w\s])\s*$")
_NEXT_WORD = re.compile(r"\s*(\w+|[^\w\s])")
_MOST_BEFORE = 5
_MOST_AFTER = 2
MODEL = "period_model"
_HERE = "told here"
"""The mark of a period that the figure's own sentence tells with its year."""
_REACH = 2500
"""Characters after which what was told last no longer counts as told before."""


@dataclass(frozen=True, slots=True)
class Told:
    """The figure whose period is asked for.

    Attributes:
        start, tail: where its numeral begins, and where it ends with its unit.
        right: where the next number begins.
        numbers: where the numbers of its sentence begin.
        role: its role.
        kind: the kind of its numeral.
        derived: its indicator is a change or a share.
        rule: the period by `Timing.period`.
        inferred: that one comes from scope.
    """

    start: int
    tail: int
    right: int
    numbers: tuple[int, ...]
    role: str
    kind: str
    derived: bool
    rule: str | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class Period:
    """The period chosen for a figure.

    Attributes:
        value: in EDTF, or None when the text leaves it open.
        inferred: its sentence does not tell it, or not its year.
        sure: estimated probability that it is right.
    """

    value: str | None
    inferred: bool
    sure: float


class PeriodChoice:
    """The periods of one document's figures; asked figure by figure, in text order."""

    def __init__(self, timing: Timing, shadow: str) -> None:
        self._timing = timing
        self._shadow = shadow
        self._mentions = [m for m in timing.mentions if m.deixis != "now"]
        self._starts = [m.start for m in self._mentions]
        self._nows = [m.start for m in timing.mentions if m.deixis == "now"]
        self._last: tuple[str | None, int] | None = None
        self._known: dict[int, tuple[str, str, tuple[str, str, str], str | None, str | None]] = {}
        running = timing.year
        self._running: list[int | None] = []
        for m in self._mentions:
            if m.year is not None and not m.reference:
                running = m.year_end or m.year
            self._running.append(running)

    def choose(self, sentence: Span, told: Told) -> Period:
        """The period of a figure, with how sure that is."""
        found = self.candidates(sentence, told)
        value, sure = choice(MODEL).best(found)
        self._last = (value, told.start)
        return Period(value, value is not None and _HERE not in found[value], sure)

    def candidates(self, sentence: Span, told: Told) -> Marks[str | None]:
        """Each period that may hold, with the marks of all that speaks for it."""
        found: Marks[str | None] = Marks()
        role = told.role if told.role == "target" else "result"
        timing = self._timing
        here, default = self._now(sentence.start, told.start), timing.default is not None
        found.add(told.rule, _ruled(told.inferred, told.rule is None, role))
        at = bisect_left(self._starts, told.start)
        for n, i in enumerate(range(at - 1, max(at - 1 - _MOST_BEFORE, -1), -1)):
            m = self._mentions[i]
            if told.start - m.end > _REACH:
                break
            self._mention(found, i, sentence, told, f"before{n}", role)
        for n, i in enumerate(range(at, min(at + _MOST_AFTER, len(self._mentions)))):
            m = self._mentions[i]
            if m.start >= sentence.end or m.start - told.tail > 90:
                break
            if m.start >= told.tail:
                self._mention(found, i, sentence, told, f"after{n}", role)
        home = str(timing.year) if timing.year else None
        at_home, by_default, none = _usual(home is None, default, here, told.derived, role)
        found.add(home, at_home)
        if timing.default:
            found.add(timing.default, by_default)
        if timing.planned:
            found.add(timing.planned, _both(role, "planned"))
        if self._last is not None:
            value, place = self._last
            near = "same" if place >= sentence.start else self._distance(place, told.start)
            found.add(value, _as_last(near, told.derived, self._now(place, told.start), role))
        found.add(None, none)
        return found

    def _mention(
        self, found: Marks[str | None], i: int, sentence: Span, told: Told, place: str, role: str
    ) -> None:
        """What speaks for one mention: its shape, where it stands, what stands between."""
        m, shadow = self._mentions[i], self._shadow
        known = self._known.get(i)
        if known is None:
            known = self._known[i] = self._about(i)
        shape, relation, words, value, other = known
        before = m.end <= told.start
        same = m.start >= sentence.start
        where = "same" if same else self._distance(m.end, told.start)
        side = f"{place[:-1]}&{where}"
        now = before and self._now(m.end, told.start)
        standing, running, year = _standing(
            place, where, shape, m.reference, relation, told.derived, told.kind, now, role
        )
        if m.year is None:
            if other != value:
                found.add(other, running)
        elif same:
            found.add(value, _both(role, _HERE))
        if value is None:
            return
        found.add(value, standing)
        found.add(value, _worded(*words, same, side, role))
        if same:
            low, high = (m.end, told.start) if before else (told.tail, m.start)
            between = sum([low <= s < high for s in told.numbers])
            gap = shadow[low:high]
            signs = (";" in gap, "," in gap, len(gap) < 25)
            opens = m.start - sentence.start < 4
            found.add(value, _between(side, min(between, 3), opens, signs, m.reference, shape, role))
        if m.year is None and other != value:
            found.add(value, _both(role, "not running"))
        if len(value) > 4 and not m.year_end:
            found.add(value[:4], year)

    def _about(self, i: int) -> tuple[str, str, tuple[str, str, str], str | None, str | None]:
        """What holds of a mention whichever figure asks.

        Returns:
            (its shape, its year beside the home year, the words before and after it and its own first, its
            period by the home year and by the year that the text told last).
        """
        m, shadow, year = self._mentions[i], self._shadow, self._timing.year
        relation = "none"
        if year is not None and (m.year or m.year_end):
            away = (m.year_end or m.year or year) - year
            relation = "home" if away == 0 else ("next" if away > 0 else "last" if away == -1 else "past")
        word = _LAST_WORD.search(shadow, max(0, m.start - 16), m.start)
        following = _NEXT_WORD.match(shadow, m.end)
        first = shadow[m.start : m.start + 12].split()[0]
        words = (word[1] if word else "", following[1] if following else "", first)
        cutoff = self._timing.cutoff
        value, other = resolve(m, year, cutoff), resolve(m, self._running[i], cutoff)
        return _shape(m), relation, words, value, other

    def _now(self, start: int, end: int) -> bool:
        """Whether `đến nay` or the like stands between two offsets: what held before may no longer do."""
        return bisect_left(self._nows, start) < bisect_left(self._nows, end)

    def _distance(self, end: int, start: int) -> str:
        """How far back something stands: in the same paragraph, the one before, or further."""
        lines = self._shadow.count("\n", end, start)
        return "paragraph" if lines == 0 else "last" if lines <= 2 else "far"


# Marks are made once for all figures of which the same is true: there are few such sorts.


@lru_cache(maxsize=1024)
def _both(role: str, *marks: str) -> frozenset[str]:
    """Marks alone and with the role of the figure."""
    return frozenset((*marks, *[f"{m}&{role}" for m in marks]))


@lru_cache(maxsize=64)
def _ruled(inferred: bool, none: bool, role: str) -> frozenset[str]:
    return _both(role, "rule", f"rule inferred={inferred}", f"rule none={none}")


@lru_cache(maxsize=256)
def _usual(
    homeless: bool, default: bool, now: bool, derived: bool, role: str
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The marks of the home year, of the document's own stretch, and of no period at all."""
    home = _both(
        role,
        *("home", f"home&default={default}", f"home none={homeless}"),
        *(f"home&now={now}", f"home&now={now}&default={default}"),
    )
    by_default = _both(role, "default", f"default&derived={derived}", f"default&now={now}")
    none = _both(role, "none", f"none&home={homeless}", f"none&default={default}")
    return home, by_default, none


@lru_cache(maxsize=256)
def _as_last(near: str, derived: bool, now: bool, role: str) -> frozenset[str]:
    return _both(role, f"last&{near}", f"last&{near}&derived={derived}", f"last&{near}&now={now}")


@lru_cache(maxsize=2048)
def _standing(
    place: str,
    where: str,
    shape: str,
    reference: bool,
    relation: str,
    derived: bool,
    kind: str,
    now: bool,
    role: str,
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The marks of a mention's sort and place; those of it by the running year, and of its bare year."""
    side = f"{place[:-1]}&{where}"
    marks = [
        side,
        f"{side}&{shape}",
        f"{side}&ref={reference}",
        f"{side}&year={relation}",
        f"{shape}&year={relation}&{where}",
        f"{place}&{where}",
        f"{side}&derived={derived}",
        f"{side}&kind={kind}",
        f"{side}&now={now}",
        f"{side}&now={now}&{shape}",
    ]
    running = _both(role, *(f"running {mark}" for mark in marks[:6]))
    year = _both(role, *(f"year of {mark}" for mark in marks[:6]))
    return _both(role, *marks), running, year


@lru_cache(maxsize=2048)
def _worded(before: str, after: str, first: str, same: bool, side: str, role: str) -> frozenset[str]:
    place = side.partition("&")[0]
    return _both(
        role,
        f"word before={before}&{same}&{place}",
        f"word after={after}&{same}&{place}",
        f"first word={first}&{side}",
    )


@lru_cache(maxsize=1024)
def _between(
    side: str,
    between: int,
    opens: bool,
    signs: tuple[bool, bool, bool],
    reference: bool,
    shape: str,
    role: str,
) -> frozenset[str]:
    semicolon, comma, near = signs
    few = min(between, 2)
    return _both(
        role,
        f"{side}&between={between}",
        f"{side}&opens={opens}",
        f"{side}&opens={opens}&between={few}&{shape}",
        f"{side}&semicolon={semicolon}",
        f"{side}&comma={comma}&near={near}",
        f"{side}&ref={reference}&between={few}",
    )


def _shape(m: PeriodMention) -> str:
    """The sort of a mention."""
    if m.deixis:
        return m.deixis + ("-until" if m.until else "")
    if m.day:
        return "until-day" if m.until else "days" if m.day_end else "day"
    if m.month:
        stretch = m.year_end or m.month_end != m.month
        return "until-month" if m.until else "months" if stretch else "month"
    return "years" if m.year_end else "until-year" if m.until else "year"
