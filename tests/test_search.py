"""Searching passages: one set of expectations for every engine behind the interface."""

import errno
import random
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.checked_storage import CheckedStorage
from index.search import Found, IndexFull, IndexProblem, Passage, SearchRoom, State
from index.terms import query_terms, terms
from index.whoosh_room import WhooshRoom
from index.words import facet, number_facet, read_words

SENTENCES = [
    "Trong năm qua, toàn tỉnh có 331/331 trường học dùng chữ ký số.",
    "Đoàn công tác của tỉnh Quảng Nam thăm huyện Tam Dương.",
    "Đường liên xã dài 4,5 km được trải nhựa.",
    "Huyện Tam Dương trồng dương xỉ ở nhiều nơi.",
    "Phường Hội An giữ gìn trật tự, bảo đảm an toàn thông tin.",
    "Bữa ăn của học sinh được kiểm tra toàn diện.",
    "UBND tỉnh ban hành Quyết định số 507/QĐ-UBND về giao chỉ tiêu chuyển đổi số.",
    "Kế hoạch số 5/KH-UBND nêu mức độ 4 của dịch vụ công trực tuyến.",
    "Tỷ lệ hồ sơ trực tuyến đạt 99,5% và thu 1.250,5 tỷ đồng.",
    "Số hóa hồ sơ; ký số văn bản; chữ viết tay bị loại bỏ.",
    "Uỷ ban nhân dân xã hoà giải các tranh chấp.",
]


def passages(sentences: list[str] = SENTENCES, doc: str = "d") -> Iterator[Passage]:
    """One document a sentence: d00, d01, …"""
    for n, text in enumerate(sentences):
        yield Passage(f"{doc}{n:02}", 100, 100 + len(text), text, first=True)


def test_what_is_typed_again_is_asked_for_once() -> None:
    # An engine took 15 seconds for a word repeated 220 times, which a request's length allows.
    words = read_words('chỉ tiêu "chữ ký" xã Chỉ tiêu "chữ ký" -xã -xã năm:2024 năm:2024')
    assert [" ".join(t.text for t in wish.terms) for wish in words.wanted] == ["chỉ", "tiêu", "chữ ký", "xã"]
    assert len(words.unwanted) == len(words.facets) == 1


