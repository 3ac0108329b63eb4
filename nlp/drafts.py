"""Figures in the making: the numbers of a sentence, each with its unit and the words that are its own."""

import re
from dataclasses import dataclass
from itertools import pairwise

from nlp.candidates import Indicator
from nlp.facts import Figure, Span
from nlp.nouns import known_noun
from nlp.numbers import Numeral
from nlp.rules import pattern, words
from nlp.units import rate_base, unit_of

_TOGETHER = pattern("figures", "told together")


@dataclass(slots=True)
class Draft:
    """A figure in the making.

    Attributes:
        numeral: the number.
        unit: the span of its counted noun, if it has one.
        left, right: where the words begin and end that belong to it and to no other number.
        figure, indicator: what was made of it so far.
        set_for_it: a cue names it, and no other number, as what had to be reached.
        order, many: its place among the numbers told together with it, and how many these are.
    """

    numeral: Numeral
    unit: tuple[int, int] | None
    left: int
    right: int
    figure: Figure | None = None
    indicator: Indicator | None = None
    set_for_it: bool = False
    order: int = 0
    many: int = 1

    @property
    def tail(self) -> int:
        """Where the number, its sign and its counted noun end."""
        return self.unit[1] if self.unit else self.numeral.after

    @property
    def shares_indicator(self) -> bool:
        """Whether its indicator is none of its own: missing, shared, or made from another number's."""
        return self.indicator is None or self.indicator.rule in ("shared", "derived")


def drafts_of(shadow: str, sentence: Span, numerals: list[Numeral]) -> list[Draft]:
    """The numbers of a sentence with their units; what one number owns, the next does not.

    Args:
        shadow: the text's shadow.
        sentence: where they stand.
        numerals: the sentence's, in text order.
    """
    drafts: list[Draft] = []
    left = sentence.start
    for i, numeral in enumerate(numerals):
        stop = numerals[i + 1].start if i + 1 < len(numerals) else sentence.end
        unit = unit_of(shadow, numeral, stop) if numeral.unit is None else None
        drafts.append(Draft(numeral, unit, left, stop))
        left = drafts[-1].tail
    return drafts


def unit_text(text: str, shadow: str, draft: Draft) -> tuple[str | None, int]:
    """The unit as the contract writes it, and where its words begin.

    Returns:
        (`%`, `đồng/người/năm`, `hộ`… or None, an offset: the end of the number when it has no noun).
    """
    numeral = draft.numeral
    if numeral.unit == "đồng":
        base = rate_base(shadow, numeral.after)
        return "đồng" + re.sub(r"\s", "", text[numeral.after : base]), numeral.after
    if numeral.unit is not None:
        return numeral.unit, numeral.after
    if draft.unit is None:
        return None, numeral.after
    return " ".join(text[draft.unit[0] : draft.unit[1]].split()) or None, draft.unit[0]


_MOST_TOGETHER = 20
"""Nobody tells more numbers in one breath; without a bound a run of them takes the square of its length."""


def _joined(shadow: str, one: Draft, two: Draft) -> bool:
    return bool(_TOGETHER.fullmatch(shadow[one.tail : two.numeral.start]))


def put_together(shadow: str, drafts: list[Draft]) -> None:
    """Tell each number how many are told with it (`lần lượt 61 và 118`), and its place among them."""
    joined = [_joined(shadow, one, two) for one, two in pairwise(drafts)]
    first = 0
    for nth, draft in enumerate(drafts):
        if nth and not joined[nth - 1]:
            first = nth
        last = nth
        while last < len(joined) and last - nth < _MOST_TOGETHER and joined[last]:
            last += 1
        draft.order = min(nth - first, _MOST_TOGETHER)
        draft.many = last - nth + draft.order + 1


_ALONE = frozenset(words("units", "counts alone"))
_NO_COUNT = frozenset(words("units", "counts nothing"))
_NUMBER_OF = re.compile(r"(?:tổng )?số (?:lượng )?", re.IGNORECASE)
_RATE = re.compile(
    r"\s*(?:/|(?:tính )?(?:bình quân )?(?:trên |cho )|(?:tính )?bình quân )\s*(?:mỗi |một |1 )?"
    r"((?:vạn|nghìn|triệu|100|10{0,2}(?:\.000)+) (?:dân|người|trẻ))"
)
_UP_TO = re.compile(r"\s*(?:xuống(?: còn)?|lên|còn|và|trong (?:tổng )?số)\s*")
_NEAR = 60
"""Characters between two numbers of which the second may leave its unit out."""


def left_out_unit(text: str, drafts: list[Draft], nth: int) -> str | None:
    """The unit of a count that leaves it out.

    The last of its row may name it (`lần lượt 68, 123 và 95 xã`), or its indicator (`số người dừng đóng lên
    tới 3.412`, `hồ sơ nộp trực tuyến có 105.970`), or the number after it (`từ 15 xuống 10 ngày`), or the one
    before it (`đạt 5 tiêu chí, xã bên 7`).
    """
    draft = drafts[nth]
    numeral = draft.numeral
    if numeral.kind not in ("count", "fraction"):
        return None
    row = drafts[nth : nth + draft.many - draft.order]
    if row[-1].unit and all(d.unit is None for d in row[:-1]):
        return text[slice(*row[-1].unit)]
    if draft.indicator is not None:
        low = draft.indicator.text.lower()
        number_of = _NUMBER_OF.match(low)
        start = number_of.end() if number_of else 0
        end = known_noun(low, start)
        rate = _RATE.match(low, end)
        if end > start and (rate or (number_of and numeral.value == int(numeral.value))):
            return low[start:end] + (f"/{rate[1]}" if rate else "")
    past = drafts[nth - 1].figure if nth else None
    told_of = draft.indicator.text.lower() if draft.indicator is not None and draft.unit is None else ""
    same = past is not None and bool(told_of) and told_of in (past.indicator or "").lower()
    if past is not None and same and "/" in (past.unit or "") and past.denominator is None:
        return past.unit  # `69,38 giường bệnh/vạn dân năm 2017, đạt đỉnh 95,85 năm 2020`
    if numeral.value != int(numeral.value):
        return None
    own = draft.indicator.rule if draft.indicator is not None else ""
    if draft.indicator is not None and own == "before":
        low = draft.indicator.text.lower()
        noun = low[: known_noun(low, 0)]
        if (" " in noun or noun in _ALONE) and noun not in _NO_COUNT:
            return noun
    after = drafts[nth + 1] if nth + 1 < len(drafts) else None
    if after and after.unit and _UP_TO.fullmatch(text, numeral.after, after.numeral.start):
        return text[slice(*after.unit)]
    before = drafts[nth - 1] if nth else None
    if before is None or before.figure is None or numeral.start - before.numeral.after >= _NEAR:
        return None
    counts = before.figure.rule.startswith(("count", "fraction"))
    return before.figure.unit if counts and own != "after" else None
