"""The operator's mail server (aiosmtpd): login, what it accepted, and answers that refuse."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from tests.servers.launch import free_port

__all__ = ["OperatorMail", "operator_mail_running"]


@dataclass  # no slots: see mail_server.py
class OperatorMail:
    """What arrived, and what the server answers to a message."""

    port: int
    answer: str = "250 OK"
    mails: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return the address of the server with its login."""
        return f"smtp://operator:pass%20word@127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  named by aiosmtpd
        """Take a message or refuse it."""
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(message_from_bytes(content, policy=policy.default))
        return self.answer


@contextmanager
def operator_mail_running() -> Iterator[OperatorMail]:
    """Run the server until the block ends."""
    mail = OperatorMail(free_port())

    def may_enter(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:  # fmt: skip
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (
            b"operator",
            b"pass word",
        )
        return AuthResult(success=good, handled=False)

    with warnings.catch_warnings():  # as long as it runs: it warns at each connection
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")  # on loopback
        controller = Controller(
            mail, hostname="127.0.0.1", port=mail.port, authenticator=may_enter,
            auth_required=True, auth_require_tls=False,
        )  # fmt: skip
        controller.start()
        try:
            yield mail
        finally:
            controller.stop()
