"""Ways and plans that a text tells behind a number, and rates that are no percentages."""

import pytest
from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

TEXT = (
    "Năm 2023, tỉnh Bến Tre đạt chỉ số SIPAS 81,26%, giảm nhẹ so với năm trước. "
    "Khu vực dịch vụ tăng 8,64%, đóng góp 4,49 điểm phần trăm, vượt mức 6,5% một năm trước đó. "
    "Tỷ suất sinh của tỉnh là 14,56‰, giảm 0,51‰ so với năm 2022. "
    "Có 46/119 xã đạt chuẩn nông thôn mới, nhiều hơn năm 2022 13 xã và vượt kế hoạch 3 xã. "
    "Chỉ số PCI của tỉnh đạt 66,1 điểm, xếp thứ 24. "
    "Thu nhập bình quân đầu người 49,15 triệu đồng, thêm 4,58 triệu đồng so với năm 2022; ngân hàng thu nợ "
    "được 362 tỷ đồng, nhiều hơn năm 2022 20 tỷ đồng."
)


def store() -> FactTable:
    s = Store().document(TEXT, "bao/ben-tre.txt")
    s.fact("locality", "⟦tỉnh Bến Tre⟧", level="province", canonical="tỉnh Bến Tre")
    here = {"locality": "tỉnh Bến Tre", "period": "2023"}
    birth = "tỷ suất sinh"
    s.fact("figure", "SIPAS ⟦81,26⟧%", value=81.26, indicator="chỉ số SIPAS", **here)
    s.fact("figure", "tăng ⟦8,64⟧%", value=8.64, indicator="khu vực dịch vụ tăng", **here)
    s.fact(
        "figure", "góp ⟦4,49⟧ điểm", value=4.49, unit="điểm %", indicator="khu vực dịch vụ đóng góp", **here
    )
    s.fact("figure", "mức ⟦6,5⟧%", value=6.5, indicator="khu vực dịch vụ tăng", locality="tỉnh Bến Tre",
           period="2022")  # fmt: skip
    s.fact("figure", "là ⟦14,56⟧‰", value=14.56, unit="‰", indicator=birth, **here)
    s.fact("figure", "giảm ⟦0,51⟧‰", value=0.51, unit="‰", indicator=f"{birth} giảm so với năm 2022", **here)
    s.fact("figure", "Có ⟦46/119⟧ xã", value=46, numerator=46, denominator=119, unit="xã", status="met",
           indicator="xã đạt chuẩn nông thôn mới", **here)  # fmt: skip
    s.fact("figure", "2022 ⟦13⟧ xã", value=13, unit="xã", indicator="xã đạt chuẩn nông thôn mới tăng", **here)
    s.fact("figure", "hoạch ⟦3⟧ xã", value=3, unit="xã", status="met",
           indicator="xã đạt chuẩn nông thôn mới vượt kế hoạch", **here)  # fmt: skip
    s.fact("figure", "đạt ⟦66,1⟧ điểm", value=66.1, unit="điểm", indicator="chỉ số PCI", **here)
    s.fact("figure", "thứ ⟦24⟧", value=24, unit="hạng", indicator="chỉ số PCI", **here)
    income, debt = "thu nhập bình quân đầu người", "thu nợ của ngân hàng"
    s.fact("figure", "người ⟦49,15⟧", value=49.15e6, unit="đồng", indicator=income, **here)
    s.fact("figure", "thêm ⟦4,58⟧", value=4.58e6, unit="đồng", indicator=f"{income} tăng", **here)
    s.fact("figure", "được ⟦362⟧", value=362e9, unit="đồng", indicator=debt, **here)
    s.fact("figure", "2022 ⟦20⟧ tỷ", value=20e9, unit="đồng", indicator=debt, **here)
    return s.table()


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        # the way is told behind the number, without a number of its own
        ("Chỉ số SIPAS năm 2023 của Bến Tre có giảm so với năm trước không?", True),
        ("sipas 2023 ben tre co tang khong", False),
        # another number stands between a growth and what it is held against
        ("Năm 2023 khu vực dịch vụ của Bến Tre có tăng nhanh hơn năm 2022 không?", True),
        # a number and its change are no rivals; the year that it is held against is no number
        ("Thu nhập bình quân đầu người năm 2023 của Bến Tre có tăng so với năm 2022 không?", True),
        ("Năm 2023 thu nợ của ngân hàng ở Bến Tre có giảm so với cùng kỳ không?", False),
        # a rate in thousands is a rate
        ("Did the birth rate in Bến Tre fall in 2023?", True),
        # what exceeds a plan is told by the margin, not by the whole of all communes
        ("Năm 2023 số xã đạt chuẩn nông thôn mới của Bến Tre có vượt kế hoạch không?", True),
    ],
)
def test_what_stands_behind_a_number_tells_yes_or_no(question: str, yes: bool) -> None:
    assert answer(question, store()).yes is yes


def test_the_name_of_a_place_asks_for_no_rank() -> None:
    s = Store().document("Tỉnh Bắc Giang đạt điểm PCI 72,8 và xếp hạng 2.", "bao/bac-giang.txt")
    s.fact("locality", "⟦Tỉnh Bắc Giang⟧", level="province", canonical="tỉnh Bắc Giang")
    s.fact("figure", "PCI ⟦72,8⟧", value=72.8, unit="điểm", indicator="điểm PCI", locality="tỉnh Bắc Giang")
    s.fact("figure", "hạng ⟦2⟧", value=2, unit="hạng", indicator="điểm PCI", locality="tỉnh Bắc Giang")
    assert answer("diem pci cua bac giang", s.table()).rows[0]["value"] == 72.8
