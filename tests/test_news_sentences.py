"""Sentences as news tells them: what each figure is of, where, when, whether result or target."""

import pytest

from nlp import Document, Figure, analyse

Expected = dict[str, dict[str, object]]

SENTENCES: list[tuple[str, Expected, str]] = [
    (
        "Tỷ lệ hộ nghèo của tỉnh Nghệ An năm 2022 còn 7,4%, năm 2023 còn 6,1% và ước năm 2024 còn 4,9%.",
        {"6,1": {"period": "2023"}, "4,9": {"period": "2024"}},
        "a year behind `và ước` is that of the number after it",
    ),
    (
        "Huyện Kỳ Sơn đề ra mục tiêu giảm 6% hộ nghèo, năm 2024 thực giảm 7,3%; huyện Quế "
        "Phong đề ra giảm 5% "
        "nhưng chỉ giảm được 3,9%; huyện Anh Sơn giảm 5,2%, đạt kế hoạch.",
        {
            "6": {"role": "target"},
            "7,3": {"role": "result"},
            "3,9": {"role": "result", "status": "missed", "target_value": 5.0},
            "5,2": {"role": "result", "status": "met", "locality": "huyện Anh Sơn"},
        },
        "what came of targets is told among them",
    ),
    (
        "Tỉnh đặt mục tiêu xóa 9.300 căn nhà tạm; đến ngày 15/12/2024 đã hoàn thành 7.120 căn.",
        {"9.300": {"role": "target"}, "7.120": {"role": "result", "period": "2024-12-15"}},
        "`đã` tells a result behind a target",
    ),
    (
        "GRDP năm 2025 tăng 6,4%, thấp hơn kịch bản 9%.",
        {"6,4": {"status": "missed", "target_value": 9.0}, "9": {"role": "target", "indicator": "GRDP tăng"}},
        "a margin below is never larger than the number itself",
    ),
    (
        "Có 7/12 huyện hoàn thành kế hoạch giải ngân (đạt từ 95% trở lên). Thị xã Hồng Lĩnh "
        "dẫn đầu với 98,1%.",
        {
            "95": {"indicator": "giải ngân"},
            "98,1": {"indicator": "giải ngân", "locality": "thị xã Hồng Lĩnh"},
        },
        "`trở lên` tells a bound and nothing of what is measured",
    ),
    (
        "Đến nay, toàn tỉnh giải ngân được 4.120 tỷ đồng vốn đầu tư công.",
        {"4.120": {"indicator": "giải ngân vốn đầu tư công"}},
        "funds behind an amount are what it is of, not what it is held against",
    ),
    (
        "UBND tỉnh đặt mục tiêu hết quý I/2024 giải ngân trên 12%, hết 6 tháng đầu năm giải ngân trên 45%.",
        {
            "12": {"role": "target", "period": "2024-01/2024-03"},
            "45": {"role": "target", "period": "2024-01/2024-06"},
        },
        "a target goes on for a later time in the same breath",
    ),
    (
        "Huyện Kỳ Anh giải ngân đạt 88%, chưa đạt mục tiêu đề ra nhưng tăng 31,5 điểm phần "
        "trăm so với tháng 9.",
        {
            "88": {"status": "missed"},
            "31,5": {"role": "result", "indicator": "giải ngân tăng so với tháng 9"},
        },
        "a verdict before `nhưng` is no part of what comes after it",
    ),
    (
        "Phường Hòa Bình có tỷ lệ hồ sơ trực tuyến đạt 94,2%. Một số xã vùng cao đạt thấp như "
        "xã Mai Châu 51,6%, "
        "xã Tân Sơn 46,9%, đều không đạt mục tiêu 70% mà UBND tỉnh giao.",
        {
            "51,6": {"indicator": "tỷ lệ hồ sơ trực tuyến", "status": "missed", "locality": "xã Mai Châu"},
            "46,9": {"indicator": "tỷ lệ hồ sơ trực tuyến", "status": "missed", "target_value": 70.0},
        },
        "`một số xã đạt thấp` leads to places and measures nothing",
    ),
    (
        "Bà Trần Thị Mận, Chủ tịch Hội Nông dân tỉnh cho biết, có 9/21 huyện hoàn thành xóa nhà tạm.",
        {"9/21": {"indicator": "huyện hoàn thành xóa nhà tạm"}},
        "who says it is not what is measured",
    ),
    (
        "Tỷ lệ bàn giao mặt bằng ở huyện Thái Thụy đạt 56%. Theo ông Đỗ Văn Nam, Chủ tịch UBND "
        "huyện, huyện phấn đấu "
        "đạt 85%.",
        {"85": {"role": "target", "indicator": "Tỷ lệ bàn giao mặt bằng"}},
        "nor is the office of who says it",
    ),
    (
        "Sau hợp nhất thành phố Cần Thơ, tỉnh Sóc Trăng và tỉnh Hậu Giang, thành phố Cần Thơ "
        "có 103 xã, phường.",
        {"103": {"locality": "thành phố Cần Thơ"}},
        "units that were merged are not those that something is told of",
    ),
    (
        "Tại tỉnh Thanh Hóa, năm 2024 tỷ lệ hồ sơ trực tuyến đạt tối thiểu 80%; riêng thành "
        "phố Sầm Sơn và thị xã "
        "Bỉm Sơn đạt tối thiểu 90%; các huyện miền núi đạt tối thiểu 60%.",
        {
            "90": {"locality": "thành phố Sầm Sơn; thị xã Bỉm Sơn"},
            "60": {"locality": "tỉnh Thanh Hóa"},
        },
        "units without a name are the province's, not those named before",
    ),
    (
        "Dự án đi qua 2 huyện Kiến Xương và Thái Thụy, phải thu hồi 318,6 ha đất lúa.",
        {"318,6": {"unit": "ha"}},
        "`thu hồi` names no number, as `hồi` does an hour",
    ),
    (
        "Năm 2026, thành phố phấn đấu thu ngân sách 34.500 tỷ đồng, GRDP bình quân đầu người "
        "đạt 105 triệu đồng.",
        {"105": {"indicator": "GRDP bình quân đầu người"}},
        "`bình quân` goes with the noun before it",
    ),
    (
        "Sở Tư pháp dẫn đầu với 93,4 điểm; Sở Giao thông vận tải đứng cuối với 81,2 điểm.",
        {"93,4": {"status": None, "target_value": None}, "81,2": {"role": "result"}},
        "`giao` in `giao thông` hands out nothing",
    ),
    (
        "Tỷ lệ văn bản điện tử ở cấp xã đạt 93,1%; chữ ký số cá nhân được dùng ở mức 96,4%.",
        {"93,1": {"status": None}, "96,4": {"role": "result", "indicator": "chữ ký số cá nhân được dùng"}},
        "`ở mức` tells where a thing stands, not what another had to reach",
    ),
    (
        "Ngành Y tế tỉnh hoàn thành 2 chỉ tiêu: số giường bệnh trên 10.000 dân 27,1 giường; số bác sĩ trên "
        "10.000 dân 9,4 bác sĩ.",
        {"27,1": {"status": "met"}, "9,4": {"status": "met"}},
        "what `hoàn thành 2 chỉ tiêu:` opens was met",
    ),
    (
        "Năm 2019, toàn tỉnh có 31 xã đạt chuẩn. Theo kế hoạch, hết năm 2020 toàn tỉnh có 44 xã đạt chuẩn.",
        {"31": {"role": "result"}, "44": {"role": "target", "period": "2020"}},
        "`theo kế hoạch` with a time to come opens a target",
    ),
    (
        "Tổng vốn đầu tư công năm 2025 của tỉnh là 9.300 tỷ đồng; đến ngày 31.7, tỉnh giải ngân 34,6%. Những "
        "năm trước cũng chậm: 6 tháng năm 2021 giải ngân 24%, hết tháng 8/2021 mới 33%.",
        {"34,6": {"period": "2025-07-31"}, "24": {"period": "2021-01/2021-06"}},
        "a date with a dot; the years before are not the one reported on",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), SENTENCES, ids=[s[2] for s in SENTENCES])
def test_a_sentence_of_news_is_read_as_people_read_it(text: str, expected: Expected, why: str) -> None:
    figures = {f.text: f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)}
    read = {number: {k: getattr(figures[number], k) for k in told} for number, told in expected.items()}
    assert read == expected, why
