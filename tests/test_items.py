"""Items: the things a figure counts, where the text lists them."""

import pytest

from nlp import Document, Figure, analyse


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Huyện có 3 xã đạt chuẩn, gồm: An Lạc, Bình Minh, Cao Sơn.",
            ["An Lạc", "Bình Minh", "Cao Sơn"],
            "gồm",
        ),
        (
            "Huyện có 3 xã đạt chuẩn gồm An Lạc, Bình Minh và Cao Sơn.",
            ["An Lạc", "Bình Minh", "Cao Sơn"],
            "và before the last",
        ),
        ("Có 2 sản phẩm mới: chè xanh, mật ong.", ["chè xanh", "mật ong"], "a colon alone"),
        (
            "Tỉnh giao 2 nhiệm vụ: rà soát đất đai; cấp giấy cho dân.",
            ["rà soát đất đai", "cấp giấy cho dân"],
            "semicolons",
        ),
        ("Có 3 nền tảng (A, B, C).", [], "brackets are no list of items"),
        ("Có 5 xã đạt chuẩn, gồm: An Lạc, Bình Minh.", [], "too few to be those counted"),
        ("Có 3 xã đạt chuẩn. Gồm nhiều thôn, bản, khu.", [], "another sentence"),
        (
            "Có 3 xã đạt chuẩn, tăng 2 xã gồm: An Lạc, Bình Minh, Cao Sơn.",
            [],
            "another number stands between",
        ),
    ],
)
def test_items(text: str, expected: list[str], why: str) -> None:
    figure = next(f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure))
    assert [i.text for i in figure.items] == expected, why
    assert all(text[i.start : i.end] == i.text for i in figure.items)
