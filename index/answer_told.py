"""Places that a text itself calls the first, the last, done or late: `dẫn đầu là xã A, xã B`, `C lỡ hẹn`.

Texts often name them without a number for each, so that nothing can be worked out; and what a text says
itself goes before what can be worked out from the few numbers that it gives.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.answer_candidates import AGGREGATE, Weighing, about
from index.answer_parts import MOST_ROWS, Answer, evidence_of, plain_row
from index.answer_words import capital, place, quantity, source, subject
from index.facttable import FactTable, Row
from index.matching import crossed
from nlp.question_places import name_of
from nlp.question_words import Cue, Reading, Term, expand
from nlp.shadow import bare, shadow

_LEVELS = {"province", "district", "commune", "village"}
_SAYS = {
    "max": r"cao nhất|nhiều nhất|lớn nhất|tốt nhất|nhanh nhất|dẫn đầu|đứng đầu|(?:ở|thuộc) (?:nhóm|tốp) đầu"
           r"|đầu bảng|ngôi (?:đầu|nhất|quán quân)|(?:xếp|đứng|vị trí|hạng) (?:thứ |hạng )?(?:nhất|1)(?!\d)",
    "min": r"thấp nhất|ít nhất|nhỏ nhất|kém nhất|chậm nhất|xếp cuối|đứng cuối|(?:ở|thuộc) (?:nhóm|tốp) cuối"
           r"|cuối bảng|chót bảng|bét bảng|xếp chót|đứng chót|đội sổ",
    "met": r"cán (?:mốc|đích)|về đích|(?:đạt|hoàn thành|vượt|đạt và vượt)(?: mức)? "
           r"(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|yêu cầu)|đạt và vượt|đạt chuẩn|lên chuẩn",
    "missed": r"lỡ hẹn|lỡ (?:kế hoạch|mốc|đích)|(?:chưa|không) (?:thể )?"
              r"(?:đạt|hoàn thành|về đích|cán|tới đích|kịp|đáp ứng)|trượt|thất hẹn|chậm tiến độ",
}  # fmt: skip
_PATTERNS = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for name, words in _SAYS.items()}
_WORDS = {name: frozenset(re.findall(r"[a-z]+", bare(words))) for name, words in _SAYS.items()}
_WAYS = frozenset({"tang", "giam", "cat"})  # what was to rise or fall need not be said again
_DENIED = re.compile(r"(?<!\w)(?:chưa|không)(?: \w+){0,2} $")
# Between what is said and the places that it is said of.
_LEADS = re.compile(
    r"(?: (?:\w+ ){0,5}?)?(?:là|thuộc về|gồm|có|gồm có|vẫn là|:|,)?:? ?(?:các |hai |ba |\d )?"
    r"(?:(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường) )?"
)
_ANNOUNCES = re.compile(r"(?: (?:\w+ ){0,5}?)(?:là|thuộc về|gồm|gồm có) |:")
_JOINS = re.compile(
    r" ?(?:,|và|cùng|cùng với|với|, rồi đến|tiếp đến là)(?: và)? (?:các |hai )?"
    r"(?:(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường) )?"
)
_FAR = 60  # how far the last of the places may stand before what is said of them
_ENOUGH = 0.7  # share of the question's subject that the sentence or its document must have
_BEFORE = 0.8  # what a word of the subject counts that stands in the sentence before or the head
_HEAD = 300
_OF_FIGURE = 0.75  # what the document's subject counts for a figure, which has one of its own
_ROOM = 8  # other words that may stand between those of a wording
_THING = 0.4  # the same share where things of one place are held against each other
_PART = 0.6  # how much of a wording must stand in a sentence to count


@dataclass(frozen=True, slots=True)
class Told:
    """Places of which a sentence says what is asked.

    Attributes:
        places: the mentions, in their order.
        share: the share of the question's subject that the sentence has.
    """

    places: tuple[Row, ...]
    share: float

    @property
    def chains(self) -> set[str]:
        """The places with their parents."""
        return {_chain(p) for p in self.places}


def _chain(row: Row) -> str:
    """The place of a mention or of a figure, with its parents."""
    return str(row["canonical"] if row["kind"] == "locality" else row["_chains"][0])


def told(w: Weighing, says: str) -> Told | None:
    """The places that a sentence on the question's subject calls first, last, done or late.

    Args:
        w: the question.
        says: `max`, `min`, `met` or `missed`.

    Returns:
        Those of the sentence that has most of the subject; None when there is none, or when sentences that
        have it alike name other places.
    """
    found: list[Told] = []
    named = [n for mentions in _by_sentence(w, says) if (n := _named(w, mentions, says))]
    if says in ("met", "missed"):
        typed, loose = w.words_of()
        typed = [x for x in typed if bare(x) not in _WAYS]
        named = [n for n in named if not crossed(typed, loose, (), clause_of(w.table, n))]
    if says in ("max", "min"):
        named += [[f] for f in superlatives(w, says)]
    for places in named:
        share = subject_share(w, places[0], says)
        if share >= _ENOUGH:
            found.append(Told(tuple(places), share))
    if not found:
        return None
    best = max(found, key=lambda t: (round(t.share, 2), t.places[0]["kind"] == "figure"))
    rivals = [t for t in found if t.share > best.share - 0.05 and not (t.chains <= best.chains)]
    return None if rivals else best


def clause_of(table: FactTable, places: Sequence[Row]) -> str:
    """The part of a sentence, between semicolons, that names some places."""
    sentence, start = table.sentence(places[0])
    at, end = places[0]["start"] - start, places[-1]["end"] - start
    first = max(sentence.rfind(";", 0, at), -1) + 1
    last = sentence.find(";", end)
    return sentence[first : last if last > 0 else None]


def _by_sentence(w: Weighing, says: str) -> list[list[Row]]:
    """The mentions of places of the levels asked for, inside the places asked about, sentence by sentence."""
    levels = w.q.levels & _LEVELS
    chains = {c for p in w.places for c in p.chains}
    asked = {c for c in chains if not any(c.endswith(", " + o) for o in chains)}  # no namesake inside it
    years = {p.edtf[:4] for p in w.q.periods if p.edtf[:4].isdigit()}
    out = []
    for mentions in _saying(w.table, says):
        if years and not any(y in w.table.sources[mentions[0]["doc"]].text for y in years):
            continue
        rows = [
            m
            for m in mentions
            if (not levels or m["level"] in levels)
            and m["canonical"] not in asked
            and (not asked or any(m["canonical"].endswith(", " + a) for a in asked))
        ]
        if rows:
            out.append(rows)
    return out


def _saying(table: FactTable, says: str) -> list[list[Row]]:
    """The mentions of places in sentences that call something first, last, done or late."""
    if says not in table.saying:
        found = [rows for words, rows in table.naming_sentences if _PATTERNS[says].search(words)]
        table.saying[says] = [[table.mentions[i] for i in rows] for rows in found]
    return table.saying[says]


def _named(w: Weighing, mentions: list[Row], says: str) -> list[Row]:
    """The mentions that something is said of, right behind the words that say it or right before them."""
    sentence, start = w.table.sentence(mentions[0])
    words = shadow(sentence)
    matches = list(_PATTERNS[says].finditer(words))
    if len(matches) > 1:  # `A đứng đầu, cải thiện nhiều nhất là B`: the one beside the words asked for first
        matches.sort(key=lambda m: -_asked_beside(w, words, m))
    for match in matches:
        if says in ("met", "max") and _DENIED.search(words[: match.start()]):
            continue
        at = match.end()
        behind = [m for m in mentions if m["start"] - start >= at]
        before = [m for m in mentions if m["end"] - start <= match.start()]
        if behind and _LEADS.fullmatch(words[at : behind[0]["start"] - start]):
            lead = words[at : behind[0]["start"] - start]
            if _ANNOUNCES.match(lead) or not before:
                return _row_of(words, start, behind)
        if before:
            gap = words[before[-1]["end"] - start : match.start()]
            if len(gap) <= _FAR and not re.search(r"[.;:,()]|\d|(?<!\w)(?:còn|nhưng|song)(?!\w)", gap):
                return _row_of(words, start, before[::-1])[::-1]
    return []


def _asked_beside(w: Weighing, words: str, match: re.Match[str]) -> float:
    """How much of the question's subject stands in the clause of a match, before and in it."""
    clause = plain_words(re.split(r"[.;:,]", words[: match.start()])[-1] + words[match.start() : match.end()])
    return sum(w.table.matcher.weight(t) * in_words(t, clause) for t in w.strong)


