"""Answers that are a governing document or an utterance."""

import re
from collections.abc import Sequence

import numpy as np

from index.answer_candidates import Weighing
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_words import date, place, source, sources
from index.facttable import FactTable, Row
from nlp.question_places import name_of
from nlp.question_words import Term
from nlp.shadow import bare, shadow

_ENOUGH = 0.5
_DENIED = re.compile(r"(?<!\w)(?:chưa|không)(?!\w)")
_ENOUGH_SAID, _ENOUGH_ENGLISH = 0.42, 0.5
_AHEAD = 0.11  # how far an utterance must lead that no place or name singles out


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


# --- who said what

# Words for people who speak: they say nothing of what is said.
_SPEAKERS = {
    tuple(words.split())
    for words in ("cán bộ", "công chức", "người dân", "lãnh đạo", "nông dân", "giám đốc", "chủ tịch",
                  "phó chủ tịch", "phó giám đốc", "hiệu trưởng", "bác sĩ", "bí thư", "trưởng phòng",
                  "ông", "bà", "anh", "chị", "cô", "thầy", "người", "vị", "đại diện", "chuyên gia",
                  "công nhân")
}  # fmt: skip


def statement(w: Weighing) -> Answer | None:
    """Who said something, or what someone said."""
    q, table = w.q, w.table
    if not table.statements:
        return None
    about = [t for t in q.terms if t.weight >= (0.5 if q.english else 0.3) and not _SPEAKERS & set(t.forms)]
    matcher = table.matcher_of("statements")
    scores = matcher.scores(about) if about else np.full(len(table.statements), 0.5)
    low = shadow(q.text)
    plain = bare(low)
    numbers = [n for n in (*q.numbers, *([q.threshold.value] if q.threshold else [])) if n > 9]
    position, asked = _asked_position(plain), {c for p in w.places for c in p.chains}
    names = [bare(shadow(name_of(p.label)[1])) for p in w.places if not p.whole]
    best: list[tuple[float, Row]] = []
    for row, score in zip(table.statements, scores, strict=True):
        fit = _statement_place(w.table, row, asked) if w.places else 1.0
        if fit == 0.0:
            continue
        total = float(score)
        speaker = shadow(row.get("speaker") or "")
        if speaker and (speaker in low or bare(speaker) in plain):
            total += 0.5
        total += 0.3 * any(_has_number(row, n) for n in numbers)
        total += _position(row, position, names)
        best.append((total * fit, row))
    best.sort(key=lambda b: -b[0])
    margin = best[0][0] - best[1][0] if len(best) > 1 else 1.0
    enough = _ENOUGH_ENGLISH if q.english else _ENOUGH_SAID
    if not best or best[0][0] < enough:
        return None
    top = best[0][1]
    if not w.places and margin < _AHEAD and best[1][1].get("speaker") != top.get("speaker"):
        near = [r for s, r in best if s > best[0][0] - _AHEAD]
        return _speakers(w, near) if _TALKED_OF.search(plain) else None
    said = top.get("quote") or top["text"]
    who = ", ".join(x for x in (top.get("speaker"), top.get("position")) if x)
    short = said if len(said) < 330 else said[:328].rsplit(" ", 1)[0] + "…"
    text = f"{who}: “{short}” ({source(table, top, q.english)})."
    a = Answer(q.text, q.language, "statement", text)
    a.rows, a.evidence = [plain_row(table, top)], evidence_of(table, [top])
    a.compared = [plain_row(table, r) for s, r in best[1:4] if s > best[0][0] - 0.1]
    return a


_TALKED_OF = re.compile(
    r"(?<!\w)(?:(?:noi|phat bieu|chia se|trao doi|de cap|y kien)(?: gi)? (?:ve|den|toi)"
    r"|(?:spoke|talked|said) (?:about|of|on))(?!\w)"
)
_MOST_SPEAKERS = 5


def _speakers(w: Weighing, rows: Sequence[Row]) -> Answer | None:
    """Several who spoke of one thing, each with the first of the words that fit."""
    first = {r["speaker"]: r for r in reversed(rows) if r.get("speaker")}
    chosen = [r for r in rows if first.get(r.get("speaker")) is r]
    if not 1 < len(chosen) <= _MOST_SPEAKERS:
        return None
    room = 330 // len(chosen)
    told = []
    for row in chosen:
        said = row.get("quote") or row["text"]
        said = said if len(said) <= room else said[:room].rsplit(" ", 1)[0] + "…"
        told.append(f"{row['speaker']}: “{said}”")
    cited = sources(w.table, list(chosen), w.q.english)
    a = Answer(w.q.text, w.q.language, "statement", f"{'; '.join(told)} ({cited}).")
    a.rows, a.evidence = [plain_row(w.table, r) for r in chosen], evidence_of(w.table, list(chosen))
    return a


# Positions by which questions name a speaker, the longer first; without accents.
_POSITIONS = re.compile(
    r"(?<!\w)(?:pho chu tich|chu tich|pho bi thu|bi thu|pho giam doc|giam doc|pho truong phong|truong phong"
    r"|pho hieu truong|hieu truong|truong ban|chanh van phong|truong thon|bac si|giao vien|co giao|nong dan"
    r"|dai bieu|deputy director|director|vice chair\w*|chair\w*|party secretary|deputy head|head"
    r"|principal)(?!\w)"
)
_ENGLISH_POSITIONS = {
    "deputy director": "pho giam doc",
    "director": "giam doc",
    "chair": "chu tich",
    "vice chair": "pho chu tich",
    "party secretary": "bi thu",
    "deputy head": "pho truong",
    "head": "truong",
    "principal": "hieu truong",
}
_HELD, _OTHER = 0.3, -0.2  # what a speaker's position counts that is the one asked for, and another one


def _asked_position(plain: str) -> re.Pattern[str] | None:
    """Finds the position that a question, given without accents, asks about; None when it asks about none."""
    asked = _POSITIONS.search(plain)
    if not asked:
        return None
    name = re.sub(r"chair\w*", "chair", asked[0])
    return re.compile(rf"(?<!\w)(?<!pho ){_ENGLISH_POSITIONS.get(name, name)}(?!\w)")


def _position(row: Row, asked: re.Pattern[str] | None, places: Sequence[str]) -> float:
    """What a speaker's position says for or against it, and whether a place asked about stands in it.

    Args:
        row: the statement.
        asked: finds the position asked about.
        places: the names of the places asked about, without accents.
    """
    own = bare(shadow(row.get("position") or ""))
    total = 0.0
    if asked and own:
        total += _HELD if asked.search(own) else _OTHER
    if own and any(name in own for name in places):
        total += _HELD
    return total


def _has_number(row: Row, value: float) -> bool:
    from nlp.question import numeral

    said = re.findall(r"\d+(?:[.,]\d+)*", row.get("quote") or row["text"])
    return any(abs(numeral(n.rstrip(".,")) - value) < 1e-9 for n in said if n.rstrip(".,"))


def _statement_place(table: FactTable, row: Row, asked: set[str]) -> float:
    """How well a statement fits the places asked about, given with their parents."""
    chains = set(table.chains(row))
    if any(c == a or c.endswith(", " + a) or a.endswith(", " + c) for c in chains for a in asked):
        return 1.0
    home = table.named_in(row["doc"])
    return 0.85 if any(h == a or h.endswith(", " + a) for h in home for a in asked) else 0.0
