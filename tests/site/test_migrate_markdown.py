"""`bedside migrate-markdown` tells which pages another engine would change, and writes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bedside.cli import cli

LISTED = "Bring:\n- your Larkfield card\n"


def said(root: Path, *options: str) -> str:
    command = ["--practice", str(root / "practice.toml"), "migrate-markdown", *options]
    result = CliRunner().invoke(cli, command, standalone_mode=False)
    assert result.return_value == 0, result.output
    return result.output


def test_a_page_that_changes_is_named_without_its_words(make_site: Callable[..., Any]) -> None:
    """Only elements are printed, since a draft may say what nobody may read; --show prints all."""
    site = make_site()
    path, before = site.post("cards", body=LISTED), site.post("plain").read_text()
    told = said(site.root)
    assert "cards.md: -1 <li>, -1 <ul>" in told
    assert "1 of " in told
    assert "your Larkfield card" not in told
    assert "your Larkfield card" in said(site.root, "--show")
    assert path.read_text().endswith(f"{LISTED}\n")
    assert (site.root / "content/posts/plain.md").read_text() == before


def test_a_post_that_asks_for_the_engine_does_not_change(make_site: Callable[..., Any]) -> None:
    """Its front matter has the last word, so that one post can be brought over after the other."""
    site = make_site()
    site.post("cards", body=LISTED, extra="markdown: python-markdown")
    assert "0 of " in said(site.root)
    assert "+1 <ul>" in said(site.root, "--to", "commonmark")
