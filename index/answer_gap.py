"""How far a result lies from its target: told by the document, or worked out and marked as such."""

import re
from dataclasses import replace

from index.answer_candidates import Candidate, Weighing
from index.answer_compare import difference
from index.answer_direction import mean_beside
from index.answer_fit import odds
from index.answer_order import settled
from index.answer_parts import Answer, alike, computed, evidence_of, plain_row, same_words
from index.answer_sure import SURE, sure, told_of
from index.answer_words import money, number, quantity, source, state, subject, where_when
from index.facttable import Row
from index.plan_words import aim_in_words, called_plan, off_scale, other_giver, told_as_aim
from index.reached import aim_beside, limited
from nlp.question_words import Cue, Reading
from nlp.shadow import shadow

_GAP_TOLD = 0.3  # how sure a figure must be that is told as what is missing
_RIVAL = 1.0  # the same for a result whose target is told beside it
_UNIT = 0.6  # how well a result's unit must agree with what is counted
_COUNTED = 0.75  # how well its unit must agree with what is counted
_WHOLE = 100.0  # per cent of a plan
_NEAR = 2.5  # how far its odds may lie from those of the best


def gap(w: Weighing) -> Answer | None:
    """How far a result lies from its target, worked out and marked as such."""
    q = w.q
    if len(w.places) == 2 and not _references(q.read):
        return difference(w)
    mean = mean_beside(w) if _MEAN in _references(q.read) else None
    if mean is not None:
        return _from_mean(w, *mean)
    stated = (
        [
            c
            for c in w.ranked(w.place_mask(), None)
            if c.row.get("unit") == "điểm %" and not _other_reference(w, c.row)
        ]
        if q.unit == "điểm %"
        else []
    )
    if stated and sure(w, stated):
        top = stated[0].row
        a = Answer(q.text, q.language, "value", state(w.table, top, q))
        a.rows, a.evidence = [plain_row(w.table, top)], evidence_of(w.table, [top])
        return a
    if q.unit in ("điểm %", None, "%") or q.unit == "đồng":
        found = _told_as_gap(w)
        if found:
            a = Answer(q.text, q.language, "value", state(w.table, found.row, q))
            a.rows, a.evidence = [plain_row(w.table, found.row)], evidence_of(w.table, [found.row])
            return a
    told = _result_and_target(w) or (_result_and_target(w, any_time=True) if q.periods else None)
    told = told or _share_of_plan(w)
    if told is None:
        return None
    row, aim, aim_row = told
    apart = abs(row["value"] - aim)
    unit = "điểm %" if row.get("unit") == "%" else row.get("unit")
    held = quantity({"value": aim, "unit": row.get("unit")}, q.english)
    high, low = max(aim, row["value"]), min(aim, row["value"])
    sign = money if unit == "đồng" else number
    formula = f"{sign(high, q.english)} - {sign(low, q.english)}"
    line = computed(
        apart,
        unit,
        formula,
        locality=row.get("locality"),
        period=row.get("period"),
        indicator=row.get("indicator"),
    )
    shown = quantity({"value": line["value"], "unit": unit}, q.english)
    short = row["value"] < aim
    where = where_when(row, q.english)
    words = subject(row, q.english)
    words = words if len(words) < 200 else words[:198].rsplit(" ", 1)[0] + "…"
    if q.english:
        text = (
            f"{where}: {words} is {quantity(row, True)} against a target of {held}, "
            f"{shown} {'short' if short else 'over'} (computed: {formula}; {source(w.table, row, True)})."
        )
    else:
        text = (
            f"{where}: {words} {quantity(row)} so với mức {held}, "
            f"{'còn thiếu' if short else 'vượt'} {shown} (tính: {formula}; {source(w.table, row)})."
        )
    a = Answer(q.text, q.language, "value", text)
    a.rows = [line]
    a.compared = [plain_row(w.table, r) for r in (row, aim_row) if r]
    a.evidence = evidence_of(w.table, [r for r in (row, aim_row) if r])
    return a


_SHORT_OF = re.compile(
    r"(?<!\w)(?:thiếu|hụt|kém|chênh(?: lệch)?|còn cách|vượt|hơn(?!\s*$)|thấp hơn|cao hơn|cần thêm|thừa|dôi dư"
    r"|nợ lại|còn phải|chậm)(?!\w)[^.;]{0,30}$"
)


