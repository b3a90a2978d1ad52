"""The kinds of value that practice.toml holds: each says in plain words how it is written."""

from datetime import time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator

from bedside.schema_words import Shape

__all__ = [
    "ApiUrl", "Email", "EnvName", "Language", "Opening", "Phone", "Slug", "TimeSpan", "Url", "Zone",
]  # fmt: skip


def _https(value: str) -> str:
    parts = urlsplit(value)
    is_local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if (parts.scheme != "https" and not is_local) or not parts.hostname or " " in value:
        raise ValueError("is not an https address: write https://…")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("has a user name, query or fragment: write the plain address")
    return value.rstrip("/")


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not an address: write https://…")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("has a user name, query or fragment: write the plain address")
    return value.rstrip("/")


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("is not a time zone: write one such as America/New_York")
    return value


def _span(value: str) -> str:
    start, _, end = value.partition("-")
    try:
        time.fromisoformat(start), time.fromisoformat(end)
    except ValueError:
        raise ValueError("is not two times: write them as 08:00-17:00") from None
    return value


def _opening(value: str) -> str:
    start, _, end = _span(value).partition("-")
    if time.fromisoformat(end) <= time.fromisoformat(start):
        raise ValueError("closes before it opens: write the earlier time first, as 08:00-17:00")
    return value


Url = Annotated[str, AfterValidator(_https)]
# Which hosts a secret may go to, and over what, is decided where it is sent: platforms/hosts.py.
ApiUrl = Annotated[str, AfterValidator(_address)]
Zone = Annotated[str, AfterValidator(_zone)]
TimeSpan = Annotated[str, AfterValidator(_span)]
Opening = Annotated[str, AfterValidator(_opening)]
Slug = Annotated[str, Shape(
    r"[a-z0-9]+(-[a-z0-9]+)*", "is not a short name", "write small letters, digits and hyphens, as mill-pond"
)]  # fmt: skip
Phone = Annotated[str, Shape(
    r"[+()0-9 .-]{7,20}", "is not a phone number", "write digits with spaces, hyphens or brackets, as (802) 555-0142"
)]  # fmt: skip
EnvName = Annotated[str, Shape(
    r"[A-Z][A-Z0-9_]*", "is not the NAME of an environment variable",
    "write the name alone, as LARKFIELD_TOKEN, never the secret itself: if this was one, replace it at the network",
)]  # fmt: skip
Email = Annotated[str, Shape(
    r"[^@\s]+@[^@\s]+\.[^@\s]+", "is not an e-mail address", "write one, as hello@practice.example"
)]  # fmt: skip
# A language tag as HTML wants it: https://www.rfc-editor.org/rfc/rfc5646#section-2.1 (read 2026-11-22)
Language = Annotated[str, Shape(
    r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "is not a language's code", "write one such as en, es or pt-BR"
)]  # fmt: skip
