"""Targets and results told beside each other: `đạt 72%, trong khi chỉ tiêu là 65%`.

A result takes the value of its target and, with it, its status; the target takes what the result
measures and where. What a margin or a target told first says is spread to the results around it.
"""

import re
from dataclasses import replace
from itertools import pairwise

from nlp.alternation import alternatives
from nlp.drafts import Draft
from nlp.facts import Figure, Span
from nlp.limits import is_limit
from nlp.rules import pattern, words
from nlp.running import called_short, runs_on
from nlp.status import margin_of, passed_since, status_of, told_status
from nlp.timing import Timing

_BESIDE = pattern("status", "target beside")
_SETS_IT = re.compile(alternatives(words("status", "target beside")))
"""Without one of these no target is told beside; far quicker to look for."""
_BEFORE = pattern("status", "target before")
_AGAINST = pattern("status", "told against")
_TURNS_TO_RESULT = pattern("status", "turns to its result")
_HELD_AGAINST = pattern("status", "held against")
_NOT_PASSED = pattern("status", "not to be passed")
_MARGIN = pattern("status", "margin between")
_POINTS = pattern("status", "margin in points")
_ANOTHER_TIME = pattern("status", "another time")
_STANDS_AT = pattern("status", "stands at")
_SAID_OF_IT = pattern("status", "said of the last result")
_BY_MUCH = pattern("status", "by how much")
_OTHER_CLAUSE = re.compile(r"[;:]|\.\s")
_BELOW = re.compile(r"(?<!\w)(?:thấp hơn|kém|chưa đạt|không đạt)(?!\w)")
_ENDS_ASIDE = re.compile(r"[;)]")
_NEXT_CLAUSE = re.compile(r"[^;.]{0,12},")
_COMPARED = re.compile(r"(?:tăng|giảm|cao hơn|thấp hơn|gấp)(?: [^\s,;.]+){0,2} so với (?:[^\s,;.]+ ){0,2}$")
_AVERAGE = pattern("status", "level of an average")
_ANOTHER_YEAR = re.compile(r"cùng k[ỳì]|năm (?:trước|ngoái)|so với năm")
_LIMITS = ("at_most", "under")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm)(?: thêm| được| bình quân| gần| hơn| khoảng)*\s*$")
_SHARE_OF_PLAN = pattern("status", "share of a plan as words")
_PEOPLE = frozenset(words("status", "people"))
_LONGEST_GAP = 110
_ROUNDED = 0.011


def pair_targets(drafts: list[Draft], calm: str, sentence: Span, timing: Timing) -> None:
    """Give a result the target told beside it, and that target the result's indicator and place.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
        sentence: where they stand.
        timing: of the document.
    """
    pairs = []
    for nth, (one, two) in enumerate(pairwise(drafts)):
        before = drafts[nth - 1] if nth else None
        # `đạt 41%, thấp hơn 14 điểm % so với kế hoạch (55%)`: the margin stands between
        margin = before is not None and _parts(before, one, two, calm)
        if margin and before is not None:
            pairs.append(
                (before, two, one.tail if one.figure and one.figure.unit != "điểm %" else before.tail)
            )
        aside = before is not None and _told_aside(before, one, two, calm)
        if aside and before is not None:
            pairs.append((before, two, one.tail))
        elif not margin or (one.figure and one.figure.unit == "điểm %"):
            pairs.append((one, two, one.tail))
    for one, two, after in pairs:
        a, b = one.figure, two.figure
        if a is None or b is None or not same_unit(a.unit, b.unit) or a.target_value is not None:
            continue
        if margin_of(calm[one.left : one.numeral.start], calm[one.tail : two.numeral.start]):
            continue  # `vượt kế hoạch 5%; thu ngân sách vượt dự toán 9%`
        gap = _POINTS.sub("", calm[after : two.numeral.start])
        if gap.strip() == "/" and a.role == "result":  # 76,8%/90%
            b = two.figure = replace(b, role="target")
            gap = " so với "
        if _target_follows(a, b, two, gap, calm, _tells_change(one, calm)):
            pair_up(one, two, False, calm, sentence, timing)
        elif _result_follows(a, b, two, gap):
            pair_up(two, one, True, calm, sentence, timing)
    _spread_to_margins(drafts, calm)


