"""How our commands look and load: Vietnamese headings, modules imported when they are called.

`doichieu --help` shows the table's words and imports no command, so that it answers at once.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from index.library import Library


@dataclass(slots=True)
class Shelf:
    """What every command is given: where the data is, and the library there."""

    folder: Path
    _library: "Library | None" = field(default=None, repr=False)

    def library(self) -> "Library":
        """The library, opened at first use and closed when the command ends."""
        if self._library is None:
            from index.library import Library

            self._library = Library(self.folder, notice=lambda line: click.echo(line, err=True))
            click.get_current_context().call_on_close(self._library.close)
        return self._library

    def asked(self) -> "Library":
        """The library, for a command that asks it; that there is nothing to ask is told."""
        library = self.library()
        if not library.generation:
            click.echo(
                f"Kho {self.folder} chưa có văn bản nào; hãy nạp bằng: doichieu ingest NGUỒN", err=True
            )
        return library


pass_shelf = click.make_pass_decorator(Shelf)


class Period(click.ParamType):
    """A period as filters take it, written in EDTF or in words (`quý 1/2024`)."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The period in EDTF; an empty one takes away what a question says.

        Raises:
            click.BadParameter: it is none.
        """
        from datetime import date

        from index.asked_period import read_period

        period = read_period(value, date.today()) if value else value
        if period is None:
            self.fail("kỳ phải có dạng 2024, 2024-11, 2024-01/2024-06 hoặc “quý 1/2024”.", param, ctx)
        return period


class _Vietnamese(click.Command):
    """Headings and the help option in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Arguments stand in the usage line and the text below it; newer clicks list them here too.
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [r for p in options if (r := p.get_help_record(ctx)) is not None]
        if records:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện hướng dẫn này rồi thoát."
        return option


class Command(_Vietnamese):
    """A command of ours."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        return [
            "[TÙY CHỌN]..." if p == self.options_metavar else p for p in super().collect_usage_pieces(ctx)
        ]


class LazyGroup(_Vietnamese, click.Group):
    """A group whose commands are imported when called.

    Args:
        table: for each command its module and one line of help. The command has its name in the module.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the table's order."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.table:
            return None
        found: click.Command = getattr(import_module(self.table[cmd_name][0]), cmd_name)
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        return ["[TÙY CHỌN]", "LỆNH", "[THAM SỐ]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the table of commands."""
        _Vietnamese.format_options(self, ctx, formatter)
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; that nobody reads on (`doichieu facts | head`) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            drop_output()
            return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command is told in Vietnamese with what is near."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.table, n=1)
            hint = f" Có phải ý bạn là “{near[0]}”?" if near else ""
            raise click.UsageError(f"không có lệnh “{args[0]}”.{hint}", ctx)
        return super().resolve_command(ctx, args)


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Tell of a file that can't be written.

    Raises:
        click.ClickException: with the reason and the way out.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        from corpus.errors import reason

        raise click.ClickException(f"{path}: không ghi được ({reason(error)}); hãy chọn nơi khác.") from None


def drop_output() -> None:
    """Send what is still in the buffers nowhere; Python would complain of a broken pipe at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def command(name: str, **kwargs: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command of ours."""
    return click.command(name, cls=Command, **kwargs)


def wrong(error: click.ClickException) -> str:
    """One Vietnamese line for what click says about wrong usage."""
    match error:
        case click.NoSuchOption() if error.option_name == "--data":
            return "--data đặt trước tên lệnh: doichieu --data THƯ_MỤC LỆNH."
        case click.NoSuchOption():
            near = f" Có phải ý bạn là {error.possibilities[0]}?" if error.possibilities else ""
            return f"không có tùy chọn {error.option_name}.{near}"
        case click.MissingParameter():
            return f"thiếu {_parameter(error)}."
        case click.BadOptionUsage():
            return f"tùy chọn {error.option_name} cần một giá trị, và chỉ khi nó nhận giá trị."
        case click.BadParameter():
            kind = error.param.type if error.param is not None else None
            if isinstance(kind, click.Choice):
                return f"{_parameter(error)} phải là một trong: {', '.join(map(str, kind.choices))}."
            if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
                low, high = getattr(kind, "min", None), getattr(kind, "max", None)
                span = f" từ {low} đến {high}" if low is not None and high is not None else ""
                whole = " nguyên" if isinstance(kind, click.types.IntParamType) else ""
                return f"{_parameter(error)} phải là số{whole}{span}."
            if isinstance(kind, click.Path | click.File):
                return f"{_parameter(error)}: không mở được; hãy kiểm tra lại đường dẫn."
            return f"{_parameter(error)}: {error.message}"
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            return "thừa tham số " + error.message.partition("(")[2].rstrip(")") + "."
    return error.format_message()


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "tham số")
    if isinstance(error.param, click.Option):
        return f"tùy chọn {error.param.opts[-1]}"
    context = click.get_current_context(silent=True) or error.ctx
    return f"tham số {error.param.make_metavar(context)}".rstrip(".")  # type: ignore[arg-type]
