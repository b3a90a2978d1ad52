"""What waits on a network is dealt with before anything else; a pause takes all of it back."""

from collections.abc import Callable, Iterator
from datetime import datetime

import click

from bedside.deploy.fetch import public_client
from bedside.errors import BedsideError, ExitCode
from bedside.outbox import Outbox
from bedside.project import Project
from bedside.syndication.plan import Policy
from bedside.syndication.results import gravest
from bedside.syndication.setting import own_outbox, policy_for, tools_for
from bedside.syndication.settle import Settled, settle
from bedside.syndication.store import Ledger
from bedside.syndication.tools import Tools
from bedside.syndication.waiting import waiting

__all__ = ["say_waiting", "settle_waiting", "take_back"]


def say_waiting(project: Project, address: str, ledger: Ledger, now: datetime) -> None:
    """Say what waits on a network and may not be shown any more; nothing where there is none."""
    state, policy = ledger.state(), policy_for(project, 0, address)
    for one in waiting(_outbox(project, now), state, policy, now):
        if one.why:
            click.echo(
                f"{one.key} waits at the network: {one.why}: take it back now with "
                "`bedside syndicate --live`",
                err=True,
            )


def settle_waiting(
    outbox: Outbox, policy: Policy, ledger: Ledger, run: str, tools: Tools, *, silent: bool
) -> tuple[ExitCode, ...]:  # fmt: skip
    """Ask about what was to be shown by now and take back what may not be; return the exit codes."""
    found = waiting(outbox, ledger.state(), policy, tools.now())
    return tuple(_told(settle(found, ledger, run, tools), silent=silent))


def take_back(
    project: Project, address: str, ledger: Ledger, run: str, clock: Callable[[], datetime]
) -> ExitCode:
    """Take back all that waits, behind a pause; it is not done before the network said so."""
    now = clock()
    outbox = _outbox(project, now)
    policy, state = policy_for(project, 0, address), ledger.state()
    found = tuple(waiting(outbox, state, policy, now))
    if not found:
        return ExitCode.FINE
    with public_client() as public:
        done = settle(found, ledger, run, tools_for(project, outbox, public, clock))
        left = [code for code in _told(done, silent=False) if code is not ExitCode.FINE]
    if left:
        click.echo(
            f"Not done: {len(left)} of {len(found)} may still wait at the network: "
            "say --pause again, or remove them there.",
            err=True,
        )
        return gravest(left)
    click.echo("Nothing waits at a network any more.")
    return ExitCode.FINE


def _told(done: Iterator[Settled], *, silent: bool) -> Iterator[ExitCode]:
    for one in done:
        key = one.waiting.key
        if not silent:
            said = f": {one.said}" if one.said else ""
            click.echo(f"{one.word:10} {key.platform}/{key.account}  {key.uid} {key.slot}{said}")
        yield one.code


def _outbox(project: Project, now: datetime) -> Outbox:
    """Return the last build's outbox; a pause does not wait for a build, nor for a right one."""
    try:
        return own_outbox(project)
    except BedsideError:
        return Outbox(site_url=project.practice.practice.url, built_at=now)
