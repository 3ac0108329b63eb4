"""`doichieu ask`: a question answered."""

import json
from datetime import date

import click

from webapp.command import Shelf, command, pass_shelf


@command("ask", short_help="Trả lời một câu hỏi.")
@click.argument("question", metavar="CÂU_HỎI")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng xuất."
)
@click.option("--today", metavar="NGÀY", help="Ngày được coi là hôm nay, ví dụ 2024-12-31.")
@click.option("--place", metavar="ĐỊA_DANH", help="Chỉ xét địa bàn này.")
@click.option("--period", metavar="KỲ", help="Chỉ xét kỳ này: 2024, 2024-11 hoặc 2024-01/2024-06.")
@click.option("--indicator", metavar="TỪ_NGỮ", help="Chỉ xét chỉ tiêu có các từ này.")
@click.option(
    "--role", type=click.Choice(["result", "target", "assigned"]), help="Kết quả, mục tiêu hay được giao."
)
@click.option(
    "--status", type=click.Choice(["met", "missed", "none"]), help="Đạt, chưa đạt hay không nói rõ."
)
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị: %, đồng, trường…")
@click.option("--doc", metavar="MÃ", help="Chỉ xét văn bản này.")
@pass_shelf
def ask(
    shelf: Shelf,
    question: str,
    form: str,
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
    answer = shelf.library().answer(question, day, Filters(**conditions))  # type: ignore[arg-type]
    if form == "json":
        click.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(answer.text)
    for n, quote in enumerate(answer.evidence, 1):
        click.echo(f"[{n}] “{' '.join(quote['quote'].split())}”")
        where = f"{quote['doc']}:{quote['start']}-{quote['end']}"
        click.echo(f"    {quote['title'] or quote['source']} [{where}]")
    for near in answer.suggestions:
        click.echo(f"Gần nhất: {near}")
