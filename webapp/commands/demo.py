"""`doichieu demo`: the sample corpus read, one question answered, then the pages."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from webapp.command import Shelf, command, pass_shelf

if TYPE_CHECKING:
    from index.answer_parts import Answer
    from index.library import Library

QUESTION = "huyện nào chưa đạt chỉ tiêu nào?"
FOLDER = "demo"


@command("demo", short_help="Nạp kho văn bản mẫu, trả lời một câu hỏi rồi mở trang.")
@click.option("--no-serve", is_flag=True, help="Trả lời xong thì thôi, không mở trang.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, metavar="CỔNG", help="Cổng (8000 nếu không nói)."
)
@pass_shelf
def demo(shelf: Shelf, no_serve: bool, port: int) -> int:
    """Nạp các bản tóm tắt mẫu về Vĩnh Phúc vào một kho riêng (thư mục “demo” trong thư mục dữ liệu), trả lời
    câu hỏi “huyện nào chưa đạt chỉ tiêu nào?”, rồi mở trang tại 127.0.0.1:8000. Chạy lại bao nhiêu lần cũng
    được; kho của bạn không bị đụng tới.
    """
    own = Shelf(shelf.folder / FOLDER)
    library = own.library()
    counts = fill(library)
    click.echo(
        f"Kho mẫu: {counts['documents']} văn bản, {counts['facts']} sự kiện ({own.folder})\n\nHỏi: {QUESTION}"
    )
    show(library.answer(QUESTION, date.today()))
    if counts["refused"]:
        return 1
    if no_serve:
        return 0
    click.echo("")
    from webapp.serving import serve_pages

    return serve_pages(library, "127.0.0.1", port, sample=True)


def fill(library: "Library") -> dict[str, int]:
    """Bring a library to hold the sample corpus and nothing else.

    Returns:
        Counts: `documents`, `facts` and `refused` (each told on standard error).
    """
    from corpus.sample_corpus import SHEET, sample_folder
    from corpus.sheet import Sheet

    outcomes: Counter[str] = Counter()
    wanted: set[str] = set()
    with sample_folder() as folder:
        sheet = str(Path(folder) / SHEET)
        for event in library.ingest([str(folder)], sheet=Sheet.load(sheet), skip=(sheet,)):
            outcomes[event.outcome] += 1
            if event.id is not None:
                wanted.add(event.id)
            if event.error is not None:
                click.echo(f"bỏ qua {event.source}: {event.error.message}", err=True)
    for entry in library.documents():  # an older version's texts
        if entry.id not in wanted and not outcomes["refused"]:
            library.remove(entry.id)
    held = library.stats()
    return {"documents": held.documents, "facts": held.facts, "refused": outcomes["refused"]}


def show(answer: "Answer") -> None:
    """Print an answer: its sentence, then each quote with its source."""
    click.echo(f"Đáp: {answer.text}")
    for n, quote in enumerate(answer.evidence, 1):
        where = f"{quote['doc']}:{quote['start']}-{quote['end']}"
        click.echo(f"  [{n}] “{' '.join(quote['quote'].split())}”")
        click.echo(f"      {quote['title'] or quote['source']} [{where}]")
