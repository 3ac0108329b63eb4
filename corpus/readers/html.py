"""Web pages: the article without menus, and what the page says about itself."""

import re
from typing import Any

from corpus.encodings import decode, unmask
from corpus.errors import ReadError
from corpus.metadata import Metadata, iso_date
from corpus.readers import Context, Raw
from corpus.readers.tables import table_text

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEADLINE = re.compile(r"(?is)<(?:title|h1)\b[^>]{0,500}>.{0,1000}?</(?:title|h1)>")
_DATE = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}|tháng\s*\d")
_DATES: dict[str, Any] = {"original_date": True, "extensive_search": False}


def read(data: bytes, context: Context) -> Raw:
    """Take the article out of a page; paragraphs, headings and items stand between blank lines.

    Raises:
        ReadError: `binary` or `no-text`.
    """
    import trafilatura  # half a second to import

    said = _META_CHARSET.search(data[:8192])
    page = decode(data, said[1].decode("ascii") if said else context.charset).text
    options: dict[str, Any] = {
        "url": context.url,
        "with_metadata": True,
        "include_comments": False,
        "include_tables": True,
        "date_extraction_params": _DATES,
    }
    # Given a string, trafilatura fetches nothing.
    found: Any = trafilatura.bare_extraction(page, **options)
    if found is None or found.body is None or not _text(found.body):
        found = trafilatura.bare_extraction(page, favor_recall=True, **options)
    text = _text(found.body) if found is not None and found.body is not None else ""
    if not text:
        text = _all_text(page)
    if not text:
        raise ReadError("no-text")
    return Raw(unmask(text), _metadata(found, page, context) if found is not None else Metadata())


def _metadata(found: Any, page: str, context: Context) -> Metadata:
    url = found.url if found.url and found.url.startswith(("http://", "https://")) else context.url
    return Metadata(
        title=_line(found.title),
        published=_day(found.date, page),
        publisher=_line(found.sitename),
        author=_line(found.author),
        url=_line(url),
    )


def _line(value: str | None) -> str | None:
    return " ".join(unmask(value).split()) or None if value else None


def _day(value: str | None, page: str) -> str | None:
    """The day the page was published; a day that only its headline speaks of is none."""
    if value and any(_DATE.search(headline) for headline in _HEADLINE.findall(page)):
        from htmldate import find_date

        value = find_date(_HEADLINE.sub("", page), **_DATES)
    try:
        return iso_date(value) if value else None
    except ReadError:
        return None


def _text(body: Any) -> str:
    return "\n\n".join(block for block in _blocks(body) if block.strip())


def _blocks(body: Any) -> list[str]:
    """The blocks of trafilatura's tree in order: paragraphs, headings, items, tables."""
    blocks: list[str] = []
    loose: list[str] = [body.text or ""]

    def settle() -> None:
        blocks.append(_clean("".join(loose)))
        loose.clear()

    for child in body:
        if child.tag in ("hi", "ref", "lb", "del"):
            loose.append("\n" if child.tag == "lb" else _inline(child))
        elif child.tag == "list":
            settle()
            ordered = child.get("rend") == "ol"
            items = [text for item in child.iter("item") if (text := _clean(_inline(item)))]
            blocks.append("\n".join(f"{f'{n}.' if ordered else '-'} {t}" for n, t in enumerate(items, 1)))
        elif child.tag == "table":
            settle()
            rows = [[_clean(_inline(cell)) for cell in row.iter("cell")] for row in child.iter("row")]
            blocks.append(table_text(rows))
        else:
            settle()
            nested = any(part.tag in ("p", "list", "table", "head") for part in child)
            blocks.extend(_blocks(child) if nested else [_clean(_inline(child))])
        loose.append(child.tail or "")
    settle()
    return blocks


def _inline(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag != "list" or element.tag != "item":
            parts.append(_inline(child) + (" " if child.tag in ("p", "cell", "item") else ""))
        parts.append(child.tail or "")
    return "".join(parts)


def _clean(text: str) -> str:
    """Single blanks; a line break stays only where the page asked for one."""
    return "\n".join(line for part in text.split("\n") if (line := _BLANKS.sub(" ", part).strip(" ")))


def _all_text(page: str) -> str:
    """Everything a small page shows, when there is no article in it."""
    from lxml import etree, html

    try:
        tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    for waste in tree.xpath("//script|//style|//noscript|//template|//nav|//title|//head"):
        waste.drop_tree()
    for element in tree.iter("p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "section", "td", "th"):
        element.tail = "\n\n" + (element.tail or "")
    parts = [_BLANKS.sub(" ", part).strip() for part in tree.text_content().split("\n\n")]
    return "\n\n".join(part for part in parts if part)
