"""Is it really online? Every article, card and feed is fetched until it has the bytes we built.

A network that fetches a page or card too early keeps an empty preview for weeks, so nothing is
announced before this is proven. What the site dropped must be gone before a deploy is done.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx

from bedside.deploy.fetch import Answer, fetch
from bedside.deploy.mark import MARK_PATH
from bedside.deploy.no_answer import NO_ANSWER, NO_HOST
from bedside.errors import DeployError
from bedside.files import sha256, sha256_file
from bedside.outbox import Outbox, OutboxPost

__all__ = [
    "MAX_BYTES", "Expected", "Patience", "expected", "film_problem", "gone_problem", "online_problem", "prove",
    "public_address", "verify",
]  # fmt: skip

_PAGE, _PICTURE = "text/html", "image/"
MAX_BYTES = 20_000_000
_MOST_OF_A_FILM = 20_000_000_000
_GONE = (httpx.codes.NOT_FOUND, httpx.codes.GONE)
_LISTED = 20  # problems named in one message
_NOWHERE_TRIES = 3  # a name that is not known so often, for so long, does not come by waiting
_NOWHERE_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One file that the public must see: path under the site root, hash, start of its type."""

    path: str
    sha256: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to ask again, in seconds. `clock` and `sleep` are the machine's, or a test's."""

    seconds: float
    first_pause: float = 1.0
    longest_pause: float = 15.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = field(default=lambda _: None)


def expected(outbox: Outbox, site: Path, first: Iterable[str] = ()) -> tuple[Expected, ...]:
    """Return what must be online: the mark, then paths in `first`, then newest posts first."""
    found = list(_expected(outbox, site))
    early = {MARK_PATH, *first}
    return tuple(sorted(found, key=lambda one: one.path not in early))


def verify(
    files: Iterable[Expected], base_url: str, client: httpx.Client, site: Path, patience: Patience
) -> tuple[str, ...]:
    """Return the paths that are online with our bytes. Raises DeployError at the time-out."""

    def problem(one: Expected) -> str:
        return _problem(client, base_url, one, site)

    wanted = {one.path: one for one in files}
    prove(wanted, lambda path: problem(wanted[path]), "not online", patience)
    return tuple(wanted)


def prove(
    paths: Iterable[str], problem: Callable[[str], str], what: str, patience: Patience
) -> None:
    """Ask for each path until none has a problem. Raises DeployError with those that still have."""
    waiting = dict.fromkeys(paths, "")
    start = patience.clock()
    pause, tries, known = patience.first_pause, 0, start
    while waiting:
        waiting = _round(waiting, problem)
        if not waiting:
            return
        said, now = next(iter(waiting.values())), patience.clock()
        tries, known = (tries + 1, known) if said.startswith(NO_HOST) else (0, now)
        if tries >= _NOWHERE_TRIES and now - known >= _NOWHERE_SECONDS:
            raise DeployError(_nowhere(said, now - known))
        left = start + patience.seconds - now
        if left <= 0:
            raise DeployError(_timed_out(waiting, what, patience.seconds))
        patience.tell(f"{len(waiting)} {what} yet ({said}), {left:.0f} s left")
        patience.sleep(min(pause, left))
        pause = min(pause * 2, patience.longest_pause)


def _round(waiting: dict[str, str], problem: Callable[[str], str]) -> dict[str, str]:
    """Ask once for each path and return those with a problem; a dead host is not asked on."""
    left = dict(waiting)
    for path in waiting:
        left[path] = problem(path)
        if left[path].startswith(NO_ANSWER):
            return {one: said or left[path] for one, said in left.items()}
        if not left[path]:
            del left[path]
    return left


def online_problem(client: httpx.Client, base_url: str, post: OutboxPost) -> str:
    """Return why a post cannot be announced now: page and card, fetched once. Empty when it can."""
    for one in _of_post(post):
        if said := _problem(client, base_url, one, None):
            return f"{public_address(base_url, one.path)}: {said}"
    return ""


def film_problem(client: httpx.Client, url: str, sha256: str) -> str:
    """Return why a film is not online as it was built; it is read to its end, and not kept."""
    digest = hashlib.sha256()
    answer = fetch(client, url, _MOST_OF_A_FILM, digest.update)
    if answer.problem or answer.status != httpx.codes.OK:
        return f"{url}: {answer.problem or f'answers {answer.status}'}"
    if not answer.content_type.startswith("video/"):
        return f"{url}: comes as {answer.content_type or 'no type at all'}, not as a film"
    if digest.hexdigest() != sha256:
        return f"{url}: is another film than the one that was built"
    return ""


def gone_problem(client: httpx.Client, base_url: str, path: str) -> str:
    """Return why a removed file does not count as gone; empty when it answers 404 or 410."""
    for url in {public_address(base_url, path), f"{base_url.rstrip('/')}/{quote(path)}"}:
        answer = fetch(client, url, MAX_BYTES)
        if answer.problem:
            return answer.problem
        if answer.status not in _GONE:
            return f"still answers {answer.status}, 404 or 410 is needed"
    return ""


def _expected(outbox: Outbox, site: Path) -> Iterator[Expected]:
    for path in (MARK_PATH, "index.html", *outbox.feeds):
        if (site / path).is_file():
            kind = _PAGE if path.endswith(".html") else ""
            yield Expected(path=path, sha256=sha256_file(site / path), type=kind)
    for post in sorted(outbox.posts, key=lambda post: post.published, reverse=True):
        yield from _of_post(post)
    for card in outbox.cards:
        yield Expected(path=card.path, sha256=card.sha256, type=_PICTURE)


def _of_post(post: OutboxPost) -> Iterator[Expected]:
    yield Expected(path=post.path, sha256=post.sha256, type=_PAGE)
    for one in (post.card, *post.pictures.values()):
        if one:
            yield Expected(path=one.path, sha256=one.sha256, type=_PICTURE)


def public_address(base_url: str, path: str) -> str:
    """Return the public address of a file: a folder's own for its index.html."""
    shown = path.removesuffix("index.html") if Path(path).name == "index.html" else path
    return f"{base_url.rstrip('/')}/{quote(shown)}"


