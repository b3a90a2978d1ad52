"""Ask a network how an account stands; whatever goes wrong, the answer holds no secret."""

from dataclasses import replace

from bedside.platforms.base import AccountHealth, Deferred, Examiner, Publisher, Session
from bedside.syndication.secrets import Secrets

__all__ = ["examined", "why_stopped"]


def examined(
    publisher: Publisher, session: Session, secrets: Secrets
) -> AccountHealth | Deferred | None:
    """Return what the network says; None where the publisher cannot ask."""
    if not isinstance(publisher, Examiner):
        return None
    try:
        found = publisher.examine(session)
    except Exception as error:  # noqa: BLE001  a bug in one network must not stop the others
        found = Deferred(reason=f"asking was stopped by a bug ({type(error).__name__}: {error})")
    if isinstance(found, Deferred):
        return replace(found, reason=secrets.told(found.reason))
    return replace(
        found, who=secrets.mask(found.who), problem=secrets.told(found.problem),
        notes=tuple(map(secrets.mask, found.notes)),
        warnings=tuple(map(secrets.mask, found.warnings)),
    )  # fmt: skip


def why_stopped(health: AccountHealth) -> str:
    """Return why nothing can be posted, or nothing."""
    if health.problem:
        return health.problem
    if health.missing_scopes:
        return f"the token may not: {', '.join(health.missing_scopes)}: make one that may"
    return ""
