"""A build with something that two people allowed: it is built, listed and vouched for."""

import json

import pytest
from click.testing import CliRunner, Result
from tests.conftest import UIDS, SmallSite

from bedside.checks.allowed import KEY_VARIABLE, Target, fingerprint
from bedside.cli import cli
from bedside.errors import BedsideError

KEY = "a-key-for-tests-only-0123456789"
NUMBER = "617-555-0199"


def build(site: SmallSite) -> Result:
    command = ["--practice", str(site.root / "practice.toml"), "build", "--now", "2026-11-22T08:00"]
    return CliRunner().invoke(cli, command, standalone_mode=False)


@pytest.fixture
def allowed(site: SmallSite) -> SmallSite:
    """Return a site with a post that holds another's phone number, and the entry for it."""
    site.post("food-shelf", uid=UIDS[0], body=f"Ring {NUMBER} for the food shelf.")
    mac = fingerprint(KEY.encode(), Target("PHI004", UIDS[0], "body", 1), NUMBER)
    (site.root / "allowed.toml").write_text(
        f'[[allowed]]\ncode = "PHI004"\nuid = "{UIDS[0]}"\nsurface = "body"\nhmac = "{mac}"\n'
        'owner = "Elena Marsh"\nsecond = "Priya Raman"\nreason = "the food shelf\'s own"\n'
        "date = 2026-11-01\nexpires = 2027-06-30\n"
    )
    return site


def test_it_is_built_listed_and_vouched_for(
    allowed: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page and feed hold the number; the build and its receipt say who allowed it and why."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    done = build(allowed)
    assert done.return_value == 0, done.output
    assert NUMBER in (allowed.root / "output" / "blog" / "food-shelf" / "index.html").read_text()
    (line,) = [one for one in done.output.splitlines() if "PHI004 allowed" in one]
    assert line.endswith(
        "allowed in allowed.toml by Elena Marsh and Priya Raman until 2027-06-30: "
        "the food shelf's own"
    )
    receipt = json.loads((allowed.root / "build" / "receipt.json").read_text())
    assert receipt["suppressions"] == [line.strip()]
    assert KEY not in done.output + json.dumps(receipt)


def test_without_the_key_nothing_is_built(
    allowed: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails closed, and says which variable is missing."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    done = build(allowed)
    assert isinstance(done.exception, BedsideError)
    assert KEY_VARIABLE in str(done.exception)
    assert not (allowed.root / "output").exists()
