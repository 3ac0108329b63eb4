"""Writes `constraints.txt`: the exact versions in this environment of all that the project needs.

    .venv/bin/python tools/build_constraints.py

Only what `pyproject.toml` asks for (with its extras) and what that needs in turn is pinned,
for every supported Python, so that an install today and one next year are the same.
"""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ("3.11", "3.12", "3.13")
FREE = ("pip", "setuptools")
"""Tools that each Python brings in its own version."""
ROOT = Path(__file__).parents[1]


def needed(name: str, extras: frozenset[str], pins: dict[str, str], seen: set[tuple[str, str]]) -> None:
    """Collect the versions of a distribution's requirements, and theirs."""
    for requirement in map(Requirement, _requirements(name)):
        if not _asked_for(requirement, extras):
            continue
        key = canonicalize_name(requirement.name)
        try:
            version = distribution(requirement.name).version
        except PackageNotFoundError:
            if requirement.marker is None:
                sys.exit(f"{requirement.name} is needed by {name} and not installed here")
            continue  # for another system or another Python
        pins[key] = version
        for extra in requirement.extras or {""}:
            if (key, extra) not in seen:
                seen.add((key, extra))
                needed(requirement.name, frozenset(requirement.extras), pins, seen)


def _requirements(name: str) -> list[str]:
    if name != "doichieu":
        return distribution(name).requires or []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(one for extra in extras for one in extra)]


def _asked_for(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    if marker is None:
        return True
    where = [{"python_version": python, "python_full_version": f"{python}.5"} for python in PYTHONS]
    return any(marker.evaluate({**at, "extra": extra}) for at in where for extra in extras or {""})


def main() -> None:
    """Write the file."""
    pins: dict[str, str] = {}
    needed("doichieu", frozenset(), pins, set())
    lines = [f"{name}=={version}" for name, version in sorted(pins.items()) if name not in FREE]
    if wrong := [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[\w.!]+(\+[\w.]+)?", line)]:
        sys.exit(f"no plain versions: {', '.join(wrong)}")
    head = "# Made by tools/build_constraints.py; do not edit by hand.\n"
    (ROOT / "constraints.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
