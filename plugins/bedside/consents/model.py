"""consents.toml: signed authorizations by opaque id (45 CFR 164.508(c)), and whether one holds.

Never a name and never the form: where the signed form is kept is all that is said of it.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import model_validator

from bedside.errors import Mistake, PracticeError
from bedside.schema import Locate, Strict, Text, spoken, validate
from bedside.schema_words import Shape
from bedside.toml_file import load_toml

__all__ = ["Consent", "Consents", "Scope", "load_consents", "parse_consents"]


PostUid = Annotated[str, Shape(
    r"[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}", "is not a post's uid", "copy the `uid` line of the post"
)]  # fmt: skip
PictureHash = Annotated[str, Shape(
    r"[0-9a-f]{64}", "is not a picture's hash", "`bedside consent add --images FILE` works it out"
)]  # fmt: skip


class Scope(Strict):
    """What the authorization covers: post uids, SHA-256s of pictures and films, channels."""

    posts: tuple[PostUid, ...] = ()
    images: tuple[PictureHash, ...] = ()
    channels: tuple[Literal["site", "social", "newsletter", "print"], ...] = ("site",)


ConsentId = Annotated[str, Shape(
    r"[A-Z0-9][A-Z0-9-]{3,30}", "is not an id", "write capital letters, digits and hyphens, as C-7Q4M2X"
)]  # fmt: skip


class Consent(Strict):
    """One authorization: each element of 45 CFR 164.508(c), and what makes one void, (b)(2) and (3).

    The text: https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-E/section-164.508,
    read in a copy: https://old.hipaatemplates.com/faq-items/uses-and-disclosures-for-which-an-authorization-is-required-documentation-and-content
    and http://edocket.access.gpo.gov/cfr_2004/octqtr/45cfr164.508.htm (read 2026-11-22).
    """

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
    event_happened_on: date | None = None  # the day on which `expires_event` came true
    revoked_on: date | None = None
    signer: Literal["patient", "representative"]
    authority: Literal["parent", "guardian", "health-care proxy", "executor"] | None = None
    right_to_revoke: Literal[True]
    not_conditioned: Literal[True]
    redisclosure: Literal[True]
    plain_language: Literal[True]
    copy_given: Literal[True]
    not_combined: Literal[True] | None = None  # the form is no part of another one, (b)(3)
    remuneration: Text
    form_kept_at: Text

    @model_validator(mode="after")
    def _complete(self) -> "Consent":
        """An authorization needs an end, and a representative needs authority."""
        if self.expires_on is None and not self.expires_event:
            raise ValueError("has no expiry date or event: add `expires_on` or `expires_event`")
        if self.signer == "representative" and self.authority is None:
            raise ValueError("signed by a representative: add their authority")
        if self.event_happened_on and not self.expires_event:
            raise ValueError(
                "has `event_happened_on` and no `expires_event`: add what it waited for"
            )
        for said, day in (("ends", self.expires_on), ("was revoked", self.revoked_on)):
            if day and day < self.signed_on:
                message = f"{said} on {day}, before it was signed on {self.signed_on}"
                raise ValueError(f"{message}: compare the days with the form")
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
    return parse_consents(path, *load_toml(path))


def parse_consents(path: Path, data: dict[str, Any], locate: Locate) -> Consents:
    """Turn the file's data into the registry. Raises PracticeError with every mistake."""
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
