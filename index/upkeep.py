"""Keeping the search index true to the store: caught up, checked, made anew when it must be.

Under the index directory, `CURRENT` names the directory that is in use; a new index is made beside it
and `CURRENT` replaced at once. What is here can be thrown away at any time.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from corpus.store import Store
from index.durable import write_safely
from index.passages import passages
from index.search import FULL, IndexBusy, IndexFull, IndexProblem, Passage, SearchRoom

FORM = "2"
"""Counts up when terms, passages or facets are made in another way; older indexes are made anew."""
WAIT = 120.0
"""Seconds to wait for another process that is at the index."""


class Upkeep:
    """The search index under `folder`, made from `store`.

    Args:
        store: the source of truth.
        folder: the index directory; made with mode 0700.
        room: opens or makes an engine's room in a directory.
        notice: told one line when something had to be repaired.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        room: Callable[[Path], SearchRoom],
        notice: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._make = room
        self._notice = notice
        self._room: SearchRoom | None = None
        self._name = ""

    def close(self) -> None:
        """Let go of the room."""
        if self._room is not None:
            self._room.close()
            self._room = None

    def room(self, quiet: bool = False) -> SearchRoom:
        """The room, checked and holding what the store holds now.

        Args:
            quiet: an index that isn't there yet is nothing to tell of.

        Raises:
            IndexBusy: another process is at it for too long.
            IndexFull: there is no room on the disk to make it.
        """
        if not self._fresh():
            # While another process writes, what we have open goes on answering, a little behind.
            with self._locked(wait=0 if self._room is not None else WAIT) as held:
                if held and not self._fresh():
                    self._catch_up(quiet)
        assert self._room is not None
        return self._room

    def rebuild(self, progress: Callable[[int], None] = lambda _n: None) -> None:
        """Make the index anew beside the old one and put it in its place."""
        with self._locked(WAIT):
            self._rebuild(progress)

    # All below with the lock held, but for `_fresh`.

    def _fresh(self) -> bool:
        if self._room is None or self._name != self._current():
            return False
        state = self._room.state()
        return state is not None and (state.store, state.generation) == (
            self._token(),
            self._store.generation,
        )

    def _token(self) -> str:
        return f"{self._store.identity}/{FORM}"

    def _current(self) -> str:
        try:
            name = (self._folder / "CURRENT").read_text("ascii").strip()
        except (OSError, ValueError):
            return ""
        return name if name.isalnum() else ""

    def _catch_up(self, quiet: bool) -> None:
        name = self._current()
        self.close()
        if not name:
            if not quiet and self._store.generation:
                self._notice("Chưa có chỉ mục tìm kiếm; đang dựng từ kho dữ liệu.")
            self._rebuild()
            return
        try:
            room = self._make(self._folder / name)
            state = room.state()
            if state is None:
                room.close()
                raise IndexProblem("no index")
        except IndexProblem:
            self._notice("Chỉ mục tìm kiếm bị hỏng hoặc thiếu tệp; đang dựng lại từ kho dữ liệu.")
            self._rebuild()
            return
        self._room, self._name = room, name
        if state.store != self._token() or state.generation > self._store.generation:
            self._notice("Chỉ mục tìm kiếm thuộc phiên bản khác; đang dựng lại từ kho dữ liệu.")
            self._rebuild()
            return
        if state.generation == self._store.generation:
            return
        changes = self._store.changes(state.generation)
        if changes.generation == state.generation:
            return
        if len(changes.there) > max(1000, state.documents // 2):
            self._rebuild()
            return
        try:
            if state.documents:
                room.remove({*changes.gone, *changes.there})  # a changed document is in both
            room.add(self._passages(changes.there))
            room.commit(self._token(), changes.generation)
        except IndexProblem:
            self._notice("Chỉ mục tìm kiếm không khớp sau khi ghi; đang dựng lại từ kho dữ liệu.")
            self._rebuild()

    def _rebuild(self, progress: Callable[[int], None] = lambda _n: None) -> None:
        fresh = secrets.token_hex(4)
        folder = self._folder / fresh
        room: SearchRoom | None = None
        try:
            room = self._make(folder)
            generation = self._store.generation
            ids = self._store.changes(0).there
            room.add(self._passages(ids, progress))
            room.commit(self._token(), generation)
            write_safely(self._folder / "CURRENT", fresh.encode())
        except BaseException as error:
            if room is not None:
                room.close()
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError) and error.errno in FULL:
                raise IndexFull from error
            raise
        self.close()
        self._room, self._name = room, fresh
        for entry in list(self._folder.iterdir()):
            if entry.is_dir() and entry.name != fresh:
                shutil.rmtree(entry, ignore_errors=True)

    def _passages(
        self, ids: Sequence[str], progress: Callable[[int], None] = lambda _n: None
    ) -> Iterator[Passage]:
        for n, (document, sources, rows) in enumerate(self._store.whole(ids), 1):
            yield from passages(document, rows, sources)
            progress(n)

    @contextmanager
    def _locked(self, wait: float) -> Iterator[bool]:
        """Hold the index alone; gives whether we do, which without waiting may be no."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(str(self._folder / "LOCK"))
            held = try_for(lock.acquire, timeout=wait, delay=0.05)
        except OSError as error:
            if error.errno in FULL:
                raise IndexFull from error
            raise
        if not held and wait:
            raise IndexBusy
        try:
            yield held
        finally:
            if held:
                with suppress(OSError):
                    lock.release()
