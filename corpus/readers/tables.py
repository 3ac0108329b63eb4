"""How tables are written in plain text, in all formats alike."""

from collections.abc import Sequence

# Words of the frames that directives and letters put around their head and foot: no tables.
LAYOUT = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐỘC LẬP", "ĐẢNG CỘNG SẢN", "NƠI NHẬN")


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """One line a row, `| a | b |`; rows without any text are left out.

    Example:
        >>> table_text([["Chỉ tiêu", "Kết quả"], ["DVC", "84,6%"]])
        '| Chỉ tiêu | Kết quả |\\n| DVC | 84,6% |'
    """
    lines = []
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
