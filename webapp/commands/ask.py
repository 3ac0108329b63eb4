"""`doichieu ask`: a question answered."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.command import Period, Shelf, command, pass_shelf, writing
from webapp.table_options import csv_options, table_form, together

if TYPE_CHECKING:
    from corpus.tables import Form


@command("ask", short_help="Trả lời một câu hỏi.")
@click.argument("question", metavar="CÂU_HỎI", required=False)
@click.option(
    "--batch",
    metavar="TỆP",
    help="Trả lời cả danh sách: CSV hay JSONL có cột question; “-” là đầu vào chuẩn.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    help="Dạng xuất: text (mặc định) hoặc json; với --batch: jsonl hoặc csv, mặc định theo "
    "đuôi của tệp sau -o, không có thì jsonl.",
)
@click.option("-o", "--output", metavar="TỆP", default="-", help="Với --batch: ghi vào tệp này.")
@together(csv_options(None, "mặc định như tệp câu hỏi"))
@click.option("--today", metavar="NGÀY", help="Ngày được coi là hôm nay, ví dụ 2024-12-31.")
@click.option("--place", metavar="ĐỊA_DANH", help="Chỉ xét địa bàn này.")
@click.option(
    "--period",
    type=Period(),
    metavar="KỲ",
    help="Chỉ xét kỳ này: 2024, 2024-11, 2024-01/2024-06 hoặc “quý 1/2024”.",
)
@click.option("--indicator", metavar="TỪ_NGỮ", help="Chỉ xét chỉ tiêu có các từ này.")
@click.option(
    "--role", type=click.Choice(["result", "target", "assigned"]), help="Kết quả, mục tiêu hay được giao."
)
@click.option(
    "--status", type=click.Choice(["met", "missed", "none"]), help="Đạt, chưa đạt hay không nói rõ."
)
@click.option(
    "--level", type=click.Choice(["tỉnh", "huyện", "xã", "thôn", "sở"]), help="Cấp của nơi được hỏi."
)
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị: %, đồng, trường…")
@click.option("--doc", metavar="MÃ", help="Chỉ xét văn bản này.")
@pass_shelf
def ask(
    shelf: Shelf,
    question: str | None,
    batch: str | None,
    form: str | None,
    output: str,
    level: str | None,
    today: str | None,
    bom: bool,
    delimiter: str | None,
    guard: bool,
    **conditions: str | None,
) -> int:
    """Trả lời CÂU_HỎI từ những gì có trong kho, kèm câu trích nguyên văn và nguồn; gõ không dấu cũng được.

    Các điều kiện thay cho cách hiểu câu hỏi ở điểm đó.
    """
    from index.filters import Filters
    from webapp.question_sheet import EMPTY, is_empty

    try:
        day = date.fromisoformat(today) if today else date.today()
    except ValueError:
        raise click.BadParameter("ngày phải có dạng 2024-12-31.", param_hint="tùy chọn --today") from None
    if (question is None) == (batch is None):
        raise click.UsageError("cần một CÂU_HỎI, hoặc một danh sách câu hỏi với --batch.")
    if question is not None and is_empty(question):
        raise click.UsageError(EMPTY)
    if form in (("text", "json") if batch else ("jsonl", "csv")):
        raise click.UsageError("với --batch dùng -f jsonl hoặc csv, không có thì -f text hoặc json.")
    if batch is None and (bom or guard or delimiter is not None):
        raise click.UsageError("--bom, --delimiter và --guard chỉ dùng với --batch.")
    wanted = _form(form, output, bom, delimiter, guard) if batch is not None else None
    filters = Filters(**conditions)  # type: ignore[arg-type]
    library = shelf.asked()
    if batch is not None and wanted is not None:
        as_sheet = wanted.format == "csv" and delimiter is None
        return _batch(
            batch, lambda text: library.answer(text, day, filters, level).as_dict(), wanted, as_sheet, output
        )
    answer = library.answer(str(question), day, filters, level)
    if form == "json":
        click.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
        return 0
    click.echo(answer.text)
    for n, quote in enumerate(answer.evidence, 1):
        click.echo(f"[{n}] “{' '.join(quote['quote'].split())}”")
        where = f"{quote['doc']}:{quote['start']}-{quote['end']}"
        click.echo(f"    {quote['title'] or quote['source']} [{where}]")
    lead = "Nearest" if answer.language == "en" else "Gần nhất"
    for near in answer.suggestions:
        click.echo(f"{lead}: {near}")
    return 0


def _form(form: str | None, output: str, bom: bool, delimiter: str | None, guard: bool) -> "Form":
    wanted = table_form(form, output, (), bom, delimiter or ",", guard)
    if wanted.format not in ("jsonl", "csv"):
        raise click.UsageError("danh sách câu trả lời chỉ có dạng jsonl hoặc csv; hãy đổi đuôi tệp sau -o.")
    return wanted


def _batch(
    path: str, answer: Callable[[str], dict[str, Any]], form: "Form", as_sheet: bool, output: str
) -> int:
    """Answer a list of questions, with a progress bar where somebody looks on.

    Args:
        path: the list.
        answer: a question to an answer.
        form: how the answers are written.
        as_sheet: whether cells stand apart as in the list.
        output: where to.

    Returns:
        1 when some line asks nothing.
    """
    from tqdm import tqdm

    from webapp.question_sheet import read_questions, write_answers

    questions = read_questions(path)
    form = replace(form, delimiter=questions.delimiter) if as_sheet else form
    bar = tqdm(questions.records, unit=" câu", disable=None, file=sys.stderr)
    if output == "-":
        counts = write_answers(bar, answer, form, sys.stdout.buffer)
    else:
        with writing(output), Path(output).open("wb") as out:
            counts = write_answers(bar, answer, form, out)
    told = counts.asked - counts.gaps - counts.empty
    empty = f"; {counts.empty} dòng không có câu hỏi" if counts.empty else ""
    click.echo(
        f"Đã trả lời {told}/{counts.asked} câu; {counts.gaps} câu tài liệu không nêu{empty}.", err=True
    )
    return 1 if counts.empty else 0
