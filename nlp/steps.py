"""The steps from a text to its facts: each adds what it finds to what those before it found.

Nothing here needs spaCy, whose import takes longer than reading a dozen pages; `nlp.pipeline` makes
components of these steps for those who want a pipeline with layers to add to or draw.
"""

from collections.abc import Callable, Container
from dataclasses import replace
from typing import Any

from nlp.confidence import confidences
from nlp.directives import find_directives
from nlp.document import Document
from nlp.facts import Fact, settle
from nlp.figures import find_figures
from nlp.linking import link_figures
from nlp.localities import find_localities
from nlp.repetition import put_back, repetitions, without
from nlp.sentences import sentences
from nlp.shadow import shadow
from nlp.statements import find_statements

State = dict[str, Any]
"""The `document`, its `shadow`, and under the name of each layer what was found."""
LAYERS = ("sentences", "localities", "directives", "statements", "figures")
FINAL = ("links", "confidence")
"""What is said of the facts when all are found: the ids of their indicators, how sure each is."""


def begin(document: Document) -> State:
    """What the first step starts from."""
    return {"document": document, "shadow": shadow(document.text)}


def _sentences(s: State) -> None:
    s["sentences"] = sentences(s["document"].text)


def _localities(s: State) -> None:
    s["localities"] = find_localities(s["document"], s["shadow"], s["sentences"])


def _directives(s: State) -> None:
    s["directives"] = find_directives(s["document"], s["shadow"], s["sentences"], s["localities"])


def _statements(s: State) -> None:
    s["statements"] = find_statements(s["document"], s["shadow"], s["sentences"], s["localities"])


def _figures(s: State) -> None:
    s["figures"] = find_figures(s["document"], s["shadow"], s["sentences"], s["localities"], s["directives"])


def _links(s: State) -> None:
    link_figures(s["document"].text, s["figures"])


def _confidence(s: State) -> None:
    found = found_in(s)
    document = s["document"]
    for fact, sure in zip(
        found, confidences(found, document.text, s["shadow"], document.published), strict=True
    ):
        settle(fact, "confidence", sure)


STEPS: dict[str, Callable[[State], None]] = {
    "sentences": _sentences,
    "localities": _localities,
    "directives": _directives,
    "statements": _statements,
    "figures": _figures,
    "links": _links,
    "confidence": _confidence,
}
"""All steps by name, in their order."""
_UNASKED = {"statement": ("statements",), "figure": ("figures", "links")}
"""The steps that only facts of a kind need; places and directives tell what figures are about."""


def found_in(state: State) -> list[Fact]:
    """All facts found so far, in text order."""
    found: list[Fact] = [f for layer in LAYERS[1:] for f in state[layer]]
    return sorted(found, key=lambda f: (f.start, f.end))


def facts_of(document: Document, kinds: Container[str] | None = None) -> list[Fact]:
    """All facts of a document, in text order; what repeats itself for pages is passed over.

    Args:
        document: its text and what is known about it.
        kinds: those wanted; what only others need is left undone, so that some of these may be missing.
    """
    idle = {step for kind, steps in _UNASKED.items() if kinds and kind not in kinds for step in steps}
    names = tuple(name for name in STEPS if name not in idle)
    passed = repetitions(document.text)
    if not passed:
        return _after(document, names)
    shorter = replace(document, text=without(document.text, passed))
    return put_back(_after(shorter, names), document.text, passed)


def raw_facts(document: Document) -> list[Fact]:
    """All facts of a document before they are linked and weighed: what models learn from."""
    return _after(document, LAYERS)


def _after(document: Document, names: tuple[str, ...]) -> list[Fact]:
    state: State = {layer: [] for layer in LAYERS} | begin(document)
    for name in names:
        STEPS[name](state)
    return found_in(state)
