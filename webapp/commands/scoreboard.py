"""`doichieu scoreboard`: localities against indicators."""

import json

import click

from webapp.command import Period, Shelf, command, pass_shelf


@command("scoreboard", short_help="Bảng điểm: địa bàn nào đạt, chưa đạt chỉ tiêu nào.")
@click.option(
    "--level",
    type=click.Choice(["tỉnh", "huyện", "xã", "thôn", "province", "district", "commune", "village"]),
    default="huyện",
    help="Cấp hành chính; mặc định là huyện.",
)
@click.option(
    "--period",
    type=Period(),
    metavar="KỲ",
    help="Chỉ lấy số liệu của kỳ này: 2024, 2024-11, 2024-01/2024-06 hoặc “quý 1/2024”.",
)
@click.option("--indicator", metavar="TỪ_NGỮ", help="Chỉ lấy chỉ tiêu có các từ này.")
@click.option("--place", metavar="ĐỊA_DANH", help="Chỉ lấy địa bàn này và các đơn vị trong đó.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="Dạng xuất."
)
@pass_shelf
def scoreboard(
    shelf: Shelf, level: str, period: str | None, indicator: str | None, place: str | None, form: str
) -> None:
    """Đối chiếu địa bàn với chỉ tiêu: chưa đạt, đạt, rồi đến có số liệu mà không nêu chỉ tiêu; mỗi ô kèm số
    liệu mới nhất, câu trích và các số liệu khác.
    """
    board = shelf.asked().scoreboard(level, period, indicator, place)
    if form == "json":
        click.echo(json.dumps(board.as_dict(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(board.as_csv(), nl=False)
    else:
        click.echo(board.as_text(), nl=False)
