"""The figures of the benchmarks as tables in docs/performance.md, between markers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_STEPS = {
    "read": "reading, decoding, stored text",
    "sentences": "sentences, shadow text",
    "localities": "localities",
    "directives": "directives",
    "statements": "statements",
    "figures": "figures",
    "rows": "flat rows",
    "encode": "CSV",
}


def write(results: dict[str, Any], doc: Path) -> None:
    """Put each table between `<!-- NAME -->` and `<!-- /NAME -->`; what has no figures stays."""
    text = doc.read_text(encoding="utf-8")
    for name, table in _tables(results):
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda m, table=table: m[1] + table + m[2],
            text,
            flags=re.DOTALL,
        )
    doc.write_text(text, encoding="utf-8")


def _tables(results: dict[str, Any]) -> Iterator[tuple[str, str]]:
    makers = {
        "machine": _machine, "speed": _speed, "steps": _steps, "hostile": _hostile, "scaling": _scaling,
        "dask": _dask, "volume": _volume, "asking": _asking,
    }  # fmt: skip
    for name, make in makers.items():
        found = results.get("speed" if name == "steps" else name)
        if found:
            yield name, make(found)


def _rows(head: list[str], lines: list[list[str]]) -> str:
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(out + ["| " + " | ".join(line) + " |" for line in lines]) + "\n"


def _n(value: float, digits: int = 0) -> str:
    return f"{value:,.{digits}f}"


def _machine(m: dict[str, Any]) -> str:
    return f"{m['processor']}, {m['cores']} cores; {m['system']}, Python {m['python']}.\n"


def _speed(s: dict[str, Any]) -> str:
    ner, floor = s["ner"], s["floor"]
    return _rows(
        ["what", "KB of text", "CPU seconds", "KB/s a core"],
        [
            ["`doichieu extract --jobs 1 -f csv`, all of it, start-up included",
             _n(s["kb"]), _n(s["cpu"], 1), f"**{_n(s['speed'])}**"],
            ["extraction alone: from texts in memory to facts as rows, models loaded before",
             _n(s["alone"]["kb"]), _n(s["alone"]["cpu"], 1), f"**{_n(s['alone']['speed'])}**"],
            ["`underthesea.ner` alone, sentence by sentence, model loaded before",
             _n(ner["kb"]), _n(ner["cpu"], 1), _n(ner["speed"], 1)],
            ["the floor: reading and one pass of a number regex",
             _n(floor["kb"]), _n(floor["read"] + floor["numbers"], 2), _n(floor["speed"])],
        ],
    ) + (
        f"\nExtraction alone is **{s['alone_ratio']:.1f} times** as fast as `underthesea.ner` over the same "
        f"documents, the whole command **{s['ratio']:.1f} times**; "
        f"{floor['speed'] / s['speed']:.0f} times above the floor.\n"
    )  # fmt: skip


def _steps(s: dict[str, Any]) -> str:
    steps = dict(s["steps"])
    kb = steps.pop("kb")
    whole = sum(steps.values())
    lines = [
        [_STEPS.get(name, name), _n(seconds / kb * 1e6, 0), f"{seconds / whole:.0%}"]
        for name, seconds in steps.items()
    ]
    lines.append(["together", _n(whole / kb * 1e6, 0), f"{_n(kb / whole)} KB/s"])
    return _rows(["step", "CPU ms a MB", "share"], lines)


def _hostile(h: dict[str, Any]) -> str:
    units = sorted(h["units"].items(), key=lambda item: -item[1][0])
    lines = [
        [f"`{json.dumps(unit, ensure_ascii=False)[1:-1].replace('|', '¦')}`", _n(alone, 2), _n(broken, 1)]
        for unit, (alone, broken) in units
    ]
    return _rows(["1 MB of", "alone, CPU seconds", "broken by other words"], lines) + (
        f"\n1 MB of plain text takes {_n(h['plain'], 1)} s, "
        f"of one cue alone **{_n(units[0][1][0], 2)} s** at most.\n"
    )


def _scaling(s: dict[str, Any]) -> str:
    return _rows(
        ["documents", "one process", "two processes", "ratio"],
        [[_n(s["documents"]), f"{_n(s['one'], 1)} s", f"{_n(s['two'], 1)} s", f"**{s['ratio']:.2f}**"]],
    )


def _dask(s: dict[str, Any]) -> str:
    return _rows(
        ["documents", "one process", "two Dask workers", "ratio"],
        [[_n(s["documents"]), f"{_n(s['one'], 1)} s", f"{_n(s['two'], 1)} s", f"**{s['ratio']:.2f}**"]],
    )


def _volume(v: dict[str, Any]) -> str:
    head = (
        f"{_n(v['documents'])} documents, {_n(v['mb'], 1)} MB, {v['jobs']} processes: {_n(v['seconds'])} s "
        f"({_n(v['speed'])} KB/s), {_n(v.get('rows', 0))} rows from {_n(v.get('with_rows', 0))} documents, "
        f"table of {_n(v['table_mb'])} MB, {len(v['refused']) or 'none'} refused.\n\n"
    )
    peaks = _rows(
        ["MB in memory", "until document 1,000", "after it", "peak"],
        [
            ["main process", _n(v["main_early"]), _n(v["main_late"]), f"**{_n(v['main_peak'])}**"],
            ["largest worker", _n(v["worker_early"]), _n(v["worker_late"]), f"**{_n(v['worker_peak'])}**"],
        ],
    )
    course = _rows(
        ["documents done", "main, MB", "largest worker, MB"],
        [[_n(done), _n(main), _n(worker)] for done, main, worker in v["course"]],
    )
    return head + peaks + "\n" + course


def _asking(a: dict[str, Any]) -> str:
    return _rows(
        [
            "facts in the store",
            "of these figures",
            "a process's first",
            "questions",
            "median",
            "95 % within",
            "longest",
            "kept for it",
        ],
        [
            [
                _n(a["facts"]),
                _n(a["figures"]),
                f"**{_n(a['cold'], 1)} s**",
                _n(a["questions"]),
                *(f"{_n(a[k])} ms" for k in ("p50", "p95", "most")),
                f"{_n(a['kept'])} MB",
            ]
        ],
    )
