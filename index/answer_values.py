"""Answers that are one figure, and yes or no."""

import re

from index.answer_alone import alone
from index.answer_candidates import AGGREGATE, Candidate, Weighing
from index.answer_counts import remaining, targets
from index.answer_fit import odds
from index.answer_parts import (
    Answer,
    alike,
    evidence_of,
    item_evidence,
    merge,
    plain_row,
)
from index.answer_reached import reached
from index.answer_sure import certainty, sure
from index.answer_words import quantity, state
from index.facttable import Row
from nlp.question import Question
from nlp.question_periods import bounds
from nlp.question_words import Cue, Reading
from nlp.shadow import bare, shadow

_TIE = 0.4  # how far two figures' odds may differ that fit equally well
_BESIDE = 300  # how far a part stands from its whole
_AS_NEAR = 0.3  # how much worse a result's period may agree than that of the best
_RIVAL = 1.2  # the same for a result beside a target, when nothing says which is asked for
_AIM = re.compile(r"(?<!\w)(?:muc tieu|chi tieu|ke hoach|phan dau|du kien|targets?|goals?|plans?)(?!\w)")
_ALL = re.compile(r"(?<!\w)(?:tất cả|toàn bộ|cả|hết|đủ|mọi|trọn)(?: [^\W\d_]+)?\s*$")
_DENIED = re.compile(r"(?<!\w)(?:chưa|không)(?!\w)")
_TOLD = 0.3  # how sure a result must be whose target is told too
_HOLDS = {
    "exact": "=",
    "about": "=",
    "over": ">",
    "at_least": ">=",
    "under": "<",
    "nearly": "<",
    "at_most": "<=",
}


def value(w: Weighing) -> Answer | None:
    """The one figure a question asks for, or yes or no."""
    if w.q.yesno:
        return yes_or_no(w)
    told = remaining(w) if "remaining" in w.q.cues else targets(w)
    if told:
        return told
    if "respectively" in w.q.cues:
        return None
    found = best(w)
    if not found or not sure(w, found):
        found = alone(w, role=w.q.role)
    if not found:
        return None
    found = _exact_first(found)
    top = found[0].row
    tellings = next(t for first, t in merge([c.row for c in found]) if top in t)
    a = Answer(w.q.text, w.q.language, "value", state(w.table, top, w.q))
    a.rows = [plain_row(w.table, top)]
    a.evidence = evidence_of(w.table, tellings)
    a.conflicts = conflicts_of(w, top, found)
    if a.conflicts:
        other = ", ".join(quantity(c, w.q.english) for c in a.conflicts[:3])
        a.text += f" Another document says {other}." if w.q.english else f" Tài liệu khác ghi {other}."
    if top.get("items") and len(top["items"]) <= 6:
        listed = "; ".join(i["text"] for i in top["items"])
        more = f" They are: {listed}." if w.q.english else f" Gồm: {listed}."
        if len(a.text) + len(more) < 560:
            a.text += more
            a.evidence += item_evidence(w.table, top)
    return a


def best(w: Weighing) -> list[Candidate]:
    """The figures that answer a lookup, best first; none when places or words don't agree."""
    mask = w.place_mask()
    role = w.q.role
    found = w.ranked(mask, role)
    if not found:
        return []
    if role is None and found[0].row.get("role") == "target":
        results = [
            c
            for c in found
            if c.row.get("role") != "target"
            and odds(c.score) > odds(found[0].score) - _RIVAL
            and c.fit >= found[0].fit - 0.1
        ]
        found = results or found
    return _of_part(w, _whole_first(w, settled(w, found)))


_ROUNDED = 0.015  # how far a round number may lie from the exact one, as a share


def _exact_first(found: list[Candidate]) -> list[Candidate]:
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
        if beside and same and odds(c.score) >= odds(top.score) - _PART_ODDS and own(c) > own(top) + 0.5:
            return [c, *(o for o in found if o is not c)]
    return found


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
                w.q.status is not None and c.row.get("status") != w.q.status,
                -round(c.fit, 2),
                0.0 if fraction == wants_count else 1.0,
                -(span[1] if span and not w.q.periods else 0),
                -c.score,
            )

        top.sort(key=key)
    return top + [c for c in found if odds(c.score) < least]


