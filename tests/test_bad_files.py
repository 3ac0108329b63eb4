"""Files that can't be read: one line each that says what is wrong, and nothing worse, ever."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import OLE, docx, locked, old_word, page, pdf, tarred, with_part, zipped

from corpus import reading
from corpus.errors import MESSAGES, ReadError
from corpus.limits import Limits
from corpus.reading import ReadOptions, Source, load, read_source
from corpus.sandbox import Sandbox

SENTENCE = "Năm 2024, huyện Lập Thạch đạt 84,6% so với chỉ tiêu được giao."
DOCX = docx(SENTENCE, *(f"Đoạn {n}: {SENTENCE}" for n in range(40)))
PDF = pdf(page(SENTENCE), page(SENTENCE))
NOISE = random.Random(1).randbytes(5000)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&c;</w:document>'
)
PARTS = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'

BAD: list[tuple[str, str, bytes, str]] = [
    ("an empty file", "a.txt", b"", "empty"),
    ("a byte order mark and nothing else", "a.txt", b"\xef\xbb\xbf", "empty"),
    ("blanks", "a.docx", b" \r\n\t\n", "empty"),
    ("zeros", "a.pdf", bytes(1000), "empty"),
    ("punctuation only", "a.txt", b"--- *** ...", "no-text"),
    ("noise called text", "a.txt", NOISE, "binary"),
    ("noise called a page", "a.html", NOISE, "binary"),
    ("noise called DOCX", "a.docx", NOISE, "broken"),
    ("noise called PDF", "a.pdf", NOISE, "broken"),
    ("noise called a picture", "a.png", NOISE, "broken"),
    ("a program", "a.txt", b"\x7fELF\x02\x01\x01" + bytes(9) + NOISE, "binary"),
    ("a DOCX cut off", "a.docx", DOCX[: len(DOCX) // 2], "broken"),
    ("a DOCX whose text is cut off", "a.docx", with_part(DOCX, "word/document.xml", PARTS + b"<w:p>"),
     "broken"),
    ("a DOCX without its list of parts", "a.docx", zipped({"word/document.xml": PARTS}), "broken"),
    ("a DOCX without its text", "a.docx", zipped({"[Content_Types].xml": b"<x/>"}), "broken"),
    ("a DOCX without its text, by another name", "a", zipped({"word/styles.xml": b"<x/>"}), "broken"),
    ("an ODT without its kind", "a.odt", zipped({"content.xml": b"<x/>"}), "broken"),
    ("a DOCX with a password", "a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
     "password"),
    ("a DOCX packed with a password", "a.docx", locked(DOCX), "password"),
    ("a DOCX that unpacks to far more", "a.docx",
     with_part(DOCX, "word/document.xml", PARTS + bytes(30_000_000)), "bomb"),
    ("a DOCX with entities", "a.docx", with_part(DOCX, "word/document.xml", LAUGHS), "xml-bomb"),
    ("a DOCX nested too deep", "a.docx",
     with_part(DOCX, "word/document.xml", PARTS + b"<w:p>" * 5000 + b"</w:p>" * 5000), "broken"),
    ("a DOCX without text", "a.docx", docx(""), "no-text"),
    ("a PDF cut off", "a.pdf", PDF[: len(PDF) // 2], "broken"),
    ("a PDF with nothing in it", "a.pdf", b"%PDF-1.7\n%%EOF\n", "broken"),
    ("a PDF with a password", "a.pdf", pdf(page(SENTENCE), encrypt=True), "password"),
    ("a PDF without text", "a.pdf", pdf([]), "no-text"),
    ("an old DOC with a password", "a.doc", old_word(encrypted=True), "password"),
    ("an old workbook", "a.doc", OLE + bytes(600) + "Workbook".encode("utf-16-le"), "unsupported"),
    ("a workbook called DOCX", "a.docx", zipped({"xl/workbook.xml": b"<x/>"}), "unsupported"),
    ("an archive called text", "a.txt", zipped({"a.txt": b"x"}), "archive"),
    ("a compressed archive called text", "a.txt", tarred({"a.txt": b"x"}), "archive"),
    ("an archive of a kind we don't know", "a.zip", b"Rar!\x1a\x07\x00" + NOISE, "unsupported"),
    ("a moving picture", "a.txt", b"GIF89a" + NOISE, "unsupported"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_content_is_told_by_its_kind(name: str, data: bytes, kind: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(Source(name, data), ReadOptions())
    assert caught.value.kind == kind
    assert caught.value.source == name


def pipe(path: Path) -> None:
    os.mkfifo(path)


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 2**20)  # takes no room on the disk


def link(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda path: None, "missing"),
        (lambda path: path.mkdir(), "directory"),
        (pipe, "not-a-file"),  # opening it must not wait for a writer
        (large, "too-large"),
        (link, "unreadable"),  # a link to itself
    ],
)
def test_bad_paths_are_told_by_their_kind(tmp_path: Path, make: Callable[[Path], None], kind: str) -> None:
    path = tmp_path / "báo cáo.txt"
    make(path)
    with pytest.raises(ReadError) as caught:
        read_source(Source(str(path)), ReadOptions())
    assert (caught.value.kind, caught.value.source) == (kind, str(path))


def test_a_file_we_may_not_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*args: object, **options: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading.os, "open", denied)
    with pytest.raises(ReadError) as caught:
        load(str(tmp_path / "a.txt"))
    assert caught.value.kind == "permission"


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(ReadError) as caught:
        load("a\0b.txt")
    assert caught.value.kind == "unreadable"


def test_too_much_text_is_told() -> None:
    with pytest.raises(ReadError) as caught:
        read_source(Source("a.txt", b"word " * 1000), ReadOptions(limits=Limits(text=1000)))
    assert caught.value.kind == "too-long"


def test_one_sandbox_survives_them_all_and_still_reads() -> None:
    with Sandbox() as sandbox:
        worker = None
        for what, name, data, kind in BAD:
            with pytest.raises(ReadError) as caught:
                sandbox.read(Source(name, data))
            assert caught.value.kind == kind, what
            worker = worker or sandbox.pid
        assert sandbox.read(Source("a.docx", DOCX)).text.startswith(SENTENCE)
        assert sandbox.pid == worker  # none of them needed the process to be ended


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_message_is_one_line_with_the_way_out(kind: str) -> None:
    error = ReadError(kind, "a.txt", detail="một\nhai", limit="64 MB", format="DOCX")
    assert "\n" not in str(error)
    assert str(error).startswith("a.txt: ")
    assert "{" not in error.message
    assert "hãy" in error.message or "chỉ đọc" in error.message
    assert not error.message.endswith(".")


def test_errors_travel_between_processes() -> None:
    import pickle

    error = ReadError("too-large", "a.txt", limit="64 MB")
    for copy in (pickle.loads(pickle.dumps(error)), ReadError.from_json(error.as_json())):
        assert (copy.kind, copy.source, copy.message) == (error.kind, error.source, error.message)
    assert ReadError.from_json({"kind": "no such kind"}).kind == "failed"


NAMES = st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.doc", "a.png", "a.xyz", "a"])


def document_or_error(name: str, data: bytes) -> None:
    try:
        found = read_source(Source(name, data), ReadOptions())
    except ReadError as error:
        assert error.source == name  # noqa: PT017
    else:
        assert found.text.strip()
        assert found == read_source(Source(name, data), ReadOptions())


@pytest.fixture(scope="module", autouse=True)
def without_other_programs() -> Iterator[None]:
    """LibreOffice and Tesseract would be started hundreds of times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shutil.which", lambda program: None)
        yield


