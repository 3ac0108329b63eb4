"""`doichieu search`: passages by words."""

import json
from typing import Any

import click

from webapp.command import Shelf, command, pass_shelf


@command("search", short_help="Tìm câu theo từ ngữ.")
@click.argument("words", metavar="TỪ_NGỮ...", nargs=-1, required=True)
@click.option(
    "-n", "--limit", type=click.IntRange(1, 1000), default=10, metavar="SỐ", help="Nhiều nhất bao nhiêu câu."
)
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng xuất."
)
@pass_shelf
def search(shelf: Shelf, words: tuple[str, ...], limit: int, form: str) -> None:
    """Tìm câu có các từ; gõ không dấu cũng được. “cụm từ” trong ngoặc kép, -từ để loại,
    tỉnh: huyện: xã: năm: nguồn: số: để lọc. Từ bắt đầu bằng dấu trừ đặt sau “--”.
    """
    page = shelf.asked().search(" ".join(words), limit)
    if form == "json":
        click.echo(json.dumps(_json(" ".join(words), page), ensure_ascii=False, indent=2))
        return
    if page.suggestion:
        click.echo(f"Có phải bạn muốn tìm: {page.suggestion}")
    if not page.total:
        click.echo("Không tìm thấy câu nào.")
        return
    if page.loose:
        click.echo("Không có câu nào chứa đủ các từ; dưới đây là những câu gần nhất.")
    for n, result in enumerate(page.results, 1):
        hit = result.hit
        click.echo(f"{n}. {_lit(hit)}")
        click.echo(f"   {result.entry.title or result.entry.source} [{hit.doc}:{hit.start}-{hit.end}]")
    if page.total > len(page.results):
        click.echo(f"({len(page.results)} trong {page.total} câu)")


def _json(words: str, page: Any) -> dict[str, Any]:
    return {
        "query": words,
        "total": page.total,
        "loose": page.loose,
        "suggestion": page.suggestion,
        "hits": [
            {
                "doc": r.hit.doc,
                "source": r.entry.source,
                "title": r.entry.title,
                "published": r.entry.published,
                "start": r.hit.start,
                "end": r.hit.end,
                "text": r.hit.text,
                "score": r.hit.score,
                "highlights": [{"start": s.start, "end": s.end} for s in r.hit.highlights],
            }
            for r in page.results
        ],
    }


def _lit(hit: Any) -> str:
    """The passage on one line, the found words in bold (on a terminal)."""
    out, at = [], hit.start
    for span in hit.highlights:
        out.append(hit.text[at - hit.start : span.start - hit.start])
        out.append(click.style(hit.text[span.start - hit.start : span.end - hit.start], bold=True))
        at = span.end
    out.append(hit.text[at - hit.start :])
    return " ".join("".join(out).split())
