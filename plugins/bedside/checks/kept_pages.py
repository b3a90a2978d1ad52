"""Remember across builds the pages in which nothing was found, and the little that others ask of them.

A page is known by a keyed hash over all that a rule can see of it alone: its bytes, its place, its
post, whether its source was read, style sheets and scripts, and with them the practice's facts, the
rules, our code and the libraries (checks/clean.py). Of a page on which anything was found, excused
or not, nothing is kept. The file counts as a whole: one that was cut, changed or made elsewhere has
not our keyed hash and is an empty one. It is JSON, and written only when a build ended well.
"""

import contextlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bedside.checks.gist import Gist
from bedside.checks.reader import Memory
from bedside.files import write_atomic

__all__ = ["Kept", "KeptPages", "load_pages"]

_FILE = "pages.json"
_SIZE = 16  # bytes of a hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one page; texts and words as keyed hashes."""

    gist: Gist
    heard: tuple[str, ...]  # the texts that were read on this page
    leant: tuple[str, ...]  # the texts that had been read on another page before
    described: tuple[str, ...]  # its titles, descriptions and alternative texts
    words: tuple[str, ...]  # what its attributes, data and addresses say
    rest: str  # over those of `words` that no page before it says


@dataclass(slots=True)
class KeptPages:
    """The pages that were kept under one set of facts, rules and code; and what else was silent."""

    file: Path
    silent: Memory  # parts of the site, page by page, in which nothing was found
    assets: str = ""  # over the files that every page loads
    pages: dict[str, Kept] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # of this run's pages, by path
    met: dict[str, Kept] = field(default_factory=dict)  # in this run: all that will be kept

    def hash(self, *parts: str) -> str:
        """Return a keyed hash: the words themselves are not kept."""
        data = "\0".join(parts).encode("utf-8", "surrogatepass")
        key, mark = self.silent.key, self.silent.mark
        return blake2b(mark[:_SIZE] + data, key=key, digest_size=_SIZE).hexdigest()

    def recall(self, path: str, *seen: str) -> Kept | None:
        """Return what was kept of a page of which rules see just this; None for any other."""
        key = self.keys[path] = self.hash("page", path, self.assets, *seen)
        return self.pages.get(key)

    def keep(self, path: str, page: Kept) -> None:
        """Keep a page of this run."""
        self.met[self.keys[path]] = page

    def load(self) -> None:
        """Read what the last build kept; anything that is not ours to the byte is left out."""
        try:
            mark, _, text = self.file.read_text("utf-8").partition("\n")
            self.pages = _read(json.loads(text)) if mark == self.hash("file", text) else {}
        except (OSError, ValueError, LookupError, TypeError):
            self.pages = {}

    def save(self, silent: Collection[str]) -> None:
        """Write the pages of this run at these paths: of one that was withdrawn nothing stays."""
        keys = {self.keys[path] for path in silent}
        pages = {key: one for key, one in self.met.items() if key in keys}
        text = json.dumps(_written(pages), separators=(",", ":"))
        with contextlib.suppress(OSError):  # a disk that refuses costs the next build its time
            write_atomic(self.file, f"{self.hash('file', text)}\n{text}")
        self.silent.save()


def load_pages(folder: Path, silent: Memory) -> KeptPages:
    """Open what the last build kept in this folder."""
    kept = KeptPages(file=folder / _FILE, silent=silent)
    kept.load()
    return kept


def _written(pages: Mapping[str, Kept]) -> dict[str, Any]:
    """Return the pages as JSON has them: pages say the same things, so each stands there once."""
    places: dict[str, int] = {}

    def numbers(texts: Iterable[str]) -> list[int]:
        return [places.setdefault(one, len(places)) for one in texts]

    rows = {
        name: [
            one.gist.base, numbers(one.gist.addresses), numbers(sorted(one.gist.anchors)),
            one.gist.preview, one.gist.is_indexed, numbers(one.heard), numbers(one.leant),
            numbers(one.described), numbers(one.words), one.rest,
        ]
        for name, one in pages.items()
    }  # fmt: skip
    return {"texts": list(places), "pages": rows}


def _read(data: Any) -> dict[str, Kept]:
    texts = data["texts"]

    def named(numbers: list[int]) -> tuple[str, ...]:
        return tuple([texts[one] for one in numbers])

    return {
        name: Kept(
            gist=Gist(base, named(addresses), frozenset(named(anchors)), tuple(preview), is_indexed),
            heard=named(heard), leant=named(leant), described=named(described), words=named(words),
            rest=rest,
        )
        for name, (base, addresses, anchors, preview, is_indexed, heard, leant, described, words, rest)
        in data["pages"].items()
    }  # fmt: skip
