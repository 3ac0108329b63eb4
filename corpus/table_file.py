"""A finished table to its place, with its description beside it; and a table written in one go."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from corpus.datapackage import SUFFIX, describe
from corpus.journal import RunNoFile, fsync_folder, settle, told, writable
from corpus.table_columns import About
from corpus.tables import Form


def write_table(
    out: Path | IO[bytes], form: Form, documents: Iterable[tuple[About, Iterable[Mapping[str, Any]]]]
) -> list[str]:
    """Write documents' facts as a table: the whole file or, when something goes wrong, nothing.

    Args:
        out: the table's path, which also gets `NAME.datapackage.json` beside it; or a
            stream, which gets the table alone.
        form: what is written.
        documents: what each row's document is, and its rows; one document may come several times.

    Returns:
        What the reader of the table should know, in Vietnamese.

    Raises:
        RunError: the disk is full, the folder can't be written to, or `out` is no file.
    """
    if not isinstance(out, Path):
        with form.open(out) as writer:
            for about, rows in documents:
                writer.write(about, rows)
        return writer.notes
    out = destination(out)
    with told(out.parent):
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        try:
            part = folder / "table.part"
            with writable(part) as file:
                with form.open(file, base=os.path.abspath(out.parent), folder=str(folder)) as writer:
                    for about, rows in documents:
                        writer.write(about, rows)
                settle(file)
            publish(form, part, out, writer.sheets)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return writer.notes


def destination(out: Path) -> Path:
    """Where a table really goes: a link's target. A table is renamed to its place, which must hold a file.

    Raises:
        RunNoFile: something else is there, which renaming would take away (`/dev/null`, a pipe).
    """
    if out.is_symlink():
        out = Path(os.path.realpath(out))
    if out.exists() and not out.is_file():
        raise RunNoFile(out)
    return out


def publish(form: Form, table: Path, out: Path, sheets: tuple[str, ...]) -> None:
    """Rename a whole table to `out`, its description first, so that a table never lacks it.

    Args:
        form: how it was written.
        table: the table, on the same file system as `out`.
        out: where it goes.
        sheets: names of a workbook's sheets.
    """
    description = out.with_name(out.name + SUFFIX)
    part = table.with_name("description.part")
    with writable(part) as file:
        file.write(describe(form, table, out.name, sheets))
        settle(file)
    os.replace(part, description)
    os.replace(table, out)
    fsync_folder(out.parent)
