"""The administrative units: look-ups, chains, both orders, former names."""

import pytest

from nlp.gazetteer import gazetteer, split_type

NAMES = gazetteer()


@pytest.mark.parametrize(
    ("written", "canonical", "why"),
    [
        ("huyện Lập Thạch", "huyện Lập Thạch, tỉnh Vĩnh Phúc", "type and name"),
        ("lap thach", "huyện Lập Thạch, tỉnh Vĩnh Phúc", "no accents, no type: the district comes first"),
        ("TP. Vĩnh Yên", "thành phố Vĩnh Yên, tỉnh Vĩnh Phúc", "abbreviated type"),
        ("TP.HCM", "thành phố Hồ Chí Minh", "the city's usual abbreviation"),
        ("qui nhon", "thành phố Quy Nhơn, tỉnh Bình Định", "i for y"),
        ("xã Hướng Đạo, Tam Dương", "xã Hướng Đạo, huyện Tam Dương, tỉnh Vĩnh Phúc", "a parent narrows"),
        ("Huyện Thanh Hoà", None, "no such unit"),
        ("bà rịa – vũng tàu", "tỉnh Bà Rịa - Vũng Tàu", "another dash"),
        ("Cư M’gar", "huyện Cư M'gar, tỉnh Đắk Lắk", "a typographic apostrophe"),
    ],
)
def test_a_written_place_finds_its_unit(written: str, canonical: str | None, why: str) -> None:
    found = NAMES.resolve(written)
    assert (NAMES.canonical(found[0]) if found else None) == canonical, why


def test_the_home_province_decides_between_units_of_one_name() -> None:
    home = NAMES.resolve("tỉnh Tiền Giang")[0]
    assert NAMES.canonical(NAMES.resolve("Châu Thành", home)[0]) == "huyện Châu Thành, tỉnh Tiền Giang"


def test_the_date_decides_between_the_old_and_the_new_order() -> None:
    assert NAMES.lookup("Tam Dương", date="2024-05-01")[0].label == "huyện Tam Dương"
    assert NAMES.canonical(NAMES.lookup("Tam Dương", date="2025-09-01")[0]) == "xã Tam Dương, tỉnh Phú Thọ"


@pytest.mark.parametrize(
    ("date", "canonical"),
    [
        ("2023", "huyện A Lưới, tỉnh Thừa Thiên Huế"),
        ("2024-12-31", "huyện A Lưới, tỉnh Thừa Thiên Huế"),
        ("2025-01-01", "huyện A Lưới, thành phố Huế"),
    ],
)
def test_a_parent_bears_the_name_of_the_day(date: str, canonical: str) -> None:
    assert NAMES.canonical(NAMES.resolve("huyện A Lưới")[0], date) == canonical


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("tỉnh Vĩnh Phúc", "tỉnh Phú Thọ", "three provinces joined"),
        ("tỉnh Nghệ An", "tỉnh Nghệ An", "unchanged"),
        ("xã Hướng Đạo, Tam Dương", "xã Tam Dương, tỉnh Phú Thọ", "a commune in a joined one"),
        ("huyện Lập Thạch", None, "a district has no successor of its own"),
        ("huyện Lý Sơn", "đặc khu Lý Sơn, tỉnh Quảng Ngãi", "an island district became one unit"),
    ],
)
def test_a_unit_knows_what_it_became_in_july_2025(old: str, new: str | None, why: str) -> None:
    after = NAMES.successor(NAMES.resolve(old)[0])
    assert (NAMES.canonical(after) if after else None) == new, why


def test_a_new_unit_knows_what_it_was_made_of() -> None:
    new = NAMES.lookup("Tam Dương", "commune", date="2026")[0]
    assert "xã Hướng Đạo" in {u.label for u in NAMES.predecessors(new)}


def test_a_name_given_up_before_2025_still_leads_to_its_district() -> None:
    absorbed = NAMES.absorbed("xã", "Bạch Lưu")
    assert [NAMES.canonical(NAMES.parent(u)) for u in absorbed if NAMES.parent(u)] == [
        "huyện Sông Lô, tỉnh Vĩnh Phúc"
    ]


def test_places_in_a_question_without_accents() -> None:
    found = NAMES.places_in("lap thach va vinh yen noi nao cao hon")
    assert [NAMES.canonical(units[0]) for _, _, units in found[:2]] == [
        "huyện Lập Thạch, tỉnh Vĩnh Phúc",
        "thành phố Vĩnh Yên, tỉnh Vĩnh Phúc",
    ]


def test_the_numbers_of_units_are_those_of_the_two_orders() -> None:
    units = [NAMES.unit(uid) for uid in NAMES._rows]
    count = {(u.of_2025, u.level): 0 for u in units}
    for unit in units:
        count[unit.of_2025, unit.level] += 1
    assert count[False, "province"] == 63
    assert count[True, "province"] == 34
    assert count[True, "commune"] == 3321
    assert (True, "district") not in count


def test_every_commune_but_a_handful_has_a_successor() -> None:
    lost = [u for u in map(NAMES.unit, NAMES._rows) if u.level == "commune" and NAMES.successor(u) is None]
    assert len(lost) <= 5


def test_type_words_are_split_off() -> None:
    assert split_type("thị xã Phổ Yên") == ("thị xã", "Phổ Yên")
    assert split_type("Phổ Yên") == (None, "Phổ Yên")
