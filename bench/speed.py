"""Time whole builds side by side: Bedside with everything on, stock Pelican, Hugo.

usage: python bench/speed.py [--quick] [--all] [--posts N ...] [--rounds N] [--json] [--readme]

All run in turn on the same posts (A B C A B C), from compiled modules, as they do for anyone who
has run them once. CPU is that of the whole process tree; its ratios are to be trusted on a shared
machine, seconds are not. The bare rows have a theme as plain as the peers'. The reader's first reading
is told apart: a cold build of ours remembers what it cleared, as every build but a site's first does,
and so are the smaller AVIF and WebP pictures, which are kept. `--quick` is one round at 1,000 posts; `--posts 1000 10000` tells of growth
and memory too, and takes an hour; `--all` builds with Material for MkDocs and Eleventy as well.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peers import PEERS, Site, edit_one
from slow_peers import SLOW_PEERS
from speed_page import write_page

THOUSAND, TEN_THOUSAND = 1000, 10_000
# What a build leaves that is timed apart: passages that the reader cleared, smaller pictures.
APART = ("verdicts/key", "verdicts/cleared", "small")
NOW = "2026-11-22T12:00:00+00:00"  # ours reads the day: one for all runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took."""

    cpu: float  # seconds, children included
    wall: float  # seconds
    peak: float  # MB, of the largest process


def run(site: Site, *more: str) -> Cost:
    """Build a site and say what it took."""
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(site.folder.parent.parent / "compiled")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        [*site.command, *more], cwd=site.folder, stdout=subprocess.DEVNULL, env=env
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{' '.join(site.command[:4])} in {site.folder}: exit {process.returncode}"
        raise SystemExit(message)
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime, wall=time.perf_counter() - start,
        peak=usage.ru_maxrss / 1024,
    )  # fmt: skip


def cold(site: Site, *more: str) -> Cost:
    """Build from nothing but what is told apart, and make sure that every post has its page."""
    build, kept = site.folder / "build", site.folder / "kept"
    for name in APART:
        if (build / name).exists():
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
            (build / name).replace(kept / name)
    for name in site.made:
        shutil.rmtree(site.folder / name, ignore_errors=True)
    if kept.exists():
        kept.replace(build)
    found = run(site, *more)
    posts = sum(1 for _ in (site.folder / site.posts).glob("*.md"))
    pages = sum(1 for _ in (site.folder / site.pages).rglob("*.html"))
    if pages < posts:
        message = (
            f"{site.folder}: {pages} pages for {posts} posts: this build did not build the site"
        )
        raise SystemExit(message)
    return found


def ours(name: str) -> tuple[str, ...]:
    return ("--now", NOW) if name.startswith("bedside") else ()


