"""Scope: which place a figure is about, when the sentence itself, or only an earlier one, says so.

A place set once holds until the text changes it. The nearest place before a number in its own
stretch counts most, then one that follows it with a preposition, then the sentence's, then what
the passage is about.
"""

import re
from bisect import bisect_left

from nlp.facts import Directive, LocalityMention, Span
from nlp.listing import Openings, marker
from nlp.places_told import NATION, Event, Place, PlacesTold, join_places
from nlp.rules import pattern
from nlp.scanning import Scan

_PASSING = pattern("places", "passing mention")
_EXAMPLES = Scan(_PASSING)
"""Where what names examples may begin."""
_FOLLOWING = pattern("places", "following")
_JOINING = pattern("places", "joining")
_PARENT = pattern("places", "parent")
_ORDERS = pattern("places", "orders")
_SECTION = re.compile(r"[ivx]{1,4}\.\s")
_TOUCHING = re.compile(r"\s*[(:]?\s*")
_SIGN = re.compile(r"[;,.]")
_IN_TABLE = re.compile(r"[|\t]")
_COUNTED_LEVELS = {
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "thành phố": "district",
    "xã": "commune",
    "phường": "commune",
}
_MOST_BACK = 20
"""Places looked back over for one that a figure can be about."""
_LATE = 350
"""Characters after which a main place told in passing is none of what stands before it."""
_IN_PASSING = 2
_FROM_HEAD = 90
"""Characters from the head of a sentence in which a place sets what the sentence is about."""


