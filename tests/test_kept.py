"""What is kept beside the index: never stale, never an error, and the same answers as without it."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.store import Reading, Store
from index import columns as making_columns
from index import kept_table as making_table
from index.answer import answer
from index.columns import columns
from index.facttable import FactTable
from index.kept import Groups, keep, kept, string_arrays, strings_of
from index.kept_table import KeptTable, kept_table
from index.library import Library
from nlp import Document, analyse, row

TUNING = Path(__file__).parent / "annotated" / "tuning"
TODAY = date(2026, 1, 1)


def picked() -> list[dict[str, Any]]:
    """Some of the questions asked of the tuning texts."""
    lines = (TUNING / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[::150]]


def reading(text: str, source: str) -> Reading:
    document = Document(text=text, source=source)
    return Reading(document, [row(fact, document) for fact in analyse(document)], "v1")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with some of the tuning texts, nothing derived yet."""
    folder = tmp_path_factory.mktemp("pristine") / "data"
    texts = sorted({TUNING / f"{e['doc']}.txt" for q in picked() for e in q["evidence"]})
    with Store(folder) as store:
        store.add([reading(path.read_text(encoding="utf-8"), path.name) for path in texts])
    return folder


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    shutil.copytree(pristine, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def questions() -> list[str]:
    return [question["question"] for question in picked()]


def table_of(folder: Path) -> KeptTable:
    with Store(folder) as store:
        return kept_table(store, columns(store, folder / "columns"), folder / "table")


def plain_table(folder: Path) -> FactTable:
    with Store(folder) as store:
        return FactTable(store.rows(), store.documents())


def answers(table: FactTable, questions: list[str]) -> list[dict[str, Any]]:
    return [answer(q, table, today=TODAY.isoformat()).as_dict() for q in questions]


def asked(folder: Path, question: str) -> dict[str, Any]:
    with Library(folder) as library:
        return library.answer(question, TODAY).as_dict()


def test_answers_are_those_of_a_table_made_from_the_rows(folder: Path, questions: list[str]) -> None:
    expected = answers(plain_table(folder), questions)
    assert sum(a["kind"] != "none" for a in expected) > 5
    for _ in ("made", "read"):
        assert answers(table_of(folder), questions) == expected


def test_a_kept_table_knows_what_one_made_from_the_rows_knows(folder: Path) -> None:
    own, held = plain_table(folder), table_of(folder)
    assert len(held.figures) > 100
    for kind in ("figures", "directives", "statements", "mentions"):
        assert list(getattr(held, kind)) == list(getattr(own, kind)), kind
    assert dict(held.sources) == own.sources
    for name in ("value", "role", "status", "unit", "level", "first", "last", "status_above"):
        mine, theirs = getattr(held, name), getattr(own, name)
        assert mine.dtype == theirs.dtype
        assert np.array_equal(mine, theirs, equal_nan=name == "value"), name
    for name in ("place_list", "levels", "later", "organisations", "unit_words", "naming_sentences",
                 "_chains", "_in_sentence", "_figures_in", "_mentions_in", "_counts", "_by_id"):  # fmt: skip
        assert getattr(held, name) == getattr(own, name), name
    for chain in [*own.place_list, "nowhere"]:
        assert held.figures_at(chain) == own.figures_at(chain)
        assert held.beside(chain) == own.beside(chain)
        assert np.array_equal(held.at([chain], inside=True), own.at([chain], inside=True))
    for fact in own.figures[::7]:
        assert held.figure_called(fact["id"]) == own.figure_called(fact["id"])
        assert held.clause(fact) == own.clause(fact)
        assert held.values_beside(fact) == own.values_beside(fact)
        names = ("locality", "unit")
        assert np.array_equal(held.alike(fact, names), own.alike(fact, names))
    assert held.words.words == own.words.words
    assert list(held.words.words) == list(own.words.words)
    assert dict(held.words.after) == own.words.after
    assert dict(held.words.before) == own.words.before


def test_a_fact_is_the_same_object_whenever_it_is_read(folder: Path) -> None:
    figures = table_of(folder).figures
    assert figures[3] is figures[1:5][2] is list(figures)[3] is figures[3 - len(figures)]
    assert figures[len(figures) :] == []
    with pytest.raises(IndexError):
        figures[len(figures)]


def test_one_row_is_read_as_many_are(folder: Path) -> None:
    with Store(folder) as store:
        held = columns(store, folder / "columns")
        rows = list(store.rows())
    assert json.dumps([held.row(i) for i in range(len(held))]) == json.dumps(rows)


def test_the_second_process_makes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Chỉ tiêu nào chưa đạt?"
    first = asked(folder, question)

    def made(*_: object) -> None:
        raise AssertionError("made anew")

    monkeypatch.setattr(making_table, "arrays_of", made)
    monkeypatch.setattr(making_columns, "_make", made)
    assert asked(folder, question) == first


def test_texts_that_come_go_or_change_are_in_the_next_answer(folder: Path) -> None:
    question = "Xã Ninh Sơn Hạ có bao nhiêu trạm bơm?"
    text = "UBND xã Ninh Sơn Hạ, huyện Lập Thạch, tỉnh Vĩnh Phúc: xã có {} trạm bơm."
    assert asked(folder, question)["kind"] == "none"
    with Library(folder) as library, Library(folder) as other:
        assert other.answer(question, TODAY).kind == "none"
        for count in (31, 47):
            added = reading(text.format(count), f"{count}.txt")
            library._store.add([added])
            for each in (library, other):
                assert [r["value"] for r in each.answer(question, TODAY).rows] == [count]
            assert [r["value"] for r in asked(folder, question)["rows"]] == [count]
            library.remove(added.document.id)
            assert other.answer(question, TODAY).kind == "none"
            assert asked(folder, question)["kind"] == "none"


def test_other_code_makes_it_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table_of(folder)
    before = (folder / "table").read_bytes(), (folder / "columns").read_bytes()
    monkeypatch.setattr(making_columns, "fingerprint", lambda *_: "another")
    table_of(folder)
    assert (folder / "table").read_bytes() != before[0]
    assert (folder / "columns").read_bytes() != before[1]


def test_what_another_store_left_is_not_taken(folder: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "other") as other:
        other._store.add([reading("Xã Tam Sơn có 5 trường.", "x")])
        other.refresh()
    expected = asked(folder, "Chỉ tiêu nào chưa đạt?")
    for name in ("columns", "table"):
        shutil.copy(tmp_path / "other" / "index" / name, folder / "index" / name)
    assert asked(folder, "Chỉ tiêu nào chưa đạt?") == expected


@pytest.mark.parametrize("name", ["columns", "table"])
def test_a_broken_file_is_made_anew_without_a_word(folder: Path, name: str) -> None:
    question = "Chỉ tiêu nào chưa đạt?"
    expected = asked(folder, question)
    path = folder / "index" / name
    whole = path.read_bytes()
    notices: list[str] = []

    def broken() -> Iterator[bytes]:
        yield b""
        yield b"no archive"
        yield b"\0" * len(whole)
        for size in (1, len(whole) // 3, len(whole) - 30, len(whole) - 1):
            yield whole[:size]
        for at in (0, 40, len(whole) // 2, len(whole) - 200, len(whole) - 8):
            yield whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :]

    for data in broken():
        path.write_bytes(data)
        with Library(folder, notices.append) as library:
            assert library.answer(question, TODAY).as_dict() == expected
    path.write_bytes(b"")
    asked(folder, question)
    assert path.read_bytes() == whole, "and kept for the next time"
    assert notices == []


def test_where_nothing_can_be_written_it_is_made_each_time(folder: Path) -> None:
    question = "Chỉ tiêu nào chưa đạt?"
    expected = asked(folder, question)
    for name in ("columns", "table"):
        (folder / "index" / name).unlink()
        (folder / "index" / name).mkdir()  # can't be replaced by a file, even by root
    assert asked(folder, question) == expected
    assert not list((folder / "index").glob("*.new"))
    keep(folder / "store.sqlite" / "below-a-file", "x", {})


def test_what_changes_while_it_is_made_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late = reading("Xã Ninh Sơn Hạ có 31 trạm bơm.", "late.txt")
    make = making_columns._make
    with Store(folder) as store:

        def slow(given: Store, generation: int) -> Any:
            store.add([late])
            return make(given, generation)

        monkeypatch.setattr(making_columns, "_make", slow)
        table_of(folder)
        assert not (folder / "columns").exists()
        assert not (folder / "table").exists()
        monkeypatch.undo()
        assert late.document.id in table_of(folder).sources
        assert (folder / "table").exists()


def test_many_at_once_give_the_same(folder: Path) -> None:
    question = "Chỉ tiêu nào chưa đạt?"
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: asked(folder, question), range(6)))
    assert all(one == found[0] for one in found)
    assert not list((folder / "index").glob("*.new"))
    with Library(folder) as library, ThreadPoolExecutor(6) as pool:
        several = list(pool.map(lambda _: library.answer(question, TODAY).as_dict(), range(12)))
    assert several == [found[0]] * 12


