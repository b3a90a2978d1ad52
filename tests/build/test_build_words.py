"""What a build says at its end: every post that is not public, by name, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import UIDS, SmallSite

from bedside.cli import cli


def bedside(site: SmallSite, *arguments: str) -> Result:
    """Run the command and return what it printed."""
    command = ["--practice", str(site.root / "practice.toml"), *arguments]
    return CliRunner().invoke(cli, command, standalone_mode=False)


@pytest.fixture
def told(site: SmallSite) -> Callable[[str], str]:
    """Return a function that finds the line about a post in a build's output."""
    site.post("public", uid=UIDS[0])
    site.post("a-draft", uid=UIDS[1], extra="status: draft")
    site.post("later-on", uid=UIDS[2], date="2027-01-11 08:00")
    site.post("staff-only", uid=UIDS[3], extra="status: hidden")
    site.post("over-now", uid=UIDS[4], extra="expires: 2026-11-01 12:00")
    site.post("a-story", uid=UIDS[5], extra="consent: C-GONE1")
    done = bedside(site, "build", "--now", "2026-11-22T08:00")
    assert done.return_value == 1, done.output  # a post was left out

    def find(words: str) -> str:
        (line,) = [one for one in done.output.splitlines() if words in one]
        return line

    return find


def test_each_post_that_is_not_public_is_named(told: Callable[[str], str]) -> None:
    """Draft, scheduled with title and date, hidden, expired, withheld with its reason; counts first."""
    assert told("Not public:") == (
        "Not public: 1 withheld, 1 expired, 1 scheduled, 1 draft, 1 hidden."
    )
    assert told("a-draft.md").startswith("  draft")
    assert '2027-01-11 08:00  "Later on"' in told("later-on.md")
    assert told("staff-only.md").startswith("  hidden")
    assert told("over-now.md").endswith("ended 2026-11-01 12:00")
    assert "left out: consent C-GONE1 is not in consents.toml" in told("left out")
    assert Path(told("a-draft.md").split()[1]).name == "a-draft.md"


def test_warnings_are_counted(site: SmallSite) -> None:
    """A site that was built with remarks says how many and where to read them."""
    site.post("public", uid=UIDS[0], body="Wash your hands before you eat.")
    line = bedside(site, "build", "--now", "2026-11-22T08:00").output.splitlines()[0]
    assert line.startswith("Built ")
    assert line.endswith(("; no warnings.", "see `bedside check`."))


def test_a_scheduled_post_that_will_stop_the_build_is_named(site: SmallSite) -> None:
    """The others are built; its day, its path and the command are said, nothing of its text."""
    site.post("public", uid=UIDS[0])
    later = {"date": "2026-11-29 08:00", "body": "Her SSN is 219-09-9999. See [it](nowhere.md)."}
    path = site.post("later-on", uid=UIDS[1], **later)
    site.post("fine", uid=UIDS[2], date="2026-11-28 08:00", body="See [it](public.md).")
    done = bedside(site, "build", "--now", "2026-11-22T08:00")
    assert done.return_value == 0, done.output
    said = (
        f"scheduled 2026-11-29 08:00 {path}: 3 findings will stop the build on that day: "
        f"bedside check {path}"
    )
    assert said in done.output.splitlines()
    assert "no warnings" not in done.output
    assert "219-09-9999" not in done.output
    assert done.output.count("will stop the build") == 1
    assert f"problem {said}" in bedside(site, "doctor", "--now", "2026-11-22T08:00").output
    assert bedside(site, "build", "--now", "2026-11-29T08:00").return_value == 1


def test_a_preview_that_is_removed_is_told(site: SmallSite) -> None:
    """It showed what the site was; nobody looks for it in vain."""
    site.post("public", uid=UIDS[0])
    assert "build/preview/" not in bedside(site, "build", "--now", "2026-11-22T08:00").output
    (site.root / "build" / "preview").mkdir()
    again = bedside(site, "build", "--fresh", "--now", "2026-11-22T08:00").output
    assert "build/preview/ showed the site before this build and is gone" in again


def test_what_an_edition_lacks_is_told(make_site: Callable[..., SmallSite]) -> None:
    """A shelf without a Spanish name: a build counts it, a check says which texts and where they belong."""
    site = make_site(spanish=True)
    site.post("public", uid=UIDS[0])
    file = site.root / "practice.toml"
    text = file.read_text("utf-8")
    line = next(one for one in text.splitlines() if "Noticias del consultorio" in one)
    file.write_text(text.replace(line, ""), encoding="utf-8")
    said = bedside(site, "build", "--now", "2026-11-22T08:00").output
    assert "1 warning: see `bedside check`" in said
    told = bedside(site, "check").output
    assert "FRM022" in told
    assert "2 texts of the practice's facts still stand in `en`" in told
