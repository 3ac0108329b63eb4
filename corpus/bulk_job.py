"""What is done with a batch of sources wherever it runs: read each, take out its facts, encode the rows."""

import base64
import gc
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.errors import ReadError
from corpus.journal import Result
from corpus.reading import ReadOptions, Source, extract_source, load
from corpus.sandbox import Sandbox
from corpus.tables import Form
from corpus.worker import slow

BATCH_DOCUMENTS = 32
BATCH_BYTES = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Item:
    """One source of a batch: with what it holds, or why it can't be read.

    Attributes:
        name: as given.
        options: how to read it.
        data: its bytes; None for a URL, which is fetched where it is read.
        error: why there is nothing to read.
    """

    name: str
    options: ReadOptions = field(repr=False)
    data: bytes | None = field(default=None, repr=False)
    error: ReadError | None = None

    @property
    def identity(self) -> list[Any]:
        """What decides about its results: name, contents, what was said about it."""
        digest = hashlib.sha256(self.data).hexdigest() if self.data is not None else None
        told = self.error.as_json() if self.error else None
        return [self.name, digest, told, asdict(self.options)]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources that are read together.

    Attributes:
        key: of names, contents, what was said about them, the table's form and the extractor; equal
            keys mean equal results.
    """

    items: tuple[Item, ...]
    key: str


def batches(
    sources: Iterable[tuple[Source | ReadError, ReadOptions]], form: Form, extractor: str
) -> Iterator[Batch]:
    """Group sources, in their order, into batches of `BATCH_DOCUMENTS` or about `BATCH_BYTES`.

    Files are read here, so that the key is of what is analysed, and so that workers on other machines
    need not see the folder.
    """
    about = [extractor, asdict(form)]
    items: list[Item] = []
    total = 0
    for source, options in sources:
        item = _item(source, options)
        size = len(item.data or b"")
        if items and (len(items) == BATCH_DOCUMENTS or total + size > BATCH_BYTES):
            yield Batch(tuple(items), _key(about, items))
            items, total = [], 0
        items.append(item)
        total += size
    if items:
        yield Batch(tuple(items), _key(about, items))


def _item(source: Source | ReadError, options: ReadOptions) -> Item:
    if isinstance(source, ReadError):
        return Item(source.source, options, error=source)
    if source.data is not None or source.is_url:
        return Item(source.name, options, source.data)
    try:
        return Item(source.name, options, load(source.name, options.limits))
    except ReadError as error:
        return Item(source.name, options, error=error.of(source.name))


def _key(about: list[Any], items: Sequence[Item]) -> str:
    return hashlib.sha256(json.dumps([about, [item.identity for item in items]]).encode()).hexdigest()[:40]


def run(sandbox: Sandbox, items: Sequence[Item], form: Form) -> list[Result]:
    """Read the items of a batch, each within its limits; what fails is told, and the rest goes on."""
    return [_one(sandbox, item, form) for item in items]


def _one(sandbox: Sandbox, item: Item, form: Form) -> Result:
    if item.error is not None:
        return Result(item.name, error=item.error)
    try:
        found = sandbox.call(encode_job, Source(item.name, item.data), item.options, form)
    except ReadError as error:
        return Result(item.name, error=error.of(item.name))
    return Result(item.name, base64.b64decode(found["body"]), found["rows"], found["size"])


def encode_job(source: Source, options: ReadOptions, form: Form) -> dict[str, Any]:
    """Runs in the sandbox: a source to its rows, compressed, as JSON can carry them."""
    document, rows = extract_source(source, options, slow, form.kept)
    body = zlib.compress(form.encode(document, rows), 1)
    return {
        "body": base64.b64encode(body).decode(),
        "rows": len(rows),
        "size": len(document.text.encode("utf-8")),
    }


def warm_job() -> None:
    """Runs in the sandbox: import and build what the first document would wait for."""
    from nlp import Document, analyse

    analyse(Document(text="Năm 2024, huyện Lập Thạch đạt 84,6% chỉ tiêu.", source=""))
    # What was built now stays: the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
