"""The search interface: what every engine behind it gives and takes.

An engine keeps *passages* (sentences of documents) and finds them again. It knows nothing of the store.
"""

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from index.words import Words
from nlp.facts import Span

FULL = (errno.ENOSPC, errno.EDQUOT)
"""The error numbers of a disk without room."""


class IndexProblem(Exception):
    """The index can't be used as it is; made anew from the store it will work."""


class IndexFull(Exception):
    """No room is left on the disk; the index still is what it was after the last commit."""

    def __init__(self) -> None:
        super().__init__(
            "Ổ đĩa đã đầy nên chưa ghi được chỉ mục; văn bản đã nhập vẫn còn nguyên, "
            "hãy giải phóng chỗ rồi chạy: doichieu reindex"
        )


class IndexBusy(Exception):
    """Another process is making the index and takes longer than we wait."""

    def __init__(self) -> None:
        super().__init__("Chỉ mục đang được một tiến trình khác dựng lại; hãy thử lại sau ít phút.")


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched for.

    Attributes:
        doc: the document's id.
        start, end: where it stands in the stored text, in code points.
        text: its words, as stored.
        title: the document's title, which the first passage is found by too.
        facets: what filters ask for, as `index.words.facet` writes it.
        first: whether it is the first of its document.
    """

    doc: str
    start: int
    end: int
    text: str
    title: str = ""
    facets: frozenset[str] = frozenset()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `highlights` are offsets into the stored text of the document."""

    doc: str
    start: int
    end: int
    text: str
    score: float
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    Attributes:
        hits: best first.
        total: how many passages match.
        loose: no passage has all the words, so these have some of them.
        suggestion: a better way to write the words, with their accents; None when there is none.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    loose: bool = False
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a committed index holds: made from which store, at which generation, and how much."""

    store: str
    generation: int
    documents: int
    passages: int


class SearchRoom(Protocol):
    """An engine. Changes are seen by searches, here and in other processes, after `commit`."""

    def state(self) -> State | None:
        """What was last committed; None for an empty room."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Put the passages of whole documents in; those of the same documents must be removed before."""

    def remove(self, docs: Iterable[str]) -> None:
        """Take out all passages of these documents; unknown ids are no error."""

    def commit(self, store: str, generation: int) -> None:
        """Make the changes durable and searchable, all or none.

        Raises:
            IndexFull: the disk is full; nothing has changed.
            IndexProblem: the engine holds other counts than it should.
        """

    def cancel(self) -> None:
        """Forget what was not committed."""

    def search(self, words: Words, limit: int = 10, offset: int = 0, suggesting: bool = True) -> Found:
        """Find passages, the best first; equal ones in a stable order.

        Args:
            words: what to find.
            limit, offset: how many passages, and how many before them.
            suggesting: whether words that were meant are suggested, which takes longer than finding.
        """

    def documents(self) -> Iterator[str]:
        """The ids of the documents that are in."""

    def close(self) -> None:
        """Let go of all files; uncommitted changes are forgotten."""