@settings(deadline=None, max_examples=150)
@given(NAMES, st.binary(max_size=600))
def test_any_bytes_give_a_document_or_an_error(name: str, data: bytes) -> None:
    document_or_error(name, data)


@settings(deadline=None, max_examples=150)
@given(NAMES, st.text(max_size=300))
def test_any_text_gives_a_document_or_an_error(name: str, text: str) -> None:
    document_or_error(name, text.encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(["a.docx", "a.pdf", "a.html"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=6),
    st.floats(0, 1),
)
def test_any_damage_gives_a_document_or_an_error(
    name: str, damage: list[tuple[float, bytes]], cut: float
) -> None:
    good = {"a.docx": SMALL_DOCX, "a.pdf": SMALL_PDF, "a.html": PAGE}[name]
    data = bytearray(good)
    for place, body in damage:
        at = int(place * len(data))
        data[at : at + len(body)] = body
    document_or_error(name, bytes(data[: int(len(data) * (0.5 + cut / 2))] if cut < 0.5 else data))


SMALL_DOCX = docx(SENTENCE)
SMALL_PDF = pdf(page(SENTENCE))
PAGE = (
    "<html><head><title>Tin</title><meta property='article:published_time' content='2024-11-22'>"
    "</head><body>"
    f"<article><h1>Tin</h1><p>{SENTENCE}</p><table><tr><td>a<td>b</table><ul><li>x</ul></article></body></html>"
).encode()
