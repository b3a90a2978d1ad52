"""The order of fsyncs, seen from the operating system: a claim is on disk before the network hears of it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.servers.receiver import Receiver
from tests.syndication.town import ROOT, Town

# fsync(5</…/ledger.db-wal>) = 0 and connect(6<…>, {…, sin_port=htons(8080), …}) = 0
_SYNC = re.compile(r"f(?:data)?sync\(\d+<(?P<path>[^>]*)>\)\s*= 0")
_CONNECT = re.compile(r"connect\(.*sin_port=htons\((?P<port>\d+)\)")


def test_each_send_stands_between_two_syncs_of_the_ledger(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], receiver: Receiver,
    tmp_path: Path,
) -> None:  # fmt: skip
    """The claim's sync has ended before the connection to the network begins; the outcome's follows."""
    town = make_town(three_accounts[2])
    town.first_run()
    for letter in "ab":
        town.post(f"Post {letter}")
    trace = tmp_path / "trace"
    command = [
        "strace", "-f", "-y", "-e", "trace=fsync,fdatasync,connect", "-o", str(trace), sys.executable,
        "-m", "bedside", "--quiet", "--practice", str(town.root / "practice.toml"), "syndicate", "--live",
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT / "plugins", check=True, stdout=subprocess.DEVNULL)
    assert len(receiver.bodies) == 2
    port = receiver.url.rpartition(":")[2].partition("/")[0]
    seen = "".join(steps(trace.read_text(), port))
    # S: the log of writes is on disk; N: the network is called. Before the first S, its folder too.
    assert re.fullmatch(r"D?S+(?:D?S+ND?S+){2}", seen), seen
    assert seen.count("N") == 2


def steps(trace: str, port: str) -> Iterator[str]:
    """Yield S for a sync of the ledger's log, D for its folder's, N for a call of the network."""
    for line in trace.splitlines():
        if (synced := _SYNC.search(line)) and "/ledger/ledger.db-wal" in synced["path"]:
            yield "S"
        elif synced and synced["path"].endswith("/ledger"):
            yield "D"
        elif (called := _CONNECT.search(line)) and called["port"] == port:
            yield "N"
