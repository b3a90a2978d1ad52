"""The points of a mail server: each line that a run sends it, and how the answer to it can fail."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from tests.faults.injected import ANSWERS, Injector

__all__ = ["makes_sense", "put_points"]

# What a server says to each line; RFC 5321 section 4.2. The rest of ANSWERS is of HTTP alone.
_REPLIES = {"500": b"554 5.0.0 no\r\n", "429": b"451 4.0.0 later\r\n"}
_SILENT = {"no answer", "timed out"}
_CUT = {"truncated": b"250-half an ans", "cut after": b"", "refused": b""}
_NEEDS_LOGIN = {"AUTH": b"535 5.7.8 no\r\n"} | dict.fromkeys(
    ("MAIL", "RCPT", "DATA", "."), b"530 5.7.0 log in\r\n"
)
_LINES = {"EHLO", "HELO", "AUTH", "MAIL", "RCPT", "DATA", "."}


def makes_sense(kind: str, words: str) -> bool:
    """Tell whether a fault can happen at a line: HTTP's own cannot, and a message has no answer."""
    if not words.startswith("SMTP "):
        return True
    if words == "SMTP message" and kind in _REPLIES:
        return False
    return kind not in ANSWERS or kind in {*_REPLIES, *_SILENT, *_CUT, "token dies"}


class _Silence(BytesIO):
    """What never says anything."""

    def readline(self, _size: int | None = -1, /) -> bytes:
        raise TimeoutError("timed out")


def put_points(injector: Injector) -> None:
    """Put a point at each line to a mail server in this process."""
    smtp = smtplib.SMTP
    lines = _Lines(injector, smtp.connect, smtp.send, smtp.getreply)
    # Functions, since a bound method would not get the connection.
    smtp.connect = lambda own, *where, **_: lines.connect(own, *where)  # type: ignore[method-assign]  # the suite's own process
    smtp.send = lambda own, line: lines.send(own, line)  # type: ignore[method-assign, assignment, arg-type]  # noqa: PLW0108  a function gets the connection, a bound method does not
    smtp.getreply = lambda own: lines.reply(own)  # type: ignore[method-assign, assignment]  # noqa: PLW0108  a function gets the connection, a bound method does not


@dataclass(slots=True)
class _Lines:
    """The lines of one run's connections, and the library's own calls behind them."""

    injector: Injector
    own_connect: Callable[..., Any]
    own_send: Callable[..., None]
    own_reply: Callable[[smtplib.SMTP], tuple[int, bytes]]
    units: dict[int, str] = field(default_factory=dict)  # by connection
    sent: list[tuple[str, bool]] = field(default_factory=list)  # whose answer is read next

    def connect(self, smtp: smtplib.SMTP, host: str = "", port: int = 0) -> Any:
        self.units[id(smtp)] = f"{host}:{port}"
        is_here, kind = self._reach(smtp, "CONNECT"), self.injector.kind
        if is_here and kind in _REPLIES:
            return int(_REPLIES[kind][:3]), _REPLIES[kind][4:].strip()
        if is_here and kind in _SILENT:
            raise TimeoutError("timed out")
        if is_here and kind in _CUT:
            raise ConnectionRefusedError("refused")
        answer = self.own_connect(smtp, host, port)
        if is_here:
            self.injector.after()
        return answer

    def send(self, smtp: smtplib.SMTP, line: str | bytes) -> None:
        data = line.encode() if isinstance(line, str) else line
        verb = data.split(None, 1)[0].decode("ascii", "replace")
        words = verb.upper() if verb.upper() in _LINES else "message"
        is_here, kind = self._reach(smtp, words), self.injector.kind
        if is_here and words == "message" and kind in {*_SILENT, *_CUT}:
            self.own_send(smtp, data[: len(data) // 2])
            smtp.close()
            raise smtplib.SMTPServerDisconnected("lost")
        arrives = not is_here or ANSWERS.get(kind, True) or kind == "token dies"
        if arrives and not self._is_dead(smtp, words):
            self.own_send(smtp, data)
        if words != "message":
            self.sent.append((words, is_here))
        elif is_here:
            self.injector.after()

    def reply(self, smtp: smtplib.SMTP) -> tuple[int, bytes]:
        if not self.sent:
            return self.own_reply(smtp)
        words, is_here = self.sent.pop()
        answer = self._answer(smtp, words, self.injector.kind if is_here else "")
        if is_here:
            self.injector.after()
        return answer

    def _answer(self, smtp: smtplib.SMTP, words: str, kind: str) -> tuple[int, bytes]:
        if self._is_dead(smtp, words):
            return self._heard(smtp, BytesIO(_NEEDS_LOGIN[words]))
        if kind not in {*_REPLIES, *_SILENT, *_CUT}:
            return self.own_reply(smtp)
        if ANSWERS[kind]:
            self.own_reply(smtp)  # the server has really done it
        said = _Silence() if kind in _SILENT else BytesIO((_REPLIES | _CUT)[kind])
        return self._heard(smtp, said)

    def _heard(self, smtp: smtplib.SMTP, said: BytesIO) -> tuple[int, bytes]:
        """Read an answer that no server gave, with the library's own reader."""
        file, smtp.file = smtp.file, said
        try:
            return self.own_reply(smtp)
        finally:
            if smtp.sock is not None:
                smtp.file = file

    def _is_dead(self, smtp: smtplib.SMTP, words: str) -> bool:
        return self.units[id(smtp)] in self.injector.dead and words in _NEEDS_LOGIN

    def _reach(self, smtp: smtplib.SMTP, words: str) -> bool:
        unit = self.units[id(smtp)]
        is_here = self.injector.reach(unit, f"SMTP {words}")
        if is_here:
            self.injector.before()
            if self.injector.kind == "token dies":
                self.injector.dead.add(unit)
        return is_here
