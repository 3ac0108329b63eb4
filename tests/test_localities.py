"""Localities: one row a case, our own sentences; what is expected is the chain of every mention."""

import pathlib
import random

import pytest

from nlp.document import Document
from nlp.facts import LocalityMention
from nlp.localities import find_localities
from nlp.place_setting import written_on
from nlp.sentences import sentences
from nlp.shadow import shadow


def places(text: str, published: str | None = None) -> list[LocalityMention]:
    document = Document(text=text, source="", published=published)
    return find_localities(document, shadow(text), sentences(text))


LT, VP = "huyện Lập Thạch, tỉnh Vĩnh Phúc", "tỉnh Vĩnh Phúc"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Họp tại huyện Lập Thạch hôm qua.", [("huyện Lập Thạch", LT)], "type and name"),
        ("UBND TX Sơn Tây, TP Hà Nội họp.", [("TX Sơn Tây", "thị xã Sơn Tây, thành phố Hà Nội"),
         ("TP Hà Nội", "thành phố Hà Nội")], "abbreviated types, inside an organisation"),
        ("Huyện Lập Thạch họp.\nP.V", [("Huyện Lập Thạch", LT)], "a by-line is no ward"),
        ("Huyện Phú Lộc, tỉnh Thừa Thiên Huế. Nhập xã Vinh Giang.",
         [("Huyện Phú Lộc", "huyện Phú Lộc, tỉnh Thừa Thiên Huế"),
          ("tỉnh Thừa Thiên Huế", "tỉnh Thừa Thiên Huế"),
          ("xã Vinh Giang", "xã Vinh Giang, huyện Phú Lộc, tỉnh Thừa Thiên Huế")],
         "a commune given up long ago is not one that is spelt alike far away"),
        ("TP.HCM mưa lớn.", [("TP.HCM", "thành phố Hồ Chí Minh")], "an abbreviated name"),
        ("Tỉnh Vĩnh Phúc mưa. Ở Lập Thạch nắng.", [("Tỉnh Vĩnh Phúc", VP), ("Lập Thạch", LT)],
         "a bare district of the home province"),
        ("Các huyện Lập Thạch, Tam Dương và Sông Lô gặt xong.",
         [("huyện Lập Thạch", LT), ("Tam Dương", "huyện Tam Dương, tỉnh Vĩnh Phúc"),
          ("Sông Lô", "huyện Sông Lô, tỉnh Vĩnh Phúc")], "one type word for three names"),
        ("UBND HUYỆN LẬP THẠCH", [("HUYỆN LẬP THẠCH", LT)], "all capitals"),
        ("Thành ủy Mỹ Tho họp sau sắp xếp năm 2025.", [("Mỹ Tho", "thành phố Mỹ Tho, tỉnh Tiền Giang")],
         "a party committee says what sort of unit it is"),
        ("Vùng nông thôn Hà Nội thay đổi.", [("Hà Nội", "thành phố Hà Nội")], "nông thôn is no village"),
        ("Khối D có 166 em dự thi.", [], "a group of subjects is no quarter"),
        ("Xã Hướng Đạo, huyện Tam Dương gặt sớm.",
         [("Xã Hướng Đạo", "xã Hướng Đạo, huyện Tam Dương, tỉnh Vĩnh Phúc"),
          ("huyện Tam Dương", "huyện Tam Dương, tỉnh Vĩnh Phúc")], "a chain written out"),
        ("Về huyện Kỳ Sơn, tỉnh Nghệ An.", [("huyện Kỳ Sơn", "huyện Kỳ Sơn, tỉnh Nghệ An"),
         ("tỉnh Nghệ An", "tỉnh Nghệ An")], "the province behind decides between two districts"),
        ("Thôn Đông, xã Hướng Đạo, huyện Tam Dương.",
         [("Thôn Đông", "thôn Đông, xã Hướng Đạo, huyện Tam Dương, tỉnh Vĩnh Phúc"),
          ("xã Hướng Đạo", "xã Hướng Đạo, huyện Tam Dương, tỉnh Vĩnh Phúc"),
          ("huyện Tam Dương", "huyện Tam Dương, tỉnh Vĩnh Phúc")], "a village has the commune behind it"),
        ("Xã Sơn Kim 1, huyện Hương Sơn, Hà Tĩnh.",
         [("Xã Sơn Kim 1", "xã Sơn Kim 1, huyện Hương Sơn, tỉnh Hà Tĩnh"),
          ("huyện Hương Sơn", "huyện Hương Sơn, tỉnh Hà Tĩnh"), ("Hà Tĩnh", "tỉnh Hà Tĩnh")],
         "a name that ends in a number; the province, not its city, behind a district"),
        ("Tỉnh Vinh Phúc thông báo.", [("Tỉnh Vinh Phúc", VP)], "a missing accent after a type word"),
        ("Năm 2023, tỉnh Thừa Thiên Huế và TP. Huế đón khách.",
         [("tỉnh Thừa Thiên Huế", "tỉnh Thừa Thiên Huế"), ("TP. Huế", "thành phố Huế, tỉnh Thừa Thiên Huế")],
         "Huế before it became a central city"),
    ],
)  # fmt: skip
def test_places_and_their_chains(text: str, expected: list[tuple[str, str]], why: str) -> None:
    assert [(m.text, m.canonical) for m in places(text)] == expected, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Tỉnh ủy viên Nguyễn Thái Bình phát biểu.", "a person"),
        ("Ông Hòa Bình nói.", "a person with a title"),
        ("Kẹt xe trên đường Lập Thạch.", "a street"),
        ("Các xã, thị trấn trong huyện họp.", "type words alone"),
        ("Phát triển kinh tế - xã hội bền vững.", "xã hội"),
        ("Hợp tác xã Đông Hải thu mua lúa.", "hợp tác xã"),
        ("Mỗi phường 2 điểm bỏ phiếu.", "a count, not phường 2"),
        ("Ban hành văn bản Luật mới.", "văn bản is no hamlet"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "the motto"),
        ("Xem ảnh Vĩnh Phúc.jpg và vinhphuc.gov.vn", "a file and an address"),
        ("Chủ tịch UBND phường Nguyễn Đình Công đến dự.", "the name after phường is a person's"),
    ],
)
def test_what_only_looks_like_a_place(text: str, why: str) -> None:
    assert places(text) == [], why


