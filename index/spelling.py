"""“Did you mean”: typing errors put right, accents put back.

Accents are taken from the passages that were found, where the words stand in their surroundings; a
dictionary of words by frequency would make `duong` the same word everywhere.
"""

from collections import Counter
from functools import partial
from itertools import pairwise
from typing import Any

from index.terms import terms
from index.words import Words
from nlp.shadow import bare


def suggest(reader: Any, words: Words, passages: list[str]) -> str | None:
    """A better way to write what was typed; None when there is none.

    Args:
        reader: gives `doc_frequency(field, term)` and `terms_within(field, term, distance, prefix)`.
        words: what was typed.
        passages: texts of the best hits.
    """
    typed = [term for wish in words.wanted for term in wish.terms]
    written = _written(passages, [term.folded for term in typed])
    unknown = {term.folded for term in typed if not reader.doc_frequency("folded", term.folded)}
    near = {word: best for word in unknown if (best := _near(reader, word)) is not None}
    meant = _anywhere(reader, set(near.values()) - written.keys()) | written
    changes: list[tuple[str, str]] = []
    for term in typed:
        if term.folded not in unknown:
            best = written.get(term.folded)
            if term.text == term.folded and best is not None and best != term.text:
                changes.append((term.text, best))
        elif term.folded in near:
            changes.append((term.text, meant[near[term.folded]]))
    if not changes:
        return None
    better = words.given.lower()
    for old, new in changes:
        better = _replace(better, old, new)
    return better if better != words.given.lower() else None


def _written(passages: list[str], typed: list[str]) -> dict[str, str]:
    """How each word is written in the passages, by its folded form.

    Words that stand beside the same word as in what was typed count most.
    """
    count: dict[str, Counter[str]] = {}
    pairs = set(pairwise(typed))
    for passage in passages:
        there = list(terms(passage))
        for term in there:
            count.setdefault(term.folded, Counter())[term.text] += 1
        for left, right in pairwise(there):
            if (left.folded, right.folded) in pairs:
                count[left.folded][left.text] += 100
                count[right.folded][right.text] += 100
    return {folded: max(sorted(ways), key=ways.__getitem__) for folded, ways in count.items()}


def _near(reader: Any, word: str) -> str | None:
    """The nearest term whose first letter is right: one typing error away, two in long words."""
    if len(word) < 3 or not word.isalpha():
        return None
    # Two letters changed in places are one error of typing but two of Levenshtein's.
    found = {term: _errors(word, term) for term in reader.terms_within("folded", word, 2, prefix=1)}
    near = [term for term, errors in found.items() if errors <= (1 if len(word) < 5 else 2)]
    return min(near, key=lambda t: (found[t], -reader.doc_frequency("folded", t), t), default=None)


def _errors(a: str, b: str) -> int:
    """Letters to put in, take out, change or swap with their neighbour to make `a` into `b`."""
    rows = [list(range(len(b) + 1))]
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _anywhere(reader: Any, words: set[str]) -> dict[str, str]:
    """How words without accents are written most often anywhere."""
    ways: dict[str, list[str]] = {word: [] for word in words}
    for way in map(bytes.decode, reader.lexicon("exact") if words else ()):
        if (plain := bare(way)) in ways:
            ways[plain].append(way)
    frequency = partial(reader.doc_frequency, "exact")
    return {plain: max(sorted(found), key=frequency, default=plain) for plain, found in ways.items()}


def _replace(text: str, old: str, new: str) -> str:
    out: list[str] = []
    end = 0
    for term in terms(text):
        if term.text == old and term.start >= end:
            out += [text[end : term.start], new]
            end = term.end
    return "".join(out) + text[end:]
