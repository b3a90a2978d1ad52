"""consents.toml as its own rules read it: the text, its entries, where each value stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.files import read_text
from bedside.text import nfc
from bedside.toml_file import places_of

if TYPE_CHECKING:
    from bedside.consents import Consent, Consents

__all__ = ["ConsentFile", "Value", "read_consent_file"]

# What a person types freely; all other values have a shape of their own.
_FREE = (
    "id", "description", "discloser", "recipients", "purpose", "expires_event", "remuneration",
    "form_kept_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One free text of an entry; `start` is its offset in the file."""

    key: str
    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFile:
    """The file as read. `consents` are its entries in order."""

    path: Path
    text: str
    consents: "Consents"

    def place(self, index: int, key: str = "id") -> int:
        """Return the offset of a key's line in an entry, or of the entry, or of the file."""
        places = _offsets(self.text)
        return places.get(("consents", index, key), places.get(("consents", index), 0))

    def values(self) -> Iterator[Value]:
        """Yield each free text of each entry."""
        for index, one in enumerate(self.consents.consents):
            for key in _FREE:
                text = getattr(one, key)
                if text:
                    near = self.place(index, key)
                    at = self.text.find(text, near)
                    yield Value(key=key, text=text, start=max(at, near))

    def entries(self) -> Iterator[tuple[int, "Consent"]]:
        """Yield each entry with the offset of its id."""
        for index, one in enumerate(self.consents.consents):
            yield self.place(index), one


@lru_cache(maxsize=2)
def _offsets(text: str) -> dict[tuple[str | int, ...], int]:
    """Map each table and key of the file to its offset."""
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    return {key: starts[line - 1] + column - 1 for key, (line, column) in places_of(text).items()}


def read_consent_file(path: Path, consents: "Consents") -> ConsentFile:
    """Return the file with the entries that were loaded from it; a missing one is empty."""
    text = nfc(read_text(path)) if path.is_file() else ""
    return ConsentFile(path=path, text=text, consents=consents)
