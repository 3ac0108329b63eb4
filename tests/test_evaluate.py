"""`doichieu evaluate`: scores, saved runs, what a change gained and lost."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.errors import ReadError
from corpus.evaluation import Outcome, compare, evaluate, load_run, outcomes, save_run
from webapp.commands.evaluate import evaluate as command

TEXT = "Năm 2024, huyện Lập Thạch có tỷ lệ hồ sơ trực tuyến đạt 84,6%.\n"
GOLD = {
    "kind": "figure", "start": TEXT.index("84,6"), "end": TEXT.index("84,6") + 4, "text": "84,6",
    "value": 84.6, "value_max": None, "comparator": "exact", "unit": "%",
    "numerator": None, "denominator": None,
    "indicator": "tỷ lệ hồ sơ trực tuyến", "role": "result", "status": None, "target_value": None,
    "locality": "huyện Lập Thạch", "organisation": None, "period": "2024",
}  # fmt: skip
RIGHT, FOUND, MISSED = Outcome(True, True), Outcome(True, False), Outcome(False, False)
EXTRA = Outcome(False, False, extra=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def _run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(a) for a in args], catch_exceptions=False)
    return result.exit_code, result.output


def key(start: int) -> tuple[str, str, int, int]:
    return "a", "figure", start, start + 2


class TestRuns:
    def test_a_run_comes_back_as_it_was_saved(self, tmp_path: Path) -> None:
        run = {key(1): RIGHT, key(5): FOUND, key(9): MISSED, key(13): EXTRA}
        save_run(run, tmp_path / "run.jsonl")
        assert load_run(tmp_path / "run.jsonl") == run

    def test_a_run_holds_no_words(self, folder: Path) -> None:
        save_run(outcomes(evaluate(folder)), folder / "run.jsonl")
        line = json.loads((folder / "run.jsonl").read_text().splitlines()[0])
        assert line.keys() == {"doc", "kind", "at", "is"}

    def test_gained_and_lost_facts_are_told_apart(self) -> None:
        before = {key(1): RIGHT, key(5): FOUND, key(9): MISSED, key(13): EXTRA, key(17): RIGHT}
        now = {key(1): FOUND, key(5): RIGHT, key(9): FOUND, key(21): EXTRA, key(25): RIGHT}
        change = compare(before, now)
        assert (change.gained, change.lost, change.net) == ([key(5)], [key(1)], 0)
        assert (change.found, change.missed) == ([key(9)], [])
        assert (change.invented, change.dropped) == ([key(21)], [key(13)])
        assert change.unknown == [key(17), key(25)]

    @pytest.mark.parametrize(
        "words", ["{", '{"doc": "a"}', '{"doc":"a","kind":"figure","at":[1,2],"is":"well"}', "1"]
    )
    def test_what_is_no_run_is_refused(self, tmp_path: Path, words: str) -> None:
        (tmp_path / "run.jsonl").write_text(words)
        with pytest.raises(ReadError):
            load_run(tmp_path / "run.jsonl")


class TestGold:
    def test_files_that_hold_no_facts_are_passed_over(self, folder: Path) -> None:
        (folder / "questions.jsonl").write_text('{"id": 1, "question": "?"}\n')
        assert {j.doc for j in evaluate(folder)} == {"a"}

    def test_texts_may_stand_elsewhere(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "texts").mkdir()
        (folder / "a.txt").rename(tmp_path / "texts" / "a.txt")
        assert any(j.right for j in evaluate(folder, tmp_path / "texts"))

    def test_a_missing_text_is_told(self, folder: Path) -> None:
        (folder / "a.txt").unlink()
        with pytest.raises(ReadError, match=r"a\.txt: không tìm thấy"):
            evaluate(folder)

    def test_a_folder_without_gold_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError):
            evaluate(tmp_path)


class TestCommand:
    def test_it_tells_the_scores_in_vietnamese(self, folder: Path) -> None:
        status, out = _run(folder)
        assert status == 0
        assert "Số liệu: 1 trong gold, 1 trích được" in out
        assert "đúng hoàn toàn (F1)" in out
        assert "trường indicator" in out

    def test_json_holds_the_same(self, folder: Path) -> None:
        told = json.loads(_run(folder, "-f", "json")[1])["scores"]["figure"]
        assert told["strict"]["value"] == 1.0
        assert told["fields"]["period"]["count"] == 1

    def test_against_a_saved_run_it_lists_each_loss(self, folder: Path) -> None:
        run = folder / "run.save"
        _run(folder, "--save", run)
        wrong = GOLD | {"period": "2023"}
        (folder / "a.jsonl").write_text(json.dumps(wrong, ensure_ascii=False) + "\n", encoding="utf-8")
        out = _run(folder, "--against", run)[1]
        assert "-1 sự kiện đúng hoàn toàn" in out
        assert "“84,6”; period: gold '2023', trích '2024'" in out
        assert json.loads(_run(folder, "--against", run, "-f", "json")[1])["change"]["net"] == -1
