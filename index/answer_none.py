"""When the documents don't say: what was looked for, what is near, and passages to read."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from index.answer_candidates import Weighing
from index.answer_parts import Answer
from index.answer_words import period, place

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
    near = _near(w)
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
            f"The documents do not say (looked for: {sought})."
            if q.english
            else f"Tài liệu không nêu (đã tìm: {sought})."
        )
        if not sought:
            text = "The documents do not say." if q.english else "Tài liệu không nêu."
    if near:
        text += f" Nearest: {near[0]}." if q.english else f" Gần nhất: {near[0]}."
    return Answer(q.text, q.language, "none", text, suggestions=near)


def _near(w: Weighing) -> list[str]:
    """Figures of the same words elsewhere or at another time, or of the same place, as short texts."""
    from index.answer_words import quantity, subject

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
        return [label for _, label in numbers[:3]]
    if not table.figures or not w.strong:
        return []
    scores = table.matcher.scores(w.strong)
    out: list[str] = []
    for i in map(int, np.argsort(-scores, kind="stable")[:12]):
        if scores[i] < 0.6 or len(out) >= 3:
            break
        row = table.figures[i]
        when = period(row.get("period"), q.english)
        head = ", ".join(x for x in (place(row.get("locality"), q.english), when) if x)
        role = {"target": " (target)" if q.english else " (mục tiêu)"}.get(row.get("role") or "", "")
        text = f"{head}: {subject(row, False)[:120]} {quantity(row, q.english)}{role}"
        if text not in out:
            out.append(text)
    return out


def passages(w: Weighing, given: Answer, search: Callable[[str, int], Sequence[dict[str, Any]]]) -> Answer:
    """The same, with passages that have the question's words, when a search finds any."""
    words = " ".join([*(t.text for t in w.terms), *(p.label for p in w.places)]) or w.q.text
    hits = [dict(h) for h in search(words, 5)]
    if not hits:
        return given
    given.kind = "passages"
    given.evidence = [
        {k: h.get(k) for k in ("doc", "source", "title", "start", "end", "quote", "fact")} for h in hits
    ]
    given.text += " See the passages below." if w.q.english else " Có thể đọc thêm các đoạn dưới đây."
    return given