class TestSearchRoom:
    """What every engine has to do."""

    @pytest.fixture(params=[WhooshRoom])
    def engine(self, request: pytest.FixtureRequest) -> type[SearchRoom]:
        return request.param

    @pytest.fixture
    def room(self, engine: Callable[[Path], SearchRoom], tmp_path: Path) -> Iterator[SearchRoom]:
        room = engine(tmp_path / "room")
        room.add(passages())
        room.commit("store", 1)
        yield room
        room.close()

    def find(self, room: SearchRoom, words: str, **kwargs: Any) -> Found:
        return room.search(read_words(words), **kwargs)

    def numbers(self, room: SearchRoom, words: str) -> list[int]:
        """The sentences found, best first, by their place in SENTENCES."""
        return [int(hit.doc[1:]) for hit in self.find(room, words, limit=20).hits]

    @pytest.mark.parametrize(
        ("words", "found", "why"),
        [
            ("nam", {0, 1}, "without accents Nam and năm are one word"),
            ("duong", {1, 2, 3}, "đ is a letter that folds too"),
            ("an toàn", {4}, "an is a word and no stop word, and must be the one typed before ăn"),
            ("Hội An", {4}, "a name of two plain words"),
            ("5/KH-UBND", {7}, "a sign as a whole"),
            ("KH-UBND", {7}, "a part of a sign"),
            ("mức độ 4", {7}, "a word of one digit"),
            ("99,5%", {8}, "a percentage with its sign"),
            ("99,5", {8}, "and without it"),
            ("99,5 %", {8}, "and with a blank before it"),
            ("1.250,5", {8}, "a number with both separators"),
            ("1250,5", {8}, "the same number in another way of writing"),
            ("331/331", {0}, "a fraction"),
            ("507/qd-ubnd", {6}, "small letters, no accents"),
            ("507 QĐ UBND", {6}, "blanks instead of slash and dash"),
            ("qd 507", {6}, "the type first"),
            ("507⁄QĐ‑UBND", {6}, "typographic slash and dash"),
            (unicodedata.normalize("NFD", "507/QĐ-UBND chuyển đổi số"), {6}, "decomposed letters"),
            ("ủy ban hòa giải", {10}, "the other place of the tone mark"),
            ('"chữ ký số"', {0}, "a phrase stands together"),
            ('"chu ky so"', {0}, "also without accents"),
            ("“chữ ký số”", {0}, "also in typographic quotation marks"),
            ("chữ ký số", {0, 9}, "words may stand apart"),
            ("chữ ký số -viết", {0}, "a word is left out"),
            ('chữ ký số -"ký số văn bản"', {0}, "a phrase is left out"),
            ("toàn -toàn", set(), "nothing is left"),
        ],
    )
    def test_finds(self, room: SearchRoom, words: str, found: set[int], why: str) -> None:
        result = self.find(room, words, limit=20)
        loose = {int(hit.doc[1:]) for hit in result.hits}
        if words == "an toàn":  # the folded ăn … toàn may come after it, never before
            assert self.numbers(room, words)[0] == 4
        else:
            assert loose == found, why
        assert result.total == len(result.hits)

    @pytest.mark.parametrize(
        ("words", "first", "later"),
        [
            ("năm", 0, 1),
            ("đường", 2, 3),
            ("dương", 3, 2),
            ("ăn", 5, 4),
        ],
    )
    def test_ranks_what_was_typed_before_what_only_sounds_like_it(
        self, room: SearchRoom, words: str, first: int, later: int
    ) -> None:
        found = self.numbers(room, words)
        assert found[0] == first
        assert later in found

    def test_a_word_as_typed_wins_even_against_many_without_its_accents(
        self, engine: Callable[[Path], SearchRoom], tmp_path: Path
    ) -> None:
        room = engine(tmp_path / "other")
        room.add(passages(["dương " * 30, "duong", "từ " * 200 + "đường", *["khác"] * 20], "e"))
        room.commit("store", 1)
        assert self.numbers(room, "đường")[0] == 2
        room.close()

    def test_says_when_no_passage_has_all_the_words(self, room: SearchRoom) -> None:
        found = self.find(room, "đường trải nhựa Hội An")
        assert found.loose
        assert {hit.doc for hit in found.hits} >= {"d02", "d04"}
        assert not self.find(room, "đường nhựa").loose

    def test_title_helps_to_find(self, room: SearchRoom) -> None:
        room.add([Passage("t", 0, 20, "Tỷ lệ đạt 12% trong quý.", "Chỉ số hài lòng", first=True)])
        room.commit("store", 2)
        assert [hit.doc for hit in self.find(room, "hài lòng tỷ lệ").hits] == ["t"]

    def test_filters_by_facets(self, room: SearchRoom) -> None:
        facets = frozenset({facet("district", "Lập Thạch"), facet("year", "2024")})
        room.add([Passage("f", 0, 9, "Chữ ký số", facets=facets, first=True)])
        room.commit("store", 2)
        for words in ('chữ huyện:"Lập Thạch"', "chữ năm:2024", "chu nam:2024", 'HUYEN:"lap thach"'):
            assert [hit.doc for hit in self.find(room, words).hits] == ["f"], words
        nowhere = self.find(room, "chữ năm:1999")
        assert (nowhere.hits, nowhere.total) == ((), 0)

    def test_finds_a_directive_by_any_spelling_of_its_number(self, room: SearchRoom) -> None:
        facets = frozenset({number_facet("Quyết định 783")})
        text = "Quyết định trên giao 15 chỉ tiêu."
        room.add([Passage("k", 0, len(text), text, facets=facets, first=True)])
        room.commit("store", 2)
        for words in ("783/QĐ-UBND", "qd 783", "quyet dinh so 783", "783 QĐ", "số:783/QĐ-UBND"):
            assert [hit.doc for hit in self.find(room, words).hits] == ["k"], words

    @pytest.mark.parametrize(
        ("words", "suggestion"),
        [
            ("chu ky so", "chữ ký số"),
            ("hội an", None),
            ("chữ ký số", None),
            ("truogn học", "trường học"),
            ("dịch vụ côgn trực tuyến", "dịch vụ công trực tuyến"),
            ("zzzzzz", None),
        ],
    )
    def test_did_you_mean(self, room: SearchRoom, words: str, suggestion: str | None) -> None:
        assert self.find(room, words).suggestion == suggestion

    @pytest.mark.parametrize(
        ("words", "lit"),
        [
            ("chữ ký số", ["chữ", "ký", "số"]),
            ("chu ky so", ["chữ", "ký", "số"]),
            ("331/331", ["331/331"]),
            ("trường 331", ["331", "331", "trường"]),
            ("năm", ["năm"]),
        ],
    )
    def test_highlights_are_offsets_into_the_stored_text(
        self, room: SearchRoom, words: str, lit: list[str]
    ) -> None:
        hit = next(hit for hit in self.find(room, words).hits if hit.doc == "d00")
        stored = "x" * 100 + SENTENCES[0]
        assert [stored[s.start : s.end] for s in hit.highlights] == lit
        assert stored[hit.start : hit.end] == hit.text

    def test_pages_follow_each_other(self, room: SearchRoom) -> None:
        whole = [hit.doc for hit in self.find(room, "t*ỉnh xã huyện số", limit=50).hits]
        parts = [
            hit.doc
            for at in range(0, len(whole), 2)
            for hit in self.find(room, "t*ỉnh xã huyện số", limit=2, offset=at).hits
        ]
        assert whole
        assert parts == whole

    def test_removing_takes_all_passages_of_a_document(self, room: SearchRoom) -> None:
        room.remove(["d00", "unknown"])
        assert self.numbers(room, "331/331") == [0], "seen only after the commit"
        room.commit("store", 2)
        assert self.numbers(room, "331/331") == []
        assert sorted(room.documents()) == [f"d{n:02}" for n in range(1, len(SENTENCES))]

    def test_adding_again_after_removing_leaves_one(self, room: SearchRoom) -> None:
        room.remove(["d00"])
        room.add(list(passages())[:1])
        room.commit("store", 2)
        assert self.numbers(room, "331/331") == [0]
        state = room.state()
        assert state is not None
        assert (state.documents, state.passages) == (len(SENTENCES), len(SENTENCES))

    def test_cancelled_changes_leave_nothing(self, room: SearchRoom) -> None:
        before = room.state()
        room.remove(["d00"])
        room.add([Passage("z", 0, 3, "lạ lẫm", first=True)])
        room.cancel()
        assert room.state() == before
        assert self.numbers(room, "331/331") == [0]
        room.add([Passage("z", 0, 3, "lạ lẫm", first=True)])
        room.commit("store", 2)
        assert self.find(room, "lạ lẫm").total == 1

    def test_another_process_sees_what_was_committed(
        self, engine: Callable[[Path], SearchRoom], tmp_path: Path, room: SearchRoom
    ) -> None:
        other = engine(tmp_path / "room")
        assert other.state() == room.state()
        assert other.search(read_words("331/331")).total == 1
        other.close()

    def test_an_empty_room_finds_nothing(self, engine: Callable[[Path], SearchRoom], tmp_path: Path) -> None:
        room = engine(tmp_path / "empty")
        assert room.state() is None
        assert room.search(read_words("gì")) == Found()
        room.commit("store", 0)
        assert room.search(read_words("gì")) == Found()
        room.close()
        again = engine(tmp_path / "empty")  # a commit of nothing is a commit
        assert again.state() == State("store", 0, 0, 0)
        again.close()

    def test_order_does_not_depend_on_how_the_documents_came_in(
        self, engine: Callable[[Path], SearchRoom], tmp_path: Path
    ) -> None:
        rng = random.Random(7)
        words = ["xã", "huyện", "tỉnh", "số", "đạt", "trường"]
        texts = [" ".join(rng.choices(words, k=rng.randint(2, 8))) for _ in range(120)]
        once = engine(tmp_path / "once")
        once.add(passages(texts))
        once.commit("store", 1)
        piecemeal = engine(tmp_path / "piecemeal")
        for n, passage in enumerate(sorted(passages(texts), key=lambda p: hash(p.doc) % 97)):
            piecemeal.add([passage])
            if n % 9 == 0:
                piecemeal.commit("store", n)
        piecemeal.commit("store", 1)
        for asked in ("xã huyện", "số", "truong dat", '"tỉnh số" -xã'):
            assert once.search(read_words(asked), 200) == piecemeal.search(read_words(asked), 200), asked
        once.close()
        piecemeal.close()

    def test_nothing_that_can_be_typed_is_an_error(self, room: SearchRoom) -> None:
        rng = random.Random(1)
        # fmt: off
        pieces = ['"', "-", ":", "(", ")", "*", "?", "~", "^", "[", "]", "AND", "NOT", "chữ", "năm:", "số:",
                  "/", "%", "1.2.3", "\0", "\ud800", "́", "đ", " ", "  ", "\n", "😀", "a" * 300, "x_y", "\\",
                  "'"]
        # fmt: on
        for _ in range(400):
            words = "".join(rng.choices(pieces, k=rng.randint(0, 8)))
            found = room.search(read_words(words), 3)
            for hit in found.hits:
                assert all(hit.start <= s.start < s.end <= hit.end for s in hit.highlights)


