"""The sample practice's own posts, worded for each network, against what that network takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PIL import Image
from tests.syndication.desk import NOW
from tests.syndication.meta_and_google import NETWORKS, Network

from bedside.files import sha256_file
from bedside.platforms import PLATFORMS
from bedside.platforms.base import Announcement, Picture, Sent, Session
from bedside.platforms.wire import new_client
from bedside.post import Post, Visibility
from bedside.practice import Account
from bedside.project import Project, open_project
from bedside.source import find_sources, read_source

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def project() -> Project:
    """Open the sample practice."""
    return open_project(ROOT / "practice.toml")


def _posts(project: Project) -> Iterator[Post]:
    """Yield the sample's posts with what a wording is made of."""
    practice = project.practice
    content = ROOT / "content"
    for path in find_sources([content / "posts"]):
        meta = read_source(path, content, practice.zone).meta
        assert meta is not None
        assert meta.uid
        lang = meta.lang or practice.practice.language
        disclaimer, _ = practice.disclaimer_in(meta.category or "", lang)
        place = f"blog/{path.stem}/"
        published = (meta.date or NOW).astimezone(UTC)
        yield Post(
            uid=meta.uid, title=meta.title, slug=path.stem, lang=lang, path=place,
            url=f"{practice.practice.url}/{place}", summary=meta.summary, html="",
            author=meta.author or "", category=meta.category or "", type=meta.type,
            tags=meta.tags, published=published, modified=published,
            visibility=Visibility.PUBLISHED, share=meta.share, source=path,
            share_disclaimer=disclaimer.share if disclaimer else "",
        )  # fmt: skip


def _announcement(post: Post, network: Network, project: Project, portrait: Path) -> Announcement:
    text = PLATFORMS[network.platform].compose(post, project.practice, None)
    picture = Picture(file=portrait, url="https://larkfield.example/cards/p.jpg", alt="Green",
                      sha256=sha256_file(portrait), size=(1080, 1350))  # fmt: skip
    return Announcement(
        uid=post.uid, platform=network.platform, account="one", slot="announce", text=text,
        url=post.url, title=post.title, description=post.summary, lang=post.lang,
        published=post.published, card=None, card_url="https://larkfield.example/cards/1.png",
        pictures={"portrait": picture},
    )  # fmt: skip


@contextmanager
def _session(network: Network, api: str) -> Iterator[Session]:
    account = Account(id="one", platform=network.platform, handle="l", api=api,
                      target=network.target, secret_env="X")  # fmt: skip
    with new_client() as client:
        yield Session(
            account=account, client=client, secret=network.secret, now=lambda: NOW
        )  # fmt: skip


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.platform)
def test_every_post_of_the_sample_is_accepted_and_told_from_the_others(
    network: Network, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is taken as composed, and each is found again as itself."""
    for name in network.waits:
        monkeypatch.setattr(name, 0)
    portrait = tmp_path / "p.jpg"
    Image.new("RGB", (1080, 1350), "#1f5a4a").save(portrait)
    publisher = network.publisher()
    with network.running() as fake, _session(network, fake.url) as session:
        monkeypatch.setenv("BEDSIDE_ALLOW_HOSTS", fake.url.removeprefix("http://"))
        all_of_them = [_announcement(one, network, project, portrait) for one in _posts(project)]
        sent = [publisher.publish(one, session) for one in all_of_them]
        assert [one for one in sent if not isinstance(one, Sent)] == []
        found = [publisher.find(replace(one, prepared=""), session) for one in all_of_them]
        assert found == sent
    assert len(all_of_them) > 20
