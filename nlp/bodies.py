"""The body that a figure is about, when that is not simply the unit.

A body at the head of a clause is what the clause is about, unless it only tells, gives or orders. It holds
for the rest of its sentence and, when the text is much about it, of its paragraph, until a place, a whole
unit or another body is told. A body that is a heading holds for the list below it.
"""

import re
from bisect import bisect_left
from collections import Counter

from nlp.facts import Span
from nlp.listing import marker
from nlp.organisations import Body, bodies_in
from nlp.rules import pattern
from nlp.scope import Scope

_SOURCE = pattern("organisations", "source before")
_TELLS = pattern("organisations", "tells or orders")
_TAKES_ON = pattern("organisations", "takes on")
_LEAD = pattern("organisations", "lead of a subject")
_FRAME = pattern("organisations", "frame")
_TOUCHES = pattern("organisations", "touches")
_REACHED = re.compile(rf"(?:{_TOUCHES.pattern})\d")
_OWNED = pattern("organisations", "owned before")
_BY_DOCUMENT = pattern("organisations", "by its document")
_WHOLE_UNIT = pattern("organisations", "whole unit")
_MADE_BY = pattern("organisations", "made by")
_ACT = pattern("organisations", "act of a committee")
_DOES = pattern("organisations", "does")
_COUNTS_UNITS = pattern("organisations", "counts units")
_APART = re.compile(r"(?:[,;:(]|(?<!\w)(?:là|như|và))\s*$")
_SIGN = re.compile('[,;:("“]')
_JOINS = re.compile(r"\s*(?:,|và)\s*")
_OPENS_LIST = re.compile(r"\s*[:.]?\s*")
_LEVEL = re.compile(r" (?P<level>tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn)$")
_PARTY = {"Tỉnh": "tỉnh ", "Thành": "thành phố ", "Huyện": "huyện ", "Thị": "thị xã ", "Quận": "quận "}
_NEAR = 60
"""Characters from a body to a number that it reached."""
_ASIDE = 90
"""Characters around a body in which its clause begins, or a number belongs to its act."""
_OFTEN = 4
"""Times that a text tells a body which what follows in a paragraph is about."""
_BACK = 12
"""Bodies looked back over for the one that `Trung tâm` stands for."""


