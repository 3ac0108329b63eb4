"""Whether a figure is sure enough to be an answer: nobody forgives a wrong number, so doubt abstains."""

import re
from collections.abc import Sequence

import numpy as np

from index.answer_candidates import SENTENCE, Candidate, Weighing, about
from index.answer_fit import model
from index.facttable import Row
from nlp.question_periods import bounds
from nlp.question_words import Term, words_of
from nlp.shadow import bare, shadow

# Measured on questions whose right figure was taken away: what is left then is wrong, and looks like this.
SURE = 0.45  # how probable it must be that the best figure is the one asked for
_NEAR = 0.25  # how far a word must be found around a figure to count
_ALONE = re.compile(r"(?<!\w)(?:rieng(?! le)|chi tinh rieng|alone)(?!\w)")
_BODIES = {("ủy", "ban"), ("hội", "đồng")}  # every text has them
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
    if found.row.get("role") == "target" and w.q.role is None and done and not _AIMS & w.q.cues:
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
    if _of_other_year(w, found.row) or _only_spent(w, found.row):
        return False
    if w.q.threshold and not w.q.yesno and not w.has_bound(found.row):
        return False
    if w.strong and _ALONE.search(bare(shadow(w.q.read))) and _missing(w, found) > 0:
        return False  # `riêng vốn các chương trình` is asked about nothing wider
    if w.strong and _missing(w, found) > (_MISSING if w.places or w.organisation else _MISSING_ANYWHERE):
        return False
    return certainty(candidates) >= least


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


def _counts_some(w: Weighing, row: Row) -> bool:
    """Whether a count is only of those that did something, where just the number of units is asked for."""
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
    hits = w.table.matcher.found(w.strong)[:, found.at]
    weights = np.array([w.table.matcher.weight(t) for t in w.strong])
    return float(weights @ (hits < SENTENCE) / weights.sum())


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
    names = [t for t in names if t.forms[0][:2] not in _BODIES]
    if any(_is_other_sign(t, w, found) for t in names):
        return True
    doc = found.row["doc"]  # what is written out may stand in the head of a document about it
    names = [t for t in names if len(t.forms[0]) < 2 or about(t, w.table, doc) < 1.0]
    return bool(names) and bool((w.table.matcher.found(names)[:, found.at] < _NEAR).any())


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
