"""Mentions of governing documents."""

from nlp.document import Document
from nlp.facts import Directive, LocalityMention, Span


def find_directives(
    document: Document, shadow: str, sentences: list[Span], localities: list[LocalityMention]
) -> list[Directive]:
    """Every mention of a governing document, in text order."""
    return []