def settle_margins(drafts: list[Draft], before: list[Draft]) -> None:
    """Tell numbers that are the distance of a result from its target from targets of their own.

    `bao phủ 86,3%; so với chỉ tiêu 92% thì còn thiếu 5,7%`: the last is what the first is short of.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        before: of the sentence before, in the same paragraph.
    """
    for nth, draft in enumerate(drafts):
        margin = draft.figure
        if margin is None or margin.role == "assigned" or margin.unit not in ("%", "điểm %"):
            continue
        around = (*before[-2:], *drafts[:nth], *drafts[nth + 1 : nth + 2])
        told = [d for d in around if d.figure and d.figure.unit == "%"]
        targets = [d.figure for d in told if d.figure and d.figure.role == "target"]
        pairs = ((r, t) for t in reversed(targets) for r in told if r.figure and r.figure.role == "result")
        for reached, target in pairs:
            result = reached.figure
            if result is None or result is margin or margin.value >= target.value:
                continue
            if abs(abs(result.value - target.value) - margin.value) >= _ROUNDED:
                continue
            limit = target.comparator in _LIMITS or is_limit((result.indicator or "").lower())
            met = result.value <= target.value if limit else result.value >= target.value
            status = "met" if met else "missed"
            draft.figure = replace(margin, role="result", status=status, period=result.period)
            if result.target_value is None and margin.role == "result" and reached in before:
                # `bao phủ 86,3%. So với chỉ tiêu 92%, tỷ lệ đó thấp hơn 5,7%`
                cues = (*result.cues, "chỉ tiêu")
                reached.figure = replace(result, status=status, target_value=target.value, cues=cues)
            break


def _spread_to_margins(drafts: list[Draft], calm: str) -> None:
    """A number that tells how far a result is from its target has the result's status."""
    paired = [d.figure for d in drafts if d.figure and d.figure.target_value is not None]
    for nth, draft in enumerate(drafts):
        b = draft.figure
        if b is None or b.role != "result" or b.target_value is not None or not paired or not nth:
            continue
        if not _BY_MUCH.search(calm, drafts[nth - 1].tail, draft.numeral.start):
            continue
        for r in paired:
            apart = abs(r.value - (r.target_value or 0.0))
            if b.unit in (r.unit, "điểm %") and abs(apart - b.value) < _ROUNDED and b.status != r.status:
                draft.figure = replace(b, status=r.status, cues=(*b.cues, *r.cues[-1:]))


def _parts(result: Draft, margin: Draft, target: Draft, calm: str) -> bool:
    """Whether the second of three numbers tells how far the first is from the third, a target."""
    a, b, c = result.figure, margin.figure, target.figure
    if a is None or b is None or c is None:
        return False
    if b.unit == "điểm %":
        return True
    by = _BY_MUCH.search(calm, result.tail, margin.numeral.start)
    return bool(by and a.unit == b.unit == c.unit and abs(abs(a.value - c.value) - b.value) < _ROUNDED)


def _told_aside(result: Draft, middle: Draft, target: Draft, calm: str) -> bool:
    """Whether the second of three numbers only tells how the first compares with another time."""
    a, b, c = result.figure, middle.figure, target.figure
    if a is None or b is None or c is None or (a.role, b.role, c.role) != ("result", "result", "target"):
        return False
    if not same_unit(a.unit, c.unit) or _OTHER_CLAUSE.search(calm, result.tail, target.numeral.start):
        return False
    compared = _COMPARED.search(calm, middle.left, middle.numeral.start)
    return b.unit in ("lần", "bậc") or bool(
        compared or _AVERAGE.search(calm, result.tail, middle.numeral.start)
    )


