"""What `bedside doctor` asks the networks: how each active account stands."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bedside.deploy.account_health import account_symptoms
from bedside.deploy.health import Level, Symptom
from bedside.errors import BedsideError
from bedside.platforms.publishers import PUBLISHERS, publisher_of
from bedside.platforms.wire import new_client
from bedside.practice import Account, AccountStatus
from bedside.project import Project
from bedside.syndication.examined import examined
from bedside.syndication.secret_store import SecretStore, renews_itself
from bedside.syndication.secrets import Secrets
from bedside.syndication.tools import new_session

__all__ = ["asked_accounts"]


def asked_accounts(project: Project, now: Callable[[], datetime]) -> Iterator[Symptom]:
    """Ask each active account's network; one whose secret is not here is a problem."""
    secrets, store = Secrets(), SecretStore(command=project.practice.deploy.secret_command)
    for account in project.practice.accounts:
        if account.status is AccountStatus.ACTIVE and account.platform in PUBLISHERS:
            try:
                yield from _asked(account, secrets, store, now)
            except BedsideError as error:
                yield Symptom(
                    level=Level.PROBLEM, what=secrets.mask(str(error)),
                    fix="set it where announcements are sent from (docs/accounts.md)",
                )  # fmt: skip


def _asked(
    account: Account, secrets: Secrets, store: SecretStore, now: Callable[[], datetime]
) -> Iterator[Symptom]:
    publisher = publisher_of(account, PUBLISHERS)
    session = new_session(account, publisher, secrets, new_client, now)
    with session.client:
        health = examined(publisher, session, secrets)
        renews = renews_itself(session, publisher, secrets, store)
        yield from account_symptoms(account, health, now(), renews=renews)
