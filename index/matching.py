"""Which figures a question's words mean: overlap of words, weighed by how rare they are.

Each figure has its words with a weight: those of its indicator count fully, those of its unit and
organisation nearly, those that stand near its numeral or in its sentence less. A question's term is
found when one of its wordings is; a term found in part counts less than its share.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, count, pairwise

import numpy as np

from nlp.question_words import StoreWords, Term, poles, split, words_of
from nlp.shadow import bare

# What a word counts by where it stands: in the indicator, the unit and body, the figure's own clause,
# its sentence, the sentence before, the document's title.
WEIGHTS = (1.0, 0.9, 0.7, 0.5, 0.4, 0.3)
Texts = tuple[str, str, str, str, str, str]


class Matcher:
    """The words of figures, by word."""

    def __init__(self, texts: Sequence[Texts]) -> None:
        """Take in the words.

        Args:
            texts: for each figure the words of the six places that `WEIGHTS` weighs.
        """
        self.size = len(texts)
        seen: defaultdict[str, int] = defaultdict(count().__next__)
        places = np.array([[seen[part] for part in parts] for parts in texts], dtype=np.int32)
        places = places.reshape(len(texts), len(WEIGHTS))
        split_up = [tuple(words_of(part)) for part in seen]
        self._split_up = split_up
        self.indicators = [split_up[part] for part in places[:, 0]]
        words: defaultdict[str, int] = defaultdict(count().__next__)
        numbers = np.fromiter(map(words.__getitem__, chain.from_iterable(split_up)), dtype=np.int64)
        sizes = np.fromiter(map(len, split_up), dtype=np.int64)
        self._ids, self._weights = _columns(list(words), numbers, sizes, places)
        self._loose: dict[str, list[str]] = {}
        for word in words:
            self._loose.setdefault(bare(word), []).append(word)

    def store_words(self) -> StoreWords:
        """All words and neighbours, for correcting slips in questions."""
        before: dict[str, set[str]] = {}
        after: dict[str, set[str]] = {}
        for a, b in set(chain.from_iterable(map(pairwise, self._split_up))):
            after.setdefault(bare(a), set()).add(b)
            before.setdefault(bare(b), set()).add(a)
        return StoreWords({w: len(ids) for w, ids in self._ids.items()}, after, before)

    def variants(self, word: str) -> list[str]:
        """The words of the store that a question's word may stand for (`~duong`: đường, dương…)."""
        if word.startswith("~"):
            return self._loose.get(word[1:], [])
        return [word] if word in self._ids else []

    def idf(self, word: str) -> float:
        """How much a word tells: the rarer, the more; about 1 to 7."""
        count = sum(len(self._ids[v]) for v in self.variants(word))
        return math.log(1 + (self.size + 1) / (count + 1)) + 0.3

    def knows(self, term: Term) -> bool:
        """Whether all words of some wording occur among the figures."""
        return any(all(self.variants(w) for w in form) for form in term.forms)

    def found(self, terms: Sequence[Term]) -> np.ndarray:
        """How far each term is found in each figure: an array (terms, figures) of 0 to 1."""
        out = np.zeros((len(terms), self.size), dtype=np.float32)
        for t, term in enumerate(terms):
            for f, form in enumerate(term.forms[:14]):
                weights = [self.idf(w) for w in form]
                total = sum(weights)
                hit = np.zeros(self.size, dtype=np.float32)
                for word, weight in zip(form, weights, strict=True):
                    for ids, here in self._standing(word):
                        hit[ids] += here * (weight / total)
                if len(form) > 1:
                    some = np.flatnonzero(hit > 0)
                    hit[some] **= 1.5
                np.maximum(out[t], hit * (1.0 if f == 0 else 0.95), out=out[t])
        return out

    def _standing(self, word: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The figures that have a word, each once, and what it counts there."""
        variants = self.variants(word)
        if len(variants) == 1:
            yield self._ids[variants[0]], self._weights[variants[0]]
        elif variants:
            most = np.zeros(self.size, dtype=np.float32)
            for variant in variants:
                ids = self._ids[variant]
                most[ids] = np.maximum(most[ids], self._weights[variant])
            ids = np.flatnonzero(most > 0)
            yield ids, most[ids]

    def weight(self, term: Term) -> float:
        """How much a term matters in a question."""
        form = term.forms[0]
        rare = sum(self.idf(w) for w in form) / len(form)
        return term.weight * min(rare, 5.0) * math.sqrt(len(form))

    def total(self, terms: Sequence[Term], found: np.ndarray) -> np.ndarray:
        """The share of a question's content that each figure has, 0 to 1, from what `found` gave."""
        if not terms:
            return np.ones(self.size, dtype=np.float32)
        weights = np.array([self.weight(t) for t in terms], dtype=np.float32)
        return (weights @ found) / weights.sum()

    def scores(self, terms: Sequence[Term]) -> np.ndarray:
        """The share of a question's content that each figure has, 0 to 1."""
        return self.total(terms, self.found(terms))

    def named(self, figure: int, terms: Sequence[Term]) -> bool:
        """Whether a figure's indicator itself has all of a question's terms, in some wording each."""
        words = set(self.indicators[figure])
        plain = {bare(w) for w in words}
        return all(
            any(all(w[1:] in plain if w[0] == "~" else w in words for w in form) for form in term.forms)
            for term in terms
        )

    def covered(self, figure: int, terms: Sequence[Term]) -> float:
        """The share of a figure's indicator that the question's words make up, 0 to 1."""
        words = self.indicators[figure]
        if not words:
            return 0.0
        exact = {w for t in terms for form in t.forms for w in form}
        mine = [(self.idf(w), w in exact or f"~{bare(w)}" in exact) for w in dict.fromkeys(words)]
        return sum(i for i, hit in mine if hit) / sum(i for i, _ in mine)


def _columns(
    words: list[str], numbers: np.ndarray, sizes: np.ndarray, places: np.ndarray
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """For each word the figures that have it, ascending, and what it counts there (the most, if repeated).

    Args:
        words: all, by number.
        numbers: the words of all texts, one text after the other.
        sizes: how many words each text has.
        places: array (figures, `WEIGHTS`) of texts.
    """
    if not words:
        return {}, {}
    texts = places.ravel()
    begins, counts = (np.cumsum(sizes) - sizes)[texts], sizes[texts]
    # Where each word of each place of each figure stands in `numbers`.
    at = np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    # One number for word, figure and place: in their order a figure's heaviest place of a word comes first.
    keys = np.sort(numbers[at] * len(texts) + np.repeat(np.arange(len(texts)), counts))
    keys = keys[np.flatnonzero(np.diff(keys // len(WEIGHTS), prepend=-1))]
    word, where = np.divmod(keys, len(texts))
    figure, place = np.divmod(where, len(WEIGHTS))
    ends = np.searchsorted(word, np.arange(1, len(words)))
    ids = np.split(figure.astype(np.int32), ends)
    weights = np.split(np.array(WEIGHTS, dtype=np.float32)[place], ends)
    return dict(zip(words, ids, strict=True)), dict(zip(words, weights, strict=True))


def _row(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def has_pole(joined: str, wordings: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of some wordings stands in a row of words, joined with a blank around each."""
    return any(_row(w) in joined for w in wordings)


@lru_cache(maxsize=256)
def asked_poles(words: tuple[str, ...], loose: bool) -> tuple[bool, ...]:
    """Which poles a question has; a word without accents may stand for one when it is typed so."""
    return tuple(any(_asked(words, w, loose) for w in group) for _, group in poles())


def _asked(words: Sequence[str], wording: tuple[str, ...], loose: bool) -> bool:
    for at in range(len(words) - len(wording) + 1):
        if all(w == p or (loose and w == bare(p)) for w, p in zip(words[at:], wording, strict=False)):
            return True
    return False


def turned(
    question_words: Sequence[str], loose: bool, indicator: Sequence[str], nearby: str = ""
) -> tuple[bool, bool]:
    """Whether a figure's indicator and a question differ in a word that turns the meaning.

    Args:
        question_words: the question's words.
        loose: whether it was typed without accents.
        indicator: the words of the figure's indicator.
        nearby: the figure's own stretch of its sentence, where the question's pole may stand too.

    Returns:
        Whether the indicator has such a word that the question lacks, and the other way round.
    """
    own, near = _row(indicator), ""
    unasked = lacking = False
    for (strict, group), mine in zip(poles(), asked_poles(tuple(question_words), loose), strict=True):
        theirs = has_pole(own, group)
        unasked = unasked or (theirs and not mine)
        if strict and mine and not theirs:
            near = near or _row(split(nearby))
            lacking = lacking or not has_pole(near, group)
    return unasked, lacking


def crossed(question_words: Sequence[str], loose: bool, indicator: Sequence[str], nearby: str = "") -> bool:
    """Whether one has a word that turns the meaning and the other lacks it; arguments as for `turned`."""
    return any(turned(question_words, loose, indicator, nearby))
