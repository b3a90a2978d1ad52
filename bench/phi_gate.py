"""Measure the PHI rules on labelled text: `phi_gate.py DATA_DIR [--held-out] [--misses FILE]`.

`--held-out` first derives the word lists and the weights from two thirds of the texts and measures
on the last third; docs/phi-gate.md says how far that third has been looked at.
"""

import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from derive_reader import derive
from derive_words import write_education
from split import is_test

from bedside.checks import words
from bedside.checks.doubt import confirm
from bedside.checks.facts import make_facts
from bedside.checks.model import Context, Rule, Scope, Surface, Tier
from bedside.checks.passages import sentences
from bedside.checks.rules import RULES
from bedside.checks.surfaces import cut_surfaces
from bedside.consents import Consents
from bedside.post import Kind, Source

PHI = [rule for rule in RULES if rule.code.startswith("PHI") and rule.scope is Scope.TEXT]
EDUCATION = ("medquad", "cancergov")
NAMES = Path(__file__).parent / "names_of_many_origins.txt"
PASTED = (1, 2, 3, 5)  # sentences of a note in an article
TRIES = 300
Found = list[tuple[str, Tier, int, int]]


def cut(text: str) -> list[Surface]:
    """Return the surfaces of a text, as the engine cuts them."""
    source = Source(path=Path("text.md"), name="text.md", kind=Kind.TEXT, text=text, body=text,
                    body_offset=0, meta=None)  # fmt: skip
    return cut_surfaces(source)


def findings(text: str) -> Found:
    """Return code, tier and place in the text of everything the PHI rules find."""
    return read_surfaces(cut(text))


def read_surfaces(surfaces: list[Surface], rules: Sequence[Rule] = PHI) -> Found:
    """Return what the rules find on the surfaces of one text."""
    title = next((one.text for one in surfaces if one.name == "title"), "")
    cache: dict[str, object] = {"facts": make_facts(None), "body": surfaces[0], "title": title}
    context = Context(practice=None, consents=Consents(), now=datetime.now(UTC), cache=cache)
    return [
        (rule.code, match.tier or rule.tier or Tier.NOTE,
         surface.offsets[match.start], surface.offsets[match.end - 1] + 1)
        for surface in surfaces if surface.offsets
        for rule in rules for found in rule.find(surface, context)
        if (match := confirm(rule, found, surface, context))
    ]  # fmt: skip


def fails(found: Found) -> bool:
    """Tell whether a post with these findings would not be published."""
    return any(tier in {Tier.BLOCK, Tier.HOLD} for _code, tier, _start, _end in found)


def overlaps(found: Found, start: int, end: int) -> bool:
    """Tell whether an identifier is found there; a story is none."""
    return any(one < end and start < other for code, _tier, one, other in found if code < "PHI1")


