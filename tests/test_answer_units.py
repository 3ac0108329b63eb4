"""How many communes or bodies lie beyond a bound, met a target or fell short of it."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Bảo hiểm y tế ở Quảng Ngãi: nơi cao, nơi thấp. Trong 96 xã, phường, đặc khu, có 61 đơn vị đạt tỷ lệ "
    "bao phủ từ 95% trở lên; 8 đơn vị dưới 85%. Đến nay 40 địa phương đã hoàn thành chỉ tiêu, 56 địa phương "
    "chưa đạt. "
    "Có 12 xã, phần lớn ở miền núi, chưa giải ngân được quá 10% vốn đầu tư công."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/quang-ngai.txt")
    s.fact("locality", "ở ⟦Quảng Ngãi⟧", level="province", canonical="tỉnh Quảng Ngãi")
    now = {"locality": "tỉnh Quảng Ngãi", "period": "2025-09"}
    share = "tỷ lệ bao phủ"
    s.fact("figure", "có ⟦61⟧ đơn", value=61, unit="đơn vị", indicator=f"đơn vị đạt {share}", **now)
    s.fact("figure", "từ ⟦95⟧%", value=95, comparator="at_least", indicator=share, **now)
    s.fact("figure", "; ⟦8⟧ đơn", value=8, unit="đơn vị", indicator="đơn vị", **now)
    s.fact("figure", "dưới ⟦85⟧%", value=85, comparator="under", indicator=share, **now)
    met = {"indicator": "địa phương hoàn thành chỉ tiêu", "status": "met"}
    s.fact("figure", "nay ⟦40⟧ địa", value=40, unit="địa phương", **met, **now)
    missed = {"indicator": "địa phương chưa đạt", "status": "missed"}
    s.fact("figure", ", ⟦56⟧ địa", value=56, unit="địa phương", **missed, **now)
    s.fact("figure", "Có ⟦12⟧ xã", value=12, unit="xã", indicator="xã phần lớn ở miền núi", **now)
    s.fact("figure", "quá ⟦10⟧%", value=10, comparator="over", indicator="chưa giải ngân so với vốn", **now)
    return s.table()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Quảng Ngãi còn bao nhiêu xã, phường bao phủ bảo hiểm y tế chưa tới 85%?", 8),
        ("quang ngai co bao nhieu xa phuong bao phu bhyt duoi 85%", 8),
        ("Mấy địa phương ở Quảng Ngãi đã xong chỉ tiêu bảo hiểm y tế?", 40),
        ("Quảng Ngãi còn bao nhiêu xã, phường chưa đạt yêu cầu về bảo hiểm y tế?", 56),
        ("Quảng Ngãi còn mấy xã chưa giải ngân nổi quá 10% vốn?", 12),
    ],
)
def test_units_in_a_state_are_counted_by_any_noun_for_them(question: str, value: float) -> None:
    found = answer(question, store())
    assert [r["value"] for r in found.rows] == [value], found.text


@pytest.mark.parametrize(
    "question",
    [
        "Quảng Ngãi có bao nhiêu xã, phường bao phủ bảo hiểm y tế trên 85%?",
        "Quảng Ngãi còn bao nhiêu xã, phường chưa đạt yêu cầu về nước sạch?",
        "Quảng Ngãi có mấy xã giải ngân quá 10% vốn?",
    ],
)
def test_another_side_of_a_bound_or_another_subject_is_not_told(question: str) -> None:
    assert answer(question, store()).kind in ("none", "passages")
