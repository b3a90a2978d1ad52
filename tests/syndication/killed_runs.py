"""Run `bedside syndicate --live` in children that are killed at the k-th step, without warning.

Standard input holds one job a line: `k path/to/practice.toml [more options]`; k = 0 kills nothing. For each job
one line of JSON says how the child ended and how many steps it took. A step is the moment before
or after a ledger write or a POST: wherever a crash could lose something. Reading changes nothing, so
a crash there is the same as one at the step before.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from bedside.cli import main
from bedside.deploy.fetch import public_client
from bedside.platforms.wire import new_client
from bedside.practice import load_practice
from bedside.syndication.store import Ledger

# Loaded before the fork, so that a child starts fast.
import bedside.cli.syndicate  # noqa: F401  isort: skip


def steps(kill_at: int, count: Path) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a wrapper that counts a step before and after each call, and dies at `kill_at`."""
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += 1
        count.write_text(str(taken))
        if taken == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            if getattr(options.get("request", arguments[-1]), "method", "") == "GET":
                return function(*arguments, **options)
            step()
            result = function(*arguments, **options)
            step()
            return result

        return counted

    return wrap


def child(kill_at: int, practice: str, more: list[str], count: Path) -> None:
    """Run the command with the counters in place. Ends by exit or by SIGKILL."""
    wrap = steps(kill_at, count)
    Ledger.append = wrap(Ledger.append)  # type: ignore[method-assign]  # the test's own process
    httpx.Client.send = wrap(httpx.Client.send)  # type: ignore[method-assign]  # the same
    sys.argv = ["bedside", "--quiet", "--practice", practice, "syndicate", "--live", *more]
    main()


def run(kill_at: int, practice: str, more: list[str]) -> dict[str, int]:
    """Fork one child and return its exit status (negative: the signal) and its steps."""
    count = Path(practice).with_name("steps")
    count.write_text("0")
    process = os.fork()
    if process == 0:
        code = os.EX_SOFTWARE
        try:
            child(kill_at, practice, more, count)
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(process, 0)
    return {"code": os.waitstatus_to_exitcode(status), "steps": int(count.read_text())}


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a run prints is not an answer
    # What every child would read again: certificates, time zones, the models of practice.toml.
    new_client().close()
    public_client(local=True).close()
    load_practice(Path(__file__).resolve().parents[2] / "practice.toml")
    for job in sys.stdin:
        number, path, *options = job.split()
        answers.write(json.dumps(run(int(number), path, options)) + "\n")
        answers.flush()
