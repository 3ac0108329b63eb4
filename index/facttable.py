"""The facts of a store in memory, as columns: filters and groupings without a search engine."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.fact_parts import (
    KINDS,
    Row,
    Source,
    chains_told,
    grouped,
    label_of,
    level_of,
    own_comparator,
    source_of,
)
from index.matching import Matcher, Texts, joined
from index.reached import aim_above, keeps, told_status
from nlp.document import Document
from nlp.question_periods import bounds, find_periods
from nlp.question_places import TYPES, KnownPlace, PlaceNames, name_of
from nlp.question_words import Reading, StoreWords, plain_words_of, words_of
from nlp.shadow import bare, shadow

_LONGEST_TITLE = 140
_HEAD = 600  # how far a document's first lines go


class FactTable:
    """All facts of a store, by kind, with the columns that questions filter by.

    Attributes:
        figures, directives, statements, mentions: the rows of each kind.
        sources: the documents by id.
        places: all places the facts name, to be found in questions.
    """

    def __init__(
        self, rows: Iterable[Mapping[str, Any]], documents: Iterable[Document | Mapping[str, Any]]
    ) -> None:
        """Take the facts in.

        Args:
            rows: flat facts as `nlp.facts.row` writes them, of all kinds, in any order.
            documents: the documents they come from (`Document`, or mappings with its fields and `id`).
        """
        self.sources: Mapping[str, Source] = {s.id: s for s in map(source_of, documents)}
        kinds: dict[str, list[Row]] = {kind: [] for kind in KINDS}
        for row in rows:
            if row["doc"] in self.sources and row["kind"] in kinds:
                kinds[row["kind"]].append(dict(row))
        self._begin(kinds)
        self._number_places()
        self._make_columns()

    def _begin(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Take the facts in, and nothing known of them yet; what answering finds out is remembered here."""
        self.figures, self.directives, self.statements, self.mentions = (rows[kind] for kind in KINDS)
        self._matchers: dict[str, Matcher] = {}
        self.called: dict[tuple[int, str], bool] = {}
        self.saying: dict[str, list[list[Row]]] = {}
        self.years_beside: dict[int, set[str]] = {}
        self.topics: dict[tuple[Any, str], float] = {}
        self._folded: dict[str, str] = {}
        self._heads: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._named: dict[str, set[str]] = {}
        self._strings: dict[str, tuple[np.ndarray, list[str | None]]] = {}
        self._values: dict[tuple[str, int], set[float]] = {}

    # --- places

    def chain(self, doc: str, locality: str) -> str:
        """A locality of a document with its parents, as far as the facts tell."""
        return self._chains.get((doc, locality)) or self._chains.get(("", locality)) or locality

    def chains(self, row: Row) -> tuple[str, ...]:
        """The chains of all units a fact is about; empty for the nation or an unknown place."""
        if not row.get("locality"):
            return ()
        if row.get("locality_canonical"):
            return tuple(x.strip() for x in str(row["locality_canonical"]).split(";"))
        return tuple(self.chain(row["doc"], x.strip()) for x in row["locality"].split(";"))

    def place_named(self, doc: str, item: Row, fact: Row) -> str | None:
        """The label of the place that a listed thing is, if it is one (`Ea Kpam` → `xã Ea Kpam`)."""
        name = shadow(item["text"])
        for row in self.mentions_of(doc):
            label = row["canonical"].split(",")[0].strip()
            same = name in (shadow(label), shadow(name_of(label)[1])) or (
                row["start"] == item["start"] and name.startswith(shadow(row["text"]) + " ")
            )
            if same and row["start"] < item["end"] and item["start"] < row["end"]:
                return str(label)
        kind = (fact.get("unit") or "").split(",")[0].strip()
        if kind in TYPES and name_of(item["text"])[0] is None and item["text"][:1].isupper():
            return f"{kind} {item['text']}"
        return item["text"] if name_of(item["text"])[0] else None

    def mentions_of(self, doc: str) -> list[Row]:
        """The places that a document names."""
        return [self.mentions[i] for i in self._mentions_in.get(doc, ())]

    @cached_property
    def _mentions_in(self) -> dict[str, list[int]]:
        return grouped(row["doc"] for row in self.mentions)

    def named_in(self, doc: str) -> set[str]:
        """The places that a document names, each with its parents."""
        if doc not in self._named:
            self._named[doc] = {row["canonical"] for row in self.mentions_of(doc)}
        return self._named[doc]

    @cached_property
    def naming_sentences(self) -> list[tuple[str, list[int]]]:
        """The sentences that name places: the shadow of each, and its mentions in text order, as indices."""
        out: dict[tuple[str, int], tuple[str, list[int]]] = {}
        for i, row in enumerate(self.mentions):
            sentence, start = self.sentence(row)
            key = row["doc"], start
            if key not in out:
                out[key] = shadow(sentence), []
            out[key][1].append(i)
        begins = [int(row["start"]) for row in self.mentions]
        return [(words, sorted(inside, key=begins.__getitem__)) for words, inside in out.values()]

    @cached_property
    def _chains(self) -> Mapping[tuple[str, str], str]:
        """(document, label) → chain; under document "" what any document tells."""
        return chains_told(self.mentions, [*self.figures, *self.directives, *self.statements])

    def _number_places(self) -> None:
        known: dict[str, str] = {}
        for row in self.mentions:
            known.setdefault(row["canonical"], row["level"])
        for rows in (self.figures, self.directives, self.statements):
            for row in rows:
                for chain in self.chains(row):
                    known.setdefault(chain, level_of(chain))
        for chain in list(known):
            parts = [p.strip() for p in chain.split(",")]
            for i in range(1, len(parts)):
                known.setdefault(", ".join(parts[i:]), level_of(parts[i]))
        self._know_places(known)
        later: dict[str, set[str]] = {}
        for rows in (self.figures, self.directives, self.statements, self.mentions):
            for row in rows:
                if row.get("locality_2025"):
                    chain = row.get("canonical") or (self.chains(row) or ("",))[0]
                    later.setdefault(str(row["locality_2025"]), set()).add(chain)
        self.later = later

    def _know_places(self, levels: dict[str, str]) -> None:
        """Take in the chains of all places and their levels."""
        self.place_list = sorted(levels)
        self.place_code = {c: i for i, c in enumerate(self.place_list)}
        self.levels = levels
        self.places = PlaceNames(KnownPlace(c, levels[c]) for c in self.place_list)

    def below(self, chain: str) -> list[str]:
        """All known units inside one, itself first."""
        return [chain, *[c for c in self.place_list if c.endswith(", " + chain)]]

    # --- columns of the figures

    def _make_columns(self) -> None:
        n = len(self.figures)
        self._at: dict[str, list[int]] = {}
        self.value = np.full(n, np.nan)
        self.role = np.zeros(n, dtype="U8")
        self.status = np.zeros(n, dtype="U6")
        self.unit = np.zeros(n, dtype="U24")
        self.level = np.zeros(n, dtype="U8")
        self.first = np.zeros(n, dtype=np.int64)
        self.last = np.zeros(n, dtype=np.int64)
        for i, row in enumerate(self.figures):
            row["_chains"] = self.chains(row)
            row["_at"] = i
            row["_said"] = self._said(row)
            for chain in row["_chains"]:
                self._at.setdefault(chain, []).append(i)
            self.value[i] = row.get("value") if row.get("value") is not None else np.nan
            self.role[i] = row.get("role") or ""
            self.status[i] = row["_status"] = told_status(self, i) or ""
            self.unit[i] = (row.get("unit") or "")[:24]
            self.level[i] = self.levels.get(row["_chains"][0], "") if row["_chains"] else ""
            span = bounds(row.get("period"))
            self.first[i], self.last[i] = span or (0, 0)

    def _said(self, row: Row) -> str | None:
        if row.get("comparator") in (None, "exact"):
            return None
        return own_comparator(row, self.sources[row["doc"]].text[max(0, row["start"] - 16) : row["start"]])

    def figure_called(self, id: str | None) -> Row | None:
        """The figure of this id, the last one if there are several."""
        i = self._by_id.get(id) if id else None
        return None if i is None else self.figures[i]

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {row["id"]: i for i, row in enumerate(self.figures) if row.get("id")}

    def strings(self, name: str) -> tuple[np.ndarray, list[str | None]]:
        """One of the figures' fields: a number for each figure (int32), and the value that each number means.

        Args:
            name: of a field that holds strings or None.
        """
        if name not in self._strings:
            values: dict[str | None, int] = {}
            codes = [values.setdefault(row.get(name), len(values)) for row in self.figures]
            self._strings[name] = np.array(codes, dtype=np.int32), list(values)
        return self._strings[name]

    def alike(self, row: Row, names: Iterable[str]) -> np.ndarray:
        """Which figures have the same strings as one in some fields, as a mask over `figures`."""
        mask = np.ones(len(self.figures), dtype=bool)
        for name in names:
            codes, values = self.strings(name)
            wanted = row.get(name)
            mask &= codes == (values.index(wanted) if wanted in values else -1)
        return mask

    def at(self, chains: Iterable[str], inside: bool = False) -> np.ndarray:
        """Which figures are about one of some places.

        Args:
            chains: units with their parents.
            inside: whether units inside them count too.

        Returns:
            A mask over `figures`.
        """
        mask = np.zeros(len(self.figures), dtype=bool)
        for chain in chains:
            for one in self.below(chain) if inside else (chain,):
                mask[self.figures_at(one)] = True
        return mask

    def figures_at(self, chain: str) -> list[int]:
        """Which figures are about a unit, as indices into `figures`."""
        return self._at.get(chain, [])

    def at_level(self, levels: Iterable[str]) -> np.ndarray:
        """Which figures are about a unit of one of some levels."""
        return np.isin(self.level, list(levels))

    def beside(self, chain: str) -> list[int]:
        """Which figures stand in a sentence that names a unit, as indices into `figures`."""
        return self._named_beside.get(chain, [])

    @cached_property
    def _named_beside(self) -> dict[str, list[int]]:
        by_doc: dict[str, list[tuple[int, int, list[int]]]] = {}
        for (doc, start), inside in self._in_sentence.items():
            last = max(self.figures[i]["start"] for i in inside)
            by_doc.setdefault(doc, []).append((start, last, inside))
        out: dict[str, list[int]] = {}
        for row in self.mentions:
            for start, last, inside in by_doc.get(row["doc"], ()):
                if start <= row["start"] <= last:
                    out.setdefault(row["canonical"], []).extend(inside)
        return out

    def values_beside(self, row: Row) -> set[float]:
        """The numbers that stand in a figure's sentence, its own too."""
        key = row["doc"], self.sentence(row)[1]
        if key not in self._values:
            beside = [self.figures[i] for i in self._in_sentence[key]]
            told = {r.get(k) for r in beside for k in ("value", "target_value", "denominator")}
            self._values[key] = told - {None}  # type: ignore[assignment]
        return self._values[key]

    @cached_property
    def matcher(self) -> Matcher:
        """The words of all figures, made on first use."""
        return Matcher([self._texts(row) for row in self.figures])

    def matcher_of(self, kind: str) -> Matcher:
        """The words of all `directives`, `statements` or `mentions`, with those around them."""
        if kind not in self._matchers:
            self._matchers[kind] = self._matcher_made(kind)
        return self._matchers[kind]

    def _matcher_made(self, kind: str) -> Matcher:
        return Matcher([self._texts_around(row) for row in getattr(self, kind)])

    @cached_property
    def words(self) -> StoreWords:
        """The words of figures, statements and directives, for correcting slips in questions."""
        texts = [
            (r.get("quote") or r.get("title") or "", "", "", "", "", "")
            for r in (*self.statements, *self.directives)
        ]
        return joined(Matcher(texts).store_words(), self.matcher.store_words())

    @cached_property
    def unit_words(self) -> frozenset[str]:
        """The nouns that figures count, without accents, by their first words."""
        out = set()
        for unit in filter(None, self.strings("unit")[1]):
            words = plain_words_of(unit)
            out |= {" ".join(words[:2]), words[0]} if words else set()
        return frozenset(out)

    def document_words(self, doc: str) -> tuple[frozenset[str], frozenset[str]]:
        """All words of a document, as written and without accents; kept once they were asked for."""
        if doc not in self._words:
            text = self.sources[doc].text
            self._words[doc] = frozenset(words_of(text)), frozenset(plain_words_of(text))
        return self._words[doc]

    def head_periods(self, doc: str) -> tuple[str, ...]:
        """The periods that a document's first lines name, in EDTF; kept once they were asked for."""
        if doc not in self._heads:
            head = find_periods(Reading(self.sources[doc].text[:_HEAD]))
            self._heads[doc] = tuple(p.edtf for p in head if not p.edtf.startswith("XXXX"))
        return self._heads[doc]

    def folded(self, doc: str) -> str:
        """A document's words without accents, abbreviations written out, one blank around each."""
        if doc not in self._folded:
            self._folded[doc] = f" {' '.join(plain_words_of(self.sources[doc].text))} "
        return self._folded[doc]

    def _texts(self, row: Row) -> Texts:
        source = self.sources[row["doc"]]
        sentence, start = self.sentence(row)
        return (
            label_of(row, source.text),
            " ; ".join(str(row.get(k) or "") for k in ("unit", "organisation")),
            self.clause(row),
            sentence,
            self.before(source.text, start),
            (source.title or source.text[:_LONGEST_TITLE].split("\n")[0]) if start else "",
        )

    def _texts_around(self, row: Row) -> Texts:
        sentence, start = self.sentence(row)
        source = self.sources[row["doc"]]
        title, before = source.title or "", self.before(source.text, start)
        if row["kind"] == "directive":
            beside = " ; ".join(str(row.get(k) or "") for k in ("type", "number", "issuer"))
            return row.get("title") or "", beside, "", sentence, before, title
        if row["kind"] == "statement":
            beside = " ; ".join(str(row.get(k) or "") for k in ("speaker", "position", "locality"))
            return row.get("quote") or row["text"], beside, "", sentence, before, title
        return sentence, "", "", "", "", title

    def clause(self, row: Row) -> str:
        """The figure's own stretch of its sentence: up to the figures beside it."""
        sentence, start = self.sentence(row)
        beside = map(self.figures.__getitem__, self._in_sentence.get((row["doc"], start), ()))
        others = [(other["start"], other["end"]) for other in beside]
        first = max((end for begin, end in others if end <= row["start"]), default=start)
        last = min((begin for begin, end in others if begin >= row["end"]), default=start + len(sentence))
        return self.sources[row["doc"]].text[first:last]

    @cached_property
    def _in_sentence(self) -> dict[tuple[str, int], list[int]]:
        """The figures of each sentence, by its document and where it begins."""
        return grouped((row["doc"], self.sentence(row)[1]) for row in self.figures)

    def figures_of(self, doc: str) -> int:
        """How many figures with a place a document has."""
        return self._counts.get(doc, 0)

    def in_document(self, doc: str) -> list[Row]:
        """The figures of a document, in the order of the store."""
        return [self.figures[i] for i in self._figures_in.get(doc, ())]

    @cached_property
    def _figures_in(self) -> dict[str, list[int]]:
        return grouped(row["doc"] for row in self.figures)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return Counter(row["doc"] for row in self.figures if row["_chains"])

    @cached_property
    def status_above(self) -> np.ndarray:
        """The status of each figure, held against what the place above set where nothing else tells it."""
        out = self.status.copy()
        for i in map(int, np.flatnonzero((out == "") & (self.role == "result"))):
            aim = aim_above(self, i)
            if aim is not None:
                out[i] = keeps(self.figures[i], aim["value"])
        return out

    @staticmethod
    def before(text: str, start: int) -> str:
        """The sentence before the one that begins at `start`, in the same paragraph."""
        before = text[max(0, start - 400) : start].rstrip()
        if not before or "\n\n" in text[max(0, start - 3) : start]:
            return ""
        cut = max(before.rfind("\n", 0, -1), before.rfind(". ", 0, -1), before.rfind("; ", 0, -1))
        return before[cut + 1 :].strip()

    def sentence(self, row: Row) -> tuple[str, int]:
        """The sentence a fact stands in, verbatim, and where it begins in the stored text."""
        text = self.sources[row["doc"]].text
        start = row.get("sentence_start")
        sentence = row.get("sentence")
        if sentence and start is None:
            at = text.find(sentence, max(0, row["start"] - len(sentence)))
            start = at if 0 <= at <= row["start"] else None
        if sentence and start is not None and text[start : start + len(sentence)] == sentence:
            return sentence, start
        begin = max(text.rfind("\n", 0, row["start"]), text.rfind(". ", 0, row["start"]) + 1, -1) + 1
        ends = [e for e in (text.find("\n", row["end"]), text.find(". ", row["end"]) + 1) if e > 0]
        end = min(ends, default=len(text))
        while begin < row["start"] and text[begin].isspace():
            begin += 1
        return text[begin:end].rstrip(), begin

    @cached_property
    def organisations(self) -> dict[tuple[str, ...], str]:
        """The organisations of the figures: words without accents → as written."""
        out: dict[tuple[str, ...], str] = {}
        for name in filter(None, self.strings("organisation")[1]):
            out.setdefault(tuple(re.findall(r"\w+", bare(shadow(name)))), name)
        return out
