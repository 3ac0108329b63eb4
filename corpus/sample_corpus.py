"""The sample corpus that is installed with the package: ten summaries made for the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

SHEET = "metadata.csv"


@contextmanager
def sample_folder() -> Iterator[Path]:
    """The folder with the documents and their metadata sheet, as real files while the context lasts."""
    with resources.as_file(resources.files("corpus") / "sample") as folder:
        yield folder
