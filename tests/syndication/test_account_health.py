"""How accounts stand: what networks say of them, and what the doctor makes of it."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town, account_toml

from bedside.deploy.account_health import account_symptoms
from bedside.deploy.health import Level, Symptom
from bedside.platforms.base import AccountHealth, Deferred, Examiner, Publisher, Session
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.platforms.webhook_api import WebhookPublisher
from bedside.practice import Account
from bedside.syndication.examined import examined
from bedside.syndication.secrets import Secrets

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ACCOUNT = Account(
    id="masto", platform="mastodon", handle="@l@social.example", secret_env="X",
)  # fmt: skip
ME = {"id": "1", "acct": "larkfield", "url": "https://social.example/@larkfield"}
LEAST = ["read:accounts", "read:statuses", "write:statuses", "write:media"]


def asked(publisher: Publisher, answers: dict[str, httpx.Response]) -> AccountHealth | Deferred:
    """Examine an account whose network answers each path's end with what is given, else 404."""

    def answer(request: httpx.Request) -> httpx.Response:
        found = [one for end, one in answers.items() if request.url.path.endswith(end)]
        return found[0] if found else httpx.Response(404)

    assert isinstance(publisher, Examiner)
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        session = Session(account=ACCOUNT, client=client, secret="t0ken", now=lambda: NOW)
        found = examined(publisher, session, Secrets({}))
    assert found is not None
    return found


def mastodon(*scopes: str, status: int = 200, **me: object) -> AccountHealth | Deferred:
    return asked(MastodonPublisher(), {
        "accounts/verify_credentials": httpx.Response(
            status, json=ME | me,
            headers={"X-RateLimit-Remaining": "297", "X-RateLimit-Limit": "300"}),
        "apps/verify_credentials": httpx.Response(200, json={"scopes": list(scopes)}),
    })  # fmt: skip


def told(health: AccountHealth | Deferred | None) -> list[tuple[Level, str]]:
    return [(one.level, f"{one.what}: {one.fix}") for one in account_symptoms(ACCOUNT, health, NOW)]


def test_a_mastodon_account_in_order() -> None:
    """Its name, enough scopes and no more, and the requests that are left."""
    health = mastodon(*LEAST)
    assert isinstance(health, AccountHealth)
    assert (health.who, health.missing_scopes, health.extra_scopes) == (
        "@larkfield@social.example", (), (),
    )  # fmt: skip
    ((level, said),) = told(health)
    assert level is Level.OK
    assert "297 of 300 requests left" in said


@pytest.mark.parametrize(
    ("scopes", "missing", "extra"),
    [
        (["read", "write"], (), ("read", "write")),
        (["profile", *LEAST[1:]], (), ()),
        (["read:accounts", "read:statuses"], ("write:statuses", "write:media"), ()),
        ([*LEAST, "follow"], (), ("follow",)),
    ],
)
def test_scopes_against_the_least(
    scopes: list[str], missing: tuple[str, ...], extra: tuple[str, ...]
) -> None:
    """A wider scope holds the needed one and is worth a word; one that is missing is a problem."""
    health = mastodon(*scopes)
    assert isinstance(health, AccountHealth)
    assert (health.missing_scopes, health.extra_scopes) == (missing, extra)
    levels = [level for level, _ in told(health)]
    assert (Level.PROBLEM in levels) == bool(missing)
    assert (Level.NOTE in levels) == bool(extra)


@pytest.mark.parametrize(
    ("status", "me", "level"),
    [
        (401, {}, Level.PROBLEM),
        (403, {}, Level.PROBLEM),
        (503, {}, Level.UNKNOWN),
        (429, {}, Level.UNKNOWN),
        (200, {"suspended": True}, Level.PROBLEM),
        (200, {"id": ""}, Level.PROBLEM),
    ],
)
def test_dead_and_unknown_are_told_apart(status: int, me: dict[str, object], level: Level) -> None:
    """A refusal is a problem; a server that fails or cannot be reached is not guessed about."""
    assert told(mastodon(*LEAST, status=status, **me))[0][0] is level


