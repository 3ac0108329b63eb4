"""Turns of phrase in questions, and people's words for what offices write."""

from importlib.resources import files

import pytest

from index.asked import refined, respelt
from nlp.question import LONGEST, parse
from nlp.question_phrases import _CUES, phrase_cues
from nlp.question_words import Reading, patterns
from nlp.shadow import shadow

PHRASES = patterns("phrases")


@pytest.mark.parametrize(("kind", "phrase", "example"), PHRASES, ids=[p[1] for p in PHRASES])
def test_every_phrase_is_found_in_its_example(kind: str, phrase: str, example: str) -> None:
    cues = _CUES[kind.removeprefix("en_")]
    reading = Reading(example)
    assert set(cues) <= phrase_cues(reading)
    if not cues:  # a filler says nothing, so that none of it is looked for
        start = shadow(example).index(shadow(phrase))
        assert all(reading.used[start + i] for i, char in enumerate(phrase) if char.isalpha())


INSIDE = [
    ("huyện nào chưa về đích giải ngân", {"missed"}, "the longer one wins over `về đích`"),
    ("huyen nao doi so ve giai ngan", {"extreme_min"}, "without accents"),
    ("vinh tuong chuyen doi so the nao", set(), "`đội sổ` typed so stands inside a known term"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cues", "why"), INSIDE, ids=[c[0] for c in INSIDE])
def test_phrases_are_told_apart(text: str, cues: set[str], why: str) -> None:
    assert phrase_cues(Reading(text)) == cues, why


READ = [
    ("Huyện nào ở Quảng Trị giải ngân ì ạch nhất?", {"wants": "extreme", "extreme": "min"}),
    ("Ai than phiền về thủ tục?", {"wants": "statement"}),
    ("Năm 2025 tỉnh nhắm mốc tăng trưởng bao nhiêu phần trăm?", {"role": "target"}),
    ("Which indicator was the district still short of?", {"wants": "list", "status": "missed"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), READ, ids=[c[0] for c in READ])
def test_a_phrase_says_what_kind_of_question_it_is(text: str, told: dict[str, str]) -> None:
    q = parse(text)
    assert {name: getattr(q, name) for name in told} == told


def test_what_a_cue_leaves_of_words_that_say_little_says_nothing() -> None:
    # `mức` typed without accents takes the first half of `mục tiêu`
    q = parse("bhyt con kem muc tieu ca nam bao nhieu diem phan tram")
    assert [t.text for t in q.terms if t.weight >= 0.5] == ["bhyt"]


def test_a_word_without_accents_among_others_may_still_say_nothing() -> None:
    assert "co" not in [t.text for t in parse("Thái Bình co bao nhiêu sản phẩm OCOP?").terms]


def sayings() -> list[list[str]]:
    text = (files("index") / "data" / "colloquial.tsv").read_text(encoding="utf-8")
    return [x.split("\t") for x in text.splitlines() if x.strip() and not x.startswith("#")]


def test_everyday_wordings_are_listed_once_with_office_wordings() -> None:
    lines = sayings()
    assert all(len(line) == 2 and all(f.strip() for f in line[1].split("|")) for line in lines)
    said = [line[0] for line in lines]
    assert len(said) == len(set(said))
    assert all(len(s.split()) > 1 for s in said)


EVERYDAY = [
    ("huyện có bao nhiêu nhà buôn bán trả tiền không dùng tiền mặt", "hộ kinh doanh"),
    ("xa con may nha chua nhan tien den bu dat", "nhận tiền bồi thường"),
    ("năm 2024 tỉnh đưa bao nhiêu người đi làm ở nước ngoài", "xuất khẩu lao động"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "office"), EVERYDAY, ids=[c[0] for c in EVERYDAY])
def test_everyday_words_are_looked_for_in_office_words_too(text: str, office: str) -> None:
    forms = {" ".join(f) for t in refined(parse(respelt(text))).terms for f in t.forms}
    assert office in forms


@pytest.mark.parametrize("rest", [" ", "\t\n", "?", "ă", "không "])
def test_only_the_beginning_of_a_huge_question_is_mended(rest: str) -> None:
    mended = respelt("huyện nào không" + rest * 1_000_000)
    assert mended.startswith("huyện nào không")
    assert len(mended) <= LONGEST