def conflicts_of(w: Weighing, top: Row, found: list[Candidate]) -> list[Row]:
    """Other values that other documents give for the same thing, place, time and role."""
    out = []
    mine = bounds(top.get("period"))
    for c in found[1:]:
        row = c.row
        if row["doc"] == top["doc"] or row.get("locality") != top.get("locality") or not alike(row, top):
            continue
        if any(row.get(k) != top.get(k) for k in ("unit", "role")) or row.get("value") == top.get("value"):
            continue
        theirs = bounds(row.get("period"))
        if mine and theirs and (mine[1] < theirs[0] or theirs[1] < mine[0]):
            continue
        out.append(plain_row(w.table, row))
    return out


# --- yes or no


def yes_or_no(w: Weighing) -> Answer | None:
    """Yes or no, from a bound, a number, a target, a status, or a whole that is told."""
    cues = w.q.cues
    if "half" in cues:
        return _most(w)
    against_target = ("exceed" in cues or w.q.status is not None) and (
        {"target", "target_strong"} & cues or len(w.places) > 1
    )
    against_target = against_target or w.q.role == "target"
    if against_target and not w.q.threshold:
        told = _against_target(w)
        if told or w.q.numbers:  # a number set is held against nothing but its own result
            return told
    found = [c for c in w.ranked(w.place_mask(), None) if c.row.get("role") != "target"]
    if w.q.percents or (w.q.threshold and w.q.threshold.unit == "%"):  # a percentage is held against one
        found = [c for c in found if c.row.get("unit") == "%" or c.row.get("denominator")]
    aims = [c for c in w.ranked(w.place_mask(), None) if c.row.get("role") == "target"]
    if not w.strong:
        found = [c for c in found if AGGREGATE.match(c.row.get("unit") or c.row.get("indicator") or "")]
    if not found:
        found = (aims if w.q.numbers and _AIM.search(bare(shadow(w.q.read))) else []) or alone(w)
    if not found:
        return None
    ordered = settled(w, found)
    if not sure(w, ordered):
        return None
    top = ordered[0].row
    if w.q.threshold and _said_elsewhere(w, ordered[0]):
        return None
    verdict = _verdict(w, top)
    if verdict is None:
        return None
    return _yes_answer(w, verdict, [top])


_ASIDE = 0.4  # less far found, a word stands outside a figure's sentence


def _said_elsewhere(w: Weighing, found: Candidate) -> bool:
    """Whether a strong word of several is told of other figures of the document, and not of this one."""
    if not w.strong:
        return False
    hits = w.table.matcher.found(w.strong)
    around = [
        f["_at"] for f in w.table.figures[max(0, found.at - 6) : found.at + 7] if f["doc"] == found.row["doc"]
    ]
    lacks = hits[:, found.at] < _ASIDE
    return bool((hits[lacks][:, around] >= _OWN).any()) if lacks.any() else False


def _most(w: Weighing) -> Answer | None:
    """Whether more than half of some units did something, by how many of how many did."""
    found = [c for c in w.ranked(w.place_mask(), None, units=False) if c.row.get("role") != "target"]
    counted = [
        c for c in found if c.row.get("denominator") and c.row.get("unit") not in ("hạng", "điểm", "đồng")
    ]
    counted = [c for c in counted if w.q.threshold is None or w.has_bound(c.row)]
    if not counted or not sure(w, counted, _TOLD):
        return None
    row = counted[0].row
    return _yes_answer(w, row["numerator"] * 2 > row["denominator"], [row])


def yes_word(q: Question, verdict: bool) -> str:
    """Yes or no, as one says it to a question in `… không?`, `… chưa?` or `có phải …?`."""
    if q.english:
        return "Yes" if verdict else "No"
    asked = bare(shadow(q.read)).rstrip(" ?.!")
    if asked.endswith("chua"):
        return "Rồi" if verdict else "Chưa"
    if re.search(r"(?<!\w)(?:co phai|phai khong|dung khong|dung la)(?!\w)", asked):
        return "Đúng" if verdict else "Không phải"
    return "Có" if verdict else "Không"


def _yes_answer(w: Weighing, verdict: bool, rows: list[Row], compared: list[Row] | None = None) -> Answer:
    word = yes_word(w.q, verdict)
    text = (
        f"{word}: {state(w.table, rows[0], w.q)}"
        if w.q.english
        else f"{word}. {state(w.table, rows[0], w.q)}"
    )
    if compared:
        text = text.rstrip(".") + (f"; {state(w.table, compared[0], w.q, False)}")
    a = Answer(w.q.text, w.q.language, "yesno", text, yes=verdict)
    a.rows = [plain_row(w.table, r) for r in rows]
    a.compared = [plain_row(w.table, r) for r in compared or ()]
    a.evidence = evidence_of(w.table, [*rows, *(compared or ())])
    return a


