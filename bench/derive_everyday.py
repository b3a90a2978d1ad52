"""Derive the everyday words that spelling measures slips by, from our own passages in corpus/.

Health education never says tomorrow or calendar, so its words alone leave slips in them unseen.

    python bench/derive_everyday.py
"""

import json
import re
from collections import Counter
from pathlib import Path

from hunspell import Hunspell

from bedside.checks.words import education
from bedside.files import shipped

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "plugins/bedside/checks/data/everyday_words.txt"
MOST_SAID = 3  # passages that have the word, at least
_WORD = re.compile(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])")  # never with a capital: no names


def main() -> None:
    """Write the words, sorted, one a line."""
    speller = Hunspell("en", hunspell_data_dir=str(shipped("vendor/spelling")))
    counts: Counter[str] = Counter()
    for file in sorted((ROOT / "corpus").rglob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            counts.update(set(_WORD.findall(json.loads(line).get("text", ""))))
    known = education()
    said = (word for word, count in counts.items() if count >= MOST_SAID and word not in known)
    OUT.write_text("\n".join(sorted(filter(speller.spell, said))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
