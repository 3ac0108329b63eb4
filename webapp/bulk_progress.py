"""How far a bulk run is: a bar on a terminal, a plain line now and then elsewhere."""

import sys
from collections.abc import Iterable
from itertools import islice
from time import monotonic
from typing import Any

import click

from corpus.bulk import Summary
from corpus.errors import ReadError
from corpus.reading import Source

EVERY = 10.0
"""Seconds between two plain lines."""
REFUSALS_SHOWN = 20
_LOOKAHEAD = 1_000_000


def count(found: Iterable[Source | ReadError]) -> int | None:
    """How many sources there are; None when only reading them would tell (archives, standard input)."""
    n = 0
    for source in islice(found, _LOOKAHEAD):
        if isinstance(source, Source) and source.data is not None:
            return None
        n += 1
    return n if n < _LOOKAHEAD else None


class Progress:
    """Says on standard error how many sources are through and which are refused.

    Args:
        total: how many there are, None when unknown.
        quiet: say nothing but refusals.
    """

    def __init__(self, total: int | None, *, quiet: bool = False) -> None:
        self._total = total
        self._quiet = quiet
        self._bar: Any = None
        self._done = 0
        self._refused = 0
        self._said = monotonic()
        if sys.stderr.isatty() and not quiet:
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit=" văn bản", dynamic_ncols=True, leave=False)

    def done(self, n: int) -> None:
        """So many more are through."""
        self._done += n
        if self._bar is not None:
            self._bar.update(n)
        elif not self._quiet and monotonic() - self._said >= EVERY:
            self._said = monotonic()
            of = f"/{number(self._total)}" if self._total is not None else ""
            click.echo(f"… {number(self._done)}{of} văn bản", err=True)

    def refused(self, error: ReadError, where: str | None) -> None:
        """One was refused; after the first few only the file `where` they all stand says so."""
        self._refused += 1
        if where is None or self._refused <= REFUSALS_SHOWN:
            self._line(f"bỏ qua {error.source}: {error.message}")
        elif self._refused == REFUSALS_SHOWN + 1:
            self._line(f"… còn nữa, xem tất cả trong {where}")

    def _line(self, text: str) -> None:
        if self._bar is not None:
            self._bar.clear()
        click.echo(text, err=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


def summed_up(summary: Summary, out: str) -> str:
    """The last line of a run."""
    speed = summary.size / 1000 / max(summary.seconds, 0.001)
    said = (
        f"Xong: {number(summary.documents)} văn bản, {number(summary.rows)} sự kiện vào {out}, "
        f"{number(round(summary.seconds))} giây ({number(round(speed))} KB/giây)"
    )
    if summary.resumed:
        said += f"; {number(summary.resumed)} nguồn lấy lại từ lần chạy trước"
    if summary.refused:
        where = f", xem {summary.errors}" if summary.errors else ""
        said += f"; {number(summary.refused)} nguồn bị bỏ qua{where}"
    return said + "."


def number(n: int) -> str:
    """A whole number the Vietnamese way: `12.345`."""
    return f"{n:,}".replace(",", ".")
