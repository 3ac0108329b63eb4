"""Rules as data: every example of every rule, and what the books must be like."""

import json
from importlib.resources import files
from typing import Any

import pytest

from nlp import Document, Figure, analyse
from nlp.rules import MARK, Rule, book, pattern
from nlp.shadow import shadow

BOOKS = sorted(
    f.name.removesuffix(".json")
    for f in (files("nlp") / "data" / "rules").iterdir()
    if f.name.endswith(".json")
)
RULES = [(name, rule) for name in BOOKS for rule in book(name).values()]
EXAMPLES = [
    pytest.param(name, rule, example, id=f"{name}: {rule.name} {n + 1}")
    for name, rule in RULES
    for n, example in enumerate(rule.examples)
]


def found_in(book_name: str, rule: Rule, text: str) -> bool:
    """Whether the rule's pattern is found where the example says that it looks."""
    regex = pattern(book_name, rule.name)
    parts = [part if rule.looks == "text" else shadow(part) for part in text.split(MARK)]
    if rule.looks == "back":
        return bool(regex.search(parts[0]))
    if rule.looks == "on":
        return bool(regex.match(parts[1]))
    if rule.looks == "between":
        return bool(regex.fullmatch(parts[1]))
    return bool(regex.search("".join(parts)))


@pytest.mark.parametrize(("book_name", "rule", "example"), EXAMPLES)
def test_rule_is_found_in_its_example(book_name: str, rule: Rule, example: dict[str, Any]) -> None:
    assert found_in(book_name, rule, example["text"])


@pytest.mark.parametrize(
    ("book_name", "rule", "example"), [p for p in EXAMPLES if {"reads", "figures"} & p.values[2].keys()]
)
def test_example_reads_as_it_says(book_name: str, rule: Rule, example: dict[str, Any]) -> None:
    text = example["text"].replace(MARK, "")
    facts = analyse(Document(text=text, source="a.txt", published=example.get("published")))
    figures = [fact for fact in facts if isinstance(fact, Figure)]
    if "figures" in example:
        assert [figure.text for figure in figures] == example["figures"]
    if "reads" in example:
        named = [f for f in figures if f.text == example.get("figure", f.text)]
        assert len(named) == 1, [f.text for f in figures]
        assert {field: getattr(named[0], field) for field in example["reads"]} == example["reads"]


@pytest.mark.parametrize(("book_name", "rule"), [pytest.param(n, r, id=f"{n}: {r.name}") for n, r in RULES])
def test_rule_says_what_it_means(book_name: str, rule: Rule) -> None:
    assert rule.means.endswith(".")
    assert rule.examples
    assert rule.looks in ("anywhere", "back", "on", "between", "text")
    assert len(set(rule.words)) == len(rule.words), "a word stands twice"


@pytest.mark.parametrize("name", BOOKS)
def test_names_of_rules_are_told_once(name: str) -> None:
    data = json.loads((files("nlp") / "data" / "rules" / f"{name}.json").read_text(encoding="utf-8"))
    assert len(book(name)) == len(data["rules"])


def test_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        pattern(BOOKS[0], "no such rule")
