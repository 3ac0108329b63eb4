"""The lexicon of nouns that Vietnamese reports count, and of measures."""

import json
import re
from functools import cache
from importlib.resources import files

from nlp.shadow import shadow

SYLLABLE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\d?²?|m[23²³]")


@cache
def _lexicon() -> tuple[frozenset[str], frozenset[str], int]:
    data = json.loads(files("nlp").joinpath("data/units.json").read_text(encoding="utf-8"))
    nouns = frozenset(shadow(w) for w in data["counted"])
    measures = frozenset(shadow(w) for w in data["measures"])
    return nouns, measures, max(len(w.split()) for w in nouns | measures)


def known_noun(shadow_text: str, at: int) -> int:
    """Where the longest known counted noun or measure that begins at `at` ends; `at` when there is none."""
    nouns, measures, longest = _lexicon()
    end = best = at
    words: list[str] = []
    while len(words) < longest:
        match = SYLLABLE.match(shadow_text, end)
        if not match:
            break
        words.append(match[0])
        if " ".join(words) in nouns or " ".join(words) in measures:
            best = match.end()
        end = match.end()
        if shadow_text[end : end + 1] != " ":
            break
        end += 1
    return best
