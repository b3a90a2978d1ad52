"""Gather what a run needs from the project: its own outbox, the policy, the tools."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bedside.checks.receipt import load_receipt
from bedside.deploy.fetch import public_client
from bedside.deploy.mark import PublishedMark, read_mark
from bedside.deploy.verify import film_problem, online_problem
from bedside.errors import BedsideError
from bedside.files import sha256_file
from bedside.outbox import Outbox, load_outbox
from bedside.platforms.base import Announcement
from bedside.platforms.publishers import AHEAD, CANNOT_BE_ASKED, PUBLISHERS
from bedside.platforms.wire import new_client
from bedside.project import Project
from bedside.syndication.alert_send import teller
from bedside.syndication.engine import read_address
from bedside.syndication.plan import Policy
from bedside.syndication.runs import held_for
from bedside.syndication.secret_store import SecretStore
from bedside.syndication.secrets import Secrets
from bedside.syndication.tools import Tools
from bedside.syndication.witness import bear_full_witness, bear_witness

if TYPE_CHECKING:
    import httpx

__all__ = ["own_outbox", "policy_for", "published_mark", "tools_for"]

_LOCAL = {"127.0.0.1", "localhost", "::1"}


def own_outbox(project: Project) -> Outbox:
    """Read the outbox. Raises BedsideError unless it is as it was checked, and every address our own."""
    outbox, receipt = load_outbox(project.outbox), load_receipt(project.receipt)
    if receipt is None:
        message = (
            f"{project.receipt}: is missing, so nobody can tell whether the outbox was checked: "
            "nothing of it is sent: build again"
        )
        raise BedsideError(message)
    if sha256_file(project.outbox) != receipt.outbox_sha256:
        message = (
            f"{project.outbox}: is not the one that was checked: nothing of it is sent: build again"
        )
        raise BedsideError(message)
    url = project.practice.practice.url
    strange = [post.url for post in outbox.posts if not post.url.startswith(f"{url}/")]
    if outbox.site_url != url or strange:
        message = (
            f"{project.outbox}: was built for {strange[0] if strange else outbox.site_url}, the "
            f"practice is at {url}: a development build is never announced: build again"
        )
        raise BedsideError(message)
    return outbox


def policy_for(project: Project, backfill: int, ledger_url: str) -> Policy:
    """Return what the plan goes by. Where locks tell which runs live, no age does."""
    return Policy(
        practice=project.practice, consents=project.consents, publishers=frozenset(PUBLISHERS),
        cannot_be_asked=CANNOT_BE_ASKED, held_for=held_for(read_address(ledger_url)),
        backfill=backfill, ahead=AHEAD,
    )  # fmt: skip


def published_mark(project: Project) -> PublishedMark | None:
    """Ask the public site which ledger it knows. Raises DeployError when it does not answer."""
    url = project.practice.practice.url
    with public_client(local=_is_local(url)) as client:
        return read_mark(client, url)


def tools_for(
    project: Project, outbox: Outbox, public: "httpx.Client", now: Callable[[], datetime]
) -> Tools:
    """Return the tools of a real run; `public` asks the public site."""
    posts = {post.uid: post for post in outbox.posts}
    url = project.practice.practice.url

    def is_online(announcement: Announcement) -> str:
        said = online_problem(public, url, posts[announcement.uid])
        film = announcement.film
        return said or (film_problem(public, film.url, film.sha256) if film else "")

    return Tools(
        outbox=outbox, output=project.output, publishers=PUBLISHERS, secrets=Secrets(),
        accounts={one.id: one for one in project.practice.accounts}, new_client=new_client,
        is_online=is_online, now=now, tell=teller(project.practice),
        store=SecretStore(command=project.practice.deploy.secret_command),
        witness=lambda ledger: bear_witness(project, ledger, now()),
        full_witness=lambda ledger: bear_full_witness(project, ledger, now()),
    )  # fmt: skip


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in _LOCAL
