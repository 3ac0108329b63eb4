"""Yes or no to whether one place or thing has more than another (`A có cao hơn B không`).

Nothing but both numbers answers that: of two places the same thing, of two things of one place what one
document tells of both in one unit. Without the second number there is no answer.
"""

import re
from dataclasses import dataclass, replace

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.answer_like import best_at, like_with_like
from index.answer_order import settled
from index.answer_sure import sure
from index.facttable import Row
from index.matching import crossed
from nlp.question_places import AskedPlace
from nlp.question_words import Cue, Reading, Term, words_of

_MORE = r"cao|nhiều|nhanh|mạnh|lớn|tốt|khá|đông|rộng|dài|sớm"
_LESS = r"thấp|ít|chậm|kém|nhỏ|ngắn|hẹp"
_THAN = Cue(
    rf"(?<!\w)(?:(?P<up>(?:{_MORE})(?: (?!hơn|không|chưa)[^\W\d_]+){{0,2}}? hơn(?: hẳn| so với)?"
    r"|(?:xếp|đứng|hạng)(?: \w+){0,2}? trên"
    r"|(?:more|higher|faster|greater|larger|better|bigger|stronger)(?: [a-z-]+){0,5}? than|ahead of)"
    rf"|(?P<down>(?:{_LESS})(?: (?!hơn|không|chưa)[^\W\d_]+){{0,2}}? hơn(?: hẳn| so với)?|kém"
    r"|thua(?! đất| ruộng)"
    r"|(?:xếp|đứng|hạng)(?: \w+){0,2}? dưới"
    r"|(?:fewer|less|lower|slower|smaller|worse|weaker)(?: [a-z-]+){0,5}? than|behind))(?!\w)"
)
# What is held against, other than a place or a thing that has a number of its own.
_OTHERS = Cue(
    r"(?<!\w)(?:cùng kỳ|năm trước|năm ngoái|tháng trước|quý trước|kỳ trước|trước đó|trước đây|trước khi"
    r"|trung bình|bình quân chung|bình quân (?:cả|toàn|của)|mặt bằng|cả nước|toàn quốc|chỉ tiêu|kế hoạch"
    r"|dự toán|mục tiêu|dự kiến|dự báo|kỳ vọng|nghị quyết|yêu cầu|quy định|định mức|(?:mức|số) giao|một nửa"
    r"|nửa|phân nửa"
    r"|earlier|previous|last year|year before|same period|average|national(?:ly)?|targets?|plan(?:ned)?"
    r"|goals?|estimates?|expected|required|asked for|assigned|half|before|any other|others?)(?!\w)"
)
_SET = Cue(
    r"(?<!\w)(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|dự kiến|nghị quyết|yêu cầu|quy định|định mức"
    r"|(?:mức|số|tỉnh|huyện) giao|một nửa|nửa|phân nửa|targets?|plan(?:ned)?|goals?|estimates?|required"
    r"|asked for|assigned|half)(?!\w)"
)
_AGAINST = re.compile(r"(?:so voi|than|compared (?:to|with)|against)(?: [a-z]+){0,2}? ?$")
_NEXT = re.compile(r"(?: (?:so voi|cua|o|tai|in|of|that of|tinh|huyen|xa|phuong|thanh pho|thi xa|quan))* ?")
_OWN = 0.8  # found that far, a word stands in a figure's indicator or unit
_SAID = 0.2  # found less than that, a word stands neither in a figure's sentence nor around it
_SURE = 0.3  # how sure the first of two figures must be
_TIE = 0.7  # how far the odds of figures may lie from the best that may be asked about
_NEAR = 600  # how far apart a document may tell two things that are held against each other


@dataclass(frozen=True, slots=True)
class Sides:
    """What a question holds against what.

    Attributes:
        up: whether it asks for more (True) or less.
        start, end: where the words that compare stand in the question.
        places: the place asked about and the one that it is held against; None when it is about things.
    """

    up: bool
    start: int
    end: int
    places: tuple[AskedPlace, AskedPlace] | None = None


def held_sides(w: Weighing) -> Sides | None:
    """The two sides of a yes-or-no question; None when it doesn't hold two against each other."""
    q = w.q
    reading = Reading(q.read)
    match = _THAN.search(reading)
    if match is None or q.threshold or q.numbers or len(q.periods) > 1 or _OTHERS.search(reading):
        return None
    up, (start, end) = match["up"] is not None, match.span()
    named = [p for p in q.places if not p.whole]
    if len(named) == 2 and len(w.places) == 2:
        behind = [p for p in named if p.start >= end and _NEXT.fullmatch(reading.bare[end : p.start])]
        behind = behind or [p for p in named if _AGAINST.search(reading.bare[: p.start])]
        if len(behind) != 1:
            return None
        own = next(p for p in named if p is not behind[0])
        return Sides(up, start, end, (own, behind[0]))
    if len(w.places) < 2 and any(t.start >= end for t in w.strong):
        return Sides(up, start, end)
    return None