@pytest.mark.parametrize(
    ("text", "published", "canonical", "why"),
    [
        ("Xã Tam Dương đạt chuẩn.", "2025-09-01", "xã Tam Dương, tỉnh Phú Thọ", "published after the reform"),
        ("Huyện Tam Dương đạt chuẩn.", "2024-09-01", "huyện Tam Dương, tỉnh Vĩnh Phúc", "and before"),
        (
            "Ngày 20/8/2025, phường Vĩnh Yên khai trương.",
            None,
            "phường Vĩnh Yên, tỉnh Phú Thọ",
            "a day in the text",
        ),
        (
            "Huyện Tam Dương cũ.",
            "2025-09-01",
            "huyện Tam Dương, tỉnh Vĩnh Phúc",
            "a unit keeps its old chain",
        ),
    ],
)
def test_the_order_in_force_decides(text: str, published: str | None, canonical: str, why: str) -> None:
    assert places(text, published)[0].canonical == canonical, why


def test_a_mention_knows_its_code_and_what_it_became() -> None:
    (mention,) = places("Xã Hướng Đạo (Tam Dương)")[:1]
    assert (mention.level, mention.locality, mention.locality_code) == ("commune", "xã Hướng Đạo", "08881")
    assert mention.locality_2025 == "xã Tam Dương, tỉnh Phú Thọ"


def test_the_latest_day_told_dates_a_document_without_any_other_date() -> None:
    text = "Đến ngày 30/11/2024 xong 5 việc; phấn đấu đến năm 2030 xong hết."
    assert written_on(Document(text=text, source=""), shadow(text)) == ("2024-11-30", False)


HOSTILE = [
    "xã ",
    "Xã Hướng Đạo, ",
    "A ",
    "TP.",
    "thôn 1 ",
    "Ấ",
    '"',
    "\n",
    "huyện\u00a0",
    "các xã ",
    "-",
    "Đ",
    "Vĩnh Phúc",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repeated_cues_give_exact_offsets(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(text[m.start : m.end] == m.text for m in places(text))


def test_random_mixtures_give_exact_offsets() -> None:
    rng = random.Random(3)
    for _ in range(150):
        text = "".join(rng.choice(HOSTILE) for _ in range(60))
        found = places(text)
        assert all(text[m.start : m.end] == m.text for m in found)
        assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))  # noqa: RUF007


def test_the_seeds_hold(tmp_path: pathlib.Path) -> None:
    seeds = pathlib.Path(__file__).parents[2] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("no ../shared here")
    for path in seeds.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert all(m.canonical.endswith("tỉnh Vĩnh Phúc") for m in places(text))
