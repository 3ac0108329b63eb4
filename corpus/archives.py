"""Members of ZIP and TAR archives, one after the other, nothing unpacked to disk."""

import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO

from corpus.errors import ReadError, size
from corpus.formats import archive_kind, readable, suffix_of
from corpus.limits import Limits
from corpus.reading import Source

_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")
RATIO_FREE = 10 * 2**20


def hidden(path: str) -> bool:
    """Whether any part of a relative path is hidden or litter of an operating system or of Office."""
    return any(
        part.startswith((".", "~$")) or part in _LITTER for part in path.replace("\\", "/").split("/") if part
    )


def members(
    file: IO[bytes], name: str, limits: Limits, only: str | None = None
) -> Iterator[Source | ReadError]:
    """Read the members of an archive that is open for reading, in the archive's order (ZIP: sorted).

    Args:
        file: seekable for ZIP.
        name: the archive's name as given; members are called `name!/path`.
        limits: of each member, of all together, and of their number.
        only: the path of the one member wanted.

    Yields:
        Sources with their data; an error for what can't be read, the last one when the rest can't.
    """
    walk = _zip(file, name, limits, only) if archive_kind(name) == "zip" else _tar(file, name, limits, only)
    seen = False
    try:
        for found in walk:
            seen = True
            yield found
    except ReadError as error:
        yield error.of(name)
        return
    except Exception:  # damaged archives raise all sorts of things
        yield ReadError("broken", name, format=suffix_of(name).removeprefix(".").upper())
        return
    if not seen:
        yield ReadError("missing" if only else "empty-folder", f"{name}!/{only}" if only else name)


def _refusal(path: str, limits: Limits, declared: int) -> ReadError | None:
    if archive_kind(path):
        return ReadError("nested-archive")
    if not readable(path):
        return ReadError("unsupported", format=suffix_of(path).upper())
    if declared > limits.bytes:
        return ReadError("too-large", limit=size(limits.bytes))
    return None


def _wanted(path: str, only: str | None) -> bool:
    return path == only if only is not None else not hidden(path)


class _Budget:
    """What an archive may still unpack to."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.left = min(limits.unpacked * 8, max(limits.ratio * packed, RATIO_FREE))

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise ReadError("bomb")


def _zip(file: IO[bytes], name: str, limits: Limits, only: str | None) -> Iterator[Source | ReadError]:
    packed = file.seek(0, 2)
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=lambda e: e.filename)
        if len(entries) > limits.members:
            raise ReadError("bomb")
        if "word/document.xml" in archive.NameToInfo:  # a DOCX that is called .zip
            yield Source(name)
            return
        budget = _Budget(limits, packed)
        for entry in entries:
            path = _name(entry)
            if not _wanted(path, only):
                continue
            member = f"{name}!/{path}"
            if entry.flag_bits & 1:
                yield ReadError("password", member)
                continue
            refusal = _refusal(path, limits, entry.file_size)
            if refusal is not None:
                yield refusal.of(member)
                continue
            if entry.file_size > RATIO_FREE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
                yield ReadError("bomb", member)
                continue
            try:
                with archive.open(entry) as stream:
                    data = stream.read(limits.bytes + 1)
            except Exception:
                yield ReadError("broken", member, format="ZIP")
                continue
            budget.take(len(data))
            yield Source(member, data)


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name; Windows' own packer writes UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _tar(file: IO[bytes], name: str, limits: Limits, only: str | None) -> Iterator[Source | ReadError]:
    packed = file.seek(0, 2)
    file.seek(0)
    budget = _Budget(limits, packed)
    with closing(tarfile.open(fileobj=file, mode="r|*", errorlevel=1)) as archive:
        for count, entry in enumerate(archive):
            if count > limits.members:
                raise ReadError("bomb")
            budget.take(entry.size + 512)  # what is skipped is unpacked, too
            path = entry.name.removeprefix("./")
            if entry.isdir() or not _wanted(path, only):
                continue
            member = f"{name}!/{path}"
            if not entry.isfile():
                yield ReadError("not-a-file", member)
                continue
            refusal = _refusal(path, limits, entry.size)
            if refusal is not None:
                yield refusal.of(member)
                continue
            stream = archive.extractfile(entry)
            data = stream.read(limits.bytes + 1) if stream else b""
            if len(data) < entry.size:
                yield ReadError("broken", member, format="TAR")
                return
            yield Source(member, data)
            if only is not None:
                return
