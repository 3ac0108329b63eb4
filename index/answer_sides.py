"""Questions about two sides of one thing: `của cấp huyện và cấp xã`, `đô thị và nông thôn`, `vốn A và vốn B`.

Each side is asked for alone, with the words that both share; the answer is a table of one figure a side.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.answer_order import settled
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_sure import SURE, certainty
from index.answer_words import capital, quantity, source, subject, where_when
from nlp.question_words import WORD, Term, lines_of
from nlp.shadow import bare, shadow

_LEAST = 0.5  # how sure each side must be, as a share of what a single figure must be
_JOIN = r"(?:,? (?:va|voi|con|cung|and|as well as) |, ?)"
# The same head on both sides: `vốn đầu tư phát triển và vốn sự nghiệp`.
_SAME_HEAD = re.compile(
    rf"(?<!\w)(?P<first>(?P<head>[a-z]{{2,}})(?: (?!va |voi |con )[a-z]+){{1,4}}?){_JOIN}"
    r"(?P<second>(?P=head)(?: (?:- )?(?!va |voi |la |nam |cua |o |trong |moi |deu |bang |dat )[a-z]+){1,4})"
)
_PLACES = frozenset(
    {"xa", "huyen", "tinh", "phuong", "thi", "thanh", "quan", "thon", "nam", "thang", "quy", "bao"}
)


def _spans(w: Weighing) -> list[tuple[int, int]]:
    """Where the sides stand in the question; fewer than two when it has none."""
    plain = bare(shadow(w.q.read))
    for group in _groups():
        found = sorted(m.span() for side in group for m in re.finditer(rf"(?<!\w)(?:{side})(?!\w)", plain))
        joined = len(found) > 1 and all(
            re.fullmatch(rf"(?: \w+){{0,2}}?{_JOIN}(?:o |tai |cua |in |khu vuc )?", plain[a[1] : b[0]])
            for a, b in pairwise(found)
        )
        if joined:
            return found
    match = _SAME_HEAD.search(plain)
    if match is None or match["head"] in _PLACES or match["first"] == match["second"]:
        return []
    inside = [p for p in w.q.places if p.start < match.end("second") and match.start("first") < p.end]
    if inside:
        return []
    start, end = match.span("second")
    words = list(re.finditer(r"[a-z]+", match["second"]))
    as_many = len(match["first"].split())
    if " - " not in match["second"] and len(words) > as_many:  # what follows, both of them do
        end = start + words[as_many - 1].end()
    return [match.span("first"), (start, end)]


@cache
def _groups() -> list[list[str]]:
    return [[bare(shadow(x)) for x in line.split("|")] for line in lines_of("question/sides.txt")]


def sides(w: Weighing) -> Answer | None:
    """One figure for each side that a question joins; None when it has none, or one side isn't told."""
    q = w.q
    spans = _spans(w) if not q.yesno and len(w.places) < 2 and not q.levels else []
    if len(spans) < 2:
        return None
    own = [[t for t in w.terms if a <= t.start < b] for a, b in spans]
    shared = [t for t in w.terms if not any(t in some for some in own)]
    if not all(own):
        return None
    picked: list[Candidate] = []
    for (start, end), some in zip(spans, own, strict=True):
        alone = Weighing(replace(q, terms=tuple(sorted([*shared, *some], key=lambda t: t.start))), w.table)
        asking = _without(q.read, [s for s in spans if s != (start, end)])
        found = alone.ranked(alone.place_mask(), q.role, terms=alone.terms, asking=asking)
        every = found
        found = [c for c in found if _names(alone, c, some) and c.at not in {p.at for p in picked}]
        if q.role is None:
            found = [c for c in found if c.row.get("role") != "target"] or found
        if not found or certainty(found) < SURE * _LEAST or _other_fits(alone, found[0], every, shared):
            return None
        picked.append(settled(alone, found)[0])
    if len({c.row.get("unit") for c in picked}) > 1 and len({c.row["doc"] for c in picked}) > 1:
        return None
    if max(odds(c.score) for c in picked) - min(odds(c.score) for c in picked) > 6.0:
        return None
    return _answer(w, picked)


_OWN = 0.55  # found that far, a word stands in a figure's own words
_CLOSE = 2.0  # how far the odds of a figure may lie from the best that has a shared word as its own


def _other_fits(w: Weighing, best: Candidate, found: list[Candidate], shared: list[Term]) -> bool:
    """Whether the best figure lacks a strong word that both sides share, and one close behind has it."""
    strong = [t for t in shared if t.weight >= 1.0]
    if not strong:
        return False
    hits = w.table.matcher.found(strong)
    lacks = hits[:, best.at] < _OWN
    close = [c for c in found[:8] if odds(c.score) >= odds(best.score) - _CLOSE]
    return any((hits[lacks, c.at] >= _OWN).any() for c in close) and bool(lacks.any())


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def _names(w: Weighing, found: Candidate, some: list[Term]) -> bool:
    """Whether a figure has the words of its side in its own indicator or clause."""
    row = found.row
    words = {bare(x) for x in WORD.findall(shadow(f"{row.get('indicator') or ''} {w.table.clause(row)}"))}
    return all(any({bare(x).lstrip("~") for x in form} <= words for form in t.forms) for t in some)


def _answer(w: Weighing, picked: list[Candidate]) -> Answer:
    english = w.q.english
    rows = [c.row for c in picked]
    lines = "; ".join(f"{subject(r, english)[:120]}: {quantity(r, english)}" for r in rows)
    head = where_when(rows[0], english)
    aim = ("target: " if english else "mục tiêu ") if all(r.get("role") == "target" for r in rows) else ""
    a = Answer(w.q.text, w.q.language, "table")
    a.text = capital(f"{head}{': ' if head else ''}{aim}{lines} ({source(w.table, rows[0], english)}).")
    a.rows = [plain_row(w.table, r) for r in rows]
    a.evidence = evidence_of(w.table, rows)
    return a
