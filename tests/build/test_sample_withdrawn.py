"""A story taken back leaves the sample's site: no other page is held in its place."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bedside.building import Announced, build_site
from bedside.deploy.gate import gate
from bedside.project import open_project

STORY = "a-walk-to-the-mailbox"
SIGNED = "signed_on = 2026-08-14"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def sample(tmp_path: Path, sample_root: Path) -> Path:
    """Return a copy of the sample practice's folder."""
    shutil.copytree(sample_root / "content", tmp_path / "content")
    for name in ("practice.toml", "consents.toml", "pelicanconf.py", "publishconf.py"):
        shutil.copy(sample_root / name, tmp_path)
    (tmp_path / "theme").symlink_to(sample_root / "theme")
    return tmp_path


def revoke(root: Path) -> None:
    """Write into consents.toml what the patient said."""
    consents = root / "consents.toml"
    consents.write_text(consents.read_text().replace(SIGNED, f"{SIGNED}\nrevoked_on = 2026-11-21"))


def test_the_whole_sample_passes_the_gate_of_a_deploy(sample: Path) -> None:
    """Gate 3 reads every page as a stranger would, with no proof at hand, and finds nothing."""
    project = open_project(sample / "practice.toml")
    build_site(project, NOW, Announced())
    gate(project, NOW)
    assert (project.output / "images" / "posts" / f"{STORY}.480w.webp").is_file()


@pytest.mark.parametrize("how", ["revoked", "revoked and deleted", "expired"])
def test_the_sample_builds_without_its_story(sample: Path, how: str) -> None:
    """Once its permission ended the story has no page, and all the others have theirs."""
    if how != "expired":
        revoke(sample)
    if how == "revoked and deleted":
        (sample / "content" / "posts" / f"{STORY}.md").unlink()
    moment = datetime(2028, 8, 15, 13, tzinfo=UTC) if how == "expired" else NOW
    build_site(open_project(sample / "practice.toml"), moment, Announced())
    pages = {path.parent.name for path in (sample / "output" / "blog").glob("*/index.html")}
    assert STORY not in pages
    assert not [*(sample / "output").rglob(f"{STORY}*")]  # its picture in no size either
    assert "shingles-and-rsv-vaccines" in pages
