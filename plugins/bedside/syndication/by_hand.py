"""What a person still has to post: one pack for each new post and manual account. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from bedside.consents import Consents, why_not
from bedside.outbox import Outbox, OutboxCard, OutboxPost, OutboxText
from bedside.platforms.intents import intent_link
from bedside.platforms.pictures import SHAPE_OF
from bedside.practice import Account, AccountStatus, Practice
from bedside.syndication.model import RETRACTED, Key, LedgerState, Status

__all__ = ["Pack", "packs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything one person needs for one post on one account."""

    post: OutboxPost
    account: Account
    text: OutboxText
    picture: OutboxCard | None
    intent: str  # the address to open
    folder: str  # under build/by-hand

    @property
    def done(self) -> str:
        """Return the command that ticks it."""
        return f"bedside ledger done {self.post.uid} {self.account.id} --url ADDRESS"


def packs(
    outbox: Outbox, state: LedgerState, practice: Practice, consents: Consents, now: datetime
) -> tuple[Pack, ...]:
    """Return what is to be posted by hand now, newest first; what was ticked or skipped is not."""
    manual = {one.id: one for one in practice.accounts if one.status is AccountStatus.MANUAL}
    newest = sorted(outbox.posts, key=lambda post: (post.published, post.uid), reverse=True)
    return tuple(
        _pack(post, manual[text.account], text, outbox.site_url)
        for post in newest
        if _may_go(post, practice, consents, now) and not _was_taken_down(post.uid, state)
        for text in post.by_hand
        if text.account in manual and _is_open(Key(post.uid, text.platform, text.account), state)
    )


def _is_open(key: Key, state: LedgerState) -> bool:
    return state.get(key).status is Status.NEW


def _was_taken_down(uid: str, state: LedgerState) -> bool:
    """Tell whether any copy was or is to be removed: then no other is made without being asked."""
    ended = {Status.RETRACTING, Status.DELETED}
    mine = (one for key, one in state.keys.items() if key.uid == uid)
    return any(one.status in ended or one.reason == RETRACTED for one in mine)


def _may_go(post: OutboxPost, practice: Practice, consents: Consents, now: datetime) -> bool:
    """Tell whether a post is announced at all, new enough, reviewed and permitted."""
    age, today = now - post.published, now.astimezone(practice.zone).date()
    is_new = timedelta(0) <= age <= timedelta(days=practice.policies.max_age_days)
    is_overdue = post.next_review is not None and post.next_review < today
    if not post.syndicate or not is_new or is_overdue:
        return False
    return not (post.consent and why_not(consents, post.consent, post.uid, today, "social"))


def _pack(post: OutboxPost, account: Account, text: OutboxText, site: str) -> Pack:
    picture = post.pictures.get(SHAPE_OF.get(account.platform, "")) or post.card
    return Pack(
        post=post, account=account, text=text, picture=picture,
        folder=f"{PurePosixPath(post.path).parent.name}/{account.id}",
        intent=intent_link(
            account, url=post.url, text=text.text, title=text.title or post.title,
            picture=f"{site}/{picture.path}" if picture else "",
        ),
    )  # fmt: skip
