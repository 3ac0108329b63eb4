"""Train all models, in the order in which they need each other (`make models`).

What each prints of its cross-validation is kept in training/data/measured.txt, from where
`make accuracy` takes it into docs/accuracy.md.
"""

import contextlib
import io
import sys
from pathlib import Path

from training import confidence, fit, indicators, linking, places, roles

MEASURED = Path(__file__).parent / "data" / "measured.txt"


class _Both(io.TextIOBase):
    """Standard output, and a copy of it."""

    def __init__(self) -> None:
        self.copy = io.StringIO()
        self._out = sys.stdout

    def write(self, words: str) -> int:
        self._out.write(words)
        self._out.flush()
        return self.copy.write(words)


def main() -> None:
    """Train them one after the other."""
    sys.argv[1:] = []
    both = _Both()
    with contextlib.redirect_stdout(both):
        for model in (indicators, roles, places, linking, confidence, fit):
            print(f"{model.__name__}:")
            model.main()
    MEASURED.write_text(both.copy.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
