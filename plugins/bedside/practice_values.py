"""The kinds of value that practice.toml holds: each says in plain words how it is written."""

import re
from datetime import time
from functools import cache
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator

from bedside.schema_words import Shape
from bedside.text import suggest

__all__ = [
    "ApiUrl", "Email", "EnvName", "Language", "Opening", "Phone", "Slug", "TimeSpan", "Url", "Zip",
    "Zone", "state_code", "zip_code",
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
    if parts.scheme not in {"http", "https", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError("is not an address: write https://…, for mail smtps://…")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("has a user name, query or fragment: write the plain address")
    return value.rstrip("/")


_EXTENSION = r"( *(ext\.?|x) *[0-9]{1,6})?"
_US_DIGITS = 10


def _us_digits(value: str) -> str:
    """Refuse a number with digits missing; one that begins with another country's + may have any."""
    found = re.sub(r"\D", "", re.sub(rf"{_EXTENSION}$", "", value))
    is_elsewhere = value.startswith("+") and not found.startswith("1")
    count = len(found) - (len(found) > _US_DIGITS and found.startswith("1"))
    if count != _US_DIGITS and not is_elsewhere:
        raise ValueError(f"has {count} digits, a US number has 10: write it as (802) 555-0142")
    return value


def zip_code(value: str) -> str:
    """Return a US ZIP code. Raises ValueError: what is wrong: what to do."""
    if not re.fullmatch(r"\d{5}(-\d{4})?", value):
        count = len(value) if value.isdecimal() else 0
        what = f"has {count} digits, a ZIP code has 5" if count else "is not a ZIP code"
        raise ValueError(f"{what}: write five digits, or nine as 05000-1234")
    return value


# States, the District of Columbia, territories, free states, and posts of the armed forces: USPS
# Publication 28, Appendix B, https://pe.usps.com/TEXT/pub28/pub28apb.htm, read 2026-11-24.
_STATES = frozenset(
    [
        "AL",
        "AK",
        "AS",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FM",
        "FL",
        "GA",
        "GU",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MH",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "MP",
        "OH",
        "OK",
        "OR",
        "PW",
        "PA",
        "PR",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VI",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "AA",
        "AE",
        "AP",
    ]
)


def state_code(value: str) -> str:
    """Return the two letters of a US state or territory. Raises ValueError: what is wrong: what to do."""
    if value.upper() not in _STATES:
        raise ValueError("is no state of the US: write its two letters, as VT; or set `country`")
    return value.upper()


# What people call their time zone, and the name that it has in the list of the world's.
_US_ZONES = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "arizona": "America/Phoenix", "pacific": "America/Los_Angeles", "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu", "est": "America/New_York", "edt": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "mst": "America/Denver",
    "mdt": "America/Denver", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
}  # fmt: skip


@cache
def _zones() -> frozenset[str]:
    """Return the world's time zones; finding them walks a folder of 600 files."""
    return frozenset(available_timezones())


def _zone(value: str) -> str:
    if value not in _zones():
        first = re.split(r"[^a-z]+", value.lower().removeprefix("us/"))[0]
        near = _US_ZONES.get(first) or suggest(value, _zones())
        fix = f"did you mean {near}?" if near else "write one such as America/New_York"
        raise ValueError(f"is not a time zone: {fix}")
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
Zip = Annotated[str, AfterValidator(zip_code)]
Zone = Annotated[str, AfterValidator(_zone)]
TimeSpan = Annotated[str, AfterValidator(_span)]
Opening = Annotated[str, AfterValidator(_opening)]
Slug = Annotated[str, Shape(
    r"[a-z0-9]+(-[a-z0-9]+)*", "is not a short name", "write small letters, digits and hyphens, as mill-pond"
)]  # fmt: skip
Phone = Annotated[str, Shape(
    r"[+()0-9 .-]{7,20}" + _EXTENSION, "is not a phone number",
    "write digits with spaces, hyphens or brackets, as (802) 555-0142",
), AfterValidator(_us_digits)]  # fmt: skip
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
