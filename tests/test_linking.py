"""Wordings of one indicator share an id; what turns the meaning keeps them apart."""

from pathlib import Path

import pytest

from nlp.document import Document
from nlp.facts import Figure
from nlp.linking import Linker, defined_in, linker, slug, wording
from nlp.pipeline import facts_of

PAIRS = Path(__file__).parent.parent / "training" / "data" / "indicator_pairs.tsv"
POLES = Path(__file__).parent.parent / "nlp" / "data" / "linking" / "poles.tsv"


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _link(words: str) -> str:
    return linker().link(words)


SAME = [
    ("tỷ lệ DVC trực tuyến", "tỷ lệ dịch vụ công trực tuyến", "an abbreviation"),
    ("tỷ lệ dịch vụ công trực tuyến", "hồ sơ nộp trực tuyến", "another name of the same thing"),
    ("tỷ lệ hồ sơ TTHC nộp trực tuyến", "tỷ lệ DVCTT", "both shortened"),
    ("xã đạt chuẩn NTM nâng cao", "xã đạt chuẩn nông thôn mới nâng cao", "the turning word in both"),
    ("tỉ lệ hộ nghèo", "TỶ LỆ HỘ NGHÈO", "spelling and capitals"),
    ("tỷ lệ người tham gia BHYT", "tỷ lệ người tham gia bảo hiểm y tế", "an abbreviation"),
    ("hồ sơ giải quyết", "giải quyết hồ sơ", "the order of words"),
    ("hồ sơ quá hạn", "hồ sơ trễ hạn", "two words for late"),
    ("thu NSNN", "thu ngân sách nhà nước năm 2024", "a year is no part of it"),
    ("Chỉ số CCHC", "xếp hạng chỉ số cải cách hành chính", "its rank is told of the same index"),
]


@pytest.mark.parametrize(("one", "two", "why"), SAME)
def test_one_thing_has_one_id(one: str, two: str, why: str) -> None:
    assert _link(one) == _link(two), why


APART = [
    ("hồ sơ giải quyết đúng hạn", "hồ sơ giải quyết quá hạn"),
    ("xã đạt chuẩn nông thôn mới", "xã đạt chuẩn nông thôn mới nâng cao"),
    ("xã đạt chuẩn NTM nâng cao", "xã đạt chuẩn NTM kiểu mẫu"),
    ("tổng thu ngân sách", "tổng chi ngân sách"),
    ("thu ngân sách tăng so với cùng kỳ", "thu ngân sách giảm so với cùng kỳ"),
    ("chỉ tiêu hoàn thành", "chỉ tiêu chưa hoàn thành"),
    ("hộ nghèo", "hộ cận nghèo"),
    ("sản phẩm OCOP 3 sao", "sản phẩm OCOP 4 sao"),
    ("tỷ lệ DVC trực tuyến", "tỷ lệ thanh toán trực tuyến"),
    ("chuyển đổi số", "chuyển đổi cây trồng"),
]


@pytest.mark.parametrize(("one", "two"), APART)
def test_two_things_have_two_ids(one: str, two: str) -> None:
    assert _link(one) != _link(two)


@pytest.mark.parametrize(("pole", "one", "two"), _rows(POLES))
def test_each_turning_word_keeps_its_example_apart(pole: str, one: str, two: str) -> None:
    assert wording(one).signature != wording(two).signature, pole
    assert _link(one) != _link(two)


def test_cash_is_no_negation() -> None:
    assert wording("thanh toán không dùng tiền mặt").signature == wording("nộp phí").signature


DEFINED = [
    ("tỷ lệ dịch vụ công (DVC) trực tuyến", {"dvc": "dịch vụ công"}, "letters of the words before"),
    ("Tổ công nghệ số cộng đồng (CNSCĐ)", {"cnscđ": "công nghệ số cộng đồng"}, "đ has its own letter"),
    ("Sở Giáo dục và Đào tạo (GDĐT)", {"gdđt": "Giáo dục và Đào tạo"}, "và has no letter"),
    ("Cổng thông tin (VNPT) mới", {}, "the letters are of other words"),
    ("(DVC)", {}, "nothing stands before"),
]


@pytest.mark.parametrize(("text", "found", "why"), DEFINED)
def test_a_text_defines_its_abbreviations(text: str, found: dict[str, str], why: str) -> None:
    assert defined_in(text) == found, why


