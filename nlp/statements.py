"""Quoted and reported utterances with a named speaker."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.document import Document
from nlp.facts import LocalityMention, Span, Statement
from nlp.nearby import Nearby
from nlp.persons import Person, data, persons_in

_QUOTE = re.compile(r"[“”\"«»\n]")
_OFFICE = re.compile(
    r"(?<![^\s,“\"”])(?:(?:Nguyên |Phó |Quyền |Ủy viên )*(?:Chủ tịch|[Cc]hủ tịch|Bí thư|[Bb]í thư|(?:Tổng )?Giám đốc"  # noqa: E501
    r"|Trưởng|(?:Chi )?[Cc]ục trưởng|Tổng cục trưởng|Viện trưởng|Hiệu trưởng|Chánh|Bộ trưởng|Thứ trưởng|Đội trưởng)"  # noqa: E501
    r"|Phó [A-ZĐcgt])"
)
_MOST = 4000  # characters in the longest quote
_ADVERBS = r"(?:[ ,][^\W\d_]+){0,4}?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    d = data()
    verbs = "|".join(sorted(map(re.escape, d["speech_verbs"]), key=len, reverse=True))
    telling = "|".join(sorted(map(re.escape, d["reporting_verbs"]), key=len, reverse=True))
    pronouns = "|".join(d["pronouns"])
    return {
        "verb": re.compile(rf"(?<!\w)(?:{verbs})(?!\w)"),
        "verb_colon": re.compile(rf"(?<!\w)(?:{verbs})(?!\w)(?:[ ][^\W\d_]+){{0,4}}[ ]?:[ ]?"),
        "colon_quote": re.compile(r"[ ]?:[ \n]?[\"“«]"),
        "telling": re.compile(rf"(?<!\w)(?:{telling})(?!\w)(?: thêm)?(?:,| rằng,?| là)?[ ](?=[^:\s])"),
        "theo": re.compile(r"(?<!\w)theo (?=\S)"),
        "dialogue": re.compile(r"^[ \t]*[^\n:]{4,60}:[ ]+(?=\S)", re.MULTILINE),
        "pronoun": re.compile(rf"(?<!\w)(?:{pronouns})(?= )"),
    }


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
        self.localities = localities
        self.known: dict[str, _Speaker] = {}
        self.last: _Speaker | None = None
        self.out: list[Statement] = []
        self._names: list[str] | None = None

    def read(self) -> list[Statement]:
        """All statements; of two that overlap the first in text order stays."""
        events = sorted(
            [*self._after_colon(), *self._before_speaker(), *self._reported(), *self._dialogue()],
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
        for match in _patterns()["colon_quote"].finditer(self.low):
            if match.start() < done:
                continue
            close = self._closing(match.end() - 1)
            if close is None or close - match.end() < 8:
                continue
            begin = self._sentence(match.start())
            clause = self.low[begin : match.start()]
            person = self._who(begin, match.start())
            verb = list(_patterns()["verb"].finditer(clause[-120:]))
            theo = re.search(r"(?<!\w)theo ", clause)
            if person is None and not (verb and self._pronoun(begin, match.start())):
                continue
            if verb or theo or (person and not re.search(r"[.;]", self.text[person.end : match.start()])):
                yield match.end(), 0, close, "quoted after the speaker", person, (begin, match.start())
                done = close
        done = 0
        for match in _patterns()["verb_colon"].finditer(self.low):
            start = match.end()
            if match.start() < done:
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
        for start, close in self._quotes():
            if close - start < 20:
                continue
            after = re.match(r"[”\"»][ ]?[.,]*[ ]?[-–,]?[ ]", self.text[close : close + 6])
            if after is None or ("," not in after[0] and "-" not in after[0] and "–" not in after[0]):
                continue
            begin = close + after.end()
            end = self._clause_end(begin)
            verb = self._verb(begin, end)
            if verb is None:
                continue
            person = next(
                iter(self._people(begin, verb.start() + 60 if verb.start() + 60 < end else end)), None
            )
            if person is None and not self._pronoun(begin, verb.start()):
                continue
            yield start, 0, close, "quoted before the speaker", person, (begin, verb.end())

    def _reported(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """`Ông A cho biết huyện đã …` and `Theo ông A, …`: to the end of the sentence."""
        done = 0
        for match in _patterns()["telling"].finditer(self.low):
            if match.start() < done:
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
        for match in _patterns()["theo"].finditer(self.low):
            if match.start() < done:
                continue
            begin = match.end()
            end = self._clause_end(begin)
            person = next(iter(self._people(begin, min(end, begin + 60))), None)
            if person is None or (person.titled or person.start) > begin + 1:
                continue
            rest = self._after_position(person.end, end)
            if rest is not None and end - rest > 15:
                yield rest, 3, end, "reported after `theo`", person, (match.start(), rest)
                done = end

    def _dialogue(self) -> Iterator[tuple[int, int, int, str, Person | None, tuple[int, int]]]:
        """An interview: the speaker's name and a colon begin the paragraph."""
        for match in _patterns()["dialogue"].finditer(self.text):
            people = self._people(match.start(), match.end())
            if len(people) != 1 or not (people[0].full or people[0].titled is not None):
                continue
            first = people[0].start if people[0].titled is None else people[0].titled
            if self.text[match.start() : first].strip() or self.text[people[0].end : match.end()].strip(" :"):
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

    def _quotes(self) -> Iterator[tuple[int, int]]:
        """Quoted stretches: (after the opening mark, the closing mark)."""
        opened: int | None = None
        mark = ""
        for match in _QUOTE.finditer(self.text):
            char = match[0]
            if char == "\n":
                if mark == '"' or (opened is not None and match.start() - opened > _MOST):
                    opened = None
            elif opened is None or (char in "“«"):
                if char not in "”»":
                    opened, mark = match.end(), char
            elif opened is not None:
                yield opened, match.start()
                opened = None

    def _closing(self, at: int) -> int | None:
        """The mark that closes the one at `at`."""
        mark = self.text[at]
        wanted = {"“": "”", "«": "»"}.get(mark, '"')
        close = self.text.find(wanted, at + 1, at + _MOST)
        if close < 0 and mark == "“":
            close = self.text.find('"', at + 1, at + _MOST)
        newline = self.text.find("\n", at + 1, at + _MOST)
        if close < 0:
            return newline if newline > 0 else None
        return newline if mark == '"' and 0 < newline < close else close

    def _paragraph(self, start: int) -> int:
        end = self.text.find("\n", start, start + _MOST)
        end = end if end >= 0 else min(len(self.text), start + _MOST)
        turn = re.search(r"(?<=[.!?…”]) (?=Theo (?:ông|bà|anh|chị) )", self.text[start:end])
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
            m for m in _patterns()["verb"].finditer(self.low, start, end) if self.text[m.start()].islower()
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
            ):
                continue
            out.append(person)
        return out

    def _who(self, start: int, end: int) -> Person | None:
        """The speaker in a clause: the last with a title, else the last full name."""
        people = self._people(start, end)
        titled = [p for p in people if p.titled is not None]
        full = [p for p in people if p.full]
        return titled[-1] if titled else full[-1] if full else None

    def _pronoun(self, start: int, end: int) -> bool:
        """Whether the clause has a mere `ông` for the last speaker: `Ông cho biết thêm`."""
        match = _patterns()["pronoun"].search(self.low, start, end)
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
        after = re.match(r"[ ]?[,(][ ]?", self.text[person.end : person.end + 3])
        if after:
            start = person.end + after.end()
            stop = self._clause_end(start)
            verb = self._verb(start, stop)
            stop = min(stop, verb.start() if verb else stop, max(limit, start), start + 160)
            return self._clean(self.text[start:stop])
        first = person.start if person.titled is None else person.titled
        begin = self._sentence(person.start)
        before = self.text[begin:first].rstrip(" ,")
        office = _OFFICE.search(before)
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
        unit = (
            next((m for m in self.localities if m.locality == speaker.locality), None)
            if speaker.locality
            else None
        )
        if unit is not None:
            fact = replace(
                fact,
                locality_canonical=unit.locality_canonical,
                locality_code=unit.locality_code,
                locality_2025=unit.locality_2025,
                locality_2025_code=unit.locality_2025_code,
            )
        self.out.append(fact)
