"""Vietnamese prose to facts: no files, no network, no clock."""

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


def analyse(document: Document) -> list[Fact]:
    """Read all facts out of a document, in text order.

    Example:
        >>> [f.text for f in analyse(Document(text="Huyện Lập Thạch đạt 84,6%.", source="a.txt"))]
        ['Huyện Lập Thạch', '84,6']
    """
    from nlp.pipeline import facts_of  # spaCy takes half a second to import

    return facts_of(document)
