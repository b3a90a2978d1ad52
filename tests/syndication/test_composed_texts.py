"""What is written for the sample's posts, and for nasty ones, is what the networks' fakes accept."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.servers.strict_server import network_running
from tests.syndication.networks import FAKES, NETWORKS, Case

from bedside.files import sha256_file
from bedside.platforms import PLATFORMS, buffer_api
from bedside.platforms.base import Announcement, Picture, Sent, Session
from bedside.platforms.publishers import PUBLISHERS, publisher_of
from bedside.platforms.wire import new_client
from bedside.post import Post, Visibility
from bedside.practice import Account, Practice
from bedside.source import find_sources, read_source

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
UID = "01M610AAAAAAAAAAAAAAAAAAAA"


def sample_posts(practice: Practice) -> Iterator[tuple[Post, str]]:
    """Yield each post of content/posts with its name, as far as a share text needs it."""
    content = ROOT / "content"
    for path in find_sources([content / "posts"]):
        meta = read_source(path, content, practice.zone).meta
        if meta and meta.category:
            yield _post(
                path.stem, title=meta.title, summary=meta.summary, tags=tuple(meta.tags),
                category=meta.category, lang=meta.lang or "en", share=dict(meta.share),
                share_disclaimer=_disclaimer(practice, meta.category, meta.lang or "en"),
            ), path.stem  # fmt: skip


def _disclaimer(practice: Practice, category: str, lang: str) -> str:
    found, _ = practice.disclaimer_in(category, lang)
    return found.share if found else ""


def nasty_posts() -> Iterator[tuple[Post, str]]:
    """Yield the golden posts: other scripts, long links, emoji."""
    for path in sorted((ROOT / "tests" / "share" / "posts").glob("*.json")):
        fields = json.loads(path.read_text(encoding="utf-8"))
        given = {
            name: fields[name] for name in ("title", "summary", "lang", "share") if name in fields
        }
        slug = f"golden-{fields.get('slug', path.stem)}"
        yield _post(slug, tags=tuple(fields.get("tags", ())), **given), path.stem


def _post(slug: str, **fields: Any) -> Post:
    given: dict[str, Any] = {
        "uid": UID, "slug": slug, "path": f"blog/{slug}/", "html": "", "author": "elena-marsh",
        "url": f"https://larkfield.example/blog/{slug}/", "category": "prevention", "lang": "en",
        "type": "article", "published": NOW, "modified": NOW, "visibility": Visibility.PUBLISHED,
        "source": Path(f"{slug}.md"), "summary": "", "title": slug,
    } | fields  # fmt: skip
    return Post(**given)


@pytest.mark.parametrize("name", FAKES)
def test_every_network_takes_what_was_written_for_it(
    name: str, practice: Practice, allow: Callable[..., None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """No post of the sample and no nasty one breaks a contract; each is one copy, found again as itself."""
    case = NETWORKS[name]
    monkeypatch.setattr(buffer_api, "_WAITS", (0, 0))
    for pause in case.waits:
        monkeypatch.setattr(pause, 0)
    Image.new("RGB", (1200, 630), "#1f5a4a").save(tmp_path / "card.png")
    Image.new("RGB", (1080, 1350), "#1f5a4a").save(tmp_path / "portrait.jpg")
    sample = list(sample_posts(practice))
    titles = {post.title for post, _ in sample}
    posts = [*sample, *(one for one in nasty_posts() if one[0].title not in titles)]
    assert len(posts) > 20
    with network_running(FAKES[name]()) as server, new_client() as client:
        allow(server.url)
        account = _account(case, server.url)
        session = Session(account=account, client=client, secret=server.secret, now=lambda: NOW)
        publisher = publisher_of(account, PUBLISHERS)
        ready = [
            (_announcement(case, post, practice, account, tmp_path), which) for post, which in posts
        ]
        sent = [(publisher.publish(one, session), which) for one, which in ready]
        assert [(no, which) for no, which in sent if not isinstance(no, Sent)] == []
        found = [(publisher.find(one, session), which) for one, which in ready]
        assert [_id(one) for one, _ in found] == [_id(one) for one, _ in sent]
        assert len(server.copies()) == len({one.words for one in server.copies()}) == len(posts)
        assert server.refused == []


def _id(one: object) -> str:
    assert isinstance(one, Sent), one
    return one.remote_id


def _account(case: Case, api: str) -> Account:
    return Account(id="acct", platform=case.platform, handle="@l", api=api, **case.account)  # type: ignore[arg-type]  # a table


def _announcement(
    case: Case, post: Post, practice: Practice, account: Account, folder: Path
) -> Announcement:
    upright = folder / "portrait.jpg"
    portrait = Picture(file=upright, url="https://larkfield.example/portrait.jpg", alt=post.title,
                       sha256=sha256_file(upright), size=(1080, 1350))  # fmt: skip
    return Announcement(
        uid=UID, platform=case.platform, account="acct", slot="announce", url=post.url,
        text=PLATFORMS[case.platform].compose(post, practice, account), title=post.title,
        description=post.summary, lang=post.lang, published=NOW, card_alt=post.title,
        card=folder / "card.png", card_url="https://larkfield.example/card.png",
        pictures={"portrait": portrait},
    )  # fmt: skip
