"""What the doctor says of an account, from what its network said of it. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bedside.deploy.health import Level, Symptom
from bedside.platforms.base import AccountHealth, Deferred
from bedside.platforms.renewal import NOTICE
from bedside.practice import Account
from bedside.syndication.examined import why_stopped
from bedside.syndication.model import Trouble

__all__ = ["account_symptoms", "still_stopped"]


def account_symptoms(
    account: Account,
    health: AccountHealth | Deferred | None,
    now: datetime,
    *,
    renews: bool = False,
) -> Iterator[Symptom]:
    """Tell how one account stands; None where the network offers nothing to ask.

    `renews`: its token is renewed without a person, so that its end is none.
    """
    where = f"account {account.id}"
    if health is None:
        yield Symptom(level=Level.OK, what=f"{where}: its network cannot be asked how it stands")
    elif isinstance(health, Deferred):
        yield Symptom(level=Level.UNKNOWN, what=f"{where}: could not be asked: {health.reason}",
                      fix="run it again later")  # fmt: skip
    else:
        yield from _told(where, account, health, now, renews=renews)


def still_stopped(troubles: Iterable[tuple[str, Trouble]]) -> Iterator[Symptom]:
    """Tell which accounts the ledger knows as stopped, until a post has gone out again."""
    for account, trouble in troubles:
        if trouble.is_on and trouble.since:
            yield Symptom(
                level=Level.NOTE,
                what=f"account {account}: in trouble since {trouble.since:%Y-%m-%d %H:%M} UTC: {trouble.reason}",
                fix="mend it (docs/accounts.md); the next run that has something to send tries again",
            )


def _told(
    where: str, account: Account, health: AccountHealth, now: datetime, *, renews: bool
) -> Iterator[Symptom]:
    name = f"{where} ({health.who})" if health.who else where
    if problem := why_stopped(health):
        yield Symptom(level=Level.PROBLEM, what=f"{name}: {problem}", fix="docs/accounts.md")
    elif health.expires and health.expires <= now:
        yield Symptom(level=Level.PROBLEM, what=f"{name}: its token ended on {_day(health.expires)}",
                      fix=_renew(account))  # fmt: skip
    elif health.expires and health.expires - now <= NOTICE and not renews:
        yield Symptom(
            level=Level.NOTE, what=f"{name}: its token ends on {_day(health.expires)}, in "
            f"{_days(health.expires - now)}", fix=_renew(account),
        )  # fmt: skip
    else:
        yield Symptom(level=Level.OK, what=f"{name}: {'; '.join(_well(health, renews=renews))}")
    for warning in health.warnings:
        yield Symptom(level=Level.NOTE, what=f"{name}: {warning}")
    if health.extra_scopes and not health.warnings:
        more = ", ".join(health.extra_scopes)
        yield Symptom(level=Level.NOTE, what=f"{name}: the token may do more than is needed: {more}",
                      fix="make one that may do less (docs/accounts.md)")  # fmt: skip


def _well(health: AccountHealth, *, renews: bool) -> Iterator[str]:
    yield "the token may do what is needed" if health.scopes else "the token works"
    if health.expires:
        yield f"it ends on {_day(health.expires)}{' and is renewed before' if renews else ''}"
    else:
        yield "no end of it is known"
    yield from health.notes


def _renew(account: Account) -> str:
    return f"make a new one and store it as {account.secret_env} (docs/accounts.md)"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _days(span: timedelta) -> str:
    return f"{span.days} day{'' if span.days == 1 else 's'}" if span.days else "less than a day"
