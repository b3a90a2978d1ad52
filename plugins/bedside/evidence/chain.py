"""evidence/evidence.jsonl: one JSON object a line, each carrying the SHA-256 of the line before.

A line that was edited or removed breaks the chain; lines cut off at the end are noticed by
evidence/head.json, which holds the last line's number and hash. Whoever rewrites both can cheat:
the head is printed by every export, so that it can be compared with one that was kept elsewhere.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bedside import __version__
from bedside.errors import BedsideError
from bedside.files import read_text, sha256, write_atomic

__all__ = ["Entry", "Evidence", "Fact", "append", "read_evidence", "refuse_broken"]

# 45 CFR 164.530(j)(2), six years from its creation or the day it was last in effect, whichever is later;
# 164.508(b)(6) makes it so for authorizations. The text as quoted in
# https://www.mail-archive.com/privacy@wedi.org/msg00123.html (read 2026-11-22).
KEEP_YEARS = 6
_FILE, _HEAD = "evidence.jsonl", "head.json"
_FIRST = ""  # what the first line has for the hash of the one before

Fact = str | int | bool | None | list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: its number from 1, when, what kind, of what, and facts that name nobody."""

    number: int
    at: datetime
    kind: str
    subject: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All lines, and what is wrong with them: `problems` are (line number, what)."""

    path: Path
    entries: tuple[Entry, ...]
    problems: tuple[tuple[int, str], ...]
    head: str  # hash of the last line

    def latest(self, kind: str) -> dict[str, Entry]:
        """Return the last entry of a kind for each subject."""
        return {one.subject: one for one in self.entries if one.kind == kind}


def read_evidence(folder: Path) -> Evidence:
    """Read and prove the chain in `folder` (evidence/); a missing one is empty."""
    path = folder / _FILE
    rows = read_text(path).splitlines() if path.exists() else []
    entries: list[Entry] = []
    problems: list[tuple[int, str]] = []
    before = _FIRST
    for number, row in enumerate(rows, start=1):
        entry, said, tie = _read(row, number)
        if entry:
            entries.append(entry)
        if not said and tie != before:
            said = "does not follow from the line before: one of the two was changed, or one between is gone"
        if said:
            problems.append((number, said))
        before = sha256(row.encode())
    problems += _cut_off(folder, [sha256(row.encode()) for row in rows])
    return Evidence(
        path=path, entries=tuple(entries), problems=tuple(problems), head=before if rows else ""
    )


def append(
    folder: Path, at: datetime, kind: str, subject: str, facts: Mapping[str, Fact]
) -> None:  # fmt: skip
    """Add a line and move the head. Raises BedsideError when the chain is broken already."""
    evidence = refuse_broken(folder)
    row = json.dumps(
        {"n": len(evidence.entries) + 1, "at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
         "kind": kind, "subject": subject, "facts": dict(facts), "bedside": __version__,
         "before": evidence.head}, ensure_ascii=False, sort_keys=True,
    )  # fmt: skip
    old = read_text(evidence.path) if evidence.path.exists() else ""
    head = {"lines": len(evidence.entries) + 1, "sha256": sha256(row.encode())}
    write_atomic(evidence.path, f"{old}{row}\n")
    write_atomic(folder / _HEAD, json.dumps(head) + "\n")


def refuse_broken(folder: Path) -> Evidence:
    """Return the evidence when nothing may be wrong with it. Raises BedsideError."""
    evidence = read_evidence(folder)
    if evidence.problems:
        number, said = evidence.problems[0]
        message = (
            f"{evidence.path}:{number}: {said}: take the file back with git, then run this again"
        )
        raise BedsideError(message)
    return evidence


def _read(row: str, number: int) -> tuple[Entry | None, str, str]:
    """Return the entry, what is wrong with it, and the hash that ties it to the line before."""
    try:
        data: dict[str, Any] = json.loads(row)
        entry = Entry(
            number=int(data["n"]), at=datetime.fromisoformat(data["at"]), kind=str(data["kind"]),
            subject=str(data["subject"]), facts=dict(data["facts"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):
        return None, "is not a line that Bedside wrote", ""
    said = "" if entry.number == number else f"says that it is line {entry.number}"
    return entry, said, str(data.get("before", ""))


def _cut_off(folder: Path, hashes: list[str]) -> Iterator[tuple[int, str]]:
    """Yield why the lines do not end as the head says.

    A run that was killed between line and head leaves one line more, which is tied to the head's.
    """
    path, count = folder / _HEAD, len(hashes)
    try:
        head: dict[str, Any] = {"lines": 0, "sha256": _FIRST}
        head = json.loads(read_text(path)) if path.exists() else head
        lines, known = int(head["lines"]), str(head["sha256"])
    except (ValueError, KeyError, TypeError):
        yield max(count, 1), f"{_HEAD} beside it cannot be read"
        return
    if count < lines:
        yield max(count, 1), f"{lines - count} line(s) after this one are gone"
    elif count > lines + 1 or ([_FIRST, *hashes][lines] != known):
        yield max(count, 1), f"does not end as {_HEAD} beside it says"
