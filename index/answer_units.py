"""How many units - communes, bodies, investors - lie beyond a bound, fall short of a target or met it.

Documents count them by a stand-in (`8 đơn vị dưới 85%`) and say what of in the sentence before, so the
ordinary weighing of words finds too few of the question's.
"""

import re
from collections.abc import Sequence

import numpy as np

from index.answer_bounds import bound_of, same_side
from index.answer_candidates import Weighing
from index.answer_counted import same_noun
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_words import state
from index.facttable import Row
from index.matching import crossed
from nlp.question_words import Term, plain_words_of, words_of
from nlp.shadow import bare, shadow

_UNIT = re.compile(
    r"(?:(?:co quan|don vi|dia phuong|dia ban|noi|xa|phuong|dac khu|huyen|quan|thi xa|thi tran|thanh pho|tinh"
    r"|thon|ban|buon|ap|chu dau tu|so|ban|nganh|doanh nghiep|du an)(?:, | va |/| hoac | cap xa| cap huyen)?)+"
    r"(?!\w)"
)
_STAND_INS = frozenset({"don", "dia", "noi"})
"""First words of nouns that stand for any unit (`đơn vị`, `địa phương`)."""
_ENGLISH = re.compile(
    r"(?:(?:local )?(?:unit|localit|commune|ward|district|agenc|bod|investor|project|place)\w*)"
)
_TOPIC = 0.6
"""Share of the subject's words that must be told with the count, before it or at the document's head."""
_HEAD, _BEFORE = 250, 500
"""Characters at a document's head and before a count that say what is counted."""
_AROUND = 0.8
"""What a word counts that stands only there."""
_AIM = frozenset(
    [
        "yeu",
        "cau",
        "muc",
        "giao",
        "ke",
        "hoach",
        "chi",
        "tieu",
        "target",
        "targets",
        "required",
        "requirement",
    ]
)
"""Words that name the target itself, not what it is of."""
_QUOTED = 260
"""Characters of the longest sentence that is quoted in an answer."""
_SHORT = re.compile(r"(?<!\w)(?:chưa|không (?:đạt|hoàn thành|đủ)|hụt|thiếu|thấp hơn|dưới|chậm)(?!\w)")
_REACHED = re.compile(r"(?<!\w)(?<!chưa )(?<!không )(?:đạt|hoàn thành|xong|vượt|đủ|cán đích|về đích)(?!\w)")


def units_counted(w: Weighing) -> Answer | None:
    """How many units are in the state asked for, when the documents give one number for it."""
    if w.q.yesno or not w.places or w.organisation or not (w.q.threshold or w.q.status):
        return None
    heads = _heads(w)
    if not heads:
        return None
    found = [r for r in _counts(w, heads) if _in_state(w, r)]
    if w.q.status:
        found = [r for r in found if r.get("status") == w.q.status] or found
    if w.q.numbers:  # `làm xong cả 9 chỉ tiêu`
        found = [r for r in found if (of := bound_of(w, r)) and of["value"] in w.q.numbers] or found
    best = max((w.period_fit(r) for r in found), default=0.0)
    found = [r for r in found if w.period_fit(r) >= best - 0.1]
    if len({(r["value"], r.get("denominator")) for r in found}) != 1:
        return None
    top = found[0]
    a = Answer(w.q.text, w.q.language, "value", state(w.table, top, w.q))
    words = " ".join(w.table.sentence(top)[0].split())
    if len(words) < _QUOTED:
        a.text += f" In its words: “{words}”" if w.q.english else f" Nguyên văn: “{words}”"
    a.rows, a.evidence = [plain_row(w.table, top)], evidence_of(w.table, found)
    return a


def _heads(w: Weighing) -> list[str]:
    """The first words of the units whose number is asked for; none when other things are counted."""
    counted = bare(shadow(w.q.counted or ""))
    told = (_ENGLISH if w.q.english else _UNIT).match(counted)
    if told is None:
        return []
    if w.q.english:
        return ["don"]
    return plain_words_of(told[0])


def _counts(w: Weighing, heads: Sequence[str]) -> list[Row]:
    """The numbers of such units at the places and the time asked about, told of the subject."""
    subject = [t for t in w.strong if not _names_unit(t, heads) and not _of_the_aim(w, t)]
    found = w.table.matcher.found(subject)
    weights = np.array([w.table.matcher.weight(t) for t in subject])
    typed, loose = w.words_of()
    out = []
    for i in map(int, np.flatnonzero(w.place_mask())):
        row = w.table.figures[i]
        if row.get("role") not in (None, "result") or not _counts_units(row, heads) or w.period_fit(row) <= 0:
            continue
        near = np.array([_AROUND * _told_around(w, row, t) for t in subject])
        told = np.maximum(np.minimum(found[:, i] * 2, 1.0), near)
        if subject and float(weights @ told) / weights.sum() < _TOPIC:
            continue
        if not crossed(typed, loose, w.table.matcher.indicator(i), w.table.sentence(row)[0]):
            out.append(row)
    return out


def _names_unit(term: Term, heads: Sequence[str]) -> bool:
    words = {bare(x).lstrip("~") for x in term.forms[0]}
    return words <= set(heads) or _UNIT.fullmatch(" ".join(sorted(words))) is not None


def _of_the_aim(w: Weighing, term: Term) -> bool:
    """Whether a word only names the target that was met or missed (`đạt yêu cầu`)."""
    return w.q.status is not None and {bare(x).lstrip("~") for x in term.forms[0]} <= _AIM


def _told_around(w: Weighing, row: Row, term: Term) -> bool:
    """Whether a word stands shortly before a figure or at the head of its document, in any wording."""
    text = w.table.sources[row["doc"]].text
    told = {bare(x) for x in words_of(f"{text[:_HEAD]} {text[max(0, row['start'] - _BEFORE) : row['end']]}")}
    return any({bare(x).lstrip("~") for x in form} <= told for form in term.forms)


def _counts_units(row: Row, heads: Sequence[str]) -> bool:
    """Whether a figure counts such units, or units that they may be (`đơn vị` for communes)."""
    unit = shadow(row.get("unit") or "")
    own = plain_words_of(unit)
    if not own or _UNIT.match(bare(unit)) is None:
        return False
    return own[0] in _STAND_INS or heads[0] in _STAND_INS or same_noun(unit, list(heads[:1]), set(heads))


def _in_state(w: Weighing, row: Row) -> bool:
    """Whether what a figure counts lies on the asked side of the asked bound, or met or missed its target."""
    if w.q.threshold is None:
        clause = shadow(w.table.clause(row))
        if w.q.status == "missed":
            return row.get("status") == "missed" or _SHORT.search(clause) is not None
        return row.get("status") == "met" or (
            row.get("status") is None and _REACHED.search(clause) is not None
        )
    return same_side(w, row) is True
