"""When the documents don't say: what was looked for, what is near, and passages to read."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from index.answer_candidates import AGGREGATE, Weighing
from index.answer_parts import Answer, plain_row
from index.answer_words import period, place, quantity, state, subject
from index.facttable import Row
from index.matching import crossed
from nlp.question_places import name_of
from nlp.question_words import expand
from nlp.shadow import bare

_LOOKED_AT, _SHOWN = 12, 5  # passages that are searched for, and that are shown
_SHARED = 0.5  # share of the question's content that a passage must have
_LIKE = 0.6  # the same for a figure of another time that is called near
_SAID = 0.2  # the same for one at the place and the time
_ALL = 0.9  # the same for one of another time that comes first
_COUNTS_SO = 0.5  # how well its unit must agree then
_MOST, _LOOKED_THROUGH = 3, 30  # figures that are called near, and that are looked through for them
_WHY = {
    "why": ("Tài liệu cho biết con số, không nêu lý do", "The documents give figures, not reasons"),
    "opinion": (
        "Câu hỏi xin ý kiến, tài liệu chỉ có số liệu",
        "The question asks for an opinion; the documents only give facts",
    ),
    "forecast": (
        "Câu hỏi xin dự đoán, tài liệu không nêu",
        "The question asks for a prediction, which the documents do not make",
    ),
}  # fmt: skip


def none(w: Weighing) -> Answer:
    """The answer that the documents don't say, with what was looked for and what is near."""
    q = w.q
    near, rows = ([], []) if w.unknown else _counted(w) or _near(w)  # other places are no comfort
    if q.refusal:
        text = _WHY[q.refusal][q.english] + "."
    elif w.unknown:
        names = ", ".join(place(p.label, q.english) for p in w.unknown)
        text = (
            f"The documents have nothing on {names}."
            if q.english
            else f"Tài liệu không có số liệu về {names}."
        )
    else:
        what = (q.indicator or "").strip()
        parts = [f"“{what}”" if what else ""]
        parts += [place(p.label, q.english) for p in w.places[:3]]
        parts += [period(p.edtf, q.english) for p in q.periods[:2]]
        sought = ", ".join(p for p in parts if p)
        text = (
            f"The documents do not {'clearly ' if rows else ''}say (looked for: {sought})."
            if q.english
            else f"Tài liệu không nêu{' rõ' if rows else ''} (đã tìm: {sought})."
        )
        if not sought:
            text = "The documents do not say." if q.english else "Tài liệu không nêu."
    if near:
        text += f" Nearest: {near[0]}." if q.english else f" Gần nhất: {near[0]}."
    told = [plain_row(w.table, r) for r in rows]
    return Answer(q.text, q.language, "none", text, compared=told, suggestions=near)


def _counted(w: Weighing) -> tuple[list[str], list[Row]] | None:
    """How many targets were met, where the question asks which and the documents don't name them."""
    if w.q.wants != "list" or w.q.status is None or not w.places:
        return None
    rows = [w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask()))]
    rows = [
        r
        for r in rows
        if r.get("denominator") and AGGREGATE.match(r.get("unit") or "") and w.period_fit(r) > 0
    ]
    told: dict[str, Row] = {}
    for row in rows:
        told.setdefault(state(w.table, row, w.q, with_source=False).rstrip("."), row)
    return (list(told)[:_MOST], list(told.values())[:_MOST]) if told else None


def _near(w: Weighing) -> tuple[list[str], list[Row]]:
    """What is near, as short texts, and the figures told there.

    Those that fit best at the places asked about, or have nearly the same words; for a document's number,
    the numbers near it.
    """
    table, q = w.table, w.q
    if q.directive and q.directive.number:
        wanted = int(q.directive.number)
        numbers = sorted(
            {
                (abs(int(d["number"]) - wanted), f"{d['type']} số {d['number']}")
                for d in table.directives
                if str(d.get("number") or "").isdigit()
            }
        )
        return [label for _, label in numbers[:_MOST]], []
    if not table.figures or not w.strong:
        return [], []
    typed, loose = w.words_of()
    told: dict[str, Row] = {}
    here, alike = _fitting(w), _alike(w)
    if alike and _told_of_other_time(w, alike[0]):
        here.insert(0, alike[0])  # before another thing at that time
    for row in [*here, *alike]:
        if len(told) < _MOST and not crossed(typed, loose, table.matcher.indicator(row["_at"])):
            told.setdefault(_short(row, q.english), row)
    return list(told), list(told.values())


