"""Tasks for people and CI; each is one or two calls into the `bedside` command or a known tool."""

import os
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
BEDSIDE = f"{sys.executable} -m bedside"
# Run beside the rest: real servers and runs that are killed, which wait; whole sites, which work.
BESIDE = {
    "servers": ("tests/syndication", "tests/faults"),
    "sites": ("tests/build", "tests/browser", "tests/deploy", "tests/site", "tests/start"),
}


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
    """Set up what is missing and run the whole test suite, two parts of it beside the rest."""
    pytest = f"{sys.executable} -m pytest"
    begin = "".join(
        f"{pytest} {' '.join(folders)} > build/{name}-tests.txt 2>&1 & {name}=$!; "
        for name, folders in BESIDE.items()
    )
    rest = " ".join(f"--ignore={one}" for folders in BESIDE.values() for one in folders)
    end = "".join(f"wait ${name} || failed=1; cat build/{name}-tests.txt; " for name in BESIDE)
    _run(
        context,
        f"mkdir -p build; failed=0; {begin}{pytest} tests {rest} || failed=1; {end}test $failed = 0",
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
