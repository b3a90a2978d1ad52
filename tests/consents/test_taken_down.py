"""A consent ends: story, picture and each reuse leave a real build and deploy, and the rest goes on."""

from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite
from tests.consents.conftest import FLAGS, Run

from bedside.consents import load_consents
from bedside.evidence.chain import read_evidence

SERVE = ("deploy", "--target", "folder", "--serve")
LATER = "2026-11-22T09:00"


def everything(root: Path) -> bytes:
    """Return all bytes that are online, kept as an older release, or left in the build folder."""
    files = [*(root / "build").rglob("*"), *(root / "output").rglob("*")]
    return b"\n".join(
        str(one).encode() + one.read_bytes()
        for one in files
        if one.is_file() and not one.is_symlink()
    )


@pytest.fixture
def shown(site: SmallSite, run: Run) -> str:
    """Put a story, its picture and a reuse of the picture online; return the consent's id."""
    picture = site.picture("smile.png", "#a01020")
    site.post("told", uid=UIDS[1], body="Once upon a heart.\n\n![A smile](../images/smile.png)")
    flags = [*FLAGS, "--posts", f"{UIDS[1]},{UIDS[2]}", "--images", "images/smile.png"]
    assert run("consent", "add", *flags).exception is None
    name = load_consents(site.root / "consents.toml").consents[0].id
    site.post("told", uid=UIDS[1], extra=f"consent: {name}\nimage_status: patient",
              body="Once upon a heart.\n\n![A smile](../images/smile.png)")  # fmt: skip
    site.post("again", uid=UIDS[2], extra=f"consent: {name}\nimage_status: patient",
              body="A second use.\n\n![The same smile](../images/smile.png)")  # fmt: skip
    site.post("rest", uid=UIDS[3], body="Wash your hands.")
    built = run("build")
    assert built.return_value == 0, built.output
    assert run(*SERVE).return_value == 0
    assert picture.name in everything(site.root).decode(errors="replace")
    return name


def test_all_of_it_leaves_and_people_are_told_the_rest(
    site: SmallSite, run: Run, shown: str
) -> None:
    """Build and deploy end with 1; page, picture and reuse are gone from every kept release."""
    run("consent", "revoke", shown, "--on", "2026-11-22")
    built = run("build", now=LATER)
    assert built.return_value == 1
    done = run(*SERVE, now=LATER)
    assert done.return_value == 1, done.output
    assert "removed and gone" in done.output
    for words in ("taken down: ", "posts/told.md", "posts/again.md", "blog/told/", "blog/again/",
                  "images/smile.png", "Google", "Internet Archive"):  # fmt: skip
        assert words in done.output, words
    left = everything(site.root)
    assert b"Once upon a heart" not in left
    assert b"blog/told/" not in left
    assert b"smile.png" not in left
    assert b"Wash your hands" in left
    assert (
        run(*SERVE, now=LATER).return_value == 0
    )  # what went is said once; the build goes on saying it


def test_a_deleted_file_is_followed_up_too(site: SmallSite, run: Run, shown: str) -> None:
    """Who deletes the post instead of waiting for the build gets the same list."""
    run("consent", "revoke", shown, "--on", "2026-11-22")
    for name in ("told", "again"):
        (site.root / "content" / "posts" / f"{name}.md").unlink()
    assert run("build", now=LATER).return_value == 0
    done = run(*SERVE, now=LATER)
    assert done.return_value == 1
    assert "https://larkfield.example/blog/told/" in done.output


@pytest.mark.usefixtures("shown")
def test_the_end_is_said_30_and_7_days_before(run: Run) -> None:
    """Build, check and doctor say it; none of them fails for it."""
    for now, said in (
        ("2027-10-05T08:00", "in 27 days"),
        ("2027-10-27T08:00", "THIS WEEK: consent"),
    ):
        built = run("build", now=now)
        assert built.return_value == 0, built.output
        assert said in built.output
        assert said in run("check", now=now).output
        assert said in run("doctor", now=now).output
    assert "in 27 days" not in run("build", now="2026-12-01T08:00").output


@pytest.mark.usefixtures("shown")
def test_a_proof_on_this_machine_is_no_evidence(site: SmallSite) -> None:
    """What was never public is not recorded as deployed."""
    kinds = {one.kind for one in read_evidence(site.root / "evidence").entries}
    assert kinds == {"consent"}
