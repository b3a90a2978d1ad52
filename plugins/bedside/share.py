"""The wording of a post for every network, and for the accounts that are reached by API."""

from collections.abc import Iterator

from bedside.platforms import PLATFORMS
from bedside.platforms.base import ShareText
from bedside.post import Post
from bedside.practice import Account, AccountStatus, Practice
from bedside.text import suggest

__all__ = [
    "account_warnings", "by_api", "compose_all", "share_warnings", "texts_by_hand", "texts_for_accounts",
]  # fmt: skip

# Networks that `bedside syndicate` can reach; for the others a person posts the prepared text.
BY_API = (
    "mastodon", "bluesky", "webhook", "email", "x", "pinterest", "linkedin",
    "facebook", "instagram", "threads", "google_business",
)  # fmt: skip
THROUGH = ("youtube",)  # reached through a service alone: `via` must name it


def by_api(account: Account) -> bool:
    """Tell whether Bedside can post to an account."""
    is_through = bool(account.via) and account.platform in THROUGH
    return account.platform in BY_API or is_through


def compose_all(post: Post, practice: Practice) -> tuple[ShareText, ...]:
    """Return the wording for every network that lives: one for each account with its own limit."""
    found: list[ShareText] = []
    for name, platform in PLATFORMS.items():
        accounts: list[Account | None] = [*_accounts(practice, name)]
        if platform.RETIRED or (name == "webhook" and not accounts):
            continue
        texts = [platform.compose(post, practice, one) for one in accounts or [None]]
        found.extend(text for index, text in enumerate(texts) if text not in texts[:index])
    return tuple(found)


def texts_for_accounts(post: Post, practice: Practice) -> tuple[tuple[Account, ShareText], ...]:
    """Return the wording for each active account that is reached by API; an empty text is left out.

    A text is empty only when not even its disclaimer fits, which `share_warnings` says.
    """
    written = [
        (account, PLATFORMS[account.platform].compose(post, practice, account))
        for account in practice.accounts
        if account.status is AccountStatus.ACTIVE and by_api(account)
    ]
    return tuple((account, text) for account, text in written if text.text)


def texts_by_hand(post: Post, practice: Practice) -> tuple[tuple[Account, ShareText], ...]:
    """Return the wording for each account on which a person posts; an empty text is left out."""
    written = [
        (account, PLATFORMS[account.platform].compose(post, practice, account))
        for account in practice.accounts
        if account.status is AccountStatus.MANUAL and account.platform in PLATFORMS
    ]
    return tuple((account, text) for account, text in written if text.text)


def share_warnings(post: Post, practice: Practice) -> tuple[str, ...]:
    """Return what the author should know: texts cut or incomplete, wordings for no network.

    Only networks that the practice uses, or that the post has a wording for, are spoken of.
    """
    used = {one.platform for one in practice.accounts if one.status is not AccountStatus.RETIRED}
    return tuple(
        dict.fromkeys(
            [
                *_unknown_wordings(post),
                *(
                    f"{PLATFORMS[text.platform].LABEL}: {warning}"
                    for text in compose_all(post, practice)
                    if text.platform in used or text.platform in post.share
                    for warning in text.warnings
                ),
            ]
        )
    )


def account_warnings(practice: Practice) -> tuple[str, ...]:
    """Return what practice.toml should change: accounts on networks that are gone or not known."""
    return tuple(_account_warnings(practice))


def _account_warnings(practice: Practice) -> Iterator[str]:
    for account in practice.accounts:
        platform = PLATFORMS.get(account.platform)
        where = f"practice.toml, account {account.id}"
        if platform is None:
            near = suggest(account.platform, PLATFORMS)
            fix = f"did you mean `{near}`?" if near else f"use one of {', '.join(PLATFORMS)}"
            yield f"{where}: there is no network `{account.platform}`: {fix}"
        elif platform.RETIRED:
            if account.status is not AccountStatus.RETIRED:
                yield (
                    f"{where}: {platform.LABEL} is retired: it is skipped and never linked: "
                    'set status = "retired"'
                )
        elif account.status is AccountStatus.ACTIVE and not by_api(account):
            through = ' `via = "buffer"`, or' if account.platform in THROUGH else ""
            yield (
                f"{where}: {platform.LABEL} cannot be posted to by Bedside directly: set{through} "
                'status = "manual" and paste the text from `bedside preview`'
            )


def _unknown_wordings(post: Post) -> Iterator[str]:
    for name in post.share:
        if name not in PLATFORMS:
            near = suggest(name, PLATFORMS)
            fix = f"did you mean `{near}`?" if near else f"use one of {', '.join(PLATFORMS)}"
            yield f"share.{name}: there is no such network: {fix}"
        elif PLATFORMS[name].RETIRED:
            yield f"share.{name}: {PLATFORMS[name].LABEL} is retired: this wording goes nowhere"


def _accounts(practice: Practice, platform: str) -> list[Account]:
    """Return the practice's living accounts on a network."""
    return [
        one
        for one in practice.accounts
        if one.platform == platform and one.status is not AccountStatus.RETIRED
    ]
