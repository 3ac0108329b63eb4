"""A small store of made-up figures for the tests of answers: texts of our own, facts marked by hand."""

from typing import Any

from index.facttable import FactTable
from nlp.document import Document

SON = (
    "Năm 2023, huyện Sơn Dương hoàn thành 8/10 chỉ tiêu cải cách hành chính. "
    "Hai chỉ tiêu còn dang dở là tỷ lệ hồ sơ đất đai đúng hạn đạt 91,5% (giao 98%) và "
    "tỷ lệ hồ sơ hộ tịch nộp trực tuyến đạt gần 62% (giao 70%). "
    "Toàn huyện có 1.204 hộ nghèo, trong đó xã Tân Trào còn 86 hộ nghèo. "
    "Sang năm 2024, huyện phấn đấu tỷ lệ hồ sơ đất đai đúng hạn tối thiểu 99%. "
    "Hồ sơ đất đai quá hạn chiếm 3,2%. "
    "Bà Lý Thị Sen, Trưởng phòng Nội vụ huyện, cho biết: “Cái khó nhất là thiếu máy quét.” "
    "Huyện thực hiện theo Quyết định số 512/QĐ-UBND ngày 14/3/2023 của UBND tỉnh Tuyên Quang "
    "về giao chỉ tiêu cải cách hành chính."
)
HAM = (
    "Huyện Hàm Yên năm 2023 đạt cả 9/9 chỉ tiêu; tỷ lệ hồ sơ đất đai đúng hạn là 97,4%, vượt mức giao 95%. "
    "Ba xã Yên Phú, Thái Hòa, Đức Ninh được chọn làm điểm. "
    "Tỷ lệ phủ sóng 4G đạt 100%. "
    "Số hộ nghèo còn 998 hộ."
)
AGAIN = (
    "Nhìn lại năm 2023 của huyện Sơn Dương: tỷ lệ hồ sơ đất đai đúng hạn đạt 91,5%, hộ nghèo còn 1.240 hộ."
)
_P = ", tỉnh Tuyên Quang"


