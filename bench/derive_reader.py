"""Derive the weights of the cheap reader: `derive_reader.py DATA_DIR OUT [--train]`.

A logistic model over the words and pairs of words of a sentence: does it read like a note on one
patient, or like health education and a practice's other posts? Trained by stochastic descent
without any library; the same input gives the same file. `--train` leaves the test split out, so
that bench/phi_gate.py can measure on it.
"""

import gzip
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from split import is_test

from bedside.checks.notes import SCALE, features, plain_lower, split_words
from bedside.checks.passages import sentences

# How much a sentence of each source counts. Of voice, only the harmless passages are general.
NOTES = {"mtsdialog_notes": 2.0, "asqphi": 1.0}
GENERAL = {"medquad": 1.0, "cancergov": 1.0, "voice": 2.0}
OURS = Path(__file__).parent / "texts"
OURS_COUNTS = 1.0
LEAST = 4  # sentences that must have a feature, so that no weight is one sentence's own
KEPT = 6000
ROUNDS = 4
RATE, DECAY, BIAS_RATE = 0.25, 0.01, 0.002
_TOLD_BY_LEAVE = re.compile(r"^(?:consent|vignette):", re.MULTILINE)
Row = tuple[tuple[str, ...], float, float]  # features, label, how much it counts


def documents(data: Path, *, train: bool) -> Iterator[tuple[str, float, float]]:
    """Yield a text, 1 for a note or 0 for general, and how much it counts."""
    for label, sources in ((1.0, NOTES), (0.0, GENERAL)):
        for name, counts in sources.items():
            with gzip.open(data / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
                for one in map(json.loads, lines):
                    is_wanted = name != "voice" or one["label"] == "negative"
                    if is_wanted and not (train and is_test(one["id"])):
                        yield one["text"], label, counts
    for label, name in ((1.0, "notes"), (0.0, "generals")):
        for line in (OURS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            yield line, label, OURS_COUNTS
    for post in sorted((Path(__file__).parent.parent / "content").rglob("*.md")):
        text = post.read_text(encoding="utf-8")
        if not _TOLD_BY_LEAVE.search(text):
            yield text, 0.0, 1.0


def read_rows(data: Path, *, train: bool) -> list[Row]:
    """Return every sentence as its features."""
    return [
        (tuple(sorted(features(_words(sentence)))), label, counts)
        for text, label, counts in documents(data, train=train)
        for sentence in sentences(text)
    ]


def _words(sentence: str) -> list[str]:
    lower = plain_lower(sentence)
    return split_words(lower, 0, len(lower))


def fit(rows: list[Row], names: list[str], rounds: int) -> tuple[list[float], float]:
    """Return the weight of each feature and the bias (logistic loss, AdaGrad)."""
    index = {name: at for at, name in enumerate(names)}
    made = [
        ([index[one] for one in found if one in index], label, counts)
        for found, label, counts in rows
    ]
    chance = random.Random(3)  # noqa: S311  the same sample every time, no secret
    weights, squares, bias = [0.0] * len(names), [1e-6] * len(names), -3.0
    for _ in range(rounds):
        chance.shuffle(made)
        for found, label, counts in made:
            total = bias + sum(weights[one] for one in found)
            error = counts * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - label)
            bias -= BIAS_RATE * error
            if abs(error) < BIAS_RATE:
                continue
            for one in found:
                squares[one] += error * error
                weights[one] -= RATE / math.sqrt(squares[one]) * (error + DECAY * weights[one])
    return weights, bias


def choose(rows: list[Row]) -> list[str]:
    """Return the features that a first fit finds heavy and frequent."""
    seen: Counter[str] = Counter()
    for found, _label, _counts in rows:
        seen.update(found)
    names = sorted(name for name, number in seen.items() if number >= LEAST)
    weights, _bias = fit(rows, names, 3)
    matters = {
        name: abs(weight) * math.sqrt(seen[name])
        for name, weight in zip(names, weights, strict=True)
    }
    return sorted(sorted(names, key=lambda name: -matters[name])[:KEPT])


def derive(data: Path, out: Path, *, train: bool) -> None:
    """Write the bias, then each weight with the features that have it."""
    rows = read_rows(data, train=train)
    names = choose(rows)
    weights, bias = fit(rows, names, ROUNDS)
    groups: dict[int, list[str]] = defaultdict(list)
    for name, weight in zip(names, weights, strict=True):
        if rounded := round(weight * SCALE):
            groups[rounded].append(name)
    lines = [f"{weight}\t{','.join(groups[weight])}" for weight in sorted(groups)]
    text = "\n".join([str(round(bias * SCALE)), *lines]) + "\n"
    out.write_text(text, encoding="utf-8")
    print(f"{len(rows)} sentences, {sum(map(len, groups.values()))} features, {len(text)} bytes")


if __name__ == "__main__":
    derive(Path(sys.argv[1]), Path(sys.argv[2]), train="--train" in sys.argv)
