"""Numbers whose words lean on another number: told again, pointed back at, in brackets between its words.

`con số này là 7,4%`, `tăng 2,4%, tương ứng 1.200 con`, `50% số xã (8 xã) đạt chuẩn`, `tăng 8%, đóng góp 2
điểm %`. What such a number measures stands with the other one; the words that say so are in
`data/rules/indicators.json`.
"""

import re
from collections.abc import Iterator

from nlp.rules import pattern, words
from nlp.stretches import DIRECTIONS, Context, afters, tidy

_LEVEL = pattern("indicators", "level compared with")
_THEN = pattern("indicators", "level of another time")
_LEVEL_LED = 60
"""Characters that lead to a level compared with."""
_POINTS_BACK = pattern("indicators", "points back")
_POINTERS = ("này", " đó", " ấy")
"""Without one of these nothing is pointed back at; far quicker to look for."""
_POINTED = 90
"""Characters before a number in which what it points back with stands."""
_SAID_AGAIN = pattern("indicators", "said again")
_CONTRIBUTES = pattern("indicators", "contributes")
_MARGIN = pattern("indicators", "margin over an average")
_MOVES = pattern("indicators", "moves in a ranking")
_CHANGES = tuple(DIRECTIONS.difference(words("indicators", "silent directions")))
_BRACKETS = 80
"""Characters after a number in which brackets behind it end."""
_GOES_ON = re.compile(r"\s(?!(?:và|so|nhưng|thì|bằng|tăng|giảm|vượt)(?!\w))[^\W\d_]")
_BROKEN = re.compile(r"[;:,.\n]")
_DIGIT = re.compile(r"\d")


def points_back(shadow: str, left: int, at: int) -> bool:
    """Whether the words before the number at an offset only point back: `con số này là 7,4%`."""
    low = max(left, at - _POINTED)
    if all(shadow.find(word, low, at) < 0 for word in _POINTERS):
        return False
    return bool(_POINTS_BACK.search(shadow, low, at))


def level_of_it(shadow: str, left: int, at: int) -> bool:
    """Whether the number at an offset is what the one before is compared with: `cao hơn mức 3,5% của …`."""
    return bool(_LEVEL.search(shadow, max(left, at - _LEVEL_LED), at))


def level_then(shadow: str, left: int, at: int) -> bool:
    """Whether the number at an offset is what the thing was at another time: `so với năm 2023 (6,5 tỷ)`."""
    return bool(_THEN.search(shadow, max(left, at - _LEVEL_LED), at))


def says_again(shadow: str, told: int, at: int, text: str, base: str) -> bool:
    """Whether a number tells the change that the number before tells, in another unit.

    Args:
        shadow: the text's shadow.
        told: where the number before ends with its sign.
        at: where this one begins.
        text, base: what the number before measures, with its direction and without.
    """
    changed = text[len(base) :].lstrip().startswith(_CHANGES)
    return changed and bool(_SAID_AGAIN.fullmatch(shadow, told, at))


def contributes(text: str) -> bool:
    """Whether all the words before a number only say that something contributed: `đóng góp`."""
    return bool(_CONTRIBUTES.fullmatch(text.lower()))


def margin_over_average(text: str) -> bool:
    """Whether all the words before a number only say over what average it is a margin."""
    return bool(_MARGIN.fullmatch(text.lower()))


def move_before(shadow: str, left: int, at: int) -> re.Match[str] | None:
    """The verb by which something moved in a ranking, right before the number of its places."""
    return _MOVES.search(shadow, left, at)


def around_brackets(context: Context, tail: int, right: int) -> Iterator[tuple[str, str]]:
    """Readings of the words that go on after brackets with another number, as `afters` gives them.

    Args:
        context: the sentence.
        tail: where the number before the brackets, or the one in them, ends with its unit.
        right: where the words end that may follow it as its own.
    """
    sh = context.shadow
    opens = sh.find("(", tail, right)
    inside = opens < 0 and sh.startswith(")", tail)
    if (opens < 0 and not inside) or sh.find(")", tail + 1, right) >= 0:
        return
    closes = sh.find(")", tail, min(context.end, tail + _BRACKETS))
    if closes < 0 or _BROKEN.search(sh, tail, max(opens, tail)):
        return
    first = "" if inside else tidy(context, tail, opens, subject=False)
    if _GOES_ON.match(sh, closes + 1, context.end):
        stop = _DIGIT.search(sh, closes + 1, context.end)
        for text, boundary in afters(context, closes + 1, stop.start() if stop else context.end):
            yield f"{first} {text}".strip(), boundary
    if first:
        yield first, "hard rest=none"