def _target_follows(a: Figure, b: Figure, target: Draft, gap: str, calm: str, changed: bool) -> bool:
    """Whether the second number is the target of the first, a result; `changed` if that tells a change."""
    if a.role != "result":
        return False
    if b.role == "target" and _AGAINST.fullmatch(gap):
        return True
    # `0,9% so với 10%`: no other time is told, so that it is what had to be reached
    if gap.strip() == "so với" and a.period == b.period and not _ANOTHER_TIME.match(calm, target.tail):
        return True
    # a cue of its own, or a comparison, and nothing else between
    near = len(gap) < _LONGEST_GAP and not _OTHER_CLAUSE.search(gap)
    told = target.set_for_it or _HELD_AGAINST.search(gap)
    if b.role == "target" and near and told and not _MARGIN.search(gap):
        return True
    # `5.960 tỷ đồng, vượt kế hoạch 1.960 tỷ đồng`: by how much, not what had to be reached
    below = (
        _BELOW.search(gap) and b.value > a.value
    )  # `tăng 7%, thấp hơn kịch bản 10%`: no margin is that large
    small = abs(b.value) < 0.5 * abs(a.value) or (changed and not gap.endswith(" là ") and not below)
    margin = _MARGIN.search(gap) and small
    elsewhen = b.role == "result" and _ANOTHER_TIME.match(calm, target.tail)
    if margin or elsewhen or _STANDS_AT.search(gap) or not _SETS_IT.search(gap):
        return False
    return bool(_BESIDE.fullmatch(gap))


def _result_follows(a: Figure, b: Figure, result: Draft, gap: str) -> bool:
    """Whether the second number is the result of the first, a target of the same thing."""
    if a.role != "target" or b.role != "result" or len(gap) >= _LONGEST_GAP or not _BEFORE.fullmatch(gap):
        return False
    # money handed out and money spent are two things
    turns = _TURNS_TO_RESULT.search(gap)
    if a.unit == "đồng" and "được giao" in " ".join(a.cues) and not turns:
        return False
    return result.shares_indicator or bool(turns)


_BY_YEAR_END = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|kế hoạch|yêu cầu|phải)"
    r"(?:\s+[^\s,;.]+){0,4}?\s+(?:cả năm|hết năm|cuối năm)(?!\w)"
    r"|(?<!\w)(?:cả năm|hết năm|cuối năm)(?:\s+[^\s,;.]+){0,4}?\s+(?:phấn đấu|phải)(?!\w)"
)
_ENDS_YEAR = re.compile(r"-12(?:-31)?$")


def pair_up(
    result: Draft, target: Draft, target_first: bool, calm: str, sentence: Span, timing: Timing
) -> None:
    """Let a result and its target take from each other what each leaves open."""
    r, t = result.figure, target.figure
    assert r is not None
    assert t is not None
    indicator = t.indicator if target_first and result.shares_indicator else r.indicator
    ends = _ENDS_ASIDE.search(calm, target.tail, sentence.end)
    far = min(target.tail + 25, ends.start() if ends else sentence.end)
    limit = t.comparator in _LIMITS or bool(_NOT_PASSED.search(calm, result.tail, far))
    status, cue = status_of(
        calm,
        None,
        (sentence.start, sentence.end),
        result.numeral,
        "",
        max(result.left, sentence.start),
        result.right,
        r.indicator or indicator or "",
        t.value,
        limit,
        timing.is_over(r.period),
    )
    first, last = (target, result) if target_first else (result, target)
    still_to_come = _BY_YEAR_END.search(calm, first.left, last.numeral.start)
    so_far = len(r.period or "") > len("2025") and not _ENDS_YEAR.search(r.period or "")
    if status == "missed" and still_to_come and so_far:
        status, cue = None, ""  # `đến 15/10 đạt 42,6%, trong khi cả năm phấn đấu đạt 100%`
    money = r.unit == "đồng" and runs_on(r.period)
    if (
        status == "missed"
        and money
        and not called_short(calm, sentence.start, last.numeral.start, sentence.end)
    ):
        status, cue = None, ""  # `vốn năm nay 520 tỷ đồng, đến cuối tháng 9 mới giải ngân 187 tỷ đồng`
    period = t.period
    if not target_first and period == r.period and period and len(period) > 4:
        period = period[:4]  # a plan's year, not the months of its result
    result.figure = replace(
        r,
        role="result",
        target_value=t.value,
        status=status,
        indicator=r.indicator or indicator,
        cues=(*r.cues, cue) if cue else r.cues,
    )
    target.figure = replace(
        t,
        role="target",
        status=None,
        indicator=t.indicator if target_first else indicator,
        period=period,
        locality=r.locality,
        locality_canonical=r.locality_canonical,
        locality_code=r.locality_code,
        locality_2025=r.locality_2025,
        locality_2025_code=r.locality_2025_code,
    )
    if not target_first:
        target.indicator = result.indicator


