"""Post to Pinterest: one pin on one board, with its own picture, found again by its link.

https://developers.pinterest.com/docs/api/v5/ and https://github.com/pinterest/api-description 5.23.0
(read 2026-11-22).
"""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx

from bedside.errors import BedsideError
from bedside.files import sha256_file
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
from bedside.platforms.credentials import parts_of, secret_parts
from bedside.platforms.hosts import base_url
from bedside.platforms.matching import is_copy
from bedside.platforms.pinterest import TITLE_LIMIT
from bedside.platforms.renewal import NewSecret, ends_after, expires_of
from bedside.platforms.wire import Answer, Failure, ask, call, error_text, outcome_of
from bedside.text import cut_at_word

__all__ = ["PinterestPublisher"]

_SCOPES = ("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read")
_SCAN_PAGES = 20  # of 250 pins: a board of 5,000
_PAGE = "250"  # `page_size` maximum
_ALT_LIMIT = 500  # `alt_text` maxLength of PinCreate
_NEEDED = ("app_id", "app_secret", "refresh_token", "expires")
# Half of an access token's 30 days: a renewal that fails is told long before it ends.
_MARGIN = timedelta(days=15)
_SIGN_IN = "sign in again and renew the account's secret: docs/networks/pinterest.md"
_TRIAL = "an app with Trial access makes pins that only you can see: ask for Standard access"


class PinterestPublisher:
    """One board, `target`. The secret has five parts: `_NEEDED` and access_token."""

    HOSTS: tuple[str, ...] = ("api.pinterest.com",)
    NEEDS: tuple[str, ...] = ("target",)
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Make the pin once. The picture goes with it, so nothing must be fetched from the site."""
        media = _media(announcement)
        if isinstance(media, Deferred | Rejected):
            return media
        body = _words(announcement) | {"board_id": session.account.target, "media_source": media}
        answer = _ask(session, "POST", "/v5/pins", json=body)
        if not isinstance(answer, Answer):
            return answer
        if bad := _refused(answer, session):
            return bad
        made = answer.string("id")
        return (
            _sent(made) if made else Unknown(reason=f"no pin in the answer: {error_text(answer)}")
        )

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """List the board's pins and look for the post's address in their links."""
        query = {"page_size": _PAGE}
        for _ in range(_SCAN_PAGES):
            page = _read(session, f"/v5/boards/{session.account.target}/pins", params=query)
            if isinstance(page, Unknown):
                return page
            pins = page.get("items")
            if not isinstance(pins, list) or page.get("code") is not None:
                return Unknown(reason="the board's pins could not be read back")
            for pin in pins:
                pin_id, words = str(pin["id"]), pin.get("description") or ""
                if is_copy(announcement, pin_id, [pin.get("link") or ""], words):
                    return _sent(pin_id)
            if not page.string("bookmark"):
                return NotFound()
            query["bookmark"] = page.string("bookmark")
        return Unknown(reason="the board has too many pins to read: look there yourself")

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the pin and see that it is gone."""
        if not sent.remote_id.isdigit():
            return Rejected(
                reason="the copy was not sent by Pinterest's own API: delete it by hand"
            )
        answer = _ask(session, "DELETE", f"/v5/pins/{sent.remote_id}")
        if not isinstance(answer, Answer):
            return answer
        bad = _refused(answer, session)
        if bad and answer.status != httpx.codes.NOT_FOUND:
            return bad
        left = _ask(session, "GET", f"/v5/pins/{sent.remote_id}")
        if isinstance(left, Answer) and left.status == httpx.codes.NOT_FOUND:
            return sent
        return Unknown(reason="Pinterest still shows the pin, or did not say: delete it by hand")

    def update(self, sent: Sent, announcement: Announcement, session: Session, /) -> Outcome:
        """Change title, description and link; the picture stays. Not open to every app (beta)."""
        if not sent.remote_id.isdigit():
            return Rejected(
                reason="the copy was not sent by Pinterest's own API: change it by hand"
            )
        words = _words(announcement)
        answer = _ask(session, "PATCH", f"/v5/pins/{sent.remote_id}", json=words)
        if not isinstance(answer, Answer):
            return answer
        if bad := _refused(answer, session):
            return bad
        if answer.string("description") == words["description"]:
            return sent
        return Unknown(reason=f"Pinterest did not show the new words: {error_text(answer)}")

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask who the account is; the token says what it may do and when its renewal ends."""
        answer = _ask(session, "GET", "/v5/user_account")
        if not isinstance(answer, Answer):
            return Deferred(reason=answer.reason)
        bad = _refused(answer, session)
        if isinstance(bad, Deferred | Unknown):
            return Deferred(reason=bad.reason)
        if bad:
            return AccountHealth(problem=bad.reason)
        scopes = tuple(parts_of(session.secret).get("scope", "").replace(",", " ").split())
        return AccountHealth(
            who=answer.string("username"), scopes=scopes, expires=expires_of(session.secret),
            missing_scopes=tuple(one for one in _SCOPES if scopes and one not in scopes),
            notes=(_TRIAL,),
        )  # fmt: skip

    def renewal_margin(self, session: Session, /) -> timedelta | None:
        """Half of the access token's life is left when it is renewed."""
        parts = parts_of(session.secret)
        return _MARGIN if all(parts.get(name) for name in _NEEDED) else None

    def renew(self, session: Session, /) -> NewSecret | Deferred | Rejected:
        """Ask for the next pair; the new refresh token is good for another 60 days."""
        parts = secret_parts(session.secret, session.account.id, *_NEEDED)
        answer = call(
            session, "POST", f"{base_url(session.account, self.HOSTS)}/v5/oauth/token",
            auth=(parts["app_id"], parts["app_secret"]),
            data={"grant_type": "refresh_token", "refresh_token": parts["refresh_token"]},
        )  # fmt: skip
        return _renewed(answer, parts, session)


