"""Which facts are meant: conditions on the columns, none of them scored."""

from dataclasses import dataclass

import numpy as np

from index.columns import Columns
from nlp.shadow import bare, shadow


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that all have to hold; empty ones hold always.

    Attributes:
        kind: figure, directive, statement or locality.
        role: result, target or assigned.
        status: met, missed, or `none` for facts without one.
        place: words of a unit's name, with or without accents: `lập thạch`, `huyện Lập Thạch`; the
            units above it in its chain count too.
        indicator: words that the indicator must have.
        period: a year, a month or any EDTF interval; a fact's period must touch it.
        doc: a document's id, or the beginning of it.
        unit: as written: `%`, `đồng`, `trường`.
        confidence: the least confidence.
    """

    kind: str | None = None
    role: str | None = None
    status: str | None = None
    place: str | None = None
    indicator: str | None = None
    period: str | None = None
    doc: str | None = None
    unit: str | None = None
    confidence: float | None = None

    def choose(self, columns: Columns) -> np.ndarray:
        """The places of the facts that fit, in their order."""
        fits = np.ones(len(columns), dtype=bool)
        for name, wanted in (("kind", self.kind), ("role", self.role)):
            if wanted is not None:
                fits &= columns.where(name, [wanted])
        if self.status is not None:
            fits &= columns.where("status", [None if self.status == "none" else self.status])
        if self.unit is not None:
            unit = _plain(self.unit)
            fits &= columns.where("unit", [v for v in columns.values("unit") if v and _plain(v) == unit])
        if self.doc is not None:
            ids = [v for v in columns.values("doc") if v and v.startswith(self.doc)]
            fits &= columns.where("doc", ids)
        if self.place is not None:
            fits &= _has(
                columns, ("locality", "locality_canonical", "canonical", "locality_2025"), self.place
            )
        if self.indicator is not None:
            fits &= _has(columns, ("indicator", "indicator_id"), self.indicator)
        if self.period is not None:
            wanted_months = _months(self.period)
            touching = [v for v in columns.values("period") if v and _touch(_months(v), wanted_months)]
            fits &= columns.where("period", touching)
        if self.confidence is not None:
            fits &= columns.numbers("confidence") >= self.confidence
        return np.flatnonzero(fits)


def _has(columns: Columns, names: tuple[str, ...], words: str) -> np.ndarray:
    """Facts with the words, in this order and next to each other, in any of these columns."""
    marked = shadow(words) != bare(shadow(words))
    read = shadow if marked else _plain
    wanted = f" {' '.join(read(words).split())} "
    fits = np.zeros(len(columns), dtype=bool)
    for name in names:
        found = [v for v in columns.values(name) if v and wanted in f" {read(v).replace(',', ' ,')} "]
        fits |= columns.where(name, found)
    return fits


def _plain(text: str) -> str:
    return bare(shadow(text))


def _months(period: str) -> tuple[str, str]:
    """First and last month of an EDTF date or interval, as strings that sort; open ends are wide."""
    first, _, last = period.partition("/")
    last = last or first
    start = "" if first in ("", "..") else (first[:7] if len(first) >= 7 else first[:4] + "-01")
    end = "9999-12" if last in ("", "..") else (last[:7] if len(last) >= 7 else last[:4] + "-12")
    return start, end


def _touch(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
