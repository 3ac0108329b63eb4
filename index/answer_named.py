"""Targets that a text says were missed without a number for each: `chỉ tiêu chưa đạt gồm A, B và C`."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.answer_candidates import Weighing
from index.answer_told import subject_share
from index.facttable import FactTable, Row
from nlp.question_words import words_of
from nlp.shadow import shadow

_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_NOUN = r"(?:chỉ tiêu|tiêu chí|mục tiêu|nhiệm vụ|chỉ số|khoản thu)"
_MISSED = r"(?:chưa|không)(?: thể)? (?:đạt|hoàn thành|bảo đảm|đáp ứng|thực hiện được|về đích|xong)"
_BEHIND = r"(?:còn |vẫn |đang |bị )+(?:vướng|nợ|thiếu|hụt|trượt|dang dở|dở dang|chậm|lỡ hẹn)|lỡ hẹn"
# What says that the missed ones follow.
_ANNOUNCED = re.compile(
    rf"(?<!\w)(?:(?P<n>\d+|{'|'.join(_NUMBERS)})(?:/\d+)? )?{_NOUN}(?: [^\W\d_]+){{0,4}}?"
    rf" (?:{_MISSED}|{_BEHIND})"
    r"(?: [^\W\d_]+){0,6}?(?: ?:|,? (?:là|gồm|gồm có|bao gồm|đó là|như|liên quan đến|rơi vào|thuộc về):?) ?"
)
# A measure of which the clause itself says that it was missed.
_ALONE = re.compile(
    r"(?:^|[;:] |\. |- |, )(?P<what>(?:tỷ lệ|số|chỉ số|mức độ|tiến độ)(?: [^\s.,;:\d]+| \d+ tuổi){2,22}?)"
    rf"(?: cũng| vẫn| còn)*,? {_MISSED}(?: (?:yêu cầu|chỉ tiêu|kế hoạch|mục tiêu|tiến độ|mức)|(?= ?[.;,]|$))"
)
_ENDS = re.compile(
    r"[.;!?](?:\s|$)|\n|, (?:nguyên nhân|do|trong đó|trong khi)(?!\w)|(?<!\w)(?:nguyên nhân|do)(?!\w)"
)
# The same where the parts of a list are parted by semicolons.
_ENDS_OF_ALL = re.compile(r"[.!?](?:\s|$)|\n|(?<!\w)(?:nguyên nhân|do)(?!\w)")
_LONGEST = 140  # letters of one of them
_HOME = 0.4  # share of a document's figures that are about a place, for it to be the document's own
_ENOUGH = 0.7  # share of the question's subject that must stand around them
_ALIKE = 0.6
_SHORTEST = 3  # words of a target's name


def named_missed(w: Weighing, figures: Sequence[Row]) -> list[Row]:
    """The targets that documents about the place say were missed, less those that figures tell.

    Args:
        w: a question for targets that a place missed.
        figures: the figures that are known to have missed.

    Returns:
        Rows of the kind `item`, in the order of the documents.
    """
    out: list[Row] = []
    for doc in _documents(w):
        for item in _missed(w.table, doc):
            sentence = {"doc": doc, "start": item["start"], "end": item["end"], "kind": "item"}
            if subject_share(w, sentence, "missed") < _ENOUGH:
                continue
            words = _words(item["text"])
            known = [
                *(f.get("indicator") or "" for f in figures if f["doc"] == doc),
                *(o["text"] for o in out),
            ]
            if not any(_same(words, _words(k)) for k in known):
                out.append(
                    {k: v for k, v in item.items() if k != "counted"} | {"locality": w.places[0].label}
                )
    return out


def only_announced(w: Weighing, figures: list[Row]) -> list[Row]:
    """The figures less those that a document doesn't count among the targets that it says were missed.

    `còn 3 chỉ tiêu chưa đạt gồm: A; B; C`: a fourth figure that lies below some plan is none of its targets.
    """
    out = figures
    for doc in dict.fromkeys(f["doc"] for f in figures):
        told = [_words(item["text"]) for item in _missed(w.table, doc) if item["counted"]]
        mine = [f for f in out if f["doc"] == doc]
        kept = [f for f in mine if any(_same(_words(f.get("indicator") or ""), t) for t in told)]
        if len(told) > 1 and kept:
            out = [f for f in out if f["doc"] != doc or f in kept]
    return out


def _same(a: set[str], b: set[str]) -> bool:
    """Whether two wordings name one target: alike, or the one in the other's words."""
    return a <= b or b <= a or _f1(a, b) >= _ALIKE


