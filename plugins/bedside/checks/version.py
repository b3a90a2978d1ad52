"""Which rules and which reader a report was made by."""

import json

from bedside.checks.own_code import own_code
from bedside.checks.reader.model import reader_problem
from bedside.files import read_text, shipped

__all__ = ["reader_version", "rules_version"]


def rules_version() -> str:
    """Return twelve digits that change with every change of a rule or of a word list."""
    return own_code().rules


def reader_version() -> str:
    """Return the small reader's version, or why it cannot be loaded."""
    if problem := reader_problem():
        return f"not loaded: {problem}"
    return str(json.loads(read_text(shipped("vendor/reader/reader.json")))["version"])
