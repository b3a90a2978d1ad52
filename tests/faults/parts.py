"""One part of `inv faults`, in a process of its own: the cases of four networks on one store."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.injected import LEDGER
from tests.faults.networks import GROUPS
from tests.faults.plan import cases
from tests.faults.world import Case, Settled, World, world_running

__all__ = ["Part", "try_part"]


@dataclass(slots=True, kw_only=True)
class Part:
    """The accounts, and what came of each case: its points name accounts, as another part has other ports."""

    accounts: tuple[str, ...] = ()
    told: list[tuple[Case, Settled]] = field(default_factory=list)


def try_part(number: int, store: str, kinds: frozenset[str], every: int) -> Part:
    """Try the cases, until the last or until a person stops it."""
    part = Part()
    folder = TemporaryDirectory(prefix="faults")
    with folder as root, world_running(Path(root) / "w", GROUPS[number - 1]) as world:
        part.accounts = tuple(one.account for one in world.networks)
        names = {LEDGER: LEDGER} | {one.unit: one.account for one in world.networks}
        try:
            for case, settled in _tried(world, f"group {number}, {store}", store, kinds, every):
                settled.reached = tuple(
                    replace(one, unit=names.get(one.unit, "site")) for one in settled.reached
                )
                part.told.append((case, settled))
        except KeyboardInterrupt:
            return part
    return part


def _tried(
    world: World, name: str, store: str, kinds: frozenset[str], every: int
) -> Iterable[tuple[Case, Settled]]:
    """Yield each case and what came of it, saying how far it is."""
    points, began = world.clean(store), time.monotonic()
    wanted = [one for one in cases(store, points) if one.kind in kinds][::every]
    print(f"{name}: {len(points)} points in a clean run, {len(wanted)} runs", flush=True)
    for number, case in enumerate(wanted, start=1):
        settled = world.tried(case)
        if settled.lost or settled.doubled or not settled.reached:
            print(f"{case}: {settled}", flush=True)
        if number % 20 == 0:
            print(f"{name}: {number} runs in {time.monotonic() - began:.0f} s", flush=True)
        yield case, settled
