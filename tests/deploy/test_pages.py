"""The pages target: one commit without parent on a branch of a git remote."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deploy.small_site import BUILT, FLU, STORY, write_site

from bedside.deploy import pages
from bedside.deploy.base import Deployed, Place, Reason, Release
from bedside.deploy.command import run, scrub
from bedside.errors import BedsideError, DeployError
from bedside.practice import Deploy

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@a.example",
}  # fmt: skip


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def pages_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a practice's repository with a bare one as its remote."""
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    remote, work = tmp_path / "remote.git", tmp_path / "work"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(tmp_path, "init", "-q", "-b", "main", str(work))
    git(work, "remote", "add", "origin", str(remote))
    git(
        work,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@a",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "a",
    )
    git(work, "push", "-q", "origin", "main")
    return Place(target="pages", root=work, settings=Deploy(target="pages"),
                 url="https://larkfield.example")  # fmt: skip


def put(release: Release, place: Place) -> Deployed:
    return pages.put(release, place, pages.changes(release, place), BUILT)


def remote(place: Place) -> Path:
    return place.root.parent / "remote.git"


def test_one_commit_without_parent(pages_place: Place) -> None:
    """The branch holds the site, `.nojekyll` and `CNAME` in one commit, however often it is sent."""
    put(write_site(pages_place.root, (FLU,)), pages_place)
    done = put(write_site(pages_place.root, (FLU, STORY)), pages_place)
    assert git(remote(pages_place), "rev-list", "--count", "gh-pages") == "1"
    files = git(remote(pages_place), "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", "CNAME", "blog/story/index.html", ".well-known/bedside.json"} <= set(files)
    assert git(remote(pages_place), "show", "gh-pages:CNAME") == "larkfield.example"
    assert "blog/story/index.html" in done.changed
    assert "blog/flu/index.html" not in done.changed
    assert not [path for path in files if path.startswith("build/")]


def test_bytes_on_the_branch(pages_place: Place) -> None:
    """Every file on the branch has the bytes of the built one."""
    release = write_site(pages_place.root, (FLU,))
    put(release, pages_place)
    for path in ("cards/flu.png", "blog/flu/index.html"):
        shown = subprocess.run(
            ["git", "cat-file", "blob", f"gh-pages:{path}"], cwd=remote(pages_place), check=True,
            capture_output=True,
        ).stdout  # fmt: skip
        assert shown == (release.site / path).read_bytes()


def test_no_cname_on_the_hosts_own_address(pages_place: Place) -> None:
    """A site at name.github.io/repository needs no CNAME."""
    place = replace(pages_place, url="https://larkfield.github.io/site")
    put(write_site(place.root, (FLU,)), place)
    assert "CNAME" not in git(remote(place), "ls-tree", "--name-only", "gh-pages").splitlines()


def test_removed_files_leave_the_branch(pages_place: Place) -> None:
    """What the site dropped is reported as deleted and is not on the branch."""
    release = write_site(pages_place.root, (FLU, STORY))
    put(release, pages_place)
    (release.site / "blog/story/index.html").unlink()
    assert put(release, pages_place).deleted == ("blog/story/index.html",)
    assert "story/index" not in git(remote(pages_place), "ls-tree", "-r", "--name-only", "gh-pages")


def test_nothing_unchanged_is_sent(pages_place: Place) -> None:
    """The same site a second time makes no commit and no push."""
    release = write_site(pages_place.root, (FLU,))
    put(release, pages_place)
    tip = git(remote(pages_place), "rev-parse", "gh-pages")
    assert {one.reason for one in pages.changes(release, pages_place)} == {Reason.UNCHANGED}
    assert put(release, pages_place) == Deployed(release=tip[:12], changed=(), deleted=())
    assert git(remote(pages_place), "rev-parse", "gh-pages") == tip


def test_fresh_clone_knows_the_branch(pages_place: Place, tmp_path: Path) -> None:
    """A runner that cloned main alone still compares with what is online."""
    release = write_site(pages_place.root, (FLU,))
    put(release, pages_place)
    address = remote(pages_place).as_uri()
    git(tmp_path, "clone", "-q", "--depth=1", "-b", "main", "--single-branch", address, "runner")
    place = replace(pages_place, root=tmp_path / "runner")
    assert {one.reason for one in pages.changes(release, place)} == {Reason.UNCHANGED}


def test_another_push_meanwhile(pages_place: Place) -> None:
    """A branch that moved between comparing and pushing is not overwritten."""
    release = write_site(pages_place.root, (FLU,))
    changes = pages.changes(release, pages_place)
    original = pages._remote_tip

    def stale(place: Place) -> str:
        tip = original(place)
        git(place.root, "push", "-q", "origin", "main:gh-pages")
        return tip

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_remote_tip", stale)
        with pytest.raises(DeployError, match="pushing the site"):
            pages.put(release, pages_place, changes, BUILT)
    assert git(remote(pages_place), "rev-parse", "gh-pages") == git(
        pages_place.root, "rev-parse", "main"
    )


def test_the_branch_that_is_checked_out(pages_place: Place) -> None:
    """The sources' own branch is never replaced by the site."""
    place = replace(pages_place, settings=Deploy(target="pages", branch="main"))
    release = write_site(place.root, (FLU,))
    with pytest.raises(BedsideError, match="main is checked out here"):
        put(release, place)
    assert git(remote(place), "log", "--format=%s", "main") == "a"


@pytest.mark.parametrize("branch", ["--mirror", "a b", "../up", "-f", ""])
def test_branch_names_that_are_options(pages_place: Place, branch: str) -> None:
    """A branch that git could read as an option is refused before git runs."""
    place = replace(pages_place, settings=Deploy(target="pages", branch=branch))
    with pytest.raises(BedsideError, match=r"deploy\.branch"):
        pages.changes(write_site(place.root, (FLU,)), place)


def test_no_repository(tmp_path: Path) -> None:
    """Outside a git repository the message is git's own, without a traceback."""
    place = Place(target="pages", root=tmp_path, settings=Deploy(target="pages"), url="https://a.b")
    with pytest.raises(DeployError, match="asking the remote: git ended with 128"):
        pages.changes(write_site(tmp_path, (FLU,)), place)


def test_logins_are_never_printed(pages_place: Place) -> None:
    """The token in a remote's address is in no message."""
    token = "ghp_" + "x" * 20
    git(pages_place.root, "remote", "set-url", "origin", f"https://bot:{token}@127.0.0.1:9/a.git")
    with pytest.raises(DeployError) as caught:
        pages.changes(write_site(pages_place.root, (FLU,)), pages_place)
    assert token not in str(caught.value)


def test_scrub() -> None:
    """Logins in addresses and authorization headers are starred out."""
    text = "fatal: https://bot:secret@host/a.git AUTHORIZATION: basic c2VjcmV0"
    assert scrub(text) == "fatal: https://***@host/a.git AUTHORIZATION: basic ***"


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    """A missing program is named, with what to do."""
    with pytest.raises(BedsideError, match="no-such-program: not installed"):
        run(["no-such-program"], tmp_path, "trying")
