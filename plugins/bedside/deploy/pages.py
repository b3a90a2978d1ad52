"""Target `pages`: the site as one commit without parent on a git branch that a Pages host shows."""

import hashlib
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from bedside.deploy.base import Change, Deployed, Place, Reason, Release, deployed, diff, listing
from bedside.deploy.command import run, scrub
from bedside.errors import BedsideError, DeployError

__all__ = ["NAME", "address", "changes", "put", "where"]

NAME = "pages"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_NO_JEKYLL, _CNAME = ".nojekyll", "CNAME"
_HOSTS_OWN = (".github.io", ".gitlab.io", ".codeberg.page", "localhost", "127.0.0.1")


def where(place: Place) -> str:
    """Return where the files go, for people."""
    return f"the branch {place.settings.branch} of {place.settings.remote}"


def address(place: Place) -> str:
    """Return where the remote is, as git would push to it."""
    _refuse_odd_names(place)
    return _git(
        place, "looking up the remote", "remote", "get-url", "--push", place.settings.remote
    ).strip()


def changes(release: Release, place: Place) -> tuple[Change, ...]:
    """Fetch the branch's last commit and compare its files with the release's."""
    tip = _remote_tip(place)
    if tip:
        _git(place, "reading the branch", "fetch", "--depth=1", "--no-tags", "--quiet",
             place.settings.remote, tip)  # fmt: skip
    return diff(_blobs(release, place), _tree(place, tip) if tip else {})


def put(release: Release, place: Place, changes: tuple[Change, ...], now: datetime) -> Deployed:
    """Commit the site and push it over the branch; refused if someone pushed meanwhile."""
    tip = _remote_tip(place)
    if any(one.reason is not Reason.UNCHANGED for one in changes):
        _commit(release, place, now)
        branch = place.settings.branch
        _git(place, "pushing the site", "push", "--quiet",
             f"--force-with-lease=refs/heads/{branch}:{tip}",
             place.settings.remote, f"refs/heads/{branch}:refs/heads/{branch}")  # fmt: skip
        tip = _git(place, "naming the release", "rev-parse", f"refs/heads/{branch}").strip()
    return deployed(tip[:12], changes)


def _commit(release: Release, place: Place, now: datetime) -> None:
    """Write the branch here with ghp-import, which works in the current folder: so as a process."""
    branch = place.settings.branch
    head = _git(place, "reading HEAD", "rev-parse", "--symbolic-full-name", "HEAD").strip()
    if head == f"refs/heads/{branch}":
        message = f"practice.toml: deploy.branch: {branch} is checked out here: name another branch"
        raise BedsideError(message)
    _git(place, "forgetting the old branch", "update-ref", "-d", f"refs/heads/{branch}")
    host = _custom_host(place)
    who = {"GIT_COMMITTER_NAME": "Bedside", "GIT_COMMITTER_EMAIL": f"bedside@{host or 'localhost'}"}
    arguments = [sys.executable, "-m", "ghp_import", "--no-history", "--no-jekyll",
                 "--branch", branch, "--remote", place.settings.remote,
                 "--message", f"Site of {now:%Y-%m-%d %H:%M} UTC"]  # fmt: skip
    cname = ["--cname", host] if host else []
    env = {**who, **{key: value for key, value in os.environ.items() if key in who}}
    run([*arguments, *cname, str(release.site)], place.root, "committing the site", env=env)
    written = _tree(place, f"refs/heads/{branch}")
    if written != _blobs(release, place):
        message = f"the commit on {branch} is not the built site: nothing was pushed, run it again"
        raise DeployError(message)


def _custom_host(place: Place) -> str:
    """Return the host for the CNAME file; empty where the address is the Pages host's own."""
    host = urlsplit(place.url).hostname or ""
    return "" if host.endswith(_HOSTS_OWN) else host


def _blobs(release: Release, place: Place) -> dict[str, str]:
    """Map each path of the branch to the name git gives its bytes, hosts' own files included."""
    found = {path: _blob((release.site / path).read_bytes()) for path in listing(release.site)}
    found[_NO_JEKYLL] = _blob(b"")
    if host := _custom_host(place):
        found[_CNAME] = _blob(host.encode())
    return found


def _blob(data: bytes) -> str:
    header = f"blob {len(data)}\0".encode()
    return hashlib.sha1(header + data, usedforsecurity=False).hexdigest()


def _tree(place: Place, commit: str) -> dict[str, str]:
    """Map each path in a commit to its blob's name."""
    said = _git(place, "reading the branch", "ls-tree", "-r", "-z", "--full-tree", commit)
    rows = (row.partition("\t") for row in said.split("\0") if row)
    return {path: meta.split()[2] for meta, _, path in rows}


def _remote_tip(place: Place) -> str:
    """Return the commit the branch is at on the remote, empty when there is no such branch."""
    _refuse_odd_names(place)
    said = _git(place, "asking the remote", "ls-remote", place.settings.remote,
                f"refs/heads/{place.settings.branch}")  # fmt: skip
    return said.split("\t")[0] if said else ""


def _refuse_odd_names(place: Place) -> None:
    for key, value in (("branch", place.settings.branch), ("remote", place.settings.remote)):
        if not _NAME.fullmatch(value) or ".." in value:
            message = f"practice.toml: deploy.{key}: not a plain name: write one such as gh-pages"
            raise BedsideError(message)


def _git(place: Place, doing: str, *arguments: str) -> str:
    """Run git in the practice's folder; an address with a login in it never leaves this function."""
    return scrub(run(["git", *arguments], Path(place.root), doing))
