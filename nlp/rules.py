"""Rules as data: groups of words with a name, a meaning and examples, compiled into patterns.

Each file of `nlp/data/rules` is a book of rules. A rule is an object of

- `name` and `means`: what it is called and what it tells, in one line;
- `words`: its alternatives, the longer reading first where two begin alike (each may be a pattern);
- `pattern`: where they stand, `{words}` being the alternatives and `{other}` those of another rule of
  the book; a list of strings is one pattern. Without it the words stand as words;
- `looks`: `anywhere` in a stretch, `back` from a number (the pattern ends at it), `on` from one
  (it begins there), `between` two marks (all of it), or anywhere in the `text` itself;
- `examples`: sentences of our own. `¦` marks the place from which a rule looks back or on, `reads`
  gives fields of the figure there (or of the `figure` named), `figures` all that are found.
  tests/test_rules.py runs them.

All patterns are matched on the shadow of a text (`nlp.shadow`), unless a rule says otherwise.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.alternation import alternatives, sought

MARK = "¦"
"""The place in an example from which its rule looks back or on."""
_PLACEHOLDER = re.compile(r"\{([a-z][a-z ]*)\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_AS_WORDS = r"(?<!\w)(?:{words})(?!\w)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A group of words and what it tells; see the module for the fields."""

    name: str
    means: str
    words: tuple[str, ...]
    pattern: str
    looks: str
    examples: tuple[dict[str, Any], ...]


@cache
def book(name: str) -> dict[str, Rule]:
    """The rules of a file of `nlp/data/rules`, by their names.

    Args:
        name: of the file, without `.json`.

    Returns:
        The rules in the file's order.
    """
    data = json.loads((files("nlp") / "data" / "rules" / f"{name}.json").read_text(encoding="utf-8"))
    return {entry["name"]: _rule(entry) for entry in data["rules"]}


def _rule(entry: dict[str, Any]) -> Rule:
    pattern = entry.get("pattern", _AS_WORDS)
    return Rule(
        entry["name"],
        entry["means"],
        tuple(entry.get("words", ())),
        pattern if isinstance(pattern, str) else "".join(pattern),
        entry.get("looks", "anywhere"),
        tuple(entry["examples"]),
    )


@cache
def words(book_name: str, name: str) -> tuple[str, ...]:
    """The alternatives of a rule, in their order.

    Example:
        >>> words("comparators", "nearly")[:2]
        ('gần', 'chưa đến')
    """
    return book(book_name)[name].words


@cache
def pattern(book_name: str, name: str) -> re.Pattern[str]:
    """The compiled pattern of a rule; a group that stands in it again is named `year__2`, `year__3`…

    Raises:
        KeyError: there is no such rule, or it names one that is not there.

    Example:
        >>> bool(pattern("comparators", "nearly").search("đạt gần "))
        True
    """
    rules = book(book_name)

    def listed(match: re.Match[str]) -> str:
        rule = rules[name] if match[1] == "words" else rules[match[1]]
        return alternatives(rule.words)

    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return match[0] if seen[match[1]] == 1 else f"(?P<{match[1]}__{seen[match[1]]}>"

    return re.compile(sought(_GROUP.sub(rename, _PLACEHOLDER.sub(listed, rules[name].pattern))))


def last_match(regex: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where a pattern is found, which is the nearest one to a number after it."""
    found = None
    for match in regex.finditer(text):
        found = match
    return found
