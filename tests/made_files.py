"""Files made for the tests: documents of each format from a few lines of text, and damaged ones."""

import io
import tarfile
import zipfile
from collections.abc import Sequence

import docx as python_docx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Placed = tuple[float, float, float, str]


def docx(*paragraphs: str, font: str | None = None) -> bytes:
    """A DOCX with one run a paragraph."""
    document = python_docx.Document()
    for text in paragraphs:
        run = document.add_paragraph().add_run(text)
        if font:
            run.font.name = font
    return saved(document)


def saved(document: python_docx.document.Document) -> bytes:
    """The bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(package: bytes, name: str, body: bytes) -> bytes:
    """The package with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, body if entry == name else old.read(entry))
    return out.getvalue()


def pdf(*pages: Sequence[Placed], encrypt: bool = False, picture: bool = False) -> bytes:
    """A PDF with a text layer: pages of (x, y from below, size, text) on A4, any letters.

    The font is a frame without outlines: codes are UTF-16 units, every letter is half an em wide.
    """
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(
            f"{min(100, 256 - at)} beginbfrange\n"
            + "".join(
                f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n" for high in range(at, min(at + 100, 256))
            )
            + "endbfrange\n"
            for at in range(0, 256, 100)
        )
        + "endcmap end end"
    ).encode()
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(cmap),
        6: b"<< /Type /FontDescriptor /FontName /Made /Flags 4 /Ascent 800 /Descent -200"
        b" /FontBBox [0 -200 1000 800] /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
        7: _stream(b"\0", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
                   b" /BitsPerComponent 8"),
    }  # fmt: skip
    extra = b"/XObject << /I 7 0 R >>" if picture else b""
    for n, page in enumerate(pages):
        drawn = "".join(
            f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in page
        )
        objects[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> "
            + extra
            + b" >> /Contents %d 0 R >>" % (11 + 2 * n)
        )
        objects[11 + 2 * n] = _stream(
            drawn.encode() + (b"q 500 0 0 700 50 50 cm /I Do Q" if picture else b"")
        )
    trailer = b"/Root 1 0 R"
    if encrypt:
        objects[8] = (
            b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
        )
        trailer += b" /Encrypt 8 0 R /ID [<00> <00>]"
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    last = max(places)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        found = number in places
        out += b"%010d %05d %s \n" % (places.get(number, 0), 0 if found else 65535, b"n" if found else b"f")
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start)
    return bytes(out)


def _stream(body: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), entries, body)


def page(*lines: str, top: float = 760, left: float = 72, size: float = 12) -> list[Placed]:
    """Lines one below the other, to be a page of `pdf`."""
    return [(left, top - n * size * 1.3, size, line) for n, line in enumerate(lines)]


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    """A TAR archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """The ZIP with its members marked as encrypted."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def old_word(encrypted: bool = False) -> bytes:
    """What an old DOC looks like at its beginning."""
    block = bytearray(2048)
    block[0:2] = b"\xec\xa5"
    block[11] = 0x01 if encrypted else 0
    return OLE + bytes(504) + bytes(block) + "WordDocument".encode("utf-16-le") + bytes(512)