_A_MEAN = re.compile(r"(?<!\w)(?:trung bình|bình quân|mặt bằng)(?: [^\W\d_]+){0,3} ?(?:là )?$")
# The same right before a number, which is no target then, whatever it was taken for.
_SHORT_BY = re.compile(r"(?<!\w)(?:thiếu|hụt|kém|thấp hơn|cao hơn|vượt)(?: khoảng| tới| đến| gần| hơn)?\s*$")


def _told_as_gap(w: Weighing) -> Candidate | None:
    """A figure that is told as what is missing or over (`thiếu 88 người so với kế hoạch`)."""
    points = w.q.unit == "điểm %"
    if points:  # `thấp hơn 5,25% so với chỉ tiêu`
        w = Weighing(replace(w.q, unit="%"), w.table)
    found = [c for c in w.ranked(w.place_mask(), None) if not called_plan(w.table, c.row)]
    short = _SHORT_BY.search
    told = [c for c in found if (c.row.get("role") != "target" or not points or short(_before(w, c.row)))
            and _SHORT_OF.search(_before(w, c.row))]  # fmt: skip
    told = [c for c in told if not _other_reference(w, c.row) and not _other_side(w, c.row)]
    told = [c for c in told if not other_giver(w.table, c.row, w.q.read)]
    told = [c for c in told if not _A_MEAN.search(_before(w, c.row)[-30:])]  # it is held against that
    if points:  # of `vượt 22% dự toán` nobody says that these are points
        told = [c for c in told if c.row.get("unit") == "%" and not _relative(w, c.row)]
    if not told or not sure(w, told, _GAP_TOLD) or odds(told[0].score) < odds(found[0].score) - _NEAR:
        return None
    return told[0]


_AIM_TOLD = re.compile(r"so với [^.;\d]{0,40}\d[\d.,]* ?%|\(\d[\d.,]* ?%")


def _relative(w: Weighing, row: Row) -> bool:
    """Whether a margin in per cent is one of an amount, not one between two percentages."""
    text = w.table.sources[row["doc"]].text
    behind = shadow(text[row["end"] : row["end"] + 120]).split("\n")[0]
    shares = [f for f in w.table.figures[max(0, row["_at"] - 2) : row["_at"]] if f["doc"] == row["doc"]]
    return not _AIM_TOLD.search(behind) and not any(
        f.get("unit") == "%" and f["end"] > row["start"] - 120 for f in shares
    )


def _before(w: Weighing, row: Row) -> str:
    """The words of a figure's clause before its numeral."""
    text = w.table.sources[row["doc"]].text
    return shadow(text[max(0, row["start"] - 60) : row["start"]])


# What a figure is held against: what was set, an earlier time, a norm, a mean.
_REFERENCES = tuple(
    Cue(rf"(?<!\w)(?:{words})(?!\w)")
    for words in (
        "chỉ tiêu|kế hoạch|dự toán|mục tiêu|nhiệm vụ|(?<!cô )(?<!thầy )(?<!nhà )giao|yêu cầu|đề ra|đặt ra"
        "|nghị quyết|targets?|plans?|goals?",
        "cùng kỳ|năm trước|năm ngoái|last year|a year earlier",
        "định mức|quy định|nhu cầu|thực tế|norms?",
        "bình quân|trung bình|average",
    )
)
_EARLIER, _MEAN = 1, 3  # where an earlier time and the mean stand among them
# A margin over an earlier time, whatever else its clause names: `cao hơn cùng kỳ năm trước 6,7 điểm %`.
_FROM_EARLIER = re.compile(
    r"(?<!\w)(?:tăng|giảm|cao hơn|thấp hơn|hơn|kém)(?: so với)? (?:cùng kỳ|năm trước|năm ngoái|năm \d{4})"
    r"[^,;.\d]{0,20}(?:\d{4} )?(?:là )?$"
)
_SHORT = Cue(
    r"(?<!\w)(?:thiếu|hụt|kém|thấp hơn|còn cách|cách|còn phải|short|below|behind|under|lower|shy)(?!\w)"
)
_OVER = Cue(r"(?<!\w)(?:vượt|cao hơn|exceed\w*|above|over|surpass\w*|beat\w*)(?!\w)")


