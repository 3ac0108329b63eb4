"""Answers that are yes or no: from a bound, a number, a target, a status, a way, or a whole that is told."""

import re
from dataclasses import replace

import numpy as np

from index.answer_alone import alone
from index.answer_candidates import AGGREGATE, SENTENCE, Candidate, Weighing
from index.answer_direction import asks_way, way_told
from index.answer_fit import odds
from index.answer_order import exact_first, of_its_time, settled
from index.answer_parts import Answer, alike, evidence_of, plain_row
from index.answer_reached import reached
from index.answer_sure import certainty, sure, told_of, turned
from index.answer_told import subject_share, superlatives
from index.answer_versus import held_sides, only_compares, versus
from index.answer_way_words import way_words
from index.answer_words import state
from index.facttable import Row
from index.plan_words import told_as_aim
from nlp.question import Question
from nlp.question_places import name_of
from nlp.shadow import bare, shadow

_AS_NEAR = 0.3  # how much worse a result's period may agree than that of the best
_RIVAL = 1.2  # how far the odds of results may lie apart that may be asked about
_OWN = 0.55  # found that far, a word stands in a figure's own clause
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


def yes_or_no(w: Weighing) -> Answer | None:
    """Yes or no, from a bound, a number, a target, a status, or a whole that is told."""
    cues = w.q.cues
    if "half" in cues:
        return _most(w)
    if w.q.extreme and len(w.places) == 1 and not w.q.threshold and not w.q.numbers:
        return _called_first(w)
    sides = held_sides(w)
    if sides:
        both = versus(w, sides)
        return _yes_answer(w, both[0], [both[1]], [both[2]]) if both else None
    if asks_way(w):
        way = way_told(w)
        return (
            _yes_answer(w, way[0], [way[1].rows[0]], list(way[1].rows[1:]), way_words(w, way[1]))
            if way
            else None
        )
    if only_compares(w):
        return None  # one number doesn't tell what is more
    of_all = _of_that_many(w) or _listed(w) or _share_of_plan(w)
    if of_all:
        return of_all
    against_target = ("exceed" in cues or w.q.status is not None) and (
        {"target", "target_strong", "reference"} & cues or len(w.places) > 1
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
    found = _of_noun(w, found) or found
    if not found:
        set_out = bool(w.q.numbers or w.q.threshold) and _AIM.search(bare(shadow(w.q.read))) is not None
        found = (aims if set_out else []) or alone(w)
    if not found:
        return None
    ordered = of_its_time(w, settled(w, found))
    if not sure(w, ordered):
        return None
    top = ordered[0].row
    if w.q.threshold and w.q.threshold.unit != "hạng" and _said_elsewhere(w, ordered[0]):
        return None
    verdict = _verdict(w, top)
    if verdict is None and w.q.threshold:  # a round number doesn't say, but the exact one may be told too
        top = exact_first(ordered)[0].row
        verdict = _verdict(w, top)
    return _yes_answer(w, verdict, [top]) if verdict is not None else None


_TARGETS = re.compile(
    r"(?<!\w)(?P<n>\d+) (?P<noun>chi tieu|muc tieu|nhiem vu|tieu chi|targets|tasks|goals|criteria)(?!\w)"
)
_NOUNS = {"targets": "chi tieu", "goals": "muc tieu", "tasks": "nhiem vu", "criteria": "tieu chi"}


def _of_that_many(w: Weighing) -> Answer | None:
    """Whether all of a number of targets were met, where that many are told (`xong hết 34 mục tiêu chưa`)."""
    asked = _TARGETS.search(bare(shadow(w.q.read)))
    if asked is None or w.q.status != "met" or not w.places:
        return None
    noun = _NOUNS.get(asked["noun"], asked["noun"])
    rows = [w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask()))]
    rows = [
        r
        for r in rows
        if r.get("denominator") == float(asked["n"])
        and bare(shadow(r.get("unit") or "")).startswith(noun)
        and w.period_fit(r) > 0
    ]
    reached = [r for r in rows if not _DENIED.search(shadow(r.get("indicator") or ""))]
    if not reached:
        return None
    done = max(reached, key=lambda r: r["numerator"])
    missed = [r for r in rows if r is not done and r["doc"] == done["doc"]]
    return _yes_answer(w, done["numerator"] == done["denominator"], [done], missed[:3])


