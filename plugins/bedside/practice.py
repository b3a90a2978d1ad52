"""practice.toml: the practice's facts, brand, accounts and policies, as checked records."""

from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from bedside.brand import Brand
from bedside.errors import Mistake, PracticeError
from bedside.medical_specialty import Specialty
from bedside.practice_accounts import Account, AccountStatus
from bedside.practice_across import missing_files, mistakes_between
from bedside.practice_alerts import Alerts
from bedside.practice_discovery import Discovery
from bedside.practice_policies import (
    WEEKDAYS,
    Markdown,
    Newsletter,
    PictureLine,
    Policies,
    Words,
)
from bedside.practice_translations import (
    CategoryWords,
    ClinicianWords,
    FactsWords,
    LocationWords,
    ReasonWords,
)
from bedside.practice_values import (
    Email,
    Language,
    Opening,
    Phone,
    Slug,
    Url,
    Zone,
    state_code,
    zip_code,
)  # fmt: skip
from bedside.schema import Strict, Text, spoken, validate
from bedside.toml_file import load_toml

__all__ = [
    "WEEKDAYS",
    "Account",
    "AccountStatus",
    "Category",
    "Clinician",
    "Deploy",
    "Disclaimer",
    "DisclaimerWords",
    "Facts",
    "Location",
    "PictureLine",
    "Policies",
    "Practice",
    "SpecialHours",
    "Words",
    "load_practice",
]  # fmt: skip

PAGES = (
    "clinicians",
    "conditions",
    "contact",
    "locations",
    "services",
)  # kinds of page with words of their own


class Facts(Strict):
    """The practice itself: what every page, card and feed says of it."""

    name: Text
    short_name: Text
    tagline: str = ""
    description: str
    url: Url
    language: Language = "en"
    languages: tuple[Language, ...] = ("en",)
    timezone: Zone
    email: Email
    phone: Phone
    fax: Phone | None = None
    emergency: Text
    jurisdiction: str = "US"
    employees: int = Field(default=1, ge=1)
    founded: int | None = None
    insurance: tuple[str, ...] = ()
    privacy_officer: Email | None = None
    civil_rights_coordinator: str = ""
    translations: dict[Language, FactsWords] = {}


class Clinician(Strict):
    """One person who sees patients. `specialty` is a schema.org MedicalSpecialty name."""

    slug: Slug
    name: Text
    honorific: str = ""
    credentials: tuple[str, ...]
    role: Text
    specialty: Specialty
    locations: tuple[str, ...]
    languages: tuple[Language, ...] = ("en",)
    accepting_patients: bool = True
    photo: str | None = None
    photo_alt: str | None = None
    same_as: tuple[Url, ...] = ()
    fediverse: str | None = None
    translations: dict[Language, ClinicianWords] = {}

    @property
    def display_name(self) -> str:
        """Return `Dr. Elena Marsh, MD, FAAFP`."""
        return ", ".join([f"{self.honorific} {self.name}".strip(), *self.credentials])


class SpecialHours(Strict):
    """Hours that replace the weekly ones on one date."""

    date: date
    closed: bool = False
    hours: tuple[Opening, ...] = ()
    reason: Text
    translations: dict[Language, ReasonWords] = {}


class Location(Strict):
    """One office. What it leaves out of `phone`, `fax` and `email` is the practice's own.

    An office with a phone of its own has a fax only where one is written.
    """

    slug: Slug
    name: Text
    street: Text
    city: Text
    country: str = "US"  # before `state` and `postal_code`, which are read by it
    state: Text
    postal_code: Text
    phone: Phone = ""  # load_practice fills it
    fax: Phone | None = None
    email: Email = ""  # load_practice fills it
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    access: str = ""
    hours: dict[Literal[WEEKDAYS], tuple[Opening, ...]]  # type: ignore[valid-type]  # a constant
    special_hours: tuple[SpecialHours, ...] = ()
    translations: dict[Language, LocationWords] = {}

    @field_validator("state")
    @classmethod
    def _state(cls, value: str, info: ValidationInfo) -> str:
        """Elsewhere it may be any region."""
        return state_code(value) if info.data.get("country") == "US" else value

    @field_validator("postal_code")
    @classmethod
    def _zip_code(cls, value: str, info: ValidationInfo) -> str:
        """Elsewhere a postal code may have any form."""
        return zip_code(value) if info.data.get("country") == "US" else value

    @property
    def address(self) -> str:
        """Return the address on one line."""
        return f"{self.street}, {self.city}, {self.state} {self.postal_code}"


