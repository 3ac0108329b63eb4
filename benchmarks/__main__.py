"""`python -m benchmarks COMMAND`: measure, keep the figures, write them into docs/performance.md."""

import json
import os
import platform
import shutil
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

import click

from benchmarks import asking, cluster, documents, hostile, report, steps, watching

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
WORK = Path(os.environ.get("DOICHIEU_BENCHMARKS", tempfile.gettempdir())) / "doichieu-benchmarks"


@click.group(help=__doc__)
def cli() -> None:
    """The group."""


def _texts(count: int) -> Path:
    folder = WORK / f"{count}-{documents.fingerprint()}"
    click.echo(f"{count} documents in {folder}")
    documents.write(folder, count)
    return folder


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*.txt")) / 1000


def _keep(name: str, found: dict[str, Any]) -> None:
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known["machine"] = {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
    }
    known[name] = found
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    click.echo(json.dumps({name: {k: v for k, v in found.items() if k != "course"}}, indent=1))


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


@cli.command()
@click.argument("count", type=int)
@click.argument("folder", type=Path)
@click.option("--seed", default=0)
def generate(count: int, folder: Path, seed: int) -> None:
    """Write COUNT made-up documents into FOLDER."""
    click.echo(f"{documents.write(folder, count, seed) / 1e6:.1f} MB")


@cli.command()
@click.option("--documents", "count", default=10_000)
@click.option("--jobs", default=2)
@click.option("-f", "--format", "form", default="csv")
def volume(count: int, jobs: int, form: str) -> None:
    """All documents in one run: complete, and how much memory over time."""
    folder = _texts(count)
    out = WORK / f"volume.{form}"
    run = watching.extract(folder, out, "--jobs", str(jobs))
    errors = out.with_name(out.name + ".errors.csv")
    refused = errors.read_text(encoding="utf-8").splitlines()[1:] if errors.exists() else []
    early = [c for c in run.course if c[0] <= 1000] or run.course[:1]
    late = [c for c in run.course if c[0] > 1000] or run.course[-1:]
    step = max(1, len(run.course) // 12)
    found = {
        "documents": count,
        "mb": _size(folder) / 1000,
        "jobs": jobs,
        "format": form,
        "seconds": run.seconds,
        "speed": _size(folder) / run.seconds,
        "refused": refused,
        "table_mb": out.stat().st_size / 1e6,
        "main_peak": run.peaks[0],
        "worker_peak": max(run.peaks[1:]),
        "main_early": max(c[1] for c in early),
        "main_late": max(c[1] for c in late),
        "worker_early": max(c[2] for c in early),
        "worker_late": max(c[2] for c in late),
        "course": [*run.course[::step], run.course[-1]],
    }
    if form == "csv":
        import csv

        with out.open(encoding="utf-8", newline="") as file:
            sources: set[str] = set()
            found["rows"] = 0
            for line in csv.DictReader(file):
                sources.add(line["source"])
                found["rows"] += 1
        found["with_rows"] = len(sources)
    _keep("volume" if form == "csv" else f"volume-{form}", found)


@cli.command()
@click.option("--documents", "count", default=1_000)
@click.option("--ner", "for_ner", default=40, help="How many of them underthesea reads.")
def speed(count: int, for_ner: int) -> None:
    """Extraction, alone and with reading and writing, against underthesea.ner; the floor; the steps."""
    folder = _texts(count)
    files = sorted(folder.rglob("*.txt"))
    some = files[:: max(1, count // for_ner)]
    warm = files[1 :: max(1, count // for_ner)]
    # Half of theirs before the run and half after, so that a machine that grows slower does so for all.
    before = steps.side_by_side(some[::2], warm)
    run = watching.extract(folder, WORK / "speed.csv", "--jobs", "1")
    after = steps.side_by_side(some[1::2], warm)
    theirs, alone = (
        {name: one[name] + other[name] for name in ("kb", "cpu")}
        for one, other in zip(before, after, strict=True)
    )
    for found in (theirs, alone):
        found["speed"] = found["kb"] / found["cpu"]
    ours = _size(folder) / run.cpu
    _keep(
        "speed",
        {
            "documents": count,
            "kb": _size(folder),
            "cpu": run.cpu,
            "speed": ours,
            "ner": theirs,
            "ratio": ours / theirs["speed"],
            "alone": alone,
            "alone_ratio": alone["speed"] / theirs["speed"],
            "floor": steps.floor(files),
            "steps": steps.steps(files[:200]),
        },
    )


@cli.command()
@click.option("--documents", "count", default=2_000)
def scaling(count: int) -> None:
    """Two processes against one."""
    folder = _texts(count)
    one, two = (watching.extract(folder, WORK / "scaling.csv", "--jobs", n).seconds for n in "12")
    _keep("scaling", {"documents": count, "one": one, "two": two, "ratio": one / two})


@cli.command()
@click.option("--documents", "count", default=2_000)
def dask(count: int) -> None:
    """Two Dask workers against one process; the tables must be the same."""
    folder = _texts(count)
    alone, shared = WORK / "alone.csv", WORK / "shared.csv"
    one = watching.extract(folder, alone, "--jobs", "1").seconds
    with cluster.cluster(2) as address:
        began = monotonic()
        two = watching.extract(folder, shared, "--engine", "dask", "--scheduler", address).seconds
        whole = monotonic() - began
    if alone.read_bytes() != shared.read_bytes():
        raise click.ClickException("the tables differ")
    _keep("dask", {"documents": count, "one": one, "two": two, "whole": whole, "ratio": one / two})


@cli.command("hostile")
@click.option("--documents", "count", default=1_000)
def repeated(count: int) -> None:
    """A megabyte of one character or one cue, against the same of plain text."""
    _keep("hostile", hostile.hostile(sorted(_texts(count).rglob("*.txt"))[:200]))


@cli.command("asking")
@click.option("--documents", "count", default=740)
@click.option("--questions", default=150)
def ask(count: int, questions: int) -> None:
    """How long answers take over a store of 50,000 facts."""
    _keep("asking", asking.asking(_texts(count), questions))


@cli.command("all")
@click.pass_context
def everything(ctx: click.Context) -> None:
    """All of the above, then the report."""
    for command in (speed, repeated, scaling, dask, volume, ask, write):
        ctx.invoke(command)


@cli.command("report")
def write() -> None:
    """Write the figures that were kept into docs/performance.md."""
    report.write(json.loads(RESULTS.read_text()), HERE.parent / "docs" / "performance.md")


@cli.command()
def clean() -> None:
    """Take away the documents and tables that were made."""
    shutil.rmtree(WORK, ignore_errors=True)


if __name__ == "__main__":
    cli()