class TestDamage:
    """An index whose files are not what was committed is noticed; a full disk leaves it as it was."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        room = WhooshRoom(tmp_path / "room")
        room.add(passages())
        room.commit("store", 1)
        room.remove(["d01"])
        room.commit("store", 2)
        room.close()
        return tmp_path / "room"

    def files(self, folder: Path) -> list[Path]:
        return sorted(
            p for p in folder.iterdir() if p.is_file() and p.name != "MAIN_WRITELOCK" and p.stat().st_size
        )

    def test_a_flipped_bit_in_any_file_is_noticed(self, folder: Path) -> None:
        names = {path.suffix for path in self.files(folder)}
        assert names >= {".toc", ".json", ".seg"}
        for path in self.files(folder):
            whole = path.read_bytes()
            for at in {0, len(whole) // 2, len(whole) - 1}:
                if (
                    path.suffix == ".json"
                    and bytes([whole[at] ^ 1]).isspace() == bytes([whole[at]]).isspace()
                ):
                    pass
                flipped = bytearray(whole)
                flipped[at] ^= 1
                path.write_bytes(flipped)
                with pytest.raises(IndexProblem):
                    WhooshRoom(folder)
            path.write_bytes(whole)
        WhooshRoom(folder).close()

    def test_a_missing_or_short_file_is_noticed(self, folder: Path) -> None:
        for path in self.files(folder):
            if path.suffix == ".toc":
                continue  # without its table of contents the directory holds no index at all
            whole = path.read_bytes()
            path.unlink()
            with pytest.raises(IndexProblem):
                WhooshRoom(folder)
            path.write_bytes(whole[:-1])
            with pytest.raises(IndexProblem):
                WhooshRoom(folder)
            path.write_bytes(whole)

    def test_without_table_of_contents_there_is_no_index(self, folder: Path) -> None:
        next(folder.glob("*.toc")).unlink()
        room = WhooshRoom(folder)
        assert room.state() is None
        room.close()

    @pytest.mark.parametrize("moment", ["create", "write", "rename"])
    def test_a_full_disk_changes_nothing_and_leaves_no_files(self, folder: Path, moment: str) -> None:
        class Full(CheckedStorage):
            """A disk that has no room for new files, for their content or for a new name."""

            on = False

            def create_file(self, name: str, **kwargs: Any) -> Any:
                if self.on and moment == "create":
                    raise OSError(errno.ENOSPC, "No space left on device")
                made = super().create_file(name, **kwargs)
                if self.on and moment == "write":
                    made.file = _NoRoom(made.file)
                return made

            def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
                if self.on and moment == "rename":
                    raise OSError(errno.ENOSPC, "No space left on device")
                super().rename_file(oldname, newname, safe)

        room = WhooshRoom(folder, storage=Full)
        before = {p.name: p.read_bytes() for p in self.files(folder)}
        Full.on = True
        with pytest.raises(IndexFull):
            self.change(room)
        Full.on = False
        assert {p.name: p.read_bytes() for p in self.files(folder)} == before
        assert room.search(read_words("331/331")).total == 1
        self.change(room)
        assert room.search(read_words("hoàn toàn mới")).total == 1
        room.close()

    def change(self, room: WhooshRoom) -> None:
        room.add([Passage("new", 0, 13, "hoàn toàn mới", first=True)])
        room.commit("store", 3)

    def test_what_a_killed_writer_left_is_taken_away(self, folder: Path) -> None:
        (folder / "MAIN_dead.seg").write_bytes(b"x" * 100)
        (folder / "MAIN.tmp").mkdir()
        (folder / "MAIN.tmp" / "abc.run").write_bytes(b"x")
        room = WhooshRoom(folder)
        self.change(room)
        assert not list(folder.glob("*dead*"))
        assert not (folder / "MAIN.tmp").exists()
        room.close()


class _NoRoom:
    """A file that can be opened but not filled."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class TestTerms:
    """Terms and where they stand."""

    @pytest.mark.parametrize(
        ("text", "wanted", "why"),
        [
            ("QĐ 507/QĐ-UBND", ["qđ", "507/qđ-ubnd", "507", "qđ", "ubnd"], "a sign and its parts"),
            ("đạt 99,5 %", ["đạt", "99,5%", "99,5"], "a percentage and its number"),
            ("1.250.000", ["1250000"], "dots between thousands mean nothing"),
            ("1.25", ["1,25"], "one dot and two digits are decimals"),
            ("20.11.2024", ["20.11.2024"], "a date is no number"),
            ("4G, Covid-19", ["4g", "covid-19", "covid", "19"], "names with digits"),
        ],
    )
    def test_terms(self, text: str, wanted: list[str], why: str) -> None:
        assert [term.text for term in terms(text)] == wanted, why

    def test_offsets_give_the_words_back(self) -> None:
        text = "Uỷ ban – 99,5% (507/QĐ-UBND) của Hoà Bình…"
        for term in terms(text):
            assert text[term.start : term.end].strip() == text[term.start : term.end] != ""

    def test_a_query_asks_for_the_whole_of_a_sign(self) -> None:
        assert [term.text for term in query_terms("507/QĐ-UBND 99,5%")] == ["507/qđ-ubnd", "99,5%"]


def test_taking_documents_out_of_a_large_segment_leaves_a_sound_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Large segments aren't merged for a few deletions, so such a commit adds no segment.
    monkeypatch.setattr("index.whoosh_room._worn", lambda _segment: False)
    room = WhooshRoom(tmp_path / "room")
    room.add(passages())
    room.commit("store", 1)
    room.remove(["d00"])
    room.commit("store", 2)
    room.close()
    again = WhooshRoom(tmp_path / "room")
    assert again.state() == State("store", 2, len(SENTENCES) - 1, len(SENTENCES) - 1)
    assert not again.search(read_words("331/331")).total
    again.close()
