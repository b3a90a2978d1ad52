"""Pages that are no articles have a card too: on the page, in the outbox, in the receipt."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from bedside.building import Announced, build_site
from bedside.clock import current_time
from bedside.deploy.verify import expected
from bedside.outbox import load_outbox
from bedside.project import Project, open_project

SITE = "https://larkfield.example/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, sample_root: Path) -> Project:
    """Build the sample practice in a copy of its folder."""
    root = tmp_path_factory.mktemp("cards")
    (root / "theme").symlink_to(sample_root / "theme")
    shutil.copytree(sample_root / "content", root / "content")
    for name in ("practice.toml", "consents.toml", "pelicanconf.py", "publishconf.py"):
        shutil.copy(sample_root / name, root / name)
    project = open_project(root / "practice.toml")
    build_site(project, current_time(), Announced())
    return project


def picture_of(project: Project, path: str) -> str:
    page = BeautifulSoup((project.output / path).read_text("utf-8"), "html.parser")
    found = page.select_one('meta[property="og:image"]')
    return str(found["content"]).removeprefix(SITE) if found else ""


def test_each_page_has_its_own_card(built: Project) -> None:
    """Home, a person, an office, a listing, a page of text: five pictures that are there."""
    pages = ("index.html", "clinicians/elena-marsh/index.html", "locations/larkfield/index.html",
             "services/index.html", "contact/index.html")  # fmt: skip
    pictures = {picture_of(built, page) for page in pages}
    assert len(pictures) == len(pages)
    assert all((built.output / path).is_file() for path in pictures)
    assert picture_of(built, "404.html") == ""


def test_page_cards_are_proven_online_like_the_articles(built: Project) -> None:
    """The outbox lists them, and so does what a deploy asks the public address for."""
    outbox = load_outbox(built.outbox)
    listed = {card.path for card in outbox.cards}
    assert picture_of(built, "contact/index.html") in listed
    assert listed <= {one.path for one in expected(outbox, built.output)}
    assert len({card.alt for card in outbox.cards}) == len(listed)
