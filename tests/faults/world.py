"""One practice with an account on every network, real servers behind them, and runs with faults."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.injected import GONE, OLDER, WITNESS, Point, read_trace
from tests.faults.networks import GROUPS, NETWORKS, Network
from tests.faults.stores import Stores, stores_running
from tests.servers.web import web_running
from tests.syndication.town import ROOT, Town

from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.errors import ExitCode
from bedside.syndication.model import Key, KeyState, Status
from bedside.syndication.resolve import Verdict, resolution

__all__ = ["Case", "Settled", "World", "world_running"]

_TURNS = 6  # runs after the fault: more means that it never settles
_LATER = timedelta(minutes=20)  # from run to run: longer than a network or a branch asks to wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run's faults: one kind at one or more points."""

    store: str
    kind: str
    points: tuple[Point, ...]


@dataclass(slots=True, kw_only=True)
class Settled:
    """What came of a case: the points that were reached, and copies that are wrong, by account."""

    reached: tuple[Point, ...] = ()
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # left to a person
    runs: int = 0


@dataclass(slots=True)
class World:
    """Everything that runs, and the folder that the web server shows."""

    root: Path
    url: str
    networks: tuple[Network, ...]
    stores: Stores
    forks: subprocess.Popen[str]
    posts: int
    count: int = 0

    def clean(self, store: str) -> tuple[Point, ...]:
        """Return every point of a run without a fault, which announces every post."""
        town = self._town(store)
        code = self._run(town, Case(store=store, kind="", points=()))
        assert code == 0, (self.root / "words.txt").read_text()[-3000:]
        settled = Settled(reached=read_trace(town.root / "trace"))
        self._judge(town, settled)
        assert (settled.lost, settled.doubled) == ([], [])
        self._end(town)
        return settled.reached

    def tried(self, case: Case) -> Settled:
        """Run with the faults, then again until everything is settled; say what is where."""
        town = self._town(case.store)
        if is_server_full := _is_at_the_server(case):
            self.stores.fill(town.store, _mark(town, case))
        backup = self.stores.keep(town.store) if case.kind == OLDER else b""
        witness = (town.root / "build" / "witness.json").read_bytes()
        self._run(town, case)
        if is_server_full:
            self.stores.make_room(town.store)
        trace = set(read_trace(town.root / "trace"))
        settled = Settled(reached=tuple(one for one in case.points if one in trace), runs=1)
        if case.kind in {GONE, OLDER}:
            self._lose(town, backup, witness)
        self._settle(town, settled)
        self._judge(town, settled)
        self._end(town)
        return settled

    def _lose(self, town: Town, backup: bytes, known: bytes) -> None:
        """Put the backup back, or nothing: the next run must refuse it; then a person rebuilds.

        A ledger that is gone went with the computer: only the public site knows of it. One that was
        put back forgot nothing when nothing had been claimed.
        """
        witness = town.root / "build" / "witness.json"
        if backup:
            self.stores.put_back(town.store, backup)
        else:
            self.stores.lose(town.store)
            witness.unlink(missing_ok=True)
        if backup and witness.read_bytes() == known:
            return
        before = [network.copies(town.posts) for network in self.networks]
        assert self._run(town, Case(store="", kind="", points=())) == ExitCode.NETWORK
        assert [network.copies(town.posts) for network in self.networks] == before
        rebuild = ["--practice", str(town.root / "practice.toml"), "ledger", "--ledger", town.store,
                   "rebuild"]  # fmt: skip
        assert self._job(town, rebuild) == 0, (self.root / "words.txt").read_text()[-3000:]

    def _settle(self, town: Town, settled: Settled) -> None:
        """Run again, and let a person do what is a person's, until every post is everywhere."""
        for turn in range(1, _TURNS + 1):
            now = datetime.now(UTC) + turn * _LATER
            self._run(town, Case(store="", kind="", points=()), now)
            settled.runs += 1
            ledger = town.ledger()
            state = ledger.state()
            for post in town.posts:
                for network in self.networks:
                    key = Key(post.uid, network.platform, network.account)
                    verdict, url = self._person(network, post.uid, state.get(key), town)
                    if verdict is Verdict.SENT or (
                        verdict and state.get(key).status is not Status.REJECTED
                    ):
                        settled.unknown.append(network.account)
                    if verdict:
                        ledger.append([resolution(key, state, verdict, url, now, "")])
            if all(
                state.get(Key(post.uid, one.platform, one.account)).status is Status.SENT
                for post in town.posts for one in self.networks
            ):  # fmt: skip
                return

    def _person(
        self, network: Network, uid: str, state: KeyState, town: Town
    ) -> tuple[Verdict | None, str]:  # fmt: skip
        """A refusal was mended: again. What cannot be asked: the person looks, and says what is there."""
        post = next(one for one in town.posts if one.uid == uid)
        if state.status is Status.REJECTED:
            return Verdict.NOT_SENT, ""
        if state.status in {Status.CLAIMED, Status.UNKNOWN} and not network.can_be_asked:
            is_there = network.copies([post]) != [0]
            return (
                (Verdict.SENT, "https://larkfield.example/archive")
                if is_there
                else (Verdict.NOT_SENT, "")
            )
        return None, ""

    def _judge(self, town: Town, settled: Settled) -> None:
        """Count as a stranger does: each post once on each account."""
        for network in self.networks:
            for copies in network.copies(town.posts):
                if copies != 1:
                    (settled.doubled if copies else settled.lost).append(network.account)
            assert not network.broken(), (network.account, network.broken())

    def _town(self, store: str) -> Town:
        self.count += 1
        name = f"town{self.count}"
        town = Town(self.root / name, f"{self.url}/{name}/output", store=self.stores.address(store))
        town.write_practice(*(one.toml for one in self.networks))
        town.first_run()
        for letter in "abcdefgh"[: self.posts]:
            town.post(f"Post {letter}", days_old=1)
        _tell_public(town)
        return town

    def _run(self, town: Town, case: Case, now: datetime | None = None) -> int:
        """Start the command line in the fork server; return its exit status."""
        arguments = ["--practice", str(town.root / "practice.toml"), "syndicate", "--live",
                     "--ledger", town.store]  # fmt: skip
        at = () if _is_at_the_server(case) else case.points
        return self._job(
            town, [*arguments, *(["--now", now.isoformat()] if now else [])], meanwhile=arguments,
            kind=case.kind, at=[(one.unit, one.words, one.number) for one in at],
        )  # fmt: skip

    def _job(self, town: Town, arguments: list[str], **more: object) -> int:
        """Run the command line with these arguments and return its exit status."""
        job = {
            "arguments": arguments, "kind": "", "at": [], "trace": str(town.root / "trace"),
            "ignores_key": [one.unit for one in self.networks if one.ignores_key],
        } | more  # fmt: skip
        assert self.forks.stdin
        assert self.forks.stdout
        self.forks.stdin.write(json.dumps(job) + "\n")
        self.forks.stdin.flush()
        return int(self.forks.stdout.readline())

    def _end(self, town: Town) -> None:
        self.stores.drop(town.store)
        for network in self.networks:
            network.clear()
        shutil.rmtree(town.root)