def _words(announcement: Announcement) -> dict[str, Any]:
    text, pin = announcement.text, announcement.pictures.get("pin")
    alt = pin.alt if pin else announcement.card_alt
    return {
        "title": cut_at_word(text.title or announcement.title, TITLE_LIMIT.value),
        "description": text.text, "link": text.link or announcement.url,
        "alt_text": cut_at_word(alt, _ALT_LIMIT),
    }  # fmt: skip


def _media(announcement: Announcement) -> dict[str, str] | Deferred | Rejected:
    """Return the picture itself: the tall one made for pins, else the card."""
    pin = announcement.pictures.get("pin")
    file = pin.file if pin else announcement.card
    if file is None:
        return Rejected(reason="Pinterest takes no pin without a picture: the post has no card")
    if pin and (not file.is_file() or sha256_file(file) != pin.sha256):
        return Deferred(reason=f"{file.name} is not the one that was built: build and deploy again")
    kind = "image/png" if file.suffix == ".png" else "image/jpeg"
    data = base64.b64encode(file.read_bytes()).decode()
    return {"source_type": "image_base64", "content_type": kind, "data": data}


def _sent(remote_id: str) -> Sent:
    return Sent(remote_id=remote_id, url=f"https://www.pinterest.com/pin/{remote_id}/")


def _ask(session: Session, method: str, path: str, **options: Any) -> Answer | Deferred | Unknown:
    """Make one request with the account's token."""
    try:
        parts = secret_parts(session.secret, session.account.id, *_NEEDED, "access_token")
    except BedsideError as error:
        return Deferred(reason=f"nothing was sent: {error}")
    url = f"{base_url(session.account, PinterestPublisher.HOSTS)}{path}"
    options["headers"] = {"Authorization": f"Bearer {parts['access_token']}"}
    if method == "GET":
        return ask(session, url, **options)
    return call(session, method, url, **options)


def _refused(answer: Answer, session: Session) -> Failure | None:
    """Return what an answer that is no success means; None for a success."""
    bad = outcome_of(answer, session, "Pinterest", refuses_account=(401, 402, 403))
    if isinstance(bad, Rejected) and answer.status == httpx.codes.UNAUTHORIZED:
        return replace(bad, reason=f"{bad.reason}: {_SIGN_IN}")
    return bad


def _read(session: Session, path: str, **options: Any) -> Answer | Unknown:
    answer = _ask(session, "GET", path, **options)
    if not isinstance(answer, Answer):
        return Unknown(reason=f"looking failed: {answer.reason}")
    if answer.status != httpx.codes.OK:
        return Unknown(reason=f"looking failed with HTTP {answer.status}: {error_text(answer)}")
    return answer


def _renewed(
    answer: Answer | Deferred | Unknown, parts: dict[str, str], session: Session
) -> NewSecret | Deferred | Rejected:
    if not isinstance(answer, Answer):
        return Deferred(reason=f"the token was not renewed: {answer.reason}")
    bad = outcome_of(answer, session, "Pinterest")
    if isinstance(bad, Rejected):
        said = f"Pinterest does not renew the token (HTTP {answer.status}): {_SIGN_IN}"
        return Rejected(reason=said, whole_account=True)
    if bad:
        return Deferred(reason=f"the token was not renewed: {bad.reason}")
    ends = ends_after(answer.get("expires_in"), session.now())
    new = parts | {
        "access_token": answer.string("access_token"),
        # A server that does not rotate gives none: the old one stays good (RFC 6749 section 6).
        "refresh_token": answer.string("refresh_token") or parts["refresh_token"],
        "scope": answer.string("scope") or parts.get("scope", ""),
        "expires": ends.isoformat(timespec="seconds") if ends else "",
    }
    return NewSecret(secret=json.dumps(new), expires=ends)
