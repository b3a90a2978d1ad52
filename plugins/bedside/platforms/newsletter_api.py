"""Hand one message to the practice's mail server, once; the list or the provider does the rest.

Bedside keeps no subscribers: `target` is the list's own address. `api` is the server,
`smtps://mail.example:465` or `smtp+starttls://mail.example:587`; the secret is a JSON object with
`username` and `password`.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from bedside.errors import BedsideError
from bedside.platforms.again import certainly_never_left
from bedside.platforms.base import (
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
from bedside.platforms.newsletter_message import message_bytes, message_id, sender

__all__ = ["NewsletterPublisher"]

_PORTS = {"smtps": 465, "smtp+starttls": 587}  # RFC 8314 section 3.3, RFC 6409
_FINE, _GO_ON, _DENIED = 250, 354, 500
_PUT_OFF, _LAST = 400, 599  # what refuses a message: RFC 5321 section 4.2.1
_WORDS = 4000  # characters of a server's own words that are kept, until secrets are out of them


class NewsletterPublisher:
    """A mail server that is handed one message."""

    HOSTS: tuple[str, ...] = ()  # the practice names its own
    NEEDS: tuple[str, ...] = ("api", "target", "url")
    CAN_BE_ASKED = False
    IS_IDEMPOTENT = False

    def __init__(self, seconds: float = 30, last_seconds: float = 180) -> None:
        """Wait so many seconds for an answer, and for the one after the whole message.

        RFC 5321 section 4.5.3.2.6 asks for ten minutes after the last dot; a run must end sooner.
        """
        self.seconds, self.last_seconds = seconds, last_seconds

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Send once: until the last dot has left, nothing was sent; after it only an answer tells."""
        account = session.account
        try:
            server = urlsplit(base_url(account, self.HOSTS))
            login = secret_parts(session.secret, account.id, "username", "password")
            data = message_bytes(announcement, account, session.now())
            own = sender(account)[1].rpartition("@")[2]
            smtp = certainly_never_left(lambda: self._connect(server, own))
        except (BedsideError, ValueError) as error:
            return Deferred(reason=f"nothing was sent: {error}")
        except (OSError, smtplib.SMTPException) as error:
            return Deferred(reason=f"{server.hostname} cannot be reached: {_said(error)}")
        try:
            return self._send(smtp, login, data, announcement, session)
        finally:
            smtp.close()

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Mail cannot be asked after: a person looks into the list's archive."""
        identity = message_id(announcement, session.account)
        return Unknown(
            reason=f"mail cannot be asked after: look for {identity} in the list's archive"
        )

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Mail cannot be taken back; only the list's archive can be cleaned, by a person."""
        del session
        return Rejected(
            reason=f"a message cannot be taken back: remove {sent.remote_id} from the list's "
            "archive, and send a correction if it matters"
        )

    def _connect(self, server: SplitResult, own: str) -> smtplib.SMTP:
        """Return an encrypted connection to a checked certificate; `own` is the name we greet with."""
        host, context = server.hostname or "", ssl.create_default_context()
        port = server.port or _PORTS.get(server.scheme, 0)
        if server.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, own, timeout=self.seconds, context=context)
        if server.scheme != "smtp+starttls":
            raise ValueError("write `api` as smtps://host:465 or smtp+starttls://host:587")
        smtp = smtplib.SMTP(host, port, own, timeout=self.seconds)
        try:
            smtp.starttls(context=context)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _send(
        self, smtp: smtplib.SMTP, login: dict[str, str], data: bytes, announcement: Announcement,
        session: Session,
    ) -> Outcome:  # fmt: skip
        account = session.account
        try:
            smtp.login(login["username"], login["password"])
        except smtplib.SMTPAuthenticationError as error:
            # 535: RFC 4954 section 6. A 4xx is a server that cannot tell now.
            if error.smtp_code >= _DENIED:
                return Rejected(reason=f"the login failed: {_said(error)}", whole_account=True)
            return Deferred(reason=f"the login failed: {_said(error)}")
        except (OSError, smtplib.SMTPException) as error:
            return Deferred(reason=f"the login failed: {_said(error)}")
        steps: tuple[tuple[Callable[[], tuple[int, bytes]], int], ...] = (
            (lambda: smtp.mail(sender(account)[1]), _FINE),
            (lambda: smtp.rcpt(account.target), _FINE),
            (lambda: smtp.docmd("DATA"), _GO_ON),
        )
        try:
            for ask, good in steps:
                code, said = ask()
                if code // 100 != good // 100:
                    return _refused(code, said)
            # Without the last dot a server throws the message away: RFC 5321 section 4.1.1.4.
            smtp.send(re.sub(rb"(?m)^\.", b"..", data))
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            return Deferred(reason=f"the connection was lost before the end: {_said(error)}")
        return self._end(smtp, announcement, session)

    def _end(self, smtp: smtplib.SMTP, announcement: Announcement, session: Session) -> Outcome:
        """Send the last dot and wait for what the server says of the whole message."""
        identity = message_id(announcement, session.account)
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self.last_seconds)
            smtp.send(b".\r\n")
            code, said = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            return Unknown(reason=f"the whole message left, no answer came: {_said(error)}")
        if code // 100 == _FINE // 100:
            return Sent(remote_id=identity)
        if code < _PUT_OFF or code > _LAST:
            return Unknown(reason=f"the whole message left, and the answer is no reply: {code}")
        return _refused(code, said)


def _refused(code: int, said: bytes | str) -> Rejected | Deferred:
    """Return what a reply that is no success means: 4xx may be tried again, 5xx may not."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    reason = f"the mail server said {code} {' '.join(words.split())[:_WORDS]}"
    return Rejected(reason=reason) if code >= _DENIED else Deferred(reason=reason)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_WORDS]}"