def test_reindex_makes_it_anew_byte_for_byte(folder: Path) -> None:
    with Library(folder) as library:
        library.refresh()
        files = [folder / "index" / name for name in ("columns", "table")]
        before = [path.read_bytes() for path in files]
        left = folder / "index" / "table.123-4.new"
        for path in (*files, left):
            path.write_bytes(b"something else")
        library.reindex()
        assert [path.read_bytes() for path in files] == before
        assert not left.exists(), "of a process that was killed"


def test_arrays_strings_and_groups_come_back(tmp_path: Path) -> None:
    strings = ["", "huyện", "a\nb", "", "😀"]
    groups = Groups.of([[2, 0], [], [2, 2]])
    keep(tmp_path / "f", "one", string_arrays("s", strings) | groups.arrays("g"))
    assert kept(tmp_path / "f", "another") is None
    assert kept(tmp_path / "nothing", "one") is None
    arrays = kept(tmp_path / "f", "one")
    assert arrays is not None
    read = strings_of("s", arrays)
    assert list(read) == strings == [read[i] for i in range(len(read))] == read[:]
    assert list(strings_of("e", string_arrays("e", ["a", "bc"]))) == ["a", "bc"]
    assert list(strings_of("e", string_arrays("e", []))) == []
    found = Groups.kept("g", arrays)
    assert [found[k].tolist() for k in range(len(found))] == [[2, 0], [], [2, 2]]
    back = found.inverted(4)
    assert [back[k].tolist() for k in range(len(back))] == [[0], [], [0, 2, 2], []]
