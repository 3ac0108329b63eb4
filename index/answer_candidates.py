"""The figures a question may mean: filtered by place, period, role and unit, ranked by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np

from index.answer_asking import Asking
from index.answer_fit import FEATURES, model
from index.answer_goods import goods_asked, tells_goods
from index.facttable import FactTable, Row
from index.fields import field_of, in_field, of_another
from index.matching import turned
from nlp.question_periods import bounds
from nlp.question_words import Reading, Term, words_of
from nlp.shadow import bare, shadow

ENOUGH = 0.04  # how probable it must be that a figure is the one asked for, to be looked at
_ELSEWHERE = 0.16  # found less than that, a word stands at most elsewhere in the document
_OWN, _CLAUSE, SENTENCE = 0.8, 0.55, 0.34  # how far a word is found that stands in such a place
_ALL_OF = 0.95  # how far one of several subjects must be found, which alone is told of a figure
_JOIN = re.compile(r" ?(?:,|;|,? (?:va|and)) ?")
_LEAST = 0.12  # share of a question's content that a figure must have to be looked at
TOPIC = 0.5  # the same for a list, which is filtered by other things too
_MOST = 80  # figures that are looked at
# A figure that says by how much another one missed or passed its target.
MARGIN = re.compile(r"(?<!\w)(?:hụt|kém|thấp hơn|vượt|cao hơn|chênh)(?!\w)")
# A body inside a unit: its figures are not those of the unit.
DEPARTMENT = re.compile(r"(?:sở|phòng|ban|cục|chi cục|trung tâm|ngành)(?!\w)", re.I)
AGGREGATE = re.compile(r"^(chỉ tiêu|mục tiêu|nhiệm vụ|tiêu chí|chỉ số|khoản thu|đầu việc|nội dung)\b")
_DENIAL = re.compile(r"(?<!\w)(?:chưa|không|thiếu|còn lại|hụt|trắng|vắng|ngoài)(?!\w)")


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


class Weighing(Asking):
    """A question, and the figures that it may mean."""

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
        goods = goods_asked(self.q.read)
        nearby = self.nearby_mask(mask)
        wanted = mask | nearby
        order = np.argsort(-np.where(wanted, base, -1.0), kind="stable")[:_MOST]
        typed, loose = (
            self.words_of() if asking is None else (words_of(asking), not Reading(self.q.read).accented)
        )
        weights = np.array([matcher.weight(t) for t in terms], dtype=np.float32)
        weights = weights / weights.sum() if len(weights) else weights
        strong = np.array([t.weight >= 0.5 for t in terms], dtype=bool)
        said = self.numbers_said()
        bounded = self.q.threshold is not None or _ASKS_BOUND.search(bare(shadow(self.q.read)))
        whole = not self.organisation and _WHOLE.search(bare(shadow(self.q.read)))
        kept: list[int] = []
        rows: list[list[float]] = []
        for i in map(int, order):
            if not wanted[i] or (terms and base[i] < _LEAST):
                break
            row = self.table.figures[i]
            if not self.role_fits(row, role) or (self.organisation and not self.of_organisation(row)):
                continue
            if not bounded and self.only_bounds(row):
                continue
            if whole and row.get("organisation"):
                continue  # `toàn tỉnh` asks for no department's own number
            unit = self.unit_fits(row) if units else 1.0
            fit, beside = self.time(row) if periods else (1.0, 0.0)
            if unit <= 0.0 or (fit <= 0.0 and not beside):
                continue
            if goods and not tells_goods(self.table, row, goods):
                continue
            unasked, lacking = turned(typed, loose, matcher.indicator(i), _nearby(self.table, row))
            if (
                (self.denied and not _denies(self.table.clause(row)))
                or self.lacks_name(row)
                or self.of_other_level(row)
            ):
                continue
            hits = found[:, i]
            elsewhere, absent, absent_term = self._in_document(row, terms, hits, weights)
            near = float(weights @ (hits >= _CLAUSE)) if terms else 1.0
            share = float(weights @ (hits >= SENTENCE)) if terms else 1.0
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
                float(units and self.counts(row)),
                *(self.unit_told(row) if units else (0.0, 0.0, 0.0)),
                fit,
                float(periods and bool(self.q.periods) and row.get("period") is None),
                beside,
                float(not mask[i]),
                float(role is None and self.role is None and row.get("role") == "target"),
                float(role is None and self.role is not None and not self.role_fits(row, self.role)),
                0.0 if self.q.yesno else _status_agrees(self.q.status, row),
                self.said_share(row, said),
                float(bool(MARGIN.search(row.get("indicator") or ""))
                      and not {"gap", "exceed", "missed", "change"} & self.q.cues),
                float(bool(self.places and not self.organisation
                           and DEPARTMENT.match(row.get("organisation") or ""))),
                own * covered,
                float(bool(strong.any()) and bool((hits[strong] >= _OWN).all())),
                float(weights[strong] @ (hits[strong] < SENTENCE)) if strong.any() else 0.0,
                float(unasked),
                float(lacking),
            ])  # fmt: skip
        return kept, np.array(rows, dtype=np.float64).reshape(len(kept), len(FEATURES))

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

    @cached_property
    def _joined(self) -> tuple[Term, ...]:
        """The subjects of a question that names several (`về việc làm, xuất khẩu lao động và dạy nghề`)."""
        plain = bare(shadow(self.q.read))
        strong = sorted(self.strong, key=lambda t: t.start)
        pairs = [(a, b) for a, b in pairwise(strong) if _JOIN.fullmatch(plain[a.end : b.start])]
        if len(pairs) == 1:  # `tôm và xuất khẩu`, but not `ngân sách và vốn đầu tư công`
            beside = [(a, b) for a, b in pairwise(strong) if plain[a.end : b.start] == " "]
            whole = not any(t in pair for t in pairs[0] for pair in beside)
            pairs = pairs if whole and self.q.status and self.q.indicators_asked else []
        return tuple(dict.fromkeys(t for pair in pairs for t in pair))

    def _joined_of(self, strong: Sequence[Term]) -> list[int]:
        return [i for i, t in enumerate(strong) if t in self._joined]

    def _no_worse(self, rows: Sequence[Row], shares: np.ndarray) -> list[Row]:
        """The rows of places of which no other figure tells clearly more of what a list of places asks for.

        `xã nào chưa đạt về hồ sơ trực tuyến`: where a commune's own rate of these is told, and was met,
        it isn't named for its rate of online payment.

        Args:
            rows: those that a list keeps.
            shares: of the question's subject, in each figure of the table (0 to 1).
        """
        if not (self.q.levels and (self.q.status or self.q.threshold)) or self.q.indicators_asked:
            return list(rows)
        docs = {r["doc"] for r in rows}
        best: dict[tuple[str, str, str | None], float] = {}
        for figure in chain.from_iterable(map(self.table.in_document, docs)):
            if figure["_chains"] and self.period_fit(figure) > 0:
                key = figure["doc"], figure["_chains"][0], figure.get("unit")
                best[key] = max(best.get(key, 0.0), float(shares[figure["_at"]]))
        return [
            r
            for r in rows
            if not r["_chains"]
            or aggregate(r)
            or shares[r["_at"]] >= best.get((r["doc"], r["_chains"][0], r.get("unit")), 0.0) - _WORSE
        ]

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
        if any(_HEALTH in t.forms for t in strong) and not _INSURED.search(bare(shadow(self.q.read))):
            rows = [r for r in rows if "hiểm" not in words_of(_measured(self.table, r))]
        found = self.table.matcher.found(strong)
        weights = np.array([self.table.matcher.weight(t) for t in strong])
        total = weights.sum()
        fields = [field_of(t) if self.q.status and self.q.indicators_asked else () for t in strong]
        rows = self._no_worse(rows, weights @ found / total)
        own, near = [], []
        for row in rows:
            belongs = [bool(f) and in_field(f, row.get("indicator") or "") for f in fields]
            hits = np.maximum(found[:, row["_at"]], _OF_FIELD * np.array(belongs))
            subject = np.array([about(t, self.table, row["doc"]) for t in strong])
            head = (subject >= 1) if self.q.status else np.zeros(len(strong))
            foreign = [bool(f) and of_another(f, row.get("indicator") or "") for f in fields]
            head = np.where(foreign, 0.0, head)
            one = bool(self._joined and (hits[self._joined_of(strong)] >= _ALL_OF).any())
            own.append(one or float(weights @ np.maximum(hits, head)) / total >= TOPIC)
            near.append(one or float(weights @ np.maximum(hits, subject)) / total >= TOPIC)
        if self.places and any(own):
            told = [r for r, o in zip(rows, own, strict=True) if o]
            if not self.q.levels:
                return told
            beside = [r for r, o, n in zip(rows, own, near, strict=True) if n and not o and _in_list(r, told)]
            return [r for r in rows if r in told or r in beside]
        if self.q.threshold and not self.places:  # only what is asked for lies beyond the bound
            return [r for r, o in zip(rows, own, strict=True) if o]
        return [r for r, o, n in zip(rows, own, near, strict=True) if o or n]


_WORSE = 0.3  # share of a question's subject by which another figure of the place has more of it
_OF_TARGETS = re.compile(
    r"(?:tỷ lệ )?(?:hoàn thành )?(?:(?:các|nhiều|những|số) )?(?:chỉ tiêu|nhiệm vụ|mục tiêu|tiêu chí)"
)


def aggregate(row: Row) -> bool:
    """Whether a figure counts targets or tasks instead of measuring one."""
    if row.get("unit") not in (None, "%"):
        return AGGREGATE.match(shadow(row["unit"])) is not None
    return _OF_TARGETS.match(shadow(row.get("indicator") or "")) is not None


def _measured(table: FactTable, row: Row) -> str:
    """What a figure measures; with its clause where it tells a coverage without saying of what."""
    words = row.get("indicator") or ""
    return f"{words} {table.clause(row)}" if shadow(words).endswith("bao phủ") else words


_ASKS_BOUND = re.compile(r"(?<!\w)(?:duoi|tren|hon|tu|qua|muc) (?:bao nhieu|may)(?!\w)")
_WHOLE = re.compile(r"(?<!\w)toan (?:tinh|huyen|thanh pho|thi xa|xa|phuong)(?!\w)")
# Health as a field (`chỉ tiêu y tế`) takes in no health insurance, which has the word in its name.
_HEALTH = ("y", "tế")
_INSURED = re.compile(r"(?<!\w)(?:bao hiem|bhyt|bhxh|insur\w*)(?!\w)")
_OF_FIELD = 0.95  # how far a figure has a field as its subject when what it measures belongs to it
_LIST = 300  # how far the entries of one list stand apart


def _in_list(row: Row, told: Sequence[Row]) -> bool:
    """Whether a figure of another place stands near one that is on the subject, in the same unit."""
    return any(
        t["doc"] == row["doc"]
        and abs(t["start"] - row["start"]) < _LIST
        and t.get("unit") == row.get("unit")
        and t.get("locality") != row.get("locality")
        for t in told
    )


def about(term: Term, table: FactTable, doc: str) -> float:
    """How far a document is about something: 1 when its head names it, 0.6 when it often does."""
    text = table.folded(doc)
    best = 0.0
    for form in term.forms[:6]:
        if len(form) == 1 < len(term.forms[0]):  # `nghèo` may stand for `hộ nghèo`, but names no subject
            continue
        words = " ".join(w.lstrip("~") if w.startswith("~") else bare(w) for w in form)
        if f" {words} " in text[:250]:
            return 1.0
        if text.count(f" {words} ") >= 3:
            best = 0.6
    return best


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


_THE_REST = re.compile(r"[,;] ?(?:số |phần |những \w+ )?còn lại(?!\w).*", re.DOTALL)


def _denies(clause: str) -> bool:
    """Whether a figure counts what is not, by the words around it, those about the rest left out."""
    return _DENIAL.search(_THE_REST.sub("", shadow(clause))) is not None


def _nearby(table: FactTable, row: Row) -> str:
    sentence, start = table.sentence(row)
    at = row["start"] - start
    return sentence[max(0, at - 60) : at + 60]
