"""Records of the site and its articles on a real PDS: made once, named by the card, gone with the post."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from tests.servers.pds_server import PdsServer

from bedside.platforms import bluesky as wording
from bedside.platforms.base import (
    Announcement,
    Deferred,
    Outcome,
    Rejected,
    Sent,
    Session,
    ShareText,
)
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.tid import tid_of
from bedside.platforms.wire import new_client
from bedside.practice import Account
from bedside.uid import mint_uid

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def announcement(slot: str = "announce", uid: str = "") -> Announcement:
    text = ShareText(platform="bluesky", text="Flu shots", length=9, limit=wording.TEXT_LIMIT)
    uid = uid or mint_uid(datetime.now(UTC))
    return Announcement(
        uid=uid, platform="bluesky", account="bsky", slot=slot, text=text,
        url=f"https://larkfield.example/blog/{uid.lower()}/", title="Flu", description="Who needs one",
        lang="en", published=NOW, card=None,
    )  # fmt: skip


def records(pds: PdsServer, collection: str) -> dict[str, dict[str, Any]]:
    """Return address -> record of a collection, as a stranger sees it."""
    answer = httpx.get(
        f"{pds.url}/xrpc/com.atproto.repo.listRecords", timeout=30, trust_env=False,
        params={"repo": pds.did, "collection": collection, "limit": "100"},
    )  # fmt: skip
    return {one["uri"]: one for one in answer.raise_for_status().json()["records"]}


@pytest.fixture
def session(pds: PdsServer, allow: Callable[..., None]) -> Any:
    """Return a function that opens a session of an account whose publication has the given name."""
    allow(pds.url)

    def opened(name: str) -> Session:
        account = Account(
            id="bsky", platform="bluesky", handle=pds.handle, api=pds.url, secret_env="X",
            standard_site=name,
        )  # fmt: skip
        return Session(account=account, client=new_client(), secret=pds.password, now=lambda: NOW)

    return opened


def test_a_post_names_the_records_of_site_and_article(
    pds: PdsServer, session: Callable[[str], Session]
) -> None:
    """Two posts of one site share its record; a second try makes nothing new; each card has both."""
    publisher, mine = BlueskyPublisher(), session("Larkfield Family Practice")
    one, other = announcement(), announcement()
    with mine.client:
        first = publisher.publish(one, mine)
        assert isinstance(first, Sent)
        assert publisher.publish(one, mine) == first
        assert isinstance(publisher.publish(other, mine), Sent)
    (publication,) = records(pds, "site.standard.publication").values()
    assert publication["value"]["name"] == "Larkfield Family Practice"
    assert publication["value"]["url"] == "https://larkfield.example"
    documents = records(pds, "site.standard.document")
    mine_only = [one for one in documents.values() if one["value"]["title"] == "Flu"]
    assert len(mine_only) == 2
    post = records(pds, "app.bsky.feed.post")[first.remote_id]
    refs = post["value"]["embed"]["external"]["associatedRefs"]
    assert refs[1] == {"uri": publication["uri"], "cid": publication["cid"]}
    document = documents[refs[0]["uri"]]
    assert document["cid"] == refs[0]["cid"]
    value = document["value"]
    assert (
        value["site"] + value["path"]
        == f"{publication['uri']}{one.url.removeprefix('https://larkfield.example')}"
    )
    assert value["publishedAt"] == "2026-11-22T12:00:00.000Z"


def test_the_article_s_record_goes_with_the_post(
    pds: PdsServer, session: Callable[[str], Session]
) -> None:
    """Also when the setting was turned off in between; the site's record stays."""
    publisher, one = BlueskyPublisher(), announcement()
    with session("Larkfield").client as client:
        mine = Session(
            account=session("Larkfield").account, client=client, secret=pds.password,
            now=lambda: NOW,
        )  # fmt: skip
        sent = publisher.publish(one, mine)
        assert isinstance(sent, Sent)
    before = records(pds, "site.standard.document")
    off = session("")
    with off.client:
        assert publisher.delete(sent, off) == sent
        assert publisher.delete(sent, off) == sent
    after = records(pds, "site.standard.document")
    assert len(before) - len(after) == 1
    assert sent.remote_id not in records(pds, "app.bsky.feed.post")
    assert records(pds, "site.standard.publication")


def test_without_the_setting_nothing_but_the_post_is_made(
    pds: PdsServer, session: Callable[[str], Session]
) -> None:
    """The card names no records."""
    before, mine = records(pds, "site.standard.document"), session("")
    with mine.client:
        sent = BlueskyPublisher().publish(announcement(), mine)
    assert isinstance(sent, Sent)
    post = records(pds, "app.bsky.feed.post")[sent.remote_id]
    assert "associatedRefs" not in post["value"]["embed"]["external"]
    assert records(pds, "site.standard.document") == before


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(500, json={"error": "InternalServerError"}), Deferred),
        (httpx.Response(400, json={"error": "InvalidRequest", "message": "no"}), Rejected),
        (httpx.Response(200, json={}), Deferred),
    ],
)
def test_no_post_goes_out_before_its_records_are_there(answer: httpx.Response, kind: type) -> None:
    """A failure leaves nothing posted, and says which setting it was."""
    asked: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request.content.decode())
        is_login = request.url.path.endswith("createSession")
        return (
            httpx.Response(200, json={"did": "did:plc:a", "accessJwt": "t"}) if is_login else answer
        )

    account = Account(
        id="bsky", platform="bluesky", handle="larkfield.example", secret_env="X",
        standard_site="Larkfield",
    )  # fmt: skip
    with httpx.Client(transport=httpx.MockTransport(reply)) as client:
        session = Session(account=account, client=client, secret="pass", now=lambda: NOW)
        outcome: Outcome = BlueskyPublisher().publish(announcement(), session)
    assert type(outcome) is kind
    assert not [one for one in asked if "app.bsky.feed.post" in one]


def test_a_key_without_a_time_is_a_tid() -> None:
    """Thirteen characters of its alphabet, the same every time, another for other words."""
    assert tid_of("a") == tid_of("a") != tid_of("b")
    assert len(tid_of("a")) == 13
    assert set(tid_of("a")) <= set("234567abcdefghijklmnopqrstuvwxyz")
