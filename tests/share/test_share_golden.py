"""The wording for every network of every post in posts/, compared whole with its golden file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bedside.platforms import PLATFORMS
from bedside.platforms.base import ShareText
from bedside.post import Post
from bedside.practice import Practice

POSTS = Path(__file__).parent / "posts"
LIVE = [name for name, platform in PLATFORMS.items() if not platform.RETIRED]


def _rendered(text: ShareText) -> str:
    head = [f"{text.length} / {text.limit.value} {text.limit.unit}"]
    head += [f"title: {text.title}"] * bool(text.title) + [f"link: {text.link}"] * bool(text.link)
    head += [f"warning: {one}" for one in text.warnings]
    return "\n".join([*head, "---", text.text, ""])


@pytest.mark.parametrize("platform", LIVE)
@pytest.mark.parametrize("name", sorted(path.stem for path in POSTS.glob("*.json")))
def test_wording_is_the_golden_one(
    name: str, platform: str, practice: Practice, post_from_json: Callable[[Path], Post]
) -> None:
    """A post's wording for a network is exactly the file; UPDATE_GOLDEN=1 rewrites it for review."""
    post = post_from_json(POSTS / f"{name}.json")
    found = _rendered(PLATFORMS[platform].compose(post, practice, None))
    golden = POSTS / f"{name}.{platform}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    """Every golden file belongs to a post and a network that exist."""
    names = {path.stem for path in POSTS.glob("*.json")}
    expected = {f"{name}.{platform}.txt" for name in names for platform in LIVE}
    assert {path.name for path in POSTS.glob("*.txt")} == expected
