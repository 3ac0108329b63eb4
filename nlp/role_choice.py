"""Result or target: what the words around a number, its times and its document say together.

The rules of `nlp.roles` follow cues; writers set targets in words of their own, under headings, in titles
and by the year alone. A logistic regression (of a target against a result) over the words before and after
the number, those that open its sentence, stand above it and in the title, the years told, what the numbers
before it were taken for, and the rules' own answer decides; it was trained on the annotated texts
(`make models`). How many tasks were handed out (`assigned`) is left to the rules.
"""

import math
import re
from bisect import bisect_left
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter

from nlp.choice import choice
from nlp.drafts import Draft
from nlp.facts import Span
from nlp.marks import Marks
from nlp.periods import PeriodMention
from nlp.roles import Role
from nlp.scanning import Scan
from nlp.timing import Timing

MODEL = "role_model"
TARGET = "target"
"""The mark that every number bears."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_BROKEN = re.compile(r"(?<=[^\W\d_])[^\W\d_]+|(?<=\d)\d+")
"""What is left of a word or number that began before where one begins to read."""
_YEAR = re.compile(r"20(?<!\d20)\d\d(?!\d)")
_TITLE = 250
_HEADING = 150
_BEFORE = 250
"""Characters before a colon that may say what it opens."""
_OWN = 160
_NEXT = 40
"""Characters before and after a number whose words are its own."""
_OPENING = 70
_CLEARLY = 0.25
_CLEARLY_ENOUGH = 1.5
"""Log odds from which the words outweigh the rules: where these only guess, and where a cue speaks."""
_MOST_OPENING = 18
_MOST_BEGINNING = 7
_LEFT, _RIGHT = 4, 3
"""Words next to a number, before and after it, whose place counts."""
# What speaks of what is to come, in a group, and what speaks of what came about.
_LEANS = Scan(
    re.compile(
        r"(?<!\w)(?:(phấn đấu|mục tiêu|chỉ tiêu|kế hoạch|nhiệm kỳ tới|sẽ|phải|yêu cầu|đến năm)"
        r"|đã|đến nay|hiện|ước|cùng kỳ|so với|kết quả|năm qua|tính đến|vừa|mới)(?!\w)"
    )
)
_OF_WHAT_IS_TO_COME = attrgetter("lastindex")
_RUN = 6
"""Numbers before one whose roles speak for its own."""
_LISTED = re.compile(r"\s*(?:[-+*•●▪–]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)])\s")


class RoleChoice:
    """The roles of one document's figures; asked sentence by sentence, in text order."""

    def __init__(self, shadow: str, timing: Timing) -> None:
        self._shadow = shadow
        self._timing = timing
        self._latest = max([m.year_end or m.year or 0 for m in timing.every], default=0)
        self._title = Marks([f"T={w}" for w in set(_words(shadow[:_TITLE].partition("\n")[0]))])
        self._line = (-1, -1)
        self._last = (0, 0)
        self._opens = ""
        self._heading = self._above = (0, 0)
        model = choice(MODEL)
        self._weights = model.weights
        self._words, self._pairs = model.beginning("N="), model.pairs("N2=")
        self._left = [model.beginning(f"L{n}=") for n in range(_LEFT)]
        self._right = [model.beginning(f"R{n}=") for n in range(_RIGHT)]
        self._around: tuple[Span | None, Marks, list[int], list[int]] = (None, _NOTHING, [], [])
        self._run: list[tuple[str, int, Span]] = []
        self.ordered = False
        leans = list(_LEANS.finditer(shadow))
        starts, sets = list(map(re.Match.start, leans)), list(map(_OF_WHAT_IS_TO_COME, leans))
        self._sets = [at for at, ahead in zip(starts, sets, strict=True) if ahead]
        self._tells = [at for at, ahead in zip(starts, sets, strict=True) if not ahead]
        self._leans = self._leaning(0, len(shadow))
        self._line_leans = 0

    def enter(self, sentence: Span) -> None:
        """Begin a sentence; the line it stands in may be a heading for those that follow."""
        if sentence.start <= self._line[1]:
            return
        shadow = self._shadow
        start = shadow.rfind("\n", 0, sentence.start) + 1
        end = shadow.find("\n", sentence.start)
        self._last, self._line = self._line, (start, end if end >= 0 else len(shadow))
        self._above = self._heading
        self._line_leans = self._leaning(*self._line)
        last = shadow[max(self._last[0], self._last[1] - _BEFORE) : self._last[1]].rstrip()
        listed = bool(_LISTED.match(shadow, start))
        if last.endswith(":"):
            self._opens = last
        line = shadow[slice(*self._line)].strip() if self._line[1] - start < _HEADING else ""
        heads = bool(line) and line[-1] not in ".;"
        if not last.endswith(":") and not listed and not heads:
            self._opens = ""
        if heads and line[0] not in "-+•":
            self._heading = self._line

    def choose(
        self, sentence: Span, draft: Draft, ruled: Role, mention: PeriodMention | None
    ) -> tuple[Role, float]:
        """The role of a number and how likely it is right (0 to 1); `ruled` is what the rules say."""
        role, sure = self._chosen(sentence, draft, ruled, mention)
        self._run = [*self._run[1 - _RUN :], (role.name, self._line[0], sentence)]
        return role, sure

    def _chosen(
        self, sentence: Span, draft: Draft, ruled: Role, mention: PeriodMention | None
    ) -> tuple[Role, float]:
        """As `choose`, the numbers before being known."""
        if ruled.name == "assigned" or (ruled.firm and not (ruled.inferred and self._after_result(sentence))):
            return ruled, 1.0
        weights = self._weights
        shared = self._shared(sentence, draft, ruled, mention)
        score = sum([m.weight if m.model is weights else m.weigh(weights) for m in shared])
        score += self._weigh_own(*self._own(sentence, draft))
        sure = 1 / (1 + math.exp(-abs(score)))
        name = "target" if score > 0 else "result"
        if name == ruled.name:
            return ruled, sure
        set_down = self.ordered and ruled.name == TARGET
        clearly = _CLEARLY if ruled.inferred and not set_down else _CLEARLY_ENOUGH
        return (Role(name, "", True), sure) if abs(score) > clearly else (ruled, 1 - sure)

    def _after_result(self, sentence: Span) -> bool:
        """Whether the number before tells a result in its sentence: `… được 47 xã, đưa số xã lên 191`."""
        return bool(self._run) and self._run[-1][2] is sentence and self._run[-1][0] != TARGET

    def marks(
        self, sentence: Span, draft: Draft, ruled: Role, mention: PeriodMention | None
    ) -> frozenset[str]:
        """What speaks for a number's role: of the title, of its sentence, of its own words, of its times."""
        before, after = self._own(sentence, draft)
        found = {f"N={w}" for w in before}
        found |= {f"N2={a} {b}" for a, b in pairwise(before)}
        found |= {f"L{n}={w}" for n, w in enumerate(before[: -_LEFT - 1 : -1])}
        found |= {f"R{n}={w}" for n, w in enumerate(after)}
        return frozenset(found).union(*self._shared(sentence, draft, ruled, mention))

    def _own(self, sentence: Span, draft: Draft) -> tuple[list[str], list[str]]:
        """The words before a number from the last one on, and the next after it."""
        shadow, at, end = self._shadow, draft.numeral.start, draft.numeral.end
        before = _TOKEN.findall(shadow, _whole(shadow, max(draft.left, at - _OWN), sentence), at)
        next_ones = islice(_TOKEN.finditer(shadow, _whole(shadow, end, sentence), sentence.end), _RIGHT)
        return _numbered(before), _numbered([m[0] for m in next_ones if m.start() < end + _NEXT])

    def _weigh_own(self, before: list[str], after: list[str]) -> float:
        """What a number's own words weigh: each of them, each two, and those next to it by their place."""
        words, pairs = self._words, self._pairs
        score = math.fsum(map(words.__getitem__, words.keys() & before))
        score += math.fsum(map(pairs.__getitem__, pairs.keys() & pairwise(before)))
        for w, place in zip(before[: -_LEFT - 1 : -1], self._left, strict=False):
            score += place.get(w, 0.0)
        for w, place in zip(after, self._right, strict=False):
            score += place.get(w, 0.0)
        return score

    def _shared(
        self, sentence: Span, draft: Draft, ruled: Role, mention: PeriodMention | None
    ) -> tuple[Marks, ...]:
        """What other numbers share: the title, the sentence's beginning, its list's opening, the times."""
        above = _heading_marks(self._shadow[slice(*self._above)])
        times = self._of_times(sentence, draft, ruled, mention)
        beginning = self._about(sentence)[0]
        opening, run = self._opening(sentence, draft), self._of_run(sentence, ruled)
        return self._title, beginning, above, opening, times, run

    def _of_run(self, sentence: Span, ruled: Role) -> Marks:
        """What the numbers before this one were taken for, and what its line and its text speak of."""
        if not self._run:
            return _in_a_run("", "", -1, self._leans, self._line_leans, ruled.name, ruled.inferred)
        last, line, told_in = self._run[-1]
        near = "sentence" if told_in is sentence else "line" if line == self._line[0] else "text"
        targets = [name for name, _, _ in self._run].count(TARGET)
        if len(self._run) == _RUN and targets == _RUN:
            targets = _RUN + 1
        return _in_a_run(last, near, targets, self._leans, self._line_leans, ruled.name, ruled.inferred)

    def _leaning(self, start: int, end: int) -> int:
        """Whether a stretch speaks of what is to come (2, 1), of what came about (-1, -2) or of both (0)."""
        sets, tells = (
            bisect_left(words, end) - bisect_left(words, start) for words in (self._sets, self._tells)
        )
        if sets == tells:
            return 0 if sets else 9
        more = 2 if max(sets, tells) > 3 * min(sets, tells) else 1
        return more if sets > tells else -more

    def _about(self, sentence: Span) -> tuple[Marks, list[int], list[int]]:
        """The marks of a sentence's beginning, its years and where they stand; made once for its numbers."""
        if self._around[0] is not sentence:
            opening = self._shadow[sentence.start : min(sentence.start + _OPENING, sentence.end)]
            found = list(_YEAR.finditer(self._shadow, sentence.start, sentence.end))
            years, starts = [int(m[0]) for m in found], [m.start() for m in found]
            self._around = sentence, _beginning_marks(opening), years, starts
        return self._around[1:]

    def _opening(self, sentence: Span, draft: Draft) -> Marks:
        """The words before the colon that opens what the number stands in."""
        shadow = self._shadow
        colon = shadow.rfind(":", sentence.start, draft.numeral.start)
        if colon < 0:
            return _opening_marks(self._opens) if self._opens else _NOTHING
        return _opening_marks(shadow[max(sentence.start, colon - _BEFORE) : colon])

    def _of_times(self, sentence: Span, draft: Draft, ruled: Role, mention: PeriodMention | None) -> Marks:
        home, latest, numeral = self._timing.year or 0, self._latest, draft.numeral
        _, years, starts = self._about(sentence)
        past = years[: bisect_left(starts, numeral.start)]
        last = (mention.year_end or mention.year) if mention is not None else None
        return _timed(
            _away(max(years) - home) if years and home else None,
            _away(max(years) - latest) if years else None,
            _away(past[-1] - home) if past and home else None,
            (
                _away(last - home) if last and home else "open",
                mention.year_end is not None,
                mention.until,
                mention.deixis,
            )
            if mention is not None
            else None,
            self._timing.holds("target"),
            numeral.kind,
            ruled.name,
            ruled.inferred,
            self._shadow[slice(*draft.unit)][:14] if draft.unit else "",
        )


