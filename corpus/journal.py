"""The work directory of a bulk run: each batch's results, safe on the disk under its key.

A run that was killed finds there what it had, so nothing is lost and nothing is done twice. The
directory lies beside the output, so that finished files only need to be renamed.
"""

import contextlib
import errno
import fcntl
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from corpus.errors import ReadError, reason

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class RunError(Exception):
    """A bulk run cannot go on; the message says what to do. What was done stays."""


class RunBusy(RunError):
    """Another run is writing the same output."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"một lệnh khác đang ghi {out}; hãy chờ lệnh đó xong hoặc chọn tệp khác với -o")


class RunFull(RunError):
    """No room is left on the disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"ổ đĩa chứa {folder} đã đầy; hãy giải phóng chỗ rồi chạy lại đúng lệnh này để làm tiếp"
        )


class RunUnwritable(RunError):
    """The output's folder isn't there or isn't ours to write to."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"không ghi được vào {folder} ({reason}); hãy kiểm tra đường dẫn và quyền ghi")


class RunNoFile(RunError):
    """The output is there and is something else than a file: a device, a pipe, a folder."""

    def __init__(self, out: Path) -> None:
        super().__init__(
            f"{out} không phải tệp thông thường nên không bị ghi đè; hãy chọn tệp khác, hoặc -o -"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source.

    Attributes:
        source: its name, as given.
        body: its rows as `Form.encode` gave them, compressed with zlib; empty when it was refused.
        rows: how many.
        size: length of the document's text in bytes of UTF-8.
        error: why it was refused.
    """

    source: str
    body: bytes = b""
    rows: int = 0
    size: int = 0
    error: ReadError | None = None


class Journal:
    """Results of batches by key.

    Args:
        folder: the work directory; made when it isn't there.
        out: the file that the run is for, named in errors.
        durable: wait for the disk, so that results outlive a power cut as well.

    Raises:
        RunError: another run holds it, or it can't be made.
    """

    def __init__(self, folder: Path, out: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        with told(folder.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._lock = open(folder / "lock", "wb")  # noqa: SIM115 (held as long as the journal)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise RunBusy(out) from None
        with told(folder.parent):
            # What was half-written when an earlier run ended.
            self._sweep()
            self.scratch = Path(tempfile.mkdtemp(prefix="scratch-", dir=folder))

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _sweep(self) -> None:
        for left in self.folder.glob("*.part"):
            left.unlink(missing_ok=True)
        for left in self.folder.glob("scratch-*"):
            shutil.rmtree(left, ignore_errors=True)

    def close(self) -> None:
        """Let go of the directory; whole results stay, parts go, since a full disk needs the room."""
        with contextlib.suppress(OSError):
            self._sweep()
        self._lock.close()

    def remove(self) -> None:
        """Take the directory away with all results: the output is complete."""
        # The lock last, so that no other run begins in a directory that is going.
        for entry in sorted(self.folder.iterdir()):
            if entry.name != "lock":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)

    def has(self, key: str) -> bool:
        """Whether the results under `key` are here and whole."""
        return self._header(key) is not None

    def load(self, key: str) -> list[Result]:
        """The results under `key`, which must be there."""
        with told(self.folder), self._path(key).open("rb") as file:
            header = json.loads(file.readline())
            return [_result(entry, file.read(entry["length"])) for entry in header]

    def save(self, key: str, results: Sequence[Result]) -> None:
        """Put results under `key`: all of them or none, whatever happens meanwhile.

        Raises:
            RunFull: the disk is full.
        """
        header = json.dumps([_entry(result) for result in results]).encode() + b"\n"
        path = self._path(key)
        part = path.with_suffix(".part")
        with told(self.folder):
            try:
                with writable(part) as file:
                    file.write(b"".join([header, *[result.body for result in results]]))
                    if self.durable:
                        settle(file)
                os.replace(part, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    part.unlink()
                raise
            if self.durable:
                fsync_folder(self.folder)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.batch"

    def _header(self, key: str) -> list[dict[str, Any]] | None:
        try:
            with self._path(key).open("rb") as file:
                line = file.readline()
                header: list[dict[str, Any]] = json.loads(line)
                whole = len(line) + sum(entry["length"] for entry in header)
                return header if os.fstat(file.fileno()).st_size == whole else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


class Disk(io.FileIO):
    """The file below all that a run writes; here tests fill the disk."""


def writable(path: Path) -> IO[bytes]:
    """A new file to write to."""
    return io.BufferedWriter(Disk(path, "wb"), 2**20)


def settle(file: IO[bytes]) -> None:
    """Wait until a file's contents are on the disk."""
    file.flush()
    os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the system says about writing into errors that say what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise RunFull(folder) from error
        raise RunUnwritable(folder, reason(error)) from error


def _entry(result: Result) -> dict[str, Any]:
    return {
        "source": result.source,
        "length": len(result.body),
        "rows": result.rows,
        "size": result.size,
        "error": result.error.as_json() if result.error else None,
    }


def _result(entry: dict[str, Any], body: bytes) -> Result:
    error = ReadError.from_json(entry["error"]) if entry["error"] else None
    return Result(entry["source"], body, entry["rows"], entry["size"], error)
