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
@pass_shelf
def serve(shelf: Shelf, host: str, port: int) -> int:
    """Mở trang hỏi đáp trên máy này; dừng bằng Ctrl+C."""
    from waitress.server import create_server

    from webapp.app import create_app

    app = create_app(shelf.library())
    try:
        server = create_server(app, host=host, port=port, threads=4)
    except OSError as error:
        reason = error.strerror or str(error)
        click.echo(f"Lỗi: không mở được {host}:{port} ({reason}); hãy chọn cổng khác bằng --port", err=True)
        return 1
    click.echo(f"Đối Chiếu đang chạy tại http://{host}:{port} (dừng bằng Ctrl+C)")
    server.run()
    return 0
