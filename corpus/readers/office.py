"""DOC, RTF and ODT, turned into DOCX by LibreOffice where it is installed."""

import os
import shutil
import tempfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers import Context, Raw, docx
from corpus.readers.scan import run


def read(data: bytes, context: Context) -> Raw:
    """Convert in a directory and with a profile of its own, then read the DOCX.

    Raises:
        ReadError: `needs-office`, `tool`, `timeout` or what the DOCX reader raises.
    """
    kind = "rtf" if data.startswith(b"{\\rtf") else "odt" if data.startswith(b"PK") else "doc"
    if kind == "odt":
        docx.check_package(data, context.limits)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError("needs-office", format=kind.upper())
    context.slow()
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, f"document.{kind}")
        given.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        made = Path(folder, "out", "document.docx")
        command = [program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}",
                   "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(given)]  # fmt: skip
        run(command, context.limits, "LibreOffice", env=os.environ | {"HOME": folder})
        if not made.exists():
            raise ReadError("tool", format="LibreOffice", detail="no output")
        converted = made.read_bytes()
    return docx.read(converted, context)
