"""The library: documents, facts, search and answers over one data directory."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.metadata import Metadata, document
from corpus.reading import ReadOptions, Source, load
from corpus.store import Reading, Row
from index.columns import columns
from index.filters import Filters
from index.library import Library
from nlp import Document, Figure, Item, LocalityMention, row
from nlp.facts import Directive, Fact, Statement

TEXT = (
    "Huyện Lập Thạch đạt 84,6% hồ sơ ký số. Huyện Tam Dương đạt 13/15 chỉ tiêu, gồm: a; b. “Tốt”, ông An nói."
)


def figure(text: str, words: str, value: float, **fields: Any) -> Figure:
    start = text.index(words)
    end = text.find(".", start) + 1
    begin = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    return Figure(
        start=start,
        end=start + len(words),
        text=words,
        value=value,
        sentence=text[begin:end],
        sentence_start=begin,
        **fields,
    )


def facts(found: Document) -> list[Fact]:
    """Facts of every kind, written by hand, so that these tests need no extractor."""
    text = found.text
    if found.text != TEXT:
        return [figure(text, w, float(w), role="result") for w in text.split() if w.isdigit()]
    tam, lap = "huyện Tam Dương, tỉnh Vĩnh Phúc", "huyện Lập Thạch, tỉnh Vĩnh Phúc"
    return [
        LocalityMention(start=0, end=15, text=text[:15], level="district", canonical=lap),
        figure(
            text, "84,6", 84.6, unit="%", indicator="hồ sơ ký số", status="missed", period="2024-11",
            locality="huyện Lập Thạch", locality_canonical=lap, confidence=1.0,
            target_value=2.0**60, inferred=("period",),
        ),
        figure(
            text, "13/15", 13.0, numerator=13.0, denominator=15.0, unit="chỉ tiêu",
            indicator="chỉ tiêu hoàn thành",
            period="2024", locality="huyện Tam Dương", locality_canonical=tam, items=(Item(70, 71, "a"),),
            cues=("đạt",),
        ),
        Directive(start=16, end=19, text="đạt", type="Quyết định", number="507", symbol="507/QĐ-UBND"),
        Statement(start=text.index("Tốt"), end=text.index("Tốt") + 3, text="Tốt", speaker="An", quote="Tốt"),
    ]  # fmt: skip


class Reader:
    """Reads text files in this process."""

    def extract(self, source: Source, options: ReadOptions) -> tuple[Document, list[Row]]:
        text = (source.data or load(source.name)).decode()
        found = document(text, source.name, options.metadata.over(Metadata(title="Tên")))
        return found, [row(fact, found) for fact in facts(found)]


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def library(tmp_path: Path, notices: list[str]) -> Iterator[Library]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("Năm qua có 12 trường. Xã Sơn Lôi có 7 trường.", encoding="utf-8")
    with Library(tmp_path / "data", notices.append) as library:
        list(library.ingest([str(tmp_path / "in")], reader=Reader()))
        yield library


def again(library: Library, notices: list[str]) -> Library:
    return Library(library.folder, notices.append)


def test_a_document_has_its_text_names_and_facts(library: Library) -> None:
    (found,) = library.find(library.documents()[0].id[:8])
    whole = library.document(found.id)
    assert whole is not None
    assert whole.document.text == TEXT
    assert whole.entry == found
    for fact in whole.rows:
        assert TEXT[fact["start"] : fact["end"]] == fact["text"]
    assert library.document("nothing") is None


def test_columns_give_back_the_rows_they_were_made_from(library: Library) -> None:
    rows = list(library.facts())
    held = library.columns()
    assert len(rows) == len(held) == 7
    read = held.rows(np.arange(len(held)))
    assert json.dumps(read) == json.dumps(rows)  # also the difference between 13 and 13.0


@pytest.mark.parametrize(
    ("conditions", "found", "why"),
    [
        ({"kind": "figure"}, ["84,6", "13/15", "12", "7"], "one kind"),
        ({"status": "missed"}, ["84,6"], "a status"),
        ({"status": "none", "kind": "figure"}, ["13/15", "12", "7"], "no status"),
        ({"place": "lap thach"}, ["Huyện Lập Thạch", "84,6"], "a place without accents"),
        ({"place": "Huyện Lập Thạch", "kind": "figure"}, ["84,6"], "with them"),
        ({"place": "huyện Lạp Thạch"}, [], "with wrong ones"),
        ({"place": "Vĩnh Phúc", "kind": "figure"}, ["84,6", "13/15"], "a province has its districts"),
        ({"place": "Lập"}, ["Huyện Lập Thạch", "84,6"], "a word of a name"),
        ({"indicator": "ký số"}, ["84,6"], "words of an indicator"),
        ({"indicator": "số ký"}, [], "in their order"),
        ({"period": "2024"}, ["84,6", "13/15"], "a month touches its year"),
        ({"period": "2024-01/2024-06"}, ["13/15"], "a year touches its half"),
        ({"period": "2023"}, [], "another year"),
        ({"period": "2024-10/.."}, ["84,6", "13/15"], "open to the future"),
        ({"unit": "%"}, ["84,6"], "a unit"),
        ({"confidence": 0.9}, ["84,6"], "a confidence"),
        ({"role": "target"}, [], "a role that nothing has"),
    ],
)
def test_filters(library: Library, conditions: dict[str, Any], found: list[str], why: str) -> None:
    assert [fact["text"] for fact in library.facts(Filters(**conditions))] == found, why


def test_filter_by_document(library: Library) -> None:
    first = library.documents()[0].id
    assert {fact["doc"] for fact in library.facts(Filters(doc=first[:6]))} == {first}


def test_search_gives_hits_with_their_documents(library: Library) -> None:
    page = library.search("lap thach ky so")
    (result,) = page.results
    assert page.suggestion == "lập thạch ký số"
    assert result.entry.title == "Tên"
    assert TEXT[result.hit.start : result.hit.end] == result.hit.text
    assert [TEXT[s.start : s.end] for s in result.hit.highlights] == [
        "Lập",
        "Thạch",
        "sơ",
        "ký",
        "số",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('đạt huyện:"Tam Dương"', {"Huyện Tam Dương"}),
        ("đạt năm:2024 huyện:lap", {"Huyện Lập Thạch"}),
        ("đạt năm:2024 tỉnh:vinh", {"Huyện Lập Thạch", "Huyện Tam Dương"}),
        ('ông huyện:"Tam Dương"', {"“Tốt”, ông An n"}),  # no fact with a place: those of the document
        ("507/qd-ubnd", {"Huyện Lập Thạch"}),
        ("nguồn:b", {"Năm qua có 12 t", "Xã Sơn Lôi có 7"}),
        ("nguồn:b huyện:lap", set()),
    ],
)
def test_search_filters_know_the_facts(library: Library, words: str, found: set[str]) -> None:
    assert {result.hit.text[:15] for result in library.search(words).results} == found


def test_stats_count(library: Library) -> None:
    stats = library.stats()
    assert (stats.documents, stats.sources, stats.facts, stats.stale) == (2, 2, 7, 0)
    assert stats.kinds == {"directive": 1, "figure": 4, "locality": 1, "statement": 1}
    assert stats.status == {"missed": 1, "none": 3}
    assert stats.roles == {"result": 4}


def test_removing_leaves_no_trace(library: Library) -> None:
    gone = library.documents()[0].id
    assert library.remove(gone)
    assert not library.remove(gone)
    assert [entry.id for entry in library.documents()] != [gone]
    assert all(fact["doc"] != gone for fact in library.facts())
    assert library.search("ký số").total == 0
    assert library.stats().documents == 1


def test_reindex_changes_no_answer(library: Library) -> None:
    def all_of_it() -> list[object]:
        return [library.stats(), list(library.facts(Filters(kind="figure"))), library.search("đạt trường"),
                library.search('"Tam Dương"'), library.search("xa son loi")]  # fmt: skip

    before = all_of_it()
    done: list[int] = []
    library.reindex(done.append)
    assert all_of_it() == before
    assert done == [1, 2]
    assert len([p for p in (library.folder / "index").iterdir() if p.is_dir()]) == 1


def test_another_process_sees_changes_at_once(library: Library, tmp_path: Path, notices: list[str]) -> None:
    with again(library, notices) as other:
        assert other.search("máy tính").total == 0
        (tmp_path / "in" / "c.txt").write_text("Xã có 30 máy tính.", encoding="utf-8")
        list(library.ingest([str(tmp_path / "in")], reader=Reader()))
        assert other.search("máy tính").total == 1
        assert other.stats().documents == 3
        other.remove(other.find(str(tmp_path / "in" / "c.txt"))[0].id)
        assert library.search("máy tính").total == 0
        assert len(library.columns()) == 7
    assert notices == []


def test_while_another_process_writes_the_index_the_old_one_answers(
    library: Library, notices: list[str]
) -> None:
    with again(library, notices) as other:
        assert other.search("trường có").total == 2
        upkeep = library._searching()
        with upkeep._locked(wait=1):
            library._store.add([Reading(Document(text="Một trường mới có điện.", source="x"), [], "v1")])
            assert other.search("trường có").total == 2
        assert other.search("trường có").total == 3


def test_only_its_owner_may_read_what_is_derived(library: Library) -> None:
    library.search("trường")
    for path in (library.folder, *library.folder.rglob("*")):
        if path.is_dir():
            assert path.stat().st_mode & 0o077 == 0, path


class TestRepair:
    """What is derived is made again, with a notice, and gives the same as before."""

    def derived(self, library: Library) -> list[Path]:
        return sorted(p for p in (library.folder / "index").rglob("*") if p.is_file() and p.stat().st_size)

    def seen(self, library: Library) -> tuple[object, ...]:
        return library.search("trường có", 50), list(library.facts(Filters(kind="figure"))), library.stats()

    def test_a_flipped_bit_in_any_file(self, library: Library, notices: list[str]) -> None:
        before = self.seen(library)
        library.close()
        names = [path.relative_to(library.folder) for path in self.derived(library)]
        assert {path.suffix for path in names} >= {".seg", ".toc", ".json", ""}
        pristine = library.folder.with_name("pristine")
        shutil.copytree(library.folder, pristine)
        for name in names:
            shutil.rmtree(library.folder)
            shutil.copytree(pristine, library.folder)
            path = library.folder / name
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 4
            path.write_bytes(data)
            notices.clear()
            with again(library, notices) as repaired:
                assert self.seen(repaired) == before, name
                assert len(notices) == (0 if name.name in ("columns", "table") else 1), name
            with again(library, notices) as later:
                assert self.seen(later) == before
                assert len(notices) <= 1

    @pytest.mark.parametrize("what", ["index", "index/CURRENT", "index/columns", "index/table"])
    def test_something_deleted(self, library: Library, notices: list[str], what: str) -> None:
        before = self.seen(library)
        library.close()
        path = library.folder / what
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        with again(library, notices) as repaired:
            assert self.seen(repaired) == before
        assert len(notices) == (0 if what.endswith(("columns", "table")) else 1)

    def test_an_index_of_another_store(self, library: Library, tmp_path: Path, notices: list[str]) -> None:
        with Library(tmp_path / "other") as other:
            other._store.add([Reading(Document(text="Chỉ có ở đây.", source="x"), [], "v1")])
            other.refresh()
        library.close()
        shutil.rmtree(library.folder / "index")
        shutil.copytree(tmp_path / "other" / "index", library.folder / "index")
        with again(library, notices) as repaired:
            assert repaired.search("chỉ có ở đây").results == () or repaired.search("chỉ có ở đây").loose
            assert repaired.search("trường có").total == 2
        assert len(notices) == 1

    def test_an_index_that_was_left_behind_catches_up_without_being_made_anew(
        self, library: Library, notices: list[str]
    ) -> None:
        library._store.add([Reading(Document(text="Mới thêm vào kho.", source="x"), [], "v1")])
        room = (library.folder / "index" / "CURRENT").read_text()
        with again(library, notices) as other:
            assert other.search("mới thêm vào").total == 1
        assert (library.folder / "index" / "CURRENT").read_text() == room
        assert notices == []

    def test_columns_of_an_older_generation_are_not_used(self, library: Library) -> None:
        path = library.folder / "index" / "columns"
        before = path.read_bytes()
        library._store.remove(library.documents()[0].id)
        assert len(columns(library._store, path)) == 2
        assert path.read_bytes() != before


def test_an_empty_library_answers(tmp_path: Path, notices: list[str]) -> None:
    with Library(tmp_path / "data", notices.append) as library:
        assert library.documents() == []
        assert list(library.facts(Filters(kind="figure"))) == []
        assert library.search("gì").total == 0
        assert library.stats().documents == 0
        library.reindex()
    with Library(tmp_path / "data", notices.append) as library:
        assert library.search("gì").total == 0  # and its index is good for the next time
    assert notices == []


def test_questions_are_answered_from_the_facts(library: Library) -> None:
    answer = library.answer("huyện nào chưa đạt chỉ tiêu nào?", date(2024, 12, 1))
    assert [fact["value"] for fact in answer.rows] == [84.6]
    (evidence,) = answer.evidence
    assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_questions_can_be_narrowed(library: Library) -> None:
    other = library.documents()[1].id
    answer = library.answer("huyện nào chưa đạt chỉ tiêu nào?", date(2024, 12, 1), Filters(doc=other))
    assert answer.rows == []
    assert replace(Filters(), doc=other) == Filters(doc=other)
