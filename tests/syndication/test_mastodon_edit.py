"""Editing a Mastodon status: words and picture, once more without harm, and never called done too early."""

import json
from pathlib import Path

import httpx
import pytest
from PIL import Image
from tests.syndication.test_mastodon_publisher import POSTED, URL, Server, announcement, ok

from bedside.platforms.base import Editor, NotFound, Outcome, Rejected, Sent, Unknown
from bedside.platforms.publishers import NO_UPDATE, PUBLISHERS

THERE = Sent(remote_id="7", url="https://social.example/@l/7")
TEXT = f"Flu shots {URL}"
ANSWER = {"id": "7", "url": THERE.url}
OLD = {"id": "x_0", "url": "https://social.example/l/s/8.png"}
NEW = {"id": "x_0", "url": "https://social.example/l/s/9.png"}  # as snac2 names it once attached
SOURCE = "GET /api/v1/statuses/7/source"


def edit(server: Server, card: Path | None = None) -> Outcome | NotFound:
    """Carry the announcement's words to status 7."""
    one = announcement(TEXT, card)
    return server.use(lambda publisher, session: publisher.update(THERE, one, session))


def test_an_edit_carries_words_language_and_the_picture(tmp_path: Path) -> None:
    """The picture goes up first; the status keeps its id, and no Idempotency-Key is sent."""
    card = tmp_path / "card.png"
    Image.new("RGB", (8, 8)).save(card)
    edited = ok(ANSWER | {"media_attachments": [{"id": "9"}]})
    server = Server({"PUT /api/v1/statuses/7": edited, "POST /api/v2/media": ok({"id": "9"}),
                     SOURCE: ok({"text": TEXT})})  # fmt: skip
    assert edit(server, card) == THERE
    (put,) = [one for one in server.asked if one.method == "PUT"]
    assert json.loads(put.content) == {"status": TEXT, "language": "en", "media_ids": ["9"]}
    assert "Idempotency-Key" not in put.headers


@pytest.mark.parametrize(
    ("answer", "source", "expected"),
    [
        (httpx.Response(404, json={"error": "Record not found"}), None, Rejected),
        (httpx.Response(503, json={"error": "later"}), None, Unknown),
        (httpx.Response(200, json={"error": "no"}), None, Unknown),
        (POSTED[0], httpx.Response(200, json={"text": "old words"}), Unknown),
        (POSTED[0], httpx.Response(404, json={}), Sent),
    ],
    ids=["gone", "503", "200 with an error", "shows the old words", "server without source"],
)  # fmt: skip
def test_only_what_shows_the_new_words_is_done(
    answer: httpx.Response, source: httpx.Response | None, expected: type
) -> None:
    """A server that cannot be asked for its source is believed."""
    server = Server({"PUT /api/v1/statuses/7": [answer], SOURCE: [source or answer]})
    assert isinstance(edit(server), expected)


@pytest.mark.parametrize(("uploaded", "shown", "expected"), [
    ("9.png", [OLD], Unknown),  # snac2 2.75 and 2.96 ran here on 2026-11-23: words change alone
    ("9.png", [], Unknown),
    ("9.png", [NEW, OLD], Unknown),
    ("9.png", [NEW], Sent),
    ("", [OLD], Unknown),
    ("", [], Sent),
])  # fmt: skip
def test_a_picture_that_is_not_seen_to_change_is_not_called_changed(
    uploaded: str, shown: list[dict[str, str]], expected: type, tmp_path: Path
) -> None:
    """A wrong title stands in the picture too: a person is told to look."""
    card = tmp_path / "card.png"
    Image.new("RGB", (8, 8)).save(card)
    server = Server({"PUT /api/v1/statuses/7": ok(ANSWER | {"media_attachments": shown}),
                     "POST /api/v2/media": ok({"id": uploaded}),
                     SOURCE: ok({"text": TEXT})})  # fmt: skip
    outcome = edit(server, card if uploaded else None)
    assert isinstance(outcome, expected)
    if isinstance(outcome, Unknown):
        assert "picture" in outcome.reason


def test_a_network_that_edits_gives_no_reason_why_it_does_not() -> None:
    """And those that are left to a person for a reason have no edit."""
    assert isinstance(PUBLISHERS["mastodon"], Editor)
    for name in NO_UPDATE:
        assert not isinstance(PUBLISHERS[name], Editor), name
