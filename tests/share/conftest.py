"""Posts for the share texts: read from posts/<name>.json, or made with a few words."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bedside.post import Post, Visibility

MakePost = Callable[..., Post]


def make_post(**fields: Any) -> Post:
    """Return a public post with the given fields over plain ones."""
    slug = fields.get("slug", "flu-shots")
    path = f"blog/{slug}/"
    values: dict[str, Any] = {
        "uid": "01M2G01H40W17445TDPQJBWKWC", "title": "Your flu shot questions, answered",
        "slug": slug, "url": f"https://larkfield.example/{path}", "path": path,
        "summary": "Who needs a flu shot, and when.", "html": "<p>Text.</p>", "lang": "en",
        "author": "elena-marsh", "category": "prevention", "type": "article", "tags": (),
        "published": datetime(2026, 9, 14, 13, tzinfo=UTC),
        "modified": datetime(2026, 9, 14, 13, tzinfo=UTC), "visibility": Visibility.PUBLISHED,
        "source": Path(f"content/posts/{slug}.md"),
    }  # fmt: skip
    return Post(**{**values, **fields})


def read_post(path: Path) -> Post:
    """Return the post that a JSON file describes."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    return make_post(**{**fields, "tags": tuple(fields.get("tags", ()))})


@pytest.fixture(scope="session")
def post() -> MakePost:
    """Return the maker of posts."""
    return make_post


@pytest.fixture(scope="session")
def post_from_json() -> Callable[[Path], Post]:
    """Return the reader of posts."""
    return read_post
