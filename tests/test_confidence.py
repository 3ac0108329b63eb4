"""How sure a fact is said to be."""

import json
from importlib.resources import files

import pytest

from nlp import analyse
from nlp.confidence import marks, probability, with_confidence
from nlp.document import Document
from nlp.facts import Figure, kind_of
from nlp.pipeline import facts_of, raw_facts
from nlp.sureness import OF_DOCUMENT, Curve, Curves, Sureness, log_odds, of_document

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


def test_figures_of_prose_tell_how_sure_their_choices_were() -> None:
    figures = [f for f in raw_facts(Document(text=TEXT, source="a.txt")) if isinstance(f, Figure)]
    assert len(figures) == 3
    for figure in figures:
        assert figure.sureness is not None
        assert all(-10 < odds < 10 for odds in (figure.sureness.words, *figure.sureness[2:]))


def test_surer_choices_make_a_figure_surer() -> None:
    from dataclasses import replace

    def of(sureness: Sureness) -> list[float]:
        facts = raw_facts(Document(text=TEXT, source="a.txt"))
        told = [replace(f, sureness=sureness) if isinstance(f, Figure) else f for f in facts]
        return [f.confidence for f in with_confidence(told, TEXT, None) if isinstance(f, Figure)]

    unsure, sure = of(Sureness(-3.0, -1.0, -3.0, -3.0)), of(Sureness(9.0, 8.0, 9.0, 9.0))
    assert all(one < two for one, two in zip(unsure, sure, strict=True))


def test_the_same_text_gives_the_same_confidence() -> None:
    assert [f.confidence for f in _facts()] == [f.confidence for f in _facts()]


def test_a_higher_score_is_never_less_likely() -> None:
    slope, offset = MODEL["scale"]
    rates = [probability((slope, offset), score / 4) for score in range(-60, 60)]
    assert rates == sorted(rates)
    assert 0 < rates[0] < 0.1 < 0.9 < rates[-1] < 1


@pytest.mark.parametrize(
    ("score", "rate"), [(0.0, 0.5), (1.0, 0.881), (-1.0, 0.119), (99.0, 0.99), (-99.0, 0.01)]
)
def test_a_score_is_log_odds_by_its_scale(score: float, rate: float) -> None:
    assert probability((2.0, 0.0), score) == rate
    assert probability((2.0, 2.0), score - 1) == rate


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


class TestSureness:
    def test_certainty_has_its_bounds(self) -> None:
        assert log_odds(0.5) == 0.0
        assert log_odds(1.0) == pytest.approx(9.21, abs=0.01)
        assert log_odds(0.0) == pytest.approx(-9.21, abs=0.01)

    def test_a_document_has_the_means_of_its_figures(self) -> None:
        told = [Sureness(1.0, 2.0, 3.0, 4.0), None, Sureness(3.0, 2.0, 1.0, 0.0)]
        assert of_document(told) == (2.0, 2.0, 2.0, 2.0)
        assert of_document([None]) == of_document([]) == ()

    @pytest.mark.parametrize(
        ("number", "adds"), [(-1.0, 1.0), (0.5, 1.5), (1.0, 2.0), (3.0, 1.0), (9.0, 0.0)]
    )
    def test_a_curve_is_level_beyond_its_ends(self, number: float, adds: float) -> None:
        assert Curve([(0.0, 1.0), (1.0, 2.0), (5.0, 0.0)])(number) == adds

    def test_a_figure_without_choices_takes_what_its_document_adds(self) -> None:
        flat = {name: [(0.0, 1.0), (1.0, 1.0)] for name in (*Sureness._fields, *OF_DOCUMENT)}
        one = Sureness(0.0, 0.0, 0.0, 0.0)
        assert Curves(flat).weigh([one, None]) == [8.0, 4.0]
        assert Curves(flat).weigh([None]) == [0.0]


class TestTraining:
    def test_calibration_keeps_below_what_was_measured(self) -> None:
        np = pytest.importorskip("numpy")
        pytest.importorskip("sklearn")
        from training.confidence import _platt, calibrate

        texts = np.repeat(np.arange(30), 40)
        scores = np.linspace(-3, 3, 40)[None, :].repeat(30, axis=0).ravel()
        right = np.random.default_rng(7).random(1200) < 1 / (1 + np.exp(-2 * scores - 1))
        slope, offset = calibrate(scores, right, texts)
        measured = _platt(scores, right)
        assert measured == (pytest.approx(2.0, abs=0.3), pytest.approx(1.0, abs=0.3))
        assert slope == pytest.approx(measured[0], abs=1e-4)
        assert measured[1] - 0.5 < offset < measured[1]
        assert calibrate(scores, right, texts) == (slope, offset)

    def test_points_that_numbers_count_for(self) -> None:
        np = pytest.importorskip("numpy")
        from training.curves import hats, knots

        numbers = np.array([0.0, 1.0, 2.0, 4.0, np.nan, 9.0, -5.0])
        at = np.array([0.0, 2.0, 4.0])
        shares = hats(numbers, at)
        assert shares.sum(axis=1).tolist() == [1, 1, 1, 1, 0, 1, 1]
        assert shares[1].tolist() == [0.5, 0.5, 0.0]
        heights = [3.0, -1.0, 0.5]
        curve = Curve(list(zip(at.tolist(), heights, strict=True)))
        known = ~np.isnan(numbers)
        assert [curve(n) for n in numbers[known]] == pytest.approx((shares @ heights)[known].tolist())
        assert (np.diff(knots(np.arange(100.0))) > 0).all()

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