def test_what_the_text_defines_wins_over_the_usual() -> None:
    text = "Huyện Lập Thạch có 12 đội văn nghệ cơ sở (DVC). "
    assert wording("số DVC", {"dvc": "đội văn công"}).key == wording("số đội văn công").key
    assert defined_in(text) == {}


def test_every_figure_with_an_indicator_has_an_id() -> None:
    text = (
        "Năm 2024, huyện Lập Thạch có tỷ lệ dịch vụ công (DVC) trực tuyến đạt 84,6%.\n"
        "Xã Hướng Đạo có tỷ lệ hồ sơ nộp trực tuyến đạt 90%. Tỷ lệ hộ nghèo còn 2,1%."
    )
    figures = [f for f in facts_of(Document(text=text, source="a.txt")) if isinstance(f, Figure)]
    assert all(f.indicator_id for f in figures if f.indicator)
    assert figures[0].indicator_id == figures[1].indicator_id != figures[2].indicator_id


class TestIds:
    def test_an_unknown_wording_has_an_id_of_its_own_words(self) -> None:
        assert _link("số thuyền thúng sơn xanh") == _link("thuyền thúng sơn xanh") == "thuyen-thung-son-xanh"

    def test_a_long_id_is_cut_and_still_tells_apart(self) -> None:
        words = "thuyền thúng sơn xanh đậu bến cá ven đầm nước lợ phía nam cửa biển "
        assert slug(words + "một") != slug(words + "hai")
        assert len(slug(words + "một")) <= 70

    @pytest.mark.parametrize("words", ["", " ", "%", "()", "tỷ lệ", "số", "😀", "A" * 5000, "tăng " * 800])
    def test_anything_has_an_id(self, words: str) -> None:
        assert _link(words)
        assert _link(words) == Linker([], MODEL).link(words) or _link(words)

    def test_without_a_catalogue_ids_are_the_keys(self) -> None:
        assert Linker([], MODEL).link("tỷ lệ hộ nghèo") == "ho-ngheo"

    def test_the_catalogue_wins_over_the_key(self) -> None:
        known = Linker([{"id": "ngheo", "wordings": ["tỷ lệ hộ nghèo đa chiều"]}], MODEL)
        assert known.link("hộ nghèo đa chiều") == "ngheo"


MODEL = {
    "weights": dict.fromkeys(("words", "grams", "within", "cover", "first", "last"), 1.0),
    "bias": -5.0, "threshold": 0.6, "rare": 5.0, "idf": {},
}  # fmt: skip


def test_the_judged_pairs_are_linked_as_people_judged() -> None:
    rows = _rows(PAIRS)
    linked = [(same == "1", _link(one) == _link(two)) for same, one, two, _ in rows]
    right = sum(same for same, found in linked if found)
    assert len(rows) >= 150
    assert right / sum(found for _, found in linked) >= 0.93, "precision"
    assert right / sum(same for same, _ in linked) >= 0.7, "recall"


class TestGrowing:
    def test_new_wordings_are_grouped_and_old_ids_stay(self) -> None:
        pytest.importorskip("sklearn")
        import json

        from training.linking import MODEL as FILE
        from training.linking import grow

        model = json.loads(FILE.read_text(encoding="utf-8"))
        old = [{"id": "ngheo", "name": "tỷ lệ hộ nghèo", "wordings": ["tỷ lệ hộ nghèo"]}]
        new = ["số thuyền thúng sơn xanh", "thuyền thúng được sơn xanh", "hộ nghèo", "hộ cận nghèo"]
        grown = {entry["id"]: entry["wordings"] for entry in grow(old, new, model)}
        assert grown["ngheo"] == ["tỷ lệ hộ nghèo"]
        assert any(len(wordings) == 1 and "cận" in wordings[0] for wordings in grown.values())
        assert sum("thuyền" in w[0] for w in grown.values()) == 1
        assert grow(list(grow(old, new, model)), new, model) == grow(old, new, model)

    def test_a_store_gives_what_two_documents_have(self) -> None:
        pytest.importorskip("sklearn")
        import json

        from training.linking import stored_wordings

        facts = [("a", "tỷ lệ hộ nghèo"), ("b", "hộ nghèo"), ("b", "đàn lợn"), ("b", None)]
        lines = [json.dumps({"kind": "figure", "doc": d, "indicator": i}) for d, i in facts]
        assert stored_wordings(lines) == ["hộ nghèo"]
