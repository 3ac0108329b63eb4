"""Passages weighed by their words: what a Whoosh query finds, over arrays.

Whoosh steps from passage to passage in Python, which takes microseconds for each word of each. Here the
postings of a word are read once, scored at once and kept, and queries put them together.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from whoosh import query as q
from whoosh.scoring import BM25F, bm25

LENGTH = 0.5
"""How much BM25 minds long passages: sentences are long because they list things, not because they wander."""
OFTEN = 1.2
"""How soon it is enough of a word that stands in a passage again and again (BM25's K1)."""
KEPT = 2_000_000
"""Postings that are remembered, of 12 bytes each."""

WEIGHTING = BM25F(B=LENGTH, K1=OFTEN)


class Ranked(NamedTuple):
    """Passages with their scores.

    Attributes:
        ids: numbers of passages, ascending, each once.
        scores: as many.
    """

    ids: np.ndarray
    scores: np.ndarray


_NOTHING = Ranked(np.zeros(0, dtype=np.int32), np.zeros(0))


class Postings:
    """Finds what queries find in an index that is open.

    Args:
        searcher: Whoosh's, with `WEIGHTING`; as long as it is open, the index doesn't change for it.
    """

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._size = self._reader.doc_count_all()
        self._lengths: dict[str, np.ndarray] = {}
        self._terms: OrderedDict[tuple[str, str], Ranked] = OrderedDict()
        self._held = 0

    def find(self, query: q.Query) -> Ranked:
        """What a query finds: all of it, with the scores that Whoosh gives.

        Args:
            query: of `Term`, `Phrase`, `Every`, and `And`, `Or`, `AndMaybe` of queries, whose own boost is 1.
        """
        kind = type(query)
        if kind is q.Term:
            # A term that can't be written in UTF-8 has no size either.
            there = query.estimate_size(self._reader)
            found = self._term(query.fieldname, query.text) if there else _NOTHING
            return found if query.boost == 1.0 else Ranked(found.ids, found.scores * query.boost)
        if kind is q.Or:
            return self._any(map(self.find, query.subqueries))
        if kind is q.And:
            return self._all(query.subqueries)
        if kind is q.AndMaybe:
            found = self.find(query.a)
            more = self.find(query.b) if len(found.ids) else _NOTHING
            at, there = _among(found.ids, more.ids)
            scores = found.scores.copy()
            scores[there] += more.scores[at[there]]
            return Ranked(found.ids, scores)
        if kind is q.Phrase:
            words = [q.Term(query.fieldname, word) for word in query.words]
            return self._stepped(query) if len(self._all(words).ids) else _NOTHING
        ids = np.fromiter(self._reader.all_doc_ids(), dtype=np.int32)
        return Ranked(ids, np.ones(len(ids)))

    def _all(self, queries: Iterable[q.Query]) -> Ranked:
        """Those that all find, the rarest first: what comes after nothing isn't read."""
        first, *others = sorted(queries, key=lambda query: query.estimate_size(self._reader))
        ids, scores = self.find(first)
        for other in others:
            if not len(ids):
                return _NOTHING
            more = self.find(other)
            at, there = _among(ids, more.ids)
            ids, scores = ids[there], scores[there] + more.scores[at[there]]
        return Ranked(ids, scores)

    def _any(self, found: Iterable[Ranked]) -> Ranked:
        there, scores = np.zeros(self._size, dtype=bool), np.zeros(self._size)
        for ids, more in found:
            there[ids] = True
            scores[ids] += more
        ids = np.flatnonzero(there).astype(np.int32)
        return Ranked(ids, scores[ids])

    def _term(self, field: str, text: str) -> Ranked:
        key = field, text
        if key in self._terms:
            self._terms.move_to_end(key)
            return self._terms[key]
        numbers, weights = array("i"), array("d")
        for reader, offset in self._reader.leaf_readers():
            if (field, text) not in reader:
                continue
            at = reader.postings(field, text)
            while at.is_active():
                numbers.append(offset + at.id())
                weights.append(at.weight())
                at.next()
        ids, scores = np.array(numbers, dtype=np.int32), np.array(weights)
        if len(ids) and self._searcher.schema[field].scorable:
            idf, mean = self._searcher.idf(field, text), self._searcher.avg_field_length(field) or 1
            scores = bm25(idf, scores, self._lengths_of(field, ids), mean, LENGTH, OFTEN)
        self._terms[key] = Ranked(ids, scores)
        self._held += len(ids)
        while self._held > KEPT and len(self._terms) > 1:
            self._held -= len(self._terms.popitem(last=False)[1].ids)
        return Ranked(ids, scores)

    def _lengths_of(self, field: str, ids: np.ndarray) -> np.ndarray:
        """How many terms some passages have, read when first asked for."""
        known = self._lengths.setdefault(field, np.zeros(self._size, dtype=np.int32))
        for i in map(int, ids[known[ids] == 0]):
            known[i] = self._reader.doc_field_length(i, field, 1)
        return known[ids]

    def _stepped(self, query: q.Query) -> Ranked:
        """What Whoosh's own way through the passages finds."""
        numbers, scores = array("i"), array("d")
        for searcher, offset in self._searcher.leaf_searchers():
            at = query.matcher(searcher, self._searcher.context())
            while at.is_active():
                numbers.append(offset + at.id())
                scores.append(at.score())
                at.next()
        return Ranked(np.array(numbers, dtype=np.int32), np.array(scores))


def only(found: Ranked, ids: np.ndarray, there: bool = True) -> Ranked:
    """Those of `found` that are among `ids`, or with `there=False` those that aren't."""
    kept = _among(found.ids, ids)[1] == there
    return Ranked(found.ids[kept], found.scores[kept])


def best(found: Ranked, most: int) -> list[tuple[float, int]]:
    """The scores, rounded so that equal ones are equal, and numbers of the best, the best first."""
    ids, scores = found.ids, np.round(found.scores, 6)
    if len(ids) > most:
        kept = scores >= np.partition(scores, -most)[-most]
        ids, scores = ids[kept], scores[kept]
    order = np.lexsort((ids, -scores))[:most]
    return list(zip(scores[order].tolist(), ids[order].tolist(), strict=True))


def _among(ids: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each number would stand among others, and whether it stands there."""
    at = np.searchsorted(others, ids)
    there = np.zeros(len(ids), dtype=bool)
    inside = at < len(others)
    there[inside] = others[at[inside]] == ids[inside]
    return at, there
