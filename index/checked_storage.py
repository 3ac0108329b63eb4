"""Whoosh's files with what it leaves out: they are on the disk before a commit counts, with checksums.

Whoosh makes a commit count by renaming its table of contents into place. Just before, all files of the
commit are synced and a manifest with their checksums is written, one for each table of contents. So a
process that dies at any moment leaves a table of contents with its manifest: the new one or the old one.
"""

import json
import os
import re
import shutil
import zlib
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.durable import sync, write_safely
from index.search import IndexProblem, State

_TOC = re.compile(r"_MAIN_(\d+)\.toc")
_SEGMENT = re.compile(r"(MAIN_[^.]+)\..+")


class CheckedStorage(FileStorage):  # type: ignore[misc]
    """The files of one index.

    Attributes:
        pending: the state to note in the next commit's manifest.
        segments: ids of the segments that the next commit will hold.
    """

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(path, **kwargs)
        self.pending: State | None = None
        self.segments: set[str] = set()
        self._made: list[Any] = []
        self._locks: list[Any] = []

    def create_file(self, name: str, **kwargs: Any) -> Any:
        """Make a file, and remember it in case its writer fails."""
        made = super().create_file(name, **kwargs)
        self._made.append(made)
        return made

    def lock(self, name: str) -> Any:
        """Give a lock, and remember it in case its holder fails."""
        lock = super().lock(name)
        self._locks.append(lock)
        return lock

    def temp_storage(self, name: str | None = None) -> Any:
        """Give a place for spilled runs, whose files are remembered as well."""
        place = type(self)(str(Path(self.folder) / (name or "MAIN.tmp"))).create()
        place._made = self._made
        return place

    def let_go(self) -> None:
        """Close all files and locks of a writer that has ended; one that failed leaves them open."""
        for made in self._made:
            with suppress(Exception):  # closing flushes, which fails again on a full disk but does close
                made.file.close()
        for lock in self._locks:
            with suppress(Exception):
                if lock.locked:
                    lock.release()
        self._made.clear()
        self._locks.clear()

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file; a table of contents only after all it stands for is safe."""
        folder = Path(self.folder)
        toc = _TOC.fullmatch(newname)
        if toc and self.pending is not None:
            kept = [name for name in sorted(os.listdir(folder)) if self._kept(name)]
            checks = {newname: _check(folder / oldname)} | {name: _check(folder / name) for name in kept}
            for name in (oldname, *kept):
                sync(folder / name)
            write_safely(
                folder / f"manifest-{toc[1]}.json",
                json.dumps({"state": asdict(self.pending), "files": checks}, indent=1).encode(),
            )
        super().rename_file(oldname, newname, safe)
        if toc:
            sync(folder)

    def _kept(self, name: str) -> bool:
        match = _SEGMENT.fullmatch(name)
        return bool(match) and match[1] in self.segments  # type: ignore[index]


def verified(folder: Path) -> State | None:
    """Check an index against the manifest of its newest commit.

    Returns:
        What it holds; None when there is no index.

    Raises:
        IndexProblem: a file is missing, of another size or changed, or the manifest is gone.
    """
    newest = _newest(folder)
    if newest is None:
        return None
    try:
        manifest = json.loads((folder / f"manifest-{newest}.json").read_bytes())
        files = manifest["files"]
        for name, (size, checksum) in files.items():
            if [size, checksum] != _check(folder / name):
                raise IndexProblem(f"{name} changed")
        if f"_MAIN_{newest}.toc" not in files:
            raise IndexProblem("manifest of another commit")
        return State(**manifest["state"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexProblem(str(error)) from error


def clean(folder: Path) -> None:
    """Take away what a dead or failed writer left: files of no commit, older manifests, spilled runs.

    Must only be called by who holds the index's lock.
    """
    newest = _newest(folder)
    keep: set[str] = set()
    if newest is not None:
        with suppress(OSError, ValueError):
            keep = set(json.loads((folder / f"manifest-{newest}.json").read_bytes())["files"])
    if newest is not None and not keep:
        return  # unreadable manifest: better leave all, the check has failed anyway
    for entry in list(folder.iterdir()):
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name not in keep and entry.name not in (f"manifest-{newest}.json", "MAIN_WRITELOCK"):
            with suppress(OSError):
                entry.unlink()


def _newest(folder: Path) -> int | None:
    try:
        numbers = [int(match[1]) for name in os.listdir(folder) if (match := _TOC.fullmatch(name))]
    except FileNotFoundError:
        return None
    return max(numbers, default=None)


def _check(path: Path) -> list[int]:
    checksum = size = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
            size += len(block)
    return [size, checksum]
