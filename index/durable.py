"""Files that survive a crash."""

import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident


def write_safely(path: Path, data: bytes) -> None:
    """Replace a file at once: after a crash it is the old one or the new one, whole."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.new")
    try:
        with open(fresh, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file or a folder on the disk before going on."""
    if os.name == "nt" and path.is_dir():  # Windows can't sync a directory
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
