"""Pictures of text, read with Tesseract where it is installed with Vietnamese."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.encodings import decode
from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.readers import Context, Raw

_DPI = 300
_LARGEST_SIDE = 3600  # pixels of a page's longer side: A4 at 300 dots an inch
_PIXELS = 80_000_000
_WRAPPED = re.compile(r"(?<![.!?…:;|\n])\n(?=[a-zà-ỹđ0-9(])")


def read(data: bytes, context: Context) -> Raw:
    """Read one picture (PNG, JPEG, TIFF).

    Raises:
        ReadError: `needs-ocr`, `too-large`, `tool`, `no-text` or `timeout`.
    """
    _installed()
    context.slow()
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "picture")
        picture.write_bytes(data)
        return Raw(_rejoin(_recognise(picture, context.limits)))


def read_pdf(data: bytes, pages: int, context: Context) -> str:
    """Draw the pages of a PDF one by one and read them.

    Raises:
        ReadError: as `read`.
    """
    _installed()
    context.slow()
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "document.pdf")
        document.write_bytes(data)
        for page in range(1, pages + 1):
            target = Path(folder, f"page-{page}")
            command = ["pdftoppm", "-f", str(page), "-l", str(page), "-scale-to", str(_LARGEST_SIDE), "-gray",
                       "-png", "-singlefile", str(document), str(target)]  # fmt: skip
            run(command, context.limits, "pdftoppm")
            picture = target.with_suffix(".png")
            texts.append(_recognise(picture, context.limits))
            picture.unlink()
    return _rejoin("\n\n".join(texts))


def _installed() -> None:
    if shutil.which("tesseract") is None or shutil.which("pdftoppm") is None:
        raise ReadError("needs-ocr")
    found = subprocess.run(
        ["tesseract", "--list-langs"], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=20
    )
    if b"vie" not in found.stdout.split():
        raise ReadError("needs-ocr")


def _recognise(picture: Path, limits: Limits) -> str:
    command = ["tesseract", str(picture), "stdout", "-l", "vie", "--dpi", str(_DPI), "--psm", "3"]
    return decode(run(command, limits, "Tesseract") or b"\n").text.replace("\f", "")


def run(command: Sequence[str], limits: Limits, name: str, env: dict[str, str] | None = None) -> bytes:
    """Run a program without input, in time; what it wrote to standard output.

    Raises:
        ReadError: `tool` when it fails, `timeout`.
    """
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=env,
            timeout=limits.slow_seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ReadError("timeout", limit=f"{limits.slow_seconds:g}") from None
    except OSError as error:
        raise ReadError("tool", format=name, detail=str(error)) from error
    if done.returncode:
        raise ReadError("tool", format=name, detail=done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _rejoin(text: str) -> str:
    """Join the lines of each paragraph; Tesseract puts a blank line between paragraphs."""
    return _WRAPPED.sub(" ", text).strip("\n")
