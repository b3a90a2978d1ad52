"""Post to Mastodon and servers that speak its API: once, with picture and alt text.

https://docs.joinmastodon.org/methods/statuses/ and /methods/media/ (read 2026-11-21).
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

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
)  # fmt: skip
from bedside.platforms.credentials import parts_of
from bedside.platforms.hosts import base_url
from bedside.platforms.mastodon_edit import still_old
from bedside.platforms.mastodon_health import REFUSES_ACCOUNT, health_of
from bedside.platforms.mastodon_limits import Limits, read_limits
from bedside.platforms.mastodon_search import PAGE, is_the_end, links_to
from bedside.platforms.matching import earliest
from bedside.platforms.oauth_renewal import can_renew, renewed_by_oauth
from bedside.platforms.renewal import NewSecret
from bedside.platforms.wire import Answer, Failure, ask, call, error_text, outcome_of
from bedside.text import cut_at_word

__all__ = ["MastodonPublisher"]

_SCAN_PAGES = 25  # a look-up goes back to the article's beginning, or says that it did not
_MEDIA_WAIT = timedelta(seconds=60)  # a picture takes seconds
_MEDIA_POLL = 0.5  # seconds between two looks
_GONE = (httpx.codes.NOT_FOUND, httpx.codes.GONE)


class MastodonPublisher:
    """One account on one server. `api` is the server; the secret is an access token."""

    HOSTS: tuple[str, ...] = ()  # every account names its own server
    NEEDS: tuple[str, ...] = ()
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Post with an Idempotency-Key made from the ledger key, so that a repeat is the same post."""
        server = base_url(session.account, self.HOSTS)
        body = self._body(announcement, session, server)
        if not isinstance(body, dict):
            return body
        body["visibility"] = "public"
        headers = _headers(session) | {"Idempotency-Key": "-".join(announcement.key)}
        answer = call(session, "POST", f"{server}/api/v1/statuses", json=body, headers=headers)
        return _posted(answer, session)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Read the account's own statuses back and look for the post's address in their links."""
        server = base_url(session.account, self.HOSTS)
        me = _read(session, f"{server}/api/v1/accounts/verify_credentials")
        if isinstance(me, Unknown):
            return me
        if not me.string("id"):
            return Unknown(reason="the account could not be read back: check its access token")
        url = f"{server}/api/v1/accounts/{me.string('id')}/statuses"
        query = {"limit": str(PAGE), "exclude_replies": "true", "exclude_reblogs": "true"}
        seen: set[str] = set()
        for _ in range(_SCAN_PAGES):
            page = _read(session, url, params=query)
            if isinstance(page, Unknown):
                return page
            if not isinstance(page.data, list):
                return Unknown(reason="the account's statuses could not be read back")
            for status in page.data:
                if _is_copy(status, announcement):
                    return _sent(status)
            if (end := is_the_end(page.data, seen, earliest(announcement))) is None:
                break
            if end:
                return NotFound()
            query["max_id"] = page.string(len(page.data) - 1, "id")
        return Unknown(reason="the account has posted too much since then: look there yourself")

    def update(self, sent: Sent, announcement: Announcement, session: Session, /) -> Outcome:
        """Edit the status, words and picture; a server that goes on showing the old ones is Unknown.

        https://docs.joinmastodon.org/methods/statuses/#edit (read 2026-11-22). Doing it twice does
        no harm beyond a line in the status's history.
        """
        server = base_url(session.account, self.HOSTS)
        url = f"{server}/api/v1/statuses/{sent.remote_id}"
        body = self._body(announcement, session, server)
        if not isinstance(body, dict):
            return body
        answer = call(session, "PUT", url, json=body, headers=_headers(session))
        if isinstance(answer, Answer) and answer.status in _GONE:
            return Rejected(reason="the copy is not there any more")
        edited = _posted(answer, session)
        if not isinstance(edited, Sent) or not isinstance(answer, Answer):
            return edited
        source = ask(session, f"{url}/source", headers=_headers(session))
        shows = source.string("text") if isinstance(source, Answer) else ""
        media = "".join(body.get("media_ids", ()))
        problem = still_old(answer.data, shows, announcement.text.text, media)
        return Unknown(reason=problem) if problem else edited

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the status and see that it is gone: some servers answer 404 and keep it."""
        server = base_url(session.account, self.HOSTS)
        url = f"{server}/api/v1/statuses/{sent.remote_id}"
        answer = call(session, "DELETE", url, headers=_headers(session))
        if not isinstance(answer, Answer):
            return answer
        bad = _refusal(answer, session)
        if bad and answer.status not in _GONE:
            return bad
        if bad and (elsewhere := _elsewhere(sent, server, session)):
            return Unknown(
                reason=f"the copy is on {elsewhere}, not on this server: delete it there"
            )
        left = ask(session, url, headers=_headers(session))
        if isinstance(left, Answer) and left.status in _GONE:
            return sent
        return Unknown(reason="the server still shows the post: delete it by hand")

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask who the account is and what its token may do."""
        return health_of(session, base_url(session.account, self.HOSTS), _headers(session))

    def renewal_margin(self, session: Session, /) -> timedelta | None:
        """Return a day for tokens that end, as on Pleroma and Akkoma; Mastodon's own have no end."""
        return timedelta(days=1) if can_renew(session) else None

    def renew(self, session: Session, /) -> NewSecret | Deferred | Rejected:
        """Renew the token at the account's own server."""
        return renewed_by_oauth(session, f"{base_url(session.account, self.HOSTS)}/oauth/token")

    def _body(
        self, announcement: Announcement, session: Session, server: str
    ) -> dict[str, Any] | Deferred | Rejected:
        """Return what a status is made of, its picture uploaded; nothing is public yet."""
        limits = read_limits(session, server)
        if isinstance(limits, Deferred):
            return limits
        if problem := limits.problem(announcement.text):
            return Rejected(reason=problem)
        media = self._upload(announcement, session, server, limits)
        if not isinstance(media, str):
            return media
        body: dict[str, Any] = {
            "status": announcement.text.text, "language": announcement.lang.partition("-")[0],
        }  # fmt: skip
        return body | {"media_ids": [media]} if media else body

    def _upload(
        self, announcement: Announcement, session: Session, server: str, limits: Limits
    ) -> str | Deferred | Rejected:
        """Return the id of the uploaded picture, or an empty string when there is none."""
        if announcement.card is None:
            return ""
        answer = _send_picture(announcement.card, announcement.card_alt, session, server, limits)
        if isinstance(answer, Deferred | Unknown):
            return Deferred(reason=f"the picture was not uploaded: {answer.reason}")
        bad = _refusal(answer, session)
        if isinstance(bad, Unknown):  # nothing is posted until the status is
            return Deferred(reason=f"the picture was not uploaded: {bad.reason}")
        if isinstance(bad, Deferred | Rejected):
            return bad
        media = answer.string("id")
        if not media:
            return Deferred(reason="the picture was not uploaded: the server gave it no id")
        return _wait_for(media, answer, session, server)


