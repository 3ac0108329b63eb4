"""The words of a question: how they are cut, what they may stand for, and which of them matter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import chain

from nlp.shadow import bare, shadow

WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_]+\d*")
LONGEST = 9  # words in the longest wording that is looked up at once


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, in small letters, with its place in the question."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """Something a question asks about, with all wordings that may stand for it.

    Attributes:
        text: the words as typed.
        forms: wordings, each a tuple of words; a word that begins with `~` was typed without
            accents and stands for every accented reading.
        weight: how much it matters, 0 to 1 (words that people swap freely matter little).
        start, end: its place in the question.
    """

    text: str
    forms: tuple[tuple[str, ...], ...]
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoreWords:
    """The words of the documents: what a slip may have meant, and which words go together.

    Attributes:
        words: every word, with its accents, and how often it stands in them.
        after, before: a word without accents → the words that stand after, before it.
        spelt: a word without accents → the words that it may be, in the order of `words`.
    """

    words: dict[str, int] = field(default_factory=dict)
    after: Mapping[str, set[str]] = field(default_factory=dict)
    before: Mapping[str, set[str]] = field(default_factory=dict)
    spelt: dict[str, list[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for word in self.words:
            self.spelt.setdefault(bare(word), []).append(word)

    def together(self, first: str, second: str) -> bool:
        """Whether two words, given without accents, stand beside each other somewhere."""
        return any(bare(w) == second for w in self.after.get(first, ()))


@cache
def _compounds() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {bare(w): w for line in lines_of("question/compounds.txt") for w in line.split("|")}
    longest = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), known


def _spelled(plain: str) -> str:
    """A question without accents, those of compounds put on that can't be told word by word.

    Example:
        >>> _spelled("gia lai doi soat bao nhieu thua dat")
        'gia lai đối soát bao nhieu thửa đất'
    """
    found, known = _compounds()
    return found.sub(lambda match: known[match[0]], plain)


class Reading:
    """A question in the forms it is read in: all have the same length, so places agree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = shadow(text)
        self.bare = bare(self.low)
        self.accented = self.low != self.bare
        if not self.accented:
            self.low = _spelled(self.low)
        self.used = bytearray(len(text))

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood, so that it is no content word any more."""
        self.used[start:end] = b"\1" * (end - start)

    @cached_property
    def words(self) -> list[Word]:
        """All words, in order."""
        return [Word(m[0], m.start(), m.end()) for m in WORD.finditer(self.low)]

    def free_words(self) -> list[Word]:
        """The words that nothing has taken yet."""
        return [w for w in self.words if not any(self.used[w.start : w.end])]


class Cue:
    """A pattern over accented words that also finds them typed without accents.

    A typed accent counts: `chưa đạt` finds `chua dat` and `chưa dat`, never `chữa đạt`. There are thousands
    of cues, so each is compiled when it is first looked for.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(bare(self.pattern))

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _words(self) -> frozenset[str]:
        words = re.sub(r"\\[A-Za-z]|\(\?P<\w+>|\(\?[:=!<]+", " ", self.pattern)
        return frozenset(re.findall(r"[^\W\d_]+", words))

    @cached_property
    def _bare(self) -> frozenset[str]:
        return frozenset(map(bare, self._words))

    def finditer(self, reading: Reading) -> Iterator[re.Match[str]]:
        """All places where the cue stands."""
        at = 0
        while match := self._regex.search(reading.bare, at):
            exact = self._exact.match(reading.low, match.start())  # words in the pattern's gaps are free
            if exact or self._agrees(reading.low[match.start() : match.end()]):
                yield match
                at = max(match.end(), match.start() + 1)
            else:  # `phấn đấu năm 2025` is not `đầu năm 2025`, but names the year all the same
                at = match.start() + 1

    def search(self, reading: Reading) -> re.Match[str] | None:
        """The first place where the cue stands, or None."""
        return next(self.finditer(reading), None)

    def take(self, reading: Reading, match: re.Match[str]) -> None:
        """Mark the cue's own words in a match as understood, not those that its gaps let through."""
        for word in WORD.finditer(reading.bare, match.start(), match.end()):
            if word[0] in self._bare:
                reading.take(word.start(), word.end())

    def _agrees(self, typed: str) -> bool:
        for word in WORD.findall(typed):
            plain = bare(word)
            if word != plain and plain in self._bare and word not in self._words:
                return False
        return True


