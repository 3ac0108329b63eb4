"""Yes or no by a rank, and by a limit that is not to be passed."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Chỉ số PAPI năm 2023: tỉnh Khánh Hòa xếp thứ 8/61. Tỉnh Phú Thọ dẫn đầu, xếp thứ 1/61. "
    "Đến ngày 30/9/2025, nợ thuế của tỉnh Ninh Bình bằng 6,1% tổng thu, mức cho phép là 5%."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/xep-hang.txt")
    for name, told, value in (("Khánh Hòa", "thứ ⟦8⟧/61", 8), ("Phú Thọ", "thứ ⟦1⟧/61", 1)):
        s.fact("locality", f"ỉnh ⟦{name}⟧", level="province", canonical=f"tỉnh {name}")
        here = {"locality": f"tỉnh {name}", "period": "2023", "denominator": 61}
        s.fact("figure", told, value=value, unit="hạng", indicator="chỉ số PAPI", **here)
    s.fact("locality", "tỉnh ⟦Ninh Bình⟧", level="province", canonical="tỉnh Ninh Bình")
    debt = {"indicator": "nợ thuế so với tổng thu", "locality": "tỉnh Ninh Bình", "period": "2025-09-30"}
    s.fact("figure", "bằng ⟦6,1⟧%", value=6.1, target_value=5, status="missed", **debt)
    return s.table()


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Năm 2023 Khánh Hòa có đứng đầu cả nước về chỉ số PAPI không?", False),
        ("Năm 2023 Phú Thọ có đứng đầu cả nước về chỉ số PAPI không?", True),
        ("Nợ thuế của Ninh Bình có vượt mức cho phép không?", True),
    ],
)
def test_ranks_and_limits_say_yes_or_no(question: str, yes: bool) -> None:
    found = answer(question, store())
    assert found.yes is yes, found.text


def test_a_rank_in_the_nation_is_none_within_a_region() -> None:
    found = answer("Năm 2023 Phú Thọ có đứng đầu vùng Đông Bắc về chỉ số PAPI không?", store())
    assert found.yes is None, found.text
