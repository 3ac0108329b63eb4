"""A question in, an answer out: composed from facts with their quotes, or an honest "not said"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from index.answer_candidates import Weighing
from index.answer_compare import compare
from index.answer_conflict import conflict
from index.answer_derived import derived
from index.answer_documents import directive
from index.answer_extreme import extreme, extreme_value
from index.answer_gap import gap
from index.answer_lists import indicators, items, mentioned, places
from index.answer_none import none, passages
from index.answer_order import is_newest
from index.answer_parts import Answer, retold, shortened
from index.answer_people import asks_who, who
from index.answer_required import held_against, required, set_by
from index.answer_sides import sides
from index.answer_statements import statement
from index.answer_trend import trend
from index.answer_units import units_counted
from index.answer_values import value
from index.answer_words import number
from index.answer_years import years
from index.asked import refined, respelt
from index.facttable import FactTable
from nlp.question import Question, parse
from nlp.question_periods import AskedPeriod, bounds
from nlp.question_places import AskedPlace
from nlp.question_words import Cue, Reading, terms
from nlp.shadow import bare, shadow

SearchPassages = Callable[[str, int], Sequence[dict[str, Any]]]
FILTERS = ("indicator", "locality", "period", "status", "role", "level", "unit")
_WAYS: dict[str, Callable[[Weighing], Answer | None]] = {
    "value": value,
    "list": indicators,
    "places": places,
    "items": items,
    "compare": compare,
    "extreme": extreme,
    "trend": trend,
    "gap": gap,
    "conflict": conflict,
    "directive": directive,
    "statement": statement,
    "mentioned": mentioned,
}
_SIDED = ("value", "compare", "trend", "items")


def answer(
    question: str,
    table: FactTable,
    search: SearchPassages | None = None,
    today: str | None = None,
    **filters: str | None,
) -> Answer:
    """Answer a question from the facts of a table.

    Args:
        question: in Vietnamese or English, with or without accents.
        table: the facts.
        search: finds passages for words: `search(words, most)` gives mappings with `doc`, `source`,
            `title`, `start`, `end` and `quote`; used when the facts don't say.
        today: ISO date, for words like `năm nay`.
        **filters: parts of the understanding given by the caller instead of read from the question,
            any of `FILTERS`; an empty string takes a part away.

    Raises:
        TypeError: a filter of another name.

    Example:
        >>> answer("huyện nào chưa đạt chỉ tiêu nào?", FactTable([], [])).kind
        'none'
    """
    q = overridden(refined(parse(respelt(question), table.places, today, table.words)), table, filters)
    w = Weighing(q, table)
    found: Answer | None = None
    if q.wants != "refuse" and not _unplaced(w):
        found = who(w) or years(w) or required(w) or _several(_two_counted(q, table), table)
        if found is None and q.wants in _SIDED:
            found = sides(w)
        if found is None and q.wants == "value":
            found = extreme_value(w) or held_against(w) or set_by(w)
        if found is None and not asks_who(w):
            found = _both_ends(w) or (indicators(w) if _which_and_how_far(q) else None) or _WAYS[q.wants](w)
            if found is None and q.wants == "value":
                found = derived(w) or units_counted(w)
    if found is None:
        found = none(w)
        if search is not None:
            found = passages(w, found, search)
    found.question, found.understood = question, understood(w)
    found.evidence += retold(table, found.evidence)
    if today and found.kind == "value" and not q.periods and is_newest(table, found.rows[0]):
        found.text += _how_old(found.rows[0], today, q.english, len(found.text))
    if q.threshold and found.kind == "value":
        found.text += _bound_told(w, found)
    for place in w.places if found.rows else ():
        if place.merged and len(found.text) < 480:
            found.text += place.merged.told(found.rows, q.english)
    found.text = shortened(found.text)
    return found


def _bound_told(w: Weighing, found: Answer) -> str:
    """The document's own words around a count, where the answer leaves out the bound that was asked for."""
    bound, row = w.q.threshold, found.rows[0]
    if bound is None or row.get("kind") != "figure" or number(bound.value, w.q.english) in found.text:
        return ""
    text = w.table.sources[row["doc"]].text
    words = re.split(r"[,;.](?!\d)|\n", text[row["end"] : row["end"] + 160])[0].strip()
    if number(bound.value) not in words:
        return ""
    said = f"{text[row['start'] : row['end']]} {words}"
    return f" In the document's words: “{said}”." if w.q.english else f" Nguyên văn: “{said}”."


