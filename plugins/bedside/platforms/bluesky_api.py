"""Post to Bluesky: a record whose key is known beforehand, made once and never replaced.

https://docs.bsky.app/docs/api/com-atproto-repo-put-record and the lexicons in
https://github.com/bluesky-social/atproto (read 2026-11-21).
"""

from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakKeyDictionary

import httpx

from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    Facet,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.bluesky_health import health_of
from bedside.platforms.bluesky_records import remove_document, write_records
from bedside.platforms.hosts import base_url
from bedside.platforms.tid import tid_for
from bedside.platforms.wire import Answer, Failure, ask, call, error_text, outcome_of

__all__ = ["BlueskyPublisher"]

_POST = "app.bsky.feed.post"
# maxSize of `thumb` in app/bsky/embed/external.json (read 2026-11-21).
_THUMB_BYTES = 1_000_000
_NEW_PASSWORD = "make a new app password: docs/accounts.md, Bluesky"  # noqa: S105  words
_STALE_TOKEN = frozenset({"ExpiredToken", "InvalidToken"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Login:
    """One session of one account: who it is, where, and the token for this run."""

    server: str
    did: str
    token: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def method(self, name: str) -> str:
        return f"{self.server}/xrpc/{name}"


class BlueskyPublisher:
    """One account on one PDS. `api` is the PDS or its entry; the secret is an app password."""

    HOSTS: tuple[str, ...] = ("bsky.social", ".host.bsky.network")
    NEEDS: tuple[str, ...] = ()
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = True  # a record's key is its announcement's

    def __init__(self) -> None:
        """Logins live as long as the run's client: sessions are few (300 a day) and need no store."""
        self._logins: WeakKeyDictionary[httpx.Client, _Login] = WeakKeyDictionary()

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Create the record at its key; one that is there already is the same post, and Sent."""
        login = self._login(session)
        if not isinstance(login, _Login):
            return _nothing_sent(login)
        thumb = _upload(announcement, session, login)
        if isinstance(thumb, Deferred | Rejected):
            return thumb
        refs = write_records(announcement, session, login, thumb)
        if isinstance(refs, Deferred | Rejected):
            return refs
        key = _record_key(announcement)
        body = {
            "repo": login.did, "collection": _POST, "rkey": key, "swapRecord": None,
            "record": _record(announcement, session, thumb, refs),
        }  # fmt: skip
        answer = call(
            session, "POST", login.method("com.atproto.repo.putRecord"),
            json=body, headers=login.headers,
        )  # fmt: skip
        return self._written(answer, session, _sent(login.did, key))

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Ask for the record by its key."""
        login = self._login(session)
        if not isinstance(login, _Login):
            return Unknown(reason=f"looking failed: {login.reason}")
        return _look(_record_key(announcement), session, login)

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the record and see that it is gone; one that was gone already answers the same."""
        login = self._login(session)
        if not isinstance(login, _Login):
            return _nothing_sent(login)
        if not sent.remote_id.startswith(f"at://{login.did}/"):
            return Rejected(reason="the copy is on another account: delete it by hand")
        key = sent.remote_id.rpartition("/")[2]
        if stays := remove_document(_POST, key, session, login):
            return stays
        answer = call(
            session, "POST", login.method("com.atproto.repo.deleteRecord"), headers=login.headers,
            json={"repo": login.did, "collection": _POST, "rkey": key},
        )  # fmt: skip
        if not isinstance(answer, Answer):
            return answer
        if bad := _refusal(answer, session):
            return bad
        left = _look(key, session, login)
        if isinstance(left, NotFound):
            return sent
        if isinstance(left, Unknown):
            return left
        return Unknown(reason="Bluesky still shows the post: delete it by hand")

    def _login(self, session: Session) -> _Login | Failure:
        """Return the run's login, or why there is none."""
        if known := self._logins.get(session.client):
            return known
        answer = self._log_in(session)
        if not isinstance(answer, Answer):
            return answer
        return self._remember(answer, session)

    def _remember(self, answer: Answer, session: Session) -> _Login | Deferred:
        server = base_url(session.account, self.HOSTS)
        login = _Login(server=server, did=answer.string("did"), token=answer.string("accessJwt"))
        if not login.did or not login.token:
            return Deferred(reason="the login was answered without a session")
        self._logins[session.client] = login
        return login

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Read what the server says of the account; logins are few, so the run's own is used."""
        if known := self._logins.get(session.client):
            there = ask(
                session, known.method("com.atproto.server.getSession"), headers=known.headers
            )
            if isinstance(there, Answer) and there.status == httpx.codes.OK:
                return health_of(there, known.token)
        answer = self._log_in(session)
        if isinstance(answer, Answer):
            self._remember(answer, session)
            return health_of(answer, answer.string("accessJwt"))
        if isinstance(answer, Rejected):
            return AccountHealth(problem=f"{answer.reason}: {_NEW_PASSWORD}")
        return Deferred(reason=answer.reason)

    def _log_in(self, session: Session) -> Answer | Failure:
        """Return the answer of a login that was let in, or why there is none."""
        server = base_url(session.account, self.HOSTS)
        body = {
            "identifier": session.account.handle.removeprefix("@"),
            "password": session.secret,
        }
        answer = call(
            session, "POST", f"{server}/xrpc/com.atproto.server.createSession", json=body
        )  # fmt: skip
        if not isinstance(answer, Answer):
            return answer
        bad = outcome_of(answer, session, "the login")
        if isinstance(bad, Rejected):  # whatever it is, no post fares better
            return replace(bad, whole_account=True)
        return bad or answer

    def _written(
        self, answer: Answer | Deferred | Unknown, session: Session, sent: Sent
    ) -> Outcome:
        if not isinstance(answer, Answer):
            return answer
        error = answer.string("error")
        if error == "InvalidSwap":
            return sent
        if error in _STALE_TOKEN:
            self._logins.pop(session.client, None)
            return Deferred(reason="the session ended before the post: the next run logs in again")
        if bad := _refusal(answer, session):
            return bad
        if answer.string("uri") != sent.remote_id:
            return Unknown(reason=f"HTTP {answer.status} without a record: {error_text(answer)}")
        return sent


def _refusal(answer: Answer, session: Session) -> Failure | None:
    """A write to one's own repository that is forbidden is so for every post."""
    return outcome_of(answer, session, "Bluesky", refuses_account=(401, 402, 403))


def _look(key: str, session: Session, login: _Login) -> Sent | NotFound | Unknown:
    """Ask for a record by its key."""
    answer = ask(
        session, login.method("com.atproto.repo.getRecord"), headers=login.headers,
        params={"repo": login.did, "collection": _POST, "rkey": key},
    )  # fmt: skip
    if not isinstance(answer, Answer):
        return Unknown(reason=f"looking failed: {answer.reason}")
    if answer.status == httpx.codes.OK and answer.string("uri"):
        return _sent(login.did, key)
    if answer.string("error") == "RecordNotFound":
        return NotFound()
    return Unknown(reason=f"looking failed with HTTP {answer.status}: {error_text(answer)}")


def _record_key(announcement: Announcement) -> str:
    return tid_for(announcement.uid, announcement.account, announcement.slot)


def _sent(did: str, key: str) -> Sent:
    page = f"https://bsky.app/profile/{did}/post/{key}"
    return Sent(remote_id=f"at://{did}/{_POST}/{key}", url=page)


def _nothing_sent(failure: Failure) -> Deferred | Rejected:
    """Before the record is written nothing is posted, whatever became of the request."""
    return Deferred(reason=failure.reason) if isinstance(failure, Unknown) else failure


def _record(
    announcement: Announcement, session: Session, thumb: Any, refs: list[dict[str, str]]
) -> dict[str, Any]:
    """Return the post record: text, facets, link card, language."""
    text = announcement.text
    external: dict[str, Any] = {
        "uri": announcement.url, "title": announcement.title,
        "description": announcement.description,
    }  # fmt: skip
    if thumb is not None:
        external["thumb"] = thumb
    if refs:
        external["associatedRefs"] = refs
    record: dict[str, Any] = {
        "$type": _POST, "text": text.text, "langs": [announcement.lang],
        "createdAt": session.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "embed": {"$type": "app.bsky.embed.external", "external": external},
    }  # fmt: skip
    if text.facets:
        record["facets"] = [_facet(one) for one in text.facets]
    return record


def _facet(facet: Facet) -> dict[str, Any]:
    kind = "app.bsky.richtext.facet"
    feature = (
        {"$type": f"{kind}#link", "uri": facet.link}
        if facet.link
        else {"$type": f"{kind}#tag", "tag": facet.tag}
    )
    return {"index": {"byteStart": facet.start, "byteEnd": facet.end}, "features": [feature]}


def _upload(announcement: Announcement, session: Session, login: _Login) -> Any:
    """Return the blob of the card, None without one, Deferred or Rejected when it did not go up."""
    card = announcement.card
    if card is None:
        return None
    data = card.read_bytes()
    if len(data) > _THUMB_BYTES:
        return Rejected(
            reason=f"the card has {len(data):,} bytes, Bluesky takes {_THUMB_BYTES:,}: "
            "use a simpler picture and build again"
        )
    kind = "image/png" if card.suffix == ".png" else "image/jpeg"
    answer = call(
        session, "POST", login.method("com.atproto.repo.uploadBlob"),
        content=data, headers=login.headers | {"Content-Type": kind},
    )  # fmt: skip
    if not isinstance(answer, Answer):
        return Deferred(reason=f"the card was not uploaded: {answer.reason}")
    if bad := _refusal(answer, session):
        return _nothing_sent(bad)
    blob = answer.get("blob")
    return blob or Deferred(reason="the card was not uploaded: Bluesky gave no blob")
