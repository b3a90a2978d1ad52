"""Check a commit's message: it stays in the history for as long as the files do."""

import os
import re
from datetime import datetime
from pathlib import Path

from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Report, Tier
from bedside.consents import Consents
from bedside.files import read_text
from bedside.post import Kind, Source
from bedside.practice import Practice
from bedside.text import nfc

__all__ = ["check_message"]

_SCISSORS = re.compile(r"^# -+ >8 -+$.*", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^#.*$\n?", re.MULTILINE)
# The people who worked on the change, as git writes them: https://git-scm.com/docs/git-interpret-trailers
_TRAILER = re.compile(r"^[A-Z][A-Za-z]*(?:-[A-Za-z]+)*-[Bb]y: .*<[^<>]*>\s*$\n?", re.MULTILINE)


def check_message(file: Path, practice: Practice | None, now: datetime) -> Report:
    """Return what a message gives away about a patient; git's own remarks in it are not read."""
    text = nfc(read_text(file))
    # Git takes its remarks out after an editor was open; without one, lines with # are kept:
    # https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupltmodegt
    was_edited = os.environ.get("GIT_EDITOR") != ":"
    for part in (_SCISSORS, _COMMENT, _TRAILER) if was_edited else (_TRAILER,):
        text = part.sub("", text)
    source = Source(
        path=Path("commit message"), name="commit-message", kind=Kind.TEXT, text=text, body=text,
        body_offset=0, meta=None,
    )  # fmt: skip
    report = check_sources([source], Context(practice=practice, consents=Consents(), now=now))
    kept = tuple(one for one in report.findings if one.tier in (Tier.BLOCK, Tier.HOLD))
    return Report(findings=kept, checked=1, rules=report.rules)
