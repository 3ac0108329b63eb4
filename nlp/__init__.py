"""Vietnamese prose to facts: no files, no network, no clock."""

import sys
from collections.abc import Container

from nlp.document import Document, stored_text
from nlp.facts import Directive, Fact, Figure, Item, LocalityMention, Span, Statement, row

__all__ = [
    "Directive",
    "Document",
    "Fact",
    "Figure",
    "Item",
    "LocalityMention",
    "Span",
    "Statement",
    "analyse",
    "row",
    "stored_text",
]


def analyse(document: Document, kinds: Container[str] | None = None) -> list[Fact]:
    """Read all facts out of a document, in text order.

    Args:
        document: its text and what is known about it.
        kinds: those that the caller will take out of the facts, if not all; others may be left out.

    Example:
        >>> [f.text for f in analyse(Document(text="Huyện Lập Thạch đạt 84,6%.", source="a.txt"))]
        ['Huyện Lập Thạch', '84,6']
    """
    # Whoever adds a component to the pipeline has imported it; for the others spaCy stays out.
    pipeline = sys.modules.get("nlp.pipeline")
    if pipeline is not None:
        found: list[Fact] = pipeline.facts_of(document, kinds)
        return found
    from nlp.steps import facts_of

    return facts_of(document, kinds)
