"""Write the hooks into a repository's hooks folder; a hook that is not ours stays as it is."""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from bedside.errors import BedsideError
from bedside.files import write_atomic
from bedside.hooks.git import git, top_of

__all__ = ["HOOKS", "Installed", "install_hooks"]

HOOKS = ("pre-commit", "commit-msg", "pre-push")
_MARK = "# Written by `bedside hook install`."
_SCRIPT = """#!/bin/sh
{mark} Run it again to renew this file; delete it to remove the hook.
top=$(git rev-parse --show-toplevel) || exit 1
for python in "$top"/.venv/bin/python "$top"/.venv/Scripts/python.exe {python}; do
  if [ -x "$python" ]; then exec "$python" -m bedside {options}hook run {hook} "$@"; fi
done
echo "bedside is not installed here, so nothing was checked: install it, then do this again." >&2
exit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Which hooks are ours now, and which belong to something else and what to add to them."""

    folder: Path
    written: tuple[str, ...]
    foreign: tuple[tuple[str, str], ...]  # (name, line to add)


def install_hooks(root: Path) -> Installed:
    """Install every hook for the practice (or other site) in `root`.

    Respects core.hooksPath, but refuses one that other repositories share.
    """
    top = top_of(root)
    folder = _folder(top)
    below = root.resolve().relative_to(top.resolve()).as_posix()
    options = "" if below == "." else f"--practice {shlex.quote(f'{below}/practice.toml')} "
    written, foreign = [], []
    for hook in HOOKS:
        file = folder / hook
        if file.exists() and _MARK not in file.read_text(encoding="utf-8", errors="replace"):
            python = shlex.quote(sys.executable)
            foreign.append((hook, f'{python} -m bedside {options}hook run {hook} "$@" || exit 1'))
            continue
        python = shlex.quote(Path(sys.executable).as_posix())
        write_atomic(file, _SCRIPT.format(mark=_MARK, python=python, options=options, hook=hook))
        file.chmod(0o755)
        written.append(hook)
    return Installed(folder=folder, written=tuple(written), foreign=tuple(foreign))


def _folder(top: Path) -> Path:
    """Return the hooks folder of this repository alone. Raises BedsideError for a shared one."""
    folder = (top / git(["rev-parse", "--git-path", "hooks"], top).strip()).resolve()
    own = (top / git(["rev-parse", "--git-common-dir"], top).strip()).resolve()
    if not (folder.is_relative_to(own) or folder.is_relative_to(top.resolve())):
        message = (
            f"core.hooksPath is {folder}, which other repositories share: unset it for this one "
            f"(git config core.hooksPath .git/hooks) and run `bedside hook install` again, or call "
            f"`bedside hook run HOOK` from the hooks there"
        )
        raise BedsideError(message)
    return folder
