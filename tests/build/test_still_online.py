"""A story whose consent ended and that is still online is said first, also when nothing is built."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import UIDS, SmallSite

from bedside.cli import cli

NOW = "2026-11-22T08:00"
HERE = ("--target", "folder", "--serve")
REVOKED = "consent C-7Q4M2X was revoked on 2026-11-22"


def bedside(site: SmallSite, *arguments: str) -> Result:
    """Run the command at a fixed time."""
    command = ["--practice", str(site.root / "practice.toml"), *arguments, "--now", NOW]
    return CliRunner(env={"CI": ""}).invoke(cli, command, standalone_mode=False)


@pytest.fixture
def story(site: SmallSite, sample_root: Path) -> Path:
    """Return a story under a consent, on a site that was built; another post stands beside it."""
    consents = (sample_root / "consents.toml").read_text()
    uids = r"posts = \[[^\]]*\]"
    (site.root / "consents.toml").write_text(re.sub(uids, f'posts = ["{UIDS[0]}"]', consents))
    path = site.post("story", extra="consent: C-7Q4M2X")
    site.post("other", uid=UIDS[1])
    built = bedside(site, "build")
    assert built.return_value == 0, built.output
    return path


def revoke(site: SmallSite) -> None:
    """Write the revocation, and a mistake into the other post."""
    consents = site.root / "consents.toml"
    consents.write_text(consents.read_text().rstrip() + "\nrevoked_on = 2026-11-22\n")
    site.post("other", uid=UIDS[1], body="Read [this](nowhere.md).")


def test_a_failed_build_says_first_what_is_still_online(site: SmallSite, story: Path) -> None:
    """Build and doctor name the story; when the mistake is mended it leaves, and both say so."""
    assert bedside(site, "deploy", *HERE).return_value == 0
    revoke(site)
    done = bedside(site, "build")
    assert done.return_value == 1
    first = done.output.splitlines()[0]
    assert first == (
        f"STILL ONLINE: {story}: {REVOKED}; the site was not built because of what is named below: "
        "mend that, then build and deploy"
    )
    assert "BOD003" in done.output
    assert f"STILL ONLINE: {story}: {REVOKED}" in bedside(site, "doctor").output
    site.post("other", uid=UIDS[1])
    assert "left out" in bedside(site, "build").output
    assert f"STILL ONLINE: {story}: {REVOKED}" in bedside(site, "doctor").output  # not deployed yet
    deployed = bedside(site, "deploy", *HERE)
    assert deployed.return_value == 1  # it is gone, and what only people can do is listed
    assert "taken down" in deployed.output
    told = bedside(site, "doctor").output
    assert "STILL" not in told
    assert f"{story}: is left out, neither in output/ nor online: {REVOKED}" in told


def test_a_story_whose_file_was_removed(site: SmallSite, story: Path) -> None:
    """Deleting the file takes nothing off the site while the build fails: its page is named."""
    assert bedside(site, "deploy", *HERE).return_value == 0
    revoke(site)
    story.unlink()
    first = bedside(site, "build").output.splitlines()[0]
    assert first.startswith("STILL ONLINE: blog/story/index.html: its file was removed; ")


def test_what_no_record_tells_is_not_claimed(site: SmallSite, story: Path) -> None:
    """Without a deploy from this machine output/ is named; without a build it may be online."""
    revoke(site)
    first = bedside(site, "build").output.splitlines()[0]
    assert first.startswith(f"STILL ONLINE, if output/ is what the public sees: {story}: ")
    shutil.rmtree(site.root / "output")
    shutil.rmtree(site.root / "build")
    assert f"PERHAPS STILL ONLINE (no deploy is recorded here): {story}: " in (
        bedside(site, "doctor").output
    )
    assert "is not published" not in bedside(site, "doctor").output


def test_a_draft_without_its_consent_is_quiet(site: SmallSite) -> None:
    """A draft is never public: its consent is no concern of a build."""
    site.post("story", extra="status: draft\nconsent: C-GONE1")
    done = bedside(site, "build")
    assert done.return_value == 0, done.output
    assert "left out" not in done.output
    assert "Not public: 1 draft." in done.output
