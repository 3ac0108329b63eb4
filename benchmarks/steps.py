"""How fast the parts are, in one process: reading, numerals, each step of the pipeline, writing; and NER."""

import gc
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

NUMBERS = re.compile(r"\d+(?:[.,/]\d+)*")

_IN_TURN = 4
"""How many documents each of the two reads before the other has its turn."""


def settle() -> None:
    """Keep the collector from what was loaded before, as the workers of `doichieu extract` do."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def floor(files: list[Path]) -> dict[str, float]:
    """What nobody can be faster than here: reading, decoding and one pass of a number regex.

    Returns:
        `kb`, `read` and `numbers` (seconds), `speed` (KB/s).
    """
    began = process_time()
    texts = [path.read_bytes().decode("utf-8") for path in files]
    read = process_time() - began
    began = process_time()
    for text in texts:
        for _ in NUMBERS.finditer(text):
            pass
    numbers = process_time() - began
    kb = sum(path.stat().st_size for path in files) / 1000
    return {"kb": kb, "read": read, "numbers": numbers, "speed": kb / (read + numbers)}


def steps(files: list[Path]) -> dict[str, float]:
    """Seconds of CPU by step over the files, in the order of work; `kb` beside them."""
    from corpus.reading import ReadOptions, Source, read_source
    from corpus.tables import Form
    from nlp import Document, row
    from nlp.facts import kind_of
    from nlp.steps import STEPS, begin, found_in

    form = Form("csv")
    _facts(Document(text="Năm 2024, huyện Lập Thạch đạt 84,6%.", source=""))
    settle()
    spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began = process_time()
        yield
        spent[name] += process_time() - began

    for path in files:
        with timed("read"):
            document = read_source(Source(str(path)), ReadOptions())
        with timed("sentences"):
            state = begin(document)
        for name, step in STEPS.items():
            with timed(name):
                step(state)
        with timed("rows"):
            rows = [row(f, document) for f in found_in(state) if kind_of(f) in form.kept]
        with timed("encode"):
            form.encode(document, rows)
    return dict(spent) | {"kb": sum(path.stat().st_size for path in files) / 1000}


def side_by_side(files: list[Path], before: list[Path]) -> tuple[dict[str, float], dict[str, float]]:
    """`underthesea.ner` and extraction alone, a few documents each in turn, so that both meet one machine.

    Extraction goes from a text in memory to its facts as rows, in the midst of a run.

    Args:
        files: the texts that both read.
        before: texts that are extracted first, so that what is kept from text to text is there.

    Returns:
        Of `underthesea.ner` and of extraction: `kb`, `cpu` (seconds).
    """
    steps(before)
    theirs, ours = {"kb": 0.0, "cpu": 0.0}, {"kb": 0.0, "cpu": 0.0}
    for at in range(0, len(files), _IN_TURN):
        some = files[at : at + _IN_TURN]
        spent = steps(some)
        kb = spent.pop("kb")
        for found, cpu in (
            (theirs, _ner(some)),
            (ours, sum(seconds for name, seconds in spent.items() if name not in ("read", "encode"))),
        ):
            found["kb"] += kb
            found["cpu"] += cpu
    return theirs, ours


def _facts(document: object) -> None:
    from nlp import analyse

    analyse(document)  # type: ignore[arg-type]


def _ner(files: list[Path]) -> float:
    """CPU seconds of `underthesea.ner` over the files, sentence by sentence, its model loaded before."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from underthesea import ner as find

    from nlp.sentences import sentences

    find("Huyện Lập Thạch, tỉnh Vĩnh Phúc.")
    texts = [path.read_text(encoding="utf-8") for path in files]
    pieces = [[text[s.start : s.end] for s in sentences(text)] for text in texts]
    settle()
    began = process_time()
    for sentence in (one for piece in pieces for one in piece if one.strip()):
        find(sentence)
    return process_time() - began