def lines_of(name: str) -> list[str]:
    text = (files("nlp") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def patterns(name: str) -> list[tuple[str, str, str]]:
    """The patterns of a data file in its order: `(what they say, regular expression, an example)`."""
    return [
        (kind, pattern, example)
        for kind, pattern, example in (x.split("\t") for x in lines_of(f"question/{name}.tsv"))
    ]


def split(text: str) -> tuple[str, ...]:
    """A wording as its words, in the shadow's way of writing."""
    return tuple(WORD.findall(shadow(text)))


@dataclass(slots=True)
class Lexicon:
    """Wordings known beforehand, found by their words without accents."""

    entries: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)

    def add(self, kind: str, wording: str) -> tuple[str, ...]:
        """Enter a wording as `term`, `weak` or `stop`."""
        words = split(wording)
        key = tuple(bare(w) for w in words)
        if (kind, words) not in self.entries.setdefault(key, []):
            self.entries[key].append((kind, words))
        return words

    def stops(self, plain: str) -> bool:
        """Whether a word without accents is nothing but a word that says nothing."""
        return {kind for kind, _ in self.entries.get((plain,), ())} == {"stop"}

    def find(self, words: list[Word], at: int, loose: bool) -> tuple[int, str, list[tuple[str, ...]]] | None:
        """The longest wording that begins at a word.

        Args:
            words: the question's words.
            at: where to begin.
            loose: whether a word typed without accents may stand for an accented one.

        Returns:
            `(number of words, kind, wordings)`, or None.
        """
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            typed = [w.text for w in words[at : at + size]]
            if any(words[at + i].start > words[at + i - 1].end + 2 for i in range(1, size)):
                continue
            if size > 1 and _asks_how_many(words, at + size - 1):
                continue
            hits = [
                (kind, entry)
                for kind, entry in self.entries.get(tuple(bare(t) for t in typed), ())
                if all(
                    t == e or ((loose or size > 1) and t == bare(e))
                    for t, e in zip(typed, entry, strict=True)
                )
            ]
            exact = [h for h in hits if list(h[1]) == typed]
            hits = exact or hits
            if hits:
                kinds = [k for k, _ in hits]
                kind = "term" if "term" in kinds and size > 1 else "stop" if "stop" in kinds else kinds[0]
                if "weak" in kinds and kind != "stop":
                    kind = "weak"
                forms = [e for _, e in hits]
                for _, entry in hits:
                    forms += [g for g in self.groups.get(entry, ()) if g not in forms]
                return size, kind, forms
        return None


def _asks_how_many(words: list[Word], at: int) -> bool:
    """Whether a word opens `bao nhiêu` and ends no wording (`nợ thuế bao nhiêu` has no `thuê bao`)."""
    return words[at].text == "bao" and at + 1 < len(words) and bare(words[at + 1].text) == "nhieu"


@cache
def lexicon() -> Lexicon:
    """The one lexicon, read on first use from the data beside this module."""
    lex = Lexicon()
    stops = {w for line in lines_of("question/stopwords.txt") for w in line.split("|")}
    for name, kind in (("stopwords", "stop"), ("weak", "weak")):
        for line in lines_of(f"question/{name}.txt"):
            for wording in line.split("|"):
                lex.add(kind, wording)
    for line in lines_of("question/synonyms.tsv"):
        group = [lex.add("term", wording) for wording in line.split("|")]
        for words in group:
            known = lex.groups.setdefault(words, [])
            known += [other for other in group if other != words and other not in known]
    for line in lines_of("glossary.tsv"):
        for wording in line.split("\t")[1].split("|"):
            if " " in wording and wording not in stops:
                lex.add("term", wording)
    for _, long, _ in abbreviations():
        if len(long) > 1:
            lex.add("term", " ".join(long))
    return lex


@cache
def abbreviations() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Short forms: `(short, words it stands for, whether only capitals count)`."""
    out = []
    for line in lines_of("question/abbreviations.tsv"):
        short, long, *flag = line.split("\t")
        out.append((short, split(long), bool(flag)))
    return tuple(out)


@cache
def abbreviation_table() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Short form, accented or bare → the words it stands for and whether only capitals count."""
    table: dict[str, tuple[tuple[str, ...], bool]] = {}
    for short, long, capital in abbreviations():
        table.setdefault(shadow(short), (long, capital))
        table.setdefault(bare(shadow(short)), (long, capital))
    return table


_SHORT = re.compile(r"(?<![\w/])[^\W\d_]+(?:[&-][^\W\d_]+)*(?![\w/])")


@lru_cache(maxsize=65_536)  # texts repeat their words: most of a large store's time went here
def _long(word: str) -> str:
    """A word written out when it is an abbreviation; else as it is."""
    table = abbreviation_table()
    for piece in dict.fromkeys((word, word.replace("-", ""), word.replace("&", ""))):
        found = table.get(shadow(piece))
        if found and (not found[1] or piece.isupper()):
            return " ".join(found[0])
    return word


def expand(text: str) -> str:
    """Write abbreviations out, for matching only (offsets change).

    Example:
        >>> expand("DVC trực tuyến của UBND xã")
        'dịch vụ công trực tuyến của ủy ban nhân dân xã'
    """
    return shadow(_SHORT.sub(lambda match: _long(match[0]), text))


_LONGEST_RUN = 40  # what is longer between blanks is no word, and isn't worth remembering


def words_of(text: str) -> list[str]:
    """The words of a text as they are matched: in one way of writing, abbreviations written out.

    Example:
        >>> words_of("UBND xã: 5 DVC")
        ['ủy', 'ban', 'nhân', 'dân', 'xã', '5', 'dịch', 'vụ', 'công']
    """
    runs = text.split()
    if max(map(len, runs), default=0) > _LONGEST_RUN:
        return WORD.findall(expand(text))
    return list(chain.from_iterable(map(_words_in, runs)))


