"""practice.toml: the practice's facts, brand, accounts and policies, as checked records."""

from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field

from bedside.brand import Brand
from bedside.errors import Mistake, PracticeError
from bedside.practice_across import missing_files, mistakes_between
from bedside.schema import Strict, validate
from bedside.toml_file import load_toml

__all__ = [
    "Account", "AccountStatus", "Category", "Clinician", "Deploy", "Disclaimer", "Facts",
    "Location", "Policies", "Practice", "SpecialHours", "load_practice",
]  # fmt: skip

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _https(value: str) -> str:
    parts = urlsplit(value)
    is_local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if (parts.scheme != "https" and not is_local) or not parts.hostname or " " in value:
        raise ValueError("not an https address: write https://…")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("has a user name, query or fragment: write the plain address")
    return value.rstrip("/")


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not an address: write https://…")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("has a user name, query or fragment: write the plain address")
    return value.rstrip("/")


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("not a time zone: write one such as America/New_York")
    return value


def _span(value: str) -> str:
    start, _, end = value.partition("-")
    try:
        time.fromisoformat(start), time.fromisoformat(end)
    except ValueError:
        raise ValueError("not two times: write them as 08:00-17:00") from None
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
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Phone = Annotated[str, Field(pattern=r"^[+()0-9 .-]{7,20}$")]
EnvName = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class Facts(Strict):
    """The practice itself: what every page, card and feed says of it."""

    name: str
    short_name: str
    tagline: str = ""
    description: str
    url: Url
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    timezone: Zone
    email: Email
    phone: Phone
    fax: Phone | None = None
    emergency: str
    jurisdiction: str = "US"
    employees: int = Field(default=1, ge=1)
    founded: int | None = None
    insurance: tuple[str, ...] = ()
    privacy_officer: Email | None = None
    civil_rights_coordinator: str = ""


class Clinician(Strict):
    """One person who sees patients. `specialty` is a schema.org MedicalSpecialty name."""

    slug: Slug
    name: str
    honorific: str = ""
    credentials: tuple[str, ...]
    role: str
    specialty: str
    locations: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)
    accepting_patients: bool = True
    photo: str | None = None
    photo_alt: str | None = None
    same_as: tuple[Url, ...] = ()
    fediverse: str | None = None

    @property
    def display_name(self) -> str:
        """Return `Dr. Elena Marsh, MD, FAAFP`."""
        return ", ".join([f"{self.honorific} {self.name}".strip(), *self.credentials])


class SpecialHours(Strict):
    """Hours that replace the weekly ones on one date."""

    date: date
    closed: bool = False
    hours: tuple[Opening, ...] = ()
    reason: str


class Location(Strict):
    """One office."""

    slug: Slug
    name: str
    street: str
    city: str
    state: str
    postal_code: str
    country: str = "US"
    phone: Phone
    fax: Phone | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    access: str = ""
    hours: dict[Literal[WEEKDAYS], tuple[Opening, ...]]  # type: ignore[valid-type]  # a constant
    special_hours: tuple[SpecialHours, ...] = ()

    @property
    def address(self) -> str:
        """Return the address on one line."""
        return f"{self.street}, {self.city}, {self.state} {self.postal_code}"


class Category(Strict):
    """A shelf of the blog and the disclaimer its posts carry."""

    name: str
    description: str = ""
    disclaimer: str


class Disclaimer(Strict):
    """Words that pages and feed items of a category must show; `share` where a network's text must."""

    text: str
    share: str = ""


class AccountStatus(StrEnum):
    """How an account is reached."""

    ACTIVE = "active"  # by its API
    MANUAL = "manual"  # a person posts the prepared text
    RETIRED = "retired"  # kept in the list, never linked, never posted to


class Account(Strict):
    """One account on one network. `id` is part of the ledger key: never change it."""

    id: Slug
    platform: str
    handle: str
    url: Url | None = None
    api: ApiUrl | None = None
    secret_env: EnvName | None = None
    status: AccountStatus = AccountStatus.ACTIVE
    max_characters: int | None = Field(default=None, ge=50)


class Policies(Strict):
    """Limits the practice sets for itself."""

    max_posts_per_run: int = Field(default=2, ge=1, le=50)
    max_age_days: int = Field(default=14, ge=1)
    quiet_hours: TimeSpan | None = None
    windows: tuple[TimeSpan, ...] = ()  # announce only inside these; empty: any time
    first_run: Literal["baseline"] = "baseline"  # the first run never announces what is there
    max_reading_grade: float = 10
    clinical_references: int = 2
    review_every_months: int = 12


class Deploy(Strict):
    """Where `bedside deploy` puts the site."""

    target: Literal["folder", "rsync", "pages"] = "folder"
    path: str = "build/online"
    host: str = ""
    branch: str = "gh-pages"
    remote: str = "origin"
    keep: int = Field(default=3, ge=1)
    timeout_seconds: int = Field(default=600, ge=5)


class Practice(Strict):
    """Everything in practice.toml."""

    practice: Facts
    clinicians: tuple[Clinician, ...] = Field(min_length=1)
    locations: tuple[Location, ...] = Field(min_length=1)
    brand: Brand
    categories: dict[Slug, Category]
    disclaimers: dict[Slug, Disclaimer]
    accounts: tuple[Account, ...] = ()
    policies: Policies = Policies()
    deploy: Deploy = Deploy()
    hashtags: dict[str, str] = {}

    @property
    def zone(self) -> ZoneInfo:
        """Return the practice's time zone."""
        return ZoneInfo(self.practice.timezone)

    @property
    def base_path(self) -> str:
        """Return the path under which the site lives: empty, or `/repository`."""
        return urlsplit(self.practice.url).path

    def clinician(self, slug: str) -> Clinician | None:
        """Return the clinician with this slug."""
        return next((one for one in self.clinicians if one.slug == slug), None)

    def location(self, slug: str) -> Location | None:
        """Return the location with this slug."""
        return next((one for one in self.locations if one.slug == slug), None)

    def disclaimer_for(self, category: str) -> Disclaimer | None:
        """Return the disclaimer that a category's posts must carry."""
        found = self.categories.get(category)
        return self.disclaimers.get(found.disclaimer) if found else None


def load_practice(path: Path) -> Practice:
    """Read practice.toml. Raises PracticeError with every mistake in it."""
    data, locate = load_toml(path)
    practice, mistakes = validate(Practice, data, path, locate)
    missing = missing_files(data, path.parent)
    crossed = [
        Mistake(path=path, line=locate(key)[0], column=locate(key)[1],
                key=".".join(map(str, key)), what=what, fix=fix)
        for key, what, fix in [*mistakes_between(data), *missing]
    ]  # fmt: skip
    if practice is None or crossed:
        raise PracticeError(sorted([*mistakes, *crossed], key=lambda one: (one.line, one.column)))
    return practice