def _verdict(w: Weighing, row: Row) -> bool | None:
    q, number = w.q, row["value"]
    flip = "negated" in q.cues and not q.threshold and not q.numbers
    if q.threshold:
        return _keeps(row, q.threshold.comparator, q.threshold.value)
    stated = [n for n in q.numbers if not (n == 100 and row.get("unit") != "%")]
    if stated and {"exceed", "less"} & q.cues:
        return number > max(stated) if "exceed" in q.cues else number < min(stated)
    if stated:
        return any(
            abs(n - number) <= 1e-9 * max(1, abs(n)) or n == row.get("denominator") == row.get("numerator")
            for n in stated
        )
    whole = (row.get("unit") == "%" and number == 100) or (
        row.get("denominator") is not None and row["denominator"] == row["numerator"]
    )
    whole = whole or ("all" in q.cues and _ALL.search(_just_before(w, row)) is not None)
    partial = (row.get("unit") == "%" and number < 100) or (
        row.get("denominator") is not None and row["denominator"] != row["numerator"]
    )
    if "all" in q.cues or flip:
        return whole != flip if whole or partial else None
    if row.get("status") in ("met", "missed") and q.status:
        return (row["status"] == "met") == (q.status == "met" or "hay" in q.text.split())
    if row.get("status") in ("met", "missed") and q.status is None and "change" not in q.cues:
        return row["status"] == "met"
    if "change" in q.cues:
        words = row.get("indicator") or ""
        up = re.search(r"tăng", words) is not None
        asked_up = re.search(r"(?<!\w)(?:tăng|tang|increase|rise|grow|rose|grew)", q.text.lower()) is not None
        return up == asked_up
    if whole:
        return not flip
    if partial and re.search(r"(?:chưa|chua|yet)\W*$", q.text.lower()):
        return False
    if q.status:  # whether a target was met can't be told from a bare number
        return None
    denied = _DENIED.search(shadow(w.table.clause(row))) is not None
    return True if number > 0 and not partial and not denied else None


def _just_before(w: Weighing, row: Row) -> str:
    return shadow(w.table.sources[row["doc"]].text[max(0, row["start"] - 24) : row["start"]])


def _keeps(row: Row, comparator: str, bound: float) -> bool | None:
    number, own = row["value"], _HOLDS.get(row.get("comparator") or "exact", "=")
    if comparator in ("over", "at_least"):
        if own in (">", ">=") and number >= bound:
            return True
        if own == "<" and number <= bound:
            return False
        return number > bound if comparator == "over" else number >= bound
    if own in (">", ">=") and number >= bound:
        return False
    if own == "<" and number <= bound:
        return True
    return number < bound if comparator == "under" else number <= bound


def _against_target(w: Weighing) -> Answer | None:
    """Whether a result keeps a target: its own status, its stated target, or a target told elsewhere."""
    found = w.ranked(w.place_mask(), None, periods=False)
    results = [c for c in found if c.row.get("role") not in ("target", "assigned")]
    fits = [c for c in results if not w.q.periods or w.period_fit(c.row) > 0]
    nearest = max((w.period_fit(c.row) for c in fits), default=0.0)
    results = [c for c in fits if w.period_fit(c.row) >= nearest - _AS_NEAR] or (
        results if len(w.places) > 1 else []
    )
    if not w.strong and len(w.places) < 2:
        results = [c for c in results if AGGREGATE.match(c.row.get("unit") or c.row.get("indicator") or "")]
    results = [c for c in results if c.row["value"] not in w.q.numbers] or results
    if w.q.percents:  # what is held against a percentage is one
        results = [c for c in results if c.row.get("unit") == "%"]
    ordered = settled(w, results) if results else []
    if not ordered or certainty(ordered) < _TOLD:
        ordered = alone(w)
    if not ordered:
        return None
    told = reached(w, [c for c in ordered if odds(c.score) >= odds(ordered[0].score) - _RIVAL])
    if told is None:
        return None
    ok, row, aim = told
    return _yes_answer(w, ok if w.q.status != "missed" else not ok, [row], [aim] if aim else None)