def _row_of(words: str, start: int, mentions: Sequence[Row]) -> list[Row]:
    """The first mention and those joined to it by commas and `và`."""
    out = [mentions[0]]
    for row in mentions[1:]:
        first, second = sorted((out[-1], row), key=lambda r: r["start"])
        if not _JOINS.fullmatch(words[first["end"] - start : second["start"] - start]):
            break
        out.append(row)
    return out


# What may stand between a numeral and the words that call it the highest or the lowest.
_BEHIND = re.compile(
    r" ?(?:%|phần trăm)?(?: (?:[^\W\d_]+ ?){0,6})?,?"
    r"(?: (?:là|đây là|cũng là|và là|nơi|địa phương|huyện|xã|đơn vị|mức))*"
    r" ?\(?(?:có )?(?:(?:tỷ lệ|kết quả|mức|số|điểm) )?"
)


def superlatives(w: Weighing, says: str) -> list[Row]:
    """Figures of the places asked about that their own clause calls first or last.

    `Thị xã A thu được 48,2% dự toán, thấp nhất tỉnh`; `huyện B dẫn đầu với 68,5%`.
    """
    levels = w.q.levels & _LEVELS
    asked = {c for p in w.places for c in p.chains}
    typed, loose = w.words_of()
    bodies = asks_bodies(w)
    mask = w.place_mask(inside=True) if w.places else np.ones(len(w.table.figures), dtype=bool)
    mask = mask & w.table.at_level(levels) if levels and not bodies else mask
    out = []
    for i in map(int, np.flatnonzero(mask)):
        row = w.table.figures[i]
        chains = row["_chains"]
        if len(chains) != 1 or row.get("role") == "target" or bool(row.get("organisation")) != bodies:
            continue
        if asked and not bodies and chains[0] in asked:
            continue
        if not _calls(w.table, i, says) or w.period_fit(row) <= 0:
            continue
        if not crossed(typed, loose, w.table.matcher.indicator(i)):
            out.append(row)
    return out


