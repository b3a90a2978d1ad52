"""What allowed.toml lets stand in a document may stand on the page made from it, and nowhere else."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.checks_site.test_site_gate import HEAD, WORDS

from bedside.checks.allowed import KEY_VARIABLE, Target, fingerprint
from bedside.checks.model import Context
from bedside.checks.site import check_site
from bedside.consents import Consents
from bedside.errors import BedsideError
from bedside.post import Post
from bedside.practice import Practice

KEY = "a-key-for-tests-only-0123456789"
NUMBER = "617-555-0199"


def build(folder: Path, posts: tuple[Post, ...], body: str) -> Path:
    """Write a site with one post's page, and a practice around it."""
    root = folder / "output"
    (folder / "practice.toml").touch()
    page = root / "blog" / "example" / "index.html"
    page.parent.mkdir(parents=True)
    head = HEAD.format(title="A", path="blog/example/", extra="")
    page.write_text(f"{head}<h1>A</h1><p>{body}</p><aside>{WORDS}</aside>")
    return root


def allow(folder: Path, uid: str) -> None:
    mac = fingerprint(KEY.encode(), Target("PHI004", uid, "body", 1), NUMBER)
    (folder / "allowed.toml").write_text(
        f'[[allowed]]\ncode = "PHI004"\nuid = "{uid}"\nsurface = "body"\nhmac = "{mac}"\n'
        'owner = "Elena Marsh"\nsecond = "Priya Raman"\nreason = "the food shelf\'s own"\n'
        "date = 2026-11-01\nexpires = 2027-06-30\n"
    )


def found(root: Path, posts: tuple[Post, ...], practice: Practice, now: datetime) -> list[str]:
    context = Context(practice=practice, consents=Consents(), now=now)
    report = check_site(root, posts[:1], practice, context)
    return [one.code for one in report.findings if one.code.startswith("PHI")]


def test_it_may_stand_on_its_own_page(
    tmp_path: Path, posts: tuple[Post, ...], practice: Practice, now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """An entry for the post holds for its page; one for another post, or another number, does not."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    root = build(tmp_path, posts, f"Ring {NUMBER} for the food shelf.")
    assert found(root, posts, practice, now) == ["PHI004"]
    allow(tmp_path, posts[0].uid)
    assert found(root, posts, practice, now) == []
    allow(tmp_path, "01M639AAAAAAAAAAAAAAAAAAAA")
    assert found(root, posts, practice, now) == ["PHI004"]


def test_without_the_key_the_site_is_not_judged(
    tmp_path: Path, posts: tuple[Post, ...], practice: Practice, now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A build or deploy without the key stops: nobody can tell what was allowed."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    root = build(tmp_path, posts, "Rest.")
    allow(tmp_path, posts[0].uid)
    with pytest.raises(BedsideError, match=KEY_VARIABLE):
        found(root, posts, practice, now)