def _listed(w: Weighing) -> Answer | None:
    """No, where a count of those that missed theirs names the place (`6 huyện không hoàn thành: …`)."""
    if w.q.status is None or w.strong or len(w.places) != 1 or w.places[0].whole:
        return None
    chains = w.places[0].chains
    names = {name_of(shadow(c.split(", ")[0]))[1] for c in chains}
    status, told = w.table.strings("status")
    mask = (w.table.role == "result") & np.array([bool(s) for s in told], dtype=bool)[status]
    for row in map(w.table.figures.__getitem__, np.flatnonzero(mask).tolist()):
        if not row.get("items"):
            continue
        measured = _WITHOUT_UNIT.sub("", shadow(row.get("indicator") or ""))
        named = any(name_of(shadow(item["text"]))[1] in names for item in row["items"])
        # another province may have a district of that name
        within = any(a.endswith(", " + c) for a in chains for c in w.table.chains(row))
        if named and within and AGGREGATE.match(measured) and w.period_fit(row) > 0:
            return _yes_answer(w, row["status"] == w.q.status, [row])
    return None


_WITHOUT_UNIT = re.compile(r"^.*?(?=chỉ tiêu|mục tiêu|nhiệm vụ|kế hoạch)")
_PLANS = re.compile(r"(?<!\w)(?:du toan|ke hoach|plan|budget estimate)(?!\w)")
_OF_PLAN = re.compile(r"so với (?:dự toán|kế hoạch)")


def _share_of_plan(w: Weighing) -> Answer | None:
    """Whether a plan was fulfilled, by the one share of a plan that is told of the place."""
    if w.q.status is None or w.strong or len(w.places) != 1 or not _PLANS.search(bare(shadow(w.q.read))):
        return None
    at = (w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask())))
    rows = [r for r in at if r.get("unit") == "%" and r.get("role") == "result" and w.period_fit(r) > 0]
    rows = [
        r for r in rows if _OF_PLAN.search(shadow(r.get("indicator") or "")) and not r.get("organisation")
    ]
    if len({r["value"] for r in rows}) != 1:
        return None
    met = rows[0]["value"] >= 100
    return _yes_answer(w, met == (w.q.status == "met"), rows[:1])


def _called_first(w: Weighing) -> Answer | None:
    """Whether the place asked about is the one that has most or least, by what a text calls so."""
    says = w.q.extreme or "max"
    whole = Weighing(replace(w.q, places=()), w.table)
    mine = {c for p in w.places for c in p.chains}
    found = [c for c in w.ranked(w.place_mask(), None) if c.row.get("role") != "target"]
    if not found or not sure(w, found, _TOLD):
        return _ranked_first(w) if says == "max" else None
    top = found[0].row
    first = [r for r in superlatives(whole, says) if r["doc"] == top["doc"] and alike(r, top)]
    if w.strong:  # who leads the nation says nothing of a region (`đứng đầu Tây Nguyên`)
        hits = w.table.matcher.found(w.strong) >= SENTENCE
        first = [r for r in first if not (hits[:, top["_at"]] & ~hits[:, r["_at"]]).any()]
    if not first:
        return _ranked_first(w) if says == "max" else None
    return _yes_answer(
        w, any(set(r["_chains"]) & mine for r in first), [top], [r for r in first if r is not top]
    )


_REGION = re.compile(
    r"(?<!\w)(?:vung|khu vuc|mien|tay nguyen|dong bang|dong nam bo|cum|nhom|region\w*|cluster)(?!\w)"
)


def _ranked_first(w: Weighing) -> Answer | None:
    """Whether the place asked about leads, by its rank; no rank within a region tells that of the nation."""
    ranks = Weighing(replace(w.q, unit="hạng", extreme=None), w.table)
    found = [
        c
        for c in ranks.ranked(ranks.place_mask(), None)
        if c.row.get("unit") == "hạng" and c.row.get("role") != "target" and c.row["comparator"] == "exact"
    ]
    if not found or not sure(ranks, found, _TOLD):
        return None
    row = found[0].row
    words = f"{w.q.read} {w.table.clause(row)} {row.get('indicator') or ''}"
    return None if _REGION.search(bare(shadow(words))) else _yes_answer(w, row["value"] == 1, [row])


_SUBJECT = 0.6  # share of the question's subject that a place called first must have around it


def none_met(w: Weighing) -> Answer | None:
    """No, where even the place called first missed its target (`có huyện nào đạt mức giao không`)."""
    if w.q.status != "met" and w.q.role != "target":
        return None
    first = [r for r in superlatives(w, "max") if subject_share(w, r, "max") >= _SUBJECT]
    missed = bool(first) and all(r.get("status") == "missed" for r in first)
    return _yes_answer(w, False, first[:1]) if missed and len({r["locality"] for r in first}) == 1 else None


_ALL_OF = re.compile(r"(?<!\w)(?:tat ca|toan bo|moi|100 ?%)(?: cac| so| nhung)* (?P<noun>[a-z]+)")


