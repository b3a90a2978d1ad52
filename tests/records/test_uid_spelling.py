"""A uid is one uid however it is written, from the post's file to the ledger."""

from pathlib import Path

from tests.conftest import UIDS, SmallSite

from bedside.outbox import OutboxPage
from bedside.source import read_source


def test_small_letters_are_the_same_uid(site: SmallSite) -> None:
    """A uid typed in small letters names the post that the ledger knows, and no other."""
    path: Path = site.post("flu", uid=UIDS[0].lower())
    source = read_source(path, site.root / "content", site.project().practice.zone)
    assert source.meta
    assert source.meta.uid == UIDS[0]
    assert not source.mistakes


def test_an_outbox_of_an_earlier_build() -> None:
    """Small letters in an outbox are read as the same uid too."""
    assert OutboxPage(uid=UIDS[0].lower(), path="blog/flu/index.html").uid == UIDS[0]
