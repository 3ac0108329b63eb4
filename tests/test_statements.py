"""Statements: who said what; our own sentences."""

import pytest

from nlp.document import Document
from nlp.facts import Statement
from nlp.localities import find_localities
from nlp.persons import persons_in
from nlp.sentences import sentences
from nlp.shadow import shadow
from nlp.statements import find_statements


def statements(text: str) -> list[Statement]:
    document = Document(text=text, source="")
    low, cut = shadow(text), sentences(text)
    return find_statements(document, low, cut, find_localities(document, low, cut))


@pytest.mark.parametrize(
    ("text", "speaker", "quote", "why"),
    [
        ("Ông Trần Văn Nam, Chủ tịch UBND xã Hướng Đạo, cho biết: “Đường mới xong hôm qua.”", "Trần Văn Nam",
         "Đường mới xong hôm qua.", "quoted after a colon"),
        ("“Lúa năm nay tốt hơn hẳn năm ngoái”, bà Lê Thị Hoa, nông dân, nói.", "Lê Thị Hoa",
         "Lúa năm nay tốt hơn hẳn năm ngoái", "the speaker after the quote"),
        ("Chủ tịch UBND phường Phạm Minh Đức khẳng định: Chợ sẽ mở cửa đúng hẹn.", "Phạm Minh Đức",
         "Chợ sẽ mở cửa đúng hẹn.", "no quotation marks, no title"),
        ("Theo ông Võ Thành Trung, Trưởng phòng Nội vụ, hồ sơ trễ đã giảm nhiều.", "Võ Thành Trung",
         "hồ sơ trễ đã giảm nhiều", "theo"),
        ("Bà Đỗ Thị Lan cho biết huyện đã trồng xong rừng.", "Đỗ Thị Lan", "huyện đã trồng xong rừng", "reported"),  # noqa: E501
        ("Chị Nguyễn Thị Mai đến sớm. Chị Mai kể: Tôi chờ có mười phút thôi.", "Nguyễn Thị Mai",
         "Tôi chờ có mười phút thôi.", "a given name for one told before"),
        ("Chủ tịch UBND xã Tân Hưng Nguyễn Văn Đức nói: Cầu sẽ xong trước Tết.", "Nguyễn Văn Đức",
         "Cầu sẽ xong trước Tết.", "the name right after the place"),
        ("Theo Chủ tịch UBND xã Tân Hưng Nguyễn Văn Đức, cầu sẽ xong trước Tết.", "Nguyễn Văn Đức",
         "cầu sẽ xong trước Tết", "theo, the office before the name"),
        ("Đồng chí Giám đốc Sở Y tế Lê Minh Tâm cho biết: Thuốc đã về đủ.", "Lê Minh Tâm", "Thuốc đã về đủ.",
         "a title before the office"),
        ("Anh Vàng A Páo, Trưởng bản Tà Xùa, bày tỏ: Bản chưa có sóng.", "Vàng A Páo", "Bản chưa có sóng.",
         "the village's name is not the speaker's"),
        ("Ông Đàng Năng Sơn, Phó Giám đốc Sở Thông tin và Truyền thông, cho biết: Trạm đã dựng xong.",
         "Đàng Năng Sơn", "Trạm đã dựng xong.", "an office named after speech"),
        ("“Cá được giá, nhà nào cũng vui”, anh Kim Sóc Kha, ngư dân phường Nhà Mát, hể hả.", "Kim Sóc Kha",
         "Cá được giá, nhà nào cũng vui", "a verb that no list holds"),
        ("Bà Đỗ Thị Lan kể nhà nào cũng phải đi gánh nước.", "Đỗ Thị Lan", "nhà nào cũng phải đi gánh nước",
         "told without a word between"),
        ("Xa quá, đi cả ngày mới tới trạm, chị Rơ Châm Lan than thở.", "Rơ Châm Lan",
         "Xa quá, đi cả ngày mới tới trạm", "before the speaker, no quotation marks"),
        ("“Dân đồng lòng thì việc gì cũng xong”, theo lời ông Lê Minh Tâm.", "Lê Minh Tâm",
         "Dân đồng lòng thì việc gì cũng xong", "theo lời"),
        ("Bác sĩ CKII Trần Lan Anh khuyến cáo: Trẻ sốt cao phải đến viện ngay.", "Trần Lan Anh",
         "Trẻ sốt cao phải đến viện ngay.", "a degree between title and name"),
        ("Ông Lò Văn Pâng:  Bản tôi có điện từ năm ngoái rồi.", "Lò Văn Pâng", "Bản tôi có điện từ năm ngoái rồi.",  # noqa: E501
         "an answer in an interview"),
    ],
)  # fmt: skip
def test_who_said_what(text: str, speaker: str, quote: str, why: str) -> None:
    (found,) = statements(text)
    assert (found.speaker, found.quote.strip()) == (speaker, quote), why
    assert text[found.start : found.end] == found.quote


