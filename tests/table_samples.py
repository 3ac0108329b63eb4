"""Facts that are hard on tables: what Excel retypes, what CSV must quote, Vietnamese in all its marks."""

from typing import Any

from nlp.document import Document
from nlp.facts import Directive, Figure, Item, row

ABOUT = Document(
    text="Huyện Lập Thạch đạt 84,6%.",
    source="tin/lập thạch.txt",
    title='Kết quả "số hóa"; đợt 1',
    published="2024-11-22",
    publisher="Báo Vĩnh Phúc",
    url="https://vinhphuc.example/tin?id=1&trang=2",
    number="06",
    issuer="UBND tỉnh Vĩnh Phúc",
)
OTHER = Document(text="Trống trơn.", source="=1+1.txt")


def figure(**given: Any) -> dict[str, Any]:
    """A figure's row in ABOUT, 84.6 % unless said otherwise."""
    known: dict[str, Any] = {"start": 20, "end": 24, "text": "84,6", "value": 84.6, "unit": "%"} | given
    return row(Figure(**known), ABOUT)


ROWS = [
    figure(locality="huyện Lập Thạch", period="2024-11", role="result", status="missed", target_value=100.0),
    figure(start=1, end=6, text="10/12", value=10.0, numerator=10.0, denominator=12.0, unit="xã"),
    figure(start=2, end=9, text="30 - 50", value=30.0, value_max=50.0, comparator="about"),
    figure(start=3, end=8, text="2.000", value=2e12, unit="đồng", indicator="tổng vốn; giai đoạn 1"),
    figure(start=4, end=5, text="=1+1", value=-3.5, indicator='=HYPERLINK("http://xấu.example")'),
    figure(start=5, end=6, text="-5", value=-5.0, indicator="- giảm nghèo", sentence="dòng 1\ndòng 2\n\tba"),
    figure(start=6, end=7, text="+4", value=1.5e17, indicator="@nhắc", cues=("phấn đấu", "đến năm")),
    figure(start=7, end=8, text="06", value=6.0, items=(Item(9, 10, "xã A"), Item(11, 12, 'xã "B", C'))),
    figure(
        start=8,
        end=9,
        text="2024-11",
        value=1234567.8912345,
        inferred=("locality", "period"),
        confidence=1.0,
    ),
    figure(start=9, end=10, text="ỷ ẫ ữ đ Đ ợ", value=1e-7, sentence="  có khoảng trắng  "),
]
DIRECTIVE = row(Directive(start=0, end=3, text="Quyết định", type="Quyết định", number="06"), ABOUT)
