"""`inv faults`: try every fault at every point on every store, and print what came of it."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.injected import LEDGER
from tests.faults.networks import GROUPS
from tests.faults.plan import KINDS, cases
from tests.faults.stores import STORES
from tests.faults.world import Case, Settled, World, world_running


def main() -> int:
    """Return 1 when a copy was lost or doubled."""
    parser = argparse.ArgumentParser(prog="inv faults")
    parser.add_argument("--store", action="append", choices=STORES, help="only this one")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this one")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th run")
    parser.add_argument("--group", action="append", type=int, choices=range(1, len(GROUPS) + 1),
                        help="only these four networks")  # fmt: skip
    given = parser.parse_args()
    told: list[tuple[Case, Settled]] = []
    try:
        for number in given.group or range(1, len(GROUPS) + 1):
            stores = (given.store or STORES) if number == 1 else STORES[:1]
            names, here = _try_group(GROUPS[number - 1], stores, given)
            told += here
            print(table(here, names), flush=True)
    except KeyboardInterrupt:
        print("stopped: what was tried until then", flush=True)
    print(summary(told))
    return int(any(one.lost or one.doubled for _, one in told))


def _try_group(
    group: tuple[str, ...], stores: Iterable[str], given: argparse.Namespace
) -> tuple[dict[str, str], list[tuple[Case, Settled]]]:
    """Try everything on four networks; return the accounts by unit, and what came of each case."""
    told: list[tuple[Case, Settled]] = []
    folder = TemporaryDirectory(prefix="faults")
    with folder as root, world_running(Path(root) / "w", group) as world:
        print(f"networks: {', '.join(group)}", flush=True)
        for store in stores:
            _try_store(world, store, set(given.kind or KINDS), given.every, told)
        return {one.unit: one.account for one in world.networks}, told


def _try_store(
    world: World, store: str, kinds: set[str], every: int, told: list[tuple[Case, Settled]]
) -> None:  # fmt: skip
    """Try a store's cases and put what came of each behind `told`."""
    points, began = world.clean(store), time.monotonic()
    wanted = [one for one in cases(store, points) if one.kind in kinds][::every]
    print(f"{store}: {len(points)} points in a clean run, {len(wanted)} runs", flush=True)
    for number, case in enumerate(wanted, start=1):
        told.append((case, world.tried(case)))
        if told[-1][1].lost or told[-1][1].doubled:
            print(f"{case}: {told[-1][1]}", flush=True)
        if number % 20 == 0:
            print(f"{store}: {number} runs in {time.monotonic() - began:.0f} s", flush=True)


def table(told: Iterable[tuple[Case, Settled]], names: dict[str, str]) -> str:
    """Return one row for each store and fault, one column for each place: faults tried there."""
    columns = [LEDGER, *names.values(), "site"]
    tried: Counter[tuple[str, str, str]] = Counter()
    ends: dict[tuple[str, str], Counter[str]] = {}
    for case, settled in told:
        row = ends.setdefault((case.store, case.kind), Counter())
        row["lost"] += len(settled.lost)
        row["doubled"] += len(settled.doubled)
        for account in settled.unknown:
            row[f"unknown on {account}"] += 1
        for point in settled.reached:
            place = point.unit if point.unit == LEDGER else names.get(point.unit, "site")
            tried[case.store, case.kind, place] += 1
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
