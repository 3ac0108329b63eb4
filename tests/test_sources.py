"""What the user gives, unfolded: files, folders, globs, URLs, archives, standard input."""

import io
import os
from pathlib import Path

import pytest
from made_files import locked, tarred, zipped

from corpus.errors import ReadError
from corpus.limits import DEFAULT, Limits
from corpus.reading import Source
from corpus.sources import sources

HELLO = "Xin chào".encode()


def told(*given: str | Path, limits: Limits = DEFAULT, **options: object) -> list[str]:
    """Names of sources; errors as `kind name`."""
    found = sources(list(given), limits, **options)
    return [f"{one.kind} {one.source}" if isinstance(one, ReadError) else one.name for one in found]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b/2.txt",
        "b/10.html",
        "a/x.docx",
        "z.pdf",
        ".hidden.txt",
        ".git/a.txt",
        "b/~$x.docx",
        "README",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(HELLO)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_read_recursively_in_sorted_order_without_hidden_files(folder: Path) -> None:
    assert told(".") == ["./README", "./a/x.docx", "./b/10.html", "./b/2.txt", "./z.pdf"]


def test_names_stay_as_given(folder: Path) -> None:
    assert told("b") == ["b/10.html", "b/2.txt"]
    assert told(folder / "b") == [f"{folder}/b/10.html", f"{folder}/b/2.txt"]


def test_unsupported_files_in_a_folder_are_reported_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "b" / "3.xlsx").write_bytes(b"PK")
    assert told("b") == ["b/10.html", "b/2.txt", "unsupported b/3.xlsx"]


def test_a_file_that_is_named_is_tried_whatever_its_suffix(folder: Path) -> None:
    (folder / "a.dat").write_bytes(HELLO)
    assert told("a.dat", ".hidden.txt") == ["a.dat", ".hidden.txt"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("b/*", ["b/10.html", "b/2.txt"]),
        ("**/*.txt", ["b/2.txt"]),
        ("?.pdf", ["z.pdf"]),
        ("[ab]", ["a/x.docx", "b/10.html", "b/2.txt"]),  # a glob may give folders
        ("**", ["README", "a/x.docx", "b/10.html", "b/2.txt", "z.pdf"]),
        ("*.doc", ["no-match *.doc"]),
        ("c.txt", ["missing c.txt"]),
        ("https://example.com/a?b=*", ["https://example.com/a?b=*"]),
        ("HTTP://example.com", ["HTTP://example.com"]),
        ("ftp://example.com/a.txt", ["scheme ftp://example.com/a.txt"]),
        ("file:///etc/passwd", ["scheme file:///etc/passwd"]),
    ],
)
def test_globs_and_addresses(folder: Path, given: str, names: list[str]) -> None:
    assert told(given) == names


def test_a_file_whose_name_looks_like_a_glob_is_a_file(folder: Path) -> None:
    (folder / "[ab]").write_bytes(HELLO)
    assert told("[ab]") == ["[ab]"]


def test_the_same_path_comes_once(folder: Path) -> None:
    assert told("b/2.txt", "b", "b/2.txt") == ["b/2.txt", "b/10.html"]


