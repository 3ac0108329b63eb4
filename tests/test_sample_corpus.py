"""The sample corpus: what is in it, that it is marked, and that its figures are true."""

import csv
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from corpus.reading import ReadOptions, Source, load, read_source
from corpus.sample_corpus import SHEET, sample_folder
from nlp.document import Document

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
TEXTS = ROOT / "tools" / "sample"
NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not here")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    with sample_folder() as folder:
        return {
            path.name: read_source(Source(path.name, load(str(path))), ReadOptions())
            for path in sorted(folder.iterdir())
            if path.name != SHEET
        }


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_sample", ROOT / "tools" / "build_sample.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[.,/]\w+)*", text.lower())


def test_there_are_ten_documents_in_all_four_formats(documents: dict[str, Document]) -> None:
    assert len(documents) == 10
    assert {name.rsplit(".")[-1] for name in documents} == {"txt", "html", "docx", "pdf"}


def test_every_document_says_below_its_title_that_it_is_a_summary(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        lines = [line for line in document.text.split("\n") if line]
        assert lines[1].startswith("Bản tóm tắt do dự án Đối Chiếu biên soạn để minh họa"), name


def test_the_files_hold_what_their_texts_say(documents: dict[str, Document], build: ModuleType) -> None:
    texts = {p.stem if p.stem.count(".") else p.name: p for p in TEXTS.iterdir()}
    assert texts.keys() == documents.keys()
    for name, path in texts.items():
        title, _, body = path.read_text(encoding="utf-8").partition("\n")
        expected = words(" ".join([title, build.MARK, *(block for _, block in build.blocks(body))]))
        assert words(documents[name].text) == expected, name


def test_the_sheet_has_a_row_for_each_document_and_no_date_that_nobody_gave(
    documents: dict[str, Document],
) -> None:
    with sample_folder() as folder:
        rows = list(csv.DictReader((folder / SHEET).read_text(encoding="utf-8").splitlines()))
    assert {row["source"] for row in rows} == set(documents)
    assert all(row["title"] == documents[row["source"]].title for row in rows)
    assert "published" not in rows[0]


def test_the_two_missed_indicators_are_told_with_their_targets(documents: dict[str, Document]) -> None:
    text = documents["lap-thach-2024.docx"].text
    for value in ("xấp xỉ 97%", "84,6%"):
        sentence = next(line for line in text.split("\n") if value in line)
        assert "chỉ tiêu giao là 100%" in sentence


@needs_seeds
def test_no_run_of_eight_words_is_taken_from_the_articles(documents: dict[str, Document]) -> None:
    taken = set()
    for path in SEEDS.iterdir():
        said = words(path.read_text(encoding="utf-8"))
        taken |= {tuple(said[n : n + 8]) for n in range(len(said) - 7)}
    for name, document in documents.items():
        said = words(document.text)
        runs = [" ".join(said[n : n + 8]) for n in range(len(said) - 7) if tuple(said[n : n + 8]) in taken]
        assert runs == [], name


@needs_seeds
def test_every_number_is_one_that_the_articles_give(documents: dict[str, Document]) -> None:
    given = {n for path in SEEDS.iterdir() for n in NUMBER.findall(path.read_text(encoding="utf-8"))}
    given |= {"15"}  # the indicators that were handed out, of which 13 were met
    for name, document in documents.items():
        assert set(NUMBER.findall(document.text)) <= given, name
