"""Tasks for people and CI; each is one or two calls into the `bedside` command or a known tool."""

import os
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
BEDSIDE = f"{sys.executable} -m bedside"
# Real servers and runs that are killed: about half of the time that all tests take.
SLOW = ("tests/syndication", "tests/faults")


def _run(context: Context, command: str) -> None:
    with context.cd(ROOT):
        context.run(command, pty=sys.stdout.isatty() and os.name != "nt")


@task
def components(context: Context) -> None:
    """Install what the tests need: npm packages, and Debian's when run as root."""
    _run(context, f"{sys.executable} tests/setup_components.py")


@task(pre=[components])
def setup(context: Context) -> None:
    """Install what the tests need, and the git hook that checks each commit."""
    _run(context, f"{BEDSIDE} hook install")


@task
def new(context: Context, title: str) -> None:
    """Start a post: inv new "Title"."""
    _run(context, f'{BEDSIDE} new post "{title}"')


@task
def check(context: Context) -> None:
    """Check every source."""
    _run(context, f"{BEDSIDE} check")


@task
def build(context: Context) -> None:
    """Check and build the site."""
    _run(context, f"{BEDSIDE} build")


@task
def serve(context: Context) -> None:
    """Look at the built site."""
    _run(context, f"{BEDSIDE} serve")


@task
def preview(context: Context) -> None:
    """See how each network will show each post."""
    _run(context, f"{BEDSIDE} preview")


@task
def deploy(context: Context) -> None:
    """Put the site online and prove it."""
    _run(context, f"{BEDSIDE} deploy")


@task
def syndicate(context: Context, live: bool = False) -> None:  # noqa: FBT001, FBT002  Invoke makes it a flag
    """Print the announcement plan; --live carries it out."""
    _run(context, f"{BEDSIDE} syndicate" + (" --live" if live else ""))


@task(pre=[components])
def test(context: Context) -> None:
    """Set up what is missing and run the whole test suite, its slow half beside the rest."""
    pytest, beside = f"{sys.executable} -m pytest", "build/slow-tests.txt"
    _run(
        context,
        f"mkdir -p build; {pytest} {' '.join(SLOW)} > {beside} 2>&1 & slow=$!; "
        f"{pytest} tests {' '.join(f'--ignore={one}' for one in SLOW)}; rest=$?; "
        f"wait $slow; slow=$?; cat {beside}; test $slow = 0 -a $rest = 0",
    )


@task(pre=[components])
def faults(context: Context, options: str = "") -> None:
    """Stop and deceive announcing at every point, on every store; --options="--store git"."""
    _run(context, f"PYTHONPATH=plugins {sys.executable} -m tests.faults {options}")


@task(pre=[components])
def lighthouse(context: Context, pages: str = "") -> None:
    """Run Lighthouse over one page of each type of output/; --pages="home article"."""
    _run(context, f"{sys.executable} tests/lighthouse/measure.py {pages}")


@task
def lint(context: Context) -> None:
    """Check style and format."""
    _run(context, "ruff check . && ruff format --check .")


@task
def types(context: Context) -> None:
    """Check types."""
    _run(context, "mypy")


@task
def docs(context: Context) -> None:
    """Write the generated pages of docs/."""
    _run(context, f"{sys.executable} -m bedside.docs")


@task
def bench(
    context: Context, quick: bool = False, json: bool = False, readme: bool = False,  # noqa: FBT001, FBT002  Invoke makes it a flag
) -> None:  # fmt: skip
    """Time builds side by side with other generators; --quick leaves the slow ones out; --json; --readme."""
    flags = (" --quick" if quick else " --all") + " --json" * json + " --readme" * readme
    _run(context, f"{sys.executable} bench/speed.py{flags}")


@task
def clean(context: Context) -> None:
    """Remove what a build made; the ledger stays."""
    _run(context, "rm -rf output build")