def test_a_sheet_among_the_files_can_be_left_out(folder: Path) -> None:
    assert told("b", skip=[folder / "b" / "2.txt"]) == ["b/10.html"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert told(tmp_path) == [f"empty-folder {tmp_path}"]


def test_links_to_folders_are_not_followed_but_links_to_files_are(folder: Path) -> None:
    (folder / "a" / "up").symlink_to(folder)
    (folder / "a" / "y.txt").symlink_to(folder / "b" / "2.txt")
    (folder / "a" / "lost.txt").symlink_to(folder / "nowhere")
    assert told("a") == ["a/lost.txt", "a/x.docx", "a/y.txt"]


def test_the_stream_is_lazy(folder: Path) -> None:
    stream = sources(["b/2.txt", "b/*"])
    assert next(stream) == Source("b/2.txt")
    (folder / "b" / "4.txt").write_bytes(HELLO)
    assert [one.name for one in stream if isinstance(one, Source)] == ["b/10.html", "b/4.txt"]


def test_standard_input_is_read_whole_and_limited() -> None:
    assert list(sources(["-"], stdin=io.BytesIO(HELLO))) == [Source("-", HELLO)]
    assert told("-", limits=Limits(bytes=4), stdin=io.BytesIO(HELLO)) == ["too-large -"]


MEMBERS = {
    "b.txt": HELLO,
    "a/1.txt": b"1",
    ".hidden": b"h",
    "__MACOSX/b.txt": b"m",
    "c.exe": b"MZ",
    "d.zip": b"PK",
}
TOLD = {"a/1.txt", "b.txt", "unsupported c.exe", "nested-archive d.zip"}


@pytest.mark.parametrize("suffix", ["zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"])
def test_archives_are_read_member_by_member(tmp_path: Path, suffix: str) -> None:
    modes = {"tar": "w", "tar.gz": "w:gz", "tgz": "w:gz", "tar.bz2": "w:bz2", "tar.xz": "w:xz"}
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(zipped(MEMBERS) if suffix == "zip" else tarred(MEMBERS, modes[suffix]))
    assert {one.replace(f"{path}!/", "") for one in told(path)} == TOLD
    assert list(tmp_path.iterdir()) == [path]
    (found,) = sources([f"{path}!/b.txt"])
    assert found == Source(f"{path}!/b.txt", HELLO)
    assert isinstance(found, Source)
    assert found.data == HELLO
    assert told(f"{path}!/x.txt") == [f"missing {path}!/x.txt"]


def test_vietnamese_names_in_archives_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"báo cáo.txt": HELLO}))
    assert told(path) == [f"{path}!/báo cáo.txt"]


BAD_ARCHIVES = [
    ("x.zip", b"PK\x03\x04 no archive", ["broken x.zip"]),
    ("x.zip", zipped({"a.txt": HELLO * 100})[:-30], ["broken x.zip"]),  # cut off
    ("x.tar.gz", tarred({"a.txt": HELLO})[:60], ["broken x.tar.gz"]),
    ("x.tar.gz", b"no archive at all", ["broken x.tar.gz"]),
    ("x.zip", zipped({}), ["empty-folder x.zip"]),
    ("x.zip", locked(zipped({"a.txt": HELLO})), ["password x.zip!/a.txt"]),
    ("x.zip", zipped({"a.txt": bytes(40_000_000), "b.txt": HELLO}), ["bomb x.zip!/a.txt", "x.zip!/b.txt"]),
    # many members, none a bomb by itself
    ("x.zip", zipped({f"{n:02}.txt": bytes(9_000_000) for n in range(4)}), ["x.zip!/00.txt", "bomb x.zip"]),
    ("x.tar.gz", tarred({"a.txt": bytes(40_000_000)}), ["bomb x.tar.gz"]),
    ("x.tar.xz", tarred({"a.exe": bytes(40_000_000), "b.txt": HELLO}, "w:xz"), ["bomb x.tar.xz"]),
    ("x.zip", zipped({"a.txt": HELLO * 20_000}), ["x.zip!/a.txt"]),
]


@pytest.mark.parametrize(("name", "data", "names"), BAD_ARCHIVES)
def test_bad_archives_end_in_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, names: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    assert told(name) == names


def test_members_over_the_limit_are_refused_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.txt": HELLO * 10, "b.txt": HELLO}))
    assert told(path, limits=Limits(bytes=50)) == [f"too-large {path}!/a.txt", f"{path}!/b.txt"]


def test_a_docx_that_is_called_zip_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"word/document.xml": b"<x/>"}))
    assert list(sources([path])) == [Source(str(path))]


def test_links_and_devices_in_archives_are_not_followed(tmp_path: Path) -> None:
    import tarfile

    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert told(path) == [f"not-a-file {path}!/a.txt"]


def test_a_pipe_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    os.mkfifo(path)
    assert told(path) == [f"not-a-file {path}"]
