"""`doichieu stats`: counts."""

import json
from dataclasses import asdict

import click

from webapp.command import Shelf, command, pass_shelf

_NAMES = {
    "figure": "số liệu",
    "directive": "văn bản chỉ đạo",
    "statement": "phát biểu",
    "locality": "địa danh",
    "result": "kết quả",
    "target": "mục tiêu",
    "assigned": "được giao",
    "met": "đạt",
    "missed": "chưa đạt",
    "none": "không nói rõ",
}


@command("stats", short_help="Đếm những gì có trong kho.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng xuất."
)
@pass_shelf
def stats(shelf: Shelf, form: str) -> None:
    """Đếm văn bản, nguồn, ký tự và sự kiện trong kho."""
    stats = shelf.asked().stats()
    if form == "json":
        click.echo(json.dumps(asdict(stats), ensure_ascii=False, indent=2))
        return
    rows = [
        ("Văn bản", stats.documents),
        ("Nguồn", stats.sources),
        ("Ký tự", stats.characters),
        ("Sự kiện", stats.facts),
    ]
    rows += [(f"  {_NAMES.get(name, name)}", n) for name, n in stats.kinds.items()]
    rows += [(f"  số liệu là {_NAMES.get(name, name)}", n) for name, n in stats.roles.items()]
    rows += [(f"  số liệu {_NAMES.get(name, name)}", n) for name, n in stats.status.items()]
    if stats.stale:
        rows.append(("Văn bản cần trích lại (doichieu reindex --facts)", stats.stale))
    width = max(len(name) for name, _ in rows)
    for name, n in rows:
        click.echo(f"{name:{width}}  {n:,}".replace(",", "."))
