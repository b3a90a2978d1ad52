"""Target `rsync`: a folder on a server, reached over ssh; only what differs is sent.

Files arrive beside the old ones and are moved in at the end; what the site no longer has goes last.
Flags: https://download.samba.org/pub/rsync/rsync.1 (read 2026-11-22).
"""

import os
import re
import shlex
from datetime import datetime

from bedside.deploy.base import Change, Deployed, Place, Release, deployed, diff, listing
from bedside.deploy.command import run
from bedside.errors import BedsideError
from bedside.practice import Deploy

__all__ = ["NAME", "changes", "itemized", "put", "where"]

NAME = "rsync"
SSH_CONFIG = "BEDSIDE_SSH_CONFIG"  # names an ssh config file: key, known hosts, port

_HOST = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*")
_PATH = re.compile(r"(/[A-Za-z0-9_][A-Za-z0-9._-]*){2,}")
_FLAGS = (
    "--recursive", "--checksum", "--times", "--perms", "--chmod=D755,F644", "--delete-delay",
    "--delay-updates", "--8-bit-output", "--out-format=%i %n",
    "--filter=protect /.well-known/acme-challenge/***",  # where certbot answers on the server
)  # fmt: skip


def where(place: Place) -> str:
    """Return where the files go, for people."""
    return f"{place.settings.host}:{place.settings.path}"


def changes(release: Release, place: Place) -> tuple[Change, ...]:
    """Ask rsync what it would do, by checksum; nothing is written there."""
    said = run(_arguments(release, place.settings, "--dry-run"), place.root, "comparing the site")
    return itemized(said, listing(release.site))


def put(release: Release, place: Place, changes: tuple[Change, ...], now: datetime) -> Deployed:
    """Send what differs. A run that is cut off leaves the old files; run it again."""
    run(_arguments(release, place.settings), place.root, "sending the site")
    return deployed(f"{now:%Y%m%dT%H%M%SZ}", changes)


def itemized(said: str, local: dict[str, str]) -> tuple[Change, ...]:
    """Turn rsync's `>f+++++++++ path` lines into changes, given the local listing."""
    remote = dict(local)
    for line in said.splitlines():
        what, _, path = line.partition(" ")
        path = path.lstrip()
        if what == "*deleting" and not path.endswith("/"):
            remote[path] = ""
        elif what[:2] == "<f" or what[:2] == ">f":
            if "+" in what:
                remote.pop(path, None)
            elif what[2] == "c":  # times alone are no change to a reader
                remote[path] = ""
    return diff(local, remote)


def _arguments(release: Release, settings: Deploy, *more: str) -> list[str]:
    host, path = _checked(settings)
    return [
        "rsync", *_FLAGS, *more, "-e", shlex.join(_ssh()), "--",
        f"{release.site}/", f"{host}:{path}/",
    ]  # fmt: skip


def _checked(settings: Deploy) -> tuple[str, str]:
    """Return host and path, refusing what a shell, ssh or rsync could read as something else."""
    if not _HOST.fullmatch(settings.host):
        message = "practice.toml: deploy.host: not a server's name: write it as user@server"
        raise BedsideError(message)
    if not _PATH.fullmatch(settings.path):
        message = (
            "practice.toml: deploy.path: not a folder of the site's own: "
            "write it from the root, such as /var/www/practice, in letters, digits, . _ and -"
        )
        raise BedsideError(message)
    return settings.host, settings.path


def _ssh() -> list[str]:
    """Return the ssh call: it never asks, and never trusts a server it does not know."""
    config = os.environ.get(SSH_CONFIG)
    options = ["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=20"]
    return ["ssh", *(["-F", config] if config else []), *options]
