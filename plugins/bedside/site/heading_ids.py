"""The id that a heading gets from its words, the same whichever engine read it."""

import re
import unicodedata

__all__ = ["heading_id"]

_NO_PART = re.compile(r"[^\w\s-]", re.ASCII)
_GAP = re.compile(r"[-\s]+", re.ASCII)
_COUNTED = re.compile(r"(.*)_([0-9]+)", re.DOTALL)


def heading_id(words: str, taken: set[str]) -> str:
    """Return `what-to-do` for "What to do?", or `what-to-do_1` where that is taken; it is so then."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    wanted = _GAP.sub("-", _NO_PART.sub("", plain).strip().lower())
    counted = _COUNTED.fullmatch(wanted)
    stem, number = (counted[1], int(counted[2])) if counted else (wanted, 0)
    while wanted in taken or not wanted:
        number += 1
        wanted = f"{stem}_{number}"
    taken.add(wanted)
    return wanted