_BODIES = Cue(
    r"(?<!\w)(?:sở|ban|ngành|cục)(?:, | |/)(?:ban|ngành|sở|phòng)|(?<!\w)khối (?:sở|các sở|cơ quan)(?!\w)"
)


def asks_bodies(w: Weighing) -> bool:
    """Whether a question is for departments (`sở nào`, `đơn vị nào … khối sở, ban, ngành`)."""
    levels = w.q.levels
    if "organisation" in levels:
        return True
    return bool(levels) and levels <= {"unit", "any"} and _BODIES.search(Reading(w.q.read)) is not None


_KIND_ASKED = re.compile(
    r"(?<!\w)(so|nganh|phong|benh vien|trung tam y te|tram y te|ban quan ly)(?!\w)(?: \w+){0,2}? nao(?!\w)"
)
_GROUPS = ("khối ", "các ")


def of_kind_asked(w: Weighing, row: Row) -> bool:
    """Whether a figure is of one body, and of the kind that a question is for (`sở nào`, `bệnh viện nào`)."""
    body = row.get("organisation") or ""
    kind = _KIND_ASKED.search(bare(shadow(w.q.read)))
    return not body.startswith(_GROUPS) and (kind is None or bare(shadow(body)).startswith(kind[1] + " "))


# How an indicator ends that tells a change.
CHANGED = re.compile(r"(?<!\w)(?:tăng|giảm)(?: so với [^.]*)?$")
# Letters without which no sentence calls anything first or last: looked for before its words are.
_HINTS = {"max": ("nhất", "đầu", "quân", " 1"), "min": ("nhất", "cuối", "chót", "sổ")}


def _calls(table: FactTable, i: int, says: str) -> bool:
    """Whether a figure's clause calls the body or place that it is about so; kept once it was asked for."""
    if (i, says) not in table.called:
        row = table.figures[i]
        table.called[i, says] = (
            _called(table, row, says, row.get("organisation") or row["locality"]) is not None
        )
    return table.called[i, says]


def _called(table: FactTable, row: Row, says: str, name: str) -> str | None:
    """The words of a figure's clause that call what it is about first or last; None when there are none."""
    sentence, start = table.sentence(row)
    if not any(hint in sentence for hint in _HINTS[says]):
        return None
    words = shadow(sentence)
    at, end = row["start"] - start, row["end"] - start
    behind = re.split(r"[.;:\d]", words[end : end + 90])[0]
    match = _PATTERNS[says].search(behind)
    if match and _BEHIND.fullmatch(behind[: match.start()]):
        return match[0]
    before = re.split(r"[;:\d]", words[max(0, at - 110) : at])[-1]
    match = _PATTERNS[says].search(before)
    if match is None or _DENIED.search(before[: match.start()]):
        return None
    stands = before.find(shadow(name))
    if stands < 0:
        stands = before.find(shadow(name_of(name)[1]))
    if stands < 0:
        return None
    if stands < match.start():  # `A dẫn đầu với`, but not `dẫn đầu; B đạt`
        return match[0] if "," not in before[match.end() :] or len(before) - match.end() < 60 else None
    return match[0] if _ANNOUNCES.match(before[match.end() : stands]) else None


