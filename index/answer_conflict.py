"""Whether and how documents differ about one thing."""

import re
from dataclasses import replace

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.answer_parts import Answer, alike, evidence_of, plain_row, same_words
from index.answer_sums import ADDED, ratio_check, sum_check
from index.answer_words import capital, place, quantity, source, subject
from index.facttable import Row
from nlp.question_words import Cue, Reading
from nlp.shadow import bare, shadow


def conflict(w: Weighing) -> Answer | None:
    """Whether and how documents differ about one thing."""
    q = w.q
    if ADDED.search(Reading(q.read).bare):
        return sum_check(w)
    ratio = ratio_check(w)
    if ratio is not None:
        return ratio
    headed = _title_and_body(w)
    if headed:
        return _compared(w, headed)
    found = w.ranked(w.place_mask(), q.role, periods=bool(q.periods))
    if q.role is None:  # what was set is no other telling of what was reached
        found = [c for c in found if c.row.get("role") != "target"] or found
    stated = _stated(w, found)
    groups: list[list[Row]] = []
    for c in found if stated is None else ():
        for group in groups:
            first = group[0]
            if (
                first.get("unit") == c.row.get("unit")
                and first.get("locality") == c.row.get("locality")
                and (alike(first, c.row) or not w.strong)
            ):
                group.append(c.row)
                break
        else:
            groups.append([c.row])
    across = [g for g in groups if len({r["doc"] for r in g}) > 1]
    groups = across or [g for g in groups if len(g) > 1 and same_words(g[0], g[1])] or _otherwise(groups)
    if not groups and _ONE_TEXT.search(bare(shadow(q.read))):
        groups = [pair] if (pair := _in_one_text(found)) else []
    groups = [stated] if stated else groups
    if not groups:
        return None
    rows = groups[0]
    shown = rows[:4]
    if across:
        per_doc = {r["doc"]: r for r in reversed(rows)}
        shown = [per_doc[d] for d in dict.fromkeys(r["doc"] for r in rows)]
    return _compared(w, shown)


def _otherwise(groups: list[list[Row]]) -> list[list[Row]]:
    """Figures of one document that tell one thing of one time otherwise: two offices count it in two ways."""
    out = []
    for group in groups:
        first = group[0]
        other = [
            r for r in group[1:] if r.get("period") == first.get("period") and r["value"] != first["value"]
        ]
        if other and first.get("period"):
            out.append([first, other[0]])
    return out


def _compared(w: Weighing, shown: list[Row]) -> Answer:
    """Whether some tellings agree, or what each of them says."""
    q = w.q
    same = all(_agree(a, b) for a in shown for b in shown)
    said = "; ".join(f"{quantity(r, q.english)} ({source(w.table, r, q.english)})" for r in shown[:4])
    words = subject(shown[0], q.english)[:160]
    where = place(shown[0].get("locality"), q.english)
    a = Answer(q.text, q.language, "table")
    if q.yesno:
        differs = re.search(
            r"\b(?:mau thuan|khac|venh|trai nguoc|sai lech)\b|contradict|disagree|discrepan|differ|conflict",
            Reading(q.text).bare,
        )
        a.kind, a.yes = "yesno", same != bool(differs)
        head = ("Yes" if a.yes else "No") if q.english else ("Có" if a.yes else "Không")
        a.text = f"{head}: {where}, {words}: {said}."
    else:
        a.text = capital(f"{where}, {words}: {said}.")
    a.rows = [plain_row(w.table, r) for r in shown]
    a.evidence = evidence_of(w.table, shown)
    if not same:
        a.conflicts = list(a.rows)
    return a


