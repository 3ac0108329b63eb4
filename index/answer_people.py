"""Who somebody is, and who holds an office, as documents introduce those whose words they tell."""

import re

from index.answer_candidates import Weighing
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_words import source
from index.facttable import Row
from nlp.question_places import name_of
from nlp.shadow import bare, shadow

_WHO = re.compile(
    r"(?<!\w)(?:(?:ten )?la ai|ai la|ai (?:dang )?(?:giu|lam)|ten (?:la )?gi|who(?: is|'s| was)"
    r"|name of)(?!\w)"
)
_OFFICE = re.compile(
    r"(?<!\w)(?P<deputy>pho |deputy |vice[ -])?(?:(?P<chair>chu tich|chair\w*)"
    r"|(?P<party>bi thu|party secretary)|(?P<director>giam doc|director)"
    r"|(?P<head>truong phong|truong ban|head))(?!\w)"
)
_BODIES = (
    ("ubnd", re.compile(r"(?<!\w)(?:ubnd|uy ban nhan dan|people'?s committee)(?!\w)")),
    ("hdnd", re.compile(r"(?<!\w)(?:hdnd|hoi dong nhan dan|people'?s council)(?!\w)")),
)
_OWN_BODY = re.compile(
    r"(?:so|phong|ban|cuc|chi cuc|hoi|uy ban mttq|trung tam|kho bac|cong an|mat tran)(?!\w)"
)
_LEVEL = re.compile(r"(?<!\w)(?:tinh|huyen|thanh pho|thi xa|quan|xa|phuong|thi tran)(?!\w)")


def who(w: Weighing) -> Answer | None:
    """Who holds the office asked for at a place, or what office a person asked for holds; else None."""
    plain = bare(shadow(w.q.read))
    if not _WHO.search(plain):
        return None
    named = [r for r in w.table.statements if _is_named(r, plain)]
    found = named or _holders(w, plain)
    people = {r["speaker"] for r in found}
    if len(people) != 1 or not any(r.get("position") for r in found):
        return None  # documents of different years may introduce different people
    top = max(found, key=lambda r: (bool(r.get("position")), w.table.sources[r["doc"]].published or ""))
    cited = source(w.table, top, w.q.english)
    text = f"{top['speaker']}: {top['position']} ({cited})."
    a = Answer(w.q.text, w.q.language, "statement", text)
    a.rows, a.evidence = [plain_row(w.table, top)], [_introduced(w, top), *evidence_of(w.table, [top])]
    return a


_AROUND = 600
"""Characters around somebody's words in which a text introduces them."""


def _introduced(w: Weighing, row: Row) -> Row:
    """The quote in which a text tells the name and the office of the one whose words it gives."""
    told = evidence_of(w.table, [row])[0]
    text = w.table.sources[row["doc"]].text
    low = max(0, row["start"] - _AROUND)
    around = text[low : row["end"] + _AROUND]
    spots = [
        (at, at + len(words))
        for words in (row["speaker"], row["position"])
        if (at := around.find(words)) >= 0
    ]
    if len(spots) < 2:
        return told
    start, end = min(s for s, _ in spots) + low, max(e for _, e in spots) + low
    if end - start > _AROUND:
        return told
    return told | {"start": start, "end": end, "quote": text[start:end]}


def asks_who(w: Weighing) -> bool:
    """Whether the holder of an office is asked for, so that no figure answers."""
    plain = bare(shadow(w.q.read))
    return w.q.wants != "statement" and bool(_WHO.search(plain)) and bool(_OFFICE.search(plain))


def _is_named(row: Row, plain: str) -> bool:
    speaker = bare(shadow(row.get("speaker") or ""))
    return bool(speaker) and re.search(rf"(?<!\w){re.escape(speaker)}(?!\w)", plain) is not None


def _holders(w: Weighing, plain: str) -> list[Row]:
    """Those whom documents introduce with the office asked for, at the one place asked for."""
    asked = _OFFICE.search(plain)
    if asked is None or len(w.places) != 1 or w.places[0].whole:
        return []
    body = next((name for name, pattern in _BODIES if pattern.search(plain)), None)
    return [r for r in w.table.statements if r.get("position") and _holds(w, r, asked, body)]


def _holds(w: Weighing, row: Row, asked: re.Match[str], body: str | None) -> bool:
    """Whether a speaker's position is the office asked for, of the place asked for itself."""
    own = bare(shadow(row["position"]))
    office = _OFFICE.search(own)
    if (
        office is None
        or bool(office["deputy"]) != bool(asked["deputy"])
        or office.lastgroup != asked.lastgroup
    ):
        return False
    rest = own[office.end() :].strip()
    if body is None and asked["chair"]:
        body = "ubnd"
    if body is not None and not dict(_BODIES)[body].search(rest):
        return False
    if body is None and _OWN_BODY.match(rest):
        return False
    place = w.places[0]
    name = bare(shadow(name_of(place.label)[1]))
    if name in rest:
        return True
    level = _LEVEL.search(rest)  # `Chủ tịch UBND tỉnh`, of the province that the document is about
    chains = set(w.table.chains(row))
    kind = bare(shadow(name_of(place.label)[0] or ""))
    return level is not None and level[0] == kind and bool(chains & set(place.chains))
