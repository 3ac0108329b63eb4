"""Which way something went, as a sentence with the words that tell it."""

import re

from index.answer_candidates import Weighing
from index.answer_direction import HELD, TURN, Way
from index.answer_words import capital, quantity, source, state, subject, where_when
from index.facttable import Row
from nlp.shadow import shadow


def way_words(w: Weighing, way: Way) -> str:
    """What tells a way, as a sentence."""
    english, row = w.q.english, way.rows[0]
    if way.told == "numbers":
        said = "; ".join(state(w.table, r, w.q, False).rstrip(".") for r in way.rows)
        return f"{said} ({source(w.table, row, english)})."
    base = way.rows[1] if len(way.rows) > 1 and way.rows[1].get("unit") != row.get("unit") else None
    head = where_when(base or row, english)
    turn = (
        (("up" if way.up else "down") if english else ("tăng" if way.up else "giảm"))
        if way.up is not None
        else ""
    )
    if row.get("unit") == "bậc" and not english:
        turn = "lên" if way.up else "xuống"
    if way.told == "held":
        said = f"{subject(row, english)} {quantity(row, english)}, “{_verbatim(w, row)}”"
    elif way.told == "share":
        said = f"{subject(base or row, english)} {quantity(base, english) + ', ' if base else ''}"
        lead, of = ("", "of ") if english else ("bằng ", "")
        said += f"{lead}{quantity(row, english)} {of}“{_verbatim(w, row)}”"
    elif base is not None:
        said = f"{subject(base, english)} {quantity(base, english)}, {turn} {quantity(row, english)}"
    else:
        words = subject(row, english)
        named = TURN.search(shadow(words)) is not None
        said = f"{words}{':' if named else ' ' + turn} {quantity(row, english)}"
    return f"{capital(head)}{': ' if head else ''}{said} ({source(w.table, row, english)})."


def _verbatim(w: Weighing, row: Row) -> str:
    """The words behind a number, up to the next sign."""
    text = w.table.sources[row["doc"]].text[row["end"] : row["end"] + 120].lstrip(" %,")
    held = HELD.search(shadow(text))
    return re.split(r"[,;.\n](?!\d)", text[held.start() if held else 0 :])[0].strip()
