"""Which shape of picture a network wants; those that are not named show the link's own card."""

from collections.abc import Iterable

from bedside.practice import Account, AccountStatus

__all__ = ["SHAPE_OF", "shapes_for"]

# Names of `bedside.cards.SHAPES`. A person who posts by hand gets the file in this shape too.
SHAPE_OF = {
    "instagram": "portrait",  # 4:5 has the most room: content-publishing (read 2026-11-21)
    "pinterest": "pin",
    "google_business": "square",
    "buffer": "square",  # whatever network stands behind the channel takes it
    "hootsuite": "square",  # as with Buffer
    "youtube": "square",  # a post on the channel's Posts tab
}


def shapes_for(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Return the shapes that the accounts in use need, by API or by hand."""
    used = {one.platform for one in accounts if one.status is not AccountStatus.RETIRED}
    return tuple(sorted({SHAPE_OF[name] for name in used if name in SHAPE_OF}))
