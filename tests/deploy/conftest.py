"""Fixtures of the deploy tests: a small built site, a place for it, a host, a clock."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.deploy.small_site import FLU, STORY, Clock, Host, hosting, write_site

from bedside.deploy.base import Place, Release
from bedside.deploy.fetch import public_client
from bedside.deploy.verify import Patience
from bedside.practice import Deploy


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """Return a built site of one post."""
    return write_site(tmp_path, (FLU,))


@pytest.fixture
def root(tmp_path: Path, sample_root: Path) -> Path:
    """Return a practice's folder with a built site of two posts."""
    for name in ("practice.toml", "consents.toml"):
        (tmp_path / name).write_text((sample_root / name).read_text())
    write_site(tmp_path, (FLU, STORY))
    return tmp_path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a folder target beside the site."""
    settings = Deploy(target="folder", path="online", timeout_seconds=5)
    return Place(target="folder", root=tmp_path, settings=settings, url="https://larkfield.example")


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """Return the client that a deploy looks with."""
    with public_client(local=True) as opened:
        yield opened


@pytest.fixture
def host(release: Release) -> Iterator[Host]:
    """Return a web server of the small site, which a test can give bad days."""
    with hosting(release.site) as opened:
        yield opened


@pytest.fixture
def patience() -> Patience:
    """Return half a minute that passes at once."""
    clock = Clock()
    return Patience(seconds=30, clock=clock.read, sleep=clock.sleep)