def _of_noun(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """The figures that are told of just the things of which all are asked about (`100% xã`)."""
    match = _ALL_OF.search(bare(shadow(w.q.read)))
    if match is None:
        return []

    def of(row: Row) -> bool:
        behind = w.table.sources[row["doc"]].text[row["end"] : row["end"] + 16]
        words = re.findall(r"[a-z]+", bare(shadow(behind)))
        words = words[1:] if words[:1] == ["so"] else words
        return words[:1] == [match["noun"]]

    return [c for c in found if of(c.row)]


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
    """Whether more than half of something was done, by a share or by how many of how many did it."""
    found = [c for c in w.ranked(w.place_mask(), None, units=False) if c.row.get("role") != "target"]
    counted = [c for c in found if c.row.get("unit") == "%" or c.row.get("denominator")]
    counted = [c for c in counted if c.row.get("unit") not in ("hạng", "điểm", "đồng")]
    counted = [c for c in counted if w.q.threshold is None or w.has_bound(c.row)]
    if not counted or not sure(w, counted, _TOLD):
        return None
    row = counted[0].row
    share = row["value"] / 100 if row.get("unit") == "%" else row["numerator"] / row["denominator"]
    return _yes_answer(w, share > 0.5, [row])


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


def _yes_answer(
    w: Weighing, verdict: bool, rows: list[Row], compared: list[Row] | None = None, said: str | None = None
) -> Answer:
    word = yes_word(w.q, verdict)
    text = f"{word}{':' if w.q.english else '.'} {said or state(w.table, rows[0], w.q)}"
    if compared and said is None:
        text = text.rstrip(".") + (f"; {state(w.table, compared[0], w.q, False)}")
    a = Answer(w.q.text, w.q.language, "yesno", text, yes=verdict)
    a.rows = [plain_row(w.table, r) for r in rows]
    a.compared = [plain_row(w.table, r) for r in compared or ()]
    a.evidence = evidence_of(w.table, [*rows, *(compared or ())])
    return a


_PAST_LIMIT = re.compile(
    r"(?<!\w)(?:qua|vuot) (?:muc|nguong|tran|gioi han)(?: cho phep| quy dinh)?(?!\w)"
    r"|(?:over|above|exceed\w*|beyond) (?:the |its )?(?:permitted |allowed )?(?:limit|ceiling|cap|threshold)"
)


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
    if row.get("target_value") is not None and _PAST_LIMIT.search(bare(shadow(q.read))):
        return bool(number > row["target_value"])
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


def _step(number: float) -> float:
    """The size of the last digit that a round number is told to: 100 for 28.500, 1 for 99."""
    shown = f"{abs(number):.6f}".rstrip("0").rstrip(".")
    if "." in shown:
        return float(10.0 ** -len(shown.split(".")[1]))
    return float(10.0 ** (len(shown) - len(shown.rstrip("0")))) if number else 1.0


def _keeps(row: Row, comparator: str, bound: float) -> bool | None:
    number, own = row["value"], _HOLDS.get(row.get("comparator") or "exact", "=")
    if own != "=" and number != bound and abs(number - bound) < _step(number):  # `hơn 99%` may be 99,7%
        beyond = number < bound if own in (">", ">=") else bound < number
        if beyond:
            return None
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
    results = [c for c in results if not told_as_aim(w.table, c.row)]
    fits = [c for c in results if not w.q.periods or w.period_fit(c.row) > 0]
    nearest = max((w.period_fit(c.row) for c in fits), default=0.0)
    results = [c for c in fits if w.period_fit(c.row) >= nearest - _AS_NEAR] or (
        results if len(w.places) > 1 else []
    )
    if not w.strong and len(w.places) < 2:
        results = [c for c in results if AGGREGATE.match(c.row.get("unit") or c.row.get("indicator") or "")]
    results = [c for c in results if c.row["value"] not in w.q.numbers] or results
    results = [c for c in results if not turned(w, c.row)]
    if w.q.percents:  # what is held against a percentage is one
        results = [c for c in results if c.row.get("unit") == "%"]
    ordered = settled(w, results) if results else []
    if not ordered or certainty(ordered) < _TOLD:
        held = [c for c in ordered if c.row.get("status") and told_of(w, c)]
        ordered = held if len({c.row["value"] for c in held}) == 1 else alone(w)
    if not ordered:
        return None
    told = reached(w, [c for c in ordered if odds(c.score) >= odds(ordered[0].score) - _RIVAL])
    if told is None:
        return None
    ok, row, aim = told
    return _yes_answer(w, ok if w.q.status != "missed" else not ok, [row], [aim] if aim else None)
