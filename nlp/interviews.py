"""Interviews: questions as lines of their own, and the answers between them."""

import re
from collections.abc import Iterator

from nlp.persons import Person, persons_in

_LINE = re.compile(r"[^\n]+")
_TALK = re.compile(r"(?:trao đổi|phỏng vấn|trò chuyện|đối thoại|cuộc gặp)(?!\w)")
_ANSWER = re.compile(r"[ \t]*(?:[-–—•+][ \t]+|(?:trả lời|đáp|tl)[ ]?:[ ]*)")
_THANKS = re.compile(r"[^\w\n]{0,4}(?:(?:pv|phóng viên)[ ]?:[ ]*)?(?:xin )?(?:trân trọng )?(?:cảm|cám) ơn ")
_ABOUT = re.compile(r",? (?:về|xung quanh|để|nhằm|nhân|trước)(?!\w)")
_LONGEST_QUESTION = 400


def answers(text: str, low: str) -> Iterator[tuple[int, int, Person, int]]:
    """The answers of an interview whose speaker is named once, before the first question.

    Args:
        text: stored text. low: its shadow.

    Yields:
        `(start, end, speaker, limit)` of each paragraph of an answer, its dash left out; what
        stands between the speaker's name and `limit` tells the position. Nothing when the text
        is no interview.

    Example:
        >>> t = "Phóng viên trao đổi với bà Lê Thị Hoa.\\n* Vụ này ra sao?\\n- Lúa tốt hơn mọi năm."
        >>> [(t[a:b], p.name) for a, b, p, _ in answers(t, t.lower())]
        [('Lúa tốt hơn mọi năm.', 'Lê Thị Hoa')]
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m[0].isspace()]
    asked = [
        i
        for i, (a, b) in enumerate(lines[:-1])
        if _question(text[a:b]) and _ANSWER.match(low, lines[i + 1][0])
    ]
    if not asked:
        return
    who = _speaker(text, low, lines[asked[0]][0], len(asked))
    if who is None:
        return
    closed = next((i for i, (a, _) in enumerate(lines) if i > asked[-1] and _THANKS.match(low, a)), None)
    for n, i in enumerate(asked):
        following = asked[n + 1] if n + 1 < len(asked) else closed
        for j in range(i + 1, following if following is not None else min(i + 2, len(lines))):
            dash = _ANSWER.match(low, lines[j][0])
            start, end = dash.end() if dash else lines[j][0], lines[j][1]
            end = start + len(text[start:end].rstrip())
            if end > start:
                yield start, end, *who


def _question(line: str) -> bool:
    return len(line) <= _LONGEST_QUESTION and line.rstrip(" \t*_”\"'").endswith("?")


def _speaker(text: str, low: str, before: int, questions: int) -> tuple[Person, int] | None:
    """The one who answers: named after `trao đổi với`, else the only person named at all."""
    for talk in _TALK.finditer(low, 0, before):
        line_end = text.find("\n", talk.end(), before)
        line_end = before if line_end < 0 else line_end
        people = persons_in(text, talk.end(), line_end)
        if people:
            about = _ABOUT.search(low, people[0].end, line_end)
            return people[0], about.start() if about else line_end
    full = [p for p in persons_in(text, 0, before) if p.full]
    if questions > 1 and full and len({p.name for p in full}) == 1:
        line_end = text.find("\n", full[0].end, before)
        return full[0], line_end if line_end >= 0 else before
    return None
