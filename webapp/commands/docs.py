"""`doichieu docs`: what is in the store."""

import json
from dataclasses import asdict

import click

from webapp.command import Shelf, command, pass_shelf


@command("docs", short_help="Liệt kê văn bản trong kho.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Dạng xuất."
)
@pass_shelf
def docs(shelf: Shelf, form: str) -> None:
    """Liệt kê văn bản trong kho: mã, ngày, số sự kiện, tiêu đề, nguồn."""
    for entry in shelf.asked().documents():
        if form == "jsonl":
            click.echo(json.dumps(asdict(entry), ensure_ascii=False))
            continue
        title = entry.title or entry.symbol or ""
        names = "; ".join(entry.sources)
        click.echo(
            f"{entry.id}  {entry.published or '-':10}  {sum(entry.facts.values()):5}  {title}  ({names})"
        )
