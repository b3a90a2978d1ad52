"""Pages that were rendered since the site was built, and the browsers that wait for the next."""

import threading
from collections.abc import Mapping

__all__ = ["CHANGES", "SCRIPT", "Reloading", "script", "with_script"]

SCRIPT = "/.bedside-reload.js"  # both under the site's base path
CHANGES = "/.bedside-changes"


class Reloading:
    """What a server of a site that is being written shows besides its files."""

    def __init__(self) -> None:
        """Begin with nothing: every page is as it was built."""
        self.pages: dict[str, bytes] = {}  # page file under the site root -> what it says now
        self.turn = 0
        self._changed = threading.Condition()

    def show(self, pages: Mapping[str, str]) -> None:
        """Show these pages too, from now on, and reload every browser."""
        self._turn({**self.pages, **{path: text.encode() for path, text in pages.items()}})

    def show_built(self) -> None:
        """Show the site as it was built, and reload every browser."""
        self._turn({})

    def _turn(self, pages: dict[str, bytes]) -> None:
        with self._changed:
            self.pages = pages
            self.turn += 1
            self._changed.notify_all()

    def wait(self, turn: int, seconds: float) -> int:
        """Return the number of the newest turn, as soon as it is another than this one."""
        with self._changed:
            self._changed.wait_for(lambda: self.turn != turn, seconds)
            return self.turn


def script(base_path: str) -> bytes:
    """Return what a browser runs: it loads the page again at each turn."""
    return (
        f"new EventSource('{base_path}{CHANGES}').onmessage = () => location.reload();\n".encode()
    )


def with_script(page: bytes, base_path: str) -> bytes:
    """Return a page that loads the script; the site's own policy allows what is its own."""
    tag = f'<script src="{base_path}{SCRIPT}" defer></script></head>'.encode()
    return page.replace(b"</head>", tag, 1)
