"""Answers that are an utterance: who said something, or what someone said."""

import re
from collections.abc import Sequence

import numpy as np

from index.answer_candidates import Weighing
from index.answer_parts import Answer, evidence_of, plain_row
from index.answer_words import source, sources
from index.facttable import FactTable, Row
from nlp.question_places import name_of
from nlp.shadow import bare, shadow

_ENOUGH_SAID, _ENOUGH_ENGLISH = 0.42, 0.5
_AHEAD = 0.11  # how far an utterance must lead that no place or name singles out

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
    level = _level_of(plain)
    names = [bare(shadow(name_of(p.label)[1])) for p in w.places if not p.whole]
    best: list[tuple[float, Row]] = []
    for row, score in zip(table.statements, scores, strict=True):
        fit = _statement_place(w.table, row, asked) if w.places else 1.0
        if fit == 0.0 or (level and _level_of(bare(shadow(row.get("position") or ""))) not in (None, level)):
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
    speaker = shadow(top.get("speaker") or "")
    if position and not _PEOPLE.search(plain) and bare(speaker) not in plain and not _holds(w, top, position):
        return None  # a deputy, or somebody of another body, is not the one asked about
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


_PEOPLE = re.compile(r"(?<!\w)(?:nong dan|bac si|giao vien|co giao|dai bieu)(?! nao)(?!\w)")
"""Who may be spoken of as well as speak."""


def _holds(w: Weighing, row: Row, position: re.Pattern[str]) -> bool:
    """Whether a speaker holds the position asked about, at the department that the question names."""
    own = bare(shadow(row.get("position") or ""))
    body = bare(shadow(w.organisation or ""))
    other = body.startswith("so ") and "so " in own and body.split(" tinh ")[0] not in own
    return position.search(own) is not None and not other


_LEVEL = re.compile(
    r"(?<!\w)(?:chu tich|bi thu)(?: (?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|dang uy))?"
    r" (?P<level>tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong)(?! (?:uy|doan))(?!\w)"
)


def _level_of(plain: str) -> str | None:
    """Of which kind of unit somebody is chairman or secretary (`chủ tịch UBND tỉnh`); None when not told."""
    told = _LEVEL.search(plain)
    return {"tp": "thanh pho"}.get(told["level"], told["level"]) if told else None


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
