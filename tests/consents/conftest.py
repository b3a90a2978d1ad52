"""A small practice with one story under one consent, and the command on it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import UIDS, SmallSite

from bedside.cli import cli

NOW = "2026-11-22T08:00"
FLAGS = (
    "--kind", "patient-story", "--posts", "content/posts/other.md", "--channels", "site, social",
    "--description", "A story of a broken wrist", "--recipients", "Readers of our website",
    "--purpose", "To say that casts are quick", "--signed-on", "2026-11-01",
    "--expires-on", "2027-11-01", "--right-to-revoke", "yes", "--not-conditioned", "yes",
    "--redisclosure", "yes", "--plain-language", "yes", "--not-combined", "yes",
    "--copy-given", "yes", "--remuneration", "none", "--form-kept-at", "Cabinet 2",
)  # fmt: skip

Run = Callable[..., Result]


@pytest.fixture
def story(site: SmallSite, sample_root: Path) -> Path:
    """Return a story under C-7Q4M2X; another post stands beside it."""
    text = (sample_root / "consents.toml").read_text()
    text = re.sub(r"posts = \[[^\]]*\]", f'posts = ["{UIDS[0]}"]', text)
    (site.root / "consents.toml").write_text(text)
    site.post("other", uid=UIDS[1])
    return site.post("story", extra="consent: C-7Q4M2X")


@pytest.fixture
def run(site: SmallSite) -> Run:
    """Return a function that runs a command in the practice's folder on 22 November 2026."""

    def do(*arguments: str, now: str = NOW) -> Result:
        timed = (
            () if arguments[:2] in {("consent", "new"), ("evidence", "export")} else ("--now", now)
        )
        command = ["--practice", str(site.root / "practice.toml"), *arguments, *timed]
        return CliRunner(env={"CI": ""}).invoke(cli, command, standalone_mode=False)

    return do
