"""Which rules and which reader a report was made by."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from bedside.checks.reader.model import reader_problem
from bedside.files import read_text, shipped

__all__ = ["reader_version", "rules_version"]

_KINDS = {".py", ".txt", ".tsv"}


@cache
def rules_version() -> str:
    """Return twelve digits that change with every change of a rule or of a word list."""
    folder = Path(__file__).parent
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in _KINDS and file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def reader_version() -> str:
    """Return the small reader's version, or why it cannot be loaded."""
    if problem := reader_problem():
        return f"not loaded: {problem}"
    return str(json.loads(read_text(shipped("vendor/reader/reader.json")))["version"])
