"""The places that a text tells: units named, and words that stand for one (`toàn tỉnh`, `huyện`)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from nlp.alternation import alternatives
from nlp.facts import Directive, LocalityMention
from nlp.gazetteer import gazetteer
from nlp.rules import pattern, words
from nlp.scanning import Scan

_GENERIC = Scan(pattern("places", "generic"))
_KIND_BEFORE = pattern("places", "kind before")
_KIND_AFTER = pattern("places", "kind after")
_CLAUSE_START = pattern("places", "clause start")
_OFFICE = Scan(pattern("places", "office"))
_MERGED = re.compile(
    r"(?<!\w)(?:sáp nhập|hợp nhất|nhập|sắp xếp|(?:hình thành|thành lập|gộp|ghép) từ)(?!\w)[^.;\n]*$"
)
_LEADS_IN = re.compile(
    r"(?<!\w)(?:(?:đứng|xếp|dẫn) (?:đầu|cuối|thứ [^\s,;.]+|nhất|nhì)|(?:cao|thấp|nhanh|chậm) nhất)"
    r"(?: trong| toàn| cả)?\s$"
)
"""Before the place in which another one leads: `huyện A đứng đầu tỉnh B về …`."""
_UNNAMED = Scan(
    re.compile(
        r"(?<=; )((?:còn |riêng )?(?:các|những) (?:huyện|xã|phường|địa phương|địa bàn|huyện, thị xã))"
        r" (?:miền núi|vùng cao|đồng bằng|ven biển|biên giới|còn lại|khác)(?!\w)"
    )
)
_BEING_MERGED = re.compile(
    r"(?<!\w)(?:sáp nhập|hợp nhất|sắp xếp|(?:hình thành|thành lập|gộp|ghép) từ)"
    r"(?: (?:\d+|hai|ba|bốn)(?= ))?(?P<told> [^.;:\n]*)$"
)
_JOINED_ON = re.compile(r"\s*(?:,|và(?!\w))")
_MERGING = ("nhập", "hợp nhất", "sắp xếp", " từ ")
_HEADS = re.compile(r"(?:^|[.;:\n]\s*|,\s*)$")
_OFFICE_LEAD = pattern("places", "office lead")
_NATION = Scan(pattern("places", "nation"))
_NOT_NATION = pattern("places", "not the nation")
_OVER_IT = re.compile(
    r"(?<!\w)(?:hơn|vượt|kém)(?: so với)?(?: mức)?(?: (?:bình quân|trung bình))?(?: chung)?(?: của)? $"
)
_SO_MUCH = re.compile(r"(?: chung)?(?: của)?(?: cả nước| toàn quốc)? (?:tới |đến |gần |khoảng )?\d")
"""Around a word for the country: a number is the margin over its average, told of the place itself."""
_GIVER = pattern("places", "giver")
_GIVER_WORDS = Scan(re.compile(alternatives(words("places", "giver"))))
"""Without one of these there is no giver; far quicker to look for."""
_TOLD_BY = pattern("places", "told by")
_GIVES = pattern("places", "gives")
_AGENT = pattern("places", "agent before")
_BORDERS = pattern("places", "borders on")
_COMPARED_WITH = pattern("places", "compared with")
_LEADING, _MERGING_INTO, _COMPARING = Scan(_LEADS_IN), Scan(_BEING_MERGED), Scan(_COMPARED_WITH)
"""Where may begin what few places have before them."""
_PROVINCE = re.compile(r"(?:tỉnh|thành phố) ")
_TYPES = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "xã", "phường")
"""The types of units, those first whose words begin with another's."""


class Place(NamedTuple):
    """A unit, or several told as one, with its links; `label` is None for the nation.

    A tuple, since each reading of each figure asks for its hash.
    """

    label: str | None
    canonical: str | None = None
    code: str | None = None
    label_2025: str | None = None
    code_2025: str | None = None
    level: str | None = None


class Event(NamedTuple):
    """A place told at a position.

    Attributes:
        start, end: where it is told.
        place: the unit.
        named: by its name, not by a word such as `toàn tỉnh`.
        weight: 0 when it is only compared with, gives or tells, so that no figure is about it.
        soft: it only says whose a thing is (`của tỉnh`).
    """

    start: int
    end: int
    place: Place
    named: bool
    weight: int = 1
    soft: bool = False


