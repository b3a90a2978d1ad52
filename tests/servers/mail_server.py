"""A real mail server (aiosmtpd) with TLS, login and faults: it keeps what it accepted."""

import asyncio
import email
import email.policy
import socket
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

__all__ = ["MailServer", "certificate", "mail_running"]


@dataclass(kw_only=True)  # with slots Python 3.11.2 cannot list its members, as aiosmtpd asks
class MailServer:
    """What came, and how the next message is answered."""

    url: str = ""
    username: str = "larkfield"
    password: str = "mail-secret-0123456789"
    fault: str = ""  # a reply to a command as `RCPT 451 …`; `lost after DATA`, `slow`
    messages: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    def reply(self, command: str) -> str:
        """Return the reply that a fault gives to a command, or nothing."""
        name, _, reply = self.fault.partition(" ")
        return reply if name == command else ""

    async def handle_MAIL(  # noqa: N802  named by aiosmtpd
        self, server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        if self.fault == "lost before DATA":
            server.transport.abort()
        return self.reply("MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802  named by aiosmtpd
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.reply("RCPT") or "250 OK"

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802  named by aiosmtpd
        if reply := self.reply("DATA"):
            return reply
        content = envelope.original_content or b""
        self.raw.append(content)
        policy = email.policy.default
        self.messages.append(email.message_from_bytes(content, EmailMessage, policy=policy))
        self.recipients += envelope.rcpt_tos
        if self.fault == "lost after DATA":
            server.transport.abort()
        if self.fault == "slow":
            await asyncio.sleep(1.5)
        return "250 queued"

    def authenticate(self, *given: Any) -> AuthResult:
        """Tell whether a login is the account's."""
        login = given[-1]
        good = isinstance(login, LoginPassword) and (login.login, login.password) == (
            self.username.encode(), self.password.encode(),
        )  # fmt: skip
        return AuthResult(success=good, handled=good)  # not handled: the server answers 535


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 and return it with its key."""
    found, key = folder / "mail.pem", folder / "mail.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(found), "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    return found, key


@contextmanager
def mail_running(pair: tuple[Path, Path], *, starttls: bool) -> Iterator[MailServer]:
    """Serve on a free port until the block ends."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*pair)
    server = MailServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tls: dict[str, Any] = (
        {"tls_context": context, "require_starttls": True} if starttls else {"ssl_context": context}
    )
    controller = Controller(
        server, hostname="127.0.0.1", port=port, auth_required=True, auth_require_tls=starttls,
        authenticator=server.authenticate, **tls,
    )  # fmt: skip
    with warnings.catch_warnings():
        # It takes no notice that the whole connection is encrypted.
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
        yield from _served(controller, server, starttls=starttls, port=port)


def _served(
    controller: Controller, server: MailServer, *, starttls: bool, port: int
) -> Iterator[MailServer]:
    controller.start()
    server.url = f"{'smtp+starttls' if starttls else 'smtps'}://127.0.0.1:{port}"
    try:
        yield server
    finally:
        controller.stop()
