"""Which of the figures that fit a lookup goes first: exact before round, whole before part, newest first."""

import re

import numpy as np

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.answer_parts import alike
from index.facttable import FactTable, Row
from nlp.question_periods import bounds
from nlp.question_words import Cue, Reading
from nlp.shadow import bare, shadow

_TIE = 0.4  # how far two figures' odds may differ that fit equally well
_LESS = 0.25  # how much less of the question's words a result may have than a target that fits better
_COUNTS = 0.5  # how well a count's unit must agree with what is counted
_BESIDE = 300  # how far a part stands from its whole
_RIVAL = (
    1.2  # how far the odds of a result may lie behind those of a target, when nothing says which is asked for
)


def best(w: Weighing) -> list[Candidate]:
    """The figures that answer a lookup, best first; none when places or words don't agree."""
    mask = w.place_mask()
    role = w.q.role
    found = _among_whom(w, w.ranked(mask, role))
    if not found:
        return []
    if role is None and found[0].row.get("role") == "target":
        results = [
            c
            for c in found
            if c.row.get("role") != "target"
            and odds(c.score) > odds(found[0].score) - _RIVAL
            and c.fit >= found[0].fit - 0.1
            and c.words >= found[0].words - _LESS
        ]
        found = results or found
    found = _done_first(w, found)
    return newest_first(w, _of_part(w, _bound_first(w, _unit_itself(w, _whole_first(w, settled(w, found))))))


_AMONG = re.compile(
    r"(?<!\w)(?:ca nuoc|toan quoc|(?:63|34) tinh|nation\w*|in (?:the country|vietnam)|bac trung bo"
    r"|nam trung bo|duyen hai|mien trung|trung du|mien nui|song hong|song cuu long|dbscl|tay nguyen"
    r"|dong nam bo|tay bac|dong bac|trong diem)(?!\w)"
)
_NATION = ("ca", "toan", "63", "34", "nation", "in")


