"""Lists: the markers of their items, and what each item takes from before its list."""

import re
from typing import Generic, TypeVar

T = TypeVar("T")
_MARK = re.compile(r"(?P<number>\(?\d{1,2}[.)])|(?P<letter>[a-zđ]{1,3}[.)])|(?P<bullet>[-+*•])")


def marker(shadow: str, start: int) -> str:
    """The kind of list marker at an offset: `number`, `letter`, `bullet`, or empty."""
    match = _MARK.match(shadow, start)
    return str(match.lastgroup) if match else ""


class Openings(Generic[T]):
    """What held where each of the lists open at a place began, the outer ones first."""

    def __init__(self) -> None:
        self._held: dict[str, T] = {}

    def enter(self, kind: str, state: T) -> T:
        """Begin a paragraph.

        Args:
            kind: from `marker`; empty for a paragraph that is no item, which ends all lists.
            state: what holds after the paragraph before it.

        Returns:
            What holds in this one: for an item what held where its list began, else `state`.

        Example:
            `1. Huyện A … 2. Còn lại …`: the second item is not about Huyện A.
        """
        if not kind:
            self._held.clear()
            return state
        if kind in self._held:
            kinds = list(self._held)
            for inner in kinds[kinds.index(kind) + 1 :]:
                del self._held[inner]
        return self._held.setdefault(kind, state)
