"""Where a consent stands today: in force, about to end, ended, revoked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bedside.consents.model import Consent, Consents

__all__ = ["Standing", "State", "ending", "may_show", "may_tell", "standing", "why_not"]

_FOR_STORIES = {"patient-story", "review-quote"}
_FOR_PICTURES = {"patient-story", "photo", "video"}
_NOTICE_DAYS = 30  # enough to have a new form signed
_URGENT_DAYS = 7


class State(StrEnum):
    """What a consent is worth today."""

    HOLDS = "holds"
    ENDING = "ends soon"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FUTURE = "signed in the future"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing may be public under it any more."""
        return self in {State.EXPIRED, State.REVOKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One consent's state and how it is said; `days` until its end, None where no day is known."""

    consent: "Consent"
    state: State
    days: int | None
    said: str

    @property
    def is_in_force(self) -> bool:
        """Tell whether something may be public under it today."""
        return self.state in {State.HOLDS, State.ENDING}

    @property
    def is_urgent(self) -> bool:
        """Tell whether it ends within the week."""
        return self.state is State.ENDING and (self.days or 0) <= _URGENT_DAYS


def standing(consent: "Consent", today: date) -> Standing:
    """Return where the consent stands on `today`, a day in the practice's zone."""
    happened, end = consent.event_happened_on, consent.expires_on
    days = (end - today).days if end else None
    if consent.revoked_on and consent.revoked_on <= today:
        state, said = State.REVOKED, f"was revoked on {consent.revoked_on}"
    elif end and end < today:
        state, said = State.EXPIRED, f"expired on {end}"
    elif happened and happened <= today:
        state, said = State.EXPIRED, f"ended on {happened}, with the event it named"
    elif consent.signed_on > today:
        state, said = State.FUTURE, f"was signed on {consent.signed_on}, which is to come"
    elif days is not None:
        state = State.ENDING if days <= _NOTICE_DAYS else State.HOLDS
        said = f"ends on {end}, {_in(days)}"
    else:
        state, said = State.HOLDS, f"ends with an event: {consent.expires_event}"
    return Standing(consent=consent, state=state, days=days, said=said)


def why_not(consents: "Consents", consent_id: str, uid: str, today: date, channel: str) -> str:
    """Return why the authorization does not cover the post today, or an empty string."""
    consent = consents.get(consent_id)
    if consent is None:
        return f"consent {consent_id} is not in consents.toml"
    stands = standing(consent, today)
    if not stands.is_in_force:
        return f"consent {consent_id} {stands.said}"
    if uid.upper() not in map(str.upper, consent.scope.posts):
        return f"consent {consent_id} does not name this post"
    if channel not in consent.scope.channels:
        return f"consent {consent_id} does not cover {channel}"
    return ""


def may_tell(consent: "Consent") -> bool:
    """Tell whether the form lets words tell of a patient's care; its post and its days are asked apart."""
    return consent.kind in _FOR_STORIES


def may_show(consent: "Consent") -> bool:
    """Tell whether the form lets a patient be seen; its pictures and its days are asked apart."""
    return consent.kind in _FOR_PICTURES


def ending(consents: "Consents", today: date) -> tuple[Standing, ...]:
    """Return the consents that end within 30 days, the first to end first."""
    known = (standing(one, today) for one in consents.consents)
    soon = [one for one in known if one.state is State.ENDING]
    return tuple(sorted(soon, key=lambda one: one.days or 0))


def _in(days: int) -> str:
    if days == 0:
        return "today"
    return f"in {days} day{'' if days == 1 else 's'}"
