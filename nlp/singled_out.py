"""Places that are singled out with their rates: `29 xã đã về đích, dẫn đầu là xã A (98%)`.

The words before such a number only say that the place is an example, the best or the worst, or one of those
that failed (`hai địa phương chưa đạt yêu cầu là A 38% và B 41%`). What is measured was told before
the units were counted: the rate that the passage is about, the first one under its heading.
"""

import re

from nlp.candidates import Indicator
from nlp.organisations import body_alone
from nlp.rules import pattern, words
from nlp.status import one_verdict
from nlp.stretches import NO_SUBJECT

_OPENS = pattern("indicators", "singles out")
_BETWEEN = pattern("indicators", "between a place and its rate")
_SINGLES_OUT = re.compile(rf"(?<!\w)(?:{'|'.join(words('indicators', 'singles out'))})(?!\w)")
_LEADS_THEM = re.compile(
    r"(?:(?:lần đầu|tiếp tục|vẫn|đang|đã|vươn lên|giữ vị trí|giữ ngôi|trở lại|bất ngờ|tạm|là|nơi|đơn vị"
    r"|địa phương) )*"
    r"(?:dẫn|dẫn đầu|đứng đầu|đứng cuối|xếp cuối|xếp đầu|cao nhất|thấp nhất|chậm nhất|đội sổ)"
    r"(?: (?:cả |toàn )?(?:bảng|tỉnh|huyện|khối|nước|xếp hạng|danh sách))*"
)
_BODY = re.compile(r"(?:ubnd|sở|ban|cục|chi cục|phòng|công an|văn phòng)(?!\w)")
_WORD = re.compile(r"\w+")
_FAR = 80
_CHANGES = (" tăng", " giảm", " so với cùng kỳ", " hơn")


class SingledOut:
    """The rate that a passage is about; told of the sentences in text order."""

    def __init__(self, shadow: str, calm: str, cuts: list[tuple[int, int]]) -> None:
        """Take the shadow of a text, the same after `nlp.roles.quiet`, and its times and places, sorted."""
        self._shadow = shadow
        self._calm = calm
        self._begins = {end: start for start, end in cuts}
        self._first: Indicator | None = None
        self._last: Indicator | None = None
        self._counted = ""
        self._heading: tuple[str, ...] = ()

    def enter(self, heading: tuple[str, ...], new: bool) -> None:
        """Begin a sentence, perhaps a new paragraph; another heading begins another matter."""
        if new:
            self._last = None
        if heading != self._heading:
            self._heading, self._first = heading, None

    def told(self, rate: Indicator) -> None:
        """A percentage was read; the first one that is no change is what the passage is about."""
        if not any(sign in rate.text for sign in _CHANGES):
            self._first = self._first or rate
            self._last = rate

    def counted(self, units: Indicator) -> None:
        """Units were counted last in a sentence; percentages after it share nothing with that."""
        self._counted = units.text

    def of_one_verdict(self, found: Indicator, kind: str, start: int, since: int) -> Indicator | None:
        """What a percentage or an amount measures in a list of places of which one verdict is told.

        Args:
            found: what it was taken for.
            kind: of the number.
            start: where it begins.
            since: where its sentence begins.

        Returns:
            The rate that the passage is about, or what it is a rate of; None where no such list is.
        """
        about = self._last or self._first
        if about is None or found.rule in ("after", "around", "derived"):
            return None
        judged = one_verdict(self._calm, since, start)
        if judged is None:
            return None
        low, opening = found.text.lower(), _WORD.findall(self._shadow, judged.start(), start)
        if not (
            _BODY.match(low) or set(_WORD.findall(low)) <= set(opening) or about.text.startswith(found.text)
        ):
            return None
        if kind == "percent":
            return about._replace(rule="shared")
        return about._replace(text=about.base, rule="shared") if about.rule == "derived" else None

    def instead_of(self, found: Indicator, start: int, since: int) -> Indicator:
        """What a percentage measures whose words only single a place out.

        Args:
            found: what it was taken for.
            start: where it begins.
            since: where its sentence begins.

        Returns:
            The rate that the passage is about; `found` when nothing is singled out.
        """
        about = self._last or self._first
        if about is None:
            return found
        low = found.text.lower()
        if found.rule in ("before", "after") and _BODY.match(low) and body_alone(found.text):
            return about._replace(rule="shared")  # `xã A 17%, Ban Quản lý dự án tỉnh 29%`
        if found.rule == "before" and _LEADS_THEM.fullmatch(low):
            return about._replace(rule="shared")
        of_units = found.rule == "shared" and found.text == self._counted
        if not (of_units or _only_singles_out(low)):
            return found
        between = _BETWEEN.search(self._shadow, max(since, start - _FAR), start)
        begin = self._begins.get(between.start()) if between else None
        if begin is None or not _OPENS.search(self._shadow, max(since, begin - _FAR), begin):
            return found
        return about._replace(rule="shared")


def _only_singles_out(words: str) -> bool:
    """Whether words, or the last of them after a comma, only single something out: `các xã đạt thấp`."""
    last = words.rpartition(", ")[2]
    rest = _SINGLES_OUT.sub(" ", last)
    return rest != last and (not rest.strip() or bool(NO_SUBJECT.match(" ".join(rest.split()))))