def spread_status(drafts: list[Draft], calm: str) -> None:
    """Spread what one number of a sentence says of its target to the numbers that share it.

    A percentage that says a fraction again (`34/36 nhiệm vụ, đạt 94,4%`) takes its status; a margin
    (`đạt 94,6%, vượt 14,6 điểm % so với kế hoạch`) gives its own to the result before it; a target
    told first (`so với yêu cầu 95% …, xã A (84,1%)`) holds for the results that share its indicator.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
    """
    for one, two in pairwise(drafts):
        a, b = one.figure, two.figure
        if a is not None and b is not None and a.role == b.role == "result" and _share_of(a, b):
            two.figure = replace(
                b, indicator=a.indicator, status=a.status or b.status, cues=(*b.cues, *a.cues[-1:])
            )
            two.indicator = one.indicator
    for one, two in pairwise(drafts):
        a, b = one.figure, two.figure
        if a is None or b is None or a.role != "result" or a.status or b.role != "result" or not b.status:
            continue
        derived = two.indicator is not None and two.indicator.rule == "derived"
        if _ANOTHER_YEAR.search(a.indicator or "") or _ANOTHER_YEAR.search(calm, one.left, one.numeral.start):
            continue
        gap = calm[one.tail : two.numeral.start]
        if derived and b.unit in ("điểm %", a.unit) and len(gap) < 50 and _NEXT_CLAUSE.match(gap):
            one.figure = replace(a, status=b.status, cues=(*a.cues, b.cues[-1] if b.cues else ""))
    _spread_shares(drafts, calm)
    _spread_back(drafts, calm)
    for i, one in enumerate(drafts):
        t = one.figure
        if t is None or t.role != "target" or one.indicator is None:
            continue
        for two in drafts[i + 1 :]:
            r = two.figure
            if r is None or r.role != "result" or r.target_value is not None:
                continue
            if same_unit(r.unit, t.unit) and r.indicator == t.indicator and not _far_off(r, t, drafts[:i]):
                limit = t.comparator in _LIMITS or is_limit((r.indicator or "").lower())
                met = r.value <= t.value if limit else r.value >= t.value
                status = "met" if met else "missed"
                if r.status not in (None, status):
                    continue  # what the text says of it goes by a target of its own
                two.figure = replace(r, target_value=t.value, status=status, cues=(*r.cues, "chỉ tiêu"))


def _spread_shares(drafts: list[Draft], calm: str) -> None:
    """Shares of plans told one after another are judged as the first: `bằng 128% dự toán; huyện A 119%`."""
    for one, two in pairwise(drafts):
        a, b = one.figure, two.figure
        if a is None or b is None or not a.status or b.status or not a.unit == b.unit == "%":
            continue
        alike = a.role == b.role == "result" and a.indicator == b.indicator and b.target_value is None
        if _AVERAGE.search(calm, two.left, two.numeral.start):
            continue  # `cao hơn bình quân chung (47%)`
        if not (alike and _SHARE_OF_PLAN.search((b.indicator or "").lower())):
            continue
        status = "met" if b.value >= 100 else "missed" if a.status == "missed" else None
        two.figure = replace(b, status=status, cues=(*b.cues, "kế hoạch"))


def _spread_back(drafts: list[Draft], calm: str) -> None:
    """What is said of a plan behind a change judges the level: `46,8, tăng 3,6 và vượt kế hoạch 1,8`."""
    for level, change in pairwise(drafts):
        a, b = level.figure, change.figure
        if a is None or b is None or a.role != "result" or a.status or b.status or _tells_change(level, calm):
            continue
        behind = calm[change.numeral.after : change.right]
        if passed_since(calm[change.left : change.numeral.start], behind):
            status, cue = told_status(behind)
            level.figure = replace(a, status=status, cues=(*a.cues, cue))
    for nth, last in enumerate(drafts):
        told = last.figure
        if told is None or not told.status or nth < 2 or told.target_value is not None:
            continue
        level, change = drafts[nth - 2], drafts[nth - 1]
        reached = level.figure
        if reached is None or reached.role != "result" or reached.status or not _tells_change(change, calm):
            continue
        between = calm[level.tail : last.numeral.start]
        margin = margin_of(calm[last.left : last.numeral.start], calm[last.tail : last.right])
        if margin and not _OTHER_CLAUSE.search(between) and not _tells_change(level, calm):
            level.figure = replace(reached, status=told.status, cues=(*reached.cues, *told.cues[-1:]))


