"""Where a practice's files stand: one folder with practice.toml and what belongs to it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.errors import BedsideError

if TYPE_CHECKING:
    from bedside.consents import Consents
    from bedside.practice import Practice

__all__ = ["FACTS", "Folder", "Project", "open_folder", "open_project", "project_root"]

FACTS = ("practice.toml", "consents.toml", "allowed.toml")  # beside content/


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A practice's folder and the paths in it, whatever its practice.toml says."""

    root: Path
    practice_file: Path

    @property
    def content(self) -> Path:
        """Return the folder of posts and pages."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """Return the built site: the last one that passed every gate."""
        return self.root / "output"

    @property
    def build(self) -> Path:
        """Return the folder of everything made besides the site."""
        return self.root / "build"

    @property
    def outbox(self) -> Path:
        """Return the file that a build hands to deploy and syndicate."""
        return self.build / "outbox.json"

    @property
    def receipt(self) -> Path:
        """Return the proof of which checks ran on which bytes."""
        return self.build / "receipt.json"

    @property
    def evidence(self) -> Path:
        """Return the folder of what is kept as evidence.

        BEDSIDE_EVIDENCE names another: a runner that keeps nothing has a chain of its own beside
        the ledger, since two machines cannot both write the next line of one.
        """
        return self.root / (os.environ.get("BEDSIDE_EVIDENCE") or "evidence")

    @property
    def ledger_url(self) -> str:
        """Return the default ledger store."""
        return f"sqlite:///{self.ledger_file}"

    @property
    def ledger_file(self) -> Path:
        """Return the default ledger's database."""
        return self.root / "ledger" / "ledger.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Folder):
    """A practice's folder, opened: its facts and its consents."""

    practice: "Practice"
    consents: "Consents"


def open_folder(practice_file: Path) -> Folder:
    """Return the practice's folder without reading anything in it. Raises BedsideError."""
    return Folder(root=project_root(practice_file), practice_file=practice_file)


def project_root(practice_file: Path) -> Path:
    """Return the folder of the practice whose practice.toml this is. Raises BedsideError."""
    if not practice_file.is_file():
        message = (
            f"{practice_file}: no such file: run this in a practice's folder, "
            "name one with --practice, or start one with `bedside init DIR`"
        )
        raise BedsideError(message)
    root = practice_file.resolve().parent
    for name in ("output", "build"):
        if (root / name).exists() and not (root / name).is_dir():
            message = (
                f"{root / name}: a file stands where a build makes its folder: rename or remove it"
            )
            raise BedsideError(message)
    return root


def open_project(practice_file: Path) -> Project:
    """Open the practice whose practice.toml this is. Raises BedsideError, PracticeError."""
    from bedside.consents import load_consents  # noqa: PLC0415  Pydantic loads slowly
    from bedside.practice import load_practice  # noqa: PLC0415  Pydantic loads slowly

    root = project_root(practice_file)
    return Project(
        root=root, practice_file=practice_file, practice=load_practice(practice_file),
        consents=load_consents(root / "consents.toml"),
    )  # fmt: skip
