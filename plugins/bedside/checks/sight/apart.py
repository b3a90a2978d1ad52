"""Read pictures in a process of their own, so that this one stays small; here, where that fails.

The readers' libraries and models take hundreds of megabytes, which a process never gives back. The
other one ends with this one, or as soon as nobody asks any more.
"""

import atexit
import json
import os
import struct
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from bedside.checks.sight.eyes import Seen, see_here
from bedside.errors import BedsideError

if TYPE_CHECKING:
    import subprocess

__all__ = ["see_apart", "serve"]

_SIZE = struct.Struct(">Q")  # before each message: its length
# glibc keeps what is smaller for later: with it, 398 MB were held after six pictures, without 277.
# https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html (read 2026-11-22)
_GIVES_BACK = {"MALLOC_MMAP_THRESHOLD_": "131072"}  # bytes
_COMMAND = "from bedside.checks.sight.apart import serve; serve()"


class _Child:
    """The other process; None until the first picture, and after it failed."""

    process: "subprocess.Popen[bytes] | None" = None
    has_failed = False


def _forget() -> None:
    """Leave the other process to this one, in a copy of it: an answer is for whoever asked."""
    _Child.process = None


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget)


def see_apart(data: bytes) -> Seen:
    """Return what is in a picture. Raises BedsideError where a reader cannot read."""
    answer = None if _Child.has_failed else _ask(data)
    if answer is None:
        _Child.has_failed = True
        return see_here(data)
    if "error" in answer:
        raise BedsideError(str(answer["error"]))
    return Seen(answer["faces"], answer["words"])


def _ask(data: bytes) -> dict[str, Any] | None:
    """Return the other process's answer; None when there is none."""
    try:
        process = _Child.process = _Child.process or _start()
        assert process.stdin
        assert process.stdout
        _write(process.stdin, data)
        answer = json.loads(_read(process.stdout))
    except (EOFError, OSError, ValueError):
        end()
        return None
    return (
        answer
        if isinstance(answer, dict)
        and ({"error"} & answer.keys() or answer.keys() == {"faces", "words"})
        else None
    )


def _start() -> "subprocess.Popen[bytes]":
    """Start Python anew, with the same modules to be found."""
    import subprocess  # noqa: PLC0415  most runs remember every picture

    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **_GIVES_BACK}
    process = subprocess.Popen(  # noqa: S603  a fixed command; pictures go in as bytes
        [sys.executable, "-P", "-c", _COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
    )
    atexit.register(end)
    return process


def end() -> None:
    """Let the other process go."""
    process, _Child.process = _Child.process, None
    if process:
        with suppress(OSError):
            process.communicate()


def serve() -> None:
    """Be the other process: answer each picture with a line of JSON until nobody asks."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    with suppress(EOFError):
        while True:
            data = _read(asked)
            try:
                answer: dict[str, object] = see_here(data)._asdict()
            except BedsideError as error:
                answer = {"error": str(error)}
            _write(answers, json.dumps(answer).encode())


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """Return a message. Raises EOFError at the end, ValueError where it is cut."""
    head = stream.read(_SIZE.size)
    if not head:
        raise EOFError
    (length,) = _SIZE.unpack(head) if len(head) == _SIZE.size else (-1,)
    data = stream.read(length) if length >= 0 else b""
    if len(data) != length:
        raise ValueError("a message is cut")
    return data
