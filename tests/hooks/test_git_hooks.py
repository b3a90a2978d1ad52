"""The git hooks: what is staged is checked, not what lies in the folder, and nothing foreign is lost."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.checks_text.handout_files import pdf

from bedside.errors import BedsideError
from bedside.hooks.install import HOOKS, install_hooks

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
NUMBER = "219-09-9999"
CLEAN = "Wash your hands.\n"


class Repository:
    """A git repository with the hooks in it, as a person would use it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Elena Marsh")
        self.git("config", "user.email", "elena@larkfield.example")

    def git(self, *words: str, fails: bool = False) -> str:
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {"PYTHONPATH": str(PLUGINS), "GIT_CONFIG_GLOBAL": "/dev/null"}
        done = subprocess.run(
            ["git", *words], cwd=self.root, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, message: str = "A change", *, fails: bool = False) -> str:
        return self.git("commit", "--quiet", "-m", message, fails=fails)


@pytest.fixture
def plain(tmp_path: Path) -> Repository:
    """Return another site's repository: no practice in it."""
    repository = Repository(tmp_path / "plain")
    install_hooks(repository.root)
    return repository


@pytest.fixture
def practice_repository(make_site: Callable[..., Any]) -> Repository:
    """Return a small practice, committed without the hooks, then with them."""
    site = make_site("clinic")
    site.post("first", body="See [the other](second.md).")
    site.post("second", uid="01M611AAAAAAAAAAAAAAAAAAAA")
    repository = Repository(site.root)
    repository.git("add", ".")
    repository.commit()
    install_hooks(repository.root)
    return repository


def test_the_index_is_checked_not_the_folder(plain: Repository) -> None:
    """What was staged is refused although the folder was mended since, and the other way round."""
    plain.write("a.md", f"It was {NUMBER}.\n")
    plain.git("add", "a.md")
    plain.write("a.md", CLEAN)
    said = plain.commit(fails=True)
    assert "a.md:1:8 PHI007" in said
    assert NUMBER not in said
    plain.git("add", "a.md")
    plain.write("a.md", f"It was {NUMBER}.\n")
    plain.commit()
    assert NUMBER not in plain.git("show", "HEAD:a.md")


def test_exported_lists_are_checked_too(plain: Repository) -> None:
    """A table of patients laid beside the site is refused; .gitattributes leaves examples out."""
    plain.write("export/patients.csv", f"name,ssn\nZbigniew Doe,{NUMBER}\n")
    plain.git("add", ".")
    said = plain.commit(fails=True)
    assert re.search(r"export/patients\.csv:\d+:\d+ PHI007", said), said
    assert NUMBER not in said
    plain.write(".gitattributes", "export/** -bedside\n")
    plain.git("add", ".")
    plain.commit()


@pytest.mark.parametrize("name", ["visits.log", "old/visits.eml", "visits.jsonl"])
def test_what_other_programs_export_is_checked(plain: Repository, name: str) -> None:
    """A log, a letter, records of a database."""
    plain.write(name, f"Zbigniew Doe {NUMBER}\n")
    plain.git("add", ".")
    assert f"{name}:1:14 PHI007" in plain.commit(fails=True)


def test_a_letter_that_lies_about_is_read_and_one_that_cannot_be_is_refused(
    plain: Repository,
) -> None:
    """Outside content/ too: a repository is handed on with all that is in it."""
    (plain.root / "letter.pdf").write_bytes(pdf(f"It was {NUMBER}."))
    plain.git("add", ".")
    assert "letter.pdf" in plain.commit(fails=True)
    (plain.root / "letter.pdf").write_bytes(pdf("", scan=True))
    plain.git("add", ".")
    assert "letter.pdf" in plain.commit(fails=True)
    (plain.root / "letter.pdf").write_bytes(pdf("Wash your hands."))
    plain.git("add", ".")
    plain.commit()


def test_a_message_is_checked(plain: Repository) -> None:
    """A number in the message is refused; git's own remarks and the people of the change are not."""
    plain.write("a.md", CLEAN)
    plain.git("add", ".")
    said = plain.commit(f"Take {NUMBER} out", fails=True)
    assert "commit message:1:6 PHI007" in said
    assert NUMBER not in said
    assert "PHI007" in plain.commit(f"# {NUMBER} again", fails=True)  # -m keeps such a line
    plain.commit("Wash\n\nSigned-off-by: Zbigniew Doe <zbigniew.doe@nowhere.example>")


