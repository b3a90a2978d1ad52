"""`bedside check`: its exit codes, its formats, and where it may be run."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bedside.errors import ExitCode

CLEAN = "# Hands\n\nWash your hands before you eat.\n"
PLANTED = "# Hands\n\nIt was 219-09-9999.\n"


def run(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    plugins = Path(__file__).resolve().parents[2] / "plugins"
    env = {**os.environ, "PYTHONPATH": str(plugins), "CI": "1"}
    return subprocess.run(
        [sys.executable, "-m", "bedside", "check", *map(str, words)],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_clean_file_outside_a_practice(tmp_path: Path) -> None:
    """Without a practice.toml a clean file passes."""
    (tmp_path / "a.md").write_text(CLEAN)
    done = run("a.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (ExitCode.FINE, "")
    assert "not a de-identification determination" in done.stdout


def test_finding_is_exit_1_and_hidden(tmp_path: Path) -> None:
    """A planted number is an error, and nothing prints it."""
    (tmp_path / "a.md").write_text(PLANTED)
    done = run("a.md", folder=tmp_path)
    assert done.returncode == ExitCode.AUTHOR
    assert "a.md:3:8 PHI007" in done.stdout
    assert "219" not in done.stdout + done.stderr


def test_show_is_refused_without_a_terminal(tmp_path: Path) -> None:
    """In CI, in a pipe and beside another format, --show is wrong use, and prints nothing found."""
    (tmp_path / "a.md").write_text(PLANTED)
    for words in (("--show",), ("--show", "--format", "json")):
        done = run("a.md", *words, folder=tmp_path)
        assert done.returncode == ExitCode.USAGE
        assert "only on a terminal" in done.stderr
        assert "219" not in done.stdout + done.stderr


def test_missing_path_is_exit_2(tmp_path: Path) -> None:
    """A path that is not there is wrong use."""
    done = run("nowhere.md", folder=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "nowhere.md: no such file" in done.stderr


def test_folder_without_markdown_is_exit_2(tmp_path: Path) -> None:
    """Nothing checked is not the same as nothing found."""
    (tmp_path / "empty").mkdir()
    assert run("empty", folder=tmp_path).returncode == ExitCode.USAGE


def test_named_practice_must_exist(tmp_path: Path) -> None:
    """A practice that was named and is missing is wrong use."""
    (tmp_path / "a.md").write_text(CLEAN)
    assert run("a.md", "--practice", "other.toml", folder=tmp_path).returncode == ExitCode.USAGE


def test_without_path_a_practice_is_needed(tmp_path: Path) -> None:
    """The default is the practice's own content, so there must be a practice."""
    assert run(folder=tmp_path).returncode == ExitCode.USAGE


def test_practice_numbers_are_its_own(tmp_path: Path, sample_root: Path) -> None:
    """With the practice named, its telephone number may stand."""
    (tmp_path / "a.md").write_text("# Us\n\nRing 802-555-0142.\n")
    assert run("a.md", folder=tmp_path).returncode == ExitCode.AUTHOR
    done = run("a.md", "--practice", sample_root / "practice.toml", folder=tmp_path)
    assert done.returncode == ExitCode.FINE


def test_front_matter_mistakes_outside_are_warnings(tmp_path: Path) -> None:
    """A stranger's front matter is said and does not stop anything."""
    (tmp_path / "a.md").write_text(f"---\ntitle: Hands\nlayout: post\n---\n\n{CLEAN}")
    done = run("a.md", "--format", "json", folder=tmp_path)
    assert done.returncode == ExitCode.FINE
    found = json.loads(done.stdout)["findings"]
    assert {one["severity"] for one in found} == {"warning"}


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_machine_formats(form: str, tmp_path: Path) -> None:
    """Machine formats stand alone on stdout, and exit 1 all the same."""
    (tmp_path / "a.md").write_text(PLANTED)
    done = run("a.md", "--format", form, folder=tmp_path)
    assert done.returncode == ExitCode.AUTHOR
    assert done.stdout.startswith("::error file=a.md,line=3,col=8") or json.loads(done.stdout)
    assert "219-09" not in done.stdout


def on_a_terminal(*words: str, folder: Path) -> str:
    plugins = Path(__file__).resolve().parents[2] / "plugins"
    env = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR"}}
    leader, follower = os.openpty()
    command = [sys.executable, "-m", "bedside", "check", *words]
    env.update(PYTHONPATH=str(plugins), TERM="xterm")
    done = subprocess.Popen(command, cwd=folder, env=env, stdout=follower, stderr=follower)
    os.close(follower)
    chunks: list[bytes] = []
    with contextlib.suppress(OSError):  # the other end is closed when the command is done
        while chunk := os.read(leader, 65536):
            chunks.append(chunk)
    os.close(leader)
    assert done.wait(timeout=60) == ExitCode.AUTHOR
    return b"".join(chunks).decode()


def test_a_terminal_shows_only_when_asked(tmp_path: Path) -> None:
    """On a terminal --show prints what was found; without it nothing does."""
    (tmp_path / "a.md").write_text(PLANTED)
    hidden = on_a_terminal("a.md", folder=tmp_path)
    assert "219-09-9999" not in hidden
    assert "`bedside check --show` prints the words" in hidden
    shown = on_a_terminal("a.md", "--show", folder=tmp_path)
    assert "found: 219-09-9999" in shown
    assert "--show" not in shown


def test_the_last_lines_say_whether_anything_stops_publishing(tmp_path: Path) -> None:
    """One finding stops, two stop; a warning or nothing does not, and points at no hidden words."""
    path = tmp_path / "a.md"
    path.write_text(PLANTED)
    said = run("a.md", folder=tmp_path).stdout
    assert "1 error; 1 finding stops publishing.\n" in said
    assert said.splitlines()[-1].startswith("`bedside check --show` prints the words")
    path.write_text(f"{PLANTED}\nOr 219-09-9998.\n")
    assert "2 errors; 2 findings stop publishing.\n" in run("a.md", folder=tmp_path).stdout
    path.write_text(f"---\ntitle: Hands\nlayout: post\n---\n\n{CLEAN}")
    said = run("a.md", folder=tmp_path).stdout
    assert "1 warning; nothing stops the build.\n" in said
    assert "--show" not in said


def test_a_report_is_written_to_a_file(tmp_path: Path, sample_root: Path) -> None:
    """`--to` writes any format to a file, says so, and keeps the exit code."""
    (tmp_path / "a.md").write_text(PLANTED)
    facts = sample_root / "practice.toml"
    done = run("a.md", "--practice", facts, "--format", "html", "--to", "r.html", folder=tmp_path)
    assert done.returncode == ExitCode.AUTHOR
    assert done.stdout.startswith("r.html: ")
    page = (tmp_path / "r.html").read_text()
    assert "Larkfield Family Practice" in page
    assert "PHI007" in page
    assert "219-09" not in page + done.stdout


def test_an_html_report_needs_a_practice(tmp_path: Path) -> None:
    """It is made in a practice's name, so without one it is wrong use."""
    (tmp_path / "a.md").write_text(CLEAN)
    done = run("a.md", "--format", "html", folder=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "--practice" in done.stderr
