"""Places that documents name, in a place or for something."""

import re

import numpy as np

from index.answer_candidates import Weighing
from index.answer_parts import MOST_ROWS, Answer, evidence_of, plain_row
from index.answer_told import clause_of, in_words, plain_words
from index.answer_words import capital, place, source
from index.facttable import Row
from nlp.shadow import shadow

_DENIED = re.compile(r"(?<!\w)(?:chưa|không)(?!\w)")
_ENOUGH = 0.62  # how far a mention's sentence must have the question's words
# What a sentence says of places that it names, where nothing else tells that they met or missed something.
_SAYS = {
    "missed": re.compile(
        r"(?<!\w)(?:chưa|không|thiếu|vướng|chậm|hụt|trượt|lỡ|nợ|dang dở|dở dang|thấp hơn|kém"
        r"|mới (?:chỉ )?đạt)(?!\w)"
    ),
    "met": re.compile(
        r"(?<!\w)(?:đạt|vượt|hoàn thành|hoàn tất|xong|về đích|cán đích|đáp ứng|sớm hơn|đủ"
        r"|được công nhận)(?!\w)"
    ),
}


def mention_rows(w: Weighing) -> Answer | None:
    """Places of the levels asked for that stand in sentences with the question's words."""
    q, table = w.q, w.table
    levels = q.levels & {"province", "district", "commune", "village"}
    asked = {c for p in w.places for c in p.chains}
    about = list(w.strong)
    if not about and not asked:
        return None
    scores = table.matcher_of("mentions").scores(about) if about else np.ones(len(table.mentions))
    years = {p.edtf[:4] for p in q.periods}
    found: dict[str, tuple[float, Row]] = {}
    for i in map(int, np.flatnonzero(scores >= _ENOUGH)):
        row, score = table.mentions[i], scores[i]
        chain = row["canonical"]
        if levels and row["level"] not in levels:
            continue
        if asked and not any(chain.endswith(", " + a) for a in asked):
            continue
        if w.denied and not _DENIED.search(shadow(table.sentence(row)[0])):
            continue
        if q.status and not _SAYS[q.status].search(shadow(clause_of(table, [row]))):
            continue
        if years and not any(y in table.sources[row["doc"]].text for y in years):
            continue
        if chain not in found or score > found[chain][0]:
            found[chain] = (float(score), row)
    if not found or (about and len(found) > MOST_ROWS):
        return None
    top = max(s for s, _ in found.values())
    rows = [r for s, r in found.values() if s >= top - 0.12]
    rows = _most_said(w, rows) if q.status else rows
    rows = [r | {"locality": r["canonical"].split(",")[0]} for r in rows]
    names = ", ".join(place(r["locality"], q.english) for r in rows)
    a = Answer(q.text, q.language, "list", capital(f"{names} ({source(table, rows[0], q.english)})."))
    a.rows = [plain_row(table, r) for r in rows][:MOST_ROWS]
    a.evidence = evidence_of(table, rows)
    return a


def _most_said(w: Weighing, rows: list[Row]) -> list[Row]:
    """Of places in one sentence, those whose part of it, between semicolons, has most of the subject."""
    out = []
    for row in rows:
        share = _share(w, row)
        at = row["doc"], w.table.sentence(row)[1]
        beside = [r for r in rows if (r["doc"], w.table.sentence(r)[1]) == at]
        if all(share >= _share(w, r) for r in beside):
            out.append(row)
    return out


def _share(w: Weighing, row: Row) -> float:
    words = plain_words(clause_of(w.table, [row]))
    return round(sum(w.table.matcher.weight(t) * in_words(t, words) for t in w.strong), 3)
