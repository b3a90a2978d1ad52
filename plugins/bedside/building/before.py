"""What the build before knew: which posts were public and where, what had left, what had moved."""

from dataclasses import dataclass, field
from datetime import datetime

from bedside.deploy.record import load_deployment
from bedside.errors import BedsideError
from bedside.outbox import load_outbox
from bedside.project import Project

__all__ = ["Before", "built_before"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The last build's outbox and the last deploy's record, as far as this machine has them."""

    pages: dict[str, str] = field(default_factory=dict)  # uid -> page file under the site root
    removed: dict[str, datetime] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)  # old path -> uid

    @property
    def shown(self) -> set[str]:
        """Return the uids that the public saw."""
        return set(self.pages)


def built_before(project: Project) -> Before:
    """Read them; nothing where this is the first build, or a machine that keeps nothing."""
    deployment = load_deployment(project.build)
    shows = deployment.shows.posts if deployment and deployment.shows else {}
    try:
        outbox = load_outbox(project.outbox)
    except BedsideError:
        return Before(pages=dict(shows))
    if outbox.site_url != project.practice.practice.url:  # another site's
        return Before()
    listed = {one.uid: one.path for one in outbox.posts}
    return Before(
        pages={**shows, **listed}, removed=dict(outbox.removed), moved=dict(outbox.moved)
    )  # fmt: skip
