"""Where a site can go: one file each, one line here."""

from collections.abc import Mapping

from bedside.deploy import folder, pages, rsync
from bedside.deploy.base import Target

__all__ = ["TARGETS"]

TARGETS: Mapping[str, Target] = {
    "folder": folder,
    "rsync": rsync,
    "pages": pages,
}
