"""Renewing tokens: only when due, once for two runs, stored before use, never a poorer one."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.servers.oauth_server import OAuthServer, oauth_running, soon

from bedside.platforms.base import Session
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.platforms.renewal import NewSecret, ends_after, expires_of, is_due, is_poorer
from bedside.platforms.wire import new_client
from bedside.practice import Account
from bedside.syndication.secret_store import SecretStore, renewed
from bedside.syndication.secrets import Secrets

ROOT = Path(__file__).resolve().parents[2]
# A keyring of one file; it can end the process before or after it has written.
KEYRING = """
import json, os, pathlib
_FILE = pathlib.Path(os.environ["FAKE_KEYRING"])
def get_password(service, name):
    assert service == "bedside"
    return json.loads(_FILE.read_text()).get(name)
def set_password(service, name, secret):
    assert service == "bedside"
    if os.environ.get("CRASH") == "before": os._exit(9)
    if os.environ.get("CRASH") == "full": raise OSError("no space")
    known = json.loads(_FILE.read_text()) | {name: secret}
    part = _FILE.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(known))
    part.replace(_FILE)
    if os.environ.get("CRASH") == "after": os._exit(9)
"""
# A run of its own process, which can be killed: the same as `run` below.
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RUN = "import sys; from tests.syndication.test_token_renewal import one_run; print(one_run(sys.argv[1]))"


def one_run(api: str) -> str:
    """Open the account's session as every run does; say which access token it would use."""
    account = Account(id="a", platform="mastodon", handle="@a@b.example", api=api, secret_env="TOK")
    secrets = Secrets()
    with new_client() as client:
        session = Session(account=account, client=client, secret=secrets.read(account),
                          now=lambda: datetime.now(UTC))  # fmt: skip
        session, problem = renewed(session, MastodonPublisher(), secrets, SecretStore())
    return json.dumps([json.loads(session.secret)["access_token"], problem])


@pytest.fixture
def oauth(allow: Callable[..., None]) -> Iterator[OAuthServer]:
    """Run the token server."""
    with oauth_running() as server:
        allow(server.url)
        yield server


@pytest.fixture
def ring(
    tmp_path: Path, oauth: OAuthServer, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], dict[str, str]]:
    """Put the account's secret, soon to end, into a keyring; return what reads it."""
    (tmp_path / "keyring.py").write_text(KEYRING)
    file = tmp_path / "ring.json"
    file.write_text(json.dumps({"TOK": oauth.secret(soon())}))
    monkeypatch.setenv("FAKE_KEYRING", str(file))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TOK", raising=False)
    paths = (str(tmp_path), str(ROOT / "plugins"), str(ROOT))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", importlib.import_module("keyring"))

    def read() -> dict[str, str]:
        found: dict[str, str] = json.loads(json.loads(file.read_text())["TOK"])
        return found

    return read


def start(oauth: OAuthServer, crash: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, oauth.url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"CRASH": crash})  # fmt: skip


def run(oauth: OAuthServer) -> tuple[str, str | None]:
    """Run in this process."""
    token, problem = json.loads(one_run(oauth.url))
    return token, problem


def test_a_due_token_is_renewed_and_stored_and_then_left_alone(
    oauth: OAuthServer, ring: Callable[[], dict[str, str]]
) -> None:
    """The pair in the keyring is the network's; the next run does not renew."""
    assert run(oauth) == (oauth.access_token, "")
    assert (ring()["refresh_token"], ring()["access_token"]) == (
        oauth.refresh_token,
        oauth.access_token,
    )
    assert run(oauth) == (oauth.access_token, "")
    assert (oauth.renewals, oauth.refused) == (1, [])


def test_two_runs_at_once_renew_once(
    oauth: OAuthServer, ring: Callable[[], dict[str, str]]
) -> None:
    """The second waits for the first and takes what it stored."""
    runs = [start(oauth), start(oauth)]
    shown = {process.communicate(timeout=90)[0].strip() for process in runs}
    assert shown == {json.dumps([oauth.access_token, ""])}
    assert (oauth.renewals, oauth.refused) == (1, [])
    assert ring()["access_token"] == oauth.access_token


def test_killed_between_storing_and_using(
    oauth: OAuthServer, ring: Callable[[], dict[str, str]]
) -> None:
    """The new pair was stored first, so the next run has it and renews nothing."""
    killed = start(oauth, "after")
    killed.communicate(timeout=90)
    assert killed.returncode == 9
    assert run(oauth) == (oauth.access_token, "")
    assert oauth.renewals == 1


def test_killed_before_storing(oauth: OAuthServer, ring: Callable[[], dict[str, str]]) -> None:
    """The pair is lost; the old token is used while it works, and a person is told by when."""
    killed = start(oauth, "before")
    killed.communicate(timeout=90)
    token, problem = run(oauth)
    assert (killed.returncode, token) == (9, "access-first-000")
    assert "a person must renew it: the network does not renew the token (invalid_grant)" in str(
        problem
    )
    assert ring()["refresh_token"] == "refresh-first-000"


def test_an_answer_that_is_lost_after_rotation(
    oauth: OAuthServer, ring: Callable[[], dict[str, str]]
) -> None:
    """The run goes on with the old token; the next one finds the refresh token used up and says so."""
    oauth.fault = "lost"
    assert run(oauth) == ("access-first-000", None)
    oauth.fault = ""
    token, problem = run(oauth)
    assert token == "access-first-000"
    assert "invalid_grant" in str(problem)
    assert oauth.renewals == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [("empty", "lacks a part"), ("poorer", "ends no later"), ("busy", None)],
)
def test_a_poorer_token_never_takes_the_old_ones_place(
    oauth: OAuthServer, ring: Callable[[], dict[str, str]], fault: str, said: str | None
) -> None:
    """Empty, shorter-lived or none: what is stored stays as it was and goes on being used."""
    before, oauth.fault = ring(), fault
    token, problem = run(oauth)
    assert (token, ring()) == ("access-first-000", before)
    assert (said is None and problem is None) or str(said) in str(problem)


