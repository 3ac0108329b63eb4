"""`doichieu ask`: a question answered."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from webapp.command import Period, Shelf, command, pass_shelf, writing


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
    help="Dạng xuất: text (mặc định) hoặc json; với --batch: jsonl (mặc định) hoặc csv.",
)
@click.option("-o", "--output", metavar="TỆP", default="-", help="Với --batch: ghi vào tệp này.")
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
    **conditions: str | None,
) -> None:
    """Trả lời CÂU_HỎI từ những gì có trong kho, kèm câu trích nguyên văn và nguồn; gõ không dấu cũng được.

    Các điều kiện thay cho cách hiểu câu hỏi ở điểm đó.
    """
    from index.filters import Filters

    try:
        day = date.fromisoformat(today) if today else date.today()
    except ValueError:
        raise click.BadParameter("ngày phải có dạng 2024-12-31.", param_hint="tùy chọn --today") from None
    if (question is None) == (batch is None):
        raise click.UsageError("cần một CÂU_HỎI, hoặc một danh sách câu hỏi với --batch.")
    if question is not None and not any(letter.isalnum() for letter in question):
        raise click.UsageError(
            "câu hỏi đang trống; hãy viết điều cần biết, ví dụ: huyện nào chưa đạt chỉ tiêu nào?"
        )
    if form in (("text", "json") if batch else ("jsonl", "csv")):
        raise click.UsageError("với --batch dùng -f jsonl hoặc csv, không có thì -f text hoặc json.")
    filters = Filters(**conditions)  # type: ignore[arg-type]
    library = shelf.asked()
    if batch is not None:
        _batch(
            batch, lambda text: library.answer(text, day, filters, level).as_dict(), form or "jsonl", output
        )
        return
    answer = library.answer(str(question), day, filters, level)
    if form == "json":
        click.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(answer.text)
    for n, quote in enumerate(answer.evidence, 1):
        click.echo(f"[{n}] “{' '.join(quote['quote'].split())}”")
        where = f"{quote['doc']}:{quote['start']}-{quote['end']}"
        click.echo(f"    {quote['title'] or quote['source']} [{where}]")
    lead = "Nearest" if answer.language == "en" else "Gần nhất"
    for near in answer.suggestions:
        click.echo(f"{lead}: {near}")


def _batch(path: str, answer: Callable[[str], dict[str, Any]], form: str, output: str) -> None:
    """Answer a list of questions, with a progress bar where somebody looks on."""
    from tqdm import tqdm

    from webapp.question_sheet import read_questions, write_answers

    records = read_questions(path)
    bar = tqdm(records, unit=" câu", disable=None, file=sys.stderr)
    if output == "-":
        asked, gaps = write_answers(bar, answer, form, sys.stdout)
    else:
        with writing(output), Path(output).open("w", encoding="utf-8", newline="") as out:
            asked, gaps = write_answers(bar, answer, form, out)
    click.echo(f"Đã trả lời {asked - gaps}/{asked} câu; {gaps} câu tài liệu không nêu.", err=True)