def _among_whom(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """The candidates without ranks among others than those asked about: `thứ mấy cả nước`, `… Tây Nguyên`."""
    asked = _those_in(w.q.read)
    ranks = [c for c in found if c.row.get("unit") == "hạng"] if asked else []
    fit = [c for c in ranks if asked & _told_among(w, c.row)]
    beside = {(c.row["doc"], w.table.sentence(c.row)[1]) for c in fit}
    others = [c for c in ranks if c not in fit and (c.row["doc"], w.table.sentence(c.row)[1]) in beside]
    return [c for c in found if c not in others]


def _told_among(w: Weighing, row: Row) -> set[str]:
    """Among whom a rank is told: the words behind it go before those in front of it."""
    before, _, behind = w.table.clause(row).partition(row["text"])
    return _those_in(behind) or _those_in(before)


def _those_in(text: str) -> set[str]:
    told = _AMONG.findall(bare(shadow(text)))
    return {"nation" if t.startswith(_NATION) else t for t in told}


_EARLIER = 1.6  # how far the odds of a later telling may lie behind those of an earlier one


def newest_first(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """What was told last goes before the same thing told for an earlier stretch (9 months, then the year)."""
    top = found[0]
    latest, at = top, bounds(top.row.get("period"))
    if at is None or top.row.get("role") == "target":  # what was set for an earlier time stays set
        return found
    for c in found[1:_MOST_TELLINGS]:
        span = bounds(c.row.get("period"))
        near = odds(c.score) >= odds(top.score) - _EARLIER and c.fit >= top.fit - 0.01
        if near and span is not None and span[1] > at[1] and _tells_same(top.row, c.row):
            latest, at = c, span
    return found if latest is top else [latest, *(c for c in found if c is not latest)]


_MOST_TELLINGS = 12
_SAME = ("locality_canonical", "unit", "role", "organisation")


def _tells_same(one: Row, two: Row) -> bool:
    """Whether two figures tell of one thing at one place, at whatever time."""
    return all(one.get(k) == two.get(k) for k in _SAME) and alike(one, two)


def is_newest(table: FactTable, row: Row) -> bool:
    """Whether no document tells the same thing of the same place for a later time."""
    own = bounds(row.get("period"))
    if own is None:
        return False
    return not any(
        (span := bounds(f.get("period"))) is not None and span[1] > own[1] and _tells_same(row, f)
        for f in map(
            table.figures.__getitem__, np.flatnonzero(table.alike(row, ("locality", "unit"))).tolist()
        )
    )


def _done_first(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """What was done goes before what was handed out (`how many of the tasks given were finished`)."""
    top = found[0].row
    if top.get("role") != "assigned" or "completed" not in w.q.cues or w.q.role in ("assigned", "target"):
        return found
    same = ("doc", "locality", "unit")
    done = [
        c
        for c in found
        if c.row.get("role") == "result"
        and c.row.get("status")
        and all(c.row.get(k) == top.get(k) for k in same)
    ]
    return [done[0], *(c for c in found if c is not done[0])] if done else found


_BOUND_ODDS = 4.0  # how far the odds of a figure with the bound asked for may lie behind those of one without


def _bound_first(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """A count told with the bound asked for goes before one without (`11 đơn vị giải ngân dưới 30%`)."""
    bound = w.q.threshold
    if bound is None or not found or w.has_bound(found[0].row):
        return found
    least = odds(found[0].score) - _BOUND_ODDS
    for c in found[1:]:
        fits = w.unit_fits(c.row) >= _COUNTS and c.row["value"] != bound.value
        if fits and odds(c.score) >= least and w.has_bound(c.row):
            return [c, *(o for o in found if o is not c)]
    return found


_ROUNDED = 0.015  # how far a round number may lie from the exact one, as a share


def exact_first(found: list[Candidate]) -> list[Candidate]:
    """The exact figure goes before its round telling in the same document (`trên 82%` in a title)."""
    top = found[0].row
    if top.get("comparator") in (None, "exact") or top.get("role") == "target":
        return found
    for c in found[1:8]:
        row = c.row
        same = all(row.get(k) == top.get(k) for k in ("doc", "unit", "locality", "role"))
        near = 0 < abs(row["value"] - top["value"]) <= _ROUNDED * abs(top["value"])
        if same and near and row.get("comparator") in (None, "exact"):
            return [c, *(o for o in found if o is not c)]
    return found


_OF_ALL = re.compile(
    r"(?<!\w)(?:out of how many|of how many|tren tong so bao nhieu|trong tong so bao nhieu|tren bao nhieu)"
)


def with_whole(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """The same count told with its whole goes first when that is asked for too."""
    top = found[0].row
    if top.get("denominator") is not None or not _OF_ALL.search(bare(shadow(w.q.read))):
        return found
    for c in w.ranked(w.place_mask(), None, units=False):
        if c.row.get("numerator") == top["value"] and c.row.get("locality") == top.get("locality"):
            return [c, *found]
    return found


_EXACT_TIME = 1.2  # how much worse a figure may fit whose period is just the one asked for


def exact_time_first(found: list[Candidate]) -> list[Candidate]:
    """Where a document tells a quarter and its last month, the one that was asked for goes first."""
    top = found[0]
    if top.fit >= 1.0:
        return found
    for c in found[1:10]:
        same = all(c.row.get(k) == top.row.get(k) for k in ("doc", "unit", "locality", "role"))
        close = odds(c.score) >= odds(top.score) - _EXACT_TIME and c.words >= top.words - 0.1
        if same and close and c.fit >= 1.0:
            return [c, *(o for o in found if o is not c)]
    return found


def of_its_time(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """Without other times of what fits best, where that is of just the time asked for: they are no rivals."""
    top = found[0].row
    if len(w.q.periods) != 1 or top.get("period") != w.q.periods[0].edtf:
        return found
    return [
        c
        for c in found
        if c.row.get("period") == top["period"]
        or c.fit >= 1.0
        or any(c.row.get(k) != top.get(k) for k in ("unit", "locality", "role"))
        or not alike(c.row, top)
    ]


_NEW = Cue(
    r"(?<!\w)(?:công nhận mới|cấp mới|thành lập mới|phát triển mới|kết nạp|thêm|tăng thêm|newly|new|more"
    r"|another)(?!\w)"
)


def _whole_first(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """How many there are goes before how many were added, unless the question says so."""
    if not found or w.q.counted is None or _NEW.search(Reading(w.q.read)) or not _is_new(found[0].row):
        return found
    top = found[0]
    for c in found[1:]:
        near = odds(c.score) >= odds(top.score) - _RIVAL and c.row.get("unit") == top.row.get("unit")
        if (
            near
            and c.row.get("role") == top.row.get("role")
            and not _is_new(c.row)
            and c.fit >= top.fit - 0.1
        ):
            return [c, *(o for o in found if o is not c)]
    return found


def _unit_itself(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """What the unit asked about reached goes before the same thing of one of its bodies."""
    if not found or not w.places or w.organisation or not found[0].row.get("organisation"):
        return found
    top = found[0]
    same = ("indicator", "unit", "period", "role", "locality_canonical")
    for c in found[1:]:
        near = odds(c.score) >= odds(top.score) - _RIVAL and not c.row.get("organisation")
        if near and all(c.row.get(field) == top.row.get(field) for field in same):
            return [c, *(o for o in found if o is not c)]
    return found


def _is_new(row: Row) -> bool:
    return _NEW.search(Reading(row.get("indicator") or "")) is not None


_PART_ODDS = 1.6  # how far a part's odds may lie from those of the whole beside it
_OWN = 0.55  # found that far, a word stands in a figure's own clause


def _of_part(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """A part told beside its whole goes first when it has the rarest word asked for (`19 vụ container`)."""
    if len(found) < 2 or not w.strong:
        return found
    top = found[0]
    hits = w.table.matcher.found(w.strong)
    rare = [max(w.table.matcher.idf(x) for x in t.forms[0]) for t in w.strong]

    def own(c: Candidate) -> float:
        return max((r for r, h in zip(rare, hits[:, c.at], strict=True) if h >= _OWN), default=0.0)

    for c in found[1:6]:
        beside = c.row["doc"] == top.row["doc"] and abs(c.row["start"] - top.row["start"]) < _BESIDE
        same = c.row.get("unit") == top.row.get("unit") and c.row.get("role") == top.row.get("role")
        if (
            beside
            and same
            and _named_part(w, top, c, hits)
            and odds(c.score) >= odds(top.score) - _NAMED_PART
        ):
            return [c, *(o for o in found if o is not c)]
        if beside and same and odds(c.score) >= odds(top.score) - _PART_ODDS and own(c) > own(top) + 0.5:
            return [c, *(o for o in found if o is not c)]
    return found


_NAMED_PART = 3.0  # the same where the part's own words are what is asked
_IN_IT = re.compile(r"(?<!\w)(?:trong đó|trong số này|trong số đó|trong số|riêng|gồm)(?!\w)")


def _named_part(w: Weighing, top: Candidate, part: Candidate, hits: np.ndarray) -> bool:
    """Whether a part has a word asked for that its whole lacks (`cài 440, trong đó kích hoạt 305`)."""
    if not top.row["end"] < part.row["start"]:
        return False
    between = shadow(w.table.sources[top.row["doc"]].text[top.row["end"] : part.row["start"]])
    if not _IN_IT.search(between) or re.search(r"[.\n]", between):
        return False
    mine, whole = hits[:, part.at] >= _OWN, hits[:, top.at] >= _OWN
    return bool((mine & ~whole).any())


def settled(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """Candidates that tie put in order: exact period, newest, whole unit before a part of it."""
    least = odds(found[0].score) - _TIE
    top = [c for c in found if odds(c.score) >= least]
    if len(top) > 1:

        def key(c: Candidate) -> tuple[bool, float, float, int, float]:
            span = bounds(c.row.get("period"))
            fraction = c.row.get("denominator") is not None and c.row.get("unit") != "hạng"
            wants_count = "completed" in w.q.cues and w.q.unit != "%"
            return (
                w.q.status is not None and not w.q.yesno and c.row.get("status") != w.q.status,
                -round(c.fit, 2),
                0.0 if fraction == wants_count else 1.0,
                -(span[1] if span and not w.q.periods else 0),
                -c.score,
            )

        top.sort(key=key)
    return top + [c for c in found if odds(c.score) < least]
