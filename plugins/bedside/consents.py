"""consents.toml: signed authorizations by opaque id (45 CFR 164.508(c)), and whether one holds.

Never a name and never the form: where the signed form is kept is all that is said of it.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import model_validator

from bedside.errors import Mistake, PracticeError
from bedside.schema import Strict, Text, spoken, validate
from bedside.schema_words import Shape
from bedside.toml_file import load_toml

__all__ = ["Consent", "Consents", "Scope", "blank_entry", "load_consents", "why_not"]


class Scope(Strict):
    """What the authorization covers: post uids, image SHA-256s, channels."""

    posts: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    channels: tuple[Literal["site", "social", "newsletter", "print"], ...] = ("site",)


ConsentId = Annotated[str, Shape(
    r"[A-Z0-9][A-Z0-9-]{3,30}", "is not an id", "write capital letters, digits and hyphens, as C-7Q4M2X"
)]  # fmt: skip


class Consent(Strict):
    """One authorization. Source: https://www.ecfr.gov/current/title-45/section-164.508 (c)."""

    id: ConsentId
    kind: Literal["patient-story", "photo", "video", "review-quote", "staff-release"]
    scope: Scope
    description: Text
    discloser: Text
    recipients: Text
    purpose: Text
    signed_on: date
    expires_on: date | None = None
    expires_event: str | None = None
    revoked_on: date | None = None
    signer: Literal["patient", "representative"]
    authority: Literal["parent", "guardian", "health-care proxy", "executor"] | None = None
    right_to_revoke: Literal[True]
    not_conditioned: Literal[True]
    redisclosure: Literal[True]
    plain_language: Literal[True]
    copy_given: Literal[True]
    remuneration: Text
    form_kept_at: Text

    @model_validator(mode="after")
    def _complete(self) -> "Consent":
        """An authorization needs an end, and a representative needs authority."""
        if self.expires_on is None and not self.expires_event:
            raise ValueError("has no expiry date or event: add expires_on")
        if self.signer == "representative" and self.authority is None:
            raise ValueError("signed by a representative: add their authority")
        return self


class Consents(Strict):
    """The whole registry."""

    consents: tuple[Consent, ...] = ()

    def get(self, consent_id: str) -> Consent | None:
        """Return the authorization with this id."""
        return next((one for one in self.consents if one.id == consent_id), None)


def load_consents(path: Path) -> Consents:
    """Read consents.toml; a missing file is an empty registry. Raises PracticeError."""
    if not path.exists():
        return Consents()
    data, locate = load_toml(path)
    consents, mistakes = validate(Consents, data, path, locate)
    rows = data.get("consents")
    ids = [one.get("id") for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
    twice = [
        Mistake(path=path, line=locate(("consents", index))[0], key=spoken(("consents", index)),
                what="its id is used twice", fix="give each authorization its own id")
        for index, one in enumerate(ids) if one and one in ids[:index]
    ]  # fmt: skip
    if consents is None or twice:
        raise PracticeError(sorted([*mistakes, *twice], key=lambda one: (one.line, one.column)))
    return consents


def why_not(consents: Consents, consent_id: str, uid: str, today: date, channel: str) -> str:
    """Return why the authorization does not cover the post today, or an empty string."""
    consent = consents.get(consent_id)
    if consent is None:
        return f"consent {consent_id} is not in consents.toml"
    if consent.revoked_on and consent.revoked_on <= today:
        return f"consent {consent_id} was revoked on {consent.revoked_on}"
    if consent.expires_on and consent.expires_on < today:
        return f"consent {consent_id} expired on {consent.expires_on}"
    if consent.signed_on > today:
        return f"consent {consent_id} is signed in the future"
    if uid.upper() not in map(str.upper, consent.scope.posts):
        return f"consent {consent_id} does not name this post"
    if channel not in consent.scope.channels:
        return f"consent {consent_id} does not cover {channel}"
    return ""


def blank_entry(consent_id: str, uid: str, kind: str) -> str:
    """Return a block for consents.toml that is refused until a person has filled in what is open."""
    return f"""\
[[consents]]
id = "{consent_id}"
kind = "{kind}"
scope = {{ posts = ["{uid}"], images = [], channels = ["site"] }}  # "social" too if the form says so
description = ""  # what may be told, in general words; no name
discloser = ""  # the practice's name
recipients = ""  # who will be able to see it
purpose = ""  # why it is shared
signed_on = ""  # the day, as 2026-11-01 without quotes
expires_on = ""  # the last day it counts, without quotes
signer = ""  # "patient", or "representative" and a line authority = "parent" or other
right_to_revoke = ""  # true (without quotes) when the signed form says so; likewise these four:
not_conditioned = ""
redisclosure = ""
plain_language = ""
copy_given = ""
remuneration = ""  # "none" if nobody is paid
form_kept_at = ""  # where the signed paper is
"""
