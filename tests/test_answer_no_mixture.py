"""What is of another kind, place or reach is not taken for what was asked."""

from answer_store import Store

from index.answer import answer
from index.facttable import FactTable

_TAIL = ", tỉnh Bến Tre"


def store(text: str, *, district: str = "Ba Tri") -> Store:
    s = Store().document(text, "bao/mot.txt")
    label = f"huyện {district}"
    return s.fact("locality", f"⟦{label}⟧", level="district", canonical=label + _TAIL)


def test_villages_are_not_found_in_the_word_for_countryside() -> None:
    s = store("Tỷ lệ thu gom rác nông thôn của huyện Ba Tri là 67,2%, thôn Có thì 40%.")
    s.fact("locality", "⟦thôn Có⟧", level="village", canonical="thôn Có, huyện Ba Tri" + _TAIL)
    s.fact(
        "figure", "là ⟦67,2⟧%", value=67.2, indicator="tỷ lệ thu gom rác nông thôn", locality="huyện Ba Tri"
    )
    found = answer("Ở Ba Tri tỷ lệ thu gom rác nông thôn có trên 60% không?", s.table())
    assert found.understood["localities"] == ["huyện Ba Tri"]
    assert found.yes is True


def test_the_rest_told_behind_a_number_does_not_make_it_the_rest() -> None:
    s = store("Năm 2025, huyện Ba Tri có 60 trường, riêng 41 trường xếp loại tốt, còn lại ở mức khá.")
    here = {"unit": "trường", "locality": "huyện Ba Tri", "period": "2025"}
    s.fact("figure", "có ⟦60⟧ trường", value=60, indicator="trường", **here)
    s.fact("figure", "riêng ⟦41⟧ trường", value=41, indicator="trường xếp loại tốt", **here)
    assert answer("Năm 2025 Ba Tri có bao nhiêu trường chưa xếp loại tốt?", s.table()).kind == "none"
    assert answer("Năm 2025 Ba Tri có bao nhiêu trường xếp loại tốt?", s.table()).rows[0]["value"] == 41


def _points() -> FactTable:
    s = store("Chỉ số PCI năm 2022: huyện Ba Tri 72,8; huyện Bình Đại đạt 68,12 điểm.")
    s.fact("locality", "⟦huyện Bình Đại⟧", level="district", canonical="huyện Bình Đại" + _TAIL)
    same = {"indicator": "chỉ số PCI", "period": "2022"}
    s.fact("figure", "Tri ⟦72,8⟧", value=72.8, unit=None, locality="huyện Ba Tri", **same)
    s.fact("figure", "đạt ⟦68,12⟧", value=68.12, unit="điểm", locality="huyện Bình Đại", **same)
    return s.table()


def test_an_index_counts_points_whether_its_text_says_so_or_not() -> None:
    table = answer("So sánh chỉ số PCI năm 2022 của Ba Tri và Bình Đại", _points())
    assert [r["value"] for r in table.rows] == [72.8, 68.12]
    first = answer("Giữa huyện Ba Tri và huyện Bình Đại, huyện nào có chỉ số PCI 2022 thấp nhất?", _points())
    assert [r["locality"] for r in first.rows] == ["huyện Bình Đại"]


def test_who_leads_the_nation_says_nothing_of_who_leads_a_region() -> None:
    text = (
        "Chỉ số SIPAS năm 2023: tỉnh Gia Lai 83,8%, hơn các tỉnh Tây Nguyên khác. "
        "Tỉnh Quảng Ninh dẫn đầu cả nước về SIPAS với 90,6%."
    )
    s = Store().document(text, "bao/sipas.txt")
    same = {"indicator": "chỉ số SIPAS", "period": "2023"}
    s.fact("locality", "⟦tỉnh Gia Lai⟧", level="province", canonical="tỉnh Gia Lai")
    s.fact("locality", "⟦Tỉnh Quảng Ninh⟧", level="province", canonical="tỉnh Quảng Ninh")
    s.fact("figure", "Lai ⟦83,8⟧%", value=83.8, locality="tỉnh Gia Lai", **same)
    s.fact("figure", "với ⟦90,6⟧%", value=90.6, locality="tỉnh Quảng Ninh", **same)
    assert answer("sipas 2023 cua gia lai co dung dau tay nguyen khong", s.table()).yes is not False
    assert answer("sipas 2023 cua gia lai co dung dau khong", s.table()).yes is False


