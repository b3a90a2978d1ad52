"""What the public site knew of the ledger outlives a build that found an older one, or none."""

from datetime import timedelta

import httpx
import pytest
from tests.deploy.small_site import BUILT, Host, Reply

from bedside.checks.receipt import load_receipt
from bedside.deploy.base import Release
from bedside.deploy.kept_mark import keep_mark
from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.files import read_text, sha256_file, write_atomic

ONLINE = PublishedMark(ledger="L", mark=20, chain="c", settled="bcdf", paused=BUILT, built_at=BUILT)
LATER = BUILT + timedelta(hours=1)


def build(release: Release, mark: PublishedMark) -> None:
    """Let the build have found a ledger with this mark."""
    file = release.site / MARK_PATH
    write_atomic(file, mark_json(mark))
    receipt = load_receipt(release.receipt)
    assert receipt
    files = receipt.files | {MARK_PATH: sha256_file(file)}
    write_atomic(release.receipt, receipt.model_copy(update={"files": files}).model_dump_json())


@pytest.mark.parametrize(
    ("own", "is_kept"),
    [
        (PublishedMark(outbox_sha256="new", built_at=LATER), True),
        (PublishedMark(ledger="L", mark=10, outbox_sha256="new", built_at=LATER), True),
        (PublishedMark(ledger="M", mark=30, outbox_sha256="new", built_at=LATER), True),
        (PublishedMark(ledger="L", mark=21, outbox_sha256="new", built_at=LATER), False),
    ],
)
def test_the_mark_that_knows_more_stays_online(
    host: Host, client: httpx.Client, release: Release, own: PublishedMark, *, is_kept: bool
) -> None:
    """With the pause and what is settled; only the outbox is the new build's, and the receipt vouches for it."""
    build(release, own)
    host.twist = lambda _path, _count: Reply(body=mark_json(ONLINE).encode())
    assert keep_mark(release, client, host.url) is is_kept
    file = release.site / MARK_PATH
    there = PublishedMark.model_validate_json(read_text(file))
    assert there == (ONLINE.model_copy(update={"outbox_sha256": "new"}) if is_kept else own)
    receipt = load_receipt(release.receipt)
    assert receipt
    assert receipt.files[MARK_PATH] == sha256_file(file)


@pytest.mark.parametrize("status", [404, 500])
def test_a_site_that_names_no_ledger_stops_nothing(
    host: Host, client: httpx.Client, release: Release, status: int
) -> None:
    """Before the first deploy, or while it is down."""
    host.twist = lambda _path, _count: Reply(status=status)
    before = read_text(release.site / MARK_PATH)
    assert not keep_mark(release, client, host.url)
    assert read_text(release.site / MARK_PATH) == before


def test_a_mark_that_nobody_vouches_for_is_left_to_the_gate(
    host: Host, client: httpx.Client, release: Release
) -> None:
    """It is not made good by the way."""
    build(release, PublishedMark(ledger="L", mark=10))
    (release.site / MARK_PATH).write_text("{}")
    host.twist = lambda _path, _count: Reply(body=mark_json(ONLINE).encode())
    assert not keep_mark(release, client, host.url)
    assert read_text(release.site / MARK_PATH) == "{}"
