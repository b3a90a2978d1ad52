"""`inv faults`: try every fault at every point on every store, and print what came of it."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context

from tests.faults.injected import LEDGER
from tests.faults.networks import GROUPS
from tests.faults.parts import try_part
from tests.faults.plan import KINDS
from tests.faults.stores import STORES
from tests.faults.world import Case, Settled


def main() -> int:
    """Return 1 when a copy was lost or doubled."""
    parser = argparse.ArgumentParser(prog="inv faults")
    parser.add_argument("--store", action="append", choices=STORES, help="only this one")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this one")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th run")
    parser.add_argument("--group", action="append", type=int, choices=range(1, len(GROUPS) + 1),
                        help="only these four networks")  # fmt: skip
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="so many at once")
    given = parser.parse_args()
    numbers = given.group or range(1, len(GROUPS) + 1)
    parts = [
        (number, store)
        for number in numbers
        for store in ((given.store or STORES) if number == 1 else STORES[:1])
    ]
    told: list[tuple[Case, Settled]] = []
    kinds = frozenset(given.kind or KINDS)
    # Each part has servers of its own; a suite that waits for one answer at a time leaves cores idle.
    with ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        tried = {one: pool.submit(try_part, *one, kinds, given.every) for one in parts}
        try:
            wait(tried.values())
        except KeyboardInterrupt:
            print("stopped: what was tried until then", flush=True)
        done = {one: each.result() for one, each in tried.items() if not each.cancel()}
    for number in numbers:
        some = [part for one, part in done.items() if one[0] == number]
        here = [row for part in some for row in part.told]
        accounts = some[0].accounts if some else ()
        print(f"networks: {', '.join(GROUPS[number - 1])}\n{table(here, accounts)}")
        told += here
    print(summary(told))
    return int(any(one.lost or one.doubled for _, one in told))


def table(told: Iterable[tuple[Case, Settled]], accounts: Collection[str]) -> str:
    """Return one row for each store and fault, one column for each place: faults tried there."""
    columns = [LEDGER, *accounts, "site"]
    tried: Counter[tuple[str, str, str]] = Counter()
    ends: dict[tuple[str, str], Counter[str]] = {}
    for case, settled in told:
        row = ends.setdefault((case.store, case.kind), Counter())
        row["lost"] += len(settled.lost)
        row["doubled"] += len(settled.doubled)
        for account in settled.unknown:
            row[f"unknown on {account}"] += 1
        for point in settled.reached:
            tried[case.store, case.kind, point.unit] += 1
    head = f"{'store':11}{'fault':15}" + "".join(f"{name:>8}" for name in columns)
    rows = [head + "  lost doubled left to a person"]
    for (store, kind), row in ends.items():
        cells = "".join(f"{tried[store, kind, name] or '·':>8}" for name in columns)
        open_now = ", ".join(f"{n} {what}" for what, n in row.items() if what.startswith("unknown"))
        rows.append(f"{store:11}{kind:15}{cells}{row['lost']:6}{row['doubled']:8} {open_now}")
    return "\n".join(rows)


def summary(told: Iterable[tuple[Case, Settled]]) -> str:
    """Return the line that says it all."""
    settled = [one for _, one in told]
    tried, unknown = (
        sum(len(one.reached) for one in settled),
        sum(len(one.unknown) for one in settled),
    )
    lost, doubled = sum(len(one.lost) for one in settled), sum(len(one.doubled) for one in settled)
    return f"faults tried {tried}, copies lost {lost}, copies doubled {doubled}, left unknown {unknown}"


if __name__ == "__main__":
    sys.exit(main())
