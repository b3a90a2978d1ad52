"""The ledger on a git branch: clones that race, pushes that fail, a work tree that is left alone."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.syndication.repositories import BRANCH, branch_address, clone, git

from bedside.errors import BedsideError, LedgerError
from bedside.syndication.branch import Branch, Unclear
from bedside.syndication.model import Event, EventKind, Key
from bedside.syndication.store import HeldByAnotherRun, find_ledger, open_ledger

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "mastodon", "masto")
CLAIM = Event(key=KEY, seq=1, kind=EventKind.CLAIMED, at=NOW, run="run")

RACER = """
import sys
from datetime import UTC, datetime
from bedside.syndication.model import Event, EventKind, Key
from bedside.syndication.store import HeldByAnotherRun, open_ledger
now = datetime.now(UTC)
ledger = open_ledger(sys.argv[1], now)
print("ready", flush=True)
sys.stdin.readline()
for number in range(6):
    key = Key(f"01M610AAAAAAAAAAAAAAAAAAA{number}", "mastodon", "masto")
    claim = Event(key=key, seq=1, kind=EventKind.CLAIMED, at=now, run=sys.argv[2])
    try:
        ledger.append([claim])
    except HeldByAnotherRun:
        continue
    print(number, flush=True)
    ledger.record(Event(key=key, seq=2, kind=EventKind.SENT, at=now, run=sys.argv[2]))
"""


def test_of_two_clones_that_race_each_claim_has_one_winner(remote: Path) -> None:
    """Two processes in two shallow clones claim the same six posts: none twice, none lost."""
    open_ledger(branch_address(clone(remote, "first")), NOW).append(
        [replace(CLAIM, key=replace(KEY, account="other"))]
    )
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, branch_address(clone(remote, name)), name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).resolve().parents[2] / "plugins",
        )
        for name in ("one", "two")
    ]  # fmt: skip
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    won = [racer.communicate("go\n", timeout=120)[0].split() for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0]
    assert sorted(won[0] + won[1]) == list("012345")
    found = find_ledger(branch_address(clone(remote, "third")), NOW)
    assert found is not None
    sent = [one.key.uid for one in found.events() if one.kind is EventKind.SENT]
    assert len(sent) == len(set(sent)) == 6
    assert found.mark == 13


def test_the_clone_is_left_as_it_was(remote: Path) -> None:
    """Branch, files, index and depth stay; the ledger's branch has its two files and no other."""
    folder = clone(remote, "one")
    open_ledger(branch_address(folder), NOW).append([CLAIM])
    assert git(folder, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--format=%(refname:short)") == "main"
    assert git(folder, "rev-list", "--count", "main") == "1"
    assert git(remote, "ls-tree", "--name-only", BRANCH) == "events.jsonl\nledger.json"
    assert git(remote, "rev-list", "--count", "main") == "1"


def test_a_whole_clone_does_not_become_shallow(remote: Path) -> None:
    """A person's own repository keeps its whole history."""
    git(remote.parent, "clone", "-q", str(remote), "whole")
    folder = remote.parent / "whole"
    for number in (1, 2):
        open_ledger(branch_address(folder), NOW).append([replace(CLAIM, seq=number)])
    assert git(folder, "rev-parse", "--is-shallow-repository") == "false"


def test_without_the_branch_there_is_no_ledger(remote: Path) -> None:
    """Looking makes none; opening pushes nothing before the first event."""
    address = branch_address(clone(remote, "one"))
    assert find_ledger(address, NOW) is None
    open_ledger(address, NOW).append([])
    assert find_ledger(address, NOW) is None


def test_a_remote_that_cannot_be_asked_is_no_first_run(remote: Path) -> None:
    """Refused with git's words, never taken for an empty branch."""
    folder = clone(remote, "one")
    git(folder, "remote", "set-url", "origin", str(remote.parent / "gone.git"))
    with pytest.raises(LedgerError, match="the branch syndication-ledger of origin cannot be used"):
        find_ledger(branch_address(folder), NOW)


def test_a_remote_that_takes_no_push_stops_the_run(remote: Path) -> None:
    """A hook or a missing right: nothing is claimed, and the message says what to allow."""
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ledger = open_ledger(branch_address(clone(remote, "one")), NOW)
    with pytest.raises(LedgerError, match=r"may this runner push to the repository"):
        ledger.append([CLAIM])
    assert ledger.events() == ()


@pytest.mark.parametrize("arrived", [True, False])
def test_a_push_without_an_answer_is_looked_up(
    remote: Path, monkeypatch: pytest.MonkeyPatch, *, arrived: bool
) -> None:
    """The line breaks behind or before the push: written once, or refused; never both."""
    ledger = open_ledger(branch_address(clone(remote, "one")), NOW)
    push = Branch.push

    def broken(self: Branch, files: dict[str, bytes], parent: str, message: str) -> str:
        commit = push(self, files, parent, message) if arrived else "0" * 40
        raise Unclear("the line broke", commit)

    monkeypatch.setattr(Branch, "push", broken)
    if arrived:
        ledger.append([CLAIM])
    else:
        with pytest.raises(LedgerError, match="the line broke"):
            ledger.append([CLAIM])
    monkeypatch.setattr(Branch, "push", push)
    found = find_ledger(branch_address(clone(remote, "two")), NOW)
    assert (len(found.events()) if found else 0) == len(ledger.events()) == int(arrived)


def test_an_unclear_push_that_another_run_went_on_from_counts_as_written(
    remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It arrived, and somebody wrote behind it before we looked: the claim is ours."""
    one, two = clone(remote, "one"), clone(remote, "two")
    ledger, push = open_ledger(branch_address(one), NOW), Branch.push

    def overtaken(self: Branch, files: dict[str, bytes], parent: str, message: str) -> str:
        commit = push(self, files, parent, message)
        monkeypatch.setattr(Branch, "push", push)
        other = open_ledger(branch_address(two), NOW)
        other.append([replace(CLAIM, seq=2, run="two")])
        raise Unclear("the line broke", commit)

    monkeypatch.setattr(Branch, "push", overtaken)
    ledger.append([CLAIM])
    assert [(one.seq, one.run) for one in ledger.events()] == [(1, "run"), (2, "two")]
    with pytest.raises(HeldByAnotherRun):
        ledger.append([replace(CLAIM, seq=2)])


def test_a_branch_with_other_files_is_refused(remote: Path) -> None:
    """The site's own branch named by mistake is no ledger."""
    folder = clone(remote, "one")
    with pytest.raises(LedgerError, match=r"holds no events\.jsonl"):
        open_ledger(f"git+branch://main?repository={folder}", NOW)


@pytest.mark.parametrize("name", ["-f", "a..b", "a/b", ""])
def test_an_odd_name_is_refused(name: str, remote: Path) -> None:
    """It would be an option of git, or another kind of name."""
    with pytest.raises(BedsideError, match="git\\+branch://syndication-ledger"):
        open_ledger(f"git+branch://{name}?repository={clone(remote, 'one')}", NOW)


def test_the_message_keeps_the_token_of_an_address(remote: Path) -> None:
    """An address with a token in it is not printed with it."""
    folder = clone(remote, "one")
    git(folder, "remote", "set-url", "origin", "http://x:hunter2@127.0.0.1:9/a.git")
    with pytest.raises(LedgerError) as refused:
        find_ledger(branch_address(folder), NOW)
    assert "hunter2" not in str(refused.value)