def test_a_server_that_tells_no_scopes_is_believed_and_that_is_said() -> None:
    """Older servers tell none."""
    health = asked(MastodonPublisher(), {
        "accounts/verify_credentials": httpx.Response(200, json=ME),
    })  # fmt: skip
    assert isinstance(health, AccountHealth)
    assert health.missing_scopes == ()
    assert "does not tell what the token may do" in told(health)[0][1]


@pytest.mark.parametrize(
    ("days", "level", "said"),
    [
        (-1, Level.PROBLEM, "its token ended on 2026-11-21"),
        (0.5, Level.NOTE, "in less than a day"),
        (14, Level.NOTE, "its token ends on 2026-12-06, in 14 days"),
        (14.5, Level.OK, "it ends on 2026-12-07"),
    ],
)
def test_a_token_that_ends(days: float, level: Level, said: str) -> None:
    """Fourteen days ahead it is told with what to do; when it has ended it is a problem."""
    ((found, words),) = told(AccountHealth(who="@a", expires=NOW + timedelta(days=days)))
    assert found is level
    assert said in words
    assert ("store it as X" in words) == (level is not Level.OK)


def test_a_token_that_renews_itself_needs_nobody() -> None:
    """Its coming end is said and is no note; one that has ended all the same is a problem."""
    for days, level in ((5, Level.OK), (-1, Level.PROBLEM)):
        health = AccountHealth(who="@a", expires=NOW + timedelta(days=days))
        (one,) = account_symptoms(ACCOUNT, health, NOW, renews=True)
        assert one.level is level


def test_a_network_that_offers_nothing() -> None:
    """It is neither well nor ill."""
    assert told(None) == [(Level.OK, "account masto: its network cannot be asked how it stands: ")]


def test_a_version_that_ends_is_a_note() -> None:
    """What will need a person soon has a line of its own."""
    lines = told(AccountHealth(who="@a", warnings=("version 202512 ends on 2026-12-01",)))
    assert [level for level, _ in lines] == [Level.OK, Level.NOTE]


def test_a_bug_in_a_network_is_no_verdict_and_shows_no_secret() -> None:
    """Whatever a publisher raises is said without the secret."""

    class Broken(MastodonPublisher):
        def examine(self, session: Session, /) -> AccountHealth | Deferred:
            message = f"cannot ask with {session.secret}"
            raise RuntimeError(message)

    secrets = Secrets({"X": "t0p-s3cr3t"})
    with httpx.Client() as client:
        session = Session(account=ACCOUNT, client=client, secret=secrets.read(ACCOUNT),
                          now=lambda: NOW)  # fmt: skip
        health = examined(Broken(), session, secrets)
    assert isinstance(health, Deferred)
    assert "[secret]" in health.reason


def app_password(pds: PdsServer, *, privileged: bool) -> str:
    """Make an app password on the real server."""
    method = f"{pds.url}/xrpc/com.atproto.server"
    with httpx.Client(trust_env=False, timeout=30) as client:
        login = {"identifier": pds.handle, "password": pds.password}
        token = client.post(f"{method}.createSession", json=login).json()["accessJwt"]
        body = {"name": f"bedside-{privileged}", "privileged": privileged}
        made = client.post(f"{method}.createAppPassword", json=body,
                           headers={"Authorization": f"Bearer {token}"})  # fmt: skip
        return str(made.raise_for_status().json()["password"])


def test_a_real_pds_tells_what_a_password_may_do(
    pds: PdsServer, allow: Callable[..., None]
) -> None:
    """The least is an app password; the account's own and one for messages are told; a wrong one is dead."""
    allow(pds.url)
    account = Account(id="bsky", platform="bluesky", handle=pds.handle, api=pds.url, secret_env="X")

    def ask(secret: str) -> AccountHealth | Deferred:
        with httpx.Client(trust_env=False, timeout=30) as client:
            session = Session(account=account, client=client, secret=secret, now=lambda: NOW)
            return BlueskyPublisher().examine(session)

    plain = ask(app_password(pds, privileged=False))
    assert plain == AccountHealth(who=f"@{pds.handle}", scopes=("appPass",), notes=plain.notes)  # type: ignore[union-attr]  # compared
    own, wide = ask(pds.password), ask(app_password(pds, privileged=True))
    assert isinstance(own, AccountHealth)
    assert isinstance(wide, AccountHealth)
    assert "own password" in own.warnings[0]
    assert "direct messages" in wide.warnings[0]
    dead = ask("wrong-password")
    assert isinstance(dead, AccountHealth)
    assert "make a new app password" in dead.problem