class Category(Strict):
    """A shelf of the blog and the disclaimer its posts carry."""

    name: Text
    description: str = ""
    disclaimer: Text
    translations: dict[Language, CategoryWords] = {}


class DisclaimerWords(Strict):
    """What pages and feed items of a category must show; `share` where a network's text must."""

    text: Text
    share: str = ""


class Disclaimer(DisclaimerWords):
    """A disclaimer in the practice's language, and in others under their codes."""

    translations: dict[Language, DisclaimerWords] = {}


class Deploy(Strict):
    """Where `bedside deploy` puts the site."""

    target: Literal["folder", "rsync", "pages"] = "folder"
    path: str = "build/online"
    host: str = ""
    branch: str = "gh-pages"
    remote: str = "origin"
    keep: int = Field(default=3, ge=1)
    timeout_seconds: int = Field(default=600, ge=5)
    # Stores a renewed secret that it reads from its input; `{name}` is the variable's name.
    secret_command: tuple[Text, ...] = ()


class Practice(Strict):
    """Everything in practice.toml."""

    practice: Facts
    clinicians: tuple[Clinician, ...] = Field(min_length=1)
    locations: tuple[Location, ...] = Field(min_length=1)
    brand: Brand
    categories: dict[Slug, Category]
    disclaimers: dict[Slug, Disclaimer]
    page_disclaimers: dict[Literal[PAGES], Slug] = {}  # type: ignore[valid-type]  # a constant
    accounts: tuple[Account, ...] = ()
    policies: Policies = Policies()
    pictures: tuple[PictureLine, ...] = ()
    newsletter: Newsletter | None = None
    deploy: Deploy = Deploy()
    alerts: Alerts = Alerts()
    discovery: Discovery = Discovery()
    words: Words = Words()
    markdown: Markdown = Markdown()
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

    def disclaimer_in(self, category: str, lang: str) -> tuple[DisclaimerWords | None, str]:
        """Return a category's disclaimer for a post in `lang`, and the language it is in.

        For `es-MX` that of `es` will do; where there is neither, it is in the practice's own.
        """
        return self._in(self.disclaimer_for(category), lang)

    def page_disclaimer(self, kind: str, lang: str) -> tuple[DisclaimerWords | None, str]:
        """Return what a kind of page must show, and the language it is in, as `disclaimer_in`."""
        return self._in(self.disclaimers.get(self.page_disclaimers.get(kind, "")), lang)

    def _in(self, found: Disclaimer | None, lang: str) -> tuple[DisclaimerWords | None, str]:
        ours = self.practice.language
        if lang.partition("-")[0] == ours.partition("-")[0]:
            return found, lang
        for code in (lang, lang.partition("-")[0]):
            if found and code in found.translations:
                return found.translations[code], lang
        return found, ours


def load_practice(path: Path) -> Practice:
    """Read practice.toml. Raises PracticeError with every mistake in it."""
    data, locate = load_toml(path)
    practice, mistakes = validate(Practice, data, path, locate)
    missing = missing_files(data, path.parent)
    crossed = [
        Mistake(path=path, line=locate(key)[0], column=locate(key)[1],
                key=spoken(key), what=what, fix=fix)
        for key, what, fix in [*mistakes_between(data), *missing]
    ]  # fmt: skip
    if practice is None or crossed:
        raise PracticeError(sorted([*mistakes, *crossed], key=lambda one: (one.line, one.column)))
    offices = tuple(_reached(one, practice.practice) for one in practice.locations)
    return practice.model_copy(update={"locations": offices})


def _reached(office: Location, practice: Facts) -> Location:
    """Give an office the practice's phone, fax and e-mail where it has none of its own."""
    own: dict[str, Any] = {"email": office.email or practice.email}
    if not office.phone:
        own |= {"phone": practice.phone, "fax": office.fax or practice.fax}
    return office.model_copy(update=own)
