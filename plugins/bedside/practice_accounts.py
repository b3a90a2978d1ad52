"""The accounts of practice.toml: where articles are announced, and by whom."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from bedside.practice_policies import Timing
from bedside.practice_values import ApiUrl, EnvName, Slug, Url
from bedside.schema import Text

__all__ = ["Account", "AccountStatus"]


class AccountStatus(StrEnum):
    """How an account is reached."""

    ACTIVE = "active"  # by its API
    MANUAL = "manual"  # a person posts the prepared text
    RETIRED = "retired"  # kept in the list, never linked, never posted to


class Account(Timing):
    """One account on one network. `id` is part of the ledger key: never change it."""

    id: Slug
    platform: Text
    handle: Text
    url: Url | None = None
    api: ApiUrl | None = None
    secret_env: EnvName | None = None
    status: AccountStatus = AccountStatus.ACTIVE
    schedule_ahead: bool = False  # Facebook: gets what comes later ahead, and shows it by itself
    max_characters: int | None = Field(default=None, ge=50)
    target: str = ""  # what on the network: the id of a page, board, location or channel
    via: Literal["", "buffer"] = ""  # the service that posts to it, when not Bedside itself
    standard_site: str = ""  # Bluesky: the name under which site and articles get records too
    api_version: str = ""  # for a network that retires versions of its API every few months
    monthly_cap_usd: float | None = Field(
        default=None, gt=0
    )  # for a network that costs money a post
