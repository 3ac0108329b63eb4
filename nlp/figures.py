"""Figures: numerals with their indicator, value, role, status, place and period."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from nlp.comparators import comparator_of
from nlp.document import Document
from nlp.facts import Directive, Figure, Item, LocalityMention, Span, Statement
from nlp.candidates import Context, Indicator, Surroundings
from nlp.indicators import indicator_of
from nlp.items import items_after
from nlp.numbers import Numeral, find_numerals, masks
from nlp.organisations import Bodies
from nlp.periods import PeriodMention
from nlp.roles import AHEAD, Role, quiet, role_of
from nlp.status import status_of
from nlp.scope import Place, Scope
from nlp.table_figures import table_figures
from nlp.tables import find_cells
from nlp.timing import Timing
from nlp.units import rate_base, unit_of

_CUT_LEAD = re.compile(r"(?:(?:trên\s+)?địa bàn|của|ở|tại|trong|vào|từ|đến|hết|cuối|đầu|tính|trước|ước|cả|theo)\s+$")
_COMPARED_AFTER = re.compile(r"\s*(?:\S+\s+){0,2}?(?:so với|so cùng|so)\s|\s*(?:kế hoạch|dự toán|chỉ tiêu|cùng kỳ|kh\b)")
_TARGET_HEADING = re.compile(
    r"^\W*(?:(?:[ivx]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:(?:các\s+)?(?:mục tiêu|chỉ tiêu|phấn đấu)(?!\s+(?:chưa|đạt|hoàn thành|đã))|(?:nhiệm vụ,?\s+)?(?:giải pháp|phương hướng|nhiệm vụ))"
)
_RESULT_HEADING = re.compile(r"^\W*(?:(?:[ivx]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:kết quả|tình hình|đánh giá|thực trạng|tổ chức thực hiện|đặc điểm)")


@dataclass(slots=True)
class _Draft:
    """A figure in the making, with the stretch of words that is its own."""

    numeral: Numeral
    unit: tuple[int, int] | None
    left: int
    right: int
    figure: Figure | None = None
    indicator: Indicator | None = None


def find_figures(
    document: Document,
    shadow: str,
    sentences: list[Span],
    localities: list[LocalityMention],
    directives: list[Directive],
    statements: list[Statement],
) -> list[Figure]:
    """Every figure of a document, in text order.

    Args:
        document: its text and date.
        shadow: the text's shadow.
        sentences, localities, directives, statements: what the earlier steps found.
    """
    text = document.text
    titles = _titles(shadow, directives)
    timing = Timing.of(document, shadow, directives, titles)
    taken = masks(shadow)
    for span in (*directives, *timing.every, *localities):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for start, end in titles:
        if shadow[start - 1 : start] in ('"', "'"):  # a title in quotation marks is a name, numbers and all
            taken[start:end] = b"\1" * (end - start)
    cuts = _cuts(shadow, timing.mentions, localities)
    cut_starts = [a for a, _ in cuts]
    date = document.published or (str(timing.year) if timing.year else None)
    scope = Scope(text, shadow, sentences, localities, directives, date)
    bodies = Bodies(text, shadow)
    calm = quiet(shadow)
    tabled = table_figures(text, shadow, find_cells(text), taken, timing, scope)
    plan = bool(_PLAN_HEAD.search(text, 0, 1500))
    found: list[Figure] = []
    carried, block, paragraph, held_paragraph = "", "", 0, -1
    last_indicator: Indicator | None = None
    for index, sentence in enumerate(sentences):
        if index and "\n" in text[sentences[index - 1].end : sentence.start]:
            paragraph += 1
        timing.enter(paragraph, sentence, shadow, _list_like(shadow, sentence))
        bodies.enter(paragraph, sentence, scope.sets_place(sentence))
        block = _block_role(calm, sentence, block, _list_like(shadow, sentence), paragraph != held_paragraph, plan)
        held_paragraph = paragraph
        carried = block
        numerals = find_numerals(shadow, sentence.start, sentence.end, taken)
        if not numerals:
            continue
        lo = bisect_right(cut_starts, sentence.start - 1)
        hi = bisect_right(cut_starts, sentence.end)
        context = Context(text, shadow, sentence.start, sentence.end, tuple(cuts[lo:hi]))
        drafts = _drafts(shadow, sentence, numerals)
        previous = last_indicator
        for nth, draft in enumerate(drafts):
            carried = _fill(
                draft, drafts, nth, context, calm, sentence, index, timing, scope, bodies, carried, previous
            )
        _pair_targets(drafts, shadow, calm, sentence, timing)
        _spread_status(drafts, calm)
        last_indicator = next((d.indicator for d in reversed(drafts) if d.indicator), last_indicator)
        found += [d.figure for d in drafts if d.figure is not None]
    return sorted(found + tabled, key=lambda f: f.start)


_PLAN_HEAD = re.compile(r"^[ \t]*(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|NGHỊ QUYẾT|ĐỀ ÁN)[ \t]*(?:$|\n)", re.MULTILINE)
_ORDERS = re.compile(r"^\W*(?:(?:[ivx]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:tổ chức thực hiện|nhiệm vụ|giải pháp|điều \d+|phân công|kinh phí|yêu cầu)")
_GIVEN_LIST = re.compile(r"(?:chỉ tiêu|mục tiêu|nhiệm vụ)(?:\s+[^\s.;]+){0,5}?:$")


def _block_role(calm: str, sentence: Span, block: str, listed: bool, new_paragraph: bool, plan: bool) -> str:
    """The role that holds where a sentence begins: set by a heading or by the opening of a list."""
    words = calm[sentence.start : sentence.end]
    heading = sentence.end - sentence.start < 140 and words[-1:] not in ".;,…"
    if _RESULT_HEADING.match(words[:60]) and heading:
        return ""
    if _TARGET_HEADING.match(words[:60]) and heading:
        return "target"
    if plan and _ORDERS.match(words[:60]):
        return "target"
    if words.endswith(":"):
        if _GIVEN_LIST.search(words[-60:]) and not re.search(r"kết quả|đã |tồn tại|hoàn thành|đạt|chưa", words[-90:]):
            return "target"
        ahead = None
        for ahead in AHEAD.finditer(words):
            pass
        return "target" if ahead and not re.search(r"kết quả|đã |tồn tại", words[ahead.end() :]) else ("" if not listed else block)
    if block == "target" and not listed and new_paragraph and not heading and not plan:
        return ""
    if block == "target" and not listed and re.search(r"(?<!\w)(?:đã|kết quả|đến nay|hiện nay)(?!\w)", words[:80]):
        return ""
    return block


def _titles(shadow: str, directives: list[Directive]) -> list[tuple[int, int]]:
    """Where the titles of directives stand: what they name is not told by this text."""
    spans = []
    for directive in directives:
        if directive.title and len(directive.title) > 8:
            near = shadow.find(directive.title.lower()[:10], directive.end, directive.end + 120)
            if near >= 0:
                spans.append((near, min(near + len(directive.title) + 2, len(shadow))))
    return spans


def _cuts(shadow: str, mentions: list[PeriodMention], localities: list[LocalityMention]) -> list[tuple[int, int]]:
    spans = []
    for span in (*mentions, *localities):
        lead = _CUT_LEAD.search(shadow, max(0, span.start - 24), span.start)
        spans.append((lead.start() if lead else span.start, span.end))
    return sorted(spans)


def _list_like(shadow: str, sentence: Span) -> bool:
    return bool(re.match(r"\W|[a-zđ0-9]{1,3}[.)]", shadow[sentence.start : sentence.start + 4]))


def _drafts(shadow: str, sentence: Span, numerals: list[Numeral]) -> list[_Draft]:
    drafts: list[_Draft] = []
    left = sentence.start
    for i, numeral in enumerate(numerals):
        stop = numerals[i + 1].start if i + 1 < len(numerals) else sentence.end
        unit = None
        if numeral.unit is None:
            unit = unit_of(shadow, numeral, stop)
        drafts.append(_Draft(numeral, unit, left, stop))
        left = unit[1] if unit else numeral.after
    return drafts


def _fill(
    draft: _Draft,
    drafts: list[_Draft],
    nth: int,
    context: Context,
    calm: str,
    sentence: Span,
    index: int,
    timing: Timing,
    scope: Scope,
    bodies: Bodies,
    carried: str,
    previous: Indicator | None,
) -> str:
    """Make the draft's figure; returns the role that holds from here on."""
    sh, text, numeral = context.shadow, context.text, draft.numeral
    unit_text, unit_start = _unit(text, sh, draft)
    tail = draft.unit[1] if draft.unit else numeral.after
    segment = max(sh.rfind(";", sentence.start, numeral.start), sentence.start)
    same_sentence = tuple(d.indicator for d in reversed(drafts[:nth]) if d.indicator is not None)[:3]
    around = Surroundings(numeral, draft.unit, draft.left, draft.right, (*same_sentence, *((previous,) if previous else ())), len(same_sentence))
    indicator = indicator_of(context, around)
    draft.indicator = indicator
    mention, goes_on = timing.own(sentence, segment, numeral.start, tail, draft.right, sh)
    future = timing.is_future(mention)
    fresh = mention is not None and mention.start >= max(draft.left, sentence.start + 1)
    if mention is not None and fresh and not future and mention.deixis != "now" and carried == "target" and not mention.until:
        carried = ""
    role: Role = role_of(calm, sentence.start, numeral, max(draft.left, sentence.start), unit_start, draft.right, carried, future)
    if role.name == "target" and role.holds:
        carried = "target"
    elif role.name == "assigned":
        carried = "assigned"
    elif role.name == "result" and role.cue:
        carried = ""
    period, period_inferred = timing.period(mention, role.name, goes_on)
    same, order = _together(sh, drafts, nth)
    place, place_inferred = scope.place_for(sentence, index, numeral.start, tail, draft.right, order, same)
    compared = bool(_COMPARED_AFTER.match(sh, tail))
    comparator, cue = comparator_of(sh, max(draft.left, sentence.start), numeral, compared)
    if unit_text is None and numeral.kind in ("count", "fraction") and nth and numeral.value == int(numeral.value):
        before = drafts[nth - 1].figure
        near = numeral.start - drafts[nth - 1].numeral.after < 60
        if before is not None and near and before.rule.startswith(("count", "fraction")) and (indicator is None or indicator.rule in ("shared", "before", "around")):
            unit_text = before.unit
    label = indicator.text if indicator else (unit_text or None)
    status, status_cue = None, ""
    if role.name == "result":
        status, status_cue = status_of(
            calm, (sentence.start, sentence.end), numeral, sh[draft.unit[0] : draft.unit[1]] if draft.unit else "",
            max(draft.left, segment), min(draft.right, _semicolon(sh, tail, draft.right)), label or "", None, False, timing.is_over(period),
        )  # fmt: skip
    inferred = [n for n, yes in (("locality", place_inferred and place is not None), ("period", period_inferred and period is not None), ("role", role.inferred)) if yes]
    if indicator and indicator.rule in ("shared", "derived"):
        inferred.append("indicator")
    if place is not None and place.level and unit_text:
        place = scope.holding(place, unit_text)
    place = place or Place(None)
    draft.figure = Figure(
        start=numeral.start,
        end=numeral.end,
        text=text[numeral.start : numeral.end],
        value=numeral.value,
        value_max=numeral.value_max,
        comparator=comparator,
        unit=unit_text,
        numerator=numeral.numerator,
        denominator=numeral.denominator,
        indicator=label,
        role=role.name,
        status=status,
        organisation=_committee(sh, draft, place) or bodies.body(sentence, numeral.start),
        period=period,
        items=tuple(Item(a, b, text[a:b]) for a, b in items_after(text, sh, sentence, numeral, tail, draft.right)),
        locality=place.label,
        locality_canonical=place.canonical,
        locality_code=place.code,
        locality_2025=place.label_2025,
        locality_2025_code=place.code_2025,
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        rule=f"{numeral.kind}-{indicator.rule if indicator else 'bare'}",
        cues=tuple(c for c in (cue, role.cue, status_cue) if c),
        inferred=tuple(inferred),
    )
    return carried


