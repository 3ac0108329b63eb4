"""Figures: numerals with their indicator, value, role, status, place and period."""

import re
from bisect import bisect_right
from dataclasses import replace

from nlp.bare_verbs import BareVerbs, spent_of
from nlp.bodies import Bodies
from nlp.candidates import Indicator, Surroundings
from nlp.chains import with_direction, with_label
from nlp.changes import settle_changes
from nlp.comparators import comparator_of
from nlp.document import Document
from nlp.drafts import Draft, drafts_of, left_out_unit, put_together, unit_text
from nlp.endings import closing
from nlp.facts import Directive, Figure, Item, LocalityMention, Span
from nlp.headings import block_role, is_listed, is_plan, opens_section
from nlp.indicators import indicator_of
from nlp.items import items_after
from nlp.numbers import find_numerals, masks
from nlp.periods import PeriodMention
from nlp.place_choice import About, PlaceChoice
from nlp.places_told import Place
from nlp.role_choice import RoleChoice
from nlp.roles import Role, quiet, role_of
from nlp.rows import settle_rows, share_status
from nlp.rules import pattern, words
from nlp.running import runs_on
from nlp.scope import Scope
from nlp.singled_out import SingledOut
from nlp.status import status_of
from nlp.stretches import Context
from nlp.sureness import Sureness, log_odds
from nlp.table_figures import table_figures
from nlp.tables import find_cells
from nlp.targets import pair_across, pair_targets, said_of_last, settle_margins, spread_status
from nlp.time_of_number import years_in_turn
from nlp.timing import Timing
from nlp.topics import Topics
from nlp.verdicts import pair_back, pair_in_turn, spread_verdicts

_LEAD = pattern("figures", "lead of time or place")
_LEAD_WORDS = closing(words("figures", "lead of time or place"))
_LISTS_THEM = pattern("roles", "lists what was set")
_PARTS_OF_TASKS = pattern("roles", "parts of what was set")
_ONLY_CLOSES = re.compile(r"\s*\)\s*(?:tới|đến|là|gần|hơn|khoảng)?\s*")
_BACK_THEN = pattern("times", "back then")
_OPENING = 200
"""Characters of a sentence for which its first words hold."""
_COMPARED_AFTER = pattern("figures", "compared after")
_TELLS_RESULTS = pattern("roles", "tells results")
_GOES_FURTHER = pattern("roles", "goes further")
_STILL_RUNNING = pattern("status", "still running")
_UNITS = frozenset(words("indicators", "units of which rates are told"))
_SETS = pattern("roles", "sets targets")
_OF_AN_INDEX = frozenset(words("topics", "units of an index"))
_RATES = ("tỷ lệ ", "tỉ lệ ", "tỷ trọng ", "tỉ trọng ")
_PASSAGE = 400
"""Characters before a number in which `đến nay` still holds for it."""


def find_figures(
    document: Document,
    shadow: str,
    sentences: list[Span],
    localities: list[LocalityMention],
    directives: list[Directive],
) -> list[Figure]:
    """Every figure of a document, those of its tables included, in text order.

    Args:
        document: its text and date.
        shadow: the text's shadow.
        sentences, localities, directives: what the earlier steps found.
    """
    titles = _titles(shadow, directives)
    timing = Timing.of(document, shadow, directives, titles)
    taken = masks(shadow)
    named = [(d.start, d.end) for d in directives] + [(m.start, m.end) for m in localities]
    for start, end in named + [(m.start, m.end) for m in timing.every]:
        taken[start:end] = b"\1" * (end - start)
    for start, end in titles:
        if shadow[start - 1 : start] in ('"', "'"):  # a title in quotation marks is a name, numbers and all
            taken[start:end] = b"\1" * (end - start)
    date = document.published or (str(timing.year) if timing.year else None)
    scope = Scope(document.text, shadow, sentences, localities, directives, date)
    tabled = table_figures(document.text, shadow, find_cells(document.text), taken, timing, scope)
    reading = _Reading(
        document.text,
        shadow,
        quiet(shadow, [(m.start, m.end) for m in localities]),
        timing,
        scope,
        _cuts(shadow, timing.every, localities, directives),
    )
    return _named_by_text(sorted(reading.figures(sentences, taken) + tabled, key=lambda f: f.start))


def _named_by_text(figures: list[Figure]) -> list[Figure]:
    """Name the figures of a table that names no indicator by the last figure of their unit before it."""
    last: dict[str | None, str | None] = {}
    out = []
    for figure in figures:
        if figure.indicator is None and figure.rule.endswith("-table"):
            figure = replace(figure, indicator=last.get(figure.unit))
        last[figure.unit] = figure.indicator
        out.append(figure)
    return out


