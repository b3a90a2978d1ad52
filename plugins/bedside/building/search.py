"""Build the search index of the finished pages with Pagefind, the same to the byte each time.

Only what a template marks with `data-pagefind-body` is in it: public posts and pages, no lists, no
hidden page. What is not public has no page here, and so no word in the index. Pagefind is given
that part of a page alone, which takes it little more than half as long; those parts are kept, since
to write a thousand files takes as long as to read them.
"""

import json
import re
import subprocess
from pathlib import Path

from pagefind_bin import get_executable

from bedside.errors import BedsideError
from bedside.files import write_atomic, write_or_link

__all__ = ["SEARCHED", "searched_part", "write_search"]

FOLDER = "pagefind"
SEARCHED = "searched"  # beside the site while it is made, then in build/
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_MARK = "data-pagefind-"
_SEARCHED = f"{_MARK}body"  # where one page has it, Pagefind leaves out those that have not
_PARTS = re.compile(r"(<html\b[^>]*>).*?(<title>[^<]*</title>).*?(<main\b.*</main>)", re.DOTALL)


def write_search(root: Path, known: Path) -> None:
    """Index the pages under `root` into its folder `pagefind`. Raises BedsideError.

    What is searched is left beside `root`; `known` is where the build before left it.
    """
    folder = root.parent / SEARCHED
    folder.mkdir()
    for file in root.rglob("*.html"):
        if part := searched_part(file.read_text(encoding="utf-8")):
            name = file.relative_to(root)
            write_or_link(folder / name, part.encode(), known / name)
    command = [
        str(get_executable()),
        "--site",
        str(folder),
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
    if _SEARCHED not in page:
        return ""
    found = _PARTS.search(page)
    if not found or page.count("<main") != 1 or page.count(_MARK) != found[3].count(_MARK):
        return page
    head, title, main = found.groups()
    return f'<!DOCTYPE html>\n{head}<head><meta charset="utf-8">{title}</head><body>{main}</body></html>'


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
