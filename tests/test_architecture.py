"""The picture of the house: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parent.parent / "plugins"

# A module imports only what stands in its own layer or left of it (docs/architecture.md).
LAYERS = (
    (
        "errors",
        "text",
        "files",
        "installed",
        "schema",
        "schema_words",
        "header_parts",
        "calendar_file",
        "captions",
        "yaml_header",
        "toml_file",
        "uid",
        "web_address",
        "clock",
        "inputs",
        "unchanged",
        "markdown_engine",
        "workers",
        "staging",
    ),
    (
        "brand",
        "card_words",
        "frontmatter",
        "frontmatter_values",
        "medical_specialty",
        "post",
        "practice",
        "practice_accounts",
        "practice_across",
        "practice_alerts",
        "practice_discovery",
        "practice_policies",
        "practice_translations",
        "practice_values",
        "consents",
        "evidence",
        "source",
        "project",
        "facts",
        "starter",
        "untranslated",
    ),
    ("checks", "cards", "platforms", "site"),
    ("share", "reshare", "preview", "filing"),
    ("outbox",),
    ("syndication", "deploy"),
    ("adapter", "building", "hooks", "settings_error"),
    ("cli", "__main__", "docs"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the part of the house and the file of every module."""
    for path in sorted((PLUGINS / "bedside").rglob("*.py")):
        relative = path.relative_to(PLUGINS / "bedside")
        if relative.as_posix() != "__init__.py":
            yield relative.parts[0].removesuffix(".py"), path


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a file imports at run time."""
    tree = ast.parse(path.read_text())
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize(("part", "path"), tuple(modules()), ids=lambda value: str(value)[-40:])
def test_a_module_imports_only_what_stands_left_of_it(part: str, path: Path) -> None:
    """Data flows one way: a part never imports from a later layer."""
    assert part in RANK, f"{part} has no place in the house: add it to LAYERS and to the docs"
    for name in imports(path):
        pieces = name.split(".")
        if pieces[0] == "bedside" and len(pieces) > 1:
            assert RANK[pieces[1]] <= RANK[part], f"{path}: {part} imports {name}"


@pytest.mark.parametrize(("part", "path"), tuple(modules()), ids=lambda value: str(value)[-40:])
def test_only_the_border_modules_know_pelican_and_the_network(part: str, path: Path) -> None:
    """Pelican is known to the adapter alone, httpx to networks, deploy and apply alone."""
    names = {name.split(".")[0] for name in imports(path)}
    inside = path.relative_to(PLUGINS / "bedside").as_posix()
    assert "pelican" not in names or inside == "adapter.py"
    may_reach_out = part in {"platforms", "deploy"} or inside.startswith("syndication/apply")
    assert "httpx" not in names or may_reach_out, f"{inside} imports httpx"


def test_glue_is_thin() -> None:
    """A plugin file connects a signal, calls one function and hands the value on."""
    for path in (PLUGINS / "pelican" / "plugins").rglob("*.py"):
        assert len(path.read_text().splitlines()) <= 80, path
