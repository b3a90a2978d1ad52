"""Names in file names and slugs: an illness beside one is enough, a person of history is nobody's patient."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.consents import Consents

PLAIN = "Wash your hands. Most sore throats get better with rest.\n"
SALK = "In 1955 Jonas Salk shared his vaccine with the world.\n"


def found(folder: Path, name: str, text: str, now: datetime) -> bool:
    (folder / name).write_text(text)
    report = check_paths([folder / name], None, Consents(), now)
    return "PHI001" in {one.code for one in report.findings}


@pytest.mark.parametrize(
    "name", ["maria-gonzalez-strep.md", "JaneDoe_eczema.md", "jane-doe-knee.md"]
)
def test_a_name_beside_an_illness_is_found(name: str, tmp_path: Path, now: datetime) -> None:
    """The text may be harmless: the address of the page is not."""
    assert found(tmp_path, name, PLAIN, now)
    assert found(tmp_path, "a.md", f"{PLAIN}\n[a form](/files/{Path(name).stem}.pdf)\n", now)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("welcome-ana-silva.md", PLAIN), ("crohn-disease-rash.md", PLAIN), ("grace-may-rash.md", PLAIN),
        ("jonas-salk-and-the-polio-shot.md", SALK),
    ],
)  # fmt: skip
def test_other_names_in_paths_pass(name: str, text: str, tmp_path: Path, now: datetime) -> None:
    """Somebody welcomed, a disease named after somebody, words that are names, and history."""
    assert not found(tmp_path, name, text, now)


def test_a_story_is_no_history(tmp_path: Path, now: datetime) -> None:
    """Who is told of as a patient is found in the file's name too, whatever year stands there."""
    text = "My patient Maria Gonzalez was born in 1941. She came in with strep.\n"
    assert found(tmp_path, "maria-gonzalez-and-the-shot.md", text, now)