def test_answers_of_an_interview_are_those_of_the_one_presented() -> None:
    found = statements(
        "Vụ tôm này có thắng lớn?\n"
        "Phóng viên đã trao đổi với đồng chí Thạch Sung, Bí thư Đảng ủy xã, về vụ tôm.\n"
        "* Vụ này ra sao, thưa đồng chí?\n- Tôm được mùa, giá tốt.\nBà con trả được nợ.\n"
        "* Xã cần gì nhất?\n- Cần điện ba pha.\n* Xin cảm ơn đồng chí!\n"
    )
    assert [(s.speaker, s.position, s.quote) for s in found] == [
        ("Thạch Sung", "Bí thư Đảng ủy xã", words)
        for words in ("Tôm được mùa, giá tốt.", "Bà con trả được nợ.", "Cần điện ba pha.")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Xã còn thiếu gì?\n- Điện ba pha.\n- Đường bê tông.\n", "nobody named"),
        ("Phóng viên trao đổi với bà Lê Thị Hoa.\n- Điện ba pha.\n- Đường bê tông.\n", "a list, no question"),
    ],
)
def test_what_is_no_interview(text: str, why: str) -> None:
    assert statements(text) == [], why


@pytest.mark.parametrize(
    "piece", ["“”", "ông nói rằng ", ", ông A nói. ", "\n- Sao?\n- ", "theo Chủ tịch ", ': "']
)
def test_repeated_cues_give_exact_quotes(piece: str) -> None:
    text = piece * (15_000 // len(piece))
    assert all(text[s.start : s.end] == s.quote for s in statements(text))


def test_a_pronoun_is_the_last_speaker() -> None:
    found = statements(
        "Ông Trần Văn Nam nói: “Đường mới xong hôm qua”. Ông cho biết thêm, cầu sẽ xong trong tháng tới."
    )
    assert [s.speaker for s in found] == ["Trần Văn Nam", "Trần Văn Nam"]


def test_position_and_place_come_with_the_speaker() -> None:
    (found,) = statements("Ông Trần Văn Nam, Chủ tịch UBND xã Hướng Đạo, cho biết: “Đường mới xong hôm qua.”")
    assert (found.position, found.locality) == ("Chủ tịch UBND xã Hướng Đạo", "xã Hướng Đạo")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sở Y tế cho biết: dịch đã lắng xuống ở mọi nơi.", "no named speaker"),
        ("Phong trào “Toàn dân đoàn kết” lan rộng.", "a name in quotation marks"),
        ("Chủ tịch UBND tỉnh yêu cầu:\na) Các sở rà soát ngay.", "an order, no speaker"),
        ("Theo UBND huyện, lúa đã gặt xong.", "an office"),
    ],
)
def test_what_is_no_statement(text: str, why: str) -> None:
    assert statements(text) == [], why


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ông Nguyễn Triệu Biên và chị Mai", ["Nguyễn Triệu Biên", "Mai"]),
        ("già làng K’Brẻo dặn", ["K’Brẻo"]),
        ("Trưởng phòng Văn hóa Nguyễn Xuân Huy", ["Nguyễn Xuân Huy"]),
        ("UBND HUYỆN và Sở Y tế", []),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert [p.name for p in persons_in(text, 0, len(text))] == names


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "Ông A nói: ", "cho biết: ", "Theo ông Nguyễn Văn A, ", "“a”, ông A nói ", "Ông A: a\n"],
)
def test_repeated_cues_give_exact_offsets(piece: str) -> None:
    text = piece * (15_000 // len(piece))
    assert all(text[s.start : s.end] == s.text for s in statements(text))
