"""Post to X with the practice's own app: OAuth 1.0a, one request a post, looked up before a repeat.

https://docs.x.com/x-api/posts/create-post and X's OpenAPI document 2.167 (read 2026-11-22). Each
request costs money (x_cost), so nothing is asked that need not be; the picture is the page's card.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import Any
from weakref import WeakKeyDictionary

import httpx
from oauthlib.oauth1 import Client

from bedside.errors import BedsideError
from bedside.platforms import x
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.credentials import secret_parts
from bedside.platforms.hosts import base_url
from bedside.platforms.matching import earliest, is_copy
from bedside.platforms.wire import Answer, ask, call, error_text, outcome_of

__all__ = ["XPublisher"]

_KEYS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
_SCAN_PAGES = 5  # of 20 posts, 0.001 dollars each: as far back as a look-up goes
_PARTLY = "X read only a part of the account's posts: look there yourself"
_PAGE = "20"
# The parameter that asks for a post's links has two names: the OpenAPI document of 2026-08-22 has
# the first, the guides of the same day the second.
_FIELDS = ("post.fields", "tweet.fields")
_NO_CREDITS = (
    "X has no credits left for your app: buy some at https://console.x.com and the next run goes on"
)
# Words of a 403 that every post would get: the account is held back, or the app may not post. Other
# 403s are of one post. https://developer.x.com/en/support/x-api/error-troubleshooting (read 2026-11-22)
_OF_ACCOUNT = (
    "suspended", "locked", "app permissions", "to access this feature", "subset of", "client app",
)  # fmt: skip


class XPublisher:
    """One account. The secret has four parts: the app's key and secret, the account's two tokens."""

    HOSTS: tuple[str, ...] = ("api.x.com",)
    NEEDS: tuple[str, ...] = (
        "monthly_cap_usd",
    )  # each post costs: off until somebody says how much
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def __init__(self) -> None:
        """Who the account is, is asked once a run: reading it costs."""
        self._ids: WeakKeyDictionary[httpx.Client, str] = WeakKeyDictionary()

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Post the text once."""
        text = announcement.text.text
        limit = session.account.max_characters or x.TEXT_LIMIT.value
        if x.length(text) > limit:
            return Rejected(reason=f"the text counts {x.length(text)}, X takes {limit}")
        answer = _signed(session, "POST", "/2/tweets", json={"text": text})
        return _posted(answer, session)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Read the account's own posts since there is the article and look for its address."""
        me = self._me(session)
        if isinstance(me, Unknown):
            return me
        since = earliest(announcement).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = {"max_results": _PAGE, "exclude": "replies,retweets", "start_time": since}
        for _ in range(_SCAN_PAGES):
            page = _page(session, f"/2/users/{me}/tweets", query)
            if isinstance(page, Unknown):
                return page
            for post in page.get("data") or []:
                if is_copy(announcement, str(post["id"]), _links(post), _words(post)):
                    return _sent(str(post["id"]))
            token = page.string("meta", "next_token")
            if not token:
                return NotFound() if _is_whole(page) else Unknown(reason=_PARTLY)
            query["pagination_token"] = token
        return Unknown(reason="the account has posted too much since then: look there yourself")

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the post; X says so itself, and reading it back would cost."""
        if not sent.remote_id.isdigit():
            return Rejected(reason="the copy was not sent by X's own API: delete it by hand")
        answer = _signed(session, "DELETE", f"/2/tweets/{sent.remote_id}")
        if not isinstance(answer, Answer):
            return answer
        if answer.status == httpx.codes.NOT_FOUND:
            return sent
        if bad := _refused(answer, session):
            return bad
        if answer.get("data", "deleted") is True:
            return sent
        return Unknown(reason=f"X did not say that the post is gone: {_said(answer)}")

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask who the account is; the tokens of OAuth 1.0a do not expire."""
        answer = _signed(session, "GET", "/2/users/me")
        if not isinstance(answer, Answer):
            return Deferred(reason=answer.reason)
        bad = _refused(answer, session)
        if isinstance(bad, Deferred | Unknown):
            return Deferred(reason=bad.reason)
        name = answer.string("data", "username")
        if bad or not name:
            return AccountHealth(problem=bad.reason if bad else _said(answer))
        # Not in today's documents, but sent with OAuth 1.0a answers: not verified on 2026-11-22.
        level = answer.headers.get("x-access-level", "")
        can_write = not level or "write" in level
        left = answer.headers.get("x-rate-limit-remaining", "")
        return AccountHealth(
            who=f"@{name}",
            problem="" if can_write else "the app may only read: give it Read and write at "
            "https://console.x.com, then make new access tokens",
            notes=(f"{left} requests left of this quarter of an hour",) if left else (),
        )  # fmt: skip

    def _me(self, session: Session) -> str | Unknown:
        if known := self._ids.get(session.client):
            return known
        me = _read(session, "/2/users/me", {})
        if isinstance(me, Unknown):
            return me
        found = me.string("data", "id")
        if not found.isdigit():
            return Unknown(reason=f"X did not say whose tokens these are: {_said(me)}")
        self._ids[session.client] = found
        return found


