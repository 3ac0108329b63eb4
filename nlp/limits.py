"""What is better the less of it there is, so that its target is an upper limit (`hộ nghèo`, `nợ đọng`)."""

from nlp.rules import pattern

_LOWER_IS_BETTER = pattern("status", "less is better")
_MORE_IS_BETTER = pattern("status", "more is better after all")


def is_limit(indicator: str) -> bool:
    """Whether the less of an indicator the better, so that its target is an upper limit."""
    return bool(_LOWER_IS_BETTER.search(indicator)) and not _MORE_IS_BETTER.search(indicator)
