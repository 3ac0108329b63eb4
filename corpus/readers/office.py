"""DOC, RTF and ODT, turned into DOCX by LibreOffice where it is installed."""

import os
import shutil
import tempfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers import Context, Raw, docx
from corpus.readers.scan import run

# No macros, no pictures or links fetched from elsewhere, whatever the document asks for.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_NOWHERE = "http://127.0.0.1:9"


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
        profile = _profile(Path(folder, "profile"))
        made = Path(folder, "out", "document.docx")
        command = [
            *(program, "--headless", "--norestore", "--nolockcheck"),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(given)),
        ]
        run(command, context.limits, "LibreOffice", env=_environment(folder))
        if not made.exists():
            raise ReadError("tool", format="LibreOffice", detail="no output")
        converted = made.read_bytes()
    return docx.read(converted, context)


def _profile(folder: Path) -> Path:
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder


def _environment(folder: str) -> dict[str, str]:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)
    return os.environ | proxies | {"HOME": folder, "no_proxy": "", "NO_PROXY": ""}
