"""The way back: the latest earlier release that may be public today, and why later ones may not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bedside.deploy import folder
from bedside.deploy.base import Place, Release
from bedside.deploy.gate import gate
from bedside.errors import BedsideError, ChecksFailed
from bedside.outbox import load_outbox
from bedside.project import Project

__all__ = ["earlier", "refuse_other_targets"]

_BY_GIT = (
    "--rollback works for the folder target, which keeps its releases; {target} keeps none: "
    "take the older sources back with git. Where a schedule publishes: `git revert COMMIT`, push, "
    "and the next run builds it. By hand: `git revert COMMIT`, `bedside build`, `bedside deploy`"
)


def refuse_other_targets(place: Place) -> None:
    """Raise BedsideError with the way through git where no releases are kept."""
    if place.target != folder.NAME:
        raise BedsideError(_BY_GIT.format(target=place.target))


def earlier(project: Project, place: Place, now: datetime) -> tuple[Release, str]:
    """Return the release to go back to and the way there in words, one line for each step.

    Raises BedsideError when none is kept, ChecksFailed of the nearest when none may come back.
    """
    zone = project.practice.zone
    refused: list[tuple[Release, ChecksFailed]] = []
    folder.previous_release(place)  # raises, with the reason, when there is none at all
    for release in folder.earlier_releases(place):
        try:
            gate(project, now, release, is_return=True)
        except ChecksFailed as failed:
            refused.append((release, failed))
            continue
        online = folder.current_release(place)
        rows = [f"From {_told(online, zone)}"] if online else []
        gone = folder.withdrawn_before(place)
        rows += [f"  not {name}: removed: a page in it may not be public any more" for name in gone]
        for one, why in refused:
            rows += [f"  not {_told(one, zone)}:", *_reasons(why)]
        return release, "\n".join([*rows, f"back to {_told(release, zone)}"])
    raise refused[0][1]


def _told(release: Release, zone: ZoneInfo) -> str:
    """Name a release by its folder, its day and what it shows."""
    name = release.site.parent.name
    try:
        outbox = load_outbox(release.outbox)
    except BedsideError:
        return f"release {name}"
    built = outbox.built_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    count = len(outbox.posts)
    return f"release {name} (built {built}, {count} article{'' if count == 1 else 's'})"


def _reasons(failed: ChecksFailed) -> list[str]:
    """Return what forbids a release, each once."""
    return [f"    {said}" for said in dict.fromkeys(one.message for one in failed.findings)]
