"""Figures between which something changed: `từ 10,5% giảm xuống 2,3%`."""

import re

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.facttable import Row
from nlp.shadow import shadow

_FROM = re.compile(
    r"(?<!\w)từ (?:mức |khoảng |gần |hơn |trên |chỉ |hạng |thứ hạng |vị trí |vị trí thứ |thứ |xếp thứ )*$"
)
_TO = re.compile(r"^[^.;]{0,24}(?<!\w)(?<!trở )(?:xuống|lên|còn|tăng|giảm)(?!\w)")
_FAR = 60  # how far the second figure may stand behind the first
_CLOSE = 2.5  # how far the odds of the figure may lie from the best that fits


def left_behind(w: Weighing, row: Row) -> bool:
    """Whether a figure is where something came from, not where it stands."""
    text = w.table.sources[row["doc"]].text
    before, after = (
        shadow(x) for x in (text[max(0, row["start"] - 30) : row["start"]], text[row["end"] :][:30])
    )
    return _FROM.search(before) is not None and _TO.search(after) is not None


def changed(w: Weighing) -> list[Row]:
    """The two figures of one change that fits the question and led to a time asked for; else nothing."""
    found = w.ranked(w.place_mask(), None, periods=False)
    for c in found:
        if odds(c.score) < odds(found[0].score) - _CLOSE:
            break
        pair = _pair_of(w, c)
        if pair and w.period_fit(pair[1]) > 0:
            return pair
    return []


def _pair_of(w: Weighing, found: Candidate) -> list[Row]:
    at, figures = found.at, w.table.figures
    for first, second in ((at, at + 1), (at - 1, at)):
        if first < 0 or second >= len(figures):
            continue
        a, b = figures[first], figures[second]
        same = all(a.get(k) == b.get(k) for k in ("doc", "unit", "locality", "indicator"))
        if same and 0 <= b["start"] - a["end"] <= _FAR and left_behind(w, a):
            return [a, b]
    return []
