"""Tell the practice's own receiver of a post: JSON, signed, with a key that makes repeats harmless.

`X-Bedside-Signature: sha256=<hex>` is the HMAC-SHA256 of `<X-Bedside-Timestamp>.<body>` under the
account's secret. `X-Bedside-Delivery` is the same for every try of one announcement: a receiver
that has seen it answers 200 and does nothing. docs/webhook.md describes the body.
"""

import hashlib
import hmac
import json
from typing import Any

import httpx

from bedside.errors import BedsideError
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.hosts import base_url, refuse_private
from bedside.platforms.wire import Answer, call, outcome_of

__all__ = ["WebhookPublisher", "delivery_key", "sign"]


# The key is not taken, or nobody is at the address: no message would fare better.
_REFUSES_ACCOUNT = (
    httpx.codes.UNAUTHORIZED, httpx.codes.PAYMENT_REQUIRED, httpx.codes.FORBIDDEN,
    httpx.codes.NOT_FOUND, httpx.codes.GONE,
)  # fmt: skip
# What a receiver says that took the message and shows a page of thanks; nobody can ask.
_TAKEN_PERHAPS = (httpx.codes.FOUND, httpx.codes.SEE_OTHER)


class WebhookPublisher:
    """One receiver. `api` is its whole address; the secret is the signing key."""

    HOSTS: tuple[str, ...] = ()  # the practice names its own
    NEEDS: tuple[str, ...] = ()
    CAN_BE_ASKED = False
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Send once; any 2xx whose body names no error is Sent."""
        body = {
            "version": 1, "event": "announce", "delivery": delivery_key(announcement),
            "uid": announcement.uid, "slot": announcement.slot, "url": announcement.url,
            "title": announcement.title, "description": announcement.description,
            "text": announcement.text.text, "lang": announcement.lang,
            "published": announcement.published.isoformat(),
            "card": {"url": announcement.card_url, "alt": announcement.card_alt}
            if announcement.card_url
            else None,
        }  # fmt: skip
        return _deliver(body, session, Sent(remote_id=delivery_key(announcement)))

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """A receiver cannot be asked: a person looks."""
        del announcement, session
        return Unknown(reason="a webhook cannot be asked: look at the receiver")

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask for nothing but an answer: OPTIONS starts no newsletter, a signed test message might.

        So the signing key is proven by the next announcement only.
        """
        try:
            url = base_url(session.account, self.HOSTS)
            refuse_private(url)
        except BedsideError as error:
            return AccountHealth(problem=str(error))
        answer = call(session, "OPTIONS", url)
        if not isinstance(answer, Answer):
            return Deferred(reason=answer.reason)
        is_reached = answer.status == httpx.codes.NOT_IMPLEMENTED  # it takes POST alone
        if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR and not is_reached:
            return Deferred(reason=f"the receiver failed with HTTP {answer.status}")
        note = "the signing key is proven by the next announcement"
        return AccountHealth(who=f"a receiver at {httpx.URL(url).host}", notes=(note,))

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Tell the receiver to take the post down."""
        body = {"version": 1, "event": "retract", "delivery": f"{sent.remote_id}-retract",
                "retracts": sent.remote_id}  # fmt: skip
        return _deliver(body, session, sent)


def delivery_key(announcement: Announcement) -> str:
    """Return the name of an announcement that every try of it carries."""
    return "-".join(announcement.key)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the value of X-Bedside-Signature."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def _post(
    session: Session, url: str, address: str, data: bytes, headers: dict[str, str]
) -> Answer | Deferred | Unknown:
    """Send to the address that was checked, under the name whose certificate is asked for."""
    if not address:
        return call(session, "POST", url, content=data, headers=headers)
    named = httpx.URL(url)
    return call(
        session, "POST", str(named.copy_with(host=address)), content=data,
        headers=headers | {"Host": named.netloc.decode()}, extensions={"sni_hostname": named.host},
    )  # fmt: skip


def _deliver(body: dict[str, Any], session: Session, sent: Sent) -> Outcome:
    try:
        url = base_url(session.account, WebhookPublisher.HOSTS)
        address = refuse_private(url)
    except BedsideError as error:
        return Deferred(reason=f"nothing was sent: {error}")
    data = json.dumps(body, ensure_ascii=False).encode()
    timestamp = str(int(session.now().timestamp()))
    headers = {
        "Content-Type": "application/json", "X-Bedside-Delivery": str(body["delivery"]),
        "X-Bedside-Timestamp": timestamp,
        "X-Bedside-Signature": sign(session.secret, timestamp, data),
    }  # fmt: skip
    answer = _post(session, url, address, data, headers)
    if not isinstance(answer, Answer):
        return answer
    if answer.status in _TAKEN_PERHAPS:
        reason = f"the receiver answered HTTP {answer.status} and sends elsewhere: look at it"
        return Unknown(reason=reason)
    bad = outcome_of(answer, session, "the receiver", refuses_account=_REFUSES_ACCOUNT)
    if bad:
        return bad
    if _says_no(answer):
        reason = f"the receiver answered HTTP {answer.status} and an error: look at it"
        return Unknown(reason=reason)
    return sent


def _says_no(answer: Answer) -> bool:
    """Tell whether the body takes back what the status says, as many services do."""
    is_denied = any(answer.get(key) is False for key in ("ok", "success"))
    return is_denied or any(map(answer.get, ("error", "errors")))
