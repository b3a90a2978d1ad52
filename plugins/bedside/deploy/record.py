"""build/deployed.json: what the last deploy put online, where, and what it proved."""

from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from bedside.errors import BedsideError
from bedside.files import read_text, write_atomic
from bedside.schema import Strict

__all__ = ["Deployment", "Shown", "load_deployment", "save_deployment"]


class Shown(Strict):
    """What a site shows: page file of each post by uid, and names of its sources."""

    posts: dict[str, str]
    sources: tuple[str, ...] = ()


class Deployment(Strict):
    """One deploy. Until `verified_at` is set nothing of it may be announced."""

    target: str
    release: str
    public_url: str
    outbox_sha256: str
    deployed_at: datetime
    verified_at: datetime | None = None
    verified: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()  # removed from the site, not yet proven gone
    shows: Shown | None = None  # until it is proven, with what was online before
    to_tell: tuple[str, ...] = ()  # pages and feeds that changed, and search engines do not know
    removed: int = 0  # proven gone; not by name, since a withdrawn page leaves no trace


def load_deployment(build: Path) -> Deployment | None:
    """Return the last deploy from this machine; None when there is none that can be read."""
    try:
        return Deployment.model_validate_json(read_text(build / "deployed.json"))
    except (BedsideError, ValidationError):
        return None


def save_deployment(deployment: Deployment, build: Path) -> None:
    """Write the record whole."""
    write_atomic(build / "deployed.json", deployment.model_dump_json(indent=1) + "\n")
