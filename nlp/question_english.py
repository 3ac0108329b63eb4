"""English questions: which they are, and their terms in Vietnamese through the glossary."""

import re
from functools import cache, lru_cache

from whoosh.lang.porter2 import stem as porter2

from nlp.question_words import Reading, Term, lexicon, lines_of, split
from nlp.shadow import bare, shadow


@cache
def _words_of_language(name: str) -> frozenset[str]:
    """Words that tell the language of a question: `english`, `vietnamese`, or `either` without accents."""
    lines = dict(line.split("\t") for line in lines_of("question/languages.tsv"))
    return frozenset(lines[name].split())


def is_english(reading: Reading) -> bool:
    """Whether a question is asked in English (with Vietnamese names in it or not).

    Example:
        >>> is_english(Reading("How many schools in Lập Thạch?"))
        True
    """
    of = _words_of_language
    plain = [w for w in (bare(w.text) for w in reading.words) if w not in of("either")]
    english = sum(w in of("english") for w in plain)
    vietnamese = sum(w in of("vietnamese") and w not in of("english") for w in plain)
    return english > 0 and english >= vietnamese and (english > 1 or vietnamese == 0)


@cache
def glossary() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """English wording (its words' stems) → Vietnamese wordings, as words."""
    out: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in lines_of("glossary.tsv"):
        english, vietnamese = line.split("\t")
        key = tuple(stem(w) for w in _words(english))
        found = tuple(split(v) for v in vietnamese.split("|"))
        out[key] = tuple(dict.fromkeys((*out.get(key, ()), *found)))
    return out


@cache
def in_english() -> dict[str, str]:
    """Vietnamese wording → its first English one, for answers in English."""
    out: dict[str, str] = {}
    for line in lines_of("glossary.tsv"):
        english, vietnamese = line.split("\t")
        for wording in vietnamese.split("|"):
            out.setdefault(shadow(wording), english)
    return out


def stem(word: str) -> str:
    """A rough singular: `facilities` → `facility`, `schools` → `school`."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=16_384)
def root_of(word: str) -> str:
    """A word's root (Porter2)."""
    root: str = porter2(word)
    return root


@cache
def _by_root() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The glossary by its words' roots (Porter2), for other forms of its words (`disbursing`)."""
    out: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for key, found in glossary().items():
        root = tuple(map(root_of, key))
        out[root] = tuple(dict.fromkeys((*out.get(root, ()), *found)))
    return out


def _words(text: str) -> list[str]:
    return [w.removesuffix("'s") for w in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", shadow(text))]


def english_terms(reading: Reading) -> list[Term]:
    """The content words of an English question, as Vietnamese wordings where the glossary has them."""
    found = [
        (m[0].removesuffix("'s"), m.start(), m.end())
        for m in re.finditer(r"[^\W_]+(?:[-'][^\W_]+)*", reading.low)
    ]
    table, lex = glossary(), lexicon()
    found = [part for w in found for part in _parted(w, table)]
    words = [w for w in found if not any(reading.used[w[1] : w[2]])]
    out: list[Term] = []
    i = 0
    while i < len(words):
        size, forms = _longest(words, i, table)
        start, end = words[i][1], words[i + max(size, 1) - 1][2]
        typed = words[i][0]
        if size == 0:
            size = 1
            if _only_asks(words[i]):
                i += 1
                continue
            entry = lex.find([*_as_words(typed, start)], 0, False) if typed.isascii() else None
            weak = bool(entry and entry[1] == "weak") or (stem(typed),) in _weak()
            if weak or (typed.isdigit() and len(typed) < 3):
                i += 1
                continue
            parts = split(typed)
            mark = tuple(p if p != bare(p) or not p.isalpha() else f"~{p}" for p in parts)
            out.append(
                Term(
                    reading.text[start:end],
                    (mark,),
                    _unknown_weight(typed, reading.text[start:end], start) if not weak else 0.3,
                    start,
                    end,
                )
            )
        else:
            forms = _with_synonyms(forms)
            weak = all(_is_weak(f) for f in forms)
            out.append(Term(reading.text[start:end], forms, 0.3 if weak else 1.0, start, end))
        i += size
    return out


def _parted(
    word: tuple[str, int, int], table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]]
) -> list[tuple[str, int, int]]:
    """The parts of a word with a hyphen that the glossary has only apart (`health-sector`); else the word."""
    typed, start, _ = word
    parts = [(m[0], start + m.start(), start + m.end()) for m in re.finditer(r"[^-]+", typed)]
    keys = [stem(p) for p, _, _ in parts]
    whole = (stem(typed),) in table or tuple(keys) in table
    if len(parts) != 2 or whole or not any((k,) in table for k in keys):
        return [word]
    return parts


def _unknown_weight(word: str, typed: str, start: int) -> float:
    """A word that the glossary lacks can't be looked for; a name or sign must still be found."""
    return (
        1.0
        if (typed[:1].isupper() and start > 0) or any(c.isdigit() for c in word) or typed.isupper()
        else 0.35
    )


def _longest(
    words: list[tuple[str, int, int]], at: int, table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]]
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    for size in range(min(6, len(words) - at), 0, -1):
        if words[at + size - 1][2] - words[at][1] > sum(len(w[0]) + 3 for w in words[at : at + size]):
            continue  # a name stands between them
        key = tuple(stem(w[0]) for w in words[at : at + size])
        for candidate in (key, tuple(k for w in key for k in w.split("-"))):
            if candidate in table:
                return size, table[candidate]
        root = tuple(map(root_of, key))
        if root in _by_root() and all(len(k) > 3 for k in key) and not (size == 1 and _only_asks(words[at])):
            return size, _by_root()[root]
    return 0, ()


def _only_asks(word: tuple[str, int, int]) -> bool:
    """Whether a word says nothing about what is asked for, alone."""
    entry = lexicon().find([*_as_words(word[0], word[1])], 0, False) if word[0].isascii() else None
    return entry is not None and entry[1] == "stop"


def _with_synonyms(forms: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    groups = lexicon().groups
    more = [g for f in forms for g in groups.get(f, ())]
    return tuple(dict.fromkeys((*forms, *more)))


def _as_words(text: str, start: int) -> list:  # type: ignore[type-arg]
    from nlp.question_words import Word

    return [Word(text, start, start + len(text))]


@cache
def _weak() -> frozenset[tuple[str, ...]]:
    out = set()
    for line in lines_of("question/weak.txt"):
        for wording in line.split("|"):
            if wording.isascii():
                out.add(tuple(stem(w) for w in wording.split()))
    return frozenset(out)


def _is_weak(form: tuple[str, ...]) -> bool:
    entries = lexicon().entries.get(tuple(bare(w) for w in form), ())
    return any(kind == "weak" and words == form for kind, words in entries)
