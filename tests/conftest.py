"""What every test may use: the sample practice, a small site, a fixed time."""

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import stamina
from PIL import Image
from tests.built_sample import machine_site

from bedside.post import Post, Visibility
from bedside.practice import Practice, load_practice
from bedside.project import Project, open_project
from bedside.site.make_smaller import make_smaller

__all__ = ["machine_site"]  # a fixture that stands in a file of its own

ROOT = Path(__file__).resolve().parent.parent
stamina.set_testing(True, attempts=3)

POST = """\
---
uid: {uid}
title: {title}
date: {date}
author: elena-marsh
category: news
type: tip
tags: [flu]
summary: A short summary of {title}.
{extra}
---

{body}
"""
_EDITION = re.compile(r"^\[practice\.translations\.es\]\n(?:\w[^\n]*\n)*", re.MULTILINE)
# Valid ULIDs, minted in October 2026.
UIDS = [f"01M6{index:02d}AAAAAAAAAAAAAAAAAAAA" for index in range(10, 40)]


@dataclass(frozen=True, slots=True)
class SmallSite:
    """A practice's folder with the sample's facts and theme, and as many posts as a test writes."""

    root: Path

    def post(
        self, name: str, *, uid: str = UIDS[0], title: str = "", date: str = "2026-10-05 09:00",
        extra: str = "", body: str = "Wash your hands before you eat.",
    ) -> Path:  # fmt: skip
        """Write a post and return its path."""
        path = self.root / "content" / "posts" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = title or name.replace("-", " ").capitalize()
        path.write_text(POST.format(uid=uid, title=title, date=date, extra=extra, body=body))
        return path

    def picture(self, name: str, colour: str = "#1f5a4a") -> Path:
        """Draw a small PNG under content/images/ and return its path."""
        path = self.root / "content" / "images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (40, 25), colour).save(path)
        return path

    def project(self) -> Project:
        """Open it."""
        return open_project(self.root / "practice.toml")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name the examples of a rule by its code, so that `-k PHI007` runs them."""
    return getattr(val, "code", None) if argname == "rule" else None


@pytest.fixture(autouse=True)
def _quiet_pelican() -> Iterator[None]:
    """Pelican's own log is not what tests are about."""
    logger = logging.getLogger("pelican")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)


@pytest.fixture(autouse=True, scope="session")
def _shared_memory() -> None:
    """Pictures that were looked at in one test are remembered in the next, and in the next run."""
    os.environ.setdefault("BEDSIDE_PICTURES", str(ROOT / "build" / "pictures"))


@pytest.fixture(autouse=True, scope="session")
def _small_pictures_once() -> Iterator[None]:
    """What was made of a picture in one test, or in an earlier run, is not made again."""
    shelf = ROOT / "build" / "small-of-tests"

    def remembered(missing: Sequence[tuple[Path, Path, int]]) -> None:
        shelf.mkdir(parents=True, exist_ok=True)
        make_smaller([(source, shelf / kept.name, width) for source, kept, width in missing
              if not (shelf / kept.name).exists()])  # fmt: skip
        for _, kept, _ in missing:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(shelf / kept.name, kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bedside.building.small_pictures.make_smaller", remembered)
        yield


@pytest.fixture(scope="session")
def sample_root() -> Path:
    """Return the repository's folder: the sample practice."""
    return ROOT


@pytest.fixture(scope="session")
def practice() -> Practice:
    """Return the sample practice."""
    return load_practice(ROOT / "practice.toml")


@pytest.fixture
def now() -> datetime:
    """Return a fixed aware time."""
    return datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., SmallSite]:
    """Return a function that makes small sites: the sample practice with a few pages, no posts.

    Each is in English alone, which builds faster, unless it is asked for in Spanish too.
    """

    def make(name: str = "site", *, spanish: bool = False) -> SmallSite:
        root = tmp_path / name
        for folder in (
            "pages",
            "clinicians",
            "locations",
            "services",
            "images/brand",
            "images/clinicians",
        ):
            source = ROOT / "content" / folder
            left_out = None if spanish else shutil.ignore_patterns("es")
            shutil.copytree(source, root / "content" / folder, ignore=left_out)
        for file in ("practice.toml", "pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / file, root / file)
        if not spanish:
            facts = (root / "practice.toml").read_text(encoding="utf-8")
            (root / "practice.toml").write_text(_EDITION.sub("", facts), encoding="utf-8")
        (root / "theme").symlink_to(ROOT / "theme")
        return SmallSite(root)

    return make


@pytest.fixture
def site(make_site: Callable[..., SmallSite]) -> SmallSite:
    """Return one small site."""
    return make_site()


@pytest.fixture
def make_post(practice: Practice) -> Callable[..., Post]:
    """Return a function that makes public posts; any field can be given."""

    def make(**fields: Any) -> Post:
        moment = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
        given: dict[str, Any] = {
            "uid": UIDS[0], "title": "Flu shots", "slug": "flu-shots",
            "url": f"{practice.practice.url}/blog/flu-shots/", "path": "blog/flu-shots/",
            "summary": "When to get one.", "html": "<p>Get one in the fall.</p>", "lang": "en",
            "author": "elena-marsh", "category": "prevention", "type": "article",
            "tags": ("flu", "vaccines"), "published": moment, "modified": moment,
            "visibility": Visibility.PUBLISHED, "source": Path("flu-shots.md"),
        } | fields  # fmt: skip
        return Post(**given)

    return make
