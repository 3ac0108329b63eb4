"""How sure a fact is said to be."""

import json
from importlib.resources import files

import pytest

from nlp import analyse
from nlp.confidence import marks, probability, with_confidence
from nlp.document import Document
from nlp.facts import Figure, kind_of
from nlp.pipeline import facts_of, raw_facts

TEXT = (
    "Huyện Lập Thạch, tỉnh Vĩnh Phúc\n\nNăm 2024, huyện phấn đấu 100% hồ sơ được số hóa. "
    "Đến nay, tỷ lệ hồ sơ số hóa đạt 84,6%.\nÔng Trần Văn A, Chủ tịch UBND huyện cho biết: “Huyện đã "
    "hoàn thành 13/15 chỉ tiêu được giao tại Quyết định số 507/QĐ-UBND”.\n"
)
KINDS = ("figure", "directive", "statement", "locality")
MODEL = json.loads(files("nlp").joinpath("data/confidence.json").read_text(encoding="utf-8"))


def _facts() -> list:
    return facts_of(Document(text=TEXT, source="a.txt"))


def test_every_fact_has_a_probability_of_its_own() -> None:
    facts = _facts()
    assert {kind_of(f) for f in facts} == {"figure", "directive", "statement", "locality"}
    assert all(0 < f.confidence < 1 for f in facts)


def test_nothing_but_confidence_is_changed() -> None:
    from dataclasses import replace

    before = raw_facts(Document(text=TEXT, source="a.txt"))
    after = with_confidence(before, TEXT, None)
    assert [replace(f, confidence=0.0) for f in before] == [replace(f, confidence=0.0) for f in after]


def test_the_same_text_gives_the_same_confidence() -> None:
    assert [f.confidence for f in _facts()] == [f.confidence for f in _facts()]


def test_the_steps_rise() -> None:
    assert MODEL["steps"] == sorted(MODEL["steps"])
    assert MODEL["rates"] == sorted(MODEL["rates"])
    assert len(MODEL["rates"]) == len(MODEL["steps"]) + 1
    assert 0 < MODEL["rates"][0] <= MODEL["rates"][-1] < 1


@pytest.mark.parametrize(("score", "rate"), [(-9.0, 0.2), (-1.0, 0.5), (0.0, 0.5), (1.0, 0.9), (9.0, 0.9)])
def test_a_score_takes_the_rate_of_its_step(score: float, rate: float) -> None:
    assert probability([-1.0, 1.0], [0.2, 0.5, 0.9], score) == rate


def test_a_rule_nobody_measured_takes_the_rate_of_its_kind() -> None:
    from dataclasses import replace

    place = next(f for f in raw_facts(Document(text=TEXT, source="a.txt")) if kind_of(f) == "locality")
    (found,) = with_confidence([replace(place, rule="a new rule")], TEXT, None)
    assert found.confidence == MODEL["rules"]["locality"][""]


def test_marks_tell_scope_and_sentence() -> None:
    facts = raw_facts(Document(text=TEXT, source="a.txt"))
    found = marks(facts, TEXT, "2024-11-22")
    assert len(found) == sum(isinstance(f, Figure) for f in facts)
    assert {"doc dated=True", "same=1", "role=target"} <= set(found[0])
    assert any(mark.startswith("previous=") for mark in found[0])


def test_no_facts_have_no_marks() -> None:
    assert marks([], "", None) == []
    assert with_confidence([], "", None) == []


class TestTraining:
    def test_calibration_rises_and_never_claims_to_be_certain(self) -> None:
        np = pytest.importorskip("numpy")
        pytest.importorskip("sklearn")
        from training.confidence import calibrate

        scores = np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0])
        right = np.array([False, False, True, False, True, True, True, True])
        steps, rates = calibrate(scores, right)
        assert rates == sorted(rates)
        assert len(rates) == len(steps) + 1
        assert 0 < rates[0] < rates[-1] < 1

    def test_the_table_tells_what_share_was_right(self) -> None:
        np = pytest.importorskip("numpy")
        pytest.importorskip("sklearn")
        from training.confidence import table

        rows = table(np.array([0.95, 0.92, 0.4]), np.array([True, False, False]))
        assert [(name, n, share) for name, n, _, share in rows] == [("0.3–0.5", 1, 0.0), ("0.9–1.0", 2, 0.5)]


@pytest.mark.parametrize("kind", KINDS)
def test_facts_of_one_kind_are_the_same_whether_or_not_others_are_wanted(kind: str) -> None:
    document = Document(text=TEXT, source="a.txt")
    alone = [f for f in analyse(document, (kind,)) if kind_of(f) == kind]
    assert alone
    assert alone == [f for f in analyse(document) if kind_of(f) == kind]
