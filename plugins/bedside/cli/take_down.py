"""A run takes down by itself what left the site: few posts at once, and only by the build that is online."""

from collections.abc import Iterator
from dataclasses import dataclass

import click

from bedside.cli.syndicate_retract import taken_line
from bedside.errors import DeployError
from bedside.files import sha256_file
from bedside.outbox import Outbox
from bedside.project import Project
from bedside.syndication.plan import Policy
from bedside.syndication.retract import Taken, retract
from bedside.syndication.setting import published_mark
from bedside.syndication.store import Ledger
from bedside.syndication.takedown import TakeDown, copies, unasked
from bedside.syndication.tools import Tools

__all__ = ["Leaving"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What the decision rests on; the outbox is the last build's."""

    project: Project
    outbox: Outbox
    policy: Policy

    def take_down(
        self, gone: tuple[TakeDown, ...], ledger: Ledger, run: str, tools: Tools, *, silent: bool
    ) -> tuple[Taken, ...]:  # fmt: skip
        """Delete the copies of posts that left, and say why where nothing is deleted."""
        due = unasked(gone, tools.now())
        if problem := self._problem(due) if due else "":
            click.echo(f"note: nothing is deleted unasked: {problem}", err=True)
            return ()
        done = []
        for taken in self._taken(due, ledger, run, tools):
            done.append(taken)
            if not silent:
                click.echo(taken_line(taken))
        return tuple(done)

    def _problem(self, due: tuple[TakeDown, ...]) -> str:
        """Return why a person must ask: a mistake in a build must not empty the accounts."""
        cap = self.policy.practice.policies.max_posts_per_run
        if len(due) > cap:
            return f"{len(due)} posts left the site, max_posts_per_run in practice.toml is {cap}"
        try:
            published = published_mark(self.project)
        except DeployError as error:
            return str(error)
        if published is None or published.outbox_sha256 != sha256_file(self.project.outbox):
            return "the build here is not the one that is online: deploy first"
        return ""

    def _taken(
        self, due: tuple[TakeDown, ...], ledger: Ledger, run: str, tools: Tools
    ) -> Iterator[Taken]:
        for one in due:
            found = copies(one.uid, self.outbox, ledger.state(), self.policy, tools.now())
            yield from retract(found, ledger, run, tools)
