"""A web server on loopback that shows a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.servers.loopback import loopback

__all__ = ["web_running"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        """Keep the tests' output clean."""


@contextmanager
def web_running(folder: Path) -> Iterator[str]:
    """Yield the address at which `folder` is shown until the block ends."""
    with loopback(partial(_Quiet, directory=str(folder))) as address:
        yield address
