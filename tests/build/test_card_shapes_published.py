"""Shapes of pictures that the practice's accounts need: drawn, proven online, in what is sent."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bedside.building import Announced, build_site
from bedside.checks.receipt import load_receipt
from bedside.clock import parse_time
from bedside.deploy.verify import expected
from bedside.outbox import load_outbox
from bedside.project import Project
from bedside.syndication.announcements import announcement_for, payload_hash
from bedside.syndication.model import Key

ACCOUNTS = """
[[accounts]]
id = "insta"
platform = "instagram"
handle = "larkfield"
status = "manual"
[[accounts]]
id = "pins"
platform = "pinterest"
handle = "larkfield"
status = "{status}"
"""
UID = "01M610AAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def build(make_site: Callable[..., Any]) -> Callable[[str], Project]:
    """Return a function that builds one small site whose Pinterest account has the given status."""
    site = make_site()
    site.post("flu-shots", uid=UID)
    site.post("hidden-words", uid=UID[:-1] + "B", extra="syndicate: false")
    facts = (site.root / "practice.toml").read_text()

    def made(status: str) -> Project:
        (site.root / "practice.toml").write_text(facts + ACCOUNTS.format(status=status))
        project: Project = site.project()
        build_site(project, parse_time("2026-11-22 12:00", project.practice.zone), Announced())
        return project

    return made


def test_only_the_shapes_that_accounts_use_are_drawn(build: Callable[[str], Project]) -> None:
    """A manual account counts, a retired one does not; a post that goes nowhere has none."""
    by_uid = {one.uid: one for one in load_outbox(build("retired").outbox).posts}
    assert set(by_uid[UID].pictures) == {"portrait"}
    assert not by_uid[UID[:-1] + "B"].pictures
    project = build("manual")
    pictures = load_outbox(project.outbox).posts[0].pictures
    assert set(pictures) == {"pin", "portrait"}
    with Image.open(project.output / pictures["pin"].path) as pin:
        assert pin.size == (pictures["pin"].width, pictures["pin"].height) == (1000, 1500)
    build("retired")
    assert not list(project.output.glob("cards/*-pin-*"))
    assert not [one for one in (project.build / "cards").glob("*.jpg") if "pin" in one.name]


def test_they_are_in_the_receipt_proven_online_and_sent(build: Callable[[str], Project]) -> None:
    """One file, one hash: the receipt's, the outbox's, and what an announcement carries."""
    project = build("manual")
    outbox, receipt = load_outbox(project.outbox), load_receipt(project.receipt)
    assert receipt is not None
    for shape, picture in outbox.posts[0].pictures.items():
        assert receipt.files[picture.path] == picture.sha256
        assert picture.path in {one.path for one in expected(outbox, project.output)}
        key = Key(uid=UID, platform="mastodon", account="mastodon", slot="announce")
        sent = announcement_for(key, outbox, project.output).pictures[shape]
        assert sent.file.is_file()
        assert sent.url == f"https://larkfield.example/{picture.path}"
        assert sent.alt == picture.alt != ""
        assert sent.size == (picture.width, picture.height)


def test_what_is_claimed_covers_the_pictures(build: Callable[[str], Project]) -> None:
    """Another picture is another payload."""
    project = build("manual")
    key = Key(uid=UID, platform="mastodon", account="mastodon", slot="announce")
    one = announcement_for(key, load_outbox(project.outbox), project.output)
    other = {shape: replace(picture, sha256="0" * 64) for shape, picture in one.pictures.items()}
    assert payload_hash(one) != payload_hash(replace(one, pictures=other))
    assert isinstance(one.pictures["pin"].file, Path)