NATION = Place(None)


def place_of(mention: LocalityMention) -> Place:
    """The place that a mention names."""
    return Place(
        mention.locality or mention.text,
        mention.locality_canonical or mention.canonical,
        mention.locality_code,
        mention.locality_2025,
        mention.locality_2025_code,
        mention.level,
    )


def join_places(places: list[Place]) -> Place:
    """Several units that share one figure, joined with `; `."""
    seen = list(dict.fromkeys(places))
    if len(seen) == 1:
        return seen[0]

    def joined(values: list[str | None]) -> str | None:
        known = [v for v in values if v]
        return "; ".join(known) if len(known) == len(values) else None

    return Place(
        joined([p.label for p in seen]),
        joined([p.canonical for p in seen]),
        joined([p.code for p in seen]),
        joined([p.label_2025 for p in seen]),
        joined([p.code_2025 for p in seen]),
        seen[0].level,
    )


class PlacesTold:
    """Where one document tells places, in text order.

    Attributes:
        mentions: the units named, each with its place.
        home: the province named most, the first one counting double and more; None when none is named.
        events: all places told, by name or by a word that stands for one.
    """

    def __init__(
        self, shadow: str, localities: list[LocalityMention], directives: list[Directive], date: str | None
    ) -> None:
        self.mentions = [(m, place_of(m)) for m in localities]
        self._shadow = shadow
        self._date = date
        self._inside = sorted((d.start, self._title_end(d)) for d in directives)
        self._known = {p.canonical: p for _, p in reversed(self.mentions) if p.canonical}
        self.home = self._home()
        by_name = list(self._by_name())
        found = [*by_name, *self._by_word(by_name), *self._offices(), *self._nation(), *self._others()]
        self.events = sorted(found, key=lambda e: (e.start, e.end))

    def _title_end(self, directive: Directive) -> int:
        if directive.title:
            near = self._shadow.find(directive.title.lower()[:12], directive.end, directive.end + 80)
            if near >= 0:
                return near + len(directive.title)
        return directive.end

    def _home(self) -> Place | None:
        votes: dict[str, float] = {}
        for i, (_mention, place) in enumerate(self.mentions):
            province = (place.canonical or "").split(", ")[-1]
            if _PROVINCE.match(province):
                votes[province] = votes.get(province, 0) + 1 + (1.5 if i == 0 else 0)
        if not votes:
            return None
        best = max(votes, key=lambda name: votes[name])
        return self.named(best)

    def named(self, canonical: str) -> Place:
        """The place of a canonical name, with codes where the gazetteer knows it."""
        if canonical not in self._known:
            self._known[canonical] = self._look_up(canonical)
        return self._known[canonical]

    def _look_up(self, canonical: str) -> Place:
        label = canonical.split(", ")[0]
        units = gazetteer().resolve(canonical, None, self._date)
        unit = next((u for u in units if u.label == label), None)
        if unit is None:
            return Place(label, canonical)
        later = gazetteer().successor(unit)
        if later is None:
            return Place(label, canonical, unit.code or None, level=unit.level)
        return Place(label, canonical, unit.code or None, later.label, later.code, unit.level)

    def _by_name(self) -> Iterator[Event]:
        starts = [a for a, _ in self._inside]
        for mention, place in self.mentions:
            i = bisect_left(starts, mention.start + 1)
            if any(a <= mention.start < b for a, b in self._inside[max(i - 3, 0) : i]):
                continue  # in a directive or its title
            low = max(0, mention.start - 60)
            before = self._shadow[low : mention.start]
            if "giáp" in before and _BORDERS.search(before):
                continue  # a neighbour, which nothing here is about
            after = self._shadow[mention.end : mention.end + 20]
            stretch = self._shadow, low, mention.start
            giver = _GIVER.search(before) if _GIVER_WORDS.may_begin(*stretch) else None
            gives = giver and (_GIVES.match(after) or _TOLD_BY.match(giver[0].strip()))
            passing = (
                gives
                or (_COMPARING.may_begin(*stretch) and _COMPARED_WITH.search(before))
                or (_LEADING.may_begin(*stretch) and _LEADS_IN.search(before))
                or (_MERGING_INTO.may_begin(*stretch) and _one_of_merged(before, after))
            )
            yield Event(mention.start, mention.end, place, True, 0 if passing else 1)

    def _by_word(self, by_name: list[Event]) -> Iterator[Event]:
        """`toàn huyện`, `xã`: the unit of that type told last; `tỉnh` is the home province."""
        spans = sorted((m.start, m.end) for m, _ in self.mentions)
        told = sorted(by_name, key=lambda e: e.start)
        passed = 0
        recent: dict[str, Event] = {}
        for match in _GENERIC.finditer(self._shadow):
            at = match.start("level")
            while passed < len(told) and told[passed].start < at:
                one = told[passed]
                self._remember(recent, one._replace(weight=0) if self._merged(one) else one)
                passed += 1
            i = bisect_left(spans, (at, 0))
            if any(a <= at < b for a, b in spans[max(0, i - 2) : i + 2]):
                continue  # the type of a unit named here
            word, lead = match["level"], (match["lead"] or "").strip()
            before = self._shadow[max(0, match.start() - 40) : match.start()]
            kind = (not lead and _KIND_BEFORE.search(before)) or _KIND_AFTER.match(self._shadow, match.end())
            if kind or _COMPARED_WITH.search(before):
                continue
            known = recent.get(word)
            place = self.home if word == "tỉnh" else known.place if known else None
            if place is not None:
                weight = self._weight(match, before, bool(lead))
                soft = lead in ("của", "ở", "tại", "đầu")
                yield Event(match.start(), match.end(), place, False, weight, soft)

    def _merged(self, event: Event) -> bool:
        """`sáp nhập 3 xã A, B và C`: whether a unit is one of those that made up the one which is told of."""
        before = self._shadow[max(0, event.start - 120) : event.start]
        return any(word in before for word in _MERGING) and bool(_MERGED.search(before))

    def _weight(self, match: re.Match[str], before: str, led: bool) -> int:
        """1 for a unit's word that a clause is about: led by `toàn` and the like, or at its head."""
        if _GIVES.match(self._shadow, match.end()) or _AGENT.search(before):
            return 0
        office = before.endswith(("ubnd ", "đảng bộ ")) and _OFFICE_LEAD.search(before)
        return 1 if led or _CLAUSE_START.search(before) or office else 0

    def _offices(self) -> Iterator[Event]:
        if self.home is not None:
            for match in _OFFICE.finditer(self._shadow):
                yield Event(match.start(), match.end(), self.home, False, 1)

    def _others(self) -> Iterator[Event]:
        """`các huyện miền núi`: units of the home province that no name tells, at the head of a clause."""
        if self.home is not None:
            for match in _UNNAMED.finditer(self._shadow):
                yield Event(match.start(1), match.end(), self.home, False, 1)

    def _nation(self) -> Iterator[Event]:
        for match in _NATION.finditer(self._shadow):
            before = self._shadow[max(0, match.start() - 40) : match.start()]
            margin = _OVER_IT.search(before) and _SO_MUCH.match(self._shadow, match.end())
            if not (margin or _NOT_NATION.search(before)):
                passing = _COMPARED_WITH.search(before) or (
                    match[0] == "việt nam" and not _HEADS.search(before)
                )
                weight = 0 if passing else 1
                yield Event(match.start(), match.end(), NATION, False, weight)

    def _remember(self, recent: dict[str, Event], event: Event) -> None:
        """Keep the last place told of each type of unit, and of those above it; a weak one only at need."""
        chain = (event.place.canonical or event.place.label or "").split(", ")
        for i, part in enumerate(chain):
            word = next((w for w in _TYPES if part.startswith(w + " ")), "")
            known = recent.get(word)
            if not word or (known is not None and known.weight > event.weight):
                continue
            place = event.place if i == 0 else None
            if place is None and known is not None and known.place.canonical == ", ".join(chain[i:]):
                continue
            recent[word] = Event(
                event.start, event.end, place or self.named(", ".join(chain[i:])), True, event.weight
            )


def _one_of_merged(before: str, after: str) -> bool:
    """Whether a unit is one of several that were merged: `trên cơ sở hợp nhất A, B và C, tỉnh A có`."""
    merging = _BEING_MERGED.search(before)
    if merging is None:
        return False
    *listed, last = merging["told"].split(" và ")
    if listed or last.strip().endswith(","):
        return not listed or not last.strip()
    return bool(_JOINED_ON.match(after))
