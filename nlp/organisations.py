"""Bodies named in a text: `Sở Xây dựng`, `ngành Y tế`, `Trung tâm Y tế huyện`, `Ban Quản lý dự án …`.

Names of bodies capitalise only the first syllable of each word (`Giáo dục và Đào tạo`), so their
fields come from lists; what a body has in its name besides is read as capitalised words.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from nlp.alternation import alternatives
from nlp.scanning import Scan

_LETTERS = (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
UPPER = "".join(c for c in map(chr, _LETTERS) if c.isupper())
_BLANK = r"[^\S\n]+"
_LEVEL = (
    "(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|đặc khu"
    "|khu vực(?= [A-ZĐ])|(?:TP|TX)(?:[.]|(?= )))"
)
_WORD = rf"[{UPPER}][^\W\d_]*"
_NAMED = rf"(?:{_BLANK}{_WORD}(?:{_BLANK}(?:[-–]{_BLANK})?{_WORD}){{0,3}})"
_OF = (
    rf"(?:{_BLANK}cấp{_BLANK}(?:tỉnh|huyện|xã)(?!\w)(?:,?(?: và)? cấp xã)?"
    rf"|{_BLANK}{_LEVEL}(?:{_NAMED}|(?!\w))|{_NAMED})"
)
_AFTER_NAME = (
    r"(?=[^\S\n]*(?:[,.;:()\n]|$"
    r"|(?:đã|được|có|đạt|là|đang|sẽ|với|dự|đầu|đề|thực|tổ|tiếp|nộp|giải|hoàn)(?!\w)))"
)
_LATER = {"ủy": "uỷ", "òa": "oà", "óa": "oá"}
_TONE_FIRST = re.compile(r"(?:ủy|òa|óa)(?!\w)")
"""Ends of syllables that some write with the tone on the second vowel: `Tỉnh uỷ`, `Văn hoá`."""
_ONCE_A_UNIT = ("sở", "ngành", "phòng")
"""Kinds of which a unit has one of each field, so that its name adds nothing to theirs."""


class Body(NamedTuple):
    """A body named in a text.

    Attributes:
        start, end: where.
        name: as the text calls it; of a department without its unit (`Sở Y tế`).
        sort: `body`; `group` of them told as one (`khối sở, ban, ngành`); `committee` of a unit itself
            (`UBND huyện`, `Tỉnh ủy`), which few figures are about; `again` for words that stand for one
            named before (`Trung tâm`).
    """

    start: int
    end: int
    name: str
    sort: str


def _listed(names: Iterable[str]) -> str:
    both = {spelled for name in names for spelled in (name, _tone_last(name))}
    escaped = sorted((re.escape(name) for name in both), key=len, reverse=True)
    return alternatives(n.replace(r"\ \-\ ", r"\s?[-–]\s?") for n in escaped)


def _tone_last(name: str) -> str:
    """A name in the other spelling; its first word, by which it is found in a text, stays."""
    first, blank, rest = name.partition(" ")
    return first + blank + _TONE_FIRST.sub(lambda m: _LATER[m[0]], rest)


@cache
def _scan() -> Scan:
    data = json.loads(files("nlp").joinpath("data/organisations.json").read_text(encoding="utf-8"))
    lists = {name: _listed(words) for name, words in data.items()}
    whole = re.compile(
        rf"(?<![\w/-])(?:(?P<field>(?P<kind>{lists['kinds']}){_BLANK}"
        rf"(?P<small>{lists['fields']}|{lists['small fields']})(?!\w)){_OF}?"
        rf"|(?:{lists['boards']})(?!\w)(?:(?:,?{_BLANK}(?:{lists['words of boards']})(?!\w))+{_OF}?|{_OF})"
        rf"|(?:{lists['bodies']})(?!\w){_OF}?|(?:{lists['bodies of a unit']}){_OF}"
        rf"|(?:{lists['called']})(?:{_BLANK}(?:{lists['fields']})(?!\w){_OF}?|{_NAMED}{_AFTER_NAME}|{_BLANK}{_LEVEL}{_NAMED})"
        rf"|(?P<committee>(?:{lists['committees']})(?!\w){_OF}?)"
        rf"|(?P<group>(?:{lists['groups']})(?!\w)(?:{_BLANK}cấp{_BLANK}tỉnh(?!\w))?)"
        rf"|(?P<again>(?:{lists['told again']})(?=[^\S\n]+[^\W\d_]))(?!{_BLANK}[{UPPER}]))"
    )
    return Scan(whole, by_shadow=True)


def bodies_in(text: str, start: int, end: int, shadow: str) -> list[Body]:
    """The bodies named in a stretch of a text, in text order.

    Args:
        text: the text, in whose capitals names are read.
        start, end: the stretch.
        shadow: the text's shadow.
    """
    return [body for m in _scan().inside(text, start, end, shadow) if (body := _body(m)) is not None]


def _body(match: re.Match[str]) -> Body | None:
    words = " ".join(match[0].split())
    if match["field"]:
        kind = match["kind"].lower()
        if kind in _ONCE_A_UNIT:
            words = " ".join(match["field"].split())
        if kind == "ngành":
            words = "ngành" + words[5:]
        elif not match["small"][0].isupper():
            return None
    if words.startswith(("Các ", "Khối ")):
        words = words[0].lower() + words[1:]
    sort = next((name for name in ("committee", "group", "again") if match[name]), "body")
    if sort == "committee" and words in ("UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân"):
        return None
    return Body(match.start(), match.end(), words, sort)


def body_alone(words: str) -> str | None:
    """The name of the body that some words are and nothing else, as the head of a row is; else None.

    Example:
        >>> body_alone("Sở Y tế"), body_alone("Sở Y tế giao")
        ('Sở Y tế', None)
    """
    match = _scan().pattern.fullmatch(words.strip())
    body = _body(match) if match else None
    return body.name if body is not None and body.sort in ("body", "group") else None


def leading_body(text: str, start: int, end: int, shadow: str) -> int:
    """Where the words go on after a body that they begin with as their subject.

    Args:
        text: the text, in whose capitals names are read.
        start, end: the words.
        shadow: the text's shadow.

    Returns:
        `start` when they begin with none, `end` when the body is all there is.
    """
    at = start
    while at < end and text[at].isspace():
        at += 1
    scan = _scan()
    match = scan.pattern.match(text, at, end) if scan.may_begin(shadow, at, at + 1) else None
    if not match or match["again"] or match["group"]:
        return start
    return match.end() if match.end() < end - 3 else end
