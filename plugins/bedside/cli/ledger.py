"""`bedside ledger`: what was announced where, and settling what only a person can know."""

import json
import sys
from datetime import datetime, timedelta

import click

from bedside.cli import Invocation
from bedside.cli.by_hand import lay_out
from bedside.cli.groups import Group
from bedside.cli.ledger_show import ledger_json, ledger_lines, ledger_table
from bedside.cli.options import now_option, practice_option
from bedside.cli.paused import say_paused
from bedside.clock import current_time, moment_of
from bedside.deploy.fetch import public_client
from bedside.errors import BedsideError, ExitCode
from bedside.project import Project, open_project
from bedside.syndication.announcements import announcement_for, payload_hash
from bedside.syndication.engine import read_address, shown_address
from bedside.syndication.links import ledger_address
from bedside.syndication.mark import guard
from bedside.syndication.model import Key
from bedside.syndication.move import move_ledger
from bedside.syndication.plan import plan
from bedside.syndication.rebuild import rebuild
from bedside.syndication.resolve import Verdict, resolution
from bedside.syndication.runs import held_for
from bedside.syndication.setting import own_outbox, policy_for, published_mark, tools_for
from bedside.syndication.store import Ledger, find_ledger, open_ledger
from bedside.syndication.update import unedited as count_unedited
from bedside.syndication.witness import bear_full_witness, witnessed

__all__ = ["command"]


@click.group("ledger", cls=Group, invoke_without_command=True)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print it.")  # fmt: skip
@click.option("--ledger", "ledger_url", metavar="URL",
              help="The ledger, if not ledger/ledger.db or BEDSIDE_LEDGER.")  # fmt: skip
@practice_option
@click.pass_context
def command(ctx: click.Context, *, style: str, ledger_url: str | None) -> int:
    """Show what was announced where; `done` ticks what was posted by hand, `resolve` settles the rest."""
    ctx.meta["bedside.ledger"] = ledger_url
    if ctx.invoked_subcommand:
        return ExitCode.FINE
    project = open_project(ctx.obj.practice_file)
    ledger = find_ledger(_address(ctx, project), current_time())
    if ledger:
        say_paused(ledger.pause())
    if style == "json":
        click.echo(json.dumps(ledger_json(ledger), ensure_ascii=False, indent=1))
    elif ledger is None:
        click.echo("No ledger yet: the first `bedside syndicate --live` makes it.")
    elif ctx.obj.quiet or not sys.stdout.isatty():
        click.echo("\n".join(ledger_lines(ledger)))
    else:
        from rich.console import Console  # noqa: PLC0415  rich loads slowly

        Console().print(ledger_table(ledger, project.practice.zone))
    return ExitCode.FINE


@command.command("resolve")
@click.argument("uid")
@click.argument("platform")
@click.argument("account")
@click.argument("verdict", type=click.Choice([one.value for one in Verdict]), required=False)
@click.option("--url", default="", help="With `sent`: where the post is on the network.")
@click.option("--slot", default="announce", show_default=True, help="Which announcement.")
@click.option("--retry", is_flag=True, help="The same as `not-sent`: the next run sends it.")
@practice_option
@now_option
@click.pass_context
def resolve(
    ctx: click.Context, *, uid: str, platform: str, account: str, verdict: str | None, url: str,
    slot: str, retry: bool, now: str | None,
) -> int:  # fmt: skip
    """Settle one announcement: `sent` (with --url), `not-sent`, `skip`, `gone` or `updated`.

    `gone`: a person took the copy down. `updated`: a person gave it the text of the last build.
    """
    if retry == bool(verdict):
        message = "say what you found: sent, not-sent, skip, gone or updated; or --retry alone"
        raise click.UsageError(message)
    project = open_project(ctx.obj.practice_file)
    moment = moment_of(now, project.practice.zone)
    key = Key(uid.upper(), platform, account, slot)
    is_known = any(
        (one.platform, one.id) == (platform, account) for one in project.practice.accounts
    )
    if not is_known and verdict != Verdict.GONE:  # a copy may outlive its account here
        message = f"{platform} {account}: no such account in {project.practice_file}"
        raise BedsideError(message)
    ledger = _existing(ctx, project, moment)
    guard(witnessed(project), ledger, who="this computer")
    wanted = Verdict(verdict) if verdict else Verdict.NOT_SENT
    payload = _built(key, project) if wanted is Verdict.UPDATED else ""
    with ledger.run(moment) as run:
        young = held_for(read_address(_address(ctx, project)))
        event = resolution(
            key, ledger.state(), wanted, url, moment, run, payload, held_for=young
        )  # fmt: skip
        ledger.append([event])
        bear_full_witness(project, ledger, moment)
    click.echo(f"{key}: {ledger.state().get(key).status}")
    return ExitCode.FINE


