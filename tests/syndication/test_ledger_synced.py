"""The order of fsyncs, seen from the operating system: a claim is on disk before the network hears of it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.servers.receiver import Receiver
from tests.syndication.town import ROOT, Town, account_toml

# fsync(5</…/ledger.db-wal>) = 0 and connect(6<…>, {…, sin_port=htons(8080), …}) = 0
_SYNC = re.compile(r"f(?:data)?sync\(\d+<(?P<path>[^>]*)>\)\s*= 0")
_CONNECT = re.compile(r"connect\(.*sin_port=htons\((?P<port>\d+)\)")


def test_each_send_stands_between_two_syncs_of_the_ledger(
    make_town: Callable[..., Town], receiver: Receiver, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
) -> None:  # fmt: skip
    """The claim's sync has ended before the connection to the network begins; the outcome's follows."""
    town = make_town(account_toml("hook", "webhook", "newsletter", receiver.url))
    monkeypatch.setenv("TEST_HOOK", receiver.secret)
    allow(receiver.url)
    town.first_run()
    for letter in "ab":
        town.post(f"Post {letter}")
    trace = tmp_path / "trace"
    command = [
        "strace", "-f", "--seccomp-bpf", "-y", "-e", "trace=fsync,fdatasync,connect", "-o", str(trace), sys.executable,
        "-m", "bedside", "--quiet", "--practice", str(town.root / "practice.toml"), "syndicate", "--live",
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT / "plugins", check=True, stdout=subprocess.DEVNULL)
    assert len(receiver.bodies) == 2
    port = receiver.url.rpartition(":")[2].partition("/")[0]
    seen = "".join(steps(trace.read_text(), port))
    # S: what was written is on disk; D: its folder too; N: the network is called. Nothing stands
    # between a claim's S and its N; between two N there are an outcome and a claim.
    assert re.fullmatch(r"[SD]*D[SD]*SN[SD]*D[SD]*D[SD]*SN[SD]*D[SD]*S", seen), seen


def steps(trace: str, port: str) -> Iterator[str]:
    """Yield S for a sync of the ledger's log, D for its folder's, N for a call of the network."""
    for line in trace.splitlines():
        if (synced := _SYNC.search(line)) and "/ledger/ledger.db-wal" in synced["path"]:
            yield "S"
        elif synced and synced["path"].endswith("/ledger"):
            yield "D"
        elif (called := _CONNECT.search(line)) and called["port"] == port:
            yield "N"
