"""One module a format; each has `read(data, context) -> Raw`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from corpus.errors import ReadError
from corpus.limits import DEFAULT, Limits
from corpus.metadata import UNKNOWN, Metadata


@dataclass(frozen=True, slots=True)
class Raw:
    """What a reader gives: the text, not yet in stored form, and what the format says about it."""

    text: str
    metadata: Metadata = UNKNOWN


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may want to know.

    Attributes:
        url: where the bytes came from, when from the web.
        charset: what a web server said.
        limits: how much may be read.
        slow: called once before a step that takes long by nature (another program, OCR).
    """

    url: str | None = None
    charset: str | None = None
    limits: Limits = DEFAULT
    slow: Callable[[], None] = field(default=lambda: None)


_READERS = {
    "text": "plain", "html": "html", "docx": "docx", "pdf": "pdf",
    "doc": "office", "rtf": "office", "odt": "office", "image": "scan",
}  # fmt: skip


def read(format: str, data: bytes, context: Context) -> Raw:
    """Read `data`, which is in `format`, with the reader for it.

    Raises:
        ReadError: whatever is wrong with it.
    """
    try:
        raw: Raw = import_module(f"corpus.readers.{_READERS[format]}").read(data, context)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        # Whatever a library makes of damaged data (there is no end to the kinds): the file is broken.
        raise ReadError("broken", format=format.upper(), detail=f"{type(error).__name__}: {error}") from error
    return raw
