"""Which period a figure holds for: the likeliest of those that the text tells around it.

A time may stand before its number or after it, in a sentence before, or in the heading; others are only
compared with. What could hold is gathered here with its marks; which of them does, weights learned from
annotated texts decide.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

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

        def add(value: str | None, *marks: str) -> None:
            found.add(value, *marks, *[f"{m}&{role}" for m in marks])

        timing = self._timing
        here = self._now(sentence.start, told.start)
        add(told.rule, "rule", f"rule inferred={told.inferred}", f"rule none={told.rule is None}")
        at = bisect_left(self._starts, told.start)
        for n, i in enumerate(range(at - 1, max(at - 1 - _MOST_BEFORE, -1), -1)):
            m = self._mentions[i]
            if told.start - m.end > _REACH:
                break
            self._mention(add, i, sentence, told, f"before{n}")
        for n, i in enumerate(range(at, min(at + _MOST_AFTER, len(self._mentions)))):
            m = self._mentions[i]
            if m.start >= sentence.end or m.start - told.tail > 90:
                break
            if m.start >= told.tail:
                self._mention(add, i, sentence, told, f"after{n}")
        home = str(timing.year) if timing.year else None
        add(home, "home", f"home&default={timing.default is not None}", f"home none={home is None}")
        add(home, f"home&now={here}", f"home&now={here}&default={timing.default is not None}")
        if timing.default:
            add(timing.default, "default", f"default&derived={told.derived}", f"default&now={here}")
        if timing.planned:
            add(timing.planned, "planned")
        if self._last is not None:
            value, place = self._last
            near = "same" if place >= sentence.start else self._distance(place, told.start)
            since = self._now(place, told.start)
            add(value, f"last&{near}", f"last&{near}&derived={told.derived}", f"last&{near}&now={since}")
        add(None, "none", f"none&home={home is None}", f"none&default={timing.default is not None}")
        return found

    def _mention(self, add: Callable[..., None], i: int, sentence: Span, told: Told, place: str) -> None:
        """What speaks for one mention: its shape, where it stands, what stands between."""
        m, shadow, year = self._mentions[i], self._shadow, self._timing.year
        before = m.end <= told.start
        where = "same" if m.start >= sentence.start else self._distance(m.end, told.start)
        shape = _shape(m)
        side = f"{place[:-1]}&{where}"
        relation = "none"
        if year is not None and (m.year or m.year_end):
            gap = (m.year_end or m.year or year) - year
            relation = "home" if gap == 0 else ("next" if gap > 0 else "last" if gap == -1 else "past")
        marks = [
            side,
            f"{side}&{shape}",
            f"{side}&ref={m.reference}",
            f"{side}&year={relation}",
            f"{shape}&year={relation}&{where}",
            f"{place}&{where}",
            f"{side}&derived={told.derived}",
            f"{side}&kind={told.kind}",
            f"{side}&now={before and self._now(m.end, told.start)}",
            f"{side}&now={before and self._now(m.end, told.start)}&{shape}",
        ]
        word = _LAST_WORD.search(shadow, max(0, m.start - 16), m.start)
        marks.append(f"word before={word[1] if word else ''}&{where == 'same'}&{place[:-1]}")
        following = _NEXT_WORD.match(shadow, m.end)
        marks.append(f"word after={following[1] if following else ''}&{where == 'same'}&{place[:-1]}")
        marks.append(f"first word={shadow[m.start : m.start + 12].split()[0]}&{side}")
        if where == "same":
            low, high = (m.end, told.start) if before else (told.tail, m.start)
            between = sum(1 for s in told.numbers if low <= s < high)
            gap = shadow[low:high]
            opens = m.start - sentence.start < 4
            marks += [
                f"{side}&between={min(between, 3)}",
                f"{side}&opens={opens}",
                f"{side}&opens={opens}&between={min(between, 2)}&{shape}",
                f"{side}&semicolon={';' in gap}",
                f"{side}&comma={',' in gap}&near={len(gap) < 25}",
                f"{side}&ref={m.reference}&between={min(between, 2)}",
            ]
        value = resolve(m, year, self._timing.cutoff)
        if m.year is None:
            other = resolve(m, self._running[i], self._timing.cutoff)
            if other != value:
                add(other, *(f"running {mark}" for mark in marks[:6]))
                marks.append("not running")
        elif where == "same":
            add(value, _HERE)
        if value is not None:
            add(value, *marks)
            if len(value) > 4 and not m.year_end:
                add(value[:4], *(f"year of {mark}" for mark in marks[:6]))

    def _now(self, start: int, end: int) -> bool:
        """Whether `đến nay` or the like stands between two offsets: what held before may no longer do."""
        return bisect_left(self._nows, start) < bisect_left(self._nows, end)

    def _distance(self, end: int, start: int) -> str:
        """How far back something stands: in the same paragraph, the one before, or further."""
        lines = self._shadow.count("\n", end, start)
        return "paragraph" if lines == 0 else "last" if lines <= 2 else "far"


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
