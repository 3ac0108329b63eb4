"""What DOCX keeps apart from the text: fonts that come from styles, and the labels of list items."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import qn

_VAL = qn("w:val")


def _value(parent: Any, *path: str) -> str | None:
    """The `w:val` at the end of a path of tags, None when there is none."""
    for tag in path:
        parent = parent.find(qn(tag)) if parent is not None else None
    return parent.get(_VAL) if parent is not None else None


def _fonts(properties: Any) -> str | None:
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    if fonts is None:
        return None
    name: str | None = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
    return name


class Styles:
    """Fonts and numbering as styles give them, each following what it is based on."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._all = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        defaults = root.find(qn("w:docDefaults"))
        run = defaults.find(qn("w:rPrDefault")) if defaults is not None else None
        self._default_font = _fonts(run.find(qn("w:rPr"))) if run is not None else None
        self._default = next(
            (
                key
                for key, style in self._all.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
            ),
            None,
        )

    def of_paragraph(self, paragraph: Any) -> str | None:
        """The id of a paragraph's style."""
        return _value(paragraph, "w:pPr", "w:pStyle") or self._default

    def name(self, style: str | None) -> str:
        """The name of a style as people see it."""
        found = self._all.get(style)
        return (_value(found, "w:name") or "") if found is not None else ""

    def font(self, run: Any, paragraph_style: str | None) -> str | None:
        """The font of a run: its own, its style's, its paragraph's, the document's."""
        own = run.find(qn("w:rPr"))
        found = _fonts(own)
        if found is None and own is not None:
            found = self._style_font(_value(own, "w:rStyle"))
        return found or self._style_font(paragraph_style) or self._default_font

    def hidden(self, run: Any) -> bool:
        """Whether a run is not shown."""
        mark = run.find(qn("w:rPr") + "/" + qn("w:vanish"))
        return mark is not None and mark.get(_VAL) not in ("0", "false", "off")

    def numbering(self, style: str | None) -> Any:
        """The numbering that a paragraph style brings, None without."""
        for element in self._chain(style):
            properties = element.find(qn("w:pPr"))
            found = properties.find(qn("w:numPr")) if properties is not None else None
            if found is not None:
                return found
        return None

    def _style_font(self, style: str | None) -> str | None:
        return next((font for e in self._chain(style) if (font := _fonts(e.find(qn("w:rPr"))))), None)

    def _chain(self, style: str | None) -> list[Any]:
        chain: list[Any] = []
        seen: set[str] = set()
        while style is not None and style in self._all and style not in seen:
            seen.add(style)
            chain.append(self._all[style])
            style = _value(self._all[style], "w:basedOn")
        return chain


class Labels:
    """Counts list items and writes their labels: `-`, `1.`, `a)`, `II.1.`."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._abstract: dict[str, str] = {}
        self._restart: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._met: set[str] = set()
        try:
            root = document.part.part_related_by(REL.NUMBERING).element
        except (KeyError, AttributeError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            self._levels[abstract.get(qn("w:abstractNumId"))] = {
                int(level.get(qn("w:ilvl"))): (
                    int(_value(level, "w:start") or 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                )
                for level in abstract.findall(qn("w:lvl"))
            }
        for number in root.findall(qn("w:num")):
            key = number.get(qn("w:numId"))
            self._abstract[key] = _value(number, "w:abstractNumId") or ""
            self._restart[key] = {
                int(override.get(qn("w:ilvl"))): int(start)
                for override in number.findall(qn("w:lvlOverride"))
                if (start := _value(override, "w:startOverride")) is not None
            }

    def next(self, paragraph: Any, style: str | None) -> str:
        """The label of a paragraph, empty when it is no list item; call once each, in order."""
        own = paragraph.find(qn("w:pPr") + "/" + qn("w:numPr"))
        numbering = own if own is not None else self._styles.numbering(style)
        if numbering is None:
            return ""
        inherited = self._styles.numbering(style)
        key = _value(numbering, "w:numId") or (
            _value(inherited, "w:numId") if inherited is not None else None
        )
        level = int(_value(numbering, "w:ilvl") or 0)
        abstract = self._abstract.get(key or "", "")
        levels = self._levels.get(abstract, {})
        if key is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if key not in self._met:
            self._met.add(key)
            for at, start in self._restart[key].items():
                counts[at] = start - 1
        counts[level] = counts.get(level, levels[level][0] - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._write(levels, counts, level)

    def _write(self, levels: dict[int, tuple[int, str, str]], counts: dict[int, int], level: int) -> str:
        _start, form, text = levels[level]
        if form == "bullet":
            return "-"
        for at in range(9):
            if f"%{at + 1}" in text and at in levels:
                count = counts.get(at, levels[at][0])
                text = text.replace(f"%{at + 1}", ordinal(count, levels[at][1]))
        return text.strip()


def ordinal(count: int, form: str) -> str:
    """A counter as a list writes it.

    Example:
        >>> ordinal(4, "lowerRoman"), ordinal(28, "upperLetter"), ordinal(3, "decimal")
        ('iv', 'BB', '3')
    """
    if form in ("none", "bullet") or not 0 < count < 5000:
        return "" if form in ("none", "bullet") else str(count)
    if form.endswith("Letter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman"):
        signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                 (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
        written = ""
        for worth, sign in signs:
            written += sign * (count // worth)
            count %= worth
        return written.upper() if form.startswith("upper") else written
    return f"{count:02}" if form == "decimalZero" else str(count)
