"""`doichieu evaluate`: scores against gold."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.command import command, writing

if TYPE_CHECKING:
    from corpus.evaluation import Change
    from nlp.scoring import Judged, KindScores, Ratio

_KINDS = {
    "figure": "Số liệu",
    "directive": "Văn bản chỉ đạo",
    "locality": "Địa danh",
    "statement": "Phát biểu",
}
_CHANGES = {
    "gained": "đúng hoàn toàn thêm",
    "lost": "không còn đúng hoàn toàn",
    "found": "tìm thấy thêm",
    "missed": "không còn tìm thấy",
    "invented": "trích thừa thêm",
    "dropped": "không còn trích thừa",
    "unknown": "chỉ có ở một lần đo (gold đã đổi), không tính",
}
_DRAWS = 1000


@command("evaluate", short_help="Đo độ chính xác so với bản chú giải.")
@click.argument("gold", metavar="THƯ_MỤC_GOLD", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--texts",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Nơi có các văn bản TÊN.txt; mặc định là THƯ_MỤC_GOLD.",
)
@click.option(
    "--against",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="So với lần đo đã lưu: liệt kê từng sự kiện được thêm, mất đi.",
)
@click.option(
    "--save", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False), help="Lưu lần đo này."
)
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng xuất."
)
def evaluate(gold: Path, texts: Path | None, against: Path | None, save: Path | None, form: str) -> None:
    """Trích sự kiện từ các văn bản rồi so với bản chú giải (TÊN.jsonl trong THƯ_MỤC_GOLD): phát hiện, từng
    trường, từng lớp, đúng hoàn toàn; kèm khoảng tin cậy 95% (lấy mẫu lại theo văn bản).
    """
    from corpus.evaluation import compare, load_run, outcomes, save_run
    from corpus.evaluation import evaluate as measure
    from nlp.scoring import scores

    before = load_run(against) if against else None
    judged = measure(gold, texts)
    run = outcomes(judged)
    change = compare(before, run) if before is not None else None
    if save:
        with writing(save):
            save_run(run, save)
    told = scores(judged, draws=_DRAWS)
    if form == "json":
        out: dict[str, Any] = {"scores": {kind: asdict(s) for kind, s in told.items()}}
        if change is not None:
            out["change"] = {"net": change.net, **asdict(change)}
        click.echo(json.dumps(out, ensure_ascii=False, indent=2))
    else:
        for kind, found in told.items():
            _tell(kind, found)
        if change is not None:
            _tell_change(change, judged)


def _tell(kind: str, told: "KindScores") -> None:
    click.echo(f"{_KINDS[kind]}: {told.gold} trong gold, {told.found} trích được")
    rows = [
        ("  chính xác (precision)", told.precision),
        ("  đầy đủ (recall)", told.recall),
        ("  phát hiện (F1)", told.detection),
        ("  đúng hoàn toàn (F1)", told.strict),
        *((f"  trường {name}", ratio) for name, ratio in told.fields.items()),
        *(
            (f"  {field} = {label} (F1)", r)
            for field, labels in told.classes.items()
            for label, r in labels.items()
        ),
    ]
    for name, ratio in rows:
        click.echo(f"{name:32} {_share(ratio)}")


def _share(ratio: "Ratio") -> str:
    value = f"{ratio.value:.3f}".replace(".", ",")
    if ratio.low is None or ratio.high is None:
        return f"{value}  ({ratio.count})"
    return f"{value}  [{ratio.low:.3f}; {ratio.high:.3f}]".replace(".", ",") + f"  ({ratio.count})"


def _tell_change(change: "Change", judged: "list[Judged]") -> None:
    by_key = {j.key: j for j in judged}
    click.echo(f"So với lần đo đã lưu: {change.net:+d} sự kiện đúng hoàn toàn")
    for name, line in _CHANGES.items():
        keys = getattr(change, name)
        if keys:
            click.echo(f"  {line}: {len(keys)}")
        for key in keys:
            click.echo(f"    {_told(key, by_key.get(key))}")


def _told(key: tuple[str, str, int, int], judged: "Judged | None") -> str:
    doc, kind, start, end = key
    line = f"{doc} {_KINDS[kind].lower()} {start}–{end}"
    row = (judged.gold or judged.found) if judged is not None else None
    if judged is None or row is None:
        return line
    words = " ".join(str(row.get("text") or row.get("quote") or "").split())
    line += f" “{words[:60]}”"
    if judged.gold is not None and judged.found is not None:
        for field in judged.wrong:
            line += f"; {field}: gold {judged.gold.get(field)!r}, trích {judged.found.get(field)!r}"
    return line
