"""Figures in the cells of tables: what the column's head, the row's first cell and the caption say."""

import re
from dataclasses import replace

from nlp.comparators import comparator_of
from nlp.facts import Figure
from nlp.limits import is_limit
from nlp.nouns import known_noun
from nlp.numbers import find_numerals
from nlp.numerals import Numeral
from nlp.organisations import body_alone
from nlp.places_told import Place
from nlp.rules import pattern
from nlp.running import runs_on
from nlp.scope import Scope
from nlp.table_times import time_of_cell, times_in, without_times, written_out
from nlp.tables import Cell, head_unit
from nlp.timing import Timing

_TARGET = pattern("tables", "target head")
_SET_BY_CAPTION = pattern("tables", "caption of targets")
_TOLD_BY_HEAD = pattern("tables", "head of results")
_OF_PLAN = pattern("tables", "share of a plan head")
_EMPTY = pattern("tables", "says nothing")
_OF_PLACES = pattern("tables", "caption of places")
_GENERAL = pattern("tables", "general head")
_LISTED = pattern("tables", "place in a list")
_LABEL_ENDS = pattern("tables", "verb before numbers")
_CAPTION_LEAD = pattern("tables", "lead of a caption")
_GIVEN_TO = pattern("tables", "given to")
_VERDICT = pattern("tables", "verdict")
_UNIT_COLUMN = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính)\s*$")
_POINTS = re.compile(r"\s*(?:tổng |số )?điểm(?:\s*(?:$|\d|\(|năm|số$|bình quân|trung bình|đạt|chỉ số|tổng))")
_RANK = re.compile(
    r"\s*(?:(?:xếp|thứ) )?hạng(?:\s*(?:$|\d|\(|năm|cả nước|toàn))|\s*(?:vị trí|vị thứ)(?:\s*(?:$|\d|năm))"
)
_BARE_YEAR = re.compile(r"(?<=[^\W\d_])\s+20\d\d$")
_DATED = re.compile(r"(?:năm|tháng|quý|ngày|kỳ)\s*[\divx]")
_RATIO = re.compile(r"tỷ lệ|tỉ lệ|chỉ số|mức|điểm|xếp|hạng|thứ|thời gian")
_NUMBER_OF = re.compile(r"(?:tổng )?(?:số lượng|số)\s+")
_ROUNDED = 0.06
_LEAD = 12
"""Characters of a cell before its number."""
_MOST_IN_A_CELL = 3
_SET_IN_CELL = re.compile(r"(?<!\w)(?:kh|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|giao)(?!\w)[^\d]*$")
_AS_OF = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_ONLY_COMPARES = re.compile(r"%?\s*so(?: với| sánh)?")
_BRACKETS = re.compile(r"\s*\([^()]{1,25}\)\s*$")
_LETTER = re.compile(r"[a-zà-ỹđ]")
_WAS_DONE = re.compile(r"(?:đã|tổng số|tổng|số)\s+", re.IGNORECASE)


def table_figures(
    text: str, shadow: str, cells: list[Cell], taken: bytearray, timing: Timing, scope: Scope
) -> list[Figure]:
    """The figures of a document's tables, in text order.

    Args:
        text, shadow: of the document.
        cells: from `nlp.tables.find_cells`.
        taken: what can be no figure; the cells found here are marked in it.
        timing, scope: of the document.
    """
    found: list[Figure] = []
    row: list[Figure] = []
    at: tuple[int, int] | None = None
    units = {
        cell.row: " ".join(text[cell.start : cell.end].split())
        for cell in cells
        if cell.column and _UNIT_COLUMN.match(shadow, *cell.column)
    }
    for head in {cell.column for cell in cells if cell.column}:
        taken[slice(*head)] = b"\1" * (head[1] - head[0])
    verdicts = {cell.row: _verdict(shadow, cell) for cell in cells if _verdict(shadow, cell)}
    for cell in cells:
        numerals = find_numerals(shadow, cell.start, cell.end, taken, prose=False)
        for span in ((cell.start, cell.end), cell.number):
            if span is not None:
                taken[slice(*span)] = b"\1" * (span[1] - span[0])
        if cell.row != at:
            found += _judged(_paired(row), verdicts.get(at or (0, 0)))
            row, at = [], cell.row
        near = bool(numerals) and numerals[0].start - cell.start <= _LEAD and len(numerals) <= _MOST_IN_A_CELL
        for numeral in numerals if near else ():
            made = _figure(text, shadow, cell, numeral, units.get(cell.row), timing, scope)
            if made.role == "result" and _SET_IN_CELL.search(shadow, cell.start, numeral.start):
                made = replace(made, role="target")  # `96% (KH 95%)`
            results = [f for f in row if f.role == "result" and f.unit == made.unit]
            if (
                made.role == "target"
                and results
                and cell.column
                and not _words(text, shadow[slice(*cell.column)], cell.column)
            ):
                made = replace(made, indicator=results[-1].indicator)  # a column headed `Chỉ tiêu giao`
            elif made.indicator is None and made.unit == "%" and made.role == "result":
                made = replace(made, indicator=_rate_of(row))
            row.append(made)
    return found + _judged(_paired(row), verdicts.get(at or (0, 0)))


