"""Open a practice by memory where its files are, to the letter, those that were validated before."""

import contextlib
from functools import cache
from pathlib import Path
from typing import Any

from bedside.checks.kept_file import read_kept, write_kept
from bedside.checks.stand_in import BROKEN, StandIn, kept, stand_in
from bedside.practice_across import missing_files
from bedside.project import Project, open_project, project_root

__all__ = ["open_known_project"]

_NAME = "facts"
_FONTS = ("heading_font", "body_font")


class _Consents(StandIn):
    """A registry of consents, which is asked for one entry at a time."""

    def get(self, consent_id: str) -> Any:
        """Return the authorization with this id."""
        return next((one for one in self.consents if one.id == consent_id), None)


def open_known_project(practice_file: Path) -> Project:
    """Open a practice as `open_project` does; what is not proven is validated as ever.

    The files that practice.toml names are looked for in every run.
    """
    root = project_root(practice_file)
    texts = _texts(practice_file, root)
    data = read_kept(root, _NAME)
    with contextlib.suppress(*BROKEN):
        if texts and data["texts"] == texts and not any(missing_files(data["names"], root)):
            return _known(data, practice_file, root)
    project = open_project(practice_file)
    with contextlib.suppress(TypeError):
        if texts:
            write_kept(root, _NAME, {
                "texts": texts, "names": _names(project), "said": repr(project.practice),
                "practice": kept(project.practice), "consents": kept(project.consents),
            })  # fmt: skip
    return project


def _texts(practice_file: Path, root: Path) -> list[str | None]:
    """Return what the files say, None for one that is not there; nothing where one cannot be read."""
    files = (practice_file, root / "consents.toml")
    with contextlib.suppress(OSError, ValueError):
        return [one.read_text("utf-8") if one.exists() else None for one in files]
    return []


def _known(data: dict[str, Any], practice_file: Path, root: Path) -> Project:
    real = cache(lambda: open_project(practice_file))
    practice = stand_in(data["practice"], lambda: real().practice)
    vars(practice).update(_said=data["said"])
    consents = stand_in(data["consents"], lambda: real().consents, _Consents)
    return Project(root=root, practice_file=practice_file, practice=practice, consents=consents)


def _names(project: Project) -> dict[str, Any]:
    """Return what practice.toml names of files, in its own form."""
    practice = project.practice
    return {
        "clinicians": [{"photo": one.photo} for one in practice.clinicians],
        "pictures": [{"file": one.file} for one in practice.pictures],
        "brand": {name: getattr(practice.brand, name) for name in ("logo", *_FONTS)},
    }
