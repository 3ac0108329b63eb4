"""Answers that are governing documents, by number, place, date and subject."""

import re

import numpy as np

from index.answer_candidates import Weighing
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_words import date, place, source, sources
from index.facttable import Row
from nlp.question_places import name_of
from nlp.question_words import Term
from nlp.shadow import bare, shadow

_ENOUGH = 0.5
_DENIED = re.compile(r"(?<!\w)(?:chưa|không)(?!\w)")


_MANY = 5_000  # directives of a store whose sentences are not looked at one by one


def directive(w: Weighing) -> Answer | None:
    """The governing document asked for, by number, place, date and subject."""
    q, table = w.q, w.table
    if not table.directives:
        return None
    asked = q.directive
    scores = table.matcher_of("directives").scores(_about(w)) if _about(w) else np.ones(len(table.directives))
    found: list[tuple[float, Row]] = []
    for row, score in zip(table.directives, scores, strict=True):
        if (
            asked
            and asked.type
            and shadow(row.get("type") or "") != asked.type
            and "văn bản" not in q.text.lower()
        ):
            continue
        if asked and asked.number and not same_number(asked.number, asked.symbol, row):
            continue
        place_fit = _place_fit(w, row)
        if place_fit == 0.0:
            continue
        year_fit = _year_fit(w, row)
        if year_fit == 0.0:
            continue
        own = _OF_CLAUSE if _clause_names(w, row) else 0.0
        found.append((float(score) * place_fit * year_fit + own, row))
    wants_number = "directive_number" in q.cues
    found.sort(key=lambda f: (-round(f[0], 2), f[1].get("number") is None, f[1].get("title") is None))
    by_number = bool(asked and asked.number)
    rivals = [f for f in found[1:] if not _same_directive(f[1], found[0][1])]
    clear = bool(found) and w.places and (not rivals or found[0][0] - rivals[0][0] > 0.1)
    if not found or (not by_number and found[0][0] < (_ENOUGH * 0.6 if clear else _ENOUGH)):
        return None
    if wants_number and not by_number and found[0][1].get("number") is None:
        numbered = [f for f in found if f[1].get("number") and f[0] >= max(_ENOUGH, found[0][0] - 0.15)]
        if not numbered:
            return None
        found = numbered
    top = _fullest([r for s, r in found if _same_directive(r, found[0][1])])
    if re.search(r"ngay nao|khi nao|bao gio|when was", bare(shadow(q.text))) and not top.get("date"):
        return None
    tellings = [r for _, r in found if _same_directive(r, top)]
    plain = bare(shadow(q.text))
    if by_number and _REPLACES.search(plain):
        return _replacement(w, tellings, bool(_REPLACED.search(plain)))
    if by_number and _MORE.search(plain):
        return None  # its number and date are not what is asked for
    if not by_number and _SEVERAL.search(plain) and (several := _all_of(w, found)):
        return several
    others = [r for s, r in found if not _same_directive(r, top) and (by_number or s > found[0][0] - 0.1)]
    a = Answer(q.text, q.language, "directive", _directive_text(w, top))
    if by_number and others:
        more = "; ".join(
            f"{_name(r)} ({place(r.get('locality'), q.english) or source(table, r, q.english)})"
            for r in others[:3]
        )
        a.text += f" Others with this number: {more}." if q.english else f" Cùng số này còn có: {more}."
    a.rows = [plain_row(table, top)]
    a.evidence = evidence_of(table, [top, *[t for t in tellings if t is not top]])
    a.compared = [plain_row(table, r) for r in others[:10]]
    return a


_SEVERAL = re.compile(
    r"(?<!\w)(?:nhung|cac|may)(?: loai)? (?:van ban|chi dao|quyet dinh|nghi quyet|ke hoach|chi thi|de an"
    r"|cong van)(?!\w)"
    r"|(?<!\w)(?:which|what) (?:documents|directives|decisions|resolutions|plans)(?!\w)"
)
_AMONG = 0.3  # how far behind the best a document of a list may lie
_MOST_OF_THEM = 8


