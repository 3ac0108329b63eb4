"""Numbers between which something changed: `giảm từ 12,5% năm 2021 xuống còn 4,3%`.

Both measure the same thing, named once before the change, whose verb is no part of it. The first held at a
time of its own: where its words tell none, nobody knows when.
"""

import re
from dataclasses import replace
from itertools import pairwise

from nlp.drafts import Draft
from nlp.facts import Span
from nlp.rules import pattern
from nlp.shadow import shadow as shadow_of
from nlp.timing import Timing
from nlp.units import rate_base

_FROM = pattern("figures", "from where")
_TO = pattern("figures", "to where")
_VERB = pattern("figures", "verb of a change")
_COMPARED = re.compile(r"\s+so (?:với|cùng)(?!\w).*$", re.DOTALL)
_YEAR = re.compile(r"\s*\(?(?:năm\s+)?(?P<year>(?:19|20)\d\d)\)?(?!\d)")
_BACK = 40
"""Characters before a number in which the words that lead to it stand."""


def settle_changes(drafts: list[Draft], shadow: str, sentence: Span, timing: Timing) -> None:
    """Give the two numbers of a change the same indicator, and the first no time but its own.

    Args:
        drafts: of one sentence, with their figures; changed in place.
        shadow: the text's shadow.
        sentence: where they stand.
        timing: of the document.
    """
    for one, two in pairwise(drafts):
        a, b = one.figure, two.figure
        if a is None or b is None or one.many > 1 or not _same_unit(a.unit, b.unit):
            continue
        back = max(sentence.start, one.numeral.start - _BACK)
        if not _FROM.search(shadow, back, one.numeral.start):
            continue
        tail = rate_base(shadow, one.tail) if a.unit and a.unit.startswith("đồng/") else one.tail
        if not _TO.fullmatch(shadow, tail, two.numeral.start):
            continue
        told = bool(timing.within(tail, two.numeral.start))
        year = _YEAR.match(shadow, tail, two.numeral.start)
        words = _measured(a.indicator) or _measured(b.indicator) or a.indicator
        one.figure = replace(
            a,
            indicator=words,
            period=year["year"] if year else a.period if told else None,
            role="result" if b.role == "target" else a.role,
            status=None,
        )
        two.figure = replace(b, indicator=words, unit=b.unit or a.unit)
        for draft in (one, two):
            if draft.indicator is not None and words:
                draft.indicator = draft.indicator._replace(text=words, base=words)


def _measured(words: str | None) -> str:
    """What is measured, without the verb of its change and what it is held against."""
    words = _COMPARED.sub("", words or "")
    verb = _VERB.search(shadow_of(words))
    return (words[: verb.start()] if verb else words).strip()


def _same_unit(one: str | None, two: str | None) -> bool:
    return one == two or one is None or two is None or one.split()[:1] == two.split()[:1]
