"""Patterns looked for through a whole text: where any of them may begin is found for all in one pass.

The engine of `re` tries a pattern at every character. Most of ours begin with one of a few words or with a
number, so all those words are looked for at once (Aho-Corasick) and each pattern is tried where one of its
own stands. What is found is what `finditer` finds.
"""

import re
import re._parser as parser  # type: ignore[import-not-found]
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import ahocorasick

_DIGIT = "\uffff"
"""Stands for any digit at the beginning of a pattern; no character of a text."""
_DIGITS = re.compile(r"\d\d*")  # not `\d+`: the engine looks ahead only for what begins with a sign or a set
_LONGEST = 8
"""Characters of a word that are looked for: more would tell little more, and take twice the room."""
_MOST = 600
_SHORT = 400
"""A text of fewer characters is not worth the pass, nor that what is known of the document be forgotten."""
_SMALL_SET = 6
_MOVES = re.compile(r"o(?:[àáãảạèéẽẻẹ](?!\w)|$)|u(?:[ỳýỹỷỵ](?!\w)|$)|[^\w\x00-\x7f]|[İΣ]")
"""Where the shadow may differ from small letters: a tone that moves, a sign that is no plain one."""
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_UNKNOWN: tuple[set[str], set[str]] = ({""}, set())


class Scan:
    """A pattern to be found anywhere in texts.

    Attributes:
        pattern: the pattern.
        words: what its matches may begin with; None when that cannot be told, so that it is tried everywhere.
        numbers: whether they may begin with a number besides.

    Args:
        pattern: the pattern.
        by_shadow: it is found in texts as they are written, but where its words stand is looked up in their
            shadow, in which the words of most patterns are looked for anyway.
    """

    def __init__(self, pattern: re.Pattern[str], by_shadow: bool = False) -> None:
        self.pattern = pattern
        found = beginnings(pattern)
        self.numbers = found is not None and _DIGIT in found
        words = None if found is None else found - {_DIGIT}
        if words is not None and by_shadow:
            words = frozenset(map(_certain, words))
            words = None if "" in words else words
        self.words = words
        self._last: tuple[str | None, list[int]] = (None, [])
        self._key = _register(self.words) if self.words else -1

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """The matches in a text, as `re.Pattern.finditer` gives them."""
        return self.inside(text, 0, len(text))

    def between(self, text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """The matches in each of some stretches of a text."""
        if self.words is None or len(text) < _SHORT:
            for start, end in stretches:
                yield from self.pattern.finditer(text, start, end)
            return
        places = self._places(text)
        for start, end in stretches if places else ():
            first = bisect_left(places, start)
            if first < len(places) and places[first] < end:
                yield from self._tried(text, places, first, end)

    def inside(self, text: str, start: int, end: int, shadow: str | None = None) -> Iterable[re.Match[str]]:
        """The matches in a stretch of a text; `shadow` is its shadow, for a scan that goes by it."""
        if self.words is None or len(text) < _SHORT:
            return self.pattern.finditer(text, start, end)
        places = self._places(text if shadow is None else shadow)
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return ()
        return self._tried(text, places, first, end)

    def may_begin(self, text: str, start: int, end: int) -> bool:
        """Whether a match may begin in a stretch of a text, which is told far quicker than looked for.

        The text may be asked about for another of the same length, in which some of its letters are
        blanked out.
        """
        known, places = self._last
        if known is not text:
            if self.words is None or len(text) < _SHORT:
                return True
            places = self._places(text)
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def _tried(self, text: str, places: list[int], first: int, end: int) -> Iterator[re.Match[str]]:
        match, done = self.pattern.match, 0
        for at in places[first : bisect_left(places, end, first)]:
            if at >= done and (found := match(text, at, end)):
                done = found.end()
                yield found

    def _places(self, text: str) -> list[int]:
        """Where matches may begin, in text order."""
        assert self.words is not None
        known, places = self._last
        if known is not text:
            places = self._places_anew(text)
            self._last = (text, places)
        return places

    def _places_anew(self, text: str) -> list[int]:
        found = _seen(text).get(self._key, [])
        if not self.numbers:
            return sorted(found)
        return sorted(found + numbers(text)) if found else numbers(text)


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    r"""The words of which each match of a pattern begins with one, none a beginning of another.

    Returns:
        The words; U+FFFF among them stands for the beginning of a number. None when a match may begin
        with anything, or inside a number.

    Example:
        >>> sorted(beginnings(re.compile(r"(?<!\w)(?:đến |tới )?năm (?:19|20)\d\d")))
        ['năm 19', 'năm 20', 'tới năm 19', 'tới năm 20', 'đến năm 19', 'đến năm 20']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    parsed = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    ended, whole = _of_all(list(parsed), False)
    found = {_DIGIT if word[:1] == _DIGIT else word.split(_DIGIT)[0] for word in ended | whole}
    if "" in found:
        return None
    return frozenset(w for w in found if not any(w[:n] in found for n in range(1, len(w))))


def _guards(kind: str, what: Any) -> bool:
    """Whether a look back makes sure that no digit stands before: a number begins here, none goes on."""
    direction, items = what
    if direction != -1 or not items:
        return False
    last, value = str(items[-1][0]), items[-1][1]
    if kind == "ASSERT":
        return last == "LITERAL" and not chr(value).isdigit()
    none_of = last == "IN" and len(items) == 1
    return none_of and any(str(k) == "CATEGORY" and str(v)[9:] in ("WORD", "DIGIT") for k, v in value)


def _of_all(items: list[tuple[Any, Any]], guarded: bool) -> tuple[set[str], set[str]]:
    """What a sequence may begin with: words that end where it goes on unknown, and whole ones.

    `guarded`: no digit stands before it.
    """
    ended: set[str] = set()
    whole = {""}
    for kind, what in items:
        if str(kind) in _WIDTHLESS:
            guarded = guarded or (str(kind) != "AT" and _guards(str(kind), what))
            continue
        more_ended, more_whole = _of_one(str(kind), what, guarded)
        ended |= {w + more for w in whole for more in more_ended}
        whole = {w + more for w in whole for more in more_whole}
        long = {w for w in whole if len(w) >= _LONGEST}
        ended |= long
        whole -= long
        if not whole or len(whole) + len(ended) > _MOST:
            return ended | whole, set()
    return ended, whole


def _of_one(kind: str, what: Any, guarded: bool) -> tuple[set[str], set[str]]:
    """The same for one element of a parsed pattern."""
    if kind == "LITERAL":
        return ({_DIGIT}, set()) if guarded and chr(what).isdigit() else (set(), {chr(what)})
    if kind == "IN":
        return _of_set(what, guarded)
    if kind == "SUBPATTERN":
        return _of_all(list(what[3]), guarded) if not what[1] and not what[2] else _UNKNOWN
    if kind == "BRANCH":
        parts = [_of_all(list(branch), guarded) for branch in what[1]]
        return set().union(*(ended for ended, _ in parts)), set().union(*(whole for _, whole in parts))
    if kind in _REPEATS:
        least, most, inner = what
        ended, whole = _of_all(list(inner), guarded)
        if most != 1:
            ended, whole = ended | whole, set()
        return (ended, whole | {""}) if least == 0 else (ended, whole)
    return _UNKNOWN


def _of_set(what: list[tuple[Any, Any]], guarded: bool) -> tuple[set[str], set[str]]:
    """The same for a set of characters."""
    chars: set[str] = set()
    for kind, value in what:
        if str(kind) == "LITERAL":
            chars.add(chr(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < 10:
            chars |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            chars.add(_DIGIT)
        else:
            return _UNKNOWN
    if all(char.isdigit() or char == _DIGIT for char in chars):
        return ({_DIGIT}, set()) if guarded else _UNKNOWN
    return (set(), chars) if len(chars) <= _SMALL_SET and _DIGIT not in chars else _UNKNOWN


def _certain(word: str) -> str:
    """How a word of a text begins in its shadow, whatever follows it there: up to where a tone may move."""
    low = word.lower()
    moves = _MOVES.search(low)
    return low[: moves.start()] if moves else low


_keys: dict[frozenset[str], int] = {}
"""What the patterns may begin with, each set of words by a number that stands for it."""


def _register(words: frozenset[str]) -> int:
    """The number that stands for a set of words, which are looked for from now on."""
    if words not in _keys:
        _keys[words] = len(_keys)
        _automaton.cache_clear()
        _seen.cache_clear()
    return _keys[words]


@lru_cache(maxsize=1)
def _automaton() -> tuple[Any, list[tuple[int, ...]]]:
    """What finds all the words, telling of each how long it is and its group; the sets of each group."""
    sets: dict[str, list[int]] = {}
    for words, key in _keys.items():
        for word in words:
            sets.setdefault(word, []).append(key)
    groups: dict[tuple[int, ...], int] = {}
    found = ahocorasick.Automaton()
    for word, keys in sets.items():
        found.add_word(word, (len(word) - 1, groups.setdefault(tuple(keys), len(groups))))
    found.make_automaton()
    return found, list(groups)


@lru_cache(maxsize=2)
def _seen(text: str) -> dict[int, list[int]]:
    """Where words of each set stand in a text; several patterns ask for the same text in turn."""
    if not _keys:
        return {}
    words, groups = _automaton()
    together: defaultdict[int, list[int]] = defaultdict(list)
    for end, (back, group) in words.iter(text):
        together[group].append(end - back)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for group, places in together.items():
        for key in groups[group]:
            found[key] += places
    return found


@lru_cache(maxsize=2)
def numbers(text: str) -> list[int]:
    """Where each run of digits begins."""
    return [match.start() for match in _DIGITS.finditer(text)]
