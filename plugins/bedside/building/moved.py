"""Posts whose address changed: each old address leads to where the post is now, in one step.

The uid ties the two. The old address is known from the build or the deploy before, and from
`old_slugs` in the front matter, which holds on every machine.
"""

from pathlib import Path

from bedside.adapter import Build, is_listed
from bedside.building.before import Before
from bedside.files import write_atomic
from bedside.post import Post
from bedside.site.redirects import redirect_page, redirects_file

__all__ = ["moved_posts", "write_redirects"]


def moved_posts(build: Build, before: Before, root: Path) -> dict[str, Post]:
    """Return old path -> the public post that is asked for there.

    An address that has a page of its own again leads nowhere else: so no two lead to each other,
    and since each path names a post, none leads to one that has moved on.
    """
    posts = {post.uid: post for post in build.posts.values() if is_listed(post)}
    known = dict(before.moved)
    known |= {path.removesuffix("index.html"): uid for uid, path in before.pages.items()}
    for post in posts.values():
        folder = post.path.removesuffix(f"{post.slug}/")
        known |= {f"{folder}{slug}/": post.uid for slug in post.old_slugs}
    return {
        path: posts[uid] for path, uid in sorted(known.items())
        if uid in posts and path.endswith("/") and not (root / path / "index.html").exists()
    }  # fmt: skip


def write_redirects(build: Build, moved: dict[str, Post], root: Path) -> None:
    """Write the pages that lead on, and the file in which hosts look."""
    practice = build.project.practice
    for path, post in moved.items():
        write_atomic(root / path / "index.html", redirect_page(post, practice))
    if moved:
        write_atomic(root / "_redirects", redirects_file(moved, practice))
    build.moved = {path: post.uid for path, post in moved.items()}
