"""Workbooks for Excel: typed cells, a frozen header with filters, links, as many sheets as needed."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any

from corpus.table_columns import table_columns
from corpus.tables import Form, Writer

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_576
"""Rows in one sheet, the header among them; Excel opens no more."""
CELL_CHARACTERS = 32_767
"""UTF-16 units in one cell; Excel calls a file with more damaged."""
NATIVE_LINKS = 65_530
"""Links of the usual kind in one workbook; the rest are formulas, which have no limit of number."""
_FORMULA_TEXT = 255
_URL_CHARACTERS = 2_079
_WIDTHS = {
    "text": 14,
    "indicator": 44,
    "sentence": 60,
    "quote": 60,
    "title": 44,
    "source": 28,
    "doc_title": 40,
}


class XlsxWriter(Writer):
    """Writes a workbook row by row; only what a row needs is in memory."""

    def __init__(self, form: Form, file: IO[bytes], *, base: str = "", folder: str | None = None) -> None:
        from datetime import datetime

        from xlsxwriter import Workbook

        self.form = form
        self.file = file
        self.notes = []
        self.sheets = ()
        self._base = base
        self._columns = table_columns(form.kind)
        self._numbers = [column.type != "string" for column in self._columns]
        self._linked = {n for n, c in enumerate(self._columns) if c.name in ("source", "doc_url")}
        options: dict[str, Any] = {
            "constant_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": False,
        }
        # Built in a folder and copied when whole: a ZIP that breaks off would spoil `file` later on.
        self._folder = tempfile.TemporaryDirectory(prefix="xlsx-", dir=folder)
        options["tmpdir"] = self._folder.name
        self._book = Workbook(os.path.join(self._folder.name, "book.xlsx"), options)
        self._book.set_size(2400, 1200)
        # Excel's own properties would hold the moment of writing, and two runs would differ.
        self._book.set_properties({"created": datetime(2000, 1, 1), "author": "doichieu"})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._link = self._book.get_default_url_format()
        self._links = 0
        self._cut = 0
        self._row = 0
        self._sheet = self._new_sheet()

    def add(self, encoded: bytes) -> None:
        """Append what `Form.encode` gave."""
        for line in encoded.splitlines():
            self._append(json.loads(line))

    def close(self) -> None:
        """Finish the last sheet and write the workbook."""
        self._end_sheet()
        if self._cut:
            self.notes.append(
                f"{self._cut} ô dài hơn {CELL_CHARACTERS} ký tự nên bị cắt, vì Excel không nhận hơn"
            )
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            # Otherwise a full disk would look like a mistake of ours.
            raise error.args[0] if isinstance(error.args[0], OSError) else error from error
        with open(os.path.join(self._folder.name, "book.xlsx"), "rb") as book:
            shutil.copyfileobj(book, self.file, 2**20)
        self._folder.cleanup()

    def abort(self) -> None:
        """Let go of what was opened for an unfinished workbook."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                with suppress(OSError):
                    sheet.row_data_fh.close()
        self._folder.cleanup()

    def _new_sheet(self) -> "Worksheet":
        name = self.form.kind + (f" {len(self.sheets) + 1}" if self.sheets else "")
        sheet = self._book.add_worksheet(name)
        self.sheets = (*self.sheets, name)
        sheet.freeze_panes(1, 0)
        for n, column in enumerate(self._columns):
            sheet.set_column(n, n, _WIDTHS.get(column.name, max(10, len(column.name) + 3)))
            sheet.write_string(0, n, column.name, self._head)
        self._row = 1
        return sheet

    def _end_sheet(self) -> None:
        self._sheet.autofilter(0, 0, self._row - 1, len(self._columns) - 1)

    def _append(self, line: list[Any]) -> None:
        if self._row == SHEET_ROWS:
            self._end_sheet()
            self._sheet = self._new_sheet()
        row, sheet = self._row, self._sheet
        for n, cell in enumerate(line):
            if cell is None or cell == "":
                continue
            if self._numbers[n]:
                sheet.write_number(row, n, cell)
            elif n in self._linked:
                self._write_link(row, n, cell)
            else:
                sheet.write_string(row, n, self._fitting(cell))
        self._row += 1

    def _fitting(self, text: str) -> str:
        if len(text) * 2 <= CELL_CHARACTERS or len(text.encode("utf-16-le")) // 2 <= CELL_CHARACTERS:
            return text
        self._cut += 1
        return text.encode("utf-16-le")[: 2 * (CELL_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"

    def _write_link(self, row: int, column: int, name: str) -> None:
        name = self._fitting(name)
        target = _target(name, self._base)
        if target and self._links < NATIVE_LINKS:
            self._links += 1
            self._sheet.write_url(row, column, target, self._link, name)
        elif target and max(len(target), len(name)) <= _FORMULA_TEXT and not {'"', "\n"} & {*target, *name}:
            place = target.removeprefix("external:")
            self._sheet.write_formula(row, column, f'=HYPERLINK("{place}","{name}")', self._link, name)
        else:
            self._sheet.write_string(row, column, name)


def _target(name: str, base: str) -> str | None:
    """What a click on a source opens: the page, the file, or the archive that it is in."""
    if name.lower().startswith(("http://", "https://")):
        return name if len(name) < _URL_CHARACTERS else None
    path = name.partition("!/")[0]
    if not base or path == "-" or "#" in path or any(ord(char) < 32 for char in path):
        return None
    try:
        relative = os.path.relpath(path, base)
    except ValueError:  # another drive
        return None
    target = "external:" + PurePath(relative).as_posix()
    return target if len(target) < _URL_CHARACTERS else None
