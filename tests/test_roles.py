"""Role and status: result, target or task; met, missed or not told."""

import pytest

from nlp import Document, Figure, analyse


def read(text: str) -> list[Figure]:
    return [f for f in analyse(Document(text=text, source="")) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Năm 2024, huyện trồng được 45 ha rừng.", ["result"], "a state reached"),
        ("Thu ngân sách ước đạt 45 tỷ đồng.", ["result"], "an estimate is a result"),
        ("Phấn đấu 95% hồ sơ được giải quyết đúng hạn.", ["target"], "phấn đấu"),
        ("Mục tiêu đến năm 2025 có 60 trường chuẩn.", ["target"], "mục tiêu"),
        ("Huyện được giao 17 chỉ tiêu.", ["assigned"], "how many targets were handed out"),
        ("Có 66% trường chuẩn, vượt mục tiêu đề ra 4%.", ["result"] * 2, "a margin over what was set"),
        ("Huyện Hải Hậu đã có 18 xã kiểu mẫu, huyện Giao Thủy có 9 xã.", ["result"] * 2, "`Giao` is a name"),
        ("Thu 19 tỷ đồng, vượt dự toán tỉnh giao (116%).", ["result"] * 2, "the share of a plan in brackets"),
        ("Hộ nghèo giảm 3%, vượt kế hoạch (2%).", ["result", "target"], "the plan itself in brackets"),
        (
            "Nhìn lại năm qua, nhiều chỉ tiêu tăng so với năm 2023: thu ngân sách 9 tỷ đồng; 12 xã có đường.",
            ["result", "result"],
            "targets that rose are told as results",
        ),
        ("Nghị quyết đề ra 12 mục tiêu.", ["assigned"], "how many targets were set"),
        ("Ngành Y tế có 11 chỉ tiêu phải xong trong năm.", ["assigned"], "they have to be done"),
        ("Xã tập trung vào 3 nhiệm vụ trọng tâm.", ["assigned"], "what is worked on"),
        ("Kế hoạch giao cho các sở, ngành, xã 64 chỉ tiêu.", ["assigned"], "those who get them are listed"),
        (
            "Đại hội đề ra 17 chỉ tiêu chủ yếu, 5 nhiệm vụ trọng tâm và 3 khâu đột phá.",
            ["assigned"] * 3,
            "they are told one after another",
        ),
        (
            "Tỉnh giao 25 nhiệm vụ. Trong số này, 11 nhiệm vụ về kinh tế, 14 nhiệm vụ về xã hội.",
            ["assigned"] * 3,
            "the next sentence tells how many of each sort",
        ),
        (
            "Tỉnh giao 25 nhiệm vụ. Trong số này, 11 nhiệm vụ đã hoàn thành.",
            ["assigned", "result"],
            "the next sentence tells how many are done",
        ),
        (
            "Huyện được giao 18 chỉ tiêu và đã hoàn thành 14 chỉ tiêu.",
            ["assigned", "result"],
            "what is done follows",
        ),
        (
            "Huyện được giao 42 nhiệm vụ, hoàn thành 31 nhiệm vụ, đang thực hiện 8 nhiệm vụ.",
            ["assigned", "result", "result"],
            "what is being done was not handed out again",
        ),
        (
            "Phấn đấu:\n- 95% hồ sơ đúng hạn;\n- 80% hồ sơ trực tuyến.",
            ["target", "target"],
            "a cue before a list holds for it",
        ),
        (
            "Phấn đấu năm 2025 có 60 trường chuẩn; năm 2024 đã có 45 trường chuẩn.",
            ["target", "result"],
            "a result after a target",
        ),
        ("Năm nay, phường dự kiến công nhận mới 4 sản phẩm.", ["target"], "`mới` of what is new"),
        ("Tỷ lệ tàu cá đánh số theo quy định đạt 88%.", ["result"], "what the rules ask for is reached"),
        (
            "Khách đến đông, vượt 4% so với dự kiến; doanh thu xấp xỉ 90 tỷ đồng.",
            ["result", "result"],
            "what was expected is only compared with",
        ),
        ("Tỷ lệ thanh toán không dùng tiền mặt đạt 65%.", ["result"], "no negation"),
        ("Chương trình mục tiêu quốc gia giải ngân 45 tỷ đồng.", ["result"], "a name, no target"),
        ("Huyện hoàn thành 15/15 chỉ tiêu.", ["result"], "tasks done"),
        ("Đến nay, 45 xã đã đạt chuẩn.", ["result"], "đã"),
        ("Huyện sẽ xây 12 nhà văn hóa trong năm tới.", ["target"], "sẽ"),
        (
            "Đại hội thống nhất các chỉ tiêu phấn đấu đến năm 2030 như sau:\nVề kinh tế:\n"
            "- Thu nhập bình quân 90 triệu đồng/người;\nVề xã hội:\n- Tỷ lệ hộ nghèo còn 1,2%.",
            ["target", "target"],
            "a short line that only divides a list of targets does not end it",
        ),
        (
            "Đại hội đề ra 18 chỉ tiêu. Trong đó có:\n- Thu nhập bình quân 90 triệu đồng/người.",
            ["assigned", "target"],
            "the sentence before the opening says that targets were set",
        ),
        (
            "Trong 23 chỉ tiêu xã đề ra có 17 chỉ tiêu đạt và vượt.",
            ["assigned", "result"],
            "how many of them were reached is a result",
        ),
        ("Doanh thu 9 tháng dự kiến tăng 12% so với cùng kỳ.", ["result"], "an estimate beside last year's"),
    ],
)
def test_roles(text: str, expected: list[str], why: str) -> None:
    assert [f.role for f in read(text)] == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Huyện hoàn thành 15/15 chỉ tiêu.", "met", "all tasks"),
        ("Huyện hoàn thành 13/15 chỉ tiêu.", "missed", "not all tasks"),
        ("Đến nay, 7/7 xã đạt chuẩn nông thôn mới.", "met", "all reached a standard"),
        ("Toàn tỉnh có 331/331 trường có mạng Internet.", None, "coverage without a target"),
        ("Mạng di động phủ 130/130 thôn.", None, "coverage without a target"),
        ("Thu ngân sách đạt 112% kế hoạch.", "met", "more than the plan"),
        ("Thu ngân sách đạt 100% dự toán.", "met", "just the plan"),
        ("Thu ngân sách vượt kế hoạch 12%.", "met", "a margin over a plan"),
        ("Thu ngân sách hụt 12% so với kế hoạch.", "missed", "a margin under a plan"),
        ("Trong 9 tháng năm 2024, giải ngân đạt 61% kế hoạch.", None, "the plan still runs"),
        ("Phấn đấu đạt 95% hồ sơ đúng hạn.", None, "a target has no status"),
        ("Diện tích rừng đạt 45 ha.", None, "no plan told"),
        ("Thanh toán không dùng tiền mặt đạt 65%.", None, "no shortfall"),
    ],
)
def test_status(text: str, expected: str | None, why: str) -> None:
    (figure,) = read(text)
    assert figure.status == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Tỷ lệ hồ sơ đúng hạn đạt 97% (chỉ tiêu giao 95%).",
            [("97", "result", "met", 95), ("95", "target", None, None)],
            "a target in brackets behind",
        ),
        (
            "Tỷ lệ hồ sơ đúng hạn đạt 91% (chỉ tiêu giao 95%).",
            [("91", "result", "missed", 95), ("95", "target", None, None)],
            "a miss that follows from target and result",
        ),
    ],
)
def test_results_with_their_targets(
    text: str, expected: list[tuple[str, str, str | None, float | None]], why: str
) -> None:
    assert [(f.text, f.role, f.status, f.target_value) for f in read(text)] == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Tỷ lệ tham gia đạt 32,48%, cao hơn 0,48% so với mức 32% được tỉnh giao.",
            {"32,48": "met", "0,48": "met"},
            "the margin between a result and its target says the same as the result",
        ),
        (
            "Tỷ lệ tham gia đạt 35,1%, trong khi chỉ tiêu tỉnh giao là 35,5%, tức còn thiếu 0,4%.",
            {"35,1": "missed", "0,4": "missed"},
            "a margin told after the target",
        ),
        (
            "Tổng thu tăng 7,1%, trong khi mục tiêu là tăng 10%.",
            {"7,1": "missed"},
            "`trong khi mục tiêu` holds the result against what follows, it is no margin over a plan",
        ),
        (
            "Dịch vụ tăng 8,6%, vượt mức 6,5% của năm trước.",
            {"8,6": None},
            "an earlier year's level is no target",
        ),
        (
            "Trồng rừng vượt 5,4% kế hoạch; sản lượng gỗ vượt kế hoạch 9,5%.",
            {"5,4": "met", "9,5": "met"},
            "a margin over one plan has no target in the margin over another",
        ),
        ("Lượng khách ước 1,9 triệu lượt (vượt KH 46%).", {"46": "met"}, "a plan in its short form"),
        (
            "Độ bao phủ đạt 32,48%, nhỉnh hơn chỉ tiêu tỉnh giao (32%) 0,48%.",
            {"32,48": "met", "0,48": "met"},
            "a margin told after the target in brackets is not held against it",
        ),
        (
            "Độ bao phủ đạt 86,25%. So với chỉ tiêu tỉnh giao (91,5%), tỷ lệ đó thấp hơn 5,25%.",
            {"86,25": "missed", "5,25": "missed"},
            "a result takes the target from which the next sentence tells how far it is",
        ),
        (
            "Có 941/1.568 hồ sơ nộp trực tuyến, tương ứng 60,01% (chỉ tiêu được giao là 50%).",
            {"60,01": "met"},
            "a share that says a fraction again keeps the target told with it",
        ),
        ("Tỷ lệ lao động qua đào tạo ước đạt 56%, vượt chỉ tiêu 1%.", {"1": "met"}, "a small margin"),
        (
            "Sản lượng tăng 5,2%, thấp hơn mức 8,4% của cùng kỳ năm trước.",
            {"5,2": None, "8,4": None},
            "the level of the year before was not to be reached",
        ),
        (
            "Thu nhập đạt 46,8 triệu đồng, tăng 3,6 triệu đồng so với năm 2020 và vượt kế hoạch "
            "1,8 triệu đồng.",
            {"46,8": "met", "3,6": None, "1,8": "met"},
            "what passed the plan is the level, not its change",
        ),
        (
            "Huyện Tam Dương thu 312 tỷ đồng, bằng 128% dự toán; huyện Lập Thạch 119%, huyện Sông Lô 104%.",
            {"128": "met", "119": "met", "104": "met"},
            "shares of plans told one after another",
        ),
        (
            "Năm 2023, tỉnh có kế hoạch tuyển 620 giáo viên nhưng chỉ tuyển được 347 người.",
            {"347": "missed"},
            "those planned and those found are people both",
        ),
        ("- Thực hiện: 75,3%. Đánh giá: Vượt", {"75,3": "met"}, "a report's verdict"),
        ("- Cấp xã: thực hiện 71% - Không đạt", {"71": "missed"}, "a report's verdict in the same line"),
    ],
)
def test_what_margins_and_verdicts_say(text: str, expected: dict[str, str | None], why: str) -> None:
    found = {f.text: f.status for f in read(text)}
    assert {number: found[number] for number in expected} == expected, why


