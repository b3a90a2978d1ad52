"""`bedside approve UID --by slug`: a person agrees to the exact texts and pictures of a post."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.cli.paused import say_paused
from bedside.clock import moment_of
from bedside.errors import BedsideError, ExitCode
from bedside.evidence.approvals import record_approval
from bedside.evidence.chain import refuse_broken
from bedside.outbox import OutboxPost, OutboxText
from bedside.project import Project, open_project
from bedside.syndication.announcements import announcement_of, payload_hash
from bedside.syndication.approvals import needed, who_may
from bedside.syndication.links import ledger_address
from bedside.syndication.model import Approval, Event, EventKind, Key, LedgerState
from bedside.syndication.setting import own_outbox
from bedside.syndication.store import Ledger, open_ledger

__all__ = ["command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One text that has not been approved by this person yet."""

    key: Key
    text: OutboxText
    payload: str

    @property
    def line(self) -> str:
        return f"{self.key.platform} {self.key.account} {self.key.slot} {self.payload}"


@click.command("approve")
@click.argument("uid")
@click.option("--by", "by", required=True, metavar="SLUG",
              help="Who agrees: a clinician's short name, or one of policies.approvers.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask again.")
@click.option("--ledger", "ledger_url", metavar="URL",
              help="The ledger, if not ledger/ledger.db or BEDSIDE_LEDGER.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, uid: str, by: str, yes: bool, ledger_url: str | None,
    now: str | None,
) -> int:  # fmt: skip
    """Agree to the exact texts and pictures that will announce a post.

    They are shown first. It holds for these alone: any edit, and a new picture, asks for it again. It is kept in
    evidence/ and in the ledger.
    """
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    _refuse_stranger(by, project)
    post = _post(uid.upper(), project)
    refuse_broken(project.root / "evidence")
    ledger = open_ledger(ledger_address(project, ledger_url), moment)
    state = ledger.state()
    say_paused(state.pause)
    asked = list(_asked(post, by, project, state))
    if not asked:
        click.echo(f"{by} has approved every text of this post already.")
        return ExitCode.FINE
    for one in asked:
        picture = f"\n[picture: {post.card.alt}]" if post.card else ""
        click.echo(
            f"{one.key.platform}/{one.key.account} {one.key.slot}\n{one.text.text}{picture}\n"
        )
    if not yes:
        click.confirm(f"Does {by} agree to these {len(asked)} texts?", abort=True)
    _write(asked, post, by, project, ledger, moment)
    click.echo(f"Approved by {by}: {len(asked)} text(s). Commit evidence/.")
    if by == post.author and needed(post, project.practice):
        click.echo("Its author is not enough: somebody else must approve it too.")
    return ExitCode.FINE


def _refuse_stranger(by: str, project: Project) -> None:
    known = who_may(project.practice)
    if by not in known:
        message = f"{by}: may not approve: use one of {', '.join(known)}, or add policies.approvers"
        raise BedsideError(message)


def _post(uid: str, project: Project) -> OutboxPost:
    found = next((one for one in own_outbox(project).posts if one.uid == uid), None)
    if found is None:
        message = f"{uid}: the last build has no such post: build it first"
        raise BedsideError(message)
    return found


def _asked(post: OutboxPost, by: str, project: Project, state: LedgerState) -> Iterator[_Asked]:
    site = project.practice.practice.url
    for text in post.texts:
        key = Key(post.uid, text.platform, text.account, text.slot)
        payload = payload_hash(announcement_of(key, post, site, Path()))
        if text.text and Approval(by=by, payload=payload) not in state.get(key).approvals:
            yield _Asked(key=key, text=text, payload=payload)


def _write(
    asked: list[_Asked], post: OutboxPost, by: str, project: Project, ledger: Ledger, now: datetime
) -> None:
    """Write evidence first: an approval that only the ledger knew would be worth nothing."""
    folder = project.root / "evidence"
    record_approval(folder, now, post.uid, by, (one.line for one in asked))
    with ledger.run(now) as run:
        for one in asked:
            ledger.record(Event(
                key=one.key, seq=0, kind=EventKind.APPROVED, at=now, run=run, payload=one.payload,
                reason=by,
            ))  # fmt: skip
