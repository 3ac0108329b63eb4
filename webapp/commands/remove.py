"""`doichieu remove`: documents out of the store."""

import click

from webapp.command import Shelf, command, pass_shelf


@command("remove", short_help="Bỏ văn bản khỏi kho.")
@click.argument("names", metavar="VĂN_BẢN...", nargs=-1, required=True)
@pass_shelf
def remove(shelf: Shelf, names: tuple[str, ...]) -> int:
    """Bỏ VĂN_BẢN khỏi kho cùng mọi thứ trích từ nó: mã (hay phần đầu của mã), hoặc nguồn đã nhập."""
    status = 0
    library = shelf.library()
    for name in names:
        found = library.find(name)
        if len(found) == 1:
            library.remove(found[0].id)
            click.echo(f"đã bỏ {found[0].id} ({found[0].source})")
            continue
        status = 1
        if found:
            ids = ", ".join(entry.id for entry in found)
            click.echo(f"{name}: ứng với {len(found)} văn bản ({ids}); hãy ghi đủ mã", err=True)
        else:
            click.echo(f"{name}: không có trong kho; xem mã bằng lệnh doichieu docs", err=True)
    return status
