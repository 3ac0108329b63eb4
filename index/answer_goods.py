"""Goods asked about by name, which a figure's document has to name as well."""

from functools import cache

from index.facttable import FactTable, Row
from nlp.question_words import lines_of, plain_words_of


@cache
def _goods() -> tuple[tuple[str, ...], ...]:
    """The wordings of each kind of goods, folded, with a blank around."""
    return tuple(
        tuple(f" {' '.join(plain_words_of(w))} " for w in line.split("|"))
        for line in lines_of("question/goods.txt")
    )


def goods_asked(question: str) -> tuple[tuple[str, ...], ...]:
    """The goods that a question names: the wordings of each.

    Example:
        >>> goods_asked("san luong ca phe")
        ((' ca phe ', ' coffee '),)
    """
    words = f" {' '.join(plain_words_of(question))} "
    return tuple(group for group in _goods() if any(w in words for w in group))


def tells_goods(table: FactTable, row: Row, asked: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a figure's document names one of the goods asked about."""
    words = f" {table.folded(row['doc'])} "
    return any(w in words for group in asked for w in group)