@lru_cache(maxsize=64)
def _heading_marks(heading: str) -> Marks:
    return Marks({f"H={w}" for w in _words(heading)})


def _beginning_marks(beginning: str) -> Marks:
    first = _numbered(_TOKEN.findall(beginning)[:_MOST_BEGINNING])
    return Marks({f"S={w}" for w in first} | {f"S={a} {b}" for a, b in pairwise(first)})


@lru_cache(maxsize=64)
def _opening_marks(told: str) -> Marks:
    opens = _words(told)[-_MOST_OPENING:]
    return Marks({f"O={w}" for w in opens} | {f"O2={a} {b}" for a, b in pairwise(opens)})


_NOTHING = Marks()


@lru_cache(maxsize=4096)
def _in_a_run(last: str, near: str, targets: int, leans: int, line: int, ruled: str, inferred: bool) -> Marks:
    """Marks of a number's place among others."""
    by_rule = f"{ruled}&inferred={inferred}"
    return Marks(
        [
            f"last={last}&near={near}",
            f"last={last}&near={near}&rule={by_rule}",
            f"run={targets}",
            f"run={targets}&rule={by_rule}",
            f"leans={leans}",
            f"leans={leans}&rule={by_rule}",
            f"line leans={line}",
            f"line leans={line}&rule={by_rule}",
        ]
    )


