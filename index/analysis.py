"""Our terms as Whoosh takes them.

The schema of an index names the analyzers of this module, so neither may move or be renamed.
"""

from collections.abc import Iterator

from whoosh.analysis import Analyzer, Token

from index.terms import query_terms, terms


class ExactAnalyzer(Analyzer):  # type: ignore[misc]
    """Gives Whoosh the terms with their marks."""

    folds = False

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **_: object,
    ) -> Iterator[Token]:
        """Yield one token object again and again, as Whoosh's analyzers do."""
        token = Token(positions, chars, removestops=removestops, mode=mode)
        for term in query_terms(value) if mode == "query" else terms(value):
            token.text = term.folded if self.folds else term.text
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = value[term.start : term.end]
            if positions:
                token.pos = start_pos + term.position
            if chars:
                token.startchar = start_char + term.start
                token.endchar = start_char + term.end
            yield token

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    __hash__ = None  # type: ignore[assignment]


class FoldedAnalyzer(ExactAnalyzer):
    """Gives Whoosh the terms without their marks."""

    folds = True
