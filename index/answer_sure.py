"""Whether a figure is sure enough to be an answer: nobody forgives a wrong number, so doubt abstains."""

import re
from collections.abc import Sequence

import numpy as np

from index.answer_bounds import same_side
from index.answer_candidates import SENTENCE, Candidate, Weighing, about, aggregate
from index.answer_fit import model
from index.answer_merged import SINCE
from index.facttable import Row
from index.matching import asked_poles, has_pole
from nlp.question_periods import bounds
from nlp.question_words import Term, poles, words_of
from nlp.shadow import bare, shadow

# Measured on questions whose right figure was taken away: what is left then is wrong, and looks like this.
SURE = 0.45  # how probable it must be that the best figure is the one asked for
_NEAR = 0.25  # how far a word must be found around a figure to count
_ALONE = re.compile(r"(?<!\w)(?:(?<!sau )rieng(?! le)|chi tinh rieng|alone)(?!\w)")
_BODIES = {("ủy", "ban"), ("hội", "đồng")}  # every text has them
_ACTING = {("ngân", "hàng"), ("bảo", "hiểm"), ("kho", "bạc"), ("công", "an")}
"""What the names of bodies begin with that pay, insure or keep watch all over a text."""
_AIMS = {"target", "target_strong", "given", "assigned"}
_MISSING = 0.8  # share of the question's strong words that may be missing from the figure's sentence
_MISSING_ANYWHERE = 0.6  # the same when no place is named
_UNIT = 0.5  # below it the figure counts something else than what is asked
_NAMED = 0.15  # the same when the question names what is counted somewhere


def certainty(found: Sequence[Candidate]) -> float:
    """How probable it is that the first of some figures is the answer, by its fit and its lead."""
    best = found[0]
    same = (best.row["value"], best.row.get("unit"))
    rivals = [c.score for c in found[1:] if (c.row["value"], c.row.get("unit")) != same]
    return model().certainty(best.score, max(rivals, default=None))


def sure(w: Weighing, candidates: Sequence[Candidate], least: float = SURE) -> bool:
    """Whether the best figure of a lookup may be given as its answer.

    Args:
        w: the question.
        candidates: the figures that fit, best first.
        least: how probable it must be that it is the answer.

    Returns:
        False when it doesn't fit well enough or others fit nearly as well, and when it is a plan where
        something done is asked for, or counts another thing.
    """
    found = candidates[0]
    done = w.q.status is not None or bool({"completed", "done"} & w.q.cues)
    plan = found.row.get("role") == "target" and w.q.role is None and not _AIMS & w.q.cues
    if plan and done and not _ahead(w, found.row):
        return False  # a plan is no answer to what was done
    if w.unit_fits(found.row) < (_NAMED if w.names_unit(found.row) else _UNIT) or _lacks_name(w, found):
        return False
    if w.q.status and not w.q.yesno and _is_total(found.row):
        return False  # all of them are not those that did it
    if w.q.wants == "value" and not w.q.yesno and w.lacks_numbers(found.row):
        return False
    if _given_away(w, found.row) or w.of_other_grade(found.row):
        return False
    if _counts_some(w, found.row):
        return False
    if _of_other_year(w, found.row) or _only_spent(w, found.row) or _since_merger(w, found.row):
        return False
    if _of_other_units(w, found.row) or _of_one_body(w, found.row) or turned(w, found.row):
        return False
    if _told_closer(w, candidates) or _without_its_turn(w, found.row):
        return False
    if w.q.threshold and not w.q.yesno and (not w.has_bound(found.row) or same_side(w, found.row) is False):
        return False
    if w.strong and _ALONE.search(bare(shadow(w.q.read))) and _missing(w, found) > 0:
        return False  # `riêng vốn các chương trình` is asked about nothing wider
    if w.strong and _missing(w, found) > (_MISSING if w.places or w.organisation else _MISSING_ANYWHERE):
        return False
    return certainty(_without_older(w, candidates)) >= least