def _rate_of(row: list[Figure]) -> str | None:
    """What a bare `Tỷ lệ (%)` measures: the result told before it in its row (`Đã giải ngân`)."""
    told = next((f.indicator for f in reversed(row) if f.role == "result" and f.indicator), None)
    return f"tỷ lệ {_WAS_DONE.sub('', told, count=1)}" if told else None


def _verdict(shadow: str, cell: Cell) -> str | None:
    """`met` or `missed` where a cell says nothing but that (`Không đạt`)."""
    said = _VERDICT.fullmatch(shadow, cell.start, cell.end)
    return ("missed" if said["missed"] else "met") if said else None


def _judged(row: list[Figure], verdict: str | None) -> list[Figure]:
    """The figures of a row; what a cell of it says of its target holds for the last result."""
    last = next((f for f in reversed(row) if f.role == "result"), None)
    if verdict is None or last is None:
        return row
    return [replace(f, status=verdict, cues=("đánh giá",)) if f is last else f for f in row]


def _figure(
    text: str,
    shadow: str,
    cell: Cell,
    numeral: Numeral,
    row_unit: str | None,
    timing: Timing,
    scope: Scope,
) -> Figure:
    """The figure of one cell; `row_unit` is what the row's cell under `Đơn vị tính` says."""
    head = text[slice(*cell.column)] if cell.column else ""
    low = shadow[slice(*cell.column)] if cell.column else ""
    caption = shadow[slice(*cell.caption)] if cell.caption else ""
    label = text[slice(*cell.row)]
    unit = (
        numeral.unit
        or (shadow[numeral.after : cell.end].strip() or None)
        or head_unit(head)
        or row_unit
        or head_unit(label)
    )
    place = scope.named_at(cell.row[0], cell.row[1])
    body = body_alone(_LISTED.sub("", label))
    across = place is None and cell.column is not None and scope.named_at(*cell.column) is not None
    if across and cell.column:  # the places are the heads of the columns
        place = scope.named_at(*cell.column)
        if unit is None:
            unit = "%" if "%" in label else _counted(text, shadow, cell.row)
    if unit is None and "%" not in head:
        unit = _counted(text, shadow, cell.column) or (None if place else _counted(text, shadow, cell.row))
    if unit is None:
        unit = _scored(low) or _scored(shadow[slice(*cell.row)])
    if unit is None and cell.caption and not _RATIO.match(low):
        unit = head_unit(text[slice(*cell.caption)].rstrip(" :"))
    value, kind = numeral.value, numeral.kind
    if unit in ("tỷ đồng", "triệu đồng", "nghìn đồng"):
        value, unit = value * {"tỷ": 1e9, "triệu": 1e6, "nghìn": 1e3}[unit.split()[0]], "đồng"
    if unit is None and (
        "%" in head or (label.rstrip(" .:").endswith("%") and not known_noun(shadow, cell.row[0]))
    ):
        unit = "%"
    set_by_head = _TARGET.search(low) or (_SET_BY_CAPTION.search(caption) and not _TOLD_BY_HEAD.search(low))
    role = "target" if set_by_head and not _OF_PLAN.search(low) else "result"
    # `2016 | 81,5`: the row is told by its time alone
    timed = written_out(shadow[slice(*cell.row)])
    by_time = bool(times_in(timed)) and not _words(timed, timed, (0, len(timed)))
    period, inferred = time_of_cell(timing, text, cell, (low, caption, timed if by_time else None), role)
    about_caption = _words(text, caption, cell.caption) if cell.caption else ""
    if not _LETTER.search(_OF_PLACES.sub("", _EMPTY.sub("", about_caption.lower()))):
        about_caption = ""
    own = _words(text, low, cell.column)
    if about_caption and _GENERAL.search(own.lower()):
        own = f"{own} {about_caption}"
    if across:
        parts = [_label(label).replace("%", "").strip()]
    elif by_time:
        general = not own or _GENERAL.search(own.lower())
        parts = [about_caption or own] if general else [own]
    else:
        parts = [own or about_caption] if place or body else [_label(label), own]
    if place is None:
        place = scope.topic_at(cell.start)
    line_end = text.find("\n", cell.end)
    place = place or Place(None)
    return Figure(
        start=numeral.start,
        end=numeral.end,
        text=text[numeral.start : numeral.end],
        value=round(value, 9),
        value_max=numeral.value_max,
        comparator=comparator_of(shadow, cell.start, numeral, False)[0],
        unit=unit,
        numerator=numeral.numerator,
        denominator=numeral.denominator,
        indicator=" ".join(p for p in parts if p).strip() or None,
        role=role,
        organisation=body,
        period=period,
        sentence=text[cell.row[0] : line_end if line_end >= 0 else len(text)].rstrip(),
        sentence_start=cell.row[0],
        rule=f"{kind}-table",
        inferred=("period",) if inferred and period else (),
        locality=place.label,
        locality_canonical=place.canonical,
        locality_code=place.code,
        locality_2025=place.label_2025,
        locality_2025_code=place.code_2025,
    )


