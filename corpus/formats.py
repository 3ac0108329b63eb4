"""Which format something is in: by what it contains first, by its suffix second."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from corpus.errors import ReadError

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx",
    ".pdf": "pdf",
    ".doc": "doc", ".rtf": "rtf", ".odt": "odt",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image",
}  # fmt: skip
ARCHIVES = {
    ".zip": "zip", ".tar": "tar", ".tar.gz": "tar", ".tgz": "tar", ".tar.bz2": "tar", ".tbz2": "tar",
    ".tar.xz": "tar", ".txz": "tar",
}  # fmt: skip
_TYPES = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/msword": "doc", "application/rtf": "rtf", "text/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt",
    "image/png": "image", "image/jpeg": "image", "image/tiff": "image",
}  # fmt: skip
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"GIF8", "gif"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|meta|title|h1|p)[\s/>]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def suffix_of(name: str) -> str:
    """The suffix that tells the format, small, `.tar.gz` as one; empty when there is none."""
    low = PurePosixPath(name.replace("\\", "/")).name.lower()
    double = "".join(PurePosixPath(low).suffixes[-2:])
    return double if double in ARCHIVES else PurePosixPath(low).suffix


def archive_kind(name: str) -> str | None:
    """`zip` or `tar` when the name is that of an archive that can be read member by member."""
    return ARCHIVES.get(suffix_of(name))


def readable(name: str) -> bool:
    """Whether a file of that name is worth opening; names without a suffix are."""
    suffix = suffix_of(name)
    return not suffix or suffix in SUFFIXES


def sniff(data: bytes, name: str = "", content_type: str = "") -> str:
    """Tell the format of `data`.

    Args:
        data: the whole file.
        name: its name; the suffix decides only where the content doesn't.
        content_type: what a web server called it; decides like a suffix.

    Returns:
        text, html, docx, pdf, doc, rtf, odt or image.

    Raises:
        ReadError: `empty`, `password`, `archive`, `broken` or `unsupported`.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadError("empty")
    said = _TYPES.get(content_type.partition(";")[0].strip().lower()) or SUFFIXES.get(suffix_of(name))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, said)
    if data.startswith(_OLE):
        return _ole(data)
    for magic, found in _MAGIC:
        if data.startswith(magic):
            if found in ("rtf", "image"):
                return found
            if found in ("gzip", "bzip2", "xz"):
                raise ReadError("archive", format=".tar.gz")
            raise ReadError("unsupported", format=found.upper())
    if said in ("pdf", "docx", "odt", "image"):
        # These formats have a signature, and it isn't there: the name is wrong or the file cut off.
        if not _texty(data):
            raise ReadError("broken", format=said.upper())
    elif said == "html":
        return "html"
    return "html" if _HTML.search(data[:4096].replace(b"\0", b"")) else "text"


def _texty(data: bytes) -> bool:
    head = data[:4096]
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or not any(b < 9 or 13 < b < 27 for b in head)


def _zipped(data: bytes, said: str | None) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            if "mimetype" in names and b"opendocument.text" in data[:200]:
                return "odt"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ReadError("broken", format="DOCX/ZIP") from None
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise ReadError("unsupported", format="XLSX/PPTX")
    if said in ("docx", "odt") or any(name.startswith("word/") for name in names):
        raise ReadError("broken", format=(said if said == "odt" else "docx").upper())
    raise ReadError("archive", format=".zip")


def _ole(data: bytes) -> str:
    """Old Office files: a Word document, an encrypted package (a DOCX with password), or others."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("password")
    if "WordDocument".encode("utf-16-le") not in data:
        raise ReadError("unsupported", format="Office cũ (XLS, PPT)")
    # The file information block begins with A5EC; bit 8 of the word at offset 10 says encrypted.
    for at in range(512, min(len(data) - 12, 1_000_000), 512):
        if data[at : at + 2] == b"\xec\xa5":
            if data[at + 11] & 0x01:
                raise ReadError("password")
            break
    return "doc"