_OF_COMMITTEE = re.compile(r"của\s+ubnd\s+(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường)\s+(?:[^\s,;]+\s+){0,3}(?:đạt|là|chiếm)\s[^,;]{0,12}$")


def _committee(sh: str, draft: _Draft, place: Place) -> str | None:
    """`… của UBND huyện đạt 99,98%`: the committee itself, of the place that the figure is about."""
    if place.label and _OF_COMMITTEE.search(sh, draft.left, draft.numeral.start):
        return f"UBND {place.label}"
    return None


def _semicolon(sh: str, start: int, end: int) -> int:
    at = sh.find(";", start, end)
    return at if at >= 0 else end


def _unit(text: str, sh: str, draft: _Draft) -> tuple[str | None, int]:
    numeral = draft.numeral
    if numeral.unit == "đồng":
        base = rate_base(sh, numeral.after)
        return "đồng" + re.sub(r"\s", "", text[numeral.after : base]), numeral.after
    if numeral.unit is not None:
        return numeral.unit, numeral.after
    if draft.unit is None:
        return None, numeral.after
    return " ".join(text[draft.unit[0] : draft.unit[1]].split()), draft.unit[0]


def _together(sh: str, drafts: list[_Draft], nth: int) -> tuple[int, int]:
    """How many numbers are told together with this one (`lần lượt 61 và 118`), and its place among them."""

    def joined(a: _Draft, b: _Draft) -> bool:
        end = a.unit[1] if a.unit else a.numeral.after
        return bool(re.fullmatch(r"\s*(?:,|và|;)?\s*(?:và\s+)?(?:(?:gần|hơn|trên|khoảng|xấp xỉ|đạt|là)\s+)*", sh[end : b.numeral.start]))

    first = nth
    while first > 0 and joined(drafts[first - 1], drafts[first]):
        first -= 1
    last = nth
    while last + 1 < len(drafts) and joined(drafts[last], drafts[last + 1]):
        last += 1
    return last - first + 1, nth - first