def _which_and_how_far(q: Question) -> bool:
    """Whether it is asked which targets were missed, and by how much (`chưa đạt chỉ tiêu nào, thiếu …`)."""
    return q.wants == "gap" and q.status is not None and q.indicators_asked and not q.yesno


_SUPERLATIVES = re.compile(
    r"(?<!\w)(?:nhat|(?:dung|xep|dan|nhom) (?:dau|cuoi|chot)|cuoi bang|bet bang|highest|lowest|most|least"
    r"|best|worst|fastest|slowest|top|bottom)(?!\w)"
)
_ENDS = ("extreme_max", "extreme_min")


def _both_ends(w: Weighing) -> Answer | None:
    """Who has most and who has least, when both are asked for; None when one of them isn't told."""
    if w.q.wants != "extreme" or not w.q.levels or not set(_ENDS) <= w.q.cues:
        return None
    if len(_SUPERLATIVES.findall(bare(shadow(w.q.read)))) < 2:  # `chậm cao nhất` is one end
        return None
    most, least = (
        extreme(Weighing(replace(w.q, extreme=end[-3:], cues=w.q.cues - {other}), w.table))
        for end, other in (_ENDS, _ENDS[::-1])
    )
    if most is None or least is None:
        return None
    both = replace(most, text=f"{most.text} {least.text}", rows=[*most.rows, *least.rows])
    told = {(r.get("doc"), r.get("start")) for r in both.rows}
    both.compared = [r for r in most.compared if (r.get("doc"), r.get("start")) not in told]
    both.evidence = [*most.evidence, *(e for e in least.evidence if e not in most.evidence)]
    return both


_OLD = 12  # months after which a figure that nobody asked a date for is called old


