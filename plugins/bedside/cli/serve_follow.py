"""What `bedside serve` does at each save: one page rendered again, or the site built anew."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import click

from bedside.building import Built
from bedside.building.again import rendered_again
from bedside.building.gate2 import context_of
from bedside.checks.engine import check_sources
from bedside.checks.report import text_report
from bedside.cli import Invocation
from bedside.cli.build_run import told_build
from bedside.cli.saved import saved
from bedside.deploy.reloading import Reloading
from bedside.errors import BedsideError
from bedside.inputs import inputs_of
from bedside.project import FACTS, project_root
from bedside.source import read_source

__all__ = ["Follower", "follow"]

_SETTINGS = (*FACTS, "pelicanconf.py", "publishconf.py")


@dataclass(slots=True)
class Follower:
    """The site as it was built last in this process; None where it was refused."""

    invocation: Invocation
    live: Reloading
    built: Built | None = None

    def build(self) -> None:
        """Build, say what came of it, and show the site as it is then."""
        self.built = None
        try:
            inputs = inputs_of(self.invocation.practice_file)
            self.built = told_build(self.invocation, None, inputs)[1]
        except (BedsideError, OSError) as error:
            click.echo(str(error), err=True)
        self.live.show_built()

    def meet(self, changes: Collection[Path]) -> None:
        """Show what was saved."""
        page = None
        if self.built and len(changes) == 1:
            page = rendered_again(self.built.build, *changes)
        if page is None:
            self.build()
            return
        self.live.show(dict([page]))
        self._check(*changes)

    def _check(self, path: Path) -> None:
        """Say what is wrong with a post that is shown before any gate has read it."""
        assert self.built
        build = self.built.build
        content = build.project.content
        source = read_source(path, content, build.project.practice.zone)
        found = check_sources([source], context_of(build), content=content).findings
        click.echo(f"{path.name} is shown here alone; `bedside build` puts it into output/.")
        if found:
            click.echo(text_report(found), err=True)


def follow(invocation: Invocation, live: Reloading) -> None:
    """Build once, then meet every save, for ever."""
    follower = Follower(invocation, live)
    root = project_root(invocation.practice_file)
    folders = [one for one in (root / "content", root / "theme") if one.is_dir()]
    for changes in saved(root, folders, _SETTINGS):
        if not changes:
            follower.build()
        elif ours := [one for one in changes if not one.name.startswith(".")]:
            follower.meet(ours)
