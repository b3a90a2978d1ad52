"""The mark on the public site: written by a build, read before announcing."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.deploy.small_site import Host, Reply

from bedside.deploy.mark import PublishedMark, mark_json, read_mark
from bedside.errors import DeployError

MARK = PublishedMark(
    ledger="01M2", mark=7, outbox_sha256="ab", built_at=datetime(2026, 11, 22, tzinfo=UTC)
)


def test_there_and_back(host: Host, client: httpx.Client, tmp_path: Path) -> None:
    """What a build writes is what a later run reads from the public site."""
    host.site = tmp_path / "site"
    (host.site / ".well-known").mkdir(parents=True)
    (host.site / ".well-known" / "bedside.json").write_text(mark_json(MARK))
    assert read_mark(client, host.url) == MARK


@pytest.mark.parametrize("status", [404, 410])
def test_no_mark(host: Host, client: httpx.Client, status: int) -> None:
    """A site that answers 404 or 410 has no mark: it was never deployed by us."""
    host.twist = lambda _path, _count: Reply(status=status)
    assert read_mark(client, host.url) is None


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(body=b"<html>please log in</html>"),
        Reply(body=b'{"mark": -1}'),
        Reply(status=302, headers={"Location": "https://login.example/"}),
    ],
)
def test_a_mark_that_cannot_be_read(host: Host, client: httpx.Client, reply: Reply) -> None:
    """An answer that is neither a mark nor a clear no is an error, never taken for a first run."""
    host.twist = lambda _path, _count: reply
    with pytest.raises(DeployError, match=r"\.well-known/bedside\.json"):
        read_mark(client, host.url)
