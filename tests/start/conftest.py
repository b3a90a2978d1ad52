"""The wheel that a new practice installs, and the answers it gives."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {
    "name": 'Oak & "Elm" Pediatrics', "url": "https://oakelm.example", "email": "hi@oakelm.example",
    "phone": "(503) 555-0123", "street": "5 Elm Street", "city": "Fairhaven", "state": "OR",
    "postal_code": "97000", "clinician": "Dr. José Núñez, MD", "credentials": "MD, FAAP",
    "timezone": "America/Los_Angeles",
}  # fmt: skip


def flags(**changed: str) -> list[str]:
    """Return the answers as options, some of them changed."""
    both = ANSWERS | changed
    return [
        part
        for name, value in both.items()
        for part in (f"--{name.replace('_', '-')}", value)
    ]  # fmt: skip


def bedside(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the wheel's files, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "bedside", *arguments], cwd=folder, capture_output=True, text=True,
        check=False, env=os.environ | {"PYTHONPATH": str(wheel), "CI": "1"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="session")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def wheel(wheel_file: Path) -> Path:
    """Unpack the wheel: what an installer puts in place."""
    with zipfile.ZipFile(wheel_file) as archive:
        archive.extractall(wheel_file.parent / "unpacked")
    return wheel_file.parent / "unpacked"


@pytest.fixture(scope="session")
def oakelm(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Start one practice by flags alone; tests only read it."""
    place = tmp_path_factory.mktemp("practices")
    made = bedside(wheel, place, "init", "oakelm", *flags())
    assert made.returncode == 0, made.stderr
    return place / "oakelm"
