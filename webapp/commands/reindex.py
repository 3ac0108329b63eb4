"""`doichieu reindex`: all that is derived, made anew."""

import click

from webapp.command import Shelf, command, pass_shelf


@command("reindex", short_help="Dựng lại chỉ mục từ kho.")
@pass_shelf
def reindex(shelf: Shelf) -> None:
    """Dựng lại chỉ mục và bảng cột từ kho dữ liệu; kho không thay đổi."""
    library = shelf.library()
    library.reindex()
    click.echo(f"Đã dựng lại chỉ mục cho {len(library.documents())} văn bản.")