_TARGET_LEAD = re.compile(
    r"\s*(?:[^\s,;.(]+\s+){0,6}?[,(;]?\s*(?:(?:trong khi|so với|hơn|nhưng|cao hơn|thấp hơn|nhỉnh hơn|vượt|vượt so với|vượt xa|chưa đạt|chưa hoàn thành|không hoàn thành|chậm|chậm so với|còn cách|còn cách khá xa|khá xa|kém|trên|/|còn|thì|thay vì|chưa bảo đảm|lỡ|không đạt|xa|so)\s+)*(?:mà\s+|với\s+|bộ\s+)?(?:mức\s+|con số\s+|ngưỡng\s+|yêu cầu\s+)?"
    r"(?:[^\s,;.()\d]+\s+){0,8}?(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|dự toán|định mức|ngưỡng|quy định|quy chế|kh|mốc|kịch bản|cam kết|số giao|được giao|giao|đề ra|nghị quyết|mức|tiêu chí|tiêu chuẩn|thay vì)"
    r"(?:\s+(?!và\b|tăng|giảm|nhưng|đã|đạt\b|bằng|do\b)[^\s,;.\d()]+){0,8}\s*(?:[:(]\s*)?$"
)
_TARGET_FIRST = re.compile(r"[^;.]{0,70}?(?:(?:nhưng|song|thì|mà|thực tế|thực hiện|kết quả|đến nay|mới|chỉ|đã|nay|cuối năm|hết năm)\s+)[^;.\d]{0,50}$")


