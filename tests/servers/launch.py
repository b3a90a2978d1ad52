"""Start a real server for a test session and stop it: a free port, a process, an answer."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

__all__ = ["HTTP", "free_port", "running"]

# One client for all that tests ask of servers here: no proxy, no certificates, no kept connections.
HTTP = httpx.Client(
    timeout=60, trust_env=False, verify=False, limits=httpx.Limits(max_keepalive_connections=0)  # noqa: S501  loopback
)  # fmt: skip
_PATIENCE = 600  # seconds: the machine may be busy with much else


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, log: Path, folder: Path | None = None) -> Iterator[None]:
    """Run `command` until the block ends; it is up when `url` answers. Fails when it never does."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        try:
            _await(lambda: process.poll() is not None, url, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _await(has_ended: Callable[[], bool], url: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if has_ended():
            break
        try:
            if HTTP.get(url, timeout=5).status_code < 500:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    message = f"{url} never answered:\n{log.read_text(errors='replace')[-2000:]}"
    raise AssertionError(message)
