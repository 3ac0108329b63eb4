"""Figures (first cut: percentages, to be replaced)."""

import re

from nlp.document import Document
from nlp.facts import Directive, Figure, LocalityMention, Span, Statement


def find_figures(
    document: Document,
    shadow: str,
    sentences: list[Span],
    localities: list[LocalityMention],
    directives: list[Directive],
    statements: list[Statement],
) -> list[Figure]:
    """Every figure, in text order."""
    out = []
    for s in sentences:
        for m in re.finditer(r"(\d+(?:,\d+)?)%", document.text[s.start : s.end]):
            words = document.text[s.start : s.start + m.start()]
            out.append(
                Figure(
                    start=s.start + m.start(1),
                    end=s.start + m.end(1),
                    text=m[1],
                    value=float(m[1].replace(",", ".")),
                    unit="%",
                    indicator=words.strip()[-60:] or None,
                    sentence=document.text[s.start : s.end],
                    sentence_start=s.start,
                    rule="first-cut",
                )
            )
    return out
