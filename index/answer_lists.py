"""Answers that are lists: targets met and missed, places, and the things that a figure counts."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.answer_candidates import Weighing, aggregate
from index.answer_fit import odds
from index.answer_kept import LEVELS, filtered
from index.answer_margins import measured_first, of_one_document, told_once, without_margins
from index.answer_mentions import mention_rows
from index.answer_named import named_missed, only_announced
from index.answer_order import best
from index.answer_parts import (
    MOST_ROWS,
    Answer,
    evidence_of,
    item_evidence,
    item_rows,
    merge,
    plain_row,
    shortened,
)
from index.answer_told import of_kind_asked, told, told_answer
from index.answer_words import capital, place, quantity, source, sources, state, subject
from index.answer_yes import none_met
from index.facttable import Row
from nlp.question_places import TYPES, name_of
from nlp.shadow import bare, shadow


def indicators(w: Weighing) -> Answer | None:
    """Which targets were met or missed, set, or lie beyond a bound."""
    q = w.q
    if q.levels & LEVELS and not w.places and q.status is None:
        return places(w)
    listed_things = _things(w)
    if listed_things:
        return listed_things
    if q.status is None and not q.threshold and not q.numbers and q.role is None:
        return items(w)
    mask = w.place_mask(inside=bool(q.levels & LEVELS)) & w.level_mask()
    role = q.role if q.role in ("target", "assigned") and q.status != "missed" else None
    if q.status == "missed":
        role = None
    rows = filtered(w, mask, role)
    if role is None:
        done = [r for r in rows if r.get("role") != "target"]
        rows = done or (rows if q.threshold and q.indicators_asked and q.status is None else [])
    counts = [r for r in rows if aggregate(r) or _counts_places(r)]
    measures = [r for r in rows if r not in counts]
    single = measured_first(w, w.topical(measures))
    named = without_margins(told_once(single))
    margins = [r for r in single if r not in named]
    left = w.topical(counts)
    rows = [*single, *left]
    if q.status == "missed" and not q.levels and not q.threshold:
        named = only_announced(w, named)
    more = named_missed(w, named) if q.status == "missed" and not q.levels and not q.threshold else []
    if not more and _miscounted(w, named, left):
        return None
    full = _told_in_full(w, named, left)
    if full:
        return _items_of(w, full, named)
    if q.numbers and not q.status:  # `112 công trình gồm những loại nào` asks for no list of counts
        named = [r for r in named if r.get("unit") in ("%", "đồng", "điểm %", None)]
    if named or more:
        return listed(w, named, left, more, margins)
    with_items = [r for r in rows if r.get("items") and _names(r)]
    if with_items:
        return _items_of(w, with_items[0])
    return None


_OF_WHOM = re.compile(
    r"(?:địa phương|đơn vị|huyện|xã|phường|sở|chủ đầu tư|cơ quan)(?!\w).*(?:hoàn thành|đạt|đáp ứng)"
    r" (?:\w+ ){0,2}?(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|nhiệm vụ)(?!\w)"
)


def _counts_places(row: Row) -> bool:
    """Whether a figure counts places or bodies by what they reached of some targets, and measures none."""
    return _OF_WHOM.match(shadow(row.get("indicator") or "")) is not None


def _miscounted(w: Weighing, named: list[Row], counts: list[Row]) -> bool:
    """Whether the document counts other than these targets, so that some were missed or misread."""
    if w.q.status != "missed" or not named or w.strong:
        return False
    docs = {r["doc"] for r in named}
    said = {
        float(c["denominator"] - c["numerator"]) if c.get("denominator") is not None else float(c["value"])
        for c in counts
        if c["doc"] in docs and c["_status"] == "missed"
    }
    return (
        len(docs) == 1
        and bool(said)
        and float(len(merge(named))) not in said
        and not any(c.get("items") for c in counts)
    )


def _told_in_full(w: Weighing, named: list[Row], counts: list[Row]) -> Row | None:
    """A count of targets whose text names each of them, where figures tell fewer or more of them."""
    full = [c for c in counts if len(c.get("items") or ()) == c["value"] and c.get("status") and _names(c)]
    docs = {r["doc"] for r in named}
    if len(full) != 1 or len(named) == full[0]["value"] or docs - {full[0]["doc"]}:
        return None
    return full[0]


_CLAUSE = re.compile(r"(?:chỉ|mới|đạt|thấp hơn|cao hơn|vượt|giảm|tăng|trong khi|bằng|còn|hụt)(?!\w)|\d+,\d|%")


def _names(row: Row) -> bool:
    """Whether the things that a figure lists are names of things, not clauses with numbers of their own."""
    return not any(_CLAUSE.match(shadow(i["text"])) for i in row["items"])


def _things(w: Weighing) -> Answer | None:
    """The listed things of a figure that counts exactly what is asked (`bốn khoản thu hụt, gồm …`)."""
    found = [c for c in w.ranked(w.place_mask(), None, units=False) if c.row.get("items") and _names(c.row)]
    found = [
        c
        for c in found
        if w.q.status in (None, c.row.get("status"))
        or (not c.row.get("status") and (c.words > 0.8 or w.strong))
    ]
    if w.q.numbers:
        found = [c for c in found if c.row["value"] in w.q.numbers]
    if found and (aggregate(found[0].row) or w.q.status is None):
        return _items_of(w, found[0].row)
    return None


def listed(
    w: Weighing, rows: list[Row], beside: list[Row], more: Sequence[Row] = (), margins: Sequence[Row] = ()
) -> Answer:
    """Figures as a list, and things that a text names without a figure; margins are only quoted."""
    merged, others = of_one_document(merge(rows))
    if not w.q.periods and w.q.status is None and not w.q.threshold:
        merged = merged[: MOST_ROWS * 2]
    english = w.q.english
    lines = []
    for row, _ in merged[:6]:
        aim = row.get("target_value")
        against = ""
        if aim is not None:
            against = (
                f" (target {quantity({'value': aim, 'unit': row.get('unit')}, True)})"
                if english
                else f" (chỉ tiêu {quantity({'value': aim, 'unit': row.get('unit')})})"
            )
        words = subject(row, english)
        lines.append(
            (
                row.get("locality"),
                f"{shortened(words, 150)} {quantity(row, english)}{against}",
            )
        )
    lines += [(m.get("locality"), shortened(m["text"], 110)) for m in more[:4]]
    text = _by_place(lines, english)
    if len(merged) > 6:
        text += f"; and {len(merged) - 6} more" if english else f"; và {len(merged) - 6} mục khác"
    text = f"{text} ({sources(w.table, [r for r, _ in merged[:6]] or [more[0]], english)})."
    a = Answer(w.q.text, w.q.language, "list", capital(text))
    a.rows = [*(plain_row(w.table, r) for r, _ in merged), *more][:MOST_ROWS]
    a.evidence = evidence_of(w.table, [*(t for _, ts in merged for t in ts), *more, *margins, *others])
    if more:  # the count that they belong to
        a.evidence += evidence_of(w.table, [b for b in beside if b["doc"] == more[0]["doc"]][:3])
    a.compared = [plain_row(w.table, r) for r in beside]
    a.conflicts = [plain_row(w.table, r) for r in others]
    return a


def _by_place(lines: list[tuple[str | None, str]], english: bool) -> str:
    out: list[str] = []
    last: str | None = ""
    for where, line in lines:
        out.append(f"{capital(place(where, english))}: {line}" if where and where != last else line)
        last = where
    return "; ".join(out)


def mentioned(w: Weighing) -> Answer | None:
    """The places of a level that documents name; by what they reached, if that is asked."""
    return places(w) if w.q.status or w.q.threshold else mention_rows(w)


_SHOWN = 4  # places of which an answer in words tells a figure; its rows hold all


def places(w: Weighing) -> Answer | None:
    """Which places or bodies: by status, bound, or because a document names them for something."""
    q = w.q
    if "organisation" in q.levels:
        return _organisations(w)
    inside = w.place_mask(inside=True) & w.level_mask()
    if w.places and not (q.levels & LEVELS):
        own = w.place_mask()
        inside = inside & ~own if len(w.places) == 1 else own
    rows: list[Row] = []
    if q.status and not w.strong and _ALL_TARGETS.search(bare(shadow(q.read))):
        of_all = Weighing(replace(q, numbers=(), threshold=None), w.table)
        rows = [r for r in filtered(of_all, inside, None) if r.get("role") != "target" and aggregate(r)]
    elif q.status or q.threshold or q.numbers:
        rows = w.topical(filtered(w, inside, None))
        rows = [r for r in rows if r.get("role") != "target"]
        if q.indicators_asked:
            named = without_margins([r for r in rows if not aggregate(r)])
            if named:
                return listed(w, named, [r for r in rows if aggregate(r)])
    by_place = bool(q.levels & LEVELS) or "any" in q.levels
    called = told(w, q.status) if q.status and not q.threshold and by_place else None
    if called and {r["_chains"][0] if r["_chains"] else "" for r in rows} <= called.chains:
        return told_answer(w, called)
    if rows:
        merged = merge(rows)
        a = Answer(q.text, q.language, "list")
        labels = list(dict.fromkeys(_whose(r) for r, _ in merged))
        head = ", ".join(place(x, q.english) for x in labels)
        shown = list({_whose(r): r for r, _ in reversed(merged)}.values())[::-1][:_SHOWN]
        facts = "; ".join(
            (f"{place(_whose(r), q.english)}: " if len(labels) > 1 else "")
            + f"{subject(r, q.english)[:110]} {quantity(r, q.english)}"
            for r in shown
        )
        a.text = capital(f"{head} ({facts}; {sources(w.table, [r for r, _ in merged], q.english)}).")
        a.rows = [plain_row(w.table, r) for r, _ in merged][:MOST_ROWS]
        a.evidence = evidence_of(w.table, [t for _, ts in merged for t in ts])
        return a
    if q.status == "missed" and not w.strong:
        return _counted_places(w)
    nobody = none_met(w) if "yesno" in q.cues and by_place and q.status != "missed" else None
    if nobody is not None:
        return nobody
    counted = [
        c
        for c in w.ranked(w.place_mask(), None, units=False)
        if c.row.get("items")
        and _items_are_places(c.row, q.levels)
        and not (q.status and c.row.get("role") in ("target", "assigned"))  # what was set is neither yet
    ]
    if counted:
        return _items_of(w, counted[0].row)
    return mention_rows(w)


_ALL_TARGETS = re.compile(
    r"(?<!\w)(?:tat ca|toan bo|het|100 ?%|day du|ca)(?: cac| nhung)? (?:chi tieu|nhiem vu|muc tieu)(?!\w)"
    r"|(?<!\w)all (?:of )?(?:the |its |their )?(?:assigned )?(?:targets|tasks|goals)(?!\w)"
)


def _whose(row: Row) -> str | None:
    """Whose a count of targets is: a body's, else its place's."""
    body: str | None = row.get("organisation")
    return body if body and aggregate(row) else row["locality"]


def _counted_places(w: Weighing) -> Answer | None:
    """The places that a figure counts as having missed their targets, which its text names."""
    rows = [w.table.figures[i] for i in map(int, np.flatnonzero(w.place_mask()))]
    found = [
        r
        for r in rows
        if r.get("items")
        and r.get("status") == w.q.status
        and _items_are_places(r, w.q.levels)
        and w.period_fit(r) > 0
    ]
    return _items_of(w, found[0]) if len({r["value"] for r in found}) == 1 else None


def _items_are_places(row: Row, levels: frozenset[str]) -> bool:
    kinds = [TYPES.get(name_of(i["text"])[0] or "") for i in row["items"]]
    unit = TYPES.get((row.get("unit") or "").split(",")[0].strip())
    asked = levels & LEVELS
    return any(k in asked for k in kinds) or unit in asked or not asked


def _organisations(w: Weighing) -> Answer | None:
    found = w.topical(filtered(w, w.place_mask(inside=True), None))
    found = [r for r in found if of_kind_asked(w, r)]
    if not w.strong and any(aggregate(r) for r in found):
        found = [r for r in found if aggregate(r)]
    rows = [r for r in found if r.get("organisation") and r.get("role") != "target"]
    if not rows and w.q.numbers:
        return _things(w)  # `3 bệnh viện nào đã …`: a count of so many whose text names them
    if not rows or not (w.q.status or w.q.threshold or w.strong):
        return None
    merged = merge(rows)
    a = Answer(w.q.text, w.q.language, "list")
    names = list(dict.fromkeys(str(r["organisation"]) for r, _ in merged))
    first, english = merged[0][0], w.q.english
    told = f"{subject(first, english)} {quantity(first, english)}"
    a.text = f"{', '.join(names)}: {told} ({source(w.table, first, english)})."
    a.rows = [plain_row(w.table, r) for r, _ in merged][:MOST_ROWS]
    a.evidence = evidence_of(w.table, [t for _, ts in merged for t in ts])
    return a


def items(w: Weighing) -> Answer | None:
    """The things that a figure counts and its text lists."""
    found = best(w)
    if not found:
        found = w.ranked(w.place_mask(), None, units=False)
    with_items = [c for c in found if c.row.get("items")]
    if with_items and odds(with_items[0].score) >= odds(found[0].score) - 2.0:
        return _items_of(w, with_items[0].row)
    loose = [c for c in w.ranked(w.place_mask(), None, units=False) if c.row.get("items")]
    return _items_of(w, loose[0].row) if loose else None


def _items_of(w: Weighing, row: Row, figures: Sequence[Row] = ()) -> Answer:
    """The things that a figure counts, and the figures that measure some of them."""
    names = "; ".join(i["text"] for i in row["items"])
    text = state(w.table, row, w.q)
    text += f" They are: {names}." if w.q.english else f" Gồm: {names}."
    a = Answer(w.q.text, w.q.language, "list", text)
    a.rows = item_rows(w.table, row)
    a.evidence = [*evidence_of(w.table, [row]), *item_evidence(w.table, row), *evidence_of(w.table, figures)]
    a.compared = [plain_row(w.table, r) for r in (row, *figures)]
    return a
