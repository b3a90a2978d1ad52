"""`bedside new post`: a draft that the gates accept, in the practice's own time."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from tests.conftest import SmallSite

from bedside.checks.engine import check_paths
from bedside.cli import cli
from bedside.frontmatter import FrontMatter
from bedside.source import read_source
from bedside.starter.draft import TYPES
from bedside.uid import is_uid, mint_time

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


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


def test_the_disclaimer_is_named_in_the_file_and_printed(site: SmallSite) -> None:
    """The category's line stays short; the words that the page will carry are printed."""
    _, output = new(site, "Fever", "--category", "children")
    text = (site.root / "content" / "posts" / "fever.md").read_text()
    assert "category: children  # carries the disclaimer `education`\n" in text
    assert site.project().practice.disclaimers["education"].text in output


def test_the_types_are_those_of_the_front_matter() -> None:
    """The list in the help is the schema's."""
    assert get_args(FrontMatter.model_fields["type"].annotation) == tuple(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_a_draft_of_each_type_has_what_its_type_needs(kind: str, site: SmallSite) -> None:
    """The front matter is right and says when to look again; only what a person must add is warned of."""
    code, output = new(site, f"A {kind}", "--type", kind, "--now", "2026-11-22T09:00")
    assert code == 0, output
    path = site.root / "content" / "posts" / f"a-{kind}.md"
    source = read_source(path, site.root / "content", site.project().practice.zone)
    assert source.mistakes == ()
    assert source.meta is not None
    assert source.meta.type == kind
    ours = kind == "notice"  # the practice's own word
    assert source.meta.next_review == (None if ours else date(2027, 11, 22))
    assert source.meta.author == (None if ours else "elena-marsh")
    assert ("references" in source.text) == (not ours)
    assert (source.meta.expires is not None) == (kind == "notice")
    assert ("expires: 2026-12-06  # last day it is shown" in source.text) == (kind == "notice")
    assert (source.meta.consent is not None) == (kind == "story")
    usual = {"notice": "news", "event": "news", "story": "stories"}
    assert source.meta.category == usual.get(kind, "prevention")


def test_a_story_is_refused_until_its_new_id_is_registered(site: SmallSite) -> None:
    """The id in the draft is a fresh one, and nothing may be published under it yet."""
    ids = set()
    for title in ("One", "Two"):
        new(site, title, "--type", "story")
        path = site.root / "content" / "posts" / f"{title.lower()}.md"
        project = site.project()
        report = check_paths([path], project.practice, project.consents, NOW, project.content)
        assert "CON002" in {one.code for one in report.errors}
        ids.add(path.read_text().partition("consent: ")[2].split()[0])
    assert len(ids) == 2


def test_an_unknown_type_is_answered_with_the_known_ones(site: SmallSite) -> None:
    """Exit 2 from the real command, the list in the message, no file."""
    command = [sys.executable, "-m", "bedside", "new", "post", "Fever", "--type", "nope"]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(f"'{kind}'" in done.stderr for kind in TYPES)
    assert not (site.root / "content" / "posts").exists()


def test_the_help_lists_types_and_categories(site: SmallSite) -> None:
    """Each stands on a line of its own with what it is for."""
    _, output = new(site, "--help")
    lines = [line.split(maxsplit=1) for line in output.splitlines()]
    assert {(kind, why) for kind, why in TYPES.items()} <= {tuple(line) for line in lines}
    categories = site.project().practice.categories
    assert all([slug, one.description] in lines for slug, one in categories.items())


def test_a_notice_may_have_an_author_all_the_same(site: SmallSite) -> None:
    """Who is named with --author stands in it."""
    new(site, "Closed", "--type", "notice", "--author", "samuel-okafor")
    text = (site.root / "content" / "posts" / "closed.md").read_text()
    assert "author: samuel-okafor\n" in text


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
