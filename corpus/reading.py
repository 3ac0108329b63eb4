"""A source to a Document, in this process. Whatever may be hostile goes through `corpus.sandbox`."""

import os
import stat
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

from corpus import formats, readers
from corpus.datelines import left_to_text
from corpus.errors import ReadError, reason, size
from corpus.limits import DEFAULT, Limits
from corpus.metadata import UNKNOWN, Metadata, complete, document
from nlp.document import Document, stored_text


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read.

    Attributes:
        name: path, URL, `-` or `a.zip!/b.txt`, as given; becomes `Document.source`.
        data: its bytes when they are at hand (standard input, archive members, uploads).
    """

    name: str
    data: bytes | None = field(default=None, repr=False)

    @property
    def is_url(self) -> bool:
        """Whether it has to be fetched."""
        return self.data is None and self.name.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. `metadata` is what a person gave (options over sheet); it wins over what is read."""

    metadata: Metadata = UNKNOWN
    limits: Limits = DEFAULT
    allow_hosts: tuple[str, ...] = ()


def read_source(source: Source, options: ReadOptions, slow: Callable[[], None] = lambda: None) -> Document:
    """Read one source in this process.

    Raises:
        ReadError: naming the source.
    """
    try:
        return _read(source, options, slow)
    except ReadError as error:
        raise error.of(source.name) from error.__cause__
    except MemoryError:
        raise
    except RecursionError:
        raise ReadError("broken", source.name, format="này") from None


def extract_source(
    source: Source,
    options: ReadOptions,
    slow: Callable[[], None] = lambda: None,
    kinds: Container[str] | None = None,
) -> tuple[Document, list[dict[str, Any]]]:
    """Read one source and its facts, all or of some kinds, as flat rows in text order.

    Raises:
        ReadError: naming the source; `failed` when the analysis fails.
    """
    from nlp import analyse, row
    from nlp.facts import kind_of

    found = read_source(source, options, slow)
    try:
        facts = analyse(left_to_text(found), kinds)
        return found, [row(f, found) for f in facts if kinds is None or kind_of(f) in kinds]
    except MemoryError:
        raise
    except Exception as error:
        raise ReadError("failed", source.name, detail=f"{type(error).__name__}: {error}") from error


def _read(source: Source, options: ReadOptions, slow: Callable[[], None]) -> Document:
    limits = options.limits
    name, content_type, charset, url = source.name, "", None, None
    if source.data is not None:
        data = source.data
        if len(data) > limits.bytes:
            raise ReadError("too-large", limit=size(limits.bytes))
    elif source.is_url:
        from corpus.fetch import fetch

        page = fetch(source.name, limits, options.allow_hosts)
        data, content_type, charset, url = page.data, page.content_type, page.charset, page.url
    else:
        data = load(source.name, limits)
    format = formats.sniff(data, name, content_type)
    raw = readers.read(format, data, readers.Context(url=url, charset=charset, limits=limits, slow=slow))
    if len(raw.text) > limits.text:
        raise ReadError("too-long", limit=f"{limits.text // 1_000_000} triệu ký tự")
    text = stored_text(raw.text)
    if not any(char.isalnum() for char in text):
        raise ReadError("no-text")
    known = options.metadata.over(complete(raw.metadata, text)).over(Metadata(url=url))
    return document(text, source.name, known)


def load(path: str, limits: Limits = DEFAULT) -> bytes:
    """Read a file whole, its size checked before.

    Raises:
        ReadError: missing, directory, permission, not-a-file, too-large or unreadable.
    """
    try:
        # Without O_NONBLOCK opening a named pipe would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError("missing", path) from None
    except PermissionError:
        raise ReadError("permission", path) from None
    except IsADirectoryError:
        raise ReadError("directory", path) from None
    except (OSError, ValueError) as error:
        raise ReadError(
            "unreadable", path, detail=reason(error) if isinstance(error, OSError) else str(error)
        ) from None
    try:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise ReadError("directory", path)
        if not stat.S_ISREG(about.st_mode):
            raise ReadError("not-a-file", path)
        if about.st_size > limits.bytes:
            raise ReadError("too-large", path, limit=size(limits.bytes))
        with open(handle, "rb", closefd=False) as file:
            data = file.read(limits.bytes + 1)
    except OSError as error:
        raise ReadError("unreadable", path, detail=reason(error)) from None
    finally:
        os.close(handle)
    if len(data) > limits.bytes:
        raise ReadError("too-large", path, limit=size(limits.bytes))
    return data
