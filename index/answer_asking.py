"""A question held against a table: what of a figure agrees with it, and how well."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from index.answer_counted import CLASSIFIERS, english_unit, same_noun
from index.answer_merged import SINCE
from index.answer_scope import Place, find_organisation, find_places
from index.answer_words import CURRENCIES
from index.facttable import FactTable, Row
from nlp.question import Question, numeral
from nlp.question_periods import agreement, bounds, is_quarter
from nlp.question_words import WORD, Cue, Reading, Term, plain_words_of, words_of
from nlp.shadow import bare, shadow

_HEAD = 500  # how far a document's head goes that says what it is about
_BUDGET_YEAR = Cue(r"(?<!\w)(?:niên độ|năm ngân sách|budget year|fiscal year)(?!\w)")
_SHARE_OF = re.compile(
    r"(?:ty le |ti le |so )?(?P<noun>(?:ho|nguoi)(?: dan| gia dinh)?|dan(?: so| cu)?)(?!\w)"
)
_PEOPLE_WHO = re.compile(
    r"(?:phan )?(?:nguoi dan|nguoi|dan|nha dan|nha|ho dan|ho) (?:da )?(?:co|duoc|dung|xai|su dung|biet)(?!\w)"
)
_OF_NUMBER = re.compile(r" ?% (?:tong )?so (?P<noun>[a-z]+)")
_SECTOR = 200  # how far a document's first words go that name the sector it is about
_RANKED = re.compile(r"(?<!\w)(?:nhom|top|dan dau|hang|bac|thu|rank\w*|place|leading)(?!\w)")
BESIDE = 0.4  # how well a period agrees that is a guess, where the year asked for stands beside the figure
_IN_WORDS = {"1": "một", "2": "hai", "3": "ba", "4": "bốn", "5": "năm"}
_LEVEL_TOLD = re.compile(r"(?<!\w)cap (xa|huyen|tinh|trung uong)(?!\w)")
_GRADE = re.compile(r"(?<![\w.,])(\d)[ -]?(?:sao|stars?)(?!\w)")
_AIMS_AROUND = 60  # how many figures around one are looked through for its target
_BOUNDS = ("under", "over", "at_least", "at_most")
_BOUND_OF_COUNT = re.compile(
    r"\s+[^\d,;.:()]{3,}\s(?:dưới|trên|từ|chưa đến|chưa tới|không quá|chưa được|dưới mức|trên mức|quá|hơn)\s+"
)
_BOUND_NEAR = 40  # how far behind a count its bound may stand
_LATE = 10  # the month from which on a figure may stand for the whole year
# A year that is only compared with.
_COMPARED = re.compile(
    r"(?:so với|cùng kỳ|hơn|than in|compared with) (?:cùng kỳ |cuối |đầu )?(?:năm )?\d{4}", re.I
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNKNOWN = 0.35  # the weight of an English word that the glossary lacks


# Signs of units and the words that a question uses for them.
_UNITS = {"m2": "mét vuông m2", "m²": "mét vuông m2",
          "ha": "ha hécta hecta héc-ta", "km": "km ki-lô-mét cây số",
          "m3": "mét khối m3",
          "kg": "kg ki-lô-gam cân", "kwh": "kwh điện", "m": "m mét"}  # fmt: skip


_DONG = Cue(r"(?<!\w)(?:đồng|vnđ|vnd|dong)(?!\w)")
_SIGNS = frozenset({None, "%", "điểm %", "đồng", "hạng", "bậc", "điểm"})
_ASKED_DENIAL = Cue(r"(?<!\w)(?:chưa|không) (?!\W*$)(?!dùng|gian|khí|chuyên|quá|dưới|kể)[^\W\d_]+")
_COUNT = {"một": 1.0, "hai": 2.0, "ba": 3.0, "bốn": 4.0, "năm": 5.0, "sáu": 6.0, "bảy": 7.0, "tám": 8.0,
          "chín": 9.0, "mười": 10.0,
          "vạn": 10_000.0}  # fmt: skip
_NOUN_ENDS = re.compile(
    r" (?:of|in|on|at|from|for|over|with|to|had|have|has|were|was|are|is|did|do|does|that|which|who|can"
    r"|could|by)(?!\w)"
)
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[^\W\d_a-zà-ỹđ][^\W\d_]+(?: [^\W\d_a-zà-ỹđ][^\W\d_]+)+")
# Words between `bao nhiêu` and the noun that is counted.
_NOT_COUNTED = frozenset({"trieu", "nghin", "ngan", "ty", "tram", "chuc", "van", "cai", "chiec"})
# First words of nouns that are never counted as people, files or money.
_UNIT_NOUNS = frozenset(
    {"xa", "phuong", "huyen", "quan", "thi", "tinh", "thon", "buon", "ap", "truong", "benh"}
)


_TIMES = re.compile(
    r"(?<!\w)(?:tang|giam|gap) (?:gap |len |den )?(?:may|bao nhieu) lan(?!\w)"
    r"|(?<!\w)how many times (?:more|higher|as)"
)
_ONE_TYPE = re.compile(
    r"(?<!xa )(?<!xa, )(?<!huyen )(?<!huyen, )(?<!\w)(?P<type>phuong|thi tran|thi xa|quan) nao(?!\w)"
)


class Asking:
    """A question held against a table.

    Attributes:
        q, table: the question and the table.
        places, unknown: the places it asks about, and those that the documents don't know.
        organisation: the body it asks about, as the documents write it.
        terms, strong: its content words, and those of them that matter.
    """

    def __init__(self, question: Question, table: FactTable) -> None:
        self.q = question
        self.table = table
        self.places, self.unknown = find_places(question, table)
        self.organisation, used = find_organisation(question, table)
        if self.organisation and question.wants == "value" and not self._told_of_body():
            self.organisation, used = None, []
        terms = tuple(t for t in question.terms if not any(s <= t.start < e for s, e in used))
        self.terms = tuple(self._weighed(t) for t in terms)
        self.strong = tuple(t for t in self.terms if t.weight >= 0.5)

    def _told_of_body(self) -> bool:
        """Whether any figure of the places asked about is one of the body's; any place has its own."""
        if not self.places:
            return True
        return any(
            self.table.figures[i].get("organisation") and self.of_organisation(self.table.figures[i])
            for i in np.flatnonzero(self.place_mask()).tolist()
        )

    @cached_property
    def plain(self) -> str:
        """The question without accents and without its places (`bac giang` has no `bậc`)."""
        text = bare(shadow(self.q.read))
        for p in self.q.places:
            text = f"{text[: p.start]}{' ' * (p.end - p.start)}{text[p.end :]}"
        return text

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
        mask = self.table.at_level(levels)
        typed = _ONE_TYPE.search(bare(shadow(self.q.read)))
        if typed is None or not mask.any():  # `phường nào` asks for no commune
            return mask
        kind = typed["type"]
        codes, names = self.table.strings("locality")
        own = [bare(shadow(name or "")).startswith(f"{kind} ") for name in names]
        return mask & np.array(own, dtype=bool)[codes]

    def period_fit(self, row: Row) -> float:
        """How well a figure's period agrees with those asked for; 1 when none is."""
        if not self.q.periods:
            return 1.0
        stated = row.get("period")
        if stated is None:
            return max(self.undated(row, p.edtf) for p in self.q.periods)
        target = row.get("role") == "target"
        fit = self._agreements.get((stated, target))
        if fit is None:
            fit = self._agreements[stated, target] = self._agreement(stated, target)
        if fit < 0:
            return 0.0
        if target:
            fit = max(fit, self._budget_year(row, stated))
        return fit or self._told_beside(row)

    @cached_property
    def _agreements(self) -> dict[tuple[str, bool], float]:
        return {}

    def _agreement(self, stated: str, target: bool) -> float:
        """How well a stated period agrees with those asked for; -1 when it ends long before each of them."""
        if all(p.whole and _breaks_off(p.edtf, stated) for p in self.q.periods):
            return -1.0
        return max(agreement(p.edtf, stated, target) for p in self.q.periods)

    def _budget_year(self, row: Row, stated: str) -> float:
        """A budget year's plan is to be spent by the end of the next January."""
        if stated[4:7] != "-01" or "giải ngân" not in shadow(row.get("indicator") or ""):
            return 0.0
        years = {p.edtf for p in self.q.periods if len(p.edtf) == 4 and p.edtf.isdigit()}
        if not any(stated.startswith(f"{int(y) + 1}-01") for y in years):
            return 0.0
        return 1.0 if _BUDGET_YEAR.search(Reading(self.q.read)) else 0.85

    def _told_beside(self, row: Row) -> float:
        """A little when a figure's period is a guess and the year asked for stands in its words or before."""
        if "period" not in (row.get("inferred") or ()):
            return 0.0
        known = self.table.years_beside
        told = known.get(row["_at"])
        if told is None:
            sentence, start = self.table.sentence(row)
            before = self.table.before(self.table.sources[row["doc"]].text, start)
            told = known[row["_at"]] = _years(sentence[: row["end"] - start] + before)
        return BESIDE if any(p.edtf in told for p in self.q.periods) else 0.0

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
        if _TIMES.search(self.plain):
            return 1.0 if own == "lần" else 0.0
        if asked == "%":
            moved = own == "‰" or ("change" in self.q.cues and own == "điểm %")
            return (
                1.0
                if own == "%" or moved
                else 0.5
                if row.get("denominator") and own not in ("hạng", "bậc", "điểm")
                else 0.0
            )
        if asked == "đồng":
            if own in CURRENCIES and own != "đồng":
                return 0.2 if _DONG.search(Reading(self.q.read)) else 0.9
            return 1.0 if own == "đồng" else 0.95 if own.startswith("đồng/") else 0.0
        if asked == "hạng":
            return 1.0 if own == ("bậc" if "change" in self.q.cues else "hạng") else 0.0
        if asked == "điểm %":
            return 1.0 if own == "điểm %" else 0.2
        if own in ("hạng", "bậc") and not self.q.counted and not _RANKED.search(self.plain):
            return 0.0
        counted = self._counted
        if counted:
            words = set(plain_words_of(_UNITS.get(shadow(own), own)))
            if self.q.english and self._named_by_the_way(row):
                return 0.1
            if same_noun(_UNITS.get(shadow(own), own), counted[0], counted[1]):
                return 1.0
            if own == "hạng":
                return (
                    0.7 if re.search(r"(?<!\w)(?:nhom|top|dan dau)(?!\w)", bare(shadow(self.q.read))) else 0.0
                )
            if own == "đồng":
                return 0.0
            if own == "%":
                return 0.3 if counted[2] and not self._measures(row, counted[0]) else 0.55
            if counted[0] and counted[0][0] in _UNIT_NOUNS and not self.q.english:
                return 0.6 if own in ("đơn vị", "địa phương") else 0.0
            if self._counts_by_indicator(row):
                return 0.8
            if counted[2] and not (self.q.english and bare(own) in CLASSIFIERS):
                return 0.2
            return 0.75 if words & counted[1] else 0.6
        return 0.8

    def _counts_by_indicator(self, row: Row) -> bool:
        """Whether what is counted stands in the indicator (`chỉ tiêu biên chế`: `bao nhiêu biên chế`)."""
        words = f" {' '.join(plain_words_of(row.get('indicator') or ''))} "
        if self.q.english:
            terms = self._counted_terms()[:1] if self._stands_first() else ()
            nouns = [[bare(x) for x in form] for t in terms for form in t.forms]
        else:
            nouns = [plain_words_of(self.q.counted or "")[:2]]
        return any(len(noun) > 1 and f" {' '.join(noun)} " in words for noun in nouns)

    def _measures(self, row: Row, heads: list[str]) -> bool:
        """Whether a percentage is told as one of what is counted (`74,2% số người trong độ tuổi`)."""
        share = _SHARE_OF.match(bare(shadow(row.get("indicator") or "")))
        if share is not None and _PEOPLE_WHO.match(bare(shadow(self.q.counted or ""))):
            return True  # `bao nhiêu dân có thẻ`, told as `tỷ lệ người dân có thẻ`
        text = self.table.sources[row["doc"]].text[row["end"] : row["end"] + 24]
        said = _OF_NUMBER.match(bare(shadow(text)))
        return said is not None and bool(heads) and said["noun"] == heads[0]

    @cached_property
    def _counted(self) -> tuple[list[str], set[str], bool] | None:
        if not self.q.counted:
            return None
        words = plain_words_of(self.q.counted)
        while words[1:] and words[0] in _NOT_COUNTED:
            words = words[1:]
        if self.q.english:
            unit = english_unit(words)
            if unit:
                return [unit], {unit}, True
            if re.match(r"(?:people|residents|persons|inhabitants)\b", words[0] if words else ""):
                return ["nguoi"], {"nguoi"}, False
            forms = [f for t in self._counted_terms()[:2] for f in t.forms]
            flat = {bare(w).lstrip("~") for f in forms for w in f}
            first = [bare(f[0]).lstrip("~") for t in self._counted_terms()[:1] for f in t.forms]
            counts = bool(first) and self._stands_first() and any(x in self.table.unit_words for x in first)
            return ([bare(f[0]).lstrip("~") for f in forms], flat, counts) if flat else None
        known = " ".join(words[:2]) in self.table.unit_words or (
            words[:1] and words[0] in self.table.unit_words
        )
        return words[:1], set(words[:12]), bool(known)

    def _counted_terms(self) -> tuple[Term, ...]:
        """The terms from `how many` on; all of them when an English question doesn't say so."""
        at = bare(shadow(self.q.read)).find("how many ")
        return tuple(t for t in self.terms if t.start > at) or self.terms

    def _stands_first(self) -> bool:
        """Whether an English question's first term is the noun right behind `how many`."""
        at = bare(shadow(self.q.read)).find("how many ")
        return at >= 0 and self.terms[0].start == at + len("how many ")

    def _named_by_the_way(self, row: Row) -> bool:
        """Whether what a figure counts is in an English question, but not as what is counted.

        `How many officials were disciplined over late dossiers` counts no dossiers.
        """
        if not self._stands_first() or row.get("unit") in _SIGNS:
            return False
        own = plain_words_of(str(row.get("unit")))
        plain = bare(shadow(self.q.read))
        end = _NOUN_ENDS.search(plain, plain.find("how many ") + len("how many "))
        last = end.start() if end else len(plain)
        has = [any([bare(x).lstrip("~") for x in f[: len(own)]] == own for f in t.forms) for t in self.terms]
        inside = any(h for h, t in zip(has, self.terms, strict=True) if t.start < last)
        return any(has) and not inside and not self.counts(row)

    def words_of(self) -> tuple[list[str], bool]:
        """The question's words for telling poles apart, and whether they have no accents."""
        if self.q.english:
            denied = ["chưa"] if {"missed", "remaining", "negated"} & self.q.cues else []
            return [*denied, *(w for t in self.terms for f in t.forms for w in (*f, "|"))], False
        meant = [w for t in self.terms if len(t.forms[0]) > 1 for w in ("|", *t.forms[0])]
        if Reading(self.q.read).accented:
            return [*words_of(self.q.read), *meant], False
        return [*self._read_words(), *meant], True

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
                out += words_of(match[0])
        return out

    @property
    def role(self) -> str | None:
        """The role of the figure asked about; whether a target was reached is asked about a result."""
        against = "gap" in self.q.cues or (self.q.yesno and (self.q.status or "exceed" in self.q.cues))
        return "result" if against and not self.q.numbers else None if against else self.q.role

    def nearby_mask(self, mask: np.ndarray) -> np.ndarray:
        """Figures of sentences that name a place asked for, without being about it by their fields."""
        out = np.zeros_like(mask)
        if not self.places or any(p.whole or p.merged for p in self.places) or len(self.places) > 1:
            return out
        if (self.place_mask() & ~mask).any():  # the place itself was left out
            return out
        for chain in self.places[0].chains:
            out[self.table.beside(chain)] = True
        return out & ~mask

    def time(self, row: Row) -> tuple[float, float]:
        """How well a figure's period agrees, and whether the year asked for stands beside it instead."""
        fit = self.period_fit(row)
        if fit > 0.0:
            return fit, 0.0
        if all(len(p.edtf) == 4 and not p.whole for p in self.q.periods):
            return 0.0, self._year_beside(row)
        quarter = any(is_quarter(p.edtf) for p in self.q.periods)
        guessed = "period" in (row.get("inferred") or ()) and not quarter
        head = self.table.head_periods(row["doc"]) if guessed else ()
        return 0.0, 0.4 if any(agreement(p.edtf, h) >= 0.8 for p in self.q.periods for h in head) else 0.0

    def _year_beside(self, row: Row) -> float:
        """How near the year asked for stands: beside the figure, last named before it, or at the head."""
        sentence, start = self.table.sentence(row)
        text = self.table.sources[row["doc"]].text
        asked = {p.edtf for p in self.q.periods}
        if asked & _years(f"{self.table.before(text, start)} {sentence}"):
            return 1.0
        named = _YEAR.findall(text[:start])
        if named[-1:] and named[-1] in asked:
            return 0.7
        return 0.4 if asked & _years(text[:_HEAD]) else 0.0

    @property
    def counts_things(self) -> bool:
        """Whether the question counts things that figures of the documents count (`bao nhiêu giáo viên`)."""
        return self._counted is not None and self._counted[2]

    def counts(self, row: Row) -> bool:
        """Whether a figure's unit is the noun that the question counts."""
        counted = self._counted
        own = _UNITS.get(shadow(row.get("unit") or ""), row.get("unit") or "")
        return bool(counted) and bool(own) and same_noun(own, counted[0], counted[1])  # type: ignore[index]

    def unit_told(self, row: Row) -> tuple[float, float, float]:
        """Whether a noun as unit is named by the question, or is not; whether another sign is unasked for."""
        unit = row.get("unit")
        if unit in _SIGNS:
            return 0.0, 0.0, float(self.q.unit is None and unit is not None)
        own = plain_words_of(_UNITS.get(shadow(str(unit)), str(unit)))
        own = own[1:] if len(own) > 1 and own[0] in CLASSIFIERS else own
        named = bool(own) and (own[0] in self._asked_words or set(own) <= self._asked_words)
        return float(named), float(not named), 0.0

    def names_unit(self, row: Row) -> bool:
        """Whether a figure's unit is a noun that stands in the question."""
        return self.unit_told(row)[0] > 0

    @cached_property
    def _asked_words(self) -> frozenset[str]:
        """All words that the question uses or may mean, without accents."""
        terms = {bare(x).lstrip("~") for t in self.terms for form in t.forms for x in form}
        return frozenset(terms | set(plain_words_of(self.q.read)))

    def numbers_said(self) -> list[float]:
        q = self.q
        return [*q.numbers, *([q.threshold.value] if q.threshold and not q.yesno else [])]

    def said_share(self, row: Row, numbers: list[float]) -> float:
        """The share of the question's own numbers that stand in a figure's sentence."""
        if not numbers:
            return 0.0
        at = row["_at"]
        beside = {f["value"] for f in self.table.figures[max(0, at - 1) : at + 2] if f["doc"] == row["doc"]}
        here = self.table.values_beside(row)
        return sum(1.0 if n in beside else 0.5 * (n in here) for n in numbers) / len(numbers)

    def has_bound(self, row: Row) -> bool:
        """Whether a bound of the question (`dưới 30%`) stands in a figure's own clause, or is its own."""
        bound = self.q.threshold
        if bound is None or bound.value in (row["value"], row.get("target_value")):
            return True
        behind = self.table.figures[row["_at"] + 1 : row["_at"] + 2]
        if behind and behind[0]["doc"] == row["doc"] and behind[0]["value"] == bound.value:
            between = self.table.sources[row["doc"]].text[row["end"] : behind[0]["start"]]
            if len(between) <= _BOUND_NEAR and not re.search(r"[;.\n]|,(?! [^\W\d_]+ [^\W\d_]+ )", between):
                return True  # `4/14 chỉ tiêu đạt từ 100% trở lên`
        words = f"{self.table.clause(row)} {row.get('indicator') or ''} {row.get('unit') or ''}"
        told = {_COUNT.get(x, -1.0) for x in WORD.findall(shadow(words))}
        return bound.value in told | {numeral(m[0]) for m in _NUMERAL.finditer(words)}

    def only_bounds(self, row: Row) -> bool:
        """Whether a number only says which things the one before it counts: `6 đơn vị giải ngân dưới 20%`."""
        if row.get("comparator") not in _BOUNDS or row.get("role") != "result" or not row["_at"]:
            return False
        counts = self.table.figures[row["_at"] - 1]
        if counts["doc"] != row["doc"] or counts["end"] > row["start"] or counts.get("unit") in _SIGNS:
            return False
        between = shadow(self.table.sources[row["doc"]].text[counts["end"] : row["start"]])
        return len(between) <= _BOUND_NEAR and _BOUND_OF_COUNT.fullmatch(between) is not None

    def lacks_numbers(self, row: Row) -> bool:
        """Whether none of the question's own numbers stands in a figure's sentence or before it."""
        numbers = self.numbers_said()
        if not numbers or self.said_share(row, numbers) > 0:
            return False
        sentence, start = self.table.sentence(row)
        words = f"{self.table.before(self.table.sources[row['doc']].text, start)} {sentence}"
        told = {numeral(m[0]) for m in _NUMERAL.finditer(words)}
        told |= {_COUNT.get(x, -1.0) for x in WORD.findall(shadow(words))}
        if {"target", "target_strong"} & self.q.cues and row.get("role") != "target":
            told |= self._aims_of(row)
        return not told & set(numbers)

    @cached_property
    def _level_told(self) -> set[str]:
        return set(_LEVEL_TOLD.findall(bare(shadow(self.q.read))))

    def of_other_level(self, row: Row) -> bool:
        """Whether a figure is of what another level has than the one asked for (`cấp tỉnh`, not `cấp xã`)."""
        if not self._level_told:
            return False
        own = set(_LEVEL_TOLD.findall(bare(shadow(row.get("indicator") or ""))))
        return bool(own) and not own & self._level_told

    def of_other_grade(self, row: Row) -> bool:
        """Whether stars are asked for that a figure's sentence doesn't tell: 3 and more are none of 5."""
        asked = _GRADE.search(bare(shadow(self.q.read)))
        if asked is None:
            return False
        graded = re.compile(rf"(?<!\w)(?:{asked[1]}|{_IN_WORDS.get(asked[1], asked[1])})\s?sao(?!\w)")
        if graded.search(shadow(row.get("indicator") or "")):
            return False
        sentence, start = self.table.sentence(row)
        told = graded.search(shadow(sentence))
        if told is None:
            return True
        last = [
            f
            for f in self.table.figures[row["_at"] : row["_at"] + _AIMS_AROUND]
            if f["doc"] == row["doc"] and f["start"] < start + told.start()
        ]
        return bool(last) and last[-1] is not row  # `47 sản phẩm OCOP, trong đó 6 sản phẩm 4 sao`

    def _aims_of(self, row: Row) -> set[float]:
        """What a figure's document sets as targets for the same place, in the same unit."""
        at, of = row["_at"], self.table.figures
        beside = of[max(0, at - _AIMS_AROUND) : at + _AIMS_AROUND]
        same = (f for f in beside if all(f.get(k) == row.get(k) for k in ("doc", "locality", "unit")))
        return {f["value"] for f in same if f.get("role") == "target"}

    @cached_property
    def denied(self) -> bool:
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
                out.append(" ".join(plain_words_of(match[0])))
        return tuple(out)

    def lacks_name(self, row: Row) -> bool:
        """Whether the question has a name that the figure's document doesn't."""
        return any(f" {name} " not in self.table.folded(row["doc"]) for name in self._names)

    def of_organisation(self, row: Row) -> bool:
        """Whether a figure is of the body asked about; of a whole sector, when its document is about it."""
        asked = {bare(w) for w in WORD.findall(shadow(self.organisation or ""))}
        own = {bare(w) for w in WORD.findall(shadow(row.get("organisation") or ""))}
        if not own and "nganh" in asked:
            head = f" {' '.join(plain_words_of(self.table.sources[row['doc']].text[:_SECTOR]))} "
            name = [bare(w) for w in WORD.findall(shadow(self.organisation or "")) if bare(w) != "tinh"]
            return f" {' '.join(name)} " in head
        return bool(own) and (asked <= own or own <= asked or len(asked & own) >= 0.6 * len(asked))


def _years(words: str) -> set[str]:
    """The years that a text names, but for those that it only compares with (`tăng so với năm 2022`)."""
    return set(_YEAR.findall(_COMPARED.sub(" ", words)))


def _breaks_off(year: str, stated: str) -> bool:
    """Whether a period lies in a year and ends long before it (nine months are no whole year)."""
    span = bounds(stated)
    return span is not None and str(span[1] // 10000) == year and span[1] // 100 % 100 < _LATE
