"""`doichieu reindex`: all that is derived, made anew."""

import click

from webapp.command import Shelf, command, pass_shelf


@command("reindex", short_help="Dựng lại chỉ mục từ kho.")
@click.option("--facts", is_flag=True, help="Trước đó trích lại những văn bản do bộ trích cũ đọc.")
@pass_shelf
def reindex(shelf: Shelf, facts: bool) -> int:
    """Dựng lại chỉ mục và bảng cột từ kho dữ liệu; văn bản trong kho không thay đổi."""
    library = shelf.library()
    refused = again = 0
    if facts:
        for event in library.reread():
            if event.error is not None:
                refused += 1
                click.echo(f"không trích lại được {event.source}: {event.error.message}", err=True)
            else:
                again += 1
        click.echo(f"Đã trích lại {again} văn bản.")
    library.reindex()
    click.echo(f"Đã dựng lại chỉ mục cho {len(library.documents())} văn bản.")
    return 1 if refused else 0
