"""`doichieu explain`: a page that shows what was read out of a document, and why."""

import sys
from pathlib import Path

import click

from webapp.command import command, writing


@command("explain", short_help="Vẽ một trang cho thấy đã đọc được gì và vì sao.")
@click.argument("source", metavar="NGUỒN")
@click.option(
    "-o", "--output", metavar="TỆP.html", default="-", help="Ghi vào tệp này; mặc định là đầu ra chuẩn."
)
@click.option("--published", metavar="NGÀY", help="Ngày công bố: 2024-11-22, 22/11/2024, 2024-11 hoặc 2024.")
def explain(source: str, output: str, published: str | None) -> None:
    """Đọc NGUỒN (tệp, địa chỉ http(s), hoặc “-” là đầu vào chuẩn) rồi viết một trang HTML: mọi cụm từ đã nhận
    ra, và với từng số liệu: chỉ tiêu, loại, đánh giá, địa bàn, kỳ, câu gốc, quy tắc, từ báo hiệu.
    """
    from corpus.metadata import Metadata
    from corpus.reading import ReadOptions, Source
    from corpus.sandbox import Sandbox
    from webapp.explanation import page

    data = sys.stdin.buffer.read() if source == "-" else None
    with Sandbox() as sandbox:
        document = sandbox.read(
            Source(source, data), ReadOptions(metadata=Metadata.given({"published": published}))
        )
    html = page(document)
    if output == "-":
        click.echo(html)
    else:
        with writing(output):
            Path(output).write_text(html, encoding="utf-8")
