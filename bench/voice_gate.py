"""Measure the gate on passages and posts in practices' own voices: `voice_gate.py [--misses FILE]`.

Reads the passages of corpus/voice kept from training and the whole posts of corpus/ (see its
README), each as a file of its own. "found" is the part of disclosures with a finding of tier BLOCK
or HOLD; each line leaves one part of the gate out.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Rule, Tier
from bedside.checks.rules.of_sources import SOURCE_RULES
from bedside.consents import Consents
from bedside.source import read_source

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
READER = "PHI103"
KINDS = ("PHI", "CON")
COUNTED = [rule for rule in SOURCE_RULES if rule.code.startswith(KINDS)]
PARTS = ("posts_exam", "passages", "posts_independent", "posts_second", "posts_ordinary", "posts")


@dataclass(slots=True)
class Count:
    """How one set of rules did on one set of texts."""

    told: int = 0
    found: int = 0
    harmless: int = 0
    flagged: int = 0
    blocked: int = 0

    def line(self) -> str:
        """Return the three figures of the table."""
        return (
            f"found {self.found / max(1, self.told):6.1%} | harmless flagged "
            f"{self.flagged / max(1, self.harmless):5.1%} | harmless BLOCKed "
            f"{self.blocked / max(1, self.harmless):5.1%}"
        )


def rows(part: str) -> Iterator[dict[str, Any]]:
    """Yield the texts of a part: a file of whole posts, or the passages kept from training."""
    file = CORPUS / f"{part}.jsonl"
    files = [file] if file.is_file() else sorted((CORPUS / "voice").glob("*"))
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("split", "test") == "test":
                yield row


def text_of(row: dict[str, Any]) -> str:
    """Return a post as an author would write it; some are whole files."""
    if "file" in row:
        return str(row["text"])
    title = f"title: {json.dumps(row['title'], ensure_ascii=False)}\n" if row.get("title") else ""
    return f"---\n{title}---\n\n{row['text']}"


def tiers_of(row: dict[str, Any], rules: list[Rule], root: Path) -> set[Tier]:
    """Check one text as a file of a practice that nobody named; return what would stop it."""
    content = root / "content"
    file = content / row.get("file", "posts/a.md").removeprefix("content/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text_of(row), encoding="utf-8")
    source = read_source(file, content, ZoneInfo("UTC"))
    context = Context(practice=None, consents=Consents(), now=NOW)
    report = check_sources([source], context, rules)
    found = {one.tier for one in report.findings if one.code.startswith(KINDS) and one.tier}
    return found & {Tier.BLOCK, Tier.HOLD}


def measure(part: str, rules: list[Rule], misses: list[str], root: Path) -> Count:
    """Read every text of a part with some of the rules."""
    count = Count()
    for row in rows(part):
        tiers = tiers_of(row, rules, root)
        if row["label"] == "positive":
            count.told += 1
            count.found += bool(tiers)
        else:
            count.harmless += 1
            count.flagged += bool(tiers)
            count.blocked += Tier.BLOCK in tiers
        if bool(tiers) != (row["label"] == "positive"):
            misses.append(json.dumps(row, ensure_ascii=False))
    return count


def main() -> None:
    """Print a line for the whole gate and for each part of it alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=Path, help="write what was judged wrongly there")
    options = parser.parse_args()
    misses: list[str] = []
    for part in PARTS:
        sets = {
            "rules and reader": COUNTED,
            "without the reader": [rule for rule in COUNTED if rule.code != READER],
            "the reader alone": [rule for rule in COUNTED if rule.code == READER],
        }
        for name, rules in sets.items():
            wrong: list[str] = []
            with TemporaryDirectory() as folder:
                line = measure(part, rules, wrong, Path(folder)).line()
            print(f"{part:17} {name:19} {line}", flush=True)
            misses += wrong if name == "rules and reader" else []
    if options.misses:
        options.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
