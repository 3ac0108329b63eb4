"""Which place a figure is about: the likeliest of those that the text tells around it.

The rules of `nlp.scope` say which place holds where nothing speaks against it; a place told after the
number, one told by the way, the nation or what the figures before were about may be right all the same.
What could be is gathered here with its marks; which of them is, weights learned from annotated texts
decide.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nlp.choice import Marks, choice
from nlp.facts import Span
from nlp.places_told import NATION, Event, Place
from nlp.scope import Scope

MODEL = "place_model"
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


@dataclass(frozen=True, slots=True)
class About:
    """The figure whose place is asked for.

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
        main = scope.topic_at(0)
        self._main = main or NATION

    def choose(self, sentence: Span, about: About) -> tuple[Place | None, bool]:
        """The place of a figure, and whether it comes from scope."""
        found, ruled, inferred = self.candidates(sentence, about)
        place, _ = choice(MODEL).best(found)
        self._last = (place, about.start)
        if place.label is None:
            return None, inferred
        return place, (inferred if place == ruled else "here" not in found[place])

    def candidates(self, sentence: Span, about: About) -> tuple[Marks[Place], Place | None, bool]:
        """Each place that may be meant with its marks, the one by the rules, and whether that is inferred."""
        scope = self._scope
        found: Marks[Place] = Marks()
        head = next((u for u in _UNIT_HEADS if about.unit.startswith(u)), "")

        def add(place: Place, *marks: str) -> None:
            level = "several" if ";" in (place.label or "") else place.level or "none"
            found.add(place, *marks, *[f"{m}&{level}" for m in marks[:3]], f"unit={head}&{level}")

        ruled, inferred = scope.place_for(
            sentence, about.index, about.start, about.tail, about.right, about.order, about.many
        )
        events = scope.told_in(sentence)
        none = f"events={min(len(events), 3)}"
        add(ruled or NATION, "rule", f"rule inferred={inferred}", f"rule&{none}", f"rule&unit={head}")
        topic = scope.topic_of(about.index)
        add(topic or NATION, "topic", f"topic&{none}", f"topic&unit={head}")
        add(self._main, "main", f"main&{none}")
        add(NATION, "nation", f"nation&{none}", f"nation&unit={head}")
        if self._last is not None:
            place, at = self._last
            near = "same" if at >= sentence.start else self._distance(at, about.start)
            add(place, f"last&{near}", f"last&{near}&{none}")
        before = [e for e in events if e.end <= about.start]
        for n, event in enumerate(reversed(before[-_MOST_BEFORE:])):
            self._event(add, event, sentence, about, f"before{n}")
        after = [e for e in events if about.tail <= e.start < about.right][:2]
        for n, event in enumerate(after):
            self._event(add, event, sentence, about, f"after{n}")
        earlier = scope.told_before(sentence.start)
        if earlier is not None:
            distance = self._distance(earlier.start, about.start)
            add(
                earlier.place,
                f"earlier&{distance}",
                f"earlier&{distance}&{none}",
                f"earlier named={earlier.named}",
            )
        return found, ruled, inferred

    def _event(self, add: Callable[..., None], event: Event, sentence: Span, about: About, spot: str) -> None:
        """What speaks for one place told in the sentence."""
        shadow = self._shadow
        before = event.end <= about.start
        low, high = (event.end, about.start) if before else (about.tail, event.start)
        gap = shadow[low:high]
        between = sum(1 for s in about.numbers if low <= s < high)
        side = spot[:-1]
        sort = f"named={event.named}&weight={event.weight}&soft={event.soft}"
        word = shadow[max(0, event.start - 12) : event.start].split()
        following = shadow[event.end : event.end + 12].split()
        sign = (
            ";"
            if ";" in gap
            else "."
            if ". " in gap
            else ","
            if "," in gap
            else "near"
            if len(gap) < 12
            else ""
        )
        add(
            event.place,
            spot,
            f"{side}&{sort}",
            f"{side}&between={min(between, 2)}&{sign}",
            "here",
            f"{side}&{sign}&{event.weight}",
            f"{side}&between={min(between, 2)}&opens={event.start - sentence.start < 20}",
            f"{side}&word before={word[-1] if word else ''}",
            f"{side}&word after={following[0] if following else ''}",
            f"{side}&brackets={'(' in gap or ')' in gap}",
            f"{spot}&{sort}&{sign}",
        )

    def _distance(self, end: int, start: int) -> str:
        lines = self._shadow.count("\n", end, start)
        return "paragraph" if lines == 0 else "last" if lines <= 2 else "far"
