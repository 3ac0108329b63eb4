"""What a table of facts is made of: documents, labels, chains of places."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from nlp.document import Document
from nlp.question_places import TYPES, name_of

Row = dict[str, Any]
K = TypeVar("K")
KINDS = {"figure": "figures", "directive": "directives", "statement": "statements", "locality": "mentions"}
"""The kinds of facts, and what a table calls its facts of each."""
_COMPARATOR = re.compile(
    r"(?<!\w)(xấp xỉ|khoảng|ước đạt|ước|gần|chưa đến|chưa đầy|trên|hơn|dưới|tối thiểu|ít nhất"
    r"|tối đa|không quá)\s+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer needs of a document; `title` is None when it has none."""

    id: str
    text: str
    source: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None


def own_comparator(row: Row, before: str) -> str | None:
    """The document's own word for "about", "nearly", "over"…, right before the numeral.

    Args:
        row: the figure.
        before: the words before it.
    """
    if row.get("comparator") in (None, "exact"):
        return None
    match = _COMPARATOR.search(before)
    return match[1].lower() if match else None


_LATER = re.compile(r"[^.;\n]{0,24}?, ?(tăng|giảm)(?!\w)", re.I)


def label_of(row: Row, text: str) -> str:
    """A figure's indicator without the verb of the next clause (`12 vụ, giảm một nửa` is no decrease)."""
    label = str(row.get("indicator") or "")
    later = _LATER.match(text[row["end"] : row["end"] + 40])
    return label.removesuffix(later[1].lower()).rstrip() if later else label


def level_of(chain: str) -> str:
    """The administrative level that a unit's type word says; a city without parents is a province's.

    Example:
        >>> level_of("huyện Lập Thạch, tỉnh Vĩnh Phúc")
        'district'
    """
    kind, _ = name_of(chain.split(",")[0].strip())
    level = TYPES.get(kind or "", "")
    return "province" if kind == "thành phố" and "," not in chain else level


def grouped(keys: Iterable[K]) -> dict[K, list[int]]:
    """Where each key stands, in order."""
    out: dict[K, list[int]] = {}
    for i, key in enumerate(keys):
        out.setdefault(key, []).append(i)
    return out


def source_of(document: Document | Mapping[str, Any]) -> Source:
    names = [f for f in Source.__slots__ if f != "id"]
    if isinstance(document, Document):
        return Source(id=document.id, **{n: getattr(document, n) for n in names})
    given = {n: document.get(n) for n in names}
    return Source(id=str(document["id"]), **given)  # type: ignore[arg-type]


def chains_told(mentions: Iterable[Row], facts: Iterable[Row]) -> dict[tuple[str, str], str]:
    """(document, label) → chain; under document "" what any document tells."""
    out: dict[tuple[str, str], str] = {}
    for row in mentions:
        chain = row["canonical"]
        label = chain.split(",")[0].strip()
        for key in ((row["doc"], label), ("", label)):
            if key not in out or len(chain) > len(out[key]):
                out[key] = chain
    for row in facts:
        if row.get("locality") and row.get("locality_canonical") and ";" not in row["locality"]:
            out.setdefault((row["doc"], row["locality"]), row["locality_canonical"])
    return out