def _references(words: str) -> set[int]:
    reading = Reading(words)
    return {i for i, cue in enumerate(_REFERENCES) if cue.search(reading)}


def _other_reference(w: Weighing, row: Row) -> bool:
    """Whether a margin is told against something else than the question names."""
    asked = _references(w.q.read)
    if _EARLIER not in asked and _FROM_EARLIER.search(_before(w, row)):
        return True
    told = _references(f"{w.table.clause(row)} {row.get('indicator') or ''}")
    return bool(asked) and bool(told) and not asked & told


def _other_side(w: Weighing, row: Row) -> bool:
    """Whether a margin is told as over where the question asks what is missing, or the other way round."""
    asked, told = Reading(w.q.read), Reading(_before(w, row)[-30:])
    sides = [(bool(_SHORT.search(r)), bool(_OVER.search(r))) for r in (asked, told)]
    return all(a != b for a, b in sides) and sides[0] != sides[1]


def _turned(w: Weighing, row: Row, aim: float) -> bool:
    """Whether a result lies on the other side of a target than the question says."""
    asked = Reading(w.q.read)
    short, over = bool(_SHORT.search(asked)), bool(_OVER.search(asked))
    if short == over or limited(row):
        return False
    return row["value"] >= aim if short else row["value"] <= aim


def _result_and_target(w: Weighing, any_time: bool = False) -> tuple[Row, float, Row | None] | None:
    """A result and what it has to reach.

    Args:
        w: the question, weighed.
        any_time: the result may be of another time than the one asked about, which then is the target's.
    """
    mask = w.place_mask()
    found = w.ranked(mask, None, units=False, periods=not any_time)
    results = [c for c in found if c.row.get("role") == "result"]
    in_percent = w.q.unit == "điểm %" or bool(w.q.percents)  # `so với mục tiêu 95%` is asked of a percentage
    results = [c for c in results if c.row.get("unit") in ("%", None) or not in_percent]
    if w.q.unit is None and w.counts_things:  # `thiếu bao nhiêu thầy cô` asks for no percentage
        results = [c for c in results if w.unit_fits(c.row) >= _UNIT]
    results = [c for c in results if not told_as_aim(w.table, c.row)]
    results = [c for c in results if not other_giver(w.table, c.row, w.q.read)]
    q_numbers = w.q.numbers
    ordered = settled(w, results) if results else []
    near = [c for c in ordered if odds(c.score) >= odds(ordered[0].score) - _RIVAL]
    held = [c for c in near if c.row.get("target_value") is not None or aim_beside(w.table, c.at)]
    for c in [*held, *(c for c in ordered if c not in held)][:4]:
        if c.score < SURE * 0.8:
            continue
        aim = c.row.get("target_value") or _whole(w, c.row)
        if aim is not None and not _turned(w, c.row, aim) and not off_scale(w.table, c.row, aim):
            return c.row, aim, None
        after = aim_beside(w.table, c.at) or aim_in_words(w.table, c.at)
        if after and not _turned(w, c.row, after["value"]) and not off_scale(w.table, c.row, after["value"]):
            return c.row, after["value"], after
        targets = [
            t.row
            for t in w.ranked(mask, "target", units=False, periods=any_time)
            if t.row.get("unit") == c.row.get("unit")
            and (alike(t.row, c.row) or t.words > 0.75)
            and _moves(t.row) == _moves(c.row)
            and not _turned(w, c.row, t.row["value"])
            and not off_scale(w.table, c.row, t.row["value"])
        ]
        targets.sort(key=lambda t: (t["value"] not in q_numbers, not same_words(t, c.row)))
        if targets and q_numbers and targets[0]["value"] in q_numbers and not same_words(targets[0], c.row):
            continue
        if targets:
            return c.row, targets[0]["value"], targets[0]
    return _only_held(w, ordered)


_OF_PLAN = re.compile(
    r"(?<!\w)(?:so với|bằng|đạt|được|%) ?(?:tổng )?(?:số )?"
    r"(?:kế hoạch|kh|dự toán|chỉ tiêu|mục tiêu|nghị quyết)(?!\w)"
)


