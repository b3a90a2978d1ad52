"""The proof of which checks ran on which bytes: written by a build, demanded again at a deploy."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from bedside.checks.built import page_file
from bedside.checks.model import Finding, Severity
from bedside.checks.picture_files import is_looked_at
from bedside.errors import BedsideError
from bedside.files import read_text, sha256_file, write_atomic
from bedside.post import Post, Source
from bedside.schema import Strict

__all__ = ["Receipt", "load_receipt", "verify_receipt", "write_receipt"]

_SHOWN = 5  # files named before the rest is only counted


class Receipt(Strict):
    """What a build checked and made. Only public sources and posts are named in it."""

    version: Literal[1] = 1
    site_url: str
    built_at: datetime
    rules: tuple[str, ...]  # codes that ran, over sources and over the built site
    sources: dict[str, str]  # name under content/ -> SHA-256 of the file
    posts: dict[str, str]  # uid -> page file under the site root
    files: dict[str, str]  # every file of the site -> SHA-256
    outbox_sha256: str
    suppressions: tuple[str, ...] = ()
    excused: dict[str, tuple[str, ...]] = {}  # built page -> codes that its source excused
    ledger_id: str = ""
    ledger_mark: int = 0
    readers: tuple[str, ...] = ()  # name and version of each that looked at the pictures
    pictures: dict[
        str, str
    ] = {}  # picture under the site root -> SHA-256 of the file they looked at


def write_receipt(
    path: Path, *, site_url: str, built_at: datetime, rules: Iterable[str],
    sources: Iterable[Source], posts: Iterable[Post], output: Path, outbox: Path,
    suppressions: Iterable[object] = (), excused: Iterable[tuple[str, str]] = (), ledger_id: str = "",
    ledger_mark: int = 0, readers: Iterable[str] = (), pictures: Mapping[str, str] | None = None,
) -> Receipt:  # fmt: skip
    """Write the receipt of a finished build; `sources` and `posts` are the public ones alone."""
    receipt = Receipt(
        site_url=site_url, built_at=built_at, rules=tuple(sorted(set(rules))),
        sources={one.name: sha256_file(one.path) for one in sorted(sources, key=lambda s: s.name)},
        posts={one.uid: page_file(one) for one in sorted(posts, key=lambda post: post.uid)},
        files=_hashes(output), outbox_sha256=sha256_file(outbox), suppressions=tuple(map(str, suppressions)),
        excused=_by_page(excused), ledger_id=ledger_id, ledger_mark=ledger_mark,
        readers=tuple(readers), pictures=dict(sorted((pictures or {}).items())),
    )  # fmt: skip
    write_atomic(path, receipt.model_dump_json(indent=1) + "\n")
    return receipt


def _by_page(excused: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    pages: dict[str, tuple[str, ...]] = {}
    for page, code in sorted(set(excused)):
        pages[page] = (*pages.get(page, ()), code)
    return pages


def load_receipt(path: Path) -> Receipt | None:
    """Read the receipt; None when there is none. Raises BedsideError when it is not ours."""
    if not path.exists():
        return None
    try:
        return Receipt.model_validate_json(read_text(path))
    except ValueError as error:
        message = f"{path}: not a receipt of this version: run `bedside build` again"
        raise BedsideError(message) from error


def verify_receipt(
    receipt: Receipt | None, output: Path, outbox: Path, *, posts_needed: Collection[str],
    rules_now: Iterable[str], site_url: str, path: Path = Path("build/receipt.json"),
    readers: Collection[str] | None = None,
) -> list[Finding]:  # fmt: skip
    """Return why the built site may not be deployed: what the receipt does not vouch for.

    `posts_needed` are the uids the outbox and the content call for; `rules_now` the codes that
    this version has; `path` is what the findings point at. `readers` are those that look at pictures
    here; None for a release that comes back, which was proven by the readers of its day.
    """
    found = [*_doubts(receipt, output, outbox, posts_needed, set(rules_now), site_url)]
    if receipt:
        found += _unseen(receipt, readers)
    return [
        Finding(
            code=code,
            name=name,
            severity=Severity.ERROR,
            tier=None,
            path=path,
            line=1,
            column=1,
            surface="receipt",
            message=message,
            fix="Run `bedside build`, then deploy.",
        )
        for code, name, message in found
    ]


Doubt = tuple[str, str, str]


def _doubts(
    receipt: Receipt | None, output: Path, outbox: Path, posts_needed: Collection[str],
    rules_now: set[str], site_url: str,
) -> Iterator[Doubt]:  # fmt: skip
    if receipt is None:
        count = len(set(posts_needed))
        yield (
            "RCP001",
            "no-receipt",
            f"no receipt for {_posts(count)}: the checks did not run on this site",
        )
        return
    if lacking := set(posts_needed) - set(receipt.posts):
        yield (
            "RCP001",
            "no-receipt",
            f"no receipt for {_posts(len(lacking))}: they were not checked",
        )
    if receipt.site_url != site_url:
        yield (
            "RCP002",
            "other-site",
            f"built for {receipt.site_url}, not for {site_url}: build it for this one",
        )
    if missing := sorted(rules_now - set(receipt.rules)):
        yield "RCP003", "rules-not-run", f"{len(missing)} rule(s) did not run: {', '.join(missing)}"
    yield from _changed_files(receipt, output)
    if not outbox.exists():
        yield "RCP005", "other-outbox", "there is no outbox beside the site"
    elif sha256_file(outbox) != receipt.outbox_sha256:
        yield "RCP005", "other-outbox", "the outbox is not the one that this build wrote"


def _unseen(receipt: Receipt, readers: Collection[str] | None) -> Iterator[Doubt]:
    """Yield the pictures of the site that were not looked at, or by other readers than today's."""
    shown = {one for one in receipt.files if is_looked_at(one)}
    if unseen := sorted(shown - receipt.pictures.keys()):
        yield (
            "RCP007",
            "pictures-unseen",
            f"{len(unseen)} picture(s) that nobody looked at: {', '.join(unseen[:_SHOWN])}",
        )
    if shown and readers is not None and set(receipt.readers) != set(readers):
        was, now = ("; ".join(names) or "none" for names in (receipt.readers, readers))
        yield (
            "RCP008",
            "other-readers",
            f"the pictures were read by other readers ({was}) than this machine's ({now})",
        )


def _changed_files(receipt: Receipt, output: Path) -> Iterator[Doubt]:
    now = _hashes(output)
    both = now.keys() & receipt.files.keys()
    groups = {
        "changed since they were checked": sorted(
            one for one in both if now[one] != receipt.files[one]
        ),
        "gone": sorted(receipt.files.keys() - now.keys()),
        "never checked": sorted(now.keys() - receipt.files.keys()),
    }
    for what, names in groups.items():
        if names:
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            yield (
                "RCP004",
                "other-files",
                f"{len(names)} file(s) {what}: {', '.join(names[:_SHOWN])}{more}",
            )


def _posts(count: int) -> str:
    return f"{count} post" if count == 1 else f"{count} posts"


def _hashes(output: Path) -> dict[str, str]:
    """Map every file under `output` to its SHA-256; a link counts by the name it points to."""
    return {
        file.relative_to(output).as_posix(): f"link to {file.readlink()}" if file.is_symlink()
        else sha256_file(file)
        for file in sorted(output.rglob("*")) if file.is_symlink() or file.is_file()
    }  # fmt: skip
