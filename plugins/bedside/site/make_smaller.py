"""Make smaller versions of pictures in a process of its own, which gives its memory back (decision 30)."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bedside.files import write_atomic
from bedside.site.pictures import small_picture

__all__ = ["make_given", "make_smaller"]

_COMMAND = "from bedside.site.make_smaller import make_given; make_given()"


def make_smaller(missing: Sequence[tuple[Path, Path, int]]) -> None:
    """Write each (picture, file to write, width in pixels): in another process, or else here."""
    if not missing:
        return
    rows = [[str(source), str(kept), width] for source, kept, width in missing]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(  # noqa: S603  a fixed command; what to make goes in as text
        [sys.executable, "-P", "-c", _COMMAND], input=json.dumps(rows), text=True, env=env,
        check=False, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for source, kept, width in missing:
        if not kept.exists():
            _make(source, kept, width)


def make_given() -> None:
    """Make what standard input lists: in the other process."""
    rows = json.load(sys.stdin)
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # Pillow lets others run while it encodes
        for done in [
            threads.submit(_make, Path(one), Path(kept), width) for one, kept, width in rows
        ]:
            done.result()


def _make(source: Path, kept: Path, width: int) -> None:
    write_atomic(kept, small_picture(source.read_bytes(), width, kept.suffix.removeprefix(".")))
