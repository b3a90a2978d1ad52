"""Post an update to a Google Business Profile, and wait for Google's verdict on it.

https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts (read 2026-11-22).
Google answers first and judges later: an update is done when it is LIVE, and REJECTED is a no.
"""

import re
import time
from dataclasses import replace
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
from bedside.platforms.google_errors import failure_of
from bedside.platforms.google_login import GoogleLogin, GoogleLogins
from bedside.platforms.hosts import base_url
from bedside.platforms.matching import is_copy, same_words
from bedside.platforms.wire import Answer, Failure, ask, call

__all__ = ["GoogleBusinessPublisher"]

_SCOPE = "https://www.googleapis.com/auth/business.manage"
_TARGET = re.compile(r"accounts/\d+/locations/\d+")
_TRIES, _WAIT = (
    5,
    3.0,
)  # looks for the verdict, and seconds between them; later ones are the next run's
_PAGES = 10  # of 100 updates each
_OPEN, _REFUSED = ("PROCESSING", "LOCAL_POST_STATE_UNSPECIFIED", ""), "REJECTED"


class GoogleBusinessPublisher:
    """One location. `target` is `accounts/…/locations/…`; the secret is a JSON object of OAuth keys."""

    HOSTS: tuple[str, ...] = ("mybusiness.googleapis.com",)
    NEEDS: tuple[str, ...] = ("target",)
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def __init__(self) -> None:
        """Logins live as long as a run."""
        self._logins = GoogleLogins()

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Create the update once and wait for the verdict; one that was refused is changed, not doubled."""
        if problem := _problem(announcement, session):
            return Rejected(reason=problem)
        if announcement.prepared:
            known = self._read(announcement.prepared, session)
            if not isinstance(known, NotFound):
                return self._go_on(known, announcement, session)
        answer = self._request(
            "POST", f"{session.account.target}/localPosts", session, json=_body(announcement)
        )
        if not isinstance(answer, Answer):
            return answer
        name = answer.string("name")
        if not name:
            return Unknown(reason=f"Google: HTTP {answer.status} without the name of an update")
        session.prepare(name)
        return self._verdict(answer, name, session)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Ask for the update that an earlier try made, else look through the location's updates."""
        if announcement.prepared:
            known = self._read(announcement.prepared, session)
            if isinstance(known, Answer):
                return _standing(known.data)
            if not isinstance(known, NotFound):
                return Unknown(reason=f"looking failed: {known.reason}")
        return self._search(announcement, session)

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the update and see that it is gone."""
        if not sent.remote_id.startswith(f"{session.account.target}/localPosts/"):
            return Rejected(reason="the copy is not one of this location: delete it by hand")
        left = self._read(sent.remote_id, session)
        if isinstance(left, NotFound):
            return sent
        answer = self._request("DELETE", sent.remote_id, session)
        if not isinstance(answer, Answer):
            return answer
        left = self._read(sent.remote_id, session)
        if isinstance(left, NotFound):
            return sent
        return Unknown(reason="Google still shows the update: delete it by hand")

    def update(self, sent: Sent, announcement: Announcement, session: Session, /) -> Outcome:
        """Carry new words to the update and wait for the verdict."""
        if problem := _problem(announcement, session):
            return Rejected(reason=problem)
        body = {name: _body(announcement)[name] for name in ("summary", "callToAction")}
        answer = self._request(
            "PATCH", sent.remote_id, session, json=body, params={"updateMask": ",".join(body)}
        )
        if not isinstance(answer, Answer):
            return answer
        return self._verdict(answer, sent.remote_id, session)

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Sign in, ask for the newest update, and say what the sign-in may do."""
        login = self._logins.get(session, base_url(session.account, self.HOSTS))
        if isinstance(login, Deferred):
            return login
        if isinstance(login, Rejected):
            return AccountHealth(problem=login.reason)
        health = AccountHealth(
            who=session.account.target, scopes=login.scopes, expires=login.renewal_ends,
            missing_scopes=() if _SCOPE in login.scopes else (_SCOPE,),
        )  # fmt: skip
        answer = self._request(
            "GET", f"{session.account.target}/localPosts", session, params={"pageSize": "1"}
        )
        if isinstance(answer, Deferred | Unknown):
            return Deferred(reason=answer.reason)
        return replace(health, problem=answer.reason) if isinstance(answer, Rejected) else health

    def _go_on(
        self, known: Answer | Failure, announcement: Announcement, session: Session
    ) -> Outcome:
        """Go on with the update that an earlier try made."""
        if not isinstance(known, Answer):
            return Unknown(reason=f"looking failed: {known.reason}")
        if known.string("state") == _REFUSED and not same_words(
            known.string("summary"), announcement.text.text
        ):
            return self.update(Sent(remote_id=announcement.prepared), announcement, session)
        return self._verdict(known, announcement.prepared, session)

    def _verdict(self, answer: Answer, name: str, session: Session) -> Outcome:
        """Look until Google has judged the update; what is not judged yet is asked by the next run."""
        for left in reversed(range(_TRIES)):
            state = answer.string("state")
            if state == _REFUSED:
                return Rejected(
                    reason="Google refused the update after looking at it; it shows no reason here: see "
                    "the profile, change `share.google_business` and build again"
                )
            if state not in _OPEN:
                return Sent(remote_id=name, url=answer.string("searchUrl"))
            if left:
                time.sleep(_WAIT)
                found = self._read(name, session)
                if not isinstance(found, Answer):
                    break
                answer = found
        return Unknown(reason="Google is still looking at the update: the next run asks again")

    def _search(self, announcement: Announcement, session: Session) -> Sent | NotFound | Unknown:
        query = {"pageSize": "100"}
        for _ in range(_PAGES):
            page = self._request(
                "GET", f"{session.account.target}/localPosts", session, params=query
            )
            if not isinstance(page, Answer):
                return Unknown(reason=f"looking failed: {page.reason}")
            rows = [] if page.data == {} else page.get("localPosts")  # {}: there is none
            if not isinstance(rows, list):
                return Unknown(reason="the location's updates could not be read back")
            for row in rows:
                standing = _standing(row)
                if _is_ours(row, announcement) and not isinstance(standing, NotFound):
                    return standing
            query["pageToken"] = page.string("nextPageToken")
            if not query["pageToken"]:
                return NotFound()
        return Unknown(
            reason=f"the location has more than the {_PAGES * 100} updates that were read"
        )

    def _read(self, name: str, session: Session) -> Answer | NotFound | Failure:
        answer = self._request("GET", name, session, is_missing_fine=True)
        if isinstance(answer, Answer) and answer.status == httpx.codes.NOT_FOUND:
            return NotFound()
        return answer

    def _request(
        self,
        method: str,
        path: str,
        session: Session,
        *,
        is_missing_fine: bool = False,
        **options: Any,
    ) -> Answer | Failure:
        """Make one request; anything but a good answer is a Failure."""
        base = base_url(session.account, self.HOSTS)
        login = self._logins.get(session, base)
        if not isinstance(login, GoogleLogin):
            return login
        url, headers = f"{base}/v4/{path}", login.headers
        answer = (
            ask(session, url, headers=headers, **options)
            if method == "GET"
            else call(session, method, url, headers=headers, **options)
        )
        if not isinstance(answer, Answer):
            return answer
        if answer.status == httpx.codes.UNAUTHORIZED:
            self._logins.forget(session)
        if is_missing_fine and answer.status == httpx.codes.NOT_FOUND:
            return answer
        bad = failure_of(answer, session)
        return replace(bad, reason=bad.reason.replace(login.token, "[secret]")) if bad else answer


