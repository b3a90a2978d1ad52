"""Build the search index of the finished pages with Pagefind, the same to the byte each time.

Only what a template marks with `data-pagefind-body` is in it: public posts and pages, no lists, no
hidden page. What is not public has no page here, and so no word in the index.
"""

import json
import subprocess
from pathlib import Path

from pagefind_bin import get_executable

from bedside.errors import BedsideError
from bedside.files import write_atomic

__all__ = ["write_search"]

FOLDER = "pagefind"
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")


def write_search(root: Path) -> None:
    """Index the pages under `root` into its folder `pagefind`. Raises BedsideError."""
    command = [str(get_executable()), "--site", str(root), "--output-subdir", FOLDER, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  no shell; our own folder
    if done.returncode:
        message = f"the search index was not built: {(done.stderr or done.stdout).strip()[:300]}"
        raise BedsideError(message)
    _leave_out_unused(root / FOLDER)


def _leave_out_unused(folder: Path) -> None:
    """Remove Pagefind's own user interfaces and the languages that no page is in."""
    entry = folder / "pagefind-entry.json"
    told = json.loads(entry.read_text("utf-8"))
    write_atomic(entry, json.dumps(told, sort_keys=True))  # Pagefind writes languages in any order
    languages = told["languages"]
    needed = {f"wasm.{one.get('wasm') or 'unknown'}.pagefind" for one in languages.values()}
    for file in folder.iterdir():
        is_index = file.is_dir() or file.suffix == ".pf_meta"
        if not is_index and file.name not in {*_KEPT, *needed}:
            file.unlink()