def _titles(shadow: str, directives: list[Directive]) -> list[tuple[int, int]]:
    """Where the titles of directives stand: what they name is not told by this text."""
    spans = []
    for directive in directives:
        if directive.title and len(directive.title) > 8:
            near = shadow.find(directive.title.lower()[:10], directive.end, directive.end + 120)
            if near >= 0:
                spans.append((near, min(near + len(directive.title) + 2, len(shadow))))
    return spans


def _cuts(
    shadow: str,
    mentions: list[PeriodMention],
    localities: list[LocalityMention],
    directives: list[Directive],
) -> list[tuple[int, int]]:
    """Times, places and numbered documents with their prepositions, which are no words of an indicator."""
    told = [(m.start, m.end) for m in mentions] + [(m.start, m.end) for m in localities]
    told += [(d.start, d.end) for d in directives if d.number]
    spans = []
    for start, end in told:
        led = shadow[max(0, start - 24) : start].rstrip().endswith(_LEAD_WORDS)
        lead = _LEAD.search(shadow, max(0, start - 24), start) if led else None
        spans.append((lead.start() if lead else start, end))
    return sorted(spans)


_OF_A_PLAN = re.compile(r"\s*(?:so với )?(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|nghị quyết)(?!\w)")


def _of_a_sort(told: list[Draft], draft: Draft) -> list[Draft]:
    """The drafts before one without the moves told in passing, where one of its own sort stands behind them.

    `95,7 điểm, tăng 2 bậc; liền sau là B 95,4 điểm`; `87,9%, tăng 1,1 điểm phần trăm; cấp xã 86,1%`
    """
    moves = ("bậc", "điểm %")
    if draft.numeral.unit in (*moves, "hạng") or not told or told[0].numeral.unit not in moves:
        return told
    rest = [d for d in told if d.numeral.unit not in moves]
    if not rest or (rest[0].numeral.kind, rest[0].numeral.unit) != (draft.numeral.kind, draft.numeral.unit):
        return told
    moved, level = told[0].indicator, rest[0].indicator
    return rest if moved and level and moved.base == level.base else told


_THAT_RATE = re.compile(r"t[ỷỉ] lệ (?:này|đó|ấy)(?!\w)")
_POINTED = 40


