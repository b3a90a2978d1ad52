"""What a deploy says: articles before files, where they went, an address that does not exist, the way back."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from tests.deploy.small_site import BUILT, FLU, STORY, Clock, bedside, write_site

from bedside.cli.deploy import summary
from bedside.deploy import folder
from bedside.deploy.base import Change, Place, Reason, Release, Sending
from bedside.deploy.no_answer import NO_HOST, no_answer
from bedside.deploy.verify import Patience, prove
from bedside.errors import DeployError
from bedside.outbox import load_outbox

SERVED = ("deploy", "--target", "folder", "--serve", "--now")


def test_articles_come_before_files(root: Path) -> None:
    """New and changed articles are named by title, then files, then where they went."""
    first = bedside(root, *SERVED, "2026-11-22T08:00").output.splitlines()
    assert first[:4] == ["Articles:", "  new      flu", "  new      story", "Files:"]
    assert f"8 new, 0 changed, 0 deleted, 0 unchanged, to {root}/build/online/current" in first
    write_site(root, (replace(FLU, words="Other words."), STORY), when=BUILT + timedelta(minutes=9))
    second = bedside(root, *SERVED, "2026-11-22T08:05").output.splitlines()
    assert second[:3] == ["Articles:", "  changed  flu", "Files:"]


def test_what_is_deleted_is_explained(root: Path) -> None:
    """Files that were replaced are called so, and pages that leave are counted apart."""
    assert bedside(root, *SERVED, "2026-11-22T08:00").return_value == 0
    write_site(root, (FLU,), when=BUILT + timedelta(minutes=9))
    said = bedside(root, *SERVED, "2026-11-22T08:05").output
    rest = "old cards and the like, replaced or no longer used"
    assert f" 2 deleted (1 page taken off the site; the rest: {rest}), " in said
    card = Change(path="cards/old.png", reason=Reason.DELETED)
    sending = Sending(changes=(card,), outbox=load_outbox(root / "build/outbox.json"), where="here")
    assert f" 1 deleted ({rest}), " in summary(sending)


def test_the_way_back_is_told_with_its_releases(root: Path) -> None:
    """From which release to which, with day and articles, and why the one between is left out."""
    posts = ((FLU,), (FLU, STORY), (replace(FLU, words="A mistake."),))
    for minutes, written in enumerate(posts, start=1):
        write_site(root, written, when=BUILT + timedelta(minutes=minutes))
        assert bedside(root, *SERVED, f"2026-11-22T08:0{minutes}").return_value == 0
    consents = root / "consents.toml"
    consents.write_text(consents.read_text().rstrip() + "\nrevoked_on = 2026-11-22\n")
    done = bedside(root, *SERVED, "2026-11-22T09:00", "--rollback")
    assert done.return_value == 0, done.output
    first, second, third = sorted((root / "build" / "online" / "releases").iterdir())
    why = "blog/story/index.html: consent C-7Q4M2X was revoked on 2026-11-22"
    assert done.output.splitlines()[:4] == [
        f"From release {third.name} (built 2026-11-22 06:53, 1 article)",
        f"  not release {second.name} (built 2026-11-22 06:52, 2 articles):",
        f"    may not be public today: {why}",
        f"back to release {first.name} (built 2026-11-22 06:51, 1 article)",
    ]
    assert "A schedule would put the newer site online again" in done.output


def test_a_withdrawn_release_is_stepped_over_and_named(place: Place) -> None:
    """A kept release that was removed because of a consent does not cut off the older ones."""

    def put(words: str, minutes: int) -> str:
        release: Release = write_site(place.root, (replace(FLU, words=words),))
        now = BUILT + timedelta(minutes=minutes)
        return folder.put(release, place, folder.changes(release, place), now).release

    first, second, _ = put("one", 1), put("two", 2), put("three", 3)
    folder.forget(place, lambda old: old.site.parent.name == second)
    assert folder.previous_release(place).site.parent.name == first
    assert folder.withdrawn_before(place) == (second,)
    fourth = put("four", 4)
    kept = {path.name for path in (place.root / "online" / "releases").iterdir()}
    assert {first, fourth} <= kept


@pytest.mark.parametrize("target", ["pages", "rsync"])
def test_other_targets_say_the_way_through_git(root: Path, target: str) -> None:
    """Nothing is kept there, so the message names the commands."""
    done = bedside(root, "deploy", "--target", target, "--rollback")
    assert "git revert COMMIT" in str(done.exception)
    assert f"{target} keeps none" in str(done.exception)


def test_a_name_that_does_not_exist_is_not_waited_for() -> None:
    """After fifteen seconds and three tries it ends, and says how to try it on this machine."""
    clock, told = Clock(), list[str]()
    patience = Patience(seconds=600, clock=clock.read, sleep=clock.sleep, tell=told.append)
    with pytest.raises(DeployError, match="bedside deploy --target folder --serve") as caught:
        prove(["a", "b"], lambda _: f"{NO_HOST} larkfield.example", "not online", patience)
    assert clock.time == 15
    assert "nothing was announced" in str(caught.value)
    assert told[0] == f"2 not online yet ({NO_HOST} larkfield.example), 600 s left"
    assert "585" not in told[-1]
    assert told[-1].endswith("593 s left")


def test_a_name_that_comes_up_in_time_is_waited_for() -> None:
    """A look-up that fails at first and then answers starts the count anew."""
    clock = Clock()
    patience = Patience(seconds=600, clock=clock.read, sleep=clock.sleep)

    def problem(_path: str) -> str:
        if clock.time < 10:
            return f"{NO_HOST} larkfield.example"
        return "answers 404" if clock.time < 100 else ""

    prove(["a"], problem, "not online", patience)
    assert clock.time >= 100


def caused(error: httpx.HTTPError, cause: Exception) -> httpx.HTTPError:
    """Return `error` as the transport raises it."""
    error.__cause__ = cause
    return error


def errors() -> Iterator[tuple[httpx.HTTPError, str]]:
    """Yield errors and the words for them."""
    connect = httpx.ConnectError
    yield caused(connect("x"), socket.gaierror(socket.EAI_NONAME, "n")), f"{NO_HOST} a.example"
    yield (
        caused(connect("x"), socket.gaierror(socket.EAI_AGAIN, "n")),
        "no answer: a.example could not be looked up: is this machine online?",
    )
    yield (
        caused(connect("x"), ConnectionRefusedError()),
        "no answer: a.example takes no connection: is its web server running?",
    )
    yield (
        caused(connect("x"), ssl.SSLCertVerificationError()),
        "no answer: the certificate of a.example is not in order: renew it at the host",
    )
    yield httpx.RemoteProtocolError("x"), "no answer: a.example broke off in the middle"
    yield httpx.ReadTimeout("x"), "no answer in time from a.example"
    yield (
        httpx.ProxyError("x"),
        "no answer: the proxy of this network does not let a.example through",
    )
    yield connect("[Errno -2]"), "no answer: a.example could not be reached"


@pytest.mark.parametrize(("error", "words"), list(errors()))
def test_no_answer_in_plain_words(error: httpx.HTTPError, words: str) -> None:
    """No errno, no class name: what it means for whoever runs the practice."""
    assert no_answer(error, "https://a.example/x") == words


def test_a_name_that_is_not_known_is_told_by_the_system_s_own_look_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The real transport's error leads to the words."""

    def lookup(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with httpx.Client(trust_env=False) as client, pytest.raises(httpx.ConnectError) as caught:
        client.get("http://a.example/")
    assert no_answer(caught.value, "http://a.example/") == f"{NO_HOST} a.example"


def test_waiting_is_not_silent_in_a_log(root: Path) -> None:
    """Without a terminal a line says what is awaited and how long; --quiet says nothing."""
    slow = ("deploy", "--target", "folder", "--public-url", "http://127.0.0.1:9", "--timeout", "1")
    done = bedside(root, *slow)
    assert "Looking at the site: 7 not online yet (no answer: 127.0.0.1 takes no" in done.output
    assert "1 s left" in done.output
    assert "Looking at" not in bedside(root, "--quiet", *slow).output