def test_a_level_is_not_held_against_the_target_of_a_fall() -> None:
    s = store("Năm 2022, tỷ lệ hộ nghèo của huyện Ba Tri là 5,93%.\n\nKế hoạch năm: giảm 1,5% hộ nghèo.")
    here = {"locality": "huyện Ba Tri", "period": "2022"}
    s.fact("figure", "là ⟦5,93⟧%", value=5.93, indicator="tỷ lệ hộ nghèo", **here)
    s.fact("figure", "giảm ⟦1,5⟧%", value=1.5, indicator="tỷ lệ hộ nghèo giảm", role="target", **here)
    found = answer("Năm 2022 tỷ lệ hộ nghèo của Ba Tri vượt chỉ tiêu bao nhiêu điểm phần trăm?", s.table())
    assert found.kind == "none"


def test_what_one_level_has_is_not_what_another_has() -> None:
    s = store("Ở huyện Ba Tri có 1 trung tâm hành chính công cấp huyện và 24 trung tâm cấp xã.")
    here = {"unit": "trung tâm", "locality": "huyện Ba Tri"}
    s.fact("figure", "có ⟦1⟧", value=1, indicator="trung tâm hành chính công cấp huyện", **here)
    s.fact("figure", "và ⟦24⟧", value=24, indicator="trung tâm cấp xã", **here)
    found = answer("ba tri co bao nhieu trung tam hanh chinh cong cap xa", s.table())
    assert [r["value"] for r in found.rows] == [24]


def test_stars_in_words_are_stars_and_durians_are_not_alone() -> None:
    s = store("Ở huyện Ba Tri có 12 sản phẩm OCOP từ ba sao trở lên; giá sầu riêng tại vườn 95.000 đồng/kg.")
    here = {"locality": "huyện Ba Tri"}
    s.fact("figure", "có ⟦12⟧", value=12, unit="sản phẩm", indicator="sản phẩm từ ba sao trở lên", **here)
    s.fact("figure", "vườn ⟦95.000⟧", value=95000, unit="đồng/kg", indicator="giá tại vườn", **here)
    stars = answer("Ba Tri có bao nhiêu sản phẩm OCOP từ 3 sao trở lên?", s.table())
    assert [r["value"] for r in stars.rows] == [12]
    price = answer("Giá sầu riêng tại vườn ở Ba Tri là bao nhiêu tiền?", s.table())
    assert [r["value"] for r in price.rows] == [95000]


def test_a_rank_is_told_among_those_that_are_asked_about() -> None:
    text = "GRDP của tỉnh Gia Lai năm 2025 đứng thứ 23/34 cả nước và thứ 3/6 trong vùng Tây Nguyên."
    s = Store().document(text, "bao/hang.txt")
    s.fact("locality", "⟦tỉnh Gia Lai⟧", level="province", canonical="tỉnh Gia Lai")
    same = {"unit": "hạng", "indicator": "GRDP", "locality": "tỉnh Gia Lai", "period": "2025"}
    s.fact("figure", "thứ ⟦23/34⟧", value=23, denominator=34, **same)
    s.fact("figure", "thứ ⟦3/6⟧", value=3, denominator=6, **same)
    nation = answer("gia lai 2025 grdp dung thu may ca nuoc", s.table())
    assert [r["value"] for r in nation.rows] == [23]
    region = answer("GRDP Gia Lai năm 2025 đứng thứ mấy Tây Nguyên?", s.table())
    assert [r["value"] for r in region.rows] == [3]