class Scope:
    """The places of one document, asked figure by figure in text order."""

    def __init__(
        self,
        text: str,
        shadow: str,
        sentences: list[Span],
        localities: list[LocalityMention],
        directives: list[Directive],
        date: str | None,
    ) -> None:
        self.text = text
        self.shadow = shadow
        self._told = PlacesTold(shadow, localities, directives, date)
        self._events = self._told.events
        self._starts = [e.start for e in self._events]
        self._mention_starts = [m.start for m in localities]
        self._asked: tuple[Span | None, list[Event]] = (None, [])
        self._heads: dict[int, Place | None] = {}
        self._topics = self._all_topics(sentences)
        self._sentence_starts = [s.start for s in sentences]

    def _main(self) -> Place | None:
        """The place the document is about: told first, told most, most often at the head of sentences."""
        votes: dict[Place, float] = {}
        for i, event in enumerate(e for e in self._events if e.named and e.weight):
            votes[event.place] = votes.get(event.place, 0.0) + (2.5 if i == 0 else 1.0)
        head = next((e for e in self._events if e.named), None)
        if (
            head is not None
            and not head.weight
            and head.end <= self.shadow.find("\n")
            and self.text[: head.end].isupper()
        ):
            votes[head.place] = votes.get(head.place, 0.0) + 2.5  # the letterhead
        for event in self._events:
            if not event.named and event.weight and event.place in votes:
                votes[event.place] += 0.7

        def weight(place: Place) -> float:
            # a commune told for a district's or province's sake is an example
            return votes[place] * (0.6 if place.level == "commune" and _parent_told(place, votes) else 1.0)

        return max(votes, key=weight) if votes else self._told.home

    def _all_topics(self, sentences: list[Span]) -> list[Place | None]:
        """What each sentence is about on entry: set by those before it, else by the document."""
        main = self._main()
        opening = next((e.place for e in self._events if e.named and e.weight), None)
        until = self._told_late(main)
        topic: Place | None = None
        section: Place | None = None
        topics: list[Place | None] = []
        lists: Openings[Place | None] = Openings()
        for i, sentence in enumerate(sentences):
            fresh = i > 0 and "\n" in self.shadow[sentences[i - 1].end : sentence.start]
            mark = marker(self.shadow, sentence.start)
            if fresh:
                topic = lists.enter(mark, topic)
            if fresh and not mark and _ends_with_paragraph(topic, main):
                topic = section
            if fresh and self.shadow[sentence.start] in "ivx" and _SECTION.match(self.shadow, sentence.start):
                topic = section
            if topic is not None and topic.level == "village":
                topic = section
            whole = main if main is not None else opening
            topics.append(topic or (None if sentence.start < until else whole))
            if self.shadow.endswith(":", sentence.start, sentence.end) and _ORDERS.search(
                self.shadow, sentence.start, sentence.end
            ):
                topic = section
                continue
            told = bool(self.told_in(sentence))
            in_table = told and _IN_TABLE.search(self.shadow, sentence.start, sentence.end)
            head = self._head(sentence) if told and not in_table else None
            if head is not None:
                topic = head
                words = self.text[sentence.start : sentence.end]
                alone = head.label is not None and len(words) < len(head.label) + 6  # a line of its own
                if fresh and len(words) < 110 and (words.isupper() or alone):
                    section = head if head != main else None
        return topics

    def _told_late(self, main: Place | None) -> int:
        """Where a text first names its main place, if it does so late and in passing; else 0.

        What such a text tells before is about the nation: `Cả nước … Nổi bật, Thành phố Hà Nội …`.
        """
        named = [e for e in self._events if e.named and e.place == main]
        late = bool(named) and named[0].start > _LATE and len(named) <= _IN_PASSING
        if not late or any(e.named and e.start < named[0].start for e in self._events):
            return 0
        return named[0].start

    def told_in(self, sentence: Span) -> list[Event]:
        """The places told in a sentence; found once for all that ask in turn."""
        if self._asked[0] is not sentence:
            low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            self._asked = (sentence, self._events[low:high])
        return self._asked[1]

    def told_before(self, start: int) -> Event | None:
        """The last place told before an offset that a figure can be about."""
        last = bisect_left(self._starts, start) - 1
        for i in range(last, max(last - _MOST_BACK, -1), -1):
            if self._events[i].weight:
                return self._events[i]
        return None

    def named(self, canonical: str) -> Place:
        """The place of a canonical name, with its codes."""
        return self._told.named(canonical)

    def topic_of(self, index: int) -> Place | None:
        """What the sentence of that index is about on entry."""
        return self._topics[index]

    def _passing(self, event: Event, sentence: Span) -> bool:
        """Whether a place is only named as an example."""
        low = max(sentence.start, event.start - 90)
        if not event.named or not _EXAMPLES.may_begin(self.shadow, low, event.start):
            return False
        return bool(_PASSING.search(self.shadow[low : event.start]))

    def _head(self, sentence: Span) -> Place | None:
        """The place that a sentence puts first, if it does; looked for once, asked by each of its figures."""
        if sentence.start not in self._heads:
            self._heads[sentence.start] = self._put_first(sentence)
        return self._heads[sentence.start]

    def _put_first(self, sentence: Span) -> Place | None:
        strong = [
            e
            for e in self.told_in(sentence)
            if e.weight and e.place is not NATION and not e.soft and not self._passing(e, sentence)
        ]
        if not strong:
            return None
        opening = strong[0]
        short = sentence.end - sentence.start < 160
        if opening.start - sentence.start <= _FROM_HEAD or (short and opening.named):
            group = self._group(strong, 0)
            return join_places([e.place for e in group]) if 1 < len(group) < 4 else group[0].place
        named = {e.place for e in strong if e.named}
        return named.pop() if len(named) == 1 else None

    def _group(self, events: list[Event], i: int) -> list[Event]:
        """The events joined to the i-th by commas and `và`; a parent after its child is left out."""
        out = [events[i]]
        for event in events[i + 1 :]:
            between = self.shadow[out[-1].end : event.start]
            if not _close(between):
                break
            first = out[0].place
            if event.place != first and (event.place.canonical or "?") in (first.canonical or ""):
                out[-1] = Event(out[-1].start, event.end, out[-1].place, True, out[-1].weight)
                continue
            if not _JOINING.match(between) or not event.named or event.place.level != first.level:
                break
            out.append(event)
        return out

    def holding(self, place: Place, unit: str) -> Place:
        """The place that can hold the units counted: `trong 9 huyện` in a district is about its province."""
        low = unit.lower()
        level = next((level for word, level in _COUNTED_LEVELS.items() if low.startswith(word)), None)
        if level is None or place.level != level or not place.canonical or "; " in place.canonical:
            return place
        above = place.canonical.split(", ")[1:]
        return self._told.named(", ".join(above)) if above else place

    def sets_place(self, sentence: Span) -> bool:
        """Whether a sentence begins with a place that it names."""
        i = bisect_left(self._starts, sentence.start)
        for event in self._events[i : i + 4]:
            if event.start >= min(sentence.end, sentence.start + _FROM_HEAD):
                return False
            if event.named and event.weight:
                return True
        return False

    def named_at(self, start: int, end: int) -> Place | None:
        """The place named between two offsets, if one is."""
        i = bisect_left(self._mention_starts, start)
        mentions = self._told.mentions
        return mentions[i][1] if i < len(mentions) and mentions[i][0].start < end else None

    def topic_at(self, start: int) -> Place | None:
        """What the passage at an offset is about."""
        i = max(bisect_left(self._sentence_starts, start + 1) - 1, 0)
        return self._topics[i] if self._topics else self._told.home

    def place_for(
        self, sentence: Span, index: int, start: int, end: int, right: int, nth: int, same: int
    ) -> tuple[Place | None, bool]:
        """The place of the figure at `start`, and whether it comes from scope.

        Args:
            sentence: the sentence it stands in, the `index`-th of the document.
            start, end: the numeral with its unit.
            right: where the words end that may follow it as its own.
            nth, same: it is the nth of `same` numbers told together (`lần lượt`).
        """
        events = self.told_in(sentence)
        topic, head = self._topics[index], self._head(sentence)
        before = [e for e in events if e.end <= start and self._reaches(e, start, sentence)]
        inner = [topic, head, *(e.place for e in before if e.named)]
        # `của tỉnh` in a passage about a district says whose a thing is, not what the figure is about
        before = [e for e in before if not (e.soft and any(_within(p, e.place) for p in inner))]
        listed = self._distributed(before, start, nth, same)
        if listed is not None:
            return listed, False
        touching = [
            e
            for e in events
            if (e.named or e.place is NATION)
            and 0 <= start - e.end <= 3
            and _TOUCHING.fullmatch(self.shadow[e.end : start])
        ]
        if touching:
            return touching[-1].place, False
        segment = max(self.shadow.rfind(";", sentence.start, start), sentence.start)
        comma = max(self.shadow.rfind(",", sentence.start, start), segment)
        near = [e for e in before if e.start >= segment and e.weight]
        after = next((e for e in events if self._follows(e, end, right, topic)), None)
        if after is not None and not any(e.start >= comma for e in near):
            group = self._group([e for e in events if e.start >= after.start], 0)
            return join_places([e.place for e in group]), False
        if near:
            return self._last_group(near), False
        weighty = [e for e in before if e.weight]
        if weighty:
            if head is not None and weighty[0].start - sentence.start <= _FROM_HEAD:
                return head, True
            return self._last_group(weighty), True
        if topic is None:
            topic = next((e.place for e in events if e.named and e.start > start), None)
        return topic, True

    def _follows(self, event: Event, end: int, right: int, topic: Place | None) -> bool:
        """Whether a place after a number is the number's own, joined to it by a preposition."""
        if not (end <= event.start < right and event.weight) or (event.soft and _within(topic, event.place)):
            return False
        between = self.shadow[end : event.start]
        linked = _FOLLOWING.search(between + ("" if event.named else "của "))
        return bool(linked) and not _SIGN.search(between)

    def _reaches(self, event: Event, start: int, sentence: Span) -> bool:
        """Whether a place still counts at `start`: not out of brackets, not out of a list of examples."""
        between = self.shadow[event.end : start]
        if len(between) <= 16:
            return True
        if between.startswith("):", between.find(")")):
            return True  # `Khu tái định cư Phú Hội (huyện Nhơn Trạch): …` tells all of it of the district
        opened = self.shadow.rfind("(", sentence.start, event.start)
        if opened > self.shadow.rfind(")", sentence.start, event.start) and ")" in between:
            return False
        return not (self._passing(event, sentence) and (";" in between or "," in between))

    def _last_group(self, events: list[Event]) -> Place:
        """The last place told, with those that it is joined to."""
        i = len(events) - 1
        while i > 0 and _close(self.shadow[events[i - 1].end : events[i].start]):
            i -= 1
        group = self._group(events, i)
        return join_places([e.place for e in group]) if len(group) < 6 else group[-1].place

    def shared_out(self, sentence: Span, start: int, nth: int, same: int) -> Place | None:
        """The place of the nth of several numbers told together, where places told before share them out."""
        if same < 2:
            return None
        return self._distributed([e for e in self.told_in(sentence) if e.end <= start], start, nth, same)

    def _distributed(self, before: list[Event], start: int, nth: int, same: int) -> Place | None:
        """The place of the nth of several numbers that places told before share out (`lần lượt`)."""
        named = [e for e in before if e.named]
        if same < 2 or len(named) < same:
            return None
        last = named[-same:]
        in_turn = "lần lượt" in self.shadow[last[0].start : start]
        if in_turn or "tương ứng" in self.shadow[last[-1].end : start]:
            return last[nth].place
        return None


def _parent_told(place: Place, votes: dict[Place, float]) -> bool:
    """Whether a unit above a place is told often enough to be what the document is about."""
    return any(_within(place, other) and votes[other] >= 1.5 for other in votes)


def _ends_with_paragraph(topic: Place | None, main: Place | None) -> bool:
    """Whether a new paragraph lets go of a topic: of a commune, the nation, a rival of the main place."""
    if topic is None or topic.level == "commune" or topic is NATION:
        return True
    return main is not None and main.level in (topic.level, "province")


def _close(between: str) -> bool:
    """Whether the words between two places join them, or set one into the other."""
    return len(between) <= 25 and bool(_JOINING.match(between) or _PARENT.match(between))


def _within(inner: Place | None, outer: Place) -> bool:
    """Whether one place lies in another, by their canonical names."""
    if inner is None or inner == outer or not inner.canonical or not outer.canonical:
        return False
    return inner.canonical.endswith(", " + outer.canonical)