def _far_off(number: Figure, target: Figure, before: list[Draft]) -> bool:
    """Whether a number is how far a result before its target is from it: `hơn chỉ tiêu (32%) 0,48%`."""
    results = (d.figure for d in before if d.figure and d.figure.role == "result")
    return any(abs(abs(r.value - target.value) - number.value) < _ROUNDED for r in results)


def _share_of(a: Figure, b: Figure) -> bool:
    """Whether a percentage says again what a fraction said (`34/36 nhiệm vụ, đạt 94,4%`)."""
    if a.numerator is None or not a.denominator or b.unit != "%":
        return False
    return abs(100 * a.numerator / a.denominator - b.value) < 0.06


def _tells_change(draft: Draft, calm: str) -> bool:
    """Whether a number is by how much something rose or fell."""
    return bool(_CHANGE.search(calm, draft.left, draft.numeral.start))


def same_unit(one: str | None, two: str | None) -> bool:
    """Whether two units are one, of which one may say more (`9,4 triệu lượt khách`, `9 triệu lượt`)."""
    if one == two or not (one and two):
        return one == two
    if "người" in (one, two) and (one in _PEOPLE or two in _PEOPLE):
        return True  # `tuyển 620 giáo viên nhưng chỉ được 347 người`
    if one.startswith(two + " ") or two.startswith(one + " "):
        return True
    return one.split("/")[0] == two.split("/")[0] == "đồng"


def pair_across(earlier: list[Draft], drafts: list[Draft], calm: str, sentence: Span, timing: Timing) -> None:
    """Give the first result of a sentence the target that the sentence before set for the same thing.

    `Huyện nhận nhiệm vụ xây 700 căn nhà. Cuối năm mới có 490 căn.`

    Args:
        earlier: of the sentence before, in the same paragraph.
        drafts: of this sentence, with their figures; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
        sentence: this one.
        timing: of the document.
    """
    told = {d.figure.target_value for d in earlier if d.figure and d.figure.target_value is not None}
    open_targets = [
        d for d in earlier if d.figure and d.figure.role == "target" and d.figure.value not in told
    ]
    if not open_targets:
        return
    target = open_targets[-1]
    result = next((d for d in drafts if d.figure and d.figure.role == "result"), None)
    if result is None or result.figure is None or target.figure is None:
        return
    r, t = result.figure, target.figure
    turns = _TURNS_TO_RESULT.search(calm, max(result.left, sentence.start), result.numeral.start)
    if r.target_value is not None or r.unit is None or not same_unit(r.unit, t.unit) or not turns:
        return
    if (r.locality_canonical, r.period and r.period[:4]) != (t.locality_canonical, t.period and t.period[:4]):
        return
    if not result.shares_indicator and r.indicator != t.indicator and r.unit in ("%", "đồng"):
        return
    pair_up(result, target, True, calm, sentence, timing)


def said_of_last(earlier: list[Draft], calm: str, sentence: Span) -> None:
    """Give the last result before a sentence the status that the sentence tells of it.

    `… đạt 61,4% kế hoạch. Kết quả này chưa đáp ứng yêu cầu của tỉnh.`

    Args:
        earlier: of the sentence before, in the same paragraph; changed in place.
        calm: the text's shadow after `nlp.roles.quiet`.
        sentence: this one.
    """
    opening = _SAID_OF_IT.match(calm, sentence.start, sentence.end)
    results = (d for d in reversed(earlier) if d.figure and d.figure.role == "result")
    # a margin over another time (`thấp hơn 4,7 điểm % so với cùng kỳ`) is said in passing
    last = next((d for d in results if d.figure and d.figure.unit != "điểm %"), None)
    if opening is None or last is None or last.figure is None or last.figure.status:
        return
    clause = min(sentence.end, opening.end() + _LONGEST_GAP)
    status, cue = told_status(calm[opening.end() : clause])
    if status:
        last.figure = replace(last.figure, status=status, cues=(*last.figure.cues, cue))