def _problem(client: httpx.Client, base_url: str, one: Expected, site: Path | None) -> str:
    answer = fetch(client, public_address(base_url, one.path), MAX_BYTES)
    if answer.problem:
        return answer.problem
    if answer.status != httpx.codes.OK:
        return f"answers {answer.status}"
    if one.type and not answer.content_type.startswith(one.type):
        return f"comes as {answer.content_type or 'no type at all'}, not as {one.type}"
    if sha256(answer.body) != one.sha256:
        return _difference(answer, (site / one.path).read_bytes() if site else b"")
    return ""


def _difference(answer: Answer, ours: bytes) -> str:
    """Say how the bytes differ, as far as can be told: an old copy, or a host that rewrites."""
    if ours and b"".join(ours.split()) == b"".join(answer.body.split()):
        return "the host changes white space on the way: turn its HTML minifier off"
    if ours and set(ours.split(b"\n")) <= set(answer.body.split(b"\n")):
        return "the host adds something of its own to the page: turn that off"
    return (
        "has other bytes than we built: an old copy is still served, or the host rewrites files "
        "(minify, injected scripts, re-compressed pictures): turn that off"
    )


def _nowhere(said: str, seconds: float) -> str:
    return (
        f"{said}, also after {seconds:.0f} s; nothing was announced.\n"
        "  Is `url` in practice.toml right, and does the domain point at your host yet?\n"
        "  To try it on this machine alone: `bedside deploy --target folder --serve`"
    )


def _timed_out(waiting: dict[str, str], what: str, seconds: float) -> str:
    rows = [f"  {path}: {said}" for path, said in list(waiting.items())[:_LISTED]]
    more = [f"  and {len(waiting) - _LISTED} more"] if len(waiting) > _LISTED else []
    head = f"{len(waiting)} {what} after {seconds:.0f} s; nothing was announced, safe to run again:"
    return "\n".join([head, *rows, *more])