def only_compares(w: Weighing) -> bool:
    """Whether more or less than something is asked that no number, plan or half stands for."""
    q, reading = w.q, Reading(w.q.read)
    return not (q.threshold or q.numbers or _SET.search(reading)) and _THAN.search(reading) is not None


def versus(w: Weighing, sides: Sides) -> tuple[bool, Row, Row] | None:
    """Whether the first side has more, or less, as asked; None when not both numbers are told.

    Returns:
        The verdict, the figure of the side asked about, and the other's.
    """
    pair = _of_places(w, sides) if sides.places else _of_things(w, sides)
    if pair is None:
        return None
    own, other = pair
    above = own["value"] > other["value"]
    if own.get("unit") == "hạng":
        above = own["value"] < other["value"]
    same = own["value"] == other["value"]
    return not same and above is sides.up, own, other


def _plain(w: Weighing, sides: Sides) -> Weighing:
    """The question without the words that compare."""
    terms = tuple(t for t in w.q.terms if not (t.start < sides.end and sides.start < t.end))
    cues = (w.q.cues - {"more", "less", "exceed", "met", "missed", "negated", "change", "done"}) | {"compare"}
    q = replace(
        w.q, terms=terms, cues=cues, status=None, role=None, extreme=None, wants="compare", yesno=False
    )
    return Weighing(q, w.table)


def _of_places(w: Weighing, sides: Sides) -> tuple[Row, Row] | None:
    plain = _plain(w, sides)
    if sides.places is None or not plain.strong:
        return None
    period = plain.q.periods[0].edtf if plain.q.periods else None
    each = [best_at(plain, Weighing(replace(plain.q, places=(p,)), w.table).places[0], period, None)
            for p in sides.places]  # fmt: skip
    rows = like_with_like(plain, each) if all(each) else None
    if rows is None or rows[0].get("unit") != rows[1].get("unit") or rows[0]["_at"] == rows[1]["_at"]:
        return None
    return rows[0], rows[1]


def _of_things(w: Weighing, sides: Sides) -> tuple[Row, Row] | None:
    plain = _plain(w, sides)
    others = [t for t in plain.strong if t.start >= sides.end]
    mine = tuple(t for t in plain.terms if t not in others)
    if not others or not any(t.weight >= 0.5 for t in mine):
        return None
    own = Weighing(replace(plain.q, terms=mine, wants="value"), w.table)
    text = w.q.read[: sides.start]
    found = [c for c in own.ranked(own.place_mask(), None, asking=text) if c.row.get("role") != "target"]
    hits = w.table.matcher.found(own.strong)
    found = [c for c in found if not _has(w, c, others) and (hits[:, c.at] >= _SAID).all()]
    if not found or not sure(own, settled(own, found), _SURE):
        return None
    for first in [c for c in settled(own, found) if odds(c.score) >= odds(found[0].score) - _TIE][:4]:
        second = _counterpart(plain, first, mine, others)
        if second is not None:
            return first.row, second
    return None


def _has(w: Weighing, c: Candidate, terms: list[Term]) -> bool:
    return bool((w.table.matcher.found(terms)[:, c.at] >= _OWN).any())


def _counterpart(w: Weighing, first: Candidate, mine: tuple[Term, ...], others: list[Term]) -> Row | None:
    """The figure of the other thing, told near the first one in the same unit and for the same time."""
    matcher = w.table.matcher
    shared = matcher.found(mine)
    named, strong = matcher.found(others), [i for i, t in enumerate(mine) if t.weight >= 0.5]
    near = [
        f
        for f in w.table.figures[max(0, first.at - 25) : first.at + 26]
        if f is not first.row
        and all(f.get(k) == first.row.get(k) for k in ("doc", "unit", "locality", "role", "period"))
        and abs(f["start"] - first.row["start"]) <= _NEAR
        and (named[:, f["_at"]] >= _OWN).all()
        and ((shared[strong, first.at] >= _OWN) & (shared[strong, f["_at"]] < _OWN)).any()
    ]
    words = words_of(first.row.get("indicator") or "")
    like = [(f, words_of(f.get("indicator") or "")) for f in near]
    shares = [(len({*words} & {*its}) / (len({*words}) + len({*its})), f) for f, its in like
              if not crossed(words, False, its)]  # fmt: skip
    most = max((share for share, _ in shares), default=0.0)
    best = [f for share, f in shares if share == most]
    return best[0] if len({f["value"] for f in best}) == 1 else None
