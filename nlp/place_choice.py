"""Which place a figure is about: the likeliest of those that the text tells around it.

The rules of `nlp.scope` say which place holds where nothing speaks against it; a place told after the
number, one told by the way, the nation or what the figures before were about may be right all the same.
What could be is gathered here with its marks; which of them is, weights learned from annotated texts
decide.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from nlp.choice import Readings, choice
from nlp.facts import Span
from nlp.marks import MarkSet
from nlp.places_told import NATION, Event, Place
from nlp.scope import Scope

MODEL = "place_model"
_OF_THE_NATION = re.compile(
    r"(?:hơn|với|kém|vượt) (?:mức )?(?:bình quân|trung bình)(?: chung)?(?: của)?"
    r" (?:cả nước|toàn quốc) ?\((?:\w+ )?$"
)
_LED = 60
"""Characters before a number in brackets that tell of what average it is: `… chung cả nước (51,4%)`."""
_TOGETHER = re.compile(r"(?:tổng (?:số|cộng|kinh phí|diện tích|vốn|mức)|tính chung|cả (?:hai|ba|bốn))(?!\w)")
"""What opens a sentence that tells of several places together."""
_SURE_TOGETHER = 0.8
_MOST_BEFORE = 4
_UNIT_HEADS = (
    "tỉnh",
    "huyện",
    "thị xã",
    "thành phố",
    "xã",
    "phường",
    "thôn",
    "địa phương",
    "đơn vị",
    "sở",
    "quốc gia",
)


@dataclass(slots=True)
class About:
    """The figure whose place is asked for; made for each, so not frozen, which takes thrice the time.

    Attributes:
        index: of its sentence.
        start, tail: where its numeral begins, and where it ends with its unit.
        right: where the next number begins.
        numbers: where the numbers of its sentence begin.
        order, many: it is one of several numbers told together.
        unit: its unit's words.
    """

    index: int
    start: int
    tail: int
    right: int
    numbers: tuple[int, ...]
    order: int
    many: int
    unit: str


class PlaceChoice:
    """The places of one document's figures; asked figure by figure, in text order."""

    def __init__(self, scope: Scope, shadow: str) -> None:
        self._scope = scope
        self._shadow = shadow
        self._last: tuple[Place, int] | None = None
        self._sentence: Span | None = None
        self._together: Place | None = None
        main = scope.topic_at(0)
        self._main = main or NATION

    def choose(self, sentence: Span, about: About) -> tuple[Place | None, bool, float]:
        """The place of a figure, whether it comes from scope, and how likely it is right (0 to 1)."""
        if sentence is not self._sentence:
            self._together, self._sentence = self._around_several(), sentence
        if _OF_THE_NATION.search(self._shadow, max(sentence.start, about.start - _LED), about.start):
            return None, False, 1.0
        if self._together is not None and _TOGETHER.match(self._shadow, sentence.start):
            here = any(e.named for e in self._scope.told_in(sentence))
            if not here:
                self._last = (self._together, about.start)
                return self._together, True, _SURE_TOGETHER
        own = self._scope.shared_out(sentence, about.start, about.order, about.many)
        if own is not None:
            self._last = (own, about.start)
            return own, False, 1.0
        found, ruled, inferred = self.candidates(sentence, about)
        place, sure = choice(MODEL).best(found)
        if ruled is not None and ";" in (ruled.label or "") and not inferred:
            place = ruled  # places told together in the figure's own clause are about it together
        self._last = (place, about.start)
        if place.label is None:
            return None, inferred, sure
        told_here = any("here" in marks for marks in found[place])
        return place, (inferred if place == ruled else not told_here), sure

    def _around_several(self) -> Place | None:
        """The place that holds the several places of which the sentence before told."""
        if self._sentence is None:
            return None
        told = {e.place.canonical for e in self._scope.told_in(self._sentence) if e.named}
        lowest = {c for c in told if c and not any(t and t.endswith(f", {c}") for t in told)}
        above = {c.partition(", ")[2] for c in lowest}
        several = len(lowest) > 1 and len(above) == 1 and "" not in above
        return self._scope.named(above.pop()) if several else None

    def candidates(self, sentence: Span, about: About) -> tuple[Readings[Place], Place | None, bool]:
        """Each place that may be meant with its marks, the one by the rules, and whether that is inferred."""
        scope = self._scope
        found: Readings[Place] = Readings()
        headed = about.unit.startswith(_UNIT_HEADS)
        head = next(u for u in _UNIT_HEADS if about.unit.startswith(u)) if headed else ""

        ruled, inferred = scope.place_for(
            sentence, about.index, about.start, about.tail, about.right, about.order, about.many
        )
        events = scope.told_in(sentence)
        many = min(len(events), 3)

        def add(place: Place, name: str, own: str = "") -> None:
            found[place].append(_marks(name, own, many, _level(place), head))

        add(ruled or NATION, "rule", f"rule inferred={inferred}")
        topic = scope.topic_of(about.index)
        add(topic or NATION, "topic")
        add(self._main, "main")
        add(NATION, "nation")
        if self._last is not None:
            place, at = self._last
            near = "same" if at >= sentence.start else self._distance(at, about.start)
            add(place, f"last&{near}")
        before = [e for e in events if e.end <= about.start]
        for n, event in enumerate(reversed(before[-_MOST_BEFORE:])):
            self._event(found, event, sentence, about, f"before{n}", head)
        after = [e for e in events if about.tail <= e.start < about.right][:2]
        for n, event in enumerate(after):
            self._event(found, event, sentence, about, f"after{n}", head)
        earlier = scope.told_before(sentence.start)
        if earlier is not None:
            distance = self._distance(earlier.start, about.start)
            add(earlier.place, f"earlier&{distance}", f"earlier named={earlier.named}")
        return found, ruled, inferred

    def _event(
        self, found: Readings[Place], event: Event, sentence: Span, about: About, spot: str, head: str
    ) -> None:
        """What speaks for one place told in the sentence."""
        shadow = self._shadow
        before = event.end <= about.start
        low, high = (event.end, about.start) if before else (about.tail, event.start)
        gap = shadow[low:high]
        between = min(max(bisect_left(about.numbers, high) - bisect_left(about.numbers, low), 0), 2)
        level = _level(event.place)
        opens, brackets = event.start - sentence.start < 20, "(" in gap or ")" in gap
        standing = (event.named, event.weight, event.soft, between, _sign(gap), opens, brackets)
        found[event.place].append(_told(spot, standing, level, head))
        if not before or not opens:
            opener = shadow[sentence.start : sentence.start + 12].split()
            found[event.place].append(_opened(spot[:-1], opener[0] if opener else "", _sign(gap), between))
        word = shadow[max(0, event.start - 12) : event.start].split()
        following = shadow[event.end : event.end + 12].split()
        found[event.place].append(
            _worded(spot[:-1], word[-1] if word else "", following[0] if following else "")
        )

    def _distance(self, end: int, start: int) -> str:
        lines = self._shadow.count("\n", end, start)
        return "paragraph" if lines == 0 else "last" if lines <= 2 else "far"


