"""Years asked for by what was measured in them, bounds of counts, and rates told of something else."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Số ca sốt xuất huyết của thành phố Đà Nẵng: 1.612 ca (2019), 527 ca (2020), 1.924 ca (2021). "
    "Tỉnh xếp thứ 8/63 về PAPI năm 2019, thứ 18/63 năm 2020 và thứ 22/60 năm 2021. "
    "Năm 2021, giải ngân đạt 50,9% kế hoạch vốn đầu tư công; 6 chủ đầu tư giải ngân dưới 20%."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/da-nang.txt")
    s.fact("locality", "của ⟦thành phố Đà Nẵng⟧", level="province", canonical="thành phố Đà Nẵng")
    at = {"locality": "thành phố Đà Nẵng"}
    cases = "số ca sốt xuất huyết"
    s.fact("figure", ": ⟦1.612⟧ ca", value=1612, unit="ca", indicator=cases, period="2019", **at)
    s.fact("figure", " ⟦527⟧ ca", value=527, unit="ca", indicator=cases, period="2020", **at)
    s.fact("figure", " ⟦1.924⟧ ca", value=1924, unit="ca", indicator=cases, period="2021", **at)
    for words, rank, year in (("8/63", 8, "2019"), ("18/63", 18, "2020"), ("22/60", 22, "2021")):
        s.fact("figure", f"thứ ⟦{words}⟧", value=rank, unit="hạng", indicator="PAPI", period=year, **at)
    spent = "giải ngân so với kế hoạch vốn đầu tư công"
    s.fact("figure", "đạt ⟦50,9⟧%", value=50.9, indicator=spent, period="2021", **at)
    who = "chủ đầu tư giải ngân"
    s.fact("figure", " ⟦6⟧ chủ", value=6, unit="chủ đầu tư", indicator=who, period="2021", **at)
    s.fact("figure", "dưới ⟦20⟧%", value=20, comparator="under", indicator=who, period="2021", **at)
    return s.table()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Năm nào Đà Nẵng có nhiều ca sốt xuất huyết nhất?", ["năm 2021"]),
        ("nam nao da nang it ca sot xuat huyet nhat", ["năm 2020"]),
        ("Những năm nào Đà Nẵng có trên 1.500 ca sốt xuất huyết?", ["năm 2019", "năm 2021"]),
        ("Năm nào Đà Nẵng xếp hạng PAPI cao nhất?", ["năm 2019"]),
        ("In which year did Đà Nẵng rank best in PAPI?", ["2019"]),
        ("Trong các năm 2020 đến 2021, năm nào thứ hạng PAPI của Đà Nẵng tốt nhất?", ["năm 2020"]),
    ],
)
def test_years_are_told(question: str, expected: list[str]) -> None:
    a = answer(question, store())
    assert [row["text"] for row in a.rows] == expected
    assert len(a.rows) + len(a.compared) > 1


def test_a_bound_of_a_count_is_no_value() -> None:
    a = answer("Năm 2021 Đà Nẵng giải ngân vốn đầu tư công được bao nhiêu phần trăm?", store())
    assert a.rows[0]["value"] == 50.9
    a = answer("Năm 2021 Đà Nẵng có bao nhiêu chủ đầu tư giải ngân dưới 20%?", store())
    assert a.rows[0]["value"] == 6


def test_a_province_typed_without_accents_is_no_other_one() -> None:
    text = "Nhiều người tham gia lại lớp học. Năm 2024, tỉnh Phú Thọ giải ngân đạt 60% kế hoạch."
    s = Store().document(text, "bao/phu-tho.txt")
    s.fact("locality", "⟦tỉnh Phú Thọ⟧", level="province", canonical="tỉnh Phú Thọ")
    told = {"indicator": "giải ngân so với kế hoạch", "locality": "tỉnh Phú Thọ", "period": "2024"}
    s.fact("figure", "đạt ⟦60⟧%", value=60, **told)
    assert answer("phu tho giai ngan bao nhieu phan tram", s.table()).rows[0]["value"] == 60
    a = answer("gia lai giai ngan bao nhieu phan tram", s.table())
    assert a.kind == "none"
    assert a.understood["unknown_localities"] == ["tỉnh Gia Lai"]
