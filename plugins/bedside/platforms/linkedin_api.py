"""Post to a LinkedIn page: words and a card of our own making, since LinkedIn reads no page for it.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api and
/images-api (views of 2026, read 2026-11-22).
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

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
from bedside.platforms.hosts import allowed_by_environment
from bedside.platforms.linkedin_text import little, plain
from bedside.platforms.linkedin_version import version_note, version_problem
from bedside.platforms.linkedin_wire import (
    HOSTS,
    author_of,
    refused,
    request,
    token_facts,
    token_of,
)
from bedside.platforms.matching import earliest, is_copy
from bedside.platforms.wire import Answer, call, error_text

__all__ = ["LinkedInPublisher"]

_SCOPES = ("r_organization_social", "w_organization_social")
_SCAN_PAGES = 5  # of 100 posts, newest first
_PAGE = 100


class LinkedInPublisher:
    """One page, `target`. The secret is an access token, or a JSON object with the app's id and secret."""

    HOSTS: tuple[str, ...] = HOSTS
    NEEDS: tuple[str, ...] = ("target", "api_version")
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Upload the card, then post once; the id comes in a header."""
        if problem := version_problem(session.account.api_version):
            return Deferred(reason=problem)
        thumbnail = _thumbnail(announcement, session)
        if isinstance(thumbnail, Deferred | Rejected):
            return thumbnail
        body = _body(announcement, session, thumbnail)
        return _posted(request(session, "POST", "/rest/posts", json=body), session)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Read the page's own posts, newest first, until those older than the article."""
        for page in range(_SCAN_PAGES):
            found = _page(session, page * _PAGE, _PAGE)
            if isinstance(found, Unknown):
                return found
            posts = found.get("elements")
            if not isinstance(posts, list):
                return Unknown(reason="the page's posts could not be read back")
            for post in posts:
                urn, words = str(post["id"]), plain(str(post.get("commentary") or ""))
                if is_copy(announcement, urn, [_source(post)], words):
                    return _sent(urn)
            if posts and _created(posts[-1]) < earliest(announcement):
                return NotFound()
            if not _goes_on(found, posts, page * _PAGE):
                return NotFound()
            if not posts:
                return Unknown(reason="the page's posts could not be read to the end")
        return Unknown(reason="the page has posted too much since then: look there yourself")

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the post; LinkedIn answers 204 also when it was gone."""
        if not sent.remote_id.startswith("urn:li:"):
            return Rejected(reason="the copy was not sent by LinkedIn's own API: delete it by hand")
        path = f"/rest/posts/{quote(sent.remote_id, safe='')}"
        answer = request(session, "DELETE", path, method="DELETE")
        if not isinstance(answer, Answer):
            return answer
        bad = refused(answer, session)
        if bad and answer.status != httpx.codes.NOT_FOUND:
            return bad
        left = request(session, "GET", path)
        if isinstance(left, Answer) and left.status == httpx.codes.OK:
            return Unknown(reason="LinkedIn still shows the post: delete it by hand")
        return sent

    def update(self, sent: Sent, announcement: Announcement, session: Session, /) -> Outcome:
        """Change the words above the card; the card itself cannot be changed."""
        if not sent.remote_id.startswith("urn:li:"):
            return Rejected(reason="the copy was not sent by LinkedIn's own API: change it by hand")
        patch = {"patch": {"$set": {"commentary": little(announcement.text.text)}}}
        path = f"/rest/posts/{quote(sent.remote_id, safe='')}"
        answer = request(session, "POST", path, method="PARTIAL_UPDATE", json=patch)
        if not isinstance(answer, Answer):
            return answer
        return refused(answer, session) or sent

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Read one post with the token, and ask what the token may do where the secret allows it."""
        version, today = session.account.api_version, session.now().date()
        if problem := version_problem(version):
            return AccountHealth(problem=problem)
        answer = request(
            session, "GET", f"/rest/posts?{_query(session, 0, 1)}", method="FINDER"
        )  # fmt: skip
        bad = refused(answer, session) if isinstance(answer, Answer) else answer
        if isinstance(bad, Deferred | Unknown):
            return Deferred(reason=bad.reason)
        scopes, expires, notes = token_facts(session)
        missing = tuple(one for one in _SCOPES if scopes and one not in scopes)
        if isinstance(answer, Answer) and answer.status == httpx.codes.FORBIDDEN:
            bad, missing = None, missing or _SCOPES[:1]  # it may still post, and cannot look
        old = version_note(version, today)
        return AccountHealth(
            who=f"{session.account.handle} (organization {session.account.target})",
            problem=bad.reason if bad else "", scopes=scopes, expires=expires,
            missing_scopes=missing,
            notes=(*notes, *([old] if old else [])),
        )  # fmt: skip