def _words(shadow: str) -> list[str]:
    """Words and signs, a number as `0`."""
    return _numbered(_TOKEN.findall(shadow))


def _numbered(words: list[str]) -> list[str]:
    return ["0" if word.isdigit() else word for word in words]


def _whole(shadow: str, at: int, sentence: Span) -> int:
    """Where the first word begins at or after a place of a sentence."""
    broken = _BROKEN.match(shadow, at) if at > sentence.start else None
    return broken.end() if broken else at


def _away(years: int) -> int:
    return max(-2, min(3, years))


@lru_cache(maxsize=4096)
def _timed(
    here: int | None,
    latest: int | None,
    past: int | None,
    mention: tuple[object, ...] | None,
    held: bool,
    kind: str,
    ruled: str,
    inferred: bool,
    unit: str,
) -> Marks:
    """Marks made once for all numbers of which the same is true."""
    found = [
        TARGET,
        f"number={kind}",
        f"rule={ruled}&inferred={inferred}",
        f"unit={unit}",
        f"held target={held}",
    ]
    if here is not None:
        found += [f"year here={here}", f"year here latest={latest}"]
    if past is not None:
        found.append(f"year before={past}")
    if mention is not None:
        found += [f"time={mention[0]}", f"time={mention}"]
    else:
        found.append("time=none")
    return Marks(found)
