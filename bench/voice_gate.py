"""Measure the gate on passages and posts in practices' own voices: `voice_gate.py [--misses FILE]`.

Reads the passages of corpus/voice kept from training and the whole posts of corpus/ (see its
README). "found" is the part of disclosures with a finding of tier BLOCK or HOLD; each line leaves
one part of the gate out.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from phi_gate import PHI, cut, read_surfaces

from bedside.checks.model import Rule, Tier

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
READER = "PHI103"
PARTS = ("passages", "posts_independent", "posts_second", "posts_ordinary", "posts")


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
    """Return a post as an author would write it."""
    title = f"# {row['title']}\n\n" if row.get("title") else ""
    return title + str(row["text"])


def measure(part: str, rules: list[Rule], misses: list[str]) -> Count:
    """Read every text of a part with some of the rules."""
    count = Count()
    for row in rows(part):
        found = read_surfaces(cut(text_of(row)), rules)
        tiers = {tier for _, tier, _, _ in found} & {Tier.BLOCK, Tier.HOLD}
        if row["label"] == "positive":
            count.told += 1
            count.found += bool(tiers)
        else:
            count.harmless += 1
            count.flagged += bool(tiers)
            count.blocked += Tier.BLOCK in tiers
        if bool(tiers) != (row["label"] == "positive"):
            misses.append(json.dumps({**row, "codes": sorted({code for code, *_ in found})}))
    return count


def main() -> None:
    """Print a line for the whole gate and for each part of it alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=Path, help="write what was judged wrongly there")
    options = parser.parse_args()
    misses: list[str] = []
    for part in PARTS:
        sets = {
            "rules and reader": PHI,
            "without the reader": [rule for rule in PHI if rule.code != READER],
            "the reader alone": [rule for rule in PHI if rule.code == READER],
        }
        for name, rules in sets.items():
            wrong: list[str] = []
            print(f"{part:17} {name:19} {measure(part, rules, wrong).line()}", flush=True)
            misses += wrong if name == "rules and reader" else []
    if options.misses:
        options.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
