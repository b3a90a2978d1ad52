"""Real servers for the session, and a practice online on loopback for each test."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.servers import real
from tests.servers.mastodon_server import MastodonServer, mastodon_running
from tests.servers.pds_server import PdsServer, pds_running
from tests.servers.postgres_server import postgres_running
from tests.servers.receiver import Receiver, receiver_running
from tests.servers.strict_server import Network, network_running
from tests.servers.web import web_running
from tests.syndication.networks import NETWORKS, Case
from tests.syndication.repositories import branch_address, clone, make_remote
from tests.syndication.stage import Stage, stage_for
from tests.syndication.town import Town, account_toml

STORES = ("sqlite", "postgresql", "git")


@pytest.fixture(scope="session")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdsServer]:
    """Run a real Bluesky PDS."""
    with pds_running(tmp_path_factory.mktemp("pds")) as server:
        yield server


@pytest.fixture(scope="session")
def mastodon_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MastodonServer]:
    """Run a Mastodon-API server."""
    with mastodon_running(tmp_path_factory.mktemp("mastodon")) as server:
        yield server


@pytest.fixture
def mastodon(mastodon_server: MastodonServer) -> Iterator[MastodonServer]:
    """Return the Mastodon server, without statuses and faults."""
    yield mastodon_server
    mastodon_server.clear()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Run a strict webhook receiver."""
    with receiver_running() as one:
        yield one


@pytest.fixture
def web_root(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Serve a folder on loopback; return it and its address."""
    with web_running(tmp_path) as address:
        yield tmp_path, address


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Run a real PostgreSQL server."""
    with postgres_running() as address:
        yield address


@pytest.fixture
def postgres_database(postgres: str) -> str:
    """Make an empty database and return its address."""
    name = f"ledger_{uuid.uuid4().hex}"
    engine = sa.create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    return f"{postgres.removesuffix('/postgres')}/{name}"


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a bare repository whose main has one commit; nobody's git settings count."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return make_remote(tmp_path / "git")


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Return the address of a new ledger in each store."""
    folder: Path = request.getfixturevalue("tmp_path")
    match request.param:
        case "sqlite":
            return f"sqlite:///{folder}/ledger/ledger.db"
        case "postgresql":
            address: str = request.getfixturevalue("postgres_database")
            return f"{address}?schema=lakeside"
        case _:
            remote: Path = request.getfixturevalue("remote")
            return branch_address(clone(remote, "site"))


@pytest.fixture
def make_town(web_root: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Town]:
    """Return a function that makes practices under the web server's root."""
    folder, address = web_root
    monkeypatch.delenv("BEDSIDE_LEDGER", raising=False)
    monkeypatch.delenv("BEDSIDE_ALLOW_HOSTS", raising=False)

    def make(*accounts: str, name: str = "town", **options: str) -> Town:
        town = Town(folder / name, f"{address}/{name}/output")
        (town.root / "output").mkdir(parents=True)
        town.write_practice(*accounts, **options)
        town.save()
        return town

    return make


@pytest.fixture
def allow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that allows test servers' addresses for secrets."""

    def allow_hosts(*urls: str) -> None:
        hosts = ",".join(url.removeprefix("http://").partition("/")[0] for url in urls)
        monkeypatch.setenv("BEDSIDE_ALLOW_HOSTS", hosts)

    return allow_hosts


@pytest.fixture
def three_accounts(
    pds: PdsServer, mastodon: MastodonServer, receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
) -> tuple[str, ...]:  # fmt: skip
    """Return accounts on the three real servers, with their secrets in the environment."""
    allow(pds.url, mastodon.url, receiver.url)
    monkeypatch.setenv("TEST_MASTO", mastodon.token)
    monkeypatch.setenv("TEST_BSKY", pds.password)
    monkeypatch.setenv("TEST_HOOK", receiver.secret)
    return (
        account_toml("masto", "mastodon", "@larkfield", mastodon.url),
        account_toml("bsky", "bluesky", pds.handle, pds.url),
        account_toml("hook", "webhook", "newsletter", receiver.url),
    )


@pytest.fixture
def town(make_town: Callable[..., Town], three_accounts: tuple[str, ...]) -> Town:
    """Return a practice with accounts on all three, that has had its first run."""
    made = make_town(*three_accounts)
    assert made.run("syndicate", "--live") == 0
    return made


@pytest.fixture(params=NETWORKS)
def stage(
    request: pytest.FixtureRequest, make_town: Callable[..., Town],
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
) -> Iterator[Stage]:  # fmt: skip
    """Return a stage for each network; its post is ready to go, and nothing may break the contract."""
    case = NETWORKS[request.param]
    with ExitStack() as stack:
        server = _server(case, request, stack)
        yield stack.enter_context(stage_for(case, server, make_town, allow, monkeypatch))
        assert server.refused == []


def _server(case: Case, request: pytest.FixtureRequest, stack: ExitStack) -> Network:
    if case.fake:
        return stack.enter_context(network_running(case.fake()))
    match case.platform:
        case "mastodon":
            return real.mastodon(request.getfixturevalue("mastodon"))
        case "bluesky":
            return real.bluesky(request.getfixturevalue("pds"))
        case _:
            return real.webhook(request.getfixturevalue("receiver"))
