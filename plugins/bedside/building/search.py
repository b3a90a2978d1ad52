"""Build the search index of the finished pages with Pagefind, the same to the byte each time.

Only what a template marks with `data-pagefind-body` is in it: public posts and pages, no lists, no
hidden page. What is not public has no page here, and so no word in the index. Pagefind is given
that part of a page alone, which takes it little more than half as long.
"""

import json
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind_bin import get_executable

from bedside.errors import BedsideError
from bedside.files import write_atomic

__all__ = ["searched_part", "write_search"]

FOLDER = "pagefind"
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_MARK = "data-pagefind-"
_PARTS = re.compile(r"(<html\b[^>]*>).*?(<title>[^<]*</title>).*?(<main\b.*</main>)", re.DOTALL)


def write_search(root: Path) -> None:
    """Index the pages under `root` into its folder `pagefind`. Raises BedsideError."""
    with TemporaryDirectory(prefix=".search-", dir=root.parent) as name:
        _copy_searched(root, Path(name))
        command = [
            str(get_executable()),
            "--site",
            name,
            "--output-path",
            str(root / FOLDER),
            "--quiet",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  no shell; our own folder
    if done.returncode:
        message = f"the search index was not built: {(done.stderr or done.stdout).strip()[:300]}"
        raise BedsideError(message)
    _leave_out_unused(root / FOLDER)


def searched_part(page: str) -> str:
    """Return of a page what Pagefind reads: language, title and what is marked; "" where nothing is.

    A page whose marks are not all in its one `main` is returned whole.
    """
    if _MARK not in page:
        return ""
    found = _PARTS.search(page)
    if not found or page.count("<main") != 1 or page.count(_MARK) != found[3].count(_MARK):
        return page
    head, title, main = found.groups()
    return f'<!DOCTYPE html>\n{head}<head><meta charset="utf-8">{title}</head><body>{main}</body></html>'


def _copy_searched(root: Path, folder: Path) -> None:
    for file in root.rglob("*.html"):
        if part := searched_part(file.read_text(encoding="utf-8")):
            target = folder / file.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(part, encoding="utf-8")


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
