"""How figures, dates and highlighted words look on a page, in the page's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index import answer_words
from index.fact_parts import own_comparator
from webapp.wording import language


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marked` when it is to be highlighted, `first` on the first one of these."""

    text: str
    marked: bool = False
    first: bool = False


def number(value: float | None) -> str:
    """A number as the page's language writes it: `1.239`, `84,6`; empty for None."""
    return "" if value is None else answer_words.number(value, _english())


def amount(row: dict[str, Any]) -> str:
    """A figure with its comparator, both ends or sides, and its unit: `gần 4.100 đối tượng`."""
    if row.get("value") is None:
        return ""
    before = (row.get("sentence") or "")[: max(0, row.get("start", 0) - (row.get("sentence_start") or 0))]
    return answer_words.quantity(row | {"_said": own_comparator(row, before)}, _english())


def target(row: dict[str, Any]) -> str:
    """The value a result had to reach, in the result's unit."""
    return amount({"value": row.get("target_value"), "unit": row.get("unit")})


def day(iso: str | None) -> str:
    """A date, as exact as it is known: `22/11/2024`, `tháng 11/2024`, `năm 2024`."""
    return answer_words.date(iso, _english()) if iso else ""


def period(edtf: str | None) -> str:
    """A period for people: `6 tháng đầu năm 2024`, `tháng 11/2024`."""
    return answer_words.period(edtf, _english())


def place(row: dict[str, Any]) -> str:
    """The body and the unit that a fact is about."""
    unit = answer_words.place(row.get("locality"), _english())
    body = row.get("organisation") or ""
    if (row.get("locality") or "").lower() in body.lower():  # "ngành Giáo dục huyện Bình Xuyên" names it
        unit = "" if body else unit
    return ", ".join(part for part in (body, unit) if part)


def pieces(text: str, start: int, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """Cut a text that begins at `start` of its document where highlights begin and end.

    Args:
        text: what is shown.
        start: its offset in the document.
        spans: highlights as offsets in the document; what overlaps or has only a blank between is one.

    Example:
        >>> [p.text for p in pieces("đạt 84,6%", 10, [(14, 18)])]
        ['đạt ', '84,6', '%']
    """
    out: list[Piece] = []
    at, any_marked = 0, False
    for first, last in _joined(text, start, spans):
        if first > at:
            out.append(Piece(text[at:first]))
        out.append(Piece(text[first:last], marked=True, first=not any_marked))
        at, any_marked = last, True
    if at < len(text):
        out.append(Piece(text[at:]))
    return out


def _joined(text: str, start: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The highlights in the text that is shown, in its own offsets, apart from each other."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        first, last = max(first - start, 0), min(last - start, len(text))
        if first >= last:
            continue
        if out and not text[out[-1][1] : first].strip(" "):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _english() -> bool:
    return language() == "en"
