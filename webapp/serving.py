"""Serving the pages with waitress, for `serve` and `demo`."""

import errno
import socket
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from index.library import Library


def serve_pages(
    library: "Library", host: str, port: int, names: tuple[str, ...] = (), sample: bool = False
) -> int:
    """Serve until Ctrl+C.

    Args:
        library: what answers.
        host: the address to listen at.
        port: where.
        names: host names that may stand in requests beside those of this machine and `host`.
        sample: whether it is the sample corpus, which the pages then say.

    Returns:
        The exit status: 1 when the port can't be had, which is told with the way out.
    """
    from waitress.server import create_server

    from corpus.errors import reason
    from webapp.app import Config, create_app

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Bound here and not by waitress, which leaks its sockets when it can't.
        bound = socket.create_server((host, port), family=family)
    except OSError as error:
        taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
        way = f"cổng khác bằng --port {_other(port)}" if taken else "địa chỉ của máy này bằng --host"
        click.echo(f"Lỗi: không mở được {host}:{port} ({reason(error)}); hãy chọn {way}", err=True)
        return 1
    with bound:
        app = create_app(library, Config(hosts=(host, *names), sample=sample))
        server = create_server(app, sockets=[bound], threads=4, ident=None)
        library.refresh()  # so that the first question doesn't wait for it
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        click.echo(f"Đối Chiếu đang chạy tại http://{shown}:{port} (dừng bằng Ctrl+C)")
        server.run()
    return 0


def _other(port: int) -> int:
    """A port to propose: the next one, beyond those that only an administrator may open."""
    return 8000 if port < 1024 else port + 1 if port < 65535 else port - 1
