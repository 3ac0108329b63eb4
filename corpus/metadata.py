"""What is known about a document beside its text, and which of several sources wins."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from corpus.datelines import published
from corpus.errors import ReadError
from corpus.headlines import headline
from nlp.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of a Document that are not its text; unknown ones are None.

    `published` is an ISO date, a month or a year.
    """

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None

    @classmethod
    def given(cls, fields_given: Mapping[str, Any], source: str = "") -> "Metadata":
        """Make it from what a person gave (options, a row of a sheet): trimmed, dates checked.

        Raises:
            ReadError: `bad-date` when `published` is no date.
        """
        clean = {name: _clean(fields_given.get(name)) for name in FIELDS}
        if clean["published"] is not None:
            clean["published"] = iso_date(clean["published"], source)
        return cls(**clean)

    def over(self, other: "Metadata") -> "Metadata":
        """This one, its gaps filled from `other`."""
        gaps = {name: getattr(other, name) for name in FIELDS if getattr(self, name) is None}
        return replace(self, **gaps)


FIELDS = tuple(f.name for f in fields(Metadata))
UNKNOWN = Metadata()


def _clean(value: Any) -> str | None:
    text = " ".join(str(value).split()) if value is not None else ""
    return text or None


_DATE = re.compile(
    r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?"
    r"|(?:(?P<d2>\d{1,2})[-/.])?(?P<m2>\d{1,2})[-/.](?P<y2>\d{4})"
)


def iso_date(text: str, source: str = "") -> str:
    """Bring a date as people write it into ISO form, as exact as it is: day, month or year.

    Raises:
        ReadError: `bad-date`.

    Example:
        >>> iso_date("22/11/2024"), iso_date("11/2024"), iso_date("2024")
        ('2024-11-22', '2024-11', '2024')
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ReadError("bad-date", source, detail=text)
    year, month, day = (match[a] or match[b] for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2")))
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ReadError("bad-date", source, detail=text) from None
    return checked.isoformat()[: 10 if day else 7 if month else 4]


def document(text: str, source: str, metadata: Metadata) -> Document:
    """Put text and metadata together; `text` must be stored text already."""
    return Document(text=text, source=source, **asdict(metadata))


def complete(said: Metadata, text: str) -> Metadata:
    """What the format says, completed from the text: the head of a directive, else a headline.

    The head is surer than the properties of an office file; but a web page tells about itself, so
    what it says wins. The date is only ever one that is written in one of the two.
    """
    head = from_head(text)
    is_page = said.url or said.published or said.publisher
    if head is None:
        day = None if is_page else published(text, date.today())
        return said.over(Metadata(title=headline(text), published=day))
    return said.over(head) if is_page else head.over(said)


def from_head(text: str) -> Metadata | None:
    """What the head of a directive says; None when the text has no such head."""
    from nlp.head import read_head  # brings the gazetteer with it

    head = read_head(text)
    if head is None:
        return None
    try:
        day = iso_date(head.date) if head.date else None
    except ReadError:
        day = None  # the 31st of February
    return Metadata(
        title=_clean(head.title), published=day, number=head.number, symbol=head.symbol, issuer=head.issuer
    )