class Store:
    """Facts marked in texts, by the words around their anchor."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.rows: list[dict[str, Any]] = []

    def document(self, text: str, source: str, **known: str) -> "Store":
        self.documents.append(Document(text=text, source=source, **known))
        return self

    def fact(self, kind: str, anchor: str, **fields: Any) -> "Store":
        """Mark a fact of the last document; `anchor` has its words in ⟦ ⟧ and occurs once."""
        doc = self.documents[-1]
        before, rest = anchor.split("⟦")
        words, after = rest.split("⟧")
        assert doc.text.count(before + words + after) == 1, anchor
        start = doc.text.index(before + words + after) + len(before)
        row = {
            "kind": kind,
            "doc": doc.id,
            "source": doc.source,
            "start": start,
            "end": start + len(words),
            "text": words,
        }
        row["id"] = f"{doc.id}-{kind}-{start}"
        if kind == "figure":
            row = {"comparator": "exact", "role": "result", "status": None, "unit": "%", "items": []} | row
        self.rows.append(row | fields)
        return self

    def table(self) -> FactTable:
        return FactTable(self.rows, self.documents)


def made() -> Store:
    """The store that most tests ask."""
    s = Store()
    land, civil = "tỷ lệ hồ sơ đất đai đúng hạn", "tỷ lệ hồ sơ hộ tịch nộp trực tuyến"
    son = {"locality": "huyện Sơn Dương"}
    s.document(SON, "bao/son-duong.txt", title="Sơn Dương nhìn lại năm cải cách", published="2024-01-10")
    s.fact("locality", "Năm 2023, ⟦huyện Sơn Dương⟧", level="district", canonical="huyện Sơn Dương" + _P)
    s.fact(
        "locality", "trong đó ⟦xã Tân Trào⟧", level="commune", canonical="xã Tân Trào, huyện Sơn Dương" + _P
    )
    s.fact("locality", "UBND ⟦tỉnh Tuyên Quang⟧", level="province", canonical="tỉnh Tuyên Quang")
    s.fact(
        "figure",
        "hoàn thành ⟦8/10⟧",
        value=8,
        numerator=8,
        denominator=10,
        unit="chỉ tiêu",
        status="missed",
        indicator="chỉ tiêu cải cách hành chính hoàn thành",
        period="2023",
        **son,
    )
    s.fact(
        "figure",
        "đạt ⟦91,5⟧%",
        value=91.5,
        indicator=land,
        status="missed",
        target_value=98,
        period="2023",
        **son,
    )
    s.fact("figure", "(giao ⟦98⟧%)", value=98, indicator=land, role="target", period="2023", **son)
    s.fact(
        "figure",
        "gần ⟦62⟧%",
        value=62,
        comparator="nearly",
        indicator=civil,
        status="missed",
        target_value=70,
        period="2023",
        **son,
    )
    s.fact("figure", "có ⟦1.204⟧ hộ", value=1204, unit="hộ nghèo", indicator="hộ nghèo", period="2023", **son)
    s.fact(
        "figure",
        "còn ⟦86⟧ hộ",
        value=86,
        unit="hộ nghèo",
        indicator="hộ nghèo",
        period="2023",
        locality="xã Tân Trào",
    )
    s.fact(
        "figure",
        "tối thiểu ⟦99⟧%",
        value=99,
        comparator="at_least",
        indicator=land,
        role="target",
        period="2024",
        **son,
    )
    s.fact("figure", "chiếm ⟦3,2⟧%", value=3.2, indicator="hồ sơ đất đai quá hạn", period="2023", **son)
    s.fact(
        "statement",
        "“⟦Cái khó nhất là thiếu máy quét.⟧”",
        speaker="Lý Thị Sen",
        position="Trưởng phòng Nội vụ huyện",
        quote="Cái khó nhất là thiếu máy quét.",
        **son,
    )
    s.fact(
        "directive",
        "theo ⟦Quyết định số 512/QĐ-UBND⟧",
        type="Quyết định",
        number="512",
        symbol="512/QĐ-UBND",
        date="2023-03-14",
        issuer="UBND tỉnh Tuyên Quang",
        title="giao chỉ tiêu cải cách hành chính",
        locality="tỉnh Tuyên Quang",
    )
    ham = {"locality": "huyện Hàm Yên", "period": "2023"}
    s.document(HAM, "bao/ham-yen.txt", title="Hàm Yên về đích", published="2024-01-20")
    s.fact("locality", "⟦Huyện Hàm Yên⟧ năm", level="district", canonical="huyện Hàm Yên" + _P)
    for name in ("Yên Phú", "Thái Hòa", "Đức Ninh"):
        s.fact("locality", f"⟦{name}⟧", level="commune", canonical=f"xã {name}, huyện Hàm Yên" + _P)
    s.fact(
        "figure",
        "cả ⟦9/9⟧",
        value=9,
        numerator=9,
        denominator=9,
        unit="chỉ tiêu",
        status="met",
        indicator="chỉ tiêu hoàn thành",
        **ham,
    )
    s.fact("figure", "là ⟦97,4⟧%", value=97.4, indicator=land, status="met", target_value=95, **ham)
    at = HAM.index("Yên Phú")
    names = [
        {"start": HAM.index(n), "end": HAM.index(n) + len(n), "text": n}
        for n in ("Yên Phú", "Thái Hòa", "Đức Ninh")
    ]
    assert at == names[0]["start"]
    s.fact(
        "figure", "⟦Ba⟧ xã", value=3, unit="xã", indicator="xã được chọn làm điểm", **(ham | {"items": names})
    )
    s.fact("figure", "sóng 4G đạt ⟦100⟧%", value=100, indicator="tỷ lệ phủ sóng 4G", **ham)
    s.fact("figure", "còn ⟦998⟧ hộ", value=998, unit="hộ nghèo", indicator="hộ nghèo", **ham)
    s.document(AGAIN, "bao/nhin-lai.txt", published="2024-02-01")
    s.fact("locality", "của ⟦huyện Sơn Dương⟧", level="district", canonical="huyện Sơn Dương" + _P)
    s.fact("figure", "đạt ⟦91,5⟧%", value=91.5, indicator=land, period="2023", **son)
    s.fact(
        "figure", "còn ⟦1.240⟧ hộ", value=1240, unit="hộ nghèo", indicator="hộ nghèo", period="2023", **son
    )
    return s
