"""Formats that other programs read: LibreOffice for old Office files, Tesseract for scans."""

import io
import shutil
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from made_files import docx, old_word, pdf
from test_encodings import written

from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.reading import ReadOptions, Source, read_source
from corpus.sandbox import Sandbox

SENTENCE = "Năm 2024, huyện Lập Thạch đạt 84,6% so với chỉ tiêu được giao."

office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
ocr = pytest.mark.skipif(
    shutil.which("tesseract") is None
    or shutil.which("pdftoppm") is None
    or b"vie" not in subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False).stdout,
    reason="Tesseract with Vietnamese or poppler is not installed",
)


@pytest.mark.parametrize("name", ["a.doc", "a.pdf"])
def test_without_the_programs_the_error_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    data = old_word() if name == "a.doc" else pdf([], picture=True)
    with pytest.raises(ReadError) as caught:
        read_source(Source(name, data), ReadOptions())
    assert caught.value.kind == ("needs-office" if name == "a.doc" else "needs-ocr")
    assert "hãy cài" in caught.value.message


@office
def test_rtf_goes_through_libreoffice_in_the_sandbox(tmp_path: Path) -> None:
    letters = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in SENTENCE)
    with Sandbox() as sandbox:
        document = sandbox.read(Source("a.rtf", b"{\\rtf1\\ansi " + letters.encode() + b"\\par}"))
    assert document.text == SENTENCE


@office
@pytest.mark.long
def test_an_old_doc_with_legacy_fonts_is_read(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(docx(written(SENTENCE, "tcvn3").decode("latin-1"), font=".VnTime"))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "doc",
         "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with Sandbox() as sandbox:
        assert sandbox.read(tmp_path / "a.doc").text == SENTENCE


@ocr
@pytest.mark.long
def test_a_scan_is_read_by_ocr(tmp_path: Path) -> None:
    drawing = pytest.importorskip("PIL.ImageDraw")
    image, font = pytest.importorskip("PIL.Image"), pytest.importorskip("PIL.ImageFont")
    found = list(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))
    if not found:
        pytest.skip("no font with Vietnamese letters")
    picture = image.new("L", (1800, 300), 255)
    drawing.Draw(picture).text(
        (60, 100), "Huyện Lập Thạch đạt 84,6%", font=font.truetype(str(found[0]), 60), fill=0
    )
    for form in ("PNG", "PDF"):
        out = io.BytesIO()
        picture.save(out, form, resolution=150)
        with Sandbox(Limits(seconds=30)) as sandbox:
            assert (
                "Huyện Lập Thạch đạt 84,6%" in sandbox.read(Source(f"a.{form.lower()}", out.getvalue())).text
            )


ODT = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text><text:p>SENTENCE<draw:frame
 draw:name="i" text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="ADDRESS"
 xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text>
</office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest manifest:version="1.2"
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry
 manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


@office
def test_libreoffice_fetches_nothing_that_a_document_links_to() -> None:
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append("somebody came")

    with HTTPServer(("127.0.0.1", 0), Trap) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        content = ODT.replace("ADDRESS", f"http://127.0.0.1:{server.server_port}/x.png")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr("content.xml", content.replace("SENTENCE", SENTENCE))
            package.writestr("META-INF/manifest.xml", MANIFEST)
        with Sandbox() as sandbox:
            assert sandbox.read(Source("a.odt", out.getvalue())).text == SENTENCE
        server.shutdown()
        thread.join()
    assert asked == []
