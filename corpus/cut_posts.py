"""Cut the taught posts into passages as the reader meets them: `python corpus/cut_posts.py`.

Reads corpus/posts_taught.jsonl, whole files of posts with `tells`, the parts of each that tell of a
patient, and writes corpus/voice/posts.*.jsonl: each passage with its post's title. What only
touches a telling part is left out: nobody could say which it is.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from bedside.checks.reader import paragraphs_at, passages_of
from bedside.checks.rules.told import NO_PASSAGE
from bedside.checks.surfaces import cut_surfaces
from bedside.source import read_source

HERE = Path(__file__).resolve().parent
TAUGHT = HERE / "posts_taught.jsonl"
A_FILE = 700  # lines
_FEWEST = 7  # words
_WHOLE = 0.6  # of the words of the passage or of the telling part


def main() -> None:
    """Write the passages."""
    rows = [row for post in _posts() for row in _passages(post)]
    for old in (HERE / "voice").glob("posts.*.jsonl"):
        old.unlink()
    for number, at in enumerate(range(0, len(rows), A_FILE), start=1):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows[at : at + A_FILE])
        (HERE / "voice" / f"posts.{number:02}.jsonl").write_text("".join(lines), encoding="utf-8")
    print(
        f"{len(rows)} passages, {sum(row['label'] == 'positive' for row in rows)} of them telling"
    )


def _posts() -> Iterator[dict[str, str]]:
    for line in TAUGHT.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _passages(post: dict[str, str]) -> Iterator[dict[str, str | None]]:
    """Yield what the reader would be asked of one post."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name) / "content"
        file = Path(name) / post["file"]
        file.parent.mkdir(parents=True)
        file.write_text(post["text"], encoding="utf-8")
        source = read_source(file, content, ZoneInfo("UTC"))
        surfaces = cut_surfaces(source)
    tells = [_words(one) for one in post["tells"]]
    title = " ".join(source.values.get("title", "").split())
    number = 0
    for surface in surfaces:
        if NO_PASSAGE.match(surface.name):
            continue
        for text in _asked(surface.text):
            label = _label(_words(text), tells)
            number += 1
            if label:
                yield {
                    "id": f"{post['id']}.{number:02}", "label": label, "title": title,
                    "text": text, "split": "train",
                }  # fmt: skip


def _asked(text: str) -> list[str]:
    """Return the passages of a text and its paragraphs alone: the reader is asked of both."""
    passages = (one.text for one in passages_of(text))
    return list(dict.fromkeys([*passages, *paragraphs_at(text, 0, len(text))]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "]", text).lower())


def _label(words: list[str], tells: list[list[str]]) -> str:
    """Return what a passage is; empty where it is too short or holds a little of a telling part."""
    if len(words) < _FEWEST:
        return ""
    shared = max((_shared(words, one) for one in tells if one), default=0.0)
    return "positive" if shared >= _WHOLE else "" if shared else "negative"


def _shared(words: list[str], tell: list[str]) -> float:
    """Return how much of the shorter of two the other holds, in runs of four words; 0 to 1."""
    one, other = _runs(words), _runs(tell)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    size = min(4, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


if __name__ == "__main__":
    main()
