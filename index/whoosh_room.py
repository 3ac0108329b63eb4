"""The search interface over Whoosh; only calls that 2.7.4 and Reloaded 2.7.5 share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import query as q
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.index import EmptyIndexError, FileIndex
from whoosh.reading import SegmentReader
from whoosh.searching import Searcher

from index.analysis import ExactAnalyzer, FoldedAnalyzer
from index.checked_storage import CheckedStorage, clean, verified
from index.postings import WEIGHTING, Postings, best, only
from index.search import FULL, Found, Hit, IndexFull, IndexProblem, Passage, State
from index.spelling import suggest
from index.terms import terms
from index.words import Wish, Words, parts
from nlp.facts import Span

SEGMENTS = 6
"""More segments than this are merged; each costs every search some milliseconds."""
COMMON = 0.08
"""In a loose search, words in a larger share of the passages are dropped when a rarer one is there;
else all but the three rarest are."""
FAINT = 0.05
"""Weight of a word found without the accents that were typed, so that it always comes after those with."""


def _schema() -> Schema:
    return Schema(
        doc=ID(stored=True),
        first=ID(),
        start=STORED(),
        end=STORED(),
        text=STORED(),
        exact=TEXT(analyzer=ExactAnalyzer(), phrase=False),
        folded=TEXT(analyzer=FoldedAnalyzer(), phrase=True),
        facets=KEYWORD(commas=True, scorable=False),
    )


class WhooshRoom:
    """Passages in a Whoosh index under `folder`.

    Args:
        folder: the index's own directory; trusted, since Whoosh unpickles what stands in it.
        storage: makes the storage, for tests that let writing fail.

    Raises:
        IndexProblem: the files are not what the last commit wrote.
    """

    def __init__(self, folder: Path, storage: Callable[[str], CheckedStorage] = CheckedStorage) -> None:
        self.folder = folder
        self._storage = storage(str(folder))
        self._state = verified(folder)
        self._index: FileIndex | None = None
        self._searcher: Searcher | None = None
        self._postings: Postings | None = None
        self._writer: Any = None
        self._documents = self._state.documents if self._state else 0
        self._passages = self._state.passages if self._state else 0
        if self._state is not None:
            self._open()

    def state(self) -> State | None:
        """What was last committed."""
        return self._state

    def close(self) -> None:
        """Let go of all files."""
        self.cancel()
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = self._postings = None
        if self._index is not None:
            self._index.close()
            self._index = None

    # Writing

    def add(self, passages: Iterable[Passage]) -> None:
        """Put the passages of whole documents in."""
        writer = self._write()
        with _told(self.cancel):
            for passage in passages:
                searched = f"{passage.title}\n{passage.text}" if passage.first else passage.text
                writer.add_document(
                    doc=passage.doc,
                    first="1" if passage.first else None,
                    start=passage.start,
                    end=passage.end,
                    text=passage.text,
                    exact=searched,
                    folded=searched,
                    facets=sorted(passage.facets) or None,
                )
                self._passages += 1
                self._documents += passage.first

    def remove(self, docs: Iterable[str]) -> None:
        """Take out all passages of these documents."""
        writer = self._write()
        with _told(self.cancel):
            for doc in docs:
                gone = writer.delete_by_term("doc", doc)
                self._passages -= gone
                self._documents -= gone > 0

    def commit(self, store: str, generation: int) -> None:
        """Make the changes durable and searchable; see `SearchRoom.commit`."""
        writer = self._write()
        state = State(store, generation, self._documents, self._passages)
        self._storage.pending = state
        with _told(self.cancel):
            writer.commit(mergetype=self._merge)
        self._writer = None
        self._storage.let_go()
        self._state = state
        self._open()
        clean(self.folder)

    def cancel(self) -> None:
        """Forget what was not committed, and its files."""
        writer, self._writer = self._writer, None
        # A writer that failed half way fails again while it closes its files.
        with suppress(Exception):
            if writer is not None and not writer.is_closed:
                writer.cancel()
        self._storage.let_go()
        if writer is None:
            return
        self._documents = self._state.documents if self._state else 0
        self._passages = self._state.passages if self._state else 0
        clean(self.folder)

    def _write(self) -> Any:
        if self._writer is None:
            with _told(self._abandon):
                if self._index is None:
                    self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                    self._index = self._storage.create_index(_schema())
                self._writer = self._index.writer(limitmb=512, procs=1)
        return self._writer

    def _abandon(self) -> None:
        self._storage.let_go()
        clean(self.folder)

    def _merge(self, writer: Any, segments: list[Any]) -> list[Any]:
        """Merge small segments, so that there are few and the work stays in proportion."""
        kept = sorted(segments, key=lambda s: s.doc_count_all())
        merged = writer.docnum
        while kept and (len(kept) > SEGMENTS or kept[0].doc_count_all() < 2 * merged or _worn(kept[0])):
            small = kept.pop(0)
            reader = SegmentReader(writer.storage, writer.schema, small)
            writer.add_reader(reader)
            reader.close()
            merged += small.doc_count()
        kept = [s for s in segments if s in kept]
        # The writer leaves its own segment away when nothing was added to it, and takes its files back.
        own = (writer.get_segment(),) if writer._added else ()
        self._storage.segments = {s.segment_id() for s in (*kept, *own)}
        return kept

    def _open(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
        try:
            self._index = self._storage.open_index()
            self._searcher = self._index.searcher(weighting=WEIGHTING)
            held = self._searcher.reader().doc_count()
        except (EmptyIndexError, OSError, ValueError, ImportError, AttributeError) as error:
            raise IndexProblem(str(error)) from error
        if held != self._passages:
            raise IndexProblem(f"{held} passages instead of {self._passages}")
        self._postings = Postings(self._searcher)

    # Searching

    def documents(self) -> Iterator[str]:
        """The ids of the documents that are in."""
        if self._searcher is not None:
            for hit in self._searcher.search(q.Term("first", "1"), limit=None, scored=False):
                yield hit["doc"]

    def search(self, words: Words, limit: int = 10, offset: int = 0, suggesting: bool = True) -> Found:
        """Find passages, the best first; see `index.search.SearchRoom`."""
        if self._searcher is None or not (words.wanted or words.unwanted or words.facets):
            return Found()
        found = self._find(words, False, limit, offset)
        if not found.total and len(words.wanted) > 1:
            found = self._find(words, True, limit, offset)
        if not suggesting:
            return found
        suggestion = suggest(self._searcher.reader(), words, [hit.text for hit in found.hits])
        return Found(found.hits, found.total, found.loose, suggestion)

    def _find(self, words: Words, loose: bool, limit: int, offset: int) -> Found:
        assert self._searcher is not None
        assert self._postings is not None
        wishes = self._rare(words.wanted) if loose else words.wanted
        main = _query(wishes, words.marked, loose) if wishes else q.Every()
        if words.keys:  # a directive named another way than it is written: the facts know it
            main = q.Or([main, *[q.Term("facets", key, boost=3.0) for key in words.keys]])
        found = self._postings.find(main)
        if words.facets:
            facets = [q.Term("facets", name) for name in words.facets]
            found = only(found, self._postings.find(q.And(facets)).ids)
        for wish in words.unwanted:
            found = only(found, self._postings.find(_strict(wish)).ids, there=False)
        # Some more than asked for, so that equal ones at the edge have a stable order.
        first = sorted(
            ((score, self._searcher.stored_fields(n)) for score, n in best(found, offset + limit + 20)),
            key=lambda hit: (-hit[0], hit[1]["doc"], hit[1]["start"]),
        )[offset : offset + limit]
        light = _Light(words)
        hits = tuple(
            Hit(f["doc"], f["start"], f["end"], f["text"], score, light.spans(f["text"], f["start"]))
            for score, f in first
        )
        return Found(hits, len(found.ids), loose)

    def _rare(self, wishes: tuple[Wish, ...]) -> list[Wish]:
        assert self._searcher is not None
        reader = self._searcher.reader()
        often = {w: min(reader.doc_frequency("folded", t.folded) for t in w.terms) for w in wishes}
        there = sorted((w for w in wishes if often[w]), key=lambda w: often[w])
        rare = [w for w in there if often[w] <= COMMON * reader.doc_count_all()]
        return rare or there[:3] or list(wishes)


class _Light:
    """Tells where the wanted words stand in passages."""

    def __init__(self, words: Words) -> None:
        wanted = [term for wish in words.wanted for term in wish.terms]
        self._exact = {part.text for term in wanted for part in (term, *parts(term))}
        self._folded = {term.folded for term in wanted}
        self._marked = words.marked

    def spans(self, text: str, start: int) -> tuple[Span, ...]:
        """Where they stand in a passage that begins at `start` of the stored text."""
        there = list(terms(text))
        written = {t.folded for t in there if t.text in self._exact}
        spans: list[Span] = []
        for term in there:
            # A word with other accents is lit up only where the typed one isn't there.
            if term.text in self._exact or (
                term.folded in self._folded and not (self._marked and term.folded in written)
            ):
                span = Span(start + term.start, start + term.end)
                if not spans or span.start >= spans[-1].end:
                    spans.append(span)
        return tuple(spans)


def _query(wishes: Sequence[Wish], marked: bool, loose: bool) -> q.Query:
    """Find without accents; when some were typed, the score is mostly that of the words as typed."""
    found = [_folded(wish, FAINT if marked else 1.0) for wish in wishes]
    if not marked:
        return q.Or(found) if loose else q.And(found)
    typed = [q.Term("exact", term.text) for wish in wishes for term in wish.terms]
    return q.Or([*found, *typed]) if loose else q.AndMaybe(q.And(found), q.Or(typed))


def _folded(wish: Wish, boost: float) -> q.Query:
    if wish.phrase:
        return q.Phrase("folded", [term.folded for term in wish.terms], boost=boost)
    term = wish.terms[0]
    pieces = parts(term)
    whole = q.Term("folded", term.folded, boost=boost)
    if len(pieces) == 1:
        return whole
    return q.Or([whole, q.Phrase("folded", [piece.folded for piece in pieces], boost=boost)])


def _strict(wish: Wish) -> q.Query:
    """What must not be there: a word typed with accents means only that one."""
    if wish.phrase:
        row = q.Phrase("folded", [t.folded for t in wish.terms])
        return q.And([row, *[q.Term("exact", t.text) for t in wish.terms if t.text != t.folded]])
    term = wish.terms[0]
    return q.Term("exact", term.text) if term.text != term.folded else q.Term("folded", term.folded)


def _worn(segment: Any) -> bool:
    return segment.deleted_count() > 0 and segment.doc_count_all() < 20_000


class _told:
    """Runs `after` when the work inside fails, and tells of a full disk as `IndexFull`."""

    def __init__(self, after: Callable[[], None]) -> None:
        self._after = after

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None:
            return
        with suppress(OSError):
            self._after()
        if isinstance(error, OSError) and error.errno in FULL:
            raise IndexFull from error