def _all_of(w: Weighing, found: list[tuple[float, Row]]) -> Answer | None:
    """The governing documents that fit, where several are asked for; None unless there are several."""
    kept: list[Row] = []
    issuer = _UBND.search(bare(shadow(w.q.read)))
    least = max(_ENOUGH * 0.6, found[0][0] - _AMONG)
    for score, row in found:
        by = bare(shadow(row.get("issuer") or ""))
        if score < least or not (row.get("number") or row.get("title")):
            continue
        if issuer and not by.replace("chu tich ", "").startswith(issuer[0]):
            continue
        if not any(_same_directive(row, k) for k in kept):
            kept.append(_fullest([r for _, r in found if _same_directive(r, row)]))
    kept = kept[:_MOST_OF_THEM]
    if len(kept) < 2:
        return None
    room = 520 // len(kept)
    told = "; ".join(_shortly(w, row, room) for row in kept)
    a = Answer(w.q.text, w.q.language, "directive", f"{told} ({sources(w.table, kept, w.q.english)}).")
    a.rows, a.evidence = [plain_row(w.table, r) for r in kept], evidence_of(w.table, kept)
    return a


_UBND = re.compile(r"(?<!\w)(?:ubnd|hdnd)(?: (?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong))?(?!\w)")


def _shortly(w: Weighing, row: Row, room: int) -> str:
    """A document with what it is about, in so many characters."""
    named = f"{_name(row)}{' (' + date(row['date'], w.q.english) + ')' if row.get('date') else ''}"
    title = _ABOUT.sub("", row.get("title") or "")
    left = room - len(named) - 6
    if not title or left < 20:
        return named
    title = title if len(title) <= left else title[:left].rsplit(" ", 1)[0] + "…"
    return f"{named} “{title}”"


# What is asked about a document beyond which one it is.
_REPLACES = re.compile(r"(?<!\w)(?:thay the|bai bo|replac\w*|supersed\w*|repeal\w*)(?!\w)")
_REPLACED = re.compile(
    r"(?<!\w)(?:(?:bi|duoc) (?:thay the|bai bo)|(?:thay the|bai bo) (?:boi|bang)"
    r"|replaced by|superseded by)(?!\w)"
)
_MORE = re.compile(
    r"(?<!\w)(?:ai ky|nguoi ky|do ai ky|hieu luc|(?:yeu cau|quy dinh|giao) (?:gi|nhung gi)"
    r"|sign\w*|effect|in force|require|requires|required)(?!\w)"
)
_TAKES_PLACE = re.compile(r"(?<!\w)(?:thay thế|bãi bỏ)(?: cho)?(?: các)?\s*$")


def _replacement(w: Weighing, tellings: list[Row], replaced: bool) -> Answer | None:
    """The document that another one replaced, or that replaced it, where a text says so; else None."""
    table = w.table
    for old in table.directives:
        text = table.sources[old["doc"]].text
        if not _TAKES_PLACE.search(shadow(text[max(0, old["start"] - 30) : old["start"]])):
            continue
        here = [
            r
            for r in table.directives
            if r["doc"] == old["doc"] and r["start"] < old["start"] and r.get("number")
        ]
        sentence, begins = table.sentence(old)
        beside = [r for r in here if r["start"] >= begins]
        # `Chỉ thị này thay thế …` says that it is the document itself, which tells its number first
        own = [r for r in here[:1] if f"{shadow(r['type'])} này" in shadow(sentence)]
        new = beside[-1] if beside else own[0] if own else None
        if new is None:
            continue
        asked, other = (old, new) if replaced else (new, old)
        if any(_same_directive(asked, r) for r in tellings):
            a = Answer(w.q.text, w.q.language, "directive", _directive_text(w, other))
            a.rows, a.evidence = [plain_row(table, other)], evidence_of(table, [other, asked])
            return a
    return None


_OF_CLAUSE = 0.3  # what it counts that a directive's own clause names the place asked about


def _clause_names(w: Weighing, row: Row) -> bool:
    """Whether the part of a sentence that names a directive also names a place asked about."""
    if len(w.table.directives) > _MANY or not w.places:
        return False
    sentence, start = w.table.sentence(row)
    at = row["start"] - start
    parts = re.split(r"[;]", sentence[: at + 1])
    clause = shadow(parts[-1] + re.split(r"[;]", sentence[at + 1 :])[0])
    others = re.split(r"[;]", sentence)
    named = [p for p in w.places if not p.whole and shadow(p.label) in clause]
    return bool(named) and len(others) > 1