@command.command("done")
@click.argument("uid")
@click.argument("account")
@click.option("--url", required=True, help="Where the post is on the network.")
@click.option("--slot", default="announce", show_default=True, help="Which announcement.")
@practice_option
@now_option
@click.pass_context
def done(
    ctx: click.Context, *, uid: str, account: str, url: str, slot: str, now: str | None
) -> int:  # fmt: skip
    """Tick what a person posted by hand: it counts as announced, and its pack is removed."""
    project = open_project(ctx.obj.practice_file)
    moment = moment_of(now, project.practice.zone)
    found = next((one for one in project.practice.accounts if one.id == account), None)
    if found is None:
        names = ", ".join(one.id for one in project.practice.accounts)
        message = f"{account}: no such account in {project.practice_file}: use one of {names}"
        raise BedsideError(message)
    if all(post.uid != uid.upper() for post in own_outbox(project).posts):
        message = f"{uid}: the last build has no such post: copy the command from its pack"
        raise BedsideError(message)
    key, ledger = Key(uid.upper(), found.platform, account, slot), _existing(ctx, project, moment)
    with ledger.run(moment) as run:
        young = held_for(read_address(_address(ctx, project)))
        event = resolution(
            key, ledger.state(), Verdict.SENT, url, moment, run, held_for=young
        )  # fmt: skip
        ledger.append([event])
    left = lay_out(project, moment, _address(ctx, project))
    click.echo(f"{key}: done. {len(left) or 'Nothing'} left to post by hand.")
    return ExitCode.FINE


@command.command("rebuild")
@click.option(
    "--unedited",
    is_flag=True,
    help="You know that nothing was edited since: copies show the last build's text.",
)
@practice_option
@click.pass_context
def rebuild_command(ctx: click.Context, *, unedited: bool) -> int:
    """Make the ledger anew after it was lost or put back: look on every account, send nothing.

    What is found is written down. What nobody can look up waits for `resolve`, and so does what had
    been announced and is not there: somebody may have taken it back. What is not there and was not
    announced goes out with the next run, when it is young enough for that. Whether a copy shows an older
    text is not known any more: `bedside syndicate --update` names them, unless you say `--unedited`.
    """
    invocation: Invocation = ctx.obj
    project = open_project(invocation.practice_file)
    outbox, published = own_outbox(project), published_mark(project)
    ledger = open_ledger(_address(ctx, project), current_time())
    with ledger.run(current_time()) as run, public_client() as public:
        tools = tools_for(project, outbox, public, current_time)
        max_age = timedelta(days=project.practice.policies.max_age_days)
        for key, said in rebuild(ledger, published, witnessed(project), run, tools, max_age):
            click.echo(f"{key}: {said}")
        if unedited:
            policy = policy_for(project, 0, _address(ctx, project))
            planned = plan(outbox, ledger.state(), policy, current_time())
            same = count_unedited(planned, ledger, run, tools)
            click.echo(f"{same} found with the text of the last build, as you say.")
        bear_full_witness(project, ledger, current_time())
    say_paused(ledger.pause())
    click.echo(f"Ledger {ledger.id} holds {ledger.mark} events; nothing was sent.")
    return ExitCode.FINE


@command.command("migrate")
@click.argument("old", metavar="FROM")
@click.argument("new", metavar="TO")
@practice_option
@click.pass_context
def migrate(ctx: click.Context, *, old: str, new: str) -> int:
    """Move the ledger to another store; the old one is kept and refused from then on."""
    project = open_project(ctx.obj.practice_file)
    ledger = move_ledger(ledger_address(project, old), ledger_address(project, new), current_time())
    where = shown_address(read_address(ledger_address(project, new)))
    click.echo(f"Ledger {ledger.id}: {len(ledger.events())} events are at {where} now.")
    click.echo("Set BEDSIDE_LEDGER to it wherever this practice is built and announced.")
    return ExitCode.FINE


def _address(ctx: click.Context, project: Project) -> str:
    return ledger_address(project, ctx.meta.get("bedside.ledger"))


def _built(key: Key, project: Project) -> str:
    """Return the hash of what the last build has for `key`."""
    outbox = own_outbox(project)
    is_there = any(
        (post.uid, text.account, text.slot) == (key.uid, key.account, key.slot)
        for post in outbox.posts
        for text in post.texts
    )
    if not is_there:
        message = f"{key}: the last build has no such text: build it first"
        raise BedsideError(message)
    return payload_hash(announcement_for(key, outbox, project.output))


def _existing(ctx: click.Context, project: Project, moment: datetime) -> Ledger:
    ledger = find_ledger(_address(ctx, project), moment)
    if ledger is None:
        message = "there is no ledger yet: the first `bedside syndicate --live` makes it"
        raise BedsideError(message)
    return ledger