class _Reading:
    """One document while its sentences are read, in text order.

    What one sentence sets for the next (a role under a heading, a place, a period, a body, the
    indicator that a number leaves out) is kept here and in the readers it holds.
    """

    def __init__(
        self, text: str, shadow: str, calm: str, timing: Timing, scope: Scope, cuts: list[tuple[int, int]]
    ) -> None:
        self.text = text
        self.shadow = shadow
        self.calm = calm
        self.timing = timing
        self.scope = scope
        self.bodies = Bodies(text, shadow, scope)
        self._places = PlaceChoice(scope, shadow)
        self._cuts = cuts
        self._cut_starts = [start for start, _ in cuts]
        self._numbers: tuple[int, ...] = ()
        self._carried, self._set_at = "", -1
        self._earlier: Indicator | None = None
        self._rate: Indicator | None = None
        self._topics = Topics(text, shadow)
        self._singled_out = SingledOut(shadow, calm, cuts)
        self._bare_verbs = BareVerbs(shadow)
        self._roles = RoleChoice(shadow, timing)

    def figures(self, sentences: list[Span], taken: bytearray) -> list[Figure]:
        """The figures of all sentences, in text order.

        Args:
            sentences: of the document, in text order.
            taken: a byte a character, 1 where no figure can be.
        """
        plan = is_plan(self.text)
        made: list[Draft] = []
        block, paragraph, last_paragraph, ahead, setting = "", 0, -1, False, False
        before: list[Draft] = []
        last_told = -1
        for index, sentence in enumerate(sentences):
            if index and "\n" in self.text[sentences[index - 1].end : sentence.start]:
                paragraph += 1
            listed = is_listed(self.shadow, sentence)
            self.timing.enter(paragraph, sentence, self.shadow, listed)
            self.bodies.enter(paragraph, sentence)
            self._topics.enter(sentence)
            self._singled_out.enter(self._topics.heading, paragraph != last_paragraph)
            self._roles.enter(sentence)
            opened = opens_section(self.calm, sentence)
            ahead = ahead if opened is None else opened
            new = paragraph != last_paragraph
            if new:
                self._rate = None
            last_one = None if new or not index else sentences[index - 1]
            block = block_role(self.calm, sentence, block, listed, new, plan or ahead, last_one)
            last_paragraph = paragraph
            self._roles.ordered = plan and listed and block == "target"
            goes_further = not new or _GOES_FURTHER.match(self.calm, sentence.start, sentence.end)
            may_go_on = setting and self._carried == "target" and goes_further
            goes_on = may_go_on and not _TELLS_RESULTS.search(self.calm, sentence.start, sentence.end)
            last = before[-1].figure if before and not new else None
            set_before = last is not None and last.role == "assigned"
            lists_them = set_before and _LISTS_THEM.match(self.calm, sentence.start, sentence.end)
            self._carried = "target" if goes_on or lists_them else block
            if set_before and _PARTS_OF_TASKS.match(self.calm, sentence.start, sentence.end):
                self._carried = "assigned"
            if not new and before and last_told == index - 1:
                said_of_last(before, self.calm, sentence)
            numerals = find_numerals(self.shadow, sentence.start, sentence.end, taken)
            if new:
                self._topics.leave()
            if not numerals:
                self._topics.tells_none(sentence)
            if numerals:
                last_told = index
                drafts = drafts_of(self.shadow, sentence, numerals)
                self._sentence(index, sentence, drafts, [] if new else before)
                if not new:
                    pair_across(before, drafts, self.calm, sentence, self.timing)
                before, setting = drafts, goes_on or _only_sets(drafts)
                made += drafts
        return [d.figure for d in made if d.figure is not None]

    def _sentence(self, index: int, sentence: Span, drafts: list[Draft], before: list[Draft]) -> None:
        """Make the figures of a sentence, then what they say of each other and of those before."""
        low = bisect_right(self._cut_starts, sentence.start - 1)
        high = bisect_right(self._cut_starts, sentence.end)
        cuts = tuple(self._cuts[low:high])
        put_together(self.shadow, drafts)
        self._numbers = tuple([d.numeral.start for d in drafts])
        context = Context.of(self.text, self.shadow, sentence, cuts)
        for nth in range(len(drafts)):
            drafts[nth].indicator = self._indicator(context, drafts, nth)
            drafts[nth].figure = self._figure(index, sentence, drafts, nth)
        settle_changes(drafts, self.shadow, sentence, self.timing)
        settle_rows(drafts, before, self.shadow, sentence)
        settle_margins(drafts, before)
        pair_targets(drafts, self.calm, sentence, self.timing)
        pair_in_turn(drafts, self.calm, sentence, self.timing)
        pair_back(before, drafts, self.calm, sentence, self.timing)
        spread_status(drafts, self.calm)
        spread_verdicts(drafts, self.calm)
        share_status(drafts, self.shadow, sentence)
        told = [d for d in reversed(drafts) if d.indicator]
        self._earlier = told[0].indicator if told else self._earlier
        rates = [d.indicator for d in told if d.numeral.kind == "percent" and d.indicator]
        self._rate = rates[0] if rates else self._rate
        for rate in reversed(rates):
            self._singled_out.told(rate)
        if told and told[0].numeral.kind == "count" and told[0].indicator:
            self._singled_out.counted(told[0].indicator)

    def _counts_units(self, draft: Draft) -> bool:
        """Whether all that is known of a number is how many units it counts: `8 đơn vị dưới 85%`."""
        unit = self.shadow[slice(*draft.unit)] if draft.unit else ""
        return draft.indicator is not None and unit in _UNITS and draft.indicator.text.lower() == unit

    def _indicator(self, context: Context, drafts: list[Draft], nth: int) -> Indicator | None:
        draft = drafts[nth]
        told = [d for d in reversed(drafts[:nth]) if d.indicator is not None]
        earlier = self._earlier
        if draft.numeral.kind == "percent" and self.shadow[draft.numeral.start - 1] != "(":
            # how many units there are is no rate: the one told before goes on
            rates = [d for d in told if not self._counts_units(d)]
            start = draft.numeral.start
            if _THAT_RATE.search(self.shadow, max(draft.left, start - _POINTED), start):
                rates = [d for d in rates if d.numeral.kind == "percent"]
            told, earlier = (rates, self._rate or earlier) if rates or self._rate else (told, earlier)
        if not _OF_A_PLAN.match(self.shadow, draft.tail):
            told = _of_a_sort(told, draft)
        same = told[0].indicator if told else None
        noun = self.shadow[slice(*draft.unit)] if draft.unit else ""
        sort = draft.numeral.unit or noun
        many, order = draft.many, draft.order
        opening, past = drafts[nth - order], drafts[nth - 1] if nth else None
        around = Surroundings(
            draft.numeral,
            draft.unit,
            draft.left,
            draft.right,
            same or earlier,
            same is not None,
            self._about(draft, sort),
            (past.left, past.numeral.start, past.numeral.after) if past else None,
            (order, many),
            (opening.left, opening.numeral.start),
        )
        found = indicator_of(context, around)
        if found is None:
            return None
        found = self._bare_verbs.completed(found, context.start, draft.numeral.start)
        if draft.numeral.kind == "percent":
            found = spent_of(found, [d.indicator for d in told if d.indicator], self._rate)
        if draft.numeral.kind in ("percent", "money"):
            kind, start = draft.numeral.kind, draft.numeral.start
            listed = self._singled_out.of_one_verdict(found, kind, start, context.start)
            if listed is not None:
                return listed
        if found.rule == "shared" and sort == "điểm" and found.text.lower().startswith(_RATES):
            index = self._topics.index(draft.numeral.start)  # points are no rate's
            told_here = index and self.text.find(index, context.start, draft.numeral.start) >= 0
            found = Indicator(index, "index", index) if told_here else found
        if draft.numeral.kind != "percent":
            return with_label(self.text, self.shadow, context.start, draft, found)
        past_one = drafts[nth - 1] if nth else None
        found = with_direction(self.shadow, context.start, past_one, draft, found)
        return self._singled_out.instead_of(found, draft.numeral.start, context.start)

    def _about(self, draft: Draft, sort: str) -> tuple[Indicator, ...]:
        """What the passage is about: the index that points and ranks belong to, and the heading."""
        topics = [Indicator(words, "topic", words) for words in self._topics.heading]
        if self._topics.theme:
            topics.insert(0, Indicator(self._topics.theme, "theme", self._topics.theme))
        if sort in _OF_AN_INDEX or draft.numeral.kind in ("rank", "index"):
            index = self._topics.index(draft.numeral.start)
            if index:
                topics.insert(0, Indicator(index, "index", index))
        return tuple(topics)

    def _figure(self, index: int, sentence: Span, drafts: list[Draft], nth: int) -> Figure:
        """The figure of a draft whose indicator is known."""
        draft, shadow, text = drafts[nth], self.shadow, self.text
        numeral, indicator, tail = draft.numeral, draft.indicator, draft.tail
        own = max(draft.left, sentence.start)
        segment = max(shadow.rfind(";", sentence.start, numeral.start), sentence.start)
        unit, unit_start = unit_text(text, shadow, draft)

        mention, goes_on = self.timing.own(sentence, segment, numeral.start, tail, draft.right, shadow)
        first = drafts[nth - draft.order].numeral.start
        in_turn = years_in_turn(shadow, sentence.start, first, draft.order, draft.many)
        if mention and in_turn:
            mention, goes_on = mention._replace(year=in_turn, year_end=None), False
        compared = bool(_COMPARED_AFTER.match(shadow, tail))
        comparator, cue = comparator_of(shadow, own, numeral, compared)
        ruled = self._role(sentence, draft, unit_start, mention)
        role, role_sure = self._roles.choose(sentence, draft, ruled, mention)
        draft.set_for_it = role.name == "target" and bool(role.cue) and not role.holds
        period, period_inferred = self.timing.period(mention, role.name, goes_on)
        if role.name == "assigned" and (period_inferred or period is None):
            period = self.timing.term(period)
        undated = mention is None and role.name == "result" and numeral.start - sentence.start < _OPENING
        if undated and _BACK_THEN.match(shadow, sentence.start, numeral.start):
            period = None

        counted = shadow[slice(*draft.unit)] if draft.unit else ""
        place, place_inferred, place_sure = self._places.choose(
            sentence,
            About(index, numeral.start, tail, draft.right, self._numbers, draft.order, draft.many, counted),
        )
        inferred = [
            name
            for name, yes in (
                ("locality", place_inferred and place is not None),
                ("period", period_inferred and period is not None),
                ("role", role.inferred),
                ("indicator", indicator is not None and draft.shares_indicator),
            )
            if yes
        ]
        if unit is None:
            unit = left_out_unit(text, drafts, nth) or None
        if place is not None and place.level and unit:
            place = self.scope.holding(place, unit)
        place = place or Place(None)

        label = indicator.text if indicator else unit
        status, status_cue = None, ""
        if role.name == "result":
            clause = shadow.find(";", tail, draft.right)
            status, status_cue = status_of(
                self.calm,
                shadow,
                (sentence.start, sentence.end),
                numeral,
                shadow[draft.unit[0] : draft.unit[1]] if draft.unit else "",
                max(_before_brackets(shadow, drafts, nth), segment),
                clause if clause >= 0 else draft.right,
                label or "",
                None,
                False,
                self.timing.is_over(period) and not self._still_running(numeral.start),
                runs_on(period),
            )
        items = items_after(text, shadow, sentence, numeral, tail, draft.right)
        return Figure(
            start=numeral.start,
            end=numeral.end,
            text=text[numeral.start : numeral.end],
            value=numeral.value,
            value_max=numeral.value_max,
            comparator=comparator,
            unit=unit,
            numerator=numeral.numerator,
            denominator=numeral.denominator,
            indicator=label or None,
            role=role.name,
            status=status,
            organisation=self.bodies.body(numeral.start, numeral.end, place.label),
            period=period,
            items=tuple(Item(a, b, text[a:b]) for a, b in items),
            locality=place.label,
            locality_canonical=place.canonical,
            locality_code=place.code,
            locality_2025=place.label_2025,
            locality_2025_code=place.code_2025,
            sentence=text[sentence.start : sentence.end],
            sentence_start=sentence.start,
            rule=f"{numeral.kind}-{indicator.rule if indicator else 'bare'}",
            cues=tuple([c for c in (cue, role.cue, status_cue) if c]),
            sureness=Sureness(
                log_odds(indicator.sure) if indicator else 0.0,
                indicator.fit if indicator else 0.0,
                log_odds(place_sure),
                log_odds(role_sure),
            ),
            inferred=tuple(inferred),
        )

    def _role(self, sentence: Span, draft: Draft, unit_start: int, mention: PeriodMention | None) -> Role:
        """The role of a number; what its cue says of the numbers after it is carried on."""
        future = self.timing.is_future(mention)
        own = max(draft.left, sentence.start)
        # a time of its own that has come ends what was set for the list
        fresh = mention is not None and mention.start >= max(draft.left, sentence.start + 1)
        told_first = mention is not None and mention.start < draft.numeral.start
        come = told_first and not future and self.timing.has_come(mention)
        # `đặt mục tiêu hết quý I/2024 đạt 15%, hết 6 tháng đầu năm đạt 50%`: the cue names the year for all
        in_it = (
            sentence.start <= self._set_at < sentence.end
            and self.calm.find(";", self._set_at, draft.numeral.start) < 0
        )
        goes_on = (
            in_it
            and mention is not None
            and (mention.year is None or self.shadow.endswith("hết ", 0, mention.start))
        )
        if mention is not None and fresh and come and mention.deixis != "now" and not mention.until:
            self._carried = "" if self._carried == "target" and not goes_on else self._carried
        role = role_of(
            self.calm,
            self.shadow,
            sentence.start,
            draft.numeral,
            own,
            unit_start,
            draft.right,
            self._carried,
            future,
        )
        if role.name == "target" and not role.firm and self.timing.is_to_come(mention):
            role = role._replace(firm=True)
        if role.name == "target" and role.holds:
            self._carried, self._set_at = "target", draft.numeral.start
        elif role.name == "assigned":
            self._carried = "assigned"
        elif role.name == "result" and role.cue:
            self._carried = ""
        return role

    def _still_running(self, start: int) -> bool:
        """Whether the passage before a number tells what is reached as of now, a plan's end still ahead."""
        paragraph = self.shadow.rfind("\n", max(0, start - _PASSAGE), start)
        return bool(_STILL_RUNNING.search(self.calm, max(paragraph, start - _PASSAGE, 0), start))


def _before_brackets(shadow: str, drafts: list[Draft], nth: int) -> int:
    """Where a number's words begin; past a number in brackets: `kém chỉ tiêu (35,5%) 0,4%`."""
    draft = drafts[nth]
    if nth and _ONLY_CLOSES.fullmatch(shadow, drafts[nth - 1].tail, draft.numeral.start):
        return drafts[nth - 1].left
    return draft.left


def _only_sets(drafts: list[Draft]) -> bool:
    """Whether a sentence does nothing but set targets, so that the next one may go on with them."""
    told = [d.figure for d in drafts if d.figure is not None]
    return all(f.role == "target" for f in told) and any(_SETS.match(c) for f in told[:1] for c in f.cues)