def _how_old(row: dict[str, Any], today: str, english: bool, length: int) -> str:
    """A sentence that says how old the newest figure is, when it is old; else nothing."""
    span = bounds(row.get("period"))
    if span is None or length > 500:
        return ""
    year, month = divmod(span[1] // 100, 100)
    age = (int(today[:4]) - year) * 12 + int(today[5:7]) - month
    if age < _OLD:
        return ""
    years = age // 12
    if english:
        return f" It is the newest figure stored, {years} year{'s' if years > 1 else ''} old."
    return f" Đây là số liệu mới nhất trong kho, đã cách nay {years} năm."


_AND = re.compile(r",? (?:và|va|and) ")


def _two_counted(q: Question, table: FactTable) -> Question:
    """`bao nhiêu mục tiêu và nhiệm vụ` as a question for each, where the documents count both."""
    at = q.read.find(q.counted or "\0")
    halves = _AND.split(q.counted or "", maxsplit=1)
    if q.parts or at < 0 or len(halves) != 2:
        return q
    first, (second, rest) = halves[0], _noun(halves[1], table)
    if not second or not _noun(first, table)[0] or len(first.split()) > _LONGEST_NOUN:
        return q
    head, tail = q.read[:at], rest + q.read[at + len(q.counted or "") :]
    return replace(q, parts=tuple(f"{head}{n}{tail}" for n in (first, second)))


_LONGEST_NOUN = 3
"""Words of a counted noun."""


def _noun(words: str, table: FactTable) -> tuple[str, str]:
    """The noun that figures count with which words begin, and the words behind it; nothing when none does."""
    for many in range(_LONGEST_NOUN, 0, -1):
        start = re.match(rf"(?:\w+\W+){{{many - 1}}}\w+(?!\w)", words)
        if start and " ".join(re.findall(r"\w+", bare(shadow(start[0])))) in table.unit_words:
            return start[0], words[start.end() :]
    return "", words


def _several(q: Question, table: FactTable) -> Answer | None:
    """Several numbers asked for at once, as a table; None when it is one question or one has no answer."""
    rows: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    texts = []
    first = tuple(t for t in q.terms if t.end <= len(q.parts[0])) if q.parts else ()
    for part in q.parts:
        own = refined(parse(part, table.places, None, table.words))
        strong = [t for t in own.terms if t.weight >= 0.5]
        own = replace(
            own,
            places=own.places or q.places,
            periods=own.periods or tuple(p for p in q.periods if p.end <= len(q.parts[0])) or q.periods,
            terms=own.terms if strong and not _goes_on(part) else first + own.terms,
            wants="value",
            yesno=False,
            role=own.role or (q.role if len(q.parts) > 2 else None),
            language=q.language,
        )
        found = value(Weighing(own, table))
        if found is None:
            return None
        if any(r.get("id") in {x.get("id") for x in rows} for r in found.rows):
            return _set_and_done(q, found)
        rows += found.rows
        evidence += found.evidence
        texts.append(found.text)
    return (
        Answer(q.text, q.language, "table", " ".join(texts), rows=rows, evidence=evidence) if rows else None
    )


# A part that says more of the thing asked for before it (`bằng bao nhiêu phần trăm chỉ tiêu`).
_GOES_ON = re.compile(
    r"(?:va |and |, )?(?:bang|dat|chiem|tang|giam|vuot|hut|tuong duong|so voi|cao hon|thap hon|con|by what"
    r"|by how|what (?:share|percentage|percent|proportion) (?:of|did|was|is) (?:it|that|they"
    r"|the (?:plan|target|total)))(?!\w)"
)


def _goes_on(part: str) -> bool:
    return _GOES_ON.match(Reading(part).bare) is not None


_PLAN = Cue(r"(?<!\w)(?:kế hoạch|giao|mục tiêu|chỉ tiêu|dự kiến|đề ra|plan(?:ned)?|targets?|assigned)(?!\w)")


def _set_and_done(q: Question, found: Answer) -> Answer | None:
    """What was set and what was done, when both are asked for and one figure tells them."""
    row = found.rows[0]
    if row.get("target_value") is None or not any(_PLAN.search(Reading(p)) for p in q.parts):
        return None
    aim = row | {"value": row["target_value"], "role": "target", "status": None, "comparator": "exact"}
    aim |= {"target_value": None, "numerator": None, "denominator": None, "value_max": None}
    return Answer(q.text, q.language, "table", found.text, rows=[aim, row], evidence=found.evidence)


def _unplaced(w: Weighing) -> bool:
    """Whether the question is about places that the documents don't know at all."""
    return (bool(w.unknown) and not w.places) or (
        len(w.unknown) > 0 and w.q.wants in ("compare", "value", "gap")
    )


def overridden(q: Question, table: FactTable, filters: dict[str, str | None]) -> Question:
    """The question with parts of its understanding replaced by what the caller gives."""
    unknown = set(filters) - set(FILTERS)
    if unknown:
        raise TypeError(f"unknown filters: {', '.join(sorted(unknown))}")
    given = {k: v for k, v in filters.items() if v is not None}
    if "indicator" in given:
        text = given["indicator"] or ""
        q = replace(q, terms=tuple(terms(Reading(text))), indicator=text or None)
    if "locality" in given:
        text = given["locality"] or ""
        found = table.places.find(Reading(text)) if text else []
        if text and not found:
            found = [AskedPlace(text, 0, 0, (), None, text)]
        q = replace(q, places=tuple(found))
    if "period" in given:
        q = replace(q, periods=(AskedPeriod(given["period"] or "", 0, 0),) if given["period"] else ())
    if "status" in given:
        q = replace(q, status=given["status"] or None)
    if "role" in given:
        q = replace(q, role=given["role"] or None)
    if "unit" in given:
        q = replace(q, unit=given["unit"] or None)
    if "level" in given:
        levels = {
            "huyện": "district",
            "xã": "commune",
            "tỉnh": "province",
            "thôn": "village",
            "sở": "organisation",
        }
        text = given["level"] or ""
        q = replace(q, levels=frozenset({levels.get(text, text)}) if text else frozenset())
    return q


def _role(q: Question) -> str | None:
    """The role looked for: `chỉ tiêu nào chưa đạt` asks for the results that missed their target."""
    missed = q.status == "missed" or (q.status == "met" and q.levels)
    return "result" if missed and q.role == "target" and q.wants in ("list", "places") else q.role


def understood(w: Weighing) -> dict[str, Any]:
    """How the question was read, in the form that the interfaces show and take back as filters."""
    q = w.q
    return {
        "wants": q.wants,
        "yesno": q.yesno,
        "localities": [p.label for p in w.places] + [p.label for p in w.unknown],
        "unknown_localities": [p.label for p in w.unknown],
        "level": sorted(q.levels),
        "indicator": " ".join(t.text for t in w.terms) or None,
        "organisation": w.organisation,
        "role": _role(q),
        "status": q.status,
        "period": q.periods[0].edtf if len(q.periods) == 1 else [p.edtf for p in q.periods] or None,
        "unit": q.unit,
        "threshold": (
            {"comparator": q.threshold.comparator, "value": q.threshold.value, "unit": q.threshold.unit}
            if q.threshold
            else None
        ),
        "extreme": q.extreme,
        "directive": (
            {"type": q.directive.type, "number": q.directive.number, "symbol": q.directive.symbol}
            if q.directive
            else None
        ),
    }
