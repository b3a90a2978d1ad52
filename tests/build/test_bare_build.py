"""The build that bench/bare.py times is still a build."""

import subprocess
import sys

from tests.conftest import ROOT, SmallSite


def test_bare_pages_are_built(site: SmallSite) -> None:
    """It takes steps out by their names, and what comes after them needs what they leave."""
    site.post("one")
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "bare.py"), "--now", "2026-11-22T12:00:00+00:00"],
        cwd=site.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (site.root / "output" / "blog" / "one" / "index.html").is_file()
    assert not (site.root / "output" / "cards").exists()