@pytest.mark.parametrize(
    "text",
    [
        "Độ bao phủ đạt 86,3%, so với mức 92% tỉnh giao thì còn hụt 5,7 điểm phần trăm.",
        "Độ bao phủ mới đạt 86,3%. Nếu so với chỉ tiêu 92% thì còn thiếu 5,7%.",
    ],
)
def test_the_distance_from_a_target_is_a_shortfall_and_no_target(text: str) -> None:
    last = read(text)[-1]
    assert (last.value, last.role, last.status) == (5.7, "result", "missed")


@pytest.mark.parametrize(
    ("text", "value", "status", "target"),
    [
        (
            "Doanh thu đạt 208 tỷ đồng, gấp 4 lần cùng kỳ, vượt mục tiêu 190 tỷ đồng đặt ra.",
            208e9,
            "met",
            190e9,
        ),
        (
            "Tỉnh xếp thứ 17, leo 5 bậc so với năm trước, hoàn thành mục tiêu đứng trong nhóm 20 tỉnh đầu.",
            17,
            "met",
            20,
        ),
        (
            "Tỷ lệ đạt chuẩn là 76%, tăng so với mức 71% của cùng kỳ nhưng còn cách mục tiêu 85% đề ra.",
            76,
            "missed",
            85,
        ),
        ("Độ bao phủ mới đạt 86,3% dân số. Mức này thấp hơn 5,7% so với chỉ tiêu 92%.", 86.3, "missed", 92),
    ],
)
def test_a_result_is_held_against_its_target_past_what_is_told_aside(
    text: str, value: float, status: str, target: float
) -> None:
    result = next(f for f in read(text) if f.value == value)
    assert (result.status, result.target_value) == (status, target)


def test_a_goal_for_the_end_of_the_year_is_no_verdict_on_its_first_half() -> None:
    half = read(
        "Báo cáo 6 tháng đầu năm 2024\nSáu tháng đầu năm 2024, dịch vụ tăng 6,2%. "
        "Mục tiêu cả năm 2024 là tăng 8%.\n"
    )[0]
    assert (half.value, half.status) == (6.2, None)
