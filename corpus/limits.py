"""How much a document may cost: bytes, seconds, memory. One place for all ways in."""

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on what is read.

    Attributes:
        bytes: size of one file, page or archive member.
        text: length of the text read out of it, in code points.
        unpacked: what one compressed file may unpack to, in bytes.
        ratio: how many times larger than the compressed file that may be, beyond the first 10 MB.
        members: files in one archive.
        seconds: wall time for one document.
        slow_seconds: wall time when it needs LibreOffice or Tesseract.
        memory: address space of the worker process, in bytes.
        file_bytes: size of any file the worker may write, in bytes.
        open_files: open files of the worker.
        fetch_seconds: wall time for fetching one URL, redirects included.
    """

    bytes: int = 64 * MB
    text: int = 20_000_000
    unpacked: int = 512 * MB
    ratio: int = 200
    members: int = 200_000
    seconds: float = 60.0
    slow_seconds: float = 300.0
    memory: int = 3 * 1024 * MB
    file_bytes: int = 256 * MB
    open_files: int = 256
    fetch_seconds: float = 30.0


DEFAULT = Limits()
