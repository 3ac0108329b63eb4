"""`doichieu serve`: the pages."""

import click

from webapp.command import Shelf, command, pass_shelf


@command("serve", short_help="Mở trang hỏi đáp.")
@click.option(
    "--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="Địa chỉ để lắng nghe (127.0.0.1 nếu không nói)."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, metavar="CỔNG", help="Cổng (8000 nếu không nói)."
)
@click.option(
    "--name",
    "names",
    metavar="TÊN_MÁY",
    multiple=True,
    help="Tên máy chủ khác được phép có trong địa chỉ của trang (dùng khi đặt sau một máy chủ web).",
)
@pass_shelf
def serve(shelf: Shelf, host: str, port: int, names: tuple[str, ...]) -> int:
    """Mở trang hỏi đáp trên máy này; dừng bằng Ctrl+C."""
    from webapp.serving import serve_pages

    return serve_pages(shelf.library(), host, port, names)