@lru_cache(maxsize=65_536)  # no rule looks past a blank, so what stands between two is always read alike
def _words_in(run: str) -> tuple[str, ...]:
    return tuple(WORD.findall(expand(run)))


def plain_words_of(text: str) -> list[str]:
    """The same without accents."""
    runs = text.split()
    if max(map(len, runs), default=0) > _LONGEST_RUN:
        return [bare(word) for word in words_of(text)]
    return list(chain.from_iterable(map(_plain_words_in, runs)))


@lru_cache(maxsize=65_536)
def _plain_words_in(run: str) -> tuple[str, ...]:
    return tuple(map(bare, _words_in(run)))


@cache
def known_words() -> frozenset[str]:
    words = {w for entries in lexicon().entries.values() for _, entry in entries for w in entry}
    asked = (pattern for name in ("cues", "phrases") for _, pattern, _ in patterns(name))
    asking = {word for pattern in asked for word in re.findall(r"[^\W\d_]+", pattern)}
    return frozenset(words | asking | set(abbreviation_table()))


@cache
def plain_known_words() -> frozenset[str]:
    """`known_words` without accents."""
    return frozenset(map(bare, known_words()))


@cache
def poles() -> tuple[tuple[bool, tuple[tuple[str, ...], ...]], ...]:
    """Words that turn a meaning: `(whether a question's own must stand in the figure too, wordings)`."""
    out = []
    for line in lines_of("question/poles.txt"):
        out.append((line.startswith("!"), tuple(split(w) for w in line.lstrip("! ").split("|"))))
    return tuple(out)


def terms(reading: Reading) -> list[Term]:
    """The content words of a question that nothing has taken, with their wordings."""
    lex = lexicon()
    loose = not reading.accented
    _take_remainders(reading, lex, loose)
    words, out = reading.free_words(), []
    i = 0
    while i < len(words):
        word = words[i]
        spelt = _spelt_out(reading, words, i, loose)
        if spelt is not None:
            size, forms = spelt
            out.append(_term(reading, word.start, words[i + size - 1].end, forms, 1.0))
            i += size
            continue
        short = _short(reading, word)
        if short:
            found = lex.find([Word(w, word.start, word.end) for w in short], 0, False)
            forms = [short, *(found[2] if found and found[0] == len(short) else ()), (word.text,)]
            out.append(_term(reading, word.start, word.end, forms, 1.0))
            i += 1
            continue
        hit = lex.find(words, i, loose)
        if hit is None and word.text.isascii() and lex.stops(word.text):  # `co bao nhiêu`
            i += 1
            continue
        if hit is None:
            form = (word.text if word.text != bare(word.text) else f"~{word.text}",)
            out.append(_term(reading, word.start, word.end, [form], 1.0))
            i += 1
            continue
        size, kind, forms = hit
        last = words[i + size - 1]
        if kind != "stop":
            out.append(_term(reading, word.start, last.end, forms, 0.3 if kind == "weak" else 1.0))
        i += size
    return out


def _short(reading: Reading, word: Word) -> tuple[str, ...] | None:
    """The words that an abbreviation stands for; None for any other word."""
    short = abbreviation_table().get(word.text)
    capital = reading.text[word.start : word.end].isupper()
    return short[0] if short and (not short[1] or capital) else None


_AHEAD = 5


def _spelt_out(
    reading: Reading, words: list[Word], at: int, loose: bool
) -> tuple[int, list[tuple[str, ...]]] | None:
    """A term that begins with an abbreviation (`BHXH tự nguyện`, `DVC trực tuyến toàn trình`).

    Returns:
        How many of the typed words it takes, and its wordings; None when none begins at the word.
    """
    if _short(reading, words[at]) is None:
        return None
    long: list[Word] = []
    ends = []  # the number of words written out after each typed one
    for word in words[at : at + _AHEAD]:
        if long and word.start > long[-1].end + 2:
            break
        long += [Word(w, word.start, word.end) for w in _short(reading, word) or (word.text,)]
        ends.append(len(long))
    found = lexicon().find(long, 0, loose)
    if found is None or found[1] != "term" or found[0] not in ends[1:]:
        return None
    size = ends.index(found[0]) + 1
    return (size, found[2]) if found[0] > size else None


def _take_remainders(reading: Reading, lex: Lexicon, loose: bool) -> None:
    """Where a cue took a part of words that say little (`mức` in `muc tieu`), the rest says nothing."""
    words, i = reading.words, 0
    while i < len(words):
        hit = lex.find(words, i, loose)
        size = hit[0] if hit else 1
        if hit and size > 1 and hit[1] != "term":
            start, end = words[i].start, words[i + size - 1].end
            if any(reading.used[start:end]):
                reading.take(start, end)
        i += size


def _term(reading: Reading, start: int, end: int, forms: list[tuple[str, ...]], weight: float) -> Term:
    short = [f[2:] for f in forms if len(f) > 3 and f[:2] in (("tỷ", "lệ"), ("tỉ", "lệ"))]
    unique = tuple(dict.fromkeys([*forms, *short]))
    return Term(reading.text[start:end], unique, weight, start, end)
