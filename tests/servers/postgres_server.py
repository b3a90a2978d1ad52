"""A real PostgreSQL server on loopback, with a folder and a port of its own."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.launch import free_port

__all__ = ["postgres_running", "postgres_tool"]

_USER = "postgres"  # Debian's package makes it; the server refuses to run as root


@contextmanager
def postgres_running() -> Iterator[str]:
    """Yield the SQLAlchemy address of an empty server that stops with the block.

    Its folder is no folder of pytest's, which another run of pytest closes to everybody but root.
    """
    with TemporaryDirectory(prefix="postgres", ignore_cleanup_errors=True) as folder:
        yield from _running(Path(folder))


def postgres_tool(name: str) -> str:
    """Return where one of PostgreSQL's own programs is."""
    tools = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    found = shutil.which(name) or (tools and str(tools / name))
    assert found, "PostgreSQL is missing: run `inv setup`"
    return found


def _running(folder: Path) -> Iterator[str]:
    initdb, control, data = postgres_tool("initdb"), postgres_tool("pg_ctl"), folder / "data"
    prefix: list[str] = []
    if os.geteuid() == 0:
        prefix = ["runuser", "-u", _USER, "--"]
        os.chown(folder, pwd.getpwnam(_USER).pw_uid, -1)

    def run(*command: str) -> None:
        done = subprocess.run(
            [*prefix, *command], cwd="/", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)

    port = free_port()
    run(initdb, "-D", str(data), "-U", _USER, "--auth=trust", "--no-sync", "-E", "UTF8")
    options = f"-p {port} -h 127.0.0.1 -k {folder}"
    run(control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql+psycopg://{_USER}@127.0.0.1:{port}/postgres"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")