def _takes(result: _Draft, gap: str) -> bool:
    """Whether a result told after a target is one of the same thing."""
    alike = result.indicator is None or result.indicator.rule in ("shared", "derived")
    return alike or bool(re.search(r"(?<!\w)(?:nhưng|song|thực tế|mới)(?!\w)", gap))


def _share_of(a: Figure, b: Figure) -> bool:
    """Whether a percentage says again what a fraction said (`34/36 nhiệm vụ, đạt 94,4%`)."""
    return bool(a.numerator is not None and a.denominator and b.unit == "%" and abs(100 * a.numerator / a.denominator - b.value) < 0.06)


def _same_unit(one: str | None, two: str | None) -> bool:
    return one == two or bool(one and two and one.split("/")[0] == two.split("/")[0] == "đồng")


def _spread_status(drafts: list[_Draft], calm: str) -> None:
    """`đạt 94,6%, vượt 14,6 điểm % so với kế hoạch`: what the margin says holds for the result before it;
    `so với yêu cầu 95% …, xã A (84,1%)`: a target told first holds for the results that share its indicator."""
    for one, two in zip(drafts, drafts[1:], strict=False):
        a, b = one.figure, two.figure
        if a is not None and b is not None and a.role == b.role == "result" and _share_of(a, b):
            two.figure = replace(b, indicator=a.indicator, status=a.status, cues=(*b.cues, *a.cues[-1:]))
            two.indicator = one.indicator
    for one, two in zip(drafts, drafts[1:], strict=False):
        a, b = one.figure, two.figure
        if a is None or b is None or a.role != "result" or a.status or b.role != "result" or not b.status:
            continue
        end = one.unit[1] if one.unit else one.numeral.after
        gap = calm[end : two.numeral.start]
        if b.unit not in ("điểm %", a.unit):
            continue
        if two.indicator is not None and two.indicator.rule == "derived" and len(gap) < 50 and re.match(r"[^;.]{0,12},", gap):
            one.figure = replace(a, status=b.status, cues=(*a.cues, b.cues[-1] if b.cues else ""))
    for i, one in enumerate(drafts):
        t = one.figure
        if t is None or t.role != "target" or one.indicator is None:
            continue
        for two in drafts[i + 1 :]:
            r = two.figure
            if r is None or r.role != "result" or r.target_value is not None or not _same_unit(r.unit, t.unit) or r.indicator != t.indicator:
                continue
            lower = t.comparator in ("at_most", "under")
            met = r.value <= t.value if lower else r.value >= t.value
            two.figure = replace(r, target_value=t.value, status="met" if met else "missed", cues=(*r.cues, "chỉ tiêu"))


