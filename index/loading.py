"""Loading much that stays, without Python's collector looking through it again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000
"""So many new containers (dicts, lists, tuples, objects) are much: looking through them takes 50 ms."""


@contextmanager
def loading() -> Iterator[None]:
    """Let the collector wait for what happens inside; if it made much, that is passed over from then on.

    With 50,000 facts in memory, loading took half as long again, and an answer now and then half a second.
    """
    if gc.get_freeze_count() > MANY:  # what was loaded before may be gone by now
        gc.unfreeze()
        gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            gc.freeze()
        if enabled:
            gc.enable()
