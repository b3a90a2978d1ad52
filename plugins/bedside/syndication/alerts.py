"""What the operator is told: what has stopped, where, what to do. No secret, no text of a post. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bedside.platforms import PLATFORMS
from bedside.practice import Account
from bedside.syndication.model import Trouble

__all__ = ["Alert", "mended", "stopped", "token_ends", "token_in_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message to whoever looks after the site."""

    subject: str
    body: str


def stopped(account: Account, trouble: Trouble) -> Alert:
    """Say that an account takes no post."""
    return Alert(
        subject=f"Bedside: {_name(account)} has stopped",
        body=f"""What: nothing can be announced on {_name(account)} ({account.handle}) since {_day(trouble.since)}.
Why: {trouble.reason}

What to do:
1. Mend it as docs/accounts.md says under {_label(account)}.
2. If you made a new token or password, store it as {account.secret_env}, where announcements are sent from.
3. Run `bedside doctor --accounts`: it says whether all is well.

Posts wait meanwhile and go out by themselves afterwards, if they are not too old by then. The other accounts go on.
You get one message for this, and one when the account works again.
""",
    )


def token_ends(account: Account, trouble: Trouble) -> Alert:
    """Say that a person must renew a token, while it still works."""
    return Alert(
        subject=f"Bedside: the token of {_name(account)} must be renewed",
        body=f"""What: {trouble.reason}
Where: {_name(account)} ({account.handle}), in {account.secret_env}

What to do:
1. Make a new token as docs/accounts.md says under {_label(account)}.
2. Store it as {account.secret_env}, where announcements are sent from.
3. Run `bedside doctor --accounts`: it says until when the new one lives.

Announcements go on until the token ends. You get one message for this.
""",
    )


def mended(account: Account, trouble: Trouble) -> Alert:
    """Say that it is over."""
    return Alert(
        subject=f"Bedside: {_name(account)} works again",
        body=f"What: {_name(account)} ({account.handle}) works again.\n"
        f"It was (since {_day(trouble.since)}): {trouble.reason}\n\nThere is nothing to do.\n",
    )


def token_in_order(account: Account, trouble: Trouble) -> Alert:
    """Say that a token need not be renewed any more."""
    return Alert(
        subject=f"Bedside: the token of {_name(account)} is in order again",
        body=f"It was (since {_day(trouble.since)}): {trouble.reason}\n\nThere is nothing to do.\n",
    )


def _name(account: Account) -> str:
    return f"{_label(account)} (account `{account.id}`)"


def _label(account: Account) -> str:
    known = PLATFORMS.get(account.platform)
    return known.LABEL if known else account.platform


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else "today"