def _body(announcement: Announcement, session: Session, thumbnail: str) -> dict[str, Any]:
    article = {
        "source": announcement.text.link or announcement.url,
        "title": announcement.title, "description": announcement.description,
    }  # fmt: skip
    if thumbnail:
        article["thumbnail"] = thumbnail
    return {
        "author": author_of(session), "commentary": little(announcement.text.text),
        "visibility": "PUBLIC", "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": False,
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [],
                         "thirdPartyDistributionChannels": []},
        "content": {"article": article},
    }  # fmt: skip


def _goes_on(found: Answer, posts: list[Any], start: int) -> bool:
    """Tell whether LinkedIn says that it has more posts: a page may be short before the last."""
    links, total = found.get("paging", "links"), found.get("paging", "total")
    rows = links if isinstance(links, list) else []
    has_next = any(isinstance(one, dict) and one.get("rel") == "next" for one in rows)
    return (
        has_next or len(posts) >= _PAGE or (not posts and isinstance(total, int) and total > start)
    )


def _thumbnail(announcement: Announcement, session: Session) -> str | Deferred | Rejected:
    """Return the name of the uploaded card, nothing without one; nothing is public yet."""
    if announcement.card is None:
        return ""
    begun = request(
        session, "POST", "/rest/images?action=initializeUpload",
        json={"initializeUploadRequest": {"owner": author_of(session)}},
    )  # fmt: skip
    if failed := _not_uploaded(begun, session):
        return failed
    assert isinstance(begun, Answer)
    url, image = begun.string("value", "uploadUrl"), begun.string("value", "image")
    if not image or not _is_linkedins(url):
        return Deferred(reason="the card was not uploaded: LinkedIn named no place for it")
    headers = {"Authorization": f"Bearer {token_of(session)}"}
    put = call(session, "PUT", url, content=announcement.card.read_bytes(), headers=headers)
    if failed := _not_uploaded(put, session):
        return failed
    assert isinstance(put, Answer)
    if put.data:  # what was stored is answered with nothing
        return Deferred(reason=f"the card was not uploaded: {error_text(put)}")
    return image


def _not_uploaded(
    answer: Answer | Deferred | Unknown, session: Session
) -> Deferred | Rejected | None:
    """Return why an upload failed; whatever it was, no post was made."""
    bad = refused(answer, session) if isinstance(answer, Answer) else answer
    if isinstance(bad, Unknown):
        return Deferred(reason=f"the card was not uploaded: {bad.reason}")
    return bad


def _is_linkedins(url: str) -> bool:
    """Tell whether the token may be sent to an address that came in an answer."""
    parts = urlsplit(url)
    own = parts.scheme == "https" and (parts.hostname or "").endswith(".linkedin.com")
    return own or allowed_by_environment(url)


def _posted(answer: Answer | Deferred | Unknown, session: Session) -> Outcome:
    if not isinstance(answer, Answer):
        return answer
    if "DUPLICATE_POST" in str(answer.data):
        # The post that is named may be one that was deleted and is not there any more:
        # https://github.com/ComposioHQ/composio/issues/2710 (read 2026-11-22)
        return Unknown(
            reason=f"LinkedIn has this text already, so it is looked for: {error_text(answer)}"
        )
    if bad := refused(answer, session):
        return bad
    made = answer.headers.get("x-restli-id", "")
    if made.startswith("urn:li:"):
        return _sent(made)
    return Unknown(reason=f"HTTP {answer.status} without the post's id: {error_text(answer)}")


def _page(session: Session, start: int, count: int) -> Answer | Unknown:
    answer = request(
        session, "GET", f"/rest/posts?{_query(session, start, count)}", method="FINDER"
    )
    if not isinstance(answer, Answer):
        return Unknown(reason=f"looking failed: {answer.reason}")
    if bad := refused(answer, session):
        return Unknown(reason=f"looking failed: {bad.reason}")
    return answer


def _query(session: Session, start: int, count: int) -> str:
    author = quote(author_of(session), safe="")
    return f"q=author&author={author}&start={start}&count={count}&sortBy=CREATED"


def _source(post: dict[str, Any]) -> str:
    """Return the address of a post's card."""
    article = (post.get("content") or {}).get("article") or {}
    return str(article.get("source") or "")


def _created(post: dict[str, Any]) -> datetime:
    """Return when a post was made; one that does not say counts as old."""
    at = post.get("createdAt")
    return datetime.fromtimestamp((at if isinstance(at, int) else 0) / 1000, UTC)


def _sent(urn: str) -> Sent:
    return Sent(remote_id=urn, url=f"https://www.linkedin.com/feed/update/{urn}/")
