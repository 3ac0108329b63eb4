"""Questions made from annotated facts, for learning how well a figure fits a question.

People ask for a fact in other words than a document tells it: they leave words out, take others, turn them
round, type without accents. Each annotated figure is asked for in several such ways. The templates are
written by hand; what varies is chosen by a seeded generator, so that the same texts give the same questions.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.answer_words import period as period_words
from nlp.question_words import WORD, lexicon
from nlp.shadow import bare, shadow

Row = dict[str, Any]

_SHARE = (
    "{when}{what} của {where} là bao nhiêu phần trăm?", "{what} ở {where}{then} đạt bao nhiêu %?",
    "{where}{then} có bao nhiêu phần trăm {what}?", "{what} {where}{then}",
    "{when}{where} {what} được mấy phần trăm",
    "cho hỏi {what} của {where}{then} hiện là bao nhiêu", "{where} đã đạt {what} bao nhiêu{then}?",
)  # fmt: skip
_COUNT = (
    "{where}{then} có bao nhiêu {what}?", "{when}bao nhiêu {what} ở {where}?", "{where} có mấy {what}{then}",
    "số {what} của {where}{then} là bao nhiêu?", "{when}{where} được bao nhiêu {what}?",
    "{what} {where}{then}",
    "tổng số {what} ở {where}{then} là mấy", "xin cho biết {where}{then} đã có bao nhiêu {what}",
)  # fmt: skip
_MONEY = (
    "{when}{what} của {where} là bao nhiêu tiền?", "{where}{then} {what} được bao nhiêu tỷ đồng?",
    "{what} {where}{then} bao nhiêu đồng", "{when}{where} {what} hết bao nhiêu?", "{what} ở {where}{then}",
)  # fmt: skip
_AIM = (
    "{when}{where} phấn đấu {what} bao nhiêu?", "mục tiêu {what} của {where}{then} là bao nhiêu?",
    "{where} đặt chỉ tiêu {what}{then} bao nhiêu?", "{when}{where} dự kiến {what} đạt bao nhiêu",
    "theo kế hoạch {where} sẽ có bao nhiêu {what}{then}", "{where} được giao {what} bao nhiêu{then}",
)  # fmt: skip
_LEADS = re.compile(r"^(?:tỷ lệ|tỉ lệ|số lượng|tổng số|số|mức|tổng)\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the annotated figure that answers it; None when nothing does."""

    text: str
    answer: Row | None


def asked(figures: list[Row], seed: int = 0, each: int = 2) -> Iterator[Asked]:
    """Questions for annotated figures, and some of other places and years that none of them answers.

    Args:
        figures: annotated figures, with `doc`.
        seed: of the generator.
        each: how many questions a figure is asked for with.
    """
    chance = random.Random(seed)
    places = sorted({f["locality"] for f in figures if f.get("locality") and ";" not in f["locality"]})
    for figure in figures:
        if not figure.get("indicator") or not figure.get("locality") or ";" in figure["locality"]:
            continue
        for _ in range(each):
            yield Asked(_question(figure, figure["locality"], figure.get("period"), chance), figure)
        if chance.random() < 0.5:
            where = chance.choice(places)
            if not any(f.get("locality") == where and _alike(f, figure) for f in figures):
                yield Asked(_question(figure, where, figure.get("period"), chance), None)
        year = (figure.get("period") or "")[:4]
        if year.isdigit() and chance.random() < 0.5:
            other = str(int(year) + chance.choice((-2, -1, 1, 2)))
            told = [f for f in figures if f.get("locality") == figure["locality"] and _alike(f, figure)]
            if not any(other in (f.get("period") or other) for f in told):
                yield Asked(_question(figure, figure["locality"], other, chance, True), None)


def _alike(a: Row, b: Row) -> bool:
    first, second = (set(WORD.findall(shadow(r.get("indicator") or ""))) for r in (a, b))
    return len(first & second) >= 0.4 * max(1, min(len(first), len(second)))


def _question(figure: Row, where: str, when: str | None, chance: random.Random, dated: bool = False) -> str:
    unit = figure.get("unit") or ""
    what = _reworded(figure["indicator"], chance)
    forms: tuple[str, ...]
    if figure.get("role") == "target":
        forms = _AIM
    elif unit == "đồng":
        forms = _MONEY
    elif unit in ("%", "điểm %", "hạng", "điểm", ""):
        forms = _SHARE if unit == "%" else _SHARE[3:4] + _SHARE[5:6]
    else:
        forms = _COUNT
        if shadow(unit) not in shadow(what):
            what = f"{unit.split('/')[0]} {what}"
    period = period_words(when) if when and (dated or chance.random() < 0.6) else ""
    small = period[:1].lower() + period[1:]
    place = where if chance.random() < 0.7 else where.split(" ", 1)[-1] if where.count(" ") > 1 else where
    text = chance.choice(forms).format(
        what=what, where=place, when=f"{period} " if small else "", then=f" {small}" if small else ""
    )
    text = re.sub(r"\s+", " ", text).strip()
    style = chance.random()
    if style < 0.3:
        return bare(shadow(text)).rstrip("?")
    return text[:1].upper() + text[1:]


def _reworded(indicator: str, chance: random.Random) -> str:
    """An indicator as somebody may ask for it: shorter, with other words, in another order."""
    text = shadow(indicator)
    if chance.random() < 0.4:
        text = _LEADS.sub("", text)
    words = text.split()
    groups = lexicon().groups
    out: list[str] = []
    i = 0
    while i < len(words):
        for size in range(min(4, len(words) - i), 0, -1):
            others = groups.get(tuple(words[i : i + size]), ())
            if others and chance.random() < 0.35:
                out.append(" ".join(chance.choice(others)))
                i += size
                break
        else:
            out.append(words[i])
            i += 1
    share = chance.choice((0.0, 0.0, 0.15, 0.3))
    kept = [w for w in out if chance.random() >= share] or out
    if len(kept) > 5 and chance.random() < 0.2:
        cut = len(kept) // 2
        kept = kept[cut:] + kept[:cut]
    return " ".join(kept)
