"""Install what the tests need beside Python: npm packages, and Debian's when run as root.

Exits 2 with the list of what is missing where it may not install.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Component:
    """A program the tests start: how to tell that it is here, and Debian's package."""

    name: str
    found: tuple[str, ...]  # any of these on PATH, or as a file
    package: str


COMPONENTS = (
    Component("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium"),
    Component("PostgreSQL", ("postgres", "/usr/lib/postgresql/*/bin/postgres"), "postgresql"),
    Component("tesseract", ("tesseract",), "tesseract-ocr"),
    Component("rsync", ("rsync",), "rsync"),
    Component("strace", ("strace",), "strace"),
    Component("sshd", ("sshd", "/usr/sbin/sshd"), "openssh-server"),
    Component("ssh", ("ssh",), "openssh-client"),
    Component("Node.js", ("node",), "nodejs"),
    Component("npm", ("npm",), "npm"),
    Component("Java", ("java",), "default-jre-headless"),
    Component("C compiler", ("g++",), "g++"),
    Component("make", ("make",), "make"),
)
NODE_FOLDERS = (TESTS / "node", TESTS / "servers" / "pds")


def missing() -> list[Component]:
    """Return the components that are not on this machine."""
    return [one for one in COMPONENTS if not any(map(_exists, one.found))]


def _exists(place: str) -> bool:
    if place.startswith("/"):
        return any(Path("/").glob(place.lstrip("/")))
    return shutil.which(place) is not None


def install_debian(components: list[Component]) -> None:
    """Install Debian's packages; only as root on a machine that has apt-get."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    names = [one.package for one in components]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def install_node(folder: Path) -> None:
    """Install a folder's npm packages from its lock file, unless they are there already."""
    lock, done = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    print(f"installing npm packages in {folder.relative_to(TESTS.parent)} …", flush=True)
    environment = os.environ | {"npm_config_nodedir": _node_headers()}
    subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, check=True, env=environment,
    )  # fmt: skip
    done.touch()


def _node_headers() -> str:
    """Return the folder that has include/node: native modules are compiled against it."""
    node = Path(shutil.which("node") or "/usr/bin/node").resolve()
    return str(node.parent.parent)


def main() -> int:
    """Install what is missing, or say what is."""
    lacking = missing()
    can_install = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    if lacking and can_install:
        print("installing " + ", ".join(one.name for one in lacking) + " …", flush=True)
        install_debian(lacking)
        lacking = missing()
    if lacking:
        names = "\n".join(f"  {one.name:12} Debian: {one.package}" for one in lacking)
        print(f"The tests need these; install them and run again:\n{names}", file=sys.stderr)
        return 2
    for folder in NODE_FOLDERS:
        install_node(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
