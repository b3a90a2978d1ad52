"""What the public site says of its build and its ledger: `/.well-known/bedside.json`.

A runner that lost its ledger reads here that there was one. The keys `ledger` and `mark` are also
read by bedside.syndication.mark; nothing in the file is secret.
"""

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bedside.errors import DeployError

if TYPE_CHECKING:  # a build writes the mark without httpx and its 100 ms of import
    import httpx

__all__ = ["MARK_PATH", "PublishedMark", "mark_json", "read_mark"]

MARK_PATH = ".well-known/bedside.json"  # under the site root
_MAX_BYTES = 1_000_000


class PublishedMark(BaseModel):
    """One build's mark: which ledger knew how many events, and which outbox the site came with."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    ledger_id: str = Field(default="", alias="ledger")
    high_water: int = Field(default=0, ge=0, alias="mark")
    chain: str = ""  # the ledger's running hash at that mark
    settled: str = ""  # names of announcements, see syndication/outside.py
    paused: datetime | None = (
        None  # since when announcing is paused; the reason is nobody's business
    )
    outbox_sha256: str = ""
    built_at: datetime | None = None


def mark_json(mark: PublishedMark) -> str:
    """Return the file's text; equal marks give equal bytes."""
    return mark.model_dump_json(by_alias=True, indent=1) + "\n"


def read_mark(client: "httpx.Client", base_url: str) -> PublishedMark | None:
    """Fetch the mark; None when the site has none (404, 410). Raises DeployError otherwise."""
    from bedside.deploy.fetch import fetch  # noqa: PLC0415  httpx loads slowly

    url = f"{base_url.rstrip('/')}/{MARK_PATH}"
    answer = fetch(client, url, _MAX_BYTES)
    if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return None
    if answer.problem or answer.status != HTTPStatus.OK:
        message = f"{url}: {answer.problem or f'answers {answer.status}'}: is the site online?"
        raise DeployError(message)
    try:
        return PublishedMark.model_validate_json(answer.body)
    except ValidationError:
        message = f"{url}: is not a mark that Bedside wrote: deploy the site again"
        raise DeployError(message) from None
