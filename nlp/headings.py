"""Headings and openings: the role that a section or a list gives to the numbers in it."""

import re

from nlp.facts import Span
from nlp.roles import AHEAD
from nlp.rules import last_match, pattern

_TARGETS = pattern("roles", "target heading")
_RESULTS = pattern("roles", "result heading")
_PLAN_DOCUMENT = pattern("roles", "plan document")
_TITLE_OF_TARGETS = pattern("roles", "title of targets")
_PASSES = pattern("roles", "passes targets")
_SETS_OUT = pattern("roles", "sets out targets")
_ORDERS = pattern("roles", "orders in a plan")
_OPENS_ORDERS = pattern("roles", "opens orders")
_GIVEN_LIST = pattern("roles", "opens a given list")
_NO_GIVEN_LIST = pattern("roles", "no given list")
_HELD_AGAINST = pattern("roles", "opens a list held against a plan")
_TOLD = pattern("roles", "told in an opening")
_BACK_TO_RESULTS = pattern("roles", "back to results")
_MARKER = re.compile(r"\W|[a-zđ0-9]{1,3}[.)]")
_NUMBERED = re.compile(r"(?:[ivx]{1,5}|[a-hđ]|\d{1,2})[.)]\s")
_DIGIT = re.compile(r"\d")
_REACHED = re.compile(r"(?<!\w)(?:đạt|bằng|được|mới|ước)\s+(?:[^\s\d,;.]+\s+){0,2}\d[^;]*,")
_DIVIDES = 50
"""Characters of a line that only divides a list (`Về kinh tế:`)."""
_SHORT = 90
_LONGEST = 140
_TITLE = 220
_HEAD = 1500
"""Characters in which a document says that it is a plan or an order."""


def is_plan(text: str) -> bool:
    """Whether a document is a plan or an order by its head, so that it sets rather than tells."""
    return bool(_PLAN_DOCUMENT.search(text, 0, _HEAD) or _TITLE_OF_TARGETS.search(text[:_TITLE].lower()))


def is_listed(shadow: str, sentence: Span) -> bool:
    """Whether a sentence begins with the marker of a list (`-`, `a)`, `2.`)."""
    return bool(_MARKER.match(shadow[sentence.start : sentence.start + 4]))


def block_role(
    calm: str,
    sentence: Span,
    block: str,
    listed: bool,
    new_paragraph: bool,
    plan: bool,
    last: Span | None = None,
) -> str:
    """The role that holds where a sentence begins: set by a heading or by the opening of a list.

    Args:
        calm: the text's shadow after `nlp.roles.quiet`.
        sentence: a heading, an opening, or a plain sentence.
        block: the role that held before it.
        listed: it begins with the marker of a list.
        new_paragraph: it begins a paragraph.
        plan: the document is a plan.
        last: the sentence before it in its paragraph.

    Returns:
        `target`, or empty where the sentences speak for themselves.
    """
    words = calm[sentence.start : sentence.end]
    heading = len(words) < _LONGEST and words[-1:] not in ".;,…"
    if plan and _ORDERS.match(words[:60]):
        return "target"
    if heading and _RESULTS.match(words[:60]):
        return ""
    if heading and (_TARGETS.match(words[:60]) or _TITLE_OF_TARGETS.match(words)):
        return "target"
    if words.endswith(":") and "|" not in words:
        if plan and _OPENS_ORDERS.search(words[-90:]):
            return "target"
        if _HELD_AGAINST.search(words[-90:]):
            return ""
        if _GIVEN_LIST.search(words[-60:]) and not _NO_GIVEN_LIST.search(words[-90:]):
            return "target"
        ahead = last_match(AHEAD, words)
        if ahead and not _TOLD.search(words[ahead.end() :]):
            return "target"
        if (
            last is not None
            and len(words) < _SHORT
            and _sets_out(calm[last.start : last.end])
            and not _TOLD.search(words)
        ):
            return "target"
        divides = len(words) < _DIVIDES and not _DIGIT.search(words) and not _TOLD.search(words)
        return block if listed or divides or (plan and not _TOLD.search(words)) else ""
    if block == "target" and not listed:
        if new_paragraph and not heading and not plan:
            return ""
        if _BACK_TO_RESULTS.search(words[:80]) and not (plan and _PASSES.search(words)):
            return ""
    return block


def _sets_out(words: str) -> bool:
    """Whether a sentence says that targets were set, so that what opens a list after it lists these."""
    set_out = _SETS_OUT.search(words) or last_match(AHEAD, words)
    if set_out and _REACHED.search(words, 0, set_out.start()):
        return False  # `giải ngân được 42,6% kế hoạch, trong khi tỉnh phấn đấu đạt 100%`
    return bool(set_out) and not _TOLD.search(words, set_out.end() if set_out else 0)


def opens_section(calm: str, sentence: Span) -> bool | None:
    """Whether a numbered heading opens a section of what is to be done; None for anything else.

    Example:
        `IV. Nhiệm vụ tiếp theo` does, `II. Kết quả` does not.
    """
    words = calm[sentence.start : sentence.end]
    if len(words) >= _LONGEST or words[-1:] in ".;,…" or not _NUMBERED.match(words):
        return None
    return bool(_TARGETS.match(words[:60]))
