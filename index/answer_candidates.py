"""The figures a question may mean: filtered by place, period, role and unit, ranked by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from index.answer_fit import FEATURES, model
from index.answer_merged import SINCE
from index.answer_scope import Place, find_organisation, find_places
from index.facttable import FactTable, Row
from index.matching import crossed
from nlp.question import Question
from nlp.question_periods import agreement, bounds
from nlp.question_words import WORD, Cue, Reading, Term, expand
from nlp.shadow import bare, shadow

ENOUGH = 0.1  # how probable it must be that a figure is the one asked for, to be looked at
_ELSEWHERE = 0.16  # found less than that, a word stands at most elsewhere in the document
_OWN, _CLAUSE, _SENTENCE = 0.8, 0.55, 0.34  # how far a word is found that stands in such a place
_HEAD = 500  # how far a document's head goes that says what it is about
_LEAST = 0.12  # share of a question's content that a figure must have to be looked at
TOPIC = 0.5  # the same for a list, which is filtered by other things too
_RANKED = re.compile(r"(?<!\w)(?:nhom|top|dan dau|hang|bac|thu|rank\w*|place|leading)(?!\w)")
# A figure that says by how much another one missed or passed its target.
MARGIN = re.compile(r"(?<!\w)(?:hụt|kém|thấp hơn|vượt|cao hơn|chênh)(?!\w)")
# A body inside a unit: its figures are not those of the unit.
DEPARTMENT = re.compile(r"(?:sở|phòng|ban|cục|chi cục|trung tâm|ngành)(?!\w)", re.I)
_BESIDE = 0.4  # how well a period agrees that is a guess, where the year asked for stands beside the figure
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNKNOWN = 0.35  # the weight of an English word that the glossary lacks
_MOST = 80
AGGREGATE = re.compile(r"^(chỉ tiêu|mục tiêu|nhiệm vụ|tiêu chí|chỉ số|khoản thu|đầu việc|nội dung)\b")


# Signs of units and the words that a question uses for them.
_UNITS = {"m2": "mét vuông m2", "m²": "mét vuông m2",
          "ha": "ha hécta hecta héc-ta", "km": "km ki-lô-mét cây số",
          "m3": "mét khối m3",
          "kg": "kg ki-lô-gam cân", "kwh": "kwh điện", "m": "m mét"}  # fmt: skip


_SIGNS = frozenset({None, "%", "điểm %", "đồng", "hạng", "bậc", "điểm"})
_PEOPLE = re.compile(
    r"(?:nguoi|benh nhan|hoc (?:sinh|vien)|sinh vien|lao dong|giao vien|can bo|cong chuc|vien chuc|nhan vien"
    r"|hoi vien|doan vien|dang vien|khach|doi tuong|tre|thanh vien|cong dan|dan|chu the|nong dan|bac si"
    r"|tieu thuong|phu nu|thanh nien|cong nhan|thi sinh|ung vien|dai bieu|luot nguoi)(?!\w)"
)
_DENIAL = re.compile(r"(?<!\w)(?:chưa|không|thiếu|còn lại|hụt|trắng|vắng|ngoài)(?!\w)")
_ASKED_DENIAL = Cue(r"(?<!\w)(?:chưa|không) (?!\W*$)(?!dùng|gian|khí|chuyên|quá|dưới|kể)[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_a-zà-ỹđ][^\W\d_]+(?: [^\W\d_a-zà-ỹđ][^\W\d_]+)+")
# Words that stand before the noun that is counted.
_CLASSIFIERS = frozenset({"luot", "con", "chiec", "cai", "can", "cay", "qua", "nguoi"})
# First words of nouns that are never counted as people, files or money.
_UNIT_NOUNS = frozenset(
    {"xa", "phuong", "huyen", "quan", "thi", "tinh", "thon", "buon", "ap", "truong", "benh"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may be meant.

    Attributes:
        at: its place in the table's figures.
        row: the figure.
        score: how well it fits, above all 0 to 1.
        words: the share of the question's content that it has.
        fit: how well its period agrees, 0 to 1.
    """

    at: int
    row: Row
    score: float
    words: float
    fit: float


