"""What the user gave (files, folders, globs, URLs, archives, `-`) to a lazy stream of sources."""

import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from glob import has_magic, iglob
from typing import IO

from corpus.archives import hidden, members
from corpus.errors import ReadError, reason, size
from corpus.formats import archive_kind, readable, suffix_of
from corpus.limits import DEFAULT, Limits
from corpus.reading import Source

INSIDE = "!/"


def sources(
    given: Iterable[str | os.PathLike[str]],
    limits: Limits = DEFAULT,
    *,
    stdin: IO[bytes] | None = None,
    skip: Collection[str | os.PathLike[str]] = (),
) -> Iterator[Source | ReadError]:
    """Unfold what the user gave, in its order; folders and globs in sorted order.

    Args:
        given: files, folders (read recursively), globs, http(s) URLs, archives, `a.zip!/b.txt`, `-`.
        limits: the size limits for standard input and archive members.
        stdin: what `-` reads; the process's standard input unless given.
        skip: files that a folder or glob may hold but which are no documents (a metadata sheet).

    Yields:
        Sources, and errors for what is none, so that the rest goes on. A file that was met before
        under the same path comes once.
    """
    left_out = {os.path.realpath(path) for path in skip}
    seen: set[str] = set()
    for one in given:
        for found in _unfold(os.fspath(one), limits, stdin, left_out):
            name = found.source if isinstance(found, ReadError) else found.name
            if name != "-" and name in seen:
                continue
            seen.add(name)
            yield found


def _unfold(
    name: str, limits: Limits, stdin: IO[bytes] | None, left_out: set[str]
) -> Iterator[Source | ReadError]:
    if name == "-":
        yield _standard_input(limits, stdin)
    elif "://" in name[:12] and not os.path.lexists(name):
        is_web = name.lower().startswith(("http://", "https://"))
        yield Source(name) if is_web else ReadError("scheme", name)
    elif os.path.isdir(name):
        yield from _folder(name, limits, left_out)
    elif os.path.lexists(name):
        yield from _file(name, limits)
    elif _archive_of(name):
        archive, _, inside = name.partition(INSIDE)
        yield from _archive(archive, limits, inside)
    elif has_magic(name):
        yield from _glob(name, limits, left_out)
    else:
        yield ReadError("missing", name)


def _standard_input(limits: Limits, stdin: IO[bytes] | None) -> Source | ReadError:
    stream = stdin if stdin is not None else sys.stdin.buffer
    parts = bytearray()
    while part := stream.read(min(2**20, limits.bytes + 1 - len(parts))):
        parts += part
        if len(parts) > limits.bytes:
            return ReadError("too-large", "-", limit=size(limits.bytes))
    return Source("-", bytes(parts))


def _folder(folder: str, limits: Limits, left_out: set[str]) -> Iterator[Source | ReadError]:
    found = False
    for path in _walk(folder):
        if isinstance(path, ReadError):
            yield path
        elif os.path.realpath(path) not in left_out:
            found = True
            yield from _listed(path, limits)
    if not found:
        yield ReadError("empty-folder", folder)


def _walk(folder: str) -> Iterator[str | ReadError]:
    """Files below a folder, sorted by name level by level; links to folders are not followed."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except PermissionError:
        yield ReadError("permission", folder)
        return
    except OSError as error:
        yield ReadError("unreadable", folder, detail=reason(error))
        return
    for entry in entries:
        if hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif not entry.is_dir():
            yield entry.path


def _glob(pattern: str, limits: Limits, left_out: set[str]) -> Iterator[Source | ReadError]:
    found = False
    for path in sorted(iglob(pattern, recursive=True)):
        if os.path.realpath(path) in left_out or hidden(os.path.basename(path)):
            continue
        found = True
        if os.path.isdir(path):
            # `**` lists what is inside a folder by itself
            if "**" not in pattern:
                yield from _folder(path, limits, left_out)
        else:
            yield from _listed(path, limits)
    if not found:
        yield ReadError("no-match", pattern)


def _listed(path: str, limits: Limits) -> Iterator[Source | ReadError]:
    """A file the user didn't name himself: the suffix says whether it is opened at all."""
    if archive_kind(path) or readable(path):
        yield from _file(path, limits)
    else:
        yield ReadError("unsupported", path, format=suffix_of(path).upper())


def _file(path: str, limits: Limits) -> Iterator[Source | ReadError]:
    if archive_kind(path):
        yield from _archive(path, limits, None)
    else:
        yield Source(path)


def _archive_of(name: str) -> bool:
    archive, mark, _ = name.partition(INSIDE)
    return bool(mark) and archive_kind(archive) is not None


def _archive(path: str, limits: Limits, only: str | None) -> Iterator[Source | ReadError]:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            yield ReadError("not-a-file", path)
            return
        file = open(path, "rb")  # noqa: SIM115 (closed below; errors of opening are told apart)
    except FileNotFoundError:
        yield ReadError("missing", path)
        return
    except PermissionError:
        yield ReadError("permission", path)
        return
    except OSError as error:
        yield ReadError("unreadable", path, detail=reason(error))
        return
    with file:
        yield from members(file, path, limits, only)
