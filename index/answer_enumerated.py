"""Things that a text tells one after another with a number each, by the words before each number.

`cấp tỉnh 19,73%, cấp huyện 71,84%, cấp xã 98,49%`: what is measured is said once, and what tells the numbers
apart are only the words before them. `cao su 800 tấn, tăng 98,5%`: a change is of what stands before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.answer_candidates import Weighing
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_told import in_words, plain_words
from index.answer_words import capital, place, quantity, source
from index.answer_words import period as when
from index.facttable import Row
from nlp.question_words import Term
from nlp.shadow import bare, shadow

_CLASS = re.compile(
    r"(?:^|[,:;] |(?<!\w)(?:nhung|cac|co|thi|trong|o|cua) )?(?P<what>(?:[a-z]+ ){1,3})(?:nao|gi)(?!\w)"
    r"|(?<!\w)(?:which|what) (?P<english>[a-z]+)"
)
_TURN = re.compile(r"(?<!\w)(?:(?P<up>tăng|lên|nhích)|(?P<down>giảm|xuống|sụt|tụt))(?!\w)")
_LEAD = 90
# What stands between a thing's name and its number, and before its name.
_BEHIND = re.compile(
    r"(?:[ ,:(]+(?:là|đạt|có|được|chiếm|ước|ước đạt|khoảng|gần|hơn|trên|dưới|còn|tăng|giảm|tới|đến"
    r"|nhích lên|lên|xuống"
    r"|mới|chỉ|xấp xỉ|giải ngân|thu|nhẹ|mạnh|khá|nhiều|ít|mức|lại|tỷ lệ|bằng|thì|cũng|vẫn|đã|chỉ có|xuất"
    r"|bán))+[ ,:(]*$"
)
_BEFORE = re.compile(
    r"^[ ,:;()\-–]*(?:(?:và|còn|của|với|là|riêng|trong đó|trong khi|trong khi đó|tiếp đến|kế đó|kế đến"
    r"|tiếp theo|rồi|sau đó|đến"
    r"|thì|ở|tại|trong|gồm|khu vực|mức tăng của|về|theo|do|sang|nhờ|tuy|nhưng|song|cụ thể)(?!\w)[ ,:]*)*"
)
_LONGEST = 60  # letters of a name
_ENOUGH = 0.6  # share of the question's subject that the sentence or what leads to it must have
_HEAD = 250


@dataclass(frozen=True, slots=True)
class Named:
    """A figure and the words that tell of what it is; `start` is where these stand."""

    name: str
    start: int
    row: Row


def enumerated(w: Weighing) -> Answer | None:
    """The highest or lowest of things that one sentence tells with a number each."""
    match = _CLASS.search(bare(shadow(w.q.read)))
    if match is None:
        return None
    span = match.span("what") if match["what"] else match.span("english")
    grows = {"change"} & w.q.cues
    subject = [
        t for t in w.strong
        if not (span[0] <= t.start < span[1]) and not _TURN.match(_accented(t))
    ]  # fmt: skip
    best: tuple[float, int, list[Named]] | None = None
    for rows in _sentences(w):
        share = _share(w, subject, rows[0])
        named = _named(w, rows, bool(grows)) if share >= _ENOUGH else []
        if len(named) > 1 and (best is None or (share, len(named)) > best[:2]):
            best = share, len(named), named
    return _answer(w, best[2]) if best and not _outdone(w, best[2]) else None


def _outdone(w: Weighing, named: list[Named]) -> bool:
    """Whether the paragraph counts the same thing in another sentence, and goes further there."""
    row = named[0].row
    if row.get("unit") == "%":
        return False
    text = w.table.sources[row["doc"]].text
    begin, end = text.rfind("\n", 0, row["start"]), text.find("\n", row["end"])
    beside = [
        r
        for r in w.table.figures[max(0, row["_at"] - 30) : row["_at"] + 30]
        if all(r.get(k) == row.get(k) for k in ("doc", "unit", "locality", "role"))
        and begin <= r["start"] < (end if end > 0 else len(text))
    ]
    pick = max if w.q.extreme != "min" else min
    edge = pick(_measure(n.row) for n in named)
    return pick([edge, *map(_measure, beside)]) != edge


def _accented(term: Term) -> str:
    return " ".join(term.forms[0]).lstrip("~")


def _sentences(w: Weighing) -> list[list[Row]]:
    """The figures at the places and times asked about, sentence by sentence."""
    aims = w.q.role == "target"
    rows = [w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask()))]
    rows = [r for r in rows if (r.get("role") == "target") == aims and w.period_fit(r) > 0]
    if w.q.unit:
        rows = [r for r in rows if r.get("unit") == w.q.unit]

    def sentence(row: Row) -> tuple[str, int]:
        return row["doc"], w.table.sentence(row)[1]

    return [list(some) for _, some in groupby(sorted(rows, key=lambda r: (r["doc"], r["start"])), sentence)]


def _share(w: Weighing, subject: Sequence[Term], row: Row) -> float:
    if not subject:
        return 1.0 if w.places else 0.0
    text = w.table.sources[row["doc"]].text
    sentence, start = w.table.sentence(row)
    begin = text.rfind("\n", 0, row["start"]) + 1
    own, head = plain_words(sentence), plain_words(text[:_HEAD])
    ahead = plain_words(text[begin:start])  # what the paragraph said before
    weights = np.array([w.table.matcher.weight(t) for t in subject])
    hits = np.array([
        max(in_words(t, own), 0.9 * in_words(t, ahead), 0.8 * in_words(t, head)) for t in subject
    ])  # fmt: skip
    return float(weights @ hits / weights.sum())


def _named(w: Weighing, rows: list[Row], grows: bool) -> list[Named]:
    """The figures of one sentence with a name before each, all in one unit, without parts of parts."""
    text = w.table.sources[rows[0]["doc"]].text
    plain = bare(shadow(w.q.read))
    falls = re.search(r"(?<!\w)(?:giam|sut|fell|fall|declin|decreas|drop)", plain) is not None
    after = [_name_behind(text, r) for r in rows]
    if sum(name is not None for name in after) >= max(
        2, 0.6 * len(rows)
    ):  # `54/85 xã đạt tiêu chí trường học`
        return _once([n for n in after if n is not None])
    found: list[Named] = []
    last: Named | None = None
    units = [r.get("unit") for r in rows]
    unit = w.q.unit or ("%" if grows and "%" in units else max(dict.fromkeys(units), key=units.count))
    for row in sorted({r["start"]: r for r in _all(w, rows)}.values(), key=lambda r: r["start"]):
        name, start, turn = _name(text, row)
        own = Named(name, start, row) if name else last if name == "" else None
        last = own
        if own is None or row.get("unit") != unit or row["start"] not in {r["start"] for r in rows}:
            continue
        if grows and turn is not None and (turn == "down") != falls:
            continue
        if grows and turn is None and (unit != "%" or not _rising_before(w, row, falls)):
            continue
        found.append(Named(own.name, own.start, row))
    whole = [n for n in found if not _in_brackets(text, n.row["start"])]
    found = whole if len(whole) > 1 else found
    behind = [n for n in found if _qualified(w, text, n.row)]
    found = behind if behind else found
    return _once(found)


def _rising_before(w: Weighing, row: Row, falls: bool) -> bool:
    """Whether the sentence says before a number that what it tells went the way asked about."""
    sentence, start = w.table.sentence(row)
    turns = list(_TURN.finditer(shadow(sentence[: max(0, row["start"] - start)])))
    return bool(turns) and (turns[-1]["down"] is not None) == falls


def _once(found: list[Named]) -> list[Named]:
    """Each name's first figure, all of the first one's unit."""
    found = [n for n in found if n.row.get("unit") == found[0].row.get("unit")]
    once = {n.name: n for n in reversed(found)}
    return [n for n in found if once[n.name] is n]


_SIGNS = frozenset({None, "%", "đồng", "điểm", "điểm %", "hạng", "bậc", "tấn", "ha", "km", "con", "USD"})
_NO_NAME = re.compile(
    r"(?:so với|bằng|tăng|giảm|vượt|kế hoạch|dự toán|cùng kỳ|về|trong|của|và|với|cả|năm|tháng|trở)(?!\w)"
)


def _name_behind(text: str, row: Row) -> Named | None:
    """The words behind a number that tell what is counted (`54/85 xã đạt tiêu chí trường học`)."""
    unit = row.get("unit")
    if unit in _SIGNS or not unit:
        return None
    behind = re.split(r"[,;.\n(]", text[row["end"] : row["end"] + 90])[0]
    low = shadow(behind)
    if not low.strip().startswith(shadow(unit)):
        return None
    at = low.index(shadow(unit)) + len(unit)
    words = behind[at:].strip()
    if len(words.split()) < 2 or _NO_NAME.match(shadow(words)) or len(words) > _LONGEST:
        return None
    start = row["end"] + at + len(behind[at:]) - len(behind[at:].lstrip())
    return Named(words, start, row)


def _all(w: Weighing, rows: list[Row]) -> list[Row]:
    """All figures of the sentence, those of other units too, which stand before their changes."""
    first, last = rows[0]["_at"], rows[-1]["_at"]
    return [r for r in w.table.figures[max(0, first - 1) : last + 1] if r["doc"] == rows[0]["doc"]]


# What ends before the name of a thing: a sign, a word that announces, the number before and its unit.
_CUT = re.compile(
    r"[.;:\n(](?!\d)|(?<!\w)(?:là|gồm|gồm có|bao gồm|như) |\d+(?:[.,]\d+)*(?: ?%"
    r"|(?: [^\W\d_]+){1,2}(?=[,;)])| [^\W\d_]+)?"
)


def _name(text: str, row: Row) -> tuple[str | None, int, str | None]:
    """The words before a number that say of what it is, where they begin, and which way it went.

    Returns:
        The words, empty when there are none but a verb, None when they are too many to be a name.
    """
    begin = max(0, row["start"] - _LEAD)
    lead = shadow(text[begin : row["start"]])
    turns = list(_TURN.finditer(re.split(r"\d", lead)[-1]))
    turn = None if not turns else "up" if turns[-1]["up"] else "down"
    match = _BEHIND.search(lead)
    lead = lead[: match.start()] if match else lead
    cut = max((m.end() for m in _CUT.finditer(lead)), default=0)
    lead, begin = lead[cut:], begin + cut
    comma = max(lead.rfind(", "), lead.rfind(") "))
    if len(lead) > _LONGEST and comma >= 0 and re.search(r"[^\W\d_]{2}", lead[comma + 1 :]):
        lead, begin = lead[comma + 1 :], begin + comma + 1
    skip = _BEFORE.match(lead)
    at = skip.end() if skip else 0
    name = lead[at:].rstrip(" ,:-–")
    if len(name) > _LONGEST:
        return None, 0, turn
    if not re.search(r"[^\W\d_]{2}", name):
        return "", 0, turn
    return text[begin + at : begin + at + len(name)], begin + at, turn


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - 160) : at]
    return before.rfind("(") > before.rfind(")")


def _qualified(w: Weighing, text: str, row: Row) -> bool:
    """Whether a strong word of the question stands right behind a number (`tăng 98,5% về lượng`)."""
    behind = plain_words(re.split(r"[,;.\n]", text[row["end"] : row["end"] + 40])[0])
    return any(in_words(t, behind) == 1.0 for t in w.strong)


def _measure(row: Row) -> float:
    return 100 * row["numerator"] / row["denominator"] if row.get("denominator") else float(row["value"])


def _answer(w: Weighing, named: list[Named]) -> Answer:
    q, english = w.q, w.q.english
    lowest = (q.extreme == "min") != (named[0].row.get("unit") == "hạng")
    edge = (min if lowest else max)(_measure(n.row) for n in named)
    first = [n for n in named if _measure(n.row) == edge]
    rest = sorted((n for n in named if n not in first), key=lambda n: _measure(n.row), reverse=not lowest)
    head = ", ".join(
        x
        for x in (when(first[0].row.get("period"), english), place(first[0].row.get("locality"), english))
        if x
    )
    said = ", ".join(f"{n.name} ({quantity(n.row, english)})" for n in first[:3])
    others = ", ".join(f"{n.name} {quantity(n.row, english)}" for n in rest[:3])
    lead = f" {'Others' if english else 'Còn lại'}: {others}." if others else ""
    grows = "tăng " if _rises(w, first[0].row) else ""
    called = "thấp nhất" if lowest else f"{grows}nhiều nhất" if grows else "cao nhất"
    said = f"{'lowest' if lowest else 'highest'}: {said}" if english else f"{called} là {said}"
    a = Answer(q.text, q.language, "list")
    a.text = f"{capital(head)}{': ' if head else ''}{said} ({source(w.table, first[0].row, english)}).{lead}"
    a.rows = [_row(w, n) for n in first]
    a.compared = [plain_row(w.table, n.row) for n in rest]
    a.evidence = evidence_of(w.table, [n.row for n in (*first, *rest)])
    return a


def _rises(w: Weighing, row: Row) -> bool:
    text = w.table.sources[row["doc"]].text
    lead = shadow(text[max(0, row["start"] - 24) : row["start"]])
    return "change" in w.q.cues and re.search(r"(?<!\w)tăng(?!\w)", lead) is not None


def _row(w: Weighing, n: Named) -> Row:
    """The thing, with its number."""
    told = plain_row(w.table, n.row)
    kept = (
        "value",
        "numerator",
        "denominator",
        "unit",
        "indicator",
        "locality",
        "period",
        "doc",
        "source",
        "title",
        "published",
        "quote",
        "comparator",
    )
    row = {k: told.get(k) for k in kept}
    return (
        {"kind": "item", "text": n.name, "start": n.start, "end": n.start + len(n.name)}
        | row
        | {"of": n.row.get("id")}
    )