def _counted(text: str, shadow: str, span: tuple[int, int] | None) -> str | None:
    """The noun that a head or a row's label counts: `Số vụ cháy` → vụ."""
    if span is None or _RATIO.match(shadow, *span):
        return None
    if _DATED.match(shadow, *span):
        return None
    lead = _NUMBER_OF.match(shadow, *span)
    start = lead.end() if lead else span[0]
    end = min(known_noun(shadow, start), span[1])
    return text[start:end].lower() if end > start else None


def _scored(head: str) -> str | None:
    """The unit of a head or a label that says points or a rank: `Điểm 2024`, `Xếp hạng năm 2023`."""
    if _POINTS.match(head):
        return "điểm"
    return "hạng" if _RANK.match(head) else None


def _label(label: str) -> str:
    """A row's label without brackets, its place in a list and the verb before the numbers."""
    return _LABEL_ENDS.sub("", _LISTED.sub("", _BRACKETS.sub("", label)))


def _words(text: str, low: str, span: tuple[int, int] | None) -> str:
    """A head or caption without its unit, its times and the words that only say plan or result."""
    if span is None:
        return ""
    words = text[slice(*span)].rstrip(" :;.")
    words = _BRACKETS.sub("", words)
    shown = low[: len(words)]
    words, shown = without_times(words, shown)
    if year := _BARE_YEAR.search(words):
        words, shown = words[: year.start()], shown[: year.start()]
    lead = _CAPTION_LEAD.match(shown.lower())
    if lead:
        words = words[lead.end() :]
        shown = shown[lead.end() :]
    if not _LETTER.search(_EMPTY.sub("", shown.lower())):
        return ""
    words = _GIVEN_TO.sub("", words)
    words = " ".join(words.split()).strip(" ,:;.-–")
    return "" if _ONLY_COMPARES.fullmatch(words.lower()) else words


def _paired(row: list[Figure]) -> list[Figure]:
    """In one row, give a result the target of the same indicator and period."""
    out = list(row)
    for i, one in enumerate(out):
        if one.role != "result":
            continue
        for two in out:
            if two.role == "target" and _same_thing(one, two):
                limit = is_limit((one.indicator or "").lower()) or two.comparator in ("at_most", "under")
                met = one.value <= two.value if limit else one.value >= two.value
                if "period" in two.inferred:
                    as_of = bool(_AS_OF.fullmatch(one.period or ""))  # what a plan sets is its year's
                    out[out.index(two)] = replace(two, period=two.period if as_of else one.period)
                open_yet = one.unit == "đồng" and runs_on(one.period)  # the year's money may still come in
                status = "met" if met else None if open_yet else "missed"
                out[i] = replace(one, target_value=two.value, status=status, cues=("chỉ tiêu",))
    return [_share_of(out, one) for one in out]


def _share_of(row: list[Figure], one: Figure) -> Figure:
    """A percentage that says again how much of its target a result of the row is, with that status."""
    if one.unit != "%" or one.role != "result" or one.status:
        return one
    for told in row:
        if told.target_value and abs(100 * told.value / told.target_value - one.value) < _ROUNDED:
            return replace(one, status=told.status, cues=told.cues)
    return one


def _same_thing(result: Figure, target: Figure) -> bool:
    """Whether a result and a target of one row tell of one indicator, in one unit and year."""
    if target.unit != result.unit or target.indicator != result.indicator:
        return False
    return (target.period or "")[:4] == (result.period or "")[:4] or "period" in target.inferred
