"""Measuring the reading of facts: gold against what is found in its texts, and runs kept to compare."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import ReadError
from corpus.reading import ReadOptions, Source, extract_source
from nlp.scoring import Judged, Key, judge


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run kept of one fact: whether it was found, and whether wholly right.

    `extra` marks a fact that gold doesn't have.
    """

    found: bool
    right: bool
    extra: bool = False


Run = dict[Key, Outcome]
_OUTCOMES = {
    "right": Outcome(found=True, right=True),
    "found": Outcome(found=True, right=False),
    "missed": Outcome(found=False, right=False),
    "extra": Outcome(found=False, right=False, extra=True),
}
_NAMES = {outcome: name for name, outcome in _OUTCOMES.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between an earlier run and now, as sorted keys.

    Attributes:
        gained, lost: wholly right now and not before, and the other way round.
        found, missed: found now and not before, and the other way round.
        invented, dropped: facts that gold doesn't have, new now or gone now.
        unknown: gold facts that only one of the two runs has (gold was changed); left out above.
    """

    gained: list[Key]
    lost: list[Key]
    found: list[Key]
    missed: list[Key]
    invented: list[Key]
    dropped: list[Key]
    unknown: list[Key]

    @property
    def net(self) -> int:
        """Wholly right facts gained less those lost."""
        return len(self.gained) - len(self.lost)


def evaluate(gold: Path, texts: Path | None = None) -> list[Judged]:
    """Read the texts of a gold folder as they are read everywhere, and judge every fact.

    Args:
        gold: holds `STEM.jsonl`, one fact a line; other JSONL files (questions) are passed over.
        texts: holds `STEM.txt`; `gold` unless given.

    Raises:
        ReadError: a text is missing, or a gold file is no JSONL.
    """
    out: list[Judged] = []
    for path, rows in _gold(gold):
        text = (texts or gold) / f"{path.stem}.txt"
        document, found = extract_source(Source(str(text)), ReadOptions())
        exact = [r for r in found if document.text[r["start"] : r["end"]] == r["text"]]
        out += judge(path.stem, rows, exact)
    return out


def _gold(folder: Path) -> list[tuple[Path, list[dict[str, Any]]]]:
    files = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            rows = [json.loads(line) for line in lines if line.strip()]
        except ValueError as error:
            raise ReadError("broken", str(path), format="JSONL") from error
        if all(isinstance(r, dict) and {"kind", "start", "end"} <= r.keys() for r in rows):
            files.append((path, rows))
    if not files:
        raise ReadError("missing", str(folder / "*.jsonl"))
    return files


def outcomes(judged: Iterable[Judged]) -> Run:
    """What a run keeps: keys and right or wrong, no words of the texts."""
    return {
        j.key: Outcome(j.gold is not None and j.found is not None, j.right, j.gold is None) for j in judged
    }


def save_run(run: Run, path: Path) -> None:
    """Write a run as JSON lines, by key; each fact `is` right, found, missed or extra."""
    lines = [
        json.dumps({"doc": doc, "kind": kind, "at": [start, end], "is": _NAMES[outcome]}) + "\n"
        for (doc, kind, start, end), outcome in sorted(run.items())
    ]
    path.write_text("".join(lines), encoding="utf-8")


def load_run(path: Path) -> Run:
    """Read what `save_run` wrote.

    Raises:
        ReadError: missing, or no run.
    """
    run: Run = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            start, end = told["at"]
            run[told["doc"], told["kind"], start, end] = _OUTCOMES[told["is"]]
    except FileNotFoundError:
        raise ReadError("missing", str(path)) from None
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError("broken", str(path), format="JSONL") from error
    return run


def compare(before: Run, now: Run) -> Change:
    """What changed from an earlier run to this one."""
    old = {k: o for k, o in before.items() if not o.extra}
    new = {k: o for k, o in now.items() if not o.extra}
    both = sorted(old.keys() & new.keys())
    extras_old = {k for k, o in before.items() if o.extra}
    extras_new = {k for k, o in now.items() if o.extra}
    return Change(
        gained=[k for k in both if new[k].right and not old[k].right],
        lost=[k for k in both if old[k].right and not new[k].right],
        found=[k for k in both if new[k].found and not old[k].found],
        missed=[k for k in both if old[k].found and not new[k].found],
        invented=sorted(extras_new - extras_old),
        dropped=sorted(extras_old - extras_new),
        unknown=sorted(old.keys() ^ new.keys()),
    )
