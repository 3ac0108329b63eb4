"""Which period a figure holds for: told in its sentence, or set before and still holding."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from nlp.document import Document
from nlp.facts import Directive, Span
from nlp.home_year import home_year
from nlp.leaning import level_then
from nlp.listing import Openings, marker
from nlp.periods import PeriodMention, find_periods, resolve
from nlp.pointing_back import going_on, is_day, pointed_back
from nlp.reported import counted_up, is_future, reported
from nlp.rules import pattern
from nlp.time_of_number import (
    behind_it,
    closes,
    day_of_an_event,
    done_by,
    ends_a_clause,
    heads_brackets,
    in_turn,
    of_an_event,
    of_number_before,
    set_for,
    shut_in,
    told_in_brackets,
    told_with,
    was_due,
)
from nlp.written_day import Day, lies_after, written_day

_ISSUE = re.compile(r"(?:^|\n)(?:bản tin )?số $")  # `Số tháng 10 năm 2024`: when a bulletin came out
_MADE_KNOWN_IN = re.compile(
    r"công bố (?:vào |trong |hồi |cuối |đầu |giữa )*$"
)  # `DTI 2024 công bố tháng 5/2025`
_DAY_IN_A_NAME = re.compile(r"(?<=\d )Tháng \d|\d{1,2} Tháng \d")  # `Quảng trường 2 Tháng 4`
_DUE = re.compile(r"[\s,]*(?:phải|cần)(?!\w)")  # `đến hết quý III phải xong 30 tỷ đồng`
_TOLD_THEN = pattern("times", "told on a day")
_OF_THE_NATION = re.compile(r"(?<!\w)(?:cả nước|toàn quốc)(?!\w)")
_OF_A_PLAN = pattern("times", "year of a plan")
_TASKS_OF = pattern("times", "tasks of a time")
_TERM_OF = pattern("times", "term of a body")
_YEAR = re.compile(r"(?:19|20)\d\d(?=-|/|$)")
_FIGURE = pattern("times", "figure in a heading")
_LEADS = pattern("times", "leads to a time")
_NEW_CLAUSE = pattern("times", "new clause")
_NUMBERED = re.compile(r"\W*(?:[ivx]+|\d+|[a-zđ])[.)]\s")
_CHAPTER = re.compile(r"\W*[ivx]+[.)]")
_NUMBER_TOLD = pattern("times", "number told before")
_WHOLE_YEAR = re.compile(r"\d{4}(?:/\d{4})?|\d{4}-12(?:-31)?")
_MONTHS = re.compile(r"\d{4}-(\d\d)/\d{4}-(\d\d)")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_OF_BEFORE = re.compile(r"\s*(?:của|hồi)\s+")
_AS_MUCH = pattern("times", "as much as before")
_SIGN = re.compile("[,;]")
_BY_DOCUMENT = re.compile(r"theo (đề án|dự án|chương trình|nghị quyết|kế hoạch)(?: này| trên| nói trên)?,")
_BRACKET = 12
"""Characters between a time that is compared with and its number in brackets."""
_TITLE = 300
"""Characters of a document's title before the stretch of years it is for."""
_SHORT = 60
"""Characters of an opening within a list, which goes on with what the list's own opening tells."""


