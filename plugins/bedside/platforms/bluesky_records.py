"""Records of the publication and its articles beside the posts, so that cards can show what they are.

`site.standard.publication` is the site, `site.standard.document` an article; a post's card names
both. Their keys come from the account and the uid alone, and writing one again changes nothing, so
they need no ledger. Lexicons: https://github.com/bluesky-social/atproto, lexicons/site/standard
and `associatedRefs` in lexicons/app/bsky/embed/external.json (read 2026-11-21).
"""

from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from bedside.platforms.base import Announcement, Deferred, Rejected, Session, Unknown
from bedside.platforms.tid import tid_for, tid_of
from bedside.platforms.wire import Answer, Failure, ask, call, outcome_of

__all__ = ["Repository", "remove_document", "write_records"]

_DOCUMENT, _PUBLICATION = "site.standard.document", "site.standard.publication"
_WHAT = "Bluesky's site.standard records"


class Repository(Protocol):
    """An account's own repository, logged in to."""

    @property
    def did(self) -> str:
        """Whose it is."""

    @property
    def headers(self) -> dict[str, str]:
        """What proves it."""

    def method(self, name: str, /) -> str:
        """Return the address of an XRPC method."""


def write_records(
    announcement: Announcement, session: Session, repository: Repository, thumb: Any
) -> list[dict[str, str]] | Deferred | Rejected:
    """Write both records and return their strong references; none where the account wants none."""
    name = session.account.standard_site
    if not name:
        return []
    parts = urlsplit(announcement.url)
    site = f"{parts.scheme}://{parts.netloc}"
    publication = _put(
        _PUBLICATION, tid_of(f"{announcement.account}\n{site}"), {"url": site, "name": name},
        session, repository,
    )  # fmt: skip
    if not isinstance(publication, dict):
        return publication
    record: dict[str, Any] = {
        "site": publication["uri"], "path": parts.path, "title": announcement.title,
        "description": announcement.description,
        "publishedAt": announcement.published.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }  # fmt: skip
    if thumb is not None:
        record["coverImage"] = thumb
    key = tid_for(announcement.uid, announcement.account, "document")
    document = _put(_DOCUMENT, key, record, session, repository)
    return [document, publication] if isinstance(document, dict) else document


def remove_document(
    collection: str, key: str, session: Session, repository: Repository
) -> Failure | None:
    """Delete the document that the post at `key` names, before the post itself is deleted.

    The post is asked, not the setting: a document goes also after the setting was turned off.
    """
    answer = ask(
        session, repository.method("com.atproto.repo.getRecord"), headers=repository.headers,
        params={"repo": repository.did, "collection": collection, "rkey": key},
    )  # fmt: skip
    if not isinstance(answer, Answer):
        return answer
    if answer.status != httpx.codes.OK:
        return None  # no such post: whoever deletes it finds out
    for document in _documents(answer, repository.did):
        gone = call(
            session, "POST", repository.method("com.atproto.repo.deleteRecord"),
            headers=repository.headers,
            json={"repo": repository.did, "collection": _DOCUMENT, "rkey": document},
        )  # fmt: skip
        bad = outcome_of(gone, session, _WHAT) if isinstance(gone, Answer) else gone
        if bad:
            return bad
    return None


def _documents(answer: Answer, did: str) -> Iterator[str]:
    """Yield the key of each document of our own that a post's card names."""
    refs = answer.get("value", "embed", "external", "associatedRefs")
    own = f"at://{did}/{_DOCUMENT}/"
    for one in refs if isinstance(refs, list) else ():
        uri = one.get("uri") if isinstance(one, dict) else None
        if isinstance(uri, str) and uri.startswith(own):
            yield uri.removeprefix(own)


def _put(
    collection: str, key: str, record: dict[str, Any], session: Session, repository: Repository
) -> dict[str, str] | Deferred | Rejected:
    """Write one record; the post does not go out before it is there."""
    answer = call(
        session, "POST", repository.method("com.atproto.repo.putRecord"),
        headers=repository.headers,
        json={"repo": repository.did, "collection": collection, "rkey": key,
              "record": {"$type": collection, **record}},
    )  # fmt: skip
    bad = outcome_of(answer, session, _WHAT) if isinstance(answer, Answer) else answer
    if isinstance(bad, Rejected):
        return Rejected(reason=f"{bad.reason}: take `standard_site` out of the account")
    if isinstance(bad, Deferred | Unknown):
        return Deferred(reason=f"nothing was posted: {bad.reason}")
    assert isinstance(answer, Answer)  # whatever is none is bad
    uri, cid = answer.string("uri"), answer.string("cid")
    if not uri or not cid:
        return Deferred(reason=f"nothing was posted: {_WHAT} were answered without a reference")
    return {"uri": uri, "cid": cid}