def _is_margin(gap: str, result: float, other: float) -> bool:
    """`5.960 tỷ đồng, vượt kế hoạch 1.960 tỷ đồng`: by how much, not what had to be reached."""
    return bool(re.search(r"(?:vượt|kém|hụt|thiếu|cao hơn|thấp hơn|nhiều hơn)", gap)) and abs(other) < 0.5 * abs(result)


def _pair_targets(drafts: list[_Draft], shadow: str, calm: str, sentence: Span, timing: Timing) -> None:
    """Give a result the target told beside it, and that target the result's indicator."""
    pairs = list(zip(drafts, drafts[1:], strict=False))
    # `đạt 41%, thấp hơn kế hoạch 14 điểm % (kế hoạch 55%)`: the margin stands between
    pairs += [(x, z) for x, y, z in zip(drafts, drafts[1:], drafts[2:], strict=False) if y.figure and y.figure.unit == "điểm %"]
    for one, two in pairs:
        a, b = one.figure, two.figure
        if a is None or b is None or not _same_unit(a.unit, b.unit) or a.target_value is not None:
            continue
        end = one.unit[1] if one.unit else one.numeral.after
        gap = re.sub(r"\d[\d.,]*\s?điểm\s?(?:%|phần trăm)", "", calm[end : two.numeral.start])
        if gap.strip() == "/" and a.role == "result":  # 76,8%/90%
            b = two.figure = replace(b, role="target")
            gap = " so với "
        told = b.role == "target" and re.fullmatch(r"\s*(?:[^\s,;.]+\s+){0,3}so với\s*", gap)
        if a.role != "target" and (told or (_TARGET_LEAD.fullmatch(gap) and not _is_margin(gap, a.value, b.value))):
            result, target, first = one, two, False
        elif a.role == "target" and b.role == "result" and len(gap) < 110 and _TARGET_FIRST.fullmatch(gap) and _takes(two, gap) and not (a.unit == "đồng" and "được giao" in " ".join(a.cues)):
            result, target, first = two, one, True
        else:
            continue
        r, t = result.figure, target.figure
        assert r is not None and t is not None
        indicator = t.indicator
        if not first or (result.indicator is not None and result.indicator.rule not in ("shared", "derived")):
            indicator = r.indicator
        limit = t.comparator in ("at_most", "under")
        label = r.indicator or indicator or ""
        status, cue = status_of(
            calm, (sentence.start, sentence.end), result.numeral, "", max(result.left, sentence.start), result.right, label, t.value, limit, timing.is_over(r.period)
        )  # fmt: skip
        period = t.period
        if not first and period == r.period and period and len(period) > 4:
            period = period[:4]
        result.figure = replace(r, role="result", target_value=t.value, status=status, indicator=r.indicator or indicator, cues=(*r.cues, cue))
        if first:
            indicator = t.indicator
        target.figure = replace(t, role="target", status=None, indicator=indicator, period=period, locality=r.locality, locality_canonical=r.locality_canonical, locality_code=r.locality_code, locality_2025=r.locality_2025, locality_2025_code=r.locality_2025_code)
        if not first:
            target.indicator = result.indicator
