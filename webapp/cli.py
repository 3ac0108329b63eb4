"""The command line: `doichieu`. Each command is a module of `webapp.commands`."""

import errno
import sys
from pathlib import Path
from typing import TextIO

import click

from webapp.command import LazyGroup, Shelf, drop_output, wrong

OK, REFUSED, USAGE = 0, 1, 2
"""Exit status: all went well; something was refused and told on standard error; wrong usage."""

COMMANDS = {
    "demo": ("webapp.commands.demo", "Nạp kho văn bản mẫu, trả lời một câu hỏi rồi mở trang."),
    "ingest": ("webapp.commands.ingest", "Đọc tệp, thư mục, địa chỉ web vào kho; chạy lại không nhân đôi."),
    "extract": (
        "webapp.commands.extract",
        "Trích sự kiện từ nhiều văn bản thành bảng CSV, XLSX, Parquet hay JSONL.",
    ),
    "docs": ("webapp.commands.docs", "Liệt kê văn bản trong kho."),
    "remove": ("webapp.commands.remove", "Bỏ một văn bản cùng mọi thứ trích từ nó."),
    "facts": ("webapp.commands.facts", "Xuất số liệu, văn bản chỉ đạo, phát biểu, địa danh trong kho."),
    "ask": ("webapp.commands.ask", "Trả lời một câu hỏi, kèm câu trích nguyên văn."),
    "scoreboard": (
        "webapp.commands.scoreboard",
        "Địa phương nào đạt, chưa đạt chỉ tiêu nào.",
    ),
    "search": ("webapp.commands.search", "Tìm câu theo từ ngữ."),
    "serve": ("webapp.commands.serve", "Mở trang hỏi đáp tại 127.0.0.1:8000."),
    "stats": ("webapp.commands.stats", "Đếm những gì có trong kho."),
    "explain": ("webapp.commands.explain", "Vẽ một trang cho thấy đã đọc được gì và vì sao."),
    "evaluate": ("webapp.commands.evaluate", "Đo độ chính xác so với bản chú giải."),
    "reindex": ("webapp.commands.reindex", "Dựng lại chỉ mục từ kho."),
}


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("doichieu", appauthor=False)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"doichieu {version('doichieu')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    help="Đối Chiếu: đọc chỉ tiêu và kết quả trong báo cáo, tin bài, văn bản chỉ đạo tiếng Việt "
    "và trả lời câu hỏi bằng đúng câu chữ của nguồn.",
)
@click.option(
    "--data",
    "folder",
    metavar="THƯ_MỤC",
    envvar="DOICHIEU_DATA",
    type=click.Path(path_type=Path, file_okay=False),
    help="Nơi để kho dữ liệu và chỉ mục (hoặc biến môi trường DOICHIEU_DATA).",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Hiện phiên bản rồi thoát.",
)
@click.pass_context
def cli(ctx: click.Context, folder: Path | None) -> None:
    """The group; its help is given above."""
    ctx.obj = Shelf(folder or _default_folder())


def run(args: list[str] | None = None) -> int:
    """Run a command line and give its exit status; messages go to standard error."""
    try:
        status = cli.main(args=args, prog_name="doichieu", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else OK
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.UsageError as error:
        click.echo(f"Lỗi: {wrong(error)}", err=True)
        path = error.ctx.command_path if error.ctx is not None else "doichieu"
        click.echo(f"Xem hướng dẫn: {path} --help", err=True)
        return USAGE
    except click.ClickException as error:
        click.echo(f"Lỗi: {wrong(error)}", err=True)
        return REFUSED
    except (KeyboardInterrupt, click.Abort):
        click.echo("Đã dừng; phần đã ghi vẫn còn nguyên.", err=True)
        return 130
    except BrokenPipeError:
        drop_output()
        return OK
    except Exception as error:
        line = _told(error)
        if line is None:
            raise
        click.echo(f"Lỗi: {line}", err=True)
        return REFUSED


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIO) or hasattr(stream, "reconfigure"):
            # Whatever the locale says; names of files that are no UTF-8 go out as they came in.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.exit(run())


def _told(error: Exception) -> str | None:
    """The line for an error of the rooms below; None for what is a mistake of ours."""
    from corpus.errors import ReadError, reason
    from corpus.journal import RunError
    from corpus.store_errors import StoreError
    from index.search import IndexBusy, IndexFull

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG):
        drop_output()
        return f"không ghi hết được kết quả ({reason(error)}); hãy giải phóng chỗ rồi chạy lại."
    return (
        str(error) if isinstance(error, ReadError | RunError | StoreError | IndexBusy | IndexFull) else None
    )


if __name__ == "__main__":
    main()
