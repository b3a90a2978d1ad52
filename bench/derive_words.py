"""Derive the word lists of the PHI gate: `derive_words.py NAMES.json CITIES.json OUT CORPUS.jsonl.gz …`.

NAMES.json holds `first` and `last`, CITIES.json a list; each corpus holds one JSON object a line
with a `text`. Only words and no sentences are written; see ORIGIN.md beside them.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

_WORD = re.compile(r"(?<![\w@./-])[A-Za-z][a-z]+(?:['’][a-z]+)?(?![\w@])")
LEAST_DOCUMENTS = 2  # a word in one document only may be somebody's name


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return in how many documents each word stands in lower case, and with a capital."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        words = set(_WORD.findall(text))
        lower.update(word for word in words if word.islower())
        capital.update(word.lower() for word in words if not word.islower())
    return lower, capital


def write_education(texts: Iterable[str], out: Path) -> None:
    """Write the words of health education, those with small letters apart from the others."""
    lower, capital = count(texts)
    common = {word for word, documents in lower.items() if documents >= LEAST_DOCUMENTS}
    proper = {word for word, documents in capital.items() if documents >= LEAST_DOCUMENTS}
    write({"education_words": common, "education_capitals": proper - common}, out)


def write(lists: dict[str, set[str]], out: Path) -> None:
    """Write each list, sorted, one word a line."""
    for name, words in lists.items():
        (out / f"{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
        print(f"{name}: {len(words)}")


def texts_of(corpora: list[Path]) -> Iterator[str]:
    """Yield the text of every document."""
    for corpus in corpora:
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def main() -> None:
    """Write the five lists."""
    names_file, cities_file, out, *corpora = map(Path, sys.argv[1:])
    names = json.loads(names_file.read_text())
    cities = set(json.loads(cities_file.read_text()))
    write(
        {"given_names": set(names["first"]), "surnames": set(names["last"]), "us_cities": cities},
        out,
    )
    write_education(texts_of(corpora), out)


if __name__ == "__main__":
    main()