def subject_share(w: Weighing, row: Row, says: str) -> float:
    """The share of the question's subject in a sentence, the one before, or its document's subject."""
    strong = [t for t in w.strong if not AGGREGATE.fullmatch(" ".join(t.forms[0]))]
    strong = [t for t in strong if not set(bare(shadow(t.text)).split()) <= _WORDS[says]]  # what is said
    if not strong:
        return 1.0 if w.places else 0.0
    sentence, start = w.table.sentence(row)
    head = plain_words(w.table.sources[row["doc"]].text[:_HEAD])
    before = w.table.before(w.table.sources[row["doc"]].text, start)
    if says in ("met", "missed") and ";" in sentence:  # each part of such a sentence has a subject of its own
        lead = sentence.split(";")[0].rpartition(":")[0]
        before, sentence = f"{before} {lead}", clause_of(w.table, [row])
    own, earlier = (plain_words(x) for x in (sentence, before))
    weights = np.array([w.table.matcher.weight(t) for t in strong])
    subject = _OF_FIGURE if row["kind"] == "figure" else 1.0  # a figure has a subject of its own
    hits = [
        max(
            in_words(t, own),
            _BEFORE * subject * (max(in_words(t, earlier), in_words(t, head)) == 1.0),
            about(t, w.table, row["doc"]) * subject,
        )
        for t in strong
    ]
    return float(weights @ np.array(hits) / weights.sum())


def plain_words(text: str) -> str:
    """A text's words without accents, abbreviations written out, one blank around each."""
    words = " ".join(re.findall(r"\w+", bare(expand(text))))
    return f" {words} "


def in_words(term: Term, text: str) -> float:
    """How far a text has a term: 1 when one of its wordings stands there, less for some of its words."""
    best = 0.0
    for form in term.forms:
        words = [bare(x).lstrip("~") for x in form]
        if f" {' '.join(words)} " in text:
            return 1.0
        part = _together(words, text) / len(words)
        best = max(best, part**1.5 if part >= _PART else 0.0)
    return best


def _together(words: list[str], text: str) -> int:
    """How many of some words stand near each other in a text, in any order."""
    if len(words) == 1:
        return 0
    wanted = set(words)
    at = [(i, x) for i, x in enumerate(text.split()) if x in wanted]
    room = len(words) + _ROOM
    return max((len({x for j, x in at if i <= j < i + room}) for i, _ in at), default=0)


def called_thing(w: Weighing, says: str) -> Row | None:
    """The one figure of the place asked about that its sentence calls highest or lowest (`thấp nhất trong các
    nội dung`), where things are asked for and not places.
    """
    found = []
    for i in map(int, np.flatnonzero(w.place_mask())) if w.places else ():
        row = w.table.figures[i]
        if row.get("role") == "target" or row.get("organisation") or w.period_fit(row) <= 0:
            continue
        if w.q.unit and row.get("unit") != w.q.unit:
            continue
        name = " ".join((row.get("indicator") or "").split()[:2])
        if name and _called(w.table, row, says, name) and subject_share(w, row, says) >= _THING:
            found.append(row)
    return found[0] if len({r["value"] for r in found}) == 1 else None


def told_answer(w: Weighing, named: Told, says: str | None = None) -> Answer:
    """The answer that names them, each with its own figure of the sentence when it has one.

    Args:
        w: the question.
        named: the places.
        says: `max` or `min` when only the first or last of them is asked for, where their figures tell it.
    """
    table, english = w.table, w.q.english
    rows: list[Row] = []
    for mention in named.places:
        label = _chain(mention).split(",")[0]
        if label in {r["locality"] for r in rows}:
            continue
        if mention["kind"] == "figure":
            rows.append(mention)
            continue
        at = table.sentence(mention)[1]
        own = [
            f
            for f in (table.figures[i] for i in table.figures_at(mention["canonical"]))
            if f["doc"] == mention["doc"]
            and f.get("locality") == label
            and table.sentence(f)[1] == at
            and f.get("role") != "target"
        ]
        own = [f for f in own if not CHANGED.search(shadow(f.get("indicator") or ""))] or own
        rows.append(own[0] if len(own) == 1 else mention | {"locality": label})
    facts = [r for r in rows if r["kind"] == "figure"]
    if says in ("max", "min") and len(facts) == len(rows) > 1 and len({r["unit"] for r in facts}) == 1:
        first = (max if (says == "max") != (facts[0]["unit"] == "hạng") else min)(r["value"] for r in facts)
        rows = facts = [r for r in facts if r["value"] == first]
    names = ", ".join(place(r["locality"], english) for r in rows)
    said = "".join(f"; {subject(r, english)[:110]} {quantity(r, english)}" for r in facts[:1]).lstrip("; ")
    behind = f"{said}; " if said else ""
    a = Answer(w.q.text, w.q.language, "list")
    a.text = capital(f"{names} ({behind}{source(table, named.places[0], english)}).")
    a.rows = [plain_row(table, r) for r in rows][:MOST_ROWS]
    a.evidence = evidence_of(table, [*rows, named.places[0]])
    return a
