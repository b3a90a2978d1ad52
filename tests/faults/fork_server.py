"""Run the real command line in forked children with faults in them: one job a line, one answer a line.

A fork costs no import, so a suite of hundreds of runs ends in minutes. A job is JSON: `arguments` of
the command, `trace` (a file), `kind` and `at` (rows of points, see `injected`), `ignores_key`, and `meanwhile`: the
arguments of the second runner that works while the first one is stopped.
"""

import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import stamina
from tests.faults.injected import Injector, Point
from tests.faults.mail_lines import put_points

from bedside.cli import main
from bedside.clock import current_time
from bedside.deploy.fetch import public_client
from bedside.platforms.wire import new_client
from bedside.practice import load_practice

# Loaded before the fork, so that a child starts fast.
import bedside.cli.syndicate  # isort: skip
import bedside.cli.ledger
from bedside.platforms import buffer_api, facebook_api, google_business_api, meta_containers

import psycopg  # noqa: F401  isort: skip
import alembic  # noqa: F401  isort: skip


def child(arguments: list[str], injector: Injector) -> None:
    """Run the command with the points in place. Ends by exit or by a signal."""
    injector.install()
    put_points(injector)
    for module in (bedside.clock, bedside.cli.syndicate):
        vars(module)["current_time"] = injector.now(current_time)
    sys.argv = ["bedside", "--quiet", *arguments]
    main()


def start(arguments: list[str], injector: Injector) -> int:
    """Fork one child and return its process id."""
    process = os.fork()
    if process:
        return process
    code = os.EX_SOFTWARE
    try:
        child(arguments, injector)
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def run(job: dict[str, Any]) -> int:
    """Do one job and return the exit status of its first runner (negative: the signal)."""
    trace, ignores = Path(job["trace"]), frozenset(job["ignores_key"])
    trace.write_text("")
    process = start(
        job["arguments"],
        Injector(job["kind"], frozenset(Point(*row) for row in job["at"]), trace, ignores_key=ignores),
    )  # fmt: skip
    _, status = os.waitpid(process, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        other = Injector("", frozenset(), trace.with_suffix(".other"), ignores_key=ignores)
        os.waitpid(start(job["meanwhile"], other), 0)
        os.kill(process, signal.SIGCONT)
        _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    # What every child would read again: certificates, time zones, the models of practice.toml.
    new_client().close()
    public_client(local=True).close()
    load_practice(Path(__file__).resolve().parents[2] / "practice.toml")
    for module in (facebook_api, google_business_api, meta_containers):
        vars(module)["_WAIT"] = 0  # the fakes need no time
    stamina.set_testing(True, attempts=3)
    vars(buffer_api)["_WAITS"] = (0.01, 0.01)
    gc.freeze()
    answers = os.fdopen(os.dup(1), "w")
    words = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(words, 1)  # what a run prints is not an answer
    os.dup2(words, 2)
    for line in sys.stdin:
        answers.write(f"{run(json.loads(line))}\n")
        answers.flush()