def _ahead(w: Weighing, row: Row) -> bool:
    """Whether the time asked about came after the figure's document, so that it tells but plans of it."""
    told = bounds(row.get("period"))
    published = w.table.sources[row["doc"]].published or ""
    asked = [b for p in w.q.periods if (b := bounds(p.edtf)) is not None]
    if not told or not asked or not published[:4].isdigit():
        return False
    return min(a[0] for a in asked) // 10_000 > int(published[:4])


def _without_older(w: Weighing, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The figures without those that tell of the first one's thing and place at an earlier time.

    Where no time is asked for, the newest answers; what it was before is no rival.
    """
    first = found[0].row
    last = bounds(first.get("period"))
    if w.q.periods or last is None:
        return found

    def older(row: Row) -> bool:
        told = bounds(row.get("period"))
        same = all(row.get(k) == first.get(k) for k in ("indicator", "unit", "locality", "role"))
        return same and told is not None and told[1] < last[1]

    return [c for c in found if not older(c.row)]


def _given_away(w: Weighing, row: Row) -> bool:
    """Whether a count is just a number that the question itself tells (`trong 250 người, bao nhiêu …`)."""
    counts = w.q.wants == "value" and not w.q.yesno and w.q.counted is not None
    return counts and row["value"] in w.q.numbers and row.get("denominator") is None


def _of_other_year(w: Weighing, row: Row) -> bool:
    """Whether a figure's period shares no year with those asked for."""
    own = bounds(row.get("period"))
    asked = [b for p in w.q.periods if (b := bounds(p.edtf)) is not None]
    if own is None or len(asked) < len(w.q.periods) or not asked or w.period_fit(row) > 0:
        return False
    return all(own[1] // 10000 < a[0] // 10000 or a[1] // 10000 < own[0] // 10000 for a in asked)


_BEFORE_MERGER = re.compile(
    r"(?<!\w)(?:truoc (?:khi )?(?:sap nhap|hop nhat|sap xep|nhap)|before (?:the )?merg\w+)(?!\w)"
)


def _since_merger(w: Weighing, row: Row) -> bool:
    """Whether a figure is of the time since the mergers, where the time before them is asked for."""
    own = bounds(row.get("period"))
    asked = _BEFORE_MERGER.search(bare(shadow(w.q.read)))
    return asked is not None and own is not None and own[1] >= SINCE


_ALL_UNITS = re.compile(
    r"(?<!\w)(?:tat ca(?: cac)?|toan bo(?: so| cac)?|moi|cac|all)(?: the)?"
    r" (?P<unit>xa|phuong|huyen|thon|truong|tram)(?!\w)"
)


def _of_other_units(w: Weighing, row: Row) -> bool:
    """Whether a count is of other units than those of which it is asked whether all did it."""
    asked = _ALL_UNITS.search(bare(shadow(w.q.read))) if w.q.yesno and w.q.status else None
    if asked is None or row.get("unit") in (None, "%", "đồng"):
        return False
    return asked["unit"] not in bare(shadow(row["unit"])).replace(",", " ").split()


def _of_one_body(w: Weighing, row: Row) -> bool:
    """Whether a figure is one of those that several bodies of a place have, none of which is asked for."""
    body = row.get("organisation")
    if (
        not body
        or not _DEPARTMENT.match(shadow(body))
        or w.organisation
        or not w.places
        or w.q.levels
        or shadow(body) in shadow(w.q.read)
    ):
        return False
    if not any(shadow(row.get("locality") or "") == shadow(p.label) for p in w.places):
        return False
    others = {
        r.get("organisation")
        for r in w.table.figures[max(0, row["_at"] - _BESIDE) : row["_at"] + _BESIDE]
        if all(r.get(k) == row.get(k) for k in ("doc", "indicator", "unit", "locality"))
    }
    return len(others - {None}) > 1


_IN_TIME = re.compile(
    r"(?<!\w)(?:dung|truoc) (?:han|hen|tien do|thoi han)(?!\w)|(?<!\w)(?:on time|ahead of time)(?!\w)"
)
_LATE = re.compile(r"(?<!\w)(?:qua|tre|cham) (?:han|hen|thoi han)(?!\w)|(?<!\w)(?:overdue|late)(?!\w)")


def turned(w: Weighing, row: Row) -> bool:
    """Whether what was done in time, or late, is asked for, and a figure's clause says nothing of it."""
    plain = bare(shadow(w.q.read))
    own = bare(shadow(f"{w.table.clause(row)} {row.get('indicator') or ''}"))
    return any(sort.search(plain) and not sort.search(own) for sort in (_IN_TIME, _LATE))


def _without_its_turn(w: Weighing, row: Row) -> bool:
    """Whether a word of the question that turns the meaning (`tái nghèo`) isn't told around a figure."""
    typed, loose = w.words_of()
    head = w.table.sources[row["doc"]].text[:_HEAD]
    told = f" {' '.join(words_of(f'{w.table.sentence(row)[0]} {head}'))} "
    return any(
        strict and mine and (("tăng",) not in group and ("giảm",) not in group) and not has_pole(told, group)
        for (strict, group), mine in zip(poles(), asked_poles(tuple(typed), loose), strict=True)
    )


_HEAD = 250
"""Characters in which a document says what it is about."""
_OWN_WORDS = 0.55
"""Found that far, a word stands in a figure's own clause or words."""


def _told_closer(w: Weighing, found: Sequence[Candidate]) -> bool:
    """Whether another figure of the sentence has all that the first one has of the subject, and more.

    `5.412 hồ sơ quá hạn, trong đó lĩnh vực đất đai 3.870 hồ sơ`, asked for those of land.
    """
    first = found[0]
    if first.row.get("unit") in (None, "%", "đồng"):
        return False
    beside = [
        c
        for c in found[1:]
        if c.row["doc"] == first.row["doc"]
        and first.row["end"] < c.row["start"]
        and c.row["value"] < first.row["value"]
        and w.table.sentence(c.row)[1] == w.table.sentence(first.row)[1]
        and all(c.row.get(k) == first.row.get(k) for k in ("unit", "role", "locality", "period"))
    ]
    if not w.strong or not beside:
        return False
    hits = w.table.matcher.found(w.strong) >= _OWN_WORDS
    mine = hits[:, first.at]
    return any((hits[:, c.at] & ~mine).any() and not (mine & ~hits[:, c.at]).any() for c in beside)


_DEPARTMENT = re.compile(r"(?:sở|ban|cục|chi cục|công an|thanh tra|văn phòng|kho bạc)(?!\w)")
_BESIDE = 12
"""Figures before and after one among which other bodies have the same told of them."""


def _counts_some(w: Weighing, row: Row) -> bool:
    """Whether a count is only of those that did something, where just the number of units is asked for."""
    if row.get("unit") in ("%", "đồng"):
        return False
    counts = w.q.wants == "value" and not w.q.yesno and w.q.counted is not None and not w.strong
    if not counts or w.q.status or "completed" in w.q.cues or w.q.threshold or row.get("denominator"):
        return False
    if not _UNITS & set(words_of(w.q.counted or "")):
        return False
    own = set(words_of(row.get("indicator") or "")) - set(words_of(row.get("unit") or ""))
    return len(own - _OF_THE_UNITS) > 1


_UNITS = frozenset(("xã", "phường", "huyện", "thôn", "bản", "xóm", "tỉnh", "ấp"))
_OF_THE_UNITS = frozenset(("đơn", "vị", "hành", "chính", "cấp", "xã", "huyện", "tỉnh", "số", "tổng", "các"))


_FUNDS = re.compile(r"(?<!\w)tong (?:so )?(?:ke hoach )?von(?!\w)")
_SPENT = re.compile(r"(?<!\w)(?:giai ngan|tieu|chi|thanh toan|rot|cap|da|duoc)(?!\w)")


def _only_spent(w: Weighing, row: Row) -> bool:
    """Whether a figure tells what was spent of funds, where all of these are asked for (`tổng vốn`)."""
    plain = bare(shadow(w.q.read))
    spent = "giải ngân" in shadow(row.get("indicator") or "")
    return spent and _FUNDS.search(plain) is not None and not _SPENT.search(plain)


def _missing(w: Weighing, found: Candidate) -> float:
    """The share of the question's strong words that stand nowhere in a figure's sentence, 0 to 1."""
    hits, doc = w.table.matcher.found(w.strong)[:, found.at], found.row["doc"]
    weights = np.array([w.table.matcher.weight(t) for t in w.strong])
    headed = aggregate(found.row)  # `12/16 chỉ tiêu` of a text about digital transformation
    lacking = [
        h < SENTENCE and not (headed and about(t, w.table, doc) >= 1.0)
        for t, h in zip(w.strong, hits, strict=True)
    ]
    return float(weights @ np.array(lacking) / weights.sum())


def _is_sign(text: str) -> bool:
    """Whether a word is a sign: capitals alone (`PAPI`), or letters with a digit (`5G`)."""
    mixed = any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
    return (text.isupper() and len(text) > 2 and text.isalpha()) or (mixed and text.isalnum())


def _is_total(row: Row) -> bool:
    """Whether a figure only counts things (`37 xã, thị trấn`), not those of which something is said."""
    bare_count = shadow(row.get("indicator") or "") == shadow(row.get("unit") or "")
    return bare_count and row.get("status") is None and row.get("denominator") is None


def _is_foreign_name(term: Term) -> bool:
    """Whether a word is a name that no wording stands for (`Khmer`, `Malaysia`)."""
    text = term.text
    single = len(term.forms) == len(term.forms[0]) == 1
    return single and term.start > 0 and len(text) > 3 and text.isascii() and text.istitle()


def _lacks_name(w: Weighing, found: Candidate) -> bool:
    """Whether a sign of the question (`THCS`, `PAPI`, `5G`) stands nowhere near the figure."""
    names = [t for t in w.terms if _is_sign(t.text) or _is_foreign_name(t)]
    names = [t for t in names if t.forms[0][:2] not in _BODIES and not _acts_in(t, w, found)]
    if any(_is_other_sign(t, w, found) for t in names):
        return True
    doc = found.row["doc"]  # what is written out may stand in the head of a document about it
    names = [t for t in names if len(t.forms[0]) < 2 or about(t, w.table, doc) < 1.0]
    return bool(names) and bool((w.table.matcher.found(names)[:, found.at] < _NEAR).any())


def _acts_in(term: Term, w: Weighing, found: Candidate) -> bool:
    """Whether a word names a body (`NHCSXH`) that a figure's document tells of."""
    known, _ = w.table.document_words(found.row["doc"])
    return any(form[:2] in _ACTING and all(word in known for word in form) for form in term.forms)


def _is_other_sign(term: Term, w: Weighing, found: Candidate) -> bool:
    """Whether a figure is one of another sign than that asked for (`PAPI` for `PCI`), told beside it."""
    signs = [word for word in (found.row.get("indicator") or "").split() if _is_sign(word) and word.isalpha()]
    asked = {t.text.upper() for t in w.terms}
    if not signs or any(sign in asked for sign in signs) or not term.text.isupper():
        return False
    return float(w.table.matcher.found([term])[0, found.at]) < SENTENCE


def lacks_subject(w: Weighing, found: Candidate) -> float:
    """The share of the question's strong words that neither a figure's sentence nor its text's head has."""
    if not w.strong:
        return 0.0
    hits, doc = w.table.matcher.found(w.strong)[:, found.at], found.row["doc"]
    weights = np.array([w.table.matcher.weight(t) for t in w.strong])
    lacking = [h < SENTENCE and about(t, w.table, doc) < 1 for t, h in zip(w.strong, hits, strict=True)]
    return float(weights @ np.array(lacking) / weights.sum())


def told_of(w: Weighing, found: Candidate) -> bool:
    """Whether a figure's sentence or the head of its document has all strong words of the question."""
    if not w.strong:
        return False
    hits, doc = w.table.matcher.found(w.strong)[:, found.at], found.row["doc"]
    return all(hit >= SENTENCE or about(t, w.table, doc) >= 1 for t, hit in zip(w.strong, hits, strict=True))
