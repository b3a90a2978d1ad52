"""Derive the word lists of the PHI gate: `derive_words.py NAMES.json CITIES.json OUT CORPUS.jsonl.gz …`.

NAMES.json holds `first` and `last`, CITIES.json a list; each corpus holds one JSON object a line
with a `text`. Only words and no sentences are written; see ORIGIN.md beside them.
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

_WORD = re.compile(r"(?<![\w@./-])[A-Za-z][a-z]+(?:['’][a-z]+)?(?![\w@])")
LEAST_DOCUMENTS = 2  # a word in one document only may be somebody's name


def count(corpora: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """Return in how many documents each word stands in lower case, and with a capital."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for corpus in corpora:
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                words = set(_WORD.findall(json.loads(line)["text"]))
                lower.update(word for word in words if word.islower())
                capital.update(word.lower() for word in words if not word.islower())
    return lower, capital


def main() -> None:
    """Write the five lists."""
    names_file, cities_file, out, *corpora = map(Path, sys.argv[1:])
    names = json.loads(names_file.read_text())
    lower, capital = count(corpora)
    common = {word for word, documents in lower.items() if documents >= LEAST_DOCUMENTS}
    proper = {word for word, documents in capital.items() if documents >= LEAST_DOCUMENTS}
    lists = {
        "given_names": set(names["first"]),
        "surnames": set(names["last"]),
        "us_cities": set(json.loads(cities_file.read_text())),
        "education_words": common,
        "education_capitals": proper - common,
    }
    for name, words in lists.items():
        (out / f"{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
        print(f"{name}: {len(words)}")


if __name__ == "__main__":
    main()