def _about(w: Weighing) -> list[Term]:
    kinds = {bare(w.q.directive.type)} if w.q.directive and w.q.directive.type else set()
    return [t for t in w.q.terms if bare(shadow(t.text)) not in kinds and t.weight >= 0.3]


def _fullest(rows: list[Row]) -> Row:
    return max(
        rows,
        key=lambda r: (
            r.get("number") is not None,
            sum(r.get(k) is not None for k in ("date", "issuer", "title", "symbol")),
        ),
    )


def same_number(number: str, symbol: str | None, row: Row) -> bool:
    """Whether a directive (its `number` and `symbol`) bears a number, `07` as `7`, and a symbol's letters."""
    own = str(row.get("number") or "")
    if own.lstrip("0") != number.lstrip("0"):
        return False
    if symbol and row.get("symbol"):
        asked = re.findall(r"[a-z]+", symbol)
        have = re.findall(r"[a-z]+", bare(shadow(row["symbol"])))
        return all(a in have for a in asked)
    return True


def _same_directive(a: Row, b: Row) -> bool:
    if a.get("type") != b.get("type") or a.get("number") != b.get("number"):
        return False
    if a.get("number") is None:
        return a is b or (a.get("title") is not None and a.get("title") == b.get("title"))
    for key in ("issuer", "locality"):
        if a.get(key) and b.get(key) and a[key] != b[key]:
            return False
    return not (a.get("date") and b.get("date") and a["date"][:4] != b["date"][:4])


def _place_fit(w: Weighing, row: Row) -> float:
    if not w.places:
        return 1.0
    chains = set(w.table.chains(row))
    asked = {c for p in w.places for c in p.chains}
    if chains & asked:
        return 1.0
    issuer = shadow(row.get("issuer") or "")
    for p in w.places:
        if not p.whole and shadow(name_of(p.label)[1]) in issuer:
            return 1.0
    if any(c.endswith(", " + a) for c in chains for a in asked):
        return 0.7
    home = w.table.named_in(row["doc"])
    if home & asked:
        return 0.85 if not chains else 0.6
    if any(h.endswith(", " + a) or a.endswith(", " + h) for h in home for a in asked) and not chains:
        return 0.75
    title = shadow(row.get("title") or "")
    return 0.8 if any(not p.whole and shadow(name_of(p.label)[1]) in title for p in w.places) else 0.0


def _year_fit(w: Weighing, row: Row) -> float:
    years = {p.edtf[:4] for p in w.q.periods if p.edtf[:4].isdigit()} | {
        p.edtf.split("/")[-1][:4] for p in w.q.periods if "/" in p.edtf
    }
    if not years:
        return 1.0
    said = (row.get("title") or "") + " " + (row.get("date") or "")
    if any(y in said for y in years):
        return 1.0
    sentence, _ = w.table.sentence(row)
    if any(y in sentence for y in years):
        return 0.9
    if row.get("date") and row["date"][:4] not in years:
        if row["date"][5:7] in ("11", "12") and str(int(row["date"][:4]) + 1) in years:
            return 0.95  # what is planned for a year is handed out at the end of the one before
        return 0.75 if re.search(r"(?:19|20)\d\d", row.get("title") or "") is None else 0.0
    return 0.6 if not re.search(r"(?:19|20)\d\d", said) else 0.0


def _name(row: Row) -> str:
    if row.get("symbol"):
        return f"{row['type']} số {row['symbol']}"
    return f"{row['type']} số {row['number']}" if row.get("number") else str(row["type"])


_ABOUT = re.compile(r"^(?:về việc|v/v)[ :]+", re.IGNORECASE)


def _directive_text(w: Weighing, row: Row) -> str:
    english = w.q.english
    parts = [_name(row)]
    if row.get("date"):
        parts.append(
            f"dated {date(row['date'], True)}"
            if english
            else (f"ngày {date(row['date'])}" if len(row["date"]) == 10 else date(row["date"]))
        )
    if row.get("issuer"):
        parts.append(f"issued by {row['issuer']}" if english else f"của {row['issuer']}")
    if row.get("title"):
        title = _ABOUT.sub("", row["title"]) or row["title"]
        title = title if len(title) < 300 else title[:298].rsplit(" ", 1)[0] + "…"
        parts.append(f"on “{title}”" if english else f"về “{title}”")
    return f"{' '.join(parts)} ({source(w.table, row, english)})."
