"""Wordings of one indicator get one id: `tỷ lệ DVC trực tuyến`, `hồ sơ nộp trực tuyến`.

A wording is brought into a key: abbreviations written out (those the text itself defines first),
wordings of one thing made one, light words left out. It takes the id of the most alike wording of the
catalogue (nlp/data/indicators.json) when a logistic model (`make models`) says they are the same;
otherwise an id is made of the key itself. Wordings are only ever held together when they have the same
numbers and the same words that turn the meaning (nlp/data/linking/poles.tsv). The library that trained
the model isn't needed here.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from heapq import nsmallest
from importlib.resources import files

from nlp.alternation import alternatives
from nlp.facts import Figure, settle
from nlp.shadow import bare, shadow

_WORD = re.compile(r"[\w&]+(?:[-/.][\w&]+)*")
_DEFINED = re.compile(r"\(([A-ZĐ][A-ZĐ&-]{1,8})\)")
_YEAR = re.compile(r"(?<!\w)(?:năm|giai đoạn)?\s*(?:19|20)\d\d(?!\w)")
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*(?!\w)")
_LONGEST_ID = 60
_MOST_KEPT = 2_000
"""Wordings whose ids are remembered; the common ones come back soon after they were forgotten."""

Signature = tuple[frozenset[int], frozenset[str]]
"""The poles and the numbers in a wording; only wordings with the same ones may share an id."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An indicator's wording as it is compared.

    Attributes:
        key: its words that say something, in their order, each once.
        signature: what must be the same for two wordings to be one.
        words: the words of the key.
        first, last: its first and last word.
    """

    key: str
    signature: Signature
    words: frozenset[str] = field(repr=False)
    first: str = field(repr=False)
    last: str = field(repr=False)

    @property
    def grams(self) -> frozenset[str]:
        """The character trigrams of the key; few wordings are ever asked for them."""
        return _grams(self.key)


@lru_cache(maxsize=512)
def _grams(key: str) -> frozenset[str]:
    padded = f" {key} "
    return frozenset([padded[i : i + 3] for i in range(len(padded) - 2)])


def _lines(name: str) -> list[str]:
    text = files("nlp").joinpath("data", *name.split("/")).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _abbreviations() -> tuple[dict[str, str], dict[str, str]]:
    """Short forms in any case, and those that count in capitals only."""
    rows = [line.split("\t") for line in _lines("question/abbreviations.tsv")]
    free = {row[0]: row[1] for row in rows if len(row) == 2}
    return free, {row[0]: row[1] for row in rows if len(row) > 2}


@cache
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for line in _lines("linking/same.tsv"):
        kept, others = line.split("\t")
        table |= {shadow(other): shadow(kept) for other in others.split("|")}
    longest = sorted(table, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{alternatives(map(re.escape, longest))})(?!\w)"), table


@cache
def _light() -> tuple[frozenset[str], re.Pattern[str]]:
    """Light words, and a pattern of the light phrases of several words."""
    words = {shadow(w) for line in _lines("linking/light.txt") for w in line.split("|")}
    phrases = sorted((w for w in words if " " in w), key=len, reverse=True)
    return frozenset(words), re.compile(rf"^số\b|(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


@cache
def _poles() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """For each first word of a pole's variants, the poles that may begin there: number and pattern."""
    by_word: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for number, line in enumerate(_lines("linking/poles.tsv")):
        pole = shadow(line.split("\t")[0])
        pattern = re.compile(rf"(?<!\w)(?:{pole})(?!\w)")
        for first in {m[0] for variant in _variants(pole) if (m := re.match(r"\w+", variant))}:
            by_word.setdefault(first, []).append((number, pattern))
    return by_word


def _variants(pole: str) -> list[str]:
    """The alternatives of a pattern, those inside of parentheses left alone."""
    return re.split(r"\|(?![^(]*\))", pole)


