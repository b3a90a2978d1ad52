"""The points where a run can be stopped or deceived, and what can happen at each of them.

A point is one network call, one line to a mail server, one ledger write or one write of the ledger's
witness. It is named by its unit (`ledger`, or the host that is called), by what it is
(`POST /api/v1/statuses`) and by how many of these came before it.
"""

import os
import re
import resource
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bedside import files
from bedside.syndication import witness
from bedside.syndication.store import Ledger

__all__ = [
    "ANSWERS", "GONE", "LEDGER", "OLDER", "WITNESS", "Injector", "Point", "read_trace",
]  # fmt: skip

LEDGER, WITNESS = "ledger", "witness"  # the unit of both; the second one's words
GONE, OLDER = "ledger gone", "ledger put back"  # what happens to it behind a run that was killed
# What a call can meet besides being killed: whether the server really gets the request first.
ANSWERS = {
    "refused": False, "timed out": False, "no answer": True, "500": False, "500 after": True,
    "409": False, "429": False, "200 error": False, "truncated": True, "cut after": True,
    "token dies": False,
}  # fmt: skip


_GREETINGS = frozenset({"SMTP CONNECT", "SMTP EHLO", "SMTP AUTH"})
# What a server numbers by itself: the next run of the suite gets other numbers.
_MADE = re.compile(r"(?<=/)\w*\d\w*$")
_SLUG = re.compile(r"(?<=/)[^/]*01[0-9a-z]{24}(?=[/.])|(?<=^GET )/.*(?=/output/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One network call or ledger write: the `number`-th one (from 1) of its unit with these words."""

    unit: str
    words: str
    number: int

    @property
    def is_reading(self) -> bool:
        """Tell whether it is a call that changes nothing."""
        return self.words.startswith("GET") or self.words in _GREETINGS


def read_trace(trace: Path) -> tuple[Point, ...]:
    """Return the points that a run reached, in their order."""
    rows = (row.split("\t") for row in trace.read_text().splitlines())
    return tuple(Point(unit, words, int(number)) for unit, words, number in rows)


@dataclass(slots=True)
class Injector:
    """One run's faults: `kind` happens at each point in `at`."""

    kind: str
    at: frozenset[Point]
    trace: Path  # one line for each point, written before it: it survives the process
    ignores_key: frozenset[str] = frozenset()  # hosts of servers that know no Idempotency-Key
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    dead: set[str] = field(default_factory=set)  # units whose token has died
    jump: timedelta = timedelta()

    def install(self) -> None:
        """Put the points into this process."""
        append, send, write_file = Ledger.append, httpx.Client.send, files.write_atomic

        def counted_append(ledger: Ledger, events: Any) -> None:
            rows = list(events)
            if not rows:
                return
            kinds = " ".join(sorted({row.kind.value for row in rows}))
            self._write(kinds, lambda: append(ledger, rows))

        def counted_send(client: httpx.Client, request: httpx.Request, **options: Any) -> Any:
            if request.url.netloc.decode() in self.ignores_key:
                request.headers.pop("Idempotency-Key", None)
            return self._call(request, lambda: send(client, request, **options))

        def counted_witness(path: Path, data: str) -> None:
            self._write(WITNESS, lambda: write_file(path, data))

        vars(witness)["write_atomic"] = counted_witness  # the suite's own process
        Ledger.append = counted_append  # type: ignore[assignment, method-assign]  # the same
        httpx.Client.send = counted_send  # type: ignore[assignment, method-assign]  # the same

    def now(self, clock: Callable[[], datetime]) -> Callable[[], datetime]:
        """Return a clock that jumps when its point is reached."""
        return lambda: clock() + self.jump

    def reach(self, unit: str, words: str) -> bool:
        """Note the point; tell whether the fault is here."""
        self.counts[unit, words] += 1
        point = Point(unit, words, self.counts[unit, words])
        with self.trace.open("a") as out:
            out.write(f"{unit}\t{words}\t{point.number}\n")
        return point in self.at

    def _write(self, words: str, write: Callable[[], None]) -> None:
        is_here = self.reach(LEDGER, words)
        if is_here:
            self.before()
        if is_here and self.kind == "disk full":
            with _no_room():
                write()
            return
        write()
        if is_here:
            self.after()

    def _call(self, request: httpx.Request, send: Callable[[], httpx.Response]) -> httpx.Response:
        unit = request.url.netloc.decode()
        path = _MADE.sub("*", request.url.path)
        words = _SLUG.sub("*", f"{request.method} {path}")  # the same for each post and run
        is_here = self.reach(unit, words)
        if is_here:
            self.before()
        if is_here and self.kind == "token dies":
            self.dead.add(unit)
        if unit in self.dead:
            return httpx.Response(401, json={"error": "token revoked"}, request=request)
        if not is_here or self.kind not in ANSWERS:
            answer = send()
        else:
            answer = _broken(self.kind, request, send if ANSWERS[self.kind] else None)
        if is_here:
            self.after()
        return answer

    def before(self) -> None:
        """Let happen what happens before the point."""
        if self.kind == "killed before":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == "two runners":
            os.kill(os.getpid(), signal.SIGSTOP)  # the other one runs to its end meanwhile
        if self.kind == "clock on":
            self.jump = timedelta(days=2)
        if self.kind == "clock back":
            self.jump = timedelta(days=-2)

    def after(self) -> None:
        """Let happen what happens behind it."""
        if self.kind in {"killed after", GONE, OLDER}:
            os.kill(os.getpid(), signal.SIGKILL)


def _broken(
    kind: str, request: httpx.Request, send: Callable[[], httpx.Response] | None
) -> httpx.Response:  # fmt: skip
    """Return or raise what the caller sees; with `send` the server has really done it."""
    answer = send() if send else None
    match kind:
        case "refused":
            refused = httpx.ConnectError("connection refused", request=request)
            raise refused from ConnectionRefusedError("connection refused")
        case "timed out" | "no answer":
            raise httpx.ReadTimeout("timed out", request=request)
        case "cut after":
            raise httpx.ReadError("connection reset by peer", request=request)
        case "truncated":
            assert answer is not None
            raise httpx.RemoteProtocolError("peer closed the connection", request=request)
        case "429":
            headers = {"Retry-After": "60"}
            return httpx.Response(
                429, json={"error": "slow down"}, headers=headers, request=request
            )
        case "200 error":
            return httpx.Response(200, json={"error": "not allowed"}, request=request)
    status = int(kind.partition(" ")[0])
    return httpx.Response(status, json={"error": "broken"}, request=request)


class _no_room:  # noqa: N801  used like a function
    """No file of this process or of one that it starts may grow: what a full disk does."""

    def __enter__(self) -> None:
        self.was = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self.was[1]))

    def __exit__(self, *_error: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self.was)
