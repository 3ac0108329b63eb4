"""Quoted and reported utterances with a named speaker."""

from nlp.document import Document
from nlp.facts import LocalityMention, Span, Statement


def find_statements(
    document: Document, shadow: str, sentences: list[Span], localities: list[LocalityMention]
) -> list[Statement]:
    """Every utterance with a named speaker, in text order."""
    return []
