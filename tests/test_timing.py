"""Which period a figure holds for, where the text tells several or none beside it."""

import pytest

from nlp.document import Document
from nlp.facts import Figure, Span
from nlp.pipeline import facts_of
from nlp.shadow import shadow
from nlp.timing import Timing


def periods(text: str) -> dict[str, str | None]:
    """The period of each figure of a text, by the words of its number."""
    facts = facts_of(Document(text=text, source="a.txt"))
    return {fact.text: fact.period for fact in facts if isinstance(fact, Figure)}


@pytest.mark.parametrize(
    ("text", "number", "expected", "why"),
    [
        (
            "Tháng 3/2024, xã họp.\nNăm 2025, xã phấn đấu còn 31 hộ nghèo, xóa nhà tạm trước tháng 6"
            " và cấp 12 thẻ.",
            "12",
            "2025",
            "a deadline belongs to what stands before it",
        ),
        (
            "Năm 2024, xã có 31 hộ nghèo.\nNăm 2025, xã phấn đấu còn 21 hộ. Trước ngày 30/6, xã phải xây"
            " xong 8 nhà.",
            "8",
            "2025-06-30",
            "a day without a year, told of targets of the next year",
        ),
        (
            "Năm 2024, xã có 31 hộ nghèo.\nNăm 2023, xã thu 5 tỷ đồng. Tháng 9/2023, xã có 84% dân số dùng"
            " nước sạch, mức giao là 90%.",
            "90",
            "2023",
            "what results of a year gone by are held against",
        ),
        (
            "Năm 2018, bệnh viện khám 7.096 lượt người, tăng 25,3% so với cùng kỳ (9 tháng năm 2017: 90,4%)."
            " Công suất giường đạt 137%.",
            "137",
            "2018",
            "a time that opens brackets with a number of its own goes no further",
        ),
        (
            "Năm 2018, bệnh viện khám 7.096 lượt người, tăng 25,3% so với cùng kỳ (9 tháng năm 2017: 90,4%).",
            "90,4",
            "2017-01/2017-09",
            "the number in the brackets is of that time",
        ),
        (
            "Năm 2025, huyện họp. Tại xã Phùng Nguyên (26/12), kết quả năm qua: thu ngân sách 285 tỷ đồng.",
            "285",
            "2025",
            "the day of a meeting, alone in brackets",
        ),
        (
            "Sáng 16/7/2025, sở họp. Theo bảng xếp hạng năm 2024 công bố tháng 5/2025, tỉnh đứng thứ 25/63.",
            "25/63",
            "2024",
            "the month in which a ranking was made known",
        ),
        (
            "Năm 2025, xã họp. Tối 1/9, đêm hội ở Quảng trường 2 Tháng 4 đón 6.000 người.",
            "6.000",
            "2025-09-01",
            "a day in a name is no time",
        ),
        (
            "Năm 2025, xã họp. Số thu nửa năm đạt 31 tỷ đồng.",
            "31",
            "2025-01/2025-06",
            "half a year, right before what was reached",
        ),
        (
            "Năm 2025, xã họp. Dư nợ có thời hạn 9 tháng là 31 tỷ đồng.",
            "31",
            "2025",
            "a term of months is no stretch of the year",
        ),
        (
            "Mừng ngày thành lập (26/3/1931 - 26/3/2026), thanh niên xã trồng 310 cây.",
            "310",
            "2026",
            "an anniversary says no more than the year it falls in",
        ),
        (
            "Báo cáo kết quả 9 tháng năm 2024\nKế hoạch của huyện đề ra 42 nhiệm vụ.",
            "42",
            "2024",
            "tasks are those of the year, not of the months that a report covers",
        ),
        (
            "Đại hội Đảng bộ huyện nhiệm kỳ 2020 - 2025\nĐại hội đề ra 42 chỉ tiêu, đến năm 2025 có 9 xã.",
            "42",
            "2020/2025",
            "tasks set for a term of office are those of all of it",
        ),
        (
            "Báo cáo tổng kết năm học 2023 - 2024\nThị xã đề ra 16 chỉ tiêu.",
            "16",
            "2023/2024",
            "tasks of a school year",
        ),
        (
            "Năm 2024, công nghiệp tăng 9,5% (năm 2017 là 19,6%), đóng góp 1,2 điểm phần trăm.",
            "1,2",
            "2024",
            "a time in brackets with a number of its own holds in them alone",
        ),
        (
            "Đến ngày 20/9/2023, huyện có 310 hộ nghèo.\nCũng đến thời điểm trên, có 74 hộ cận nghèo.",
            "74",
            "2023-09-20",
            "a moment points back at the day told before it, in another paragraph too",
        ),
        (
            "Năm 2021, GRDP của tỉnh tăng 5,04%. Thu ngân sách cả năm là 23.773 tỷ đồng.\n"
            "Bước sang 6 tháng đầu năm 2022, GRDP tăng 12,8%.",
            "23.773",
            "2021",
            "the whole year is that of its paragraph",
        ),
        (
            "Kinh tế - xã hội tháng 9 và 9 tháng năm 2020\n"
            "Tính chung chín tháng, GRDP của tỉnh đạt 38.132 tỷ đồng.",
            "38.132",
            "2020-01/2020-09",
            "months told together begin in January",
        ),
        (
            "Tính đến tháng 2/2021, toàn tỉnh có 2.873 người tham gia bảo hiểm. Trong số này:\n"
            "Số người tham gia bảo hiểm bắt buộc là 2.390 người.",
            "2.390",
            "2021-02",
            "a cut-off that opens a list is what the document reports on",
        ),
        (
            "Dịch vụ công quý III/2025\nToàn tỉnh xử lý 5.800 hồ sơ trong ba tháng.",
            "5.800",
            "2025-07/2025-09",
            "as many months as the quarter has are that quarter",
        ),
        (
            "Nhiệm vụ năm 2024\nUBND huyện bàn giao 100% mặt bằng của dự án trước ngày 30/6/2024.",
            "100",
            "2024-06-30",
            "the day that closes a clause is the number's deadline",
        ),
        (
            "Hết tháng 10/2025, tỉnh xây 645 căn nhà, phần còn lại dồn vào hai tháng cuối năm.\n"
            "Từ đầu năm đến nay, 7 dự án đã khởi công; dự kiến bàn giao 60 căn trong tháng 12.",
            "7",
            "2025-01/2025-10",
            "what has been reached ends with the last month told of, not with those that lie ahead",
        ),
        (
            "2025 là năm nhiều thử thách với thành phố.\nThu ngân sách đạt 14.960 tỷ đồng.",
            "14.960",
            "2025",
            "a year without its word is the document's where it tells no other",
        ),
    ],
)
def test_period_of_a_figure(text: str, number: str, expected: str, why: str) -> None:
    assert periods(text)[number] == expected, why


