"""What the reader's first reading costs, over the sample practice's own posts.

usage: python bench/reader_cost.py

Prints one object: `reader_share_of_paragraphs`, those that the rules and the weights of words could
not clear, of all; `reader_ms_per_paragraph`, processor time for each of these; and how many there were.
"""

import json
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bedside.checks.engine import check_paths
from bedside.checks.reader import verdict
from bedside.checks.reader.model import Reader
from bedside.checks.rules import told
from bedside.project import open_project

ROOT = Path(__file__).resolve().parent.parent


def reader_cost() -> dict[str, float]:
    """Check every post with no memory of an earlier check, and count."""
    paragraphs: set[tuple[str, int]] = set()
    read: set[tuple[str, int]] = set()
    spent = 0.0
    cut, judge, run = told.passages_of, verdict.how_surely, Reader.read

    def counted(text: str) -> Any:
        found = cut(text)
        paragraphs.update((text, one.start) for one in found)
        return found

    def noted(place: Any) -> float:
        read.add((place.text, place.start))
        return judge(place)

    def timed(self: Reader, pieces: list[int]) -> list[float]:
        nonlocal spent
        start = time.process_time()
        scores = run(self, pieces)
        spent += time.process_time() - start
        return scores

    told.passages_of, verdict.how_surely, Reader.read = counted, noted, timed  # type: ignore[assignment, method-assign]
    with tempfile.TemporaryDirectory() as name:  # nothing is remembered there
        root = Path(name)
        shutil.copytree(ROOT / "content", root / "content")
        for file in ("practice.toml", "consents.toml"):
            shutil.copy(ROOT / file, root)
        one = open_project(root / "practice.toml")
        posts = [one.content / "posts"]
        check_paths(posts, one.practice, one.consents, datetime.now(UTC), one.content)
    seen = len(paragraphs & read)
    return {
        "reader_share_of_paragraphs": round(seen / len(paragraphs), 3),
        "reader_ms_per_paragraph": round(1000 * spent / max(1, seen), 1),
        "reader_paragraphs": seen,
    }


if __name__ == "__main__":
    print(json.dumps(reader_cost()))