@dataclass
class Timing:
    """The periods of one document; asked sentence by sentence, in text order.

    Attributes:
        year, cutoff: what the document reports on (see `home_year`).
        default: the stretch that the document reports on as a whole, where it is no bare year.
        planned: the year in the document's heading, which a plan sets its targets for.
        mentions: all mentions outside the titles of directives; `titled` those inside.
        written: the day on which it was written, if it says so.
    """

    year: int | None
    cutoff: tuple[int, int] | None
    mentions: list[PeriodMention]
    _starts: list[int] = field(default_factory=list)
    titled: list[PeriodMention] = field(default_factory=list)
    every: list[PeriodMention] = field(default_factory=list)
    _paragraph: int = -1
    _held: dict[str, str | None] = field(default_factory=dict)
    _opened: Openings[dict[str, str | None]] = field(default_factory=Openings)
    default: str | None = None
    planned: str | None = None
    of_plans: frozenset[int] = frozenset()
    school: frozenset[int] = frozenset()
    terms: tuple[tuple[str, str], ...] = ()
    written: Day | None = None
    _section: dict[str, str] = field(default_factory=dict)
    _part: dict[str, str] = field(default_factory=dict)
    _list: str = ""

    @classmethod
    def of(
        cls, document: Document, shadow: str, directives: list[Directive], titles: list[tuple[int, int]]
    ) -> "Timing":
        inside = sorted([(d.start, d.end) for d in directives] + titles)
        inside_starts = [a for a, _ in inside]
        # the date of a directive (`Quyết định số 5 ngày 2/3/2024`) says when it was issued
        dated = sorted(d.end for d in directives)

        def counts(m: PeriodMention) -> bool:
            i = bisect_right(inside_starts, m.start) if inside else 0
            if i and any(a <= m.start < b for a, b in inside[max(i - 3, 0) : i]):
                return False
            j = bisect_right(dated, m.start) if m.day and not m.until else 0
            near = j and m.start - dated[j - 1] <= 22
            return not (near and "\n" not in shadow[dated[j - 1] : m.start])

        every = pointed_back(
            [
                m
                for m in find_periods(shadow)
                if not _ISSUE.search(shadow, max(0, m.start - 9), m.start)
                and not _DAY_IN_A_NAME.match(document.text, m.start, m.end)
            ],
            shadow,
            counts,
        )
        found = [m for m in every if counts(m)]
        titled = [m for m in every if any(a <= m.start < b for a, b in titles)] if titles else []
        named = [m for m in titled if m.year and not m.until and not m.year_end]
        year, cutoff = home_year(
            document, found, shadow, named, [int(d.date[:4]) for d in directives if d.date]
        )
        found = [m for m in found if not _names_a_body(shadow, m)]
        timing = cls(year, cutoff, found, [m.start for m in found], titled, every)
        found = timing.mentions = going_on(found, shadow)
        timing.default, timing.planned = reported(shadow, every, year, cutoff)
        timing.written = written_day(document, shadow, every, directives)
        if timing.written and cutoff and timing.written[0] == cutoff[0]:
            timing.cutoff = min(cutoff, timing.written[:2])  # what is due later has not been reported on
        if _MONTHS.fullmatch(timing.default or ""):
            timing.mentions = [timing.of_the_quarter(m, shadow) for m in found]
        timing.terms = tuple(
            sorted(
                (str(m.year), str(m.year_end))
                for m in every
                if m.year and m.year_end and shadow.startswith("nhiệm kỳ", m.start)
            )
        )
        timing.school = frozenset(
            [m.start for m in found if m.year_end and shadow.startswith("năm học", m.start)]
        )
        timing.of_plans = frozenset(
            m.start
            for m in found
            if m.year == year
            and not (m.month or m.year_end or m.until or m.deixis)
            and _OF_A_PLAN.search(shadow, max(0, m.start - 24), m.start)
        )
        return timing

    def of_the_quarter(self, mention: PeriodMention, shadow: str) -> PeriodMention:
        """`trong ba tháng` in a document about a quarter means that one, not the year's first."""
        stretch = _MONTHS.fullmatch(self.default or "")
        if mention.deixis != "this" or mention.month != 1 or not mention.month_end or stretch is None:
            return mention
        first, last = int(stretch[1]), int(stretch[2])
        if mention.month_end != last - first + 1 or "đầu" in shadow[mention.start : mention.end]:
            return mention
        return mention._replace(month=first, month_end=last)

    def within(self, start: int, end: int) -> list[PeriodMention]:
        """The mentions between two offsets that are not only compared with."""
        return [
            m
            for m in self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            if not m.reference
        ]

    def enter(self, paragraph: int, sentence: Span, shadow: str, listed: bool) -> None:
        """Begin a sentence; a heading sets its section's period, a paragraph lets go of the last."""
        told = shadow[sentence.start : sentence.end]
        heading = len(told) < 130 and told[-1:] not in ".;,…:" and not _FIGURE.search(told)
        opens = paragraph != self._paragraph
        if opens:
            self._paragraph = paragraph
            kind = marker(shadow, sentence.start)
            if not listed:
                self._held.clear()
            self._held = dict(self._opened.enter(kind, dict(self._held)))
        opening = self.within(sentence.start, sentence.end)
        self._enter_list(told, opens and not listed and not heading, opening)
        if (
            opening
            and not heading
            and opening[0].deixis != "now"
            and not of_number_before(opening[0], sentence, shadow)
            and (self._goes_on(opening[0]) or (opens and self._looks_back(opening[0], sentence)))
            and opening[0].start - sentence.start < 120
            and not _NUMBER_TOLD.search(shadow, sentence.start, opening[0].start)
            and not was_due(opening[0], sentence, sentence.end, shadow)
            and not of_an_event(opening[0], shadow)
        ):
            own = resolve(opening[0], self.year, self.cutoff)
            if own is not None and opens and self._looks_back_on_term(opening[0], sentence, shadow):
                self._section["result"] = own
            if own is not None:
                due = (
                    self.is_future(opening[0])
                    or (opening[0].until and _DUE.match(shadow, opening[0].end))
                    or _TASKS_OF.search(shadow, sentence.start, opening[0].start)
                )
                self._held["target" if due else "result"] = own
                if shadow[sentence.end - 1] == ":":  # what opens a list holds for all of it
                    self._held["target"] = own
        named = [
            m for m in self.titled if sentence.start <= m.start < sentence.end and not m.until and not m.month
        ]
        if (
            named and self.year and (named[-1].year or 0) >= self.year
        ):  # what a plan sets holds for the plan's year
            self._held.setdefault("target", resolve(named[-1], self.year))
        if opens and (document := _BY_DOCUMENT.match(told)):  # `Theo Đề án, …`: the years of its title
            before = [m for m in self.titled if m.end <= sentence.start and m.year_end]
            if before and shadow.rfind(document[1], 0, before[-1].start) >= before[-1].start - _TITLE:
                self._held.setdefault("target", resolve(before[-1], self.year))
        if heading and "|" in told:  # the heads of a table's columns name no section
            self._held.clear()
        elif heading:
            here = [m for m in self.within(sentence.start, sentence.end) if not m.day]
            own = resolve(counted_up(here[0], here, sentence.end), self.year, self.cutoff) if here else None
            numbered = _NUMBERED.match(told)
            if own and sentence.start > 0 and (numbered or len(told) < 90):
                self._section = {"target": own, "result": own}
                self._part = dict(self._section) if told.startswith("phần") else {}
            elif numbered and _CHAPTER.match(told):
                self._section = dict(self._part)
            elif told.startswith("phần"):
                self._section, self._part = {}, {}
            self._held.clear()

    def _enter_list(self, told: str, plain: bool, opening: list[PeriodMention]) -> None:
        """Keep the time that the opening of a list tells, for its items and the headings among them.

        `… phấn đấu đến năm 2020 như sau:` holds past `Về kinh tế:` until a plain paragraph follows.
        """
        if told.endswith(":") and "|" not in told:
            value = resolve(opening[-1], self.year, self.cutoff) if opening else None
            if value is not None:
                self._list = value
            elif len(told) >= _SHORT:
                self._list = ""
        elif plain:
            self._list = ""

    def own(
        self, sentence: Span, segment: int, start: int, end: int, right: int, shadow: str
    ) -> tuple[PeriodMention | None, bool]:
        """The mention in its sentence that governs the number at `start`, and whether it goes on holding."""
        here = [m for m in self.within(sentence.start, sentence.end) if not day_of_an_event(m, shadow)]
        turn = in_turn(here, sentence, start, shadow)
        if turn is not None:
            return turn, False
        here = [m for m in here if not (_SIGN.search(shadow, m.end, start) and of_an_event(m, shadow))]
        after = [
            m
            for m in here
            if end <= m.start < right
            and m.start - end < 70
            and not _NEW_CLAUSE.search(shadow[end : m.start])
            and not _has_own_number(m, end, shadow)
        ]
        if after and behind_it(after[0], end, shadow):
            return after[0], False
        # `2.316 hộ cuối năm 2022 xuống còn 1.702`: the mention belongs to the number before
        here = [m for m in here if m.end > start or not of_number_before(m, sentence, shadow)]
        here = [m for m in here if m.end > start or not shut_in(m, sentence, start, shadow)]
        here = [m for m in here if m.end > start or not ends_a_clause(m, here[0], shadow)]
        here = [m for m in here if m.end > start or not was_due(m, sentence, start, shadow)]
        here = [m for m in here if m.start < end or not told_in_brackets(m, sentence, end, shadow)]
        after = [m for m in after if m in here]
        close = [m for m in here if segment <= m.start and m.end <= start]
        held_against = self._held_against(sentence, start, end, shadow)
        if held_against is not None:
            return held_against, False
        if after and after[0].deixis != "ytd" and set_for(shadow[end : after[0].start]):
            return after[0], False
        if after and close and told_with(after[0], close[-1], start, end, shadow):
            return after[0], False
        if close:
            # `năm 2022 được công bố hôm 19/4/2023`: the day says when it was told, not when it held
            lasting = [m for m in close if not is_day(m)] if is_day(close[-1]) else close
            if _MADE_KNOWN_IN.search(shadow, max(0, close[-1].start - 30), close[-1].start):
                lasting = [m for m in close[:-1] if not is_day(m)] or lasting
            if lasting and _TOLD_THEN.search(
                shadow, max(lasting[-1].end, close[-1].start - 40), close[-1].start
            ):
                return lasting[-1], self._goes_on(lasting[-1])
            elsewhere = _OF_THE_NATION.search(shadow, max(segment, close[-1].start - 60), close[-1].start)
            alone = elsewhere or heads_brackets(close[-1], shadow) or of_an_event(close[-1], shadow)
            return self._cut_off_before(close), not alone and self._goes_on(close[-1])
        if after and (_LEADS.search(shadow[end : after[0].start] + " ") or closes(after[0], shadow)):
            return after[0], False
        if here and done_by(here[-1], end, shadow):
            return here[-1], False
        before = [m for m in here if m.end <= start]
        if before:
            return before[-1], self._goes_on(before[-1])
        # `Đề án …, giai đoạn 2021 - 2025, đề ra 12 mục tiêu`: the title's own period
        titled = [m for m in self.titled if sentence.start <= m.start and m.end <= start and not m.until]
        return (titled[-1], False) if titled else (None, False)

    def _held_against(self, sentence: Span, start: int, end: int, shadow: str) -> PeriodMention | None:
        """The time compared with that a number belongs to: `cao hơn mức 3,5% của cùng kỳ năm 2021`.

        Or `tăng gần 2 lần so với năm 2023 (6,5 tỷ đồng)`.
        """
        opens = shadow.rfind("(", start - _BRACKET, start)
        if opens >= sentence.start and level_then(shadow, sentence.start, start):
            before = [m for m in self.mentions if m.reference and opens - _BRACKET <= m.end <= opens]
            if before:
                return before[-1]
        i = bisect_left(self._starts, end)
        if i == len(self._starts) or self._starts[i] - end > 6 or not self.mentions[i].reference:
            return None
        if not _OF_BEFORE.fullmatch(shadow, end, self._starts[i]):
            return None
        return self.mentions[i] if _AS_MUCH.search(shadow, max(sentence.start, start - 40), start) else None

    def _cut_off_before(self, close: list[PeriodMention]) -> PeriodMention:
        """The last of the mentions before a number; a cut-off of its year, where it only names a plan's year.

        `tính đến ngày 24/8/2023, giải ngân 2.355 tỷ đồng vốn năm 2023, bằng 35%`
        """
        last = close[-1]
        if last.year and not (last.month or last.year_end or last.until or last.reference):
            for mention in close[:-1]:
                if mention.until and mention.month and (mention.year or self.year) == last.year:
                    return mention
        return last

    def _goes_on(self, mention: PeriodMention) -> bool:
        """The day of an event, a year gone by and the same months of one hold for their sentence alone."""
        if (mention.day and not mention.until) or self._same_months_before(mention):
            return False
        return not (
            mention.year
            and self.year
            and (mention.year_end or mention.year) < self.year
            and not mention.month
        )

    def _same_months_before(self, mention: PeriodMention) -> bool:
        """Whether a mention is the stretch reported on, of a year before (`quý I/2015` in one on 2016)."""
        told = _MONTHS.fullmatch(self.default or "")
        months = mention.month, mention.month_end or mention.month
        return (
            told is not None
            and months == (int(told[1]), int(told[2]))
            and not mention.day
            and mention.year is not None
            and mention.year < int(self.default[:4] if self.default else 0)
        )

    def _looks_back(self, mention: PeriodMention, sentence: Span) -> bool:
        """Whether a paragraph opens with a year gone by, so that it tells of that year."""
        return mention.start - sentence.start < 60 and not mention.day and not mention.reference

    def _looks_back_on_term(self, mention: PeriodMention, sentence: Span, shadow: str) -> bool:
        """Whether a paragraph opens with a term of office that is over, which what follows tells of."""
        at_head = (
            mention.start - sentence.start < 12 and shadow.find("nhiệm kỳ", sentence.start, mention.end) >= 0
        )
        return (
            at_head and bool(mention.year_end) and (self.year is None or (mention.year_end or 0) <= self.year)
        )

    def term(self, period: str | None) -> str | None:
        """The term of office whose tasks were set at a period, which begins or ends it; else the period.

        `Đại hội nhiệm kỳ 2020 - 2025 đề ra 12 chỉ tiêu`: they are those of all five years.
        """
        told = [t for t in self.terms if period is None or period in t]
        return f"{told[-1][0]}/{told[-1][1]}" if told else period

    def period(
        self, mention: PeriodMention | None, role: str, goes_on: bool = True
    ) -> tuple[str | None, bool]:
        """(EDTF or None, whether it comes from scope) for a figure of that role."""
        key = "result" if role == "result" else "target"
        if mention is not None and mention.deixis == "now":
            mention = None
            self._held.pop(key, None)
        if mention is not None and key == "result" and mention.start in self.of_plans:
            mention = (
                None  # `bằng 76% kế hoạch năm 2019` after nine months: the plan's year, not the result's
            )
        if mention is not None:
            value = resolve(mention, self._year_of(mention, key), self.cutoff)
            around = self._held.get("result") or self.default
            if value is not None and mention.deixis == "same" and around:
                value = _YEAR.sub(value[:4], around)  # the same months or day of that year
            if value is not None:
                if goes_on:
                    self._held[key] = value
                return value, mention.year is None
        if key in self._held:
            return self._held[key], True
        if key in self._section:
            return self._section[key], True
        if key == "target" and self._list and "-" not in self._list:
            return self._list, True
        if key == "result" and self.default:
            return self.default, True
        if key == "target" and self._gone():
            return self._gone(), True
        if (
            key == "target"
            and self.planned
            and self.year
            and int(self.planned[-4:]) > self.year - ("/" in self.planned)
        ):
            return self.planned, True
        if role == "assigned" and self.default and _is_school_year(self.default):
            return self.default, True
        return (str(self.year) if self.year else None), True

    def _year_of(self, mention: PeriodMention, key: str) -> int | None:
        """The year of a mention without one: that of the targets told here, or the one reported on."""
        held = self._held.get(key) or ""
        whole = mention.deixis == "this" and not mention.month  # `hết 6 tháng đầu năm 50% và cả năm 100%`
        told = _YEAR.match(held) if key == "target" and (whole or not mention.deixis) else None
        if told is None or not (whole or (mention.month and len(held) == len("2024"))):
            return self.year
        return int(told[0]) if self.year and int(told[0]) > self.year else self.year

    def _gone(self) -> str | None:
        """The year gone by that the results around are of, and so is what they are held against."""
        told = self._held.get("result") or self._section.get("result") or ""
        last = max(_YEAR.findall(told), default=None)
        return last if last and self.year and int(last) < self.year else None

    def holds(self, role: str) -> bool:
        """Whether a period was set for figures of that role and still holds."""
        return role in self._held

    def is_to_come(self, mention: PeriodMention | None) -> bool:
        """Whether a mention lies after the day on which the document was written, if it says which."""
        if mention is None or self.written is None or mention.start in self.school:
            return False
        return lies_after(mention, self.written, self.year)

    def is_future(self, mention: PeriodMention | None) -> bool:
        """Whether a mention lies after what the document reports on; a school year begun does not."""
        if self.is_to_come(mention):
            return True
        if mention is not None and mention.start in self.school and self.year and mention.year:
            return mention.year > self.year
        return mention is not None and is_future(mention, self.year)

    def has_come(self, mention: PeriodMention | None) -> bool:
        """Whether a mention lies in what is reported on; the bare home year may be aimed at as well."""
        if mention is None or self.year is None:
            return False
        last = mention.year_end or mention.year
        return bool(mention.month) or last is None or last < self.year

    def is_over(self, period: str | None) -> bool:
        """Whether a period had ended when the document was written (a year that is past, or closed)."""
        if not period or self.year is None or not _WHOLE_YEAR.fullmatch(period):
            return False
        return int(period[:4]) < self.year or (
            self.cutoff is None or self.cutoff == (int(period[:4]), 12) or self.cutoff[0] > int(period[:4])
        )


_ITS_NUMBER = re.compile(r"[^().;]{1,60}?(?<![\w/-])\d+(?:[.,]\d+)*(?![\w/-])")


def _has_own_number(mention: PeriodMention, end: int, shadow: str) -> bool:
    """Whether a time stands in brackets behind a number, with one of its own: `9,5% (quý I/2017 tăng 8%)`."""
    opened = shadow.find("(", end, mention.start) >= 0 > shadow.find(")", end, mention.end)
    return opened and _ITS_NUMBER.match(shadow, mention.end) is not None


def _is_school_year(period: str) -> bool:
    """Whether a period is a year and the next (`2023/2024`)."""
    years = _YEARS.fullmatch(period)
    return years is not None and int(years[1]) + 1 == int(years[2])


def _names_a_body(shadow: str, mention: PeriodMention) -> bool:
    """Whether a mention is the term by which an assembly or a congress is named."""
    if not (mention.year_end and shadow.startswith("nhiệm kỳ", mention.start)):
        return False
    return bool(_TERM_OF.search(shadow, max(0, mention.start - 90), mention.start))