def _level(place: Place) -> str:
    return "several" if ";" in (place.label or "") else place.level or "none"


def _sign(gap: str) -> str:
    """The strongest sign that parts a place from its number, or that it stands near."""
    for sign in (";", ". ", ","):
        if sign in gap:
            return sign.strip()
    return "near" if len(gap) < 12 else ""


# Marks are made once for all figures of which the same is true: there are few such sorts.


def _leveled(marks: list[str], level: str, head: str) -> MarkSet:
    """Marks, the first three with the level of the place besides, and the number's unit beside it."""
    return MarkSet((*marks, *[f"{m}&{level}" for m in marks[:3]], f"unit={head}&{level}"))


@lru_cache(maxsize=2048)
def _marks(name: str, own: str, many: int, level: str, head: str) -> MarkSet:
    """The marks of a place that comes from outside the figure's words; some go with its unit."""
    marks = [name, *([own] if own and name == "rule" else []), f"{name}&events={many}"]
    if own and name != "rule":
        marks.append(own)
    if name in ("rule", "topic", "nation"):
        marks.append(f"{name}&unit={head}")
    return _leveled(marks, level, head)


@lru_cache(maxsize=1024)
def _worded(side: str, before: str, after: str) -> MarkSet:
    return MarkSet((f"{side}&word before={before}", f"{side}&word after={after}"))


@lru_cache(maxsize=1024)
def _opened(side: str, opener: str, sign: str, between: int) -> MarkSet:
    """The first word of the sentence: `Với 67 điểm, Khánh Hòa đứng thứ 16`."""
    return MarkSet((f"{side}&opener={opener}&{sign}", f"{side}&opener={opener}&between={between}"))


@lru_cache(maxsize=2048)
def _told(
    spot: str, standing: tuple[bool, int, bool, int, str, bool, bool], level: str, head: str
) -> MarkSet:
    """The marks of a place told in the figure's sentence."""
    named, weight, soft, between, sign, opens, brackets = standing
    side = spot[:-1]
    sort = f"named={named}&weight={weight}&soft={soft}"
    marks = [
        spot,
        f"{side}&{sort}",
        f"{side}&between={between}&{sign}",
        "here",
        f"{side}&{sign}&{weight}",
        f"{side}&between={between}&opens={opens}",
        f"{side}&brackets={brackets}",
        f"{spot}&{sort}&{sign}",
    ]
    return _leveled(marks, level, head)
