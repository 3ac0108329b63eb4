"""Sentences as news tells them: what each figure is of, where, when, whether result or target."""

import pytest

from nlp import Document, Figure, analyse

Expected = dict[str, dict[str, object]]

SENTENCES: list[tuple[str, Expected, str]] = [
    (
        "Đến hết tháng 8/2024, huyện Diên Khánh mới giải ngân được 37% kế hoạch vốn. "
        "Thị xã Ninh Hòa được giao 640 tỷ đồng, đến hết tháng 8/2024 mới giải ngân 250 tỷ đồng.",
        {"37": {"status": None}, "250": {"status": None, "target_value": 640e9}},
        "what a plan lacks while its year runs is no shortfall",
    ),
    (
        "Chín tháng năm 2024, tiền thuê đất mới đạt 31% dự toán, hụt xa so với dự tính; "
        "năm 2023, khoản này chỉ đạt 92% dự toán.",
        {"31": {"status": "missed"}, "92": {"status": "missed"}},
        "unless the text calls it one, or the year is over",
    ),
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
    (
        "Ngày 5/9/2025, tỉnh Lâm Đồng tổng kết năm học. Chỉ tiêu trường đạt chuẩn quốc gia là 72%, toàn "
        "ngành mới "
        "đạt 68,7%.",
        {"72": {"role": "target"}, "68,7": {"role": "result", "status": "missed", "target_value": 72.0}},
        "`đạt chuẩn` belongs to the name of a target",
    ),
    (
        "Đến ngày 30/9/2025, tỉnh Bắc Ninh có tỷ lệ chậm đóng so với số phải thu là 1,72%, cao hơn mức "
        "1,5% được giao.",
        {"1,72": {"role": "result", "status": "missed", "target_value": 1.5}, "1,5": {"role": "target"}},
        "`số phải thu` sets nothing",
    ),
    (
        "Năm 2024, tỉnh Trà Vinh tạo việc làm cho 21.870 lao động (kế hoạch năm 21.000 lao động), vượt "
        "4,1% kế hoạch.",
        {"21.870": {"status": "met", "target_value": 21000.0}, "21.000": {"role": "target"}},
        "a number of thousands behind `năm` is no year",
    ),
    (
        "Ngày 22/8/2025, tỉnh Lâm Đồng còn phòng học tạm ở vùng sâu: xã Đam Rông 1 có 5 phòng, xã Quảng "
        "Trực có 8 phòng.",
        {"5": {"locality": "xã Đam Rông 1"}, "8": {"locality": "xã Quảng Trực"}},
        "the number in a commune's name is its own",
    ),
    (
        "Từ ngày 1/7 đến hết tháng 9 năm 2025, tỉnh Đồng Tháp tiếp nhận 486.200 hồ sơ. Sau ba tháng "
        "(7-9/2025), "
        "58,2% hồ sơ đã được số hóa. Đến ngày 7-10/2025, tỉnh còn 41 hồ sơ quá hạn.",
        {
            "486.200": {"period": "2025-07/2025-09"},
            "58,2": {"period": "2025-07/2025-09"},
            "41": {"period": "2025-10-07"},
        },
        "months from a first day, and months joined by a dash",
    ),
    (
        "Tỷ lệ giải ngân vốn đầu tư công của tỉnh Bình Định là 65,6%. Chủ tịch UBND tỉnh phê bình 3 chủ "
        "đầu tư không "
        "đạt yêu cầu, gồm: UBND huyện An Lão (28,4%), UBND huyện Vân Canh (33,1%), Ban Quản lý dự án tỉnh "
        "(39,5%).",
        {
            "28,4": {"role": "result", "status": "missed", "indicator": "Tỷ lệ giải ngân vốn đầu tư công"},
            "33,1": {"role": "result", "status": "missed", "locality": "huyện Vân Canh"},
            "39,5": {"role": "result", "status": "missed", "indicator": "Tỷ lệ giải ngân vốn đầu tư công"},
        },
        "those of whom one verdict is told, with what is measured told before",
    ),
    (
        "Năm 2024, huyện Thới Bình đăng ký 40 sản phẩm, cuối năm được công nhận 47 sản phẩm, nâng tổng số "
        "sản phẩm "
        "lên 191.",
        {"47": {"role": "result"}, "191": {"role": "result"}},
        "what follows a result in the same breath is none of the targets before it",
    ),
    (
        "Xã Hiền Quan, tỉnh Phú Thọ\n\nHình thành từ các xã Thanh Uyên, Hiền Quan và Bắc Sơn, đảng bộ xã "
        "hiện có "
        "1.450 đảng viên, 137 đại biểu dự đại hội ngày 25/7/2025.",
        {"137": {"locality": "xã Hiền Quan"}, "1.450": {"locality": "xã Hiền Quan"}},
        "units that a new one was made of are not told of",
    ),
    (
        "Tỷ lệ giải ngân của tỉnh Hưng Yên là 47%. Ngược lại, xã Quỳnh Phụ 14,6%, xã Tiên Lữ 17,3%, Ban "
        "Quản lý dự án "
        "tỉnh 29,8%.",
        {
            "17,3": {"indicator": "Tỷ lệ giải ngân", "locality": "xã Tiên Lữ"},
            "29,8": {"indicator": "Tỷ lệ giải ngân", "organisation": "Ban Quản lý dự án tỉnh"},
        },
        "a body among places is not what is measured",
    ),
    (
        "Năm 2022, tỷ lệ hài lòng chung ở tỉnh Quảng Bình là 87,9%, tăng 1,1 điểm phần trăm; trong đó cấp "
        "tỉnh 90,4%.",
        {"90,4": {"indicator": "tỷ lệ hài lòng chung"}},
        "a change told in passing is not what the next number tells",
    ),
    (
        "Thu nhập bình quân đầu người của xã Hy Cương năm 2025 đạt 72 triệu đồng (mục tiêu 68 triệu đồng); "
        "hộ nghèo "
        "giảm còn 1,28%; bao phủ bảo hiểm y tế 96,4%, chưa tới mức 98%.",
        {"72": {"status": "met"}, "98": {"comparator": "exact"}, "96,4": {"status": "missed"}},
        "what stands behind the brackets says nothing of their target",
    ),
    (
        "Tính đến ngày 10/6/2024, huyện Kiến Xương, tỉnh Thái Bình chi trả cho 210 hộ; huyện Thái Thụy, "
        "tỉnh Thái Bình "
        "chi trả cho 190 hộ. Tổng số tiền đã chi trả là 428,7 tỷ đồng.",
        {"190": {"locality": "huyện Thái Thụy"}, "428,7": {"locality": "tỉnh Thái Bình"}},
        "a sum is told of what holds the places before it",
    ),
    (
        "Thứ Hai, 14/10/2024 - 07:45 GMT+7\n\nQuý IV bao giờ cũng là lúc nước rút của các công trình ở Thanh "
        "Hóa.\n\nTính đến ngày 30/9/2024, toàn tỉnh giải ngân được 57% kế hoạch vốn đầu tư công.\n\nHuyện "
        "Nga Sơn đã giải ngân 91,3% kế hoạch vốn. Huyện Mường Lát mới giải ngân được 41,9%.",
        {
            "91,3": {"period": "2024-09-30"},
            "41,9": {"period": "2024-09-30", "indicator": "giải ngân so với kế hoạch vốn"},
        },
        "a quarter that is not over yet is not reported on; a bare verb goes on with the rate before",
    ),
    (
        "Khép lại quý III, bức tranh ngân sách của tỉnh Ninh Bình sáng hơn.\n\nTổng thu ngân sách 9 tháng "
        "năm 2025 đạt 52.480 tỷ đồng.\n\nTiền sử dụng đất mới bằng 58,3% dự toán.",
        {"58,3": {"period": "2025-01/2025-09"}},
        "a quarter named in passing gives way to the months told with numbers",
    ),
    (
        "Tỉnh Cà Mau có tỷ lệ bao phủ bảo hiểm y tế 95,3%. Dẫn đầu toàn tỉnh là phường Giá Rai với tỷ lệ "
        "98,2%; thấp nhất là xã Nguyễn Phích, chỉ 91,4%.",
        {
            "98,2": {"indicator": "tỷ lệ bao phủ bảo hiểm y tế", "locality": "phường Giá Rai"},
            "91,4": {"indicator": "tỷ lệ bao phủ bảo hiểm y tế", "locality": "xã Nguyễn Phích"},
        },
        "who comes first is not what is measured",
    ),
    (
        "Ở huyện Mù Cang Chải, tỷ lệ hộ nghèo tuy giảm nhanh song vẫn ở mức 38,2%, chưa đạt chỉ tiêu "
        "giao là 33%.",
        {"38,2": {"indicator": "tỷ lệ hộ nghèo", "status": "missed", "target_value": 33}},
        "what is conceded before a level is no part of its indicator",
    ),
    (
        "Tỷ lệ thanh toán trực tuyến của tỉnh Bình Thuận đạt 60%.\n\nTheo Quyết định số 512/QĐ-UBND về công "
        "bố Chỉ số CCHC năm 2023, huyện Đức Linh dẫn đầu với 93,8 điểm.",
        {"93,8": {"indicator": "Chỉ số CCHC"}},
        "points belong to the index told in their sentence, not to a rate before",
    ),
    (
        "Bảo hiểm xã hội tự nguyện ở tỉnh Cà Mau còn chậm: cùng thời điểm, số người tham gia mới đạt 83,6% "
        "kế hoạch năm.",
        {"83,6": {"indicator": "số người tham gia so với kế hoạch năm", "status": "missed"}},
        "a share of a plan says so",
    ),
    (
        "Đến ngày 31/1/2024, tỉnh Sơn La phấn đấu tỷ lệ giải ngân đạt 95% kế hoạch trở lên.",
        {"95": {"indicator": "tỷ lệ giải ngân so với kế hoạch", "comparator": "at_least"}},
        "what bounds a share of a plan is no part of the plan",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), SENTENCES, ids=[s[2] for s in SENTENCES])
def test_a_sentence_of_news_is_read_as_people_read_it(text: str, expected: Expected, why: str) -> None:
    figures = {f.text: f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)}
    read = {number: {k: getattr(figures[number], k) for k in told} for number, told in expected.items()}
    assert read == expected, why
