"""What evidence keeps of a consent, and how consents.toml differs from it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.evidence.chain import KEEP_YEARS, Evidence, Fact, append, read_evidence
from bedside.files import sha256

if TYPE_CHECKING:
    from bedside.consents import Consent, Consents

__all__ = ["Change", "changes", "consent_facts", "record_consents"]

CONSENT, REVOKED = "consent", "revoked"
_TEXTS = ("description", "discloser", "recipients", "purpose", "remuneration", "expires_event")
# Where the paper is may change, and an end that came is no change of what was signed. A wider scope is.
_SIGNED = (
    "kind", "signed_on", "expires_on", "signer", "authority", "right_to_revoke", "not_conditioned",
    "redisclosure", "plain_language", "copy_given", "not_combined",
)  # fmt: skip

Change = tuple[str, str]  # consent id, what differs


def consent_facts(consent: "Consent") -> dict[str, Fact]:
    """Return the signed elements: days, yes and no, ids; of free texts a hash alone."""
    facts: dict[str, Fact] = {name: _fact(getattr(consent, name)) for name in _SIGNED}
    facts |= {name: sha256((getattr(consent, name) or "").encode()) for name in _TEXTS}
    scope = consent.scope
    return facts | {
        "posts": sorted(scope.posts), "images": sorted(scope.images),
        "channels": sorted(scope.channels),
    }  # fmt: skip


def _fact(value: date | str | bool | None) -> str | bool | None:  # noqa: FBT001  yes or no is what a form says
    return value.isoformat() if isinstance(value, date) else value


def record_consents(folder: Path, consents: "Consents", at: datetime) -> int:
    """Add a line for each consent and revocation that evidence does not know; return how many."""
    evidence, count = read_evidence(folder), 0
    known, revoked = evidence.latest(CONSENT), evidence.latest(REVOKED)
    for one in consents.consents:
        if one.id not in known:
            append(folder, at, CONSENT, one.id, consent_facts(one))
            count += 1
        if one.revoked_on and one.id not in revoked:
            append(folder, at, REVOKED, one.id, {"revoked_on": one.revoked_on.isoformat()})
            count += 1
    return count


def changes(evidence: Evidence, consents: "Consents", today: date) -> Iterator[Change]:
    """Yield each consent that is gone or differs from what was recorded when it was entered."""
    for name, entry in evidence.latest(CONSENT).items():
        one = consents.get(name)
        if one is None:
            if today < _kept_until(entry.facts, entry.at.date()):
                yield name, "is gone from consents.toml: put it back, it is kept for six years"
            continue
        facts = consent_facts(one)
        for key, value in entry.facts.items():
            if facts.get(key) != value and not _is_narrower(value, facts.get(key)):
                yield (
                    name,
                    (
                        f"`{key}` is not what was recorded on {entry.at:%Y-%m-%d}: put it back; "
                        "what was signed anew is a new consent with its own id"
                    ),
                )
    for name, entry in evidence.latest(REVOKED).items():
        one = consents.get(name)
        if one and (
            one.revoked_on is None or one.revoked_on.isoformat() > str(entry.facts["revoked_on"])
        ):
            yield (
                name,
                f"was revoked on {entry.facts['revoked_on']}, and `revoked_on` was taken out or moved",
            )


def _is_narrower(before: Fact, now: Fact) -> bool:
    """Tell whether a scope lost something, which needs no signature."""
    return isinstance(before, list) and isinstance(now, list) and set(now) <= set(before)


def _kept_until(facts: object, entered: date) -> date:
    """Return the last day on which the entry must still be there."""
    end = facts.get("expires_on") if isinstance(facts, dict) else None
    if not isinstance(end, str):
        return date.max  # it ends with an event, which may not have come
    last = max(entered, date.fromisoformat(end))
    return date(last.year + KEEP_YEARS, last.month, 1) + timedelta(days=last.day - 1)