class Bodies:
    """The bodies of one document, asked figure by figure in text order."""

    def __init__(self, text: str, shadow: str, scope: Scope) -> None:
        self.text = text
        self.shadow = shadow
        self._scope = scope
        self._named = _resolved(bodies_in(text, 0, len(text), shadow))
        self._told = Counter(b.name for b in self._named)
        self._starts = [b.start for b in self._named]
        self._sentence = Span(0, 0)
        self._here: list[tuple[Body, str]] = []
        self._held: tuple[str, bool] | None = None
        self._section: tuple[str, str] | None = None
        self._paragraph = -1

    def enter(self, paragraph: int, sentence: Span) -> None:
        """Begin a sentence of the paragraph of that number; what holds ends with a paragraph or a list."""
        if not self._named:
            return
        self._leave()
        if paragraph != self._paragraph:
            self._paragraph, self._held = paragraph, None
            if self._section is not None and marker(self.shadow, sentence.start) in ("", self._section[1]):
                self._section = None
        self._sentence = sentence
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, sentence.end, low)
        here = self._named[low:high]
        self._here = [(body, self._part(body, here[i - 1] if i else None)) for i, body in enumerate(here)]
        if here:
            self._head_list(sentence)

    def body(self, at: int, tail: int, place: str | None) -> str | None:
        """The body that a figure of the sentence entered is about; None when that is simply the unit.

        Args:
            at: where its numeral begins.
            tail: where its numeral ends.
            place: the unit that it is about, by which a committee is called.
        """
        if not self._here and self._held is None and self._section is None:
            return None
        after = next((b for b, _ in self._here if tail <= b.start < tail + _ASIDE), None)
        if after is not None and after.sort != "again" and _MADE_BY.fullmatch(self.shadow, tail, after.start):
            return _called(after, place)
        before = [(b, part) for b, part in self._here if b.end <= at]
        if before and self._touches(*before[-1], at):
            return _called(before[-1][0], place)
        for body, part in reversed(before):
            if part == "committee":
                act = at - body.end < _ASIDE and _ACT.fullmatch(self.shadow, body.end, at)
                return _called(body, place) if act else None
            if part in ("subject", "frame", "owned"):
                return None if self._lets_go(body.end, at, part == "frame") else _called(body, place)
            if part in ("joined", "tells"):
                return None
        if any(part == "source" for _, part in before):
            return None
        if self._held is not None:
            name, framed = self._held
            return None if self._lets_go(self._sentence.start, at, framed) else name
        return self._section[0] if self._section and not before else None

    def _leave(self) -> None:
        """End the sentence before: what it is about holds on, what it tells besides lets go of it."""
        if not self._here and self._held is None:
            return
        sentence = self._sentence
        subjects = [(body, part) for body, part in self._here if part in ("subject", "frame")]
        if subjects:
            body, part = subjects[-1]
            framed = part == "frame"
            weak = body.sort == "group" or (not framed and self._told[body.name] < _OFTEN)
            let_go = weak or self._lets_go(body.end, sentence.end, framed)
            self._held = None if let_go else (body.name, framed)
        else:
            other = bool(self._here) and self._here[0][1] in ("source", "committee")
            if self._held and (other or self._lets_go(sentence.start, sentence.end, self._held[1])):
                self._held = None

    def _head_list(self, sentence: Span) -> None:
        """Let a line that is a body's name alone, or ends with a colon after it, hold for the list below."""
        body, part = self._here[0]
        if part not in ("subject", "frame") or self.text[sentence.end : sentence.end + 1] not in ("", "\n"):
            return
        alone = _OPENS_LIST.fullmatch(self.shadow, body.end, sentence.end)
        if alone or self.shadow[sentence.end - 1] == ":":
            self._section = (body.name, marker(self.shadow, sentence.start))

    def _touches(self, body: Body, part: str, at: int) -> bool:
        """Whether a number is told right after a body, as what it reached: `Sở Tư pháp với 95,31%`."""
        if part in ("source", "tells") or body.sort == "again" or at - body.end > _NEAR:
            return False
        lead = self._lead(body)
        given = part == "aside" and not self.shadow[body.end : at].strip() and not _APART.search(lead)
        reached = not given and _TOUCHES.fullmatch(self.shadow, body.end, at)
        return bool(reached) and not _BY_DOCUMENT.search(lead)

    def _lead(self, body: Body) -> str:
        """The words of its sentence before a body."""
        return self.shadow[max(self._sentence.start, body.start - _ASIDE) : body.start]

    def _part(self, body: Body, last: Body | None) -> str:
        """What a body does in its sentence; `last` is the one before it.

        Returns:
            `subject` of its clause, its `frame` (`đối với …`), `owned` for what a number measures,
            `committee` at the head of its clause, `source`, `tells`, `joined` to another, or `aside`.
        """
        before = self._lead(body)
        if _SOURCE.search(before):
            return "source"
        if last and last.sort != "group" and _JOINS.fullmatch(self.shadow, last.end, body.start):
            return "joined"
        owned = _REACHED.match(self.shadow, body.end) and _OWNED.search(before)
        if owned and not _BY_DOCUMENT.search(before):
            return "owned"
        framed = _FRAME.search(before)
        heads = self._heads_clause(body, before[: framed.start()] if framed else before)
        if before.endswith("(") or not heads:
            return "aside"
        if _TELLS.match(self.shadow, body.end) or _TAKES_ON.match(self.shadow, body.end):
            return "tells"
        if body.sort == "committee":
            return "committee"
        if body.sort == "again" and not _DOES.match(self.shadow, body.end):
            return "aside"
        if framed:
            return "frame"
        return "aside" if self.shadow[body.end : body.end + 1] in (",", ")", ";") else "subject"

    def _heads_clause(self, body: Body, before: str) -> bool:
        signs = [m.end() for m in _SIGN.finditer(before)]
        cut = body.start - _ASIDE > self._sentence.start
        return bool(signs or not cut) and bool(_LEAD.fullmatch(before, signs[-1] if signs else 0))

    def _lets_go(self, start: int, end: int, framed: bool) -> bool:
        """Whether a place or a whole unit is told between two offsets, or units are counted at the second.

        A frame (`đối với ngành Y tế`) gives way to places named only.
        """
        if _COUNTS_UNITS.match(self.shadow, end):
            return True
        if not framed and _WHOLE_UNIT.search(self.shadow, start, end):
            return True
        return any(
            start <= e.start < end
            and e.weight
            and not e.soft
            and (e.named or not framed)
            and not any(b.start <= e.start < b.end for b, _ in self._here)
            for e in self._scope.told_in(self._sentence)
        )


def _called(body: Body, place: str | None) -> str:
    """What a body is called; a committee by the unit that the figure is about."""
    if body.sort == "committee" and place:
        level = _LEVEL.search(body.name)
        if level and place.startswith(level["level"] + " "):
            return f"{body.name[: level.start()]} {place}"
        words = body.name.split()
        of_party = _PARTY.get(words[0], "") if len(words) == 2 else ""
        if of_party and place.startswith(of_party):
            return f"{body.name} {place.removeprefix(of_party)}"
    return body.name


def _resolved(found: list[Body]) -> list[Body]:
    """Bodies by their fullest names in the document; `Trung tâm` by the last one called so."""
    full = _full_names(found)
    out: list[Body] = []
    for body in found:
        if body.sort == "again":
            meant = _meant(body, out[-_BACK:])
            if meant is not None:
                out.append(body._replace(name=meant))
        else:
            out.append(body._replace(name=full.get(body.name, body.name)))
    return out


def _full_names(found: list[Body]) -> dict[str, str]:
    """`Công an huyện` → `Công an huyện Yên Lập`, when the document tells one such name only."""
    names = sorted({b.name for b in found if b.sort == "body"})
    full = {}
    for i, name in enumerate(names):
        longer = [n for n in names[i + 1 : i + 3] if n.startswith(name + " ")]
        if len(longer) == 1 and _LEVEL.search(name):
            full[name] = longer[0]
    return full


def _meant(body: Body, told: list[Body]) -> str | None:
    """The name of the body that words such as `Trung tâm`, `nhà trường`, `toàn ngành` stand for."""
    word = body.name.lower().removeprefix("nhà ").removeprefix("toàn ")
    last = [b for b in reversed(told) if b.sort == "body"]
    if not last:
        return None
    if word in ("đơn vị", "lực lượng"):
        return last[0].name if body.start - last[0].end < _ASIDE else None
    if word == "ngành":
        of_sector = (b.name for b in last if b.name.startswith(("Sở ", "ngành ")))
        name = next(of_sector, None)
        return f"ngành {name.partition(' ')[2]}" if name else None
    return next((b.name for b in last if b.name.lower().startswith(word + " ")), None)
