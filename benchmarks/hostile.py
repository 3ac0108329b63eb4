"""What a megabyte costs that is nothing but one character or one cue, told again and again."""

from collections.abc import Iterable
from pathlib import Path
from time import process_time

from nlp import Document, analyse

UNITS = (
    "(", '"', "1/", "A\n", ")\n", "TT\n", "1. ", "a.", "Luật ", "quý I ", "Kế hoạch ", "12/2024 ",
    "1. Chỉ số\n", "trong 1 ", "đến nay ", "trong năm, ", "tháng 9, ", "năm 2024 ", "Số hóa\n", "đạt ",
    "so với ", "xã ", "100% ", "lần lượt 5 và 6 ", "theo ông Nguyễn Văn A, ", "xã Lập Thạch ",
    "| a | 5 |\n", "huyện đạt 5% hộ. ",
)  # fmt: skip
"""Those that took longest before it was told which text need not be read, and some of each sort."""
BREAKS = 997
"""Characters after which a repetition is broken by a word of its own, so that it has to be read whole."""


def repeated(unit: str, size: int) -> str:
    """So many bytes of a unit."""
    return unit * (size // len(unit.encode()))


def broken(unit: str, size: int) -> str:
    """The same, with another word here and there."""
    some = unit * (BREAKS // len(unit) + 1)
    many = size // (len(some.encode()) + 6)
    return "".join(f"{some}\n{'bcdghk'[n % 6]}{'aeiou'[n % 5]}{'mnpt'[n // 7 % 4]}\n" for n in range(many))


def hostile(files: Iterable[Path], size: int = 1_000_000) -> dict[str, object]:
    """CPU seconds for a megabyte of each unit, repeated alone and broken; `plain` for the files' texts."""
    analyse(Document(text="Năm 2024, huyện Lập Thạch đạt 84,6%.", source=""))
    texts = [path.read_text(encoding="utf-8") for path in files]
    plain = sum(map(_seconds, texts)) / sum(len(text.encode()) for text in texts) * 1e6
    units = {unit: (_seconds(repeated(unit, size)), _seconds(broken(unit, size // 5)) * 5) for unit in UNITS}
    return {"plain": plain, "units": units}


def _seconds(text: str) -> float:
    began = process_time()
    analyse(Document(text=text, source=""))
    return process_time() - began
