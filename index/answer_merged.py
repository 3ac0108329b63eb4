"""Units asked for by another name than the documents have: the mergers of 1 July 2025."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.answer_words import place as place_words
from index.facttable import FactTable, Row
from nlp.question_places import AskedPlace
from nlp.shadow import shadow

SINCE = 20250701  # as `nlp.question_periods.bounds` writes it


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit that is found under another name.

    Attributes:
        asked: as asked for.
        found: the units that the documents have, with their parents.
        newer: whether those are of the new order; only figures since the merger are theirs then.
    """

    asked: str
    found: tuple[str, ...]
    newer: bool

    def told(self, rows: Sequence[Row], english: bool = False) -> str:
        """A sentence that says which unit the figures are about.

        Args:
            rows: the answer's rows.
            english: whether it is to be in English.
        """
        own = {str(r.get("locality")) for r in rows}
        labels = list(dict.fromkeys(c.split(",")[0] for c in self.found))
        names = ", ".join(place_words(x, english) for x in ([x for x in labels if x in own] or labels))
        asked = place_words(self.asked, english)
        if english:
            return (
                f" {asked} became part of {names} on 1 July 2025."
                if self.newer
                else f" The figures are for {names}, part of {asked} since 1 July 2025."
            )
        if self.newer:
            return f" Từ ngày 1/7/2025, {asked} thuộc {names}."
        return f" Số liệu là của {names}, từ ngày 1/7/2025 thuộc {asked}."


def merged(place: AskedPlace, table: FactTable) -> Merged | None:
    """What the documents have of a unit that they don't name: what it became, or what it was made of.

    A unit that kept its name (`tỉnh Phú Thọ`) is itself, not what else was merged into it.
    """
    from nlp.gazetteer import gazetteer

    names = gazetteer()
    units = [u for u in names.resolve(place.label) if shadow(u.label) == shadow(place.label)]
    if not units:
        return None
    old = [u for u in units if not u.of_2025]
    kept = {s.uid for u in old if (s := names.successor(u)) is not None}
    for new in (u for u in units if u.of_2025):
        parts = table.later.get(names.canonical(new, "2025-07-01"))
        if parts and new.uid not in kept:
            return Merged(new.label, tuple(sorted(parts)), newer=False)
    if len(old) < len(units):
        return None
    became = {names.canonical(s, "2025-07-01") for u in old if (s := names.successor(u)) is not None}
    known = tuple(c for c in sorted(became) if c in table.place_code)
    return Merged(old[0].label, known, newer=True) if len(known) == 1 else None
