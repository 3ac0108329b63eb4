"""Quoted and reported utterances with a named speaker."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.document import Document
from nlp.facts import LocalityMention, Span, Statement
from nlp.interviews import answers
from nlp.nearby import Nearby
from nlp.persons import Person, data, persons_in
from nlp.quotations import MOST, closing, quotations
from nlp.speech_words import OFFICE, TITLES, patterns, scans


@dataclass(frozen=True, slots=True)
class _Speaker:
    name: str
    position: str | None
    locality: str | None


def find_statements(
    document: Document, shadow: str, sentences: list[Span], localities: list[LocalityMention]
) -> list[Statement]:
    """Every utterance with a named speaker, in text order.

    Example:
        >>> from nlp.shadow import shadow
        >>> d = Document(text="Ông Trần Văn Nam cho biết: “Xã đã xong.”", source="")
        >>> [(s.speaker, s.quote) for s in find_statements(d, shadow(d.text), [Span(0, 41)], [])]
        [('Trần Văn Nam', 'Xã đã xong.')]
    """
    return _Reader(document.text, shadow, sentences, localities).read()


class _Reader:
    def __init__(self, text: str, low: str, sentences: list[Span], localities: list[LocalityMention]) -> None:
        self.text, self.low, self.sentences = text, low, sentences
        self._starts = [s.start for s in sentences]
        self.nearby = Nearby(localities)
        self._first_of = {m.locality: m for m in reversed(localities)}
        self.known: dict[str, _Speaker] = {}
        self.last: _Speaker | None = None
        self.out: list[Statement] = []
        self._names: list[str] | None = None

    def read(self) -> list[Statement]:
        """All statements; of two that overlap the first in text order stays."""
        events = sorted(
            [
                *self._after_colon(),
                *self._before_speaker(),
                *self._unmarked(),
                *self._reported(),
                *self._dialogue(),
            ]
            + [
                (a, 2, b, "answer in an interview", p, (p.start, e))
                for a, b, p, e in answers(self.text, self.low)
            ],
            key=lambda e: e[:2],
        )
        end = -1
        for start, _, stop, rule, person, cue in events:
            if start < end:
                continue
            speaker = self._speaker(person, cue)
            if speaker is None:
                continue
            self._add(start, stop, speaker, rule, self.low[cue[0] : cue[1]].strip(" :,\n"))
            end = stop
        return self.out

    # -- the four shapes ------------------------------------------------------------------------
    # Each yields (start, rank, end, rule, speaker, cue) of a possible statement.

    def _after_colon(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """`Ông A, Chủ tịch xã B, cho biết: "…"` and the same without quotation marks."""
        done = 0
        for match in scans()["colon_quote"].finditer(self.low):
            if match.start() < done:
                continue
            close = closing(self.text, match.end() - 1)
            if close is None or close - match.end() < 8:
                continue
            begin = self._sentence(match.start())
            clause = self.low[begin : match.start()]
            person = self._who(begin, match.start())
            verb = list(patterns()["verb"].finditer(clause[-120:]))
            theo = re.search(r"(?<!\w)theo ", clause)
            if person is None and not (verb and self._pronoun(begin, match.start())):
                continue
            if verb or theo or (person and not re.search(r"[.;]", self.text[person.end : match.start()])):
                yield match.end(), 0, close, "quoted after the speaker", person, (begin, match.start())
                done = close
        done = 0
        for match in scans()["verb_colon"].finditer(self.low):
            start = match.end()
            if match.start() < done or not self.text[match.start()].islower():
                continue
            if self.text[start : start + 1] in ("", '"', "“", "«", "\n"):
                continue
            begin = self._sentence(match.start())
            person = self._who(begin, match.start())
            if person is None and not self._pronoun(begin, match.start()):
                continue
            done = self._paragraph(start)
            yield start, 1, done, "told after the speaker", person, (begin, match.end())

    def _before_speaker(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """`"…", ông A nói`: the speaker after the quote."""
        for start, close in quotations(self.text):
            if close - start < 20:
                continue
            after = re.match(r"[”\"»][ ]?[.,]*[ ]?[-–,]?[ ]", self.text[close : close + 6])
            if after is None or ("," not in after[0] and "-" not in after[0] and "–" not in after[0]):
                continue
            begin = close + after.end()
            end = self._clause_end(begin)
            verb = self._verb(begin, end)
            if (
                verb is None
            ):  # `”, theo lời ông A`: the words after the quote are the teller's, whatever they call it
                begin += len((re.match(r"theo (?:lời )?", self.low[begin : begin + 9]) or [""])[0])
                named = self._people(begin, min(end, begin + 60))
                if named and named[0].titled == begin and end - named[0].end < 120:
                    yield start, 0, close, "quoted before the speaker", named[0], (begin, end)
                continue
            person = next(
                iter(self._people(begin, verb.start() + 60 if verb.start() + 60 < end else end)), None
            )
            if person is None and not self._pronoun(begin, verb.start()):
                continue
            yield start, 0, close, "quoted before the speaker", person, (begin, verb.end())

    def _unmarked(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """`Có cỏ thì không lo đói, ông A phấn khởi nói.`: speech without quotation marks."""
        for verb in scans()["said"].finditer(self.low):
            begin = self._sentence(verb.start())
            comma = max(
                self.text.rfind(f", {t}", max(begin, verb.start() - 60), verb.start()) for t in TITLES
            )
            if comma - begin < 25 or set(self.text[begin:comma]) & set('“”"«»:'):
                continue
            people = self._people(comma + 2, verb.start())
            if (
                len(people) == 1
                and people[0].titled == comma + 2
                and "," not in self.low[people[0].end : verb.end()]
            ):
                yield begin, 3, comma, "told before the speaker", people[0], (comma + 2, verb.end())

    def _reported(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """`Ông A cho biết huyện đã …` and `Theo ông A, …`: to the end of the sentence."""
        done = 0
        for match in scans()["telling"].finditer(self.low):
            if match.start() < done or not self.text[match.start()].islower():
                continue
            begin = self._sentence(match.start())
            person = self._who(begin, match.start())
            if person is None and not self._pronoun(begin, match.start()):
                continue
            if person and re.search(r"[.;:]", self.text[person.end : match.start()]):
                continue
            end = self._clause_end(match.end())
            if end - match.end() > 15 and ":" not in self.text[match.end() : match.end() + 25]:
                yield match.end(), 3, end, "reported", person, (begin, match.end())
                done = end
        done = 0
        for match in scans()["theo"].finditer(self.low):
            if match.start() < done:
                continue
            begin = match.end()
            end = self._clause_end(begin)
            office = OFFICE.match(self.text, begin)
            person = next(iter(self._people(begin, min(end, begin + (140 if office else 60)))), None)
            if person is None or ((person.titled or person.start) > begin + 1 and not office):
                continue
            if office and "," in self.text[begin : person.start]:
                continue
            rest = self._after_position(person.end, end)
            if rest is not None and end - rest > 15:
                yield rest, 3, end, "reported after `theo`", person, (match.start(), rest)
                done = end

    def _dialogue(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """An interview: the speaker's name and a colon begin the paragraph."""
        for match in patterns()["dialogue"].finditer(self.text):
            people = self._people(match.start(), match.end())
            if len(people) != 1 or not (people[0].full or people[0].titled is not None):
                continue
            first = people[0].start if people[0].titled is None else people[0].titled
            if self.text[match.start() : first].strip(" \t-–*•") or self.text[
                people[0].end : match.end()
            ].strip(" :"):
                continue
            yield (
                match.end(),
                2,
                self._paragraph(match.end()),
                "answer in an interview",
                people[0],
                match.span(),
            )

    # -- spans ----------------------------------------------------------------------------------

    def _paragraph(self, start: int) -> int:
        end = self.text.find("\n", start, start + MOST)
        end = end if end >= 0 else min(len(self.text), start + MOST)
        turn = re.search(
            r"(?<=[.!?…”]) (?=(?:Cũng theo|Theo|Vẫn theo) (?:ông|bà|anh|chị) )", self.text[start:end]
        )
        end = start + turn.start() if turn else end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def _clause_end(self, at: int) -> int:
        index = bisect.bisect_right(self._starts, at) - 1
        end = self.sentences[index].end if index >= 0 else len(self.text)
        end = min(max(end, at), at + 900)
        newline = self.text.find("\n", at, end)
        end = newline if newline >= 0 else end
        return end - 1 if self.text[end - 1 : end] == "." else end

    def _sentence(self, at: int) -> int:
        index = bisect.bisect_right(self._starts, at) - 1
        start = self.sentences[index].start if index >= 0 else 0
        return max(start, self.low.rfind("\n", start, at) + 1, at - 350)

    def _verb(self, start: int, end: int) -> re.Match[str] | None:
        """The first verb of speech; `Thông tin` with a capital is the name of an office."""
        found = (
            m for m in patterns()["verb"].finditer(self.low, start, end) if self.text[m.start()].islower()
        )
        return next(found, None)

    # -- speakers -------------------------------------------------------------------------------

    def _people(self, start: int, end: int) -> list[Person]:
        """Persons in a stretch, places left out unless a title stands before."""
        out = []
        for person in persons_in(self.text, start, end):
            place = next(
                (m for m in self.nearby.within(person.start - 20, person.end) if m.end > person.start), None
            )
            if place and person.titled is None and place.end >= person.end and " " in place.text:
                continue
            if (
                place
                and place.start < person.start
                and (person.titled is None or place.start <= person.titled)
            ):  # `Chủ tịch UBND xã Đồng Văn Phan Văn Quyết`: the name begins where the place ends
                out += [p for p in persons_in(self.text, place.end, person.end) if p.full]
                continue
            out.append(person)
        return out

    def _who(self, start: int, end: int) -> Person | None:
        """The speaker in a clause: the last with a title, else the last full name."""
        people = self._people(start, end)
        full = [p for p in people if p.full]
        titled = [p for i, p in enumerate(people) if p.titled is not None and not (i and self._of_village(p))]
        return titled[-1] if titled else full[-1] if full else None

    def _of_village(self, person: Person) -> bool:
        """Whether it is the village in `ông A, Trưởng thôn Thuận Hòa`, not its head's name."""
        return not person.full and self.low.startswith("trưởng ", person.titled or person.start)

    def _pronoun(self, start: int, end: int) -> bool:
        """Whether the clause has a mere `ông` for the last speaker: `Ông cho biết thêm`."""
        match = next(iter(scans()["pronoun"].inside(self.low, start, end)), None)
        return self.last is not None or bool(match) if match and end - match.start() < 30 else False

    def _speaker(self, person: Person | None, cue: tuple[int, int]) -> _Speaker | None:
        if person is None:
            return self.last
        name = person.name
        position = self._position(person, cue[1])
        if not person.full or len(name.split()) < 2:
            name = self._full_name(name) or name
        known = self.known.get(name)
        if known is not None and position is None:
            self.last = known
            return known
        position = position or self._position_elsewhere(name)
        speaker = _Speaker(name, position, self._where(position, person.start, cue[1]))
        self.known[name] = self.last = speaker
        return speaker

    def _full_name(self, given: str) -> str | None:
        """The full name told elsewhere that ends in this one: `Mai` → `Nguyễn Thị Mai`."""
        if self._names is None:
            self._names = [p.name for p in persons_in(self.text, 0, len(self.text)) if p.full]
        return next((n for n in self._names if n.endswith(" " + given)), None)

    def _position(self, person: Person, limit: int) -> str | None:
        """What stands beside the name: `ông A, Chủ tịch UBND xã B, …`, `Chủ tịch UBND xã ông A`."""
        after = re.match(r"[ ]?[,(][ ]?|[ ][-–][ ]", self.text[person.end : person.end + 3])
        if after:
            start = person.end + after.end()
            stop = self._clause_end(start)
            verb = self._verb(start, stop)
            stop = min(stop, verb.start() if verb else stop, max(limit, start), start + 160)
            words = self.text[start:stop]
            if "(" in after[0]:
                words = words.split(")")[0]
            elif "," not in after[0]:
                words = re.split(r"[ ][-–](?=$|[ ]$|,)", words)[0]
            if cleaned := self._clean(words):
                return cleaned
        first = person.start if person.titled is None else person.titled
        begin = self._sentence(person.start)
        before = self.text[begin:first].rstrip(" ,")
        office = OFFICE.search(before)
        return self._clean(before[office.start() :]) if office else None

    def _clean(self, words: str) -> str | None:
        words = re.split(r"[”\"“:;]", " ".join(words.split()))[0].strip(" ,")
        words = re.sub(r"^\d{1,3} tuổi,?\s*", "", words)
        low = words.lower()
        if not words or len(words) < 4 or low.startswith(tuple(data()["position_stops"])):
            return None
        return words

    def _position_elsewhere(self, name: str) -> str | None:
        at = self.text.find(name)
        if at < 0:
            return None
        return self._position(Person(at, at + len(name), name, None, True), at + 200)

    def _after_position(self, at: int, end: int) -> int | None:
        """Where the told part begins after `theo ông A, Chủ tịch xã B,`."""
        rest = self.text[at:end]
        first = re.match(r"[ ]?,[ ]", rest)
        if first is None:
            return None
        if rest[first.end() : first.end() + 1].isupper():
            comma = rest.find(", ", first.end())
            return at + comma + 2 if 0 < comma < 200 else None
        return at + first.end()

    def _where(self, position: str | None, start: int, limit: int) -> str | None:
        """The unit a speaker belongs to, by the position or by the place last named."""
        if position:
            at = self.text.find(position.split(",")[0], max(0, start - 250))
            named = self.nearby.within(at, at + len(position)) if at >= 0 else []
            if named:
                return named[0].locality
            low = position.lower()
            kinds = re.findall(r"(?<!\w)(thành phố|thị xã|thị trấn|phường|huyện|quận|tỉnh|xã)(?!\w)", low)
            if kinds:
                return self.nearby.unit(kinds[-1], start)
            if re.match(r".*(?<!\w)(?:sở|cục)(?!\w)", low):
                return self.nearby.province()
        named = self.nearby.within(start, limit)
        if named:
            return (named[1] if named[0].level == "village" and len(named) > 1 else named[0]).locality
        last = self.nearby.last(start)
        return last.locality if last else None

    def _add(self, start: int, end: int, speaker: _Speaker, rule: str, cue: str) -> None:
        quote = self.text[start:end]
        if not quote.strip():
            return
        index = bisect.bisect_right(self._starts, start) - 1
        sentence = self.sentences[index] if index >= 0 else None
        fact = Statement(
            start=start,
            end=end,
            text=quote,
            quote=quote,
            speaker=speaker.name,
            position=speaker.position,
            locality=speaker.locality,
            sentence=self.text[sentence.start : sentence.end] if sentence else None,
            sentence_start=sentence.start if sentence else None,
            rule=rule,
            cues=(cue[-80:],) if cue else (),
            inferred=("locality",) if speaker.locality else (),
            confidence=0.9 if rule.startswith("quoted") else 0.7,
        )
        unit = self._first_of.get(speaker.locality) if speaker.locality else None
        if unit is not None:
            fact = replace(
                fact,
                locality_canonical=unit.locality_canonical,
                locality_code=unit.locality_code,
                locality_2025=unit.locality_2025,
                locality_2025_code=unit.locality_2025_code,
            )
        self.out.append(fact)
