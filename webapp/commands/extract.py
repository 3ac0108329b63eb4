"""`doichieu extract`: documents into a table of facts, without a store."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from webapp.command import command
from webapp.table_options import table_form, table_options

if TYPE_CHECKING:
    from corpus.bulk import Engine
    from corpus.errors import ReadError
    from corpus.reading import ReadOptions, Source


@command("extract", short_help="Trích sự kiện từ văn bản thành bảng.")
@click.argument("given", metavar="NGUỒN...", nargs=-1)
@click.option(
    "--list",
    "lists",
    metavar="TỆP",
    multiple=True,
    help="Đọc thêm danh sách nguồn, mỗi dòng một nguồn, từ tệp này; “-” là đầu vào chuẩn.",
)
@table_options(("figure", "directive", "statement", "locality"))
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="SỐ", help="Số tiến trình; mặc định là số lõi máy."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Chạy trên máy này hay trên một cụm Dask.",
)
@click.option("--scheduler", metavar="ĐỊA_CHỈ", help="Bộ điều phối của cụm Dask, ví dụ tcp://10.0.0.5:8786.")
@click.option("--published", metavar="NGÀY", help="Ngày công bố: 2024-11-22, 22/11/2024, 2024-11 hoặc 2024.")
@click.option("--title", metavar="TIÊU_ĐỀ", help="Tiêu đề.")
@click.option("--publisher", metavar="TÊN", help="Cơ quan xuất bản.")
@click.option(
    "--metadata",
    "sheet",
    metavar="TỆP",
    help="Bảng CSV hoặc JSONL có cột source và published, title, publisher…",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    metavar="MÁY_CHỦ",
    multiple=True,
    help="Cho phép đọc từ máy chủ này dù nó nằm trong mạng nội bộ (hoặc DOICHIEU_ALLOW_HOSTS).",
)
@click.option("-q", "--quiet", is_flag=True, help="Chỉ báo những gì bị bỏ qua.")
def extract(
    given: tuple[str, ...],
    lists: tuple[str, ...],
    form: str | None,
    output: str,
    kinds: tuple[str, ...],
    bom: bool,
    delimiter: str,
    guard: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    sheet: str | None,
    allow_hosts: tuple[str, ...],
    quiet: bool,
    **fields: str | None,
) -> int:
    """Trích sự kiện từ NGUỒN thành bảng: tệp, thư mục (cả thư mục con), mẫu như “*.txt”, tệp nén, địa chỉ
    http(s), hoặc “-” là đầu vào chuẩn. Bị ngắt giữa chừng thì chạy lại đúng lệnh cũ để làm tiếp.
    """
    if not given and not lists:
        raise click.UsageError("thiếu tham số NGUỒN... (hoặc --list TỆP)")
    if [*given, *lists].count("-") > 1:
        raise click.UsageError("đầu vào chuẩn (“-”) chỉ đọc được một lần")
    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("--engine dask cần --scheduler, ví dụ --scheduler tcp://10.0.0.5:8786")
    wanted = table_form(form, output, kinds, bom, delimiter, guard)

    from corpus import bulk, datapackage
    from corpus.errors import ReadError
    from corpus.metadata import Metadata
    from corpus.reading import ReadOptions
    from corpus.sheet import Sheet
    from corpus.sources import sources
    from webapp.bulk_progress import Progress, count, summed_up

    said = Metadata.given(fields)
    rows = Sheet.load(sheet) if sheet else None
    hosts = allow_hosts or tuple(os.environ.get("DOICHIEU_ALLOW_HOSTS", "").replace(",", " ").split())
    path = None if output == "-" else Path(output)
    beside = [f"{output}{suffix}" for suffix in ("", bulk.ERRORS_SUFFIX, datapackage.SUFFIX)] if path else []
    skip = [*beside, *([sheet] if sheet else []), *lists]

    def stream() -> "Iterator[tuple[Source | ReadError, ReadOptions]]":
        for source in sources(_names(given, lists), skip=skip):
            name = source.source if isinstance(source, ReadError) else source.name
            known = said.over(rows.find(name)) if rows is not None else said
            yield source, ReadOptions(metadata=known, allow_hosts=hosts)

    total = None if quiet or "-" in (*given, *lists) else count(sources(_names(given, lists), skip=skip))
    progress = Progress(total, quiet=quiet)
    where = f"{output}{bulk.ERRORS_SUFFIX}" if path else None
    watch = bulk.Watch(progress.done, lambda error: progress.refused(error, where))
    running = _engine(engine, scheduler, jobs)
    try:
        summary = bulk.extract(stream(), path or sys.stdout.buffer, wanted, running, watch)
    finally:
        running.close()
        progress.close()
    for note in summary.notes:
        click.echo(f"Lưu ý: {note}.", err=True)
    if not quiet:
        click.echo(summed_up(summary, output if path else "đầu ra chuẩn"), err=True)
    return 1 if summary.refused else 0


def _names(given: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[str]:
    """What the user named, then what his lists name, read as they are needed."""
    from corpus.errors import ReadError

    yield from given
    for name in lists:
        try:
            with click.open_file(name, "rb") as file:
                for line in file:
                    if path := os.fsdecode(line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")):
                        yield path
        except OSError:
            raise ReadError("missing", name) from None


def _engine(name: str, scheduler: str | None, jobs: int | None) -> "Engine":
    from corpus.bulk import LocalEngine

    if name == "dask":
        from corpus.bulk_dask import DaskEngine

        return DaskEngine(str(scheduler))
    return LocalEngine(jobs or len(os.sched_getaffinity(0)))