def _documents(w: Weighing) -> list[str]:
    """The documents about the one place asked for, at the time asked for."""
    if len(w.places) != 1:
        return []
    here: Counter[str] = Counter()
    fits: set[str] = set()
    for i in map(int, np.flatnonzero(w.place_mask())):
        row = w.table.figures[i]
        here[row["doc"]] += 1
        if row.get("role") != "target" and w.period_fit(row) > 0:
            fits.add(row["doc"])
    return [d for d, n in here.items() if d in fits and n >= _HOME * w.table.figures_of(d)]


@lru_cache(maxsize=256)
def _missed(table: FactTable, doc: str) -> tuple[Row, ...]:
    """What a document names as missed, as items with their places in the text."""
    source = table.sources[doc]
    low = shadow(source.text)
    found: list[tuple[int, int]] = []
    counted: set[tuple[int, int]] = set()
    for match in _ANNOUNCED.finditer(low):
        n = match["n"]
        count = int(n) if n and n.isdigit() else _NUMBERS.get(n or "")
        for ends in (_ENDS_OF_ALL, _ENDS) if count else (_ENDS,):
            end = ends.search(low, match.end())
            stop = end.start() if end else len(low)
            spans = _listed(low, match.end(), stop)
            if spans and (len(spans) != count if count else _is_short(low, spans[-1])):
                spans = _listed(low, match.end(), stop, commas=False) or spans
            if spans and count in (None, len(spans)):
                found += spans
                counted |= set(spans) if count else set()
                break
    found += [m.span("what") for m in _ALONE.finditer(low)]
    return tuple(
        {
            "kind": "item",
            "text": source.text[a:b],
            "start": a,
            "end": b,
            "doc": doc,
            "source": source.source,
            "title": source.title,
            "published": source.published,
            "quote": source.text[a:b],
            "status": "missed",
            "counted": (a, b) in counted,
        }
        for a, b in dict.fromkeys(found)
    )


def _is_short(low: str, span: tuple[int, int]) -> bool:
    """Whether a part is too short to be a target: a comma stood inside a name (`bằng cấp, chứng chỉ`)."""
    return len(low[slice(*span)].split()) < _SHORTEST


def _listed(low: str, start: int, end: int, commas: bool = True) -> list[tuple[int, int]]:
    """The spans of a list's parts, parted by `;`, else by commas with `và` before the last.

    Args:
        low: the text's shadow.
        start, end: where the list stands in it.
        commas: whether commas part it; else only `và` does.
    """
    text = low[start:end]
    cuts = [m.span() for m in re.finditer(r"; ?" if ";" in text else r", ?", text)] if commas else []
    after = cuts[-1][1] if cuts else 0
    last = [m.span() for m in re.finditer(r",? (?:và|cùng với|cùng) ", text[after:])]
    if last and ";" not in text:
        cuts.append((after + last[-1][0], after + last[-1][1]))
    edges = [0, *(x for cut in cuts for x in cut), len(text)]
    out = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        part = text[a:b]
        a += len(part) - len(part.lstrip())
        b -= len(part) - len(part.rstrip())
        if not 4 <= b - a <= _LONGEST or re.search(r"\d+[.,]\d|%", part):
            return []
        out.append((start + a, start + b))
    return out


def _words(text: str) -> set[str]:
    return set(words_of(text))


def _f1(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