def _problem(announcement: Announcement, session: Session) -> str:
    """Return why nothing can be posted, or nothing."""
    text = announcement.text
    if not _TARGET.fullmatch(session.account.target):
        return "`target` of the account must be `accounts/NUMBER/locations/NUMBER`: correct practice.toml"
    if text.length > text.limit.value:
        return f"the text has {text.length} of {text.limit.value} characters: shorten `share.google_business`"
    return ""


def _body(announcement: Announcement) -> dict[str, Any]:
    """Return the update: words, a button to the page, the card."""
    link = announcement.text.link or announcement.url
    body: dict[str, Any] = {
        "languageCode": announcement.lang, "summary": announcement.text.text,
        "topicType": "STANDARD", "callToAction": {"actionType": "LEARN_MORE", "url": link},
    }  # fmt: skip
    if announcement.card_url:
        body["media"] = [{"mediaFormat": "PHOTO", "sourceUrl": announcement.card_url}]
    return body


def _standing(row: dict[str, Any]) -> Sent | NotFound | Unknown:
    """Return how an update stands: shown, being judged, or refused and therefore not there."""
    state = str(row.get("state") or "")
    if state == _REFUSED:
        return NotFound()
    if state in _OPEN:
        return Unknown(reason="Google is still looking at the update")
    return Sent(remote_id=str(row.get("name") or ""), url=str(row.get("searchUrl") or ""))


def _is_ours(row: dict[str, Any], announcement: Announcement) -> bool:
    """Recognise by the button's address; a later re-share by its words too."""
    button = row.get("callToAction") or {}
    name, words = str(row.get("name") or ""), str(row.get("summary") or "")
    return is_copy(announcement, name, (str(button.get("url") or ""),), words)