def defined_in(text: str) -> dict[str, str]:
    """The abbreviations that a text defines in parentheses: short form in small letters → words.

    Example:
        >>> defined_in("số hồ sơ dịch vụ công (DVC) tăng")
        {'dvc': 'dịch vụ công'}
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        letters = re.sub("[&-]", "", match[1])
        before = text[max(0, match.start() - 120) : match.start()].split()
        # `và` between two of the words has no letter of its own: giáo dục và đào tạo (GDĐT)
        for skipped in (0, 1):
            words = before[-len(letters) - skipped :]
            said = [w for w in words if w.lower() != "và"] if skipped else words
            initials = "".join(bare(w[:1]).upper() for w in said)
            if words and initials == bare(letters):
                found.setdefault(match[1].lower(), " ".join(words))
                break
    return found


def wording(indicator: str, defined: Mapping[str, str] | None = None) -> Wording:
    """Bring an indicator's words into the form in which they are compared.

    Args:
        indicator: the words.
        defined: abbreviations of its own text (`defined_in`).
    """
    free, capitals = _abbreviations()
    if "(" in indicator:  # dịch vụ công (DVC): told twice
        for short in defined_in(indicator):
            indicator = re.sub(rf"\({re.escape(short)}\)", " ", indicator, flags=re.IGNORECASE)
    out = []
    for word in _WORD.findall(indicator):
        small = word.lower()
        own = defined.get(small) if defined else None
        out.append(own or free.get(small) or (capitals.get(small) if word.isupper() else None) or word)
    return _compared(shadow(" ".join(out)))


@lru_cache(maxsize=_MOST_KEPT)
def _compared(words: str) -> Wording:
    pattern, table = _same()
    words = pattern.sub(lambda m: table[m[0]], _YEAR.sub(" ", words))
    light, phrases = _light()
    said = list(dict.fromkeys(w for w in phrases.sub(" ", words).split() if w not in light))
    said = said or words.split() or [words]
    key = " ".join(said)
    by_word = _poles()
    poles = frozenset([i for w in words.split() for i, pole in by_word.get(w, ()) if pole.search(words)])
    numbers = frozenset(_NUMBER.findall(words))
    return Wording(key, (poles, numbers), frozenset(said), said[0], said[-1])


FEATURES = ("words", "grams", "within", "cover", "first", "last")
"""What the model weighs; see `features`."""


def features(one: Wording, two: Wording, weight: Mapping[str, float], rare: float) -> tuple[float, ...]:
    """How alike two wordings are: one number for each of `FEATURES`, all 0 to 1.

    Args:
        one, two: with the same signature.
        weight: how much a word says (inverse document frequency); `rare` for a word not in it.
    """
    total_one = sum([weight.get(w, rare) for w in one.words])
    total_two = sum([weight.get(w, rare) for w in two.words])
    shared = sum([weight.get(w, rare) for w in one.words & two.words])
    same_grams = 2 * len(one.grams & two.grams) / (len(one.grams) + len(two.grams) or 1)
    return (
        2 * shared / (total_one + total_two or 1.0),
        same_grams,
        shared / (min(total_one, total_two) or 1.0),
        shared / (max(total_one, total_two) or 1.0),
        float(one.first == two.first),
        float(one.last == two.last),
    )


def slug(key: str) -> str:
    """An id of a key: readable, ASCII, the same for the same key everywhere."""
    plain = re.sub(r"[^a-z0-9]+", "-", bare(key).lower()).strip("-")
    if len(plain) <= _LONGEST_ID and plain:
        return plain
    digest = hashlib.blake2b(key.encode("utf-8"), digest_size=4).hexdigest()
    return f"{plain[:_LONGEST_ID].rstrip('-')}-{digest}" if plain else digest


_NEAREST = 5
"""Wordings of the catalogue, nearest by the words they share, that the model weighs."""


class Linker:
    """Gives wordings their ids, by a catalogue and a trained model.

    Args:
        indicators: the catalogue, each with `id` and `wordings`.
        model: `weights` by feature, `bias`, `threshold`, `idf` by word and `rare`.
    """

    def __init__(self, indicators: list[dict[str, object]], model: Mapping[str, object]) -> None:
        weights = model["weights"]
        assert isinstance(weights, dict)
        self._weights = tuple(float(weights[name]) for name in FEATURES)
        self._bias = float(model["bias"])  # type: ignore[arg-type]
        self._idf: dict[str, float] = dict(model["idf"])  # type: ignore[call-overload]
        self._rare = float(model["rare"])  # type: ignore[arg-type]
        threshold = float(model["threshold"])  # type: ignore[arg-type]
        self._least = math.log(threshold / (1 - threshold))
        self._exact: dict[tuple[Signature, frozenset[str]], str] = {}
        self._known: dict[Signature, dict[str, list[str]]] = {}
        self._entries: dict[tuple[Signature, str], tuple[Wording, str]] = {}
        for indicator in indicators:
            wordings = indicator["wordings"]
            assert isinstance(wordings, list)
            for text in wordings:
                self._learn(wording(text), str(indicator["id"]))
        self._sizes = {key: 2 + key.count(" ") for _, key in self._entries}
        self._found: dict[tuple[Signature, str], str | None] = {}
        self._linked: dict[str, str] = {}

    def _learn(self, one: Wording, id: str) -> None:
        if self._exact.setdefault((one.signature, one.words), id) == id:
            if (one.signature, one.key) in self._entries:
                return
            self._entries[one.signature, one.key] = (one, id)
            by_word = self._known.setdefault(one.signature, {})
            for word in one.words:
                by_word.setdefault(word, []).append(one.key)

    def known(self, one: Wording) -> str | None:
        """The id of the catalogue's indicator that a wording means; None when there is none."""
        exact = self._exact.get((one.signature, one.words))
        if exact is not None:
            return exact
        at = (one.signature, one.key)
        if at not in self._found:
            if len(self._found) > _MOST_KEPT:
                self._found.clear()
            self._found[at] = self._nearest(one)
        return self._found[at]

    def link(self, indicator: str, defined: Mapping[str, str] | None = None) -> str:
        """The id of an indicator's wording."""
        if defined and any(short in indicator.lower() for short in defined):
            one = wording(indicator, defined)
            return self.known(one) or slug(one.key)
        if indicator not in self._linked:
            if len(self._linked) > _MOST_KEPT:
                self._linked.clear()
            one = wording(indicator)
            self._linked[indicator] = self.known(one) or slug(one.key)
        return self._linked[indicator]

    def odds(self, one: Wording, two: Wording) -> float:
        """The log odds that two wordings are one; minus infinity when a turning word keeps them apart."""
        if one.signature != two.signature:
            return -math.inf
        values = features(one, two, self._idf, self._rare)
        return self._bias + sum([w * v for w, v in zip(self._weights, values, strict=True)])

    def _nearest(self, one: Wording) -> str | None:
        by_word = self._known.get(one.signature)
        if by_word is None:
            return None
        weight, rare = self._idf, self._rare
        shared: dict[str, float] = {}
        for word in one.words:
            if word in by_word:
                says = weight.get(word, rare)
                for key in by_word[word]:
                    shared[key] = shared.get(key, 0.0) + says
        if not shared:
            return None
        sizes = self._sizes
        near = nsmallest(_NEAREST, [(-said / sizes[k], k) for k, said in shared.items()])
        best, found = self._least, None
        for _, key in near:
            other, id = self._entries[one.signature, key]
            odds = self.odds(one, other)
            if odds >= best:
                best, found = odds, id
        return found


@cache
def linker() -> Linker:
    """The linker of the catalogue and the model in nlp/data."""
    data = files("nlp").joinpath("data")
    indicators = json.loads(data.joinpath("indicators.json").read_text(encoding="utf-8"))
    model = json.loads(data.joinpath("linking", "model.json").read_text(encoding="utf-8"))
    return Linker(indicators, model)


def link_figures(text: str, figures: list[Figure]) -> None:
    """Give the figures of one text their `indicator_id`; those without an indicator stay as they are."""
    defined = defined_in(text)
    link = linker().link
    for figure in figures:
        if figure.indicator:
            settle(figure, "indicator_id", link(figure.indicator, defined))
