"""The scores are those of the data contract."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.scoring import Judged, field_right, judge, mean, overlap, scores
from nlp.wording import same_chain, same_indicator, same_places, wording_f1

SHARED = Path(__file__).parent.parent.parent / "shared"
TUNING = Path(__file__).parent / "annotated" / "tuning"


def figure(start: int = 0, end: int = 4, **fields: object) -> dict[str, object]:
    known = {
        "kind": "figure", "start": start, "end": end, "text": "84,6", "value": 84.6, "value_max": None,
        "comparator": "exact", "unit": "%", "numerator": None, "denominator": None,
        "indicator": "tỷ lệ hồ sơ trực tuyến", "role": "result", "status": None, "target_value": None,
        "locality": "huyện Lập Thạch", "organisation": None, "period": "2024",
    }  # fmt: skip
    return known | fields


FIELDS = [
    # field, gold, found, agrees, why
    ("value", 84.6, 84.6 + 1e-12, True, "numbers within 1e-9"),
    ("value", 84.6, 84.7, False, "another number"),
    ("value_max", None, 0, False, "null is not zero"),
    ("unit", "công chức viên chức", "công chức", True, "half of the words agree"),
    ("unit", "xã", "phường", False, "no word agrees"),
    ("unit", None, "", True, "nothing is null"),
    ("locality", "huyện Lập Thạch", "huyện Lập Thạch, tỉnh Vĩnh Phúc", True, "parents are left out"),
    ("locality", "xã A; xã B", "xã B; xã A", True, "several places are a set"),
    ("locality", "huyện Lập Thạch", None, False, "null must be null"),
    ("period", "2024", "2024~", True, "marks of uncertainty don't count"),
    ("period", "2024", "2024-11", False, "a month is no year"),
    ("status", None, "met", False, "null must be null"),
    ("indicator", "tỷ lệ hồ sơ trực tuyến", "hồ sơ trực tuyến", True, "F1 of words 0.8"),
    ("indicator", "tỷ lệ hồ sơ", "tỷ lệ dân số", False, "F1 of words 0.5"),
    ("indicator", "hồ sơ đúng hạn", "hồ sơ quá hạn", False, "a turning word"),
    ("indicator", "chỉ tiêu", "chỉ tiêu chưa", False, "a turning word in one alone"),
    ("indicator", "tỷ lệ hồ sơ", None, False, "none was read"),
]


@pytest.mark.parametrize(("field", "gold", "found", "agrees", "why"), FIELDS)
def test_a_field_agrees(field: str, gold: object, found: object, agrees: bool, why: str) -> None:
    assert field_right(field, figure(**{field: gold}), figure(**{field: found})) is agrees, why


def test_other_readings_are_each_as_good() -> None:
    gold = figure(period_also=["2024-11"], indicator_also=["dịch vụ công"])
    assert field_right("period", gold, figure(period="2024-11"))
    assert field_right("indicator", gold, figure(indicator="dịch vụ công"))
    assert not field_right("period", gold, figure(period="2023"))


def test_words_of_the_unit_may_help_the_indicator() -> None:
    gold = figure(indicator="trường đạt chuẩn", unit="trường")
    assert field_right("indicator", gold, figure(indicator="đạt chuẩn", unit="trường"))


class TestMatching:
    def test_the_best_overlap_wins_and_each_fact_is_used_once(self) -> None:
        out = judge("a", [figure(0, 4), figure(3, 8)], [figure(3, 8), figure(0, 5)])
        assert [(j.gold["start"], j.found["start"]) for j in out if j.gold and j.found] == [(0, 0), (3, 3)]

    def test_a_figure_needs_three_tenths_in_common(self) -> None:
        assert judge("a", [figure(0, 10)], [figure(7, 10)])[0].found is None
        assert judge("a", [figure(0, 10)], [figure(6, 10)])[0].found is not None

    def test_what_gold_lacks_is_kept_apart(self) -> None:
        missed, extra = judge("a", [figure(0, 4)], [figure(50, 54)])
        assert (missed.found, missed.right) == (None, False)
        assert (extra.gold, extra.right, extra.key) == (None, False, ("a", "figure", 50, 54))

    def test_wrong_fields_are_named(self) -> None:
        (one,) = judge("a", [figure(status="met")], [figure(period="2023")])
        assert one.wrong == ("status", "period")

    def test_fields_that_do_not_decide_are_not_wrong(self) -> None:
        (one,) = judge("a", [figure(organisation="Sở Y tế", target_value=3.0)], [figure()])
        assert one.right

    def test_gold_without_localities_says_nothing_of_them(self) -> None:
        place = {"kind": "locality", "start": 0, "end": 4, "canonical": "tỉnh Vĩnh Phúc"}
        assert judge("a", [figure()], [figure(), place])[-1].kind == "figure"

    def test_spans_that_touch_do_not_overlap(self) -> None:
        assert overlap({"start": 0, "end": 4}, {"start": 4, "end": 8}) == 0


OTHER_KINDS = [
    ("directive", {"type": "Quyết định", "number": "507", "issuer": "UBND tỉnh Hoà Bình", "date": None},
     {"issuer": "Uỷ ban nhân dân tỉnh Hòa Bình"}, True, "abbreviations and tone placement are one"),
    ("directive", {"type": "Quyết định", "number": "507"}, {"number": "508"}, False, "another number"),
    ("locality", {"canonical": "xã A, huyện B"}, {"canonical": "xã A, huyện C"}, False, "the whole chain"),
    ("statement", {"speaker": "Trần Văn A"}, {"speaker": "trần văn a"}, True, "case doesn't count"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "gold", "other", "right", "why"), OTHER_KINDS)
def test_other_kinds_are_wholly_right(kind: str, gold: dict, other: dict, right: bool, why: str) -> None:
    row = {"kind": kind, "start": 0, "end": 4, **gold}
    assert judge("a", [row], [row | other])[0].right is right, why


class TestScores:
    def test_precision_recall_and_f1(self) -> None:
        gold = [figure(0, 4), figure(10, 14), figure(20, 24)]
        found = [figure(0, 4), figure(10, 14, period=None)]
        told = scores(judge("a", gold, found))["figure"]
        assert (told.precision.value, told.recall.value) == (1.0, pytest.approx(2 / 3))
        assert told.detection.value == pytest.approx(0.8)
        assert told.strict.value == pytest.approx(2 / 5)

    def test_classes_count_misses_and_extras(self) -> None:
        gold = [figure(0, 4, status="met"), figure(10, 14, status="met"), figure(20, 24)]
        found = [figure(0, 4, status="met"), figure(20, 24, status="met")]
        told = scores(judge("a", gold, found))["figure"].classes["status"]
        assert told["met"].value == pytest.approx(0.5)
        assert mean(told) == pytest.approx(0.5)

    def test_intervals_hold_the_score_and_are_the_same_each_time(self) -> None:
        judged: list[Judged] = []
        for n in range(12):
            judged += judge(str(n), [figure()], [figure(period="2024" if n % 3 else "2023")])
        once, again = scores(judged, draws=200), scores(judged, draws=200)
        assert once == again
        strict = once["figure"].strict
        assert strict.low is not None
        assert strict.high is not None
        assert strict.low < strict.value < strict.high

    def test_without_draws_there_are_no_intervals(self) -> None:
        assert scores(judge("a", [figure()], [figure()]))["figure"].strict.low is None

    def test_nothing_has_no_scores(self) -> None:
        assert scores([]) == {}


def test_wordings() -> None:
    assert wording_f1("tỷ lệ hồ sơ trực tuyến", "hồ sơ trực tuyến") == 0.8
    assert wording_f1("", "") == 1.0
    assert same_indicator("UBND xã hoà", "Ủy ban nhân dân xã hòa")
    assert same_places(None, "")
    assert not same_chain("xã A, huyện B", "xã A")


def _told_by_the_shared_scorer(gold: Path, texts: Path, rows: Path, out: Path) -> tuple[dict, str]:
    command = [
        sys.executable,
        str(SHARED / "score" / "facts.py"),
        str(gold),
        str(rows),
        "--texts",
        str(texts),
    ]
    done = subprocess.run([*command, "--json", str(out)], capture_output=True, text=True, check=True)
    return json.loads(out.read_text()), done.stdout


@pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="needs ../shared")
@pytest.mark.parametrize("split", ["seeds", "tuning"])
def test_the_shared_scorer_gives_the_same_numbers(split: str, tmp_path: Path) -> None:
    from nlp.document import Document, stored_text
    from nlp.facts import row
    from nlp.pipeline import facts_of

    gold, texts = (SHARED / "gold", SHARED / "seeds") if split == "seeds" else (TUNING, TUNING)
    copied = tmp_path / "gold"
    copied.mkdir()
    judged: list[Judged] = []
    with (tmp_path / "rows.jsonl").open("w", encoding="utf-8") as file:
        for path in sorted(texts.glob("*.txt"))[:24]:
            document = Document(stored_text(path.read_bytes().decode("utf-8-sig")), path.name)
            rows = [row(fact, document) for fact in facts_of(document)]
            file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
            lines = (gold / f"{path.stem}.jsonl").read_text(encoding="utf-8")
            (copied / f"{path.stem}.jsonl").write_text(lines, encoding="utf-8")
            judged += judge(path.stem, [json.loads(x) for x in lines.splitlines() if x.strip()], rows)
    theirs, printed = _told_by_the_shared_scorer(
        copied, texts, tmp_path / "rows.jsonl", tmp_path / "out.json"
    )
    ours = scores(judged)
    assert ours.keys() == theirs.keys()
    for kind, told in theirs.items():
        assert ours[kind].gold == told["n"]
        assert ours[kind].detection.value == pytest.approx(told["detection_f1"], abs=6e-5)
        assert ours[kind].strict.value == pytest.approx(told["strict_f1"], abs=6e-5)
    for field, classes in ours["figure"].classes.items():
        assert mean(classes) == pytest.approx(theirs["figure"][f"{field}_macro_f1"], abs=6e-5)
    for field, ratio in ours["figure"].fields.items():
        assert f"{field} {ratio.value:.2f}({ratio.count})" in printed
