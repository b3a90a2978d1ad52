"""Who reads pictures on this machine: named in receipts, and compared when one is deployed."""

from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from bedside.checks.sight import faces, words

__all__ = ["readers_now", "readers_problem"]


@cache
def readers_now() -> tuple[str, ...]:
    """Return the name and version of each reader that looks at a picture here."""
    names = (faces.faces_name(), words.rapidocr_name(), words.tesseract_name(), _our_part())
    return tuple(name for name in names if name)


def _our_part() -> str:
    """Return a hash of these modules: how a picture is cut and what counts decide too."""
    digest = sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return f"bedside {digest.hexdigest()[:12]}"


@cache
def readers_problem() -> str:
    """Say why pictures cannot be read here; empty when nothing stands in the way."""
    missing = [one for one in (*faces.LIBRARIES, *words.LIBRARIES) if find_spec(one) is None]
    return f"not installed: {', '.join(missing)}: install Bedside again" if missing else ""