def test_a_keyring_that_fails(
    oauth: OAuthServer, ring: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be stored is not used."""
    monkeypatch.setenv("CRASH", "full")
    token, problem = run(oauth)
    assert token == "access-first-000"
    assert "could not be stored: the keyring failed (OSError)" in str(problem)
    assert ring()["refresh_token"] == "refresh-first-000"


@pytest.fixture
def account(oauth: OAuthServer) -> Account:
    """Return an account on the token server."""
    return Account(
        id="a", platform="mastodon", handle="@a@b.example", api=oauth.url, secret_env="TOK"
    )


def in_process(
    account: Account, environment: dict[str, str], store: SecretStore
) -> tuple[str, str | None]:
    secrets = Secrets(environment)
    with new_client() as client:
        session = Session(account=account, client=client, secret=secrets.read(account),
                          now=lambda: datetime.now(UTC))  # fmt: skip
        used, problem = renewed(session, MastodonPublisher(), secrets, store)
        assert secrets.mask(used.secret).count("[secret]") == 1
        again, _ = renewed(used, MastodonPublisher(), secrets, store)
        assert again.secret == used.secret
    return str(json.loads(used.secret)["access_token"]), problem


def test_a_secret_of_the_environment_goes_through_the_practices_command(
    oauth: OAuthServer, account: Account, tmp_path: Path
) -> None:
    """By its input, never as an argument; a run that began with the old one does not renew again."""
    kept, said = tmp_path / "kept", tmp_path / "said"
    script = f'printf "%s" "$0 $*" > "{said}"; cat > "{kept}"'
    store = SecretStore(command=("sh", "-c", script, "set", "{name}"), locks=tmp_path / "locks")
    environment = {"TOK": oauth.secret(soon())}
    assert in_process(account, environment, store) == (oauth.access_token, "")
    assert json.loads(kept.read_text())["refresh_token"] == oauth.refresh_token
    assert said.read_text() == "set TOK"
    assert in_process(account, environment, store) == ("access-first-000", "")
    assert (oauth.renewals, oauth.refused) == (1, [])
    left = b"".join(path.read_bytes() for path in (tmp_path / "locks").iterdir())
    assert oauth.access_token.encode() not in left


@pytest.mark.parametrize("command", [("false",), ("no-such-command-here",)])
def test_a_command_that_fails_is_said(
    oauth: OAuthServer, account: Account, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Nothing that was not stored is used, and the message shows no token."""
    store = SecretStore(command=command, locks=tmp_path)
    secrets = Secrets({"TOK": oauth.secret(soon())})
    with new_client() as client:
        session = Session(account=account, client=client, secret=secrets.read(account),
                          now=lambda: datetime.now(UTC))  # fmt: skip
        used, problem = renewed(session, MastodonPublisher(), secrets, store)
    assert used.secret == session.secret
    assert f"could not be stored: `{command[0]}`" in str(problem)
    assert oauth.access_token not in str(problem)


@pytest.mark.parametrize(("days", "is_told"), [(15, False), (13, True)])
def test_where_nothing_can_store_it_a_person_is_told_in_time(
    oauth: OAuthServer, account: Account, tmp_path: Path, days: int, *, is_told: bool
) -> None:
    """A refresh token is not used up for nothing: the network is not even asked."""
    environment = {"TOK": oauth.secret(datetime.now(UTC) + timedelta(days=days))}
    token, problem = in_process(account, environment, SecretStore(locks=tmp_path))
    assert token == "access-first-000"
    assert ("a person must renew it" in str(problem)) == is_told
    assert oauth.renewals == 0


def test_when_it_is_time() -> None:
    """Within the margin and afterwards; a token without an end is never renewed."""
    now, day = datetime(2026, 11, 22, tzinfo=UTC), timedelta(days=1)
    assert [is_due(now + one, now, day) for one in (2 * day, day, -day)] == [False, True, True]
    assert not is_due(None, now, day)
    assert expires_of('{"expires": "2027-01-20"}') == datetime(2027, 1, 20, tzinfo=UTC)
    assert expires_of("plain") is None
    old = '{"token": "a", "expires": "2027-01-20"}'
    good = NewSecret(
        secret='{"token": "b", "expires": "2027-03-20"}', expires=datetime(2027, 3, 20, tzinfo=UTC)
    )
    assert not is_poorer(good, old)
    assert is_poorer(NewSecret(secret=""), old)
    assert is_poorer(
        NewSecret(secret='{"token": "", "expires": "2027-03-20"}', expires=good.expires), old
    )
    assert is_poorer(NewSecret(secret=good.secret), old)
    assert "token" not in repr(good)


@pytest.mark.parametrize("seconds", [10**14, -5, 0, True, "3600", None, 1.5])
def test_a_life_that_is_none_gives_no_end(seconds: object) -> None:
    """A network that counts wrongly ends no run."""
    assert ends_after(seconds, NOW) is None


def test_a_life_in_seconds_gives_the_end() -> None:
    """As RFC 6749 section 5.1 counts it."""
    assert ends_after(3600, NOW) == NOW + timedelta(hours=1)
