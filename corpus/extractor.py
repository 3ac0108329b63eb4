"""Which extractor made a fact: a fingerprint of the code and data that read it out."""

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


def version() -> str:
    """The fingerprint of the installed `nlp` room, 12 hexadecimal digits.

    It changes with every change of its modules and data files, so facts of an older extractor are
    noticed without anybody having to count a version up.
    """
    return fingerprint("nlp")


@cache
def fingerprint(*rooms: str) -> str:
    """The same of some rooms, for what is derived from facts by more than the extractor."""
    digest = hashlib.blake2b(digest_size=6)
    for room in rooms:
        for name, data in sorted(_files(resources.files(room), "")):
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _files(folder: Traversable, under: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{under}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                found += _files(entry, name)
        elif not entry.name.endswith((".pyc", ".pyo")):
            found.append((name, entry.read_bytes()))
    return found