def _signed(
    session: Session, method: str, path: str, **options: Any
) -> Answer | Deferred | Unknown:
    """Make one signed request. A secret that lacks a part sends nothing."""
    try:
        server = base_url(session.account, XPublisher.HOSTS)
        keys = secret_parts(session.secret, session.account.id, *_KEYS)
    except BedsideError as error:
        return Deferred(reason=f"nothing was sent: {error}")
    url = str(httpx.URL(f"{server}{path}", params=options.pop("params", None)))
    client = Client(
        keys["consumer_key"], client_secret=keys["consumer_secret"],
        resource_owner_key=keys["access_token"],
        resource_owner_secret=keys["access_token_secret"],
    )  # fmt: skip
    _, headers, _ = client.sign(url, method)  # a JSON body is no part of the signature
    if method == "GET":
        return ask(session, url, headers=headers)
    return call(session, method, url, headers=headers, **options)


def _posted(answer: Answer | Deferred | Unknown, session: Session) -> Outcome:
    if not isinstance(answer, Answer):
        return answer
    said = _said(answer)
    if answer.status == httpx.codes.FORBIDDEN and "duplicate" in said.lower():
        return Unknown(reason=f"X has this text already, so it is looked for: {said}")
    if bad := _refused(answer, session):
        return bad
    found = answer.string("data", "id")
    return _sent(found) if found.isdigit() else Unknown(reason=f"no post in X's answer: {said}")


def _refused(answer: Answer, session: Session) -> Rejected | Deferred | Unknown | None:
    if answer.status == httpx.codes.PAYMENT_REQUIRED:
        return Rejected(reason=_NO_CREDITS, whole_account=True)
    bad = outcome_of(answer, session, "X")
    if isinstance(bad, Rejected) and answer.status == httpx.codes.FORBIDDEN:
        said = _said(answer)
        is_whole = any(words in said.lower() for words in _OF_ACCOUNT)
        return Rejected(reason=f"X refused it with HTTP 403: {said}", whole_account=is_whole)
    return bad


def _said(answer: Answer) -> str:
    """Return X's words; errors may stand in a list, also in an answer that is a success."""
    first = answer.string("errors", 0, "detail") or answer.string("errors", 0, "message")
    return " ".join(first.split()) or error_text(answer)


def _sent(remote_id: str) -> Sent:
    return Sent(remote_id=remote_id, url=f"https://x.com/i/web/status/{remote_id}")


def _read(session: Session, path: str, query: dict[str, str]) -> Answer | Unknown:
    answer = _signed(session, "GET", path, params=query)
    if not isinstance(answer, Answer):
        return Unknown(reason=f"looking failed: {answer.reason}")
    if answer.status != httpx.codes.OK:
        return Unknown(reason=f"looking failed with HTTP {answer.status}: {_said(answer)}")
    return answer


def _page(session: Session, path: str, query: dict[str, str]) -> Answer | Unknown:
    """Read one page of posts with their links; without the links nothing can be told."""
    page: Answer | Unknown = Unknown(reason="X gave no links of its posts: look there")
    for name in _FIELDS:
        found = _read(session, path, {**query, name: "entities"})
        if isinstance(found, Unknown):
            page = found
        elif all("https://t.co/" not in one["text"] or list(_links(one)) for one in _posts(found)):
            return found
    return page


def _is_whole(page: Answer) -> bool:
    """Tell whether X gave a list without leaving anything out: what it could not read is in `errors`."""
    count = page.get("meta", "result_count")
    return isinstance(count, int) and page.get("errors") is None


def _posts(page: Answer) -> list[dict[str, Any]]:
    return [one for one in page.get("data") or [] if isinstance(one, dict) and one.get("id")]


def _urls(post: dict[str, Any]) -> list[dict[str, Any]]:
    return (post.get("entities") or {}).get("urls") or []


def _links(post: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses that a post's shortened links lead to."""
    for url in _urls(post):
        yield from filter(None, (url.get("expanded_url"), url.get("unwound_url")))


def _words(post: dict[str, Any]) -> str:
    """Return the text as it was sent: X puts a short link of its own in the place of each."""
    text = str(post.get("text") or "")
    for url in _urls(post):
        text = text.replace(str(url.get("url")), str(url.get("expanded_url")))
    return text
