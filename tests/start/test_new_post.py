"""`bedside new post`: a draft that the gates accept, in the practice's own time."""

from datetime import datetime
from pathlib import Path

from click.testing import CliRunner
from tests.conftest import SmallSite

from bedside.cli import cli
from bedside.source import read_source
from bedside.uid import is_uid, mint_time


def new(site: SmallSite, *arguments: str) -> tuple[int, str]:
    """Run the command in the site's folder and return its exit code and output."""
    command = ["--practice", str(site.root / "practice.toml"), "new", "post", *arguments]
    result = CliRunner().invoke(cli, command, standalone_mode=False)
    return (1 if result.exception else 0), str(result.exception or result.output)


def test_a_new_post_is_a_valid_draft(site: SmallSite) -> None:
    """Its front matter has no mistake and its uid was minted now."""
    code, _ = new(site, "Ticks & you", "--now", "2026-11-22T23:30")
    assert code == 0
    path = site.root / "content" / "posts" / "ticks-you.md"
    source = read_source(path, site.root / "content", site.project().practice.zone)
    assert source.mistakes == ()
    assert source.meta is not None
    assert source.meta.status == "draft"
    assert source.meta.uid
    assert is_uid(source.meta.uid)
    assert source.meta.date == datetime.fromisoformat("2026-11-22T23:30-05:00")
    assert mint_time(source.meta.uid) == datetime.fromisoformat("2026-11-23T04:30+00:00")


def test_the_category_says_which_disclaimer_the_page_will_show(site: SmallSite) -> None:
    """The author sees the words beside the category."""
    new(site, "Fever", "--category", "children")
    text = (site.root / "content" / "posts" / "fever.md").read_text()
    assert site.project().practice.disclaimers["education"].text in text


def test_an_existing_post_is_never_overwritten(site: SmallSite) -> None:
    """The second post of the same title is refused by name."""
    new(site, "Fever")
    path = site.root / "content" / "posts" / "fever.md"
    path.write_text("mine")
    code, message = new(site, "Fever")
    assert code
    assert "exists already" in message
    assert path.read_text() == "mine"


def test_an_unknown_category_is_answered_with_the_known_ones(site: SmallSite) -> None:
    """The message lists what practice.toml has."""
    code, message = new(site, "Fever", "--category", "nope")
    assert code
    assert "prevention" in message
    assert not Path(site.root / "content" / "posts" / "fever.md").exists()
