"""Which figures a question's words mean: overlap of words, weighed by how rare they are.

Each figure has its words with a weight: those of its indicator count fully, those of its unit and
organisation nearly, those that stand near its numeral or in its sentence less. A question's term is
found when one of its wordings is; a term found in part counts less than its share.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, count

import numpy as np

from index.kept import Arrays, Groups, string_arrays, strings_of
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
        self._take(_arrays(texts))

    @classmethod
    def kept(cls, arrays: Arrays) -> "Matcher":
        """The matcher whose `arrays` these are."""
        made = cls.__new__(cls)
        made._take(arrays)
        return made

    def _take(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._words = list(strings_of("words", arrays))
        self._numbers = dict(zip(self._words, range(len(self._words)), strict=True))
        self._figures = Groups.kept("figures", arrays)
        self._weights = np.array(WEIGHTS, dtype=np.float32)[arrays["places"]]
        self._label_of = arrays["labels"]
        self._labels = Groups.kept("label words", arrays)
        self.size = len(self._label_of)

    @cached_property
    def _loose(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for word in self._words:
            out.setdefault(bare(word), []).append(word)
        return out

    def store_words(self) -> StoreWords:
        """All words and neighbours, for correcting slips in questions."""
        counts = np.diff(self._figures.ends, prepend=0).tolist()
        pairs = self.arrays["pairs"]
        return neighbours(self._words, dict(zip(self._words, counts, strict=True)), pairs)

    def indicator(self, figure: int) -> tuple[str, ...]:
        """The words of a figure's indicator."""
        return tuple(map(self._words.__getitem__, self._labels[int(self._label_of[figure])].tolist()))

    def _of(self, word: str) -> tuple[np.ndarray, np.ndarray]:
        """The figures that have a word, ascending, and what it counts there (the most, if repeated)."""
        number, ends = self._numbers[word], self._figures.ends
        part = slice(int(ends[number - 1]) if number else 0, int(ends[number]))
        return self._figures.members[part], self._weights[part]

    def variants(self, word: str) -> list[str]:
        """The words of the store that a question's word may stand for (`~duong`: đường, dương…)."""
        if word.startswith("~"):
            return self._loose.get(word[1:], [])
        return [word] if word in self._numbers else []

    def idf(self, word: str) -> float:
        """How much a word tells: the rarer, the more; about 1 to 7."""
        count = sum(len(self._of(v)[0]) for v in self.variants(word))
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
            yield self._of(variants[0])
        elif variants:
            most = np.zeros(self.size, dtype=np.float32)
            for variant in variants:
                ids, weights = self._of(variant)
                most[ids] = np.maximum(most[ids], weights)
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
        words = set(self.indicator(figure))
        plain = {bare(w) for w in words}
        return all(
            any(all(w[1:] in plain if w[0] == "~" else w in words for w in form) for form in term.forms)
            for term in terms
        )

    def covered(self, figure: int, terms: Sequence[Term]) -> float:
        """The share of a figure's indicator that the question's words make up, 0 to 1."""
        words = self.indicator(figure)
        if not words:
            return 0.0
        exact = {w for t in terms for form in t.forms for w in form}
        mine = [(self.idf(w), w in exact or f"~{bare(w)}" in exact) for w in dict.fromkeys(words)]
        return sum(i for i, hit in mine if hit) / sum(i for i, _ in mine)


def _arrays(texts: Sequence[Texts]) -> dict[str, np.ndarray]:
    """What a matcher knows, as arrays to keep.

    Returns:
        `words` (strings, by their numbers); for each word the `figures` that have it (groups) and, as long,
        the `places` where it counts most there (uint8); for each figure its label's number (`labels`), for
        each label its words (`label words`, groups); `pairs` of neighbours (n, 2), each once.
    """
    seen: defaultdict[str, int] = defaultdict(count().__next__)
    places = np.array([[seen[part] for part in parts] for parts in texts], dtype=np.int32)
    places = places.reshape(len(texts), len(WEIGHTS))
    split_up = [words_of(part) for part in seen]
    words: defaultdict[str, int] = defaultdict(count().__next__)
    numbers = np.fromiter(map(words.__getitem__, chain.from_iterable(split_up)), dtype=np.int64)
    sizes = np.fromiter(map(len, split_up), dtype=np.int64)
    texts_of, label = np.unique(places[:, 0], return_inverse=True)
    inside = np.repeat(np.arange(len(sizes)), sizes)
    side_by_side = np.flatnonzero(inside[1:] == inside[:-1])
    pairs = np.unique(numbers[side_by_side] * max(1, len(words)) + numbers[side_by_side + 1])
    labels = Groups(numbers, np.cumsum(sizes))
    return {
        **string_arrays("words", words),
        **_standing_of(len(words), numbers, sizes, places),
        "labels": label.astype(np.int32),
        **Groups.of(labels[text].tolist() for text in texts_of.tolist()).arrays("label words"),
        "pairs": np.stack(np.divmod(pairs, max(1, len(words))), axis=1).astype(np.int32),
    }


def _standing_of(
    words: int, numbers: np.ndarray, sizes: np.ndarray, places: np.ndarray
) -> dict[str, np.ndarray]:
    """For each word the figures that have it, ascending, and the place where it counts most there.

    Args:
        words: how many there are.
        numbers: the words of all texts, one text after the other.
        sizes: how many words each text has.
        places: array (figures, `WEIGHTS`) of texts.
    """
    texts = places.ravel()
    begins, counts = (np.cumsum(sizes) - sizes)[texts], sizes[texts]
    # Where each word of each place of each figure stands in `numbers`.
    at = np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    # One number for word, figure and place: in their order a figure's heaviest place of a word comes first.
    keys = np.sort(numbers[at] * len(texts) + np.repeat(np.arange(len(texts)), counts))
    keys = keys[np.flatnonzero(np.diff(keys // len(WEIGHTS), prepend=-1))]
    word, where = np.divmod(keys, max(1, len(texts)))
    figure, place = np.divmod(where, len(WEIGHTS))
    figures = Groups(figure.astype(np.int32), np.searchsorted(word, np.arange(1, words + 1)))
    return figures.arrays("figures") | {"places": place.astype(np.uint8)}


def neighbours(words: Sequence[str], counts: dict[str, int], pairs: np.ndarray) -> StoreWords:
    """Words and which of them stand beside each other.

    Args:
        words: by their numbers.
        counts: how often each stands in the documents.
        pairs: (n, 2), the numbers of a word and of one that stands right after it somewhere.
    """
    plain = list(map(bare, words))
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for a, b in pairs.tolist():
        after.setdefault(plain[a], set()).add(words[b])
        before.setdefault(plain[b], set()).add(words[a])
    return StoreWords(counts, after, before)


def joined(first: StoreWords, second: StoreWords) -> StoreWords:
    """The words of both; where both count a word, the second's count holds."""
    after, before = (
        {k: a.get(k, set()) | b.get(k, set()) for k in {*a, *b}}
        for a, b in ((first.after, second.after), (first.before, second.before))
    )
    return StoreWords(first.words | second.words, after, before)


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
