"""The real command line over the new networks: announced once each, and taken down everywhere."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from tests.syndication.meta_and_google import NETWORKS
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxText
from bedside.syndication.model import Status

# Instagram's picture comes from a build; the shared tests give it one.
CHOSEN = [one for one in NETWORKS if one.platform != "instagram"]


@pytest.fixture
def street(
    make_town: Callable[..., Town], allow: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Town, dict[str, Any]]]:
    """Return a practice with an account on each fake, after its first run, with one post."""
    with ExitStack() as stack:
        fakes = {one.platform: stack.enter_context(one.running()) for one in CHOSEN}
        allow(*(fake.url for fake in fakes.values()))
        accounts = []
        for one in CHOSEN:
            monkeypatch.setenv(f"TEST_{one.platform.upper()}", one.secret)
            more = {"target": one.target} if one.target else {}
            name = one.platform.replace("_", "-")
            table = account_toml(name, one.platform, "larkfield", fakes[one.platform].url,
                                 secret_env=f"TEST_{one.platform.upper()}", **more)  # fmt: skip
            accounts.append(table)
        town = make_town(*accounts)
        assert town.run("syndicate", "--live") == 0
        post = town.post(texts=())
        texts = tuple(
            OutboxText(platform=one.platform, account=one.platform.replace("_", "-"),
                       text="Flu shots are here.", link=post.url)
            for one in CHOSEN
        )  # fmt: skip
        town.posts[:] = [post.model_copy(update={"texts": texts})]
        town.save()
        yield town, fakes


def test_a_post_goes_to_each_network_once_and_is_taken_down_from_each(
    street: tuple[Town, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Two live runs leave one copy each; `--retract` leaves none; no secret is printed."""
    town, fakes = street
    uid = town.posts[0].uid
    assert town.run("syndicate", "--live") == 0
    assert town.run("syndicate", "--live") == 0
    assert {name: len(fake.copies()) for name, fake in fakes.items()} == dict.fromkeys(fakes, 1)
    assert town.run("syndicate", "--retract", uid, "--live") == 0
    assert [one for fake in fakes.values() for one in fake.copies()] == []
    assert {one.status for one in town.states(uid).values()} == {Status.DELETED}
    told = capsys.readouterr()
    for network in CHOSEN:
        assert network.secret not in told.out + told.err
