"""The lines that docs/deploying.md gives for the first push put the whole folder on `main`."""

import os
import re
import subprocess
from pathlib import Path


def test_the_lines_work_as_they_stand(sample_root: Path, tmp_path: Path) -> None:
    """Only the address is another: a bare repository in place of GitHub's."""
    text = (sample_root / "docs" / "deploying.md").read_text()
    lines = re.findall(r"^ {7}(git .+)$", text, re.MULTILINE)
    folder, there = tmp_path / "site", tmp_path / "there.git"
    folder.mkdir()
    (folder / "practice.toml").write_text("[practice]\n")
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@oakelm.example"}
    who |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
    environment = os.environ | who | {"GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "init", "-q", "--bare", str(there)], check=True)
    script = "\n".join(lines)
    assert "https://github.com/NAME/REPOSITORY.git" in script
    script = script.replace("https://github.com/NAME/REPOSITORY.git", str(there))
    subprocess.run(
        ["/bin/sh", "-e"], input=script, cwd=folder, env=environment, text=True, check=True,
        capture_output=True,
    )  # fmt: skip
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "main"], cwd=there, text=True, check=True,
        capture_output=True,
    )  # fmt: skip
    assert listed.stdout == "practice.toml\n"
