"""Measure the PHI rules on labelled text: `phi_gate.py DATA_DIR [--misses FILE]`, see docs/phi-gate.md.

For each `*.dev.jsonl.gz`: how many documents have a finding of tier BLOCK, and of BLOCK or HOLD;
of the tagged spans, how many a finding overlaps; megabytes a second on one core.
"""

import gzip
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bedside.checks.facts import make_facts
from bedside.checks.model import Context, Scope, Tier
from bedside.checks.rules import RULES
from bedside.checks.surfaces import cut_surfaces
from bedside.consents import Consents
from bedside.post import Kind, Source

PHI = [rule for rule in RULES if rule.code.startswith("PHI") and rule.scope is Scope.TEXT]


def findings(text: str) -> list[tuple[str, Tier, int, int]]:
    """Return code, tier and place in the text of everything the PHI rules find."""
    source = Source(path=Path("text.md"), name="text.md", kind=Kind.TEXT, text=text, body=text,
                    body_offset=0, meta=None)  # fmt: skip
    surfaces = cut_surfaces(source)
    cache: dict[str, object] = {"facts": make_facts(None), "body": surfaces[0]}
    context = Context(practice=None, consents=Consents(), now=datetime.now(UTC), cache=cache)
    return [
        (rule.code, match.tier or rule.tier or Tier.NOTE,
         surface.offsets[match.start], surface.offsets[match.end - 1] + 1)
        for surface in surfaces if surface.offsets
        for rule in PHI for match in rule.find(surface, context)
    ]  # fmt: skip


def measure(file: Path, misses: list[str]) -> str:
    """Return two lines of figures for one file."""
    count: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    started = time.process_time()
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            _count(json.loads(line), count, codes, misses, file.name.split(".")[0])
    seconds = time.process_time() - started
    parts = [f"{file.name.split('.')[0]:24}"]
    parts += [_share(group, count) for group in ("all", "positive", "negative") if count[group]]
    if count["spans"]:
        parts.append(f"spans {100 * count['spans found'] / count['spans']:.1f} %")
    parts.append(f"{count['bytes'] / 1e6 / seconds:.2f} MB/s")
    top = " ".join(f"{code}:{number}" for code, number in codes.most_common(8))
    return " | ".join(parts) + f"\n{'':24} {top}"


def _share(group: str, count: Counter[str]) -> str:
    block, any_tier = (1000 * count[f"{group} {tier}"] / count[group] for tier in ("block", "any"))
    return f"{group} {count[group]}: BLOCK {block:.1f}, BLOCK or HOLD {any_tier:.1f} per 1,000"


def _count(
    document: dict[str, Any], count: Counter[str], codes: Counter[str], misses: list[str], name: str
) -> None:
    text = document["text"]
    found = findings(text)
    tiers = {tier for _code, tier, _start, _end in found}
    group = "all" if "tier" not in document else "positive" if document["tier"] else "negative"
    count[group] += 1
    count[f"{group} block"] += Tier.BLOCK in tiers
    count[f"{group} any"] += bool(tiers & {Tier.BLOCK, Tier.HOLD})
    count["bytes"] += len(text.encode())
    codes.update({code for code, _tier, _start, _end in found})
    spots = [(start, end) for code, _tier, start, end in found if code not in {"PHI101", "PHI102"}]
    for span in document.get("spans") or []:
        hit = any(start < span["end"] and span["start"] < end for start, end in spots)
        count["spans"] += 1
        count["spans found"] += hit
        if not hit:
            misses.append(json.dumps([name, document["id"], span["type"]]))


def main() -> None:
    """Print the figures of each file; with `--misses FILE` also list the spans not found."""
    misses: list[str] = []
    for file in sorted(Path(sys.argv[1]).glob("*.jsonl.gz")):
        print(measure(file, misses), flush=True)
    if "--misses" in sys.argv:
        Path(sys.argv[sys.argv.index("--misses") + 1]).write_text("\n".join(misses))


if __name__ == "__main__":
    main()
