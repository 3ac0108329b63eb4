"""Puts real output under the commands of `README.md`, over the sample corpus.

    .venv/bin/python tools/build_readme.py

Every `$ doichieu …` and `$ curl …` in a console block is run, and the lines below it are replaced. Commands
over the reader's own files (`reports/`) stay as they are: the sample corpus has been read by the demo.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
LEFT = ("make ", "export ", "doichieu ingest reports/", "doichieu extract reports/")


def output(command: str, folder: Path) -> str:
    """What a command prints; requests are answered by the application without a server."""
    if command.startswith("curl "):
        address = shlex.split(command)[2].removeprefix("http://127.0.0.1:8000")
        program = (
            "from pathlib import Path\nfrom index.library import Library\nfrom webapp.app import create_app\n"
            f"with Library(Path({str(folder / 'demo')!r})) as library:\n"
            f"    print(create_app(library).test_client().get({address!r}).text)"
        )
        command = f"{sys.executable} -c {shlex.quote(program)} |{command.partition('|')[2]}"
    data = folder if " demo" in command else folder / "demo"
    environment = {**os.environ, "DOICHIEU_DATA": str(data)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command, shell=True, check=True, capture_output=True, text=True, env=environment, cwd=ROOT
    )
    return done.stdout.replace(str(folder), "~/.local/share/doichieu")


def renewed(block: str, folder: Path) -> str:
    """A console block with the output of its commands as it is now."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        lines.append(f"$ {command}\n")
        if not command.startswith(LEFT):
            lines.append(output(command, folder))
    return "".join(lines)


def main() -> None:
    """Rewrite the file."""
    with tempfile.TemporaryDirectory() as folder:
        text = README.read_text(encoding="utf-8")
        README.write_text(BLOCK.sub(lambda m: renewed(m[0], Path(folder)), text), encoding="utf-8")


if __name__ == "__main__":
    main()
