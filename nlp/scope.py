"""Scope: which place a figure is about, when the sentence itself, or only an earlier one, says so.

A place set once holds until the text changes it. The nearest place before a number in its own
stretch counts most, then one that follows it with a preposition, then the sentence's, then what
the passage is about.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from nlp.facts import Directive, LocalityMention, Span
from nlp.gazetteer import gazetteer
from nlp.listing import Openings, marker


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or several told as one, with its links; `label` is None for the nation."""

    label: str | None
    canonical: str | None = None
    code: str | None = None
    label_2025: str | None = None
    code_2025: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A place told at a position: by name, or by a word such as `toàn tỉnh`."""

    start: int
    end: int
    place: Place
    named: bool
    weight: int = 1
    soft: bool = False  # `của tỉnh`: only says whose a thing is


NATION = Place(None)
_GENERIC = re.compile(
    r"(?<!\w)(?P<lead>(?:toàn|cả|trên địa bàn(?: toàn)?|trong(?: toàn)?|của(?: toàn)?|ở|tại|thuộc|trên toàn|riêng|đầu)\s+)?"
    r"(?P<level>tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn)(?!\w)"
)
# The word means a kind of unit, or a part of a name, not the one unit that the text is about.
_KIND_BEFORE = re.compile(
    r"(?<!\w)(?:các|những|mỗi|từng|số|\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|và|cấp|đơn vị|là|nhiều|hđnd|mttq|công an|xã hội hóa|hợp tác|liên|nông thôn|bao nhiêu|mọi|chủ tịch|bí thư|tư|nội|đô thị,|giữa|đại biểu|vài|khác|nơi|đường|trung tâm|tên)\s+$|(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|thôn|sở|ngành)\s*[,/-]\s*$"
)
_KIND_AFTER = re.compile(r"\s*[,/]\s*(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|thôn)|\s+(?:hội|đội|nông thôn mới|viên|lỵ|đoàn|khác|nào|đạt chuẩn|nghèo|đảo|miền|trực thuộc|ven|vùng)(?!\w)")
_CLAUSE_START = re.compile(r"(?:^|[.;:\n\"“(]\s*|,\s*|(?<!\w)(?:nhưng|và|song|mà|thì|khi|nên|theo đó|nay|này|đó|năm \d{4}|năm nay)\s*,?\s*)$")
_OFFICE = re.compile(r"(?:^|(?<=[.;\n]\s)|(?<=[.;\n]))(?:(?:tại|với|riêng|ở)\s+)?(?:sở|khối sở)\s+[a-zà-ỹđ]")
_OFFICE_LEAD = re.compile(r"(?:^|[.;\n]\s*|,\s*|theo (?:báo cáo )?(?:của )?)ubnd $")
_LISTED = re.compile(r"(?<!\w)(?:gồm|bao gồm|như|đó là|điển hình|tiêu biểu)\s*[:,]?\s[^.;]*$")
_NATION = re.compile(
    r"(?<!\w)(?:cả nước|toàn quốc|(?:bình quân|trung bình) chung(?! của (?:toàn )?(?:tỉnh|huyện|thành phố))|mức (?:bình quân|trung bình) (?:chung|vùng|khu vực)(?! của (?:toàn )?(?:tỉnh|huyện|thành phố))|toàn cầu|thế giới|việt nam|cả vùng|toàn vùng|các nước)(?!\w)"
)
_ALL = re.compile(r"(?:toàn|cả|trên địa bàn|địa bàn toàn)\s+$")
# A place in these words is the giver, the teller or a name, not what the figure is about.
_GIVER = re.compile(
    r"(?:do|theo|được|của|cùng|từ|trình|và|,)?\s*(?:(?:ubnd|hđnd|hội đồng nhân dân|ủy ban nhân dân|tỉnh ủy|huyện ủy|thành ủy|ban thường vụ|thường trực|chủ tịch|lãnh đạo|báo|đài|cổng|viettel|vnpt|bưu điện|ảnh|nguồn|sở \S+(?: \S+)?|công an|cục thuế|chi cục thuế|cục thống kê|kho bạc(?: nhà nước)?|bệnh viện(?: \S+){0,4})\s+(?:\S+\s+){0,3})$"
)
_GIVES = re.compile(r"\s*(?:giao|đề ra|phê duyệt|lựa chọn|yêu cầu|chỉ đạo|quyết định|tặng)(?!\w)")
_COMPARED_WITH = re.compile(r"(?:so với|hơn|thấp hơn|cao hơn|sau|trước|bằng|như|kém)\s+(?:mức\s+|bình quân\s+|trung bình\s+)*(?:chung\s+)?(?:của\s+)?(?:(?:toàn|cả)\s+)?$")
_FOLLOWING = re.compile(r"(?:^|\s)(?:tại|ở|của|trên địa bàn|thuộc|cho|về)\s*(?:(?:các|toàn)\s+)?$")
_JOINING = re.compile(r"\s*(?:,|và|;|,\s*và|cùng|với)\s*(?:(?:các|xã|phường|huyện|thành phố|thị xã|tỉnh|quận|thị trấn|2|hai)\s*)*$")
_PARENT = re.compile(r"\s*[,(\-]\s*$|\s*thuộc\s*$|\s+của\s+$")
_IN_TABLE = re.compile(r"[|\t]")
_LEVELS = {"tỉnh": "province", "huyện": "district", "thị xã": "district", "quận": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune"}
_COUNTED_LEVELS = (("huyện", "district"), ("quận", "district"), ("thị xã", "district"), ("thành phố", "district"), ("xã", "commune"), ("phường", "commune"))


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
        self.date = date
        self._inside = sorted((d.start, self._title_end(d)) for d in directives)
        self.places = [(m, place_of(m)) for m in localities]
        self._place_starts = [m.start for m in localities]
        self._named = {p.canonical: p for _, p in reversed(self.places) if p.canonical}
        self.home = self._home()
        self._events = self._all_events()
        self._starts = [e.start for e in self._events]
        self._topics = self._all_topics(sentences)
        self._sentence_starts = [s.start for s in sentences]

    def _title_end(self, directive: Directive) -> int:
        if directive.title:
            near = self.shadow.find(directive.title.lower()[:12], directive.end, directive.end + 80)
            if near >= 0:
                return near + len(directive.title)
        return directive.end

    def _home(self) -> Place | None:
        votes: dict[str, float] = {}
        for i, (_mention, place) in enumerate(self.places):
            province = (place.canonical or "").split(", ")[-1]
            if re.match(r"(?:tỉnh|thành phố) ", province):
                votes[province] = votes.get(province, 0) + 1 + (1.5 if i == 0 else 0)
        if not votes:
            return None
        best = max(votes, key=lambda name: votes[name])
        return self.named(best)

    def named(self, canonical: str) -> Place:
        """The place of a canonical name, with codes where the gazetteer knows it."""
        if canonical not in self._named:
            self._named[canonical] = self._look_up(canonical)
        return self._named[canonical]

    def _look_up(self, canonical: str) -> Place:
        label = canonical.split(", ")[0]
        units = gazetteer().resolve(canonical, None, self.date)
        unit = next((u for u in units if u.label == label), None)
        if unit is None:
            return Place(label, canonical)
        later = gazetteer().successor(unit)
        return Place(label, canonical, unit.code or None, later.label if later else None, later.code if later else None, unit.level)

    def _all_events(self) -> list[Event]:
        found: list[Event] = []
        taken = [(m.start, m.end) for m, _ in self.places]
        inside_starts = [a for a, _ in self._inside]
        for mention, place in self.places:
            i = bisect_left(inside_starts, mention.start + 1)
            if any(a <= mention.start < b for a, b in self._inside[max(i - 3, 0) : i]):
                continue
            before = self.shadow[max(0, mention.start - 60) : mention.start]
            after = self.shadow[mention.end : mention.end + 20]
            giver = _GIVER.search(before)
            told = giver and (_GIVES.match(after) or re.match(r"do\s|(?:theo\s+)?(?:ảnh|báo(?! cáo)|nguồn|đài)", giver[0].strip()))
            weight = 0 if told or _COMPARED_WITH.search(before) else 1
            found.append(Event(mention.start, mention.end, place, True, weight))
        merged = sorted(taken)
        told = sorted((e for e in found if e.named), key=lambda e: e.start)
        passed = 0
        recent: dict[str, Event] = {}
        for match in _GENERIC.finditer(self.shadow):
            at = match.start("level")
            while passed < len(told) and told[passed].start < at:
                self._remember(recent, told[passed])
                passed += 1
            j = bisect_left(merged, (at, 0))
            if any(a <= at < b for a, b in merged[max(0, j - 2) : j + 2]):
                continue
            word, lead = match["level"], (match["lead"] or "").strip()
            before = self.shadow[max(0, match.start() - 40) : match.start()]
            if (not lead and _KIND_BEFORE.search(before)) or _COMPARED_WITH.search(before) or _KIND_AFTER.match(self.shadow, match.end()):
                continue
            target = self.home if word == "tỉnh" else self._recent(recent, word)
            if target is None:
                continue
            gives = _GIVES.match(self.shadow, match.end())
            heads = bool(_CLAUSE_START.search(before))
            office = before.endswith("ubnd ")
            weight = 0 if gives or re.search(r"(?<!\w)(?:do|theo|được|từ)\s+$", before) else 1 if lead or heads or (office and _OFFICE_LEAD.search(before)) else 0
            found.append(Event(match.start(), match.end(), target, False, weight, lead in ("của", "ở", "tại", "đầu")))
        if self.home is not None:
            for match in _OFFICE.finditer(self.shadow):
                found.append(Event(match.start(), match.end(), self.home, False, 1))
        for match in _NATION.finditer(self.shadow):
            before = self.shadow[max(0, match.start() - 40) : match.start()]
            if not re.search(r"(?:thứ|hạng|tốp|top|nhóm|/\d+|trong|đầu|với|nhất|khắp|từ)\s*(?:\S+\s+){0,2}$", before):
                found.append(Event(match.start(), match.end(), NATION, False, 0 if _COMPARED_WITH.search(before) else 1))
        return sorted(found, key=lambda e: (e.start, e.end))

    def _remember(self, recent: dict[str, Event], event: Event) -> None:
        """Keep the last place told of each type of unit, and the units above it; given by a weak mention only at need."""
        chain = (event.place.canonical or event.place.label or "").split(", ")
        for i, part in enumerate(chain):
            word = next((w for w in ("thành phố", "thị xã", "thị trấn", *_LEVELS) if part.startswith(w + " ")), "")
            known = recent.get(word)
            if not word or (known is not None and known.weight > event.weight):
                continue
            place = event.place if i == 0 else None
            if place is None and known is not None and known.place.canonical == ", ".join(chain[i:]):
                continue
            recent[word] = Event(event.start, event.end, place or self.named(", ".join(chain[i:])), True, event.weight)

    def _recent(self, recent: dict[str, Event], word: str) -> Place | None:
        event = recent.get(word)
        return event.place if event else None

    def _main(self) -> Place | None:
        """The place the document is about: told first, told most, and most often at the head of sentences."""
        votes: dict[Place, float] = {}
        for i, event in enumerate(e for e in self._events if e.named and e.weight):
            votes[event.place] = votes.get(event.place, 0.0) + (2.5 if i == 0 else 1.0)
        for event in self._events:
            if not event.named and event.weight and event.place in votes:
                votes[event.place] += 0.7
        if not votes:
            return self.home
        return max(votes, key=lambda p: votes[p] * (0.6 if p.level == "commune" and self._parent_told(p, votes) else 1.0))

    def _parent_told(self, place: Place, votes: dict[Place, float]) -> bool:
        return any(other is not place and other.canonical and (place.canonical or "").endswith(", " + other.canonical) and votes[other] >= 1.5 for other in votes)

    def _all_topics(self, sentences: list[Span]) -> list[Place | None]:
        """What each sentence is about on entry: set by the ones before it in its paragraph, else by the document."""
        main = self._main()
        opening = next((e.place for e in self._events if e.named and e.weight), None)
        topic: Place | None = None
        section: Place | None = None
        topics: list[Place | None] = []
        lists: Openings[Place | None] = Openings()
        for i, sentence in enumerate(sentences):
            fresh = i > 0 and "\n" in self.shadow[sentences[i - 1].end : sentence.start]
            mark = marker(self.shadow, sentence.start)
            listed = bool(mark)
            if fresh:
                topic = lists.enter(mark, topic)
            if fresh and not listed and (topic is None or topic.level == "commune" or topic is NATION or (main and topic.level == main.level) or (main and main.level == "province")):
                topic = section
            if fresh and re.match(r"[ivx]{1,4}\.\s", self.shadow[sentence.start : sentence.start + 6]):
                topic = section
            if topic is not None and topic.level == "village":
                topic = section
            topics.append(topic or (main if main is not None else opening))
            head = None if _IN_TABLE.search(self.shadow, sentence.start, sentence.end) else self._head(sentence)
            if head is not None:
                topic = head
                words = self.shadow[sentence.start : sentence.end]
                if fresh and len(words) < 110 and self.text[sentence.start : sentence.end].isupper():
                    section = head if head != main else None
        return topics

    def _head(self, sentence: Span) -> Place | None:
        """The place that a sentence puts first, if it does."""
        lo = bisect_left(self._starts, sentence.start)
        events = []
        for event in self._events[lo:]:
            if event.start >= sentence.end:
                break
            events.append(event)
        strong = [
            e for e in events
            if e.weight and e.place is not NATION and not e.soft
            and not (e.named and _LISTED.search(self.shadow[max(sentence.start, e.start - 90) : e.start]))
        ]  # fmt: skip
        if not strong:
            return None
        opening = strong[0]
        if opening.start - sentence.start <= 90 or (sentence.end - sentence.start < 160 and opening.named):
            group = self._group(strong, 0)
            return join_places([e.place for e in group]) if len(group) > 1 and len(group) < 4 else group[0].place
        named = {e.place for e in strong if e.named}
        return named.pop() if len(named) == 1 else None

    def _group(self, events: list[Event], i: int) -> list[Event]:
        """The events joined to the i-th by commas and `và`; a parent after its child is left out."""
        out = [events[i]]
        for event in events[i + 1 :]:
            between = self.shadow[out[-1].end : event.start]
            if len(between) > 25 or not (_JOINING.match(between) or _PARENT.match(between)):
                break
            if (event.place.canonical or "?") in (out[0].place.canonical or "") and event.place != out[0].place:
                out[-1] = Event(out[-1].start, event.end, out[-1].place, True, out[-1].weight)
                continue
            if not _JOINING.match(between) or not event.named or event.place.level != out[0].place.level:
                break
            out.append(event)
        return out

    def holding(self, place: Place, unit: str) -> Place:
        """The place that can hold the units counted: `trong 9 huyện` in a district is about its province."""
        low = unit.lower()
        level = next((lv for w, lv in _COUNTED_LEVELS if low.startswith(w)), None)
        if level is None or place.level != level or not place.canonical or "; " in place.canonical:
            return place
        above = place.canonical.split(", ")[1:]
        return self.named(", ".join(above)) if above else place

    def sets_place(self, sentence: Span) -> bool:
        """Whether a sentence begins with a place that it names."""
        i = bisect_left(self._starts, sentence.start)
        for event in self._events[i : i + 4]:
            if event.start >= min(sentence.end, sentence.start + 90):
                return False
            if event.named and event.weight:
                return True
        return False

    def named_at(self, start: int, end: int) -> Place | None:
        """The place named between two offsets, if one is."""
        i = bisect_left(self._place_starts, start)
        return self.places[i][1] if i < len(self.places) and self.places[i][0].start < end else None

    def topic_at(self, start: int) -> Place | None:
        """What the passage at an offset is about."""
        i = max(bisect_left(self._sentence_starts, start + 1) - 1, 0)
        return self._topics[i] if self._topics else self.home

    def place_for(self, sentence: Span, index: int, start: int, end: int, right: int, nth: int, same: int) -> tuple[Place | None, bool]:
        """The place of the figure at `start`, and whether it comes from scope.

        Args:
            sentence: the sentence it stands in, the `index`-th of the document.
            start, end: the numeral with its unit.
            right: where the words end that may follow it as its own.
            nth, same: it is the nth of `same` numbers told together (`lần lượt`).
        """
        lo, hi = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        events = self._events[lo:hi]
        before = [e for e in events if e.end <= start and self._reaches(e, start, sentence)]
        segment = max(self.shadow.rfind(";", sentence.start, start), sentence.start)
        comma = max(self.shadow.rfind(",", sentence.start, start), segment)
        head = self._head(sentence)
        topic_now = self._topics[index]
        before = [e for e in before if not (e.soft and any(self._within(p, e.place) for p in (topic_now, head, *(o.place for o in before if o.named))))]
        near = [e for e in before if e.start >= segment and e.weight]
        following = [
            e
            for e in events
            if end <= e.start < right and e.weight and _FOLLOWING.search(self.shadow[end : e.start] + ("" if e.named else "của "))
            and not re.search(r"[;,.]", self.shadow[end : e.start])
            and not (e.soft and self._within(topic_now, e.place))
        ]
        listed = self._distributed(before, start, nth, same, sentence)
        if listed is not None:
            return listed, False
        touching = [e for e in events if (e.named or e.place is NATION) and 0 <= start - e.end <= 3 and re.fullmatch(r"\s*[(:]?\s*", self.shadow[e.end : start])]
        if touching:
            return touching[-1].place, False
        in_clause = [e for e in near if e.start >= comma]
        if following and not in_clause:
            group = self._group([e for e in events if e.start >= following[0].start], 0)
            return join_places([e.place for e in group]), False
        if near:
            return self._last_group(near), False
        weighty = [e for e in before if e.weight]
        if weighty:
            if head is not None and weighty[0].start - sentence.start <= 90:
                return head, True
            return self._last_group(weighty), True
        topic = self._topics[index]
        if topic is None:
            later = [e for e in events if e.named and e.start > start]
            topic = later[0].place if later else None
        return topic, True

    def _within(self, inner: Place | None, outer: Place) -> bool:
        """Whether one place lies in another, by their canonical names."""
        return bool(inner and inner != outer and inner.canonical and outer.canonical and inner.canonical.endswith(", " + outer.canonical))

    def _reaches(self, event: Event, start: int, sentence: Span) -> bool:
        """Whether a place still counts at `start`: not out of brackets, not out of a list of examples."""
        between = self.shadow[event.end : start]
        if len(between) <= 16:
            return True
        inside = self.shadow.rfind("(", sentence.start, event.start) > self.shadow.rfind(")", sentence.start, event.start)
        if inside and ")" in between:
            return False
        return not (event.named and _LISTED.search(self.shadow[max(sentence.start, event.start - 90) : event.start]) and re.search(r"[;,]", between))

    def _last_group(self, events: list[Event]) -> Place:
        i = len(events) - 1
        while i > 0:
            between = self.shadow[events[i - 1].end : events[i].start]
            if len(between) > 25 or not (_JOINING.match(between) or _PARENT.match(between)):
                break
            i -= 1
        group = self._group(events, i)
        return join_places([e.place for e in group]) if len(group) < 6 else group[-1].place

    def _distributed(self, before: list[Event], start: int, nth: int, same: int, sentence: Span) -> Place | None:
        if same < 2:
            return None
        named = [e for e in before if e.named]
        if len(named) < same:
            return None
        last = named[-same:]
        gap = self.shadow[last[-1].end : start]
        if "lần lượt" in self.shadow[last[0].start : start] or "tương ứng" in gap:
            return last[nth].place
        return None
