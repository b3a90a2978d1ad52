"""Networks that break at the worst moment: behind a proxy that loses the request or the answer."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest
from tests.servers.fault_proxy import Fault, FaultProxy, proxy_running
from tests.servers.launch import free_port
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.syndication.town import Town, account_toml

from bedside.platforms.wire import new_client
from bedside.syndication import setting
from bedside.syndication.model import KeyState, Status

POST_PATH = {"masto": "POST /api/v1/statuses", "bsky": "POST /xrpc/com.atproto.repo.putRecord"}


@dataclass(frozen=True, slots=True)
class Street:
    """A practice with one account behind a proxy, and how to count its copies."""

    town: Town
    proxy: FaultProxy
    account: str
    count: Callable[[], int]

    def run(self, fault: Fault | None = None) -> tuple[int, Status, int]:
        """Announce with a fault: exit code, state in the ledger, copies on the real server."""
        if fault:
            self.proxy.faults.append(fault)
        code = self.town.run("syndicate", "--live")
        states = self.town.states(self.town.posts[0].uid)
        return code, states.get(self.account, KeyState()).status, self.count()


@pytest.fixture
def make_street(
    make_town: Callable[..., Town], mastodon: MastodonServer, pds: PdsServer,
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
) -> Iterator[Callable[[str], Street]]:  # fmt: skip
    """Return a function that puts a fault proxy before a real server; patience is short."""
    monkeypatch.setattr(setting, "new_client", lambda: new_client(httpx.Timeout(1, connect=5)))
    monkeypatch.setenv("TEST_MASTO", mastodon.token)
    monkeypatch.setenv("TEST_BSKY", pds.password)
    with ExitStack() as stack:

        def make(account: str) -> Street:
            server = mastodon.url if account == "masto" else pds.url
            proxy = stack.enter_context(proxy_running(server))
            stack.callback(proxy.released.set)
            allow(proxy.url)
            town = make_town(
                account_toml("masto", "mastodon", "@larkfield", proxy.url)
                if account == "masto"
                else account_toml("bsky", "bluesky", pds.handle, proxy.url)
            )
            town.first_run()
            url = town.post().url

            def count() -> int:
                if account == "masto":
                    return sum(url in one["content"] for one in mastodon.statuses())
                return sum(url in one["value"]["text"] for one in pds.posts())

            return Street(town, proxy, account, count)

        yield make


@pytest.fixture(params=["masto", "bsky"])
def street(request: pytest.FixtureRequest, make_street: Callable[[str], Street]) -> Street:
    """Return a street for each of the two networks."""
    return make_street(str(request.param))


HANG = {"kind": "hang"}
CLOSE = {"kind": "close"}
BROKEN = {"kind": "answer", "status": 500}


@pytest.mark.parametrize(
    ("is_passed_on", "broken"),
    [
        (True, HANG),
        (True, CLOSE),
        (True, {"kind": "cut", "body": b'{"id":"1"'}),
        (True, BROKEN),
        (True, {"kind": "answer", "status": 504, "body": b"<html>Gateway Time-out</html>"}),
        (True, {"kind": "answer", "status": 200, "body": b'{"error":"This is not allowed"}'}),
        (True, {"kind": "answer", "status": 200, "body": b"<html>welcome</html>"}),
        (False, HANG),
        (False, CLOSE),
        (False, BROKEN),
    ],
)
def test_a_lost_answer_is_unknown_then_looked_up_and_there_is_one_copy(
    street: Street, broken: dict[str, object], *, is_passed_on: bool
) -> None:  # fmt: skip
    """Whether the post arrived or not: unknown, exit 3; the next run looks and leaves one copy."""
    fault = Fault(path=POST_PATH[street.account], is_passed_on=is_passed_on, **broken)  # type: ignore[arg-type]  # table
    assert street.run(fault) == (3, Status.UNKNOWN, int(is_passed_on))
    sent_before = sum(POST_PATH[street.account] in line for line in street.proxy.asked)
    assert street.run() == (0, Status.SENT, 1)
    sent_after = sum(POST_PATH[street.account] in line for line in street.proxy.asked)
    assert sent_after - sent_before == int(not is_passed_on)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, Status.DEFERRED), (403, Status.DEFERRED), (422, Status.REJECTED), (429, Status.DEFERRED),
     (302, Status.DEFERRED)],
)  # fmt: skip
def test_a_clear_no_is_written_down_as_such(street: Street, status: int, expected: Status) -> None:
    """A refused post stays so until a person settles it, too many requests waits for the time named.

    What would meet every post of the account leaves the post due: the next run sends it.
    """
    headers = (
        {"Retry-After": "240"} if status == 429 else {"Location": "https://elsewhere.example/"}
    )
    fault = Fault(path=POST_PATH[street.account], kind="answer", status=status, headers=headers)
    assert street.run(fault) == (3, expected, 0)
    if expected is Status.DEFERRED and status != 429:
        assert street.run() == (0, Status.SENT, 1)
        return
    assert street.run() == (0, expected, 0)
    state = street.town.states(street.town.posts[0].uid)[street.account]
    if status == 429:
        assert state.until is not None
        wait = (state.until - datetime.now(UTC)).total_seconds()
        assert 120 < wait <= 240
    else:
        uid = street.town.posts[0].uid
        platform = "mastodon" if street.account == "masto" else "bluesky"
        assert street.town.run("ledger", "resolve", uid, platform, street.account, "--retry") == 0
        assert street.run() == (0, Status.SENT, 1)


@pytest.mark.parametrize(
    ("account", "step"),
    [("bsky", "uploadBlob"), ("bsky", "createSession"), ("masto", "/api/v2/media"),
     ("masto", "/api/v2/instance")],
)  # fmt: skip
def test_a_failure_before_the_post_itself_is_deferred(
    make_street: Callable[[str], Street], account: str, step: str
) -> None:
    """Nothing can have been posted yet, so the next run simply sends."""
    street = make_street(account)
    fault = Fault(path=step, kind="hang", is_passed_on=True)
    first = [fault, fault] if step == "/api/v2/instance" else [fault]
    street.proxy.faults.extend(first[1:])
    assert street.run(first[0]) == (3, Status.DEFERRED, 0)
    assert street.run() == (0, Status.SENT, 1)


@pytest.mark.parametrize("account", ["masto", "bsky"])
def test_a_ledger_put_back_to_before_the_announcement_makes_no_second_copy(
    make_street: Callable[[str], Street], account: str
) -> None:
    """The public site still names the older state, so only the account itself can tell."""
    street = make_street(account)
    street.town.keep_ledger()
    assert street.run() == (0, Status.SENT, 1)
    street.town.put_ledger_back()
    assert street.run() == (0, Status.SENT, 1)


def test_a_refused_connection_leaves_the_post_due(
    make_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None]
) -> None:
    """Nobody listens: nothing is tried, and the next run asks again."""
    url = f"http://127.0.0.1:{free_port()}"
    allow(url)
    monkeypatch.setenv("TEST_MASTO", "token")
    town = make_town(account_toml("masto", "mastodon", "@larkfield", url))
    town.first_run()
    post = town.post()
    began = time.monotonic()
    assert town.run("syndicate", "--live") == 3
    assert time.monotonic() - began < 15
    assert town.states(post.uid) == {}


def test_a_status_found_through_its_html_is_not_posted_again(
    make_street: Callable[[str], Street],
) -> None:
    """The look-up reads links out of HTML, so a server without idempotency gets no second copy."""
    street = make_street("masto")
    fault = Fault(path=POST_PATH["masto"], kind="close", is_passed_on=True)
    assert street.run(fault)[1] is Status.UNKNOWN
    asked = len(street.proxy.asked)
    assert street.run() == (0, Status.SENT, 1)
    assert not any("POST" in line for line in street.proxy.asked[asked:])
    assert street.town.states(street.town.posts[0].uid)["masto"].sent is not None
