"""`doichieu facts`: what the store holds, as rows."""

import sys
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import click

from webapp.command import Period, Shelf, command, pass_shelf
from webapp.table_options import table_form, table_options


@command("facts", short_help="Xuất sự kiện trong kho.")
@table_options(("figure", "directive", "statement", "locality"))
@click.option(
    "--role", type=click.Choice(["result", "target", "assigned"]), help="Kết quả, mục tiêu hay được giao."
)
@click.option(
    "--status", type=click.Choice(["met", "missed", "none"]), help="Đạt, chưa đạt hay không nói rõ."
)
@click.option("--place", metavar="ĐỊA_DANH", help="Địa bàn, ví dụ “huyện Lập Thạch”; gõ không dấu cũng được.")
@click.option("--indicator", metavar="TỪ_NGỮ", help="Từ ngữ có trong tên chỉ tiêu.")
@click.option(
    "--period", type=Period(), metavar="KỲ", help="Kỳ: 2024, 2024-11, 2024-01/2024-06 hoặc “quý 1/2024”."
)
@click.option("--doc", metavar="MÃ", help="Mã văn bản hay phần đầu của mã.")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị: %, đồng, trường…")
@click.option("--confidence", type=click.FloatRange(0, 1), metavar="0..1", help="Độ tin cậy tối thiểu.")
@pass_shelf
def facts(
    shelf: Shelf,
    form: str | None,
    output: str,
    kinds: tuple[str, ...],
    bom: bool,
    delimiter: str,
    guard: bool,
    **conditions: object,
) -> None:
    """Xuất các sự kiện trong kho thỏa mọi điều kiện: JSONL (mọi loại) hoặc bảng CSV, XLSX, Parquet (một
    loại).
    """
    wanted = table_form(form, output, kinds, bom, delimiter, guard)

    from corpus.table_file import write_table
    from index.filters import Filters

    library = shelf.asked()
    # One kind is left to the library, which finds it without looking at the others.
    kind = wanted.kind if wanted.format != "jsonl" or len(wanted.kinds) == 1 else None
    rows = library.facts(Filters(kind=kind, **conditions))  # type: ignore[arg-type]
    about = {entry.id: entry for entry in library.documents()}
    documents = ((about[doc], found) for doc, found in groupby(rows, key=itemgetter("doc")))
    notes = write_table(sys.stdout.buffer if output == "-" else Path(output), wanted, documents)
    for note in notes:
        click.echo(f"Lưu ý: {note}.", err=True)
