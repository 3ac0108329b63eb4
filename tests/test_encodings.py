"""Encodings of Vietnamese text: published samples, round trips, and what must stay untouched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encodings import TCVN3, VNI, decode, from_tcvn3, from_vni, unmask
from corpus.errors import ReadError
from corpus.fonts import Legacy, convert_runs, legacy
from corpus.syllables import is_syllable, vietnamese

LETTERS = [
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
] + ["đ"]
TEXT = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Năm 2024, huyện Lập Thạch đạt "
    "84,6% hồ sơ trực tuyến; kỹ thuật, thuỷ lợi, nghĩa vụ, quỹ, khuỷu, ngoẵng, giữ gìn."
)
_TO_TCVN3 = {letter: bytes([code]) for code, letter in TCVN3.items()}
_TO_VNI = {letter: sequence.encode("latin-1") for sequence, letter in reversed(VNI.items())}


def written(text: str, encoding: str) -> bytes:
    """`text` as an old program would have stored it."""
    if encoding in ("tcvn3", "vni"):
        table = _TO_TCVN3 if encoding == "tcvn3" else _TO_VNI
        return b"".join(table.get(char) or char.encode("latin-1") for char in text)
    if encoding == "windows-1258":
        out = b""
        for char in text:
            parts = unicodedata.normalize("NFD", char)
            tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            out += base.encode("cp1258") + "".join(tones).encode("cp1258")
        return out
    return text.encode(encoding)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# Words as they look in Latin-1 when the old font is missing: seen in archives and converters' manuals.
PUBLISHED = [
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
    ("B¶o Th¾ng", "tcvn3", "Bảo Thắng"),
    ("M\xadêng Kh\xad¬ng", "tcvn3", "Mường Khương"),  # the soft hyphen is a letter in TCVN3
    ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "tcvn3", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),  # capital font
    ("uû ban nh©n d©n huyÖn", "tcvn3", "uỷ ban nhân dân huyện"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "vni", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni", "Độc lập - Tự do - Hạnh phúc"),
    ("Xin chaøo caùc baïn", "vni", "Xin chào các bạn"),
    ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "vni", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("ñöôøng, kyõ thuaät, ngöôøi, quaän Bình Thaïnh", "vni", "đường, kỹ thuật, người, quận Bình Thạnh"),
]


@pytest.mark.parametrize(("looks", "encoding", "means"), PUBLISHED)
def test_published_samples_are_detected_and_converted(looks: str, encoding: str, means: str) -> None:
    found = decode(looks.encode("latin-1"))
    assert (nfc(found.text), found.encoding) == (means, encoding)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("letter", LETTERS)
def test_the_tables_hold_every_small_letter(letter: str, encoding: str) -> None:
    convert = from_tcvn3 if encoding == "tcvn3" else from_vni
    looks = written(letter, encoding).decode("latin-1")
    assert convert(looks) == letter


@pytest.mark.parametrize("letter", [letter.upper() for letter in LETTERS])
def test_vni_holds_every_capital(letter: str) -> None:
    assert from_vni(written(letter, "vni").decode("latin-1")) == letter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258", "tcvn3", "vni"])
def test_a_text_comes_back_from_every_encoding(encoding: str) -> None:
    assert nfc(decode(written(TEXT, encoding)).text) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_seen_by_its_zeros(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


# One or two words must do: names of files' authors, headings of tables.
@pytest.mark.parametrize("encoding", ["windows-1258", "tcvn3", "vni"])
@pytest.mark.parametrize(
    "text", ["Hà Nội", "Huyện Lập Thạch", "Số liệu", "đạt 84,6%", "Chỉ tiêu", "Tỷ lệ", "xã Hướng Đạo"]
)
def test_short_texts_are_enough(text: str, encoding: str) -> None:
    assert nfc(decode(written(text, encoding)).text) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Plain ASCII, 84.6% of 1,250.", "Plain ASCII, 84.6% of 1,250."),
        ("Café déjà vu à Paris, où l'été était très agréable".encode("cp1252"),
         "Café déjà vu à Paris, où l'été était très agréable"),  # another language stays what it is
        ("Naïve résumé, “quoted” – dash".encode("cp1252"), "Naïve résumé, “quoted” – dash"),
        ("Tiếng Việt".encode()[:-1] + "t, một câu dài hơn để đủ chữ có dấu".encode(),
         "Tiếng Việt, một câu dài hơn để đủ chữ có dấu"),
        ("Một câu đủ dài để thấy rõ đây là tiếng Việt, viết bằng UTF-8 ế".encode()[:-1],
         "Một câu đủ dài để thấy rõ đây là tiếng Việt, viết bằng UTF-8 \ufffd"),  # cut off within a letter
        ("e\u0302\u0301 là ế".encode(), "e\u0302\u0301 là ế"),  # NFD is left to the stored text
    ],
)  # fmt: skip
def test_what_is_no_legacy_vietnamese_stays_what_it_is(data: bytes, text: str) -> None:
    assert decode(data).text == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(100),
        "Xã Sơn Lôi có 12 trường".encode() + bytes(40),
        "Xã Sơn Lôi\0".encode() + b"\xe1\xba",
        b"\x01\x02\x03\x04\x05\x06\x07\x08 a few letters \x0e\x0f\x10",
        bytes(200 + n % 56 for n in range(1000)),
    ],
)
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.kind == "binary"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_stray_nuls_lose_no_document_and_move_no_offset(encoding: str) -> None:
    damaged = TEXT.replace(" đạt", "\0đạt").replace(".", "\0", 2)
    text = decode(damaged.encode(encoding)).text
    assert text == damaged.replace("\0", "\ufffd")
    assert text.index("84,6") == TEXT.index("84,6")
    assert decode("Xã\0Sơn\0Lôi có\x01 12 trường".encode()).text == "Xã\ufffdSơn\ufffdLôi có\x01 12 trường"


def test_a_said_charset_is_believed_only_where_nothing_speaks_against_it() -> None:
    assert decode("привет, мир".encode("cp1251"), "windows-1251").text == "привет, мир"
    assert decode("Tiếng Việt".encode(), "iso-8859-1").text == "Tiếng Việt"
    assert decode(written(TEXT, "tcvn3"), "iso-8859-1").encoding == "tcvn3"
    assert decode(b"caf\xe9", "no-such-charset").text == "café"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "Cộng hòa xã hội chủ nghĩa"),
        ("Café déjà vu, très agréable été", "Café déjà vu, très agréable été"),
        ("hai xã, bốn thôn, là nhà, có cá", "hai xã, bốn thôn, là nhà, có cá"),  # Vietnamese as it is
        ("Tổng số: Céng hßa x· héi", "Tổng số: Céng hßa x· héi"),  # Unicode letters: no mask over all of it
        ("±5 °C, 10 µm, 3 × 4", "±5 °C, 10 µm, 3 × 4"),
    ],
)
def test_legacy_letters_stored_as_unicode_are_unmasked_only_when_sure(text: str, means: str) -> None:
    assert unmask(text) == means


@pytest.mark.parametrize(
    ("font", "means"),
    [
        (".VnTime", Legacy("tcvn3")),
        (".VnTimeH", Legacy("tcvn3", capital=True)),
        (".VnArial NarrowH", Legacy("tcvn3", capital=True)),
        ("ABCDEF+.VnTime,Bold", Legacy("tcvn3")),  # as a PDF names it
        ("VNI-Times", Legacy("vni")),
        ("Times New Roman", None),
        ("Vnitime", None),
        (None, None),
    ],
)
def test_fonts_tell_their_encoding(font: str | None, means: Legacy | None) -> None:
    assert legacy(font) == means


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("Céng hßa ", ".VnTime"), ("x· héi", ".VnTimeH"), (" đẹp", "Arial")], "Cộng hòa XÃ HỘI đẹp"),
        ([("Vie", "VNI-Times"), ("ät Nam", "VNI-Times")], "Việt Nam"),  # a letter split between runs
        ([("Vie\uf0e4t", "VNI-Times")], "Việt"),  # stored as a symbol
        ([("Cộng hòa", ".VnTime")], "Cộng hòa"),  # Unicode typed under an old font
        ([("hai xã có nhà", ".VnTime")], "hai xã có nhà"),  # the same without letters beyond Latin-1
        ([("84,6%", ".VnTime")], "84,6%"),
    ],
)
def test_runs_are_converted_by_their_font(runs: list[tuple[str, str | None]], text: str) -> None:
    assert convert_runs(runs) == text


@pytest.mark.parametrize(
    "word", ["nghiệp", "khuỷu", "ngoẵng", "quốc", "giếng", "gì", "yêu", "ưỡn", "xoong", "thuở", "Đắk"]
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiÖp", "café", "ếế", "áà", "heọ", "straße", "bcá"])
def test_what_is_no_syllable_is_none(word: str) -> None:
    assert not is_syllable(word)


def test_only_accented_words_count() -> None:
    assert vietnamese("plain words only") == (0.0, 0)
    assert vietnamese("Việt Nam")[0] > 0 > vietnamese("ViÖt Nam")[0]


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decode(data)
    except ReadError as error:
        assert error.kind == "binary"  # noqa: PT017


@given(st.text(max_size=200).filter(lambda text: "\0" not in text))
def test_utf_8_is_never_mistaken(text: str) -> None:
    found = None
    try:
        found = decode(text.encode("utf-8", "ignore"))
    except ReadError:
        return
    if any(char >= "\u0180" for char in text):
        assert found.text == text.encode("utf-8", "ignore").decode().removeprefix("\ufeff")
