"""`doichieu facts`: what the store holds, as rows."""

import json
from typing import IO

import click

from webapp.command import Shelf, command, pass_shelf


@command("facts", short_help="Xuất sự kiện trong kho.")
@click.option(
    "--kind", type=click.Choice(["figure", "directive", "statement", "locality"]), help="Loại sự kiện."
)
@click.option(
    "--role", type=click.Choice(["result", "target", "assigned"]), help="Kết quả, mục tiêu hay được giao."
)
@click.option(
    "--status", type=click.Choice(["met", "missed", "none"]), help="Đạt, chưa đạt hay không nói rõ."
)
@click.option("--place", metavar="ĐỊA_DANH", help="Địa bàn, ví dụ “huyện Lập Thạch”; gõ không dấu cũng được.")
@click.option("--indicator", metavar="TỪ_NGỮ", help="Từ ngữ có trong tên chỉ tiêu.")
@click.option("--period", metavar="KỲ", help="Kỳ: 2024, 2024-11 hoặc 2024-01/2024-06.")
@click.option("--doc", metavar="MÃ", help="Mã văn bản hay phần đầu của mã.")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị: %, đồng, trường…")
@click.option("--confidence", type=click.FloatRange(0, 1), metavar="0..1", help="Độ tin cậy tối thiểu.")
@click.option("-f", "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="Dạng xuất.")
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8", lazy=False, atomic=True),
    default="-",
    metavar="TỆP",
    help="Ghi vào tệp thay vì màn hình.",
)
@pass_shelf
def facts(shelf: Shelf, form: str, output: IO[str], **conditions: object) -> None:
    """Xuất các sự kiện trong kho thỏa mọi điều kiện, mỗi dòng một đối tượng JSON."""
    from index.filters import Filters

    for row in shelf.library().facts(Filters(**conditions)):  # type: ignore[arg-type]
        output.write(json.dumps(row, ensure_ascii=False) + "\n")