def _share_of_plan(w: Weighing) -> tuple[Row, float, Row | None] | None:
    """A share of a plan (`đạt 58% kế hoạch`) and the whole of it, where what is missing is asked for."""
    asked = Reading(w.q.read)
    if w.q.unit not in ("%", "điểm %") or 0 not in _references(w.q.read) or not _SHORT.search(asked):
        return None
    shares = Weighing(replace(w.q, unit="%", cues=w.q.cues | {"percent"}), w.table)
    found = [
        c
        for c in shares.ranked(shares.place_mask(), "result")
        if c.row.get("unit") == "%"
        and _OF_PLAN.search(shadow(f"{c.row.get('indicator') or ''} %{_behind(w, c.row)}"))
    ]
    if not found or not sure(shares, found, _GAP_TOLD) or found[0].row["value"] >= _WHOLE:
        return None
    return found[0].row, _WHOLE, None


def _behind(w: Weighing, row: Row) -> str:
    """The words right behind a percentage."""
    text = w.table.sources[row["doc"]].text
    return text[row["end"] : row["end"] + 30].lstrip(" %")


_MOVES = re.compile(r"(?<!\w)(?:tăng|giảm)(?! nghèo)(?!\w)")


def _moves(row: Row) -> bool:
    """Whether a figure says by how much something rose or fell, which no level is held against."""
    return _MOVES.search(shadow(row.get("indicator") or "")) is not None


_LEFT = Cue(r"(?<!\w)(?:còn (?:nợ|thiếu|phải|lại|bao nhiêu|mấy)|nợ lại|remain\w*|still|left)(?!\w)")


def _whole(w: Weighing, row: Row) -> float | None:
    """The whole of which a count is told (`1.106/1.240 căn nhà`), where what is left of it is asked for."""
    counts = row.get("denominator") is not None and row.get("unit") not in ("hạng", "bậc", "điểm", "%")
    return float(row["denominator"]) if counts and _LEFT.search(Reading(w.q.read)) else None


def _only_held(w: Weighing, results: list[Candidate]) -> tuple[Row, float, Row | None] | None:
    """The one result that a target is told with, where the question's words stand around it."""
    out: dict[tuple[float, float], tuple[Row, float, Row | None]] = {}
    for c in results:
        aim_row = aim_beside(w.table, c.at) if c.row.get("target_value") is None else None
        aim = aim_row["value"] if aim_row else c.row.get("target_value")
        if aim is None or _turned(w, c.row, aim) or off_scale(w.table, c.row, aim) or not told_of(w, c):
            continue
        if w.q.unit != "điểm %" and w.unit_fits(c.row) < _COUNTED:
            continue
        out.setdefault((c.row["value"], aim), (c.row, aim, aim_row))
    return next(iter(out.values())) if len(out) == 1 else None


def _from_mean(w: Weighing, row: Row, mean: Row) -> Answer:
    """How far a figure lies from a mean told beside it, worked out."""
    q, unit = w.q, "điểm %" if row.get("unit") == "%" else row.get("unit")
    high, low = max(row["value"], mean["value"]), min(row["value"], mean["value"])
    formula = f"{number(high, q.english)} - {number(low, q.english)}"
    line = computed(high - low, unit, formula, locality=row.get("locality"), period=row.get("period"))
    shown, words = quantity(line, q.english), subject(row, q.english)
    head, of = where_when(row, q.english), source(w.table, row, q.english)
    above = row["value"] > mean["value"]
    if q.english:
        text = f"{head}: {words} {quantity(row, True)}, {shown} {'above' if above else 'below'} the mean of "
        text += f"{quantity(mean, True)} (computed: {formula}; {of})."
    else:
        text = f"{head}: {words} {quantity(row)}, {'cao' if above else 'thấp'} hơn {shown} so với mức chung "
        text += f"{quantity(mean)} (tính: {formula}; {of})."
    a = Answer(q.text, q.language, "value", text, rows=[line])
    a.compared, a.evidence = [plain_row(w.table, r) for r in (row, mean)], evidence_of(w.table, [row, mean])
    return a
