"""The hash of our own code changes with the code, however it is remembered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASK = "from bedside.checks.own_code import own_code; print(own_code().whole, own_code().rules)"


def asked(plugins: Path) -> list[str]:
    env = {**os.environ, "PYTHONPATH": str(plugins)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("PYTHONPYCACHEPREFIX", None)
    ran = subprocess.run(
        [sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True
    )  # fmt: skip
    return ran.stdout.split()


def test_every_change_is_another_hash(tmp_path: Path) -> None:
    """A rule, another module, a list, a name, and a change that leaves size and time as they were."""
    plugins = tmp_path / "plugins"
    shutil.copytree(
        ROOT / "plugins" / "bedside", plugins / "bedside",
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    first = asked(plugins)
    assert asked(plugins) == first
    assert list(plugins.rglob("own_code*.hashes"))  # the second answer was a remembered one
    rule = plugins / "bedside" / "checks" / "words.py"
    state = rule.stat()
    rule.write_text(rule.read_text().replace("a", "e", 1))
    os.utime(rule, ns=(state.st_atime_ns, state.st_mtime_ns))
    changed = asked(plugins)
    assert changed[0] != first[0]
    assert changed[1] != first[1]
    module = plugins / "bedside" / "clock.py"
    module.write_text(module.read_text() + "\n# A remark.\n")
    again = asked(plugins)
    assert again[0] != changed[0]
    assert again[1] == changed[1]  # no rule changed
    shutil.copy(module, plugins / "bedside" / "checks" / "more.py")
    assert asked(plugins)[1] != again[1]