def test_the_month_after_another_document_is_a_cut_off_of_its_own() -> None:
    """A line that begins after a directive's number does not give the directive's date."""
    text = (
        "Tính tới ngày 30/9/2022, tỷ lệ tham gia là 38,05%, cao hơn Nghị quyết số 03-NQ/TU.\n"
        "Tính tới ngày 31/12/2021, toàn tỉnh có 206.810 người tham gia."
    )
    assert periods(text)["206.810"] == "2021-12-31"


def test_reading_another_text_before_changes_nothing() -> None:
    first = "Năm 2021, xã có 45 hộ nghèo. Đến nay còn 31 hộ."
    other = "Tháng 6/2024, huyện cấp 310 giấy phép."
    alone = periods(other)
    periods(first)
    assert periods(other) == alone


def test_what_opens_a_list_holds_past_the_headings_in_it_until_a_plain_paragraph() -> None:
    text = (
        "Huyện phấn đấu đến năm 2020 như sau:\nVề kinh tế:\n- Tỷ lệ đô thị hóa 60%.\n"
        "Lễ bế mạc diễn ra trọng thể, có 310 đại biểu dự."
    )
    low = shadow(text)
    timing = Timing.of(Document(text=text, source="a.txt"), low, [], [])
    held, start = [], 0
    for paragraph, line in enumerate(low.split("\n")):
        timing.enter(paragraph, Span(start, start + len(line)), low, line.startswith("-"))
        held.append(timing.period(None, "target")[0])
        start += len(line) + 1
    assert held[:3] == ["2020"] * 3
    assert held[3] != "2020"


SINCE = [
    (
        "Năm 2023, huyện có 46 nhà văn hóa. Từ đầu năm 2021 đến nay, huyện huy động 1.240 tỷ đồng.",
        "2021/2023",
    ),
    ("Năm học 2024-2025 bắt đầu. Năm học này, huyện Hoàng Su Phì có 21.450 học sinh.", "2024/2025"),
    (
        "Tỉnh sơ kết 6 tháng đầu năm, bàn nhiệm vụ 6 tháng cuối năm 2020. Từ đầu năm đến nay có 112 vụ.",
        "2020",
    ),
]


@pytest.mark.parametrize(("text", "period"), SINCE, ids=[c[1] for c in SINCE])
def test_times_told_against_the_document(text: str, period: str) -> None:
    assert list(periods(text).values())[-1] == period
