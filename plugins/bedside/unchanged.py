"""What the last build was made from, so that one with nothing to do need not be made again."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bedside.clock import moment_of
from bedside.files import sha256_file, write_atomic
from bedside.inputs import key_of

__all__ = ["LastBuild", "last_build", "remember"]

VERSION = 1
_LONGEST = 1_000_000  # bytes: a record is a few lines
_NAME = "unchanged.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBuild:
    """A build that may stand: its inputs, from when until when it holds, what it told."""

    key: str
    built_at: str  # ISO 8601, aware
    until: str  # the first moment at which a build of the same files would differ
    zone: str  # the practice's own: `--now` is read in it
    receipt: str  # SHA-256 of receipt.json, which vouches for every other file
    said: tuple[str, ...]  # what people were told, line by line
    warned: tuple[str, ...]
    code: int
    is_by_hand: bool  # there are accounts that a person posts on: what is due changes by the hour


def remember(build: Path, found: LastBuild) -> None:
    """Keep a build's record beside its receipt."""
    write_atomic(build / _NAME, json.dumps({"version": VERSION, **asdict(found)}, indent=1) + "\n")


def last_build(practice_file: Path, now: str | None, inputs: Iterable[str]) -> LastBuild | None:
    """Return the last build where one made at `now` from today's files, `inputs`, would be the same.

    Everything is proven again: each file that it was made from, and each of output/ and the outbox
    against the receipt. A record of another version, cut short or changed, is no record.
    """
    root = practice_file.resolve().parent
    build = root / "build"
    found = _read(build / _NAME)
    if found is None or any(build.glob(".staging-*")):  # a build was killed: the next one sweeps
        return None
    try:
        moment = moment_of(now, ZoneInfo(found.zone))
        holds = (
            datetime.fromisoformat(found.built_at) <= moment < datetime.fromisoformat(found.until)
        )
        if not holds or key_of(inputs) != found.key:
            return None
        return found if _is_whole(root, found.receipt) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _read(path: Path) -> LastBuild | None:
    """Return the record; None when it is not one that this version wrote."""
    try:
        if path.stat().st_size > _LONGEST:
            return None
        data: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    names = {one.name for one in fields(LastBuild)}
    if not isinstance(data, dict) or data.pop("version", None) != VERSION or data.keys() != names:
        return None
    lines = [data.pop("said"), data.pop("warned")]
    code, by_hand = data.pop("code"), data.pop("is_by_hand")
    is_right = (
        all(isinstance(one, str) for one in data.values())
        and all(isinstance(one, list) and all(isinstance(row, str) for row in one) for one in lines)
        and code in (0, 1)  # a build that did not end so left no site to stand
        and type(by_hand) is bool
    )
    if not is_right:
        return None
    said, warned = map(tuple, lines)
    return LastBuild(**data, said=said, warned=warned, code=code, is_by_hand=by_hand)


def _is_whole(root: Path, receipt_hash: str) -> bool:
    """Tell whether output/ and the outbox are, file for file, what the receipt says."""
    receipt = (root / "build" / "receipt.json").read_bytes()
    if hashlib.sha256(receipt).hexdigest() != receipt_hash:
        return False
    told = json.loads(receipt)
    if sha256_file(root / "build" / "outbox.json") != told["outbox_sha256"]:
        return False
    output = root / "output"
    paths = [Path(folder, name) for folder, _, names in os.walk(output) for name in names]
    return bool(
        told["files"] == {one.relative_to(output).as_posix(): sha256_file(one) for one in paths}
    )
