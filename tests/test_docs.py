"""The documents of the project hold together with the project: commands, options, columns, libraries."""

import re
import tomllib
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from index.answer_parts import KINDS as ANSWER_KINDS
from index.answer_parts import Answer
from index.filters import Filters
from index.library import Library, Stats
from nlp.facts import KINDS, columns
from webapp.app import create_app
from webapp.cli import COMMANDS, cli
from webapp.requested import PARTS

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.vi.md"]
DOCS = [*READMES, *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
MAKE = (ROOT / "Makefile").read_text(encoding="utf-8")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[list[str]]:
    """The calls of `doichieu` in a document, as words."""
    calls = re.findall(r"(?:\$ |`|\| )doichieu ([^`\n|]*)", text(name))
    return [call.split() for call in calls]


@pytest.mark.parametrize("name", DOCS)
def test_commands_and_options_in_the_documents_exist(name: str) -> None:
    context = click.Context(cli)
    shared = {option for parameter in cli.params for option in parameter.opts}
    for words in commands(name):
        called = [word for word in words if re.fullmatch(r"[a-z]+", word) and word in COMMANDS]
        first = next((word for word in words if re.fullmatch(r"[a-z]+", word)), None)
        assert first is None or first in COMMANDS, f"{name}: doichieu {' '.join(words)}"
        if not called:
            continue
        command = cli.get_command(context, called[0])
        assert command is not None
        known = shared | {"--help"} | {option for p in command.params for option in p.opts}
        for option in (word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word)):
            assert option in known, f"{name}: doichieu {' '.join(words)}"


def test_every_command_is_in_the_users_guide_or_its_help() -> None:
    told = {words[0] for words in commands("README.vi.md") if words}
    assert {"ask", "ingest", "search", "facts", "extract", "serve", "docs", "remove", "stats"} <= told
    assert told - {"--data"} <= set(COMMANDS)


@pytest.mark.parametrize("name", [*DOCS, "CHANGELOG.md", ".ci/run"])
def test_make_targets_in_the_documents_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKE, re.MULTILINE))
    assert set(re.findall(r"(?:\$ |`|exec )make ([a-z-]+)", text(name))) <= targets


@pytest.mark.parametrize("name", [*DOCS, "CHANGELOG.md"])
def test_links_lead_to_files_that_are_here(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        if not target.startswith("http"):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_every_field_of_a_fact_is_explained() -> None:
    contract = text("docs/facts.md")
    explained = set(re.findall(r"`(\w+)`", contract))
    for kind in KINDS:
        assert set(columns(kind)) <= explained, kind
    assert {field.name for field in fields(Answer)} <= explained
    assert {field.name for field in fields(Stats)} <= explained
    assert set(ANSWER_KINDS) <= explained
    assert set(PARTS) | {field.name for field in fields(Filters)} <= explained


def test_every_address_of_the_api_is_explained(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        rules = [rule.rule for rule in create_app(library).url_map.iter_rules()]
    addresses = {rule.replace("<doc>", "ID") for rule in rules if rule.startswith("/api/")}
    assert addresses
    assert addresses == set(re.findall(r"`(/api/v1/[\w/]*)", text("docs/facts.md")))


def project() -> dict[str, list[str]]:
    found = tomllib.loads(text("pyproject.toml"))["project"]
    return {"run": found["dependencies"], **found["optional-dependencies"]}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=~\[; ]", name)[0]).lower()


def test_every_library_has_a_reason() -> None:
    reasons = re.sub(r"[-_.]+", "-", text("docs/architecture.md").split("## Why these")[1]).lower()
    for requirement in (one for group in project().values() for one in group):
        assert re.search(rf"\b{re.escape(plain(requirement))}\b", reasons), requirement


def test_every_library_is_pinned_and_nothing_is_fetched_from_elsewhere() -> None:
    lines = [line for line in text("constraints.txt").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in lines)
    pinned = {line.partition("==")[0] for line in lines}
    asked = {plain(requirement) for group in project().values() for requirement in group}
    assert asked <= pinned


def test_the_modules_that_the_documents_name_are_here() -> None:
    named = re.findall(r"`((?:nlp|corpus|index|webapp)(?:\.\w+)+)", text("docs/architecture.md"))
    assert named
    for module in named:
        if module == "nlp.add_pipe":  # spaCy's, on a pipeline that is called nlp
            continue
        found = find_spec(module) if _is_package(module.rpartition(".")[0]) else None
        room, _, name = module.rpartition(".")
        assert found or hasattr(import_module(room), name), module


def _is_package(name: str) -> bool:
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


def test_the_picture_of_the_page_is_here() -> None:
    data = (ROOT / "docs" / "page.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 500_000


def test_both_readmes_begin_with_the_picture_and_the_two_commands() -> None:
    for name in READMES:
        assert "](docs/page.png)" in text(name)
        assert "$ make run" in text(name)
    assert text("README.md").index("$ make run") < text("README.md").index("$ make test")