def measure(
    root: Path, count: int, rounds: int, peers: Mapping[str, Callable[[Path, int], Site]]
) -> dict[str, list[Cost]]:
    """Return the costs of `count` posts by row: each generator cold, ours again, ours with one edit."""
    sites: dict[str, Site] = {}
    for name, make in peers.items():
        folder = root / str(count) / name
        folder.mkdir(parents=True)
        sites[name] = make(folder, count)
    rows: dict[str, list[Cost]] = {"first": [cold(sites["bedside"], *ours("bedside"))] * rounds}
    for turn in range(rounds):
        for name, site in sites.items():
            rows.setdefault(name, []).append(cold(site, *ours(name)))
        own = sites["bedside"]
        rows.setdefault("noop", []).append(run(own, *ours("bedside")))
        edit_one(own, count, turn)
        rows.setdefault("edit_one", []).append(run(own, *ours("bedside")))
        checked = Site(
            folder=own.folder, posts=own.posts, pages=own.pages, made=(),
            command=(sys.executable, "-m", "bedside", "check", "content/posts/post-00001.md"),
        )  # fmt: skip
        rows.setdefault("check_one", []).append(run(checked))
        print(f"{count} posts, round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
    return rows


def ratio(rows: dict[str, list[Cost]], one: str, other: str, what: str = "cpu") -> float:
    """Return the median of the paired ratios."""
    pairs = zip(rows[one], rows[other], strict=True)
    return round(statistics.median(getattr(a, what) / getattr(b, what) for a, b in pairs), 2)


def middle(rows: dict[str, list[Cost]], one: str, what: str = "cpu") -> float:
    return round(statistics.median(getattr(cost, what) for cost in rows[one]), 2)


def summary(found: dict[int, dict[str, list[Cost]]]) -> dict[str, Any]:
    """Return the figures by name, each by the number of posts where it depends on that."""
    sizes = sorted(found)
    told: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "cold_bare_vs_hugo": {n: ratio(found[n], "bedside_bare", "hugo") for n in sizes},
        "cold_all_vs_stock_pelican": {
            n: {what: ratio(found[n], "bedside", "stock_pelican", what) for what in ("cpu", "wall")} for n in sizes
        },
        "first_of_all_vs_stock_pelican": {n: ratio(found[n], "first", "stock_pelican") for n in sizes},
        "cold_all_vs_hugo": {n: ratio(found[n], "bedside", "hugo") for n in sizes},
        "noop_vs_hugo": {n: ratio(found[n], "noop", "hugo") for n in sizes},
        "edit_one_vs_hugo": {n: ratio(found[n], "edit_one", "hugo") for n in sizes},
        "check_one_s": {n: middle(found[n], "check_one", "wall") for n in sizes},
        "cpu_s": {n: {name: middle(found[n], name) for name in found[n]} for n in sizes},
        "peak_mb": {n: round(max(cost.peak for cost in found[n]["bedside"])) for n in sizes},
    }  # fmt: skip
    for name in SLOW_PEERS:
        if all(name in rows for rows in found.values()):
            told[f"cold_all_vs_{name}"] = {n: ratio(found[n], "bedside", name) for n in sizes}
    if TEN_THOUSAND in found:
        told["peak_mb_10k"] = told["peak_mb"][TEN_THOUSAND]
        if THOUSAND in found:
            one, ten = (middle(found[n], "bedside") for n in (THOUSAND, TEN_THOUSAND))
            told["growth_1k_10k"] = round(ten / one, 1)
    if len(sizes) > 1:
        few, many = found[sizes[0]], found[sizes[-1]]
        told["growth"] = {
            "posts": [sizes[0], sizes[-1]],
            **{name: round(middle(many, name) / middle(few, name), 1) for name in PEERS},
        }
    return told


def card_ms() -> float:
    """Return the milliseconds of processor time of a flat article card, steady state."""
    script = Path(__file__).with_name("cards.py")
    done = subprocess.run(
        [sys.executable, str(script), "--json"], check=True, capture_output=True, text=True
    )
    return max(float(one["card_ms"]) for one in json.loads(done.stdout).values())


def reader_cost() -> dict[str, Any]:
    """Return what the reader's first reading costs over ordinary posts."""
    script = Path(__file__).with_name("reader_cost.py")
    done = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print a table, or with --json one object."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="one round at 1,000 posts")
    options.add_argument("--all", action="store_true", help="with the slow generators too")
    options.add_argument("--posts", type=int, nargs="+", default=[100, 1000])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--json", action="store_true")
    options.add_argument("--readme", action="store_true", help="write the README's table and plot")
    given = options.parse_args()
    sizes, rounds = ([1000], 1) if given.quick else (sorted(set(given.posts)), given.rounds)
    peers = PEERS | SLOW_PEERS if given.all else PEERS
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for peer, make in peers.items():  # compiles the modules
            (root / "first" / peer).mkdir(parents=True)
            cold(make(root / "first" / peer, 1), *ours(peer))
        told = summary({count: measure(root, count, rounds, peers) for count in sizes})
    told["card_ms"] = card_ms()
    told |= reader_cost()
    if given.readme:
        write_page(told)
    if given.json:
        print(json.dumps(told, indent=1))
        return
    for key, value in told.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for part, figure in rows:
            print(f"{key:28} {part!s:>8}  {figure}")


if __name__ == "__main__":
    main()