class Weighing:
    """A question held against a table."""

    def __init__(self, question: Question, table: FactTable) -> None:
        self.q = question
        self.table = table
        self.places, self.unknown = find_places(question, table)
        self.organisation, used = find_organisation(question, table)
        terms = tuple(t for t in question.terms if not any(s <= t.start < e for s, e in used))
        self.terms = tuple(self._weighed(t) for t in terms)
        self.strong = tuple(t for t in self.terms if t.weight >= 0.5)

    def _weighed(self, term: Term) -> Term:
        """An English word that the documents use too (`container`) is a term like any other."""
        word = term.forms[0][0]
        if self.q.english and term.weight == _UNKNOWN and len(word) > 5 and self.table.matcher.variants(word):
            return replace(term, weight=1.0)
        return term

    # --- filters

    def place_mask(self, places: Sequence[Place] | None = None, inside: bool = False) -> np.ndarray:
        """Which figures are about the places (all figures when the question names none)."""
        places = self.places if places is None else places
        if not places:
            return np.ones(len(self.table.figures), dtype=bool)
        mask = np.zeros(len(self.table.figures), dtype=bool)
        for place in places:
            here = self.table.at(place.chains, inside)
            if place.merged and place.merged.newer:
                here &= self.table.last >= SINCE
            mask |= here
        return mask

    def level_mask(self) -> np.ndarray:
        """Which figures are about a unit of a level that is asked for."""
        levels = self.q.levels & {"province", "district", "commune", "village"}
        if not levels:
            return np.ones(len(self.table.figures), dtype=bool)
        return self.table.at_level(levels)

    def period_fit(self, row: Row) -> float:
        """How well a figure's period agrees with those asked for; 1 when none is."""
        if not self.q.periods:
            return 1.0
        stated = row.get("period")
        if stated is None:
            return max(self.undated(row, p.edtf) for p in self.q.periods)
        fit = max(agreement(p.edtf, stated, row.get("role") == "target") for p in self.q.periods)
        return fit or self._told_beside(row)

    def _told_beside(self, row: Row) -> float:
        """A little when a figure's period is a guess and the year asked for stands in its words or before."""
        if "period" not in (row.get("inferred") or ()):
            return 0.0
        sentence, start = self.table.sentence(row)
        words = sentence[: row["end"] - start] + self.table.before(self.table.sources[row["doc"]].text, start)
        years = {p.edtf for p in self.q.periods if len(p.edtf) == 4}
        return _BESIDE if years & set(_YEAR.findall(words)) else 0.0

    def undated(self, row: Row, asked: str) -> float:
        source = self.table.sources[row["doc"]]
        year = asked[:4]
        if year == "XXXX":
            return 0.4
        if source.published:
            return 0.5 if source.published[:4] == year else 0.0
        return 0.35 if year in source.text else 0.0

    def role_fits(self, row: Row, role: str | None) -> bool:
        """Whether a figure has the role asked for (`assigned` figures also answer for targets)."""
        if role is None:
            return True
        own = row.get("role") or "result"
        return (
            own == role
            or (role == "target" and own == "assigned")
            or (role == "assigned" and own == "target")
        )

    def unit_fits(self, row: Row) -> float:
        """1 when a figure has the unit asked for, 0 when it has another kind, between when unsure."""
        own, asked = row.get("unit") or "", self.q.unit
        if asked == "%":
            return (
                1.0
                if own == "%"
                else 0.5
                if row.get("denominator") and own not in ("hạng", "bậc", "điểm")
                else 0.0
            )
        if asked == "đồng":
            return 1.0 if own == "đồng" else 0.0
        if asked == "hạng":
            return 1.0 if own in ("hạng", "bậc") else 0.0
        if asked == "điểm %":
            return 1.0 if own == "điểm %" else 0.2
        if own in ("hạng", "bậc") and not self.q.counted and not _RANKED.search(bare(shadow(self.q.read))):
            return 0.0
        counted = self._counted
        if counted:
            words = {bare(w) for w in WORD.findall(expand(_UNITS.get(shadow(own), own)))}
            if _same_noun(_UNITS.get(shadow(own), own), counted[0], counted[1]):
                return 1.0
            if own == "hạng":
                return (
                    0.7 if re.search(r"(?<!\w)(?:nhom|top|dan dau)(?!\w)", bare(shadow(self.q.read))) else 0.0
                )
            if own == "đồng":
                return 0.0
            if own == "%":
                return 0.3 if counted[2] else 0.55
            if counted[0] and counted[0][0] in _UNIT_NOUNS and not self.q.english:
                return 0.6 if own in ("đơn vị", "địa phương") else 0.0
            if counted[2]:
                return 0.2
            return 0.75 if words & counted[1] else 0.6
        return 0.8

    @cached_property
    def _counted(self) -> tuple[list[str], set[str], bool] | None:
        if not self.q.counted:
            return None
        words = [bare(w) for w in WORD.findall(expand(self.q.counted))]
        while words and words[0] in ("trieu", "nghin", "ngan", "ty", "tram", "chuc", "van"):
            words = words[1:]
        if self.q.english:
            if re.match(r"(?:people|residents|persons|inhabitants)\b", words[0] if words else ""):
                return ["nguoi"], {"nguoi"}, False
            forms = [f for t in self.terms[:2] for f in t.forms]
            flat = {bare(w).lstrip("~") for f in forms for w in f}
            return ([bare(f[0]).lstrip("~") for f in forms], flat, False) if flat else None
        known = " ".join(words[:2]) in self.table.unit_words or (
            words[:1] and words[0] in self.table.unit_words
        )
        return words[:1], set(words[:12]), bool(known)

    # --- ranking

    def words_of(self) -> tuple[list[str], bool]:
        """The question's words for telling poles apart, and whether they have no accents."""
        if self.q.english:
            denied = ["chưa"] if {"missed", "remaining", "negated"} & self.q.cues else []
            return [*denied, *(w for t in self.terms for f in t.forms for w in (*f, "|"))], False
        if Reading(self.q.read).accented:
            return WORD.findall(expand(self.q.read)), False
        return self._read_words(), True

    def _read_words(self) -> list[str]:
        """The words of a question without accents; those of known terms as they are written."""
        out: list[str] = []
        known = {t.start: t for t in self.q.terms if len(t.forms[0]) > 1 and t.forms[0][0][:1] != "~"}
        end = 0
        for match in WORD.finditer(shadow(self.q.read)):
            term = known.get(match.start())
            if term is not None:
                out += term.forms[0]
                end = term.end
            elif match.start() >= end:
                out += WORD.findall(expand(match[0]))
        return out

    def ranked(
        self,
        mask: np.ndarray,
        role: str | None = None,
        terms: Sequence[Term] | None = None,
        enough: float = ENOUGH,
        units: bool = True,
        periods: bool = True,
        asking: str | None = None,
    ) -> list[Candidate]:
        """Figures that fit, best first.

        Args:
            mask: which figures may be meant.
            role: the role they must have; None for any.
            terms: the words to look for (the question's own unless given).
            enough: how probable it must be that a figure is the one asked for.
            units: whether the unit asked for counts.
            periods: whether the periods asked for count.
            asking: the stretch of the question that asks for them, when it is not all of it.
        """
        kept, features = self.measured(mask, role, terms, units, periods, asking)
        if not kept:
            return []
        scores = model().probability(features)
        words, time = FEATURES.index("words"), FEATURES.index("time")
        out = [
            Candidate(i, self.table.figures[i], float(score), float(f[words]), float(f[time]))
            for i, score, f in zip(kept, scores, features, strict=True)
            if score >= enough
        ]
        return sorted(
            out, key=lambda c: (-round(c.score, 3), _newest_first(self.table, c.row), c.row["start"])
        )

    def measured(
        self,
        mask: np.ndarray,
        role: str | None = None,
        terms: Sequence[Term] | None = None,
        units: bool = True,
        periods: bool = True,
        asking: str | None = None,
    ) -> tuple[list[int], np.ndarray]:
        """The figures that may be meant, and what speaks for and against each.

        Args:
            mask, role, terms, units, periods, asking: as for `ranked`.

        Returns:
            Places in the table's figures, and an array (figures, `FEATURES`).
        """
        terms = self.terms if terms is None else tuple(terms)
        matcher = self.table.matcher
        found = matcher.found(terms)
        base = matcher.total(terms, found)
        nearby = self._nearby_mask(mask)
        wanted = mask | nearby
        order = np.argsort(-np.where(wanted, base, -1.0), kind="stable")[:_MOST]
        typed, loose = (
            self.words_of()
            if asking is None
            else (WORD.findall(expand(asking)), not Reading(self.q.read).accented)
        )
        weights = np.array([matcher.weight(t) for t in terms], dtype=np.float32)
        weights = weights / weights.sum() if len(weights) else weights
        strong = np.array([t.weight >= 0.5 for t in terms], dtype=bool)
        said = self._numbers_said()
        kept: list[int] = []
        rows: list[list[float]] = []
        for i in map(int, order):
            if not wanted[i] or (terms and base[i] < _LEAST):
                break
            row = self.table.figures[i]
            if not self.role_fits(row, role) or (self.organisation and not self.of_organisation(row)):
                continue
            unit = self.unit_fits(row) if units else 1.0
            fit, beside = self._time(row) if periods else (1.0, 0.0)
            if unit <= 0.0 or (fit <= 0.0 and not beside):
                continue
            if crossed(typed, loose, matcher.indicators[i], _nearby(self.table, row)):
                continue
            if (self._denied and not _DENIAL.search(shadow(_nearby(self.table, row)))) or self._lacks_name(row):
                continue
            hits = found[:, i]
            elsewhere, absent, absent_term = self._in_document(row, terms, hits, weights)
            near = float(weights @ (hits >= _CLAUSE)) if terms else 1.0
            share = float(weights @ (hits >= _SENTENCE)) if terms else 1.0
            own = float(weights @ (hits >= _OWN)) if terms else 1.0
            all_words = float(base[i]) if terms else 1.0
            covered = matcher.covered(i, terms)
            kept.append(i)
            rows.append([
                all_words,
                own,
                near,
                share,
                elsewhere,
                absent,
                absent_term,
                covered,
                1.0 / (1.0 + sum(t.weight >= 0.5 for t in terms)),
                unit,
                float(units and self._counts(row)),
                *(self._unit_told(row) if units else (0.0, 0.0, 0.0)),
                fit,
                float(periods and bool(self.q.periods) and row.get("period") is None),
                beside,
                float(not mask[i]),
                float(role is None and self.role is None and row.get("role") == "target"),
                float(role is None and self.role is not None and not self.role_fits(row, self.role)),
                _status_agrees(self.q.status, row),
                self._said_share(row, said),
                float(bool(MARGIN.search(row.get("indicator") or ""))
                      and not {"gap", "exceed", "missed", "change"} & self.q.cues),
                float(bool(self.places and not self.organisation
                           and DEPARTMENT.match(row.get("organisation") or ""))),
                own * covered,
                float(bool(strong.any()) and bool((hits[strong] >= _OWN).all())),
                float(weights[strong] @ (hits[strong] < _SENTENCE)) if strong.any() else 0.0,
            ])  # fmt: skip
        return kept, np.array(rows, dtype=np.float64).reshape(len(kept), len(FEATURES))

    @property
    def role(self) -> str | None:
        """The role of the figure asked about; whether a target was reached is asked about a result."""
        against = "gap" in self.q.cues or (self.q.yesno and (self.q.status or "exceed" in self.q.cues))
        return "result" if against and not self.q.numbers else None if against else self.q.role

    def _nearby_mask(self, mask: np.ndarray) -> np.ndarray:
        """Figures of sentences that name a place asked for, without being about it by their fields."""
        out = np.zeros_like(mask)
        if not self.places or any(p.whole or p.merged for p in self.places) or len(self.places) > 1:
            return out
        if (self.place_mask() & ~mask).any():  # the place itself was left out
            return out
        for chain in self.places[0].chains:
            out[self.table.beside(chain)] = True
        return out & ~mask

    def _time(self, row: Row) -> tuple[float, float]:
        """How well a figure's period agrees, and whether the year asked for stands beside it instead."""
        fit = self.period_fit(row)
        if fit > 0.0:
            return fit, 0.0
        if all(len(p.edtf) == 4 for p in self.q.periods):
            return 0.0, self._year_beside(row)
        guessed = "period" in (row.get("inferred") or ())
        head = self.table.head_periods(row["doc"]) if guessed else ()
        return 0.0, 0.4 if any(agreement(p.edtf, h) >= 0.8 for p in self.q.periods for h in head) else 0.0

    def _year_beside(self, row: Row) -> float:
        """How near the year asked for stands: in the sentence or before it, last named before, at the head."""
        sentence, start = self.table.sentence(row)
        text = self.table.sources[row["doc"]].text
        asked = {p.edtf for p in self.q.periods}
        if asked & set(_YEAR.findall(f"{self.table.before(text, start)} {sentence}")):
            return 1.0
        named = _YEAR.findall(text[:start])
        if named[-1:] and named[-1] in asked:
            return 0.7
        return 0.4 if asked & set(_YEAR.findall(text[:_HEAD])) else 0.0

    def _counts(self, row: Row) -> bool:
        """Whether a figure's unit is the noun that the question counts."""
        counted = self._counted
        own = _UNITS.get(shadow(row.get("unit") or ""), row.get("unit") or "")
        return bool(counted) and bool(own) and _same_noun(own, counted[0], counted[1])  # type: ignore[index]

    def _unit_told(self, row: Row) -> tuple[float, float, float]:
        """Whether a noun as unit is named by the question, or is not; whether another sign is unasked for."""
        unit = row.get("unit")
        if unit in _SIGNS:
            return 0.0, 0.0, float(self.q.unit is None and unit is not None)
        own = WORD.findall(bare(expand(_UNITS.get(shadow(str(unit)), str(unit)))))
        own = own[1:] if len(own) > 1 and own[0] in _CLASSIFIERS else own
        named = bool(own) and (own[0] in self._asked_words or set(own) <= self._asked_words)
        return float(named), float(not named), 0.0

    def names_unit(self, row: Row) -> bool:
        """Whether a figure's unit is a noun that stands in the question."""
        return self._unit_told(row)[0] > 0

    @cached_property
    def _asked_words(self) -> frozenset[str]:
        """All words that the question uses or may mean, without accents."""
        terms = {bare(x).lstrip("~") for t in self.terms for form in t.forms for x in form}
        return frozenset(terms | {bare(x) for x in WORD.findall(expand(self.q.read))})

    def _numbers_said(self) -> list[float]:
        q = self.q
        return [*q.numbers, *([q.threshold.value] if q.threshold and not q.yesno else [])]

    def _said_share(self, row: Row, numbers: list[float]) -> float:
        """The share of the question's own numbers that stand in a figure's sentence."""
        if not numbers:
            return 0.0
        at = row["_at"]
        beside = {f["value"] for f in self.table.figures[max(0, at - 1) : at + 2] if f["doc"] == row["doc"]}
        here = self.table.values_beside(row)
        return sum(1.0 if n in beside else 0.5 * (n in here) for n in numbers) / len(numbers)

    @cached_property
    def _denied(self) -> bool:
        """Whether the question asks for what is not (`bao nhiêu xã chưa có trạm`)."""
        if self.q.yesno or self.q.status or self.q.english or "remaining" in self.q.cues:
            return False
        return _ASKED_DENIAL.search(Reading(self.q.read)) is not None

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """Names in the question that are no places (`Trường Tiểu học Tân Xuân`), without accents."""
        if self.q.english:
            return ()
        out = []
        for match in _NAME.finditer(self.q.read):
            inside = any(p.start < match.end() and match.start() < p.end for p in self.q.places)
            if match.start() and not inside and not match[0].isupper():
                out.append(" ".join(WORD.findall(bare(expand(match[0])))))
        return tuple(out)

    def _lacks_name(self, row: Row) -> bool:
        """Whether the question has a name that the figure's document doesn't."""
        return any(f" {name} " not in self.table.folded(row["doc"]) for name in self._names)

    def _in_document(
        self, row: Row, terms: Sequence[Term], hits: np.ndarray, weights: np.ndarray
    ) -> tuple[float, float, float]:
        """The shares of the question's content that stand only elsewhere in the document, and nowhere.

        Returns:
            Elsewhere, nowhere as single words, nowhere as terms and signs.
        """
        document = self.table.document_words(row["doc"])
        elsewhere = absent = absent_term = 0.0
        for term, weight, hit in zip(terms, weights, hits, strict=True):
            if hit >= _ELSEWHERE:
                continue
            if any(all(_stands(w, document) for w in form) for form in term.forms):
                elsewhere += float(weight)
            elif term.weight >= 0.5 and (len(term.forms[0]) > 1 or term.text.isupper()):
                absent_term += float(weight)
            elif term.weight >= 0.5:
                absent += float(weight)
        return elsewhere, absent, absent_term

    def of_organisation(self, row: Row) -> bool:
        asked = {bare(w) for w in WORD.findall(shadow(self.organisation or ""))}
        own = {bare(w) for w in WORD.findall(shadow(row.get("organisation") or ""))}
        return bool(own) and (asked <= own or own <= asked or len(asked & own) >= 0.6 * len(asked))

    def topical(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are about the question's subject (its strong words), told by their own words.

        Without a place the subject chooses documents, so a row of a document about it counts too;
        with a place that is the way out when no row has the words itself.
        """
        if not self.strong or not rows:
            return list(rows)
        strong = [t for t in self.strong if not AGGREGATE.match(" ".join(t.forms[0]))]
        if not strong:
            return list(rows)
        found = self.table.matcher.found(strong)
        weights = np.array([self.table.matcher.weight(t) for t in strong])
        total = weights.sum()
        own, near = [], []
        for row in rows:
            hits = found[:, row["_at"]]
            subject = np.array([about(t, self.table, row["doc"]) for t in strong])
            head = (subject >= 1) if self.q.status else np.zeros(len(strong))
            own.append(float(weights @ np.maximum(hits, head)) / total >= TOPIC)
            near.append(float(weights @ np.maximum(hits, subject)) / total >= TOPIC)
        if self.places and any(own):
            return [r for r, o in zip(rows, own, strict=True) if o]
        return [r for r, o, n in zip(rows, own, near, strict=True) if o or n]


def about(term: Term, table: FactTable, doc: str) -> float:
    """How far a document is about something: 1 when its head names it, 0.6 when it often does."""
    text = table.folded(doc)
    best = 0.0
    for form in term.forms[:6]:
        words = " ".join(w.lstrip("~") if w.startswith("~") else bare(w) for w in form)
        if f" {words} " in text[:250]:
            return 1.0
        if text.count(f" {words} ") >= 3:
            best = 0.6
    return best


def _same_noun(unit: str, heads: list[str], words: set[str]) -> bool:
    """Whether a unit is a noun that a question counts: one of its parts begins like it, or is all in it.

    All that is counted as people answers for `người`.
    """
    if heads and heads[0] in ("nguoi", "dan") and _PEOPLE.match(bare(shadow(unit))):
        return True
    for part in unit.split(","):
        own = [bare(w) for w in WORD.findall(expand(part))]
        own = own[1:] if len(own) > 1 and own[0] in _CLASSIFIERS else own
        if own and (own[0] in heads or (unit != "đồng" and set(own) <= words)):
            return True
    return False


def _status_agrees(asked: str | None, row: Row) -> float:
    told = row.get("status")
    if asked is None or told is None:
        return 0.0
    return 1.0 if told == asked else -1.0


def _stands(word: str, document: tuple[frozenset[str], frozenset[str]]) -> bool:
    return word[1:] in document[1] if word.startswith("~") else word in document[0]


def _newest_first(table: FactTable, row: Row) -> tuple[str, int]:
    span = bounds(row.get("period"))
    published = table.sources[row["doc"]].published or ""
    flipped = "".join(chr(255 - ord(c)) for c in published) if published else "\uffff"
    return flipped, -(span[1] if span else 0)


def _nearby(table: FactTable, row: Row) -> str:
    sentence, start = table.sentence(row)
    at = row["start"] - start
    return sentence[max(0, at - 60) : at + 60]
