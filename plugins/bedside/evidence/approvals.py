"""What evidence keeps of an approval: who agreed to which texts and pictures, as hashes."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from bedside.evidence.chain import append

__all__ = ["record_approval"]

APPROVAL = "approval"


def record_approval(folder: Path, at: datetime, uid: str, by: str, texts: Iterable[str]) -> None:
    """Add a line for a post: `texts` are `platform account slot sha256`. Raises BedsideError."""
    append(folder, at, APPROVAL, uid, {"by": by, "texts": list(texts)})
