"""The facts of a store in memory, as columns: filters and groupings without a search engine."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from index.matching import Matcher, Texts
from index.reached import aim_above, keeps, told_status
from nlp.document import Document
from nlp.question_periods import bounds, find_periods
from nlp.question_places import TYPES, KnownPlace, PlaceNames, name_of
from nlp.question_words import Reading, StoreWords, plain_words_of, words_of
from nlp.shadow import bare, shadow

Row = dict[str, Any]
_LONGEST_TITLE = 140
_HEAD = 600  # how far a document's first lines go
_COMPARATOR = re.compile(
    r"(?<!\w)(xấp xỉ|khoảng|ước đạt|ước|gần|chưa đến|chưa đầy|trên|hơn|dưới|tối thiểu|ít nhất"
    r"|tối đa|không quá)\s+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer needs of a document; `title` is None when it has none."""

    id: str
    text: str
    source: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None


def own_comparator(row: Row, before: str) -> str | None:
    """The document's own word for "about", "nearly", "over"…, right before the numeral.

    Args:
        row: the figure.
        before: the words before it.
    """
    if row.get("comparator") in (None, "exact"):
        return None
    match = _COMPARATOR.search(before)
    return match[1].lower() if match else None


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
        self.sources = {s.id: s for s in map(_source, documents)}
        self.figures: list[Row] = []
        self.directives: list[Row] = []
        self.statements: list[Row] = []
        self.mentions: list[Row] = []
        kinds = {
            "figure": self.figures,
            "directive": self.directives,
            "statement": self.statements,
            "locality": self.mentions,
        }
        for row in rows:
            if row["doc"] in self.sources and row["kind"] in kinds:
                kinds[row["kind"]].append(dict(row))
        self.matchers: dict[str, Matcher] = {}
        self.called: dict[tuple[int, str], bool] = {}
        self.saying: dict[str, list[list[Row]]] = {}
        self._folded: dict[str, str] = {}
        self.years_beside: dict[int, set[str]] = {}
        self.topics: dict[tuple[Any, str], float] = {}
        self._heads: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._chains = _chains(self.mentions, [*self.figures, *self.directives, *self.statements])
        self._number_places()
        self._make_columns()

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
        for row in self._mentions_of.get(doc, ()):
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
        return self._mentions_of.get(doc, [])

    @cached_property
    def _mentions_of(self) -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {}
        for row in self.mentions:
            out.setdefault(row["doc"], []).append(row)
        return out

    def named_in(self, doc: str) -> set[str]:
        """The places that a document names, each with its parents."""
        return self._named_in.get(doc, set())

    @cached_property
    def _named_in(self) -> dict[str, set[str]]:
        return {doc: {row["canonical"] for row in rows} for doc, rows in self._mentions_of.items()}

    @cached_property
    def naming_sentences(self) -> list[tuple[str, list[Row]]]:
        """The sentences that name places: the shadow of each, and its mentions in their order."""
        out: dict[tuple[str, int], tuple[str, list[Row]]] = {}
        for row in self.mentions:
            sentence, start = self.sentence(row)
            key = row["doc"], start
            if key not in out:
                out[key] = shadow(sentence), []
            out[key][1].append(row)
        return [(words, sorted(rows, key=lambda row: int(row["start"]))) for words, rows in out.values()]

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
        self.place_list = sorted(known)
        self.place_code = {c: i for i, c in enumerate(self.place_list)}
        self.levels = known
        self.places = PlaceNames(KnownPlace(c, known[c]) for c in self.place_list)
        later: dict[str, set[str]] = {}
        for rows in (self.figures, self.directives, self.statements, self.mentions):
            for row in rows:
                if row.get("locality_2025"):
                    chain = row.get("canonical") or (self.chains(row) or ("",))[0]
                    later.setdefault(str(row["locality_2025"]), set()).add(chain)
        self.later = later

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
        before = self.sources[row["doc"]].text[max(0, row["start"] - 16) : row["start"]]
        return own_comparator(row, before)

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The figures by their ids."""
        return {row["id"]: row for row in self.figures if row.get("id")}

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
                mask[self._at.get(one, [])] = True
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
        starts = {key: [b for b, _ in spans] for key, spans in self._numerals.items()}
        by_doc: dict[str, list[tuple[int, int]]] = {}
        for doc, start in starts:
            by_doc.setdefault(doc, []).append((start, max(starts[doc, start])))
        at = {(r["doc"], r["start"]): i for i, r in enumerate(self.figures)}
        out: dict[str, list[int]] = {}
        for row in self.mentions:
            for start, last in by_doc.get(row["doc"], ()):
                if start <= row["start"] <= last:
                    out.setdefault(row["canonical"], []).extend(
                        at[row["doc"], b] for b in starts[row["doc"], start]
                    )
        return out

    def values_beside(self, row: Row) -> set[float]:
        """The numbers that stand in a figure's sentence, its own too."""
        return self._values[row["doc"], self.sentence(row)[1]]

    @cached_property
    def _values(self) -> dict[tuple[str, int], set[float]]:
        out: dict[tuple[str, int], set[float]] = {}
        for row in self.figures:
            numbers = {row.get("value"), row.get("target_value"), row.get("denominator")} - {None}
            out.setdefault((row["doc"], self.sentence(row)[1]), set()).update(numbers)  # type: ignore[arg-type]
        return out

    @cached_property
    def matcher(self) -> Matcher:
        """The words of all figures, made on first use."""
        return Matcher([self._texts(row) for row in self.figures])

    @cached_property
    def words(self) -> StoreWords:
        """The words of figures, statements and directives, for correcting slips in questions."""
        texts = [
            (r.get("quote") or r.get("title") or "", "", "", "", "", "")
            for r in (*self.statements, *self.directives)
        ]
        more = Matcher(texts).store_words()
        mine = self.matcher.store_words()
        join = lambda a, b: {k: a.get(k, set()) | b.get(k, set()) for k in {*a, *b}}  # noqa: E731
        return StoreWords(
            more.words | mine.words, join(more.after, mine.after), join(more.before, mine.before)
        )

    @cached_property
    def unit_words(self) -> frozenset[str]:
        """The nouns that figures count, without accents, by their first words."""
        out = set()
        for unit in {row.get("unit") for row in self.figures if row.get("unit")}:
            words = plain_words_of(str(unit))
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
            _label(row, source.text),
            " ; ".join(str(row.get(k) or "") for k in ("unit", "organisation")),
            self.clause(row),
            sentence,
            self.before(source.text, start),
            (source.title or source.text[:_LONGEST_TITLE].split("\n")[0]) if start else "",
        )

    def clause(self, row: Row) -> str:
        """The figure's own stretch of its sentence: up to the figures beside it."""
        sentence, start = self.sentence(row)
        others = self._numerals.get((row["doc"], start), ())
        first = max((end for begin, end in others if end <= row["start"]), default=start)
        last = min((begin for begin, end in others if begin >= row["end"]), default=start + len(sentence))
        return self.sources[row["doc"]].text[first:last]

    @cached_property
    def _numerals(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        out: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for row in self.figures:
            out.setdefault((row["doc"], self.sentence(row)[1]), []).append((row["start"], row["end"]))
        return out

    def figures_of(self, doc: str) -> int:
        """How many figures with a place a document has."""
        return self._counts.get(doc, 0)

    def in_document(self, doc: str) -> list[Row]:
        """The figures of a document, in the order of the store."""
        return self._by_document.get(doc, [])

    @cached_property
    def _by_document(self) -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {}
        for row in self.figures:
            out.setdefault(row["doc"], []).append(row)
        return out

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
        for row in self.figures:
            name = row.get("organisation")
            if name:
                out.setdefault(tuple(re.findall(r"\w+", bare(shadow(name)))), name)
        return out


_LATER = re.compile(r"[^.;\n]{0,24}?, ?(tăng|giảm)(?!\w)", re.I)


def _label(row: Row, text: str) -> str:
    """A figure's indicator without the verb of the next clause (`12 vụ, giảm một nửa` is no decrease)."""
    label = str(row.get("indicator") or "")
    later = _LATER.match(text[row["end"] : row["end"] + 40])
    return label.removesuffix(later[1].lower()).rstrip() if later else label


def level_of(chain: str) -> str:
    """The administrative level that a unit's type word says; a city without parents is a province's.

    Example:
        >>> level_of("huyện Lập Thạch, tỉnh Vĩnh Phúc")
        'district'
    """
    kind, _ = name_of(chain.split(",")[0].strip())
    level = TYPES.get(kind or "", "")
    return "province" if kind == "thành phố" and "," not in chain else level


def _source(document: Document | Mapping[str, Any]) -> Source:
    names = [f for f in Source.__slots__ if f != "id"]
    if isinstance(document, Document):
        return Source(id=document.id, **{n: getattr(document, n) for n in names})
    given = {n: document.get(n) for n in names}
    return Source(id=str(document["id"]), **given)  # type: ignore[arg-type]


def _chains(mentions: list[Row], facts: list[Row]) -> dict[tuple[str, str], str]:
    """(document, label) → chain; under document "" what any document tells."""
    out: dict[tuple[str, str], str] = {}
    for row in mentions:
        chain = row["canonical"]
        label = chain.split(",")[0].strip()
        for key in ((row["doc"], label), ("", label)):
            if key not in out or len(chain) > len(out[key]):
                out[key] = chain
    for row in facts:
        if row.get("locality") and row.get("locality_canonical") and ";" not in row["locality"]:
            out.setdefault((row["doc"], row["locality"]), row["locality_canonical"])
    return out