def _tell_public(town: Town) -> None:
    """Let the public site name the ledger, as a deploy does."""
    ledger_id, mark, chain = town.ledger().standing()
    file = town.root / "output" / MARK_PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    known = PublishedMark(ledger=ledger_id, mark=mark, chain=chain, built_at=datetime.now(UTC))
    file.write_text(mark_json(known))


def _is_at_the_server(case: Case) -> bool:
    is_row = all(one.words != WITNESS for one in case.points)
    return is_row and (case.kind, case.store) == ("disk full", "postgresql")


def _mark(town: Town, case: Case) -> int:
    """Return the mark of the event that finds no room: claims and outcomes alternate."""
    (point,) = case.points
    return town.ledger().mark + 2 * point.number - (point.words == "claimed")


@contextmanager
def world_running(
    folder: Path, names: tuple[str, ...] = GROUPS[0], *, posts: int = 3
) -> Iterator[World]:
    """Start the servers of these networks, PostgreSQL, a web server and the fork server."""
    folder.mkdir(parents=True, exist_ok=True)
    web = folder / "web"
    web.mkdir()
    with ExitStack() as stack:
        networks = tuple(
            NETWORKS[name](stack, folder / f"network{number}") for number, name in enumerate(names)
        )
        stores = stack.enter_context(stores_running(folder / "stores"))
        url = stack.enter_context(web_running(web))
        known = {name: value for one in networks for name, value in one.environment.items()}
        environment = os.environ | known | {one.secret_env: one.secret for one in networks} | {
            "PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT}",
            "BEDSIDE_ALLOW_HOSTS": ",".join(one.unit for one in networks),
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.faults.fork_server", str(web / "words.txt")]
        forks = stack.enter_context(subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
            cwd=ROOT,
        ))  # fmt: skip
        yield World(web, url, networks, stores, forks, posts)
        assert forks.stdin
        forks.stdin.close()
