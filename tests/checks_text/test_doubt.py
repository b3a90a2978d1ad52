"""What a rule only suspects stands when the reader agrees, and falls when it sees nobody's story."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.consents import Consents

ROOF = (
    "Our old roof gave out in the March storm, and the ceiling of the supply closet with it. Hugo "
    "Albescu, who has patched it since 2004, came on Monday and took the whole thing off. We had "
    "buckets in the hall for a week. The new one is steel and should outlive all of us."
)
TOLD = (
    "Our patient Hugo Albescu came in on Monday with chest pain and was admitted. He had waited "
    "for a week. His wife drove him here in the storm, and he is home again."
)


def codes(text: str, folder: Path, now: datetime) -> set[str]:
    """Return the codes that a text is stopped for."""
    file = folder / "post.md"
    file.write_text(f"{text}\n")
    return {one.code for one in check_paths([file], None, Consents(), now).errors}


def test_a_name_in_nobodys_story_falls(tmp_path: Path, now: datetime) -> None:
    """A roofer may be named, on a Monday, though he "came on Monday"."""
    assert codes(ROOF, tmp_path, now) == set()


def test_the_same_name_in_a_patients_story_stands(tmp_path: Path, now: datetime) -> None:
    """Name and story of a patient are found."""
    assert codes(TOLD, tmp_path, now) >= {"PHI001", "PHI101"}


@pytest.mark.parametrize("first", [True, False])
def test_a_calm_passage_beside_a_story_is_not_cleared(
    first: bool,  # noqa: FBT001  pytest passes it
    tmp_path: Path,
    now: datetime,
) -> None:
    """The paragraph after a patient's story may name them: its neighbours are heard too."""
    calm = "Marisol Quintanar brought a lemon cake for the desk on her way out, and we ate it all."
    parts = (TOLD, calm) if first else (calm, TOLD)
    assert "PHI001" in codes("\n\n".join(parts), tmp_path, now)


@pytest.mark.parametrize(
    "line",
    [
        "Form field, for the record of the roof: Patient name: Jane Doe",
        "The roofer's paper says SSN 219-09-9999 and nothing else that we could read.",
        "The roofer's paper says date of birth 03/04/1961 and nothing else that we could read.",
        "The old sign on the roof still said call Bettina at 202-555-0123 for the key.",
    ],
)
def test_what_stands_by_itself_is_never_doubted(line: str, tmp_path: Path, now: datetime) -> None:
    """Numbers, births, telephone numbers and form fields count in any company."""
    assert codes(f"{ROOF}\n\n{line}", tmp_path, now)