def read_documents(file: Path, *, held_out: bool) -> list[dict[str, Any]]:
    """Return a file's documents; only the test split's when held out."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [one for one in map(json.loads, lines) if not held_out or is_test(one["id"])]


@dataclass(slots=True)
class Tally:
    """What was counted over one file."""

    seconds: float = 0.0
    size: int = 0
    number: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    clean: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, document: dict[str, Any]) -> None:
        """Count one document."""
        text = document["text"]
        surfaces = cut(text)
        started = time.process_time()
        found = read_surfaces(surfaces)
        self.seconds += time.process_time() - started
        self.size += len(text.encode())
        group = (
            "all" if "tier" not in document else "disclosures" if document["tier"] else "harmless"
        )
        is_blocked = any(tier is Tier.BLOCK for _code, tier, _start, _end in found)
        self.number.update(
            [group, *[f"{group} block"] * is_blocked, *[f"{group} any"] * fails(found)]
        )
        self.codes.update({code for code, _tier, _start, _end in found})
        if fails(found) != (document.get("label") in {"hard_negative", "negative"}):
            self.misses.append(json.dumps([group, document["id"], sorted(self.codes)]))
        if not found:
            self.clean.append(text)
        for span in document.get("spans") or []:
            hit = overlaps(found, span["start"], span["end"])
            self.number.update(["spans", *["spans found"] * hit])
            if not hit:
                self.misses.append(json.dumps([document["id"], span["type"]]))

    def lines(self, name: str) -> Iterator[str]:
        """Yield what is printed of the file."""
        for group in ("all", "disclosures", "harmless"):
            if total := self.number[group]:
                block, every = (
                    1000 * self.number[f"{group} {one}"] / total for one in ("block", "any")
                )
                yield f"{name:22} {group:12} {total:5} texts, per 1,000: BLOCK {block:6.1f}, BLOCK or HOLD {every:6.1f}"
        if total := self.number["spans"]:
            yield f"{name:22} spans found {100 * self.number['spans found'] / total:.1f} % of {total}"
        top = " ".join(f"{code}:{number}" for code, number in self.codes.most_common(8))
        yield f"{name:22} {self.size / 1e6 / self.seconds:.2f} MB/s  {top}"


def pasted(notes: list[str], articles: list[str], number: int) -> float:
    """Return the share of articles that fail with so many sentences of a stranger's note in them."""
    chance = random.Random(number)  # noqa: S311  the same sample every time, no secret
    long = [parts for note in notes if len(parts := sentences(note)) >= number]
    hits = 0
    for _ in range(TRIES):
        parts = chance.choice(long)
        first = chance.randrange(len(parts) - number + 1)
        blocks = chance.choice(articles).split("\n\n")
        blocks.insert(chance.randrange(len(blocks) + 1), "".join(parts[first : first + number]))
        hits += fails(findings("\n\n".join(blocks)))
    return 100 * hits / TRIES


def named(notes: list[str]) -> float:
    """Return the share of names found that stand in notes instead of `the patient`."""
    people = NAMES.read_text(encoding="utf-8").splitlines()
    chance = random.Random(1)  # noqa: S311  the same sample every time, no secret
    count: Counter[bool] = Counter()
    for note in notes:
        person = chance.choice(people)
        spots: list[tuple[int, int]] = []
        text = ""
        at = 0
        for found in re.finditer(r"\b(?:(?:The|the|This) patient|^(?:She|He))\b(?!')", note):
            name = person if not spots else person.split()[0]
            text += note[at : found.start()]
            spots.append((len(text), len(text) + len(name)))
            text, at = text + name, found.end()
        all_found = findings(text + note[at:])
        count.update(overlaps(all_found, *spot) for spot in spots)
    return 100 * count[True] / count.total()


def derive_from_two_thirds(data: Path, out: Path) -> None:
    """Write lists and weights that know nothing of the test split."""
    for file in words.DATA.iterdir():
        (out / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    texts = [
        one["text"]
        for name in EDUCATION
        for one in read_documents(data / f"{name}.dev.jsonl.gz", held_out=False)
        if not is_test(one["id"])
    ]
    write_education(texts, out)
    words.DATA = out
    derive(data, out / "note_weights.txt", train=True)


def measure(data: Path, *, held_out: bool) -> list[str]:
    """Print every figure; return what was missed."""
    tallies: dict[str, Tally] = {}
    read = partial(read_documents, held_out=held_out)
    for file in sorted(data.glob("*.dev.jsonl.gz")):
        name = file.name.split(".")[0]
        tally = tallies[name] = Tally()
        for document in read(file):
            tally.add(document)
        print("\n".join(tally.lines(name)), flush=True)
    notes = [one["text"] for one in read(data / "mtsdialog_notes.dev.jsonl.gz")]
    articles = [text for name in EDUCATION for text in tallies[name].clean]
    for number in PASTED:
        print(
            f"{number} sentences of a note in an article: found {pasted(notes, articles, number):.1f} %"
        )
    print(f"names of many origins in notes: found {named(notes):.1f} %")
    return [line for tally in tallies.values() for line in tally.misses]


def main() -> None:
    """Measure on everything, or on what is kept for it; `--misses FILE` lists what was missed."""
    data, held_out = Path(sys.argv[1]), "--held-out" in sys.argv
    with TemporaryDirectory() as folder:
        if held_out:
            derive_from_two_thirds(data, Path(folder))
        misses = measure(data, held_out=held_out)
    if "--misses" in sys.argv:
        Path(sys.argv[sys.argv.index("--misses") + 1]).write_text("\n".join(misses))


if __name__ == "__main__":
    main()