def test_a_taken_down_bluesky_account() -> None:
    """A login may succeed on an account that may not post."""
    body = {"did": "did:plc:a", "handle": "a.example", "accessJwt": "x", "active": False,
            "status": "suspended"}  # fmt: skip
    health = asked(BlueskyPublisher(), {"server.createSession": httpx.Response(200, json=body)})
    assert isinstance(health, AccountHealth)
    assert health.problem == "the account is suspended there"


@pytest.mark.parametrize(
    ("status", "level"), [(204, Level.OK), (405, Level.OK), (501, Level.OK), (502, Level.UNKNOWN)]
)
def test_a_webhook_is_only_reached_for(
    status: int, level: Level, allow: Callable[..., None]
) -> None:
    """No message is sent, so no newsletter starts; any answer but a failure will do."""
    allow("http://social.example")
    methods = []

    def answer(request: httpx.Request) -> httpx.Response:
        methods.append((request.method, request.content))
        return httpx.Response(status)

    account = ACCOUNT.model_copy(update={"api": "http://social.example"})
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        session = Session(account=account, client=client, secret="key", now=lambda: NOW)
        health = WebhookPublisher().examine(session)
    assert methods == [("OPTIONS", b"")]
    assert told(health)[0][0] is level


def lines(shown: str) -> Iterable[Symptom]:
    document = json.loads(shown)
    assert document["version"] == 1
    return [Symptom(level=Level(one["level"]), what=one["what"], fix=one["fix"])
            for one in document["lines"]]  # fmt: skip


def test_the_command_asks_real_servers(
    make_town: Callable[..., Town], mastodon: MastodonServer, receiver: Receiver,
    allow: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Well: exit 0. A dead token: 1. Only a network that is away: 3. Never a secret; nothing posted."""
    allow(mastodon.url, receiver.url, "http://127.0.0.1:9")
    monkeypatch.setenv("TEST_MASTO", mastodon.token)
    monkeypatch.setenv("TEST_HOOK", receiver.secret)
    accounts = (account_toml("masto", "mastodon", "@larkfield", mastodon.url),
                account_toml("hook", "webhook", "newsletter", receiver.url))  # fmt: skip
    town = make_town(*accounts)
    town.first_run()
    ask = ("doctor", "--accounts", "--format", "json")
    assert town.run(*ask) == 0
    found = {one.what.split()[1].rstrip(":"): one for one in lines(capfd.readouterr().out)}
    assert "masto" in found
    monkeypatch.setenv("TEST_MASTO", "another-dead-token")
    assert town.run(*ask) == 1
    shown = capfd.readouterr().out
    assert "HTTP 401" in shown
    assert "another-dead-token" not in shown
    town.write_practice(accounts[1], account_toml("away", "webhook", "x", "http://127.0.0.1:9"))
    monkeypatch.setenv("TEST_AWAY", "k")
    assert town.run("doctor", "--accounts") == 3
    assert "unknown account away: could not be asked: 127.0.0.1 cannot be reached" in (
        capfd.readouterr().out
    )
    monkeypatch.delenv("TEST_HOOK")
    assert town.run("doctor", "--accounts") == 1
    assert "no secret: set TEST_HOOK" in capfd.readouterr().out
    assert (receiver.bodies, receiver.refused) == ([], [])


def test_no_file_of_the_doctor_names_a_network() -> None:
    """It is table-driven: a new publisher that can be asked needs no line here."""
    root = Path(__file__).resolve().parents[2] / "plugins" / "bedside"
    for name in ("cli/doctor.py", "cli/doctor_accounts.py", "deploy/account_health.py"):
        words = (root / name).read_text().lower()
        assert not [one for one in ("mastodon", "bluesky", "webhook") if one in words]
