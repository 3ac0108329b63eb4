"""Makes the sample corpus in `corpus/sample/` from the texts in `tools/sample/`, in four formats.

Run it after a text was changed (PDF files need LibreOffice):

    .venv/bin/python tools/build_sample.py

`NAME.FORMAT.txt` becomes `NAME.FORMAT`, `NAME.txt` stays a text file. The first line is the title,
`# ` begins a heading, `- ` an item of a list, a blank line a new block; every file gets the line
that says it is a summary made for the demo. The metadata sheet is made beside them.
"""

import csv
import html
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx

MARK = (
    "Bản tóm tắt do dự án Đối Chiếu biên soạn để minh họa; chỉ dùng các con số và mốc thời gian "
    "đã được báo chí đăng tải."
)
PUBLISHER = "Dự án Đối Chiếu (bản tóm tắt minh họa)"
TEXTS = Path(__file__).parent / "sample"
SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"


def blocks(body: str) -> Iterator[tuple[str, str]]:
    """The blocks of a text as pairs of kind (`heading`, `item`, `paragraph`) and words."""
    for line in body.split("\n"):
        if line.startswith("# "):
            yield "heading", line[2:]
        elif line.startswith("- "):
            yield "item", line[2:]
        elif line:
            yield "paragraph", line


def text_of(title: str, body: str) -> str:
    """The text file."""
    return f"{title}\n\n{MARK}\n\n{body.replace('# ', '')}"


def html_of(title: str, body: str) -> str:
    """The web page, with a menu and a foot, as real ones have."""
    said: list[str] = []
    listing = False
    for kind, words in blocks(body):
        if listing and kind != "item":
            said.append("</ul>")
            listing = False
        if kind == "item" and not listing:
            said.append("<ul>")
            listing = True
        tag = {"heading": "h2", "item": "li", "paragraph": "p"}[kind]
        said.append(f"<{tag}>{html.escape(words)}</{tag}>")
    if listing:
        said.append("</ul>")
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="vi">\n<head>',
            f'<meta charset="utf-8">\n<title>{html.escape(title)}</title>',
            f'<meta property="og:site_name" content="{html.escape(PUBLISHER)}">',
            '</head>\n<body>\n<nav><a href="#">Trang chủ</a> <a href="#">Liên hệ</a></nav>\n<article>',
            f"<h1>{html.escape(title)}</h1>\n<p>{html.escape(MARK)}</p>",
            *said,
            "</article>\n<footer>Kho văn bản mẫu</footer>\n</body>\n</html>\n",
        ]
    )


def save_docx(title: str, body: str, path: Path) -> None:
    """The Word file."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(title, 1)
    document.add_paragraph(MARK)
    styles = {"heading": "Heading 2", "item": "List Bullet", "paragraph": "Normal"}
    for kind, words in blocks(body):
        document.add_paragraph(words, style=styles[kind])
    document.save(str(path))


def save_pdf(title: str, body: str, path: Path) -> None:
    """The PDF file with a text layer, by way of a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / path.with_suffix(".docx").name
        save_docx(title, body, word)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(path.parent)]
        subprocess.run([*command, str(word)], check=True, capture_output=True, timeout=120)


def main() -> None:
    """Make all files and the metadata sheet."""
    rows = []
    for source in sorted(TEXTS.glob("*.txt")):
        title, _, body = source.read_text(encoding="utf-8").partition("\n")
        body = body.strip("\n") + "\n"
        name = source.name if source.stem.count(".") == 0 else source.stem
        target = SAMPLE / name
        match target.suffix:
            case ".docx":
                save_docx(title, body, target)
            case ".pdf":
                save_pdf(title, body, target)
            case ".html":
                target.write_text(html_of(title, body), encoding="utf-8")
            case _:
                target.write_text(text_of(title, body), encoding="utf-8")
        rows.append({"source": name, "title": title, "publisher": PUBLISHER})
    with (SAMPLE / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["source", "title", "publisher"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