def _told_of_other_time(w: Weighing, row: Row) -> bool:
    """Whether a figure tells all that is asked for, and counts it so, but at another time."""
    if not w.q.periods or w.period_fit(row) > 0 or w.unit_fits(row) < _COUNTS_SO:
        return False
    return float(w.table.matcher.scores(w.strong)[row["_at"]]) >= _ALL


def _fitting(w: Weighing) -> list[Row]:
    """The figures of the places and the time asked about, those most probably meant first."""
    if not w.places:
        return []
    found = w.ranked(w.place_mask(), enough=0.0)
    return [c.row for c in found if c.words >= _SAID]


def _alike(w: Weighing) -> list[Row]:
    """The figures that have most of the question's words: at its places, or anywhere when it has none."""
    scores = w.table.matcher.scores(w.strong)
    if w.places:
        scores = np.where(w.place_mask(), scores, 0.0)
    best = np.argsort(-scores, kind="stable")[:_LOOKED_THROUGH].tolist()
    return [w.table.figures[i] for i in best if scores[i] >= _LIKE]


def _short(row: Row, english: bool) -> str:
    """A figure in a few words: where and when, what, how much."""
    when = period(row.get("period"), english)
    head = ", ".join(x for x in (place(row.get("locality"), english), when) if x)
    role = {"target": " (target)" if english else " (mục tiêu)"}.get(row.get("role") or "", "")
    words = subject(row, english)[:120]
    text = f"{head + ': ' if head else ''}{words}{',' if words[-1:].isdigit() else ''} "
    return f"{text}{quantity(row, english)}{role}"


def _related(w: Weighing, hit: Mapping[str, Any]) -> bool:
    """Whether a passage has the question's rare words, or its place and one of them.

    What is said of a place that the documents don't know must name it.
    """
    text = _plain(f"{hit.get('title') or ''} {hit['quote']}")
    named = [_plain(name_of(p.label)[1]) in text for p in w.unknown]
    if named and not all(named):
        return False
    weights = [w.table.matcher.weight(t) for t in w.strong]
    has = [any(_plain(" ".join(x.lstrip("~") for x in form)) in text for form in t.forms) for t in w.strong]
    share = sum(x for x, h in zip(weights, has, strict=True) if h) / sum(weights) if weights else 0.0
    if not w.places:
        return share >= _SHARED or (bool(w.unknown) and not w.strong)
    return share >= _SHARED if not _placed(w, hit) else share > 0 or not w.strong


def _placed(w: Weighing, hit: Mapping[str, Any]) -> bool:
    """Whether a passage is of a document that names a place asked about, or one inside it."""
    here = w.table.named_in(str(hit["doc"]))
    asked = {c for p in w.places for c in p.chains}
    return any(c == a or c.endswith(", " + a) for c in here for a in asked)


def _plain(text: str) -> str:
    words = " ".join(re.findall(r"\w+", bare(expand(text))))
    return f" {words} "


_MOTTO = re.compile(r"độc lập\s*[-–]\s*tự do", re.IGNORECASE)


def _letterhead(quote: str) -> bool:
    """Whether a passage is nothing but the head or foot of a letter: all capitals, or the motto."""
    return _MOTTO.search(quote) is not None or (quote.isupper() and not any(c.isdigit() for c in quote))


def passages(w: Weighing, given: Answer, search: Callable[[str, int], Sequence[dict[str, Any]]]) -> Answer:
    """The same, with passages that have the question's words, when a search finds any."""
    words = " ".join([*(t.text for t in w.terms), *(p.label for p in w.places)]) or w.q.text
    hits = [dict(h) for h in search(words, _LOOKED_AT)]
    hits = [h for h in hits if _related(w, h) and not _letterhead(str(h.get("quote") or ""))]
    hits = ([h for h in hits if _placed(w, h)] or hits)[:_SHOWN]
    if not hits:
        return given
    given.kind = "passages"
    given.evidence = [
        {k: h.get(k) for k in ("doc", "source", "title", "start", "end", "quote", "fact")} for h in hits
    ]
    given.text += " See the passages below." if w.q.english else " Có thể đọc thêm các đoạn dưới đây."
    return given