def _elsewhere(sent: Sent, server: str, session: Session) -> str:
    """Return the host of a copy that is not this server's: the account has moved since."""
    host = httpx.URL(sent.url).host
    if host in {"", httpx.URL(server).host, session.account.handle.rpartition("@")[2].lower()}:
        return ""
    said = ask(session, f"{server}/api/v2/instance", headers=_headers(session))
    own = said.string("domain").partition(":")[0] if isinstance(said, Answer) else ""
    return "" if host == own else host


def _is_copy(status: Any, announcement: Announcement) -> bool:
    """Tell whether a status is this announcement: another slot's links to the same page.

    snac2 makes an id of the time of the last edit, so another slot's is known by its address too.
    """
    if not isinstance(status, dict):
        return False
    names = {str(status.get(name)) for name in ("id", "url", "uri")}
    if not names.isdisjoint(announcement.other_copies):
        return False
    return any(links_to(status, url) for url in announcement.addresses)


def _headers(session: Session) -> dict[str, str]:
    """Return the token: the secret itself, or its `access_token` where it is one that ends."""
    token = parts_of(session.secret).get("access_token") or session.secret
    return {"Authorization": f"Bearer {token}"}


def _refusal(answer: Answer, session: Session) -> Failure | None:
    return outcome_of(answer, session, "the server", refuses_account=REFUSES_ACCOUNT)


def _read(session: Session, url: str, **options: Any) -> Answer | Unknown:
    answer = ask(session, url, headers=_headers(session), **options)
    if isinstance(answer, Deferred | Unknown):
        return Unknown(reason=answer.reason)
    if answer.status != httpx.codes.OK:
        return Unknown(reason=f"looking failed with HTTP {answer.status}: {error_text(answer)}")
    return answer


def _posted(answer: Answer | Deferred | Unknown, session: Session) -> Outcome:
    if not isinstance(answer, Answer):
        return answer
    if bad := _refusal(answer, session):
        return bad
    if answer.get("error") or not answer.string("id"):
        return Unknown(reason=f"HTTP {answer.status} without a post: {error_text(answer)}")
    return _sent(answer.data)


def _sent(status: dict[str, Any]) -> Sent:
    return Sent(remote_id=str(status["id"]), url=str(status.get("url") or status.get("uri") or ""))


def _send_picture(
    card: Path, alt: str, session: Session, server: str, limits: Limits
) -> Answer | Deferred | Unknown:
    """Upload; servers without the second version of the method have the first."""
    kind = "image/png" if card.suffix == ".png" else "image/jpeg"
    # snac2 keeps a file under the hash of its name: one name for all would change every picture.
    files = {"file": (card.name, card.read_bytes(), kind)}
    data = {"description": cut_at_word(alt, limits.description)}
    headers = _headers(session)
    answer = call(
        session, "POST", f"{server}/api/v2/media", files=files, data=data, headers=headers
    )
    if isinstance(answer, Answer) and answer.status == httpx.codes.NOT_FOUND:
        return call(
            session, "POST", f"{server}/api/v1/media", files=files, data=data, headers=headers
        )
    return answer


def _wait_for(media: str, answer: Answer, session: Session, server: str) -> str | Deferred:
    """Look until the server has worked through the picture: 202, then 206, then 200."""
    end = time.monotonic() + _MEDIA_WAIT.total_seconds()
    found: Answer | Deferred | Unknown = answer
    while not (isinstance(found, Answer) and found.status == httpx.codes.OK):
        if isinstance(found, Answer) and found.status >= httpx.codes.BAD_REQUEST:
            return Deferred(reason=f"the picture was not accepted: {error_text(found)}")
        if time.monotonic() > end:
            return Deferred(reason="the server is still working on the picture")
        time.sleep(_MEDIA_POLL)
        found = ask(session, f"{server}/api/v1/media/{media}", headers=_headers(session))
    return media
