"""The options of every command that writes a table, and the form they add up to."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from corpus.tables import Form

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def csv_options(delimiter: str | None = ",", told: str = "mặc định là ','") -> list[_Option]:
    """`--bom`, `--delimiter` and `--guard`: how a CSV is written.

    Args:
        delimiter: the one without the option.
        told: how the help says so.
    """
    return [
        click.option("--bom", is_flag=True, help="CSV: mở đầu bằng dấu BOM để Excel nhận ra UTF-8."),
        click.option(
            "--delimiter", metavar="DẤU", default=delimiter, help=f"CSV: dấu ngăn cột, ví dụ ';'; {told}."
        ),
        click.option(
            "--guard",
            is_flag=True,
            help="CSV: thêm ' trước ô chữ mở đầu bằng = + - @ để Excel không coi là công thức "
            "(lời trích vì thế không còn nguyên văn).",
        ),
    ]


def together(options: Sequence[_Option]) -> _Option:
    """Several options as one decorator, in the order of the help."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def table_options(kinds: Sequence[str]) -> _Option:
    """Add `--kind`, `-f`, `-o`, `--bom`, `--delimiter` and `--guard` to a command."""
    options: list[_Option] = [
        click.option(
            "--kind",
            "kinds",
            type=click.Choice(list(kinds)),
            multiple=True,
            help="Loại sự kiện; lặp lại được với jsonl. Một bảng chỉ có một loại, mặc định là figure.",
        ),
        click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(["jsonl", "csv", "xlsx", "parquet"]),
            help="Dạng xuất; mặc định theo đuôi của tệp sau -o, không có thì jsonl.",
        ),
        click.option(
            "-o",
            "--output",
            metavar="TỆP",
            default="-",
            help="Ghi vào tệp này; “-” (mặc định) là đầu ra chuẩn, chỉ có bảng.",
        ),
        *csv_options(),
    ]

    return together(options)


def table_form(
    form: str | None, output: str, kinds: Sequence[str], bom: bool, delimiter: str, guard: bool
) -> "Form":
    """What the options ask for.

    Raises:
        click.UsageError: they contradict each other.
    """
    from corpus.tables import SUFFIXES, Form, TableError

    suffix = Path(output).suffix.lower()
    if form is None and suffix and suffix not in SUFFIXES:
        raise click.UsageError(
            f"không rõ dạng của tệp “{suffix}”; hãy dùng đuôi {', '.join(SUFFIXES)} hoặc thêm -f."
        )
    if output != "-" and Path(output).is_dir():
        raise click.UsageError(f"{output} là thư mục; hãy đặt tên tệp sau -o")
    form = form or SUFFIXES.get(suffix, "jsonl")
    if output == "-" and form in ("xlsx", "parquet") and sys.stdout.isatty():
        raise click.UsageError(f"{form} không in ra màn hình được; hãy ghi vào tệp bằng -o TỆP.{form}.")
    try:
        return Form(
            form,
            tuple(dict.fromkeys(kinds)),
            bom=bom,
            delimiter="\t" if delimiter in ("tab", "\\t") else delimiter,
            guard=guard,
        )
    except TableError as error:
        raise click.UsageError(str(error)) from None
