"""`doichieu ingest`: documents into the store."""

import os
import sys
from collections import Counter

import click

from webapp.command import Shelf, command, pass_shelf

_SAID = {"added": "đã đọc", "updated": "đã cập nhật", "renamed": "đã có, thêm tên", "known": "đã có"}
_KINDS = {"figure": "số liệu", "directive": "văn bản", "statement": "phát biểu", "locality": "địa danh"}


@command("ingest", short_help="Đọc văn bản vào kho.")
@click.argument("given", metavar="NGUỒN...", nargs=-1, required=True)
@click.option("--published", metavar="NGÀY", help="Ngày công bố: 2024-11-22, 22/11/2024, 2024-11 hoặc 2024.")
@click.option("--title", metavar="TIÊU_ĐỀ", help="Tiêu đề.")
@click.option("--publisher", metavar="TÊN", help="Cơ quan xuất bản.")
@click.option("--author", metavar="TÊN", help="Tác giả.")
@click.option("--url", metavar="ĐỊA_CHỈ", help="Địa chỉ của bản gốc.")
@click.option("--number", metavar="SỐ", help="Số của văn bản chỉ đạo.")
@click.option("--symbol", metavar="KÝ_HIỆU", help="Số và ký hiệu đầy đủ, ví dụ 1914/KH-UBND.")
@click.option("--issuer", metavar="CƠ_QUAN", help="Cơ quan ban hành.")
@click.option(
    "--metadata", "sheet", metavar="TỆP", help="Bảng CSV hoặc JSONL có cột source và các trường trên."
)
@click.option(
    "--allow-host",
    "allow_hosts",
    metavar="MÁY_CHỦ",
    multiple=True,
    help="Cho phép đọc từ máy chủ này dù nó nằm trong mạng nội bộ (hoặc DOICHIEU_ALLOW_HOSTS).",
)
@click.option("-q", "--quiet", is_flag=True, help="Chỉ báo những gì bị bỏ qua.")
@pass_shelf
def ingest(
    shelf: Shelf,
    given: tuple[str, ...],
    sheet: str | None,
    allow_hosts: tuple[str, ...],
    quiet: bool,
    **fields: str | None,
) -> int:
    """Đọc NGUỒN vào kho: tệp, thư mục (cả thư mục con), mẫu như “*.txt”, địa chỉ http(s), tệp nén, hoặc
    “-” là đầu vào chuẩn. Chạy lại cùng một lệnh không làm thay đổi gì.
    """
    from corpus.metadata import Metadata
    from corpus.sheet import Sheet

    known = Metadata.given(fields)
    rows = Sheet.load(sheet) if sheet else None
    hosts = allow_hosts or tuple(os.environ.get("DOICHIEU_ALLOW_HOSTS", "").replace(",", " ").split())
    counts: Counter[str] = Counter()
    line = _Line()
    events = shelf.library().ingest(
        given,
        metadata=known,
        sheet=rows,
        skip=(sheet,) if sheet else (),
        allow_hosts=hosts,
        progress=line.show,
    )
    for event in events:
        counts[event.outcome] += 1
        line.clear()
        if event.error is not None:
            click.echo(f"bỏ qua {event.source}: {event.error.message}", err=True)
        elif not quiet:
            click.echo(f"{_SAID[event.outcome]} {event.source} [{event.id}]{_facts(event.facts)}")
            if event.earlier and event.outcome == "added":
                older = ", ".join(event.earlier)
                click.echo(f"  tên này trước đây mang nội dung khác ({older}), bản cũ vẫn được giữ")
    line.clear()
    if not quiet:
        click.echo(
            f"Xong: {counts['added']} văn bản mới, {counts['updated']} cập nhật, "
            f"{counts['known'] + counts['renamed']} đã có, {counts['refused']} bị bỏ qua."
        )
    return 1 if counts["refused"] else 0


def _facts(counts: dict[str, int]) -> str:
    return "".join(f", {counts[kind]} {name}" for kind, name in _KINDS.items() if counts.get(kind))


class _Line:
    """The line on a terminal that says what is being read."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()
        self._shown = False
        self._n = 0

    def show(self, source: str) -> None:
        self._n += 1
        if self._on:
            self._shown = True
            sys.stderr.write(f"\r\033[K[{self._n}] {source[-60:]}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._shown:
            self._shown = False
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