def _stated(w: Weighing, found: list[Candidate]) -> list[Row] | None:
    """The figures with the two numbers that a question holds against each other; None when it has no two."""
    numbers = list(dict.fromkeys(w.q.numbers))
    if len(numbers) != 2:
        return None
    first = [c.row for c in found if c.row["value"] == numbers[0]]
    second = [c.row for c in found if c.row["value"] == numbers[1]]
    for a in first:
        for b in second:
            if a.get("unit") == b.get("unit") and a.get("locality") == b.get("locality"):
                return [a, b]
    return []


_TITLE = Cue(r"(?<!\w)(?:tiêu đề|đầu đề|tít|nhan đề|headline|title)(?!\w)")
_IN_TEXT = Cue(r"(?<!\w)(?:số liệu tổng hợp|trong bài|phần lời|thân bài|bài viết|body|text|article)(?!\w)")


def _title_and_body(w: Weighing) -> list[Row] | None:
    """What a document's title and its text say of the thing asked about; None unless both are asked about."""
    reading = Reading(w.q.read)
    aside = [m.span() for cue in (_TITLE, _IN_TEXT) for m in cue.finditer(reading)]
    if not _TITLE.search(reading):
        return None
    own = tuple(t for t in w.q.terms if not any(a <= t.start < b for a, b in aside))
    asked = Weighing(replace(w.q, terms=own, wants="value"), w.table)
    for c in asked.ranked(asked.place_mask(), None, units=False, periods=False)[:8]:
        head = _head(w.table.sources[c.row["doc"]].text)
        beside = [f for f in w.table.in_document(c.row["doc"]) if f["_at"] != c.row["_at"]]
        like = [
            f
            for f in beside
            if (f["start"] < head) != (c.row["start"] < head)
            and bare(shadow(f.get("unit") or "")).split(" ")[0]
            == bare(shadow(c.row.get("unit") or "")).split(" ")[0]
            and (alike(f, c.row) or _agree(f, c.row))
        ]
        if like:
            nearest = min(like, key=lambda f: abs(f["value"] - c.row["value"]))
            return sorted((c.row, nearest), key=lambda r: int(r["start"]))
    return None


def _head(text: str) -> int:
    """Where a document's title ends: with its first line that holds words, and those in capitals behind."""
    at = 0
    for line in text.splitlines(keepends=True)[:6]:
        if at and line.strip() and not line.isupper():
            break
        at += len(line)
    return at


# Words that ask about two places of one text.
_ONE_TEXT = re.compile(
    r"(?<!\w)(?:hai cho|hai noi|cho khac|phan loi|tieu de|trong bai|trong (?:cung|mot) bai|dau bai|cuoi bai"
    r"|same (?:article|text|document|report)|headline|within the)(?!\w)"
)
_ALMOST = 0.1  # how far two tellings of one value may lie apart, as a share
_CLOSE = 1.0  # how far their odds may lie apart


def _in_one_text(found: list[Candidate]) -> list[Row]:
    """Two tellings of what fits best that one document gives with values that differ a little."""
    top = found[0].row if found else {}
    for c in found[1:6]:
        same = all(c.row.get(k) == top.get(k) for k in ("doc", "unit", "locality", "role", "period"))
        apart = 0 < abs(c.row["value"] - top["value"]) <= _ALMOST * abs(top["value"])
        if same and apart and odds(c.score) >= odds(found[0].score) - _CLOSE:
            return [top, c.row]
    return []


def _agree(a: Row, b: Row) -> bool:
    """Whether two tellings of a value can both be true: equal, or one inside the bound of the other."""
    if a["value"] == b["value"]:
        return True
    for bound, exact in ((a, b), (b, a)):
        if exact.get("comparator", "exact") not in ("exact", "about"):
            continue
        ratio = exact["value"] / bound["value"] if bound["value"] else 0.0
        if bound.get("comparator") in ("over", "at_least") and 1 <= ratio < 1.1:
            return True
        if bound.get("comparator") in ("nearly", "under", "at_most") and 0.9 < ratio <= 1:
            return True
        if bound.get("comparator") == "about" and 0.97 < ratio < 1.03:
            return True
    return False