def test_a_practice_commits_clean_work(practice_repository: Repository) -> None:
    """A clean post passes; one with a patient's number does not, whatever lies in the folder."""
    practice_repository.write("content/posts/first.md", post(CLEAN))
    practice_repository.git("add", ".")
    practice_repository.commit()
    practice_repository.write("content/posts/first.md", post(f"It was {NUMBER}.\n"))
    practice_repository.git("add", ".")
    practice_repository.write("content/posts/first.md", post(CLEAN))
    assert "content/posts/first.md:12:8 PHI007" in practice_repository.commit(fails=True)


def test_a_deleted_file_is_missed_by_what_rests_on_it(practice_repository: Repository) -> None:
    """Deleting a post that another links to is refused: the link would lead nowhere."""
    practice_repository.git("rm", "--quiet", "content/posts/second.md")
    said = practice_repository.commit(fails=True)
    assert "content/posts/first.md" in said


def test_a_staged_handout_is_read(practice_repository: Repository) -> None:
    """A list to download is checked before it is committed, with the posts beside it."""
    practice_repository.write("content/files/list.csv", f"Who,Number\nZbigniew Doe,{NUMBER}\n")
    practice_repository.git("add", ".")
    said = practice_repository.commit(fails=True)
    assert "content/files/list.csv" in said
    assert "PHI007" in said
    assert NUMBER not in said


def test_what_bedside_ships_is_nobodys_note(practice_repository: Repository) -> None:
    """What names people in the folders that Bedside fills is not taken for a note."""
    named = "Our patient Zbigniew Doe was seen here and treated for gout.\n"
    practice_repository.write("vendor/reader/LICENSE.txt", named)
    practice_repository.git("add", ".")
    practice_repository.commit()
    practice_repository.write("notes/LICENSE.txt", named)
    practice_repository.git("add", ".")
    practice_repository.commit(fails=True)


def post(body: str) -> str:
    return (
        "---\nuid: 01M610AAAAAAAAAAAAAAAAAAAA\ntitle: First\ndate: 2026-10-05 09:00\n"
        "author: elena-marsh\ncategory: news\ntype: tip\ntags: [flu]\nsummary: A short summary.\n"
        f"---\n\n{body}"
    )


def test_a_foreign_hook_stays(plain: Repository) -> None:
    """A hook that somebody else wrote is not touched; the line to add to it is named."""
    hook = plain.root / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n")
    done = install_hooks(plain.root)
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    assert done.written == HOOKS[1:]
    assert [name for name, _ in done.foreign] == ["pre-commit"]
    assert "hook run pre-commit" in done.foreign[0][1]


def test_installing_twice_changes_nothing(plain: Repository) -> None:
    """Our own hook is renewed, not taken for a foreign one."""
    hook = plain.root / ".git" / "hooks" / "pre-commit"
    before = hook.read_text()
    assert install_hooks(plain.root).written == HOOKS
    assert hook.read_text() == before


def test_a_hooks_folder_of_its_own_is_respected(tmp_path: Path) -> None:
    """core.hooksPath inside the repository is where the hooks go."""
    repository = Repository(tmp_path / "own")
    repository.git("config", "core.hooksPath", "githooks")
    assert install_hooks(repository.root).folder == (repository.root / "githooks").resolve()
    repository.write("a.md", f"It was {NUMBER}.\n")
    repository.git("add", "a.md")
    repository.commit(fails=True)


def test_a_shared_hooks_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder that other repositories use is not written to; the message says what to do."""
    repository = Repository(tmp_path / "shared")
    repository.git("config", "core.hooksPath", str(tmp_path / "everybody"))
    with pytest.raises(BedsideError, match="other repositories share"):
        install_hooks(repository.root)
    assert not (tmp_path / "everybody").exists()


def test_without_bedside_nothing_is_committed(plain: Repository) -> None:
    """A hook that cannot find its program refuses: a check that did not run is no check."""
    hook = plain.root / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().replace(sys.executable, "/nowhere/python"))
    plain.write("a.md", CLEAN)
    plain.git("add", "a.md")
    assert "not installed here" in plain.commit(fails=True)


def test_a_push_to_a_public_host_is_refused(practice_repository: Repository) -> None:
    """Nothing is sent to a host that may show it to everybody until practice.toml says so."""
    address = "https://github.com/larkfield/website.git"
    hook = [sys.executable, "-m", "bedside", "hook", "run", "pre-push", "origin", address]
    env = {**os.environ, "PYTHONPATH": str(PLUGINS)}

    def push() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            hook, cwd=practice_repository.root, env=env, input="", capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    facts = practice_repository.root / "practice.toml"
    facts.write_text(facts.read_text().replace("allow_public_remote = true", ""))
    refused = push()
    assert refused.returncode == 2
    assert "github.com/larkfield/website: everybody may" in refused.stderr
    line = '[policies]\nprivate_remotes = ["github.com/larkfield/website"]'
    facts.write_text(facts.read_text().replace("[policies]", line))
    assert push().returncode == 0
